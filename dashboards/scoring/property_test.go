package scoring

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// drawTree draws a tree of one to four levels; every inner node has a child with a weight.
func drawTree(t *rapid.T, how []scheme.Aggregation) *scheme.Scheme {
	count := 0
	var draw func(depth int) *scheme.Node
	draw = func(depth int) *scheme.Node {
		count++
		id := fmt.Sprintf("n%d", count)
		weight := float64(rapid.IntRange(0, 8).Draw(t, "weight")) / 4
		if depth > 0 && (depth == 4 || rapid.Bool().Draw(t, "leaf")) {
			best := rapid.Float64Range(-100, 100).Draw(t, "best")
			worst := best + rapid.SampledFrom([]float64{-80, -3, 0.5, 40}).Draw(t, "way")
			return leaf(id, weight, best, worst)
		}
		n := &scheme.Node{ID: id, Weight: weight, Aggregation: rapid.SampledFrom(how).Draw(t, "aggregation")}
		for range rapid.IntRange(1, 4).Draw(t, "children") {
			n.Children = append(n.Children, draw(depth+1))
		}
		n.Children[0].Weight++
		return n
	}
	s := schemeOf(draw(0))
	s.Coverage = rapid.SampledFrom([]float64{0, 0.3, 1}).Draw(t, "coverage")
	s.CoverageBy = rapid.SampledFrom(scheme.CoverageBys).Draw(t, "coverage by")
	return s
}

// drawValues draws values of up to six units; some are not measured.
func drawValues(t *rapid.T, s *scheme.Scheme, whole bool) []Input {
	statuses := []assess.Status{"", "", "", "", assess.Missing, assess.NotApplicable, assess.NoPractice, assess.SmallSample}
	if whole {
		statuses = statuses[:1]
	}
	var in []Input
	for u := range rapid.IntRange(1, 6).Draw(t, "units") {
		for _, n := range s.Leaves() {
			way := rapid.Float64Range(-0.2, 1.2).Draw(t, "way from worst to best")
			in = append(in, Input{
				Unit: fmt.Sprintf("u%d", u), Indicator: n.Indicator(), Value: num(*n.Worst + way*(*n.Best-*n.Worst)),
				Status: rapid.SampledFrom(statuses).Draw(t, "status"),
			})
		}
	}
	return in
}

// means are the named ones and some power means.
var means = append(slices.Clone(scheme.Aggregations), "power:2", "power:-0.5", "power:0")

var arithmetic = []scheme.Aggregation{scheme.Arithmetic}

// away is a range without zero, so that every mean has an answer.
var away = Options{Range: &scheme.Range{Low: 1, High: 100}}

func must(t *rapid.T, s *scheme.Scheme, in []Input, o Options) *Result {
	res, err := Compute(s, in, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestScoresStayInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, means)
		for _, u := range must(t, s, drawValues(t, s, false), away).Units {
			for _, n := range u.Nodes {
				if n.Score != nil && (*n.Score < 1-1e-9 || *n.Score > 100+1e-9) {
					t.Fatalf("%s of %s scores %v", n.ID, u.Unit, *n.Score)
				}
			}
		}
	})
}

func TestABetterValueNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, means)
		in := drawValues(t, s, false)
		before := must(t, s, in, away)
		k := rapid.IntRange(0, len(in)-1).Draw(t, "which")
		n, _ := s.Node(string(in[k].Indicator))
		in[k].Value = num(*in[k].Value + rapid.Float64Range(0, 1).Draw(t, "better")*(*n.Best-*n.Worst))
		after := must(t, s, in, away)
		for u := range before.Units {
			for i := range before.Units[u].Nodes {
				a, b := before.Units[u].Nodes[i], after.Units[u].Nodes[i]
				if (a.Score == nil) != (b.Score == nil) || a.Score != nil && *b.Score < *a.Score-1e-9 {
					t.Fatalf("%s of %s fell from %v to %v", a.ID, before.Units[u].Unit, *a.Score, *b.Score)
				}
			}
		}
	})
}

func TestWeightsHaveNoScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, means)
		in := drawValues(t, s, false)
		before := must(t, s, in, away)
		s.Root.Walk(func(n, _ *scheme.Node, _ int) {
			factor := rapid.SampledFrom([]float64{1, 0.01, 7}).Draw(t, "factor")
			for _, c := range n.Children {
				c.Weight *= factor
			}
		})
		if diff := cmp.Diff(before, must(t, s, in, away), near); diff != "" {
			t.Fatalf("other scores with the same shares (-before +after):\n%s", diff)
		}
	})
}

