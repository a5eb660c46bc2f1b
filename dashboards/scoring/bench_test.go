package scoring

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"yingshang/dashboards/scheme"
)

// BenchmarkCompute scores the 90 counties of a province by the scheme of 2022, with invented values.
func BenchmarkCompute(b *testing.B) {
	all, err := scheme.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	s, random := all[2022], rand.New(rand.NewPCG(1, 2))
	var in []Input
	for u := range 90 {
		for _, n := range s.Leaves() {
			v := *n.Worst + random.Float64()*(*n.Best-*n.Worst)
			in = append(in, Input{Unit: fmt.Sprint(u), Year: 2022, Indicator: n.Indicator(), Value: &v})
		}
	}
	for b.Loop() {
		if _, err := Compute(s, in, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(in)*b.N)/b.Elapsed().Seconds(), "values/s")
}
