package control

import (
	"context"
	"database/sql"
	"time"

	"yingshang/dashboards/assess"
)

// RequestSourceRun asks for a run of a source by hand; the planner takes it up. Asking twice in a second asks once.
func (d *DB) RequestSourceRun(ctx context.Context, source assess.SourceID, now time.Time) error {
	_, err := d.exec(ctx, "source_run_request", string(source), unix(now), unix(now))
	return err
}

// InterruptSourceRun says that a run was broken off by a stop: its interval is due again.
func (d *DB) InterruptSourceRun(ctx context.Context, source assess.SourceID, due, now time.Time) error {
	_, err := d.exec(ctx, "source_run_interrupt", unix(now), string(source), unix(due))
	return err
}

// StandingSourceRuns returns of every source the newest interval that counts: a run by hand counts when it was done.
func (d *DB) StandingSourceRuns(ctx context.Context) (map[assess.SourceID]SourceRun, error) {
	list, err := d.sourceRuns(ctx, "source_run_standing")
	found := map[assess.SourceID]SourceRun{}
	for _, r := range list {
		found[r.Source] = r
	}
	return found, err
}

// RequestedSourceRuns returns the runs that were asked for and have not begun, or were broken off, oldest first.
func (d *DB) RequestedSourceRuns(ctx context.Context) ([]SourceRun, error) {
	return d.sourceRuns(ctx, "source_run_requested")
}

// SourceRuns returns every interval of a source, oldest first.
func (d *DB) SourceRuns(ctx context.Context, source assess.SourceID) ([]SourceRun, error) {
	return d.sourceRuns(ctx, "source_run_all", string(source))
}

func (d *DB) sourceRuns(ctx context.Context, name string, args ...any) ([]SourceRun, error) {
	var found []SourceRun
	err := d.each(ctx, name, args, func(r *sql.Rows) error {
		var s SourceRun
		var due, started, finished int64
		err := r.Scan(&s.Source, &due, &s.State, &s.Cause, &s.Attempt, &started, &finished, &s.Note)
		s.Due, s.Started, s.Finished = moment(due), moment(started), moment(finished)
		found = append(found, s)
		return err
	})
	return found, err
}
