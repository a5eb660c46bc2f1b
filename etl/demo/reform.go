package demo

import (
	"math"
	"slices"
	"time"
)

// The first months of the two reforms. That of joint acceptance is the demo's own: the article tells none.
var (
	jointFrom   = day(2019, 7, 1)
	releaseFrom = day(2022, 2, 1)
)

// reformed is a case of a reform: when it ended, how long it took in the unit of its clock, by which way, with how many trips.
type reformed struct {
	at           time.Time
	took, whole  float64 // whole: with what the clock cuts out
	newWay       bool
	trips, saved int
}

// reform keeps what the cases of a reform come to.
func (t *Truth) reform(code string, from time.Time, cases []reformed) {
	r := Reform{From: from.Format("2006-01"), Months: map[string]ReformSide{}}
	of := func(keep func(reformed) bool) ReformSide {
		return sideOf(slices.DeleteFunc(slices.Clone(cases), func(c reformed) bool { return !keep(c) }))
	}
	r.Before = of(func(c reformed) bool { return c.at.Before(from) })
	r.After = of(func(c reformed) bool { return !c.at.Before(from) })
	r.NewWay = of(func(c reformed) bool { return !c.at.Before(from) && c.newWay })
	r.OldWay = of(func(c reformed) bool { return !c.at.Before(from) && !c.newWay })
	for _, c := range cases {
		month := c.at.Format("2006-01")
		if _, done := r.Months[month]; !done {
			r.Months[month] = of(func(c reformed) bool { return c.at.Format("2006-01") == month })
		}
	}
	if t.Reforms == nil {
		t.Reforms = map[string]Reform{}
	}
	t.Reforms[code] = r
}

func sideOf(cases []reformed) ReformSide {
	s := ReformSide{N: len(cases)}
	var took []float64
	for _, c := range cases {
		s.Time += c.took
		s.Whole += c.whole
		s.Trips += c.trips
		s.Saved += c.saved
		took = append(took, c.took)
	}
	slices.Sort(took)
	s.Median, s.P90 = quantile(took, 0.5), quantile(took, 0.9)
	return s
}

// quantile is that of R-7 of sorted numbers.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

// reform counts the releases of both years: hours from payoff to registration.
func (r *releases) reform(t *Truth) {
	var cases []reformed
	for _, c := range slices.Concat(slices.Concat(r.before[:]...), r.closed()) {
		hours := c.finished.Sub(c.payoff).Seconds() / 3600
		cases = append(cases, reformed{at: c.finished, took: hours, whole: hours, newWay: !c.owner, trips: c.trips, saved: max(0, baselineTrips-c.trips)})
	}
	t.reform("mortgage_release", releaseFrom, cases)
}

// reform counts the acceptances of all years: working days from acceptance to the opinion, without rectification.
func (c *acceptances) reform() {
	var cases []reformed
	for _, a := range c.list {
		if !a.taken && !a.open {
			cases = append(cases, reformed{at: c.resultAt(a), took: float64(a.net()), whole: float64(a.gross), newWay: a.joint})
		}
	}
	c.truth.reform("joint_acceptance", jointFrom, cases)
	r := c.truth.Reforms["joint_acceptance"]
	for _, a := range c.list {
		given := 0
		for _, o := range a.opinions {
			if !a.taken && !o.open {
				given++
			}
		}
		if r.Opinions += given; given > 0 {
			r.OpinionsCases++
		}
	}
	c.truth.Reforms["joint_acceptance"] = r
}
