package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"yingshang/dashboards/calendar"
)

// acceptanceYears are how many projects were accepted jointly and each department for itself. The reform began with July
// 2019: before it everything went to each department, and took over a month.
var acceptanceYears = [...]struct{ year, joint, separate, days int }{ // days: that a department has for its opinion
	{2019, 80, 51, 10}, {2020, 106, 14, 7}, {2021, 107, 2, 5}, {2022, 107, 2, 5},
}

// Platform 3.0 began with August 2022 and recorded 19 acceptances, as the article says; one of that time is in the ledger alone.
const recorded, unrecorded = 19, 1

// netDays are the working days that a joint acceptance takes beside rectification: within two weeks at first, then a week.
var netDays = map[int][]int{
	2019: {7, 8, 8, 9, 10, 10, 11, 11, 12, 13, 15, 18, 24},
	2020: {4, 5, 5, 6, 7, 7, 7, 8, 8, 9, 10, 11, 14},
	2021: {2, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9},
	2022: {2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 8, 8},
}

// acceptance is one 竣工验收 as it finally stands. Its times are places in the list of working days, so that what a clock must
// show is known before any clock runs.
type acceptance struct {
	no, code, name string
	joint          bool
	platform       bool
	doubled        bool // the ledger tells of it too
	accepted       int
	minute         int // of the day, of acceptance
	promise        int // working days; 0: none
	gross          int // working days from acceptance to the joint opinion
	rectified      int // working days of them that slips stood, together
	open           bool
	failed         bool
	taken          bool // withdrawn in the platform, or gone from the ledger
	slips          []slip
	opinions       []opinion
}

// slip is a 联合整改单: issued so many working days after acceptance, and closed days later.
type slip struct {
	after, days, items int
	open               bool
}

// opinion is what one department was asked for, on the day of acceptance.
type opinion struct {
	org   string
	due   int // working days after acceptance
	given int
	word  string
	open  bool
}

var orgs = [...]string{"建设", "自然资源", "人防", "气象", "规划", "绿化", "消防"}

// acceptances is what the files of acceptances are written from.
type acceptances struct {
	rng      *rand.Rand
	workdays []time.Time
	asOf     int // working days up to and including the as-of day
	list     []*acceptance
	truth    *Truth
}

func (c *acceptances) day(i int) time.Time { return c.workdays[i] }

func (c *acceptances) acceptAt(a *acceptance) time.Time {
	return c.day(a.accepted).Add(time.Duration(a.minute) * time.Minute)
}

func (c *acceptances) resultAt(a *acceptance) time.Time {
	return c.day(a.accepted + a.gross).Add(17*time.Hour + time.Duration(a.minute%30)*time.Minute)
}

func (c *acceptances) issuedAt(a *acceptance, s slip) time.Time {
	return c.day(a.accepted + s.after).Add(15*time.Hour + 30*time.Minute)
}

func (c *acceptances) closedAt(a *acceptance, s slip) time.Time {
	return c.day(a.accepted + s.after + s.days).Add(16 * time.Hour)
}

func (c *acceptances) givenAt(a *acceptance, o opinion) time.Time {
	return c.day(a.accepted + o.given).Add(16*time.Hour + 30*time.Minute)
}

func (c *acceptances) dueOn(a *acceptance, o opinion) time.Time { return c.day(a.accepted + o.due) }

// before is how many working days lie before a day.
func (c *acceptances) before(d time.Time) int {
	return slices.IndexFunc(c.workdays, func(w time.Time) bool { return !w.Before(d) })
}

// newAcceptances invents every acceptance.
func newAcceptances(o Options, t *Truth) (*acceptances, error) {
	c := &acceptances{rng: rand.New(rand.NewPCG(o.Seed, 12)), truth: t}
	cal := calendar.Default()
	for d := day(2019, 1, 1); d.Before(day(2023, 1, 1)); d = d.AddDate(0, 0, 1) {
		works, err := cal.IsWorkday(d)
		if err != nil {
			return nil, fmt.Errorf("working days of the demo: %w", err)
		}
		if works {
			c.workdays = append(c.workdays, d)
		}
	}
	c.asOf = c.before(day(2022, 10, 1))
	for _, y := range acceptanceYears {
		first, end := day(y.year, 1, 1), day(y.year+1, 1, 1)
		if y.year == 2022 {
			end = day(2022, 8, 1)
		}
		from, to := c.before(first), c.before(end)-10 // finished in its year
		if y.year == 2019 {
			reform := c.before(jointFrom)
			for i := range y.separate {
				c.separate(y.year, from+i*(reform-from-36)/y.separate)
			}
			from, to = reform, to-20
		} else {
			for i := range y.separate {
				c.separate(y.year, from+(i+1)*(to-40-from)/(y.separate+1))
			}
			to -= 6
		}
		for i := range y.joint {
			c.joint(y.year, y.days, from+i*(to-from)/y.joint)
		}
	}
	begin, last := c.before(day(2022, 8, 1)), c.asOf-16
	for i := range recorded + unrecorded {
		a := c.joint(2022, 5, begin+i*(last-begin)/(recorded+unrecorded))
		a.platform = i != 7
		a.doubled = i == 3 || i == 11
	}
	c.unfinished()
	c.mistakes()
	return c, nil
}

