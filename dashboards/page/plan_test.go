package page

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
)

// testTask is a measure of one key task, due and done on the days given.
func testTask(no string, kind assess.TaskKind, office assess.DepartmentCode, due, done string) assess.Task {
	t := assess.Task{No: no, Kind: kind, Title: "举措" + no, Group: "重点任务", Department: office, Due: day(due), Status: "under_way"}
	if done != "" {
		t.Done, t.Status = day(done), "done"
	}
	return t
}

func testPlanInput(t *testing.T, lang string) PlanInput {
	t.Helper()
	in := testIn(t, lang)
	in.Path, in.Calendar = "/plan", calendar.Default()
	return PlanInput{In: in, Plan: assess.Plan{
		Measures: []assess.Task{
			testTask("A1", assess.Measure, "JSJ", "2022-06-30", "2022-06-30"),
			testTask("A2", assess.Measure, "BDC", "2022-06-30", "2022-07-04"), // from a Thursday to the Monday after
			testTask("A3", assess.Measure, "BDC", "2022-09-28", ""),
			testTask("A4", assess.Measure, "JSJ", "2022-09-30", ""), // the as-of day is not over
			testTask("A5", assess.Measure, "JSJ", "2022-10-12", ""), // the fifth working day: 8 and 9 October make up for the holidays
			testTask("A6", assess.Measure, "JSJ", "2022-10-13", ""),
			testTask("C1", assess.CampaignTask, "JSJ", "2022-08-31", "2022-08-31"),
			testTask("C2", assess.CampaignTask, "BDC", "2022-08-31", "2022-09-01"),
			testTask("C3", assess.CampaignTask, "BDC", "2022-09-29", ""),
		},
		Problems: []assess.Task{testTask("P1", assess.Rectification, "JSJ", "2022-09-01", "")},
		Requests: []assess.Task{testTask("R1", assess.FirmRequest, "BDC", "2022-08-01", ""), testTask("R2", assess.FirmRequest, "BDC", "2022-10-31", "")},
		Firms: []assess.ReserveFirm{
			{Start: assess.Nurtured, Target: assess.ShareCompany, Stage: assess.ShareCompany, Lawyer: day("2022-05-01")},
			{Start: assess.ShareCompany, Target: assess.Tutored, Stage: assess.ShareCompany},
			{Start: assess.Approved, Target: assess.Listed, Stage: assess.Listed, Broker: day("2021-05-01"), Auditor: day("2021-05-01")},
		},
	}, Honours: []assess.Honour{{Year: 2022, Title: "试点县", Level: "national", Basis: "report", Department: "JSJ", Theme: "T08"}}}
}

func testPlan(t *testing.T, in PlanInput) Plan {
	t.Helper()
	p, err := NewPlan(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlanSaysHowItStands(t *testing.T) {
	p := testPlan(t, testPlanInput(t, "zh"))
	if want := "行动方案 6 条举措已完成 2 条；百日攻坚到期 3 项，按期完成 1 项；逾期未完成 2 条，最长逾期 2 个工作日"; p.H1 != want {
		t.Errorf("H1 = %q, want %q", p.H1, want)
	}
	got := map[string]string{}
	for _, r := range append(p.Measures.Table.Rows, p.Campaign.Table.Rows...) {
		if !r.Group {
			got[r.Cells[1].Text()] = r.Cells[7].Text() + " " + r.Cells[8].Text()
		}
	}
	want := map[string]string{"A1": "已完成 —", "A2": "逾期完成 2", "A3": "逾期 2", "A4": "将到期 —", "A5": "将到期 —", "A6": "进行中 —", "C2": "逾期完成 1", "C3": "逾期 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states and working days late, -want +got:\n%s", diff)
	}
	if f := p.Facts; f[0].Value != "2 / 3" || f[1].Value != "1 / 3" || f[2].Value != "2" || f[3].Value != "2" || f[4].Value != "0 / 1" || f[5].Value != "2 / 3" {
		t.Errorf("facts %+v", f)
	}
	if rows := p.Open.Table.Rows; len(rows) != 2 || rows[0].Cells[1].Text() != "R1" || rows[1].Cells[1].Text() != "P1" {
		t.Errorf("open and late: %+v, want the request and then the problem", rows)
	}
	if got := p.Tasks.Table.Rows[0]; got.Cells[1].Text() != "6" || got.Cells[2].Text() != "2" || got.Cells[6].Bar.Width() != "33.33%" {
		t.Errorf("key task %+v", got)
	}
	if p.Timeline.Chart == nil || len(p.Timeline.Twin.Rows) != 6 {
		t.Errorf("timeline of %d rows, want 6 and a chart", len(p.Timeline.Twin.Rows))
	}
}

func TestPlanIsNarrowed(t *testing.T) {
	in := testPlanInput(t, "zh")
	in.Department, in.State = "BDC", taskLate
	p := testPlan(t, in)
	if rows := p.Measures.Table.Rows; len(rows) != 2 || !rows[0].Group || rows[1].Cells[1].Text() != "A3" {
		t.Errorf("measures %+v, want the late one of BDC below its key task", rows)
	}
	if rows := p.Campaign.Table.Rows; len(rows) != 1 || rows[0].Cells[1].Text() != "C3" {
		t.Errorf("campaign %+v, want the late task of BDC", rows)
	}
	if p.Facts[0].Value != "2 / 3" || p.Measures.Filter.Reset.Href != "/plan" {
		t.Error("the choice changes what is counted, or cannot be cleared")
	}
	in = testPlanInput(t, "zh")
	if n := len(testPlan(t, in).Campaign.Table.Rows); n != 2 {
		t.Errorf("%d tasks of the campaign without a choice, want the 2 that were not done in time", n)
	}
	in.Whole = true
	if n := len(testPlan(t, in).Campaign.Table.Rows); n != 3 {
		t.Errorf("%d tasks of the campaign, want all 3", n)
	}
	in.State = "none"
	if _, err := NewPlan(in); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("a state that there is none of: %v, want ErrNotFound", err)
	}
}

