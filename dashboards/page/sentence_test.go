package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func announced(year, tier int, score ...float64) assess.Announced {
	a := assess.Announced{Region: "330482", Year: year, Tier: tier}
	if len(score) > 0 {
		a.Score = &score[0]
	}
	return a
}

func TestCockpitSentence(t *testing.T) {
	good := []assess.Value{testValue("CP02", 5, 20), testValue("CP05", 98, 20), testValue("RP03", 1, 2666)}
	fair := []assess.Value{testValue("CP02", 9, 20), testValue("CP05", 80, 20), testValue("RP03", 1, 2666)}
	for _, tt := range []struct {
		name      string
		announced []assess.Announced
		values    []assess.Value
		zh, en    string
	}{
		{"two years and a score", []assess.Announced{announced(2021, 1, 87.46), announced(2020, 1)}, good,
			"连续 2 年第一档，2021 年度 87.46 分；2022 年 1–9 月测算 92.53 分，估算仍在第一档",
			"Tier 1 for 2 years running, 87.46 points for 2021; computed for Jan–Sep 2022: 92.53, by estimate still Tier 1"},
		{"one year", []assess.Announced{announced(2021, 1, 87.46)}, good,
			"2021 年度省反馈 87.46 分，第一档；2022 年 1–9 月测算 92.53 分，估算仍在第一档",
			"87.46 points and Tier 1 announced for 2021; computed for Jan–Sep 2022: 92.53, by estimate still Tier 1"},
		{"a gap breaks the streak", []assess.Announced{announced(2021, 1, 87.46), announced(2019, 1)}, good,
			"2021 年度省反馈 87.46 分，第一档；2022 年 1–9 月测算 92.53 分，估算仍在第一档",
			"87.46 points and Tier 1 announced for 2021; computed for Jan–Sep 2022: 92.53, by estimate still Tier 1"},
		{"tiers without scores", []assess.Announced{announced(2021, 2), announced(2020, 2)}, good,
			"连续 2 年第二档；2022 年 1–9 月测算 92.53 分，估算可升到第一档",
			"Tier 2 for 2 years running; computed for Jan–Sep 2022: 92.53, by estimate up to Tier 1"},
		{"a tier without a score", []assess.Announced{announced(2021, 1)}, fair,
			"2021 年度省反馈第一档；2022 年 1–9 月测算 72.00 分，估算会降到第三档",
			"Tier 1 announced for 2021; computed for Jan–Sep 2022: 72.00, by estimate down to Tier 3"},
		{"nothing announced", nil, good,
			"省里还没有反馈评价结果；2022 年 1–9 月测算 92.53 分，估算为第一档",
			"The province has announced no result yet; computed for Jan–Sep 2022: 92.53, by estimate Tier 1"},
		{"nothing computed", []assess.Announced{announced(2021, 1, 87.46), announced(2020, 1)}, nil,
			"连续 2 年第一档，2021 年度 87.46 分；2022 年 1–9 月还没有测算出得分",
			"Tier 1 for 2 years running, 87.46 points for 2021; no score computed for Jan–Sep 2022 yet"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			in := testIn(t, lang)
			a := assess.Assessment{Region: "330482", Year: 2022}
			if tt.values != nil {
				a = testAssessment(t, in, tt.values...)
			}
			a.Announced = tt.announced
			if got := NewCockpit(CockpitInput{In: in, Assessment: a}).H1; got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", tt.name, lang, got, want)
			}
		}
	}
}

func TestIndicatorSentence(t *testing.T) {
	small := testValue("CP02", 4.25, 4)
	small.Status = assess.SmallSample
	without := func(s assess.Status) assess.Value {
		return assess.Value{Indicator: "CP05", Region: "330482", Period: assess.YearOf(2022), Status: s}
	}
	for _, tt := range []struct {
		name   string
		value  assess.Value
		zh, en string
	}{
		{"on target", testValue("RP03", 1.0002, 2666),
			"清贷解抵平均用时 1.0 小时，达到目标 1.0 小时", "Payoff-to-release time: 1.0 hours, meets the target of 1.0 hours"},
		{"near, less is better", testValue("CP02", 5.137, 117),
			"竣工联合验收平均用时 5.14 个工作日，离目标 5.00 个工作日只差 0.14 个工作日",
			"Average time of joint acceptance: 5.14 working days, only 0.14 working days off the target of 5.00 working days"},
		{"off, less is better", testValue("CP02", 7.9, 117),
			"竣工联合验收平均用时 7.90 个工作日，比目标 5.00 个工作日多 2.90 个工作日",
			"Average time of joint acceptance: 7.90 working days, 2.90 working days above the target of 5.00 working days"},
		{"near, more is better", testValue("CP05", 95, 40),
			"联合验收覆盖率 95.0%，离目标 98.0% 只差 3.0 个百分点",
			"Coverage of joint acceptance: 95.0%, only 3.0 percentage points off the target of 98.0%"},
		{"off, more is better", testValue("CP05", 60, 40),
			"联合验收覆盖率 60.0%，比目标 98.0% 少 38.0 个百分点",
			"Coverage of joint acceptance: 60.0%, 38.0 percentage points below the target of 98.0%"},
		{"too few", small,
			"竣工联合验收平均用时 4.25 个工作日，但只有 4 件，少于规定的 5 件，不计分",
			"Average time of joint acceptance: 4.25 working days, but from 4 cases, fewer than the 5 that the scheme asks for; not scored"},
		{"missing", without(assess.Missing), "联合验收覆盖率：2022 年 1–9 月还没有数", "Coverage of joint acceptance: no value for Jan–Sep 2022 yet"},
		{"no practice", without(assess.NoPractice), "联合验收覆盖率：本地尚未开展，按 0 分计", "Coverage of joint acceptance: not practised here; scores 0"},
		{"not applicable", without(assess.NotApplicable), "联合验收覆盖率：本地不适用，权重留在主题内",
			"Coverage of joint acceptance: does not apply here; its weight stays in the theme"},
	} {
		for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
			in := testIn(t, lang)
			p := NewIndicator(IndicatorInput{In: in, ID: tt.value.Indicator, Assessment: testAssessment(t, in, tt.value)})
			if p.H1 != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", tt.name, lang, p.H1, want)
			}
		}
	}
}

