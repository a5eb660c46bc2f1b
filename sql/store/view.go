package store

import (
	"context"
	"maps"
	"strings"
	"sync"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// view is one publication as readers take it.
type view struct {
	assess.Publication
	parts map[Part]Published
	years map[int]*yearView    // filled as they are asked for
	stock map[string]time.Time // the last months of stocks, by what was asked; what is published does not change
	mu    sync.Mutex

	shown  map[int]assess.EditionID // the editions that are published, by year
	under  map[string]*view         // the same with what a reader has chosen, as asked for; held by the watch's mutex
	frozen map[int]frozenYear       // the editions that lie in the place of their years
	live   *view                    // the same without editions, where some lie in it
}

// yearView is what a publication holds of a year, kept in memory: some thousand values at most.
type yearView struct {
	values []assess.Value
	nodes  []assess.NodeScore
	ground []assess.GroundFact
	scheme string
}

// runs returns the runs of a clock's months within the given ones (nil: all).
func (v *view) runs(clock string, within func(month time.Time) bool) map[time.Time]uint64 {
	return runsOf(v.parts, clock, within)
}

func runsOf(parts map[Part]Published, clock string, within func(month time.Time) bool) map[time.Time]uint64 {
	found := map[time.Time]uint64{}
	for part, p := range parts {
		if part.Name == "clock:"+clock && p.Rows > 0 && (within == nil || within(part.Period)) {
			found[part.Period] = p.Run
		}
	}
	return found
}

const keptStocks = 4096

// lastStock returns the last month of a clock's stock that the values of a statement about its rows bind; what was found is
// kept, since all that a page tells of a value rests on it.
func (v *view) lastStock(ctx context.Context, s *Store, table string, values params) (time.Time, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	text := values.text()
	asked := strings.Join([]string{table, text["region"], text["months"], text["runs"], text["every_region"], text["regions"]}, "|")
	if last, ok := v.stock[asked]; ok {
		return last, nil
	}
	var last time.Time
	if err := s.row(ctx, "stock_month", map[string]any{"table": catalog.Names{table}}, values, &last); err != nil {
		return last, err
	}
	if v.stock == nil || len(v.stock) >= keptStocks { // whoever asks for regions that there are not fills no memory
		v.stock = map[string]time.Time{}
	}
	v.stock[asked] = last
	return last, nil
}

// valueRuns returns the runs of a year's values by clock.
func (v *view) valueRuns(year int) map[string]uint64 {
	found := map[string]uint64{}
	for part, p := range v.parts {
		if clock, ok := strings.CutPrefix(part.Name, "value:"); ok && part.Period.Year() == year {
			found[clock] = p.Run
		}
	}
	return found
}

// Watch keeps the newest publication in memory for all readers of a process: they take it once at a request's start and
// ask ClickHouse nothing for it. Of the last few publications it remembers which run stood where, for requests that
// began before the newest.
type Watch struct {
	store *Store
	log   func(error)
	demo  func(context.Context) bool

	mu       sync.Mutex
	now      *view
	recent   []*view
	editions map[assess.EditionID]frozenYear // those that were asked for: they never change
	asked    time.Time
}

const (
	pollEvery   = time.Second
	recentViews = 8
)

// NewWatch begins without a publication; the first reader fetches it. demo says whether the data folder holds invented data.
func NewWatch(s *Store, demo func(context.Context) bool, log func(error)) *Watch {
	return &Watch{store: s, demo: demo, log: log, editions: map[assess.EditionID]frozenYear{}}
}

// Refresh looks for a new publication at once; the writer of the same process calls it after publishing.
func (w *Watch) Refresh(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.refresh(ctx)
}

func (w *Watch) refresh(ctx context.Context) error {
	w.asked = time.Now()
	rev, run, err := w.store.NewestPublication(ctx)
	if err != nil {
		return err
	}
	event, err := w.store.NewestEditionEvent(ctx)
	if err != nil {
		return err
	}
	if w.now != nil && w.now.Rev == rev && w.now.Run == run && w.now.Event == event {
		return nil
	}
	parts, err := w.store.Publications(ctx)
	if err != nil {
		return err
	}
	events, err := w.store.EditionEvents(ctx)
	if err != nil {
		return err
	}
	v := &view{
		parts: parts, years: map[int]*yearView{}, shown: ShownEditions(events), under: map[string]*view{},
		Publication: assess.Publication{Rev: rev, Run: run, Event: event, Demo: w.demo(ctx)},
	}
	formulas := uint64(0)
	for _, p := range parts {
		if p.At.After(v.At) {
			v.At = p.At
		}
		if p.AsOf.After(v.AsOf) {
			v.AsOf = p.AsOf
		}
		formulas ^= p.Formula
	}
	v.Formula = hexOf(formulas)
	w.now = v
	w.recent = append(w.recent, v)
	if len(w.recent) > recentViews {
		w.recent = w.recent[1:]
	}
	return nil
}

// take returns the publication that a request is bound to, or the newest. A ClickHouse that does not answer leaves the
// last known one in force.
func (w *Watch) take(ctx context.Context) (*view, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if pinned, ok := assess.Pinned(ctx); ok {
		for _, v := range w.recent {
			if v.Rev == pinned.Rev && v.Run == pinned.Run && v.Event == pinned.Event {
				return w.chosen(ctx, v)
			}
		}
	}
	if w.now == nil || time.Since(w.asked) > pollEvery {
		if err := w.refresh(ctx); err != nil {
			if w.now == nil {
				return nil, err
			}
			w.log(err)
		}
	}
	if len(w.now.parts) == 0 {
		return nil, errNothingPublished
	}
	return w.chosen(ctx, w.now)
}

// year returns what the publication holds of a year; the scope is applied to what leaves the reader.
func (v *view) year(ctx context.Context, s *Store, year int) (*yearView, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if y := v.years[year]; y != nil {
		return y, nil
	}
	y := &yearView{}
	var err error
	if runs := v.valueRuns(year); len(runs) > 0 {
		if y.values, err = s.values(ctx, Everything(), maps.Clone(runs), year); err != nil {
			return nil, err
		}
	}
	if p, ok := v.parts[Part{Name: ScorePart, Period: assess.YearOf(year).Start}]; ok {
		if y.nodes, y.scheme, err = s.scores(ctx, Everything(), p.Run, year); err != nil {
			return nil, err
		}
		if y.ground, err = s.ground(ctx, Everything(), p.Run, year); err != nil {
			return nil, err
		}
	}
	v.years[year] = y
	return y, nil
}
