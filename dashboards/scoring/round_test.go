package scoring

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRound(t *testing.T) {
	tests := []struct {
		x        float64
		decimals int
		want     float64
	}{
		{1.005, 2, 1.01}, {2.675, 2, 2.68}, {87.465, 2, 87.47}, {87.4649999999999, 2, 87.47}, {87.4649, 2, 87.46},
		{-1.005, 2, -1.01}, {0.5, 0, 1}, {-0.5, 0, -1}, {1e-12, 2, 0}, {0.9615, 3, 0.962}, {77.95, 1, 78}, {1e15 + 0.5, 0, 1e15 + 1},
	}
	for _, tt := range tests {
		if got := Round(tt.x, tt.decimals); got != tt.want {
			t.Errorf("Round(%v, %d) = %v, want %v", tt.x, tt.decimals, got, tt.want)
		}
	}
}

func TestRoundParts(t *testing.T) {
	tests := []struct {
		name     string
		parts    []float64
		total    float64
		decimals int
		want     []float64
	}{
		{"thirds", []float64{100 / 3.0, 100 / 3.0, 100 / 3.0}, 100, 2, []float64{33.34, 33.33, 33.33}},
		{"the largest remainder goes up", []float64{1.4, 1.3, 1.3}, 4, 0, []float64{2, 1, 1}},
		{"nothing to do", []float64{1.15, 2.85}, 4, 2, []float64{1.15, 2.85}},
		{"losses", []float64{-0.336, -0.333, -0.331}, -1, 2, []float64{-0.34, -0.33, -0.33}},
		{"parts that do not add up", []float64{1, 1}, 3, 0, []float64{2, 1}},
		{"parts that are far from it", []float64{1.5, 1}, 1e9, 0, []float64{500000000, 500000000}},
		{"parts that are more than it", []float64{1, 1, 1}, 1, 0, []float64{1, 0, 0}},
		{"none", nil, 0, 2, []float64{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, RoundParts(tt.parts, tt.total, tt.decimals)); diff != "" {
				t.Errorf("RoundParts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRoundedPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(-10, 10), 1, 80).Draw(t, "parts")
		decimals := rapid.IntRange(0, 4).Draw(t, "decimals")
		total := sum(parts)
		got := RoundParts(parts, total, decimals)
		if a, b := Round(sum(got), decimals), Round(total, decimals); a != b {
			t.Fatalf("the parts add up to %v, want %v", a, b)
		}
		step := map[int]float64{0: 1, 1: 0.1, 2: 0.01, 3: 0.001, 4: 0.0001}[decimals]
		for i := range parts {
			if d := got[i] - parts[i]; d > step+1e-6 || d < -step-1e-6 {
				t.Fatalf("part %v became %v", parts[i], got[i])
			}
		}
	})
}
