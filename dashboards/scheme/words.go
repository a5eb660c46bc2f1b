package scheme

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// Normalisation says how a value becomes a score.
type Normalisation string

// The normalisations; see package scoring for their formulas.
const (
	Goalposts  Normalisation = "goalposts"  // distance between the frozen worst and best, clamped
	MinMax     Normalisation = "minmax"     // distance between the least and the greatest value seen: from 0 to 1 the distance to the maximum
	ZScore     Normalisation = "zscore"     // standard deviations (n-1) from the mean
	RankScore  Normalisation = "rank"       // 1 for the worst, n for the best
	Percentile Normalisation = "percentile" // (rank-1)/(n-1)
	Borda      Normalisation = "borda"      // rank-1
	ToTarget   Normalisation = "target"     // way from the worst value seen to the target, capped
	OfMax      Normalisation = "max"        // share of the greatest value seen
	ToUnit     Normalisation = "reference"  // way from the worst value seen to that of a reference unit: 1 is as good as it
)

// Normalisations lists the allowed words.
var Normalisations = []Normalisation{Goalposts, MinMax, ZScore, RankScore, Percentile, Borda, ToTarget, OfMax, ToUnit}

// Aggregation says how the scores of children become the score of their parent.
type Aggregation string

// The aggregations, all weighted means; beside them stands the power mean, power:P, see PowerMean.
const (
	Arithmetic Aggregation = "arithmetic"
	Geometric  Aggregation = "geometric"
	Harmonic   Aggregation = "harmonic"
)

// Aggregations lists the allowed words, without the power means.
var Aggregations = []Aggregation{Arithmetic, Geometric, Harmonic}

// greatestPower bounds a power mean: beyond it the mean is the greatest or the least score, and its powers lose their digits.
const greatestPower = 100

// PowerMean is the generalised mean (Σw·x^p/Σw)^(1/p), p from -100 to 100: the arithmetic mean for 1, the harmonic for -1,
// and the geometric for 0, which is its limit.
func PowerMean(p float64) Aggregation {
	return Aggregation("power:" + strconv.FormatFloat(p, 'g', -1, 64))
}

// Power is the exponent of a power mean; false for the other means.
func (a Aggregation) Power() (p float64, ok bool) {
	word, ok := strings.CutPrefix(string(a), "power:")
	if !ok {
		return 0, false
	}
	p, err := strconv.ParseFloat(word, 64)
	return p, err == nil && math.Abs(p) <= greatestPower
}

// Transform bends a value before or while it is normalised.
type Transform string

// The transforms.
const (
	Linear Transform = "linear"
	Log    Transform = "log"   // natural logarithm of value, goalposts and target
	Power  Transform = "power" // the share of the way from worst to best, to the power Param
)

// Transforms lists the allowed words.
var Transforms = []Transform{Linear, Log, Power}

// Rule says what a value that is not measured does to the score.
type Rule string

// The rules.
const (
	Redistribute Rule = "redistribute" // left out, its weight goes to its siblings
	Zero         Rule = "zero"         // scores the lowest score there is
	Score        Rule = "score"        // scored as if measured
)

// Rules lists the allowed words.
var Rules = []Rule{Redistribute, Zero, Score}

// CoverageBy says what a share of a node's children counts.
type CoverageBy string

// The ways to count coverage.
const (
	ByWeight   CoverageBy = "weight"
	ByChildren CoverageBy = "children"
)

// CoverageBys lists the allowed words.
var CoverageBys = []CoverageBy{ByWeight, ByChildren}

// CutoffStatus says who set a cut-off.
type CutoffStatus string

// The statuses of a cut-off.
const (
	Announced CutoffStatus = "announced" // by the province
	Estimated CutoffStatus = "estimated" // 估算: by us
)

// CutoffStatuses lists the allowed words.
var CutoffStatuses = []CutoffStatus{Announced, Estimated}

// oneOf reads a word out of a list.
func oneOf[T ~string](s string, known []T) (T, error) {
	for _, k := range known {
		if s == string(k) {
			return k, nil
		}
	}
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	return "", fmt.Errorf("%q: want one of %v%s: %w", s, words, assess.DidYouMean(s, words), assess.ErrInvalid)
}

// ParseNormalisation reads one of Normalisations.
func ParseNormalisation(s string) (Normalisation, error) { return oneOf(s, Normalisations) }

// ParseAggregation reads one of Aggregations, or a power mean as power:0.5.
func ParseAggregation(s string) (Aggregation, error) {
	if a := Aggregation(s); strings.HasPrefix(s, "power:") {
		p, ok := a.Power()
		if !ok {
			return "", fmt.Errorf("%q: want power:P with a number from -%d to %d: %w", s, greatestPower, greatestPower, assess.ErrInvalid)
		}
		return PowerMean(p), nil
	}
	return oneOf(s, append(slices.Clone(Aggregations), "power:P"))
}

// UnmarshalText reads what ParseAggregation reads.
func (a *Aggregation) UnmarshalText(b []byte) (err error) {
	*a, err = ParseAggregation(string(b))
	return err
}
