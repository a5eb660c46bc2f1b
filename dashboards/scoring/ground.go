package scoring

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Ground is a table of values that was scored once, so that questions to it cost less than a scoring each. It is never
// changed: every answer works on copies of what it moves.
type Ground struct {
	scheme  *scheme.Scheme
	options Options
	plan    *plan
	rows    []*row
	frozen  *Frozen
	Unused  []string // indicators that have values and no place in the scheme, sorted
}

// NewGround scores the values by the scheme; it takes and refuses what Compute does.
func NewGround(s *scheme.Scheme, values []Input, o Options) (*Ground, error) {
	g, err := normalised(s, values, o)
	if err != nil {
		return nil, err
	}
	for _, r := range g.rows {
		if err := g.plan.aggregateRow(r); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// normalised is a ground of which only the leaves are scored.
func normalised(s *scheme.Scheme, values []Input, o Options) (*Ground, error) {
	p, err := newPlan(s, o)
	if err != nil {
		return nil, err
	}
	rows, unused, err := p.table(values)
	if err != nil {
		return nil, err
	}
	for i, n := range p.nodes {
		if n.Leaf() {
			if err := p.normaliseLeaf(i, rows); err != nil {
				return nil, err
			}
		}
	}
	p.keepImputed(rows)
	g := &Ground{scheme: s, options: o, plan: p, rows: rows, frozen: p.kept, Unused: unused}
	p.kept = nil // many may ask at once
	return g, nil
}

// find is the index of a unit's row; the error says what there is instead.
func (g *Ground) find(unit string, year int) (int, error) {
	units, years := map[string]bool{}, []string{}
	for k, r := range g.rows {
		if r.unit == unit && r.year == year {
			return k, nil
		}
		units[r.unit] = true
		if r.unit == unit {
			years = append(years, strconv.Itoa(r.year))
		}
	}
	if len(years) > 0 {
		return 0, fmt.Errorf("unit %s has no values of %d, only of %v: %w", unit, year, years, assess.ErrNotFound)
	}
	return 0, fmt.Errorf("unit %q has no values%s: %w", unit, assess.DidYouMean(unit, slices.Collect(maps.Keys(units))), assess.ErrNotFound)
}

// LatestYear is the last year of which the unit has values; false when it has none.
func (g *Ground) LatestYear(unit string) (year int, ok bool) {
	for _, r := range g.rows { // by year
		if r.unit == unit {
			year, ok = r.year, true
		}
	}
	return year, ok
}

// leafIndex finds an indicator in the plan.
func (p *plan) leafIndex(id string) (int, error) {
	for i, n := range p.nodes {
		switch {
		case n.ID != id:
		case n.Leaf():
			return i, nil
		default:
			return 0, fmt.Errorf("%s is computed from its children, want an indicator: %w", id, assess.ErrInvalid)
		}
	}
	var leaves []string
	for _, n := range p.nodes {
		if n.Leaf() {
			leaves = append(leaves, n.ID)
		}
	}
	return 0, fmt.Errorf("indicator %q is not in the scheme%s: %w", id, assess.DidYouMean(id, leaves), assess.ErrNotFound)
}

// Standing is where a unit's total stands.
type Standing struct {
	Score    *float64 // nil when there is no total
	Rank     int      // among the units of its year that have a total, 1 is the best; 0 without a total
	Of       int      // how many are ranked
	Tier     int      // 0 when there is none
	Distance Distance
	Imputed  int // indicators that count by an imputed value
}

// standing ranks the root of row k among the rows of its year.
func (p *plan) standing(rows []*row, k int) Standing {
	var st Standing
	if c := rows[k].cells[0]; c.scored {
		st.Score, st.Imputed = new(c.score), p.imputedIn(rows[k])
	}
	var scores []float64
	own := -1
	for i, r := range rows {
		if r.year == rows[k].year && r.cells[0].scored {
			if i == k {
				own = len(scores)
			}
			scores = append(scores, r.cells[0].score)
		}
	}
	st.Of = len(scores)
	if own >= 0 {
		st.Rank = Ranks(scores, p.rankDecimals)[own]
		// Where these totals have no such tiers, Compute says so; a question has no tier to tell then.
		if tiers, err := p.yearTiers(rows[k].year, scores); err == nil {
			st.Tier, st.Distance = Place(tiers, *st.Score, p.rankDecimals)
		}
	}
	return st
}

// imputedIn counts the indicators of a scored row that count by an imputed value.
func (p *plan) imputedIn(r *row) (n int) {
	for i, c := range r.cells {
		counts := c.imputed != nil && p.nodes[i].full > 0
		for ; counts && i >= 0; i = p.nodes[i].parent {
			counts = r.cells[i].scored
		}
		if counts {
			n++
		}
	}
	return n
}

// sharedRow is a scored row as Compute gives it, but for the ranks.
func (p *plan) sharedRow(r *row) UnitResult {
	u := p.unitResult(r)
	p.share(&u)
	return u
}

// name is how a sentence calls a node: by its name, else by its id.
func name(n *scheme.Node) assess.Text {
	t := n.Name
	if t.ZH == "" {
		t.ZH = n.ID
	}
	if t.EN == "" {
		t.EN = n.ID
	}
	return t
}

// said is a number as sentences show it: two decimals, rounded as published scores are.
func said(x float64) string {
	r := Round(x, 2)
	if r == 0 {
		r = 0 // no minus before a zero
	}
	return strconv.FormatFloat(r, 'f', 2, 64)
}

// signed is the same with its sign.
func signed(x float64) string {
	s := said(x)
	if x > 0 && s != "0.00" {
		return "+" + s
	}
	return s
}

// plain is a value in the unit of its indicator with no more digits than help: six that count.
func plain(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}
