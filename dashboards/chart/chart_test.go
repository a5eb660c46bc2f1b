package chart

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func points() []Point {
	return []Point{{Label: "2022-01"}, {Label: "2022-02", Value: new(1.62), Hollow: true}, {Label: "2022-03", Value: new(1.31)}, {Label: "2022-04", Value: new(0.9)}}
}

// read decodes an option.
func read(t *testing.T, raw json.RawMessage, err error) map[string]any {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var o map[string]any
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// at walks into an option: numbers index lists, words index objects.
func at(t *testing.T, o any, path ...any) any {
	t.Helper()
	for _, p := range path {
		switch p := p.(type) {
		case string:
			o = o.(map[string]any)[p]
		case int:
			o = o.([]any)[p]
		}
	}
	return o
}

func TestMonths(t *testing.T) {
	raw, err := Months(MonthsInput{Name: "清贷解抵", Points: points(), Decimals: 1, Limits: []Limit{{"目标 1.0", 1, Target}}})
	o := read(t, raw, err)
	if diff := cmp.Diff([]any{"2022-01", "2022-02", "2022-03", "2022-04"}, at(t, o, "xAxis", 0, "data")); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	want := []any{nil, map[string]any{"value": 1.62, "symbol": "circle", "symbolSize": 9.0,
		"itemStyle": map[string]any{"color": "$card", "borderColor": "$tier1", "borderWidth": 2.0}}, 1.31, 0.9}
	if diff := cmp.Diff(want, at(t, o, "series", 0, "data")); diff != "" {
		t.Errorf("points (-want +got):\n%s", diff)
	}
	if got := at(t, o, "series", 0, "markLine", "data", 0, "yAxis"); got != 1.0 {
		t.Errorf("target stands at %v, want 1", got)
	}
	for _, part := range []string{"title", "legend", "toolbox"} {
		if at(t, o, part, "show") != false {
			t.Errorf("%s of ECharts is shown: %v", part, o[part])
		}
	}
}

// A month in which something began is a line across the picture, a mean one over its months; a month without a point is none.
func TestMonthsWithStartsAndLevels(t *testing.T) {
	raw, err := Months(MonthsInput{Name: "清贷解抵", Points: points(), Decimals: 1, Limits: []Limit{{"目标 1.0", 1, Target}},
		Starts: []Start{{"2022-02", "改革起"}, {"2021-07", "另一项"}}, Levels: []Level{{"2022-02", "2022-04", 40, "平均 40"}}})
	o := read(t, raw, err)
	lines := at(t, o, "series", 0, "markLine", "data").([]any)
	if len(lines) != 3 {
		t.Fatalf("%d lines, want the mean, the start and the target", len(lines))
	}
	if diff := cmp.Diff([]any{"2022-02", 40.0}, at(t, lines[0], 0, "coord")); diff != "" {
		t.Errorf("the mean begins (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]any{"2022-04", 40.0}, at(t, lines[0], 1, "coord")); diff != "" {
		t.Errorf("the mean ends (-want +got):\n%s", diff)
	}
	if got := at(t, lines[1], "xAxis"); got != 1.0 {
		t.Errorf("the start stands at %v, want the second month", got)
	}
	if got := at(t, lines[2], "yAxis"); got != 1.0 {
		t.Errorf("the target stands at %v, want 1", got)
	}
	if got := at(t, o, "yAxis", 0, "max").(float64); got < 40 {
		t.Errorf("the axis ends at %v, below the mean", got)
	}
}

func TestWaterfall(t *testing.T) {
	raw, err := Waterfall(WaterfallInput{Steps: []Step{
		{"满分", "100.00", true, 100}, {"政务服务", "−1.09", false, -1.09}, {"纳税", "+0.50", false, 0.5}, {"得分", "99.41", true, 99.41},
	}})
	o := at(t, read(t, raw, err), "baseOption")
	series := func(i int) any { return at(t, o, "series", i, "data") }
	number := func(v any) any { return map[string]any{"value": v} }
	strip := func(v any) any {
		if m, ok := v.(map[string]any); ok {
			return number(round9(m["value"].(float64)))
		}
		if f, ok := v.(float64); ok {
			return round9(f)
		}
		return v
	}
	list := func(i int) []any {
		var out []any
		for _, v := range series(i).([]any) {
			out = append(out, strip(v))
		}
		return out
	}
	if diff := cmp.Diff([]any{nil, nil, number(0.5), nil}, list(1)); diff != "" {
		t.Errorf("rises (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]any{nil, number(1.09), nil, nil}, list(2)); diff != "" {
		t.Errorf("falls (-want +got):\n%s", diff)
	}
	if got := list(0)[1:3]; got[0] != 98.91 || got[1] != 98.91 {
		t.Errorf("bars begin at %v, want both at 98.91", got)
	}
	if at(t, o, "xAxis", 0, "max") != 100.0 {
		t.Errorf("the axis ends at %v, want the full marks", at(t, o, "xAxis", 0, "max"))
	}
}

// An option names colours and formatters; it holds no colour of its own, no function and no tag.
func TestOptionsAreData(t *testing.T) {
	hostile := `</script><script>alert(1)</script>__f__alert(2)__f__`
	p := points()
	p[0].Label = hostile
	a, err := Months(MonthsInput{Name: hostile, Points: p, Limits: []Limit{{hostile, 1, Target}, {hostile, 2, Worst}, {hostile, 0, Best}}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Waterfall(WaterfallInput{Steps: []Step{{hostile, hostile, true, 1}, {hostile, hostile, false, -0.5}}})
	if err != nil {
		t.Fatal(err)
	}
	tr := trendInput()
	tr.Years[0].Text, tr.Computed[0].Text, tr.Tiers[0].Text, tr.Bands[0].Text, tr.Breaks[0].Text = hostile, hostile, hostile, hostile, hostile
	c, err := Trend(tr)
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range []json.RawMessage{a, b, c} {
		s := string(raw)
		if strings.Contains(s, "<script") || strings.Contains(s, "</script") {
			t.Errorf("a tag stands in the option: %s", s)
		}
		if hex := regexp.MustCompile(`"#[0-9a-fA-F]{3,8}"|rgba?\(`).FindString(strings.ReplaceAll(s, `"color":["#5470c6"`, "")); hex != "" {
			t.Errorf("the option holds the colour %s", hex)
		}
		if strings.Contains(s, "function") {
			t.Errorf("the option holds a function: %s", s)
		}
		for _, name := range regexp.MustCompile(`"fmt:[^"]*"`).FindAllString(s, -1) {
			if !regexp.MustCompile(`^"fmt:(fixed[0-4]|text)"$`).MatchString(name) {
				t.Errorf("the script knows no formatter %s", name)
			}
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	in := MonthsInput{Name: "x", Points: points(), Limits: []Limit{{"t", 1, Target}}}
	first, err := Months(in)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup // and under the race detector: nothing is shared
	for range 8 {
		wg.Go(func() {
			again, err := Months(in)
			if err != nil || !bytes.Equal(first, again) {
				t.Errorf("another option: %v\n%s\n%s", err, first, again)
			}
		})
	}
	wg.Wait()
}

func TestInView(t *testing.T) {
	for _, tt := range []struct {
		limit float64
		want  bool
	}{{1, true}, {0.5, true}, {2.5, true}, {96, false}, {-10, false}} {
		if got := InView(points(), tt.limit); got != tt.want {
			t.Errorf("InView(%v) = %v, want %v", tt.limit, got, tt.want)
		}
	}
	if InView([]Point{{Label: "2022-01"}}, 1) {
		t.Error("a limit is in view of nothing")
	}
}

func TestNice(t *testing.T) {
	for _, tt := range []struct {
		low, high float64
		want      scale
	}{
		{0.84, 1.62, scale{0.5, 1.75, 0.25}},
		{0, 0, scale{0, 0.6, 0.2}},
		{97.1, 99.7, scale{96, 101, 1}},
		{5, 5, scale{4.5, 5.5, 0.25}},
		{2000, 9000, scale{0, 10000, 2500}},
	} {
		if got := nice(tt.low, tt.high, 4); got != tt.want {
			t.Errorf("nice(%v, %v) = %v, want %v", tt.low, tt.high, got, tt.want)
		}
	}
}

// Names of lines that lie close stand on both sides of them: the best value just above the target, say.
func TestNamesOfCloseLinesDoNotMeet(t *testing.T) {
	limits := []Limit{{Value: 100, Name: "best"}, {Value: 99.5, Name: "target"}, {Value: 80, Name: "worst"}}
	var got []any
	for _, e := range edges(limits, 25) {
		got = append(got, e.Label["position"])
	}
	if want := []any{"insideEndTop", "insideEndBottom", "insideEndTop"}; !slices.Equal(got, want) {
		t.Errorf("names stand %v, want %v", got, want)
	}
}
