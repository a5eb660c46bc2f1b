package scoring

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"yingshang/dashboards/scheme"
)

// province is the scheme of 2022 with invented values of so many units.
func province(t testing.TB, units int) (*scheme.Scheme, []Input) {
	t.Helper()
	all, err := scheme.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s, random := all[2022], rand.New(rand.NewPCG(1, 2))
	var in []Input
	for u := range units {
		for _, n := range s.Leaves() {
			v := *n.Worst + random.Float64()*(*n.Best-*n.Worst)
			in = append(in, Input{Unit: fmt.Sprint(u), Year: 2022, Indicator: n.Indicator(), Value: &v})
		}
	}
	return s, in
}

// BenchmarkCompute scores the 90 counties of a province by the scheme of 2022, with invented values.
func BenchmarkCompute(b *testing.B) {
	s, in := province(b, 90)
	for b.Loop() {
		if _, err := Compute(s, in, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(in)*b.N)/b.Elapsed().Seconds(), "values/s")
}

// BenchmarkMonteCarlo draws the weights of the province's scheme 10,000 times, against a plain loop of the same multiply-adds
// and sorts, in turn. The ratio is ours ÷ plain, so less is better.
func BenchmarkMonteCarlo(b *testing.B) {
	s, in := province(b, 90)
	m, err := Compile(s, in, Options{})
	if err != nil {
		b.Fatal(err)
	}
	const runs = 10_000
	leaves := len(s.Leaves())
	values, weights, totals := make([]float64, m.Rows()*leaves), make([]float64, leaves), make([]float64, m.Rows())
	random := rand.New(rand.NewPCG(1, 2))
	for i := range values {
		values[i] = random.Float64()
	}
	var ours, plain time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := Robust(s, in, Options{}, Uncertainty{Weights: 0.25}, runs, 1); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(began)
		began = time.Now()
		for range runs {
			for i := range weights {
				weights[i] = random.Float64()
			}
			for r := range totals {
				sum := 0.0
				for i, w := range weights {
					sum += w * values[r*leaves+i]
				}
				totals[r] = sum
			}
			slices.Sort(totals)
		}
		plain += time.Since(began)
	}
	b.ReportMetric(ours.Seconds()/float64(b.N), "mc_s")
	b.ReportMetric(ours.Seconds()/plain.Seconds(), "mc/plain")
}

// BenchmarkLinear scores tenfold the regions: the ratio of the times, so 10 is linear.
func BenchmarkLinear(b *testing.B) {
	s, few := province(b, 90)
	_, many := province(b, 900)
	var one, ten time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := Compute(s, few, Options{}); err != nil {
			b.Fatal(err)
		}
		one += time.Since(began)
		began = time.Now()
		if _, err := Compute(s, many, Options{}); err != nil {
			b.Fatal(err)
		}
		ten += time.Since(began)
	}
	b.ReportMetric(ten.Seconds()/one.Seconds(), "tenfold/one")
}
