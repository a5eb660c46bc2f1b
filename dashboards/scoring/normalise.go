package scoring

import (
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
	cells  []*cell
	bent   []float64       // values after a logarithm, as cells
	sorted []float64       // the same, ascending: sums do not depend on the order of the units
	zeros  []*cell         // cells that score the lowest score
	years  []int           // as cells
	refs   map[int]float64 // the (bent) value of the reference unit by year
}

// normaliseLeaf scores one indicator in all rows.
func (p *plan) normaliseLeaf(i int, rows []*row) error {
	n := p.nodes[i].Node
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
		switch c.rule {
		case scheme.Zero:
			g.zeros = append(g.zeros, c)
		case scheme.Score:
			x, err := bend(n, c.scoredValue())
			if err != nil {
				return fmt.Errorf("%s: indicator %s: %w", Input{Unit: r.unit, Year: r.year, At: c.at}, n.ID, err)
			}
			g.cells, g.bent, g.years = append(g.cells, c), append(g.bent, x), append(g.years, r.year)
			if r.unit == p.reference {
				g.refs[r.year] = x
			}
		}
	}
	for _, year := range years {
		g := groups[year]
		g.sorted = slices.Sorted(slices.Values(g.bent))
		if p.treat != nil && n.Bands == nil {
			p.treat.group(g)
		}
		if err := p.scoreGroup(n, g); err != nil {
			return fmt.Errorf("indicator %s: %w", n.ID, err)
		}
		for _, c := range slices.Concat(g.cells, g.zeros) {
			c.scored, c.covered = true, 1
		}
	}
	return nil
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

func (p *plan) scoreGroup(n *scheme.Node, g *group) error {
	switch p.normalise {
	case scheme.ZScore:
		return p.zScores(n, g)
	case scheme.RankScore, scheme.Percentile, scheme.Borda:
		return p.rankScores(n, g)
	case scheme.ToUnit:
		return p.unitScores(n, g)
	}
	fraction, err := p.fraction(n, g)
	if err != nil {
		return err
	}
	for k, c := range g.cells {
		f := fraction(g.bent[k])
		if n.Transform == scheme.Power {
			f = math.Pow(max(f, 0), n.Param)
		}
		c.score = p.rng.Low + (p.rng.High-p.rng.Low)*f
	}
	for _, c := range g.zeros {
		c.score = p.rng.Low
	}
	return nil
}

// fraction gives the formula that says how good a (bent) value is, from 0 to 1.
func (p *plan) fraction(n *scheme.Node, g *group) (func(x float64) float64, error) {
	if n.Bands != nil {
		return func(points float64) float64 { return points / 100 }, nil
	}
	if p.normalise == scheme.Goalposts {
		best, err := bend(n, *n.Best)
		if err != nil {
			return nil, err
		}
		worst, err := bend(n, *n.Worst)
		if err != nil {
			return nil, err
		}
		return func(x float64) float64 { return Fraction(x, best, worst) }, nil
	}
	if len(g.sorted) == 0 {
		return nil, nil
	}
	least, greatest := g.sorted[0], g.sorted[len(g.sorted)-1]
	worst, best := least, greatest
	if lowerIsBetter(n) {
		worst, best = greatest, least
	}
	switch p.normalise {
	case scheme.ToTarget:
		// COINr n_dist2targ with cap_max: the way from the worst value seen to the target, capped at 1.
		target, err := bend(n, *n.Target)
		if err != nil {
			return nil, err
		}
		if target == worst || (target < worst) == (n.Direction == assess.HigherIsBetter) {
			return nil, fmt.Errorf("the target %g is no better than the worst value seen: %w", *n.Target, assess.ErrInvalid)
		}
		return func(x float64) float64 { return Fraction(x, target, worst) }, nil
	case scheme.OfMax:
		if greatest <= 0 {
			return nil, fmt.Errorf("the greatest value is %g, want more than 0 to take shares of it: %w", greatest, assess.ErrInvalid)
		}
		if lowerIsBetter(n) {
			return func(x float64) float64 { return 1 - x/greatest }, nil
		}
		return func(x float64) float64 { return x / greatest }, nil
	}
	if least == greatest {
		return nil, fmt.Errorf("every value is %g, so least and greatest leave no way between them: give it goalposts or leave it out: %w",
			least, assess.ErrInvalid)
	}
	return func(x float64) float64 { return Fraction(x, best, worst) }, nil
}