func TestTheOrderOfUnitsChangesNoDigit(t *testing.T) {
	methods := []scheme.Normalisation{scheme.Goalposts, scheme.MinMax, scheme.ZScore, scheme.RankScore, scheme.Percentile, scheme.Borda}
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		in := drawValues(t, s, false)
		o := Options{Normalise: rapid.SampledFrom(methods).Draw(t, "method")}
		before, errBefore := Compute(s, in, o)
		after, errAfter := Compute(s, rapid.Permutation(in).Draw(t, "shuffled"), o)
		if (errBefore == nil) != (errAfter == nil) {
			t.Fatalf("errors %v and %v", errBefore, errAfter)
		}
		if errBefore != nil {
			return
		}
		for i := range before.Units {
			u, ok := after.Unit(before.Units[i].Unit, 0)
			if !ok {
				t.Fatalf("%s is lost", before.Units[i].Unit)
			}
			if diff := cmp.Diff(before.Units[i], *u); diff != "" {
				t.Fatalf("%s (-before +after):\n%s", u.Unit, diff)
			}
		}
	})
}

func TestContributionsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, means)
		for _, u := range must(t, s, drawValues(t, s, false), away).Units {
			root := u.Root()
			if root.Score == nil {
				continue
			}
			children, contributions, losses, weights := map[string]float64{}, 0.0, 0.0, 0.0
			for _, n := range u.Nodes {
				if n.Contribution == nil {
					continue
				}
				children[n.Parent] += *n.Contribution
				if n.Leaf {
					contributions += *n.Contribution
					losses += *n.Loss
					weights += n.Weight
				}
				if *n.Loss < -1e-9 {
					t.Fatalf("%s loses %v", n.ID, *n.Loss)
				}
			}
			got := []float64{contributions, losses, weights}
			if diff := cmp.Diff([]float64{*root.Score, 100 - *root.Score, 100}, got, near); diff != "" {
				t.Fatalf("%s: contributions, losses, weights of the leaves (-want +got):\n%s", u.Unit, diff)
			}
			for _, n := range u.Nodes {
				if sum, inner := children[n.ID]; inner && math.Abs(sum-*n.Contribution) > 1e-9 {
					t.Fatalf("%s gives %v, its children %v", n.ID, *n.Contribution, sum)
				}
			}
		}
	})
}

func TestLeavingOutIsAWeightOfZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, means)
		s.Coverage = 0
		in := drawValues(t, s, true)
		out := rapid.SampledFrom(s.Leaves()).Draw(t, "left out")
		var without []Input
		for _, v := range in {
			if v.Indicator != out.Indicator() {
				without = append(without, v)
			}
		}
		if len(without) == 0 {
			return
		}
		left := must(t, s, without, away)
		out.Weight = 0
		zero := must(t, s, in, away)
		for u := range left.Units {
			a, b := left.Units[u].Root(), zero.Units[u].Root()
			if diff := cmp.Diff(a.Score, b.Score); diff != "" {
				t.Fatalf("%s without %s and with a weight of 0:\n%s", a.ID, out.ID, diff)
			}
		}
	})
}

func TestMeansStandInTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 10).Draw(t, "n")
		scores := rapid.SliceOfN(rapid.Float64Range(0.01, 100), n, n).Draw(t, "scores")
		weights := rapid.SliceOfN(rapid.Float64Range(0.1, 10), n, n).Draw(t, "weights")
		var got []float64
		for _, how := range []scheme.Aggregation{scheme.PowerMean(3), scheme.Arithmetic, scheme.PowerMean(0.5), scheme.Geometric, scheme.PowerMean(-0.5), scheme.Harmonic, scheme.PowerMean(-40)} {
			m, err := Mean(how, scores, weights)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, m)
		}
		for k := range got[1:] {
			if got[k] < got[k+1]-1e-9 {
				t.Fatalf("means of falling power: %v", got)
			}
		}
		for power, how := range map[float64]scheme.Aggregation{1: scheme.Arithmetic, 0: scheme.Geometric, 1e-12: scheme.Geometric, -1: scheme.Harmonic} {
			a, errA := Mean(scheme.PowerMean(power), scores, weights)
			b, errB := Mean(how, scores, weights)
			if errA != nil || errB != nil || math.Abs(a-b) > 1e-9 {
				t.Fatalf("power %v gives %v, %v; %s gives %v, %v", power, a, errA, how, b, errB)
			}
		}
	})
}

func TestADoubledUnitSharesItsRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		in := drawValues(t, s, false)
		for _, v := range in {
			if v.Unit == "u0" {
				v.Unit = "twin"
				in = append(in, v)
			}
		}
		res := must(t, s, in, away)
		a, _ := res.Unit("u0", 0)
		b, _ := res.Unit("twin", 0)
		if diff := cmp.Diff(a.Nodes, b.Nodes); diff != "" {
			t.Fatalf("the twin (-first +twin):\n%s", diff)
		}
	})
}
