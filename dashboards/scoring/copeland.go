package scoring

import "math"

// Copeland gives every unit its wins less its losses against each other one (A. H. Copeland, 1951): of two units the one wins that
// is better by more weight of indicators, and no lead in one indicator makes up for others. Scores go by unit and indicator,
// NaN where there is none; only what both are scored in counts. Scores are compared as ranks are, and weights that differ by
// no more than the noise of their sums make a tie.
func Copeland(scores [][]float64, weights []float64) []int {
	out := make([]int, len(scores))
	noise := 1e-9 * sum(weights)
	for a := range scores {
		for b := range a {
			lead := 0.0
			for j, w := range weights {
				switch x, y := compared(scores[a][j], nil), compared(scores[b][j], nil); {
				case x > y: // false where one is NaN
					lead += w
				case x < y:
					lead -= w
				}
			}
			switch {
			case math.Abs(lead) <= noise:
			case lead > 0:
				out[a]++
				out[b]--
			default:
				out[a]--
				out[b]++
			}
		}
	}
	return out
}

// RankByCopeland ranks the total and every theme anew, within each year: by the wins less losses over the indicators below them
// with their weights, which NodeResult.Copeland holds then. Ties share the better rank. Who is ranked, scores and tiers stay, and so
// do the ranks of indicators.
func (r *Result) RankByCopeland() {
	for from := 0; from < len(r.Units); {
		to := from
		for to < len(r.Units) && r.Units[to].Year == r.Units[from].Year {
			to++
		}
		for i := range r.Units[from].Nodes {
			rankByCopeland(r.Units[from:to], i)
		}
		from = to
	}
}

func rankByCopeland(units []UnitResult, i int) {
	if units[0].Nodes[i].Leaf {
		return
	}
	nodes := units[0].Nodes
	var leaves []int
	var weights []float64
	for k := i + 1; k < len(nodes) && nodes[k].Depth > nodes[i].Depth; k++ { // what is below a node comes right after it
		if nodes[k].Leaf && nodes[k].Full > 0 {
			leaves, weights = append(leaves, k), append(weights, nodes[k].Full)
		}
	}
	var ranked []*NodeResult
	var scores [][]float64
	for u := range units {
		if units[u].Nodes[i].Score == nil {
			continue
		}
		row := make([]float64, len(leaves))
		for j, k := range leaves {
			row[j] = math.NaN()
			if x := units[u].Nodes[k].Score; x != nil {
				row[j] = *x
			}
		}
		ranked, scores = append(ranked, &units[u].Nodes[i]), append(scores, row)
	}
	wins := Copeland(scores, weights)
	places := make([]float64, len(wins))
	for k, w := range wins {
		ranked[k].Copeland, places[k] = new(w), float64(w)
	}
	for k, rank := range Ranks(places, nil) {
		ranked[k].Rank = rank
	}
}
