package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// The releases of each month: how many in all, at the counter, and online but begun on a later day than the payoff. They
// sum to the article's figures: 2,666 releases, 24 of them at the counter (2,642 online), 2,332 begun on the day of payoff.
var (
	releasesOf = [...]int{118, 246, 302, 338, 372, 398, 432, 460}
	counterOf  = [...]int{6, 5, 4, 3, 2, 2, 1, 1}
	laterOf    = [...]int{26, 42, 44, 43, 42, 40, 38, 35}
)

// baselineTrips is what a release cost an owner before: to the bank, the provident fund and the registration centre.
const baselineTrips = 3

// release is one case, as it finally stands.
type release struct {
	no                                string
	bank                              int
	name                              string
	fund, combined                    bool
	owner                             bool // begun by the owner at the counter, not by the mortgagee online
	late                              bool // begun on a later day than the payoff
	payoff, begun, accepted, finished time.Time
	open                              bool // not registered yet
	trips                             int
	unit                              int
	month                             int // of registration
	wholeMinutes                      bool
}

// releases is everything that the three feeds of releases share.
type releases struct {
	rng   *rand.Rand
	banks []*bank
	cases []*release // since the reform, closed and open, as they finally stand
	next  int

	before [12][]*release // by month of registration of the year before the reform
}

func (r *releases) fundIndex() int { return len(r.banks) - 1 }

// newReleases invents every case and brings the mean time from payoff to registration to one hour, to the second.
func newReleases(o Options) (*releases, error) {
	r := &releases{rng: rand.New(rand.NewPCG(o.Seed, 3)), banks: mortgagees(o)}
	for m := range months {
		r.month(m)
	}
	if err := r.meanOfOneHour(); err != nil {
		return nil, err
	}
	for range 11 {
		c := r.online(len(months)-1, r.rng.IntN(ownFile), false)
		r.reopen(c)
	}
	for range 3 {
		c := r.online(len(months)-1, r.fundIndex(), false)
		r.reopen(c)
	}
	return r, r.beforeReform(o)
}

// month invents the cases registered in month m.
func (r *releases) month(m int) {
	online := releasesOf[m] - counterOf[m]
	funds := online * 15 / 100
	late := map[int]bool{}
	for _, i := range r.rng.Perm(online)[:laterOf[m]] {
		late[i] = true
	}
	var starters []int // each bank begins with at least one case in the month in which it joins
	for i, b := range r.banks[:activeBanks] {
		if b.joined == m {
			starters = append(starters, i)
		}
	}
	for i := range online {
		who := r.fundIndex()
		if k := i - funds; k >= 0 && k < len(starters) {
			who = starters[k]
		} else if k >= 0 {
			who = pick(r.rng, r.banks, func(_ int, b *bank) bool { return !b.fund && b.joined <= m })
		}
		r.cases = append(r.cases, r.online(m, who, late[i]))
	}
	for range counterOf[m] {
		r.cases = append(r.cases, r.counter(m))
	}
}

func (r *releases) fresh(m, who int) *release {
	r.next++
	c := &release{bank: who, month: m, unit: 500000 + r.next}
	c.no = fmt.Sprintf("ZX2022%02d%06d", m+2, r.next)
	return c
}

// online is a case that its mortgagee begins over the net: no trip for the owner.
func (r *releases) online(m, who int, late bool) *release {
	c := r.fresh(m, who)
	c.fund = r.banks[who].fund
	c.combined = r.rng.IntN(100) < 20
	if !c.fund { // the fund lets the bank act for it where a loan is a combined one
		c.combined = r.rng.IntN(100) < 5
		c.fund = c.combined
		c.wholeMinutes = styleOf(who).wholeMinutes()
	}
	days := at(m+1, 0).Day()
	minutes := func(from, to int) time.Duration { return time.Duration(from+r.rng.IntN(to-from+1)) * time.Minute }
	if late { // a debit in the evening: the bank's machine begins after midnight
		first := 0 // the last day of the month before
		if m == 0 {
			first = 1
		}
		d := first + r.rng.IntN(days-first)
		c.late = true
		c.payoff = at(m, d).Add(minutes(21*60+30, 23*60+30)).Add(r.seconds(c))
		c.begun = at(m, d+1).Add(minutes(5, 50)).Add(r.seconds(c))
	} else {
		c.payoff = at(m, 1+r.rng.IntN(days)).Add(minutes(8*60+30, 20*60)).Add(r.seconds(c))
		c.begun = c.payoff.Add(minutes(1, 12)).Add(r.seconds(c))
	}
	c.name = r.banks[who].nameOn(c.payoff)
	c.accepted = c.begun.Add(minutes(1, 4)).Add(r.seconds(c))
	c.finished = c.accepted.Add(minutes(8, 40-2*m)).Add(r.seconds(c))
	return c
}

