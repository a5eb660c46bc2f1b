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
}

func treeOf(a assess.Assessment) tree {
	var t tree
	for _, n := range a.Nodes {
		switch {
		case n.Depth == 0:
			t.total = n
		case n.Parent == t.total.Node:
			t.themes = append(t.themes, n)
		default:
			t.leaves = append(t.leaves, n)
		}
	}
	return t
}

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

// parts are the contributions and losses of nodes, rounded so that they add up to those of their parent and, in every
// row, to the points of the node.
type parts struct {
	weight, contribution, loss []*float64
}

// roundParts rounds with the largest remainder; nodes without a score stay nil.
func roundParts(nodes []assess.NodeScore, total assess.NodeScore, decimals int) parts {
	p := parts{make([]*float64, len(nodes)), make([]*float64, len(nodes)), make([]*float64, len(nodes))}
	if total.Contribution == nil {
		return p
	}
	var at []int
	var weights, gives []float64
	for i, n := range nodes {
		if n.Contribution != nil {
			at = append(at, i)
			weights, gives = append(weights, n.Weight), append(gives, *n.Contribution)
		}
	}
	weights = scoring.RoundParts(weights, total.Weight, decimals)
	gives = scoring.RoundParts(gives, *total.Contribution, decimals)
	for k, i := range at {
		p.weight[i], p.contribution[i] = &weights[k], &gives[k]
		p.loss[i] = new(scoring.Round(weights[k]-gives[k], decimals))
	}
	return p
}
