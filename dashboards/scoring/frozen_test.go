package scoring

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// A unit that is scored again by what was frozen, alone and from nothing but the list of numbers, gets the same digits.
func TestAUnitAloneScoresByTheFrozenNumbersAsAmongTheOthers(t *testing.T) {
	var kinds = map[string]int{}
	byFrozen := func(t *rapid.T, impute Imputation) {
		bent := leaf("B", 1, 1, 900)
		bent.Transform = scheme.Log
		bands := leaf("C", 1, 50, 1)
		bands.Bands = []scheme.Band{{From: 1, Points: 0}, {From: 20, Points: 60}, {From: 50, Points: 100}}
		own := leaf("D", 2, 100, 0)
		plain, power := leaf("A", 3, 100, 0), leaf("E", 1, 900, 1)
		plain.Target, own.Target, power.Target, bent.Target = num(800), num(950), num(950), num(0.5)
		s := schemeOf(node("total", 100, plain, bent, bands, own, power))
		s.Normalise = rapid.SampledFrom(scheme.Normalisations).Draw(t, "normalise")
		if s.Normalise.Bounded() {
			own.Normalise = rapid.SampledFrom([]scheme.Normalisation{"", scheme.Goalposts, scheme.MinMax, scheme.Percentile}).Draw(t, "own")
		}
		s.Within = rapid.SampledFrom(scheme.Withins).Draw(t, "within")
		s.Impute = impute
		own.Impute = rapid.SampledFrom([]Imputation{"", ImputeNone, ImputeMean, ImputeLast}).Draw(t, "own impute")
		rule := rapid.SampledFrom([]string{"cutoffs", "top:1", "top:1,2", "percentile:80,40", "jenks:2"}).Draw(t, "tiers")
		s.TierBy = ruleOf(t, rule)
		if s.Normalise != scheme.ZScore {
			power.Transform, power.Param = scheme.Power, 0.5
		}
		s.Reference = "u0"
		s.ZScore = &scheme.Spread{Mean: 100, Deviation: 10}
		if rapid.Bool().Draw(t, "treat") {
			s.Treat = &Treatment{Points: rapid.IntRange(0, 3).Draw(t, "points"), Skew: 0.5, Kurt: 0.5}
			plain.Treat = rapid.SampledFrom([]*Treatment{nil, {}, {Points: 1, Skew: 0.1, Kurt: 0.1}}).Draw(t, "own treat")
		}
		var in []Input
		for year := 2021; year <= 2022; year++ {
			for u := range rapid.IntRange(3, 9).Draw(t, "units") {
				for _, n := range s.Leaves() {
					v := Input{Unit: fmt.Sprint("u", u), Year: year, Indicator: n.Indicator(), Group: fmt.Sprint("g", u%2)}
					v.Value = num(rapid.Float64Range(1, 9).Draw(t, "value"))
					if rapid.IntRange(0, 4).Draw(t, "far out") == 0 {
						v.Value = num(rapid.Float64Range(100, 900).Draw(t, "outlier"))
					}
					switch rapid.IntRange(0, 9).Draw(t, "status") {
					case 0:
						v.Value = nil
					case 1:
						v.Value, v.Status = nil, assess.NoPractice
					}
					in = append(in, v)
				}
			}
		}
		res, err := Compute(s, in, Options{LeaveOut: true})
		if err != nil && s.TierBy.Method == scheme.ByJenks && strings.Contains(err.Error(), "natural breaks") {
			return // too few totals that differ
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range rapid.SliceOfN(rapid.IntRange(0, len(res.Units)-1), 1, 3).Draw(t, "units") {
			u := res.Units[k]
			facts := res.Frozen.Facts("county", u.Year)
			frozen, err := FrozenOf(u.Year, facts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(facts, frozen.Facts("county", u.Year)); diff != "" {
				t.Fatalf("facts of facts (-want +got):\n%s", diff)
			}
			var alone []Input
			for _, v := range in {
				if v.Unit == u.Unit && v.Year == u.Year {
					alone = append(alone, v)
				}
			}
			again, err := Compute(s, alone, Options{LeaveOut: true, Frozen: frozen})
			if err != nil {
				t.Fatalf("%s %d: %v", u.Unit, u.Year, err)
			}
			want, got := u.Nodes, again.Units[0].Nodes
			for i := range want {
				want[i].Rank, want[i].Of, got[i].Rank, got[i].Of = 0, 0, 0, 0
				kinds[string(want[i].Treated)]++
				kinds[string(want[i].Imputed)]++
			}
			if u.Unit == "u0" || s.Normalise != scheme.ToUnit {
				kinds[string(s.Normalise)]++
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s %d by the frozen numbers (-want +got):\n%s", u.Unit, u.Year, diff)
			}
			if diff := cmp.Diff(u.Distance, again.Units[0].Distance); diff != "" {
				t.Fatalf("%s %d: distance by the kept cut-offs (-want +got):\n%s", u.Unit, u.Year, diff)
			}
			if u.Root().Tier > 1 {
				kinds[rule]++ // by itself it would be the first
			}
			m, err := Compile(s, alone, Options{LeaveOut: true, Frozen: frozen})
			if err != nil {
				t.Fatal(err)
			}
			d := m.NewDraw()
			if err := m.Score(d); err != nil {
				t.Fatal(err)
			}
			if tiers := m.p.tierNumbers(); u.Root().Tier != 0 && tiers[d.Tiers[0]] != u.Root().Tier {
				t.Fatalf("%s %d: the model puts it in tier %d, want %d", u.Unit, u.Year, tiers[d.Tiers[0]], u.Root().Tier)
			}
		}
	}
	// Every imputation has draws of its own: chance alone left one out now and then.
	for _, impute := range []Imputation{"", ImputeNone, ImputeMean, ImputeMedian, ImputeByGroup, ImputeLast} {
		rapid.Check(t, func(t *rapid.T) { byFrozen(t, impute) })
	}
	for _, n := range scheme.Normalisations {
		if kinds[string(n)] == 0 {
			t.Errorf("no unit was scored by %s", n)
		}
	}
	for _, kind := range []string{"winsorised", "log", "mean", "median", "group", "last", "top:1", "top:1,2", "percentile:80,40", "jenks:2"} {
		if kinds[kind] == 0 {
			t.Errorf("nothing was %s", kind)
		}
	}
}

// Cut-offs that were read off the totals stay where they were kept, whoever is asked about and whatever is asked.
func TestKeptCutoffsStay(t *testing.T) {
	s := one(leaf("X", 1, 100, 0))
	s.TierBy = ruleOf(t, "top:1,2")
	kept := compute(t, s, unitsOf([]float64{80, 60, 10}), Options{}).Frozen.Facts("county", 0)
	want := []assess.GroundFact{{Population: "county", Name: "cutoff_1", Value: 80}, {Population: "county", Name: "cutoff_2", Value: 60}}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Fatalf("what is kept (-want +got):\n%s", diff)
	}
	s.Population = "county"
	o, err := Official(s, 0, append(kept, assess.GroundFact{Population: "prefecture", Name: "cutoff_1", Value: 1}))
	if err != nil || o.Frozen != nil {
		t.Fatalf("%v, %v: frontiers of its own are measured by nothing else", o, err)
	}
	alone := measured("u2", map[string]float64{"X": 61})
	if u := compute(t, s, alone, o).Units[0]; u.Root().Tier != 2 || *u.Distance.ToNext != 19 || *u.Distance.ToOwnCutoff != 1 || !u.Distance.Estimated {
		t.Errorf("61 points stand in tier %d, %+v", u.Root().Tier, u.Distance)
	}
	if u := compute(t, s, alone, Options{}).Units[0]; u.Root().Tier != 1 {
		t.Errorf("without what was kept it is the first of itself, not in tier %d", u.Root().Tier)
	}
	g, err := NewGround(s, alone, o)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := g.WhatIf(Question{Unit: "u2", Values: []Setting{{"X", num(79.5)}}}); err != nil || a.After.Tier != 2 || *a.After.Distance.ToNext != 0.5 {
		t.Errorf("%+v, %v: 79.5 points are half a point short of the first tier", a, err)
	}
	if r, err := Robust(s, alone, o, Uncertainty{}, 10, 1); err != nil || r.Units[0].Tier != 2 || r.Units[0].Tiers[1] != 1 {
		t.Errorf("%+v, %v: every draw ends in tier 2", r, err)
	}
	rule := ruleOf(t, "top:1")
	o.Tiers = &rule
	if u := compute(t, s, alone, o).Units[0]; u.Root().Tier != 1 {
		t.Errorf("another rule reads its own cut-offs, and does not leave it in tier %d", u.Root().Tier)
	}
	if tiered := TieredBy(s, 0, kept); len(tiered.Tiers) != 3 || *tiered.Tiers[1].From != 60 || len(s.Tiers) != 0 {
		t.Errorf("the scheme with its cut-offs has %+v, and before %+v", tiered.Tiers, s.Tiers)
	}
	if _, err := FrozenOf(0, kept[1:]); err == nil || !errors.Is(err, assess.ErrInvalid) || !strings.Contains(err.Error(), "ground of the totals: 1 cut-offs, but none of tier 1") {
		t.Errorf("a list without the first cut-off: %v", err)
	}
}

func TestFrozenNumbersOfOthersBite(t *testing.T) {
	s := one(leaf("X", 1, 100, 0))
	s.Normalise = scheme.MinMax
	in := unitsOf([]float64{10, 20, 40})
	frozen := compute(t, s, in, Options{}).Frozen
	got := compute(t, s, append(measured("u1", map[string]float64{"X": 30}), measured("new", map[string]float64{"X": 50})...), Options{Frozen: frozen})
	if diff := cmp.Diff(map[string]float64{"u1": 100 * 20.0 / 30, "new": 100}, scores(got, "X"), near); diff != "" {
		t.Errorf("scores by the numbers of 10 to 40 (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		name  string
		facts []assess.GroundFact
		o     Options
		want  string
	}{
		{"nothing", nil, Options{}, "indicator X: nothing is frozen of the values"},
		{"no ranks", frozen.Facts("", 0), Options{Normalise: scheme.Percentile}, "indicator X: 0 of 3 values are frozen, which percentile wants to rank"},
	} {
		f, err := FrozenOf(0, tt.facts)
		if err != nil {
			t.Fatal(err)
		}
		tt.o.Frozen = f
		if _, err := Compute(s, in, tt.o); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := FrozenOf(2022, []assess.GroundFact{{Indicator: "X", Name: "leest"}}); err == nil || !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("a name that is none: error %v", err)
	}
	if _, err := FrozenOf(2022, []assess.GroundFact{{Indicator: "X", Region: "u", Name: "imputed_mode"}}); err == nil || !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("an imputation that is none: error %v", err)
	}
}

// A question to one unit looks at nobody else where the yardsticks are frozen.
func TestWhatIfByFrozenNumbers(t *testing.T) {
	s := one(leaf("X", 1, 100, 0))
	s.Normalise, s.Impute = scheme.MinMax, ImputeMean
	in := append(unitsOf([]float64{10, 20, 40}), Input{Unit: "gap", Indicator: "X"})
	frozen := compute(t, s, in, Options{}).Frozen
	for _, tt := range []struct {
		o    Options
		want float64
	}{{Options{Frozen: frozen}, 100}, {Options{Impute: ImputeNone}, 100}} {
		g, err := NewGround(s, in, tt.o)
		if err != nil {
			t.Fatal(err)
		}
		a, err := g.WhatIf(Question{Unit: "u1", Values: []Setting{{"X", num(70)}}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, *a.After.Score, near); diff != "" {
			t.Errorf("score of 70 (-want +got):\n%s", diff)
		}
	}
	g, err := NewGround(s, in, Options{Frozen: frozen})
	if err != nil {
		t.Fatal(err)
	}
	a, err := g.WhatIf(Question{Unit: "u1", Values: []Setting{{"X", num(30)}}})
	if err != nil || math.Abs(*a.After.Score-100*20.0/30) > 1e-9 || a.After.Rank != 2 || a.After.Of != 4 {
		t.Errorf("score of 30 is %+v (%v), want 66.7 on rank 2 of 4", a, err)
	}
}

func TestSchemeSaysHowAndOptionsOverride(t *testing.T) {
	a, b := leaf("A", 1, 100, 0), leaf("B", 1, 100, 0)
	b.Normalise = scheme.Goalposts
	s := schemeOf(node("total", 1, a, b))
	s.Normalise, s.Within, s.Impute, s.Treat = scheme.MinMax, scheme.OwnYear, ImputeMean, UsualTreatment(1)
	in := []Input{}
	for year, values := range map[int][]float64{2021: {0, 20, 30, 40, 100}, 2022: {10, 15, 20, 25, 50}} {
		for u, x := range values {
			in = append(in, Input{Unit: fmt.Sprint("u", u), Year: year, Indicator: "A", Value: &x}, Input{Unit: fmt.Sprint("u", u), Year: year, Indicator: "B", Value: &x})
		}
		in = append(in, Input{Unit: "gap", Year: year, Indicator: "A"}, Input{Unit: "gap", Year: year, Indicator: "B"})
	}
	for _, tt := range []struct {
		name     string
		o        Options
		a, b, na float64 // scores of u1 in 2022, and of A where the value is missing (-1: none)
	}{
		{"the scheme", Options{}, 100 * 5.0 / 40, 15, 100 * 14.0 / 40},
		{"over the panel", Options{Within: scheme.Panel}, 15, 15, 24},
		{"goalposts for all", Options{Normalise: scheme.Goalposts}, 15, 15, 24},
		{"minmax for all", Options{Normalise: scheme.MinMax}, 100 * 5.0 / 40, 100 * 5.0 / 40, 100 * 14.0 / 40},
		{"without imputation", Options{Impute: ImputeNone}, 100 * 5.0 / 40, 15, -1},
		{"by the median", Options{Impute: ImputeMedian}, 100 * 5.0 / 40, 15, 25},
		{"a stricter treatment", Options{Impute: ImputeNone, Treat: &Treatment{Points: 1, Skew: 0.5, Kurt: 0.5}}, 100 * 5.0 / 15, 15, -1},
		{"no treatment", Options{Treat: &Treatment{}}, 100 * 5.0 / 40, 15, 100 * 14.0 / 40},
	} {
		res := compute(t, s, in, tt.o)
		score := func(unit, id string) float64 {
			if n := at(t, res, unit, 2022, id); n.Score != nil {
				return *n.Score
			}
			return -1
		}
		if diff := cmp.Diff([]float64{tt.a, tt.b, tt.na}, []float64{score("u1", "A"), score("u1", "B"), score("gap", "A")}, near); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	b.Normalise = scheme.ZScore
	if _, err := Compute(s, in, Options{}); err == nil || !strings.Contains(err.Error(), "indicator B: normalised by zscore beside minmax") {
		t.Errorf("two kinds of scores: error %v", err)
	}
}

// Values that are all the same are an error; the official run leaves them out, with their weight.
func TestLeavingOutWhatHasNoSpread(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("A", 1, 100, 0), leaf("B", 1, 100, 0)))
	var in []Input
	for _, u := range []string{"u", "v"} {
		in = append(in, measured(u, map[string]float64{"A": 7, "B": map[string]float64{"u": 1, "v": 2}[u]})...)
	}
	for _, how := range []scheme.Normalisation{scheme.MinMax, scheme.ZScore} {
		if _, err := Compute(s, in, Options{Normalise: how}); err == nil {
			t.Errorf("%s: no error", how)
		}
		res := compute(t, s, in, Options{Normalise: how, LeaveOut: true})
		a, b := at(t, res, "v", 0, "A"), at(t, res, "v", 0, "B")
		if a.Score != nil || a.Reason != WhyNoSpread || a.Status != assess.Measured || b.Weight != 100 || *res.Units[1].Root().Score != *b.Score {
			t.Errorf("%s: A is %+v, B is %+v", how, a, b)
		}
	}
	logged := leaf("A", 1, 100, 1)
	logged.Transform = scheme.Log
	if _, err := Compute(one(logged), measured("u", map[string]float64{"A": -1}), Options{LeaveOut: true}); err == nil {
		t.Error("a value without a logarithm is no lack of spread")
	}
}
