package scoring

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// county is two themes: A with a1 (weight 3) and a2 (1), B with b1. Values are their own scores. 演示数据
func county() *scheme.Scheme {
	s := schemeOf(node("total", 100,
		node("A", 60, leaf("a1", 3, 100, 0), leaf("a2", 1, 100, 0)),
		node("B", 40, leaf("b1", 5, 100, 0), leaf("shown", 0, 100, 0))))
	s.Tiers = []scheme.Tier{
		{Tier: 1, From: num(85), Status: scheme.Announced},
		{Tier: 2, From: num(75), Status: scheme.Estimated},
		{Tier: 3},
	}
	return s
}

func TestComputeOneCounty(t *testing.T) {
	in := measured("330482", map[string]float64{"a1": 90, "a2": 50, "b1": 80, "shown": 10})
	res := compute(t, county(), in, Options{})
	want := []NodeResult{
		{ID: "total", Score: num(80), Full: 100, Weight: 100, Contribution: num(80), Loss: num(20), Covered: 1, Tier: 2},
		{ID: "A", Parent: "total", Depth: 1, Score: num(80), Full: 60, Weight: 60, Contribution: num(48), Loss: num(12), Covered: 1},
		{ID: "a1", Parent: "A", Depth: 2, Leaf: true, Score: num(90), Full: 45, Weight: 45, Contribution: num(40.5), Loss: num(4.5), Covered: 1, Value: num(90)},
		{ID: "a2", Parent: "A", Depth: 2, Leaf: true, Score: num(50), Full: 15, Weight: 15, Contribution: num(7.5), Loss: num(7.5), Covered: 1, Value: num(50)},
		{ID: "B", Parent: "total", Depth: 1, Score: num(80), Full: 40, Weight: 40, Contribution: num(32), Loss: num(8), Covered: 1},
		{ID: "b1", Parent: "B", Depth: 2, Leaf: true, Score: num(80), Full: 40, Weight: 40, Contribution: num(32), Loss: num(8), Covered: 1, Value: num(80)},
		{ID: "shown", Parent: "B", Depth: 2, Leaf: true, Score: num(10), Contribution: num(0), Loss: num(0), Covered: 1, Value: num(10)},
	}
	for i := range want {
		want[i].Status, want[i].Rank, want[i].Of = assess.Measured, 1, 1
	}
	if diff := cmp.Diff(want, res.Units[0].Nodes, near); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Distance{ToOwnCutoff: num(5), ToNext: num(5), Estimated: true}, res.Units[0].Distance, near); diff != "" {
		t.Errorf("distance (-want +got):\n%s", diff)
	}
}

