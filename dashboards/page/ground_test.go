package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// relativeIn is a reader whose scheme measures by min-max over a panel, but for CP05, which keeps its frontier.
func relativeIn(t *testing.T, lang string, replace ...string) In {
	t.Helper()
	in := testIn(t, lang)
	text := strings.NewReplacer(append(replace, "normalise: goalposts", "normalise: minmax\nwithin: panel\ntreat: {winsorise: 5}\nimpute: median",
		"target: 98, min_sample: 5}", "target: 98, min_sample: 5, normalise: goalposts}")...).Replace(testScheme)
	s, err := scheme.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	in.Scheme = s
	return in
}

// testGround is what the scores of relativeIn stand on, and beside it numbers of another population and another region.
func testGround(names ...any) []assess.GroundFact {
	facts := []assess.GroundFact{
		{Population: "prefecture", Indicator: "RP03", Name: assess.GroundLeast, Value: 77},
		{Population: "county", Indicator: "CP02", Region: "330482", Name: assess.Imputed("median"), Value: 7.254},
		{Population: "county", Indicator: "CP02", Region: "330424", Name: assess.Imputed("mean"), Value: 6},
	}
	for i := 0; i < len(names); i += 2 {
		facts = append(facts, assess.GroundFact{Population: "county", Indicator: "RP03", Name: names[i].(assess.GroundName), Value: names[i+1].(float64)})
	}
	return facts
}

func TestMeasuredBy(t *testing.T) {
	span := []any{assess.GroundCount, 7.0, assess.GroundYears, 1.0, assess.GroundLeast, 2.0, assess.GroundGreatest, 30.0, assess.GroundMean, 9.5, assess.GroundDeviation, 3.25}
	for _, tt := range []struct {
		replace []string
		facts   []any
		zh, en  string
	}{
		{nil, span, "极差法：最小 2.0 小时，最大 30.0 小时（2022 年 7 个地区）", "min-max: from 2.0 hours to 30.0 hours (7 regions in 2022)"},
		{nil, append([]any{assess.GroundWinsorised, 1.0}, slices.Replace(slices.Clone(span), 3, 4, any(2.0))...),
			"极差法：最小 2.0 小时，最大 30.0 小时（2 个年度共 7 个数；1 个离群值按端点计）", "min-max: from 2.0 hours to 30.0 hours (7 values of 2 years; 1 outlier set to the end)"},
		{[]string{"worst: 96", "worst: 96, normalise: target"}, span, "目标完成度：最小 2.0 小时，最大 30.0 小时（2022 年 7 个地区）", "way to the target: from 2.0 hours to 30.0 hours (7 regions in 2022)"},
		{nil, nil, "极差法", "min-max"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			in := relativeIn(t, lang, tt.replace...)
			n, _ := in.Scheme.Node("RP03")
			if got := in.measuredBy(testGround(tt.facts...), n); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
	in := relativeIn(t, "zh")
	in.Scheme.Normalise = scheme.ZScore
	n, _ := in.Scheme.Node("RP03")
	if got, want := in.measuredBy(testGround(append(span, assess.GroundReference, 5.0)...), n), "标准分：均值 9.5 小时，标准差 3.3 小时，参照地区 5.0 小时（2022 年 7 个地区）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	n.Transform = scheme.Log
	if got, want := in.measuredBy(testGround(append(span, assess.GroundLog, 1.0)...), n), "标准分：均值 9.5，标准差 3.25（2022 年 7 个地区；取对数压缩离群值）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if n, _ = in.Scheme.Node("CP05"); in.measuredBy(testGround(span...), n) != "" {
		t.Error("what has a frontier of its own is measured by nothing else")
	}
}

func TestImputedIsMarked(t *testing.T) {
	in := relativeIn(t, "zh")
	a := assess.Assessment{Region: "330482", Year: 2022, Values: map[assess.IndicatorID]assess.Value{}, Ground: testGround()}
	half := 50.0
	a.Nodes = []assess.NodeScore{
		{Region: "330482", Year: 2022, Node: "total", Score: &half, Weight: 100, Full: 100, Contribution: &half, Status: assess.Measured},
		{Region: "330482", Year: 2022, Node: "T03", Parent: "total", Depth: 1, Score: &half, Weight: 100, Full: 60, Contribution: &half, Status: assess.Measured},
	}
	for _, id := range []string{"CP02", "CP05"} {
		a.Nodes = append(a.Nodes, assess.NodeScore{Region: "330482", Year: 2022, Node: id, Parent: "T03", Depth: 2, Score: &half, Weight: 50, Full: 30, Contribution: new(25.0), Status: assess.Measured})
	}
	a.Nodes[2].Status = assess.StandsIn
	words := "没有数，以当年中位数 7.25 个工作日插补计分"
	p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: a})
	if want := "竣工联合验收平均用时：" + words; p.H1 != want {
		t.Errorf("%s, want %s", p.H1, want)
	}
	marked := 0
	for _, f := range p.Facts {
		if slices.Contains(f.Marks, Mark{"est", "插补"}) {
			marked++
		}
	}
	if marked != 2 || p.Facts[0].Note != words {
		t.Errorf("%d facts are marked, want value and score; the value's note is %s", marked, p.Facts[0].Note)
	}
	list := NewIndicators(IndicatorsInput{In: in, Assessment: a}).List.Table
	notes := map[string]string{}
	for _, r := range list.Rows {
		notes[r.Cells[1].Text()] = r.Cells[0].Note
	}
	if diff := cmp.Diff(map[string]string{"CP02": words, "CP05": ""}, notes); diff != "" {
		t.Errorf("notes of the list, -want +got:\n%s", diff)
	}
	a.Ground = nil
	if p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: a}); !strings.Contains(p.H1, "插补") {
		t.Errorf("an imputed value of which nothing more is known: %s", p.H1)
	}
	a.Nodes[2].Status = assess.Missing
	if p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: a}); strings.Contains(p.H1, "插补") || slices.ContainsFunc(p.Facts, func(f Fact) bool { return len(f.Marks) > 0 }) {
		t.Errorf("a value that is missing passes for imputed: %s", p.H1)
	}
}

