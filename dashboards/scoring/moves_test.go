package scoring

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Of county: a1 (45 points) at 90, a2 (15) at 50, b1 (40) at 80 make 80. For the same effort a1 brings most, then b1: to 86 it takes
// the 4.5 points of a1 and 1.5 of the 8 of b1, which is 3.75 on its way of 100. Where a1 costs four times as much, b1 alone does it.
func TestCheapestMovesByHand(t *testing.T) {
	g, err := NewGround(county(), measured("u", map[string]float64{"a1": 90, "a2": 50, "b1": 80, "shown": 10}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		target float64
		bounds []Bound
		want   []Move
		effort float64
		err    error
	}{
		"same effort": {86, nil, []Move{{"a1", 90, 100, 4.5, 0.1}, {"b1", 80, 83.75, 1.5, 0.0375}}, 0.1375, nil},
		"dear":        {86, []Bound{{"a1", nil, num(4)}}, []Move{{"b1", 80, 95, 6, 0.15}}, 0.15, nil},
		"bounded":     {86, []Bound{{"a1", num(92), nil}, {"b1", num(90), nil}}, []Move{{"a1", 90, 92, 0.9, 0.02}, {"b1", 80, 90, 4, 0.1}, {"a2", 50, 50 + 1.1/0.15, 1.1, 1.1 / 15}}, 0.12 + 1.1/15, nil},
		"reached":     {80, nil, nil, 0, assess.ErrConflict},
		"too far":     {99, []Bound{{"a1", num(90), nil}}, nil, 0, assess.ErrNotFound},
		"no cost":     {86, []Bound{{"a1", nil, num(0)}}, nil, 0, assess.ErrInvalid},
		"twice":       {86, []Bound{{Indicator: "a1"}, {Indicator: "a1"}}, nil, 0, assess.ErrConflict},
		"a theme":     {86, []Bound{{Indicator: "A"}}, nil, 0, assess.ErrInvalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := g.CheapestMoves("u", 0, tt.target, tt.bounds)
			if tt.err != nil {
				if !errors.Is(err, tt.err) {
					t.Errorf("error %v, want %v", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got.Moves, near); d != "" {
				t.Errorf("moves (-want +got):\n%s", d)
			}
			if d := cmp.Diff([]float64{tt.effort, tt.target}, []float64{got.Effort, *got.Answer.After.Score}, near); d != "" {
				t.Errorf("effort and score (-want +got):\n%s", d)
			}
		})
	}
}

// An indicator of another transform stays where it is.
func TestCheapestMovesLeaveTheBentAlone(t *testing.T) {
	s := county()
	s.Root.Children[0].Children[0].Transform, s.Root.Children[0].Children[0].Param = scheme.Power, 0.8
	g, err := NewGround(s, measured("u", map[string]float64{"a1": 0, "a2": 50, "b1": 80, "shown": 10}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := g.CheapestMoves("u", 0, 45, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Move{{"b1", 80, 93.75, 5.5, 0.1375}}, got.Moves, near); d != "" {
		t.Errorf("moves (-want +got):\n%s", d)
	}
	if _, err := g.CheapestMoves("u", 0, 45, []Bound{{Indicator: "a1"}}); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("a bound of a bent indicator: %v", err)
	}
}

// No other set of moves that reaches the target costs less.
func TestCheapestMovesAreCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTree(t, arithmetic)
		s.Coverage = 0
		var in []Input
		way := map[string]float64{}
		for _, n := range s.Leaves() {
			way[n.ID] = rapid.Float64Range(0, 1).Draw(t, "way")
			in = append(in, Input{Unit: "u", Indicator: n.Indicator(), Value: num(*n.Worst + way[n.ID]*(*n.Best-*n.Worst))})
		}
		g, err := NewGround(s, in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		now := g.rows[0].cells[0].score
		target := now + rapid.Float64Range(0.01, 0.99).Draw(t, "part")*(100-now)
		var bounds []Bound
		var others []Setting
		effort := 0.0
		for _, n := range s.Leaves() {
			cost := rapid.Float64Range(0.1, 10).Draw(t, "cost")
			bounds = append(bounds, Bound{Indicator: n.ID, Cost: &cost})
			step := rapid.Float64Range(0, 1).Draw(t, "step") * (1 - way[n.ID])
			others = append(others, Setting{n.ID, num(*n.Worst + (way[n.ID]+step)*(*n.Best-*n.Worst))})
			effort += step * cost
		}
		other, err := g.WhatIf(Question{Unit: "u", Values: others})
		if err != nil {
			t.Fatal(err)
		}
		got, err := g.CheapestMoves("u", 0, target, bounds)
		if now >= 100-1e-6 {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if compared(*got.Answer.After.Score, nil) < compared(target, nil)-2/perPoint {
			t.Fatalf("the moves reach %g, want %g", *got.Answer.After.Score, target)
		}
		if *other.After.Score >= target && effort < got.Effort-1e-9 {
			t.Fatalf("%v reach %g for %g, the plan costs %g", others, target, effort, got.Effort)
		}
	})
}
