package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

// Repair compares the facts of a dataset with what was reconciled and applies the loads of every source that differs
// again, from their landed bytes.
func (l *Loader) Repair(ctx context.Context, dataset assess.DatasetID) error {
	set, err := l.dataset(dataset)
	if err != nil {
		return err
	}
	wrong, err := l.Store.Mismatched(ctx, set, "")
	if err != nil {
		return err
	}
	done := map[string]bool{}
	for _, w := range wrong {
		if done[w.Source] {
			continue
		}
		done[w.Source] = true
		l.Log.Warn("facts differ from what was reconciled", "dataset", dataset, "source", w.Source, "month", w.Month.Format("2006-01"))
		if _, err := l.rebuild(ctx, assess.SourceID(w.Source)); err != nil {
			return fmt.Errorf("repair %s: %w", w.Source, err)
		}
	}
	return nil
}

// rebuild folds the applied loads of a source, and those that are about to be, into one stage, and applies it as a snapshot
// of everything. It returns the number under which it was reconciled. A load that closes meanwhile either was counted in, or
// makes it begin again, or is taken up again itself.
func (l *Loader) rebuild(ctx context.Context, id assess.SourceID, coming ...control.Load) (seq uint64, err error) {
	for range 3 {
		if seq, err = l.rebuildOnce(ctx, id, coming...); !errors.Is(err, errAgain) {
			break
		}
	}
	return seq, err
}

func (l *Loader) rebuildOnce(ctx context.Context, id assess.SourceID, coming ...control.Load) (seq uint64, err error) {
	applied, err := l.Control.Applied(ctx, id)
	if err != nil {
		return 0, err
	}
	loads := slices.Clone(applied)
	for _, c := range coming {
		if slices.ContainsFunc(applied, func(a control.Load) bool { return !a.Increment && a.Scope == c.Scope && newer(a, c) > 0 }) {
			return 0, errAgain // it has become late
		}
		loads = append(slices.DeleteFunc(loads, func(a control.Load) bool { return a.ID == c.ID }), c)
	}
	slices.SortFunc(loads, func(a, b control.Load) int { return newer(b, a) })
	job, err := l.foldJob(ctx, id, loads)
	if err != nil || job.ID == 0 {
		return 0, err
	}
	defer func() { _ = l.Store.DropStage(context.WithoutCancel(ctx), job) }()
	if err := l.foldAll(ctx, job, loads); err != nil {
		return 0, err
	}
	if err := l.write(ctx, job); err != nil {
		return 0, err
	}
	if seq, err = l.Control.NextRepair(ctx, id); err != nil { // see apply
		return 0, err
	}
	now, err := l.Control.Applied(ctx, id)
	if err != nil {
		return 0, err
	}
	if !slices.Equal(numbers(applied), numbers(now)) {
		return 0, errAgain
	}
	months, err := l.Store.Reconcile(ctx, job)
	if err != nil {
		return 0, err
	}
	if len(months) > 0 {
		return 0, fmt.Errorf("what is live differs from all applied loads of %s together in %v", id, names(months))
	}
	l.at("reconcile.compared")
	if err := l.Store.NoteReconciled(ctx, job, seq, l.Now()); err != nil {
		return 0, err
	}
	for _, row := range coming { // its own scope is fenced from now on
		own, _, err := l.job(row)
		if err != nil {
			return 0, err
		}
		if err := l.Store.MarkReconciled(ctx, own, seq, l.Now()); err != nil {
			return 0, err
		}
	}
	return seq, nil
}

// numbers are those of the loads.
func numbers(loads []control.Load) []uint64 {
	list := make([]uint64, len(loads))
	for i, l := range loads {
		list[i] = l.ID
	}
	slices.Sort(list)
	return list
}

// newer compares two loads by their data's time, then by number.
func newer(a, b control.Load) int { return cmp.Or(a.AsOf.Compare(b.AsOf), cmp.Compare(a.ID, b.ID)) }

// foldJob says how the fold of loads, newest first, is applied: as the newest of them, for everything. Of a source that has
// no load that counts, any of its loads lends its name; ID is 0 when it never had one.
func (l *Loader) foldJob(ctx context.Context, id assess.SourceID, loads []control.Load) (store.Load, error) {
	if len(loads) == 0 {
		var err error
		if loads, err = l.Control.Loads(ctx, id, math.MaxInt32); err != nil || len(loads) == 0 {
			return store.Load{}, err
		}
	}
	job, _, err := l.job(loads[0])
	if err != nil {
		return store.Load{}, err
	}
	if job.Attempt, err = l.foldNumber(ctx); err != nil {
		return store.Load{}, err
	}
	job.Parts = !job.Whole()
	job.Scope, job.Month, job.Region, job.Increment, job.Repair = "all", time.Time{}, "", false, true
	return job, nil
}

// foldAll says what loads, newest first, have left together. The newest row that tells of a key counts, unless a newer
// snapshot of its scope lacks the key. So a case that moved to a month whose file later dropped it does not come back in
// its old month, though the file of that month still has it.
func (l *Loader) foldAll(ctx context.Context, job store.Load, loads []control.Load) error {
	fold, err := l.Store.MakeFold(ctx, job)
	if err != nil {
		return err
	}
	var spoken []store.Spoken
	whole, open := false, uint64(0) // a snapshot of everything is in; keys that an older one may have a good row of
	for _, row := range loads {
		own, _, err := l.job(row)
		if err != nil {
			return err
		}
		if !row.Increment {
			if whole && open == 0 {
				continue // newer ones have said all
			}
			spoken = append(spoken, store.Spoken{Load: own.ID, Version: own.Version(), Scope: own.Scope})
		}
		if err := l.foldIn(ctx, fold, row); err != nil {
			return fmt.Errorf("load %d: %w", row.ID, err)
		}
		if whole = whole || own.Whole(); whole {
			if open, err = fold.Open(ctx); err != nil {
				return err
			}
		}
	}
	return fold.Settle(ctx, spoken)
}

// foldNumber numbers a stage that belongs to no attempt. It is far above the numbers of attempts, by which the ledger finds
// the rejects of a load.
func (l *Loader) foldNumber(ctx context.Context) (int, error) {
	n, err := l.Control.Next(ctx, "fold")
	return 1<<24 + int(n), err
}

// foldIn stages the landed bytes of a load and pours them into the fold.
func (l *Loader) foldIn(ctx context.Context, fold store.Fold, row control.Load) error {
	job, src, err := l.job(row)
	if err != nil {
		return err
	}
	if job.Attempt, err = l.foldNumber(ctx); err != nil {
		return err
	}
	defer func() { _ = l.Store.DropStage(context.WithoutCancel(ctx), job) }()
	m, err := l.manifest(ctx, src, row)
	if err != nil {
		return err
	}
	_, st, err := l.send(ctx, job, src, m)
	if err != nil {
		return err
	}
	if _, _, err = l.settle(ctx, job, m, st); err != nil {
		return err
	}
	return fold.Pour(ctx, job, row.Attempt, row.Rejected > 0)
}
