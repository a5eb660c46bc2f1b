package scoring

import (
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// near lets floats differ by the noise of their last digits.
var near = cmp.Options{cmpopts.EquateApprox(0, 1e-9), exported}

// exported lets frozen numbers be compared.
var exported = cmp.AllowUnexported(Frozen{}, yardstick{}, stickKey{}, imputedKey{}, imputedValue{})

func num(x float64) *float64 { return &x }

// leaf is an indicator with goalposts.
func leaf(id string, weight, best, worst float64) *scheme.Node {
	n := &scheme.Node{ID: id, Weight: weight, Best: &best, Worst: &worst, Transform: scheme.Linear, Direction: assess.HigherIsBetter}
	if best < worst {
		n.Direction = assess.LowerIsBetter
	}
	return n
}

func node(id string, weight float64, children ...*scheme.Node) *scheme.Node {
	return &scheme.Node{ID: id, Weight: weight, Children: children}
}

func schemeOf(root *scheme.Node) *scheme.Scheme {
	return &scheme.Scheme{ID: "test", Root: root, CoverageBy: scheme.ByWeight, File: "test.yaml"}
}

// measured are values of one unit.
func measured(unit string, values map[string]float64) []Input {
	var in []Input
	for id, v := range values {
		in = append(in, Input{Unit: unit, Indicator: assess.IndicatorID(id), Value: num(v)})
	}
	return in
}

func compute(t *testing.T, s *scheme.Scheme, values []Input, o Options) *Result {
	t.Helper()
	res, err := Compute(s, values, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// at finds a node of a unit; it fails the test when it is not there.
func at(t *testing.T, res *Result, unit string, year int, id string) *NodeResult {
	t.Helper()
	u, ok := res.Unit(unit, year)
	if !ok {
		t.Fatalf("no unit %s %d", unit, year)
	}
	n, ok := u.Node(id)
	if !ok {
		t.Fatalf("no node %s", id)
	}
	return n
}

// scores are the scores of one node by unit; a unit without one is left out.
func scores(res *Result, id string) map[string]float64 {
	got := map[string]float64{}
	for i := range res.Units {
		if n, ok := res.Units[i].Node(id); ok && n.Score != nil {
			got[res.Units[i].Unit] = *n.Score
		}
	}
	return got
}

func ranks(res *Result, id string) map[string]int {
	got := map[string]int{}
	for i := range res.Units {
		if n, ok := res.Units[i].Node(id); ok {
			got[res.Units[i].Unit] = n.Rank
		}
	}
	return got
}

// keepsDigits wants the same seed to give the same digits on one core as on many, and another seed other draws. It returns
// what the seed gave.
func keepsDigits[T any](t *testing.T, run func(seed uint64) T, drawn func(T) any) T {
	t.Helper()
	first := run(3)
	before := runtime.GOMAXPROCS(1)
	alone := run(3)
	runtime.GOMAXPROCS(before)
	if d := cmp.Diff(first, alone); d != "" {
		t.Errorf("the same seed on one core gives other digits:\n%s", d)
	}
	if cmp.Equal(drawn(first), drawn(run(4))) {
		t.Error("another seed gives the same draws")
	}
	return first
}
