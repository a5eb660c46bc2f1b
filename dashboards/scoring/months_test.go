package scoring

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestMonthsOfValues(t *testing.T) {
	at := func(id string, p assess.Period, n, d, v *float64) assess.Value {
		return assess.Value{Indicator: assess.IndicatorID(id), Region: "u", Period: p, Numerator: n, Denominator: d, Value: v}
	}
	march, may, year := assess.MonthOf(2022, time.March), assess.MonthOf(2022, time.May), assess.YearOf(2022)
	month := func(id string, m time.Month) Month {
		return Month{Unit: "u", Year: 2022, Month: m, Indicator: assess.IndicatorID(id)}
	}
	with := func(m Month, set func(*Month)) Month { set(&m); return m }
	got := Months([]assess.Value{
		at("rate", march, num(1), num(2), num(50)), at("rate", may, num(2), num(2), num(100)), at("rate", year, num(3), num(4), num(75)),
		at("count", march, num(10), nil, num(1)), at("count", may, nil, nil, nil), at("count", year, num(10), nil, num(1)),
		at("stock", march, num(1), num(2), num(50)), at("stock", may, num(1), num(4), num(25)), at("stock", year, num(1), num(4), num(25)),
		at("median", march, nil, nil, num(4)), at("median", may, nil, nil, num(6)), at("median", year, nil, nil, num(5)),
		at("yearly", year, num(1), num(2), num(50)),
		at("odd", march, num(0), nil, num(1)), at("odd", year, num(0), nil, num(1)), // a level: no scale makes 1 of 0
		at("lost", march, num(1), num(2), num(50)),
	})
	want := []Month{
		with(month("rate", time.March), func(m *Month) { m.Numerator, m.Denominator, m.Scale = num(1), num(2), 100 }),
		with(month("rate", time.May), func(m *Month) { m.Numerator, m.Denominator, m.Scale = num(2), num(2), 100 }),
		with(month("count", time.March), func(m *Month) { m.Numerator, m.Scale = num(10), 0.1 }),
		with(month("stock", time.March), func(m *Month) { m.Value = num(50) }),
		with(month("stock", time.May), func(m *Month) { m.Value = num(25) }),
		with(month("odd", time.March), func(m *Month) { m.Value = num(1) }),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
