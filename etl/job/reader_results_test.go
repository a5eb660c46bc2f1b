package job_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/etl/demo"
	"yingshang/sql/store"
)

// besides hands in, with the demo's own rows, the same rows of one more region. 演示数据.
func (h *house) besides(t *testing.T, source, region string, more ...string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(h.dir, "inbox", source, "*.csv"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files of %s: %v, %v, want one", source, files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, line := range strings.Split(strings.TrimRight(text, "\r\n"), "\n")[1:] {
		if len(more) == 0 {
			text += strings.Replace(line, string(demo.Region), region, 1) + "\n"
		}
	}
	for _, line := range more {
		text += line + "\n"
	}
	if err := os.WriteFile(files[0], []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Results of all regions and years come in one answer each, and only those of the scope's regions.
func TestResultsOfAllRegionsStayWithinTheScope(t *testing.T) {
	h := open(t)
	ctx := context.Background()
	truth, err := demo.Write(h.dir, demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const other = "990001"
	h.besides(t, "announced", other, other+",演示县01,2021,2,81.25,,,演示数据")
	h.besides(t, "reported", other)
	if _, err := h.planner.Pass(ctx); err != nil {
		t.Fatal(err)
	}
	said := func(all []assess.Announced) (out []string) {
		for _, a := range all {
			score := ""
			if a.Score != nil {
				score = fmt.Sprint(*a.Score)
			}
			out = append(out, fmt.Sprintf("%s %d %d %s", a.Region, a.Year, a.Tier, score))
		}
		return out
	}
	var own []string
	for i := len(truth.Announced) - 1; i >= 0; i-- { // the newest first
		a := truth.Announced[i]
		score := ""
		if a.Score != nil {
			score = fmt.Sprint(*a.Score)
		}
		own = append(own, fmt.Sprintf("%s %d %s %s", demo.Region, a.Year, a.Tier, score))
	}
	theirs := other + " 2021 2 81.25"
	for _, tt := range []struct {
		name   string
		scope  store.Scope
		said   []string
		totals map[string]bool
	}{
		{"everything", store.Everything(), append(own[:len(own):len(own)], theirs), map[string]bool{string(demo.Region): true, other: true}},
		{"one region", store.Within([]assess.RegionCode{other}, nil, store.NoCases), []string{theirs}, map[string]bool{other: true}},
		{"a department without regions", store.Within(nil, []assess.DepartmentCode{"BDC"}, store.NoCases), nil, map[string]bool{}},
	} {
		r := h.reader(t, tt.scope)
		all, err := r.Announced(ctx)
		if err != nil || strings.Join(said(all), "\n") != strings.Join(tt.said, "\n") {
			t.Errorf("%s: announced %q, %v, want %q", tt.name, said(all), err, tt.said)
		}
		totals, err := r.Totals(ctx)
		if err != nil || len(totals) != len(tt.totals) {
			t.Errorf("%s: %d totals, %v, want %d", tt.name, len(totals), err, len(tt.totals))
		}
		for _, n := range totals {
			if !tt.totals[string(n.Region)] || n.Year != 2022 || n.Score == nil || n.Tier == 0 {
				t.Errorf("%s: total %+v, want one with a score of 2022 and of %v", tt.name, n, tt.totals)
				continue
			}
			a, err := h.reader(t, store.Everything()).Assessment(ctx, n.Region, n.Year)
			if err != nil || len(a.Nodes) == 0 || a.Nodes[0].Score == nil || math.Abs(*a.Nodes[0].Score-*n.Score) > 0 || a.Nodes[0].Rank != n.Rank {
				t.Errorf("%s: the total of %s is %v, its tree says otherwise (%v)", tt.name, n.Region, *n.Score, err)
			}
		}
	}
}
