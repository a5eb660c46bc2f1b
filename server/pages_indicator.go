package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
)

// oneIndicator is the page of one indicator: /i/RP03.
func (s *server) oneIndicator(ctx context.Context, r *request) (document, error) {
	id := assess.IndicatorID(strings.TrimPrefix(r.Path, "/i/"))
	if _, ok := s.indicators[id]; !ok {
		return document{}, fmt.Errorf("indicator %q: %w", id, assess.ErrNotFound)
	}
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.IndicatorInput{In: r.In, ID: id, Assessment: a}
	if in.SQL, err = s.indicatorSQL(ctx, r, id); err != nil {
		return document{}, err
	}
	if in.Months, err = s.Store.Months(ctx, r.Region.Code, id, r.Year); err != nil {
		return document{}, fmt.Errorf("months of %s: %w", id, err)
	}
	if in.Pipeline, err = s.Store.Pipeline(ctx); err != nil {
		return document{}, fmt.Errorf("pipeline: %w", err)
	}
	if in.Cases, err = s.cases(ctx, r, id, 0, page.FirstCases); err != nil {
		return document{}, err
	}
	if in.HandIn, err = s.handedIn(ctx, in.Cases); err != nil {
		return document{}, err
	}
	if err = s.behind(ctx, r, &in); err != nil {
		return document{}, err
	}
	return document{"indicator", page.NewIndicator(in)}, nil
}

// behind reads what an indicator's value is made of and what it stands beside.
func (s *server) behind(ctx context.Context, r *request, in *page.IndicatorInput) (err error) {
	period, limit := assess.YearOf(r.Year), page.FirstOpen
	in.AllGroups = r.Query.Get("split")
	if r.ending != "" {
		in.AllGroups, limit = "*", exported // a file holds all rows
	}
	if in.Splits, err = s.Store.Splits(ctx, r.Region.Code, in.ID, period); err != nil {
		return fmt.Errorf("splits of %s: %w", in.ID, err)
	}
	if in.Spread, err = s.Store.Spread(ctx, r.Region.Code, in.ID, period); err != nil {
		return fmt.Errorf("spread of %s: %w", in.ID, err)
	}
	if in.Peers, err = s.Store.Peers(ctx, r.Region.Code, in.ID, r.Year); err != nil {
		return fmt.Errorf("peers of %s: %w", in.ID, err)
	}
	reported := in.Assessment.Values[in.ID].Feed == assess.FromReport
	if in.Coverage, err = s.Store.Coverage(ctx, in.ID, reported, r.Year); err != nil {
		return fmt.Errorf("coverage of %s: %w", in.ID, err)
	}
	if r.Year == r.Years[0] { // open cases are those of today
		if in.Late, in.Open, err = s.Store.OpenCases(ctx, r.Region.Code, in.ID, limit); err != nil {
			return fmt.Errorf("open cases of %s: %w", in.ID, err)
		}
	}
	if slices.Contains(r.Years, r.Year-1) {
		before, err := s.Store.Assessment(ctx, r.Region.Code, r.Year-1)
		if err != nil {
			return fmt.Errorf("assessment of %d: %w", r.Year-1, err)
		}
		in.Before = before.Values[in.ID].Value
	}
	return nil
}
