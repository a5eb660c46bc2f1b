package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// EditionDiff is what today's facts and rules would change of an edition. rules are today's texts of the edition's year by
// their SHA-256, under the paths that an edition has them by; those that no figure rests on may be left out. Facts and figures
// are those of the regions in the scope.
func (s *Store) EditionDiff(ctx context.Context, scope Scope, id assess.EditionID, rules map[string]string) (d assess.EditionDiff, err error) {
	if d.Edition, err = s.Edition(ctx, id); err != nil {
		return d, err
	}
	then, err := s.EditionParts(ctx, id)
	if err != nil {
		return d, err
	}
	now, err := s.Publications(ctx)
	if err != nil {
		return d, err
	}
	if d.Facts, err = s.factsBetween(ctx, scope, d.Year, then, now); err != nil {
		return d, err
	}
	if d.Rules, err = s.rulesBetween(ctx, id, rules); err != nil {
		return d, err
	}
	before, after := &view{parts: then, years: map[int]*yearView{}}, &view{parts: now, years: map[int]*yearView{}}
	was, err := before.year(ctx, s, d.Year)
	if err != nil {
		return d, err
	}
	is, err := after.year(ctx, s, d.Year)
	if err != nil {
		return d, err
	}
	d.Then, d.Now, d.ThenGround, d.NowGround = ofYear(scope, was.values), ofYear(scope, is.values), was.ground, is.ground
	d.Values, d.Totals = valuesBetween(d.Then, d.Now), totalsBetween(was.nodes, is.nodes)
	d.Totals = slices.DeleteFunc(d.Totals, func(t assess.TotalChange) bool { return !scope.region(t.Region) })
	return d, nil
}

// factsBetween looks at the months of clocks whose digests differ.
func (s *Store) factsBetween(ctx context.Context, scope Scope, year int, then, now map[Part]Published) ([]assess.FactChange, error) {
	sums := map[assess.FactChange]assess.FactChange{}
	for _, k := range s.cat.InOrder() {
		frozen, live := map[time.Time]uint64{}, map[time.Time]uint64{}
		for part, was := range then {
			if is := now[part]; part.Name == "clock:"+k.Name && is.Digest != was.Digest {
				frozen[part.Period], live[part.Period] = was.Run, is.Run
			}
		}
		for part, is := range now {
			if _, there := then[part]; part.Name == "clock:"+k.Name && part.Period.Year() == year && !there && is.Rows > 0 && has(then, k.Name) {
				frozen[part.Period], live[part.Period] = 0, is.Run
			}
		}
		if len(frozen) == 0 {
			continue
		}
		months, runs := split(frozen)
		_, today := split(live)
		fill := map[string]any{"table": catalog.Names{k.Table()}}
		err := s.rows(ctx, "edition_reads", fill, merge(scope.values(), params{"months": months, "then": runs, "now": today}), func(r driver.Rows) error {
			var c assess.FactChange
			err := r.Scan(&c.Feed, &c.Month, &c.Added, &c.Removed)
			c.Month = dayOf(c.Month)
			sums[assess.FactChange{Feed: c.Feed, Month: c.Month}] = c // clocks of one feed read the same rows
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	found := make([]assess.FactChange, 0, len(sums))
	for _, c := range sums {
		found = append(found, c)
	}
	slices.SortFunc(found, func(a, b assess.FactChange) int {
		return cmp.Or(strings.Compare(a.Feed, b.Feed), a.Month.Compare(b.Month))
	})
	return found, nil
}

// has says whether any month of a clock is among the parts.
func has(parts map[Part]Published, clock string) bool {
	for p := range parts {
		if p.Name == "clock:"+clock {
			return true
		}
	}
	return false
}

func (s *Store) rulesBetween(ctx context.Context, id assess.EditionID, rules map[string]string) ([]assess.RuleChange, error) {
	frozen, err := s.EditionFiles(ctx, id)
	if err != nil {
		return nil, err
	}
	var found []assess.RuleChange
	for path, sum := range rules {
		if was, there := frozen[path]; was != sum {
			found = append(found, assess.RuleChange{Path: path, Then: there, Now: true})
		}
	}
	today := s.cat.Texts()
	for path := range frozen {
		name, sql := strings.CutPrefix(path, assess.EditionSQL+"/")
		if _, there := today[name]; sql && !there && strings.HasPrefix(path, assess.EditionIndicators+"/") {
			found = append(found, assess.RuleChange{Path: path, Then: true})
		}
	}
	slices.SortFunc(found, func(a, b assess.RuleChange) int { return strings.Compare(a.Path, b.Path) })
	return found, nil
}

// ofYear keeps the values of whole years of the regions in the scope.
func ofYear(scope Scope, values []assess.Value) []assess.Value {
	return slices.DeleteFunc(slices.Clone(values), func(v assess.Value) bool { return v.Period.Kind != assess.Year || !scope.region(v.Region) })
}

func valuesBetween(then, now []assess.Value) []assess.ValueChange {
	type key struct {
		region    assess.RegionCode
		indicator assess.IndicatorID
	}
	all := map[key]*assess.ValueChange{}
	at := func(v *assess.Value) *assess.ValueChange {
		k := key{v.Region, v.Indicator}
		if all[k] == nil {
			all[k] = &assess.ValueChange{Region: v.Region, Indicator: v.Indicator}
		}
		return all[k]
	}
	for i := range then {
		at(&then[i]).Then = &then[i]
	}
	for i := range now {
		at(&now[i]).Now = &now[i]
	}
	var found []assess.ValueChange
	for _, c := range all {
		if c.Then == nil || c.Now == nil || !sameNumber(c.Then.Value, c.Now.Value) || !sameNumber(c.Then.Numerator, c.Now.Numerator) ||
			!sameNumber(c.Then.Denominator, c.Now.Denominator) || c.Then.N != c.Now.N || c.Then.Status != c.Now.Status {
			found = append(found, *c)
		}
	}
	slices.SortFunc(found, func(a, b assess.ValueChange) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Indicator, b.Indicator))
	})
	return found
}

func totalsBetween(then, now []assess.NodeScore) []assess.TotalChange {
	all := map[assess.RegionCode]*assess.TotalChange{}
	at := func(n *assess.NodeScore) *assess.TotalChange {
		if all[n.Region] == nil {
			all[n.Region] = &assess.TotalChange{Region: n.Region}
		}
		return all[n.Region]
	}
	for i := range then {
		if then[i].Depth == 0 {
			at(&then[i]).Then = &then[i]
		}
	}
	for i := range now {
		if now[i].Depth == 0 {
			at(&now[i]).Now = &now[i]
		}
	}
	var found []assess.TotalChange
	for _, c := range all {
		if c.Then == nil || c.Now == nil || !sameNumber(c.Then.Score, c.Now.Score) || c.Then.Rank != c.Now.Rank || c.Then.Tier != c.Now.Tier {
			found = append(found, *c)
		}
	}
	slices.SortFunc(found, func(a, b assess.TotalChange) int { return cmp.Compare(a.Region, b.Region) })
	return found
}

// sameNumber compares digit by digit.
func sameNumber(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
