package job_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/etl/demo"
	"yingshang/sql/store"
)

// compareReforms compares both sides of every reform of a loaded demo with the generator's own count.
func (h *house) compareReforms(t *testing.T, truth demo.Truth) {
	t.Helper()
	ctx := context.Background()
	r := h.reader(t, store.Everything())
	side := func(name string, want demo.ReformSide, got assess.ReformSide) {
		t.Helper()
		is := func(what string, got *float64, want float64) {
			t.Helper()
			if got == nil || math.Abs(*got-want) > 1e-6 {
				t.Errorf("%s: %s is %v, want %v", name, what, got, want)
			}
		}
		n := float64(want.N)
		if got.Cases != int64(want.N) || got.Timed != got.Cases {
			t.Errorf("%s: %d cases, %d with a time, want %d", name, got.Cases, got.Timed, want.N)
		}
		is("mean", got.Mean, want.Time/n)
		is("median", got.Median, want.Median)
		is("P90", got.P90, want.P90)
		if got.Whole != nil {
			is("whole time", got.Whole, want.Whole/n)
		}
		if got.Trips != nil {
			is("trips", got.Trips, float64(want.Trips)/n)
			is("trips saved", got.Saved, float64(want.Saved))
		}
	}
	if len(truth.Reforms) == 0 {
		t.Error("the truth tells of no reform")
	}
	for id, want := range truth.Reforms {
		start, err := assess.ParsePeriod(want.From)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Reform(ctx, demo.Region, assess.ReformID(id), start.Start)
		if err != nil {
			t.Fatal(err)
		}
		side(id+" before", want.Before, got.Before)
		side(id+" after", want.After, got.After)
		side(id+" new way", want.NewWay, got.NewWay)
		side(id+" old way", want.OldWay, got.OldWay)
		if want.OpinionsCases > 0 {
			if mean := float64(want.Opinions) / float64(want.OpinionsCases); got.After.Offices == nil || math.Abs(*got.After.Offices-mean) > 1e-9 || got.Before.Offices != nil ||
				got.After.Judged != int64(want.OpinionsCases) {
				t.Errorf("%s: offices %v before and %v since, want none and %v", id, got.Before.Offices, got.After.Offices, mean)
			}
		}
		if len(got.Months) != len(want.Months) {
			t.Errorf("%s: %d months, want %d", id, len(got.Months), len(want.Months))
		}
		for _, m := range got.Months {
			month := assess.MonthOf(m.Month.Year(), m.Month.Month()).String()
			side(id+" "+month, want.Months[month], m.ReformSide)
		}
	}
	if f, err := r.Reform(ctx, demo.Region, "mortgage_release", assess.YearOf(2022).Start); err != nil || f.Before.Trips == nil || f.After.Saved == nil {
		t.Errorf("releases: %+v, %v, want trips from the records", f, err)
	}
	other := h.reader(t, store.Within([]assess.RegionCode{"330481"}, nil, store.NoCases))
	if _, err := other.Reform(ctx, demo.Region, "mortgage_release", assess.YearOf(2022).Start); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's reform: %v, want ErrForbidden", err)
	}
	if _, err := r.Reform(ctx, demo.Region, "none", assess.YearOf(2022).Start); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("a reform that nobody knows: %v, want ErrNotFound", err)
	}
}
