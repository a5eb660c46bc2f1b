package chart

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTasks(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2022, m, d, 0, 0, 0, 0, time.UTC) }
	raw, err := Tasks(TasksInput{AsOf: day(9, 30), Today: "截至 9月30日", Tasks: []Task{
		{"早完成", day(6, 30), day(6, 20)}, {"晚完成", day(6, 30), day(7, 5)}, {"逾期", day(8, 31), time.Time{}}, {"未到期", day(12, 31), time.Time{}}, {"当日", day(9, 30), time.Time{}},
	}})
	o := at(t, read(t, raw, err), "baseOption")
	want := [][]any{
		{[]any{"2022-06-20", 0.0}, []any{"2022-06-30", 0.0}, []any{"2022-06-30", "-"}},
		{[]any{"2022-06-30", 1.0}, []any{"2022-07-05", 1.0}, []any{"2022-07-05", "-"}, []any{"2022-08-31", 2.0}, []any{"2022-09-30", 2.0}, []any{"2022-09-30", "-"}},
		{[]any{"2022-09-30", 3.0}, []any{"2022-12-31", 3.0}, []any{"2022-12-31", "-"}, []any{"2022-09-30", 4.0}, []any{"2022-09-30", 4.0}, []any{"2022-09-30", "-"}},
		{[]any{"2022-06-30", 0.0}, []any{"2022-06-30", 1.0}, []any{"2022-08-31", 2.0}, []any{"2022-12-31", 3.0}, []any{"2022-09-30", 4.0}},
		{[]any{"2022-06-20", 0.0}, []any{"2022-07-05", 1.0}},
	}
	for i, data := range want {
		if diff := cmp.Diff(any(data), at(t, o, "series", i, "data")); diff != "" {
			t.Errorf("series %v (-want +got):\n%s", at(t, o, "series", i, "name"), diff)
		}
	}
	if got := at(t, o, "series", 0, "markLine", "data", 0, "xAxis"); got != "2022-09-30" {
		t.Errorf("the as-of line stands at %v", got)
	}
	if from, to := at(t, o, "xAxis", 0, "min"), at(t, o, "xAxis", 0, "max"); from != "2022-06-01" || to != "2023-01-01" {
		t.Errorf("the axis runs from %v to %v, want whole months around all days", from, to)
	}
}
