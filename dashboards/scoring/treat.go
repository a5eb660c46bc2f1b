package scoring

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Treatment tames outliers.
type Treatment = scheme.Treatment

// UsualTreatment has COINr's limits.
func UsualTreatment(points int) *Treatment { return scheme.UsualTreatment(points) }

// Treated says what was done to a value.
type Treated string

// What may be done to a value.
const (
	NotTreated Treated = ""
	Winsorised Treated = "winsorised"
	Logged     Treated = "log" // with all values of the indicator; its score says so, there is no other value
)

// chooseTreatment takes that of the options, else that of each indicator or the scheme, and refuses one that would not be one. That
// of a scheme is for its own normalisation: under another one that takes no scale from the spread it rests.
func (p *plan) chooseTreatment(o Options) error {
	if !o.Treat.Off() && !slices.ContainsFunc(p.nodes, func(n planNode) bool { return n.Leaf() && n.normalise.Spread() }) {
		return fmt.Errorf("treat: %s does not take its scale from the spread of the values; outliers are treated for minmax and zscore: %w",
			p.normalise, assess.ErrInvalid)
	}
	for i := range p.nodes {
		n := &p.nodes[i]
		if !n.Leaf() || n.Bands != nil || !n.normalise.Spread() {
			continue
		}
		t := o.Treat
		if t == nil {
			t = p.s.TreatOf(n.Node)
		}
		switch {
		case t.Off():
			continue
		case t.Points < 0 || !(t.Skew > 0) || !(t.Kurt > 0):
			return fmt.Errorf("treat: %d points, skewness %g, kurtosis %g: want 0 points or more, and limits above 0: %w", t.Points, t.Skew, t.Kurt, assess.ErrInvalid)
		}
		n.treat = t
	}
	return nil
}

// treats says that outliers of some indicator are treated.
func (p *plan) treats() bool {
	return slices.ContainsFunc(p.nodes, func(n planNode) bool { return n.treat != nil })
}

// outliers says whether the sorted values of an indicator have outliers that are treated.
func (n *planNode) outliers(sorted []float64) (skew float64, out bool) {
	if n.treat == nil {
		return 0, false
	}
	return outlying(n.treat, sorted)
}

// outlying says whether sorted values have outliers.
func outlying(t *Treatment, sorted []float64) (skew float64, out bool) {
	if len(sorted) < 4 || sorted[0] == sorted[len(sorted)-1] {
		return 0, false // no kurtosis
	}
	skew = stat.Skew(sorted, nil)
	return skew, math.Abs(skew) >= t.Skew && stat.ExKurtosis(sorted, nil) >= t.Kurt
}

// winsorise gives the bounds that tame sorted values; false when no such bounds do, within the treatment's points.
func winsorise(t *Treatment, sorted []float64) (low, high float64, ok bool) {
	work := slices.Clone(sorted)
	for step := 0; ; step++ {
		skew, out := outlying(t, work)
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
