package scoring

import (
	"errors"
	"math"
	"testing"

	"yingshang/dashboards/assess"
)

// Ishigami's function has known indices: with a = 7 and b = 0.1 its variance is a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
func TestIshigamisIndices(t *testing.T) {
	const a, b = 7.0, 0.1
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := (1+b*pi4/5)*(1+b*pi4/5)/2, a*a/8, b*b*pi4*pi4*(1.0/18-1.0/50)
	all := v1 + v2 + v13
	f := func(u []float64) (float64, error) {
		x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
		return math.Sin(x(0)) + a*math.Pow(math.Sin(x(1)), 2) + b*math.Pow(x(2), 4)*math.Sin(x(0)), nil
	}
	got, err := SobolIndices(f, 3, 1<<14)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ first, total float64 }{{v1 / all, (v1 + v13) / all}, {v2 / all, v2 / all}, {0, v13 / all}} {
		if math.Abs(got.First[i]-want.first) > 0.005 || math.Abs(got.Total[i]-want.total) > 0.005 {
			t.Errorf("input %d: first %.5f total %.5f, want %.5f %.5f", i+1, got.First[i], got.Total[i], want.first, want.total)
		}
	}
	if math.Abs(got.Variance/all-1) > 0.005 {
		t.Errorf("variance %g, want %g", got.Variance, all)
	}
}

// The first 2^k points of a Sobol sequence have, in each dimension, exactly one in each of 2^k intervals of the same width, and
// in the first two dimensions one in each elementary box.
func TestSobolIsEven(t *testing.T) {
	const k = 10
	dims := len(directions) + 1
	s, err := NewSobol(dims)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([]map[int]bool, dims)
	for d := range seen {
		seen[d] = map[int]bool{}
	}
	boxes := make([]map[[2]int]bool, k+1)
	for i := range boxes {
		boxes[i] = map[[2]int]bool{}
	}
	point := make([]float64, dims)
	for range 1 << k {
		s.Next(point)
		for d, x := range point {
			seen[d][int(x*(1<<k))] = true
		}
		for i := range boxes {
			boxes[i][[2]int{int(point[0] * float64(int(1)<<i)), int(point[1] * float64(int(1)<<(k-i)))}] = true
		}
	}
	for d := range seen {
		if len(seen[d]) != 1<<k {
			t.Errorf("dimension %d: %d of %d intervals have a point", d+1, len(seen[d]), 1<<k)
		}
	}
	for i := range boxes {
		if len(boxes[i]) != 1<<k {
			t.Errorf("%d of %d boxes of 2^-%d by 2^-%d have a point", len(boxes[i]), 1<<k, i, k-i)
		}
	}
	if _, err := NewSobol(dims + 1); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("%d dimensions: %v", dims+1, err)
	}
}

// Q1 of 1 to 10 is 3.25 by R-7, where other definitions say 3, 2.5 or 2.75.
func TestQuantileIsR7(t *testing.T) {
	values := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for q, want := range map[float64]float64{0: 1, 0.25: 3.25, 0.5: 5.5, 0.95: 9.55, 1: 10} {
		if got := Quantile(values, q); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile %g is %g, want %g", q, got, want)
		}
	}
	if !math.IsNaN(Quantile(nil, 0.5)) {
		t.Error("the median of nothing is a number")
	}
}
