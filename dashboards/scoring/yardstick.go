package scoring

import (
	"cmp"
	"math"
	"slices"

	"yingshang/dashboards/scheme"
)

// yardstick is what the values of one indicator are measured by, as far as it is taken from the values themselves. least,
// greatest, seen and refs are values as they were given: bent again they give the same digits.
type yardstick struct {
	count, years, zeros int
	least, greatest     float64 // of what is scored: of winsorised values the limits
	winsorised          int     // values that lie beyond these limits
	log                 int     // 1: a logarithm for what is far above, -1: for what is far below, 0: none
	mean, deviation     float64 // of the values as they are scored; the deviation, of n-1, is 0 for less than two
	seen                []float64
	refs                map[int]float64 // the value of the reference unit by year
}

// measure takes the yardstick of values that are measured against each other.
func (p *plan) measure(n *planNode, g *group) *yardstick {
	y := &yardstick{count: len(g.cells), zeros: len(g.zeros), refs: g.refs}
	if y.count == 0 {
		return y
	}
	order := make([]int, y.count)
	for k := range order {
		order[k] = k
	}
	raw := func(k int) float64 { return g.cells[k].scoredValue() }
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(g.bent[a], g.bent[b]), cmp.Compare(raw(a), raw(b))) })
	seen, sorted := make([]float64, y.count), make([]float64, y.count) // sums do not depend on the order of the units
	for i, k := range order {
		seen[i], sorted[i] = raw(k), g.bent[k]
	}
	y.years = len(slices.Compact(slices.Sorted(slices.Values(g.years))))
	low, high := sorted[0], sorted[y.count-1]
	y.least, y.greatest = seen[0], seen[y.count-1]
	if skew, out := n.outliers(sorted); out {
		if from, to, ok := winsorise(n.treat, sorted); ok {
			low, high = from, to
			y.least, y.greatest = seen[slices.Index(sorted, low)], seen[slices.Index(sorted, high)]
			for _, x := range sorted {
				if x < low || x > high {
					y.winsorised++
				}
			}
		} else if y.log = 1; skew < 0 {
			y.log = -1
		}
	}
	for i, x := range sorted {
		sorted[i] = y.treated(x, low, high)
	}
	y.mean = sum(sorted) / float64(y.count)
	if y.count > 1 {
		squares := 0.0
		for _, x := range sorted {
			squares += (x - y.mean) * (x - y.mean)
		}
		y.deviation = math.Sqrt(squares / float64(y.count-1))
	}
	if n.normalise.Ranks() {
		y.seen = seen
	}
	return y
}

// treated is a bent value between the (bent) least and greatest as it is scored.
func (y *yardstick) treated(x, low, high float64) float64 {
	if y.winsorised > 0 {
		x = min(max(x, low), high)
	}
	margin := 0.01 * (high - low) // COINr's log_CT
	switch y.log {
	case 1:
		return math.Log(x - low + margin)
	case -1:
		return -math.Log(high - x + margin)
	}
	return x
}

// ready is a yardstick for one indicator: bent, and treated where it says scored, as its values are.
type ready struct {
	*yardstick
	low, high             float64 // bent
	scoredLow, scoredHigh float64
	sorted                []float64 // what was seen, bent
}

func (y *yardstick) ready(n *scheme.Node) (r ready, err error) {
	r.yardstick = y
	if y.count == 0 {
		return r, nil
	}
	if r.low, err = bend(n, y.least); err != nil {
		return r, err
	}
	if r.high, err = bend(n, y.greatest); err != nil {
		return r, err
	}
	r.scoredLow, r.scoredHigh = y.treated(r.low, r.low, r.high), y.treated(r.high, r.low, r.high)
	r.sorted = make([]float64, len(y.seen))
	for i, x := range y.seen {
		if r.sorted[i], err = bend(n, x); err != nil {
			return r, err
		}
	}
	return r, nil
}

// place is a bent value as it is scored; the cell is told what was done to it.
func (r ready) place(c *cell, bent float64) float64 {
	switch {
	case r.winsorised > 0 && bent < r.low:
		c.treated, c.winsorised = Winsorised, new(r.least)
	case r.winsorised > 0 && bent > r.high:
		c.treated, c.winsorised = Winsorised, new(r.greatest)
	case r.log != 0:
		c.treated = Logged
	}
	return r.treated(bent, r.low, r.high)
}
