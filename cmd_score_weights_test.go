package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestScoreWeights(t *testing.T) {
	file := files(t)
	s := file("s.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\nT,total,3,,,\na,T,1,1,2,0\nb,T,3,1,1,0\nc,total,1,1,4,0\n")
	v := file("v.csv", "unit,indicator,value\nu,a,1\nu,b,0\nu,c,4\nv,a,1\nv,b,1\nv,c,4\nw,a,2\nw,b,1\nw,c,4\n")
	// a and b are worked by hand in package scoring: 1-1.5·ln 2/ln 3 and 1-ln 2/ln 3 by their sum. c tells nobody apart.
	for method, want := range map[string]string{
		"given":   "total,,100\nT,total,75\na,T,18.75\nb,T,56.25\nc,total,25\n",
		"equal":   "total,,100\nT,total,50\na,T,25\nb,T,25\nc,total,50\n",
		"pca":     "total,,100\nT,total,100\na,T,50\nb,T,50\nc,total,0\n", // two that tell units apart: the same by symmetry
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

func TestScoreWeightsByPairs(t *testing.T) {
	scheme, values := robustFiles(t)
	pairs := filepath.Join(t.TempDir(), "pairs.csv")
	write := func(text string) {
		if err := os.WriteFile(pairs, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	asked := []string{"--scheme", scheme, "--values", values}
	ask := func(args ...string) (string, string, error) { return runScore(t, append(args, asked...)...) }
	write("pairs,a,b\na,1,3\nb,,1\n")
	got, notes, err := ask("weights", "--method", "ahp", "--pairs", pairs)
	if want := "node,parent,weight\na,total,75\nb,total,25\ntotal,,100\n"; err != nil || !sameLines(got, want) || !strings.Contains(notes, "λmax 2.0000, CI 0.0000, CR 0.0000") {
		t.Errorf("%v\n%s%s, want\n%s", err, got, notes, want)
	}
	if got, _, err = ask("--weights", "ahp", "--pairs", pairs); err != nil || !strings.Contains(got, "\none,total,75,2,") {
		t.Errorf("%v\n%s, want 75 for who has all of a", err, got)
	}
	for want, args := range map[string][]string{
		"want ahp with --pairs FILE": {"weights", "--method", "ahp"},
		"and ahp takes them":         {"weights", "--method", "pca", "--pairs", pairs},
	} {
		if _, _, err := ask(args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", args, err, want)
		}
	}
	write("pairs,a,b\na,1,3\nb,2,1\n")
	if _, _, err := ask("weights", "--method", "ahp", "--pairs", pairs); err == nil || !strings.Contains(err.Error(), "b to a is 2, but a to b is 3") {
		t.Errorf("judgements that are not each other's inverse: %v", err)
	}
}

// Two of three indicators beat a greater total: one has 100 of a alone.
func TestScoreRankByCopeland(t *testing.T) {
	file := files(t)
	s := file("s.csv", "indicator,parent,weight,direction,goalpost_best,goalpost_worst\ntotal,,1,,,\na,total,1,1,100,0\nb,total,1,1,100,0\nc,total,1,1,100,0\n")
	v := file("v.csv", "unit,indicator,value\none,a,100\none,b,10\none,c,10\ntwo,a,0\ntwo,b,20\ntwo,c,20\n")
	got, _, err := runScore(t, "--scheme", s, "--values", v, "--rank", "copeland")
	want := "unit,node,score,rank,tier,status,copeland\none,total,40,2,,measured,-1\none,a,100,1,,measured,\n"
	if err != nil || !strings.HasPrefix(got, want) || !strings.Contains(got, "\ntwo,total,13.333333333333334,1,,measured,1\n") {
		t.Errorf("%v\n%s, want two first\n%s", err, got, want)
	}
}

// sameLines compares without regard to the order of the lines.
func sameLines(a, b string) bool {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func TestScoreOptionsThatAreWrong(t *testing.T) {
	dir := "dashboards/scoring/testdata/score/outliers/"
	for want, args := range map[string][]string{
		`--tiers: "jenks:0": jenks takes one whole number of tiers`:                      {"--tiers", "jenks:0"},
		`tiers jenks:99: natural breaks: 99 classes wanted of 10 different values`:       {"--tiers", "jenks:99"},
		`--zscore: "100,0": want the mean and the standard deviation, as 100,10`:         {"--zscore", "100,0"},
		`a reference wanted, but no unit named`:                                          {"--normalise", "reference"},
		`treat: rank does not take its scale from the spread of the values`:              {"--normalise", "rank", "--treat", "5"},
		`--treat: "-1": want how many points are winsorised at most, 0 or more, or none`: {"--treat=-1"},
		`values.csv:2: u1: indicator visits scores -`:                                    {"--normalise", "zscore", "--weights", "entropy"},
		`--aggregate: "power:1e9": want power:P with a number from -100 to 100`:          {"--aggregate", "power:1e9"},
	} {
		stdout, _, err := runScore(t, append([]string{"--scheme", dir + "scheme.csv", "--values", dir + "values.csv"}, args...)...)
		if err == nil || !strings.Contains(err.Error(), want) || stdout != "" {
			t.Errorf("%v: error %v, want %q", args, err, want)
		}
	}
}
