package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Digest is what a feed's month holds after its newest reconciliation.
type Digest struct {
	Dataset assess.DatasetID
	Source  assess.SourceID
	Month   time.Time
	N, H    int64
	Seq     uint64
	Notes   uint64 // how often it was reconciled
}

// Expected returns the digests that derive is allowed to read.
func (s *Store) Expected(ctx context.Context) ([]Digest, error) {
	var found []Digest
	err := s.rows(ctx, "expected", nil, nil, func(r driver.Rows) error {
		var d Digest
		var dataset, source string
		err := r.Scan(&dataset, &source, &d.Month, &d.N, &d.H, &d.Seq, &d.Notes)
		d.Dataset, d.Source, d.Month = assess.DatasetID(dataset), assess.SourceID(source), dayOf(d.Month)
		found = append(found, d)
		return err
	})
	return found, err
}

// Calendar is the working-day table as the statements take it.
type Calendar struct {
	First      time.Time
	Cumulative []uint32 // working days from First up to and including each day
}

// Derive makes the immutable rows of a clock's months under a run. references are the runs of the clocks it refers to.
func (s *Store) Derive(ctx context.Context, k *catalog.Clock, run uint64, references map[string]uint64, months []time.Time, c Calendar) error {
	text, err := s.cat.DeriveSQL(k)
	if err != nil {
		return err
	}
	values := params{"run": run, "months": days(months), "calendar_first": day(c.First), "calendar": c.Cumulative}
	for _, r := range k.References {
		values["run_"+r] = references[r]
	}
	return s.exec(ctx, "derive "+k.Name, text, values)
}

// DerivedRows counts a run's rows by month.
func (s *Store) DerivedRows(ctx context.Context, k *catalog.Clock, run uint64) (map[time.Time]uint64, error) {
	found := map[time.Time]uint64{}
	err := s.rows(ctx, "derived_rows", map[string]any{"table": catalog.Names{k.Table()}}, params{"run": run}, func(r driver.Rows) error {
		var m time.Time
		var n uint64
		err := r.Scan(&m, &n)
		found[dayOf(m)] = n
		return err
	})
	return found, err
}

// Guard returns the feeds and months in which a run has read something else than what was reconciled.
func (s *Store) Guard(ctx context.Context, k *catalog.Clock, run uint64, months []time.Time) ([]string, error) {
	feeds := make([]string, len(k.Feeds))
	for i, f := range k.Feeds {
		feeds[i] = string(f)
	}
	var found []string
	err := s.rows(ctx, "guard", map[string]any{"table": catalog.Names{k.Table()}}, params{"run": run, "feeds": feeds, "months": days(months)}, func(r driver.Rows) error {
		var feed string
		var m time.Time
		err := r.Scan(&feed, &m)
		found = append(found, fmt.Sprintf("%s %s", feed, m.Format("2006-01")))
		return err
	})
	return found, err
}

// Values computes every indicator of a clock from the rows of the given runs by month, as of a day.
func (s *Store) Values(ctx context.Context, k *catalog.Clock, run uint64, of map[time.Time]uint64, asOf time.Time) error {
	text, err := s.cat.ValuesSQL(k)
	if err != nil {
		return err
	}
	months, runs := split(of)
	return s.exec(ctx, "values "+k.Name, text, params{"run": run, "clock": k.Name, "months": months, "runs": runs, "as_of": day(asOf)})
}

// SaveScores writes the scored trees of a run.
func (s *Store) SaveScores(ctx context.Context, run uint64, scheme string, nodes []assess.NodeScore) error {
	return s.batch(ctx, "score_insert", len(nodes), func(i int) []any {
		n := nodes[i]
		return []any{run, string(n.Region), uint16(n.Year), scheme, uint32(i), n.Node, n.Parent, uint8(n.Depth), n.Score, n.Weight, n.Full,
			n.Contribution, uint32(n.Rank), uint8(n.Tier), string(n.Status), n.Reason}
	})
}

func days(times []time.Time) []day {
	out := make([]day, len(times))
	for i, t := range times {
		out[i] = day(t)
	}
	return out
}

// dayOf is the calendar day of a Date as the driver gives it, in our zone.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone)
}
