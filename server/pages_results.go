package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scoring"
)

// results are the announced and computed results of all regions and years that the reader may see.
type results struct {
	announced []assess.Announced
	totals    []assess.NodeScore
}

// results reads them and finds the year that is asked for among all that have one: a year may be announced and not computed.
func (s *server) results(ctx context.Context, r *request) (results, error) {
	var out results
	published, err := s.Store.Years(ctx)
	if err != nil {
		return out, fmt.Errorf("years: %w", err)
	}
	if out.announced, err = s.Store.Announced(ctx); err != nil {
		return out, fmt.Errorf("announced results: %w", err)
	}
	if out.totals, err = s.Store.Totals(ctx); err != nil {
		return out, fmt.Errorf("totals: %w", err)
	}
	years := slices.Clone(published)
	for _, a := range out.announced {
		years = append(years, a.Year)
	}
	if err = s.among(r, years, published); err != nil || r.Alone {
		return out, err
	}
	return out, s.tiered(ctx, r)
}

// among takes the year that is asked for out of years, by default the newest that is published, and its scheme. Links to
// other pages keep the year only when it is published: they have no other.
func (s *server) among(r *request, years, published []int) error {
	slices.Sort(years)
	slices.Reverse(years)
	years = slices.Compact(years)
	if len(years) == 0 {
		return fmt.Errorf("no year has a result: %w", assess.ErrNotFound)
	}
	r.Years, r.Year = years, years[0]
	if len(published) > 0 {
		r.Year = published[0]
	}
	if err := r.takeYear(); err != nil {
		return err
	}
	r.Alone = !slices.Contains(published, r.Year)
	r.Scheme = r.schemes[r.Year]
	return nil
}

// trend is both scores of the county through the years.
func (s *server) trend(ctx context.Context, r *request) (document, error) {
	all, err := s.results(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	return document{"trend", page.NewTrend(page.TrendInput{In: r.In, Announced: all.announced, Totals: all.totals, Schemes: r.schemes})}, nil
}

// tier is where the county stands among all regions.
func (s *server) tier(ctx context.Context, r *request) (document, error) {
	all, err := s.results(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.TierInput{In: r.In, Announced: all.announced, Totals: all.totals, Regions: s.Regions, Schemes: r.schemes}
	return document{"tier", page.NewTier(in)}, nil
}

// robust is how far the county's score, rank and tier hold.
func (s *server) robust(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.RobustInput{In: r.In, Assessment: a, Regions: s.Regions, Whole: r.whole()}
	if in.Field, err = s.field(ctx, r, r.Year); err != nil {
		return document{}, err
	}
	return document{"robust", page.NewRobust(in)}, nil
}

// compare sets another region (with=990001) or another year (with=2021) beside the county's.
func (s *server) compare(ctx context.Context, r *request) (document, error) {
	a, err := s.assessment(ctx, r)
	if err != nil {
		return unpublished(r, err)
	}
	in := page.CompareInput{In: r.In, Assessment: a, Regions: s.Regions, Whole: r.whole()}
	if in.Field, err = s.field(ctx, r, r.Year); err != nil {
		return document{}, err
	}
	with := r.Query.Get("with")
	year, err := strconv.Atoi(with)
	if err != nil || year == r.Year || !slices.Contains(r.Years, year) {
		in.With = assess.RegionCode(with)
	} else if in.OtherYear, in.Was, err = s.earlier(ctx, r, year); err != nil {
		return document{}, err
	}
	p, err := page.NewCompare(in)
	return document{"compare", p}, err
}

// earlier is what the score of another year was made of, and the total as it was published.
func (s *server) earlier(ctx context.Context, r *request, year int) (page.Field, assess.NodeScore, error) {
	f, err := s.field(ctx, r, year)
	if err != nil {
		return f, assess.NodeScore{}, err
	}
	a, err := s.Store.Assessment(ctx, r.Region.Code, year)
	if err != nil {
		return f, assess.NodeScore{}, fmt.Errorf("assessment of %d: %w", year, err)
	}
	return f, a.Total(), nil
}

// method is the rules of a year; they can be read before anything is published.
func (s *server) method(ctx context.Context, r *request) (document, error) {
	published, err := s.Store.Years(ctx)
	if err != nil && !errors.Is(err, assess.ErrNotFound) {
		return document{}, fmt.Errorf("years: %w", err)
	}
	years := slices.Clone(published)
	for year := range r.schemes {
		years = append(years, year)
	}
	if err := s.among(r, years, published); err != nil {
		return document{}, err
	}
	in := page.MethodInput{In: r.In, Schemes: r.schemes}
	if slices.Contains(published, r.Year) {
		if in.Ground, err = s.Store.Ground(ctx, r.Year); err != nil {
			return document{}, fmt.Errorf("ground of %d: %w", r.Year, err)
		}
		in.Scheme = scoring.TieredBy(in.Scheme, r.Year, in.Ground)
	}
	for name, into := range map[string]*int{"from": &in.From, "to": &in.To} {
		if v := r.Query.Get(name); v != "" {
			if *into, err = strconv.Atoi(v); err != nil {
				return document{}, fmt.Errorf("%s %q: want a year: %w", name, v, assess.ErrInvalid)
			}
		}
	}
	p, err := page.NewMethod(in)
	return document{"method", p}, err
}
