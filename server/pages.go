package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
)

// exported is how many rows of a long list a file holds at most.
const exported = 20000

// cockpit is the first page.
func (s *server) cockpit(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	p, err := s.Store.Pipeline(ctx)
	if err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	in := page.CockpitInput{In: r.In, Assessment: a, Pipeline: p}
	if in.Months, err = s.months(ctx, r); err != nil {
		return document{}, err
	}
	return document{"cockpit", page.NewCockpit(in)}, nil
}

// nowcastYears are how many earlier years a nowcast goes by.
const nowcastYears = 4

// months are the values of the running year and of earlier ones, by month and by year; none of a year that is over.
func (s *server) months(ctx context.Context, r *request) ([]assess.Value, error) {
	if r.Scheme == nil || r.Publication.Today(r.Year).Year() != r.Year {
		return nil, nil
	}
	var all []assess.Value
	for _, year := range r.Years {
		if year > r.Year || year < r.Year-nowcastYears {
			continue
		}
		of, err := s.Store.YearValues(ctx, r.Region.Code, year)
		if err != nil {
			return nil, fmt.Errorf("values of %d: %w", year, err)
		}
		all = append(all, of...)
	}
	return all, nil
}

// indicatorList is the list of all indicators.
func (s *server) indicatorList(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	return document{"indicators", page.NewIndicators(page.IndicatorsInput{In: r.In, Assessment: a})}, nil
}

// dept is a department's page: /dept/JSJ.
func (s *server) dept(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.DeptInput{In: r.In, Code: assess.DepartmentCode(strings.TrimPrefix(r.Path, "/dept/")), Assessment: a}
	if in.Pipeline, err = s.Store.Pipeline(ctx); err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	limit := page.LateCases
	if r.ending != "" {
		limit = exported
	}
	if _, known := r.Departments[in.Code]; known {
		if in.Late, err = s.Store.LateCases(ctx, r.Region.Code, in.Code, limit); err != nil {
			return document{}, fmt.Errorf("late cases of %s: %w", in.Code, err)
		}
		if in.Plan, err = s.Store.Plan(ctx, r.Region.Code, r.Year); err != nil {
			return document{}, fmt.Errorf("plan of %d: %w", r.Year, err)
		}
	}
	p, err := page.NewDept(in)
	return document{"dept", p}, err
}

// report is the annual report: /report/2021, or /report?year=2021.
func (s *server) report(ctx context.Context, r *request) (document, error) {
	if year, ok := strings.CutPrefix(r.Path, "/report/"); ok {
		r.Path = "/report"
		r.Query.Set("year", year)
	}
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	p, err := s.Store.Pipeline(ctx)
	if err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	honours, err := s.Store.Honours(ctx, r.Region.Code)
	if err != nil {
		return document{}, fmt.Errorf("honours: %w", err)
	}
	return document{"report", page.NewReport(page.ReportInput{In: r.In, Assessment: a, Pipeline: p, Honours: honours})}, nil
}

// explain leads from the score down to the rows.
func (s *server) explain(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.ExplainInput{In: r.In, Assessment: a, Page: r.number, Theme: r.Query.Get("theme"), Indicator: assess.IndicatorID(r.Query.Get("indicator"))}
	if in.Indicator != "" {
		offset, limit := (r.number-1)*page.CasesPerPage, page.CasesPerPage
		if r.ending != "" {
			offset, limit = 0, exported // a file holds all rows
		}
		if in.Cases, err = s.cases(ctx, r, in.Indicator, offset, limit); err != nil {
			return document{}, err
		}
	}
	if in.Indicator == "" && in.Theme == "" {
		if err := s.moved(ctx, r, &in); err != nil {
			return document{}, err
		}
	}
	p, err := page.NewExplain(in)
	return document{"explain", p}, err
}

