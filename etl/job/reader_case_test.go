package job_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/etl/demo"
	"yingshang/sql/store"
)

// casesOfTheDemo looks at the lists of cases and at single ones.
func casesOfTheDemo(t *testing.T, h *house, truth demo.Truth) {
	r := h.reader(t, store.Everything())
	t.Run("late", func(t *testing.T) { lateCases(t, r, truth) })
	t.Run("lists", func(t *testing.T) { everyList(t, r) })
	t.Run("filters", func(t *testing.T) { caseFilters(t, r) })
	t.Run("behind a value", func(t *testing.T) { casesBehind(t, r) })
	t.Run("timelines", func(t *testing.T) { timelines(t, r) })
	t.Run("parts", func(t *testing.T) { caseParts(t, r) })
	t.Run("told twice", func(t *testing.T) { toldTwice(t, r) })
	t.Run("scope", func(t *testing.T) { caseScope(t, h) })
}

func ask(t *testing.T, r *store.Reader, q assess.CaseListQuery) assess.CaseList {
	t.Helper()
	q.Region = demo.Region
	if q.Limit == 0 {
		q.Limit = 100000
	}
	if q.SoonUntil.IsZero() {
		q.SoonUntil = time.Date(2022, 10, 11, 0, 0, 0, 0, assess.Zone)
	}
	list, err := r.CaseList(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func numbers(list assess.CaseList) []string {
	var out []string
	for _, row := range list.Rows {
		out = append(out, row.Thing)
	}
	return out
}

// cellOf is a column's cell of a row.
func cellOf(list assess.CaseList, row assess.CaseRow, column string) string {
	return row.Cells[slices.IndexFunc(list.Columns, func(c assess.Column) bool { return c.Name == column })]
}

func lateCases(t *testing.T, r *store.Reader, truth demo.Truth) {
	list := ask(t, r, assess.CaseListQuery{Clock: "service_case", State: assess.Late})
	got := numbers(list)
	slices.Sort(got)
	want := slices.Clone(truth.Late["service_case"])
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("late cases (-truth +list):\n%s", diff)
	}
	last := ""
	for _, row := range list.Rows {
		due := cellOf(list, row, "due_on")
		if due < last || due >= demo.AsOf || row.State != assess.Late {
			t.Errorf("%s is due on %s after %s and %q", row.Thing, due, last, row.State)
		}
		last = due
	}
}

// Every clock that is listed answers in every state, and open and closed ones are all there are.
func everyList(t *testing.T, r *store.Reader) {
	listed := 0
	for _, k := range r.Clocks() {
		if !k.Listed() {
			continue
		}
		listed++
		n := map[assess.CaseState]int{}
		for _, state := range append(assess.CaseStates, assess.AllCases) {
			n[state] = ask(t, r, assess.CaseListQuery{Clock: k.Name, State: state, Limit: 1}).Total
		}
		if n[assess.AllCases] == 0 {
			t.Errorf("%s has no case", k.Name)
		}
		if _, ends := k.Event(assess.Ends); ends && n[assess.Open]+n[assess.Closed] != n[assess.AllCases] || n[assess.Late]+n[assess.Soon] > n[assess.Open] {
			t.Errorf("%s: %v do not add up", k.Name, n)
		}
	}
	if listed < 15 {
		t.Errorf("%d clocks are listed", listed)
	}
	if _, err := r.CaseList(context.Background(), assess.CaseListQuery{Region: demo.Region, Clock: "no_such", Limit: 1}); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("cases of no clock: %v, want ErrNotFound", err)
	}
}