func (c *acceptances) invent(year, accepted int) *acceptance {
	n := len(c.list) + 1
	a := &acceptance{
		no: fmt.Sprintf("YS%d%04d", year, n), code: fmt.Sprintf("%02d01-330482-04-01-%06d", year-2001, 100000+n),
		name:  fmt.Sprintf("平湖演示项目%03d号%s", n, []string{"厂房", "仓库", "宿舍", "学校", "写字楼"}[n%5]),
		joint: true, accepted: accepted, minute: 8*60 + 30 + c.rng.IntN(6*60),
	}
	c.list = append(c.list, a)
	return a
}

// separate is an acceptance before the reform: each department comes by itself, for over a month.
func (c *acceptances) separate(year, accepted int) {
	a := c.invent(year, accepted)
	a.joint, a.gross = false, 24+c.rng.IntN(12)
}

// joint is an acceptance in one visit, with one slip for all that is to be put right.
func (c *acceptances) joint(year, days, accepted int) *acceptance {
	a := c.invent(year, accepted)
	list := netDays[year]
	net := list[c.rng.IntN(len(list))]
	a.gross, a.promise = net, days
	if c.rng.IntN(100) < 15 {
		s := slip{after: 1 + c.rng.IntN(net-1), days: 2 + c.rng.IntN(5), items: 1 + c.rng.IntN(6)}
		if year == 2019 {
			s.days++
		}
		a.slips, a.rectified = append(a.slips, s), s.days
		if len(c.list)%4 == 0 { // a second one, which began on the day after the first and ended on the day after it
			a.slips = append(a.slips, slip{after: s.after + 1, days: s.days, items: 1})
			a.rectified++
		}
		a.gross += a.rectified
	}
	a.failed = len(a.slips) == 0 && c.rng.IntN(200) == 0
	for i, org := range orgs {
		o := opinion{org: org, due: days, given: 1 + c.rng.IntN(min(days, a.gross)), word: "通过"}
		if len(a.slips) > 0 && i%3 == 0 {
			o.word = "整改后通过"
		}
		if a.failed && i == 0 {
			o.word = "不通过"
		}
		if a.gross > days && c.rng.IntN(100) < 2 {
			o.given = days + 1
		}
		a.opinions = append(a.opinions, o)
	}
	return a
}

// unfinished are the acceptances that stand open on the as-of day, all in the ledger: three that are late and wait for two
// departments, one that is rectified, one of which opinions are due on the day itself, and one that has just begun.
func (c *acceptances) unfinished() {
	for i, accepted := range []int{c.asOf - 80, c.asOf - 50, c.asOf - 30, c.asOf - 12, c.asOf - 6, c.asOf - 2} {
		a := c.joint(2022, 5, accepted)
		a.open, a.failed, a.slips, a.rectified = true, false, nil, 0
		for k := range a.opinions {
			o := &a.opinions[k]
			o.word, o.given = "通过", 1
			switch {
			case i < 3:
				o.open = k == i || k == 6
			case i == 4:
				o.open = k >= 5
			case i == 5:
				o.open = true
			}
		}
		if i == 3 {
			a.slips = []slip{{after: 2, items: 3, open: true}}
		}
	}
}

// mistakes are three acceptances that were begun by mistake: one was withdrawn in the platform, two are gone from the next ledger.
func (c *acceptances) mistakes() {
	for i, d := range []time.Time{day(2022, 8, 15), day(2022, 3, 10), day(2022, 8, 20)} {
		a := c.invent(2022, c.before(d))
		a.taken, a.open, a.promise, a.platform = true, true, 5, i == 0
		if a.platform { // a department had been asked already
			a.opinions = []opinion{{org: orgs[0], due: 5, open: true}}
		}
	}
}

// net is what the clock must show.
func (a *acceptance) net() int { return a.gross - a.rectified }
