package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/etl/source/file"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

// Process takes a landed load to its end: applied, superseded or held. It may be repeated from any point of dying. An
// error leaves the load where it can be taken up again.
func (l *Loader) Process(ctx context.Context, id uint64) (control.Load, error) {
	row, err := l.Control.LoadByID(ctx, id)
	if err != nil {
		return row, err
	}
	switch row.State {
	case assess.LoadLanded, assess.LoadStaged, assess.LoadApplying:
	default:
		return row, nil
	}
	began := time.Now()
	row, err = l.process(ctx, row)
	for range 2 {
		if !errors.Is(err, errAgain) {
			break
		}
		if row, err = l.Control.LoadByID(ctx, id); err == nil && row.State == assess.LoadApplying {
			row, err = l.process(ctx, row)
		}
	}
	if err != nil {
		return row, fmt.Errorf("load %d (%s, %s): %w", id, row.Source, row.File, err)
	}
	l.Log.Info("load "+string(row.State), "source", row.Source, "file", row.File, "load", row.ID, "read", row.Read, "accepted", row.Accepted,
		"rejected", row.Rejected, "upserts", row.Upserts, "tombstones", row.Tombstones, "stale", row.Stale, "kept", row.Kept, "took", time.Since(began).Round(time.Millisecond))
	return row, nil
}

func (l *Loader) process(ctx context.Context, row control.Load) (control.Load, error) {
	job, src, err := l.job(row)
	if err != nil {
		return row, err
	}
	wasApplying := row.State == assess.LoadApplying
	if job.Attempt, err = l.Control.BeginAttempt(ctx, row.ID); err != nil {
		return row, err
	}
	row.Attempt = job.Attempt
	late, err := l.late(ctx, job)
	if err != nil {
		return row, err
	}
	if late {
		return l.supersede(ctx, row, wasApplying)
	}
	defer func() { _ = l.Store.DropStage(context.WithoutCancel(ctx), job) }() // a stage that stays is swept at the next start
	err = l.stage(ctx, &job, src, &row)
	if p := (*file.Problem)(nil); errors.As(err, &p) { // the source is described in another way since; trying again helps nothing
		row.State, row.Note, row.Finished = assess.LoadFailed, p.Text(), l.Now()
		return row, l.Control.SaveLoad(ctx, row)
	}
	if err != nil {
		return row, err
	}
	if !row.Approved && !wasApplying {
		held, err := l.held(ctx, job, src, &row)
		if err != nil {
			return row, err
		}
		if held {
			row.State = assess.LoadHeld
			if err := l.keepRejects(ctx, job, row); err != nil {
				return row, err
			}
			return row, l.Control.SaveLoad(ctx, row)
		}
	}
	if err := l.keepRejects(ctx, job, row); err != nil {
		return row, err
	}
	l.at("rejects.kept")
	return l.apply(ctx, job, row, wasApplying)
}

func (l *Loader) keepRejects(ctx context.Context, job store.Load, row control.Load) error {
	if row.Rejected == 0 {
		return nil
	}
	return l.Store.KeepRejects(ctx, job, l.Now())
}

// late says that a newer load of the scope has been reconciled.
func (l *Loader) late(ctx context.Context, job store.Load) (bool, error) {
	if job.Increment {
		return false, nil // its rows carry their own time
	}
	newest, err := l.Store.Newest(ctx, job)
	return newest > job.Version(), err
}

func (l *Loader) supersede(ctx context.Context, row control.Load, wasApplying bool) (control.Load, error) {
	row.State, row.Finished = assess.LoadSuperseded, l.Now()
	row.Note = assess.Text{ZH: "同一范围已有更新的数据生效,本批不再应用", EN: "Newer data of the same scope is in: this load is not applied"}
	if wasApplying { // it may have written before the newer one came
		if err := l.Repair(ctx, row.Dataset); err != nil {
			return row, err
		}
	}
	return row, l.Control.SaveLoad(ctx, row)
}

// stage types and judges the records and settles keys that stand more than once.
func (l *Loader) stage(ctx context.Context, job *store.Load, src *source.Source, row *control.Load) error {
	if job.Whole() {
		has, err := l.Store.HasRows(ctx, *job)
		if err != nil {
			return err
		}
		job.First = !has
	}
	m, err := l.manifest(ctx, src, *row)
	if err != nil {
		return err
	}
	stats, st, err := l.send(ctx, *job, src, m)
	if err != nil {
		return err
	}
	l.at("stage.made")
	st, staleInFile, err := l.settle(ctx, *job, m, st)
	if err != nil {
		return err
	}
	if int64(st.Rows)+staleInFile != stats.Records {
		return fmt.Errorf("stage holds %d rows of %d records", int64(st.Rows)+staleInFile, stats.Records)
	}
	row.Read, row.Accepted = stats.Records, int64(st.Accepted)+staleInFile
	row.Rejected, row.Stale = row.Read-row.Accepted, staleInFile
	l.at("stage.checked")
	return nil
}

