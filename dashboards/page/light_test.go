package page

import (
	"testing"

	"yingshang/dashboards/assess"
)

func TestLight(t *testing.T) {
	for _, tt := range []struct {
		name   string
		id     assess.IndicatorID
		v      float64
		status assess.Status
		want   Light
	}{
		{"less is better, met", "CP02", 5, assess.Measured, Light{green, "达标"}},
		{"met as shown: 5.004 is 5.00", "CP02", 5.004, assess.Measured, Light{green, "达标"}},
		{"missed as shown: 5.005 is 5.01", "CP02", 5.005, assess.Measured, Light{amber, "临界"}},
		{"a tenth of the way from 5 to 15", "CP02", 6, assess.Measured, Light{amber, "临界"}},
		{"a little more", "CP02", 6.01, assess.Measured, Light{red, "未达标"}},
		{"more is better, met", "CP05", 98, assess.Measured, Light{green, "达标"}},
		{"near", "CP05", 93.2, assess.Measured, Light{amber, "临界"}},
		{"off", "CP05", 93.1, assess.Measured, Light{red, "未达标"}},
		{"too few", "CP02", 5, assess.SmallSample, Light{none, "样本不足"}},
		{"missing", "CP02", 5, assess.Missing, Light{none, "没有数"}},
		{"not applicable", "CP02", 5, assess.NotApplicable, Light{none, "不适用"}},
		{"no practice scores nothing", "CP02", 5, assess.NoPractice, Light{red, "未开展"}},
	} {
		in := testIn(t, "zh")
		node, _ := in.node(string(tt.id))
		v := testValue(tt.id, tt.v, 100)
		v.Status = tt.status
		if got := in.Locale.light(node, v, in.Indicators[tt.id].Decimals); got != tt.want {
			t.Errorf("%s: light = %v, want %v", tt.name, got, tt.want)
		}
	}
	l := LocaleOf("zh")
	if got := l.light(nil, testValue("XX01", 5, 100), 2); got.Class != none {
		t.Errorf("without a scheme: light = %v, want none", got)
	}
}
