package scoring

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"yingshang/dashboards/scheme"
)

// BenchmarkWhatIf asks for the 90 counties of a province what another value and another weight would do, and holds the
// answer, its ground included, against one scoring of the same run.
func BenchmarkWhatIf(b *testing.B) {
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
	first := s.Leaves()[0]
	q := Question{Unit: "7", Year: 2022, Values: []Setting{{first.ID, first.Best}}, Weights: []Weighing{{s.Root.Children[0].ID, 1}}}
	var scoring, answering, asking time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := Compute(s, in, Options{}); err != nil {
			b.Fatal(err)
		}
		scored := time.Now()
		g, err := NewGround(s, in, Options{})
		if err != nil {
			b.Fatal(err)
		}
		ready := time.Now()
		if _, err := g.WhatIf(q); err != nil {
			b.Fatal(err)
		}
		done := time.Now()
		scoring += scored.Sub(start)
		answering += done.Sub(scored)
		asking += done.Sub(ready)
	}
	b.ReportMetric(float64(answering)/float64(scoring), "whatif/score")
	b.ReportMetric(float64(asking)/float64(scoring), "again/score") // the next question to the same ground
}
