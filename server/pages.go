package server

import (
	"context"
	"fmt"

	"yingshang/dashboards/page"
)

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
	return document{"cockpit", page.NewCockpit(page.CockpitInput{In: r.In, Assessment: a, Pipeline: p})}, nil
}
