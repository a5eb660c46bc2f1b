package page

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
)

func moment(s string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, s, assess.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

var testClock = assess.Clock{
	Name: "service_case", Title: assess.Text{ZH: "办件", EN: "Cases"}, Number: "case_no", Kind: "workday", Counted: "net_days", Promise: "promise_days",
	Columns: []assess.Column{{Name: "case_no", Title: assess.Text{ZH: "编号", EN: "Case"}}, {Name: "apply_type", Title: assess.Text{ZH: "渠道", EN: "Channel"}, Words: map[string]assess.Text{"web": {ZH: "网上", EN: "Web"}}}},
	Events: []assess.Event{
		{Column: "accept_at", Title: assess.Text{ZH: "受理", EN: "Accepted"}, Role: assess.Begins},
		{Column: "due_on", Title: assess.Text{ZH: "应办结", EN: "Due"}, Role: assess.DueDay},
		{Column: "result_at", Title: assess.Text{ZH: "办结", EN: "Finished"}, Role: assess.Ends},
	},
}

// testCase is a case of those times, an empty one not come; stops are pairs of days.
func testCase(accepted, due, finished string, promise int, counted float64, stops ...string) assess.Case {
	event := func(i int, text string) assess.CaseAt {
		e := assess.CaseAt{Event: testClock.Events[i]}
		switch {
		case len(text) > 10:
			e.At, e.IsClock = moment(text), true
		case text != "":
			e.At = day(text)
		}
		return e
	}
	one := assess.CaseRecord{
		CaseRow: assess.CaseRow{Thing: "A5", Cells: []string{"A5", "web"}, Source: "service_case", File: "办件.csv", Line: 7, Load: 3}, No: "A5", Month: day("2022-09-01"),
		Events: []assess.CaseAt{event(0, accepted), event(1, due), event(2, finished)},
		Parts:  []assess.CasePart{{Indicator: "CP02", Numerator: new(1.0), Denominator: new(1.0)}},
	}
	if promise > 0 {
		one.Promise = new(promise)
	}
	if finished != "" {
		one.Counted = new(counted)
	}
	c := assess.Case{Clock: testClock, No: "A5", Rows: []assess.CaseRecord{one}}
	var parts assess.CaseParts
	parts.Clock = assess.Clock{Name: "special_procedure", Title: assess.Text{ZH: "特别程序", EN: "Stops"}, Columns: []assess.Column{{Name: "special_on", Title: assess.Text{ZH: "开始", EN: "Begun"}}}}
	for i := 0; i+1 < len(stops); i += 2 {
		s := assess.CaseSpan{Title: assess.Text{ZH: "补正", EN: "Correction"}, From: day(stops[i])}
		if stops[i+1] != "" {
			s.To = day(stops[i+1])
		}
		parts.Rows = append(parts.Rows, assess.CaseRecord{CaseRow: assess.CaseRow{Cells: []string{stops[i]}, File: "停.csv", Line: 2}, Spans: []assess.CaseSpan{s}})
	}
	if len(parts.Rows) > 0 {
		c.Parts = []assess.CaseParts{parts}
	}
	return c
}

func testCasePage(t *testing.T, lang string, c assess.Case) CasePage {
	t.Helper()
	in := testIn(t, lang)
	in.Year, in.Path = 0, "/cases/service_case/A5"
	return NewCase(CaseInput{In: in, Case: c, Calendar: calendar.Default()})
}

func TestACaseSaysHowItStands(t *testing.T) {
	tests := []struct {
		name string
		c    assess.Case
		want string
	}{
		{"in time", testCase("2022-09-01 09:00:00", "", "2022-09-06 15:00:00", 5, 3), "办结，净用时 3 个工作日，承诺 5 个工作日，按时"},
		{"late", testCase("2022-09-01 09:00:00", "", "2022-09-14 15:00:00", 5, 8), "办结，净用时 8 个工作日，承诺 5 个工作日，超期 3 个工作日"},
		{"in time by a stop", testCase("2022-09-01 09:00:00", "", "2022-09-14 15:00:00", 5, 5, "2022-09-05", "2022-09-08"), "办结，净用时 5 个工作日，承诺 5 个工作日，按时"},
		{"no promise", testCase("2022-09-01 09:00:00", "", "2022-09-02 15:00:00", 0, 1), "办结，净用时 1 个工作日"},
		{"open and late", testCase("2022-09-19 09:00:00", "2022-09-26", "", 5, 0), "未办结，已超期 4 个工作日"},
		{"due on the as-of day: the day is not over", testCase("2022-09-23 09:00:00", "2022-09-30", "", 5, 0), "未办结，应于 9月30日办结，正是截至日"},
		{"open, due after a holiday", testCase("2022-09-29 09:00:00", "2022-10-09", "", 3, 0), "未办结，应于 10月9日前办结，还有 2 个工作日"},
		{"open without a due day", testCase("2022-09-29 09:00:00", "", "", 0, 0), "未办结，没有应办日"},
		{"standing", testCase("2022-09-01 09:00:00", "", "", 5, 0, "2022-09-05", ""), "时钟停着（补正），从 9月5日起"},
		{"the stop is over", testCase("2022-09-01 09:00:00", "2022-09-15", "", 5, 0, "2022-09-02", "2022-09-09"), "未办结，已超期 11 个工作日"},
		{"beyond the calendar", testCase("2022-09-29 09:00:00", "2199-01-01", "", 0, 0), "未办结，应于 2199年1月1日前办结"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := testCasePage(t, "zh", tt.c).H1; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if en := testCasePage(t, "en", tt.c).H1; en == "" || strings.ContainsAny(en, "，{") || strings.Contains(en, "case.h1") {
				t.Errorf("in English %q", en)
			}
		})
	}
}