// send streams the landed records into a fresh stage and counts what came of them.
func (l *Loader) send(ctx context.Context, job store.Load, src *source.Source, m file.Manifest) (file.Stats, store.Stage, error) {
	records, err := file.Open(m)
	if err != nil {
		return file.Stats{}, store.Stage{}, err
	}
	defer func() { _ = records.Close() }() // it was only read
	if err := l.Store.StageRecords(ctx, job, m.Columns, src.Constants, ',', records); err != nil {
		return file.Stats{}, store.Stage{}, err
	}
	stats := records.Stats()
	st, err := l.Store.VerifyStage(ctx, job)
	if err != nil {
		return stats, st, err
	}
	if int64(st.Rows) != stats.Records || st.Lines != st.Rows {
		return stats, st, fmt.Errorf("stage holds %d rows on %d lines, %d records were sent", st.Rows, st.Lines, stats.Records)
	}
	return stats, st, nil
}

// settle decides about keys that stand more than once and rows outside the scope.
func (l *Loader) settle(ctx context.Context, job store.Load, m file.Manifest, st store.Stage) (store.Stage, int64, error) {
	verdicts := map[uint32]uint8{}
	stale := int64(0)
	if st.Keys != st.Accepted {
		doubles, err := l.Store.Doubles(ctx, job)
		if err != nil {
			return st, 0, err
		}
		for _, d := range doubles {
			switch d.Verdict {
			case "stale":
				verdicts[d.Line] = store.Stale
				stale++
			case "duplicate":
				verdicts[d.Line] = catalog.ReasonDuplicate
			default:
				verdicts[d.Line] = catalog.ReasonConflict
			}
		}
	}
	if job.Scope != "all" {
		outside, err := l.Store.Outside(ctx, job)
		if err != nil {
			return st, 0, err
		}
		for _, line := range outside {
			if verdicts[line] == store.Stale {
				stale--
			}
			verdicts[line] = catalog.ReasonOutside
		}
	}
	if len(verdicts) == 0 {
		return st, 0, nil
	}
	refusals, err := contents(m, verdicts)
	if err != nil {
		return st, 0, err
	}
	if err := l.Store.Refuse(ctx, job, refusals); err != nil {
		return st, 0, err
	}
	st, err = l.Store.VerifyStage(ctx, job)
	if err == nil && st.Keys != st.Accepted {
		err = fmt.Errorf("%d accepted rows have %d keys", st.Accepted, st.Keys)
	}
	return st, stale, err
}

// contents reads the raw records of refused lines from the landed file.
func contents(m file.Manifest, verdicts map[uint32]uint8) ([]store.Refusal, error) {
	lines := sortedLines(verdicts)
	raw, err := file.Lines(m, lines)
	if err != nil {
		return nil, err
	}
	refusals := make([]store.Refusal, len(lines))
	for i, line := range lines {
		refusals[i] = store.Refusal{Line: line, Bit: verdicts[line], Content: raw[line]}
	}
	return refusals, nil
}

// held says that a limit was passed: nothing is applied until a person has looked.
func (l *Loader) held(ctx context.Context, job store.Load, src *source.Source, row *control.Load) (bool, error) {
	if row.Rejected > 0 && float64(row.Rejected)*100 > src.Limits.RejectedPct*float64(row.Read) {
		pct := float64(row.Rejected) / float64(row.Read) * 100
		row.Note = assess.Text{
			ZH: fmt.Sprintf("退回 %d 行,占读入 %d 行的 %.1f%%,超过上限 %g%%;整批挂起,一行都没有生效,请核对后批准或退回", row.Rejected, row.Read, pct, src.Limits.RejectedPct),
			EN: fmt.Sprintf("%d of %d rows were rejected, %.1f%%, above the limit of %g%%: the whole load is held and nothing of it applied; look at it, then approve or reject it", row.Rejected, row.Read, pct, src.Limits.RejectedPct),
		}
		return true, nil
	}
	if job.Increment || job.First {
		return false, nil
	}
	live, vanished, err := l.Store.Vanishing(ctx, job)
	if err != nil {
		return false, err
	}
	if vanished > 0 && float64(vanished)*100 > src.Limits.VanishedPct*float64(live) {
		pct := float64(vanished) / float64(live) * 100
		row.Note = assess.Text{
			ZH: fmt.Sprintf("与现有数据相比少了 %d 行,占 %d 行的 %.1f%%,超过上限 %g%%;整批挂起,一行都没有生效,请核对后批准或退回", vanished, live, pct, src.Limits.VanishedPct),
			EN: fmt.Sprintf("%d of %d rows that are in would vanish, %.1f%%, above the limit of %g%%: the whole load is held and nothing of it applied; look at it, then approve or reject it", vanished, live, pct, src.Limits.VanishedPct),
		}
		return true, nil
	}
	return false, nil
}
