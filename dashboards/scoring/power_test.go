package scoring

import (
	"errors"
	"math"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

func TestPowerMean(t *testing.T) {
	tests := []struct {
		p               float64
		scores, weights []float64
		want            float64
	}{
		{2, []float64{3, 4}, []float64{1, 1}, math.Sqrt(12.5)},
		{2, []float64{10, 40}, []float64{3, 1}, math.Sqrt((3*100 + 1600) / 4.0)},
		{0.5, []float64{0, 16}, []float64{1, 1}, 4}, // ((0+4)/2)²
		{0.5, []float64{0, 0}, []float64{1, 1}, 0},
		{-2, []float64{1, 2}, []float64{1, 1}, 1 / math.Sqrt(0.625)},
		{0, []float64{2, 8}, []float64{1, 1}, 4},
		{-2, []float64{0, 2}, []float64{0, 1}, 2}, // what weighs nothing may be 0
		{100, []float64{1, 100}, []float64{1, 1}, 100 * math.Pow(0.5, 0.01)},
		{-100, []float64{1, 100}, []float64{1, 1}, math.Pow(0.5, -0.01)},
	}
	for _, tt := range tests {
		got, err := Mean(scheme.PowerMean(tt.p), tt.scores, tt.weights)
		if err != nil || math.Abs(got-tt.want) > 1e-12*math.Max(1, tt.want) {
			t.Errorf("power %v of %v: %v, %v, want %v", tt.p, tt.scores, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		p      float64
		scores []float64
	}{{2, []float64{-1, 2}}, {0, []float64{0, 2}}, {-1, []float64{0, 2}}} {
		_, err := Mean(scheme.PowerMean(tt.p), tt.scores, []float64{1, 1})
		if err == nil || !errors.Is(err, assess.ErrInvalid) || !strings.Contains(err.Error(), "has no answer for a score of") {
			t.Errorf("power %v of %v: error %v", tt.p, tt.scores, err)
		}
	}
}

// A total of two indicators by the square mean: 100²-60² and 100²-80² are 6400 and 3600 of what is lost together.
func TestAPowerMeanSharesItsLoss(t *testing.T) {
	n := node("total", 1, leaf("a", 1, 100, 0), leaf("b", 1, 100, 0))
	n.Aggregation = scheme.PowerMean(2)
	res := compute(t, schemeOf(n), measured("u", map[string]float64{"a": 60, "b": 80}), Options{})
	total := math.Sqrt(5000)
	if got := *at(t, res, "u", 0, "total").Score; math.Abs(got-total) > 1e-9 {
		t.Fatalf("total %v, want %v", got, total)
	}
	for id, share := range map[string]float64{"a": 0.64, "b": 0.36} {
		if got, want := *at(t, res, "u", 0, id).Loss, share*(100-total); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s loses %v, want %v", id, got, want)
		}
	}
	// A zero under a power above 0 loses its share like any other: 100² of 100²+75².
	res = compute(t, schemeOf(n), measured("u", map[string]float64{"a": 0, "b": math.Sqrt(10000 - 5625)}), Options{})
	total = *at(t, res, "u", 0, "total").Score
	if got, want := *at(t, res, "u", 0, "a").Loss, 10000/15625.0*(100-total); math.Abs(got-want) > 1e-9 {
		t.Errorf("the zero loses %v, want %v", got, want)
	}
}

// Theme A asks for all of its indicators, theme B for none; the rest of the scheme for half.
func TestANodesOwnCoverageWins(t *testing.T) {
	a, b := node("A", 1, leaf("a1", 1, 100, 0), leaf("a2", 1, 100, 0)), node("B", 1, leaf("b1", 1, 100, 0), leaf("b2", 3, 100, 0))
	s := schemeOf(node("total", 1, a, b))
	in := measured("u", map[string]float64{"a1": 50, "b1": 70})
	s.Coverage = 0.5
	res := compute(t, s, in, Options{})
	if got := at(t, res, "u", 0, "A"); got.Score == nil || at(t, res, "u", 0, "B").Score != nil {
		t.Fatalf("by the scheme's coverage A has a score (half) and B none (a quarter)")
	}
	a.Coverage, b.Coverage = num(1), num(0)
	for _, o := range []Options{{}, {Coverage: num(0.3)}} {
		res = compute(t, s, in, o)
		if got := at(t, res, "u", 0, "A"); got.Score != nil || got.Reason != WhyCoverage {
			t.Errorf("A: %v, %s, want none for its coverage", got.Score, got.Reason)
		}
		if got := *at(t, res, "u", 0, "total").Score; got != 70 {
			t.Errorf("total %v, want 70 of B alone", got)
		}
	}
}