// The account ends at the days of the clock, with stops that overlap, one that began before acceptance and one that lasts; when the
// clock holds something else the page says so.
func TestTheAccountIsThatOfTheClock(t *testing.T) {
	stops := []string{"2022-08-30", "2022-09-02", "2022-09-07", "2022-09-09", "2022-09-08", "2022-09-14", "2022-09-19", ""}
	equal := testCasePage(t, "zh", testCase("2022-09-01 09:00:00", "", "2022-09-21 15:00:00", 10, 6, stops...))
	rows := equal.Account.Table.Rows
	if last := rows[len(rows)-1].Cells; last[0].Text() != "2022-09-21" || last[3].Text() != "6" || last[2].Text() != "停表：补正" {
		t.Errorf("the account ends with %s %s %s, want 2022-09-21, standing, 6", last[0].Text(), last[2].Text(), last[3].Text())
	}
	if equal.Account.State != nil || !strings.Contains(equal.Account.Finding, "一致") || strings.Contains(equal.Account.Finding, "不") {
		t.Errorf("an equal account says %q, %+v", equal.Account.Finding, equal.Account.State)
	}
	if rows[9].Cells[2].Text() != "放假：中秋节" && !strings.HasPrefix(rows[9].Cells[2].Text(), "放假：中秋") {
		t.Errorf("10 September was %q", rows[9].Cells[2].Text())
	}
	differs := testCasePage(t, "zh", testCase("2022-09-01 09:00:00", "", "2022-09-21 15:00:00", 10, 7, stops...))
	if differs.Account.State == nil || differs.Account.State.Class != "bad" || !strings.Contains(differs.Account.Finding, "净用时 6 个工作日，时钟所记为净用时 7 个工作日") {
		t.Errorf("an account that differs says %q, %+v", differs.Account.Finding, differs.Account.State)
	}
	open := testCasePage(t, "zh", testCase("2022-09-01 09:00:00", "2022-09-08", "", 5, 0))
	if open.Account.State != nil || !strings.Contains(open.Account.Finding, "到 9月30日为止") {
		t.Errorf("the account of an open case says %q, %+v", open.Account.Finding, open.Account.State)
	}
	long := testCasePage(t, "zh", testCase("2022-03-01 09:00:00", "2022-03-08", "", 5, 0))
	if long.Account.Table != nil || long.Account.Twin == nil || long.Account.Fold == "" {
		t.Error("a long account does not fold")
	}
	if _, err := long.Export("account"); err != nil {
		t.Errorf("a folded account is no file: %v", err)
	}
	beyond := testCasePage(t, "zh", testCase("2199-01-04 09:00:00", "", "2199-01-05 09:00:00", 5, 1))
	if beyond.Account.State == nil || !strings.Contains(beyond.Account.State.Text, "工作日历还没有录入") {
		t.Errorf("beyond the calendar the account says %+v", beyond.Account.State)
	}
}

