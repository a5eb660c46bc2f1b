package page

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// methodOf is the page of a year; later is what the scheme of 2022 has instead of the one of 2021.
func methodOf(t *testing.T, lang string, from, to int, later ...string) Method {
	t.Helper()
	in := testIn(t, lang)
	in.Path = "/method"
	schemes := testSchemes(t, 2021, 2022)
	s, err := scheme.Parse("test.yaml", []byte(strings.NewReplacer(later...).Replace(testScheme)))
	if err != nil {
		t.Fatal(err)
	}
	schemes[2022], in.Scheme = s, s
	p, err := NewMethod(MethodInput{In: in, Schemes: schemes, From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMethodSentence(t *testing.T) {
	for lang, want := range map[string]string{
		"zh": "2022 年度方案：2 个主题、3 项指标，权重合计正好 100 分",
		"en": "Scheme of 2022: 2 themes, 3 indicators, weights that add up to 100",
	} {
		if got := methodOf(t, lang, 0, 0).H1; got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
	// A scheme in another shape may have weights that are no points of 100: that is said, and lights red.
	in := testIn(t, "zh")
	in.Scheme.Root.Children[1].Weight = 30
	p, err := NewMethod(MethodInput{In: in})
	if err != nil {
		t.Fatal(err)
	}
	if want := "2022 年度方案：2 个主题、3 项指标，文件里的权重合计不是 100 分，折算后为 100 分"; p.H1 != want {
		t.Errorf("%s, want %s", p.H1, want)
	}
	if i := slices.IndexFunc(p.Facts, func(f Fact) bool { return f.Light != nil }); p.Facts[i].Light.Class != red {
		t.Errorf("the check of the weights is %s, want red", p.Facts[i].Light.Class)
	}
}

// Every weight that is shown adds up: indicators to their theme, themes to the whole, though none divides evenly.
func TestMethodWeightsAddUp(t *testing.T) {
	p := methodOf(t, "zh", 0, 0, "{id: CP02, weight: 40,", "{id: CP02, weight: 1,", "{id: CP05, weight: 20,", "{id: CP05, weight: 2,",
		"name: {zh: 办理建筑许可, en: Construction permits}", "name: {zh: 办理建筑许可, en: Construction permits}\n    weight: 60")
	weight := func(r Row, column int) float64 {
		v, err := strconv.ParseFloat(r.Cells[column].Value.Text, 64)
		if err != nil {
			t.Fatalf("weight %q of %s", r.Cells[column].Value.Text, r.Cells[0].Text())
		}
		return v
	}
	column := slices.IndexFunc(p.List.Table.Columns, func(c Column) bool { return c.Key == "weight" })
	whole, theme := 0.0, 0.0
	rows := p.List.Table.Rows
	for i, r := range rows {
		switch {
		case r.Sum:
			if got := weight(r, column); math.Abs(got-whole) > 1e-9 || got != 100 {
				t.Errorf("the total says %v, the themes add up to %v, want 100", got, whole)
			}
		case r.Group:
			theme = weight(r, column)
			whole += theme
		default:
			theme -= weight(r, column)
			if last := rows[i+1].Group || rows[i+1].Sum; last && math.Abs(theme) > 1e-9 {
				t.Errorf("%s is the last of a theme that has %v left", r.Cells[0].Text(), theme)
			}
		}
	}
	if len(rows) != 2+3+1 {
		t.Errorf("%d rows, want 2 themes, 3 indicators and the total", len(rows))
	}
	themes := p.Themes.Table.Rows
	if got := weight(themes[len(themes)-1], 4); got != 100 {
		t.Errorf("the themes add up to %v, want 100", got)
	}
}

func TestMethodTellsWhatAnIndicatorIsJudgedBy(t *testing.T) {
	p := methodOf(t, "zh", 0, 0, "best: 3, worst: 15, target: 5", "best: 2.625, worst: 15, target: 5")
	var row Row
	for _, r := range p.List.Table.Rows {
		if r.Cells[1].Text() == "CP02" {
			row = r
		}
	}
	got := map[string]string{}
	for i, c := range p.List.Table.Columns {
		got[c.Key] = row.Cells[i].Text()
	}
	for key, want := range map[string]string{"name": "竣工联合验收平均用时", "theme": "T03", "weight": "40.000", "direction": "逆向", "best": "2.625", "worst": "15.000",
		"target": "5.000", "unit": "工作日", "min_sample": "5", "department": "市建设局", "level": "指标"} {
		if got[key] != want {
			t.Errorf("%s = %q, want %q", key, got[key], want)
		}
	}
	rules := map[string]string{}
	for _, d := range p.Rules.Pairs {
		rules[d.Term] = d.Texts[0].Text
	}
	for term, want := range map[string]string{"没有数": "不计分，权重留给同主题的其他指标", "未开展": "按 0 分计", "汇总": "加权算术平均",
		"排名": "得分不取整，比到小数第 9 位；同分并列，取较好的名次"} {
		if rules[term] != want {
			t.Errorf("%s: %q, want %q", term, rules[term], want)
		}
	}
	if want := "85 分起为第一档（估算）；75 分起为第二档（估算）；其余为第三档"; p.Tiers.Finding != want || len(p.Tiers.Marks) != 1 {
		t.Errorf("tiers: %q, want %q and the mark 估算", p.Tiers.Finding, want)
	}
}

func TestMethodChanges(t *testing.T) {
	for _, tt := range []struct {
		name     string
		from, to int
		later    []string
		finding  string
		rows     [][]string
	}{
		{"in, out and weight", 2021, 2022, []string{"- {id: CP05, weight: 20, best: 100, worst: 50, target: 98, min_sample: 5}", "- {id: CP09, weight: 25, best: 60, worst: 0}",
			"{id: CP02, weight: 40,", "{id: CP02, weight: 35,"},
			"2021 → 2022：新增 1 项指标，退出 1 项指标，1 项权重有变；口径变了，两年的分数不能直接比", [][]string{
				{"CP09", "CP09", "新增", "—", "25.000", "", "分", "影响"},
				{"联合验收覆盖率", "CP05", "退出", "20.000", "—", "", "分", "影响"},
				{"竣工联合验收平均用时", "CP02", "权重", "40.000", "35.000", "−5.000", "分", "影响"}}},
		{"frontier and target", 2021, 2022, []string{"best: 3, worst: 15, target: 5", "best: 3, worst: 12.5, target: 4"},
			"2021 → 2022：1 项前沿值有变，另有 1 处变化；口径变了，两年的分数不能直接比", [][]string{
				{"竣工联合验收平均用时", "CP02", "最差值", "15.00", "12.50", "−2.50", "工作日", "影响"},
				{"竣工联合验收平均用时", "CP02", "目标值", "5.00", "4.00", "−1.00", "工作日", "不影响"}}},
		{"targets and cut-offs alone", 2021, 2022, []string{"target: 98", "target: 99", "from: 75, status: estimated", "from: 76, status: announced"},
			"2021 → 2022 有 3 处变化，都不影响得分，两年的分数可以直接比", [][]string{
				{"联合验收覆盖率", "CP05", "目标值", "98.0", "99.0", "+1.0", "%", "不影响"},
				{"第二档", "", "分数线", "75.00", "76.00", "+1.00", "分", "不影响"},
				{"第二档", "", "分数线由来", "估算", "省公布", "", "", "不影响"}}},
		{"rules", 2021, 2022, []string{"aggregate: arithmetic", "aggregate: geometric\nmissing: {missing: zero}\ncoverage: 0.5"},
			"2021 → 2022：3 处变化；口径变了，两年的分数不能直接比", [][]string{
				{"全部指标", "", "汇总方法", "加权算术平均", "加权几何平均", "", "", "影响"},
				{"没有数", "", "缺数规则", "不计分，权重留给同主题的其他指标", "按 0 分计", "", "", "影响"},
				{"全部指标", "", "覆盖要求", "0.00", "0.50", "+0.50", "", "影响"}}},
		{"nothing", 2021, 2022, nil, "2021 年与 2022 年的方案没有差别", nil},
		{"the year before by default", 0, 0, nil, "2021 年与 2022 年的方案没有差别", nil},
		{"nothing before the first", 0, 2021, nil, "要选两个不同的年份才能比", nil},
		{"a year with itself", 2022, 2022, nil, "要选两个不同的年份才能比", nil},
	} {
		p := methodOf(t, "zh", tt.from, tt.to, tt.later...)
		if p.Changes.Finding != tt.finding {
			t.Errorf("%s: %s, want %s", tt.name, p.Changes.Finding, tt.finding)
		}
		if diff := cmp.Diff(tt.rows, said(p.Changes.Table.Rows)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if len(tt.rows) == 0 && p.Changes.Table.Empty == nil {
			t.Errorf("%s: no words instead of rows", tt.name)
		}
	}
}

func TestMethodWithoutAScheme(t *testing.T) {
	in := testIn(t, "zh")
	in.Scheme, in.Year = nil, 2023
	schemes := testSchemes(t, 2021, 2022)
	p, err := NewMethod(MethodInput{In: in, Schemes: schemes})
	if err != nil || p.State == nil || p.H1 != "2023 年没有方案" {
		t.Errorf("a year without a scheme: %q, %v, want it said", p.H1, err)
	}
	in.Scheme, in.Year = schemes[2022], 2022
	for year := range 20 { // years long ago do not stand in for the one before
		schemes[1990+year] = schemes[2021]
	}
	if p, err := NewMethod(MethodInput{In: in, Schemes: schemes}); err != nil || p.Changes.Finding != "2021 年与 2022 年的方案没有差别" {
		t.Errorf("what is compared by default: %s, %v, want 2021 and 2022", p.Changes.Finding, err)
	}
	if _, err := NewMethod(MethodInput{In: in, Schemes: schemes, From: 1989, To: 2022}); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("a comparison with a year without a scheme: %v, want ErrNotFound", err)
	}
}
