package scoring

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// one is a scheme of one indicator, so that its score is the total.
func one(n *scheme.Node) *scheme.Scheme { return schemeOf(node("total", 1, n)) }

// oneScored is a case of one indicator, X: the values of units, and their scores.
type oneScored struct {
	name   string
	leaf   *scheme.Node
	o      Options
	values map[string]float64
	want   map[string]float64
}

func (tt oneScored) run(t *testing.T) {
	t.Run(tt.name, func(t *testing.T) {
		var in []Input
		for unit, v := range tt.values {
			in = append(in, measured(unit, map[string]float64{"X": v})...)
		}
		got := scores(compute(t, one(tt.leaf), in, tt.o), "total")
		if diff := cmp.Diff(tt.want, got, near); diff != "" {
			t.Errorf("scores (-want +got):\n%s", diff)
		}
	})
}

func TestNormalisations(t *testing.T) {
	lower, higher := leaf("X", 1, 2, 12), leaf("X", 1, 12, 2)
	power := leaf("X", 1, 2, 12)
	power.Transform, power.Param = scheme.Power, 0.5
	log := leaf("X", 1, math.Exp(2), 1)
	log.Transform = scheme.Log
	target := leaf("X", 1, 12, 2)
	target.Target = num(6)
	targetLower := leaf("X", 1, 2, 12)
	targetLower.Target = num(4)

	sd := math.Sqrt((16 + 0 + 0 + 16) / 3.0) // of 1, 5, 5, 9
	for _, tt := range []oneScored{
		{"goalposts, lower is better, clamped", lower, Options{}, map[string]float64{"a": 1, "b": 2, "c": 4.5, "d": 12, "e": 99}, map[string]float64{"a": 100, "b": 100, "c": 75, "d": 0, "e": 0}},
		{"goalposts, higher is better", higher, Options{}, map[string]float64{"a": 1, "b": 7, "c": 12}, map[string]float64{"a": 0, "b": 50, "c": 100}},
		{"goalposts from 1 to 100", higher, Options{Range: &scheme.Range{Low: 1, High: 100}}, map[string]float64{"a": 2, "b": 7}, map[string]float64{"a": 1, "b": 50.5}},
		{"power bends the share of the way", power, Options{}, map[string]float64{"a": 2, "b": 9.5, "c": 12}, map[string]float64{"a": 100, "b": 50, "c": 0}},
		{"log bends value and goalposts", log, Options{}, map[string]float64{"a": math.E, "b": 1, "c": 100}, map[string]float64{"a": 50, "b": 0, "c": 100}},
		{"minmax", lower, Options{Normalise: scheme.MinMax}, map[string]float64{"a": 1, "b": 5, "c": 9}, map[string]float64{"a": 100, "b": 50, "c": 0}},
		{"zscore of n-1", higher, Options{Normalise: scheme.ZScore}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": -4 / sd, "b": 0, "c": 0, "d": 4 / sd}},
		{"zscore, lower is better", lower, Options{Normalise: scheme.ZScore}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": 4 / sd, "b": 0, "c": 0, "d": -4 / sd}},
		{"rank: ties share the lower", higher, Options{Normalise: scheme.RankScore}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": 1, "b": 2, "c": 2, "d": 4}},
		{"rank, lower is better", lower, Options{Normalise: scheme.RankScore}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": 4, "b": 2, "c": 2, "d": 1}},
		{"percentile", higher, Options{Normalise: scheme.Percentile}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": 0, "b": 1 / 3.0, "c": 1 / 3.0, "d": 1}},
		{"borda", higher, Options{Normalise: scheme.Borda}, map[string]float64{"a": 1, "b": 5, "c": 5, "d": 9}, map[string]float64{"a": 0, "b": 1, "c": 1, "d": 3}},
		{"target, capped", target, Options{Normalise: scheme.ToTarget}, map[string]float64{"a": 2, "b": 3, "c": 6, "d": 9}, map[string]float64{"a": 0, "b": 0.25, "c": 1, "d": 1}},
		{"target, lower is better", targetLower, Options{Normalise: scheme.ToTarget}, map[string]float64{"a": 12, "b": 6, "c": 1}, map[string]float64{"a": 0, "b": 0.75, "c": 1}},
		{"max", higher, Options{Normalise: scheme.OfMax}, map[string]float64{"a": 0, "b": 5, "c": 20}, map[string]float64{"a": 0, "b": 0.25, "c": 1}},
		{"max, lower is better", lower, Options{Normalise: scheme.OfMax}, map[string]float64{"a": 0, "b": 5, "c": 20}, map[string]float64{"a": 1, "b": 0.75, "c": 0}},
	} {
		tt.run(t)
	}
}

func TestNoPracticeScoresTheLowest(t *testing.T) {
	n := leaf("X", 1, 12, 2)
	n.Target = num(9)
	tests := []struct {
		normalise scheme.Normalisation
		want      map[string]float64 // of units with 5, 9 and no practice
	}{
		{scheme.Goalposts, map[string]float64{"a": 30, "b": 70, "none": 0}},
		{scheme.MinMax, map[string]float64{"a": 0, "b": 100, "none": 0}},
		{scheme.ZScore, map[string]float64{"a": -math.Sqrt2 / 2, "b": math.Sqrt2 / 2, "none": -math.Sqrt2 / 2}},
		{scheme.RankScore, map[string]float64{"a": 2, "b": 3, "none": 1}},
		{scheme.Percentile, map[string]float64{"a": 0.5, "b": 1, "none": 0}},
		{scheme.Borda, map[string]float64{"a": 1, "b": 2, "none": 0}},
		{scheme.ToTarget, map[string]float64{"a": 0, "b": 1, "none": 0}},
		{scheme.OfMax, map[string]float64{"a": 5 / 9.0, "b": 1, "none": 0}},
	}
	in := append(measured("a", map[string]float64{"X": 5}), measured("b", map[string]float64{"X": 9})...)
	in = append(in, Input{Unit: "none", Indicator: "X", Status: assess.NoPractice})
	for _, tt := range tests {
		t.Run(string(tt.normalise), func(t *testing.T) {
			got := scores(compute(t, one(n), in, Options{Normalise: tt.normalise}), "total")
			if diff := cmp.Diff(tt.want, got, near); diff != "" {
				t.Errorf("scores (-want +got):\n%s", diff)
			}
		})
	}
}

func TestYearsShareOneScaleUnlessToldOtherwise(t *testing.T) {
	var in []Input
	for year, values := range map[int][2]float64{2021: {2, 4}, 2022: {4, 6}} {
		in = append(in, Input{Unit: "a", Year: year, Indicator: "X", Value: num(values[0])}, Input{Unit: "b", Year: year, Indicator: "X", Value: num(values[1])})
	}
	s := one(leaf("X", 1, 12, 2))
	all := compute(t, s, in, Options{Normalise: scheme.MinMax})
	if got := *at(t, all, "b", 2021, "total").Score; got != 50 {
		t.Errorf("over all years: b scores %g in 2021, want 50", got)
	}
	within := compute(t, s, in, Options{Normalise: scheme.MinMax, Within: scheme.OwnYear})
	if got := *at(t, within, "b", 2021, "total").Score; got != 100 {
		t.Errorf("within the year: b scores %g in 2021, want 100", got)
	}
	for _, year := range []int{2021, 2022} {
		if got := at(t, all, "b", year, "total"); got.Rank != 1 || got.Of != 2 {
			t.Errorf("b is %d of %d in %d, want 1 of 2: ranks are within a year", got.Rank, got.Of, year)
		}
	}
}

func TestDefaultNormalisation(t *testing.T) {
	with, without := leaf("X", 1, 12, 2), &scheme.Node{ID: "Y", Weight: 1, Direction: assess.HigherIsBetter, Transform: scheme.Linear}
	in := append(measured("a", map[string]float64{"X": 5, "Y": 5}), measured("b", map[string]float64{"X": 9, "Y": 9})...)
	if got := compute(t, one(with), in, Options{}).Normalise; got != scheme.Goalposts {
		t.Errorf("with goalposts: %s, want goalposts", got)
	}
	if got := compute(t, one(without), in, Options{}).Normalise; got != scheme.MinMax {
		t.Errorf("without goalposts: %s, want minmax", got)
	}
	_, err := Compute(schemeOf(node("total", 1, with, without)), in, Options{})
	if err == nil || !strings.Contains(err.Error(), "1 of 2 indicators have none: Y") {
		t.Errorf("with some goalposts: error %v, want one that names Y", err)
	}
}

func TestWhatHasNoScoreIsAnError(t *testing.T) {
	log := leaf("X", 1, 100, 1)
	log.Transform = scheme.Log
	power := leaf("X", 1, 100, 1)
	power.Transform, power.Param = scheme.Power, 2
	target := leaf("X", 1, 100, 1)
	target.Target = num(5)
	tests := []struct {
		name   string
		leaf   *scheme.Node
		o      Options
		values map[string]float64
		want   string
	}{
		{"minmax of equal values", leaf("X", 1, 9, 0), Options{Normalise: scheme.MinMax}, map[string]float64{"a": 3, "b": 3}, "indicator X: every value is 3"},
		{"zscore of one value", leaf("X", 1, 9, 0), Options{Normalise: scheme.ZScore}, map[string]float64{"a": 3}, "indicator X: 1 values without any spread"},
		{"zscore of equal values", leaf("X", 1, 9, 0), Options{Normalise: scheme.ZScore}, map[string]float64{"a": 3, "b": 3}, "without any spread"},
		{"zscore with a power", power, Options{Normalise: scheme.ZScore}, map[string]float64{"a": 3, "b": 4}, "transform power"},
		{"percentile of one value", leaf("X", 1, 9, 0), Options{Normalise: scheme.Percentile}, map[string]float64{"a": 3}, "one value alone has no percentile"},
		{"log of zero", log, Options{}, map[string]float64{"a": 0}, "a: indicator X: the value 0 has no logarithm"},
		{"no target", leaf("X", 1, 9, 0), Options{Normalise: scheme.ToTarget}, map[string]float64{"a": 3}, "1 of 1 indicators have no target: X"},
		{"target that all have passed", target, Options{Normalise: scheme.ToTarget}, map[string]float64{"a": 6, "b": 7}, "the target 5 is no better than the worst value seen"},
		{"max of nothing above 0", leaf("X", 1, 9, 0), Options{Normalise: scheme.OfMax}, map[string]float64{"a": -1, "b": 0}, "the greatest value is 0"},
		{"range of ranks", leaf("X", 1, 9, 0), Options{Normalise: scheme.Borda, Range: &scheme.Range{Low: 0, High: 1}}, map[string]float64{"a": 3}, "borda has no bounds"},
		{"range upside down", leaf("X", 1, 9, 0), Options{Range: &scheme.Range{Low: 1, High: 0}}, map[string]float64{"a": 3}, "range 1,0"},
		{"unknown normalisation", leaf("X", 1, 9, 0), Options{Normalise: "minmx"}, map[string]float64{"a": 3}, `(did you mean "minmax"?)`},
		{"coverage above 1", leaf("X", 1, 9, 0), Options{Coverage: num(65)}, map[string]float64{"a": 3}, "coverage 65"},
		{"too many aggregations", leaf("X", 1, 9, 0), Options{Aggregate: []scheme.Aggregation{scheme.Arithmetic, scheme.Geometric}}, map[string]float64{"a": 3}, "2 given, want one for all levels or 1"},
		{"unknown aggregation", leaf("X", 1, 9, 0), Options{Aggregate: []scheme.Aggregation{"geometrik"}}, map[string]float64{"a": 3}, `(did you mean "geometric"?)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var in []Input
			for unit, v := range tt.values {
				in = append(in, measured(unit, map[string]float64{"X": v})...)
			}
			_, err := Compute(one(tt.leaf), in, tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, assess.ErrInvalid) {
				t.Errorf("Compute: error %v, want one with %q", err, tt.want)
			}
		})
	}
}