func TestWhatIsNotMeasured(t *testing.T) {
	tests := []struct {
		name         string
		status       assess.Status
		value        *float64
		missing      map[assess.Status]scheme.Rule
		coverage     float64
		by           scheme.CoverageBy
		total        *float64 // a1 = 90, b1 = 80, and a2 as in the case
		weightOfA1   float64
		a2, a        Reason
		statusA      assess.Status
		statusB      assess.Status
		contribution *float64 // of a2
	}{
		{"measured", "", num(50), nil, 0, "", num(80), 45, "", "", assess.Measured, assess.Measured, num(7.5)},
		{"missing goes to its siblings", "", nil, nil, 0, "", num(86), 60, WhyMissing, "", assess.Measured, assess.Measured, nil},
		{"not applicable goes to its siblings", assess.NotApplicable, num(50), nil, 0, "", num(86), 60, WhyNotApplicable, "", assess.Measured, assess.Measured, nil},
		{"no practice is zero", assess.NoPractice, nil, nil, 0, "", num(72.5), 45, "", "", assess.Measured, assess.Measured, num(0)},
		{"no practice is zero whatever its value", assess.NoPractice, num(99), nil, 0, "", num(72.5), 45, "", "", assess.Measured, assess.Measured, num(0)},
		{"a small sample is left out", assess.SmallSample, num(50), nil, 0, "", num(86), 60, WhySmallSample, "", assess.Measured, assess.Measured, nil},
		{"a small sample may count", assess.SmallSample, num(50), map[assess.Status]scheme.Rule{assess.SmallSample: scheme.Score}, 0, "", num(80), 45, "", "", assess.Measured, assess.Measured, num(7.5)},
		{"missing may be zero", assess.Missing, nil, map[assess.Status]scheme.Rule{assess.Missing: scheme.Zero}, 0, "", num(72.5), 45, "", "", assess.Measured, assess.Measured, num(0)},
		{"no practice may be left out", assess.NoPractice, nil, map[assess.Status]scheme.Rule{assess.NoPractice: scheme.Redistribute}, 0, "", num(86), 60, WhyNoPractice, "", assess.Measured, assess.Measured, nil},
		{"enough is covered by weight", "", nil, nil, 0.75, scheme.ByWeight, num(86), 60, WhyMissing, "", assess.Measured, assess.Measured, nil},
		{"too little is covered by weight", "", nil, nil, 0.76, scheme.ByWeight, nil, 0, WhyMissing, WhyCoverage, assess.Missing, assess.Measured, nil},
		{"too little is covered by children", "", nil, nil, 0.51, scheme.ByChildren, nil, 0, WhyMissing, WhyCoverage, assess.Missing, assess.Measured, nil},
		{"what does not apply is not uncovered", assess.NotApplicable, nil, nil, 1, "", num(86), 60, WhyNotApplicable, "", assess.Measured, assess.Measured, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := county()
			s.Missing, s.Coverage = tt.missing, tt.coverage
			if tt.by != "" {
				s.CoverageBy = tt.by
			}
			in := append(measured("u", map[string]float64{"a1": 90, "b1": 80}), Input{Unit: "u", Indicator: "a2", Status: tt.status, Value: tt.value})
			res := compute(t, s, in, Options{})
			total, a1, a2 := at(t, res, "u", 0, "total"), at(t, res, "u", 0, "a1"), at(t, res, "u", 0, "a2")
			a, b := at(t, res, "u", 0, "A"), at(t, res, "u", 0, "B")
			if diff := cmp.Diff(tt.total, total.Score, near); diff != "" {
				t.Errorf("total (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.weightOfA1, a1.Weight, near); diff != "" {
				t.Errorf("weight of a1 (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.contribution, a2.Contribution, near); diff != "" {
				t.Errorf("contribution of a2 (-want +got):\n%s", diff)
			}
			if a2.Reason != tt.a2 || a.Reason != tt.a || a.Status != tt.statusA || b.Status != tt.statusB {
				t.Errorf("a2: %q, A: %q %s, B: %s; want %q, %q %s, %s", a2.Reason, a.Reason, a.Status, b.Status, tt.a2, tt.a, tt.statusA, tt.statusB)
			}
			if tt.missing != nil { // an indicator's own rule stands before the scheme's, and is nobody else's
				n, _ := s.Node("a2")
				n.Missing, s.Missing = tt.missing, nil
				if diff := cmp.Diff(tt.total, at(t, compute(t, s, in, Options{}), "u", 0, "total").Score, near); diff != "" {
					t.Errorf("total by the indicator's own rule (-want +got):\n%s", diff)
				}
				other, _ := s.Node("b1")
				n.Missing, other.Missing = nil, tt.missing
				if got := at(t, compute(t, s, in, Options{}), "u", 0, "total").Score; cmp.Equal(tt.total, got, near) {
					t.Error("the rule of another indicator holds for a2")
				}
			}
		})
	}
}

func TestANodeBelowCoverageTakesItsChildrenWithIt(t *testing.T) {
	s := county()
	s.Coverage = 0.5
	res := compute(t, s, measured("u", map[string]float64{"a2": 50, "b1": 80}), Options{})
	a2, total := at(t, res, "u", 0, "a2"), at(t, res, "u", 0, "total")
	if a2.Score == nil || a2.Contribution != nil || a2.Weight != 0 || a2.Reason != WhyParentUnscored {
		t.Errorf("a2 = %+v, want a score that does not count", a2)
	}
	if total.Score != nil || total.Reason != WhyCoverage || total.Tier != 0 || total.Covered != 0.4 {
		t.Errorf("total = %+v, want none: 0.4 is covered", total)
	}
	if none := compute(t, s, []Input{{Unit: "u", Indicator: "b1"}}, Options{}); none.Units[0].Root().Reason != WhyNothingScored {
		t.Errorf("without any value: %q", none.Units[0].Root().Reason)
	}
	na := []Input{{Unit: "u", Indicator: "b1", Status: assess.NotApplicable}}
	res = compute(t, s, append(na, measured("u", map[string]float64{"a1": 50, "a2": 50})...), Options{})
	if b := at(t, res, "u", 0, "B"); b.Status != assess.NotApplicable || *res.Units[0].Root().Score != 50 {
		t.Errorf("B = %+v, total %v: want B not applicable and the total that of A", b, *res.Units[0].Root().Score)
	}
}

// A part of the tree that weighs nothing is shown with its scores and says why they do not count; it is not missing.
func TestWhatWeighsNothingIsShownOnly(t *testing.T) {
	s := county()
	s.Coverage = 1
	local := node("L", 0, leaf("l1", 0, 100, 0), leaf("l2", 0, 100, 0), node("M", 0, leaf("m1", 5, 100, 0)))
	s.Root.Children = append(s.Root.Children, local)
	for _, how := range []scheme.CoverageBy{scheme.ByWeight, scheme.ByChildren} {
		s.CoverageBy = how
		res := compute(t, s, measured("330482", map[string]float64{"a1": 90, "a2": 50, "b1": 80, "l1": 70, "m1": 60}), Options{})
		want := []NodeResult{
			{ID: "L", Parent: "total", Depth: 1, Status: assess.NotApplicable, Reason: WhyNoWeight},
			{ID: "l1", Parent: "L", Depth: 2, Leaf: true, Score: num(70), Covered: 1, Value: num(70), Status: assess.Measured, Reason: WhyNoWeight, Rank: 1, Of: 1},
			{ID: "l2", Parent: "L", Depth: 2, Leaf: true, Status: assess.Missing, Reason: WhyMissing},
			{ID: "M", Parent: "L", Depth: 2, Score: num(60), Covered: 1, Status: assess.Measured, Reason: WhyNoWeight, Rank: 1, Of: 1},
			{ID: "m1", Parent: "M", Depth: 3, Leaf: true, Score: num(60), Covered: 1, Value: num(60), Status: assess.Measured, Reason: WhyNoWeight, Rank: 1, Of: 1},
		}
		for _, w := range want {
			if diff := cmp.Diff(w, *at(t, res, "330482", 0, w.ID), near); diff != "" {
				t.Errorf("%s, coverage by %s (-want +got):\n%s", w.ID, how, diff)
			}
		}
		if total := res.Units[0].Root(); total.Score == nil || *total.Score != 80 {
			t.Errorf("total = %+v, want the 80 of A and B", total)
		}
	}
}

func TestMinimumSample(t *testing.T) {
	s := county()
	s.Root.Children[0].Children[1].MinSample = 30
	for _, tt := range []struct {
		n    int64
		want assess.Status
	}{{0, assess.Measured}, {29, assess.SmallSample}, {30, assess.Measured}} {
		in := append(measured("u", map[string]float64{"a1": 90, "b1": 80}), Input{Unit: "u", Indicator: "a2", Value: num(50), N: tt.n})
		if got := at(t, compute(t, s, in, Options{}), "u", 0, "a2").Status; got != tt.want {
			t.Errorf("n = %d: %s, want %s", tt.n, got, tt.want)
		}
	}
}

func TestMeansByLevelAndByNode(t *testing.T) {
	in := measured("u", map[string]float64{"a1": 90, "a2": 50, "b1": 80})
	geoA := math.Exp(0.75*math.Log(90) + 0.25*math.Log(50))
	harA := 1 / (0.75/90 + 0.25/50)
	tests := []struct {
		name string
		list []scheme.Aggregation
		ofA  scheme.Aggregation
		want float64
	}{
		{"arithmetic", nil, "", 80},
		{"geometric everywhere", []scheme.Aggregation{scheme.Geometric}, "", math.Pow(geoA, 0.6) * math.Pow(80, 0.4)},
		{"harmonic below, arithmetic above", []scheme.Aggregation{scheme.Harmonic, scheme.Arithmetic}, "", 0.6*harA + 32},
		{"arithmetic below, harmonic above", []scheme.Aggregation{scheme.Arithmetic, scheme.Harmonic}, "", 80},
		{"a node's own wins", []scheme.Aggregation{scheme.Arithmetic}, scheme.Geometric, 0.6*geoA + 32},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := county()
			s.Root.Children[0].Aggregation = tt.ofA
			res := compute(t, s, in, Options{Aggregate: tt.list})
			root := res.Units[0].Root()
			if diff := cmp.Diff(tt.want, *root.Score, near); diff != "" {
				t.Errorf("total (-want +got):\n%s", diff)
			}
			sum := 0.0
			for _, n := range res.Units[0].Nodes {
				if n.Leaf && n.Contribution != nil {
					sum += *n.Contribution
				}
			}
			if diff := cmp.Diff(*root.Score, sum, near); diff != "" {
				t.Errorf("contributions of the leaves add up to (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAZeroHasNoGeometricMean(t *testing.T) {
	in := measured("330482", map[string]float64{"a1": 90, "a2": 0, "b1": 80})
	for _, how := range []scheme.Aggregation{scheme.Geometric, scheme.Harmonic} {
		_, err := Compute(county(), in, Options{Aggregate: []scheme.Aggregation{how}})
		want := "330482: node A, because of a2: the " + string(how) + " mean has no answer for a score of 0"
		if err == nil || !strings.HasPrefix(err.Error(), want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%s: error %v, want %q…", how, err, want)
		}
		if _, err := Compute(county(), in, Options{Aggregate: []scheme.Aggregation{how}, Range: &scheme.Range{Low: 1, High: 100}}); err != nil {
			t.Errorf("%s from 1 to 100: %v", how, err)
		}
	}
}

func TestUnboundedScoresAreSharedByArithmeticMeansOnly(t *testing.T) {
	in := append(measured("u", map[string]float64{"a1": 90, "a2": 50, "b1": 80}), measured("v", map[string]float64{"a1": 80, "a2": 60, "b1": 70})...)
	s := county()
	s.Root.Children[0].Aggregation = scheme.Geometric
	res := compute(t, s, in, Options{Normalise: scheme.RankScore})
	if a, a1 := at(t, res, "u", 0, "A"), at(t, res, "u", 0, "a1"); a.Contribution == nil || a.Loss != nil || a1.Contribution != nil {
		t.Errorf("A = %+v, a1 = %+v: want a contribution of A, none of a1, and no loss", a, a1)
	}
	if res.Range != nil {
		t.Errorf("range %v of ranks, want none", res.Range)
	}
}

func TestRanks(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("X", 1, 100, 0)))
	in := func(values map[string]float64) (all []Input) {
		for unit, v := range values {
			all = append(all, measured(unit, map[string]float64{"X": v})...)
		}
		return append(all, Input{Unit: "none", Indicator: "X"})
	}
	two := 2
	tests := []struct {
		name   string
		o      Options
		values map[string]float64
		want   map[string]int
	}{
		{"ties share the better rank", Options{}, map[string]float64{"a": 50, "b": 70, "c": 50, "d": 10}, map[string]int{"a": 2, "b": 1, "c": 2, "d": 4, "none": 0}},
		{"noise is no difference", Options{}, map[string]float64{"a": 0.1 + 0.2, "b": 0.3, "c": 0.30000001}, map[string]int{"a": 2, "b": 2, "c": 1, "none": 0}},
		{"unrounded", Options{}, map[string]float64{"a": 50.001, "b": 50.002}, map[string]int{"a": 2, "b": 1, "none": 0}},
		{"on two decimals", Options{RankDecimals: &two}, map[string]float64{"a": 50.001, "b": 50.002, "c": 50.005}, map[string]int{"a": 2, "b": 2, "c": 1, "none": 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ranks(compute(t, s, in(tt.values), tt.o), "total")); diff != "" {
				t.Errorf("ranks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTiers(t *testing.T) {
	tests := []struct {
		score float64
		tier  int
		want  Distance
	}{
		{100, 1, Distance{ToOwnCutoff: num(15)}},
		{85, 1, Distance{ToOwnCutoff: num(0)}},
		{84.9999999999, 1, Distance{ToOwnCutoff: num(0)}},
		{84.99, 2, Distance{ToOwnCutoff: num(9.99), ToNext: num(0.01), Estimated: true}},
		{10, 3, Distance{ToNext: num(65), Estimated: true}},
	}
	for _, tt := range tests {
		res := compute(t, county(), measured("u", map[string]float64{"a1": tt.score, "a2": tt.score, "b1": tt.score}), Options{})
		if got := res.Units[0].Root().Tier; got != tt.tier {
			t.Errorf("%v points: tier %d, want %d", tt.score, got, tt.tier)
		}
		if diff := cmp.Diff(tt.want, res.Units[0].Distance, near); diff != "" {
			t.Errorf("%v points: distance (-want +got):\n%s", tt.score, diff)
		}
	}
}

func TestBadInputs(t *testing.T) {
	tests := []struct {
		name string
		in   Input
		want string
	}{
		{"two values", Input{Unit: "u", Year: 2022, Indicator: "a1", Value: num(1), At: "v.csv:7"}, "v.csv:7: u 2022: a1 has two values"},
		{"no number", Input{Unit: "u", Year: 2022, Indicator: "a2", Value: num(math.NaN())}, "u 2022: a2 is NaN, want a number"},
		{"unknown status", Input{Unit: "u", Year: 2022, Indicator: "a2", Status: "ok"}, `u 2022: a2: status "ok": want one of`},
		{"a theme", Input{Unit: "u", Year: 2022, Indicator: "A", Value: num(1)}, "u 2022: A has a value, but it is computed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Compute(county(), []Input{{Unit: "u", Year: 2022, Indicator: "a1", Value: num(1)}, tt.in}, Options{})
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %q…", err, tt.want)
			}
		})
	}
	res := compute(t, county(), measured("u", map[string]float64{"a1": 1, "zz": 1, "b9": 1}), Options{})
	if diff := cmp.Diff([]string{"b9", "zz"}, res.Unused); diff != "" {
		t.Errorf("unused (-want +got):\n%s", diff)
	}
}

func TestUnitsComeByYearAndThenInTheirOrder(t *testing.T) {
	var in []Input
	for _, u := range []struct {
		unit string
		year int
	}{{"b", 2022}, {"a", 2022}, {"a", 2021}, {"b", 2021}} {
		in = append(in, Input{Unit: u.unit, Year: u.year, Indicator: "a1", Value: num(1)})
	}
	var got []string
	for _, u := range compute(t, county(), in, Options{}).Units {
		got = append(got, Input{Unit: u.Unit, Year: u.Year}.String())
	}
	if diff := cmp.Diff([]string{"b 2021", "a 2021", "b 2022", "a 2022"}, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestNodeScores(t *testing.T) {
	in := Inputs([]assess.Value{
		{Indicator: "a1", Region: "330482", Period: assess.YearOf(2022), Value: num(90), Status: assess.Measured, N: 40},
		{Indicator: "b1", Region: "330482", Period: assess.YearOf(2022), Value: num(80), Status: assess.Measured},
	})
	u, ok := compute(t, county(), in, Options{}).Unit("330482", 2022)
	if !ok {
		t.Fatal("no unit")
	}
	got := u.NodeScores()
	want := assess.NodeScore{Region: "330482", Year: 2022, Node: "total", Score: num(86), Weight: 100, Full: 100, Contribution: num(86), Tier: 1, Status: assess.Measured}
	if diff := cmp.Diff(want, got[0], near); diff != "" {
		t.Errorf("total (-want +got):\n%s", diff)
	}
	want = assess.NodeScore{Region: "330482", Year: 2022, Node: "a2", Parent: "A", Depth: 2, Full: 15, Status: assess.Missing, Reason: "missing"}
	if diff := cmp.Diff(want, got[3], near); diff != "" {
		t.Errorf("a2 (-want +got):\n%s", diff)
	}
	for _, r := range []Reason{WhyMissing, WhySmallSample, WhyNotApplicable, WhyNoPractice, WhyCoverage, WhyNothingScored, WhyParentUnscored} {
		if r.Text().ZH == "" || r.Text().EN == "" {
			t.Errorf("the reason %s has no words", r)
		}
	}
}
