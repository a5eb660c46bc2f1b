package scoring

import (
	"cmp"
	"math"
	"slices"

	"yingshang/dashboards/scheme"
)

// perPoint is how many steps a point of score has for ranks and tiers; below 1e-9 lies the noise of floating point.
const perPoint = 1e9

// compared is a score as ranks and tiers see it: rounded to the scheme's rank decimals, or to steps of 1e-9.
func (p *plan) compared(score float64) float64 {
	if p.rankDecimals != nil {
		return Round(score, *p.rankDecimals)
	}
	return math.Round(score*perPoint) / perPoint
}

// rank ranks every node within each year, the best first; equal scores share the better rank.
func (p *plan) rank(res *Result) {
	for from := 0; from < len(res.Units); {
		to := from
		for to < len(res.Units) && res.Units[to].Year == res.Units[from].Year {
			to++
		}
		for i := range p.nodes {
			p.rankNode(res.Units[from:to], i)
		}
		from = to
	}
}

func (p *plan) rankNode(units []UnitResult, i int) {
	type entry struct {
		node *NodeResult
		key  float64
	}
	var entries []entry
	for u := range units {
		if n := &units[u].Nodes[i]; n.Score != nil {
			entries = append(entries, entry{n, p.compared(*n.Score)})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(b.key, a.key) })
	for k, e := range entries {
		e.node.Of = len(entries)
		e.node.Rank = k + 1
		if k > 0 && e.key == entries[k-1].key {
			e.node.Rank = entries[k-1].node.Rank
		}
	}
}

// classify finds the tier of every total and its distance to the cut-offs around it.
func (p *plan) classify(res *Result) {
	tiers := p.s.Tiers
	for u := range res.Units {
		root := res.Units[u].Root()
		if root.Score == nil || len(tiers) == 0 {
			continue
		}
		k := 0
		for k < len(tiers)-1 && p.compared(*root.Score) < p.compared(*tiers[k].From) {
			k++
		}
		root.Tier = tiers[k].Tier
		d := &res.Units[u].Distance
		if own := tiers[k]; own.From != nil {
			above := max(*root.Score-*own.From, 0)
			d.ToOwnCutoff = &above
			d.Estimated = own.Status == scheme.Estimated
		}
		if k > 0 {
			below := *tiers[k-1].From - *root.Score
			d.ToNext = &below
			d.Estimated = d.Estimated || tiers[k-1].Status == scheme.Estimated
		}
	}
}
