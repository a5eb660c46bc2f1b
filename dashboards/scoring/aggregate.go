package scoring

import (
	"fmt"
	"math"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Mean is the weighted mean of scores: Σwx/Σw, exp(Σw·ln x/Σw), Σw/Σ(w/x) or (Σw·x^p/Σw)^(1/p). The geometric mean, the
// harmonic one and a power mean with p ≤ 0 of a score of 0 or less have no answer: that is an error; so is a power mean of
// a score below 0. At least one weight must be above 0.
func Mean(how scheme.Aggregation, scores, weights []float64) (float64, error) {
	p, power := how.Power()
	total, all := 0.0, sum(weights)
	least, greatest := math.Inf(1), math.Inf(-1)
	for k, x := range scores {
		if weights[k] > 0 {
			least, greatest = min(least, x), max(greatest, x)
		}
	}
	zero := how == scheme.Arithmetic || power && p > 0 && least == 0 // 0 to a power above 0 is a score like any other
	if !zero && least <= 0 {
		return 0, fmt.Errorf("the %s mean has no answer for a score of %g: choose a range above 0, as 1,100, or the arithmetic mean: %w",
			how, least, assess.ErrInvalid)
	}
	if power {
		mean := powerMean(p, scores, weights, all, least, greatest)
		return min(max(mean, least), greatest), nil
	}
	for k, x := range scores {
		switch {
		case weights[k] == 0: // a score of 0 that weighs nothing has no logarithm all the same
		case how == scheme.Geometric:
			total += weights[k] * math.Log(x)
		case how == scheme.Harmonic:
			total += weights[k] / x
		default:
			total += weights[k] * x
		}
	}
	mean := total / all
	switch how {
	case scheme.Geometric:
		mean = math.Exp(mean)
	case scheme.Harmonic:
		mean = all / total
	}
	return min(max(mean, least), greatest), nil // without the noise of the last digit that would leave them
}

// powerMean is (Σw·x^p/Σw)^(1/p). It takes the powers of shares of the greatest (for p below 0 the least) score, so that
// none is too great a number, and counts them from 1, so that a small p does not cost digits: m·exp(log1p(Σw·expm1(p·ln(x/m))/Σw)/p).
func powerMean(p float64, scores, weights []float64, all, least, greatest float64) float64 {
	m := greatest
	if p < 0 {
		m = least
	}
	if m == 0 {
		return 0 // all are 0
	}
	total := 0.0
	for k, x := range scores {
		switch {
		case weights[k] == 0:
		case p == 0:
			total += weights[k] * math.Log(x/m)
		default:
			total += weights[k] * math.Expm1(p*math.Log(x/m))
		}
	}
	if p == 0 {
		return m * math.Exp(total/all)
	}
	return m * math.Exp(math.Log1p(total/all)/p)
}

// aggregateRow scores the inner nodes of a row, children before parents, in the order of the scheme.
func (p *plan) aggregateRow(r *row) error {
	for i := len(p.nodes) - 1; i >= 0; i-- {
		n := p.nodes[i]
		if n.Leaf() {
			continue
		}
		c := &r.cells[i]
		var scores, weights []float64
		applicable, present, weighs := 0.0, 0.0, false
		for _, k := range n.children {
			child := r.cells[k]
			weight := p.nodes[k].Weight
			if weight == 0 {
				continue // shown, not scored
			}
			weighs = true
			count := weight
			if p.coverageBy == scheme.ByChildren {
				count = 1
			}
			if child.scored {
				scores, weights = append(scores, child.score), append(weights, weight)
				present += count
			}
			if child.scored || child.status != assess.NotApplicable {
				applicable += count
			}
		}
		if applicable > 0 {
			c.covered = present / applicable
		}
		switch {
		case !weighs:
			c.status, c.reason = assess.NotApplicable, WhyNoWeight
		case applicable == 0:
			c.status, c.reason = assess.NotApplicable, WhyNotApplicable
		case present == 0:
			c.status, c.reason = assess.Missing, WhyNothingScored
		case c.covered < n.threshold-1e-12:
			c.status, c.reason = assess.Missing, WhyCoverage
		default:
			score, err := Mean(n.aggregate, scores, weights)
			if err != nil {
				return p.meanError(r, i, err)
			}
			c.score, c.scored, c.status = score, true, assess.Measured
		}
	}
	return nil
}

// meanError names the unit, the node and the child without which there would be an answer.
func (p *plan) meanError(r *row, i int, err error) error {
	for _, k := range p.nodes[i].children {
		if c := r.cells[k]; c.scored && c.score <= 0 && p.nodes[k].Weight > 0 {
			return fmt.Errorf("%s: node %s, because of %s: %w", r, p.nodes[i].ID, p.nodes[k].ID, err)
		}
	}
	return fmt.Errorf("%s: node %s: %w", r, p.nodes[i].ID, err)
}
