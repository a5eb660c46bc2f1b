package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Splits returns an indicator's value of a period by department, matter, channel and whatever else its cases can be split by:
// of each group the official numerator, denominator, value (scaled as the official one is) and n over its cases alone, in the
// order of the groups' codes. It is empty for a value that was handed in, and for an indicator that counts no single cases;
// ErrForbidden for a region outside the scope.
func (r *Reader) Splits(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, period assess.Period) (assess.Splits, error) {
	var splits assess.Splits
	q := assess.CaseQuery{Region: region, Indicator: indicator, Period: period}
	ind, clock, values, err := r.counted(ctx, q)
	switch {
	case err != nil || ind == nil || len(clock.Splits) == 0:
		return splits, err
	case !ind.OneRow():
		splits.Thing = ind.ByAs
		return splits, nil
	}
	named := map[string]assess.Column{}
	for _, c := range r.columns(clock) {
		named[c.Name] = c
	}
	for _, s := range clock.Splits {
		text, err := r.store.cat.SplitSQL(ind, s.Column.Name)
		if err != nil {
			return splits, err
		}
		s.Column = named[s.Column.Name]
		err = r.store.rowsOf(ctx, "split", text, values, func(rows driver.Rows) error {
			var g assess.SplitGroup
			var n uint64
			err := rows.Scan(&g.Code, &g.Numerator, &g.Denominator, &g.Value, &n)
			g.N = int64(n)
			s.Groups = append(s.Groups, g)
			return err
		})
		if err != nil {
			return splits, err
		}
		splits.List = append(splits.List, s)
	}
	return splits, nil
}

// counted is the indicator whose records stand behind a value, with its clock and the values that bind its rows; nil for a
// value that was handed in.
func (r *Reader) counted(ctx context.Context, q assess.CaseQuery) (*catalog.Indicator, *catalog.Clock, params, error) {
	if err := r.region(q.Region); err != nil {
		return nil, nil, nil, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	ind := r.store.cat.Indicators[q.Indicator]
	reported, err := r.wasReported(ctx, v, q)
	if err != nil || ind == nil || reported {
		return nil, nil, nil, err
	}
	clock := r.store.cat.Clocks[ind.Clock]
	values, err := r.caseValues(ctx, v, clock, q)
	return ind, clock, values, err
}
