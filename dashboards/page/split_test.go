package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
)

// groupOf is a group of a mean or a rate; scale is 100 for a rate.
func groupOf(code string, num, den, scale float64) assess.SplitGroup {
	return assess.SplitGroup{Code: code, Numerator: &num, Denominator: &den, Value: new(scale * num / den), N: int64(den)}
}

// splitPage is the page of an indicator whose value is v and whose cases are split as given.
func splitPage(t *testing.T, lang string, v assess.Value, all string, splits assess.Splits) Indicator {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/i/" + string(v.Indicator)
	return NewIndicator(IndicatorInput{In: in, ID: v.Indicator, Assessment: testAssessment(t, in, v), Splits: splits, AllGroups: all})
}

func TestSplitSentence(t *testing.T) {
	office := assess.Column{Name: "org_code", Title: assess.Text{ZH: "部门", EN: "Office"}, Words: map[string]assess.Text{"JSJ": {ZH: "市建设局", EN: "Construction"}}}
	clock := testIndicators["CP02"]
	clock.Clock = "workday"
	tests := []struct {
		name   string
		id     assess.IndicatorID
		n      int64
		groups []assess.SplitGroup
		want   string
		first  string
		warn   bool
	}{
		{"the worst of enough cases", "CP02", 23, []assess.SplitGroup{groupOf("JSJ", 60, 10, 1), groupOf("BDC", 40, 10, 1), groupOf("", 90, 3, 1)},
			"最高的是市建设局，6.00 个工作日；最低的是BDC，4.00 个工作日", "市建设局", false},
		{"a rate", "CP05", 20, []assess.SplitGroup{groupOf("JSJ", 8, 10, 100), groupOf("BDC", 9, 10, 100)}, "最低的是市建设局，80.0%；最高的是BDC，90.0%", "市建设局", false},
		{"a column that decides", "CP05", 20, []assess.SplitGroup{groupOf("JSJ", 10, 10, 100), groupOf("BDC", 0, 10, 100)}, "分子全部来自市建设局：这项按部门定是否计入", "BDC", false},
		{"all alike", "CP05", 20, []assess.SplitGroup{groupOf("JSJ", 5, 10, 100), groupOf("BDC", 5, 10, 100)}, "2 组都是 50.0%", "市建设局", false},
		{"all of enough cases alike", "CP05", 22, []assess.SplitGroup{groupOf("JSJ", 5, 10, 100), groupOf("BDC", 5, 10, 100), groupOf("X", 2, 2, 100)}, "件数够的 2 组都是 50.0%", "市建设局", false},
		{"none with enough", "CP02", 4, []assess.SplitGroup{groupOf("JSJ", 6, 2, 1), groupOf("BDC", 4, 2, 1)}, "各组都不足 5 件，样本不足，只作参考", "市建设局", false},
		{"one with enough", "CP02", 12, []assess.SplitGroup{groupOf("JSJ", 30, 2, 1), groupOf("BDC", 40, 10, 1)}, "只有BDC够 5 件：4.00 个工作日", "BDC", false},
		{"one group", "CP02", 10, []assess.SplitGroup{groupOf("JSJ", 60, 10, 1)}, "全部 10 件都是市建设局", "市建设局", false},
		{"cases in two groups", "CP02", 15, []assess.SplitGroup{groupOf("JSJ", 60, 10, 1), groupOf("BDC", 40, 10, 1)}, "最高的是市建设局，6.00 个工作日；最低的是BDC，4.00 个工作日", "市建设局", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := testValue(tt.id, 5, tt.n)
			v.Numerator, v.Denominator = new(float64(5*tt.n)), new(float64(tt.n))
			p := splitPage(t, "zh", v, "", assess.Splits{List: []assess.Split{{Kind: "department", Column: office, Groups: tt.groups}}})
			f := p.Splits[0]
			if f.Finding != tt.want {
				t.Errorf("the figure says %q, want %q", f.Finding, tt.want)
			}
			if got := f.Table.Rows[0].Cells[0].Text(); got != tt.first {
				t.Errorf("%q stands first, want %q", got, tt.first)
			}
			if (f.State != nil) != tt.warn {
				t.Errorf("state %+v, want a warning: %v", f.State, tt.warn)
			}
		})
	}
}

