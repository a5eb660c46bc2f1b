package store

import (
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// SaveGround writes what the scores of a run and year stand on, in the order given.
func (s *Store) SaveGround(ctx context.Context, run uint64, year int, facts []assess.GroundFact) error {
	position := map[string]uint32{}
	return s.batch(ctx, "score_ground_insert", len(facts), func(i int) []any {
		f := facts[i]
		at := position[f.Population]
		position[f.Population]++
		return []any{run, uint16(year), f.Population, at, string(f.Indicator), string(f.Region), string(f.Name), f.Value}
	})
}

// GroundOf returns what the scores of a run and year stand on, by population, in the order in which it was written.
func (s *Store) GroundOf(ctx context.Context, run uint64, year int) ([]assess.GroundFact, error) {
	return s.ground(ctx, Everything(), run, year)
}

func (s *Store) ground(ctx context.Context, scope Scope, run uint64, year int) (facts []assess.GroundFact, err error) {
	err = s.rows(ctx, "year_ground", nil, merge(scope.values(), params{"run": run, "year": year}), func(r driver.Rows) error {
		var f assess.GroundFact
		var indicator, region, name string
		err := r.Scan(&f.Population, &indicator, &region, &name, &f.Value)
		f.Indicator, f.Region, f.Name = assess.IndicatorID(indicator), assess.RegionCode(region), assess.GroundName(name)
		facts = append(facts, f)
		return err
	})
	return facts, err
}

// Ground returns what the scores of a year stand on, of all populations and of the regions in the scope.
func (r *Reader) Ground(ctx context.Context, year int) ([]assess.GroundFact, error) {
	y, err := r.year(ctx, year)
	if err != nil {
		return nil, err
	}
	return r.groundFor(y, func(region assess.RegionCode) bool { return r.region(region) == nil }), nil
}

// groundFor is what of a year's ground a reader may see: what holds for all, and what is the own of some regions. The values
// of others, in order, are for a reader of everything.
func (r *Reader) groundFor(y *yearView, of func(assess.RegionCode) bool) []assess.GroundFact {
	return slices.DeleteFunc(slices.Clone(y.ground), func(f assess.GroundFact) bool {
		return f.Region != "" && !of(f.Region) || f.Name == assess.GroundSeen && !r.scope.everything
	})
}
