package store

import (
	"context"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// LateCases returns a department's open cases that are past their due day today, whatever edition is shown, the longest
// overdue first: a list for every kind of case that knows such a day, at most limit of each. Total says how many there are.
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
		text, knows, err := r.store.cat.OpenSQL(clock, nil, true)
		if err != nil {
			return nil, err
		}
		if !knows {
			continue
		}
		list, err := r.open(ctx, v.today(), clock, text, params{"region": string(region), "department": string(department), "limit": uint32(limit), "late": true})
		if err != nil {
			return nil, err
		}
		if list != nil {
			lists = append(lists, *list)
		}
	}
	return lists, nil
}

// OpenCases returns the open cases of the kind that an indicator counts: those past their due day today, the longest
// overdue first, and those not yet due, the soonest first; at most limit of each, whatever month they are of. Totals say
// how many there are. Both are nil where an indicator counts no single cases or none that run, its cases know no due day,
// or none was handed in. ErrForbidden for a region outside the scope.
func (r *Reader) OpenCases(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, limit int) (late, open *assess.CaseList, err error) {
	if err := r.region(region); err != nil {
		return nil, nil, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, nil, err
	}
	ind := r.store.cat.Indicators[indicator]
	if ind == nil || !ind.OneRow() || ind.OfStock() {
		return nil, nil, nil
	}
	clock := r.store.cat.Clocks[ind.Clock]
	text, knows, err := r.store.cat.OpenSQL(clock, ind, false)
	if err != nil || !knows {
		return nil, nil, err
	}
	values := params{"region": string(region), "department": "", "limit": uint32(limit)}
	if late, err = r.open(ctx, v.today(), clock, text, merge(values, params{"late": true})); err != nil {
		return nil, nil, err
	}
	open, err = r.open(ctx, v.today(), clock, text, merge(values, params{"late": false}))
	return late, open, err
}

// open reads one list of open cases; nil when no month of the clock is published.
func (r *Reader) open(ctx context.Context, v *view, clock *catalog.Clock, text string, values params) (*assess.CaseList, error) {
	months, runs := split(v.runs(clock.Name, func(m time.Time) bool { return !m.After(v.AsOf) }))
	if len(months) == 0 {
		return nil, nil
	}
	values = merge(r.scope.values(), values)
	values = merge(values, params{"months": months, "runs": runs, "as_of": day(v.AsOf)})
	list := &assess.CaseList{Name: clock.Name, By: clock.Title, Columns: r.columns(clock)}
	if err := r.store.rowsOf(ctx, "open", text, values, r.scanCases(list, true)); err != nil {
		return nil, err
	}
	return list, r.nameFiles(ctx, list.Rows)
}
