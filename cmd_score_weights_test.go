package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestScoreWeights(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	s := file("s.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\nT,total,3,,,\na,T,1,1,2,0\nb,T,3,1,1,0\nc,total,1,1,4,0\n")
	v := file("v.csv", "unit,indicator,value\nu,a,1\nu,b,0\nu,c,4\nv,a,1\nv,b,1\nv,c,4\nw,a,2\nw,b,1\nw,c,4\n")
	// a and b are worked by hand in package scoring: 1-1.5·ln 2/ln 3 and 1-ln 2/ln 3 by their sum. c tells nobody apart.
	for method, want := range map[string]string{
		"given":   "total,,100\nT,total,75\na,T,18.75\nb,T,56.25\nc,total,25\n",
		"equal":   "total,,100\nT,total,50\na,T,25\nb,T,25\nc,total,50\n",
		"entropy": "total,,100\nT,total,100\na,T,12.682389900098739\nb,T,87.317610099901259\nc,total,0\n",
	} {
		got, _, err := runScore(t, "weights", "--scheme", s, "--values", v, "--method", method)
		if err != nil || got != "node,parent,weight\n"+want {
			t.Errorf("%s: %v\n%s", method, err, got)
		}
	}
	got, _, err := runScore(t, "--scheme", s, "--values", v, "--weights", "equal")
	if err != nil || !strings.Contains(got, "\nu,total,62.5,3,") { // a 50, b 0, c 100: a quarter, a quarter, a half
		t.Errorf("equal weights: %v\n%s", err, got)
	}
}

func TestScoreOptionsThatAreWrong(t *testing.T) {
	dir := "dashboards/scoring/testdata/score/outliers/"
	for want, args := range map[string][]string{
		`--tiers: "jenks:0": jenks takes one whole number of tiers`:                {"--tiers", "jenks:0"},
		`tiers jenks:99: natural breaks: 99 classes wanted of 10 different values`: {"--tiers", "jenks:99"},
		`--zscore: "100,0": want the mean and the standard deviation, as 100,10`:   {"--zscore", "100,0"},
		`a reference wanted, but no unit named`:                                    {"--normalise", "reference"},
		`treat: rank does not take its scale from the spread of the values`:        {"--normalise", "rank", "--treat", "5"},
		`treat: -1 points`: {"--treat=-1"},
		`values.csv:2: u1: indicator visits scores -`:                           {"--normalise", "zscore", "--weights", "entropy"},
		`--aggregate: "power:1e9": want power:P with a number from -100 to 100`: {"--aggregate", "power:1e9"},
	} {
		stdout, _, err := runScore(t, append([]string{"--scheme", dir + "scheme.csv", "--values", dir + "values.csv"}, args...)...)
		if err == nil || !strings.Contains(err.Error(), want) || stdout != "" {
			t.Errorf("%v: error %v, want %q", args, err, want)
		}
	}
}
