package compute

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
	"yingshang/sql/catalog"
	"yingshang/sql/store"
)

func valuePart(k *catalog.Clock, year int) store.Part {
	return store.Part{Name: "value:" + k.Name, Period: assess.YearOf(year).Start}
}

func scorePart(year int) store.Part {
	return store.Part{Name: store.ScorePart, Period: assess.YearOf(year).Start}
}

// counts says that a clock's rows become values.
func (c *Computer) counts(k *catalog.Clock) bool {
	return k.Rows || len(c.Store.Catalog().IndicatorsOf(k)) > 0
}

// months returns the runs of a clock's months in a year, up to the as-of day, and a digest of what they hold.
func (c *Computer) months(p *plan, k *catalog.Clock, year int) (map[time.Time]uint64, uint64) {
	runs := map[time.Time]uint64{}
	var lines []string
	for m := time.January; m <= time.December; m++ {
		month := assess.MonthOf(year, m).Start
		if month.After(p.asOf) {
			break
		}
		if part, ok := p.current(clockPart(k, month)); ok && (part.Rows > 0 || part.Run == 0) {
			runs[month] = part.Run
			lines = append(lines, fmt.Sprintf("%s:%x:%x", month.Format("2006-01"), part.Digest, part.Formula))
		}
	}
	return runs, sum("%s", strings.Join(lines, ","))
}

// years finds what no longer stands: by clock the years of its values, and under "score" the years of scores.
func (c *Computer) years(p *plan) map[string][]int {
	found := map[string][]int{}
	scored := map[int][]string{}
	for _, k := range c.Store.Catalog().InOrder() {
		if !c.counts(k) {
			continue
		}
		seen := map[int]bool{}
		for _, parts := range []map[store.Part]store.Published{p.before, p.parts} {
			for part := range parts {
				if part.Name == "clock:"+k.Name {
					seen[part.Period.Year()] = true
				}
			}
		}
		for year := range seen {
			_, digest := c.months(p, k, year)
			part := valuePart(k, year)
			formula := sum("%x|%s", c.Store.Catalog().Hash(k), yearEnd(p.asOf, year).Format(time.DateOnly))
			was, ok := p.before[part]
			scored[year] = append(scored[year], fmt.Sprintf("%s:%x:%x", k.Name, digest, formula))
			if ok && was.Digest == digest && was.Formula == formula {
				continue
			}
			found[k.Name] = append(found[k.Name], year)
			p.parts[part] = store.Published{Part: part, Digest: digest, Formula: formula}
		}
	}
	for _, lines := range scored {
		slices.Sort(lines)
	}
	for year, lines := range scored {
		s := c.Schemes[year]
		if s == nil {
			continue
		}
		lines = slices.Clone(lines)
		part := scorePart(year)
		for _, other := range c.measuredWith(year) {
			for _, line := range scored[other] {
				lines = append(lines, fmt.Sprintf("%d:%s", other, line))
			}
		}
		digest, formula := sum("%s", strings.Join(lines, ",")), sum("%s|%s", s.Hash(), c.levels(s))
		was, ok := p.before[part]
		if ok && was.Digest == digest && was.Formula == formula {
			continue
		}
		found["score"] = append(found["score"], year)
		p.parts[part] = store.Published{Part: part, Digest: digest, Formula: formula}
	}
	return found
}

// yearEnd is the as-of day as far as a year's figures can tell: what was due on its last day is late on the day after.
func yearEnd(asOf time.Time, year int) time.Time {
	end := time.Date(year+1, 1, 1, 0, 0, 0, 0, assess.Zone)
	if asOf.Before(end) {
		return asOf
	}
	return end
}

// finish fills what a part of this run has in common with the others.
func (c *Computer) finish(p *plan, part store.Part, rows uint64) {
	done := p.parts[part]
	done.Rev, done.Run, done.Rows, done.AsOf, done.At = p.rev, p.run, rows, p.asOf, c.Now()
	p.parts[part] = done
}

// values computes every indicator of the clocks and years that no longer stand, one query each.
func (c *Computer) values(ctx context.Context, p *plan, years map[string][]int) error {
	for _, k := range c.Store.Catalog().InOrder() {
		runs := map[time.Time]uint64{}
		for _, year := range years[k.Name] {
			of, _ := c.months(p, k, year)
			for m, run := range of {
				runs[m] = run
			}
			c.finish(p, valuePart(k, year), uint64(len(of)))
		}
		if len(runs) == 0 {
			continue
		}
		if err := c.Store.Values(ctx, k, p.run, runs, p.asOf); err != nil {
			return err
		}
	}
	return nil
}

