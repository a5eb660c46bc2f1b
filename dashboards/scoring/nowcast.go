package scoring

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Nowcast is where the running year may end, by its months so far. It is an estimate (预测) and never stands in the place of
// a score. The same seed gives the same digits, on however many cores.
//
// Each indicator's year-end value is estimated by the months so far and those of the year before, and so would the earlier years
// have been: the k errors e of those tests give the spread. A draw adds
//
//	Σ z·e / √k · √(k/χ²)
//
// to every value, with z standard normal by tested year and χ² of k degrees of freedom, both common to all indicators: by each
// indicator Student's t of k degrees times the root mean square of its errors, and indicators that missed together in the tests
// do so in the draws. Values are held within what they can be: a share of cases lies between none and all.
type Nowcast struct {
	Unit       string
	Year       int
	Month      time.Month // the last whole one up to the as-of day
	Draws      int
	Seed       uint64
	Score      float64   // of the estimated values
	Scores     Interval  // of the draws, eight of ten: their 10, 50 and 90 % quantiles
	Tiers      []int     // the tiers there are, best first
	Odds       []float64 // probability of each; they add up to 1 where every draw has tiers
	PeersOf    int       // the earlier year whose values stand in for others' this year; 0 when none do
	Indicators []Projection
	Untested   []string // estimated indicators whose error nothing is known about; it is not in the interval
	Missing    []string // indicators that weigh and have neither months nor a value of the year
}

// Projection is the year-end value of one indicator.
type Projection struct {
	Indicator string
	Months    int     // known, 1 to 12
	SoFar     float64 // the value of those months, in the unit of the indicator
	Value     float64 // estimated for the year's end
	Error     float64 // root mean square error of that in earlier years, in the unit of the indicator
	Tests     int     // how many years that is of
}

// WholeMonths is the year of an as-of day and how many of its months are over when the day is.
func WholeMonths(asOf time.Time) (year, months int) {
	year, months = asOf.Year(), int(asOf.Month())-1
	if asOf.AddDate(0, 0, 1).Month() != asOf.Month() {
		months++
	}
	return year, months
}

// NowcastYear estimates where a unit ends the year of the as-of day. Of the values, those of the unit in earlier years do not
// count unless the options impute by them; of its indicators without months, those of the year stand as they are, and of one
// with months the number of cases so far counts against the minimum sample. Other units without values of the year stand as
// they stood in the latest year that has any. It is an error when no month of the year is over or known, when there is no
// total, and when no estimate can be tested on an earlier year.
func NowcastYear(s *scheme.Scheme, values []Input, months []Month, o Options, unit string, asOf time.Time, draws int, seed uint64) (*Nowcast, error) {
	year, month := WholeMonths(asOf)
	switch {
	case draws < 1:
		return nil, fmt.Errorf("%d draws: want 1 or more: %w", draws, assess.ErrInvalid)
	case month == 0:
		return nil, fmt.Errorf("nowcast as of %s: no month of %d is over: %w", asOf.Format(time.DateOnly), year, assess.ErrNotFound)
	}
	ends, err := yearEnds(s, months, unit, year, month)
	if err != nil {
		return nil, err
	}
	c := &Nowcast{Unit: unit, Year: year, Month: time.Month(month), Draws: draws, Seed: seed}
	values, c.PeersOf = standIns(values, unit, year)
	for i := range ends {
		e := &ends[i]
		in := Input{Unit: unit, Year: year, Indicator: e.indicator, Value: &e.value}
		k := slices.IndexFunc(values, func(v Input) bool { return v.Unit == unit && v.Year == year && v.Indicator == e.indicator })
		if k < 0 {
			values = append(values, in)
			continue
		}
		in.N, in.At = values[k].N, values[k].At
		values[k] = in
	}
	g, err := NewGround(s, values, o)
	if err != nil {
		return nil, err
	}
	at, err := g.find(unit, year)
	if err != nil {
		return nil, err
	}
	if !g.rows[at].cells[0].scored {
		return nil, fmt.Errorf("%s has no total: too few of its indicators have months or a value of the year: %w",
			Input{Unit: unit, Year: year}, assess.ErrNotFound)
	}
	for i := range ends {
		if k, err := g.plan.leafIndex(string(ends[i].indicator)); err == nil && g.rows[at].cells[k].status != assess.Measured {
			ends[i].certain, ends[i].years, ends[i].errors = true, nil, nil // too few cases to be scored: no value of theirs counts
		}
	}
	c.Score, c.Tiers = g.rows[at].cells[0].score, g.plan.tierNumbers()
	c.describe(g, at, ends)
	if len(c.Untested) > 0 && !slices.ContainsFunc(ends, func(e yearEnd) bool { return len(e.errors) > 0 }) {
		return nil, fmt.Errorf("%s: no estimate can be tested on an earlier year, so how far it may be off is not known: want months of earlier years: %w",
			Input{Unit: unit, Year: year}, assess.ErrNotFound)
	}
	return c, c.draw(g, at, ends)
}

