package scoring

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Without any doubt every draw is the nominal run.
func TestRobustWithoutNoiseIsTheNominalRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		in := drawValues(t, s, false)
		res, err := Compute(s, in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Robust(s, in, Options{}, Uncertainty{}, 3, 7)
		if err != nil {
			t.Fatal(err)
		}
		k := 0
		for i := range res.Units {
			root := res.Units[i].Root()
			if root.Score == nil {
				continue
			}
			u := got.Units[k]
			k++
			if u.Unit != res.Units[i].Unit || u.Score != *root.Score || u.Rank != root.Rank || u.Shift != 0 ||
				u.Scores != (Interval{*root.Score, *root.Score, *root.Score}) || u.Ranks.Low != float64(root.Rank) || u.Ranks.High != float64(root.Rank) {
				t.Fatalf("unit %s: %+v, want score %g and rank %d always", u.Unit, u, *root.Score, root.Rank)
			}
		}
		if k != len(got.Units) || got.Shift != 0 {
			t.Fatalf("%d units and a shift of %g, want %d and 0", len(got.Units), got.Shift, k)
		}
	})
}

// halves is two themes of the same weight: a unit that is perfect in one and nothing in the other has 50, and whether it has more
// is decided by which theme weighs more.
func halves() (*scheme.Scheme, []Input) {
	s := schemeOf(node("total", 100, leaf("a", 50, 100, 0), leaf("b", 50, 100, 0)))
	s.Tiers = []scheme.Tier{{Tier: 1, From: num(50)}, {Tier: 2}}
	in := append(measured("one", map[string]float64{"a": 100, "b": 0}), measured("other", map[string]float64{"a": 0, "b": 100})...)
	return s, append(in, measured("best", map[string]float64{"a": 100, "b": 100})...)
}

func TestRobustByHand(t *testing.T) {
	s, in := halves()
	got, err := Robust(s, in, Options{}, Uncertainty{Weights: 0.5}, 20000, 1)
	if err != nil {
		t.Fatal(err)
	}
	one, best := got.Units[0], got.Units[2]
	if one.Rank != 2 || one.Tier != 1 || one.Score != 50 {
		t.Errorf("nominal: %+v, want 50 points, rank 2 and tier 1", one)
	}
	// by symmetry either theme weighs more in half of the draws: a standard error of 0.0035
	if math.Abs(one.Tiers[0]-0.5) > 0.015 || math.Abs(one.Tiers[0]+one.Tiers[1]-1) > 1e-12 {
		t.Errorf("probabilities of the tiers %v, want about a half each", one.Tiers)
	}
	if math.Abs(one.Shift-0.5) > 0.015 {
		t.Errorf("mean shift of rank %g, want about a half: from 2 to 3 in half of the draws", one.Shift)
	}
	// of two weights between 0.5 and 1.5 the share of one is between 25 and 75 %; by symmetry its median is a half
	if one.Scores.Low < 25 || one.Scores.High > 75 || math.Abs(one.Scores.Median-50) > 0.5 || one.Scores.High-one.Scores.Low < 20 {
		t.Errorf("scores %+v, want 50 in the middle of something between 25 and 75", one.Scores)
	}
	if best.Scores != (Interval{100, 100, 100}) || best.Tiers[0] != 1 || best.Shift != 0 {
		t.Errorf("who is perfect in all: %+v, want always 100 points and the first tier", best)
	}
}

