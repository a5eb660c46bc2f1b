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

// errAgain says that a load must be taken up again from its stage: others have changed what it looked at.
var errAgain = errors.New("its source was changed or repaired meanwhile; the load is taken up again")

// apply writes the difference, compares, and writes down what derive may read.
func (l *Loader) apply(ctx context.Context, job store.Load, row control.Load, wasApplying bool) (control.Load, error) {
	stale, err := l.Store.StaleCount(ctx, job)
	if err != nil {
		return row, err
	}
	row.Stale += int64(stale)
	job.Fresh = stale == 0
	if err := l.Store.NoteEffect(ctx, job); err != nil {
		return row, err
	}
	l.at("effect.noted")
	if row.Kept, err = l.kept(ctx, job, row); err != nil {
		return row, err
	}
	row.State = assess.LoadApplying
	if err := l.Control.SaveLoad(ctx, row); err != nil {
		return row, err
	}
	l.at("apply.marked")
	if err := l.write(ctx, job); err != nil {
		return row, err
	}
	// The number is taken between writing and comparing: who writes after this comparison has a higher one, and what is
	// noted here cannot hide it.
	seq, err := l.Control.Next(ctx, "reconciled")
	if err != nil {
		return row, err
	}
	months, err := l.Store.Reconcile(ctx, job)
	if err != nil {
		return row, err
	}
	if len(months) > 0 {
		late, err := l.late(ctx, job)
		if err != nil {
			return row, err
		}
		if late {
			return l.supersede(ctx, row, true)
		}
		// Something else has changed these months meanwhile: all standing loads together decide.
		l.Log.Warn("what is live differs from what was staged", "load", row.ID, "source", row.Source, "months", names(months))
		if seq, err = l.rebuild(ctx, row.Source, row); err != nil {
			return row, err
		}
	} else {
		l.at("reconcile.compared")
		if err := l.Store.NoteReconciled(ctx, job, seq, l.Now()); err != nil {
			return row, err
		}
	}
	l.at("reconcile.noted")
	up, down, err := l.Store.Written(ctx, job)
	if err != nil {
		return row, err
	}
	row.Upserts, row.Tombstones = int64(up), int64(down)
	row.State, row.Finished, row.Note = assess.LoadApplied, l.Now(), assess.Text{}
	if row.Kept > 0 {
		row.Note = assess.Text{
			ZH: fmt.Sprintf("%d 个编号的新行被退回,仍用上一次的正确内容", row.Kept),
			EN: fmt.Sprintf("The new rows of %d keys were rejected: their last good rows stay", row.Kept),
		}
	}
	closed, err := l.Control.CloseLoad(ctx, row, seq)
	if err != nil {
		return row, err
	}
	if !closed {
		return row, errAgain
	}
	l.at("load.closed")
	return row, nil
}

func (l *Loader) kept(ctx context.Context, job store.Load, row control.Load) (int64, error) {
	if row.Rejected == 0 || job.First {
		return 0, nil
	}
	n, err := l.Store.KeptCount(ctx, job)
	return int64(n), err
}

// write applies the difference.
func (l *Loader) write(ctx context.Context, job store.Load) error {
	if err := l.Store.ApplyGone(ctx, job); err != nil {
		return err
	}
	l.at("apply.gone")
	if err := l.Store.ApplyMoved(ctx, job); err != nil {
		return err
	}
	l.at("apply.moved")
	if err := l.Store.ApplyRows(ctx, job); err != nil {
		return err
	}
	l.at("apply.rows")
	return nil
}

func names(months []time.Time) []string {
	list := make([]string, len(months))
	for i, m := range months {
		list[i] = m.Format("2006-01")
	}
	return list
}

// Repair compares the facts of a dataset with what was reconciled and applies the standing loads of every source that
// differs again, from their landed bytes.
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

// rebuild folds the standing loads of a source, and those that are about to stand, into one stage, the newest version of
// every key, and applies it as a snapshot of everything. It returns the number under which it was reconciled. A load that
// closes meanwhile either was counted in, or makes it begin again, or is taken up again itself.
func (l *Loader) rebuild(ctx context.Context, id assess.SourceID, coming ...control.Load) (seq uint64, err error) {
	for range 3 {
		if seq, err = l.rebuildOnce(ctx, id, coming...); !errors.Is(err, errAgain) {
			break
		}
	}
	return seq, err
}

