package catalog

import (
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// splitKinds are the ways in which a clock's rows can be split: by who handles a case, by what it is about, by how it came
// in, and by whom it is for or from.
var splitKinds = []string{"department", "matter", "channel", "party"}

// parseSplits reads "kind | column" of every split line. The column is one that the list of cases shows, since its title and
// the words of its codes are those of the split.
func parseSplits(h header, k *Clock, names []string) []error {
	var faults []error
	for _, l := range h.all("split") {
		kind, column, two := strings.Cut(l.value, "|")
		kind, column = strings.TrimSpace(kind), strings.TrimSpace(column)
		shown := slices.IndexFunc(k.Show, func(c assess.Column) bool { return c.Name == column })
		switch {
		case !two || column == "" || strings.Contains(column, "|"):
			faults = append(faults, h.fault(l.line, "split is %q, want how and by which column: kind | column", l.value))
		case !has(splitKinds, kind):
			faults = append(faults, h.fault(l.line, "split by %q, want one of %v", kind, splitKinds))
		case !has(names, column):
			faults = append(faults, h.fault(l.line, "split by column %q, which is not selected%s", column, assess.DidYouMean(column, names)))
		case shown < 0:
			faults = append(faults, h.fault(l.line, `split by column %q, which has no titles: want a line "-- column: %s | 中文 | English"`, column, column))
		case slices.ContainsFunc(k.Splits, func(s assess.Split) bool { return s.Column.Name == column }):
			faults = append(faults, h.fault(l.line, "split by column %q stands twice", column))
		default:
			k.Splits = append(k.Splits, assess.Split{Kind: kind, Column: k.Show[shown]})
		}
	}
	return faults
}

// SplitSQL puts together an indicator's numerator, denominator, value and n by a column of its clock: the expressions of the
// official value over each group's rows.
func (c *Catalog) SplitSQL(i *Indicator, column string) (string, error) {
	num, den, value, n := i.aggregates()
	return c.Query("split", map[string]any{
		"table": Names{c.Clocks[i.Clock].Table()}, "column": Names{column}, "rows": Fragment(i.rows),
		"numerator": Fragment(num), "denominator": Fragment(den), "value": Fragment(value), "n": Fragment(n),
	})
}

// ownTime is how long one counted case took, over the group of its own row: what it gives to the numerator, or the value
// itself where the official value is a quantile.
func (i *Indicator) ownTime() string {
	num, _, value, _ := i.aggregates()
	if num == "NULL" {
		return value
	}
	return num
}

// HasOwnTimes says whether the cases that an indicator counts each took a time of their own.
func (i *Indicator) HasOwnTimes() bool { return i.Indicator.Clock != "" && i.OneRow() }

// SpreadSQL puts together the quantiles of the counted cases' own times, with the promise and the legal limit that stand
// with most of them.
func (c *Catalog) SpreadSQL(i *Indicator) (string, error) { return c.overTimes("spread", i) }

// SpreadBinsSQL puts together how many of the counted cases' own times lie in each bin.
func (c *Catalog) SpreadBinsSQL(i *Indicator) (string, error) { return c.overTimes("spread_bins", i) }

// overTimes is a query over the counted cases with their own times. Promises and legal limits are in working days, and of no
// use to a time that is counted otherwise.
func (c *Catalog) overTimes(query string, i *Indicator) (string, error) {
	k := c.Clocks[i.Clock]
	_, _, _, n := i.aggregates()
	limit := func(column string) Fragment {
		if i.Indicator.Clock != "workday" || !has(k.body.names(), column) {
			return "CAST(NULL, 'Nullable(Float64)')"
		}
		return Fragment(fmt.Sprintf("toNullable(toFloat64(any(%s)))", column))
	}
	times, err := c.Query("spread_times", map[string]any{
		"table": Names{k.Table()}, "rows": Fragment(i.rows), "own": Fragment(i.ownTime()), "n": Fragment(n),
		"promise": limit("promise_days"), "legal": limit("legal_days"),
	})
	if err != nil {
		return "", err
	}
	return c.Query(query, map[string]any{"times": Uncommented(times)})
}
