package chart

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHistogram(t *testing.T) {
	in := HistogramInput{Name: "用时", Whole: true, Bars: []HistogramBar{{0, 1, 4, "0：4 件"}, {1, 2, 9, "1：9 件"}, {2, 3, 1, "≥ 2：1 件"}},
		Limits: []Limit{{"九成 2", 2, Ninety}, {"中位 1", 1, Median}, {"平均 1.1", 1.1, Mean}, {"法定 20", 20, Legal}}}
	raw, err := Histogram(in)
	o := read(t, raw, err)
	// those that took 1 day stand around 1, where a line at 1 day is
	if diff := cmp.Diff([]any{1.0, 9.0}, at(t, o, "series", 0, "data", 1, "value")); diff != "" {
		t.Errorf("the second bar (-want +got):\n%s", diff)
	}
	if left, right := at(t, o, "xAxis", 0, "min"), at(t, o, "xAxis", 0, "max"); left != -0.5 || right != 2.5 {
		t.Errorf("the axis runs from %v to %v, want -0.5 to 2.5", left, right)
	}
	lines := at(t, o, "series", 0, "markLine", "data").([]any)
	if len(lines) != 3 {
		t.Fatalf("%d lines, want those in view", len(lines))
	}
	// 1.1 is too close to 1 for its name, 2 is not
	for i, want := range []float64{0, -16, 0} {
		if got := at(t, lines[i], "label", "offset", 1); got != want {
			t.Errorf("name %d stands %v from the axis' end, want %v", i, got, want)
		}
	}
	if in.Holds(20) || !in.Holds(2.4) {
		t.Error("what is in view is told wrongly")
	}
	raw, err = Histogram(HistogramInput{})
	if bars := at(t, read(t, raw, err), "series", 0, "data").([]any); len(bars) != 0 {
		t.Errorf("no bars draw %v", bars)
	}
}
