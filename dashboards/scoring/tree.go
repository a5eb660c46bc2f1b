package scoring

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// tree is the part of a scheme's tree that holds some indicators, parents first. All of them count: it has no missing
// values and no coverage to reach.
type tree struct {
	nodes []treeNode
}

type treeNode struct {
	id       string
	leaf     bool
	how      scheme.Aggregation
	children []int
	weights  []float64 // of the children
}

// newTree cuts a plan's tree back to the indicators that are kept.
func newTree(p *plan, keep map[string]bool) *tree {
	held := make([]bool, len(p.nodes))
	for i := len(p.nodes) - 1; i >= 0; i-- {
		n := p.nodes[i]
		held[i] = held[i] || n.Leaf() && keep[n.ID]
		if held[i] && n.parent >= 0 {
			held[n.parent] = true
		}
	}
	t, index := &tree{}, map[int]int{}
	for i, n := range p.nodes {
		if !held[i] {
			continue
		}
		k := len(t.nodes)
		index[i] = k
		t.nodes = append(t.nodes, treeNode{id: n.ID, leaf: n.Leaf(), how: n.aggregate})
		if n.parent >= 0 {
			up := &t.nodes[index[n.parent]]
			up.children, up.weights = append(up.children, k), append(up.weights, n.Weight)
		}
	}
	return t
}

// weighedAs is the tree with the weights of another one, for every group of siblings that is the same in both.
func (t *tree) weighedAs(other *tree) *tree {
	weights := map[string]map[string]float64{}
	for _, n := range other.nodes {
		weights[n.id] = map[string]float64{}
		for k, c := range n.children {
			weights[n.id][other.nodes[c].id] = n.weights[k]
		}
	}
	out := &tree{nodes: slices.Clone(t.nodes)}
	for i := range out.nodes {
		n := &out.nodes[i]
		theirs := weights[n.id]
		same := len(theirs) == len(n.children)
		mine := make([]float64, len(n.children))
		for k, c := range n.children {
			w, there := theirs[t.nodes[c].id]
			mine[k], same = w, same && there
		}
		if same {
			n.weights = mine
		}
	}
	return out
}

var errNoTotal = errors.New("no indicator that weighs is left")

// scores are those of all nodes, NaN where nothing below weighs; an error where a mean has no answer.
func (t *tree) scores(leaves map[string]float64) ([]float64, error) {
	out := make([]float64, len(t.nodes))
	for i := len(t.nodes) - 1; i >= 0; i-- {
		n := t.nodes[i]
		if n.leaf {
			out[i] = leaves[n.id]
			continue
		}
		var scores, weights []float64
		for k, c := range n.children {
			if n.weights[k] > 0 && !math.IsNaN(out[c]) {
				scores, weights = append(scores, out[c]), append(weights, n.weights[k])
			}
		}
		if len(scores) == 0 {
			out[i] = math.NaN()
			continue
		}
		var err error
		if out[i], err = Mean(n.how, scores, weights); err != nil {
			return nil, fmt.Errorf("node %s: %w", n.id, err)
		}
	}
	if math.IsNaN(out[0]) {
		return nil, fmt.Errorf("%w: %w", errNoTotal, assess.ErrInvalid)
	}
	return out, nil
}

// total is the score of the root.
func (t *tree) total(leaves map[string]float64) (float64, error) {
	scores, err := t.scores(leaves)
	if err != nil {
		return 0, err
	}
	return scores[0], nil
}

// leafParts shares the difference of two totals of one tree among the indicators, in their order. As the factor k between
// a node's own difference and its part of the root's, with ℓ(a,b) = (a-b)/(φ(a)-φ(b)), φ being what the mean averages:
//
//	k(child) = k(node) · w · ℓ(scores of node)/ℓ(scores of child)
//
// so that the parts add up exactly, and what did not move has no part. For geometric means ℓ is the logarithmic mean, and
// the parts are LMDI-I of the method's literature.
func (t *tree) leafParts(order []IndicatorChange, from, to map[string]float64) ([]float64, error) {
	a, err := t.scores(from)
	if err != nil {
		return nil, err
	}
	b, err := t.scores(to)
	if err != nil {
		return nil, err
	}
	factor, part := make([]float64, len(t.nodes)), map[string]float64{}
	factor[0] = 1
	for i, n := range t.nodes {
		if n.leaf {
			part[n.id] = factor[i] * (b[i] - a[i])
			continue
		}
		all := 0.0
		for k, c := range n.children {
			if !math.IsNaN(a[c]) {
				all += n.weights[k]
			}
		}
		for k, c := range n.children {
			// Under a power mean a node that stays at 0 has only zeros below: nothing to share, and no limit of ℓ.
			if n.weights[k] > 0 && !math.IsNaN(a[c]) && (a[c] != b[c] || a[c] != 0 || n.how == scheme.Arithmetic) {
				factor[c] = factor[i] * n.weights[k] / all * chord(n.how, a[i], b[i]) / chord(n.how, a[c], b[c])
			}
		}
	}
	out := make([]float64, len(order))
	for k, i := range order {
		out[k] = part[i.Indicator]
	}
	return out, nil
}

// chord is ℓ(a,b) = (a-b)/(φ(a)-φ(b)): 1 for the arithmetic mean, the logarithmic mean for the geometric one, and for the
// harmonic one the product, but for a sign that falls out of every quotient.
func chord(how scheme.Aggregation, a, b float64) float64 {
	p, power := how.Power()
	switch {
	case how == scheme.Harmonic:
		return a * b
	case power && p != 0:
		return powerChord(p, a, b)
	case how != scheme.Geometric && !power:
		return 1
	case a == b:
		return a
	}
	return (a - b) / math.Log1p((a-b)/b)
}

// powerChord is (a-b)/(a^p-b^p), and its limit where a and b are the same.
func powerChord(p, a, b float64) float64 {
	switch {
	case a == b:
		return math.Pow(a, 1-p) / p
	case a == 0 || b == 0:
		return (a - b) / (math.Pow(a, p) - math.Pow(b, p))
	}
	return (a - b) / (math.Pow(b, p) * math.Expm1(p*math.Log1p((a-b)/b)))
}