func TestMethodOfRelativeMeasures(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"比较范围: 各年度合在一起比，年度之间可比", "离群值: 偏度绝对值不小于 2、峰度不小于 3.5 时，最多缩尾 5 个，仍不行则取对数", "缺数插补: 当年中位数",
			"RP03: 极差法：最小 2.0 小时，最大 30.0 小时（2022 年 7 个地区）", "CP02: 极差法", "CP05: "},
		"en": {"Compared with: all years together, so that years compare", "Outliers: at |skewness| 2 and kurtosis 3.5 or more: winsorise up to 5 values, else take logarithms",
			"Imputation: the year's median", "RP03: min-max: from 2.0 hours to 30.0 hours (7 regions in 2022)", "CP02: min-max", "CP05: "},
	} {
		in := relativeIn(t, lang)
		facts := testGround(assess.GroundCount, 7.0, assess.GroundYears, 1.0, assess.GroundLeast, 2.0, assess.GroundGreatest, 30.0)
		p, err := NewMethod(MethodInput{In: in, Schemes: map[int]*scheme.Scheme{2022: in.Scheme}, Ground: facts})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range p.Rules.Pairs {
			got = append(got, d.Term+": "+d.Texts[0].Text)
		}
		column := slices.IndexFunc(p.List.Table.Columns, func(c Column) bool { return c.Key == "measured" })
		for _, r := range p.List.Table.Rows {
			if len(r.Cells) > column {
				got = append(got, r.Cells[1].Text()+": "+r.Cells[column].Text())
			}
		}
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: no line %q in\n%s", lang, line, strings.Join(got, "\n"))
			}
		}
	}
	// Without relative measures the page is as it was.
	if p := methodOf(t, "zh", 0, 0); slices.ContainsFunc(p.List.Table.Columns, func(c Column) bool { return c.Key == "measured" }) {
		t.Error("a scheme of frontiers has a column of measures")
	}
}