// Without a calendar of the year nothing is guessed: a task is late, and nobody says for how long.
func TestPlanWithoutACalendar(t *testing.T) {
	in := testPlanInput(t, "zh")
	in.Calendar = nil
	p := testPlan(t, in)
	if !strings.HasSuffix(p.H1, "逾期未完成 2 条") {
		t.Errorf("H1 = %q", p.H1)
	}
	for _, r := range p.Measures.Table.Rows {
		if r.Cells[1].Text() == "A4" && r.Cells[7].Text() != "进行中" {
			t.Errorf("A4 is %s, want nothing said of how soon", r.Cells[7].Text())
		}
	}
}

func TestReserveIsAFunnel(t *testing.T) {
	p := testPlan(t, testPlanInput(t, "zh"))
	if want := "3 家后备企业，今年推进了阶段的 2 家，达到年度目标的 2 家，已与中介机构签约的 2 家"; p.Reserve.Finding != want {
		t.Errorf("finding %q, want %q", p.Reserve.Finding, want)
	}
	var got []string
	for _, r := range p.Reserve.Table.Rows {
		got = append(got, r.Cells[0].Text()+" "+r.Cells[1].Text()+" "+r.Cells[3].Text()+" "+r.Cells[4].Text()+" "+r.Cells[5].Text())
	}
	want := []string{"培育 3 0 1 −1", "股改 3 2 1 +1", "辅导 1 0 0 0", "申报 1 0 0 0", "过会 1 0 1 −1", "上市 1 1 0 +1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stages, -want +got:\n%s", diff)
	}
}

// What an article tells is marked as such, and what it does not tell is a dash.
func TestHonoursAreMarked(t *testing.T) {
	in := testPlanInput(t, "zh")
	f := testPlan(t, in).Honours
	if len(f.Marks) != 1 || f.Marks[0].Class != "real" || f.Table.Rows[0].Cells[3].Text() != dash || f.Table.Rows[0].Cells[7].Text() != "登记财产" {
		t.Errorf("honours %+v, marks %+v", f.Table.Rows, f.Marks)
	}
	in.Honours = append(in.Honours, assess.Honour{Year: 2021, Title: "演示荣誉", Level: "city", Basis: "document", Document: "1号"})
	if f := testPlan(t, in).Honours; len(f.Marks) != 0 {
		t.Errorf("a list with an invented honour is marked %+v", f.Marks)
	}
}

// A month that records of another kind tell of has values of every indicator: where nothing was measured they are not 0.
func TestServicesThatWereNotMeasured(t *testing.T) {
	in := testPlanInput(t, "zh")
	none, one, two, rate := 0.0, 1.0, 2.0, 50.0
	june := assess.MonthOf(2022, time.June)
	in.Months = map[assess.IndicatorID][]assess.Value{
		"AP03": {{Indicator: "AP03", Period: june, Numerator: &none, Denominator: &none, Status: assess.Missing}},
		"AP04": {{Indicator: "AP04", Period: june, Numerator: &one, Denominator: &two, Value: &rate, N: 2, Status: assess.Measured}},
	}
	var got []string
	for _, cell := range testPlan(t, in).Months.Table.Rows[0].Cells {
		got = append(got, cell.Text())
	}
	if want := []string{"2022-06", dash, dash, dash, "1", "2", "50.0%", dash, dash, dash}; !slices.Equal(got, want) {
		t.Errorf("services of June are %q, want %q", got, want)
	}
}

func TestPlanOfAYearWithoutOne(t *testing.T) {
	for _, lang := range Languages {
		in := testPlanInput(t, lang)
		in.Plan, in.Honours = assess.Plan{}, nil
		p := testPlan(t, in)
		for _, f := range []Figure{p.Tasks, p.Measures, p.Campaign, p.Open, p.Months, p.Reserve, p.Honours} {
			if f.Table.Empty == nil || len(f.Table.Rows) != 0 {
				t.Errorf("%s: figure %s has no words for nothing", lang, f.ID)
			}
		}
		if p.Timeline.State == nil || p.Timeline.Chart != nil {
			t.Errorf("%s: an empty timeline is drawn", lang)
		}
		var b bytes.Buffer
		if err := Render(&b, in.Locale, "plan", p); err != nil {
			t.Error(err)
		}
	}
}
