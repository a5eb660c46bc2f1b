package assess

import (
	"strconv"
	"strings"
)

// GroundFact is one number that a year's scores stand on and that was taken from the values or the totals, not from the scheme:
// kept with the run, it lets one region be scored again to the same digits without the others.
type GroundFact struct {
	Population string      // whose regions were measured against each other
	Indicator  IndicatorID // empty: of the totals
	Region     RegionCode  // of an imputed value; empty: of the indicator
	Name       GroundName
	Value      float64
}

// GroundName says what a number of the ground is.
type GroundName string

// The names. Values are in the unit of the indicator; mean and deviation are those of the values as they were scored, so of
// logarithms where logarithms were taken.
const (
	GroundCount      GroundName = "count"      // values that were measured against each other
	GroundYears      GroundName = "years"      // that they are of
	GroundZeros      GroundName = "zeros"      // regions without practice, which stand below all values
	GroundLeast      GroundName = "least"      // of what was scored; where something was winsorised, its lower limit
	GroundGreatest   GroundName = "greatest"   // and its upper limit
	GroundMean       GroundName = "mean"       //
	GroundDeviation  GroundName = "deviation"  // standard deviation, n-1
	GroundWinsorised GroundName = "winsorised" // how many values lay beyond the limits
	GroundLog        GroundName = "log"        // a logarithm was taken for an outlier: 1 above, -1 below
	GroundReference  GroundName = "reference"  // value of the region that the others were measured against
	GroundSeen       GroundName = "seen"       // one of the values that were ranked; they rise
)

// Cutoff names the points from which a tier begins, where they were read off the totals: cutoff_1, of no indicator.
func Cutoff(tier int) GroundName { return GroundName("cutoff_" + strconv.Itoa(tier)) }

// Cutoff says which tier begins at these points; false of another number.
func (n GroundName) Cutoff() (tier int, ok bool) {
	text, ok := strings.CutPrefix(string(n), "cutoff_")
	if !ok {
		return 0, false
	}
	tier, err := strconv.Atoi(text)
	return tier, err == nil && tier > 0
}

// Imputed names the value that stood in for a missing one, by how it was made: imputed_mean.
func Imputed(how string) GroundName { return GroundName("imputed_" + how) }

// Imputed says how an imputed value was made; false of another number.
func (n GroundName) Imputed() (how string, ok bool) { return strings.CutPrefix(string(n), "imputed_") }
