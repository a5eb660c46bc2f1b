package scoring

import (
	"fmt"
	"math/rand/v2"
	"testing"

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
