package job_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/demo"
	"yingshang/etl/source"
	"yingshang/etl/sources"
	"yingshang/sql/store"
)

// What stands behind a value: the groups, the times of its cases, its open cases and the other regions.
func TestWhatStandsBehindAValue(t *testing.T) {
	h, truth := openDemo(t)
	t.Run("groups add up", func(t *testing.T) { groupsAndSpreads(t, h, truth) })
	t.Run("open cases", func(t *testing.T) { openCases(t, h) })
	t.Run("peers", func(t *testing.T) { peers(t, h, truth) })
}

// Coverage says which months came, from the month of a source's first file on, of the sources that the values below count.
func TestCoverageNamesTheMonthsThatNeverCame(t *testing.T) {
	h := open(t)
	if _, err := demo.Write(h.dir, demo.Options{}); err != nil {
		t.Fatal(err)
	}
	never, err := filepath.Glob(filepath.Join(h.dir, "inbox", "*", "抵押登记存量_2022-04_*.csv"))
	if err != nil || len(never) != 1 {
		t.Fatalf("the register's file of April: %v, %v", never, err)
	}
	if err := os.Remove(never[0]); err != nil { // it was due, and never came
		t.Fatal(err)
	}
	if _, err := h.planner.Pass(context.Background(), "mortgagee_alias", "mortgage_register", "release_bank", "release_centre", "release_fund",
		"acceptance", "acceptance_ledger", "reported"); err != nil {
		t.Fatal(err)
	}
	coverage(t, h)
}

// peers are the other regions' values of the year alone, and only those of the scope.
func peers(t *testing.T, h *house, truth demo.Truth) {
	var want []float64
	some := assess.RegionCode("")
	for _, v := range truth.Reported {
		if v.Indicator == "CP02" && v.Period == "2021" && v.Region != string(demo.Region) {
			want, some = append(want, v.Value), assess.RegionCode(v.Region)
		}
	}
	slices.Sort(want)
	for name, tt := range map[string]struct {
		scope store.Scope
		n     int
	}{
		"everything":  {store.Everything(), len(want)},
		"two regions": {store.Within([]assess.RegionCode{demo.Region, some}, nil, store.NoCases), 1},
		"its own":     {store.Within([]assess.RegionCode{demo.Region}, nil, store.NoCases), 0},
	} {
		got, err := h.reader(t, tt.scope).Peers(context.Background(), demo.Region, "CP02", 2021)
		if err != nil || len(got) != tt.n || name == "everything" && !slices.Equal(got, want) {
			t.Errorf("%s: peers %v, %v, want %d of %v", name, got, err, tt.n, want)
		}
	}
	if len(want) == 0 {
		t.Error("no peer has a value: the test looks at nothing")
	}
}

