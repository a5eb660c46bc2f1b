package scoring

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// steps is an indicator of bands, from and points by turns.
func steps(id string, weight float64, fromPoints ...float64) *scheme.Node {
	n := &scheme.Node{ID: id, Weight: weight, Transform: scheme.Linear, Direction: assess.HigherIsBetter}
	for i := 0; i < len(fromPoints); i += 2 {
		n.Bands = append(n.Bands, scheme.Band{From: fromPoints[i], Points: fromPoints[i+1]})
	}
	if fromPoints[1] > fromPoints[len(fromPoints)-1] {
		n.Direction = assess.LowerIsBetter
	}
	return n
}

func TestBandsAndMoreNormalisations(t *testing.T) {
	rising, falling, yesNo := steps("X", 1, 60, 50, 80, 75, 95, 100), steps("X", 1, 0, 100, 3, 60, 10, 0), steps("X", 1, 0, 10, 1, 90)
	yesNo.YesNo = true
	plain, lower := leaf("X", 1, 12, 2), leaf("X", 1, 2, 12)
	spread := &scheme.Spread{Mean: 100, Deviation: 10}
	for _, tt := range []oneScored{
		{"rising bands", rising, Options{}, map[string]float64{"a": 59.9, "b": 60, "c": 94.9, "d": 95, "e": 1e6}, map[string]float64{"a": 0, "b": 50, "c": 75, "d": 100, "e": 100}},
		{"falling bands", falling, Options{}, map[string]float64{"a": -1, "b": 2.9, "c": 3, "d": 10}, map[string]float64{"a": 100, "b": 100, "c": 60, "d": 0}},
		{"bands from 1 to 100", falling, Options{Range: &scheme.Range{Low: 1, High: 100}}, map[string]float64{"a": 3, "b": 10}, map[string]float64{"a": 60.4, "b": 1}},
		{"bands hold beside minmax", falling, Options{Normalise: scheme.MinMax}, map[string]float64{"a": 3, "b": 4}, map[string]float64{"a": 60, "b": 60}},
		{"points of yes and no", yesNo, Options{}, map[string]float64{"a": 1, "b": 0}, map[string]float64{"a": 90, "b": 10}},
		{"ranks of bands are those of their points", falling, Options{Normalise: scheme.RankScore}, map[string]float64{"a": 0, "b": 1, "c": 20}, map[string]float64{"a": 2, "b": 2, "c": 1}},
		{"percentiles of bands too", falling, Options{Normalise: scheme.Percentile}, map[string]float64{"a": 0, "b": 5, "c": 20}, map[string]float64{"a": 1, "b": 0.5, "c": 0}},
		{"zscore of a mean and a deviation", plain, Options{Normalise: scheme.ZScore, ZScore: spread}, map[string]float64{"a": 1, "b": 3}, map[string]float64{"a": 100 - 10*math.Sqrt(0.5), "b": 100 + 10*math.Sqrt(0.5)}},
		{"zscore, lower is better", lower, Options{Normalise: scheme.ZScore, ZScore: spread}, map[string]float64{"a": 1, "b": 3}, map[string]float64{"a": 100 + 10*math.Sqrt(0.5), "b": 100 - 10*math.Sqrt(0.5)}},
		{"zscore of bands", falling, Options{Normalise: scheme.ZScore}, map[string]float64{"a": 0, "b": 10}, map[string]float64{"a": math.Sqrt(0.5), "b": -math.Sqrt(0.5)}},
		{"reference", plain, Options{Normalise: scheme.ToUnit, Reference: "b"}, map[string]float64{"a": 2, "b": 6, "c": 3, "d": 8}, map[string]float64{"a": 0, "b": 1, "c": 0.25, "d": 1.5}},
		{"reference, lower is better", lower, Options{Normalise: scheme.ToUnit, Reference: "b"}, map[string]float64{"a": 12, "b": 4, "c": 6}, map[string]float64{"a": 0, "b": 1, "c": 0.75}},
		{"distance to the maximum", plain, Options{Normalise: scheme.MinMax, Range: &scheme.Range{Low: 0, High: 1}}, map[string]float64{"a": 1, "b": 4, "c": 5}, map[string]float64{"a": 0, "b": 0.75, "c": 1}},
	} {
		tt.run(t)
	}
}

