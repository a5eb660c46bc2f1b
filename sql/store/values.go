package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// ValuesOf returns a year's values and those of its months, from the given runs by clock, for computing.
func (s *Store) ValuesOf(ctx context.Context, runs map[string]uint64, year int) ([]assess.Value, error) {
	return s.values(ctx, Everything(), runs, year)
}

func (s *Store) values(ctx context.Context, scope Scope, runs map[string]uint64, year int) ([]assess.Value, error) {
	var clocks []string
	var numbers []uint64
	for k, run := range runs {
		clocks, numbers = append(clocks, k), append(numbers, run)
	}
	var found []assess.Value
	err := s.rows(ctx, "year_values", nil, merge(scope.values(), params{"clocks": clocks, "runs": numbers, "year": year}), func(r driver.Rows) error {
		var v assess.Value
		var region, indicator, kind, status, clock string
		var start time.Time
		var n uint64
		err := r.Scan(&region, &indicator, &kind, &start, &v.Numerator, &v.Denominator, &v.Value, &n, &status, &clock)
		v.Region, v.Indicator, v.Status, v.N = assess.RegionCode(region), assess.IndicatorID(indicator), assess.Status(status), int64(n)
		v.Period = assess.Period{Kind: assess.PeriodKind(kind), Start: dayOf(start)}
		v.Feed = assess.FromRecords
		if k := s.cat.Clocks[clock]; k != nil && k.Rows {
			v.Feed = assess.FromReport
		}
		if last := len(found) - 1; last >= 0 && sameFigure(found[last], v) {
			found[last] = preferred(found[last], v)
			return err
		}
		found = append(found, v)
		return err
	})
	return found, err
}

// sameFigure says that two values are about the same thing: one comes from records, one was handed in.
func sameFigure(a, b assess.Value) bool {
	return a.Region == b.Region && a.Indicator == b.Indicator && a.Period == b.Period
}

// preferred is the one of two values of the same thing that counts: records come before what was handed in, unless they
// measured nothing.
func preferred(a, b assess.Value) assess.Value {
	if a.Feed == assess.FromRecords {
		a, b = b, a
	}
	if b.Value == nil && a.Value != nil {
		return a
	}
	return b
}
