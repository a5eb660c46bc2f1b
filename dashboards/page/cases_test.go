package page

import (
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

// Rows add up to a numerator and a denominator, unless the value has none: a quantile is no sum of its cases.
func TestOnlyWhatAddsUpSaysSo(t *testing.T) {
	in := testIn(t, "zh")
	n := 2.0
	list := assess.CaseList{Total: 2, Denominator: &n, Rows: []assess.CaseRow{{Denominator: &n}}}
	if got := caseFigure(in, list).Finding; strings.Contains(got, "正好是分子和分母") {
		t.Errorf("a list without a numerator says %q", got)
	}
	list.Numerator = &n
	if got := caseFigure(in, list).Finding; !strings.Contains(got, "正好是分子和分母") {
		t.Errorf("a list with both says %q", got)
	}
}
