package load

import (
	"context"
	"errors"
	"fmt"
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
		// Something else has changed these months meanwhile: all applied loads together decide.
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

func sortedLines(verdicts map[uint32]uint8) []uint32 {
	lines := make([]uint32, 0, len(verdicts))
	for line := range verdicts {
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}
