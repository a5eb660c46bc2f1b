package scoring

import (
	"math"

	"yingshang/dashboards/scheme"
)

// share says what every node gives to the root's score and what it loses, from the root down.
//
// What a node misses to the perfect score h is shared among its children by w·(φ(h)-φ(x)), φ being what its mean averages:
// x, ln x, 1/x or x^p. So a perfect child loses nothing, the parts add up exactly, and with arithmetic means it is the plain
// w·(h-x). As the factor k between a node's own gap and its loss at the root, with ℓ(a,b) = (a-b)/(φ(a)-φ(b)):
//
//	k(child) = k(node) · w · ℓ(h, score of node)/ℓ(h, score of child)
//
// Without an upper bound (z-scores, ranks) only arithmetic means can be shared; what lies below another mean gets none.
func (p *plan) share(u *UnitResult) {
	root := u.Root()
	if root.Score == nil {
		for i := range u.Nodes {
			if n := &u.Nodes[i]; n.Score != nil {
				n.Reason = WhyParentUnscored
			}
		}
		return
	}
	factor := make([]float64, len(p.nodes)) // k; NaN where nothing can be shared
	factor[0] = 1
	root.Weight = 100
	p.part(root, 1)
	for i, n := range p.nodes {
		if why := u.Nodes[i].Reason; u.Nodes[i].Score == nil || why == WhyParentUnscored || why == WhyNoWeight {
			if why != WhyNoWeight {
				why = WhyParentUnscored
			}
			for _, k := range n.children {
				if u.Nodes[k].Score != nil {
					u.Nodes[k].Reason = why
				}
			}
			continue
		}
		present := 0.0
		for _, k := range n.children {
			if u.Nodes[k].Score != nil {
				present += p.nodes[k].Weight
			}
		}
		for _, k := range n.children {
			child := &u.Nodes[k]
			if child.Score == nil {
				continue
			}
			w := p.nodes[k].Weight / present
			child.Weight = u.Nodes[i].Weight * w
			factor[k] = factor[i] * w
			if n.aggregate != scheme.Arithmetic && w > 0 {
				factor[k] *= p.toBest(n.aggregate, *u.Nodes[i].Score) / p.toBest(n.aggregate, *child.Score)
			}
			p.part(child, factor[k])
		}
	}
}

// toBest is the chord from a score to the highest; NaN without an upper bound.
func (p *plan) toBest(how scheme.Aggregation, score float64) float64 {
	if !p.bounded {
		return math.NaN()
	}
	return chord(how, p.rng.High, score)
}

// part sets contribution and loss of a node from its factor.
func (p *plan) part(n *NodeResult, k float64) {
	if math.IsNaN(k) {
		return
	}
	contribution := k * *n.Score
	if p.bounded {
		loss := k * (p.rng.High - *n.Score)
		n.Loss = &loss
		contribution = n.Weight/100*p.rng.High - loss
	}
	if n.Parent == "" {
		contribution = *n.Score
	}
	n.Contribution = &contribution
}
