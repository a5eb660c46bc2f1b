package server

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"sync"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// frozen keeps the schemes of editions that were asked for; they never change.
type frozen struct {
	mu sync.Mutex
	of map[assess.EditionID]*scheme.Scheme
}

// schemes are the schemes that a request sees: those of the program and of conf, and of the years that an edition is shown
// of the ones that were frozen.
func (f *frozen) schemes(ctx context.Context, s *server, editions map[int]assess.Edition) (map[int]*scheme.Scheme, error) {
	if len(editions) == 0 {
		return s.Schemes, nil
	}
	all := maps.Clone(s.Schemes)
	for year, e := range editions {
		read, err := f.scheme(ctx, s, e.ID)
		if err != nil {
			return nil, err
		}
		all[year] = read
	}
	return all, nil
}

// scheme is the scheme of an edition, as it is for the county's population.
func (f *frozen) scheme(ctx context.Context, s *server, id assess.EditionID) (*scheme.Scheme, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.of == nil {
		f.of = map[assess.EditionID]*scheme.Scheme{}
	}
	if f.of[id] == nil {
		text, err := s.Store.EditionText(ctx, id, assess.EditionScheme)
		if err != nil {
			return nil, err
		}
		read, err := scheme.Parse(fmt.Sprintf("%s/%s", id, assess.EditionScheme), []byte(text))
		if err != nil {
			return nil, err
		}
		f.of[id] = read.For(s.Regions[s.Region.Code].Level)
	}
	return f.of[id], nil
}

// indicatorSQL is the text of an indicator's file, as it was frozen where an edition is shown; "" for one that is reported.
func (s *server) indicatorSQL(ctx context.Context, r *request, id assess.IndicatorID) (string, error) {
	own := s.Store.IndicatorSQL(id)
	edition, ok := r.Publication.Editions[r.Year]
	if own == "" || !ok {
		return own, nil
	}
	frozen, err := s.Store.EditionText(ctx, edition.ID, path.Join(assess.EditionIndicators, string(id)+".sql"))
	if errors.Is(err, assess.ErrNotFound) {
		return own, nil // the indicator came later: the edition has no figure of it
	}
	return frozen, err
}
