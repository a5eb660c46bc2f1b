package page

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// testSchemes are schemes of the years: the same rules, but for those of the broken ones on, which have another frontier.
func testSchemes(t *testing.T, first, last int, broken ...int) map[int]*scheme.Scheme {
	t.Helper()
	all := map[int]*scheme.Scheme{}
	text := testScheme
	for year := first; year <= last; year++ {
		for _, b := range broken {
			if b == year {
				text = strings.Replace(text, "worst: 15,", "worst: 1"+strings.Repeat("8", 1+year%3)+",", 1)
			}
		}
		s, err := scheme.Parse("test.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		all[year] = s
	}
	return all
}

// total is a computed total of the county.
func total(year int, score float64) assess.NodeScore {
	return assess.NodeScore{Region: "330482", Year: year, Node: "total", Score: &score, Tier: 1, Status: assess.Measured}
}

func trendOf(t *testing.T, lang string, said []assess.Announced, ours []assess.NodeScore, schemes map[int]*scheme.Scheme) Trend {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/trend"
	return NewTrend(TrendInput{In: in, Announced: said, Totals: ours, Schemes: schemes})
}

func TestTrendSentence(t *testing.T) {
	for _, tt := range []struct {
		name    string
		said    []assess.Announced
		ours    []assess.NodeScore
		schemes map[int]*scheme.Scheme
		zh, en  string
	}{
		{"up, and up", []assess.Announced{announced(2021, 1, 87.46), announced(2020, 1, 85.9)}, []assess.NodeScore{total(2022, 90.1), total(2021, 88.83)}, testSchemes(t, 2019, 2022),
			"2021 年度省反馈 87.46 分，比 2020 年度的 85.90 分高 1.56 分；2022 年 1–9 月测算 90.10 分，比 2021 年测算高 1.27 分",
			"87.46 announced for 2021, up 1.56 from 85.90 for 2020; computed for Jan–Sep 2022: 90.10, up 1.27 from the one computed for 2021"},
		{"down, and level", []assess.Announced{announced(2021, 2, 82), announced(2020, 1, 85.9)}, []assess.NodeScore{total(2022, 90.104), total(2021, 90.1)}, testSchemes(t, 2019, 2022),
			"2021 年度省反馈 82.00 分，比 2020 年度的 85.90 分低 3.90 分；2022 年 1–9 月测算 90.10 分，与 2021 年测算持平，相差 0.00 分",
			"82.00 announced for 2021, down 3.90 from 85.90 for 2020; computed for Jan–Sep 2022: 90.10, level with the one computed for 2021, a difference of 0.00"},
		{"a tier without a score, then a change of method", []assess.Announced{announced(2021, 1, 87.46), announced(2020, 1)}, []assess.NodeScore{total(2022, 90.1)}, testSchemes(t, 2019, 2022, 2022),
			"2021 年度省反馈 87.46 分，2020 年度只公布第一档；2022 年 1–9 月测算 90.10 分，口径已变，不与 2021 年比",
			"87.46 announced for 2021, for 2020 only Tier 1; computed for Jan–Sep 2022: 90.10, by another method than 2021, so the two do not compare"},
		{"both broken", []assess.Announced{announced(2022, 1, 91), announced(2021, 1, 87.46)}, []assess.NodeScore{total(2022, 90.1), total(2021, 88.83)}, testSchemes(t, 2019, 2022, 2022),
			"2022 年度省反馈 91.00 分，口径已变，不与上年比；2022 年 1–9 月测算 90.10 分，口径已变，不与 2021 年比",
			"91.00 announced for 2022, by another method than the year before; computed for Jan–Sep 2022: 90.10, by another method than 2021, so the two do not compare"},
		{"the newest is a tier alone", []assess.Announced{announced(2021, 1), announced(2020, 1, 85)}, nil, testSchemes(t, 2019, 2022),
			"2021 年度省反馈第一档，未公布分数；还没有测算出得分", "Tier 1 announced for 2021, without a score; no score computed yet"},
		{"one year of each", []assess.Announced{announced(2021, 1, 87.46)}, []assess.NodeScore{total(2021, 88.83)}, testSchemes(t, 2019, 2022),
			"2021 年度省反馈 87.46 分，第一档，没有上年可比；2021 年测算 88.83 分，没有上年可比",
			"87.46 and Tier 1 announced for 2021, with no year before to compare; computed for 2021: 88.83, with no year before to compare"},
		{"no scheme of the year before", nil, []assess.NodeScore{total(2022, 90.1), total(2021, 88.83)}, testSchemes(t, 2022, 2022),
			"省里还没有反馈评价结果；2022 年 1–9 月测算 90.10 分，2021 年口径不明，不能比",
			"The province has announced no result yet; computed for Jan–Sep 2022: 90.10, while the method of 2021 is unknown"},
		{"nothing at all", nil, nil, nil, "省里还没有反馈评价结果；还没有测算出得分", "The province has announced no result yet; no score computed yet"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			if got := trendOf(t, lang, tt.said, tt.ours, tt.schemes).H1; got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", tt.name, lang, got, want)
			}
		}
	}
}