func caseFilters(t *testing.T, r *store.Reader) {
	all := ask(t, r, assess.CaseListQuery{Clock: "service_case"})
	sum := 0
	for _, c := range all.Columns {
		for code := range c.Words {
			if c.Name != "apply_type" {
				continue
			}
			list := ask(t, r, assess.CaseListQuery{Clock: "service_case", Coded: map[string]string{"apply_type": code}})
			sum += list.Total
			for _, row := range list.Rows {
				if cellOf(list, row, "apply_type") != code {
					t.Fatalf("%s came by %s, asked for %s", row.Thing, cellOf(list, row, "apply_type"), code)
				}
			}
		}
	}
	without := 0
	for _, row := range all.Rows {
		if cellOf(all, row, "apply_type") == "" {
			without++
		}
	}
	if sum+without != all.Total || sum == 0 {
		t.Errorf("the channels have %d cases, %d have none, of %d", sum, without, all.Total)
	}
	one := all.Rows[len(all.Rows)/2]
	department := assess.DepartmentCode(cellOf(all, one, "org_code"))
	list := ask(t, r, assess.CaseListQuery{Clock: "service_case", Department: department})
	for _, row := range list.Rows {
		if cellOf(list, row, "org_code") != string(department) {
			t.Fatalf("%s is of %s, asked for %s", row.Thing, cellOf(list, row, "org_code"), department)
		}
	}
	if list.Total == 0 || list.Total == all.Total {
		t.Errorf("%s has %d of %d cases", department, list.Total, all.Total)
	}
	if list = ask(t, r, assess.CaseListQuery{Clock: "service_case", Number: one.Thing}); list.Total != 1 || list.Rows[0].Thing != one.Thing {
		t.Errorf("case %s is found %d times", one.Thing, list.Total)
	}
	if list = ask(t, r, assess.CaseListQuery{Clock: "service_case", Number: one.Thing[1:]}); slices.Contains(numbers(list), one.Thing) {
		t.Errorf("case %s is found by its end", one.Thing)
	}
	months := 0
	for m := time.January; m <= time.September; m++ {
		months += ask(t, r, assess.CaseListQuery{Clock: "service_case", Period: assess.MonthOf(2022, m), Limit: 1}).Total
	}
	if year := ask(t, r, assess.CaseListQuery{Clock: "service_case", Period: assess.YearOf(2022), Limit: 1}).Total; months != year {
		t.Errorf("the months have %d cases, the year %d", months, year)
	}
	second := ask(t, r, assess.CaseListQuery{Clock: "service_case", Offset: 10, Limit: 10})
	if diff := cmp.Diff(numbers(all)[10:20], numbers(second)); diff != "" || second.Total != all.Total {
		t.Errorf("the second page of ten (-want +got):\n%s", diff)
	}
}

// The rows behind a value are those that Cases gives, whatever they stand behind.
func casesBehind(t *testing.T, r *store.Reader) {
	for _, id := range []assess.IndicatorID{"GS02", "GS03", "CP02", "RP03", "AP03", "RP07", "TB02"} {
		want, err := r.Cases(context.Background(), assess.CaseQuery{Region: demo.Region, Indicator: id, Period: assess.YearOf(2022), Limit: 100000})
		if err != nil {
			t.Fatal(err)
		}
		got := ask(t, r, assess.CaseListQuery{Indicator: id, Period: assess.YearOf(2022)})
		a, b := numbers(want), numbers(got)
		slices.Sort(a)
		slices.Sort(b)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s (-cases +list):\n%.400s", id, diff)
		}
		if diff := cmp.Diff([]any{want.Total, want.Numerator, want.Denominator}, []any{got.Total, got.Numerator, got.Denominator}); diff != "" {
			t.Errorf("%s: the sums (-cases +list):\n%s", id, diff)
		}
	}
	whole := ask(t, r, assess.CaseListQuery{Indicator: "GS03", Period: assess.YearOf(2022)})
	late := ask(t, r, assess.CaseListQuery{Indicator: "GS03", Period: assess.YearOf(2022), State: assess.Late})
	if late.Total == 0 || late.Total >= whole.Total || *late.Numerator != 0 {
		t.Errorf("%d of %d cases behind GS03 are late, with numerator %v", late.Total, whole.Total, *late.Numerator)
	}
}

