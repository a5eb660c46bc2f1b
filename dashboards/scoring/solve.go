package scoring

import (
	"fmt"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// SolveValue is the value nearest to the worst with which one indicator lifts the unit's total to a target, by bisection
// between the worst and the best goalpost: a total never falls as a value gets better. It fails when the target is reached
// already, or not even by the best value.
func (g *Ground) SolveValue(unit string, year int, indicator string, target float64) (float64, *Answer, error) {
	i, err := g.plan.leafIndex(indicator)
	if err != nil {
		return 0, nil, err
	}
	n := g.plan.nodes[i]
	if n.normalise != scheme.Goalposts {
		return 0, nil, fmt.Errorf("a value is solved for between goalposts, not by %s: %w", n.normalise, assess.ErrInvalid)
	}
	ask := func(x float64) (*Answer, error) {
		return g.WhatIf(Question{Unit: unit, Year: year, Values: []Setting{{indicator, &x}}})
	}
	reached := func(s Standing) bool { return s.Score != nil && compared(*s.Score, nil) >= compared(target, nil) }
	if n.YesNo {
		return 0, nil, fmt.Errorf("%s is yes or no, so no value is solved for: %w", indicator, assess.ErrInvalid)
	}
	low, high := *n.Worst, *n.Best
	best, err := ask(high)
	switch {
	case err != nil:
		return 0, nil, err
	case reached(best.Before):
		return 0, nil, fmt.Errorf("%s: %g is reached already: %w", unit, target, assess.ErrConflict)
	case !reached(best.After):
		return 0, nil, fmt.Errorf("%s: %g cannot be reached by %s even at its best, %g: %w", unit, target, indicator, high, assess.ErrNotFound)
	}
	k, err := g.find(unit, year)
	if err != nil {
		return 0, nil, err
	}
	wanted := min(target, *best.After.Score) // the best may miss the target by the noise of the last digits
	for {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			a, err := ask(high)
			return high, a, err
		}
		rows, err := g.moved(g.plan, k, []Setting{{indicator, &middle}}, false) // the score alone: ranks and shares are asked for once
		switch {
		case err != nil:
			return 0, nil, err
		case rows[k].cells[0].scored && rows[k].cells[0].score >= wanted:
			high = middle
		default:
			low = middle
		}
	}
}
