package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

var update = flag.Bool("update", false, "write goldens anew; read them before you commit")

// runScore runs `score` as the program does and returns what it wrote.
func runScore(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var cli struct {
		Score scoreCmd `cmd:""`
	}
	var out, notes bytes.Buffer
	parser, err := kong.New(&cli, kong.Writers(&out, &notes))
	if err != nil {
		t.Fatal(err)
	}
	ctx, err := parser.Parse(append([]string{"score"}, args...))
	if err == nil {
		err = ctx.Run()
	}
	return out.String(), notes.String(), err
}

// Every folder of testdata/score is one run: its files, its arguments, and what must come out.
func TestScoreSets(t *testing.T) {
	dirs, err := filepath.Glob("dashboards/scoring/testdata/score/*/values.csv")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%d sets, %v", len(dirs), err)
	}
	for _, values := range dirs {
		dir := filepath.Dir(values)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			schemes, err := filepath.Glob(filepath.Join(dir, "scheme.*"))
			if err != nil || len(schemes) != 1 {
				t.Fatalf("schemes %v, %v", schemes, err)
			}
			args, err := os.ReadFile(filepath.Join(dir, "args"))
			if err != nil {
				t.Fatal(err)
			}
			got, notes, err := runScore(t, append([]string{"--scheme", schemes[0], "--values", values}, strings.Fields(string(args))...)...)
			if err != nil || notes != "" {
				t.Fatalf("score: %v, %s", err, notes)
			}
			want := filepath.Join(dir, "want.csv")
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("score (-want +got):\n%s", diff)
			}
		})
	}
}

