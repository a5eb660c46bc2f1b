package demo_test

import (
	"math"
	"sort"
	"testing"

	"yingshang/etl/demo"
)

// ending is a case of a reform as the recount found it.
type ending struct {
	month        string
	took, whole  float64
	old          bool // it went the old way
	trips, saved int
}

// compareReform counts both sides of a reform again and compares them with the truth.
func compareReform(t *testing.T, truth demo.Truth, code, from string, cases []ending) {
	t.Helper()
	want, ok := truth.Reforms[code]
	if !ok || want.From != from {
		t.Errorf("%s: the truth says it began with %q, want %q", code, want.From, from)
	}
	months := map[string]bool{}
	for _, c := range cases {
		months[c.month] = true
	}
	if len(months) != len(want.Months) {
		t.Errorf("%s: %d months in the truth, %d in the files", code, len(want.Months), len(months))
	}
	for month := range months {
		compareSide(t, code+" "+month, want.Months[month], cases, func(c ending) bool { return c.month == month })
	}
	compareSide(t, code+" before", want.Before, cases, func(c ending) bool { return c.month < from })
	compareSide(t, code+" after", want.After, cases, func(c ending) bool { return c.month >= from })
	compareSide(t, code+" new way", want.NewWay, cases, func(c ending) bool { return c.month >= from && !c.old })
	compareSide(t, code+" old way", want.OldWay, cases, func(c ending) bool { return c.month >= from && c.old })
}

func compareSide(t *testing.T, name string, want demo.ReformSide, cases []ending, in func(ending) bool) {
	t.Helper()
	var took []float64
	var got demo.ReformSide
	for _, c := range cases {
		if in(c) {
			got.N, got.Time, got.Whole = got.N+1, got.Time+c.took, got.Whole+c.whole
			got.Trips, got.Saved = got.Trips+c.trips, got.Saved+c.saved
			took = append(took, c.took)
		}
	}
	if len(took) == 0 {
		t.Errorf("%s: no case", name)
		return
	}
	sort.Float64s(took)
	between := func(tenths int) float64 { // R-7, in tenths of the way from the first to the last
		way := tenths * (len(took) - 1)
		v := took[way/10]
		if part := way % 10; part > 0 {
			v += float64(part) / 10 * (took[way/10+1] - v)
		}
		return v
	}
	got.Median, got.P90 = between(5), between(9)
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-6 }
	if got.N != want.N || got.Trips != want.Trips || got.Saved != want.Saved || !near(got.Time, want.Time) || !near(got.Whole, want.Whole) ||
		!near(got.Median, want.Median) || !near(got.P90, want.P90) {
		t.Errorf("%s: the truth says %+v, the files %+v", name, want, got)
	}
}

// TestReformsTellWhatTheArticleTells checks that the records bear out what the article says of before and after, whatever the seed.
func TestReformsTellWhatTheArticleTells(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 1}, {Seed: 77, Scale: 0.001}, {Seed: math.MaxUint64}} {
		_, truth := write(t, o)
		mean := func(s demo.ReformSide) float64 { return s.Time / float64(s.N) }
		r := truth.Reforms["mortgage_release"]
		if b := r.Before; mean(b) < 96 || mean(b) > 125 || b.Trips != 3*b.N || b.Saved != 0 || b.N < 2000 {
			t.Errorf("%+v: releases before the reform %+v, want four days or a little more, and three trips each", o, b)
		}
		if a := r.After; math.Abs(mean(a)-1) > 1e-9 || a.Saved != 7926 || a.N != 2666 || r.NewWay.N != 2642 || r.NewWay.Trips != 0 {
			t.Errorf("%+v: releases since the reform %+v, want one hour and 7,926 trips saved", o, a)
		}
		j := truth.Reforms["joint_acceptance"]
		if b, a := mean(j.Before), mean(j.NewWay); b < 22 || a > 8 || j.Before.N < 50 || j.NewWay.N < 400 {
			t.Errorf("%+v: acceptances took %v working days and then %v, want over a month and about a week", o, b, a)
		}
	}
}
