package job_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"yingshang/dashboards/scheme"
	"yingshang/sql/engine/enginetest"
)

// The published scores of every year are computed a second time by a statement that shares nothing with the engine of scores.
func TestScoresComeOutTheSameInSQL(t *testing.T) {
	h, _ := openDemo(t)
	text, err := os.ReadFile("testdata/second_score.sql")
	if err != nil {
		t.Fatal(err)
	}
	pubs, err := h.store.Publications(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	schemes, err := scheme.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, year := range slices.Sorted(maps.Keys(schemes)) {
		s := schemes[year]
		q := secondScore(t, s)
		var clocks, runs []string
		for part, p := range pubs {
			if part.Period.Year() != year {
				continue
			}
			if name, ok := cutValue(part.Name); ok {
				clocks, runs = append(clocks, "'"+name+"'"), append(runs, fmt.Sprint(p.Run))
			}
			if part.Name == "score" {
				q.Set("param_score_run", fmt.Sprint(p.Run))
			}
		}
		q.Set("param_clocks", "["+strings.Join(clocks, ",")+"]")
		q.Set("param_runs", "["+strings.Join(runs, ",")+"]")
		q.Set("param_year", fmt.Sprint(year))
		differ, compared, scored := askSecondScore(t, h, string(text), q)
		for _, line := range differ {
			t.Errorf("%d: not the same in SQL: %s", year, line)
		}
		if want := len(s.Leaves()) * 3; scored < want {
			t.Errorf("%d: %d nodes compared, %d of them scored, want more than %d", year, compared, scored, want)
		}
		q.Set("param_theme_weight", strings.Replace(q.Get("param_theme_weight"), "[", "[1", 1)) // the first theme weighs ten times as much or more
		if differ, _, _ := askSecondScore(t, h, string(text), q); len(differ) == 0 {
			t.Errorf("%d: another weight of a theme goes unnoticed", year)
		}
		t.Logf("%d: %d nodes compared, %d of them scored", year, compared, scored)
	}
}

// askSecondScore returns what differs, at most twenty nodes, and how many were compared and have a score.
func askSecondScore(t *testing.T, h *house, text string, q url.Values) (differ []string, compared, scored int) {
	t.Helper()
	answer, err := enginetest.Ask(enginetest.Start(t), h.store.Database(), text, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(answer) {
		var row struct {
			Kept, Again      *float64
			Compared, Scored int
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		compared, scored = row.Compared, row.Scored
		if (row.Kept == nil) != (row.Again == nil) || row.Kept != nil && math.Abs(*row.Kept-*row.Again) > 1e-9 {
			differ = append(differ, line)
		}
	}
	return differ, compared, scored
}

// secondScore binds a scheme of themes and indicators; the statement knows no other rules than these.
func secondScore(t *testing.T, s *scheme.Scheme) url.Values {
	t.Helper()
	lists := map[string][]string{}
	add := func(name string, x any) { lists[name] = append(lists[name], fmt.Sprint(x)) }
	for _, theme := range s.Root.Children {
		add("themes", "'"+theme.ID+"'")
		add("theme_weight", theme.Weight)
		for _, n := range theme.Children {
			if !n.Leaf() || n.Transform != scheme.Linear || theme.Aggregation != "" {
				t.Fatalf("%s: the statement knows two levels, linear indicators and arithmetic means", n.ID)
			}
			add("leaf", "'"+n.ID+"'")
			add("theme", "'"+theme.ID+"'")
			add("weight", n.Weight)
			add("best", *n.Best)
			add("worst", *n.Worst)
			add("min_sample", n.MinSample)
		}
	}
	if !maps.Equal(s.Missing, scheme.DefaultRules()) || s.CoverageBy != scheme.ByWeight {
		t.Fatal("the statement knows the default rules of the missing, and coverage by weight")
	}
	q := url.Values{"param_coverage": {fmt.Sprint(s.Coverage)}, "param_root": {s.Root.ID}, "output_format_json_quote_64bit_integers": {"0"}}
	for name, list := range lists {
		q.Set("param_"+name, "["+strings.Join(list, ",")+"]")
	}
	return q
}
