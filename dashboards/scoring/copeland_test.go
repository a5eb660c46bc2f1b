package scoring

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/scheme"
)

// Condorcet's circle: each beats one and loses to one. With more weight on the first indicator its order decides.
func TestCopelandByHand(t *testing.T) {
	circle := [][]float64{{3, 1, 2}, {2, 3, 1}, {1, 2, 3}}
	nan := math.NaN()
	for name, tt := range map[string]struct {
		scores  [][]float64
		weights []float64
		want    []int
	}{
		"a circle":              {circle, []float64{1, 1, 1}, []int{0, 0, 0}},
		"the first decides":     {circle, []float64{3, 1, 1}, []int{2, 0, -2}},
		"a tie of 0.1+0.2, 0.3": {[][]float64{{1, 1, 0}, {0, 0, 1}}, []float64{0.1, 0.2, 0.3}, []int{0, 0}},
		"a lead of noise":       {[][]float64{{1 + 1e-12}, {1}}, []float64{1}, []int{0, 0}},
		"what both have counts": {[][]float64{{nan, 2}, {100, 1}, {99, nan}}, []float64{9, 1}, []int{1, 0, -1}},
		"no lead makes up":      {[][]float64{{100, 1, 1}, {0, 2, 2}}, []float64{1, 1, 1}, []int{-1, 1}},
	} {
		if d := cmp.Diff(tt.want, Copeland(tt.scores, tt.weights)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// Against a count of every pair of units by the sums of weights for and against, scores in steps of 1e-9.
func TestCopelandByBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, []scheme.Aggregation{scheme.Arithmetic})
		res := must(t, s, drawValues(t, s, false), away)
		scored := map[string]int{} // wins less losses of the total
		for a := range res.Units {
			u := &res.Units[a]
			if u.Root().Score == nil {
				continue
			}
			scored[u.Unit] = 0
			for b := range res.Units {
				v := &res.Units[b]
				if v.Root().Score == nil || a == b {
					continue
				}
				more, less := 0.0, 0.0
				for i, n := range u.Nodes {
					x, y := n.Score, v.Nodes[i].Score
					if !n.Leaf || x == nil || y == nil {
						continue
					}
					switch p, q := int64(math.Round(*x*1e9)), int64(math.Round(*y*1e9)); {
					case p > q:
						more += n.Full
					case p < q:
						less += n.Full
					}
				}
				switch {
				case more-less > 1e-7:
					scored[u.Unit]++
				case less-more > 1e-7:
					scored[u.Unit]--
				}
			}
		}
		res.RankByCopeland()
		var all []int
		for _, w := range scored {
			all = append(all, w)
		}
		for i := range res.Units {
			root := res.Units[i].Root()
			w, ranked := scored[res.Units[i].Unit]
			if ranked != (root.Copeland != nil) || ranked && *root.Copeland != w {
				t.Fatalf("%s: %v wins less losses, want %d", res.Units[i].Unit, root.Copeland, w)
			}
			rank := 1
			for _, other := range all {
				if other > w {
					rank++
				}
			}
			if ranked && root.Rank != rank {
				t.Fatalf("%s: rank %d, want %d of %v", res.Units[i].Unit, root.Rank, rank, all)
			}
		}
		if total := sumOf(all); total != 0 {
			t.Fatalf("wins and losses sum to %d", total)
		}
	})
}

func sumOf(values []int) (total int) {
	for _, v := range values {
		total += v
	}
	return total
}

// A theme is ranked by its own indicators, indicators and scores stay as they are, and each year is ranked by itself.
func TestRankByCopeland(t *testing.T) {
	s := schemeOf(node("total", 100, node("T", 50, leaf("a", 2, 100, 0), leaf("b", 1, 100, 0)), leaf("c", 50, 100, 0)))
	in := slices.Concat(measured("one", map[string]float64{"a": 20, "b": 10, "c": 50}), measured("two", map[string]float64{"a": 10, "b": 90, "c": 50}))
	later := slices.Clone(in[:3])
	for i := range later {
		later[i].Year = 2022
	}
	res := compute(t, s, append(in, later...), Options{})
	if got := ranks(&Result{Units: res.Units[:2]}, "T"); got["one"] != 2 {
		t.Fatalf("%v, want two to lead by its score", got)
	}
	res.RankByCopeland()
	for id, want := range map[string]map[string]int{"T": {"one": 1, "two": 2}, "total": {"one": 1, "two": 2}, "b": {"one": 2, "two": 1}} {
		if d := cmp.Diff(want, ranks(&Result{Units: res.Units[:2]}, id)); d != "" {
			t.Errorf("%s: %s", id, d)
		}
	}
	if n := at(t, res, "one", 2022, "total"); n.Rank != 1 || *n.Copeland != 0 {
		t.Errorf("alone in its year: rank %d, %d", n.Rank, *n.Copeland)
	}
}
