package page

import (
	"math"
	"testing"

	"yingshang/dashboards/report"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		v             float64
		decimals      int
		digits, shown string
		signed, short string
	}{
		{1.005, 2, "1.01", "1.01", "+1.01", "1.01"},
		{85.9, 2, "85.90", "85.90", "+85.90", "85.9"},
		{-1.6, 2, "-1.60", "−1.60", "−1.60", "−1.6"},
		{7926, 0, "7926", "7,926", "+7,926", "7,926"},
		{1234567.5, 1, "1234567.5", "1,234,567.5", "+1,234,567.5", "1,234,567.5"},
		{-0.001, 2, "0.00", "0.00", "0.00", "0"},
		{0, 2, "0.00", "0.00", "0.00", "0"},
		{0.001, 2, "0.00", "0.00", "0.00", "0"},
		{100, 1, "100.0", "100.0", "+100.0", "100"},
		{-0.5, 0, "-1", "−1", "−1", "−1"},
		{2.5, 0, "3", "3", "+3", "3"},
		{100, 0, "100", "100", "+100", "100"},
	} {
		if got := digits(tt.v, tt.decimals); got != tt.digits {
			t.Errorf("digits(%v, %d) = %q, want %q", tt.v, tt.decimals, got, tt.digits)
		}
		if got := shown(tt.v, tt.decimals); got != tt.shown {
			t.Errorf("shown(%v, %d) = %q, want %q", tt.v, tt.decimals, got, tt.shown)
		}
		if got := signed(tt.v, tt.decimals); got != tt.signed {
			t.Errorf("signed(%v, %d) = %q, want %q", tt.v, tt.decimals, got, tt.signed)
		}
		if got := short(tt.v, tt.decimals); got != tt.short {
			t.Errorf("short(%v, %d) = %q, want %q", tt.v, tt.decimals, got, tt.short)
		}
	}
}

func TestWhatIsNoNumberIsADash(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := shown(v, 2); got != dash {
			t.Errorf("shown(%v) = %q, want %q", v, got, dash)
		}
		if got := number(&v, 2); got.Kind != report.Nothing {
			t.Errorf("number(%v) = %v, want nothing", v, got)
		}
	}
	if got := number(nil, 2); got.Kind != report.Nothing {
		t.Errorf("number(nil) = %v, want nothing", got)
	}
}

func TestQuantity(t *testing.T) {
	for _, tt := range []struct{ lang, value, unit, want string }{
		{"zh", "5.14", "工作日", "5.14 个工作日"},
		{"zh", "1.0", "小时", "1.0 小时"},
		{"zh", "99.1", "%", "99.1%"},
		{"zh", dash, "小时", dash},
		{"zh", "3", "", "3"},
		{"en", "5.14", "working days", "5.14 working days"},
	} {
		if got := LocaleOf(tt.lang).quantity(tt.value, tt.unit); got != tt.want {
			t.Errorf("quantity(%q, %q) in %s = %q, want %q", tt.value, tt.unit, tt.lang, got, tt.want)
		}
	}
}