func coverage(t *testing.T, h *house) {
	list, err := source.Load(sources.FS)
	if err != nil {
		t.Fatal(err)
	}
	facts := store.Facts{Next: h.planner.NextDue}
	for _, s := range list {
		facts.Sources = append(facts.Sources, assess.SourceState{ID: s.ID, Dataset: s.Dataset, Supplier: assess.Department{Code: s.Supplier}})
	}
	reader := func(scope store.Scope) *store.Reader {
		r, err := h.store.Read(scope, store.NewWatch(h.store, func(context.Context) bool { return true }, func(err error) { t.Error(err) }), h.control, facts, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	said := func(r *store.Reader, id assess.IndicatorID, reported bool, year int) string {
		c, err := r.Coverage(context.Background(), id, reported, year)
		if err != nil {
			t.Fatal(err)
		}
		due, delivered := c.Months()
		text := fmt.Sprintf("%d/%d", delivered, due)
		for _, s := range c {
			text += fmt.Sprintf(" %s %d/%d", s.Source, len(s.Delivered), len(s.Due))
			for _, m := range s.Missing() {
				text += " without " + m.Format("2006-01")
			}
		}
		return text
	}
	all := reader(store.Everything())
	for _, tt := range []struct {
		id       assess.IndicatorID
		reported bool
		year     int
		want     string
	}{
		// platform 3.0 began in August
		{"CP03", false, 2022, "9/9 acceptance 2/2 acceptance_ledger 9/9"},
		// the register of September is due in October only; the releases of before the reform are those of 2021
		{"RP03", false, 2022, "7/9 mortgage_register 6/7 without 2022-04 release_bank 8/8 release_centre 7/8 without 2022-01 release_fund 9/9"},
		{"TB02", true, 2021, "12/12 reported 12/12"},
		{"CP03", false, 2023, "0/0 acceptance 0/0 acceptance_ledger 0/0"},
	} {
		if got := said(all, tt.id, tt.reported, tt.year); got != tt.want {
			t.Errorf("%s in %d: %s\nwant %s", tt.id, tt.year, got, tt.want)
		}
	}
	other := reader(store.Within([]assess.RegionCode{demo.Region}, []assess.DepartmentCode{"FGJ"}, store.NoCases))
	if got := said(other, "RP03", false, 2022); got != "0/0" {
		t.Errorf("another department's sources: %s, want none", got)
	}
}

// The groups of a split add up to the published value, and the value of each is that of its own cases.
func groupsAndSpreads(t *testing.T, h *house, truth demo.Truth) {
	ctx := context.Background()
	r := h.reader(t, store.Everything())
	splits, spreads := 0, 0
	for code := range truth.Indicators {
		id := assess.IndicatorID(code)
		for _, period := range []assess.Period{assess.YearOf(2022), assess.MonthOf(2022, time.June)} {
			whole, ok := valueOf(t, r, id, period)
			if !ok {
				continue
			}
			cases, err := r.Cases(ctx, assess.CaseQuery{Region: demo.Region, Indicator: id, Period: period, Limit: 1e6})
			if err != nil {
				t.Fatal(err)
			}
			all, err := r.Splits(ctx, demo.Region, id, period)
			if err != nil {
				t.Fatal(err)
			}
			if all.Thing.ZH != "" && len(all.List) > 0 {
				t.Errorf("%s counts %s, which may lie in several groups, and is split", id, all.Thing.ZH)
			}
			for _, s := range all.List {
				splits++
				groupsAddUp(t, id, period, s, whole, cases)
			}
			spread, err := r.Spread(ctx, demo.Region, id, period)
			if err != nil {
				t.Fatal(err)
			}
			if spread != nil {
				spreads++
				spreadIsOfTheCases(t, id, *spread, whole, cases)
			}
		}
	}
	if splits < 40 || spreads < 15 {
		t.Errorf("%d splits and %d spreads were looked at, want most indicators", splits, spreads)
	}
}

func valueOf(t *testing.T, r *store.Reader, id assess.IndicatorID, period assess.Period) (assess.Value, bool) {
	t.Helper()
	if period.Kind == assess.Year {
		a, err := r.Assessment(context.Background(), demo.Region, period.Start.Year())
		if err != nil {
			t.Fatal(err)
		}
		v, ok := a.Values[id]
		return v, ok
	}
	months, err := r.Months(context.Background(), demo.Region, id, period.Start.Year())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range months {
		if v.Period == period {
			return v, true
		}
	}
	return assess.Value{}, false
}

func groupsAddUp(t *testing.T, id assess.IndicatorID, period assess.Period, s assess.Split, whole assess.Value, cases assess.CaseList) {
	t.Helper()
	var num, den float64
	var n int64
	at := slices.IndexFunc(cases.Columns, func(c assess.Column) bool { return c.Name == s.Column.Name })
	for _, g := range s.Groups {
		n += g.N
		caseNum, caseDen, times := 0.0, 0.0, []float64{}
		for _, c := range cases.Rows {
			if c.Cells[at] != g.Code {
				continue
			}
			if c.Numerator != nil {
				caseNum += *c.Numerator
			}
			if c.Denominator != nil {
				caseDen += *c.Denominator
			}
			if id == "CP03" {
				days, ok := cellNumber(cases, c, "net_days")
				if ok {
					times = append(times, days)
				}
			}
		}
		if g.Numerator != nil {
			num += *g.Numerator
			if math.Abs(*g.Numerator-caseNum) > 1e-6 {
				t.Errorf("%s %s by %s: group %q has numerator %v, its cases %v", id, period, s.Column.Name, g.Code, *g.Numerator, caseNum)
			}
		}
		if g.Denominator != nil {
			den += *g.Denominator
			if math.Abs(*g.Denominator-caseDen) > 1e-6 {
				t.Errorf("%s %s by %s: group %q has denominator %v, its cases %v", id, period, s.Column.Name, g.Code, *g.Denominator, caseDen)
			}
		}
		if g.Value != nil && g.Numerator != nil && g.Denominator != nil && whole.Value != nil && *whole.Numerator != 0 {
			scale := *whole.Value * *whole.Denominator / *whole.Numerator
			if math.Abs(*g.Value-scale*caseNum/caseDen) > 1e-6 {
				t.Errorf("%s %s by %s: group %q is %v, over its cases it is %v", id, period, s.Column.Name, g.Code, *g.Value, scale*caseNum/caseDen)
			}
		}
		if len(times) > 0 && math.Abs(*g.Value-quantile(times, 0.9)) > 1e-6 {
			t.Errorf("%s %s by %s: group %q is %v, over its cases it is %v", id, period, s.Column.Name, g.Code, *g.Value, quantile(times, 0.9))
		}
	}
	same := func(what string, of *float64, sum float64) {
		if of != nil && math.Abs(*of-sum) > 1e-6 {
			t.Errorf("%s %s by %s: the groups' %s add up to %v, the value's is %v", id, period, s.Column.Name, what, sum, *of)
		}
	}
	same("numerators", whole.Numerator, num)
	same("denominators", whole.Denominator, den)
	if n != whole.N {
		t.Errorf("%s %s by %s: the groups have %d cases, the value %d", id, period, s.Column.Name, n, whole.N)
	}
}

// spreadIsOfTheCases recounts a spread from the list of cases.
func spreadIsOfTheCases(t *testing.T, id assess.IndicatorID, s assess.Spread, whole assess.Value, cases assess.CaseList) {
	t.Helper()
	var times []float64
	sum := 0.0
	for _, c := range cases.Rows {
		took, ok := c.Numerator, c.Denominator != nil && *c.Denominator > 0
		if id == "CP03" {
			var days float64
			if days, ok = cellNumber(cases, c, "net_days"); ok {
				took = &days
			}
		}
		if ok && took != nil {
			times, sum = append(times, *took), sum+*took
		}
	}
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: %s is %v, over the cases it is %v", id, what, got, want)
		}
	}
	if s.N != int64(len(times)) || s.N != whole.N {
		t.Fatalf("%s: %d times, want those of %d cases; the value has n = %d", id, s.N, len(times), whole.N)
	}
	near("the mean", s.Mean, sum/float64(len(times)))
	near("the median", s.Median, quantile(times, 0.5))
	near("the 90th percentile", s.P90, quantile(times, 0.9))
	near("the longest", s.Max, slices.Max(times))
	for i, b := range s.Bins {
		n := int64(0)
		for _, took := range times {
			if took >= b.From-1e-9 && (took < b.To-1e-9 || i == len(s.Bins)-1) {
				n++
			}
		}
		if n != b.N {
			t.Errorf("%s: %d cases from %v to %v, want %d", id, b.N, b.From, b.To, n)
		}
	}
	if limit, ok := most(cases, "promise_days"); ok && s.Clock == "workday" && (s.Promise == nil || *s.Promise != limit) {
		t.Errorf("%s: the promise is %v, want %v", id, s.Promise, limit)
	}
}

