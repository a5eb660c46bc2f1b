package job_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/demo"
	"yingshang/etl/source"
	"yingshang/etl/sources"
	"yingshang/sql/store"
)

// reader opens a reader of everything on a house.
func (h *house) reader(t testing.TB, scope store.Scope) *store.Reader {
	t.Helper()
	watch := store.NewWatch(h.store, func(context.Context) bool { return true }, func(err error) { t.Error(err) })
	r, err := h.store.Read(scope, watch, h.control, store.Facts{Sources: []assess.SourceState{{ID: "release_bank", Supplier: assess.Department{Code: "BDC"}}}}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// shownWith is the source of the row that an enterprise must be shown with: what was done for it, else the list it stands on.
func shownWith(code string, year int, row assess.CaseRow) assess.SourceID {
	done := map[string]assess.SourceID{"AP03": "enterprise_visit", "IN05": "activity", "IP04": "activity"}
	if year < 2022 {
		done["IP04"] = "activity_history"
	}
	if row.Numerator != nil && *row.Numerator > 0 || done[code] == "" {
		return done[code]
	}
	return "enterprise_pool"
}

// followed says which values are followed to their rows: the first and the last year, which hold the rows of their months, and a
// month of the last; with -short the month alone.
func followed(p assess.Period) bool {
	if p.Kind == assess.Month {
		return p == assess.MonthOf(2022, time.June)
	}
	return !testing.Short() && (p.Start.Year() == 2019 || p.Start.Year() == 2022)
}

func TestEveryValueIsTracedToRows(t *testing.T) {
	h, truth := openDemo(t)
	ctx := context.Background()
	r := h.reader(t, store.Everything())
	for code, periods := range truth.Indicators {
		for text, want := range periods {
			period, err := assess.ParsePeriod(text)
			if err != nil {
				t.Fatal(err)
			}
			if !followed(period) {
				continue
			}
			q := assess.CaseQuery{Region: demo.Region, Indicator: assess.IndicatorID(code), Period: period, Limit: 100000}
			list, err := r.Cases(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			num, den := 0.0, 0.0
			for _, row := range list.Rows {
				if want := shownWith(code, period.Start.Year(), row); want != "" && row.Source != want {
					t.Fatalf("%s %s: %s is shown with a row of %s, want one of %s", code, text, row.Thing, row.Source, want)
				}
				if row.Numerator != nil {
					num += *row.Numerator
				}
				if row.Denominator != nil {
					den += *row.Denominator
				}
				if row.File == "" || row.Line < 2 {
					t.Fatalf("%s %s: a row comes from file %q line %d", code, text, row.File, row.Line)
				}
			}
			if list.Total != len(list.Rows) {
				t.Errorf("%s %s: %d rows of %d", code, text, len(list.Rows), list.Total)
			}
			if math.Abs(num-want.Numerator) > 1e-6 {
				t.Errorf("%s %s: the rows' numerators add up to %v, want %v", code, text, num, want.Numerator)
			}
			if want.Denominator != nil && math.Abs(den-*want.Denominator) > 1e-6 {
				t.Errorf("%s %s: the rows' denominators add up to %v, want %v", code, text, den, *want.Denominator)
			}
		}
	}
	for _, given := range truth.Reported {
		period, err := assess.ParsePeriod(given.Period)
		if err != nil {
			t.Fatal(err)
		}
		list, err := r.Cases(ctx, assess.CaseQuery{Region: assess.RegionCode(given.Region), Indicator: assess.IndicatorID(given.Indicator), Period: period, Limit: 10})
		if err != nil || len(list.Rows) != 1 || list.Rows[0].File == "" {
			t.Errorf("%s: %d rows, %v, want the one that was handed in", given.Indicator, len(list.Rows), err)
		}
	}
	rejects, err := r.Rejects(ctx, assess.RejectQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	standing := 0
	newest := map[string]int{} // of a snapshot of everything, or of a month, the last file counts, of the others every file
	list, err := source.Load(sources.FS)
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]bool{} // sources whose files each hold everything
	for _, s := range list {
		whole[string(s.ID)] = s.Mode == source.Snapshot && s.Scope == source.ScopeAll
	}
	for _, f := range truth.Files {
		scope, _, month := strings.Cut(f.Name, "_截至")
		switch {
		case whole[f.Source]:
			newest[f.Source] = f.Rejected
		default:
			if !month {
				scope = f.Name
			}
			newest[scope] = f.Rejected
		}
	}
	for _, n := range newest {
		standing += n
	}
	if rejects.Total != standing {
		t.Errorf("%d rejects are shown, the standing files have %d", rejects.Total, standing)
	}
	for _, j := range rejects.Rows {
		if j.File == "" || j.Line == 0 || len(j.Content) == 0 || len(j.Reasons) == 0 || j.Reasons[0].Text.ZH == "" || j.Reasons[0].Text.EN == "" {
			t.Errorf("a reject without its place, content or words: %+v", j)
		}
	}
	if _, err := r.Pipeline(ctx); err != nil {
		t.Error(err)
	}
	t.Run("cases", func(t *testing.T) { casesOfTheDemo(t, h, truth) })
}

func TestAScopeHoldsBackWhatItDoesNotName(t *testing.T) {
	h, _ := openDemo(t)
	ctx := context.Background()
	if _, err := h.store.Read(store.Scope{}, nil, h.control, store.Facts{}, time.Now); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("Read without a scope: %v, want ErrInvalid", err)
	}
	other := h.reader(t, store.Within([]assess.RegionCode{"330481"}, []assess.DepartmentCode{"FGJ"}, store.NoCases))
	if _, err := other.Assessment(ctx, demo.Region, 2022); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's assessment: %v, want ErrForbidden", err)
	}
	q := assess.CaseQuery{Region: demo.Region, Indicator: "RP04", Period: assess.YearOf(2022), Limit: 5}
	if _, err := other.Cases(ctx, q); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's cases: %v, want ErrForbidden", err)
	}
	if _, err := other.Months(ctx, demo.Region, "RP04", 2022); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's months: %v, want ErrForbidden", err)
	}
	if _, err := other.YearValues(ctx, demo.Region, 2022); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's values of a year: %v, want ErrForbidden", err)
	}
	if list, err := other.Rejects(ctx, assess.RejectQuery{Limit: 5}); err != nil || list.Total != 0 {
		t.Errorf("another department's rejects: %d, %v, want none", list.Total, err)
	}
	masked := h.reader(t, store.Within([]assess.RegionCode{demo.Region}, nil, store.MaskedCases))
	list, err := masked.Cases(ctx, q)
	if err != nil || len(list.Rows) == 0 {
		t.Fatal(len(list.Rows), err)
	}
	whole, err := h.reader(t, store.Everything()).Cases(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if list.Rows[0].Cells[0] == whole.Rows[0].Cells[0] || list.Rows[0].Thing == whole.Rows[0].Thing {
		t.Errorf("case %q is shown whole to one who may see masked cases", list.Rows[0].Cells[0])
	}
}
