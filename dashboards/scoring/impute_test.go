package scoring

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// panel has two years; u has no value in 2022, w none in 2021, x none at all. Groups: u, v and w are of the coast.
func panel() []Input {
	at := func(unit, group string, year int, v *float64) Input {
		return Input{Unit: unit, Group: group, Year: year, Indicator: "X", Value: v}
	}
	return []Input{
		at("w", "coast", 2021, nil), at("w", "coast", 2022, num(10)),
		at("u", "coast", 2022, nil), at("u", "coast", 2021, num(20)),
		at("v", "coast", 2022, num(30)), at("v", "coast", 2021, num(40)),
		at("y", "hills", 2022, num(80)), at("y", "hills", 2021, num(60)),
		at("x", "", 2022, nil),
		{Unit: "none", Group: "coast", Year: 2022, Indicator: "X", Status: assess.NoPractice},
	}
}

// An indicator's own imputation and treatment stand before the scheme's and are nobody else's; those of the options stand before all.
func TestAnIndicatorImputesAndTreatsInItsOwnWay(t *testing.T) {
	s := schemeOf(node("total", 100, leaf("X", 1, 100, 0), leaf("Y", 1, 100, 0), leaf("Z", 1, 100, 0)))
	s.Normalise, s.Impute, s.Treat = scheme.MinMax, ImputeMean, UsualTreatment(5)
	y, _ := s.Node("Y")
	y.Impute, y.Treat = ImputeMedian, &Treatment{}
	z, _ := s.Node("Z")
	z.Impute = ImputeNone
	var in []Input
	for i, x := range []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 100} {
		in = append(in, measured(fmt.Sprint("u", i), map[string]float64{"X": x, "Y": x, "Z": x})...)
	}
	in = append(in, Input{Unit: "gap", Indicator: "X"})
	res := compute(t, s, in, Options{})
	type made struct {
		used    float64
		imputed Imputation
		treated Treated
	}
	of := func(res *Result, unit, id string) made {
		n := at(t, res, unit, 0, id)
		m := made{-1, n.Imputed, n.Treated}
		if n.Used != nil {
			m.used = *n.Used
		}
		return m
	}
	got := []made{of(res, "gap", "X"), of(res, "gap", "Y"), of(res, "gap", "Z"), of(res, "u9", "X"), of(res, "u9", "Y"), of(res, "u9", "Z")}
	want := []made{{14.5, ImputeMean, NotTreated}, {5.5, ImputeMedian, NotTreated}, {-1, NoImputation, NotTreated}, {14.5, NoImputation, Winsorised}, {-1, NoImputation, NotTreated}, {9, NoImputation, Winsorised}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(made{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !res.Imputes || !res.Treats {
		t.Error("the result does not say that something is imputed and treated")
	}
	res = compute(t, s, in, Options{Impute: ImputeNone, Treat: &Treatment{}})
	if of(res, "gap", "Y") != (made{-1, NoImputation, NotTreated}) || of(res, "u9", "X") != (made{-1, NoImputation, NotTreated}) || res.Imputes || res.Treats {
		t.Errorf("the options do not stand before what Y says: %+v", of(res, "gap", "Y"))
	}
	// A year in which one indicator begins to impute differs by its scheme, not by what was done.
	before := *s
	before.Impute, before.Treat = ImputeNone, nil
	before.Root = reweighed(s.Root, nil)
	bare, _ := before.Node("Y")
	bare.Impute, bare.Treat = "", nil
	change, err := ChangeBetween(Moment{Scheme: &before, Values: in, Unit: "u3"}, Moment{Scheme: s, Values: in, Unit: "u3"})
	if err != nil || len(change.Rescored) != 2 || change.Performance() != 0 { // X and Z lose their outlier; Y stays as it was
		t.Errorf("%+v, %v", change, err)
	}
}

func TestImputation(t *testing.T) {
	s := one(leaf("X", 1, 100, 0))
	type filled struct{ W2021, U2022, X2022 float64 } // -1: missing
	for how, want := range map[Imputation]filled{
		ImputeMean:    {40, 40, 40}, // of 20, 40, 60; of 10, 30, 80
		ImputeMedian:  {40, 30, 30},
		ImputeByGroup: {30, 20, -1}, // of the coast 20, 40; 10, 30
		ImputeLast:    {-1, 20, -1},
	} {
		res := compute(t, s, panel(), Options{Impute: how})
		used := func(unit string, year int) float64 {
			n := at(t, res, unit, year, "X")
			if (n.Score != nil) != (n.Used != nil) || n.Status != assess.Missing || n.Value != nil || (n.Score != nil) != (n.Imputed == how) {
				t.Errorf("%s: %s %d is %+v", how, unit, year, n)
			}
			if n.Used == nil {
				return -1
			}
			if *n.Score != *n.Used || n.Reason != NoReason || n.Covered != 1 {
				t.Errorf("%s: %s %d scores %v (%s), want %v", how, unit, year, *n.Score, n.Reason, *n.Used)
			}
			return *n.Used
		}
		got := filled{used("w", 2021), used("u", 2022), used("x", 2022)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", how, diff)
		}
		if n := at(t, res, "none", 2022, "X"); *n.Score != 0 || n.Imputed != NoImputation {
			t.Errorf("%s: no practice scores %v, want 0", how, *n.Score)
		}
		if n := at(t, res, "v", 2022, "X"); n.Used != nil || n.Imputed != NoImputation || *n.Score != 30 {
			t.Errorf("%s: a value that is there: %+v", how, n)
		}
	}
}

func TestImputationRefuses(t *testing.T) {
	s := one(leaf("X", 1, 100, 0))
	odd := append(panel(), Input{Unit: "v", Group: "hills", Year: 2022, Indicator: "Z", Value: num(1)})
	for _, tt := range []struct {
		in   []Input
		how  Imputation
		want string
		kind error
	}{
		{panel(), "mode", `impute "mode": want one of [none mean median group last]`, assess.ErrInvalid},
		{measured("u", map[string]float64{"X": 1}), ImputeByGroup, "no unit has a group", assess.ErrInvalid},
		{odd, ImputeByGroup, "v 2022: the group hills, but coast before", assess.ErrConflict},
	} {
		if _, err := Compute(s, tt.in, Options{Impute: tt.how}); err == nil || !errors.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
}

func TestYesAndNoHaveNoMean(t *testing.T) {
	n := steps("X", 1, 0, 0, 1, 100)
	n.YesNo = true
	in := []Input{{Unit: "a", Year: 2021, Indicator: "X", Value: num(1)}, {Unit: "b", Year: 2021, Indicator: "X", Value: num(0)}, {Unit: "a", Year: 2022, Indicator: "X"}, {Unit: "b", Year: 2022, Indicator: "X", Value: num(1)}}
	if got := at(t, compute(t, one(n), in, Options{Impute: ImputeMean}), "a", 2022, "X"); got.Score != nil {
		t.Errorf("a scores %v", *got.Score)
	}
	if got := at(t, compute(t, one(n), in, Options{Impute: ImputeLast}), "a", 2022, "X"); got.Score == nil || *got.Score != 100 {
		t.Errorf("a scores %v, want 100 as the year before", got.Score)
	}
}

func TestImputationFillsWhatItCanAndTouchesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		in := drawValues(t, s, false)
		before := must(t, s, in, away)
		o := away
		o.Impute = rapid.SampledFrom([]Imputation{ImputeMean, ImputeMedian}).Draw(t, "how")
		after := must(t, s, in, o)
		measured := map[string]bool{}
		for _, u := range before.Units {
			for _, n := range u.Nodes {
				measured[n.ID] = measured[n.ID] || n.Leaf && n.Status == assess.Measured
			}
		}
		for u := range before.Units {
			for i, b := range before.Units[u].Nodes {
				a := after.Units[u].Nodes[i]
				switch {
				case !a.Leaf:
				case b.Status == assess.Missing && measured[b.ID]:
					if a.Score == nil || a.Imputed != o.Impute {
						t.Fatalf("%s of %s is still missing", a.ID, before.Units[u].Unit)
					}
				case fmt.Sprint(a.Used, a.Imputed) != fmt.Sprint(b.Used, b.Imputed) || cmp.Diff(a.Score, b.Score) != "":
					t.Fatalf("%s of %s went from %+v to %+v", a.ID, before.Units[u].Unit, b, a)
				}
			}
		}
	})
}

func TestColumnsOfWhatWasMade(t *testing.T) {
	res := compute(t, one(leaf("X", 1, 100, 0)), append(measured("a", map[string]float64{"X": 0.1}), Input{Unit: "b", Indicator: "X"}), Options{Impute: ImputeMean})
	var got bytes.Buffer
	if err := WriteColumns(&got, res, Columns{Imputed: true, Treated: true}); err != nil {
		t.Fatal(err)
	}
	want := `unit,node,score,rank,tier,status,used,imputed,treated
a,total,0.10000000000000001,1,,measured,,,
a,X,0.10000000000000001,1,,measured,,,
b,total,0.10000000000000001,1,,measured,,,
b,X,0.10000000000000001,1,,imputed,0.10000000000000001,mean,
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	in, err := ParseValues("v.csv", []byte("unit,group,indicator,value\nu,coast,X,1\n"))
	if err != nil || in[0].Group != "coast" {
		t.Errorf("group of %+v, %v, want coast", in, err)
	}
}
