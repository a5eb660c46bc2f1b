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
)

// By hand, of the contrasts a, b, c, which are uncorrelated: b' = (a+√3·b)/2 has the correlation ½ with a. Eigenvalues of (a, b', c)
// are 3/2, 1 and ½; the first two are kept and explain ¾ of a, ¾ of b' and all of c.
//
// p variables that all correlate by ρ have the one eigenvalue 1+(p-1)ρ above 1, and weigh the same (K. V. Mardia, J. T. Kent and
// J. M. Bibby, Multivariate Analysis, 1979, chapter 8).
func TestPCAWeights(t *testing.T) {
	a, b, c := []float64{1, 1, -1, -1}, []float64{1, -1, 1, -1}, []float64{1, -1, -1, 1}
	mixed := func(x, y []float64, wx, wy float64) []float64 {
		out := make([]float64, len(x))
		for i := range x {
			out[i] = wx*x[i] + wy*y[i]
		}
		return out
	}
	near := cmpopts.EquateApprox(0, 1e-12)
	for name, tt := range map[string]struct {
		columns [][]float64
		want    []float64
	}{
		"two of three correlate":        {[][]float64{a, mixed(a, b, 0.5, math.Sqrt(0.75)), c}, []float64{0.3, 0.3, 0.4}},
		"against each other":            {[][]float64{a, mixed(a, b, -0.5, math.Sqrt(0.75)), c}, []float64{0.3, 0.3, 0.4}},
		"all correlate by a half":       {[][]float64{mixed(a, b, 1, 1), mixed(b, c, 1, 1), mixed(a, c, 1, 1)}, []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}},
		"none do":                       {[][]float64{a, b, c}, []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}},
		"one does not tell units apart": {[][]float64{a, {7, 7, 7, 7}, mixed(a, b, 1, 1)}, []float64{0.5, 0, 0.5}},
	} {
		got, err := PCAWeights(tt.columns)
		if d := cmp.Diff(tt.want, got, near); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
	for want, columns := range map[string][][]float64{
		"column 1: 1 scores, want two":           {{1}},
		"column 2: 3 scores, want 2 as before":   {{1, 2}, {1, 2, 3}},
		"column 1: the score NaN":                {{1, math.NaN()}},
		"components: no indicator tells the uni": {{1, 1}, {0, 0}},
	} {
		if _, err := PCAWeights(columns); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%v: error %v, want %q", columns, err, want)
		}
	}
}

// Neither the order of the units nor the direction of an indicator moves a digit, and its scale none that counts.
func TestPCAHasNoUnitAndNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.IntRange(2, 12).Draw(t, "units")
		order := make([]int, units)
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		var columns, shuffled, scaled [][]float64
		for range rapid.IntRange(1, 5).Draw(t, "indicators") {
			c := rapid.SliceOfN(rapid.Float64Range(0, 100), units, units).Draw(t, "scores")
			c[0], c[1] = 1, 20
			factor, add := rapid.SampledFrom([]float64{-3, 0.1, 2}).Draw(t, "factor"), rapid.Float64Range(-10, 10).Draw(t, "add")
			d, e := make([]float64, units), make([]float64, units)
			for i, k := range order {
				d[i], e[i] = c[k], add+factor*c[i]
			}
			columns, shuffled, scaled = append(columns, c), append(shuffled, d), append(scaled, e)
		}
		a, err := PCAWeights(columns)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := PCAWeights(shuffled); !cmp.Equal(a, b) {
			t.Fatalf("in another order %v, not %v", b, a)
		}
		if math.Abs(sum(a)-1) > 1e-12 {
			t.Fatalf("the weights sum to %g", sum(a))
		}
		// Near an eigenvalue of 1 the last digit decides what is kept.
		if b, _ := PCAWeights(scaled); !cmp.Equal(a, b, cmpopts.EquateApprox(0, 1e-6)) && !nearOne(columns) {
			t.Fatalf("on another scale %v, not %v", b, a)
		}
	})
}

// nearOne says whether weights hang on the last digits: they differ when scores move by a hair.
func nearOne(columns [][]float64) bool {
	first, _ := PCAWeights(columns)
	for k := range columns {
		for _, hair := range []float64{1e-7, -1e-7} {
			moved := make([][]float64, len(columns))
			for j, c := range columns {
				moved[j] = append([]float64(nil), c...)
			}
			moved[k][0] += hair
			if other, _ := PCAWeights(moved); !cmp.Equal(first, other, cmpopts.EquateApprox(0, 1e-6)) {
				return true
			}
		}
	}
	return false
}
