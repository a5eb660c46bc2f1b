package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scheme"
)

// reformList is every reform of the county, before and since.
func (s *server) reformList(ctx context.Context, r *request) (document, error) {
	if _, err := s.Store.Years(ctx); err != nil {
		return unpublished(r, fmt.Errorf("years: %w", err))
	}
	in := page.ReformsInput{In: r.In, Figures: map[assess.ReformID]assess.ReformFigures{}}
	for _, one := range s.reforms {
		f, err := s.Store.Reform(ctx, r.Region.Code, one.ID, one.Start)
		if err != nil {
			return document{}, fmt.Errorf("reform %s: %w", one.ID, err)
		}
		in.Figures[one.ID] = f
	}
	return document{"reforms", page.NewReforms(in)}, nil
}

// reform is the card of one reform: /reform/mortgage_release.
func (s *server) reform(ctx context.Context, r *request) (document, error) {
	id := assess.ReformID(strings.TrimPrefix(r.Path, "/reform/"))
	at := slices.IndexFunc(s.reforms, func(one *scheme.Reform) bool { return one.ID == id })
	if at < 0 {
		return document{}, fmt.Errorf("reform %q: %w", id, assess.ErrNotFound)
	}
	years, err := s.Store.Years(ctx)
	if err != nil {
		return unpublished(r, fmt.Errorf("years: %w", err))
	}
	in := page.ReformInput{In: r.In, Reform: s.reforms[at]}
	if in.Figures, err = s.Store.Reform(ctx, r.Region.Code, id, in.Reform.Start); err != nil {
		return document{}, fmt.Errorf("reform %s: %w", id, err)
	}
	for _, year := range slices.Backward(years) {
		a, err := s.Store.Assessment(ctx, r.Region.Code, year)
		if err != nil {
			return document{}, fmt.Errorf("assessment of %d: %w", year, err)
		}
		in.Years = append(in.Years, a)
	}
	return document{"reform", page.NewReform(in)}, nil
}
