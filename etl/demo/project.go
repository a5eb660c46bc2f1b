package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// What projects come to in the demo: 876 net working days over 41 that passed completion acceptance (21.37), and 28 of 51
// industrial awards permitted within five working days (54.90 %).
const (
	passedProjects, passedDays = 41, 876
	begunProjects              = 14
	awards, quickAwards        = 51, 28
	otherAwards                = 9 // of land that is not industrial
	permitLimit                = 5
)

// How many there are in a year before 2022.
const (
	earlierPassed = 30
	earlierAwards = 60
	earlierElse   = 8 // land that is not industrial
)

// project is one as it finally stands.
type project struct {
	code       string
	declared   time.Time
	industrial bool
	land       time.Time // zero: no award
	permit     time.Time // zero: none yet
}

// projects is what the files of projects, of their items and of the items' stops are written from.
type projects struct {
	rng      *rand.Rand
	workdays []time.Time // of all years
	from, to int         // the places of the year that is being invented, up to the as-of day
	asOf     int
	list     []project
	before   int // of the list: those of earlier years
	items    []*projectItem
	truth    *Truth
}

// projectFiles writes the list of projects at every month's end, and the items and their stops as they come; those of the years
// before 2022 in one file.
func projectFiles(o Options, t *Truth) ([]file, error) {
	p := projects{truth: t}
	var begins []int
	for _, year := range years {
		list, err := workdaysOf(year)
		if err != nil {
			return nil, err
		}
		begins = append(begins, len(p.workdays))
		p.workdays = append(p.workdays, list...)
	}
	_, n, err := workdays()
	if err != nil {
		return nil, err
	}
	last := len(years) - 1
	p.asOf = begins[last] + n
	for i, year := range earlierYears {
		want, err := wanted(year)
		if err != nil {
			return nil, err
		}
		p.rng, p.from, p.to, p.before = rand.New(rand.NewPCG(o.Seed, uint64(year)+330)), begins[i], begins[i+1], len(p.list)
		p.earlier(want)
	}
	p.rng, p.from, p.to, p.before = rand.New(rand.NewPCG(o.Seed, 15)), begins[last], p.asOf, len(p.list)
	p.pass(spread(p.rng, passedProjects, passedDays, 8, 40))
	p.begin()
	p.award(awards, quickAwards, otherAwards)
	var files []file
	for m := range caseMonths {
		files = append(files, p.listFile(m))
	}
	t.live("project", len(p.list))
	return append(files, p.itemFiles()...), nil
}

// earlier invents the projects of a year before 2022, so that their indicators come near what peers.csv says of it.
func (p *projects) earlier(want map[string]float64) {
	var took dealt
	days := make([]int, earlierPassed)
	for i := range days {
		days[i] = took.number(p.rng, want["CP01"], 8, 8, 60)
	}
	first := len(p.items)
	p.pass(days)
	for _, s := range p.items[first:] {
		s.corrected = false // they come in one file, as they finally stand
	}
	p.award(earlierAwards, int(math.Round(want["CP09"]/100*earlierAwards)), earlierElse)
}

// declare adds a project that was declared some days before a working day, but in its year.
func (p *projects) declare(place int) *project {
	at := p.workdays[place].AddDate(0, 0, -2-p.rng.IntN(20))
	if first := p.workdays[p.from]; at.Before(first) {
		at = first
	}
	p.list = append(p.list, project{code: fmt.Sprintf("%s-330482-04-01-%06d", at.Format("0601"), 100001+len(p.list)-p.before), declared: at})
	return &p.list[len(p.list)-1]
}

// award invents land contracts: in five working days a building permit, or later, or none by now.
func (p *projects) award(awards, quickAwards, otherAwards int) {
	rate := tally{}
	all := awards + otherAwards
	for i, place := range p.rng.Perm(all) {
		signed := p.from + i*(p.to-p.from-permitLimit-1)/all
		d := p.declare(signed)
		d.industrial, d.land = place < awards, p.workdays[signed]
		days := permitLimit + 1 + p.rng.IntN(60)
		quick := place < quickAwards || place >= awards && i%2 == 0
		if quick {
			days = p.rng.IntN(permitLimit + 1)
		}
		if signed+days < p.asOf {
			d.permit = p.workdays[signed+days]
		}
		if d.industrial {
			rate.add(d.land, one(quick), 1)
		}
	}
	rate.tell(p.truth, "CP09", 100)
}

// listFile is every project declared by the end of a month, with what is known of it then.
func (p *projects) listFile(m int) file {
	last := day(2022, time.Month(m+2), 0)
	f := file{source: "project", name: "工程项目_" + last.Format(time.DateOnly) + ".csv", table: table{
		encoding: utf8BOM, comma: ",", eol: "\r\n",
		header: []string{"项目代码", "项目名称", "建设单位", "总投资", "申报时间", "是否工业项目", "土地出让合同签订日期", "施工许可日期"},
	}}
	f.count.AsOf = last.Format(time.DateOnly)
	known := func(at time.Time) string {
		if at.IsZero() || at.After(last) {
			return ""
		}
		return at.Format(time.DateOnly)
	}
	for i, d := range p.list {
		if d.declared.After(last) {
			continue
		}
		f.table.add(d.code, Mark+"项目", "演示建设单位", fmt.Sprint(3000+100*i), d.declared.Format(time.DateOnly), yesNo(d.industrial), known(d.land), known(d.permit))
		f.count.Read++
		f.count.Accepted++
		if f.count.Accepted == 5 && m%3 == 1 {
			f.table.add(d.code, Mark+"项目", "演示建设单位", fmt.Sprint(3000+100*i), d.declared.Format(time.DateOnly), yesNo(d.industrial), known(d.land), known(d.permit))
			f.count.Read++
			f.count.Rejected++
			p.truth.plant(f.source, duplicate)
		}
	}
	bad := func(kind, flag, land, permit string) {
		f.table.add(fmt.Sprintf("2299-330482-04-01-%02d", m+1), Mark+"项目", "演示建设单位", "1", "2022-01-04", flag, land, permit)
		f.count.Read++
		f.count.Rejected++
		p.truth.plant(f.source, kind)
	}
	switch m % 3 {
	case 0:
		bad("permit_before", "是", "2022-01-20", "2022-01-10")
	case 1:
		bad("impossible_date", "是", "2022-02-30", "")
	case 2:
		bad("neither_yes_nor_no", "工业", "2022-01-20", "")
	}
	return f
}
