package chart

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func trendInput() TrendInput {
	return TrendInput{
		Years: []TrendYear{{2019, "2019"}, {2020, "2020"}, {2021, "2021"}, {2022, "2022\n至 9月30日"}},
		Computed: []TrendPoint{{Year: 2019, Value: 78.74, Text: "a"}, {Year: 2020, Value: 85.62, Text: "b", Joined: true}, {Year: 2021, Value: 88.83, Text: "c"},
			{Year: 2022, Value: 90.01, Text: "d", Joined: true, Part: true}},
		Announced: []TrendPoint{{Year: 2021, Value: 87.46, Text: "e"}},
		Tiers:     []TrendTier{{Year: 2020, Tier: 1, From: new(85.0), Text: "第一档"}},
		Bands:     []TrendBand{{First: 2019, Last: 2022, Tier: 1, From: new(85.0), Text: "第一档"}, {First: 2019, Last: 2022, Tier: 2, To: new(85.0), Text: "第二档"}},
		Breaks:    []TrendBreak{{2021, "口径变化"}},
	}
}

// xs are the values of a series: a point, or a gap in the line.
func xs(t *testing.T, series any) (out [][]any) {
	t.Helper()
	for _, d := range at(t, series, "data").([]any) {
		if m, ok := d.(map[string]any); ok {
			d = m["value"]
		}
		out = append(out, d.([]any))
	}
	return out
}

// A line joins what compares: before a point that does not stands a gap, and the way to a running year is dashed.
func TestTrendJoinsOnlyWhatCompares(t *testing.T) {
	raw, err := Trend(trendInput())
	o := at(t, read(t, raw, err), "baseOption")
	want := [][]any{{2018.5, nil}, {2019.0, 78.74}, {2020.0, 85.62}, {2020.5, nil}, {2021.0, 88.83}, {2021.5, nil}, {2022.0, 90.01}}
	if diff := cmp.Diff(want, xs(t, at(t, o, "series", 0))); diff != "" {
		t.Errorf("computed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]any{{2021.0, 88.83}, {2022.0, 90.01}, {2022.5, nil}}, xs(t, at(t, o, "series", 1))); diff != "" {
		t.Errorf("to the running year (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]any{{2020.5, nil}, {2021.0, 87.46}}, xs(t, at(t, o, "series", 2))); diff != "" {
		t.Errorf("announced (-want +got):\n%s", diff)
	}
	for _, i := range []int{0, 1, 2} {
		if at(t, o, "series", i, "connectNulls") != false {
			t.Errorf("series %d joins what it should not", i)
		}
	}
	marks := at(t, o, "series", 0, "markLine", "data").([]any)
	last := marks[len(marks)-1]
	if at(t, last, 0, "coord", 0) != 2020.5 || at(t, last, 0, "label", "formatter") != "口径变化" {
		t.Errorf("the change of method stands at %v, want between 2020 and 2021", last)
	}
	if got := at(t, o, "series", 2, "data", 1, "label", "position"); got != "bottom" {
		t.Errorf("the lower figure of 2021 stands at the %v, want the bottom", got)
	}
}

// A tier without a score is an area from its cut-off up to full marks, never a point at 0.
func TestTrendShowsATierAsAnArea(t *testing.T) {
	raw, err := Trend(trendInput())
	o := at(t, read(t, raw, err), "baseOption")
	areas := at(t, o, "series", 0, "markArea", "data").([]any)
	last := areas[len(areas)-1]
	if diff := cmp.Diff([]any{at(t, last, 0, "coord", 1), at(t, last, 1, "coord", 1)}, []any{85.0, 100.0}); diff != "" {
		t.Errorf("the area of the tier (-got +want):\n%s", diff)
	}
	if min := at(t, o, "yAxis", 0, "min").(float64); min != 70 {
		t.Errorf("the axis begins at %v, want 70", min)
	}
	alone := TrendInput{Years: []TrendYear{{2020, "2020"}}, Tiers: []TrendTier{{Year: 2020, Tier: 3, To: new(75.0), Text: "x"}}}
	raw, err = Trend(alone)
	o = at(t, read(t, raw, err), "baseOption")
	if low, high := at(t, o, "yAxis", 0, "min").(float64), at(t, o, "yAxis", 0, "max").(float64); low >= high {
		t.Errorf("the axis of one tier runs from %v to %v", low, high)
	}
	raw, err = Trend(TrendInput{})
	if read(t, raw, err); strings.Contains(string(raw), "Inf") {
		t.Error("nothing has no end")
	}
}
