package scoring

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Fraction is the share of the way from worst to best, 0 to 1: clip((worst-x)/(worst-best), 0, 1). One formula serves
// both directions.
func Fraction(x, best, worst float64) float64 {
	return min(max((worst-x)/(worst-best), 0), 1)
}

// group is the values of one indicator that are measured against each other.
type group struct {
	cells     []*cell
	bent      []float64       // values after a logarithm or as points of bands, as cells
	zeros     []*cell         // cells that score the lowest score
	years     []int           // as cells
	zeroYears []int           // as zeros
	refs      map[int]float64 // the value of the reference unit by year
}

// normaliseLeaf scores one indicator in all rows.
func (p *plan) normaliseLeaf(i int, rows []*row) error {
	n := &p.nodes[i]
	groups := map[int]*group{}
	var years []int
	for _, r := range rows {
		year := 0
		if p.withinYear {
			year = r.year
		}
		g := groups[year]
		if g == nil {
			g = &group{refs: map[int]float64{}}
			groups[year] = g
			years = append(years, year)
		}
		c := &r.cells[i]
		c.treated, c.winsorised = NotTreated, nil
		if c.reason == WhyNoSpread {
			c.reason = NoReason
		}
		switch c.rule {
		case scheme.Zero:
			g.zeros, g.zeroYears = append(g.zeros, c), append(g.zeroYears, r.year)
		case scheme.Score:
			x, err := bend(n.Node, c.scoredValue())
			if err != nil {
				return fmt.Errorf("%s: indicator %s: %w", Input{Unit: r.unit, Year: r.year, At: c.at}, n.ID, err)
			}
			g.cells, g.bent, g.years = append(g.cells, c), append(g.bent, x), append(g.years, r.year)
			if r.unit == p.reference {
				g.refs[r.year] = c.scoredValue()
			}
		}
	}
	for _, year := range years {
		g := groups[year]
		y, err := p.yardstick(n, g, year)
		if err == nil {
			err = p.scoreGroup(n, g, y)
		}
		scored := slices.Concat(g.cells, g.zeros)
		var none noAnswer
		switch {
		case p.leaveOut && errors.As(err, &none):
			for _, c := range scored {
				c.reason = WhyNoSpread
			}
		case err != nil:
			return fmt.Errorf("indicator %s: %w", n.ID, err)
		}
		for _, c := range scored {
			c.scored, c.covered = true, 1
			if c.reason == WhyNoSpread {
				c.scored, c.covered = false, 0
			}
		}
	}
	return nil
}

// noAnswer is the error of values that leave nothing to measure by.
type noAnswer struct{ error }

func (e noAnswer) Unwrap() error { return e.error }

func noAnswerf(format string, args ...any) error {
	return noAnswer{fmt.Errorf(format+": %w", append(args, assess.ErrInvalid)...)}
}

// bend takes the logarithm where the indicator's transform asks for it, and the points of the band where it has bands.
func bend(n *scheme.Node, x float64) (float64, error) {
	if n.Bands != nil {
		return n.BandPoints(x)
	}
	if n.Transform != scheme.Log {
		return x, nil
	}
	if x <= 0 {
		return 0, fmt.Errorf("the value %g has no logarithm, want more than 0: %w", x, assess.ErrInvalid)
	}
	return math.Log(x), nil
}

// lowerIsBetter says which way bent values go: points of bands are always better when higher.
func lowerIsBetter(n *scheme.Node) bool {
	return n.Direction == assess.LowerIsBetter && n.Bands == nil
}

func (p *plan) scoreGroup(n *planNode, g *group, y *yardstick) error {
	r, err := y.ready(n.Node)
	if err != nil {
		return err
	}
	switch n.normalise {
	case scheme.ZScore:
		return p.zScores(n, g, r)
	case scheme.RankScore, scheme.Percentile, scheme.Borda:
		return p.rankScores(n, g, r)
	case scheme.ToUnit:
		return p.unitScores(n, g, r)
	}
	for _, c := range g.zeros {
		c.score = p.rng.Low
	}
	if len(g.cells) == 0 && r.count == 0 {
		return nil
	}
	fraction, err := p.fraction(n, r)
	if err != nil {
		return err
	}
	for k, c := range g.cells {
		f := fraction(r.place(c, g.bent[k]))
		if n.Transform == scheme.Power {
			f = math.Pow(max(f, 0), n.Param)
		}
		c.score = p.rng.Low + (p.rng.High-p.rng.Low)*f
	}
	return nil
}