// said writes the rows of a table as they are shown, notes in brackets.
func said(rows []Row) (out [][]string) {
	for _, r := range rows {
		var line []string
		for _, c := range r.Cells {
			text := c.Text()
			if c.Note != "" {
				text += " [" + c.Note + "]"
			}
			line = append(line, text)
		}
		out = append(out, line)
	}
	return out
}

// A year of which only the tier was announced is told in words; it is no zero and no hole, and nor is a year without anything.
func TestTrendTable(t *testing.T) {
	p := trendOf(t, "zh", []assess.Announced{announced(2021, 1, 87.46), announced(2020, 1), announced(2018, 2, 80.5),
		{Region: "990001", Year: 2017, Tier: 1}}, []assess.NodeScore{total(2022, 90.1), total(2021, 88.834)}, testSchemes(t, 2018, 2022, 2022))
	want := [][]string{
		{"2022", "—", "—", "—", "90.10", "— [口径变化，不可比]", "第一档 [估算]", "85.00 [估算]", "估算", "口径变化", "省里没有反馈；测算截至 9月30日，年度未结束"},
		{"2021", "87.46", "— [2020 年没有分数]", "第一档", "88.83", "— [2020 年没有分数]", "第一档 [估算]", "85.00 [估算]", "估算", "与上年一致", ""},
		{"2020", "—", "—", "第一档", "—", "—", "—", "85.00 [估算]", "估算", "与上年一致", "第一档，未公布分数；没有测算"},
		{"2019", "—", "—", "—", "—", "—", "—", "85.00 [估算]", "估算", "与上年一致", "省里没有反馈；没有测算"},
		{"2018", "80.50", "— [2017 年没有分数]", "第二档", "—", "—", "—", "85.00 [估算]", "估算", "最早一年", "没有测算"},
	}
	if diff := cmp.Diff(want, said(p.Table.Table.Rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if !p.Table.Table.Rows[0].Me || p.Table.Table.Rows[1].Me {
		t.Error("the row of the year that is asked for is not marked, or another is")
	}
	file, err := p.Export("years")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range file.Columns {
		if c.Key == "announced_score" && file.Rows[2][i].Kind != report.Nothing {
			t.Errorf("the file says the score %q of a year without one", file.Rows[2][i].Text)
		}
	}
	if got, want := p.Table.Finding, "5 年里省反馈有分数的 2 年、只有档次的 1 年；有测算得分的 2 年"; got != want {
		t.Errorf("finding %q, want %q", got, want)
	}
}

// A change is that of the scores as they are shown, so that a reader can add it up; and only a way to a year that is not over
// is dashed.
func TestTrendChangesAddUpAsShown(t *testing.T) {
	schemes := testSchemes(t, 2020, 2022)
	p := trendOf(t, "zh", nil, []assess.NodeScore{total(2022, 88.834), total(2021, 85.626), total(2020, 85.1)}, schemes)
	var got []string
	for _, r := range p.Table.Table.Rows {
		got = append(got, r.Cells[4].Text()+" "+r.Cells[5].Text())
	}
	if diff := cmp.Diff([]string{"88.83 +3.20", "85.63 +0.53", "85.10 —"}, got); diff != "" {
		t.Errorf("scores and changes (-want +got):\n%s", diff)
	}
	joined := func(p Trend) (solid, dashed int) {
		var o struct {
			BaseOption struct {
				Series []struct{ Data []json.RawMessage }
			}
		}
		if err := json.Unmarshal(p.Chart.Chart.Option, &o); err != nil {
			t.Fatal(err)
		}
		gaps := 0
		for _, d := range o.BaseOption.Series[0].Data {
			if bytes.Contains(d, []byte("null")) {
				gaps++
			}
		}
		return len(o.BaseOption.Series[0].Data) - 2*gaps, len(o.BaseOption.Series[1].Data)
	}
	// points less gaps, and less the gap before the first: how many are joined to the one before
	if solid, dashed := joined(p); solid != 1 || dashed != 3 {
		t.Errorf("a running year: %d joined and %d points of the dashed line, want 1 and 3", solid, dashed)
	}
	over := trendOf(t, "zh", nil, []assess.NodeScore{total(2021, 85.626), total(2020, 85.1)}, schemes)
	if solid, dashed := joined(over); solid != 1 || dashed != 0 {
		t.Errorf("years that are over: %d joined and %d points of the dashed line, want 1 and 0", solid, dashed)
	}
	broken := trendOf(t, "zh", nil, []assess.NodeScore{total(2021, 85.626), total(2020, 85.1)}, testSchemes(t, 2020, 2021, 2021))
	if solid, _ := joined(broken); solid != 0 {
		t.Errorf("a line crosses a change of method: %d joined, want 0", solid)
	}
}

func TestCountChanges(t *testing.T) {
	got := countChanges([]scheme.Change{
		{Kind: scheme.BestChanged, Node: "CP02", Leaf: true}, {Kind: scheme.WorstChanged, Node: "CP02", Leaf: true}, {Kind: scheme.WorstChanged, Node: "CP05", Leaf: true},
		{Kind: scheme.WeightChanged, Node: "T03"}, {Kind: scheme.WeightChanged, Node: "CP02", Leaf: true}, {Kind: scheme.Entered, Node: "T19"}, {Kind: scheme.Entered, Node: "XX01", Leaf: true},
		{Kind: scheme.Left, Node: "XX02", Leaf: true}, {Kind: scheme.TargetChanged, Node: "CP02", Leaf: true}, {Kind: scheme.RuleChanged, What: "missing"},
	})
	if want := (counts{entered: 1, left: 1, weights: 1, frontier: 2, others: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestTrendChangesOfMethod(t *testing.T) {
	schemes := testSchemes(t, 2020, 2022, 2022)
	p := trendOf(t, "zh", []assess.Announced{announced(2020, 1)}, []assess.NodeScore{total(2022, 90)}, schemes)
	if got, want := p.Breaks.Finding, "2022 年起口径变了：1 项前沿值有变"; got != want {
		t.Errorf("finding %q, want %q", got, want)
	}
	if diff := cmp.Diff([][]string{{"2021 → 2022", "口径变化", "0", "0", "0", "1", "0"}, {"2020 → 2021", "与上年一致", "0", "0", "0", "0", "0"}}, said(p.Breaks.Table.Rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Definition{{"前沿有变", []Link{{Text: "竣工联合验收平均用时"}}}}, p.Breaks.Pairs); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(p.Chart.Chart.Option), "口径变化") || p.Chart.Finding != "2022 年起口径有变，前后的分数不连线" {
		t.Errorf("the picture does not tell of the change: %s", p.Chart.Finding)
	}
	same := trendOf(t, "zh", []assess.Announced{announced(2021, 1, 86), announced(2020, 1, 85)}, nil, testSchemes(t, 2020, 2021))
	if strings.Contains(string(same.Chart.Chart.Option), "口径变化") || same.Chart.Finding != "各年口径一致，分数可以逐年比" || same.Breaks.Finding != "各年的指标、权重和前沿值都没有变" {
		t.Errorf("a change of method that there is not: %s, %s", same.Chart.Finding, same.Breaks.Finding)
	}
	if one := trendOf(t, "zh", []assess.Announced{announced(2021, 1, 86)}, nil, schemes); one.Breaks.Table.Empty == nil || len(one.Breaks.Table.Rows) != 0 ||
		one.Chart.Finding != "只有一年有分数，还看不出趋势" {
		t.Errorf("one year: %s, %d rows", one.Chart.Finding, len(one.Breaks.Table.Rows))
	}
	if gap := trendOf(t, "zh", []assess.Announced{announced(2019, 1, 85), announced(2018, 1, 86)}, nil, schemes); gap.Chart.Finding != "有的年份没有方案，口径不明，分数不连线" ||
		gap.Table.Table.Rows[0].Cells[2].Text() != dash || gap.Breaks.Finding != "2019 年或上一年没有方案，说不清口径变没变" {
		t.Errorf("years without a scheme: %s, %s, change %q", gap.Chart.Finding, gap.Breaks.Finding, gap.Table.Table.Rows[0].Cells[2].Text())
	}
	none := trendOf(t, "zh", nil, nil, schemes)
	if none.Chart.State == nil || none.Chart.Chart != nil || len(none.Table.Table.Rows) != 0 || len(none.Facts) != 0 {
		t.Error("nothing at all is not told in words")
	}
}
