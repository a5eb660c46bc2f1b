package scoring

import (
	"cmp"
	"fmt"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Frozen is what normalising took from the values themselves: the yardstick of every indicator that is measured against
// others, the values that stood in for missing ones, and the cut-offs that were read off the totals. A unit that is scored
// by it again (Options.Frozen) gets the same digits, whoever else is there. What a scheme says is no part of it; neither
// are ranks.
type Frozen struct {
	sticks  map[stickKey]*yardstick
	imputed map[imputedKey]imputedValue
	cutoffs map[int][]float64 // by year, the best first; none where they are the scheme's own
	only    *int              // the year whose facts it is made of, be they of this year's values or of a panel's
}

// stick is the yardstick of an indicator in a year, or of all years together: 0.
func (f *Frozen) stick(indicator string, year int) *yardstick {
	if f.only != nil && year == 0 {
		year = *f.only
	}
	return f.sticks[stickKey{indicator, year}]
}

type stickKey struct {
	indicator string
	year      int // 0: of all years together
}

type imputedKey struct {
	unit      string
	year      int
	indicator string
}

type imputedValue struct {
	value float64
	how   Imputation
}

func newFrozen() *Frozen {
	return &Frozen{sticks: map[stickKey]*yardstick{}, imputed: map[imputedKey]imputedValue{}, cutoffs: map[int][]float64{}}
}

// Freeze measures the values and scores nothing above the indicators; it takes and refuses what Compute does. It serves
// where a year is measured among more values than are scored: those of a panel, or of the years before.
func Freeze(s *scheme.Scheme, values []Input, o Options) (*Frozen, error) {
	g, err := normalised(s, values, o)
	if err != nil {
		return nil, err
	}
	return g.frozen, nil
}

// relative says that an indicator's scores depend on the values of others.
func (n *planNode) relative() bool { return n.RelativeBy(n.normalise) }

// yardstick is the one that is frozen, else that of the values.
func (p *plan) yardstick(n *planNode, g *group, year int) (*yardstick, error) {
	switch {
	case !n.relative():
		return &yardstick{}, nil
	case p.frozen == nil:
		y := p.measure(n, g)
		p.keep(n, year, y)
		return y, nil
	}
	y := p.frozen.stick(n.ID, year)
	switch {
	case y == nil && len(g.cells)+len(g.zeros) == 0:
		return &yardstick{}, nil
	case y == nil:
		return nil, fmt.Errorf("nothing is frozen of %s: %w", Input{Unit: "the values", Year: year}, assess.ErrNotFound)
	case n.normalise.Ranks() && y.count > 0 && len(y.seen) != y.count:
		return nil, fmt.Errorf("%d of %d values are frozen, which %s wants to rank: %w", len(y.seen), y.count, n.normalise, assess.ErrConflict)
	}
	p.keep(n, year, y)
	return y, nil
}

func (p *plan) keep(n *planNode, year int, y *yardstick) {
	if p.kept != nil {
		p.kept.sticks[stickKey{n.ID, year}] = y
	}
}

// keepImputed keeps the values that stand in for missing ones.
func (p *plan) keepImputed(rows []*row) {
	for _, r := range rows {
		for i, n := range p.nodes {
			if c := r.cells[i]; c.imputed != nil {
				p.kept.imputed[imputedKey{r.unit, r.year, n.ID}] = imputedValue{*c.imputed, c.made}
			}
		}
	}
}

// Facts lists what is frozen of a year, in an order of its own; units are regions.
func (f *Frozen) Facts(population string, year int) []assess.GroundFact {
	var facts []assess.GroundFact
	for key, y := range f.sticks {
		if (key.year != year && key.year != 0) || y.count+y.zeros == 0 {
			continue
		}
		add := func(name assess.GroundName, x float64) {
			facts = append(facts, assess.GroundFact{Population: population, Indicator: assess.IndicatorID(key.indicator), Name: name, Value: x})
		}
		for _, n := range []struct {
			name assess.GroundName
			n    int
		}{
			{assess.GroundCount, y.count}, {assess.GroundYears, y.years}, {assess.GroundZeros, y.zeros},
			{assess.GroundWinsorised, y.winsorised}, {assess.GroundLog, y.log},
		} {
			if n.n != 0 {
				add(n.name, float64(n.n))
			}
		}
		if y.count > 0 {
			add(assess.GroundLeast, y.least)
			add(assess.GroundGreatest, y.greatest)
			add(assess.GroundMean, y.mean)
			add(assess.GroundDeviation, y.deviation)
		}
		if ref, ok := y.refs[year]; ok {
			add(assess.GroundReference, ref)
		}
		for _, x := range y.seen {
			add(assess.GroundSeen, x)
		}
	}
	for key, v := range f.imputed {
		if key.year == year {
			facts = append(facts, assess.GroundFact{Population: population, Indicator: assess.IndicatorID(key.indicator),
				Region: assess.RegionCode(key.unit), Name: assess.Imputed(string(v.how)), Value: v.value})
		}
	}
	for k, points := range f.cutoffs[year] {
		facts = append(facts, assess.GroundFact{Population: population, Name: assess.Cutoff(k + 1), Value: points})
	}
	slices.SortStableFunc(facts, func(a, b assess.GroundFact) int {
		return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Name, b.Name))
	})
	return facts
}

