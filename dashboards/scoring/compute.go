package scoring

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// cell is what is known of one node of one row (a unit in a year) while computing.
type cell struct {
	value   *float64
	n       int64
	at      string
	status  assess.Status
	rule    scheme.Rule // Score, Zero or Redistribute
	score   float64     // meaningless unless scored
	scored  bool
	reason  Reason
	covered float64

	imputed    *float64 // stands in for a missing value
	made       Imputation
	treated    Treated
	winsorised *float64
}

// row is a unit in a year; cells go as plan.nodes.
type row struct {
	unit  string
	year  int
	order int // of first appearance
	group string
	cells []cell
}

// String names the row in errors.
func (r *row) String() string { return Input{Unit: r.unit, Year: r.year}.String() }

// Compute scores the values by the scheme. It fails on values that no scheme could take (a doubled value, an unknown
// status, a number that is none), and where a formula has no answer (the geometric mean of a zero), naming unit and node.
func Compute(s *scheme.Scheme, values []Input, o Options) (*Result, error) {
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
	for _, r := range rows {
		if err := p.aggregateRow(r); err != nil {
			return nil, err
		}
	}
	p.keepImputed(rows)
	res := &Result{Normalise: p.normalise, Imputes: p.imputes(), Treats: p.treats(), Frozen: p.kept, Units: make([]UnitResult, len(rows)), Unused: unused}
	if p.bounded {
		rng := p.rng
		res.Range = &rng
	}
	for i, r := range rows {
		res.Units[i] = p.unitResult(r)
		p.share(&res.Units[i])
	}
	p.rank(res)
	if err := p.classify(res); err != nil {
		return nil, err
	}
	return res, nil
}

// table puts the values in rows, by year and then in the order of first appearance.
func (p *plan) table(values []Input) (rows []*row, unused []string, err error) {
	leaf, inner := map[string]int{}, map[string]bool{}
	for i, n := range p.nodes {
		if n.Leaf() {
			leaf[n.ID] = i
		} else {
			inner[n.ID] = true
		}
	}
	type key struct {
		unit string
		year int
	}
	byKey, strange := map[key]*row{}, map[string]bool{}
	order := map[string]int{}
	for _, v := range values {
		r := byKey[key{v.Unit, v.Year}]
		if r == nil {
			if _, known := order[v.Unit]; !known {
				order[v.Unit] = len(order)
			}
			r = &row{unit: v.Unit, year: v.Year, order: order[v.Unit], cells: make([]cell, len(p.nodes))}
			byKey[key{v.Unit, v.Year}] = r
			rows = append(rows, r)
		}
		if v.Group != "" {
			if r.group != "" && r.group != v.Group {
				return nil, nil, fmt.Errorf("%s: the group %s, but %s before: %w", v, v.Group, r.group, assess.ErrConflict)
			}
			r.group = v.Group
		}
		i, known := leaf[string(v.Indicator)]
		switch {
		case inner[string(v.Indicator)]:
			return nil, nil, fmt.Errorf("%s: %s has a value, but it is computed from its children: %w", v, v.Indicator, assess.ErrInvalid)
		case !known:
			strange[string(v.Indicator)] = true
			continue
		case r.cells[i].status != "":
			return nil, nil, fmt.Errorf("%s: %s has two values: %w", v, v.Indicator, assess.ErrConflict)
		case v.Value != nil && (math.IsNaN(*v.Value) || math.IsInf(*v.Value, 0)):
			return nil, nil, fmt.Errorf("%s: %s is %g, want a number: %w", v, v.Indicator, *v.Value, assess.ErrInvalid)
		}
		if r.cells[i], err = p.take(p.nodes[i].Node, v); err != nil {
			return nil, nil, fmt.Errorf("%s: %s: %w", v, v.Indicator, err)
		}
	}
	for _, r := range rows {
		for _, i := range leaf {
			if r.cells[i].status == "" {
				r.cells[i], _ = p.take(p.nodes[i].Node, Input{Status: assess.Missing})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.order, b.order))
	})
	if err := p.impute(rows); err != nil {
		return nil, nil, err
	}
	return rows, slices.Sorted(maps.Keys(strange)), nil
}

// take judges one value: its status, and by the scheme's rule what it does.
func (p *plan) take(n *scheme.Node, v Input) (cell, error) {
	status, err := assess.ParseStatus(string(v.Status))
	if err != nil {
		return cell{}, err
	}
	if status == assess.Measured {
		switch {
		case v.Value == nil:
			status = assess.Missing
		case v.N > 0 && v.N < n.MinSample:
			status = assess.SmallSample
		}
	}
	c := cell{value: v.Value, n: v.N, at: v.At, status: status, rule: scheme.Score}
	if status != assess.Measured {
		c.rule = p.s.RuleOf(n, status)
	}
	if c.rule == scheme.Score && v.Value == nil {
		c.rule = scheme.Redistribute
	}
	if c.rule == scheme.Redistribute {
		c.reason = Reason(status)
	}
	return c, nil
}

// unitResult copies what is known of a row so far.
func (p *plan) unitResult(r *row) UnitResult {
	u := UnitResult{Unit: r.unit, Year: r.year, Nodes: make([]NodeResult, len(p.nodes))}
	for i, n := range p.nodes {
		c := r.cells[i]
		node := NodeResult{
			ID: n.ID, Depth: n.depth, Leaf: n.Leaf(), Status: c.status, Reason: c.reason, Full: n.full,
			Covered: c.covered, Value: c.value, N: c.n, Used: cmp.Or(c.winsorised, c.imputed), Imputed: c.made, Treated: c.treated,
		}
		if n.parent >= 0 {
			node.Parent = p.nodes[n.parent].ID
		}
		if c.scored {
			score := c.score
			node.Score = &score
		}
		u.Nodes[i] = node
	}
	return u
}
