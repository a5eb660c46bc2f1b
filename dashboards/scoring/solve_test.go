package scoring

import (
	"math"
	"testing"
)

// a2 has 15 points of 100, so from 50 it takes 33.33 more to lift 80 to 85.
func TestSolveValue(t *testing.T) {
	g := countyAndPeer(t)
	x, a, err := g.SolveValue("330482", 0, "a2", 85)
	if err != nil || math.Abs(x-(50+100.0/3)) > 1e-7 || math.Abs(*a.After.Score-85) > 1e-9 {
		t.Fatalf("value %v, answer %+v, %v", x, a, err)
	}
	for target, want := range map[float64]string{
		80: "330482: 80 is reached already: conflict", 88: "330482: 88 cannot be reached by a2 even at its best, 100: not found",
	} {
		if _, _, err := g.SolveValue("330482", 0, "a2", target); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
