package page

import (
	"regexp"
	"testing"
	"time"

	"yingshang/dashboards/assess"
)

// monthsOf are months and years of an indicator that is a share of cases, alike in all years but for the first half.
func monthsOf(id assess.IndicatorID, years ...int) []assess.Value {
	var out []assess.Value
	value := func(p assess.Period, num, den float64) {
		v := 100 * num / den
		out = append(out, assess.Value{Indicator: id, Region: "330482", Period: p, Numerator: &num, Denominator: &den, Value: &v, N: int64(den), Status: assess.Measured})
	}
	for _, year := range years {
		last, first := time.December, 90.0
		if year == 2022 {
			last = time.September
		}
		if year%2 == 0 {
			first = 94
		}
		num, den := 0.0, 0.0
		for m := time.January; m <= last; m++ {
			done := 96.0
			if m < time.July {
				done = first
			}
			value(assess.MonthOf(year, m), done, 100)
			num, den = num+done, den+100
		}
		value(assess.YearOf(year), num, den)
	}
	return out
}

func TestCockpitNowcast(t *testing.T) {
	for lang, want := range map[string]string{
		"zh": `^年终预测 \d+\.\d 分（80% 区间 \d+\.\d–\d+\.\d），第一档的可能为 \d+%$`,
		"en": `^Year-end nowcast: \d+\.\d \(80% interval \d+\.\d–\d+\.\d\), Tier 1 with \d+%$`,
	} {
		in := testIn(t, lang)
		months := monthsOf("CP05", 2019, 2020, 2021, 2022)
		year := months[len(months)-1]
		a := testAssessment(t, in, testValue("CP02", 5, 20), year, testValue("RP03", 1, 2666))
		ask := func(in In, months []assess.Value) Cockpit {
			return NewCockpit(CockpitInput{In: in, Assessment: a, Months: months})
		}
		p := ask(in, months)
		if p.Nowcast == nil || !regexp.MustCompile(want).MatchString(p.Nowcast.Text) || len(p.Nowcast.Marks) != 1 || p.Nowcast.Marks[0].Class != "est" {
			t.Fatalf("%s: %+v, want %s, marked as an estimate", lang, p.Nowcast, want)
		}
		if without := ask(in, nil); without.Nowcast != nil || without.Computed.Score != p.Computed.Score {
			t.Errorf("without months: %+v, and computed %s, not %s", without.Nowcast, without.Computed.Score, p.Computed.Score)
		}
		over := in
		over.Publication.AsOf = day("2022-12-31")
		if got := ask(over, months).Nowcast; got != nil {
			t.Errorf("of a year that is over: %+v", got)
		}
		if got := ask(in, monthsOf("CP05", 2022)).Nowcast; got != nil {
			t.Errorf("without an earlier year: %+v", got)
		}
	}
}
