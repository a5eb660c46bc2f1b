package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Part names what is published together for a period: the rows of a clock's month, the values of a clock's year, or the
// scores of a year.
type Part struct {
	Name   string // clock:NAME, value:NAME or score
	Period time.Time
}

// ScorePart is the name of the scores of a year.
const ScorePart = "score"

// Published is the run that readers see for a part.
type Published struct {
	Part
	Rev, Run, Rows, Digest, Formula uint64
	AsOf, At                        time.Time
}

// Publish lets readers see a run: one block, all of it or nothing.
func (s *Store) Publish(ctx context.Context, parts []Published) error {
	return s.batch(ctx, "publish", len(parts), func(i int) []any {
		p := parts[i]
		return []any{p.Rev, p.Run, p.Name, p.Period, p.Rows, p.Digest, p.Formula, p.AsOf, p.At}
	})
}

// Publications returns what readers see, by part and period.
func (s *Store) Publications(ctx context.Context) (map[Part]Published, error) {
	return s.published(ctx, "publication_map", nil)
}

// published runs a query that returns parts with their runs.
func (s *Store) published(ctx context.Context, query string, values params) (map[Part]Published, error) {
	found := map[Part]Published{}
	err := s.rows(ctx, query, nil, values, func(r driver.Rows) error {
		var p Published
		err := r.Scan(&p.Name, &p.Period, &p.Rev, &p.Run, &p.Rows, &p.Digest, &p.Formula, &p.AsOf, &p.At)
		p.Period, p.AsOf = dayOf(p.Period), dayOf(p.AsOf)
		found[p.Part] = p
		return err
	})
	return found, err
}

// NewestPublication returns the highest rev and run: a change of either is a new publication.
func (s *Store) NewestPublication(ctx context.Context) (rev, run uint64, err error) {
	err = s.row(ctx, "publication_newest", nil, nil, &rev, &run)
	return rev, run, err
}

// split turns runs by month into two parallel lists, in the order of the months.
func split(of map[time.Time]uint64) ([]day, []uint64) {
	months := make([]time.Time, 0, len(of))
	for m := range of {
		months = append(months, m)
	}
	slices.SortFunc(months, func(a, b time.Time) int { return cmp.Compare(a.Unix(), b.Unix()) })
	runs := make([]uint64, len(months))
	for i, m := range months {
		runs[i] = of[m]
	}
	return days(months), runs
}
