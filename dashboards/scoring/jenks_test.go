package scoring

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
)

func TestJenks(t *testing.T) {
	tests := []struct {
		name   string
		values []float64
		k      int
		want   []float64
	}{
		{"one class", []float64{3, 1, 2}, 1, []float64{1}},
		{"a class each", []float64{3, 1, 2}, 3, []float64{1, 2, 3}},
		{"gaps", []float64{11, 1, 30, 2, 10, 31}, 3, []float64{1, 10, 30}},
		{"equal values stay together", []float64{5, 5, 5, 5, 6, 9}, 2, []float64{5, 9}},
		{"all equal", []float64{5, 5}, 1, []float64{5}},
		{"far from zero", []float64{1e12, 1e12 + 1, 1e12 + 4, 1e12 + 5}, 2, []float64{1e12, 1e12 + 4}},
		{"very great numbers", []float64{-1.7e308, -1.6e308, 1.6e308, 1.7e308}, 2, []float64{-1.7e308, 1.6e308}},
		{"two that are equally good", []float64{1, 2, 3}, 2, []float64{1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Jenks(tt.values, tt.k)
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("Jenks: %v (-want +got):\n%s", err, diff)
			}
		})
	}
	// By hand: 1, 2, 10, 12 have the mean 6.25 and 27.5625+18.0625+14.0625+33.0625 = 92.75; the classes 0.5 and 2.
	if got, want := Fit([]float64{12, 1, 2, 10}, []float64{1, 10}), 1-2.5/92.75; math.Abs(got-want) > 1e-12 {
		t.Errorf("Fit = %v, want %v", got, want)
	}
	if got := Fit([]float64{4, 4}, []float64{4}); got != 1 {
		t.Errorf("Fit of equal values = %v, want 1", got)
	}
}

func TestJenksRefuses(t *testing.T) {
	for _, tt := range []struct {
		values []float64
		k      int
		want   string
	}{
		{[]float64{1, 1, 2}, 3, "3 classes wanted of 2 different values"},
		{[]float64{1}, 0, "0 classes wanted of 1 different values"},
		{nil, 1, "1 classes wanted of 0 different values"},
		{[]float64{1, math.NaN()}, 1, "NaN is no number"},
		{[]float64{1, math.Inf(-1)}, 1, "-Inf is no number"},
	} {
		_, err := Jenks(tt.values, tt.k)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("Jenks(%v, %d): error %v, want %q", tt.values, tt.k, err, tt.want)
		}
	}
}

// bestFit tries every partition of sorted different values in k classes.
func bestFit(values, distinct []float64, k int) float64 {
	best := math.Inf(-1)
	var try func(from int, least []float64)
	try = func(from int, least []float64) {
		if len(least) == k {
			best = max(best, Fit(values, least))
			return
		}
		for i := from; i < len(distinct); i++ {
			try(i+1, append(slices.Clone(least), distinct[i]))
		}
	}
	try(1, distinct[:1])
	return best
}

func TestJenksIsAsGoodAsEveryPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Map(rapid.IntRange(0, 9), func(i int) float64 { return float64(i) / 10 }))
		values := rapid.SliceOfN(one, 1, 11).Draw(t, "values")
		distinct := slices.Compact(slices.Sorted(slices.Values(values)))
		k := rapid.IntRange(1, len(distinct)).Draw(t, "classes")
		least, err := Jenks(values, k)
		if err != nil {
			t.Fatal(err)
		}
		if len(least) != k || !slices.IsSorted(least) || least[0] != distinct[0] {
			t.Fatalf("classes begin at %v", least)
		}
		if got, want := Fit(values, least), bestFit(values, distinct, k); math.Abs(got-want) > 1e-9 {
			t.Fatalf("GVF %v, the best partition has %v", got, want)
		}
	})
}
