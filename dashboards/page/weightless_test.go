package page

import (
	"strings"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// A theme that weighs nothing is shown beside those that are scored, in words, and is counted nowhere among them.
func TestAThemeWithoutWeightIsShownOnly(t *testing.T) {
	const local = `  - id: T19
    name: {zh: 行动计划, en: Action plan}
    indicators:
      - {id: AP01, weight: 0, best: 100, worst: 50, target: 95, min_sample: 1}
`
	for lang, words := range map[string]string{"zh": "权重为 0, 只展示、不计分", "en": "weighs 0: shown, not scored"} {
		in := testIn(t, lang)
		s, err := scheme.Parse("test.yaml", []byte(testScheme+local))
		if err != nil {
			t.Fatal(err)
		}
		in.Scheme = s
		in.Indicators = map[assess.IndicatorID]assess.Indicator{"AP01": {ID: "AP01", Name: assess.Text{ZH: "举措完成率", EN: "Measures done"}, Unit: assess.Text{ZH: "%", EN: "%"}, Direction: assess.HigherIsBetter, Decimals: 1}}
		for id, ind := range testIndicators {
			in.Indicators[id] = ind
		}
		a := testAssessment(t, in, testValue("CP02", 5, 60), testValue("CP05", 90, 60), testValue("RP03", 2, 60), testValue("AP01", 60, 18))
		cockpit := NewCockpit(CockpitInput{In: in, Assessment: a})
		rows := cockpit.Themes.Table.Rows
		if last := rows[len(rows)-2]; last.Cells[1].Value.Text != "T19" || last.Cells[4].Note != words || last.Cells[5].Shown != dash {
			t.Errorf("%s: the last theme of the cockpit is %+v, want T19, %q and no points", lang, last.Cells, words)
		}
		if total := rows[len(rows)-1].Cells[0].Value.Text; !strings.Contains(total, "2") {
			t.Errorf("%s: the sum is of %q, want two themes", lang, total)
		}
		for _, ask := range cockpit.Asks {
			if strings.Contains(ask.Rest, in.indicator("AP01")) {
				t.Errorf("%s: the cockpit misses %s, which is not scored on purpose", lang, ask.Rest)
			}
		}
		explain, err := NewExplain(ExplainInput{In: in, Assessment: a, Theme: "T19"})
		if err != nil {
			t.Fatal(err)
		}
		if explain.Theme.Finding != words || !strings.Contains(explain.H1, words) {
			t.Errorf("%s: %q, %q, want both to say %q", lang, explain.H1, explain.Theme.Finding, words)
		}
		list := NewIndicators(IndicatorsInput{In: in, Assessment: a})
		for _, row := range list.List.Table.Rows {
			if row.Anchor != "" {
				t.Errorf("%s: %s is marked as missing", lang, row.Cells[1].Value.Text)
			}
			if row.Cells[1].Value.Text == "AP01" && (row.Cells[0].Note != words || row.Cells[6].Shown != "20.00" || row.Cells[8].Shown != dash) {
				t.Errorf("%s: AP01 is shown as %+v, want its score of 20, no loss, and %q", lang, row.Cells, words)
			}
		}
	}
}
