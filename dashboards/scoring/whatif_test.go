package scoring

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

func ground(t *testing.T, s *scheme.Scheme, in []Input) *Ground {
	t.Helper()
	g, err := NewGround(s, in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The county scores 80: A is 80 of a1 = 90 (3/4) and a2 = 50 (1/4), B is 80. Its peer scores 82.
func countyAndPeer(t *testing.T) *Ground {
	t.Helper()
	return ground(t, county(), slices.Concat(measured("330482", map[string]float64{"a1": 90, "a2": 50, "b1": 80, "shown": 10}),
		measured("peer", map[string]float64{"a1": 82, "a2": 82, "b1": 82})))
}

func TestWhatIfByHand(t *testing.T) {
	tests := []struct {
		name  string
		q     Question
		score float64
		rank  int
		tier  int
		moved []string
		text  assess.Text
	}{
		{"a2 at 100 gives 15 points of 100 half of their way: +7.5", Question{Values: []Setting{{"a2", num(100)}}}, 87.5, 1, 1, []string{"total", "A", "a2"},
			assess.Text{ZH: "若 a2 为 100, 330482 总分由 80.00 变为 87.50 (+7.50), 排名由第 2 变为第 1 (共 2), 由第 2 档进入第 1 档。", EN: "If a2 were 100, 330482 would go from 80.00 to 87.50 (+7.50) and from rank 2 to 1 of 2, from tier 2 to tier 1."}},
		{"a2 without weight: A is 90, 60·0.9 + 40·0.8 = 86", Question{Weights: []Weighing{{"a2", 0}}}, 86, 1, 1, []string{"total", "A", "a1", "a2"},
			assess.Text{ZH: "若 a2 权重为 0, 330482 总分由 80.00 变为 86.00 (+6.00), 排名由第 2 变为第 1 (共 2), 由第 2 档进入第 1 档。", EN: "If a2 weighed 0, 330482 would go from 80.00 to 86.00 (+6.00) and from rank 2 to 1 of 2, from tier 2 to tier 1."}},
		{"nothing", Question{}, 80, 2, 2, nil,
			assess.Text{ZH: "若 什么都不变, 330482 总分由 80.00 变为 80.00 (0.00), 排名由第 2 变为第 2 (共 2), 仍在第 2 档。", EN: "If nothing changed, 330482 would go from 80.00 to 80.00 (0.00) and from rank 2 to 2 of 2, still in tier 2."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.q.Unit = "330482"
			a, err := countyAndPeer(t).WhatIf(tt.q)
			if err != nil {
				t.Fatal(err)
			}
			var moved []string
			for _, m := range a.Moved {
				moved = append(moved, m.ID)
			}
			got := []any{*a.Before.Score, *a.After.Score, a.After.Rank, a.After.Tier, moved, a.Text}
			if diff := cmp.Diff([]any{80.0, tt.score, tt.rank, tt.tier, tt.moved, tt.text}, got, near); diff != "" {
				t.Errorf("before, score, rank, tier, moved, text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIfRefuses(t *testing.T) {
	for _, tt := range []struct {
		q    Question
		want string
	}{
		{Question{Unit: "330483"}, `unit "330483" has no values (did you mean "330482"?): not found`},
		{Question{Unit: "330482", Values: []Setting{{"A", num(1)}}}, "A is computed from its children, want an indicator: invalid"},
		{Question{Unit: "330482", Values: []Setting{{"a1x", num(1)}}}, `indicator "a1x" is not in the scheme (did you mean "a1"?): not found`},
		{Question{Unit: "330482", Values: []Setting{{"a1", num(1)}, {"a1", num(2)}}}, "a1 has two values: conflict"},
		{Question{Unit: "330482", Weights: []Weighing{{"a1", -1}}}, "the weight of a1 is -1, want 0 or more: invalid"},
		{Question{Unit: "330482", Weights: []Weighing{{"total", 1}}}, "node total is the total, which has no siblings to weigh against: invalid"},
	} {
		if _, err := countyAndPeer(t).WhatIf(tt.q); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// An answer is what a scoring of the changed table says, to the last digit, and leaves the ground as it was.
func TestWhatIfIsAScoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, scheme.Aggregations)
		in := drawValues(t, s, false)
		o := Options{Range: away.Range, Normalise: rapid.SampledFrom([]scheme.Normalisation{scheme.Goalposts, scheme.MinMax}).Draw(t, "method")}
		o.Impute = rapid.SampledFrom([]Imputation{NoImputation, ImputeMean, ImputeMedian, ImputeLast}).Draw(t, "impute")
		g, err := NewGround(s, in, o)
		if err != nil {
			return // min-max of values that are all the same
		}
		k := rapid.IntRange(0, len(s.Leaves())-1).Draw(t, "which")
		x := rapid.Float64Range(-100, 100).Draw(t, "value")
		value := &x
		if rapid.IntRange(0, 3).Draw(t, "taken away") == 0 {
			value = nil
		}
		q := Question{Unit: "u0", Values: []Setting{{string(in[k].Indicator), value}}}
		later := copied(s, func(*scheme.Node) {})
		if rapid.Bool().Draw(t, "weights too") {
			w := rapid.Float64Range(0, 3).Draw(t, "weight")
			q.Weights = []Weighing{{later.Root.Children[0].ID, w}}
			later.Root.Children[0].Weight = w
		}
		for range 2 { // the first answer must not show in the second
			a, err := g.WhatIf(q)
			changed := slices.Clone(in)
			changed[k].Value, changed[k].Status = value, ""
			res, errScored := Compute(later, changed, o)
			if (err == nil) != (errScored == nil) {
				t.Fatalf("errors %v and %v", err, errScored)
			}
			if err != nil {
				return
			}
			u, _ := res.Unit("u0", 0)
			want := Standing{Score: u.Root().Score, Rank: u.Root().Rank, Of: a.After.Of, Tier: u.Root().Tier, Distance: u.Distance, Imputed: u.Imputed()}
			if diff := cmp.Diff(want, a.After); diff != "" {
				t.Fatalf("after (-scored +answered):\n%s", diff)
			}
		}
	})
}

// By hand: without its value b of the one is the mean of the others' 40 and 60, which is 50; with 80 in the place of 40 it is 70.
func TestWhatIfImputesAnew(t *testing.T) {
	in := []Input{{Unit: "one", Indicator: "b"}, {Unit: "two", Indicator: "b", Value: num(40)}, {Unit: "three", Indicator: "b", Value: num(60)}}
	g, err := NewGround(schemeOf(node("total", 1, leaf("b", 1, 100, 0))), in, Options{Impute: ImputeMean})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		unit  string
		value *float64
		score float64
		rank  int
	}{{"two", num(80), 80, 1}, {"two", num(0), 0, 3}, {"one", num(10), 10, 3}, {"three", nil, 40, 1}} {
		a, err := g.WhatIf(Question{Unit: tt.unit, Values: []Setting{{"b", tt.value}}})
		if err != nil || *a.After.Score != tt.score || a.After.Rank != tt.rank {
			t.Errorf("%s: %+v, %v, want %g, rank %d", tt.unit, a, err, tt.score, tt.rank)
		}
	}
	other, err := g.moved(g.plan, 1, []Setting{{"b", num(80)}}, false)
	if err != nil || other[0].cells[0].score != 70 || g.rows[0].cells[0].score != 50 {
		t.Errorf("%v: who has no value scores %g, want 70, and still %g on the ground", err, other[0].cells[0].score, g.rows[0].cells[0].score)
	}
}

// By hand: a1 costs 4.5 points, a2 7.5, b1 8: of 20.
func TestLosses(t *testing.T) {
	res := compute(t, county(), measured("330482", map[string]float64{"a1": 90, "a2": 50, "b1": 80, "shown": 10}), Options{})
	got, err := res.Units[0].Losses()
	if err != nil {
		t.Fatal(err)
	}
	want := []Loss{
		{"b1", num(80), 80, 8, 0.4, 0.4, NoImputation},
		{"a2", num(50), 50, 7.5, 0.375, 0.775, NoImputation},
		{"a1", num(90), 90, 4.5, 0.225, 1, NoImputation},
	}
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	text := assess.Text{ZH: "330482 共失 20.00 分, 其中 b1、a2 占 78%。", EN: "330482 loses 20.00 points, 78% of them to b1, a2."}
	if diff := cmp.Diff(text, LossText("330482", got)); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}
