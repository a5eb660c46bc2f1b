package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// The listing reserve of 2022 has 68 firms, as the article says; who they are and how far they have come is invented.
const (
	reserve       = 68
	reserveLeft   = 2   // in it until the end of May
	reserveCame   = 4   // chosen in May; the others in March
	reserveFirst  = 600 // the place of the first among the enterprises
	marchOn       = 2   // the place of March
	mayOn         = 4
	juneOn        = 5
	reserveStays  = 10 // of whom no step is asked this year
	reserveMissed = 9  // have not reached the stage of the year
	reserveSigned = 55
)

var reserveHeader = []string{"统计月份", "统一社会信用代码", "企业名称", "是否在库", "年初阶段", "年度目标阶段", "当前阶段", "券商签约日期", "律所签约日期", "会计师事务所签约日期", "镇街道", "备注"}

// listingStages in their order; a firm begins in one of the first five.
var listingStages = [...]string{"培育", "股改", "辅导", "申报", "过会", "上市"}

// startsAt is how many firms of the reserve begin the year in each stage; those that leave begin in the first.
var startsAt = [...]int{30, 20, 12, 4, 2}

// reserveFirm is a firm of the listing reserve.
type reserveFirm struct {
	enterprise
	start, target, reaches int          // stages
	in                     int          // the month in which it reaches that stage, from January
	came, left             int          // the month in which it was chosen, and the first in which it is out; 0: never
	signed                 [3]time.Time // with a securities firm, a law firm, accountants; zero: not yet
}

// stage is that of the end of a month.
func (f reserveFirm) stage(m int) int {
	if m < f.in {
		return f.start
	}
	return f.reaches
}

// reserveFirms invents them: those that stay in the reserve first.
func reserveFirms(rng *rand.Rand) []reserveFirm {
	var starts []int
	for stage, n := range startsAt {
		for range n {
			starts = append(starts, stage)
		}
	}
	starts = append(starts, make([]int, reserveLeft)...)
	who := enterprises()
	list := make([]reserveFirm, len(starts))
	for i := range list {
		list[i] = reserveFirm{enterprise: who[reserveFirst+i], start: starts[i], in: marchOn + rng.IntN(caseMonths-marchOn), came: marchOn}
	}
	rng.Shuffle(reserve, func(i, j int) { list[i].start, list[j].start = list[j].start, list[i].start })
	for i := range list {
		f := &list[i]
		f.target, f.reaches = f.start+1, f.start+1
		switch {
		case i < reserveStays && f.start < len(startsAt)-1:
			f.target = f.start
			if i%3 > 0 {
				f.reaches = f.start
			}
		case i >= reserve-reserveMissed && i < reserve:
			f.reaches = f.start
			if f.start < 3 && i%3 == 0 { // it moved, and was to move two steps
				f.target, f.reaches = f.start+2, f.start+1
			}
		case i >= reserve:
			f.left = juneOn
		}
		if i >= reserve-reserveCame && i < reserve {
			f.came = mayOn
			f.in = max(f.in, mayOn)
		}
	}
	sign(rng, list)
	return list
}

// sign lets the firms that are farthest on sign first: before the year, or in the course of it.
func sign(rng *rand.Rand, list []reserveFirm) {
	left := reserveSigned
	for stage := len(startsAt) - 1; stage >= 0; stage-- {
		for i := range reserve {
			f := &list[i]
			if f.start != stage || left == 0 {
				continue
			}
			left--
			first := day(2021, 9, 1).AddDate(0, 0, rng.IntN(120))
			if stage == 0 {
				first = day(2022, 2, 1).AddDate(0, 0, rng.IntN(240))
			}
			for k := range f.signed {
				if k <= stage || k == i%3 {
					f.signed[k] = first
				}
			}
			if stage == 0 && left == 0 {
				f.signed[i%3] = day(2022, 9, 30) // on the as-of day
			}
		}
	}
}

// row is a firm as the list of a month shows it.
func (f reserveFirm) row(m int) []string {
	row := []string{monthName(m), f.uscc, f.name, yesNo(f.left == 0 || m < f.left), listingStages[f.start], listingStages[f.target], listingStages[f.stage(m)]}
	for _, on := range f.signed {
		if on.After(endOf(m)) {
			on = time.Time{}
		}
		row = append(row, dayText(on))
	}
	return append(row, "演示镇", Mark)
}

// reserveFiles writes the list of each month from March on, those of the ends of earlier years, and what was paid to firms.
// The first list of July held a firm that was never chosen: a second one replaces it.
func reserveFiles(o Options, t *Truth) ([]file, error) {
	const revised = 6
	rng := rand.New(rand.NewPCG(o.Seed, 31))
	list := reserveFirms(rng)
	var files []file
	live := 0
	for m := marchOn; m < caseMonths; m++ {
		until := endOf(m)
		if m == revised {
			wrong := reserveFile(list, m, until, t)
			stranger := list[0]
			stranger.enterprise = enterprises()[reserveFirst+len(list)]
			wrong.good(stranger.row(m)...)
			files = append(files, wrong)
			until = until.AddDate(0, 0, 8)
		}
		f := reserveFile(list, m, until, t)
		if m == revised {
			f.count.Deleted = 1
			t.plant(f.source, "replaced_file")
		}
		live += f.count.Accepted
		files = append(files, f)
	}
	t.live("reserve_firm", live)
	countReserve(list, t)
	before, err := earlierReserveFile(o, t)
	if err != nil {
		return nil, err
	}
	files = append(files, before)
	paid, err := incentiveFiles(o, list, rng, t)
	return append(files, paid...), err
}

func reserveFile(list []reserveFirm, m int, until time.Time, t *Truth) file {
	f := file{source: "reserve_firm", name: fmt.Sprintf("上市后备企业_%s_截至%s.csv", monthName(m), until.Format(time.DateOnly)), table: table{
		encoding: []string{utf8BOM, gb18030, utf8Plain}[m%3], comma: ",", eol: "\r\n",
		header: reserveHeader,
	}}
	f.count.AsOf = until.Format(time.DateOnly)
	for _, firm := range list {
		if firm.came <= m {
			f.good(firm.row(m)...)
		}
	}
	f.bad(t, duplicate, list[m].row(m)...)
	spoilt := list[m]
	spoilt.enterprise = misread(spoilt.enterprise)
	f.bad(t, "bad_uscc", spoilt.row(m)...)
	spoilt = list[m]
	spoilt.enterprise = enterprises()[listed+m]
	row := spoilt.row(m)
	kind := []string{"bad_stage", "target_behind", "signed_ahead"}[m%3]
	switch kind {
	case "bad_stage":
		row[6] = "挂牌"
	case "target_behind":
		row[4], row[5] = "辅导", "股改"
	default:
		row[8] = until.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	f.bad(t, kind, row...)
	return f
}

// countReserve brings the firms to the figures that must come out: of those in the reserve at a month's end.
func countReserve(list []reserveFirm, t *Truth) {
	for m := marchOn; m < caseMonths; m++ {
		var in, onTarget, signed int
		for _, f := range list {
			if f.came > m || f.left > 0 && m >= f.left {
				continue
			}
			in++
			onTarget += one(f.stage(m) >= f.target)
			has := false
			for _, on := range f.signed {
				has = has || !on.IsZero() && !on.After(endOf(m))
			}
			signed += one(has)
		}
		for _, period := range []string{monthName(m), "2022"} { // the year's are those of its last month
			t.figure("IN01", period, float64(onTarget), float64(in), 100, in)
			t.figure("IN02", period, float64(signed), float64(in), 100, in)
		}
	}
}