// yearEnds are those of the scheme's indicators.
func yearEnds(s *scheme.Scheme, months []Month, unit string, year, month int) ([]yearEnd, error) {
	all, err := histories(months, unit, year, month)
	if err != nil {
		return nil, err
	}
	var ends []yearEnd
	for _, h := range all {
		n, there := s.Node(string(h.indicator))
		if !there {
			continue
		}
		if !n.Leaf() {
			return nil, fmt.Errorf("%s has months, but it is computed from its children: %w", n.ID, assess.ErrInvalid)
		}
		e, ok := h.yearEnd(year, month)
		if !ok {
			continue
		}
		switch {
		case n.YesNo: // it stays what it is
			e.certain, e.years, e.errors = true, nil, nil
		case n.Transform == scheme.Log && n.Best != nil && n.Worst != nil:
			e.low = max(e.low, min(*n.Best, *n.Worst)) // beyond the frontier the score is the same
		}
		ends = append(ends, e)
	}
	if len(ends) == 0 {
		return nil, fmt.Errorf("unit %q has no months of %d up to month %d that the scheme knows: %w", unit, year, month, assess.ErrNotFound)
	}
	return ends, nil
}

// standIns gives other units that have no values of the year those of the latest earlier year that has any. The values are
// copied.
func standIns(values []Input, unit string, year int) (out []Input, from int) {
	now, latest := map[string]bool{}, 0
	for _, v := range values {
		if v.Unit != unit {
			now[v.Unit] = now[v.Unit] || v.Year == year
			if v.Year < year {
				latest = max(latest, v.Year)
			}
		}
	}
	for _, v := range values {
		if v.Year > year {
			continue
		}
		out = append(out, v)
		if v.Unit != unit && !now[v.Unit] && v.Year == latest && latest > 0 {
			from = latest
			v.Year = year
			out = append(out, v)
		}
	}
	return out, from
}

// describe says what is estimated and what is missing.
func (c *Nowcast) describe(g *Ground, at int, ends []yearEnd) {
	for _, e := range ends {
		c.Indicators = append(c.Indicators, Projection{string(e.indicator), e.months, e.soFar, e.value, e.spread(), len(e.errors)})
		if !e.certain && len(e.errors) == 0 {
			c.Untested = append(c.Untested, string(e.indicator))
		}
	}
	for i, n := range g.plan.nodes {
		if n.Leaf() && n.full > 0 && g.rows[at].cells[i].status == assess.Missing {
			c.Missing = append(c.Missing, n.ID)
		}
	}
}

