package demo

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// accepted are the sums of a period.
type accepted struct {
	all, joint, firstPass, since, platform int
	net                                    []int
	slipDays, slips                        int
	inTime, due                            int
}

// count brings the final state of every acceptance to the figures that must come out, of every year.
func (c *acceptances) count() {
	by := map[string]*accepted{}
	add := func(at time.Time, change func(*accepted)) {
		for _, period := range []string{at.Format("2006-01"), strconv.Itoa(at.Year())} {
			if by[period] == nil {
				by[period] = &accepted{}
			}
			change(by[period])
		}
	}
	for _, a := range c.list {
		if a.taken {
			continue
		}
		if !a.open {
			add(c.resultAt(a), func(p *accepted) { p.finished(a, c.acceptAt(a)) })
		}
		for _, s := range a.slips {
			if !s.open {
				add(c.closedAt(a, s), func(p *accepted) { p.slipDays, p.slips = p.slipDays+s.days, p.slips+1 })
			}
		}
		for _, o := range a.opinions {
			switch {
			case !o.open && o.given <= o.due:
				add(c.givenAt(a, o), func(p *accepted) { p.inTime, p.due = p.inTime+1, p.due+1 })
			case !o.open:
				add(c.givenAt(a, o), func(p *accepted) { p.due++ })
			case a.accepted+o.due < c.asOf-1: // what is due on the as-of day is not late: the day is not over
				add(c.dueOn(a, o), func(p *accepted) { p.due++ })
			}
		}
	}
	for period, p := range by {
		sum := 0
		for _, days := range p.net {
			sum += days
		}
		for code, f := range map[string][3]int{
			"CP02": {sum, p.joint, 1}, "CP05": {p.joint, p.all, 100}, "CP06": {p.firstPass, p.joint, 100},
			"CP07": {p.slipDays, p.slips, 1}, "CP08": {p.inTime, p.due, 100}, "CP10": {p.platform, p.since, 100},
		} {
			if f[1] > 0 {
				c.truth.figure(code, period, float64(f[0]), float64(f[1]), float64(f[2]), f[1])
			}
		}
		if p.joint > 0 {
			n := float64(p.joint)
			c.truth.set("CP03", period, Figure{Denominator: &n, Value: ninth(p.net), N: p.joint, Quantile: true})
		}
	}
}

// finished counts an acceptance with its joint opinion.
func (p *accepted) finished(a *acceptance, at time.Time) {
	p.all++
	if !a.joint {
		return
	}
	p.joint++
	p.net = append(p.net, a.net())
	if len(a.slips) == 0 && !a.failed {
		p.firstPass++
	}
	if at.Before(day(2022, 8, 1)) {
		return
	}
	p.since++
	if a.platform {
		p.platform++
	}
}

// ninth is the ninth decile by R-7: at nine tenths of the way from the first to the last, between two days in proportion.
func ninth(days []int) float64 {
	days = slices.Sorted(slices.Values(days))
	at := 9 * (len(days) - 1) // in tenths
	low, high := days[at/10], days[min(at/10+1, len(days)-1)]
	return float64(low) + math.Round(float64((high-low)*(at%10)))/10
}