func TestSplitTable(t *testing.T) {
	v := testValue("CP02", 5, 23)
	v.Numerator, v.Denominator = new(115.0), new(23.0)
	column := assess.Column{Name: "org_code", Title: assess.Text{ZH: "部门"}, Words: map[string]assess.Text{"JSJ": {ZH: "市建设局"}}}
	groups := []assess.SplitGroup{groupOf("", 30, 3, 1), groupOf("JSJ", 45, 10, 1), groupOf("XX", 40, 10, 1)}
	f := splitPage(t, "zh", v, "", assess.Splits{List: []assess.Split{{Kind: "department", Column: column, Groups: groups}}}).Splits[0]
	var rows []string
	for _, r := range f.Table.Rows {
		row := []string{r.Cells[0].Text() + r.Cells[0].Note + r.Cells[0].Href}
		for _, c := range r.Cells[3:] {
			row = append(row, c.Text())
		}
		rows = append(rows, strings.Join(row, " "))
	}
	// too few cases stand behind, and say so; the difference is to the whole's 5.00
	want := "市建设局/dept/JSJ 4.50 −0.50 45 10 10\nXX 4.00 −1.00 40 10 10\n未填样本不足 10.00 +5.00 30 3 3"
	if got := strings.Join(rows, "\n"); got != want {
		t.Errorf("rows:\n%s\nwant\n%s", got, want)
	}
	if got := splitPage(t, "zh", v, "", assess.Splits{List: []assess.Split{{Column: column, Groups: groups[:1]}}}).Splits; len(got) != 0 {
		t.Errorf("a split of which nothing is filled in is shown: %v", got[0].Finding)
	}
}

func TestALongSplitShowsItsFirstGroups(t *testing.T) {
	v := testValue("CP02", 5, 200)
	s := assess.Split{Kind: "matter", Column: assess.Column{Name: "task_name", Title: assess.Text{ZH: "事项", EN: "Matter"}}}
	for i := range 20 {
		s.Groups = append(s.Groups, groupOf(fmt.Sprint("M", i), float64(10*i), 10, 1))
	}
	short, long := splitPage(t, "en", v, "", assess.Splits{List: []assess.Split{s}}), splitPage(t, "en", v, "task_name", assess.Splits{List: []assess.Split{s}})
	f := short.Splits[0]
	if len(f.Table.Rows) != FirstGroups || f.More == nil || f.More.Href != "/i/CP02?split=task_name#split_task_name" || f.More.Text != "See all 20 groups" {
		t.Errorf("%d groups, more %+v", len(f.Table.Rows), f.More)
	}
	if got := f.Table.Rows[0].Cells[0].Text(); got != "M19" {
		t.Errorf("%s stands first, want the slowest", got)
	}
	if f = long.Splits[0]; len(f.Table.Rows) != 20 || f.More != nil {
		t.Errorf("%d groups, more %+v, want all", len(f.Table.Rows), f.More)
	}
}

func TestThingsOfManyRowsAreNotSplit(t *testing.T) {
	p := splitPage(t, "zh", testValue("CP05", 50, 20), "", assess.Splits{Thing: assess.Text{ZH: "银行", EN: "Bank"}})
	if p.Apart == nil || !strings.Contains(p.Apart.State.Text, "一个银行可能在几组里都有记录") || len(p.Splits) != 0 {
		t.Errorf("%+v", p.Apart)
	}
	if p = splitPage(t, "zh", testValue("CP05", 50, 20), "", assess.Splits{}); p.Apart != nil {
		t.Error("a value without splits speaks of things")
	}
}

func testSpread() *assess.Spread {
	return &assess.Spread{Clock: "workday", N: 20, Min: 1, Max: 8, Mean: 4.25, P25: 2, Median: 4, P75: 5, P90: 6.5, P99: 7.9,
		Promise: &assess.SpreadLimit{Days: 5, N: 15}, Legal: &assess.SpreadLimit{Days: 20, N: 20},
		Bins: []assess.Bin{{From: 1, To: 2, N: 2}, {From: 2, To: 3, N: 3}, {From: 3, To: 4, N: 5}, {From: 4, To: 5, N: 5}, {From: 5, To: 6, N: 3}, {From: 6, To: 7, N: 1}, {From: 7, To: 8, N: 0}, {From: 8, To: 9, N: 1}}}
}