// draw scores the draws on all cores. Every draw's numbers depend on the seed and its own number only.
func (c *Nowcast) draw(g *Ground, at int, ends []yearEnd) error {
	var years []int
	for _, e := range ends {
		years = append(years, e.years...)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	scores, tiers := make([]float64, c.Draws), make([]int, c.Draws)
	workers := min(runtime.GOMAXPROCS(0), c.Draws)
	faults := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			pcg := rand.NewPCG(0, 0)
			from := &chances{rng: rand.New(pcg), normal: map[int]float64{}, square: make([]float64, len(years))}
			for run := w * c.Draws / workers; run < (w+1)*c.Draws/workers; run++ {
				pcg.Seed(c.Seed, uint64(run))
				from.next(years)
				rows, err := g.moved(g.plan, at, from.values(ends), false)
				if err != nil {
					faults[w] = err
					return
				}
				st := g.plan.standing(rows, at)
				scores[run], tiers[run] = *st.Score, st.Tier
			}
		})
	}
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return err // the one of the lowest draws
		}
	}
	slices.Sort(scores)
	c.Scores = Interval{Quantile(scores, 0.1), Quantile(scores, 0.5), Quantile(scores, 0.9)}
	c.Odds = make([]float64, len(c.Tiers))
	for _, tier := range tiers {
		if k := slices.Index(c.Tiers, tier); k >= 0 {
			c.Odds[k]++
		}
	}
	for k := range c.Odds {
		c.Odds[k] /= float64(c.Draws)
	}
	return nil
}

// chances are the random numbers of one draw.
type chances struct {
	rng    *rand.Rand
	normal map[int]float64 // by tested year
	square []float64       // sums of 1, 2, … squares
}

func (c *chances) next(years []int) {
	squares := 0.0
	for k, t := range years {
		c.normal[t] = c.rng.NormFloat64()
		x := c.rng.NormFloat64()
		squares += x * x
		c.square[k] = squares
	}
}

// values are those of the draw.
func (c *chances) values(ends []yearEnd) []Setting {
	var out []Setting
	for i := range ends {
		e := &ends[i]
		k := len(e.errors)
		if k == 0 {
			continue
		}
		off := 0.0
		for j, t := range e.years {
			off += c.normal[t] * e.errors[j]
		}
		off /= math.Sqrt(c.square[k-1]) // Σz·e/√k · √(k/χ²)
		out = append(out, Setting{string(e.indicator), new(min(max(e.value+e.scaled(off), e.low), e.high))})
	}
	return out
}

// Text says the nowcast in a sentence.
func (c *Nowcast) Text() assess.Text {
	t := assess.Text{
		ZH: fmt.Sprintf("预测(非计分结果): 按 %d 年 1–%d 月数据, %s 年终总分 %s (80%% 区间 %s–%s)", c.Year, int(c.Month), c.Unit, said(c.Score), said(c.Scores.Low), said(c.Scores.High)),
		EN: fmt.Sprintf("Estimate, not a score: by %d to month %d, %s ends the year at %s (80%% interval %s to %s)", c.Year, int(c.Month), c.Unit, said(c.Score), said(c.Scores.Low), said(c.Scores.High)),
	}
	for k, tier := range c.Tiers {
		if c.Odds[k] > 0 {
			t.ZH += fmt.Sprintf(", 第 %d 档概率 %.0f%%", tier, 100*c.Odds[k])
			t.EN += fmt.Sprintf(", tier %d with %.0f%%", tier, 100*c.Odds[k])
		}
	}
	t.ZH, t.EN = t.ZH+"。", t.EN+"."
	if c.PeersOf > 0 {
		t.ZH += fmt.Sprintf(" 其他单位沿用 %d 年数据。", c.PeersOf)
		t.EN += fmt.Sprintf(" Others stand as in %d.", c.PeersOf)
	}
	if n := len(c.Untested); n > 0 {
		t.ZH += fmt.Sprintf(" %d 项指标没有可供检验的往年数据, 其误差未计入区间。", n)
		t.EN += fmt.Sprintf(" The error of %d indicators without earlier years to test on is not in the interval.", n)
	}
	if n := len(c.Missing); n > 0 {
		t.ZH += fmt.Sprintf(" %d 项指标本年尚无数据。", n)
		t.EN += fmt.Sprintf(" %d indicators have no data of the year yet.", n)
	}
	return t
}
