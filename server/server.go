// Package server is the reader: it answers people and programs over HTTP with pages, tables and files. It never writes
// data; what a page asks for, and what people fill in, becomes a row that the writer takes up. Evidence alone it keeps itself.
//
// New is the entry point. Every route stands in routes.go. A request takes the publication once, at its start, and all
// that it reads belongs to that publication; a rendered page is kept by it, so that showing it again costs no query.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
)

// Store is what pages ask for. It is bound to what the reader may see. Publication costs next to nothing, since every
// request asks for it; it is assess.ErrNotFound as long as nothing is published. All other answers belong to the
// publication that ctx is bound to (assess.Pinned), whatever is published meanwhile.
type Store interface {
	Publication(ctx context.Context) (assess.Publication, error)
	Years(ctx context.Context) ([]int, error) // newest first
	Assessment(ctx context.Context, region assess.RegionCode, year int) (assess.Assessment, error)
	Ground(ctx context.Context, year int) ([]assess.GroundFact, error) // what the scores stand on beside the scheme
	Announced(ctx context.Context) ([]assess.Announced, error)         // of every region and year
	Totals(ctx context.Context) ([]assess.NodeScore, error)            // computed, of every region and year
	Months(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, year int) ([]assess.Value, error)
	YearValues(ctx context.Context, region assess.RegionCode, year int) ([]assess.Value, error) // by month and of the year
	Cases(ctx context.Context, q assess.CaseQuery) (assess.CaseList, error)
	Splits(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, period assess.Period) (assess.Splits, error)
	Spread(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, period assess.Period) (*assess.Spread, error)
	Peers(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, year int) ([]float64, error)
	Values(ctx context.Context, year int) ([]assess.Value, error) // of the whole year, of every region and indicator
	Coverage(ctx context.Context, indicator assess.IndicatorID, reported bool, year int) (assess.Coverage, error)
	OpenCases(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, limit int) (late, open *assess.CaseList, err error)
	LateCases(ctx context.Context, region assess.RegionCode, department assess.DepartmentCode, limit int) ([]assess.CaseList, error)
	CaseList(ctx context.Context, q assess.CaseListQuery) (assess.CaseList, error)
	Case(ctx context.Context, region assess.RegionCode, clock, no string, year int) (assess.Case, error)
	Reform(ctx context.Context, region assess.RegionCode, id assess.ReformID, start time.Time) (assess.ReformFigures, error)
	Plan(ctx context.Context, region assess.RegionCode, year int) (assess.Plan, error)
	Honours(ctx context.Context, region assess.RegionCode) ([]assess.Honour, error) // of every year
	Pipeline(ctx context.Context) (assess.Pipeline, error)
	Rejects(ctx context.Context, q assess.RejectQuery) (assess.RejectList, error)
	Editions(ctx context.Context) ([]assess.Edition, error)           // the oldest of a year first
	EditionEvents(ctx context.Context) ([]assess.EditionEvent, error) // the oldest first
	EditionDiff(ctx context.Context, id assess.EditionID) (assess.EditionDiff, error)
	EditionText(ctx context.Context, id assess.EditionID, path string) (string, error)

	Indicators() []assess.Indicator         // the dictionary with the headers of the SQL files
	IndicatorSQL(assess.IndicatorID) string // empty for reported values
	Departments() []assess.Department
	Clocks() []assess.Clock // the kinds of case, by name
}

// Config is what a server is made of.
type Config struct {
	Store    Store
	Schemes  map[int]*scheme.Scheme // by year
	Region   assess.Region          // the county that the pages are about
	Regions  map[assess.RegionCode]scheme.Region
	Reforms  []*scheme.Reform   // of every region
	Calendar *calendar.Calendar // of working days; that of the program when nil
	Version  string
	Log      *slog.Logger
	Ready    func(context.Context) error // nil when the product can answer; asked by /readyz
	Now      func() time.Time            // the clock of the page cache, of sessions and of the audit; time.Now when nil
	Fill     *Fill                       // nil: nothing is filled in here, and nobody logs in
}

// server holds what handlers share.
type server struct {
	Config
	sessions    sessions
	limits      *limiter
	cache       *cache
	indicators  map[assess.IndicatorID]assess.Indicator
	departments map[assess.DepartmentCode]assess.Department
	clocks      []assess.Clock
	coded       []string         // columns that lists of cases can be narrowed by
	reforms     []*scheme.Reform // of the county
	frozen      frozen
}

// New returns the handler of all routes.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Calendar == nil {
		c.Calendar = calendar.Default()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{
		Config: c, clocks: c.Store.Clocks(), cache: newCache(c.Now),
		indicators:  map[assess.IndicatorID]assess.Indicator{},
		departments: map[assess.DepartmentCode]assess.Department{},
	}
	if c.Fill != nil {
		s.sessions, s.limits = s.newSessions(), newLimiter(c.Now)
	}
	s.coded = codedColumns(s.clocks)
	for _, i := range c.Store.Indicators() {
		s.indicators[i.ID] = i
	}
	for _, d := range c.Store.Departments() {
		s.departments[d.Code] = d
	}
	s.reforms = slices.DeleteFunc(slices.Clone(c.Reforms), func(r *scheme.Reform) bool { return r.Region != c.Region.Code })
	return s.wrap(s.routes())
}
