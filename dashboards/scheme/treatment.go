package scheme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Within says whose values an indicator's least, greatest, mean, spread and ranks are taken from.
type Within string

// The two.
const (
	OwnYear Within = "year"  // those of the same year; scores of two years then do not compare
	Panel   Within = "panel" // those of all years together: in the official run, of every year whose scheme says so
)

// Withins lists the allowed words.
var Withins = []Within{OwnYear, Panel}

// Imputation says what stands in for a value that is missing; see package scoring for what is filled in and what not.
type Imputation string

// The imputations. Empty is what the other side says: of a scheme none, of options what the scheme says.
const (
	ImputeNone    Imputation = "none"
	ImputeMean    Imputation = "mean"   // of the indicator in the same year
	ImputeMedian  Imputation = "median" // the same; of an even number the middle between two
	ImputeByGroup Imputation = "group"  // mean of the units of the same group in the same year; in the official run the regions of a prefecture
	ImputeLast    Imputation = "last"   // of the unit's latest earlier year
)

// Imputations lists the allowed words.
var Imputations = []Imputation{ImputeNone, ImputeMean, ImputeMedian, ImputeByGroup, ImputeLast}

// ParseImputation reads one of Imputations.
func ParseImputation(s string) (Imputation, error) { return oneOf(s, Imputations) }

// UnmarshalText reads what ParseImputation reads.
func (how *Imputation) UnmarshalText(b []byte) (err error) {
	*how, err = ParseImputation(string(b))
	return err
}

// Treatment tames outliers, as COINr's Treat does: while the values of an indicator have |skewness| ≥ Skew and excess
// kurtosis ≥ Kurt, the outermost value on the long side is set to the next one (winsorised), up to Points times; equal
// values move together. When that does not help, the values are taken as they were and bent by a logarithm. The zero value
// treats nothing.
type Treatment struct {
	Points     int     // 0 or more
	Skew, Kurt float64 // of the sample, corrected for its size; above 0
}

// UsualTreatment has COINr's limits: skewness 2, kurtosis 3.5.
func UsualTreatment(points int) *Treatment { return &Treatment{Points: points, Skew: 2, Kurt: 3.5} }

// Off says that nothing is treated.
func (t *Treatment) Off() bool { return t == nil || *t == Treatment{} }

// String is "winsorise 5, skewness 2, kurtosis 3.5"; empty where nothing is treated.
func (t *Treatment) String() string {
	if t.Off() {
		return ""
	}
	return fmt.Sprintf("winsorise %d, skewness %g, kurtosis %g", t.Points, t.Skew, t.Kurt)
}

// Bounded says that scores lie between two bounds, which a range sets.
func (n Normalisation) Bounded() bool {
	switch n {
	case ZScore, RankScore, Borda, ToUnit:
		return false
	}
	return true
}

// Spread says that scores take their scale from the spread of the values, which outliers stretch.
func (n Normalisation) Spread() bool { return n == MinMax || n == ZScore }

// Ranks says that only the order of the values counts.
func (n Normalisation) Ranks() bool { return n == RankScore || n == Percentile || n == Borda }

// NormaliseOf is how an indicator's values become scores: as it says itself, else as the scheme says.
func (s *Scheme) NormaliseOf(n *Node) Normalisation {
	if n.Normalise != "" {
		return n.Normalise
	}
	return s.Normalise
}

// AmongYears says that a year's scores look at the values of other years too: its measures are those of a panel, or what is
// missing is filled in by an earlier value.
func (s *Scheme) AmongYears() bool {
	return s.Within == Panel && s.relative() || s.ImputesBy(ImputeLast)
}

// TreatOf is what is done to the outliers of an indicator: as it says itself, else as the scheme says.
func (s *Scheme) TreatOf(n *Node) *Treatment {
	if n.Treat != nil {
		return n.Treat
	}
	return s.Treat
}

// ImputeOf is what stands in for a missing value of an indicator: as it says itself, else as the scheme says, which may be none.
func (s *Scheme) ImputeOf(n *Node) Imputation { return cmp.Or(n.Impute, s.Impute, ImputeNone) }

// ImputesBy says that some indicator's missing values are filled in so.
func (s *Scheme) ImputesBy(how Imputation) bool {
	return slices.ContainsFunc(s.Leaves(), func(n *Node) bool { return s.ImputeOf(n) == how })
}

// Imputes says that some indicator's missing values are filled in.
func (s *Scheme) Imputes() bool {
	return slices.ContainsFunc(s.Leaves(), func(n *Node) bool { return s.ImputeOf(n) != ImputeNone })
}

// methodFaults says what does not go together in how the scheme's indicators are normalised; those of an indicator carry
// its line, those of the scheme none.
func (s *Scheme) methodFaults() (faults assess.Faults) {
	leaves, treatable := s.Leaves(), false
	for _, n := range leaves {
		how := s.NormaliseOf(n)
		treatable = treatable || how.Spread() && n.Bands == nil
		fault := func(format string, args ...any) {
			faults.Add(s.File, n.Line, "indicator %s: %s", n.ID, fmt.Sprintf(format, args...))
		}
		switch {
		case n.Normalise != "" && !n.Normalise.Bounded():
			fault("normalise %s has no bounds, so its scores cannot stand beside others: want it for the whole scheme, or one of %s", n.Normalise, boundedWords())
		case n.Normalise != "" && !s.Normalise.Bounded():
			fault("normalise %s stands beside the scheme's %s, which has no bounds: want one for the whole scheme", n.Normalise, s.Normalise)
		case how == ToTarget && n.Target == nil && n.Bands == nil:
			fault("normalise target wants a target")
		case how == ZScore && n.Transform == Power:
			fault("transform power bends a share of the way from worst to best, which a z-score is not")
		}
		switch {
		case n.Treat.Off():
		case n.Bands != nil:
			fault("treat: its bands do not take their scale from the spread of the values, want it where minmax or zscore does")
		case !how.Spread():
			fault("treat: %s does not take its scale from the spread of the values, want it where minmax or zscore does", how)
		}
		if n.YesNo && n.Impute != "" && n.Impute != ImputeNone && n.Impute != ImputeLast {
			fault("impute %s: yes and no have no such value between them, want last or none", n.Impute)
		}
	}
	if len(leaves) == 0 {
		return faults // the themes have faults of their own
	}
	if !s.Treat.Off() && !treatable {
		faults.Add(s.File, 0, "treat: no indicator is normalised by minmax or zscore; other normalisations do not take their scale from the spread of the values")
	}
	if s.Normalise == ToUnit && s.Reference == "" {
		faults.Add(s.File, 0, "normalise reference wants reference, the code of a region")
	}
	if s.Range != nil && !s.Normalise.Bounded() {
		faults.Add(s.File, 0, "range: %s has no bounds to set", s.Normalise)
	}
	return faults
}

func boundedWords() string {
	var words []string
	for _, n := range Normalisations {
		if n.Bounded() {
			words = append(words, string(n))
		}
	}
	return strings.Join(words, ", ")
}