func TestTheReferenceIsOfTheSameYear(t *testing.T) {
	var in []Input
	for year, values := range map[int][2]float64{2021: {2, 4}, 2022: {5, 6}} {
		in = append(in, Input{Unit: "a", Year: year, Indicator: "X", Value: num(values[0])}, Input{Unit: "b", Year: year, Indicator: "X", Value: num(values[1])})
	}
	res := compute(t, one(leaf("X", 1, 12, 2)), in, Options{Normalise: scheme.ToUnit, Reference: "b"})
	for year, want := range map[int]float64{2021: 0, 2022: 0.75} { // from the worst of both years, 2
		if got := *at(t, res, "a", year, "total").Score; got != want {
			t.Errorf("a of %d scores %v, want %v", year, got, want)
		}
	}
}

func TestBandsAndReferencesThatHaveNoScore(t *testing.T) {
	yesNo := steps("X", 1, 0, 10, 1, 90)
	yesNo.YesNo = true
	plain := leaf("X", 1, 12, 2)
	for _, tt := range []struct {
		leaf *scheme.Node
		o    Options
		want string
	}{
		{yesNo, Options{}, "a: indicator X: the value 3"},
		{plain, Options{Normalise: scheme.ToUnit}, "no unit named"},
		{plain, Options{Normalise: scheme.ToUnit, Reference: "z"}, "indicator X: the reference unit z has no value"},
		{plain, Options{Normalise: scheme.ToUnit, Reference: "a"}, "indicator X: the reference unit a has the worst value seen"},
		{plain, Options{Normalise: scheme.ToUnit, Reference: "a", Range: &scheme.Range{Low: 0, High: 1}}, "reference has no bounds to set"},
		{plain, Options{Normalise: scheme.ZScore, ZScore: &scheme.Spread{}}, "z-scores of the deviation 0"},
	} {
		in := append(measured("a", map[string]float64{"X": 3}), measured("b", map[string]float64{"X": 4})...)
		want := strings.Replace(tt.want, "the value 3", "the value is 3, want 1 for yes or 0 for no", 1)
		_, err := Compute(one(tt.leaf), in, tt.o)
		if err == nil || !errors.Is(err, assess.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestABetterValueNeverHasFewerPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []float64
		from, points := 0.0, 0.0
		for range rapid.IntRange(2, 6).Draw(t, "bands") {
			parts = append(parts, from, points)
			from += rapid.Float64Range(0.1, 5).Draw(t, "step")
			points += rapid.Float64Range(0.1, 15).Draw(t, "points")
		}
		sign := 1.0
		if rapid.Bool().Draw(t, "falling") {
			sign = -1
			for i := 1; i < len(parts); i += 2 {
				parts[i] = 100 - parts[i]
			}
		}
		n := steps("X", 1, parts...)
		x := rapid.Float64Range(-5, 40).Draw(t, "x")
		y := x + rapid.Float64Range(0, 20).Draw(t, "more")
		a, errA := n.BandPoints(x)
		b, errB := n.BandPoints(y)
		if errA != nil || errB != nil || sign*(b-a) < 0 || a < 0 || b > 100 {
			t.Fatalf("%v has %v points, %v has %v", x, a, y, b)
		}
	})
}

// The way between two bands brings nothing, so a plan of moves leaves them where they are, and refuses to price them.
func TestMovesLeaveBandsAlone(t *testing.T) {
	n := steps("reform", 1, 0, 0, 1, 100)
	n.Best, n.Worst, n.YesNo = num(1), num(0), true
	g, err := NewGround(schemeOf(node("total", 1, n, leaf("X", 1, 100, 0))), measured("u", map[string]float64{"reform": 0, "X": 20}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := g.CheapestMoves("u", 0, 30, nil)
	if err != nil || len(plan.Moves) != 1 || plan.Moves[0].Indicator != "X" || math.Abs(plan.Moves[0].To-60) > 1e-9 {
		t.Errorf("%v, %+v, want X alone to 60", err, plan)
	}
	if _, err := g.CheapestMoves("u", 0, 30, []Bound{{Indicator: "reform"}}); err == nil || !strings.Contains(err.Error(), "not for bands") {
		t.Errorf("a price of bands: error %v", err)
	}
	if _, _, err := g.SolveValue("u", 0, "reform", 30); err == nil || !strings.Contains(err.Error(), "yes or no") {
		t.Errorf("a value of yes or no: error %v", err)
	}
}
