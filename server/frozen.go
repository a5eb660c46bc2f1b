package server

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"strings"
	"sync"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
)

// frozen keeps the schemes and calendars of editions that were asked for; they never change.
type frozen struct {
	mu        sync.Mutex
	of        map[assess.EditionID]*scheme.Scheme
	calendars map[assess.EditionID]*calendar.Calendar
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

// calendar is the working days by which the figures of a year were computed: those of the edition that is shown of it, or
// today's.
func (f *frozen) calendar(ctx context.Context, s *server, r *request, year int) (*calendar.Calendar, error) {
	e, ok := r.Publication.Editions[year]
	if !ok {
		return s.Calendar, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calendars == nil {
		f.calendars = map[assess.EditionID]*calendar.Calendar{}
	}
	if f.calendars[e.ID] == nil {
		text, err := s.Store.EditionText(ctx, e.ID, assess.EditionCalendar)
		if err != nil {
			return nil, err
		}
		if f.calendars[e.ID], err = calendar.Parse(strings.NewReader(text), fmt.Sprintf("%s/%s", e.ID, assess.EditionCalendar)); err != nil {
			return nil, err
		}
	}
	return f.calendars[e.ID], nil
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