// population is whom a region is ranked among; one that no list has belongs to the scheme's own.
func (c *Computer) population(s *scheme.Scheme, region assess.RegionCode) scheme.Level {
	if r, ok := c.Regions[region]; ok {
		return r.Level
	}
	return s.Population
}

// levels is what the lists say of the regions' populations, and of the groups that a scheme imputes by.
func (c *Computer) levels(s *scheme.Scheme) string {
	var text strings.Builder
	for _, code := range slices.Sorted(maps.Keys(c.Regions)) {
		fmt.Fprintf(&text, "%s:%s;", code, c.Regions[code].Level)
		if s.ImputesBy(scheme.ImputeByGroup) {
			fmt.Fprintf(&text, "%s;", c.Regions[code].Prefecture)
		}
	}
	return text.String()
}

// measuredWith are the other years whose values the scores of a year look at: within a panel those whose scheme says so too,
// later ones as well, so that the years compare; to fill in by the last value, those before it that have a scheme.
func (c *Computer) measuredWith(year int) (others []int) {
	s := c.Schemes[year]
	if _, kept := c.Ground[year]; kept || !s.AmongYears() {
		return nil
	}
	for _, other := range slices.Sorted(maps.Keys(c.Schemes)) {
		panel := s.Within == scheme.Panel && c.Schemes[other].Within == scheme.Panel
		if other != year && (panel || s.ImputesBy(scheme.ImputeLast) && other < year) {
			others = append(others, other)
		}
	}
	return others
}

// inputs are a year's values, by population as the scheme has them.
func (c *Computer) inputs(ctx context.Context, p *plan, s *scheme.Scheme, year int) (map[scheme.Level][]scoring.Input, error) {
	runs := map[string]uint64{}
	for _, k := range c.Store.Catalog().InOrder() {
		if part, ok := p.current(valuePart(k, year)); ok {
			runs[k.Name] = part.Run
		}
	}
	values, err := c.Store.ValuesOf(ctx, runs, year)
	if err != nil {
		return nil, err
	}
	values = slices.DeleteFunc(values, func(v assess.Value) bool { return v.Period.Kind != assess.Year })
	of := map[scheme.Level][]scoring.Input{}
	for i, in := range scoring.Inputs(values) {
		region := values[i].Region
		in.Group = string(c.Regions[region].Prefecture)
		level := c.population(s, region)
		of[level] = append(of[level], in)
	}
	return of, nil
}

// scores scores the years that no longer stand, all regions of a population together, as the year's scheme says.
func (c *Computer) scores(ctx context.Context, p *plan, years map[string][]int) error {
	for _, year := range years["score"] {
		s := c.Schemes[year]
		of, err := c.inputs(ctx, p, s, year)
		if err != nil {
			return err
		}
		others := c.measuredWith(year)
		among := map[scheme.Level][]scoring.Input{} // what the year is measured among, when that is more than itself
		for _, other := range others {
			more, err := c.inputs(ctx, p, s, other)
			if err != nil {
				return err
			}
			for level, values := range more {
				among[level] = append(among[level], values...)
			}
		}
		var nodes []assess.NodeScore
		var ground []assess.GroundFact
		for _, level := range slices.Sorted(maps.Keys(of)) {
			o := scoring.Options{LeaveOut: true} // an indicator that tells nobody apart this month must not stop the others
			if kept, ok := c.Ground[year]; ok {
				if o, err = scoring.Official(s.For(level), year, kept); err != nil {
					return fmt.Errorf("measure %d: %w", year, err)
				}
				o.Cutoffs = map[int][]float64{} // all totals are here: what is read off them must come out again
			} else if len(others) > 0 {
				if o.Frozen, err = scoring.Freeze(s.For(level), append(among[level], of[level]...), o); err != nil {
					return fmt.Errorf("measure %d: %w", year, err)
				}
			}
			result, err := scoring.Compute(s.For(level), of[level], o)
			if err != nil {
				return fmt.Errorf("score %d: %w", year, err)
			}
			for i := range result.Units {
				nodes = append(nodes, result.Units[i].NodeScores()...)
			}
			ground = append(ground, result.Frozen.Facts(string(level), year)...)
		}
		if len(nodes) > 0 {
			if err := c.Store.SaveScores(ctx, p.run, s.ID, nodes); err != nil {
				return err
			}
		}
		if len(ground) > 0 {
			if err := c.Store.SaveGround(ctx, p.run, year, ground); err != nil {
				return err
			}
		}
		c.finish(p, scorePart(year), uint64(len(nodes)))
	}
	return nil
}
