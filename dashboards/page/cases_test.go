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

// A case's number stays as it is written, however many digits it has; what stands right is a number.
func TestACaseNumberIsNoNumber(t *testing.T) {
	in := testIn(t, "zh")
	table := &Table{}
	cells := table.cases(in, assess.CaseList{
		Columns: []assess.Column{{Name: "case_no"}, {Name: "net_days", Right: true}},
		Rows:    []assess.CaseRow{{Cells: []string{"2203100001", "1234"}}},
	})(assess.CaseRow{Cells: []string{"2203100001", "1234"}})
	if cells[0].Text() != "2203100001" || cells[1].Text() != "1,234" {
		t.Errorf("shown as %q and %q, want 2203100001 and 1,234", cells[0].Text(), cells[1].Text())
	}
}