// fraction gives the formula that says how good a value is, bent and treated, from 0 to 1.
func (p *plan) fraction(n *planNode, r ready) (func(x float64) float64, error) {
	if n.Bands != nil {
		return func(points float64) float64 { return points / 100 }, nil
	}
	if n.normalise == scheme.Goalposts {
		best, err := bend(n.Node, *n.Best)
		if err != nil {
			return nil, err
		}
		worst, err := bend(n.Node, *n.Worst)
		if err != nil {
			return nil, err
		}
		return func(x float64) float64 { return Fraction(x, best, worst) }, nil
	}
	least, greatest := r.scoredLow, r.scoredHigh
	worst, best := least, greatest
	if lowerIsBetter(n.Node) {
		worst, best = greatest, least
	}
	switch n.normalise {
	case scheme.ToTarget:
		// COINr n_dist2targ with cap_max: the way from the worst value seen to the target, capped at 1.
		target, err := bend(n.Node, *n.Target)
		if err != nil {
			return nil, err
		}
		if target == worst || (target < worst) == (n.Direction == assess.HigherIsBetter) {
			return nil, noAnswerf("the target %g is no better than the worst value seen", *n.Target)
		}
		return func(x float64) float64 { return Fraction(x, target, worst) }, nil
	case scheme.OfMax:
		if greatest <= 0 {
			return nil, noAnswerf("the greatest value is %g, want more than 0 to take shares of it", greatest)
		}
		if lowerIsBetter(n.Node) {
			return func(x float64) float64 { return 1 - x/greatest }, nil
		}
		return func(x float64) float64 { return x / greatest }, nil
	}
	if least == greatest {
		return nil, noAnswerf("every value is %g, so least and greatest leave no way between them: give it goalposts or leave it out", least)
	}
	return func(x float64) float64 { return Fraction(x, best, worst) }, nil
}

// unitScores are the way from the worst value seen to that of the reference unit in the same year, COINr's n_dist2ref: 0 for
// the worst, 1 for the reference, more for what is better than it.
func (p *plan) unitScores(n *planNode, g *group, r ready) error {
	for _, c := range g.zeros {
		c.score = 0
	}
	if r.count == 0 {
		return nil
	}
	worst := r.low
	if lowerIsBetter(n.Node) {
		worst = r.high
	}
	refs := map[int]float64{} // bent, of the years that have an answer
	years := slices.Concat(g.years, g.zeroYears)
	for _, year := range years {
		raw, ok := r.refs[year]
		ref, err := bend(n.Node, raw)
		switch {
		case !ok:
			err = noAnswerf("the reference unit %s has no value to measure others against", Input{Unit: p.reference, Year: year})
		case err == nil && ref == worst:
			err = noAnswerf("the reference unit %s has the worst value seen, so no way leads from the worst to it", Input{Unit: p.reference, Year: year})
		case err == nil:
			refs[year] = ref
		}
		if err != nil && !p.leaveOut {
			return err
		}
	}
	for k, c := range slices.Concat(g.cells, g.zeros) {
		ref, ok := refs[years[k]]
		switch {
		case !ok:
			c.reason = WhyNoSpread
		case k < len(g.cells):
			c.score = (worst - g.bent[k]) / (worst - ref)
			if n.Transform == scheme.Power {
				c.score = math.Pow(c.score, n.Param)
			}
		}
	}
	return nil
}

// zScores are mean + deviation·(x-x̄)/s with s of n-1, turned so that more is better. A zero by rule is as bad as the worst measured.
func (p *plan) zScores(n *planNode, g *group, r ready) error {
	if r.count == 0 {
		if len(g.zeros) > 0 {
			return noAnswerf("no unit has a value, so there is no worst one to stand for no practice")
		}
		return nil
	}
	if r.count < 2 || r.deviation == 0 {
		return noAnswerf("%d values without any spread have no z-score", r.count)
	}
	score := func(x float64) float64 {
		z := (x - r.mean) / r.deviation
		if lowerIsBetter(n.Node) {
			z = -z
		}
		return p.zscore.Mean + p.zscore.Deviation*z
	}
	for k, c := range g.cells {
		c.score = score(r.place(c, g.bent[k]))
	}
	for _, c := range g.zeros {
		c.score = min(score(r.scoredLow), score(r.scoredHigh))
	}
	return nil
}

// rankScores are 1 for the worst up to n for the best; equal values share the lower rank. Zeros by rule stand below all.
func (p *plan) rankScores(n *planNode, g *group, r ready) error {
	count := r.count + r.zeros
	if count == 0 {
		return nil
	}
	if count == 1 && n.normalise == scheme.Percentile {
		return noAnswerf("one value alone has no percentile")
	}
	scale := func(rank int) float64 {
		switch n.normalise {
		case scheme.Percentile:
			return p.rng.Low + (p.rng.High-p.rng.Low)*float64(rank-1)/float64(count-1)
		case scheme.Borda:
			return float64(rank - 1)
		}
		return float64(rank)
	}
	for k, c := range g.cells {
		// How many values are worse than this one.
		worse, _ := slices.BinarySearch(r.sorted, g.bent[k])
		if lowerIsBetter(n.Node) {
			worse = len(r.sorted) - firstAbove(r.sorted, g.bent[k])
		}
		c.score = scale(1 + r.zeros + worse)
	}
	for _, c := range g.zeros {
		c.score = scale(1)
	}
	return nil
}

// firstAbove is the index of the first value above x.
func firstAbove(sorted []float64, x float64) int {
	i, _ := slices.BinarySearchFunc(sorted, x, func(v, x float64) int {
		if v <= x {
			return -1
		}
		return 1
	})
	return i
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}
