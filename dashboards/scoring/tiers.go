package scoring

import (
	"fmt"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// YearTiers are the tiers of one year with the cut-offs that its units were measured by.
type YearTiers struct {
	Year  int
	Tiers []scheme.Tier
}

// MakeTiers reads tiers off the totals of one year by any rule but the scheme's own; the cut-offs are estimated. Totals are
// compared as ranks are, so that units with the same rank are never parted: at the edge of a top they all belong to it.
func MakeTiers(rule scheme.TierRule, totals []float64, decimals *int) ([]scheme.Tier, error) {
	keys := make([]float64, len(totals))
	for i, x := range totals {
		keys[i] = compared(x, decimals)
	}
	slices.Sort(keys)
	cuts, err := cutoffs(rule, keys)
	if err != nil {
		return nil, fmt.Errorf("tiers %s: %w", rule, err)
	}
	return scheme.EstimatedTiers(cuts), nil
}

// cutoffs are the cut-offs between the tiers, the best first, of totals that are sorted ascending.
func cutoffs(rule scheme.TierRule, sorted []float64) ([]float64, error) {
	n := len(sorted)
	if n == 0 {
		return nil, fmt.Errorf("no unit has a total: %w", assess.ErrInvalid)
	}
	var cuts []float64
	switch rule.Method {
	case scheme.ByTop:
		for _, rank := range rule.Bounds {
			cuts = append(cuts, sorted[n-min(int(rank), n)])
		}
	case scheme.ByPercentile:
		for _, p := range rule.Bounds {
			cuts = append(cuts, Quantile(sorted, p/100))
		}
	case scheme.ByJenks:
		least, err := Jenks(sorted, int(rule.Bounds[0]))
		if err != nil {
			return nil, err
		}
		slices.Reverse(least)
		cuts = least[:len(least)-1]
	default:
		return nil, fmt.Errorf("method %q reads no cut-offs off totals: %w", rule.Method, assess.ErrInvalid)
	}
	return cuts, nil
}

// yearTiers are the tiers that the totals of one year are placed in: the scheme's own, those that are given, or those of
// the rule; none when no unit has a total.
func (p *plan) yearTiers(year int, totals []float64) ([]scheme.Tier, error) {
	if p.tierBy.Own() {
		return p.s.Tiers, nil
	}
	if cuts, ok := p.cutoffs[year]; ok {
		return scheme.EstimatedTiers(cuts), nil
	}
	if len(totals) == 0 {
		return nil, nil
	}
	tiers, err := MakeTiers(p.tierBy, totals, p.rankDecimals)
	if err != nil && year != 0 {
		return nil, fmt.Errorf("year %d: %w", year, err)
	}
	return tiers, err
}

// keepCutoffs keeps what was read off the totals of a year.
func (p *plan) keepCutoffs(year int, tiers []scheme.Tier) {
	if p.tierBy.Own() {
		return
	}
	for _, t := range tiers {
		if t.From != nil {
			p.kept.cutoffs[year] = append(p.kept.cutoffs[year], *t.From)
		}
	}
}

// tierNumbers are the tiers that there can be, best first.
func (p *plan) tierNumbers() []int {
	if p.tierBy.Own() {
		numbers := make([]int, len(p.s.Tiers))
		for k, t := range p.s.Tiers {
			numbers[k] = t.Tier
		}
		return numbers
	}
	numbers := make([]int, p.tierBy.Tiers())
	for k := range numbers {
		numbers[k] = k + 1
	}
	return numbers
}

// classify finds the tier of every total and its distance to the cut-offs around it, within each year.
func (p *plan) classify(res *Result) error {
	for from := 0; from < len(res.Units); {
		year := res.Units[from].Year
		to := from
		var totals []float64
		for ; to < len(res.Units) && res.Units[to].Year == year; to++ {
			if root := res.Units[to].Root(); root.Score != nil {
				totals = append(totals, *root.Score)
			}
		}
		tiers, err := p.yearTiers(year, totals)
		if err != nil {
			return err
		}
		if len(tiers) > 0 {
			res.Tiers = append(res.Tiers, YearTiers{year, tiers})
			p.keepCutoffs(year, tiers)
		}
		for u := from; u < to; u++ {
			if root := res.Units[u].Root(); root.Score != nil {
				root.Tier, res.Units[u].Distance = Place(tiers, *root.Score, p.rankDecimals)
			}
		}
		from = to
	}
	return nil
}
