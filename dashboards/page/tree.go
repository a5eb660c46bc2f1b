package page

import (
	"cmp"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// tree is the scored tree of an assessment, easy to walk.
type tree struct {
	total  assess.NodeScore
	themes []assess.NodeScore
	leaves []assess.NodeScore
	parts  map[string]part
}

// treeOf sorts the nodes. Pages show a total, its themes and their indicators: what a deeper scheme has in between is passed
// over, and an indicator is its theme's. Points of the total are what is shown, so that all adds up as before.
func treeOf(a assess.Assessment) tree {
	var t tree
	nodes := slices.Clone(a.Nodes)
	assess.CountImputed(nodes)
	parents := map[string]string{}
	inner := map[string]bool{}
	for _, n := range nodes {
		parents[n.Node], inner[n.Parent] = n.Parent, true
	}
	for _, n := range nodes {
		switch {
		case n.Depth == 0:
			t.total = n
		case n.Depth == 1:
			t.themes = append(t.themes, n)
		case !inner[n.Node]:
			for range n.Depth - 2 {
				n.Parent = parents[n.Parent]
			}
			t.leaves = append(t.leaves, n)
		}
	}
	t.round()
	return t
}

// counted is how many of the nodes count in the score.
func counted(nodes []assess.NodeScore) int {
	n := 0
	for _, node := range nodes {
		if node.Contribution != nil {
			n++
		}
	}
	return n
}

// onlyShown says that a node does not count because the scheme gives it no weight.
func onlyShown(n assess.NodeScore) bool { return n.Reason == string(scoring.WhyNoWeight) }

// find is the node of that name.
func (t tree) find(nodes []assess.NodeScore, name string) (assess.NodeScore, bool) {
	for _, n := range nodes {
		if n.Node == name {
			return n, true
		}
	}
	return assess.NodeScore{}, false
}

// of are the indicators of a theme.
func (t tree) of(theme string) []assess.NodeScore {
	var out []assess.NodeScore
	for _, n := range t.leaves {
		if n.Parent == theme {
			out = append(out, n)
		}
	}
	return out
}

// loss is what a node misses of its points; nil when it is not scored.
func loss(n assess.NodeScore) *float64 {
	if n.Contribution == nil {
		return nil
	}
	return new(n.Weight - *n.Contribution)
}

// lost is a loss to sort by: what is not scored loses nothing.
func lost(n assess.NodeScore) float64 {
	if l := loss(n); l != nil {
		return *l
	}
	return 0
}

// byLoss returns the nodes with the greatest loss first, in the order of the scheme where it is the same.
func byLoss(nodes []assess.NodeScore) []assess.NodeScore {
	out := slices.Clone(nodes)
	slices.SortStableFunc(out, func(a, b assess.NodeScore) int { return cmp.Compare(lost(b), lost(a)) })
	return out
}

// part is what a node gives and loses, as shown. Parts are rounded together, so that those of one parent add up to it:
// themes on 2 decimals to the total, indicators on 3 to their theme. They are rounded in one place, so that a figure
// reads the same wherever it stands. All are nil for a node without a score.
type part struct {
	weight, contribution, loss *float64
}

// round fills t.parts.
func (t *tree) round() {
	t.parts = map[string]part{}
	t.roundUnder(t.total, t.themes, 2)
	for _, theme := range t.themes {
		t.roundUnder(theme, t.of(theme.Node), 3)
	}
}

func (t *tree) roundUnder(parent assess.NodeScore, nodes []assess.NodeScore, decimals int) {
	if parent.Contribution == nil {
		return
	}
	var names []string
	var weights, gives []float64
	for _, n := range nodes {
		if n.Contribution != nil {
			names = append(names, n.Node)
			weights, gives = append(weights, n.Weight), append(gives, *n.Contribution)
		}
	}
	weights = scoring.RoundParts(weights, parent.Weight, decimals)
	gives = scoring.RoundParts(gives, *parent.Contribution, decimals)
	for i, name := range names {
		t.parts[name] = part{&weights[i], &gives[i], new(scoring.Round(weights[i]-gives[i], decimals))}
	}
}

// minusLoss is a loss as tables show it: below zero.
func (p part) minusLoss() *float64 {
	if p.loss == nil {
		return nil
	}
	return new(-*p.loss)
}