// The due day of an open late case is put off by its stops, in words, in the table and in the picture: the bar turns at its end.
func TestStopsPutTheDueDayOff(t *testing.T) {
	p := testCasePage(t, "zh", testCase("2022-09-01 09:00:00", "2022-09-15", "", 5, 0, "2022-09-02", "2022-09-09"))
	found := false
	for _, f := range p.Facts {
		if f.Title == "应办日" {
			found = f.Value == "9月15日" && f.Note == "停表顺延，原为 9月8日"
		}
	}
	if !found {
		t.Errorf("facts %+v, want 9月15日, put off from 9月8日", p.Facts)
	}
	var o struct {
		BaseOption struct {
			Series []struct {
				Data      []json.RawMessage
				LineStyle struct{ Color string }
			}
		}
	}
	if err := json.Unmarshal(p.Timeline.Chart.Option, &o); err != nil {
		t.Fatal(err)
	}
	type bar struct{ color, from, to string }
	var got []bar
	for _, s := range o.BaseOption.Series {
		if s.LineStyle.Color == "" {
			continue
		}
		var from, to []any
		if json.Unmarshal(s.Data[0], &from) != nil || json.Unmarshal(s.Data[1], &to) != nil {
			t.Fatal(string(s.Data[0]))
		}
		if from[1] == 0.0 {
			got = append(got, bar{s.LineStyle.Color, from[0].(string), to[0].(string)})
		}
	}
	want := []bar{
		{"$tier1", "2022-09-01T09:00:00", "2022-09-03T00:00:00"}, {"$quiet", "2022-09-03T00:00:00", "2022-09-10T00:00:00"},
		{"$tier1", "2022-09-10T00:00:00", "2022-09-16T00:00:00"}, {"$down-fill", "2022-09-16T00:00:00", "2022-10-01T00:00:00"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(bar{})); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
}

// What another source tells again stands beside the row that counts, and is marked.
func TestACaseToldTwice(t *testing.T) {
	c := testCase("2022-09-01 09:00:00", "", "2022-09-06 15:00:00", 5, 3)
	again := c.Rows[0]
	again.IsDouble, again.Parts, again.File = true, nil, "台账.csv"
	c.Rows = append(c.Rows, again)
	p := testCasePage(t, "zh", c)
	heads := []string{p.Record.Table.Columns[1].Title, p.Record.Table.Columns[2].Title}
	if diff := cmp.Diff([]string{"第 1 行（计入）", "第 2 行（另一来源，不计）"}, heads); diff != "" {
		t.Errorf("heads (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(p.Record.Finding, "2 行说的是同一件") {
		t.Errorf("the record says %q", p.Record.Finding)
	}
}

// Clocks that run through say which clock counts, and compare as well; an entry of a list has none.
func TestOtherClocks(t *testing.T) {
	c := testCase("2022-09-01 09:00:00", "", "2022-09-02 10:30:00", 0, 25.5)
	c.Clock.Kind = "calendar_hour"
	p := testCasePage(t, "zh", c)
	if p.H1 != "办结，用时 25.5 小时" || !strings.Contains(p.Account.Kicker, "日历小时时钟") || !strings.Contains(p.Account.Finding, "25.5 小时，与时钟所记一致") {
		t.Errorf("%q, %q, %q", p.H1, p.Account.Kicker, p.Account.Finding)
	}
	c.Rows[0].Counted = new(24.0)
	if p = testCasePage(t, "zh", c); p.Account.State == nil {
		t.Error("hours that differ are not told")
	}
	c.Clock.Kind, c.Rows[0].Counted = "calendar_day", new(1.0)
	if p = testCasePage(t, "zh", c); !strings.Contains(p.Account.Finding, "1 个日历日，与时钟所记一致") {
		t.Errorf("days of the calendar: %q", p.Account.Finding)
	}
	c.Clock.Kind = "work_hour"
	if p = testCasePage(t, "zh", c); !strings.Contains(p.Account.Kicker, "工作小时时钟") || p.Account.State != nil {
		t.Errorf("office hours: %q, %+v", p.Account.Kicker, p.Account.State)
	}
	c.Clock.Kind, c.Rows[0].IsStock = "workday", true
	if p = testCasePage(t, "zh", c); p.Account != nil || p.Timeline.State == nil || !strings.Contains(p.H1, "清单上的一项") {
		t.Errorf("an entry of a list: %q, %+v", p.H1, p.Timeline.State)
	}
}
