package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// Plan returns what a region has to do in a year and how it stands: measures, problems, open requests, and the listing
// reserve. One who may see sums of cases alone is told of no request, and of firms without their names.
func (r *Reader) Plan(ctx context.Context, region assess.RegionCode, year int) (assess.Plan, error) {
	var plan assess.Plan
	if err := r.region(region); err != nil {
		return plan, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return plan, err
	}
	if plan.Measures, err = r.tasks(ctx, v, "plan_measures", "measure", region, year); err != nil {
		return plan, err
	}
	if plan.Problems, err = r.tasks(ctx, v, "plan_problems", "rectification", region, year); err != nil {
		return plan, err
	}
	if r.scope.cases != NoCases {
		if plan.Requests, err = r.tasks(ctx, v, "plan_requests", "enterprise_request", region, year); err != nil {
			return plan, err
		}
		for i := range plan.Requests {
			plan.Requests[i].No = r.scope.caseNumber(plan.Requests[i].No)
		}
	}
	plan.Firms, plan.ListedOn, err = r.firms(ctx, v, region, year)
	return plan, err
}

// tasks runs one of the queries of a plan. An open task stands in the month in which it is due, which may still come.
func (r *Reader) tasks(ctx context.Context, v *view, query, clock string, region assess.RegionCode, year int) ([]assess.Task, error) {
	var all []assess.Task
	months, runs := split(v.runs(clock, func(m time.Time) bool { return m.Year() == year }))
	values := merge(r.scope.values(), params{"months": months, "runs": runs, "region": string(region)})
	err := r.store.rows(ctx, query, nil, values, func(row driver.Rows) error {
		var t assess.Task
		var kind, org string
		var begun, due, done *time.Time
		var indicators []string
		if err := row.Scan(&kind, &t.No, &t.Group, &t.Title, &org, &begun, &due, &done, &t.Status, &indicators); err != nil {
			return err
		}
		t.Kind, t.Department = assess.TaskKind(kind), assess.DepartmentCode(org)
		t.Begun, t.Due, t.Done = dayOrZero(begun), dayOrZero(due), dayOrZero(done)
		for _, code := range indicators {
			t.Indicators = append(t.Indicators, assess.IndicatorID(code))
		}
		all = append(all, t)
		return nil
	})
	return all, err
}

// firms returns the listing reserve as the year's newest list has it, and the month of that list.
func (r *Reader) firms(ctx context.Context, v *view, region assess.RegionCode, year int) ([]assess.ReserveFirm, time.Time, error) {
	clock := r.store.cat.Clocks["reserve_firm"]
	values, err := r.caseValues(ctx, v, clock, assess.CaseQuery{Region: region, Period: assess.YearOf(year)})
	if err != nil {
		return nil, time.Time{}, err
	}
	var all []assess.ReserveFirm
	err = r.store.rows(ctx, "plan_firms", nil, values, func(row driver.Rows) error {
		var f assess.ReserveFirm
		var start, target, stage uint8
		var broker, lawyer, auditor *time.Time
		if err := row.Scan(&f.Name, &start, &target, &stage, &broker, &lawyer, &auditor); err != nil {
			return err
		}
		if r.scope.cases != WholeCases {
			f.Name = "••••"
		}
		f.Start, f.Target, f.Stage = assess.ListingStage(start), assess.ListingStage(target), assess.ListingStage(stage)
		f.Broker, f.Lawyer, f.Auditor = dayOrZero(broker), dayOrZero(lawyer), dayOrZero(auditor)
		all = append(all, f)
		return nil
	})
	var listed time.Time
	if month, ok := values["stock_month"].(day); ok && len(all) > 0 {
		listed = dayOf(time.Time(month))
	}
	return all, listed, err
}

// Honours returns what a region was given or chosen for, the newest year first.
func (r *Reader) Honours(ctx context.Context, region assess.RegionCode) ([]assess.Honour, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	var all []assess.Honour
	months, runs := split(v.runs("honour", nil))
	values := merge(r.scope.values(), params{"months": months, "runs": runs, "region": string(region)})
	err = r.store.rows(ctx, "honours", nil, values, func(row driver.Rows) error {
		var h assess.Honour
		var year uint16
		var on *time.Time
		var org string
		if err := row.Scan(&year, &h.Title, &h.Level, &h.AwardedBy, &on, &h.Document, &org, &h.Theme, &h.Basis, &h.Note); err != nil {
			return err
		}
		h.Year, h.AwardedOn, h.Department = int(year), dayOrZero(on), assess.DepartmentCode(org)
		all = append(all, h)
		return nil
	})
	return all, err
}

// dayOrZero is a day of the zone; the zero time for none.
func dayOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return dayOf(*t)
}
