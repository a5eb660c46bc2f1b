package page

import (
	"math"
	"strconv"
	"strings"

	"yingshang/dashboards/report"
	"yingshang/dashboards/scoring"
)

// dash stands where there is no value; the reason stands beside it.
const dash = "—"

// minus is what people see; files carry the ASCII sign.
const minus = "−"

// digits are those of v rounded as people do, with an ASCII sign; none when v is not a number.
func digits(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	s := strconv.FormatFloat(scoring.Round(v, decimals), 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// shown writes v for people: minus sign, thousands, fixed decimals.
func shown(v float64, decimals int) string { return forPeople(digits(v, decimals)) }

// forPeople turns the digits of a number into what a page shows.
func forPeople(digits string) string {
	if digits == "" {
		return dash
	}
	sign := ""
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		sign, digits = minus, rest
	}
	whole, fraction, has := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if has {
		return sign + whole + "." + fraction
	}
	return sign + whole
}

// signed writes a change: + or −, nothing at zero.
func signed(v float64, decimals int) string {
	s := shown(v, decimals)
	if v > 0 && strings.ContainsAny(s, "123456789") {
		return "+" + s
	}
	return s
}

// short writes v with at most so many decimals and no zeros at the end: 1, 99.1, 7,926.
func short(v float64, decimals int) string {
	s := digits(v, decimals)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return forPeople(s)
}

// number is a value of a table: what is shown is what is exported.
func number(v *float64, decimals int) report.Value {
	if v == nil {
		return report.Value{}
	}
	s := digits(*v, decimals)
	if s == "" {
		return report.Value{}
	}
	return report.Digits(s)
}

// percentOf is part of whole in percent, 0 of nothing.
func percentOf(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * part / whole
}

// quantity writes a value with its unit as it is spoken: 5.14 个工作日, 99.1%, 1 小时.
func (l *Locale) quantity(v string, unit string) string {
	switch {
	case unit == "" || v == dash:
		return v
	case unit == "%":
		return v + "%"
	case l.Lang == "zh" && (strings.HasPrefix(unit, "工作") || strings.HasPrefix(unit, "日历")):
		return v + " 个" + unit
	}
	return v + " " + unit
}
