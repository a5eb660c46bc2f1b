package scoring

import (
	"fmt"
	"math"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Weighting says where weights come from.
type Weighting string

// The weightings.
const (
	AsGiven   Weighting = "given"   // as the scheme says
	ByEqual   Weighting = "equal"   // siblings weigh the same
	ByEntropy Weighting = "entropy" // 熵值法: what tells the units apart weighs more
	ByPCA     Weighting = "pca"     // 主成分分析: what the main components of all explain weighs more
	ByPairs   Weighting = "ahp"     // 层次分析法: by judgements in pairs, see PairWeights
)

// EntropyWeights weighs indicators by the entropy of their scores (熵值法; Shannon 1948, Zeleny 1982), one column of scores an
// indicator. With p the share of a score in the sum of its column of n scores,
//
//	e = -Σ p·ln p / ln n,  weight = (1-e) / Σ(1-e)
//
// and 0·ln 0 = 0. The weights sum to 1. A column without any spread weighs 0. It is an error when a column has fewer than two
// scores, when a score is below 0 or no number, and when no column has any spread.
func EntropyWeights(columns [][]float64) ([]float64, error) {
	weights := make([]float64, len(columns))
	for j, column := range columns {
		if len(column) < 2 {
			return nil, fmt.Errorf("entropy of column %d: %d scores, want two or more: %w", j+1, len(column), assess.ErrInvalid)
		}
		for _, x := range column {
			if !(x >= 0) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("entropy of column %d: the score %g, want 0 or more: %w", j+1, x, assess.ErrInvalid)
			}
		}
		weights[j] = 1 - entropy(column)
	}
	all := sum(weights)
	if all == 0 {
		return nil, fmt.Errorf("entropy: no indicator tells the units apart: %w", assess.ErrInvalid)
	}
	for j := range weights {
		weights[j] /= all
	}
	return weights, nil
}

// entropy is that of scores of 0 or more, as a share of the greatest there is; exactly 1 when they are all the same.
func entropy(scores []float64) float64 {
	sorted := slices.Sorted(slices.Values(scores)) // sums do not depend on the order of the units
	greatest := sorted[len(sorted)-1]
	if sorted[0] == greatest {
		return 1
	}
	total := 0.0
	for _, x := range sorted {
		total += x / greatest
	}
	e := 0.0
	for _, x := range sorted {
		if p := x / greatest / total; p > 0 {
			e -= p * math.Log(p)
		}
	}
	return min(e/math.Log(float64(len(sorted))), 1)
}

// Weights gives every node its points of 100 by another weighting; siblings' points sum to those of their parent, so that
// they serve as weights (see Reweigh). What weighs nothing by the scheme keeps its 0.
//
// By entropy, the indicators are weighed all together by the scores that the options give them, over all units and years;
// units without a score are left out of an indicator's column; by principal components they are left out of all. A theme
// weighs what its indicators weigh.
func Weights(how Weighting, s *scheme.Scheme, values []Input, o Options) (map[string]float64, error) {
	switch how {
	case "", AsGiven:
		return s.Points(), nil
	case ByEqual:
		return equalPoints(s), nil
	case ByEntropy, ByPCA:
		g, err := normalised(s, values, o)
		if err != nil {
			return nil, err
		}
		if how == ByPCA {
			return g.pcaPoints()
		}
		return g.entropyPoints()
	}
	return nil, fmt.Errorf("weights %q: want given, equal, entropy or pca: %w", how, assess.ErrInvalid)
}

func equalPoints(s *scheme.Scheme) map[string]float64 {
	points := map[string]float64{s.Root.ID: 100}
	s.Root.Walk(func(n, _ *scheme.Node, _ int) {
		weighing := 0
		for _, c := range n.Children {
			if c.Weight > 0 {
				weighing++
			}
		}
		for _, c := range n.Children {
			points[c.ID] = 0
			if c.Weight > 0 {
				points[c.ID] = points[n.ID] / float64(weighing)
			}
		}
	})
	return points
}

func (g *Ground) entropyPoints() (map[string]float64, error) {
	leaves := g.plan.weighing()
	var columns [][]float64
	for _, i := range leaves {
		n := g.plan.nodes[i]
		var column []float64
		for _, r := range g.rows {
			c := r.cells[i]
			if c.scored && c.score < 0 {
				return nil, fmt.Errorf("%s: indicator %s scores %g, which has no entropy: choose scores of 0 or more, as minmax: %w",
					Input{Unit: r.unit, Year: r.year, At: c.at}, n.ID, c.score, assess.ErrInvalid)
			}
			if c.scored {
				column = append(column, c.score)
			}
		}
		if len(column) < 2 {
			return nil, fmt.Errorf("indicator %s: %d units have a score, want two or more for its entropy: %w", n.ID, len(column), assess.ErrInvalid)
		}
		columns = append(columns, column)
	}
	weights, err := EntropyWeights(columns)
	if err != nil {
		return nil, err
	}
	return g.plan.rollUp(leaves, weights), nil
}

// weighing are the indicators that weigh, in the order of the plan.
func (p *plan) weighing() (leaves []int) {
	for i, n := range p.nodes {
		if n.Leaf() && n.full > 0 {
			leaves = append(leaves, i)
		}
	}
	return leaves
}

// rollUp gives every node its points of 100 by the weights of indicators, which sum to 1.
func (p *plan) rollUp(leaves []int, weights []float64) map[string]float64 {
	points := map[string]float64{}
	for _, n := range p.nodes {
		points[n.ID] = 0
	}
	for k, i := range leaves {
		for at := i; at >= 0; at = p.nodes[at].parent {
			points[p.nodes[at].ID] += 100 * weights[k]
		}
	}
	return points
}

// Reweigh is the scheme with other weights by node, each beside its siblings; nodes without one keep theirs.
func Reweigh(s *scheme.Scheme, weights map[string]float64) *scheme.Scheme {
	other := *s
	other.Root = reweighed(s.Root, weights)
	return &other
}
