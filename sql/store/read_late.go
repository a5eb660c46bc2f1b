package store

import (
	"context"
	"time"

	"yingshang/dashboards/assess"
)

// LateCases returns a department's open cases that are past their due day, the longest overdue first: a list for every kind
// of case that knows such a day, at most limit of each. Total says how many there are.
func (r *Reader) LateCases(ctx context.Context, region assess.RegionCode, department assess.DepartmentCode, limit int) ([]assess.CaseList, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	if !r.scope.Department(department) {
		return nil, assess.ErrForbidden
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	var lists []assess.CaseList
	for _, clock := range r.store.cat.InOrder() {
		text, knows, err := r.store.cat.LateSQL(clock)
		if err != nil {
			return nil, err
		}
		months, runs := split(v.runs(clock.Name, func(m time.Time) bool { return !m.After(v.AsOf) }))
		if !knows || len(months) == 0 {
			continue
		}
		values := merge(r.scope.values(), params{
			"months": months, "runs": runs, "region": string(region), "department": string(department), "limit": uint32(limit), "as_of": day(v.AsOf),
		})
		list := assess.CaseList{Name: clock.Name, By: clock.Title, Columns: r.columns(clock)}
		if err := r.store.rowsOf(ctx, "late", text, values, r.scanCases(&list, true)); err != nil {
			return nil, err
		}
		if err := r.nameFiles(ctx, list.Rows); err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	return lists, nil
}
