package scoring

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"yingshang/dashboards/scheme"
)

func compile(t interface{ Fatal(...any) }, s *scheme.Scheme, in []Input, o Options) (*Model, *Draw) {
	m, err := Compile(s, in, o)
	if err != nil {
		t.Fatal(err)
	}
	return m, m.NewDraw()
}

// The compiled form gives the very digits of Compute: missing values, coverage, zeros by rule and all means.
func TestACompiledSchemeScoresAsComputeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, scheme.Aggregations)
		s.Tiers = []scheme.Tier{{Tier: 1, From: num(70)}, {Tier: 2, From: num(40)}, {Tier: 3}}
		in := drawValues(t, s, false)
		for i := range in {
			in[i].Year = 2020 + rapid.IntRange(0, 1).Draw(t, "year")
		}
		o := away
		if d := rapid.IntRange(-1, 3).Draw(t, "decimals"); d >= 0 {
			o.RankDecimals = &d
		}
		want := must(t, s, in, o)
		m, d := compile(t, s, in, o)
		for range 2 { // the second scoring must not see the first
			if err := m.Score(d); err != nil {
				t.Fatal(err)
			}
			for r, u := range want.Units {
				root := u.Root()
				if m.Scored(r) != (root.Score != nil) || d.Ranks[r] != root.Rank {
					t.Fatalf("%s: scored %v, rank %d, want %v, %d", u.Unit, m.Scored(r), d.Ranks[r], root.Score != nil, root.Rank)
				}
				if root.Score != nil && (d.Totals[r] != *root.Score || s.Tiers[d.Tiers[r]].Tier != root.Tier) {
					t.Fatalf("%s: %v in tier %d, want %v in %d", u.Unit, d.Totals[r], s.Tiers[d.Tiers[r]].Tier, *root.Score, root.Tier)
				}
			}
		}
	})
}

func TestADrawWithOtherWeightsIsASchemeWithOtherWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, scheme.Aggregations)
		s.Coverage = 0
		in := drawValues(t, s, false)
		m, d := compile(t, s, in, away)
		for k, id := range m.Nodes() {
			n, _ := s.Node(id)
			n.Weight *= rapid.Float64Range(0.5, 1.5).Draw(t, "factor")
			d.Weights[k] = n.Weight
		}
		if err := m.Score(d); err != nil {
			t.Fatal(err)
		}
		for r, u := range must(t, s, in, away).Units {
			if root := u.Root(); root.Score != nil && math.Abs(d.Totals[r]-*root.Score) > 1e-12 {
				t.Fatalf("%s: %v, want %v", u.Unit, d.Totals[r], *root.Score)
			}
		}
	})
}

func TestADrawAllocatesNothing(t *testing.T) {
	decimals := 2
	for _, o := range []Options{{}, {RankDecimals: &decimals}, {Aggregate: []scheme.Aggregation{scheme.Geometric}, Range: away.Range}} {
		s, in := province(t, 20)
		m, d := compile(t, s, in, o)
		d.Disturb = func(_ int, x float64) float64 { return x * 1.01 }
		if n := testing.AllocsPerRun(20, func() {
			if err := m.Score(d); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%v allocations a draw, want none", n)
		}
	}
}

func TestComparedFastIsCompared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.OneOf(
			rapid.Float64Range(-1e6, 1e6),
			rapid.Map(rapid.IntRange(-100000, 100000), func(i int) float64 { return float64(i) / 1000 }), // halves among them
		).Draw(t, "score")
		decimals := rapid.IntRange(0, 10).Draw(t, "decimals")
		if got, want := comparedFast(x, &decimals), compared(x, &decimals); got != want {
			t.Fatalf("%v to %d decimals = %v, want %v", x, decimals, got, want)
		}
	})
}
