package scoring

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

func ruleOf(t interface{ Fatal(...any) }, s string) scheme.TierRule {
	r, err := scheme.ParseTierRule(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestQuantile(t *testing.T) {
	ten := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for p, want := range map[float64]float64{0: 1, 0.25: 3.25, 0.5: 5.5, 0.9: 9.1, 1: 10} { // R: quantile(1:10, p, type = 7)
		if got := Quantile(ten, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("Quantile(1..10, %v) = %v, want %v", p, got, want)
		}
	}
	if got := Quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("Quantile of nothing = %v, want NaN", got)
	}
}

func TestTiersReadOffTheTotals(t *testing.T) {
	totals := []float64{90, 80, 80, 60, 59, 10}
	tests := []struct {
		rule string
		want []int     // tiers
		cuts []float64 // from the best
	}{
		{"top:1,4", []int{1, 2, 2, 2, 3, 3}, []float64{90, 60}},
		{"top:2", []int{1, 1, 1, 2, 2, 2}, []float64{80}}, // both that share rank 2
		{"top:9", []int{1, 1, 1, 1, 1, 1}, []float64{10}},
		{"percentile:80,50", []int{1, 1, 1, 3, 3, 3}, []float64{80, 70}}, // R-7 of 0.8 and 0.5: places 4 and 2.5 from the worst
		{"percentile:90", []int{1, 2, 2, 2, 2, 2}, []float64{85}},
		{"jenks:3", []int{1, 1, 1, 2, 2, 3}, []float64{80, 59}},
		{"jenks:1", []int{1, 1, 1, 1, 1, 1}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			rule := ruleOf(t, tt.rule)
			var in []Input
			for i, x := range totals {
				in = append(in, measured(fmt.Sprint("u", i), map[string]float64{"X": x})...)
			}
			in = append(in, Input{Unit: "none", Indicator: "X"})
			s := one(leaf("X", 1, 100, 0))
			s.TierBy = rule
			res := compute(t, s, in, Options{})
			var got []int
			for i := range totals {
				root := at(t, res, fmt.Sprint("u", i), 0, "total")
				got = append(got, root.Tier)
				if u := res.Units[i]; u.Distance.Estimated != (len(tt.cuts) > 0) {
					t.Errorf("%v points: estimated %v", totals[i], u.Distance.Estimated)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("tiers (-want +got):\n%s", diff)
			}
			if none := at(t, res, "none", 0, "total"); none.Tier != 0 {
				t.Errorf("without a total: tier %d", none.Tier)
			}
			var cuts []float64
			for _, tier := range res.Tiers[0].Tiers {
				if tier.From != nil {
					cuts = append(cuts, *tier.From)
				}
			}
			if diff := cmp.Diff(tt.cuts, cuts, near); diff != "" {
				t.Errorf("cut-offs (-want +got):\n%s", diff)
			}
			// The model that is scored again and again gives the same tiers.
			m, err := Compile(s, in, Options{})
			if err != nil {
				t.Fatal(err)
			}
			d := m.NewDraw()
			if err := m.Score(d); err != nil {
				t.Fatal(err)
			}
			for i, tier := range tt.want {
				if d.Tiers[i] != tier-1 {
					t.Errorf("model: unit %d in tier %d, want %d", i, d.Tiers[i]+1, tier)
				}
			}
		})
	}
}

func TestTiersAreOfOneYear(t *testing.T) {
	var in []Input
	for year, values := range map[int][2]float64{2021: {20, 40}, 2022: {50, 60}} {
		in = append(in, Input{Unit: "a", Year: year, Indicator: "X", Value: num(values[0])}, Input{Unit: "b", Year: year, Indicator: "X", Value: num(values[1])})
	}
	rule := ruleOf(t, "top:1")
	res := compute(t, one(leaf("X", 1, 100, 0)), in, Options{Tiers: &rule})
	if got := at(t, res, "b", 2021, "total").Tier; got != 1 {
		t.Errorf("b of 2021 in tier %d, want 1: it is the first of its year", got)
	}
	if len(res.Tiers) != 2 || res.Tiers[0].Year != 2021 || *res.Tiers[0].Tiers[0].From != 40 || *res.Tiers[1].Tiers[0].From != 60 {
		t.Errorf("tiers of the years %+v", res.Tiers)
	}
}

func TestTooFewTotalsForNaturalBreaks(t *testing.T) {
	in := append(measured("a", map[string]float64{"X": 5}), measured("b", map[string]float64{"X": 5 + 1e-12})...)
	rule := ruleOf(t, "jenks:2")
	_, err := Compute(one(leaf("X", 1, 100, 0)), in, Options{Tiers: &rule})
	if err == nil || !errors.Is(err, assess.ErrInvalid) || !strings.Contains(err.Error(), "tiers jenks:2: natural breaks: 2 classes wanted of 1 different") {
		t.Errorf("error %v, want one that says there is one total only", err)
	}
}

func TestAnnouncedCutoffsWinOverTheRule(t *testing.T) {
	s := county()
	s.TierBy = ruleOf(t, "top:1")
	in := append(measured("u", map[string]float64{"a1": 90, "a2": 90, "b1": 90}), measured("v", map[string]float64{"a1": 1, "a2": 1, "b1": 1})...)
	own := scheme.TierRule{Method: scheme.ByCutoffs}
	var got bytes.Buffer
	if err := WriteColumns(&got, compute(t, s, in, Options{Tiers: &own}), Columns{TierStatus: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"unit,node,score,rank,tier,status,tier_status\n", "u,total,90,1,1,measured,announced\n", "v,total,1,2,3,measured,estimated\n", "u,A,90,1,,measured,\n"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("no line %q in\n%s", want, got.String())
		}
	}
}

func TestTiersNeverPartEqualTotalsNorCrossRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 12), func(i int) float64 { return float64(i) / 3 }), 1, 20).Draw(t, "totals")
		rule := ruleOf(t, rapid.SampledFrom([]string{"top:1", "top:3,7", "percentile:75,50,25", "percentile:99.5", "jenks:1", "jenks:2", "jenks:3"}).Draw(t, "rule"))
		tiers, err := MakeTiers(rule, totals, nil)
		if err != nil {
			if rule.Method != scheme.ByJenks {
				t.Fatal(err)
			}
			return
		}
		noisy := slices.Clone(totals)
		for i := range noisy {
			noisy[i] += rapid.Float64Range(-1e-10, 1e-10).Draw(t, "noise")
		}
		ranks := Ranks(totals, nil)
		for i := range totals {
			tier, _ := Place(tiers, totals[i], nil)
			if other, _ := Place(tiers, noisy[i], nil); other != tier {
				t.Fatalf("noise moves %v from tier %d to %d", totals[i], tier, other)
			}
			for j := range totals {
				if other, _ := Place(tiers, totals[j], nil); ranks[i] < ranks[j] && tier > other || ranks[i] == ranks[j] && tier != other {
					t.Fatalf("rank %d in tier %d, rank %d in tier %d", ranks[i], tier, ranks[j], other)
				}
			}
			if rule.Method == scheme.ByTop && (tier == 1) != (float64(ranks[i]) <= rule.Bounds[0]) {
				t.Fatalf("rank %d in tier %d by %s", ranks[i], tier, rule)
			}
		}
	})
}