func TestSpread(t *testing.T) {
	in := testIn(t, "zh")
	page := func(s *assess.Spread) *Figure {
		return NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 4.25, 20)), Spread: s}).Spread
	}
	f := page(testSpread())
	if want := "九成在 6.5 个工作日内办结，一半在 4 个工作日内"; f.Finding != want {
		t.Errorf("the figure says %q, want %q", f.Finding, want)
	}
	var legend []string
	for _, l := range f.Legend {
		legend = append(legend, l.Text)
	}
	want := "中位数 4 个工作日|平均 4.25 个工作日|第 90 百分位 6.5 个工作日|目标 5 个工作日|承诺 5 个工作日（最常见，占 75%）|法定 20 个工作日（最常见，占 100%），在图外"
	if got := strings.Join(legend, "|"); got != want {
		t.Errorf("legend %s\nwant   %s", got, want)
	}
	last := f.Twin.Rows[len(f.Twin.Rows)-1].Cells
	if last[0].Text() != "≥ 8" || last[2].Text() != "" || last[5].Text() != "100.0%" {
		t.Errorf("the last row says %q, to %q, cumulated %q", last[0].Text(), last[2].Text(), last[5].Text())
	}
	if f.State != nil {
		t.Errorf("enough cases, and still %+v", f.State)
	}
	few := testSpread()
	few.N = 4
	if f = page(few); f.State == nil || f.State.Title != "样本不足" || f.Chart == nil {
		t.Errorf("four cases: %+v, want a warning and the picture", f.State)
	}
	ratio := testSpread()
	ratio.Ratio = true
	for _, l := range page(ratio).Legend {
		if strings.Contains(l.Text, "目标") {
			t.Errorf("a target that is no time stands among times: %q", l.Text)
		}
	}
	if page(nil) != nil {
		t.Error("an indicator without times has a distribution")
	}
}

func TestOpenCasesHaveTheirWords(t *testing.T) {
	in := testIn(t, "zh")
	list := assess.CaseList{Name: "acceptance", By: assess.Text{ZH: "竣工验收", EN: "Acceptances"}, Total: 12, Columns: []assess.Column{{Name: "case_no", Title: assess.Text{ZH: "编号"}}},
		Rows: []assess.CaseRow{{Cells: []string{"A1"}, File: "a.csv", Line: 2}}}
	p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 4, 20)), Late: &list, Open: &assess.CaseList{By: list.By}})
	if len(p.Open) != 2 || p.Open[0].Finding != "12 件超期未办结，最早应办结的在前" || !strings.Contains(p.Open[0].Kicker, "先列 1 件") || p.Open[1].Finding != "没有在办未到期的件" {
		t.Errorf("%+v", p.Open)
	}
	for _, name := range []string{"late", "open"} {
		if _, err := p.Export(name); err != nil {
			t.Error(err)
		}
	}
	if p = NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 4, 20))}); len(p.Open) != 0 {
		t.Error("cases without a due day have lists")
	}
}

func TestRulerSaysWhereOthersStand(t *testing.T) {
	in := testIn(t, "zh")
	p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 6, 20)), Before: new(9.0), Peers: []float64{4, 5, 8}})
	r := p.Frontier.Ruler
	if len(r.Marks) != 2 || r.Marks[1].Text != "2021 年 9.00" || len(r.Peers) != 3 || len(r.Ticks) != 3 {
		t.Errorf("marks %+v, peers %v, ticks %+v", r.Marks, r.Peers, r.Ticks)
	}
	if got := p.Frontier.Legend[2].Text; got != "3 个同类县（不具名），2 个更好" {
		t.Errorf("of peers the legend says %q", got)
	}
}

func TestCoverageLine(t *testing.T) {
	in := testIn(t, "zh")
	month := func(m int) assess.Period { return assess.MonthOf(2022, time.Month(m+1)) }
	c := assess.SourceCoverage{Source: "acceptance"}
	for m := range 9 {
		c.Due = append(c.Due, month(m).Start)
		if m != 3 {
			c.Delivered = append(c.Delivered, month(m).Start)
		}
	}
	pipeline := assess.Pipeline{Sources: []assess.SourceState{{ID: "acceptance", Title: assess.Text{ZH: "联合验收"}, Read: 1234, Accepted: 1230, Rejected: 4}, {ID: "other", Read: 99}}}
	p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 6, 20)), Pipeline: pipeline, Coverage: assess.Coverage{c}})
	if want := "来源覆盖：8/9 个月，1,234 条收下 1,230 条"; p.Coverage.Finding != want {
		t.Errorf("the figure says %q, want %q", p.Coverage.Finding, want)
	}
	if cell := p.Coverage.Table.Rows[0].Cells[6]; cell.Text() != "8/9" || cell.Note != "缺 4 月" {
		t.Errorf("of the source it says %q, %q", cell.Text(), cell.Note)
	}
	if !strings.Contains(p.Facts[4].Note, "来源到齐 8/9 个月") {
		t.Errorf("beside the sample stands %q", p.Facts[4].Note)
	}
}