// unitScores are the way from the worst value seen to that of the reference unit in the same year, COINr's n_dist2ref: 0 for
// the worst, 1 for the reference, more for what is better than it.
func (p *plan) unitScores(n *scheme.Node, g *group) error {
	for _, c := range g.zeros {
		c.score = 0
	}
	if len(g.sorted) == 0 {
		return nil
	}
	worst := g.sorted[0]
	if lowerIsBetter(n) {
		worst = g.sorted[len(g.sorted)-1]
	}
	for k, c := range g.cells {
		ref, ok := g.refs[g.years[k]]
		if !ok {
			return fmt.Errorf("the reference unit %s has no value to measure others against: %w", Input{Unit: p.reference, Year: g.years[k]}, assess.ErrInvalid)
		}
		if ref == worst {
			return fmt.Errorf("the reference unit %s has the worst value seen, so no way leads from the worst to it: %w",
				Input{Unit: p.reference, Year: g.years[k]}, assess.ErrInvalid)
		}
		c.score = (worst - g.bent[k]) / (worst - ref)
		if n.Transform == scheme.Power {
			c.score = math.Pow(c.score, n.Param)
		}
	}
	return nil
}

// zScores are mean + deviation·(x-x̄)/s with s of n-1, turned so that more is better. A zero by rule is as bad as the worst measured.
func (p *plan) zScores(n *scheme.Node, g *group) error {
	if len(g.sorted) == 0 {
		if len(g.zeros) > 0 {
			return fmt.Errorf("no unit has a value, so there is no worst one to stand for no practice: %w", assess.ErrInvalid)
		}
		return nil
	}
	count := float64(len(g.sorted))
	mean := sum(g.sorted) / count
	squares := 0.0
	for _, x := range g.sorted {
		squares += (x - mean) * (x - mean)
	}
	deviation := math.Sqrt(squares / (count - 1))
	if len(g.sorted) < 2 || deviation == 0 {
		return fmt.Errorf("%d values without any spread have no z-score: %w", len(g.sorted), assess.ErrInvalid)
	}
	worst := math.Inf(1)
	for k, c := range g.cells {
		c.score = (g.bent[k] - mean) / deviation
		if lowerIsBetter(n) {
			c.score = -c.score
		}
		c.score = p.zscore.Mean + p.zscore.Deviation*c.score
		worst = min(worst, c.score)
	}
	for _, c := range g.zeros {
		c.score = worst
	}
	return nil
}

// rankScores are 1 for the worst up to n for the best; equal values share the lower rank. Zeros by rule stand below all.
func (p *plan) rankScores(n *scheme.Node, g *group) error {
	count := len(g.cells) + len(g.zeros)
	if count == 0 {
		return nil
	}
	if count == 1 && p.normalise == scheme.Percentile {
		return fmt.Errorf("one value alone has no percentile: %w", assess.ErrInvalid)
	}
	scale := func(rank int) float64 {
		switch p.normalise {
		case scheme.Percentile:
			return p.rng.Low + (p.rng.High-p.rng.Low)*float64(rank-1)/float64(count-1)
		case scheme.Borda:
			return float64(rank - 1)
		}
		return float64(rank)
	}
	for k, c := range g.cells {
		// How many values are worse than this one.
		worse, _ := slices.BinarySearch(g.sorted, g.bent[k])
		if lowerIsBetter(n) {
			worse = len(g.sorted) - firstAbove(g.sorted, g.bent[k])
		}
		c.score = scale(1 + len(g.zeros) + worse)
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
