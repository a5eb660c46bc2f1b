package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// How the problems of the rectification list stand: closed in time, closed late, open past their due day, open and not due.
const (
	problemsInTime  = 54
	problemsLate    = 1
	problemsOverdue = 1
	problemsRunning = 4
)

// problem is a line of the rectification list.
type problem struct {
	no, org            string
	found, due, closed time.Time // due is a day; closed is zero while it is open
}

func (p problem) inTime() bool {
	return !p.closed.IsZero() && p.closed.Before(p.due.AddDate(0, 0, 1))
}

func problems(rng *rand.Rand) []problem {
	var list []problem
	counted := problemsInTime + problemsLate + problemsOverdue
	for i := range counted + problemsRunning {
		begun := day(2022, 1, 10).AddDate(0, 0, i*200/counted)
		p := problem{no: fmt.Sprintf("ZG2022-%03d", i+1), org: measureOffices[rng.IntN(len(measureOffices))], found: begun.Add(clock(rng, 9, 17)), due: begun.AddDate(0, 0, 30+rng.IntN(31))}
		switch {
		case i == 20:
			p.closed = p.due.AddDate(0, 0, 1) // the first second of the day after
		case i == 40: // open and late
		case i >= counted:
			p.due = day(2022, 9, 30).AddDate(0, 0, 20*(i-counted)) // the as-of day is not over
		case i%9 == 0:
			p.closed = p.due.AddDate(0, 0, 1).Add(-time.Second) // the last second of its due day
		default:
			p.closed = p.due.AddDate(0, 0, -rng.IntN(25)).Add(clock(rng, 9, 17))
		}
		list = append(list, p)
	}
	return list
}

// earlierProblems invents the problems of a year before 2022, all closed within it, so that as many were in time as peers.csv says.
func earlierProblems(o Options, year int) ([]problem, error) {
	want, err := wanted(year)
	if err != nil {
		return nil, err
	}
	const all = 60
	rng := rand.New(rand.NewPCG(o.Seed, uint64(year)+350))
	var list []problem
	var inTime dealt
	for i := range all {
		begun := day(year, 1, 10).AddDate(0, 0, i*270/all)
		p := problem{no: fmt.Sprintf("ZG%d-%03d", year, i+1), org: measureOffices[rng.IntN(len(measureOffices))], found: begun.Add(clock(rng, 9, 17)), due: begun.AddDate(0, 0, 30+rng.IntN(31))}
		ended := p.due.AddDate(0, 0, -rng.IntN(25))
		if !inTime.yes(rng, want["AP06"]/100) {
			ended = p.due.AddDate(0, 0, 1+rng.IntN(10))
		}
		p.closed = ended.Add(clock(rng, 9, 17))
		list = append(list, p)
	}
	return list, nil
}

// rectificationFiles writes the whole list at the end of each quarter, with the problems of earlier years.
func rectificationFiles(o Options, t *Truth) ([]file, error) {
	list := problems(rand.New(rand.NewPCG(o.Seed, 24)))
	for _, year := range earlierYears {
		before, err := earlierProblems(o, year)
		if err != nil {
			return nil, err
		}
		list = append(list, before...)
	}
	countProblems(list, t)
	var files []file
	for _, asOf := range []time.Time{day(2022, 3, 31), day(2022, 6, 30), day(2022, 9, 30)} {
		f := file{source: "rectification", name: "整改清单_" + asOf.Format(time.DateOnly) + ".csv", table: table{
			encoding: utf8Plain, comma: ",", eol: "\n",
			header: []string{"问题编号", "问题", "问题来源", "整改措施", "责任部门编码", "发现时间", "整改期限", "销号时间"},
		}}
		f.count.AsOf = asOf.Format(time.DateOnly)
		row := func(p problem) []string {
			closed := ""
			if !p.closed.IsZero() && p.closed.Before(asOf.AddDate(0, 0, 1)) {
				closed = p.closed.Format(time.DateTime)
			}
			return []string{p.no, "演示问题" + p.no[7:], "企业座谈", Mark, p.org, p.found.Format(time.DateTime), p.due.Format(time.DateOnly), closed}
		}
		for _, p := range list {
			if p.found.Before(asOf.AddDate(0, 0, 1)) {
				f.good(row(p)...)
			}
		}
		spoilt := list[0]
		spoilt.no, spoilt.due = "ZG2022-991", spoilt.found.AddDate(0, 0, -2)
		f.bad(t, "due_before", row(spoilt)...)
		if asOf.Month() > time.March {
			ahead := list[0]
			ahead.no = "ZG2022-992"
			fields := row(ahead)
			fields[7] = asOf.AddDate(0, 0, 2).Format(time.DateTime)
			f.bad(t, "closed_ahead", fields...)
			f.bad(t, duplicate, row(list[1])...)
		}
		t.live(f.source, f.count.Accepted)
		files = append(files, f)
	}
	return files, nil
}

func countProblems(list []problem, t *Truth) {
	by := map[string][2]int{}
	for _, p := range list {
		at, good := p.closed, 0
		switch {
		case p.closed.IsZero() && !p.due.Before(day(2022, 9, 30)):
			continue
		case p.closed.IsZero():
			at = p.due
		case p.inTime():
			good = 1
		}
		for _, period := range []string{at.Format("2006"), at.Format("2006-01")} {
			by[period] = [2]int{by[period][0] + good, by[period][1] + 1}
		}
	}
	for period, f := range by {
		t.figure("AP06", period, float64(f[0]), float64(f[1]), 100, f[1])
	}
}
