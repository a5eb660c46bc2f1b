package scoring

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Question is what would be otherwise: values of one unit, and weights, which hold for all units.
type Question struct {
	Unit    string
	Year    int
	Values  []Setting
	Weights []Weighing
}

// Setting is another value of an indicator, measured; nil takes the value away.
type Setting struct {
	Indicator string
	Value     *float64
}

// Weighing is another weight of a node, beside its siblings as they stand in the scheme.
type Weighing struct {
	Node   string
	Weight float64
}

// Answer is where the unit would stand.
type Answer struct {
	Unit          string
	Year          int
	Before, After Standing
	Moved         []NodeMove // the nodes whose score or share of the total changes, parents first
	Text          assess.Text
}

// NodeMove is a node before and after.
type NodeMove struct {
	ID                   string
	From, To             *float64 // its scores; nil where it has none
	FromWeight, ToWeight float64  // points of 100 after redistribution
	Contribution         *float64 // what it gives to the total then; nil when it does not count
	ContributionBefore   *float64
	FromValue, ToValue   *float64 // of an indicator
	Leaf                 bool

	FromImputed, ToImputed Imputation // of an indicator: how the value is made that stands in for a missing one
}

// WhatIf answers a question. Where a value is scored by itself (goalposts, or a frozen yardstick) only the unit's own row is scored
// anew; other normalisations and imputation score the moved indicators of all units, and other weights take the means of all units.
func (g *Ground) WhatIf(q Question) (*Answer, error) {
	k, err := g.find(q.Unit, q.Year)
	if err != nil {
		return nil, err
	}
	p, err := g.weighed(q.Weights)
	if err != nil {
		return nil, err
	}
	rows, err := g.moved(p, k, q.Values, len(q.Weights) > 0)
	if err != nil {
		return nil, err
	}
	a := &Answer{Unit: q.Unit, Year: q.Year, Before: g.plan.standing(g.rows, k), After: p.standing(rows, k)}
	a.compare(g.plan.sharedRow(g.rows[k]), p.sharedRow(rows[k]))
	a.Text = a.sentence(g.plan, q)
	return a, nil
}

// weighed is the plan with other weights; the plan itself when there are none.
func (g *Ground) weighed(weights []Weighing) (*plan, error) {
	if len(weights) == 0 {
		return g.plan, nil
	}
	to := map[string]float64{}
	for _, w := range weights {
		_, twice := to[w.Node]
		switch n, there := g.scheme.Node(w.Node); {
		case !there:
			var ids []string
			for _, n := range g.plan.nodes {
				ids = append(ids, n.ID)
			}
			return nil, fmt.Errorf("node %q is not in the scheme%s: %w", w.Node, assess.DidYouMean(w.Node, ids), assess.ErrNotFound)
		case n == g.scheme.Root:
			return nil, fmt.Errorf("node %s is the total, which has no siblings to weigh against: %w", w.Node, assess.ErrInvalid)
		case twice:
			return nil, fmt.Errorf("node %s has two weights: %w", w.Node, assess.ErrConflict)
		case !(w.Weight >= 0) || math.IsInf(w.Weight, 0):
			return nil, fmt.Errorf("the weight of %s is %g, want 0 or more: %w", w.Node, w.Weight, assess.ErrInvalid)
		}
		to[w.Node] = w.Weight
	}
	other := *g.scheme
	other.Root = reweighed(g.scheme.Root, to)
	return newPlan(&other, g.options)
}

// reweighed copies a tree with other weights.
func reweighed(n *scheme.Node, to map[string]float64) *scheme.Node {
	m := *n
	if w, ok := to[n.ID]; ok {
		m.Weight = w
	}
	m.Children = make([]*scheme.Node, len(n.Children))
	for i, c := range n.Children {
		m.Children[i] = reweighed(c, to)
	}
	return &m
}

