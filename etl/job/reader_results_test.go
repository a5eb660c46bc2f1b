package job_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/sql/store"
)

// Results of all regions and years come in one answer each, and only those of the scope's regions.
func TestResultsOfAllRegionsStayWithinTheScope(t *testing.T) {
	h, truth := openDemo(t)
	ctx := context.Background()
	line := func(region string, year int, tier string, score *float64) string {
		text := ""
		if score != nil {
			text = fmt.Sprint(*score)
		}
		return fmt.Sprintf("%s %d %s %s", region, year, tier, text)
	}
	const other = "990001"
	within := map[string]func(region string) bool{
		"everything":                   func(string) bool { return true },
		"one region":                   func(region string) bool { return region == other },
		"a department without regions": func(string) bool { return false },
	}
	scopes := map[string]store.Scope{
		"everything":                   store.Everything(),
		"one region":                   store.Within([]assess.RegionCode{other}, nil, store.NoCases),
		"a department without regions": store.Within(nil, []assess.DepartmentCode{"BDC"}, store.NoCases),
	}
	for name, scope := range scopes {
		said, scored := map[string]bool{}, map[string]bool{}
		for _, a := range truth.Announced {
			if within[name](a.Region) {
				said[line(a.Region, a.Year, a.Tier, a.Score)] = true
			}
		}
		for _, v := range truth.Reported { // each of them has most of its values
			if within[name](v.Region) {
				scored[v.Region+" "+v.Period] = true
			}
		}
		r := h.reader(t, scope)
		all, err := r.Announced(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for i, a := range all {
			got[line(string(a.Region), a.Year, fmt.Sprint(a.Tier), a.Score)] = true
			if i > 0 && all[i-1].Region == a.Region && all[i-1].Year <= a.Year {
				t.Errorf("%s: %d stands before %d of %s, want the newest first", name, all[i-1].Year, a.Year, a.Region)
			}
		}
		if diff := cmp.Diff(said, got); diff != "" || len(all) != len(got) {
			t.Errorf("%s: announced %d, -want +got:\n%s", name, len(all), diff)
		}
		totals, err := r.Totals(ctx)
		if err != nil {
			t.Fatal(err)
		}
		computed := map[string]bool{}
		for _, n := range totals {
			computed[fmt.Sprintf("%s %d", n.Region, n.Year)] = true
			if n.Score == nil || n.Tier == 0 {
				t.Errorf("%s: total %+v, want one with a score", name, n)
				continue
			}
			a, err := h.reader(t, store.Everything()).Assessment(ctx, n.Region, n.Year)
			if err != nil || len(a.Nodes) == 0 || a.Nodes[0].Score == nil || math.Abs(*a.Nodes[0].Score-*n.Score) > 0 || a.Nodes[0].Rank != n.Rank {
				t.Errorf("%s: the total of %s is %v, its tree says otherwise (%v)", name, n.Region, *n.Score, err)
			}
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(scored)), slices.Sorted(maps.Keys(computed))); diff != "" {
			t.Errorf("%s: totals, -want +got:\n%s", name, diff)
		}
	}
}
