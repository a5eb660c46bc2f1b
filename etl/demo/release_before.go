package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"yingshang/dashboards/calendar"
)

// beforeYear is the year before the reform, when every release was an owner's errand.
const beforeYear = 2021

// beforeOf are the releases registered in each of its months.
var beforeOf = [...]int{188, 131, 226, 214, 209, 221, 232, 229, 241, 198, 246, 253}

// leastDays is what an errand took at least, as the article says: to the bank, to the fund, to the centre.
const leastDays = 4

// beforeReform invents the releases of the year before: the owner pays off in the morning of a working day, goes to the bank,
// the fund and the centre, and is done at the counter at least four days later. It draws from a stream of its own, so that
// the releases since the reform are the same with and without it.
func (r *releases) beforeReform(o Options) error {
	rng := rand.New(rand.NewPCG(o.Seed, 23))
	cal := calendar.Default()
	works := map[time.Time]bool{}
	for d := day(beforeYear-1, 12, 1); d.Before(day(beforeYear+1, 1, 1)); d = d.AddDate(0, 0, 1) {
		open, err := cal.IsWorkday(d)
		if err != nil {
			return fmt.Errorf("working days before the reform: %w", err)
		}
		works[d] = open
	}
	for m, n := range beforeOf {
		var smooth, all []time.Time // days of the counter on which an errand of four days may end; all of its days
		first := day(beforeYear, time.Month(m+1), 1)
		for d := first; d.Month() == first.Month(); d = d.AddDate(0, 0, 1) {
			if !works[d] {
				continue
			}
			all = append(all, d)
			if works[d.AddDate(0, 0, -leastDays)] {
				smooth = append(smooth, d)
			}
		}
		for i := range n {
			days := all
			if rng.IntN(4) > 0 && len(smooth) > 0 {
				days = smooth
			}
			ended := days[rng.IntN(len(days))]
			began := ended.AddDate(0, 0, -leastDays)
			for !works[began] {
				began = began.AddDate(0, 0, -1)
			}
			r.before[m] = append(r.before[m], r.errand(rng, i, began, ended))
		}
	}
	return nil
}

// errand is one release before the reform: three trips.
func (r *releases) errand(rng *rand.Rand, i int, began, ended time.Time) *release {
	c := &release{
		no: fmt.Sprintf("ZX%s%06d", ended.Format("200601"), i+1), bank: pick(rng, r.banks, func(int, *bank) bool { return true }),
		owner: true, late: true, trips: baselineTrips, unit: 400000 + 1000*int(ended.Month()) + i,
	}
	c.combined = rng.IntN(100) < 10
	c.fund = r.banks[c.bank].fund || c.combined
	c.payoff = began.Add(clock(rng, 9, 12))
	c.name = r.banks[c.bank].nameOn(c.payoff)
	c.begun = ended.Add(clock(rng, 9, 11))
	c.accepted = c.begun.Add(clock(rng, 0, 1))
	c.finished = ended.Add(clock(rng, 14, 17))
	return c
}