// moved are the rows with other values in row k, scored; rows that do not move are those of the ground.
func (g *Ground) moved(p *plan, k int, values []Setting, all bool) ([]*row, error) {
	rows := slices.Clone(g.rows)
	// Where one value moves the scores of others, all rows are scored anew.
	for _, v := range values {
		i, err := p.leafIndex(v.Indicator)
		if err != nil {
			return nil, err
		}
		all = all || !p.alone(i)
	}
	for i, r := range rows {
		if i == k || all {
			rows[i] = r.unscored(p)
		}
	}
	touched := rows[k : k+1]
	if all {
		touched = rows
	}
	set := map[string]bool{}
	for _, v := range values {
		i, err := p.leafIndex(v.Indicator)
		switch {
		case err != nil:
			return nil, err
		case set[v.Indicator]:
			return nil, fmt.Errorf("%s has two values: %w", v.Indicator, assess.ErrConflict)
		case v.Value != nil && (math.IsNaN(*v.Value) || math.IsInf(*v.Value, 0)):
			return nil, fmt.Errorf("%s is %g, want a number: %w", v.Indicator, *v.Value, assess.ErrInvalid)
		}
		set[v.Indicator] = true
		if rows[k].cells[i], err = p.take(p.nodes[i].Node, Input{Value: v.Value}); err != nil {
			return nil, err
		}
		scored := touched
		if p.alone(i) {
			scored = rows[k : k+1]
		}
		if err = p.imputeAgain(i, rows); err != nil {
			return nil, err
		}
		if err := p.normaliseLeaf(i, scored); err != nil {
			return nil, err
		}
	}
	for _, r := range touched {
		if err := p.aggregateRow(r); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// alone says that an indicator's value is scored without looking at those of others.
func (p *plan) alone(i int) bool {
	return p.frozen != nil || p.nodes[i].normalise == scheme.Goalposts && p.nodes[i].impute == NoImputation
}

// imputeAgain takes imputed values of one indicator away and fills in what is missing then.
func (p *plan) imputeAgain(i int, rows []*row) (err error) {
	if p.nodes[i].impute == NoImputation || p.frozen != nil {
		return nil
	}
	for _, r := range rows {
		if c := &r.cells[i]; c.imputed != nil {
			if *c, err = p.take(p.nodes[i].Node, Input{Value: c.value, Status: c.status, N: c.n, At: c.at}); err != nil {
				return err
			}
		}
	}
	p.imputeLeaf(i, rows)
	return nil
}

// unscored copies a row: the leaves as they are, the nodes above them empty.
func (r *row) unscored(p *plan) *row {
	out := *r
	out.cells = slices.Clone(r.cells)
	for i, n := range p.nodes {
		if !n.Leaf() {
			out.cells[i] = cell{}
		}
	}
	return &out
}

func (a *Answer) compare(before, after UnitResult) {
	same := func(x, y *float64) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	for i, b := range before.Nodes {
		n := after.Nodes[i]
		if same(b.Score, n.Score) && same(b.Value, n.Value) && math.Abs(b.Weight-n.Weight) < 1e-9 {
			continue
		}
		a.Moved = append(a.Moved, NodeMove{
			ID: n.ID, From: b.Score, To: n.Score, FromWeight: b.Weight, ToWeight: n.Weight, Leaf: n.Leaf,
			Contribution: n.Contribution, ContributionBefore: b.Contribution, FromValue: b.Value, ToValue: n.Value, FromImputed: b.Imputed, ToImputed: n.Imputed,
		})
	}
}

// sentence says what is asked and what would come of it.
func (a *Answer) sentence(p *plan, q Question) assess.Text {
	var zh, en []string
	for _, v := range q.Values {
		i, _ := p.leafIndex(v.Indicator) // it was found before
		called := name(p.nodes[i].Node)
		if v.Value == nil {
			zh, en = append(zh, called.ZH+" 没有数值"), append(en, called.EN+" had no value")
			continue
		}
		zh, en = append(zh, called.ZH+" 为 "+plain(*v.Value)), append(en, called.EN+" were "+plain(*v.Value))
	}
	for _, w := range q.Weights {
		n, _ := p.s.Node(w.Node)
		called := name(n)
		zh, en = append(zh, called.ZH+" 权重为 "+plain(w.Weight)), append(en, called.EN+" weighed "+plain(w.Weight))
	}
	if len(zh) == 0 {
		zh, en = []string{"什么都不变"}, []string{"nothing changed"}
	}
	then := outcome(a.Before, a.After)
	return assess.Text{
		ZH: fmt.Sprintf("若 %s, %s %s。", strings.Join(zh, "、"), a.Unit, then.ZH),
		EN: fmt.Sprintf("If %s, %s %s.", strings.Join(en, " and "), a.Unit, then.EN),
	}
}

// outcome says how score, rank and tier go, as the end of a sentence whose subject is the unit.
func outcome(before, after Standing) assess.Text {
	if before.Score == nil || after.Score == nil {
		words := func(s Standing) assess.Text {
			if s.Score == nil {
				return assess.Text{ZH: "无总分", EN: "no total"}
			}
			return assess.Text{ZH: "总分 " + said(*s.Score), EN: "a total of " + said(*s.Score)}
		}
		b, a := words(before), words(after)
		return assess.Text{ZH: "由" + b.ZH + "变为" + a.ZH, EN: "would go from " + b.EN + " to " + a.EN}
	}
	t := assess.Text{
		ZH: fmt.Sprintf("总分由 %s 变为 %s (%s), 排名由第 %d 变为第 %d (共 %d)", said(*before.Score), said(*after.Score),
			signed(Round(*after.Score, 2)-Round(*before.Score, 2)), before.Rank, after.Rank, after.Of),
		EN: fmt.Sprintf("would go from %s to %s (%s) and from rank %d to %d of %d", said(*before.Score), said(*after.Score),
			signed(Round(*after.Score, 2)-Round(*before.Score, 2)), before.Rank, after.Rank, after.Of),
	}
	switch {
	case before.Tier == after.Tier && after.Tier != 0:
		t.ZH += fmt.Sprintf(", 仍在第 %d 档", after.Tier)
		t.EN += fmt.Sprintf(", still in tier %d", after.Tier)
	case after.Tier != 0:
		t.ZH += fmt.Sprintf(", 由第 %d 档进入第 %d 档", before.Tier, after.Tier)
		t.EN += fmt.Sprintf(", from tier %d to tier %d", before.Tier, after.Tier)
	}
	return t
}
