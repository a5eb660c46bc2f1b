package page

import (
	"net/url"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

const testScheme = `
scheme: test
year: 2022
title: {zh: 试行方案, en: Trial scheme}
population: county
note: {zh: 演示, en: demo}
normalise: goalposts
aggregate: arithmetic
tiers:
  - {tier: 1, name: {zh: 第一档, en: Tier 1}, from: 85, status: estimated}
  - {tier: 2, name: {zh: 第二档, en: Tier 2}, from: 75, status: estimated}
  - {tier: 3, name: {zh: 第三档, en: Tier 3}}
themes:
  - id: T03
    name: {zh: 办理建筑许可, en: Construction permits}
    indicators:
      - {id: CP02, weight: 40, best: 3, worst: 15, target: 5, min_sample: 5}
      - {id: CP05, weight: 20, best: 100, worst: 50, target: 98, min_sample: 5}
  - id: T08
    name: {zh: 登记财产, en: Registering property}
    indicators:
      - {id: RP03, weight: 40, best: 1, worst: 96, target: 1, min_sample: 30}
`

var testIndicators = map[assess.IndicatorID]assess.Indicator{
	"CP02": {ID: "CP02", Name: assess.Text{ZH: "竣工联合验收平均用时", EN: "Average time of joint acceptance"}, Unit: assess.Text{ZH: "工作日", EN: "working days"},
		Direction: assess.LowerIsBetter, Decimals: 2, Department: "JSJ"},
	"CP05": {ID: "CP05", Name: assess.Text{ZH: "联合验收覆盖率", EN: "Coverage of joint acceptance"}, Unit: assess.Text{ZH: "%", EN: "%"},
		Direction: assess.HigherIsBetter, Decimals: 1, Department: "JSJ"},
	"RP03": {ID: "RP03", Name: assess.Text{ZH: "清贷解抵平均用时", EN: "Payoff-to-release time"}, Unit: assess.Text{ZH: "小时", EN: "hours"},
		Direction: assess.LowerIsBetter, Decimals: 1, Department: "BDC"},
}

func day(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", s, assess.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

// testIn is a reader of lang on the last day of September 2022.
func testIn(t *testing.T, lang string) In {
	t.Helper()
	s, err := scheme.Parse("test.yaml", []byte(testScheme))
	if err != nil {
		t.Fatal(err)
	}
	return In{
		Locale: LocaleOf(lang), Path: "/", Query: url.Values{}, Region: assess.Region{Code: "330482", Name: assess.Text{ZH: "平湖市", EN: "Pinghu"}},
		Year: 2022, Years: []int{2022}, Publication: assess.Publication{Rev: 3, Run: 5, AsOf: day("2022-09-30"), At: day("2022-09-30"), Demo: true},
		Scheme: s, Indicators: testIndicators,
		Departments: map[assess.DepartmentCode]assess.Department{
			"JSJ": {Code: "JSJ", Name: assess.Text{ZH: "市建设局", EN: "Construction Bureau"}},
			"BDC": {Code: "BDC", Name: assess.Text{ZH: "市不动产登记服务中心", EN: "Registration Centre"}},
		},
	}
}

// testValue is a value of the year 2022.
func testValue(id assess.IndicatorID, v float64, n int64) assess.Value {
	return assess.Value{Indicator: id, Region: "330482", Period: assess.YearOf(2022), Value: &v, N: n, Status: assess.Measured, Feed: assess.FromRecords}
}

// testAssessment scores values by the scheme of in.
func testAssessment(t *testing.T, in In, values ...assess.Value) assess.Assessment {
	t.Helper()
	a := assess.Assessment{Region: "330482", Year: 2022, Values: map[assess.IndicatorID]assess.Value{}}
	for _, v := range values {
		a.Values[v.Indicator] = v
	}
	result, err := scoring.Compute(in.Scheme, scoring.Inputs(values), scoring.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range result.Units[0].Nodes {
		a.Nodes = append(a.Nodes, assess.NodeScore{
			Region: "330482", Year: 2022, Node: n.ID, Parent: n.Parent, Depth: n.Depth, Score: n.Score, Weight: n.Weight, Full: n.Full,
			Contribution: n.Contribution, Tier: n.Tier, Status: n.Status, Reason: string(n.Reason),
		})
	}
	return a
}