// quantile is that of type 7, by hand.
func quantile(times []float64, p float64) float64 {
	sorted := slices.Sorted(slices.Values(times))
	at := p * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

func cellNumber(list assess.CaseList, c assess.CaseRow, column string) (float64, bool) {
	at := slices.IndexFunc(list.Columns, func(c assess.Column) bool { return c.Name == column })
	if at < 0 || c.Cells[at] == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(c.Cells[at], 64)
	return v, err == nil
}

// most is the most frequent value of a column, the least of several.
func most(list assess.CaseList, column string) (assess.SpreadLimit, bool) {
	counts := map[float64]int64{}
	for _, c := range list.Rows {
		if v, ok := cellNumber(list, c, column); ok && c.Denominator != nil && *c.Denominator > 0 {
			counts[v]++
		}
	}
	var best assess.SpreadLimit
	for _, v := range slices.Sorted(maps.Keys(counts)) {
		if counts[v] > best.N {
			best = assess.SpreadLimit{Days: v, N: counts[v]}
		}
	}
	return best, best.N > 0
}

// Open cases past their due day and those not yet due are those of the indicator's own matters.
func openCases(t *testing.T, h *house) {
	ctx := context.Background()
	r := h.reader(t, store.Everything())
	asOf := "2022-09-30"
	var lateOfAll, openOfAll int
	for _, id := range []assess.IndicatorID{"GS03", "SB01", "LM01", "CP02", "CP08", "AP04", "AP06"} {
		late, open, err := r.OpenCases(ctx, demo.Region, id, 1e6)
		if err != nil || late == nil || open == nil {
			t.Fatalf("%s: %v, %v, %v", id, late, open, err)
		}
		lateOfAll, openOfAll = lateOfAll+late.Total, openOfAll+open.Total
		for _, list := range []*assess.CaseList{late, open} {
			due := slices.IndexFunc(list.Columns, func(c assess.Column) bool {
				return slices.Contains([]string{"due_on", "due_date", "due_at"}, c.Name)
			})
			if len(list.Rows) != list.Total {
				t.Errorf("%s: %d rows of %d", id, len(list.Rows), list.Total)
			}
			last := ""
			for _, row := range list.Rows {
				day := row.Cells[due][:10]
				if (day < asOf) != (list == late) || day < last {
					t.Errorf("%s: case %s is due on %s, behind %s", id, row.Thing, day, last)
				}
				last = day
			}
		}
	}
	if lateOfAll == 0 || openOfAll == 0 {
		t.Errorf("%d late and %d open cases: the test looks at nothing", lateOfAll, openOfAll)
	}
	one, _, err := r.OpenCases(ctx, demo.Region, "SB01", 1e6)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := r.OpenCases(ctx, demo.Region, "GS03", 1e6)
	if err != nil {
		t.Fatal(err)
	}
	if one.Total >= all.Total {
		t.Errorf("start-ups have %d late cases, all matters %d", one.Total, all.Total)
	}
	for _, id := range []assess.IndicatorID{"RP07", "RP03", "TB02"} {
		if late, open, err := r.OpenCases(ctx, demo.Region, id, 5); late != nil || open != nil || err != nil {
			t.Errorf("%s knows no due day, and has %v, %v, %v", id, late, open, err)
		}
	}
}

// What stands behind a value is refused to a scope without its region.
func TestSplitsStayWithinTheScope(t *testing.T) {
	h, _ := openDemo(t)
	ctx := context.Background()
	other := h.reader(t, store.Within([]assess.RegionCode{"330481"}, []assess.DepartmentCode{"FGJ"}, store.NoCases))
	year := assess.YearOf(2022)
	_, err := other.Splits(ctx, demo.Region, "RP03", year)
	_, spreadErr := other.Spread(ctx, demo.Region, "RP03", year)
	_, _, openErr := other.OpenCases(ctx, demo.Region, "RP03", 5)
	_, peersErr := other.Peers(ctx, demo.Region, "RP03", 2022)
	for what, err := range map[string]error{"splits": err, "spread": spreadErr, "open cases": openErr, "peers": peersErr} {
		if !errors.Is(err, assess.ErrForbidden) {
			t.Errorf("another region's %s: %v, want ErrForbidden", what, err)
		}
	}
}
