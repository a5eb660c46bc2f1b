package control

import (
	"context"
	"database/sql"
	"time"

	"yingshang/dashboards/assess"
)

// BeginRun numbers a computation.
func (d *DB) BeginRun(ctx context.Context, now time.Time) (uint64, error) {
	res, err := d.exec(ctx, "run_begin", unix(now))
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	return uint64(id), err
}

// EndRun writes down how a computation ended.
func (d *DB) EndRun(ctx context.Context, r assess.RunInfo) error {
	_, err := d.exec(ctx, "run_end", r.Rev, r.Took.Milliseconds(), r.Months, r.Rows, r.State, r.Note, r.ID)
	return err
}

// Runs returns the newest computations.
func (d *DB) Runs(ctx context.Context, limit int) ([]assess.RunInfo, error) {
	var found []assess.RunInfo
	err := d.each(ctx, "run_list", []any{limit}, func(r *sql.Rows) error {
		var i assess.RunInfo
		var started, took int64
		err := r.Scan(&i.ID, &i.Rev, &started, &took, &i.Months, &i.Rows, &i.State, &i.Note)
		i.Started, i.Took, i.Published = moment(started), time.Duration(took)*time.Millisecond, i.State == "published"
		found = append(found, i)
		return err
	})
	return found, err
}

// SourceRun is one time that a source was due.
type SourceRun struct {
	Source   assess.SourceID
	Due      time.Time
	State    string // requested, running, done, failed, interrupted
	Cause    string // schedule, catch_up, hand
	Attempt  int
	Started  time.Time
	Finished time.Time
	Note     string
}

// BeginSourceRun claims an interval of a source. False says that it was claimed before: it has run, or runs elsewhere.
// An interval whose run was interrupted (still running after patience) or failed can be claimed again.
func (d *DB) BeginSourceRun(ctx context.Context, source assess.SourceID, due time.Time, cause string, now time.Time, patience time.Duration) (bool, error) {
	res, err := d.exec(ctx, "source_run_begin", string(source), unix(due), cause, unix(now), unix(now.Add(-patience)))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// EndSourceRun closes an interval.
func (d *DB) EndSourceRun(ctx context.Context, source assess.SourceID, due time.Time, failure string, now time.Time) error {
	state := "done"
	if failure != "" {
		state = "failed"
	}
	_, err := d.exec(ctx, "source_run_end", state, unix(now), failure, string(source), unix(due))
	return err
}

// LastSourceRuns returns the newest interval of every source.
func (d *DB) LastSourceRuns(ctx context.Context) (map[assess.SourceID]SourceRun, error) {
	found := map[assess.SourceID]SourceRun{}
	err := d.each(ctx, "source_run_last", nil, func(r *sql.Rows) error {
		var s SourceRun
		var due, started, finished int64
		err := r.Scan(&s.Source, &due, &s.State, &s.Cause, &s.Attempt, &started, &finished, &s.Note)
		s.Due, s.Started, s.Finished = moment(due), moment(started), moment(finished)
		found[s.Source] = s
		return err
	})
	return found, err
}
