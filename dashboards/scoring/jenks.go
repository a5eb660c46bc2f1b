package scoring

import (
	"fmt"
	"math"
	"slices"

	"yingshang/dashboards/assess"
)

// Jenks finds natural breaks: the k classes of values with the least sum of squared deviations from their class means, by
// the exact dynamic programme of Fisher (1958) in O(k·n²). It gives the least value of every class, ascending. Equal values
// are never parted; of two partitions that are equally good, it takes the one whose upper classes begin lower.
//
// It is an error when a value is no number or there are fewer different values than classes.
func Jenks(values []float64, k int) ([]float64, error) {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("natural breaks: %g is no number: %w", v, assess.ErrInvalid)
		}
	}
	sorted := slices.Sorted(slices.Values(values))
	distinct := slices.Compact(slices.Clone(sorted))
	if k < 1 || k > len(distinct) {
		return nil, fmt.Errorf("natural breaks: %d classes wanted of %d different values: %w", k, len(distinct), assess.ErrInvalid)
	}
	within := newWithin(sorted, distinct)
	n := len(distinct)
	best := make([]float64, n+1) // of the first so many values in the classes so far
	for to := 1; to <= n; to++ {
		best[to] = within.squares(0, to)
	}
	starts := make([][]int, k) // of the last class, by class and end
	for class := 1; class < k; class++ {
		next := slices.Repeat([]float64{math.Inf(1)}, n+1)
		starts[class] = make([]int, n+1)
		for to := class + 1; to <= n; to++ {
			for from := class; from < to; from++ {
				if s := best[from] + within.squares(from, to); s < next[to] {
					next[to], starts[class][to] = s, from
				}
			}
		}
		best = next
	}
	least := make([]float64, k)
	for class, to := k-1, n; class >= 0; class-- {
		from := 0
		if class > 0 {
			from = starts[class][to]
		}
		least[class], to = distinct[from], from
	}
	return least, nil
}

// within knows the squared deviations inside any run of sorted different values, from prefix sums.
type within struct{ count, sum, square []float64 }

// newWithin takes the values as shares of their span about their mean: neither a common offset nor great numbers then cost
// digits.
func newWithin(sorted, distinct []float64) within {
	low, high := distinct[0], distinct[len(distinct)-1]
	share := func(v float64) float64 {
		if high == low {
			return 0
		}
		return (v/2 - low/2) / (high/2 - low/2) // halves, since the span itself may be too great a number
	}
	mean := 0.0
	for _, v := range sorted {
		mean += share(v) / float64(len(sorted))
	}
	n := len(distinct)
	w := within{make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)}
	at := 0
	for i, v := range distinct {
		first := at
		for at < len(sorted) && sorted[at] == v {
			at++
		}
		times, x := float64(at-first), share(v)-mean
		w.count[i+1] = w.count[i] + times
		w.sum[i+1] = w.sum[i] + times*x
		w.square[i+1] = w.square[i] + times*x*x
	}
	return w
}

// squares is the sum of squared deviations of the different values from (included) to (not included).
func (w within) squares(from, to int) float64 {
	if to-from == 1 {
		return 0
	}
	sum := w.sum[to] - w.sum[from]
	return max(w.square[to]-w.square[from]-sum*sum/(w.count[to]-w.count[from]), 0)
}

// Fit is the goodness of variance fit (GVF) of classes that begin at the given values, ascending: 1 less the squared
// deviations from the class means over those from the mean of all. It is 1 for values that are all equal.
func Fit(values, least []float64) float64 {
	classes := make([][]float64, len(least)+1) // the first takes what lies below all
	for _, v := range slices.Sorted(slices.Values(values)) {
		k := firstAbove(least, v)
		classes[k] = append(classes[k], v)
	}
	all := deviations(slices.Sorted(slices.Values(values)))
	if all == 0 {
		return 1
	}
	parts := 0.0
	for _, class := range classes {
		parts += deviations(class)
	}
	return 1 - parts/all
}

// deviations is the sum of squared deviations from the mean.
func deviations(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	mean, squares := sum(values)/float64(len(values)), 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return squares
}
