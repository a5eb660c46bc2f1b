package scoring

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Bound says how far an indicator can be moved, and what that costs.
type Bound struct {
	Indicator string
	To        *float64 // the best value that it can reach; nil is the best goalpost
	Cost      *float64 // effort to move it from its worst to its best goalpost, in any unit; nil is 1
}

// Move is one indicator that gets better.
type Move struct {
	Indicator      string
	From, To       float64
	Points, Effort float64
}

// MovePlan is the cheapest set of moves that lifts a total to a target.
type MovePlan struct {
	Target float64
	Moves  []Move // the best points for the effort first
	Effort float64
	Answer *Answer // where the unit stands after them
	Text   assess.Text
}

// CheapestMoves finds the moves of least effort that lift the unit's total to a target. Indicators that no bound names may go
// up to their best for an effort of 1 over the whole way. Effort grows with the way, and so do the points of an arithmetic tree
// of linear indicators, so taking the best points for the effort first, and of the last only what is needed, is the optimum of
// this linear programme (a continuous knapsack; Dantzig 1957); equals go in the order of the scheme. Other means and
// normalisations are refused; an indicator of another transform is not moved, and refused where a bound names it. A value beyond its worst goalpost has to come up to it first, for effort without points; only then may
// there be a cheaper set. An indicator without a value of its own stays out. It fails when the target is reached already,
// or not even by all moves together.
func (g *Ground) CheapestMoves(unit string, year int, target float64, bounds []Bound) (*MovePlan, error) {
	if err := g.linear(); err != nil {
		return nil, err
	}
	k, err := g.find(unit, year)
	if err != nil {
		return nil, err
	}
	before := g.plan.standing(g.rows, k)
	switch {
	case before.Score == nil:
		return nil, fmt.Errorf("%s has no total to lift: %w", unit, assess.ErrNotFound)
	case compared(*before.Score, nil) >= compared(target, nil):
		return nil, fmt.Errorf("%s: %g is reached already with %g: %w", unit, target, *before.Score, assess.ErrConflict)
	}
	offers, err := g.offers(k, bounds)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(offers, func(a, b offer) int { return cmp.Compare(b.Points*a.Effort, a.Points*b.Effort) })
	out, missing := &MovePlan{Target: target}, target-*before.Score
	var settings []Setting
	for _, o := range offers {
		m := o.Move
		if missing <= 0 {
			break
		}
		if m.Points > missing {
			part := missing / m.Points
			m.To, m.Points, m.Effort = o.start+(m.To-o.start)*part, missing, o.idle+(m.Effort-o.idle)*part
		}
		missing -= m.Points
		out.Moves, out.Effort = append(out.Moves, m), out.Effort+m.Effort
		settings = append(settings, Setting{m.Indicator, &m.To})
	}
	if missing > 0.5/perPoint {
		return nil, fmt.Errorf("%s: %g cannot be reached: all moves together lift %g to %g: %w", unit, target, *before.Score, target-missing, assess.ErrNotFound)
	}
	if out.Answer, err = g.WhatIf(Question{Unit: unit, Year: year, Values: settings}); err != nil {
		return nil, err
	}
	out.say(g, unit)
	return out, nil
}

// linear refuses what makes points of a way that are not in proportion to it.
func (g *Ground) linear() error {
	for _, n := range g.plan.nodes {
		if n.Leaf() && n.normalise != scheme.Goalposts {
			return fmt.Errorf("moves are found between goalposts, not by %s: %w", n.normalise, assess.ErrInvalid)
		}
		if !n.Leaf() && n.aggregate != scheme.Arithmetic {
			return fmt.Errorf("node %s: moves are found under arithmetic means, not %s: %w", n.ID, n.aggregate, assess.ErrInvalid)
		}
	}
	return nil
}

// straight says that the score of an indicator is in proportion to its way.
func straight(n *scheme.Node) bool {
	return n.Bands == nil && (n.Transform == scheme.Linear || n.Transform == "")
}

// offer is a whole move.
type offer struct {
	Move
	start float64 // the value from which on it brings points
	idle  float64 // effort up to there
}

// offers are the whole moves that would bring points, in the order of the scheme.
func (g *Ground) offers(k int, bounds []Bound) ([]offer, error) {
	byID := map[string]Bound{}
	for _, b := range bounds {
		i, err := g.plan.leafIndex(b.Indicator)
		if err != nil {
			return nil, err
		}
		if n := g.plan.nodes[i]; n.Bands != nil {
			return nil, fmt.Errorf("indicator %s: moves are found for linear indicators, not for bands: %w", n.ID, assess.ErrInvalid)
		} else if !straight(n.Node) {
			return nil, fmt.Errorf("indicator %s: moves are found for linear indicators, not for transform %s: %w", n.ID, n.Transform, assess.ErrInvalid)
		}
		if _, twice := byID[b.Indicator]; twice {
			return nil, fmt.Errorf("%s has two bounds: %w", b.Indicator, assess.ErrConflict)
		}
		if b.Cost != nil && !(*b.Cost > 0) {
			return nil, fmt.Errorf("%s: a cost of %g, want more than 0: %w", b.Indicator, *b.Cost, assess.ErrInvalid)
		}
		byID[b.Indicator] = b
	}
	shared := g.plan.sharedRow(g.rows[k])
	var offers []offer
	for i, n := range g.plan.nodes {
		c := g.rows[k].cells[i]
		if !n.Leaf() || !straight(n.Node) || c.rule != scheme.Score || c.value == nil || shared.Nodes[i].Weight == 0 {
			continue
		}
		b, to, cost := byID[n.ID], *n.Best, 1.0
		if b.To != nil {
			to = *b.To
		}
		if b.Cost != nil {
			cost = *b.Cost
		}
		from, reach := Fraction(*c.value, *n.Best, *n.Worst), Fraction(to, *n.Best, *n.Worst)
		idle := max(0, -(*n.Worst-*c.value)/(*n.Worst-*n.Best)) // the share of the way that lies before the worst goalpost
		o := offer{
			Move: Move{
				Indicator: n.ID, From: *c.value, To: *n.Worst + reach*(*n.Best-*n.Worst),
				Points: (reach - from) * (g.plan.rng.High - g.plan.rng.Low) * shared.Nodes[i].Weight / 100, Effort: (reach - from + idle) * cost,
			},
			start: *n.Worst + from*(*n.Best-*n.Worst), idle: idle * cost,
		}
		if o.Points > 0 {
			offers = append(offers, o)
		}
	}
	return offers, nil
}

// say tells the plan in one sentence.
func (p *MovePlan) say(g *Ground, unit string) {
	var zh, en []string
	for _, m := range p.Moves {
		i, _ := g.plan.leafIndex(m.Indicator) // it came from the plan
		n := name(g.plan.nodes[i].Node)
		zh = append(zh, fmt.Sprintf("%s 由 %s 到 %s (%s 分)", n.ZH, plain(m.From), plain(m.To), signed(m.Points)))
		en = append(en, fmt.Sprintf("%s from %s to %s (%s)", n.EN, plain(m.From), plain(m.To), signed(m.Points)))
	}
	p.Text = assess.Text{
		ZH: fmt.Sprintf("%s 要达到 %s 分, 最省力的办法是: %s。", unit, said(p.Target), strings.Join(zh, ", ")),
		EN: fmt.Sprintf("The least effort that brings %s to %s: %s.", unit, said(p.Target), strings.Join(en, ", ")),
	}
}
