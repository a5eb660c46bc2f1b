package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Newest returns the newest reconciled version of the load's scope; 0 when there is none.
func (s *Store) Newest(ctx context.Context, l Load) (uint64, error) {
	var v uint64
	err := s.row(ctx, "fence_newest", nil, l.values(), &v)
	return v, err
}

// NoteEffect writes down, once, what a load that does not speak for everything will change.
func (s *Store) NoteEffect(ctx context.Context, l Load) error {
	if l.Whole() {
		return nil
	}
	if l.Attempt > 1 {
		var n uint64
		if err := s.row(ctx, "effect_exists", nil, l.values(), &n); err != nil || n > 0 {
			return err
		}
	}
	return s.about(ctx, l, "effect_insert", params{"snapshot": !l.Increment}, "stage", "fact", "key", "scope", "fresh")
}

// ApplyGone takes away what the snapshot no longer has in its scope.
func (s *Store) ApplyGone(ctx context.Context, l Load) error {
	if l.Increment || l.First {
		return nil
	}
	return s.about(ctx, l, "apply_gone", nil, "fact", "key", "stage", "scope", "kept", "fence", "gone_version", "gone_told")
}

// ApplyMoved takes away the rows of keys that now stand in another month or were withdrawn.
func (s *Store) ApplyMoved(ctx context.Context, l Load) error {
	if l.Whole() {
		return nil
	}
	return s.about(ctx, l, "apply_moved", nil, "fact", "key", "stage", "fresh", "fence")
}

// ApplyRows writes the rows that are new or differ.
func (s *Store) ApplyRows(ctx context.Context, l Load) error {
	if l.Repair {
		return s.about(ctx, l, "repair_rows", nil, "fact", "stage", "key", "changed", "fence")
	}
	return s.about(ctx, l, "apply_rows", nil, "fact", "stage", "fresh", "changed", "fence")
}

// Reconcile returns the months in which what is live is not what the load should have left.
func (s *Store) Reconcile(ctx context.Context, l Load) ([]time.Time, error) {
	name, want := "reconcile_effect", []string{"fact", "stage", "key"}
	if l.Whole() {
		name, want = "reconcile_all", []string{"fact", "stage", "key", "kept"}
	}
	fill, err := s.places(l, want...)
	if err != nil {
		return nil, err
	}
	var months []time.Time
	err = s.rows(ctx, name, fill, l.values(), func(r driver.Rows) error {
		var m time.Time
		err := r.Scan(&m)
		months = append(months, m)
		return err
	})
	return months, err
}

// NoteReconciled writes down the digests that the load has left, under seq: from now on derive may read them.
func (s *Store) NoteReconciled(ctx context.Context, l Load, seq uint64, at time.Time) error {
	if l.Whole() {
		return s.about(ctx, l, "reconciled_all", params{"seq": seq, "at": at}, "stage", "fact", "key", "kept")
	}
	return s.about(ctx, l, "reconciled_effect", params{"seq": seq, "at": at})
}

// MarkReconciled fences a load's scope without digests of its own.
func (s *Store) MarkReconciled(ctx context.Context, l Load, seq uint64, at time.Time) error {
	return s.about(ctx, l, "reconciled_mark", params{"seq": seq, "at": at})
}

// Written counts the rows that a load has written and taken away.
func (s *Store) Written(ctx context.Context, l Load) (upserts, tombstones uint64, err error) {
	fill, err := s.places(l, "fact")
	if err != nil {
		return 0, 0, err
	}
	err = s.row(ctx, "effect_counts", fill, l.values(), &upserts, &tombstones)
	return upserts, tombstones, err
}

// Mismatch is a source and month whose live rows are not what was reconciled.
type Mismatch struct {
	Source string
	Month  time.Time
}

// Mismatched finds what must be repaired from landed bytes, of one source or of all ("").
func (s *Store) Mismatched(ctx context.Context, d *catalog.Dataset, source assess.SourceID) ([]Mismatch, error) {
	var found []Mismatch
	err := s.rows(ctx, "mismatched", map[string]any{"fact": catalog.Names{string(d.ID)}}, params{"dataset": string(d.ID), "source": string(source)}, func(r driver.Rows) error {
		var m Mismatch
		err := r.Scan(&m.Source, &m.Month)
		found = append(found, m)
		return err
	})
	return found, err
}