// stopsOf are the suspensions of a case.
func stopsOf(c assess.Case) []calendar.Span {
	var stops []calendar.Span
	for _, p := range c.Parts {
		for _, row := range p.Rows {
			for _, s := range row.Spans {
				stops = append(stops, calendar.Span{From: s.From, To: s.To})
			}
		}
	}
	return stops
}

// The account of every suspended or late case, and of many others, ends at the days that its clock holds; an open one's due day is
// the engine's.
func timelines(t *testing.T, r *store.Reader) {
	for _, clock := range []string{"service_case", "acceptance", "rectification_slip", "acceptance_opinion"} {
		list := ask(t, r, assess.CaseListQuery{Clock: clock})
		stopped := 0
		for i, row := range list.Rows {
			if i%(1+len(list.Rows)/100) != 0 && row.State == assess.Closed {
				continue
			}
			c, err := r.Case(context.Background(), demo.Region, clock, row.Thing, 0)
			if err != nil {
				t.Fatal(err)
			}
			one := c.Rows[0]
			stops := stopsOf(c)
			if len(stops) > 0 {
				stopped++
			}
			began, ok := one.At(assess.Begins)
			if !ok {
				t.Fatalf("%s of %s has no beginning", row.Thing, clock)
			}
			if ended, ok := one.At(assess.Ends); ok {
				days, err := calendar.Default().Account(began.At, ended.At, stops)
				if err != nil {
					t.Fatal(err)
				}
				if one.Counted == nil || float64(days[len(days)-1].Count) != *one.Counted {
					t.Errorf("%s of %s: the account ends at %d, the clock holds %v", row.Thing, clock, days[len(days)-1].Count, one.Counted)
				}
				continue
			}
			due, known := one.At(assess.DueDay)
			if one.Promise == nil {
				continue
			}
			want, err := calendar.Default().DueWithout(began.At, *one.Promise, stops)
			if err != nil {
				t.Fatal(err)
			}
			if known != !want.IsZero() || known && !due.At.Equal(want) {
				t.Errorf("%s of %s is due on %v, the calendar says %v", row.Thing, clock, due.At, want)
			}
		}
		if (clock == "service_case" || clock == "acceptance") && stopped == 0 {
			t.Errorf("%s: no clock stood: the demo should have some", clock)
		}
	}
}

func caseParts(t *testing.T, r *store.Reader) {
	list := ask(t, r, assess.CaseListQuery{Indicator: "GS03", Period: assess.YearOf(2022), Limit: 5})
	c, err := r.Case(context.Background(), demo.Region, "service_case", list.Rows[0].Thing, 0)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(c.Rows[0].Parts, func(p assess.CasePart) bool { return p.Indicator == "GS03" })
	if i < 0 {
		t.Fatalf("GS03 is not among %v", c.Rows[0].Parts)
	}
	if diff := cmp.Diff([]*float64{list.Rows[0].Numerator, list.Rows[0].Denominator}, []*float64{c.Rows[0].Parts[i].Numerator, c.Rows[0].Parts[i].Denominator}); diff != "" {
		t.Errorf("parts in GS03 (-list +case):\n%s", diff)
	}
	if c.Rows[0].File == "" || c.Rows[0].Line < 2 || len(c.Rows[0].Cells) != len(c.Clock.Columns) {
		t.Errorf("a case without its place or columns: %+v", c.Rows[0])
	}
	of := map[string]bool{}
	approvals := ask(t, r, assess.CaseListQuery{Clock: "project", Limit: 20})
	for _, row := range append(approvals.Rows, ask(t, r, assess.CaseListQuery{Clock: "project_approval", Limit: 20}).Rows...) {
		for _, clock := range []string{"project", "project_approval"} {
			c, err := r.Case(context.Background(), demo.Region, clock, row.Thing, 0)
			if errors.Is(err, assess.ErrNotFound) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range c.Parts {
				of[clock+" "+p.Clock.Name] = true
			}
		}
	}
	if !of["project_approval project_item"] {
		t.Errorf("parts %v, want the items of an approval", of)
	}
	if _, err := r.Case(context.Background(), demo.Region, "service_case", "no such", 0); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("a case that is not there: %v, want ErrNotFound", err)
	}
	if _, err := r.Case(context.Background(), demo.Region, "special_procedure", "1", 0); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("a case of a clock without numbers: %v, want ErrNotFound", err)
	}
}

