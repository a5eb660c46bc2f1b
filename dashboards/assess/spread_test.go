package assess

import (
	"math"
	"testing"
)

func TestBinned(t *testing.T) {
	tests := []struct {
		name         string
		s            Spread
		first, width float64
		bins         int
	}{
		{"days one by one", Spread{Clock: "workday", N: 400, Min: 0, P25: 2, P75: 5, P99: 11, Max: 14}, 0, 1, 15},
		{"days that are all the same", Spread{Clock: "workday", N: 5, Min: 3, P25: 3, P75: 3, P99: 3, Max: 3}, 3, 1, 1},
		{"thirty days and a long tail", Spread{Clock: "workday", N: 400, Min: 1, P25: 2, P75: 5, P99: 30, Max: 300}, 1, 1, 30},
		// twice 40 over 6 is 13.3, so 20
		{"many days", Spread{Clock: "calendar_day", N: 216, Min: 7, P25: 20, P75: 60, P99: 90, Max: 95}, 0, 20, 5},
		// the tail is longer than thirty bins of twice 1 over 10: 100 over 29 is 3.4, so 5
		{"days with a tail", Spread{Clock: "workday", N: 1000, Min: 0, P25: 2, P75: 3, P99: 100, Max: 400}, 0, 5, 30},
		// twice 0.5 over 10 is 0.1
		{"hours", Spread{Clock: "calendar_hour", N: 1000, Min: 0.31, P25: 0.5, P75: 1, P99: 1.9, Max: 2}, 0.3, 0.1, 18},
		{"hours that are all the same", Spread{Clock: "work_hour", N: 3, Min: 2, P25: 2, P75: 2, P99: 2, Max: 2}, 2, 1e-6, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.Binned()
			b := tt.s.Bins
			if len(b) != tt.bins {
				t.Fatalf("%d bins, want %d: %v", len(b), tt.bins, b)
			}
			if math.Abs(b[0].From-tt.first) > 1e-9 || math.Abs(b[0].To-b[0].From-tt.width) > 1e-9 {
				t.Errorf("the first bin is %v, want %v and %v wide", b[0], tt.first, tt.width)
			}
			for i := 1; i < len(b); i++ {
				if b[i].From != b[i-1].To {
					t.Errorf("bin %d begins at %v, the one before ends at %v", i, b[i].From, b[i-1].To)
				}
			}
			if last := b[len(b)-1]; len(b) < MostBins && (tt.s.Max < last.From || tt.s.Max >= last.To) {
				t.Errorf("the longest, %v, is not in the last bin %v", tt.s.Max, last)
			}
		})
	}
}
