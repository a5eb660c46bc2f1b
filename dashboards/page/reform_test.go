package page

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// testReform is the embedded reform of releases with an input of known figures: 100 hours before, one hour since.
func testReform(t *testing.T, lang string, change func(*assess.ReformFigures)) ReformInput {
	t.Helper()
	all, err := scheme.Reforms()
	if err != nil {
		t.Fatal(err)
	}
	in := testIn(t, lang)
	in.Path, in.Reforms, in.Year, in.Years = "/reform/mortgage_release", all, 0, nil
	side := func(n int64, mean, trips, saved float64) assess.ReformSide {
		return assess.ReformSide{Cases: n, Timed: n, Mean: &mean, Median: new(mean), P90: new(mean + 1), Trips: &trips, Saved: &saved}
	}
	f := assess.ReformFigures{Before: side(50, 100, 3, 0), After: side(40, 1, 0.15, 114), NewWay: side(38, 0.5, 0, 114), OldWay: side(2, 24, 3, 0)}
	for _, m := range []struct {
		month string
		mean  float64
	}{{"2021-11-01", 98}, {"2021-12-01", 102}, {"2022-02-01", 1.5}, {"2022-03-01", 0.8}} {
		f.Months = append(f.Months, assess.ReformMonth{Month: day(m.month), ReformSide: side(10, m.mean, 1, 1)})
	}
	if change != nil {
		change(&f)
	}
	value := func(year int, v float64) assess.Assessment {
		return assess.Assessment{Year: year, Values: map[assess.IndicatorID]assess.Value{"RP03": {Indicator: "RP03", Period: assess.YearOf(year), Value: &v, N: 9}}}
	}
	return ReformInput{In: in, Reform: all[1], Figures: f, Years: []assess.Assessment{value(2021, 100), value(2022, 1)}}
}

func TestReformSaysWhatItDid(t *testing.T) {
	none := func(f *assess.ReformFigures) { *f = assess.ReformFigures{} }
	for _, tt := range []struct {
		name   string
		change func(*assess.ReformFigures)
		zh, en string
	}{
		{"fell", nil, "清贷解抵：平均用时从 100.0 小时降到 1.0 小时，少 99%", "Mortgage release after payoff: mean time down from 100.0 hours to 1.0 hours, 99% less"},
		{"rose", func(f *assess.ReformFigures) { f.After.Mean = new(150.0) }, "清贷解抵：平均用时从 100.0 小时升到 150.0 小时，多 50%",
			"Mortgage release after payoff: mean time up from 100.0 hours to 150.0 hours, 50% more"},
		{"level as shown", func(f *assess.ReformFigures) { f.After.Mean = new(100.04) }, "清贷解抵：改革前后平均用时持平，为 100.0 小时",
			"Mortgage release after payoff: the mean time is 100.0 hours before and after"},
		{"nothing before", func(f *assess.ReformFigures) { f.Before = assess.ReformSide{} }, "清贷解抵：改革后平均用时 1.0 小时，改革前没有记录",
			"Mortgage release after payoff: mean time 1.0 hours since the reform, no record of before"},
		{"nothing since", func(f *assess.ReformFigures) { f.After = assess.ReformSide{} }, "清贷解抵：改革前平均用时 100.0 小时，改革后还没有办结的件",
			"Mortgage release after payoff: mean time 100.0 hours before the reform, no case finished since"},
		{"nothing", none, "清贷解抵：还没有办结的件", "Mortgage release after payoff: no case is finished yet"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			in := testReform(t, lang, tt.change)
			p := NewReform(in)
			if p.H1 != want {
				t.Errorf("%s, %s: %q, want %q", tt.name, lang, p.H1, want)
			}
			var page bytes.Buffer
			if err := Render(&page, in.Locale, "reform", p); err != nil {
				t.Errorf("%s, %s: %v", tt.name, lang, err)
			}
		}
	}
	if p := NewReform(testReform(t, "zh", none)); p.Months.State == nil || p.Months.Chart != nil {
		t.Error("without any case: want words instead of a picture")
	}
}