func (l *Loader) rebuildOnce(ctx context.Context, id assess.SourceID, coming ...control.Load) (seq uint64, err error) {
	standing, err := l.Control.Standing(ctx, id)
	if err != nil {
		return 0, err
	}
	counted := numbers(standing)
	for _, c := range coming {
		if slices.ContainsFunc(standing, func(s control.Load) bool { return !s.Increment && s.Scope == c.Scope && newer(s, c) > 0 }) {
			return 0, errAgain // it has become late
		}
		standing = slices.DeleteFunc(standing, func(s control.Load) bool { return s.ID == c.ID || !s.Increment && s.Scope == c.Scope }) // it takes their place
		standing = append(standing, c)
	}
	all, err := l.Control.Loads(ctx, id, math.MaxInt32)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	last := all[0]
	if len(standing) > 0 {
		last = slices.MaxFunc(standing, newer)
	}
	fold, _, err := l.job(last)
	if err != nil {
		return 0, err
	}
	if fold.Attempt, err = l.fold(ctx); err != nil {
		return 0, err
	}
	fold.Scope, fold.Month, fold.Region, fold.Increment, fold.Repair = "all", time.Time{}, "", false, true
	defer func() { _ = l.Store.DropStage(context.WithoutCancel(ctx), fold) }()
	if err := l.Store.MakeStage(ctx, fold); err != nil {
		return 0, err
	}
	for _, row := range standing {
		if err := l.foldIn(ctx, fold, row, all); err != nil {
			return 0, fmt.Errorf("load %d: %w", row.ID, err)
		}
	}
	if err := l.Store.KeepNewest(ctx, fold); err != nil {
		return 0, err
	}
	if err := l.write(ctx, fold); err != nil {
		return 0, err
	}
	if seq, err = l.Control.NextRepair(ctx, id); err != nil { // see apply
		return 0, err
	}
	if standing, err = l.Control.Standing(ctx, id); err != nil {
		return 0, err
	}
	if !slices.Equal(counted, numbers(standing)) {
		return 0, errAgain
	}
	months, err := l.Store.Reconcile(ctx, fold)
	if err != nil {
		return 0, err
	}
	if len(months) > 0 {
		return 0, fmt.Errorf("what is live differs from all standing loads of %s together in %v", id, names(months))
	}
	l.at("reconcile.compared")
	if err := l.Store.NoteReconciled(ctx, fold, seq, l.Now()); err != nil {
		return 0, err
	}
	for _, row := range coming { // its own scope is fenced from now on
		job, _, err := l.job(row)
		if err != nil {
			return 0, err
		}
		if err := l.Store.MarkReconciled(ctx, job, seq, l.Now()); err != nil {
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

// fold numbers a stage that belongs to no attempt. It is far above the numbers of attempts, by which the ledger finds
// the rejects of a load.
func (l *Loader) fold(ctx context.Context) (int, error) {
	n, err := l.Control.Next(ctx, "fold")
	return 1<<24 + int(n), err
}

// foldIn stages one standing load as it was staged when it was applied, with the rows that it kept, and pours it into
// the fold. all are the loads of the source.
func (l *Loader) foldIn(ctx context.Context, fold store.Load, row control.Load, all []control.Load) error {
	job, err := l.stageAgain(ctx, row)
	defer func() { _ = l.Store.DropStage(context.WithoutCancel(ctx), job) }()
	if err != nil {
		return err
	}
	if !row.Increment && row.Rejected > 0 {
		if err := l.takeKept(ctx, job, row, all); err != nil {
			return err
		}
	}
	return l.Store.Pour(ctx, job, fold)
}

// stageAgain stages a load's landed bytes.
func (l *Loader) stageAgain(ctx context.Context, row control.Load) (store.Load, error) {
	job, src, err := l.job(row)
	if err != nil {
		return job, err
	}
	if job.Attempt, err = l.fold(ctx); err != nil {
		return job, err
	}
	m, err := l.manifest(ctx, src, row)
	if err != nil {
		return job, err
	}
	_, st, err := l.send(ctx, job, src, m)
	if err != nil {
		return job, err
	}
	_, _, err = l.settle(ctx, job, m, st)
	return job, err
}

// takeKept puts the last good rows of keys that a snapshot has as rejected rows alone into its stage: they stand in the
// snapshots of the scope that were applied before it.
func (l *Loader) takeKept(ctx context.Context, job store.Load, row control.Load, all []control.Load) error {
	open, err := l.Store.TakeKept(ctx, job, nil)
	if err != nil {
		return err
	}
	earlier := slices.DeleteFunc(slices.Clone(all), func(a control.Load) bool {
		return a.State != assess.LoadApplied || a.Scope != row.Scope || newer(a, row) >= 0
	})
	slices.SortFunc(earlier, func(a, b control.Load) int { return newer(b, a) })
	for _, e := range earlier {
		if open == 0 {
			return nil
		}
		before, err := l.stageAgain(ctx, e)
		if err == nil {
			open, err = l.Store.TakeKept(ctx, job, &before)
		}
		if drop := l.Store.DropStage(context.WithoutCancel(ctx), before); err == nil {
			err = drop
		}
		if err != nil {
			return fmt.Errorf("load %d: %w", e.ID, err)
		}
	}
	return nil
}

func sortedLines(verdicts map[uint32]uint8) []uint32 {
	lines := make([]uint32, 0, len(verdicts))
	for line := range verdicts {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}