// An acceptance that the ledger tells of beside the platform is shown with both, the counted one first.
func toldTwice(t *testing.T, r *store.Reader) {
	ctx := context.Background()
	twice := 0
	for _, row := range ask(t, r, assess.CaseListQuery{Clock: "acceptance", Period: assess.YearOf(2022)}).Rows {
		c, err := r.Case(ctx, demo.Region, "acceptance", row.Thing, 0)
		if err != nil {
			t.Fatal(err)
		}
		if c.Rows[0].IsDouble {
			t.Errorf("%s: the row that counts nowhere stands first", row.Thing)
		}
		for _, again := range c.Rows[1:] {
			twice++
			if !again.IsDouble || len(again.Parts) > 0 {
				t.Errorf("%s: double %v, gives %v", row.Thing, again.IsDouble, again.Parts)
			}
		}
	}
	if twice == 0 {
		t.Error("no acceptance is told twice: the demo should have some")
	}
}

func caseScope(t *testing.T, h *house) {
	ctx := context.Background()
	q := assess.CaseListQuery{Region: demo.Region, Clock: "service_case", Limit: 10}
	other := h.reader(t, store.Within([]assess.RegionCode{"330481"}, nil, store.WholeCases))
	if _, err := other.CaseList(ctx, q); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's cases: %v, want ErrForbidden", err)
	}
	if _, err := other.Case(ctx, demo.Region, "service_case", "1", 0); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's case: %v, want ErrForbidden", err)
	}
	all := ask(t, h.reader(t, store.Everything()), assess.CaseListQuery{Clock: "service_case"})
	mine := assess.DepartmentCode(cellOf(all, all.Rows[0], "org_code"))
	theirs := slices.IndexFunc(all.Rows, func(row assess.CaseRow) bool { return cellOf(all, row, "org_code") != string(mine) })
	office := h.reader(t, store.Within([]assess.RegionCode{demo.Region}, []assess.DepartmentCode{mine}, store.WholeCases))
	for _, row := range ask(t, office, assess.CaseListQuery{Clock: "service_case"}).Rows {
		if got := cellOf(all, row, "org_code"); got != string(mine) {
			t.Fatalf("%s sees a case of %s", mine, got)
		}
	}
	q.Department = assess.DepartmentCode(cellOf(all, all.Rows[theirs], "org_code"))
	if _, err := office.CaseList(ctx, q); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another department's cases: %v, want ErrForbidden", err)
	}
	if _, err := office.Case(ctx, demo.Region, "service_case", all.Rows[theirs].Thing, 0); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another department's case: %v, want ErrForbidden", err)
	}
	masked := h.reader(t, store.Within([]assess.RegionCode{demo.Region}, []assess.DepartmentCode{mine}, store.MaskedCases))
	if list := ask(t, masked, assess.CaseListQuery{Clock: "service_case", Limit: 1}); list.Rows[0].Thing == all.Rows[0].Thing {
		t.Errorf("case %s is shown whole", list.Rows[0].Thing)
	}
	q.Department, q.Number = "", "22"
	if _, err := masked.CaseList(ctx, q); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a search in masked numbers: %v, want ErrForbidden", err)
	}
	if _, err := masked.Case(ctx, demo.Region, "service_case", all.Rows[0].Thing, 0); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a whole case for one who may see masked ones: %v, want ErrForbidden", err)
	}
}