// What was told and what is counted stand in columns of their own, and a fact without records has a dash there.
func TestToldAndCountedDoNotMix(t *testing.T) {
	p := NewReform(testReform(t, "zh", nil))
	table, err := p.Export("facts")
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, r := range table.Rows {
		var line []string
		for _, v := range r[:8] {
			line = append(line, v.Text)
		}
		got = append(got, line)
	}
	want := [][]string{
		{"流程步数", "4", "3", "", "", "", "", ""},
		{"申请人要去的地方", "3", "0", "", "", "", "", ""},
		{"平均用时", "起码4天", "1小时", "100", "1", "小时", "50", "40"},
		{"平均跑动次数", "三地跑", "客户不跑（0）", "3", "0.15", "次", "50", "40"},
		{"累计少跑次数", "", "累计少跑7926次", "0", "114", "次", "50", "40"},
		{"RP04", "", "99.1%", "", "", "", "", ""},
		{"RP05", "", "100%", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facts, -want +got:\n%s", diff)
	}
	if words := table.Rows[2][8].Text; !strings.Contains(words, "4天流程就变成了线上") {
		t.Errorf("words %q, want those of the report", words)
	}
}

// The month of the reform stands in the picture, the means over their months, and months without records are named.
func TestReformMonths(t *testing.T) {
	p := NewReform(testReform(t, "zh", nil))
	option := string(p.Months.Chart.Option)
	for _, want := range []string{`"xAxis":3`, "2022年2月改革起", `"coord":["2021-11",100]`, `"coord":["2021-12",100]`, `"coord":["2022-02",1]`, "改革前平均 100.0", "改革后平均 1.0", `"2022-01"`} {
		if !strings.Contains(option, want) {
			t.Errorf("the picture has no %s:\n%s", want, option)
		}
	}
	if want := "改革前各月平均在 98.0 到 102.0 小时之间；改革后在 0.8 到 1.5 小时之间"; p.Months.Finding != want {
		t.Errorf("finding %q, want %q", p.Months.Finding, want)
	}
	if !strings.Contains(p.Months.Kicker, "没有记录的月：2022-01") {
		t.Errorf("kicker %q, want the month without records", p.Months.Kicker)
	}
}

func TestReformStepsAreNamedInWords(t *testing.T) {
	in := testReform(t, "zh", nil)
	p := NewReform(in)
	if want := "流程从 4 步变为 3 步；申请人要去的地方从 3 处变为 0 处"; p.Flow.Finding != want {
		t.Errorf("finding %q, want %q", p.Flow.Finding, want)
	}
	if want := "4 步，要去 3 处，改革取消其中 3 步"; p.Flow.Ways.List[0].Sum != want {
		t.Errorf("before: %q, want %q", p.Flow.Ways.List[0].Sum, want)
	}
	var page bytes.Buffer
	if err := Render(&page, in.Locale, "reform", p); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), "<s>"); n != 3 || !strings.Contains(page.String(), "改革后取消") || strings.Contains(page.String(), "style=") {
		t.Errorf("%d steps are struck, want 3, each with a word and no style of its own", n)
	}
	if p.Moved.Finding != "带动 6 项指标；有两年以上数的 1 项里 1 项比最早一年好" {
		t.Errorf("indicators: %q", p.Moved.Finding)
	}
}

func TestListOfReforms(t *testing.T) {
	in := testReform(t, "zh", nil)
	in.Path = "/reform"
	p := NewReforms(ReformsInput{In: in.In, Figures: map[assess.ReformID]assess.ReformFigures{"mortgage_release": in.Figures}})
	if p.H1 != "2 项改革，1 项的平均用时下降" || !strings.HasPrefix(p.List.Finding, "清贷解抵：") {
		t.Errorf("%q, %q: want how many fell, and the greatest fall", p.H1, p.List.Finding)
	}
	row := p.List.Table.Rows[1].Cells
	if row[5].Text() != minus+"99%" || row[5].Value.Text != "-99" || row[2].Value.Text != "100" {
		t.Errorf("row %+v, want the change with its sign", row)
	}
	if row := p.List.Table.Rows[0].Cells; row[2].Text() != dash || row[5].Text() != dash {
		t.Errorf("a reform without records: %+v, want dashes", row)
	}
	in.Reforms = nil
	if p := NewReforms(ReformsInput{In: in.In}); p.H1 != "没有列出改革" || p.List.Table.Empty == nil {
		t.Errorf("no reform: %q", p.H1)
	}
}

// An indicator that a reform moved says so, leads to it, and has its month in the picture.
func TestIndicatorTellsOfItsReform(t *testing.T) {
	in := testReform(t, "zh", nil).In
	in.Path, in.Year = "/i/RP03", 2022
	months := []assess.Value{{Indicator: "RP03", Period: assess.MonthOf(2022, 2), Value: new(1.5), N: 100, Status: assess.Measured},
		{Indicator: "RP03", Period: assess.MonthOf(2022, 3), Value: new(0.9), N: 100, Status: assess.Measured}}
	a := testAssessment(t, in, testValue("RP03", 1, 200))
	p := NewIndicator(IndicatorInput{In: in, ID: "RP03", Assessment: a, Months: months})
	if len(p.Months.Pairs) != 1 || p.Months.Pairs[0].Texts[0].Text != "清贷解抵，2022年2月起" || p.Months.Pairs[0].Texts[0].Href != "/reform/mortgage_release" {
		t.Errorf("%+v, want a link to the reform", p.Months.Pairs)
	}
	if !strings.Contains(string(p.Months.Chart.Option), "2022年2月改革起") {
		t.Error("the month of the reform is not in the picture")
	}
	if p := NewIndicator(IndicatorInput{In: in, ID: "CP05X", Assessment: a}); p.Months.Pairs != nil {
		t.Errorf("%+v, want nothing of a reform that did not move it", p.Months.Pairs)
	}
}
