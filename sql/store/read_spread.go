package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// Spread returns how long the cases behind an indicator's value took, each by itself, in the unit of the indicator's clock
// (working days, hours); quantiles and bins are counted by the engine. It is nil where cases have no times of their own: a
// rate, a value that was handed in, or no case yet. ErrForbidden for a region outside the scope.
func (r *Reader) Spread(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, period assess.Period) (*assess.Spread, error) {
	ind, _, values, err := r.counted(ctx, assess.CaseQuery{Region: region, Indicator: indicator, Period: period})
	if err != nil || ind == nil || !ind.HasOwnTimes() {
		return nil, err
	}
	text, err := r.store.cat.SpreadSQL(ind)
	if err != nil {
		return nil, err
	}
	s := &assess.Spread{Clock: ind.Indicator.Clock, Ratio: ind.Scale != 1}
	err = r.store.rowsOf(ctx, "spread", text, values, scanSpread(s))
	if err != nil || s.N == 0 {
		return nil, err
	}
	s.Binned()
	if text, err = r.store.cat.SpreadBinsSQL(ind); err != nil {
		return nil, err
	}
	values["start"], values["width"], values["last"] = s.Bins[0].From, s.Bins[0].To-s.Bins[0].From, float64(len(s.Bins)-1)
	err = r.store.rowsOf(ctx, "spread_bins", text, values, func(rows driver.Rows) error {
		var bin uint32
		var n uint64
		err := rows.Scan(&bin, &n)
		if err == nil {
			s.Bins[bin].N = int64(n)
		}
		return err
	})
	return s, err
}

func scanSpread(s *assess.Spread) func(driver.Rows) error {
	return func(rows driver.Rows) error {
		var n uint64
		var quantiles []float64
		var promise, legal float64
		var promised, limited uint64
		if err := rows.Scan(&n, &s.Min, &s.Max, &s.Mean, &quantiles, &promise, &promised, &legal, &limited); err != nil {
			return err
		}
		s.N = int64(n)
		s.P25, s.Median, s.P75, s.P90, s.P99 = quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]
		if promised > 0 {
			s.Promise = &assess.SpreadLimit{Days: promise, N: int64(promised)}
		}
		if limited > 0 {
			s.Legal = &assess.SpreadLimit{Days: legal, N: int64(limited)}
		}
		return nil
	}
}
