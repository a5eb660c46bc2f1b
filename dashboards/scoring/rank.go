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
func compared(score float64, decimals *int) float64 {
	if decimals != nil {
		return Round(score, *decimals)
	}
	return math.Round(score*perPoint) / perPoint
}

// Ranks ranks scores, 1 the best: compared on so many decimals, unrounded when decimals is nil; equal ones share the better
// rank.
func Ranks(scores []float64, decimals *int) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	key := func(i int) float64 { return compared(scores[i], decimals) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(b), key(a)) })
	ranks := make([]int, len(scores))
	for k, i := range order {
		ranks[i] = k + 1
		if k > 0 && key(i) == key(order[k-1]) {
			ranks[i] = ranks[order[k-1]]
		}
	}
	return ranks
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
	var nodes []*NodeResult
	var scores []float64
	for u := range units {
		if n := &units[u].Nodes[i]; n.Score != nil {
			nodes, scores = append(nodes, n), append(scores, *n.Score)
		}
	}
	for k, rank := range Ranks(scores, p.rankDecimals) {
		nodes[k].Rank, nodes[k].Of = rank, len(nodes)
	}
}

// Place finds the tier of a score, compared as ranks are, and its distance to the cut-offs around it; 0 without tiers.
func Place(tiers []scheme.Tier, score float64, decimals *int) (tier int, d Distance) {
	if len(tiers) == 0 {
		return 0, d
	}
	k := 0
	for k < len(tiers)-1 && compared(score, decimals) < compared(*tiers[k].From, decimals) {
		k++
	}
	if own := tiers[k]; own.From != nil {
		d.ToOwnCutoff = new(max(score-*own.From, 0))
		d.Estimated = own.Status == scheme.Estimated
	}
	if k > 0 {
		d.ToNext = new(*tiers[k-1].From - score)
		d.Estimated = d.Estimated || tiers[k-1].Status == scheme.Estimated
	}
	return tiers[k].Tier, d
}
