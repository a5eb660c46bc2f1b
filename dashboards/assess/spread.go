package assess

import "math"

// Spread is how long the cases that an indicator counts took, each in the unit of its clock.
type Spread struct {
	Clock    string // how time is counted: "workday", "work_hour", "calendar_day" or "calendar_hour"
	Ratio    bool   // the indicator sets these times against something else: its value and target are no times
	N        int64  // cases with a time
	Min, Max float64
	Mean     float64
	P25      float64 // quantiles of type 7, as Excel and R compute them
	Median   float64
	P75      float64
	P90      float64
	P99      float64
	Promise  *SpreadLimit // the promise that most cases have, in working days; nil where none is known
	Legal    *SpreadLimit
	Bins     []Bin // side by side from the first to the last; the last is open
}

// SpreadLimit is a promise or a legal limit, and how many of the cases have just this one.
type SpreadLimit struct {
	Days float64
	N    int64
}

// Bin is how many cases took From or longer, and less than To.
type Bin struct {
	From, To float64
	N        int64
}

// MostBins is how many bins a spread has at most.
const MostBins = 30

// Binned sets up the empty bins of a spread. Days are counted one by one when a hundredth of the cases or less lie behind the
// thirtieth day. Else a bin is as wide as Freedman and Diaconis have it, twice the quartiles' distance over the cube root of n,
// but wide enough that thirty bins reach the 99th percentile, and rounded up to 1, 2 or 5 times a power of ten. The last bin
// takes in all that is longer.
func (s *Spread) Binned() {
	whole := s.Clock == "workday" || s.Clock == "calendar_day"
	least := 1e-6
	if whole {
		least = 1
	}
	width := max(2*(s.P75-s.P25)/math.Cbrt(float64(max(s.N, 1))), (s.P99-min(s.Min, s.P99))/(MostBins-1), least)
	if whole && s.P99-math.Floor(s.Min) < MostBins {
		width = 1
	}
	width = roundUp(width)
	start := math.Floor(s.Min/width+1e-9) * width
	n := min(int(math.Floor((s.Max-start)/width+1e-9))+1, MostBins)
	for s.Bins = nil; len(s.Bins) < n; {
		k := float64(len(s.Bins))
		s.Bins = append(s.Bins, Bin{From: clean(start + k*width), To: clean(start + (k+1)*width)})
	}
}

// roundUp is the least of 1, 2 and 5 times a power of ten that is not below v.
func roundUp(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= v*(1-1e-9) {
			return clean(m * power)
		}
	}
	return clean(10 * power)
}

// clean drops the dust that floating-point steps leave.
func clean(v float64) float64 { return math.Round(v*1e9) / 1e9 }