func TestScoreToAFile(t *testing.T) {
	dir := "dashboards/scoring/testdata/score/yearly/"
	out := filepath.Join(t.TempDir(), "scores.csv")
	stdout, _, err := runScore(t, "--scheme", dir+"scheme.yaml", "--values", dir+"values.csv", "--out", out)
	if err != nil || stdout != "" {
		t.Fatalf("score: %v, %q", err, stdout)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(dir + "want.csv")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

// files writes files into a folder of the test, and returns their paths.
func files(t *testing.T) func(name, text string) string {
	dir := t.TempDir()
	return func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
}

func TestScoreTellsWhatIsWrong(t *testing.T) {
	file := files(t)
	scheme := file("s.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\na,total,1,1,9,1\nb,total,1,1,9,1\n")
	badScheme := file("bad.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\na,totl,1,1,9,1\n")
	values := file("v.csv", "unit,indicator,value\nu,a,5\nu,b,1\n")
	badValues := file("bad-v.csv", "unit,indicator,value\nu,a,five\nu,b,1\n")
	strange := file("strange.csv", "unit,indicator,value\nu,a,5\nu,c,1\n")
	inner := file("inner.csv", "unit,indicator,value\nu,a,5\nu,total,1\n")
	tests := []struct {
		name string
		args []string
		want string // the end of the error
	}{
		{"scheme and values at once", []string{"--scheme", badScheme, "--values", badValues}, `bad-v.csv:2: value of u, a is "five", want a number like 3.5, or an empty cell when there is none` + "\n" + badScheme + `:3: the parent "totl" of a has no row (did you mean "total"?)`},
		{"no such file", []string{"--scheme", scheme, "--values", "nowhere.csv"}, "open nowhere.csv: no such file or directory"},
		{"zero in a geometric mean", []string{"--scheme", scheme, "--values", values, "--aggregate", "geometric"}, "u: node total, because of b: the geometric mean has no answer for a score of 0: choose a range above 0, as 1,100, or the arithmetic mean: invalid"},
		{"a value of an inner node", []string{"--scheme", scheme, "--values", inner}, "inner.csv:3: u: total has a value, but it is computed from its children: invalid"},
		{"range", []string{"--scheme", scheme, "--values", values, "--range", "1"}, `--range: "1": want the lowest and the highest score, as 0,100`},
		{"aggregate", []string{"--scheme", scheme, "--values", values, "--aggregate", "mean"}, `--aggregate: "mean": want one of [arithmetic geometric harmonic power:P]: invalid`},
		{"too many levels", []string{"--scheme", scheme, "--values", values, "--aggregate", "arithmetic,geometric"}, "aggregate: 2 given, want one for all levels or 1, from the lowest up: invalid"},
		{"normalise", []string{"--scheme", scheme, "--values", values, "--normalise", "minmx"}, `but got "minmx"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			stdout, _, err := runScore(t, tt.args...)
			if err == nil || !strings.HasSuffix(err.Error(), tt.want) || stdout != "" {
				t.Errorf("error %v, want one that ends %q, and no output %q", err, tt.want, stdout)
			}
		})
	}
	if _, notes, err := runScore(t, "--scheme", scheme, "--values", strange); err != nil || !strings.HasSuffix(notes, "not in the scheme, so left out: c\n") {
		t.Errorf("a strange indicator: %v, %q, want a note", err, notes)
	}
	if _, _, err := runScore(t, "--scheme", badScheme, "--values", values); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("error %v, want ErrInvalid", err)
	}
}

// composite scores one of the public sets that lie outside this repository, by node and unit.
func composite(t *testing.T, set string, args ...string) map[string]map[string]scored {
	t.Helper()
	dir := os.Getenv("YINGSHANG_COMPOSITE")
	if dir == "" {
		t.Skip("the public data sets are not part of the repository; YINGSHANG_COMPOSITE names their folder")
	}
	out, notes, err := runScore(t, append([]string{"--scheme", filepath.Join(dir, set, "scheme.csv"), "--values", filepath.Join(dir, set, "values.csv")}, args...)...)
	if err != nil || notes != "" {
		t.Fatalf("score %s: %v, %s", set, err, notes)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]scored{}
	for _, row := range rows[1:] {
		s := scored{score: math.NaN()}
		if row[2] != "" {
			if s.score, err = strconv.ParseFloat(row[2], 64); err != nil {
				t.Fatal(err)
			}
			if s.rank, err = strconv.Atoi(row[3]); err != nil {
				t.Fatal(err)
			}
		}
		if got[row[1]] == nil {
			got[row[1]] = map[string]scored{}
		}
		got[row[1]][row[0]] = s
	}
	return got
}

type scored struct {
	score float64
	rank  int
}

// Doing Business 2020 as published: scores with one decimal. The raw values are published with one decimal too, which
// moves some scores by 0.05. Of an economy with two cities the published score is the mean by their people.
func TestDoingBusiness2020(t *testing.T) {
	got := composite(t, "doing_business_2020")["total"]
	for _, c := range []struct {
		economy, first, second string
		share                  float64 // of the first
	}{
		{"Bangladesh", "Bangladesh Dhaka", "Bangladesh Chittagong", 0.78}, {"Brazil", "Brazil São Paulo", "Brazil Rio de Janeiro", 0.61},
		{"China", "China Shanghai", "China Beijing", 0.55}, {"India", "India Mumbai", "India Delhi", 0.47},
		{"Indonesia", "Indonesia Jakarta", "Indonesia Surabaya", 0.78}, {"Japan", "Japan Tokyo", "Japan Osaka", 0.65},
		{"Mexico", "Mexico Mexico City", "Mexico Monterrey", 0.83}, {"Nigeria", "Nigeria Lagos", "Nigeria Kano", 0.77},
		{"Pakistan", "Pakistan Karachi", "Pakistan Lahore", 0.65}, {"Russian Federation", "Russian Federation Moscow", "Russian Federation Saint Petersburg", 0.7},
		{"United States", "United States New York City", "United States Los Angeles", 0.6},
	} {
		got[c.economy] = scored{score: c.share*got[c.first].score + (1-c.share)*got[c.second].score}
		delete(got, c.first)
		delete(got, c.second)
	}
	delete(got, "Liechtenstein") // not among the 190 that were ranked
	if len(got) != 190 {
		t.Fatalf("%d economies, want 190", len(got))
	}
	rank := func(economy string) int {
		better := 1
		for _, s := range got {
			if s.score > got[economy].score+1e-9 {
				better++
			}
		}
		return better
	}
	for _, want := range []struct {
		economy string
		score   float64
		rank    int
	}{
		{"New Zealand", 86.8, 1}, {"Singapore", 86.2, 2}, {"Hong Kong SAR, China", 85.3, 3}, {"Denmark", 85.3, 4}, {"Korea, Rep.", 84, 5},
		{"United States", 84, 6}, {"Georgia", 83.7, 7}, {"United Kingdom", 83.5, 8}, {"Norway", 82.6, 9}, {"Sweden", 82, 10},
		{"Malaysia", 81.5, 12}, {"Mauritius", 81.5, 13}, {"Germany", 79.7, 22}, {"Canada", 79.6, 23}, {"Ireland", 79.6, 24},
		{"Russian Federation", 78.2, 28}, {"Japan", 78, 29}, {"China", 77.9, 31}, {"France", 76.8, 32}, {"Indonesia", 69.6, 73},
		{"Nigeria", 56.9, 131}, {"Myanmar", 46.8, 165}, {"Somalia", 20, 190},
	} {
		if s := got[want.economy].score; math.Abs(s-want.score) > 0.1+1e-9 {
			t.Errorf("%s scores %v, published %v", want.economy, s, want.score)
		}
		// From raw values of one decimal China and Spain (77.932 and 77.927) change places.
		if r := rank(want.economy); r != want.rank && !(want.economy == "China" && r == 30) {
			t.Errorf("%s is number %d, published %d", want.economy, r, want.rank)
		}
	}
}

// The Human Development Index of 2021 as published: three decimals, ranked on them.
func TestHumanDevelopmentIndex2021(t *testing.T) {
	got := composite(t, "hdi_2021", "--range", "0,1", "--rank-decimals", "3", "--coverage", "1")["hdi"]
	for unit, want := range map[string]scored{
		"CHE": {0.962, 1}, "NOR": {0.961, 2}, "ISL": {0.959, 3}, "HKG": {0.952, 4}, "AUS": {0.951, 5}, "DNK": {0.948, 6},
		"SWE": {0.947, 7}, "IRL": {0.945, 8}, "DEU": {0.942, 9}, "NLD": {0.941, 10}, "BEL": {0.937, 13}, "NZL": {0.937, 13},
		"CAN": {0.936, 15}, "JPN": {0.925, 19}, "KOR": {0.925, 19}, "USA": {0.921, 21}, "CHN": {0.768, 79}, "SSD": {0.385, 191},
	} {
		if s := got[unit]; math.Abs(s.score-want.score) > 0.0005 || s.rank != want.rank {
			t.Errorf("%s = %v, want %v", unit, s, want)
		}
	}
	ranked := 0
	for _, s := range got {
		if s.rank > 0 {
			ranked++
		}
	}
	if ranked != 191 {
		t.Errorf("%d countries are ranked, want the 191 that have all four values", ranked)
	}
}

// The ASEM set has 63 missing values. The political node is made of raw values, so it must be what COINr's own example shows.
func TestASEM(t *testing.T) {
	got := composite(t, "asem")
	for unit, want := range map[string]float64{"CHE": 74.78, "NLD": 84.55, "DNK": 78.13, "NOR": 80.03, "BEL": 80.84, "SWE": 80.98} {
		if s := got["Political"][unit].score; math.Abs(s-want) > 0.005 {
			t.Errorf("Political of %s = %v, want %v", unit, s, want)
		}
	}
	empty := 0
	for _, units := range got {
		for _, s := range units {
			if math.IsNaN(s.score) {
				empty++
			}
		}
	}
	if len(got) != 60 || len(got["Index"]) != 51 || empty != 63 {
		t.Errorf("%d nodes of %d units, %d without a score, want 60 of 51 and 63", len(got), len(got["Index"]), empty)
	}
}