func TestFormula(t *testing.T) {
	for _, tt := range []struct {
		name  string
		value assess.Value
		want  string
	}{
		{"less is better", testValue("CP02", 5.1367, 117), "得分 = 100 × (15 − 5.1367) ÷ (15 − 3) = 82.19"},
		{"more is better", testValue("CP05", 95, 40), "得分 = 100 × (95 − 50) ÷ (100 − 50) = 90.00"},
		{"beyond the best", testValue("CP02", 2, 40), "得分 = 100 × (15 − 2) ÷ (15 − 3) = 100.00（优于最优，按 100 分计）"},
		{"beyond the worst", testValue("CP02", 20, 40), "得分 = 100 × (15 − 20) ÷ (15 − 3) = 0.00（劣于最差，按 0 分计）"},
	} {
		in := testIn(t, "zh")
		p := NewIndicator(IndicatorInput{In: in, ID: tt.value.Indicator, Assessment: testAssessment(t, in, tt.value)})
		if p.Frontier.Formula != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, p.Frontier.Formula, tt.want)
		}
	}
}

func TestMonthsSentence(t *testing.T) {
	month := func(m int, v float64, status assess.Status) assess.Value {
		out := testValue("CP02", v, 20)
		out.Period, out.Status = assess.MonthOf(2022, 1), status
		out.Period.Start = out.Period.Start.AddDate(0, m-1, 0)
		if status == assess.Missing {
			out.Value = nil
		}
		return out
	}
	for _, tt := range []struct {
		name   string
		values []assess.Value
		want   string
	}{
		{"fell", []assess.Value{month(1, 6.636, assess.Measured), month(2, 5, assess.Measured), month(3, 4.64, assess.Measured)},
			"从 1 月的 6.64 个工作日降到 3 月的 4.64 个工作日；计分的 3 个月里 2 个月达标"},
		{"rose, one month too small", []assess.Value{month(1, 4, assess.SmallSample), month(2, 5, assess.Measured), month(3, 5.5, assess.Measured)},
			"从 1 月的 4.00 个工作日升到 3 月的 5.50 个工作日；计分的 2 个月里 1 个月达标"},
		{"level", []assess.Value{month(1, 5.001, assess.Measured), month(2, 5.003, assess.Measured)},
			"1 月到 2 月持平，为 5.00 个工作日；计分的 2 个月里 2 个月达标"},
		{"one month", []assess.Value{month(1, 0, assess.Missing), month(2, 5, assess.Measured)}, "只有 2 月有数：5.00 个工作日"},
		{"none", []assess.Value{month(1, 0, assess.Missing)}, "没有按月的数"},
	} {
		in := testIn(t, "zh")
		p := NewIndicator(IndicatorInput{In: in, ID: "CP02", Assessment: testAssessment(t, in, testValue("CP02", 5, 60)), Months: tt.values})
		if p.Months.Finding != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, p.Months.Finding, tt.want)
		}
	}
}

func TestSourcesSentence(t *testing.T) {
	of := func(states ...string) []assess.SourceState {
		var out []assess.SourceState
		for _, s := range states {
			out = append(out, assess.SourceState{State: s})
		}
		return out
	}
	for _, tt := range []struct {
		states []assess.SourceState
		zh, en string
	}{
		{of(), "还没有配置数据来源", "No source of data is set up"},
		{of("ok", "ok"), "2 个来源都按时", "All 2 sources are on time"},
		{of("ok", "held", "late", "late"), "4 个来源 1 个按时；1 个挂起等人核对，2 个迟到", "1 of 4 sources are on time; 1 is held for a person, 2 are late"},
		{of("failed", "never"), "2 个来源 0 个按时；1 个失败，1 个还没有到过", "0 of 2 sources are on time; 1 failed, 1 never came"},
	} {
		if got := LocaleOf("zh").sourcesSentence(tt.states); got != tt.zh {
			t.Errorf("sourcesSentence = %q, want %q", got, tt.zh)
		}
		if got := LocaleOf("en").sourcesSentence(tt.states); got != tt.en {
			t.Errorf("sourcesSentence = %q, want %q", got, tt.en)
		}
	}
}

func TestClauses(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"连续 2 年第一档，2021 年度 87.46 分；今年 90.10 分", []string{"连续 2 年第一档，", "2021 年度 87.46 分；", "今年 90.10 分"}},
		{"7,926 trips; more, later", []string{"7,926 trips; ", "more, ", "later"}},
		{"一句话", []string{"一句话"}},
		{"", nil},
	} {
		got := clauses(tt.in)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("clauses(%q) (-want +got):\n%s", tt.in, diff)
		}
		if strings.Join(got, "") != tt.in {
			t.Errorf("clauses(%q) lost something: %q", tt.in, got)
		}
	}
}
