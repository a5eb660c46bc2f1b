package scoring

import (
	"fmt"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Input is one value of one unit.
type Input struct {
	Unit      string // a region's code or any other name
	Year      int    // 0 when the values are of no year
	Indicator assess.IndicatorID
	Value     *float64 // in the unit of the indicator; nil is Missing, unless the status says more
	Status    assess.Status
	N         int64  // cases behind it; 0 when not known: then the minimum sample is not looked at
	Group     string // of the unit, for imputation by group; may be empty
	At        string // where it was read, as "values.csv:12", for errors; may be empty
}

// Inputs makes inputs of values; the unit is the region's code.
func Inputs(values []assess.Value) []Input {
	inputs := make([]Input, len(values))
	for i, v := range values {
		inputs[i] = Input{
			Unit: string(v.Region), Year: v.Period.Start.Year(), Indicator: v.Indicator, Value: v.Value, Status: v.Status, N: v.N,
		}
	}
	return inputs
}

// String names the input in errors.
func (in Input) String() string {
	s := in.Unit
	if in.Year != 0 {
		s = fmt.Sprintf("%s %d", in.Unit, in.Year)
	}
	if in.At != "" {
		s = in.At + ": " + s
	}
	return s
}

// Options change what the scheme says; the zero value changes nothing.
type Options struct {
	Normalise    scheme.Normalisation
	ZScore       *scheme.Spread // mean and deviation of z-scores
	Reference    string         // the unit that scheme.ToUnit measures against
	Range        *scheme.Range
	Aggregate    []scheme.Aggregation // one for all levels, or one a level from the lowest up
	Coverage     *float64
	CoverageBy   scheme.CoverageBy
	RankDecimals *int
	Impute       Imputation       // what stands in for missing values
	Treat        *Treatment       // of outliers; one that is off treats nothing whatever the scheme says
	Tiers        *scheme.TierRule // nil: as the scheme says
	Within       scheme.Within    // of which years least, greatest, mean and ranks are

	// Cutoffs are those of a year's tiers, the best first, where the scheme reads them off the totals; nil: those of Frozen. Of a year
	// that has none here, and under Tiers, they are read off the totals given.
	Cutoffs map[int][]float64

	// Frozen measures by what was taken from other values before, and imputes nothing else. Ranks are among the values given.
	Frozen *Frozen

	// LeaveOut leaves out an indicator whose values leave nothing to measure by, as those that are all the same under minmax
	// (WhyNoSpread). Else that is an error, since whoever reads scores from files can choose otherwise.
	LeaveOut bool
}
