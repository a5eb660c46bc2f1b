package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// Reform returns what the published rows tell of a reform that began with the month of start, up to the as-of day. It is
// assess.ErrNotFound for a reform without a file of SQL.
func (r *Reader) Reform(ctx context.Context, region assess.RegionCode, id assess.ReformID, start time.Time) (assess.ReformFigures, error) {
	var f assess.ReformFigures
	if err := r.region(region); err != nil {
		return f, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return f, err
	}
	reform := r.store.cat.Reforms[id]
	if reform == nil {
		return f, fmt.Errorf("reform %q: %w", id, assess.ErrNotFound)
	}
	text, err := r.store.cat.ReformSQL(reform)
	if err != nil {
		return f, err
	}
	bound := func(clock string) params {
		months, runs := split(v.runs(clock, func(m time.Time) bool { return !m.After(v.AsOf) }))
		return merge(r.scope.values(), params{"months": months, "runs": runs, "region": string(region), "start": day(start), "as_of": day(v.AsOf)})
	}
	into := map[string]*assess.ReformSide{"before": &f.Before, "after": &f.After, "after new": &f.NewWay, "after old": &f.OldWay}
	err = r.store.rowsOf(ctx, "reform", text, bound(reform.Clock), func(row driver.Rows) error {
		var part string
		var month time.Time
		var cases, timed uint64
		var s assess.ReformSide
		if err := row.Scan(&part, &month, &cases, &timed, &s.Mean, &s.Median, &s.P90, &s.Whole, &s.Trips, &s.Saved); err != nil {
			return err
		}
		s.Cases, s.Timed = int64(cases), int64(timed)
		switch side := into[part]; {
		case part == "month":
			f.Months = append(f.Months, assess.ReformMonth{Month: dayOf(month), ReformSide: s})
		case side != nil:
			*side = s
		}
		return nil
	})
	if err != nil || reform.OfficesClock() == "" {
		return f, err
	}
	if text, err = r.store.cat.OfficesSQL(reform); err != nil {
		return f, err
	}
	return f, r.store.rowsOf(ctx, "reform_offices", text, bound(reform.OfficesClock()), func(row driver.Rows) error {
		var part string
		var cases uint64
		var offices float64
		if err := row.Scan(&part, &cases, &offices); err != nil {
			return err
		}
		into[part].Offices, into[part].Judged = &offices, int64(cases)
		return nil
	})
}
