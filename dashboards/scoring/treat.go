package scoring

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Treatment tames outliers, as COINr's Treat does: while the values of an indicator have |skewness| ≥ Skew and excess
// kurtosis ≥ Kurt, the outermost value on the long side is set to the next one (winsorised), up to Points times; equal
// values move together. When that does not help, the values are taken as they were and bent by a logarithm.
type Treatment struct {
	Points     int     // 0 or more
	Skew, Kurt float64 // of the sample, corrected for its size; above 0
}

// UsualTreatment has COINr's limits: skewness 2, kurtosis 3.5.
func UsualTreatment(points int) *Treatment { return &Treatment{Points: points, Skew: 2, Kurt: 3.5} }

// Treated says what was done to a value.
type Treated string

// What may be done to a value.
const (
	NotTreated Treated = ""
	Winsorised Treated = "winsorised"
	Logged     Treated = "log" // with all values of the indicator; its score says so, there is no other value
)

// checkTreatment refuses treatments that would not be one.
func (p *plan) checkTreatment() error {
	if p.treat == nil {
		return nil
	}
	if p.normalise != scheme.MinMax && p.normalise != scheme.ZScore {
		return fmt.Errorf("treat: %s does not take its scale from the spread of the values; outliers are treated for minmax and zscore: %w",
			p.normalise, assess.ErrInvalid)
	}
	if t := *p.treat; t.Points < 0 || !(t.Skew > 0) || !(t.Kurt > 0) {
		return fmt.Errorf("treat: %d points, skewness %g, kurtosis %g: want 0 points or more, and limits above 0: %w", t.Points, t.Skew, t.Kurt, assess.ErrInvalid)
	}
	return nil
}

// outlying says whether sorted values have outliers.
func (t *Treatment) outlying(sorted []float64) (skew float64, out bool) {
	if len(sorted) < 4 || sorted[0] == sorted[len(sorted)-1] {
		return 0, false // no kurtosis
	}
	skew = stat.Skew(sorted, nil)
	return skew, math.Abs(skew) >= t.Skew && stat.ExKurtosis(sorted, nil) >= t.Kurt
}

// winsorise gives the bounds that tame sorted values; false when no such bounds do, within the treatment's points.
func (t *Treatment) winsorise(sorted []float64) (low, high float64, ok bool) {
	work := slices.Clone(sorted)
	for step := 0; ; step++ {
		skew, out := t.outlying(work)
		last := len(work) - 1
		if !out {
			return work[0], work[last], true
		}
		if step == t.Points {
			return 0, 0, false
		}
		if skew > 0 {
			k := last
			for work[k] == work[last] {
				k--
			}
			fill(work[k+1:], work[k])
		} else {
			k := 0
			for work[k] == work[0] {
				k++
			}
			fill(work[:k], work[k])
		}
	}
}

func fill(values []float64, x float64) {
	for i := range values {
		values[i] = x
	}
}

// group treats the values of one indicator that are measured against each other.
func (t *Treatment) group(g *group) {
	skew, out := t.outlying(g.sorted)
	if !out {
		return
	}
	if low, high, ok := t.winsorise(g.sorted); ok {
		value := map[float64]float64{} // of a bent value
		for k, c := range g.cells {
			value[g.bent[k]] = c.scoredValue()
		}
		for k, c := range g.cells {
			if x := min(max(g.bent[k], low), high); x != g.bent[k] {
				g.bent[k], c.treated, c.winsorised = x, Winsorised, new(value[x])
			}
		}
	} else {
		low, high := g.sorted[0], g.sorted[len(g.sorted)-1]
		margin := 0.01 * (high - low)
		for k, c := range g.cells {
			c.treated = Logged
			if skew > 0 {
				g.bent[k] = math.Log(g.bent[k] - low + margin)
			} else {
				g.bent[k] = -math.Log(high - g.bent[k] + margin)
			}
		}
	}
	g.sorted = slices.Sorted(slices.Values(g.bent))
}
