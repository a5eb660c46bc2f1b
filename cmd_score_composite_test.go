package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"yingshang/dashboards/scoring"
)

// handbook scores a flat scheme a second time, plainly and by other code: one map a node, the formulas of the handbook, no
// order of summation, no rounding but that of the ranks.
type handbook struct {
	node     map[string]map[string]string // of the scheme, by id
	children map[string][]string
	value    map[string]map[string]map[string]string // by indicator and unit
	units    []string
	low      float64
	high     float64
	minmax   bool
	whole    bool // a node needs all its children
	decimals float64
}

func csvRows(t *testing.T, file string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func (h *handbook) read(t *testing.T, dir string) {
	h.node, h.children, h.value = map[string]map[string]string{}, map[string][]string{}, map[string]map[string]map[string]string{}
	for _, row := range csvRows(t, filepath.Join(dir, "scheme.csv")) {
		h.node[row["indicator"]] = row
		h.children[row["parent"]] = append(h.children[row["parent"]], row["indicator"])
	}
	seen := map[string]bool{}
	for _, row := range csvRows(t, filepath.Join(dir, "values.csv")) {
		if h.value[row["indicator"]] == nil {
			h.value[row["indicator"]] = map[string]map[string]string{}
		}
		h.value[row["indicator"]][row["unit"]] = row
		if !seen[row["unit"]] {
			h.units = append(h.units, row["unit"])
		}
		seen[row["unit"]] = true
	}
}

func decimal(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return x
}

// score is NaN where there is none.
func (h *handbook) score(id, unit string) float64 {
	n := h.node[id]
	if len(h.children[id]) == 0 {
		return h.leaf(n, h.value[id][unit])
	}
	total, weights := 0.0, 0.0
	for _, c := range h.children[id] {
		w, x := decimal(h.node[c]["weight"]), h.score(c, unit)
		switch {
		case !math.IsNaN(x) && n["aggregation"] == "geometric":
			total += w * math.Log(x)
		case !math.IsNaN(x):
			total += w * x
		case h.whole:
			return math.NaN()
		default:
			w = 0
		}
		weights += w
	}
	if n["aggregation"] == "geometric" {
		return math.Exp(total / weights)
	}
	return total / weights
}

func (h *handbook) leaf(n, value map[string]string) float64 {
	switch value["status"] {
	case "no_practice":
		return h.low
	case "not_applicable", "missing":
		return math.NaN()
	}
	x, best, worst := decimal(value["value"]), decimal(n["goalpost_best"]), decimal(n["goalpost_worst"])
	if math.IsNaN(x) {
		return x
	}
	if h.minmax {
		least, greatest := math.Inf(1), math.Inf(-1)
		for _, other := range h.value[n["indicator"]] {
			if y := decimal(other["value"]); !math.IsNaN(y) {
				least, greatest = math.Min(least, y), math.Max(greatest, y)
			}
		}
		best, worst = greatest, least
		if decimal(n["direction"]) < 0 {
			best, worst = least, greatest
		}
	}
	if n["transform"] == "log" {
		x, best, worst = math.Log(x), math.Log(best), math.Log(worst)
	}
	way := math.Max(0, math.Min(1, (x-worst)/(best-worst)))
	if n["transform"] == "power" {
		way = math.Pow(way, decimal(n["param"]))
	}
	return h.low + way*(h.high-h.low)
}

// Every score of every node of the three public sets, with the set's own method, is that of the handbook's formulas, and every
// rank counts those that are better.
func TestPublicSetsByASecondWay(t *testing.T) {
	for set, tt := range map[string]struct {
		args []string
		by   handbook
	}{
		"doing_business_2020": {nil, handbook{high: 100, decimals: 9}},
		"hdi_2021":            {[]string{"--range", "0,1", "--rank-decimals", "3", "--coverage", "1"}, handbook{high: 1, whole: true, decimals: 3}},
		"asem":                {[]string{"--normalise", "minmax"}, handbook{high: 100, minmax: true, decimals: 9}},
	} {
		t.Run(set, func(t *testing.T) {
			got, h := composite(t, set, tt.args...), tt.by
			h.read(t, filepath.Join(os.Getenv("YINGSHANG_COMPOSITE"), set))
			if len(got) != len(h.node) {
				t.Errorf("%d nodes, want %d", len(got), len(h.node))
			}
			scores, ranks := 0, 0
			for id := range h.node {
				if len(got[id]) != len(h.units) {
					t.Errorf("%s: %d units, want %d", id, len(got[id]), len(h.units))
				}
				keys := map[string]float64{}
				for _, unit := range h.units {
					want, s := h.score(id, unit), got[id][unit]
					if math.IsNaN(want) != math.IsNaN(s.score) || math.Abs(s.score-want) > 1e-11*h.high {
						t.Errorf("%s of %s scores %v, want %v", id, unit, s.score, want)
					}
					if !math.IsNaN(want) {
						scale := math.Pow(10, h.decimals)
						keys[unit] = math.Floor(want*scale + 0.5 + 1e-6)
						scores++
					}
				}
				for _, unit := range h.units {
					want, has := 1, false
					if _, has = keys[unit]; !has {
						want = 0
					}
					for _, other := range keys {
						if has && other > keys[unit] {
							want++
						}
					}
					if got[id][unit].rank != want {
						t.Errorf("%s: %s is number %d, want %d", id, unit, got[id][unit].rank, want)
					}
					if has {
						ranks++
					}
				}
			}
			t.Logf("%d scores and %d ranks", scores, ranks)
		})
	}
}

// What is printed reads back to the very number that was computed.
func TestPublicSetsInSeventeenDigits(t *testing.T) {
	for _, set := range []string{"doing_business_2020", "hdi_2021", "asem"} {
		got := composite(t, set, "--range", "0,1")
		dir := filepath.Join(os.Getenv("YINGSHANG_COMPOSITE"), set)
		c := scoreFiles{Scheme: filepath.Join(dir, "scheme.csv"), Values: filepath.Join(dir, "values.csv"), Range: &scoreRange{Low: 0, High: 1}}
		s, values, err := c.read()
		if err != nil {
			t.Fatal(err)
		}
		res, err := scoring.Compute(s, values, c.options())
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range res.Units {
			for _, n := range u.Nodes {
				if n.Score != nil && got[n.ID][u.Unit].score != *n.Score {
					t.Errorf("%s: %s of %s is printed as %v, computed as %v", set, n.ID, u.Unit, got[n.ID][u.Unit].score, *n.Score)
				}
			}
		}
	}
}
