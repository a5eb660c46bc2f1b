package main

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

// robustFiles are three units by two indicators of the same weight. 演示数据
func robustFiles(t *testing.T) (scheme, values string) {
	t.Helper()
	file := files(t)
	return file("scheme.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\na,total,1,1,100,0\nb,total,1,1,100,0\ntotal,,1,1,,\n"),
		file("values.csv", "unit,indicator,value\none,a,100\none,b,0\nother,a,60\nother,b,45\nbest,a,100\nbest,b,100\n")
}

func TestScoreRobustness(t *testing.T) {
	scheme, values := robustFiles(t)
	ask := func(args ...string) ([][]string, string) {
		t.Helper()
		out, notes, err := runScore(t, append([]string{"robustness", "--scheme", scheme, "--values", values}, args...)...)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows, notes
	}
	rows, notes := ask("--runs", "500")
	if len(rows) != 4 || rows[1][1] != "one" || rows[1][2] != "50" || rows[1][6] != "3" || rows[3][7] != "1" {
		t.Errorf("%v, want one with 50 points and rank 3, and the best always first", rows)
	}
	if again, _ := ask("--runs", "500"); strings.Join(again[1], ",") != strings.Join(rows[1], ",") {
		t.Error("the same seed gives other digits")
	}
	if !strings.Contains(notes, "500 draws (seed 1)") {
		t.Errorf("it says %q", notes)
	}
	if rows, notes := ask("--sobol", "--runs", "1000"); len(rows) != 6 || !strings.Contains(notes, "is weights") || rows[2][1] != "0" {
		t.Errorf("%v %s, want the weights alone to count", rows, notes)
	}
	if rows, notes := ask("--leave-out"); len(rows) != 7 || strings.Join(rows[1], ",") != "a,,one,50,0,3,3" || !strings.Contains(notes, "Leaving out b") {
		t.Errorf("%v %s, want b to matter: without it one is first", rows, notes)
	}
	if rows, _ := ask("--against", scheme); len(rows) != 4 || rows[1][4] != rows[1][5] {
		t.Errorf("%v, want the same ranks by the same scheme", rows)
	}
	holes := filepath.Join(t.TempDir(), "holes.csv")
	if err := os.WriteFile(holes, []byte("unit,indicator,value\none,a,100\nother,a,60\nother,b,45\nbest,a,100\nbest,b,100\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	imputed, _, err := runScore(t, "robustness", "--scheme", scheme, "--values", holes, "--weights", "0", "--impute", "mean", "--other-impute", "none", "--runs", "100")
	if err != nil || !strings.Contains(imputed, ",one,86.25,86.25,") || !strings.Contains(imputed, ",100,2,1,") {
		t.Errorf("%v\n%s\nwant 86.25 by the mean of 45 and 100, else 100 and the first rank", err, imputed)
	}
	// Each answer has a column of what is imputed, and none where nothing is.
	for _, tt := range []struct {
		args []string
		head string
		line string
	}{
		{[]string{"robustness", "--runs", "100"}, ",imputed", ",1\n"},
		{[]string{"robustness", "--leave-out"}, ",imputed,imputed_without", "b,,one,86.25,100,2,1,1,\n"},
		{[]string{"robustness", "--against", scheme}, ",imputed,imputed_against", ",one,86.25,86.25,2,2,1,1\n"},
		{[]string{"explain", "--unit", "one"}, ",imputed", "b,,72.5,13.75,1,1,mean\n"},
		{[]string{"whatif", "--unit", "one", "--set", "b=50"}, ",imputed_before", "b,72.5,50,50,50,mean\n"},
	} {
		for _, how := range []string{"mean", "none"} {
			out, _, err := runScore(t, append(tt.args, "--scheme", scheme, "--values", holes, "--impute", how)...)
			head, _, _ := strings.Cut(out, "\n")
			if err != nil || strings.HasSuffix(head, tt.head) != (how == "mean") || strings.Contains(out, tt.line) != (how == "mean") {
				t.Errorf("%v, impute %s: %v\n%s", tt.args, how, err, out)
			}
		}
	}
	if _, _, err := runScore(t, "robustness", "--scheme", scheme, "--values", holes, "--other-impute", "mode"); err == nil || !strings.Contains(err.Error(), `"mode": want one of [none mean median group last]`) {
		t.Errorf("an imputation that is none: %v", err)
	}
	if _, _, err := runScore(t, "robustness", "--scheme", scheme, "--values", values, "--weights", "1"); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("weights that may vanish: %v", err)
	}
}
