package chart

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A case lies on the time of the wall clock, row by row; the due day, the day of the figures and days off stand behind.
func TestTimeline(t *testing.T) {
	on := func(s string) time.Time {
		d, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("", 8*3600))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	raw, err := Timeline(TimelineInput{
		From: on("2022-08-31 12:00"), To: on("2022-09-10 12:00"),
		Rows: []TimelineRow{
			{"本件", []TimelineBar{{on("2022-09-01 09:00"), on("2022-09-05 00:00"), Runs}, {on("2022-09-05 00:00"), on("2022-09-08 00:00"), Stands}, {on("2022-09-08 00:00"), on("2022-09-09 15:00"), Overdue}}},
			{"意见", []TimelineBar{{on("2022-09-01 10:00"), on("2022-09-02 10:00"), Aside}}},
		},
		Points: []TimelinePoint{{Row: 0, At: on("2022-09-01 09:00"), Text: "受理"}, {Row: 0, At: on("2022-09-09 15:00"), Text: "办结", Right: true}},
		Lines:  []TimelineLine{{on("2022-09-08 00:00"), "应办", true}, {on("2022-10-01 00:00"), "截至", false}},
		Off:    []TimelineOff{{on("2022-09-03 00:00"), on("2022-09-05 00:00")}},
	})
	o := at(t, read(t, raw, err), "baseOption")
	type bar struct {
		From, To, Color any
		Row             any
	}
	var got []bar
	for i := range 4 {
		s := at(t, o, "series", i)
		got = append(got, bar{at(t, s, "data", 0, 0), at(t, s, "data", 1, 0), at(t, s, "lineStyle", "color"), at(t, s, "data", 0, 1)})
	}
	want := []bar{
		{"2022-09-01T09:00:00", "2022-09-05T00:00:00", "$tier1", 0.0}, {"2022-09-05T00:00:00", "2022-09-08T00:00:00", "$quiet", 0.0},
		{"2022-09-08T00:00:00", "2022-09-09T15:00:00", "$down-fill", 0.0}, {"2022-09-01T10:00:00", "2022-09-02T10:00:00", "$tier2", 1.0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
	events := at(t, o, "series", 4)
	if at(t, events, "data", 0, "label", "align") != "left" || at(t, events, "data", 1, "label", "align") != "right" {
		t.Error("the words of the last event would be cut off")
	}
	if at(t, events, "markLine", "data", 0, "label", "formatter") != "应办" || at(t, events, "markLine", "data", 0, "lineStyle", "color") == at(t, events, "markLine", "data", 1, "lineStyle", "color") {
		t.Error("the due day looks like the day of the figures")
	}
	if diff := cmp.Diff([]any{map[string]any{"xAxis": "2022-09-03T00:00:00"}, map[string]any{"xAxis": "2022-09-05T00:00:00"}}, at(t, events, "markArea", "data", 0)); diff != "" {
		t.Errorf("days off (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]any{"本件", "意见"}, at(t, o, "yAxis", 0, "data")); diff != "" || at(t, o, "xAxis", 0, "type") != "time" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}
