package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

var errNothingPublished = fmt.Errorf("nothing is published yet: %w", assess.ErrNotFound)

func hexOf(n uint64) string { return strconv.FormatUint(n, 16) }

// Facts are what a reader knows beside the database: the same for all scopes.
type Facts struct {
	Indicators  []assess.Indicator
	Departments []assess.Department
	Sources     []assess.SourceState                       // id, title, dataset, supplier, schedule, mode
	Next        func(assess.SourceID, time.Time) time.Time // when a source is due after a moment
	Rules       func(year int) map[string]string           // SHA-256 of the texts that a year's figures rest on, by their paths in an edition
}

// Reader answers what pages ask for, within a scope.
type Reader struct {
	store   *Store
	control *control.DB
	watch   *Watch
	facts   Facts
	scope   Scope
	now     func() time.Time
}

// Read makes a reader. It fails without a scope: nobody has said then what may be seen.
func (s *Store) Read(scope Scope, watch *Watch, ledger *control.DB, facts Facts, now func() time.Time) (*Reader, error) {
	if err := scope.check(); err != nil {
		return nil, err
	}
	return &Reader{store: s, control: ledger, watch: watch, facts: facts, scope: scope, now: now}, nil
}

// region refuses a region outside the scope.
func (r *Reader) region(code assess.RegionCode) error {
	if r.scope.region(code) {
		return nil
	}
	return fmt.Errorf("region %s: %w", code, assess.ErrForbidden)
}

// Publication returns what readers see now.
func (r *Reader) Publication(ctx context.Context) (assess.Publication, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return assess.Publication{}, err
	}
	return v.Publication, nil
}

// Years returns the years that have values or scores, newest first.
func (r *Reader) Years(ctx context.Context) ([]int, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	var years []int
	for part := range v.parts {
		if part.Name == ScorePart {
			years = append(years, part.Period.Year())
		}
	}
	slices.Sort(years)
	slices.Reverse(years)
	return slices.Compact(years), nil
}

// Assessment returns what was computed for a region and a year, and every announced result.
func (r *Reader) Assessment(ctx context.Context, region assess.RegionCode, year int) (assess.Assessment, error) {
	a := assess.Assessment{Region: region, Year: year, Values: map[assess.IndicatorID]assess.Value{}}
	if err := r.region(region); err != nil {
		return a, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return a, err
	}
	y, err := v.year(ctx, r.store, year)
	if err != nil {
		return a, err
	}
	a.Scheme = y.scheme
	for _, n := range y.nodes {
		if n.Region == region {
			a.Nodes = append(a.Nodes, n)
		}
	}
	a.Ground = r.groundFor(y, func(code assess.RegionCode) bool { return code == region })
	for _, value := range y.values {
		if value.Region == region && value.Period.Kind == assess.Year {
			a.Values[value.Indicator] = value
		}
	}
	all, err := r.announced(ctx, v)
	for _, n := range all {
		if n.Region == region {
			a.Announced = append(a.Announced, n)
		}
	}
	return a, err
}

// year is what the request's publication holds of a year; what leaves the reader must be within its scope.
func (r *Reader) year(ctx context.Context, year int) (*yearView, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	return v.year(ctx, r.store, year)
}

// Months returns an indicator's values of a year's months.
func (r *Reader) Months(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, year int) ([]assess.Value, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	y, err := r.year(ctx, year)
	if err != nil {
		return nil, err
	}
	var found []assess.Value
	for _, value := range y.values {
		if value.Region == region && value.Indicator == indicator && value.Period.Kind == assess.Month {
			found = append(found, value)
		}
	}
	slices.SortFunc(found, func(a, b assess.Value) int { return a.Period.Start.Compare(b.Period.Start) })
	return found, nil
}

// YearValues returns a region's values of a year, by month and of the year itself.
func (r *Reader) YearValues(ctx context.Context, region assess.RegionCode, year int) ([]assess.Value, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	y, err := r.year(ctx, year)
	if err != nil {
		return nil, err
	}
	var found []assess.Value
	for _, value := range y.values {
		if value.Region == region {
			found = append(found, value)
		}
	}
	return found, nil
}

// scores returns the scored trees of a run and year, in the order of the scheme.
func (s *Store) scores(ctx context.Context, scope Scope, run uint64, year int) (nodes []assess.NodeScore, scheme string, err error) {
	err = s.rows(ctx, "year_scores", nil, merge(scope.values(), params{"run": run, "year": year}), func(r driver.Rows) error {
		n := assess.NodeScore{Year: year}
		var region, status string
		var depth, tier uint8
		var rank uint32
		err := r.Scan(&region, &scheme, &n.Node, &n.Parent, &depth, &n.Score, &n.Weight, &n.Full, &n.Contribution, &rank, &tier, &status, &n.Reason)
		n.Region, n.Status, n.Depth, n.Rank, n.Tier = assess.RegionCode(region), assess.Status(status), int(depth), int(rank), int(tier)
		nodes = append(nodes, n)
		return err
	})
	assess.CountImputed(nodes)
	return nodes, scheme, err
}

func (r *Reader) supplier(id assess.SourceID) assess.Department {
	for _, s := range r.facts.Sources {
		if s.ID == id {
			return s.Supplier
		}
	}
	return assess.Department{}
}

// counting returns the loads whose rows or rejects count today, of the sources that the scope may see.
func (r *Reader) counting(ctx context.Context) ([]control.Load, error) {
	all, err := r.control.Counting(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(l control.Load) bool { return !r.scope.Department(r.supplier(l.Source).Code) }), nil
}

// Indicators returns the words of every indicator.
func (r *Reader) Indicators() []assess.Indicator { return r.facts.Indicators }

// Departments returns every office.
func (r *Reader) Departments() []assess.Department { return r.facts.Departments }

// IndicatorSQL returns the text of an indicator's file, "" for one that is reported.
func (r *Reader) IndicatorSQL(id assess.IndicatorID) string {
	if i := r.store.cat.Indicators[id]; i != nil {
		return i.Text()
	}
	return ""
}

// EditionText returns a text of an edition by its path in the edition's folder.
func (r *Reader) EditionText(ctx context.Context, id assess.EditionID, path string) (string, error) {
	return r.store.EditionText(ctx, id, path)
}

// Editions returns every edition, the oldest of a year first.
func (r *Reader) Editions(ctx context.Context) ([]assess.Edition, error) {
	return r.store.Editions(ctx)
}

// EditionEvents returns what was published and taken back, the oldest first.
func (r *Reader) EditionEvents(ctx context.Context) ([]assess.EditionEvent, error) {
	return r.store.EditionEvents(ctx)
}

// EditionDiff is what today's facts and rules would change of an edition.
func (r *Reader) EditionDiff(ctx context.Context, id assess.EditionID) (assess.EditionDiff, error) {
	return r.store.EditionDiff(ctx, r.scope, id, r.facts.Rules(id.Year()))
}