// seconds are nought where the bank's system keeps whole minutes only.
func (r *releases) seconds(c *release) time.Duration {
	if c.wholeMinutes {
		return 0
	}
	return time.Duration(r.rng.IntN(60)) * time.Second
}

// counter is a case that the owner carries from place to place and ends the day after the payoff.
func (r *releases) counter(m int) *release {
	c := r.fresh(m, pick(r.rng, r.banks, func(i int, b *bank) bool { return !b.fund && b.joined > m || i >= ownFile && !b.fund }))
	c.owner, c.late, c.trips = true, true, baselineTrips
	c.payoff = at(m, 3+r.rng.IntN(20)).Add(clock(r.rng, 10, 16))
	c.name = r.banks[c.bank].nameOn(c.payoff)
	c.begun = at(m, c.payoff.Day()+1).Add(clock(r.rng, 9, 10))
	c.accepted = c.begun.Add(clock(r.rng, 0, 1))
	c.finished = c.accepted.Add(clock(r.rng, 0, 4))
	return c
}

// reopen adds a case that begins in the last days of September and is not registered yet.
func (r *releases) reopen(c *release) {
	shift := at(len(months)-1, 28+r.rng.IntN(3)).Sub(at(len(months)-1, c.payoff.Day()))
	c.payoff, c.begun, c.accepted = c.payoff.Add(shift), c.begun.Add(shift), c.accepted.Add(shift)
	c.open, c.finished = true, time.Time{}
	r.cases = append(r.cases, c)
}

// meanOfOneHour moves the registration of same-day online cases by some minutes, and of one of them by some seconds.
func (r *releases) meanOfOneHour() error {
	var movable []*release
	missing := time.Duration(len(r.cases)) * time.Hour
	for _, c := range r.cases {
		missing -= c.finished.Sub(c.payoff)
		if !c.late {
			movable = append(movable, c)
		}
	}
	whole := int(missing / time.Minute)
	each, rest := whole/len(movable), whole%len(movable)
	if missing < 0 || each > 60 {
		return fmt.Errorf("demo: the mean time cannot be brought to one hour, %v are missing", missing)
	}
	for i, c := range movable {
		c.finished = c.finished.Add(time.Duration(each) * time.Minute)
		if i < rest {
			c.finished = c.finished.Add(time.Minute)
		}
	}
	for _, c := range movable {
		if !c.wholeMinutes {
			c.finished = c.finished.Add(missing % time.Minute)
			break
		}
	}
	return nil
}

// closed lists the cases that count: registered ones.
func (r *releases) closed() []*release {
	var out []*release
	for _, c := range r.cases {
		if !c.open {
			out = append(out, c)
		}
	}
	return out
}

// figures counts RP03 to RP08 from the cases as they finally stand. RP07 needs the register of mortgages, which begins with
// the reform.
func (r *releases) figures(t *Truth) {
	closed := r.closed()
	r.count(t, "2022", closed, true)
	for m, month := range months {
		r.count(t, month, slices.DeleteFunc(slices.Clone(closed), func(c *release) bool { return c.month != m }), true)
	}
	for m, cases := range r.before {
		r.count(t, day(beforeYear, time.Month(m+1), 1).Format("2006-01"), cases, false)
	}
	r.count(t, strconv.Itoa(beforeYear), slices.Concat(r.before[:]...), false)
}

// count counts the releases of a period.
func (r *releases) count(t *Truth, period string, cases []*release, register bool) {
	var all, online, funds, fundsOnline, saved, sameDay, seconds int
	starters := map[int]bool{}
	for _, c := range cases {
		all++
		seconds += int(c.finished.Sub(c.payoff) / time.Second)
		saved += max(0, baselineTrips-c.trips)
		if c.fund {
			funds++
		}
		if !c.owner {
			online++
			if c.fund {
				fundsOnline++
			}
			if !r.banks[c.bank].fund {
				starters[c.bank] = true
			}
		}
		if !c.owner && c.begun.Format(time.DateOnly) == c.payoff.Format(time.DateOnly) {
			sameDay++
		}
	}
	t.figure("RP03", period, float64(seconds)/3600, float64(all), 1, all)
	t.figure("RP04", period, float64(online), float64(all), 100, all)
	t.figure("RP05", period, float64(fundsOnline), float64(funds), 100, funds)
	t.set("RP06", period, Figure{Numerator: float64(saved), Value: float64(saved), N: all})
	if register {
		t.figure("RP07", period, float64(len(starters)), bankCount, 100, bankCount)
	}
	t.figure("RP08", period, float64(sameDay), float64(all), 100, all)
}