func TestRobustKeepsItsDigits(t *testing.T) {
	s, in := province(t, 12)
	in[3].Value, in[40].Value = nil, nil
	u := Uncertainty{
		Weights: 0.25, Means: []scheme.Aggregation{scheme.Harmonic, scheme.Geometric}, Normalise: []scheme.Normalisation{scheme.MinMax}, Error: 0.02,
		Impute: []Imputation{ImputeMean, ImputeMedian},
	}
	run := func(seed uint64) *Robustness {
		got, err := Robust(s, in, Options{Range: &scheme.Range{Low: 1, High: 100}}, u, 200, seed)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := keepsDigits(t, run, func(x *Robustness) any { return x.Units })
	if first.Shift == 0 {
		t.Error("nothing moves")
	}
}

func TestADrawOfAllFactorsDoesNotAllocate(t *testing.T) {
	s, in := province(t, 20)
	in[3].Value, in[40].Value = nil, nil
	u := Uncertainty{
		Weights: 0.25, Means: []scheme.Aggregation{scheme.Geometric}, Normalise: []scheme.Normalisation{scheme.MinMax}, Error: 0.02,
		Impute: []Imputation{ImputeMean, ImputeMedian},
	}
	sim, err := newSimulation(s, in, Options{Range: &scheme.Range{Low: 1, High: 100}}, u, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := sim.drawer()
	point := [factors]float64{0.3, 0.9, 0.7, 0.1, 0.5}
	if n := testing.AllocsPerRun(20, func() {
		if _, err := d.score(&point); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%g allocations a draw", n)
	}
}

// By hand: one has no b. Without imputation it scores its a alone, 60; with the mean of 10, 90, 90, which is 63⅓, it scores 61⅔;
// with the median, 90, 75. Beside it stand others of 10, 75 less a hair and 90.
func gaps() (*scheme.Scheme, []Input) {
	s := schemeOf(node("total", 100, leaf("a", 50, 100, 0), leaf("b", 50, 100, 0)))
	s.Tiers = []scheme.Tier{{Tier: 1, From: num(61)}, {Tier: 2}}
	in := append(measured("one", map[string]float64{"a": 60}), measured("low", map[string]float64{"a": 10, "b": 10})...)
	in = append(in, measured("near", map[string]float64{"a": 59.9, "b": 90})...)
	return s, append(in, measured("high", map[string]float64{"a": 90, "b": 90})...)
}

func TestRobustOverImputationsByHand(t *testing.T) {
	s, in := gaps()
	got, err := Robust(s, in, Options{}, Uncertainty{Impute: []Imputation{ImputeMean, ImputeMedian}}, 30000, 1)
	if err != nil {
		t.Fatal(err)
	}
	one := got.Units[0]
	if one.Score != 60 || one.Rank != 3 || math.Abs(one.Scores.Low-60) > 1e-9 || math.Abs(one.Scores.Median-185.0/3) > 1e-9 || math.Abs(one.Scores.High-75) > 1e-9 {
		t.Errorf("%+v, want 60 alone, and 60, 61⅔ and 75 by the draws", one)
	}
	// A third of the draws each: a standard error of 0.0027.
	if math.Abs(one.Shift-1.0/3) > 0.011 || math.Abs(one.Tiers[0]-2.0/3) > 0.011 {
		t.Errorf("shift %g, tiers %v, want a shift by 1 in a third of the draws, the first tier in two thirds", one.Shift, one.Tiers)
	}
	sobol, err := Sensitivity(s, in, Options{}, Uncertainty{Weights: 0.001, Impute: []Imputation{ImputeMean, ImputeMedian}}, 1<<10, 1)
	if err != nil {
		t.Fatal(err)
	}
	if last := len(Factors()) - 1; Factors()[last] != "imputation" || math.Abs(sobol.Total[last]-1) > 0.05 || sobol.Total[0] > 0.05 {
		t.Errorf("totals %v of %v, want the imputation alone to move the ranks", sobol.Total, Factors())
	}
}

// Who has a total by the options has one in every draw, and nobody else.
func TestRobustKeepsWhoIsRanked(t *testing.T) {
	s, in := gaps()
	in = append(in, Input{Unit: "late", Year: 1, Indicator: "a", Value: num(1)}) // of a year of its own: b has nothing to be taken from
	s.Coverage = 1
	without, err := Robust(s, in, Options{}, Uncertainty{Impute: []Imputation{ImputeMean}}, 100, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range without.Units {
		if u.Unit == "one" || u.Ranks.High > 3 || u.Scores.High != u.Scores.Low {
			t.Errorf("%+v, want no total of one by another imputation, and none else moved", u)
		}
	}
	with, err := Robust(s, in, Options{Impute: ImputeMedian}, Uncertainty{Impute: []Imputation{NoImputation}}, 100, 1)
	if err != nil {
		t.Fatal(err)
	}
	if one := with.Units[0]; one.Unit != "one" || one.Scores.Low != 75 || one.Scores.High != 75 || one.Tiers[0] != 1 || len(with.Units) != 4 {
		t.Errorf("%+v of %d, want 75 where its coverage does not permit to go without", one, len(with.Units))
	}
}

// Where only the weights are in doubt they explain all, and a factor that is not in doubt explains nothing.
func TestSensitivityNamesTheFactor(t *testing.T) {
	s, in := halves()
	// 60 and 45 beat 100 and 0, until a weighs more than 45 of 85
	in = append(in[:2:2], measured("other", map[string]float64{"a": 60, "b": 45})...)
	got, err := Sensitivity(s, in, Options{}, Uncertainty{Weights: 0.5}, 1<<12, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.First) != len(Factors()) {
		t.Fatalf("%d indices, want one a factor", len(got.First))
	}
	for k, name := range Factors() {
		want := 0.0
		if name == "weights" {
			want = 1
		}
		if math.Abs(got.Total[k]-want) > 0.05 || math.Abs(got.First[k]-want) > 0.05 {
			t.Errorf("%s: first %g, total %g, want %g", name, got.First[k], got.Total[k], want)
		}
	}
}

func TestRobustRefuses(t *testing.T) {
	s, in := halves()
	tests := map[string]struct {
		u    Uncertainty
		runs int
	}{
		"no run":            {Uncertainty{}, 0},
		"weights of 0":      {Uncertainty{Weights: 1}, 10},
		"a negative error":  {Uncertainty{Error: -0.1}, 10},
		"an unknown mean":   {Uncertainty{Means: []scheme.Aggregation{"mode"}}, 10},
		"an imputation":     {Uncertainty{Impute: []Imputation{"mode"}}, 10},
		"groups of nobody":  {Uncertainty{Impute: []Imputation{ImputeByGroup}}, 10},
		"an unbounded rule": {Uncertainty{Normalise: []scheme.Normalisation{scheme.ZScore}}, 10},
		"a log of zero":     {Uncertainty{Means: []scheme.Aggregation{scheme.Geometric}}, 10},
	}
	for name, tt := range tests {
		if _, err := Robust(s, in, Options{}, tt.u, tt.runs, 1); !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

// Without a, the unit that lives by it falls from 50 to 0, and the other rises to 100.
func TestLeaveOutByHand(t *testing.T) {
	s, in := halves()
	out, err := LeaveOut(s, in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []LeftOut{
		{Node: "a", Shift: 2.0 / 3, Units: []Beside{
			{Unit: "one", Score: num(50), Other: num(0), Rank: 2, OtherRank: 3},
			{Unit: "other", Score: num(50), Other: num(100), Rank: 2, OtherRank: 1},
			{Unit: "best", Score: num(100), Other: num(100), Rank: 1, OtherRank: 1}}},
		{Node: "b", Shift: 2.0 / 3, Units: []Beside{
			{Unit: "one", Score: num(50), Other: num(100), Rank: 2, OtherRank: 1},
			{Unit: "other", Score: num(50), Other: num(0), Rank: 2, OtherRank: 3},
			{Unit: "best", Score: num(100), Other: num(100), Rank: 1, OtherRank: 1}}},
	}
	if d := cmp.Diff(want, out, near); d != "" {
		t.Errorf("left out (-want +got):\n%s", d)
	}
}

// A rule that reads tiers off totals makes them anew in every draw.
func TestRobustReadsTiersOffTotals(t *testing.T) {
	s, in := halves()
	for _, rule := range []string{"top:1", "percentile:50", "jenks:2"} {
		by, err := scheme.ParseTierRule(rule)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Robust(s, in, Options{Tiers: &by}, Uncertainty{Weights: 0.1}, 500, 1)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]int{1, 2}, got.Tiers); d != "" {
			t.Errorf("%s: tiers %s", rule, d)
		}
		for _, u := range got.Units {
			if len(u.Tiers) != 2 || math.Abs(u.Tiers[0]+u.Tiers[1]-1) > 1e-12 || u.Unit == "best" && u.Tiers[0] != 1 {
				t.Errorf("%s: %s has probabilities %v, want two that add up to 1, and of the best all in the first", rule, u.Unit, u.Tiers)
			}
		}
	}
}