// FrozenOf makes of the facts of one year and population what they were made of. Values that were ranked come as they were
// listed: rising, of one indicator.
func FrozenOf(year int, facts []assess.GroundFact) (*Frozen, error) {
	f := newFrozen()
	f.only = &year
	from := map[int]float64{} // tier
	for _, fact := range facts {
		if how, ok := fact.Name.Imputed(); ok {
			made, err := scheme.ParseImputation(how)
			if err != nil {
				return nil, fmt.Errorf("ground of %s: imputation %w", fact.Indicator, err)
			}
			f.imputed[imputedKey{string(fact.Region), year, string(fact.Indicator)}] = imputedValue{fact.Value, made}
			continue
		}
		if tier, ok := fact.Name.Cutoff(); ok && fact.Indicator == "" {
			from[tier] = fact.Value
			continue
		}
		key := stickKey{string(fact.Indicator), year}
		y := f.sticks[key]
		if y == nil {
			y = &yardstick{refs: map[int]float64{}}
			f.sticks[key] = y
		}
		switch x := fact.Value; fact.Name {
		case assess.GroundCount:
			y.count = int(x)
		case assess.GroundYears:
			y.years = int(x)
		case assess.GroundZeros:
			y.zeros = int(x)
		case assess.GroundLeast:
			y.least = x
		case assess.GroundGreatest:
			y.greatest = x
		case assess.GroundMean:
			y.mean = x
		case assess.GroundDeviation:
			y.deviation = x
		case assess.GroundWinsorised:
			y.winsorised = int(x)
		case assess.GroundLog:
			y.log = int(x)
		case assess.GroundReference:
			y.refs[year] = x
		case assess.GroundSeen:
			y.seen = append(y.seen, x)
		default:
			return nil, fmt.Errorf("ground of %s: %q is no number that normalising takes from values: %w", fact.Indicator, fact.Name, assess.ErrInvalid)
		}
	}
	for tier := 1; tier <= len(from); tier++ {
		points, ok := from[tier]
		if !ok {
			return nil, fmt.Errorf("ground of the totals: %d cut-offs, but none of tier %d: %w", len(from), tier, assess.ErrInvalid)
		}
		f.cutoffs[year] = append(f.cutoffs[year], points)
	}
	return f, nil
}

// Official are the options of the official run of a scheme and year: an indicator whose values leave nothing to measure by is
// left out, a year that is measured among others (scheme.AmongYears) is measured by what was kept of it, and cut-offs that were
// read off the totals are those that were kept.
func Official(s *scheme.Scheme, year int, kept []assess.GroundFact) (Options, error) {
	o := Options{LeaveOut: true}
	if !s.AmongYears() && s.TierBy.Own() {
		return o, nil
	}
	var own []assess.GroundFact
	for _, f := range kept {
		if f.Population == string(s.Population) {
			own = append(own, f)
		}
	}
	frozen, err := FrozenOf(year, own)
	if err != nil {
		return o, err
	}
	if o.Cutoffs = frozen.cutoffs; s.AmongYears() {
		o.Frozen = frozen
	}
	return o, nil
}

// TieredBy is a scheme that reads its cut-offs off the totals with those that were kept of a year; one that has its own, and a year
// of which none were kept, stay as they are.
func TieredBy(s *scheme.Scheme, year int, kept []assess.GroundFact) *scheme.Scheme {
	if s == nil || s.TierBy.Own() {
		return s
	}
	o, err := Official(s, year, kept)
	if cuts, ok := o.Cutoffs[year]; err == nil && ok {
		tiered := *s
		tiered.Tiers = scheme.EstimatedTiers(cuts)
		return &tiered
	}
	return s
}
