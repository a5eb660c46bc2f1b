package server

import (
	"context"
	"fmt"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
)

// plan is the action plan of a year: /plan, narrowed by ?department= and ?state=.
func (s *server) plan(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.PlanInput{
		In: r.In, Assessment: a, Months: map[assess.IndicatorID][]assess.Value{}, Department: assess.DepartmentCode(r.Query.Get("department")),
		State: r.Query.Get("state"), Whole: r.Query.Get("show") == "all",
	}
	if in.Plan, err = s.Store.Plan(ctx, r.Region.Code, r.Year); err != nil {
		return document{}, fmt.Errorf("plan of %d: %w", r.Year, err)
	}
	if in.Honours, err = s.Store.Honours(ctx, r.Region.Code); err != nil {
		return document{}, fmt.Errorf("honours: %w", err)
	}
	for _, id := range page.ServiceIndicators {
		if in.Months[id], err = s.Store.Months(ctx, r.Region.Code, id, r.Year); err != nil {
			return document{}, fmt.Errorf("months of %s: %w", id, err)
		}
	}
	p, err := page.NewPlan(in)
	return document{"plan", p}, err
}
