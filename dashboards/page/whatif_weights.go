package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// reweigh adds the lines of other weights to the form of other values: a theme or an indicator, and what it is to weigh beside its
// siblings. The checks are those of `score whatif --weight`.
func (w whatIf) reweigh(f *Form) (asked []scoring.Weighing, faults bool) {
	l, seen := w.l, map[string]bool{}
	for k := range w.lines(weighings, 2, "n", "w") {
		no := strconv.Itoa(k + 1)
		id, text := w.Query.Get("n"+no), strings.TrimSpace(w.Query.Get("w"+no))
		n, parent := w.weighable(id)
		choice := FormField{Name: "n" + no, Title: l.T("whatif.weight.node", "No", no), Groups: w.weighables(id)}
		weight := FormField{Name: "w" + no, Title: l.T("whatif.weight.becomes"), Value: text}
		line := FormLine{}
		if k == 0 {
			line.Head = l.T("whatif.weight.head")
		}
		switch {
		case id != "" && n == nil:
			choice.Fault = l.T("whatif.fault.no_node", "ID", id)
		case n != nil && seen[id]:
			choice.Fault = l.T("whatif.fault.two_weights")
		case n == nil && text != "":
			choice.Fault = l.T("whatif.fault.node_first")
		case n != nil:
			all := 0.0
			for _, c := range parent.Children {
				all += c.Weight
			}
			line.Note = l.T("whatif.weight.today", "Weight", short(n.Weight, 4), "All", short(all, 4))
			weight.Hint = short(n.Weight, 4)
			if text == "" {
				break
			}
			v, ok := typed(text)
			switch {
			case !ok:
				weight.Fault = l.T("whatif.fault.number", "Text", text)
			case v < 0:
				weight.Fault = l.T("whatif.fault.weight")
			default:
				asked = append(asked, scoring.Weighing{Node: id, Weight: v})
			}
		}
		seen[id] = true
		faults = faults || choice.Fault != "" || weight.Fault != ""
		line.Fields = []FormField{choice, weight}
		f.Lines = append(f.Lines, line)
	}
	return asked, faults
}

// weighable finds a node that can be given another weight, and the one above it: any but the total.
func (w whatIf) weighable(id string) (n, parent *scheme.Node) {
	w.Field.Scheme.Root.Walk(func(m, up *scheme.Node, _ int) {
		if up != nil && m.ID == id {
			n, parent = m, up
		}
	})
	return n, parent
}

// weighables are the nodes of a choice: the themes first, then what is below each.
func (w whatIf) weighables(chosen string) []OptionGroup {
	themes := OptionGroup{Name: w.l.T("whatif.weight.themes")}
	groups := []OptionGroup{{Options: []Option{{"", w.l.T("whatif.choose"), chosen == ""}}}, {}}
	for _, theme := range w.Field.Scheme.Root.Children {
		themes.Options = append(themes.Options, Option{theme.ID, w.nameOf(theme), theme.ID == chosen})
		g := OptionGroup{Name: w.nameOf(theme)}
		theme.Walk(func(n, _ *scheme.Node, _ int) {
			if n != theme {
				g.Options = append(g.Options, Option{n.ID, w.nameOf(n), n.ID == chosen})
			}
		})
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	groups[1] = themes
	return groups
}

// nameOf is what a node of the scheme is called.
func (w whatIf) nameOf(n *scheme.Node) string {
	if n.Leaf() {
		return w.indicator(n.Indicator())
	}
	return w.theme(n.ID)
}

// nodeURL leads to where a node is explained; what stands between a theme and its indicators has no such place.
func (w whatIf) nodeURL(n *scheme.Node) string {
	switch {
	case n.Leaf():
		return w.url("/i/" + n.ID)
	case slices.Contains(w.Field.Scheme.Root.Children, n):
		return w.url("/explain", "theme", n.ID)
	}
	return ""
}

// effect is what one weight does to the total, after the values and the weights before it.
type effect struct {
	node   *scheme.Node
	to     float64
	points float64
}

// effects takes the weights one after the other; they add up to what the total gains over what it is by the values alone. It fails
// where there is no total on the way.
func (w whatIf) effects(values []scoring.Setting, weights []scoring.Weighing) (byValues *scoring.Answer, out []effect, err error) {
	q := scoring.Question{Unit: string(w.Region.Code), Year: w.Year, Values: values}
	ask := func() (*scoring.Answer, error) {
		a, err := w.ground.WhatIf(q)
		if err == nil && (a.Before.Score == nil || a.After.Score == nil) {
			err = fmt.Errorf("%s has no total: %w", q.Unit, assess.ErrNotFound)
		}
		return a, err
	}
	if byValues, err = ask(); err != nil {
		return nil, nil, err
	}
	before := byValues
	for k := range weights {
		q.Weights = weights[:k+1]
		a, err := ask()
		if err != nil {
			return nil, nil, err
		}
		n, _ := w.weighable(weights[k].Node)
		out, before = append(out, effect{n, weights[k].Weight, *a.After.Score - *before.After.Score}), a
	}
	return byValues, out, nil
}
