package scheme

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// TierMethod says where the cut-offs between the tiers come from.
type TierMethod string

// The methods. All but the first read the cut-offs off the totals of a year, so they are estimated: 估算.
const (
	ByCutoffs    TierMethod = "cutoffs"    // the scheme's own
	ByTop        TierMethod = "top"        // the first so many ranks
	ByPercentile TierMethod = "percentile" // quantiles of the totals, type 7 of Hyndman and Fan
	ByJenks      TierMethod = "jenks"      // natural breaks
)

// TierMethods lists the allowed words.
var TierMethods = []TierMethod{ByCutoffs, ByTop, ByPercentile, ByJenks}

// TierRule puts the totals of one year into tiers; the zero value is the scheme's own cut-offs.
type TierRule struct {
	Method TierMethod // empty: ByCutoffs

	// Bounds are, of ByTop, the last rank of each tier but the last, rising; of ByPercentile, the percentile from which each
	// tier but the last begins, falling; of ByJenks, how many tiers there are.
	Bounds []float64
}

const tierRuleForms = "cutoffs, top:N,.. (last ranks, rising), percentile:P,.. (falling) or jenks:K"

// ParseTierRule reads cutoffs, top:5,20, percentile:90,50 or jenks:4.
func ParseTierRule(s string) (TierRule, error) {
	bad := func(format string, args ...any) (TierRule, error) {
		return TierRule{}, fmt.Errorf("%q: %s, want %s: %w", s, fmt.Sprintf(format, args...), tierRuleForms, assess.ErrInvalid)
	}
	word, list, has := strings.Cut(s, ":")
	method, err := oneOf(strings.TrimSpace(word), TierMethods)
	if err != nil {
		words := make([]string, len(TierMethods))
		for i, m := range TierMethods {
			words[i] = string(m)
		}
		return bad("no way to make tiers%s", assess.DidYouMean(word, words))
	}
	if method == ByCutoffs {
		if has {
			return bad("cutoffs takes no numbers")
		}
		return TierRule{Method: method}, nil
	}
	r := TierRule{Method: method}
	for _, part := range strings.Split(list, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return bad("%q is no number", part)
		}
		r.Bounds = append(r.Bounds, v)
	}
	if text := r.fault(); text != "" {
		return bad("%s", text)
	}
	return r, nil
}

// fault says what is wrong with the bounds.
func (r TierRule) fault() string {
	if r.Method == ByJenks && (len(r.Bounds) != 1 || r.Bounds[0] < 1 || r.Bounds[0] > 1000 || r.Bounds[0] != math.Trunc(r.Bounds[0])) {
		return "jenks takes one whole number of tiers from 1 to 1000"
	}
	for k, v := range r.Bounds {
		switch {
		case r.Method == ByTop && (v < 1 || v > math.MaxInt32 || v != math.Trunc(v)):
			return fmt.Sprintf("%g is no rank", v)
		case r.Method == ByPercentile && (v <= 0 || v >= 100):
			return fmt.Sprintf("%g does not lie between 0 and 100", v)
		case k > 0 && r.Method == ByTop && v <= r.Bounds[k-1], k > 0 && r.Method == ByPercentile && v >= r.Bounds[k-1]:
			return fmt.Sprintf("%g stands behind %g", v, r.Bounds[k-1])
		}
	}
	return ""
}

// Own says whether the cut-offs are the scheme's own.
func (r TierRule) Own() bool { return r.Method == "" || r.Method == ByCutoffs }

// Tiers is how many tiers the rule makes; 0 when that is the scheme's to say.
func (r TierRule) Tiers() int {
	switch {
	case r.Own():
		return 0
	case r.Method == ByJenks:
		return int(r.Bounds[0])
	}
	return len(r.Bounds) + 1
}

// String writes the rule as ParseTierRule reads it.
func (r TierRule) String() string {
	if r.Own() {
		return string(ByCutoffs)
	}
	parts := make([]string, len(r.Bounds))
	for i, v := range r.Bounds {
		parts[i] = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return string(r.Method) + ":" + strings.Join(parts, ",")
}

// UnmarshalText reads what ParseTierRule reads.
func (r *TierRule) UnmarshalText(b []byte) (err error) {
	*r, err = ParseTierRule(string(b))
	return err
}

// EstimatedTiers makes tiers of cut-offs that were read off totals, the best first; below the last one is one more tier.
func EstimatedTiers(cutoffs []float64) []Tier {
	tiers := make([]Tier, len(cutoffs)+1)
	for k := range tiers {
		n := strconv.Itoa(k + 1)
		tiers[k] = Tier{Tier: k + 1, Name: assess.Text{ZH: "第" + n + "档", EN: "Tier " + n}}
		if k < len(cutoffs) {
			tiers[k].From, tiers[k].Status = new(cutoffs[k]), Estimated
		}
	}
	return tiers
}