// moved fills in what the score is made of, and what that of an earlier year was: the one asked for, else the newest before it.
func (s *server) moved(ctx context.Context, r *request, in *page.ExplainInput) (err error) {
	in.Whole = r.whole()
	if in.Field, err = s.field(ctx, r, r.Year); err != nil {
		return err
	}
	for _, year := range r.Years {
		if year < r.Year {
			in.Earlier = append(in.Earlier, year)
		}
	}
	from := 0
	if v := r.Query.Get("from"); v != "" {
		if from, err = strconv.Atoi(v); err != nil {
			return fmt.Errorf("from %q: want a year: %w", v, assess.ErrInvalid)
		}
		if !slices.Contains(in.Earlier, from) {
			return fmt.Errorf("year %d before %d: %w", from, r.Year, assess.ErrNotFound)
		}
	} else if len(in.Earlier) > 0 {
		from = in.Earlier[0]
	}
	if from == 0 {
		return nil
	}
	in.Before, in.Was, err = s.earlier(ctx, r, from)
	return err
}

// whatIf is the simulator; all that is asked stands in the address.
func (s *server) whatIf(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.WhatIfInput{In: r.In, Assessment: a, Whole: r.whole()}
	if in.Field, err = s.field(ctx, r, r.Year); err != nil {
		return document{}, err
	}
	return document{"whatif", page.NewWhatIf(in)}, nil
}

// field is what the scores of a year are made of.
func (s *server) field(ctx context.Context, r *request, year int) (page.Field, error) {
	values, err := s.Store.Values(ctx, year)
	if err != nil {
		return page.Field{}, fmt.Errorf("values of %d: %w", year, err)
	}
	f := page.NewField(r.schemes[year], year, values, s.Regions)
	if f.Ground, err = s.Store.Ground(ctx, year); err != nil {
		return page.Field{}, fmt.Errorf("ground of %d: %w", year, err)
	}
	return f, nil
}

// cases are rows behind the year's value of an indicator. A reported value has none.
func (s *server) cases(ctx context.Context, r *request, id assess.IndicatorID, offset, limit int) (assess.CaseList, error) {
	list, err := s.Store.Cases(ctx, assess.CaseQuery{
		Region: r.Region.Code, Indicator: id, Period: assess.YearOf(r.Year), Offset: offset, Limit: limit,
	})
	if err != nil && !errors.Is(err, assess.ErrNotFound) {
		return list, fmt.Errorf("cases of %s: %w", id, err)
	}
	return list, beyond(offset, len(list.Rows), r)
}

// beyond is the error of a page behind the end of its list.
func beyond(offset, rows int, r *request) error {
	if offset > 0 && rows == 0 {
		return fmt.Errorf("page %d of the list: %w", r.number, assess.ErrNotFound)
	}
	return nil
}

// pipeline says whether the data came.
func (s *server) pipeline(ctx context.Context, r *request) (document, error) {
	p, err := s.Store.Pipeline(ctx)
	if err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	return document{"pipeline", page.NewPipeline(page.PipelineInput{In: r.In, Pipeline: p})}, nil
}

// rejects are the rows that were not taken.
func (s *server) rejects(ctx context.Context, r *request) (document, error) {
	q := assess.RejectQuery{
		Source: assess.SourceID(r.Query.Get("source")), Reason: r.Query.Get("reason"),
		Offset: (r.number - 1) * page.RejectsPerPage, Limit: page.RejectsPerPage,
	}
	if v := r.Query.Get("load"); v != "" {
		load, err := strconv.ParseUint(v, 10, 64)
		if err != nil {
			return document{}, fmt.Errorf("load %q: want a number: %w", v, assess.ErrInvalid)
		}
		q.Load = load
	}
	if r.ending != "" {
		q.Offset, q.Limit = 0, exported // a file holds all rows
	}
	list, err := s.Store.Rejects(ctx, q)
	if err != nil {
		return document{}, fmt.Errorf("rejects: %w", err)
	}
	if err := beyond(q.Offset, len(list.Rows), r); err != nil {
		return document{}, err
	}
	p, err := s.Store.Pipeline(ctx)
	if err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	in := page.RejectsInput{In: r.In, Asked: q, List: list, Sources: p.Sources, Page: r.number}
	return document{"rejects", page.NewRejects(in)}, nil
}
