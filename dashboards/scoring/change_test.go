package scoring

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// parts are the five causes of a change.
type parts struct{ Performance, Frontier, Weights, Coverage, Scheme float64 }

func partsOf(c *Change) parts {
	return parts{c.Performance(), c.Frontier(), c.Weights, c.Coverage, c.Scheme}
}

func change(t *testing.T, from, to Moment) *Change {
	t.Helper()
	c, err := ChangeBetween(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Two indicators of weight 3 and 1 that score their own values: 90 and 50, so the total is 80. By hand, one cause at a time
// and two at once.
func TestChangeByHand(t *testing.T) {
	flat := func(a, b *scheme.Node) *scheme.Scheme { return schemeOf(node("total", 1, a, b)) }
	old := flat(leaf("a", 3, 100, 0), leaf("b", 1, 100, 0))
	geometric := flat(leaf("a", 3, 100, 0), leaf("b", 1, 100, 0))
	geometric.Root.Aggregation = scheme.Geometric
	three := schemeOf(node("total", 1, leaf("a", 3, 100, 0), leaf("b", 1, 100, 0), leaf("c", 4, 100, 0)))
	values := map[string]float64{"a": 90, "b": 50}
	tests := []struct {
		name   string
		scheme *scheme.Scheme
		values map[string]float64
		want   parts
	}{
		{"nothing", old, values, parts{}},
		{"a value: a falls by 30, of which 3/4", old, map[string]float64{"a": 60, "b": 50}, parts{Performance: -22.5}},
		{"weights: 1 to 1 makes 70", flat(leaf("a", 1, 100, 0), leaf("b", 1, 100, 0)), values, parts{Weights: -10}},
		{"the same shares by other numbers", flat(leaf("a", 75, 100, 0), leaf("b", 25, 100, 0)), values, parts{}},
		{"frontier: b is best at 200, so 25 of its 50 go, of which 1/4", flat(leaf("a", 3, 100, 0), leaf("b", 1, 200, 0)), values, parts{Frontier: -6.25}},
		{"coverage: without b the total is 90", old, map[string]float64{"a": 90}, parts{Coverage: 10}},
		{"scheme: c enters with 10 and half of the weight, 40 + 5", three, map[string]float64{"a": 90, "b": 50, "c": 10}, parts{Scheme: -35}},
		{"scheme: b leaves", schemeOf(node("total", 1, leaf("a", 3, 100, 0))), values, parts{Scheme: 10}},
		{"scheme: another mean, 90^¾·50^¼", geometric, values, parts{Scheme: math.Pow(90, 0.75)*math.Pow(50, 0.25) - 80}},
		// a falls by 30 and weighs 3/4, then 1/2: by the mean of both 30·5/8. The weights move 1/4 from a to b, which costs
		// 40/4 before and 10/4 after.
		{"value and weights", flat(leaf("a", 1, 100, 0), leaf("b", 1, 100, 0)), map[string]float64{"a": 60, "b": 50}, parts{Performance: -18.75, Weights: -6.25}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := change(t, Moment{Scheme: old, Values: measured("u", values), Unit: "u"}, Moment{Scheme: tt.scheme, Values: measured("u", tt.values), Unit: "u"})
			if diff := cmp.Diff(tt.want, partsOf(c), near); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// Geometric mean of 20 and 80 with equal weights is 40, of 45 and 80 it is 60. Only a moved, so the whole 20 is its own; of
// 20,80 to 45,20 (40 to 30) a has ½·ln(45/20)·L and b ½·ln(20/80)·L, with L = (30-40)/ln(30/40).
func TestChangeOfAGeometricMean(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("a", 1, 100, 0), leaf("b", 1, 100, 0)))
	s.Root.Aggregation = scheme.Geometric
	at := func(a, b float64) Moment {
		return Moment{Scheme: s, Values: measured("u", map[string]float64{"a": a, "b": b}), Unit: "u"}
	}
	logarithmic := -10 / math.Log(0.75)
	for _, tt := range []struct {
		to   Moment
		a, b float64
	}{
		{at(45, 80), 20, 0},
		{at(45, 20), logarithmic * math.Log(2.25) / 2, logarithmic * math.Log(0.25) / 2},
	} {
		c := change(t, at(20, 80), tt.to)
		got := []float64{c.Indicators[0].Performance, c.Indicators[1].Performance}
		if diff := cmp.Diff([]float64{tt.a, tt.b}, got, near); diff != "" {
			t.Errorf("performance of a and b (-want +got):\n%s", diff)
		}
	}
}

// Only the peers moved: by min-max that is the frontier, not the unit's performance.
func TestOthersMoveTheFrontier(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("a", 1, 100, 0)))
	at := func(greatest float64) Moment {
		in := slices.Concat(measured("u", map[string]float64{"a": 50}), measured("least", map[string]float64{"a": 0}), measured("greatest", map[string]float64{"a": greatest}))
		return Moment{Scheme: s, Values: in, Unit: "u", Options: Options{Normalise: scheme.MinMax}}
	}
	if diff := cmp.Diff(parts{Frontier: -25}, partsOf(change(t, at(100), at(200))), near); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestChangeInWords(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("a", 3, 100, 0), leaf("b", 1, 100, 0)))
	at := func(values map[string]float64) Moment {
		return Moment{Scheme: s, Values: measured("u", values), Unit: "u"}
	}
	got := change(t, at(map[string]float64{"a": 90, "b": 50}), at(map[string]float64{"a": 60, "b": 54})).Text()
	want := assess.Text{
		ZH: "u 总分由 80.00 变为 58.50 (-21.50): 表现 -21.50; 表现变化最大的是 a (-22.50)。",
		EN: "u: the total went from 80.00 to 58.50 (-21.50): performance -21.50; among the values a moved it most (-22.50).",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestAChangeWithoutATotal(t *testing.T) {
	s := schemeOf(node("total", 1, leaf("a", 3, 100, 0)))
	m := Moment{Scheme: s, Values: measured("u", map[string]float64{"a": 90}), Unit: "u"}
	empty := Moment{Scheme: s, Values: []Input{{Unit: "u", Indicator: "a"}}, Unit: "u"}
	for _, tt := range []struct {
		from, to Moment
		want     string
	}{
		{m, empty, "after: u has no total (none of its indicators is scored), so its change cannot be taken apart: not found"},
		{Moment{Scheme: s, Values: m.Values, Unit: "v"}, m, `before: unit "v" has no values (did you mean "u"?): not found`},
		{m, Moment{Scheme: s, Values: m.Values, Unit: "u", Year: 2030}, "after: unit u has no values of 2030, only of [0]: not found"},
	} {
		if _, err := ChangeBetween(tt.from, tt.to); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// reweighed, refronted, … are one change of a scheme each; the copy shares nothing with the original.
func copied(s *scheme.Scheme, alter func(n *scheme.Node)) *scheme.Scheme {
	out := *s
	var dup func(n *scheme.Node) *scheme.Node
	dup = func(n *scheme.Node) *scheme.Node {
		m := *n
		m.Children = nil
		for _, c := range n.Children {
			m.Children = append(m.Children, dup(c))
		}
		alter(&m)
		return &m
	}
	out.Root = dup(s.Root)
	return &out
}

// drawChange draws two moments of one unit: values, weights, frontiers, means, indicators and statuses may all change.
func drawChange(t *rapid.T) (from, to Moment) {
	s := drawTree(t, scheme.Aggregations)
	dropped := map[string]bool{}
	later := copied(s, func(n *scheme.Node) {
		if rapid.Bool().Draw(t, "weight changes") {
			n.Weight = float64(rapid.IntRange(0, 8).Draw(t, "new weight")) / 4
		}
		if n.Leaf() && rapid.Bool().Draw(t, "frontier changes") {
			n.Best = num(*n.Best + rapid.Float64Range(0, 0.4).Draw(t, "best moves"))
		}
		if !n.Leaf() {
			n.Aggregation = rapid.SampledFrom(scheme.Aggregations).Draw(t, "new mean")
			if len(n.Children) > 1 && rapid.Bool().Draw(t, "a child leaves") {
				dropped[n.Children[0].ID] = true
				n.Children = n.Children[1:]
			}
			n.Children[0].Weight++
			if rapid.Bool().Draw(t, "a leaf enters") {
				n.Children = append(n.Children, leaf(n.ID+"new", 1, 10, 0))
			}
		}
	})
	for _, n := range later.Leaves() {
		if *n.Best == *n.Worst {
			n.Best = num(*n.Best + 1)
		}
	}
	later.Coverage = rapid.SampledFrom([]float64{0, 0.3}).Draw(t, "later coverage")
	return Moment{Scheme: s, Values: drawValues(t, s, false), Unit: "u0", Options: away},
		Moment{Scheme: later, Values: drawValues(t, later, false), Unit: "u0", Options: away}
}

// The parts add up to the change, and the change backwards is the same with the other sign.
func TestTheCausesOfAChangeAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawChange(t)
		c, err := ChangeBetween(from, to)
		if err != nil {
			if strings.Contains(err.Error(), "has no total") {
				return
			}
			t.Fatal(err)
		}
		p := partsOf(c)
		if sum := p.Performance + p.Frontier + p.Weights + p.Coverage + p.Scheme; math.Abs(sum-(c.To-c.From)) > 1e-9 {
			t.Fatalf("parts %+v add up to %v, want %v", p, sum, c.To-c.From)
		}
		r, err := ChangeBetween(to, from)
		if err != nil {
			t.Fatal(err)
		}
		q := partsOf(r)
		if diff := cmp.Diff(p, parts{-q.Performance, -q.Frontier, -q.Weights, -q.Coverage, -q.Scheme}, near); diff != "" {
			t.Fatalf("forth and back (-forth +back):\n%s", diff)
		}
	})
}

// One cause alone has the whole change; without any, nothing has.
func TestOneCauseHasTheWholeChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, scheme.Aggregations)
		s.Coverage = 0
		in := drawValues(t, s, false)
		from := Moment{Scheme: s, Values: in, Unit: "u0", Options: away}
		to := from
		var want func(whole float64) parts
		own := ""
		switch rapid.SampledFrom([]string{"nothing", "value", "weights", "frontier", "coverage", "means"}).Draw(t, "cause") {
		case "nothing":
			want = func(float64) parts { return parts{} }
		case "value":
			to.Values = slices.Clone(in)
			k := rapid.IntRange(0, len(s.Leaves())-1).Draw(t, "which")
			own = string(in[k].Indicator)
			to.Values[k].Value = num(*in[k].Value + rapid.Float64Range(-40, 40).Draw(t, "more"))
			want = func(w float64) parts { return parts{Performance: w} }
		case "weights":
			to.Scheme = copied(s, func(n *scheme.Node) { n.Weight += rapid.Float64Range(0.1, 3).Draw(t, "more") })
			from.Scheme = copied(s, func(n *scheme.Node) { n.Weight += 0.5 })
			want = func(w float64) parts { return parts{Weights: w} }
		case "frontier":
			to.Scheme = copied(s, func(n *scheme.Node) {
				if n.Leaf() {
					n.Best = num(*n.Best + rapid.Float64Range(0, 0.4).Draw(t, "best moves"))
				}
			})
			want = func(w float64) parts { return parts{Frontier: w} }
		case "coverage":
			to.Values = slices.Clone(in)
			to.Values[0].Status = assess.Missing
			want = func(w float64) parts { return parts{Coverage: w} }
		case "means":
			to.Scheme = copied(s, func(n *scheme.Node) {
				if !n.Leaf() {
					n.Aggregation = rapid.SampledFrom(scheme.Aggregations).Draw(t, "new mean")
				}
			})
			want = func(w float64) parts { return parts{Scheme: w} }
		}
		c, err := ChangeBetween(from, to)
		if err != nil {
			if strings.Contains(err.Error(), "has no total") {
				return
			}
			t.Fatal(err)
		}
		if diff := cmp.Diff(want(c.To-c.From), partsOf(c), near); diff != "" {
			t.Fatalf("parts (-want +got):\n%s", diff)
		}
		for _, i := range c.Indicators {
			if own != "" && i.Indicator != own && math.Abs(i.Performance)+math.Abs(i.Frontier) > 1e-9 {
				t.Fatalf("%s has %v, but only %s moved", i.Indicator, i.Performance, own)
			}
		}
	})
}