// What single indicators impute and treat in their own way stands in the rules and the changes.
func TestMethodOfSingleIndicators(t *testing.T) {
	own := []string{"min_sample: 30}", "min_sample: 30, treat: none, impute: last}"}
	in := relativeIn(t, "zh", own...)
	p, err := NewMethod(MethodInput{In: in, Schemes: map[int]*scheme.Scheme{2021: relativeIn(t, "zh").Scheme, 2022: in.Scheme}, From: 2021, To: 2022})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range p.Rules.Pairs {
		if strings.Contains(d.Term, "个别") {
			got = append(got, d.Term+": "+d.Texts[0].Text)
		}
	}
	for _, r := range p.Changes.Table.Rows {
		got = append(got, r.Cells[0].Text()+"|"+r.Cells[2].Text()+"|"+r.Cells[3].Text()+"|"+r.Cells[4].Text()+"|"+r.Cells[7].Text())
	}
	want := []string{"离群值（个别指标）: 清贷解抵平均用时：不处理", "缺数插补（个别指标）: 清贷解抵平均用时：本地最近一年的数",
		"清贷解抵平均用时|离群值处理|偏度绝对值不小于 2、峰度不小于 3.5 时，最多缩尾 5 个，仍不行则取对数|—|影响", "清贷解抵平均用时|缺数插补|当年中位数|本地最近一年的数|影响"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Every new key of a scheme is a row of the changes, in words.
func TestMethodChangesOfMeasures(t *testing.T) {
	p := methodOf(t, "zh", 2021, 2022, "normalise: goalposts", "normalise: minmax\nwithin: panel\nrange: [1, 100]\ntreat: {winsorise: 5}\nimpute: last",
		"target: 98, min_sample: 5}", "target: 98, min_sample: 5, normalise: percentile}")
	got := map[string]string{}
	for _, r := range p.Changes.Table.Rows {
		if len(r.Cells) > 7 {
			got[r.Cells[2].Text()] += r.Cells[1].Text() + "|" + r.Cells[3].Text() + "|" + r.Cells[4].Text() + "|" + r.Cells[7].Text()
		}
	}
	for kind, want := range map[string]string{
		"比较范围":  "|当年各地区|各年度合在一起比，年度之间可比|影响",
		"离群值处理": "|—|偏度绝对值不小于 2、峰度不小于 3.5 时，最多缩尾 5 个，仍不行则取对数|影响",
		"缺数插补":  "|不插补|本地最近一年的数|影响",
		"分数范围":  "|—|1–100|影响",
	} {
		if got[kind] != want {
			t.Errorf("%s: %q, want %q", kind, got[kind], want)
		}
	}
	if !strings.Contains(got["计分方法"], "CP05|—|百分位") {
		t.Errorf("计分方法 %q, want a row of CP05", got["计分方法"])
	}
}

// A year of a panel comes out again on the pages by what was kept of it, without the values of the other years.
func TestAYearOfAPanelIsComputedAgain(t *testing.T) {
	in := relativeIn(t, "zh")
	var values, earlier []assess.Value
	for k, x := range []float64{5, 9, 12, 20, 44} {
		for _, id := range []assess.IndicatorID{"CP02", "CP05", "RP03"} {
			v := testValue(id, x, 100)
			if k > 0 {
				v.Region = assess.RegionCode("99000" + string(rune('0'+k)))
			}
			values = append(values, v)
			v.Period, v.Value = assess.YearOf(2021), new(x/2)
			earlier = append(earlier, v)
		}
	}
	o := scoring.Options{LeaveOut: true}
	var err error
	if o.Frozen, err = scoring.Freeze(in.Scheme, scoring.Inputs(append(earlier, values...)), o); err != nil {
		t.Fatal(err)
	}
	result, err := scoring.Compute(in.Scheme, scoring.Inputs(values), o)
	if err != nil {
		t.Fatal(err)
	}
	published := result.Units[0].NodeScores()[0]
	kept := result.Frozen.Facts("county", 2022)
	for _, tt := range []struct {
		facts []assess.GroundFact
		stale bool
	}{{kept, false}, {nil, true}, {kept[1:], true}} {
		_, state := in.rescored(Field{in.Scheme, 2022, values, tt.facts}, published)
		if (state != nil) != tt.stale {
			t.Errorf("%d facts: state %+v, want stale %v", len(tt.facts), state, tt.stale)
		}
	}
}
