package scoring

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// By hand: the scores 1, 1, 2 have the shares ¼, ¼, ½ and the entropy 1.5·ln 2/ln 3; 0, 1, 1 have 0, ½, ½ and ln 2/ln 3. A
// column without spread has the entropy 1.
func TestEntropyWeights(t *testing.T) {
	l := math.Ln2 / math.Log(3)
	d1, d2 := 1-1.5*l, 1-l
	want := []float64{d1 / (d1 + d2), d2 / (d1 + d2), 0}
	got, err := EntropyWeights([][]float64{{1, 1, 2}, {0, 50, 50}, {7, 7, 7}})
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	// The same in digits, so that the formula above is not its own witness.
	if diff := cmp.Diff([]float64{0.126823899000987430, 0.873176100999012570, 0}, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for want, columns := range map[string][][]float64{
		"column 1: 1 scores":             {{1}},
		"column 2: the score -1":         {{1, 2}, {1, -1}},
		"column 1: the score NaN":        {{1, math.NaN()}},
		"no indicator tells the units":   {{1, 1}, {0, 0}},
		"no indicator tells the units a": nil,
	} {
		if _, err := EntropyWeights(columns); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%v: error %v, want %q", columns, err, want)
		}
	}
}

func TestEntropyHasNoUnitAndNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "units")
		var columns, other [][]float64
		for range rapid.IntRange(1, 5).Draw(t, "indicators") {
			c := rapid.SliceOfN(rapid.Float64Range(0, 100), n, n).Draw(t, "scores")
			c[0], c[1] = 1, 2 // some spread
			columns = append(columns, c)
			d := rapid.Permutation(c).Draw(t, "shuffled")
			for i := range d {
				d[i] *= 1024
			}
			other = append(other, d)
		}
		a, errA := EntropyWeights(columns)
		b, errB := EntropyWeights(other)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("other units, other order (-before +after):\n%s", diff)
		}
		if got := sum(a); math.Abs(got-1) > 1e-12 {
			t.Fatalf("the weights sum to %v", got)
		}
		for _, w := range a {
			if w < 0 {
				t.Fatalf("weight %v", w)
			}
		}
	})
}

// twoThemes has indicators that tell the units apart as in TestEntropyWeights, one that weighs nothing, and one without spread.
func twoThemes() (*scheme.Scheme, []Input) {
	s := schemeOf(node("total", 1,
		node("A", 60, leaf("a1", 9, 2, 0), leaf("a2", 1, 1, 0), leaf("shown", 0, 1, 0)),
		node("B", 40, leaf("b1", 1, 1, 0))))
	var in []Input
	for unit, v := range map[string][3]float64{"u": {1, 0, 0.5}, "v": {1, 1, 0.5}, "w": {2, 1, 0.5}} {
		in = append(in, measured(unit, map[string]float64{"a1": v[0], "a2": v[1], "b1": v[2], "shown": v[0]})...)
	}
	return s, in
}

func TestWeights(t *testing.T) {
	s, in := twoThemes()
	l := math.Ln2 / math.Log(3)
	first := 100 * (1 - 1.5*l) / (2 - 2.5*l)
	tests := map[Weighting]map[string]float64{
		AsGiven:   {"total": 100, "A": 60, "a1": 54, "a2": 6, "shown": 0, "B": 40, "b1": 40},
		ByEqual:   {"total": 100, "A": 50, "a1": 25, "a2": 25, "shown": 0, "B": 50, "b1": 50},
		ByEntropy: {"total": 100, "A": 100, "a1": first, "a2": 100 - first, "shown": 0, "B": 0, "b1": 0},
	}
	for how, want := range tests {
		got, err := Weights(how, s, in, Options{})
		if diff := cmp.Diff(want, got, near); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", how, err, diff)
		}
	}
	equal, _ := Weights(ByEqual, s, in, Options{})
	res := compute(t, Reweigh(s, equal), in, Options{})
	if got, want := *at(t, res, "u", 0, "total").Score, 0.25*50+0.25*0+0.5*50; math.Abs(got-want) > 1e-9 {
		t.Errorf("u scores %v by equal weights, want %v", got, want)
	}
	if w := s.Root.Children[0].Weight; w != 60 {
		t.Errorf("the scheme itself weighs %v now", w)
	}
	for want, o := range map[string]Options{
		"which has no entropy: choose scores of 0 or more": {Normalise: scheme.ZScore},
	} {
		s.Root.Children[1].Children[0].Weight = 0 // it has no spread
		s.Root.Children[1].Weight = 0
		more := append(in, measured("x", map[string]float64{"b1": 0.7})...)
		if _, err := Weights(ByEntropy, s, more, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := Weights(ByEntropy, s, in[:4], Options{}); err == nil || !strings.Contains(err.Error(), "1 units have a score") {
		t.Errorf("one unit alone: error %v", err)
	}
	if _, err := Weights("ahp", s, in, Options{}); err == nil || !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("unknown: error %v", err)
	}
}
