package load

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/etl/source/file"
	"yingshang/sql/control"
)

// Verdict is what would come of a file if it were handed in.
type Verdict struct {
	Problem  assess.Text // why the file as a whole is refused; then nothing else is known
	Unasked  bool        // its name is none of the source's: nobody would take it in
	Encoding string
	Sheet    string // of a workbook
	Scope    string
	AsOf     time.Time
	Header   []string
	Read     int64 // = Accepted + Rejected
	Accepted int64
	Rejected int64
	Stale    int64            // accepted rows older than what is in or than another row of the file
	State    assess.LoadState // applied, held, superseded or unchanged
	Note     assess.Text      // why it would be held, or changes nothing
	Rejects  []assess.Reject  // by line
	Reasons  []assess.ReasonCount
}

// Check judges a file by a source's rules and by what is in, and loads nothing: neither the ledger nor the facts know of
// it afterwards. At most limit of the rejected rows are listed, all when it is 0.
func (l *Loader) Check(ctx context.Context, src *source.Source, f Received, limit int) (v Verdict, err error) {
	set, err := l.dataset(src.Dataset)
	if err != nil {
		return v, err
	}
	dir, err := os.MkdirTemp("", "yingshang-check-")
	if err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	c := *l
	c.Landing = dir // personal fields are changed on the way there, as they always are
	// A number that no load has, and that makes it the newest of its day, as the next load would be. A stage that stays
	// behind because this process dies is swept like any other.
	row := control.Load{Increment: src.Mode == source.Increment}
	row.ID, row.Source, row.Dataset, row.File = 1<<31|uint64(rand.Uint32()>>1), src.ID, src.Dataset, f.Name
	m, problem, err := c.take(ctx, src, f, &row)
	v = Verdict{Problem: problem, Unasked: !src.Match(f.Name), Encoding: m.Encoding, Sheet: m.Sheet, Scope: row.Scope, AsOf: row.AsOf, Header: m.Header, State: assess.LoadFailed}
	if err != nil || problem != (assess.Text{}) {
		return v, err
	}
	if row.Fingerprint, err = c.fingerprint(ctx, src, set, m); err != nil {
		return v, err
	}
	err = c.judge(ctx, &v, src, row, m, limit)
	return v, err
}

// judge stages a file that was landed aside and says what is wrong with its rows and what would become of it.
func (l *Loader) judge(ctx context.Context, v *Verdict, src *source.Source, row control.Load, m file.Manifest, limit int) (err error) {
	job, _, err := l.job(row)
	if err != nil {
		return err
	}
	if job.Whole() {
		has, err := l.Store.HasRows(ctx, job)
		if err != nil {
			return err
		}
		job.First = !has
	}
	defer func() { err = errors.Join(err, l.Store.DropStage(context.WithoutCancel(ctx), job)) }()
	stats, st, err := l.send(ctx, job, src, m)
	if err != nil {
		return err
	}
	st, stale, err := l.settle(ctx, job, m, st)
	if err != nil {
		return err
	}
	row.Read, row.Accepted = stats.Records, int64(st.Accepted)+stale
	row.Rejected = row.Read - row.Accepted
	old, err := l.Store.StaleCount(ctx, job)
	if err != nil {
		return err
	}
	v.Read, v.Accepted, v.Rejected, v.Stale = row.Read, row.Accepted, row.Rejected, stale+int64(old)
	if v.Rejects, v.Reasons, err = l.Store.StagedRejects(ctx, job, limit); err != nil {
		return err
	}
	held, err := l.held(ctx, job, src, &row)
	if err != nil {
		return err
	}
	late, err := l.late(ctx, job)
	if err != nil {
		return err
	}
	latest, err := l.Control.LatestApplied(ctx, src.ID, row.Scope)
	if err != nil && !errors.Is(err, assess.ErrNotFound) {
		return err
	}
	switch v.State = assess.LoadApplied; {
	case err == nil && latest.Fingerprint == row.Fingerprint:
		v.State = assess.LoadUnchanged
	case late:
		v.State = assess.LoadSuperseded
	case held:
		v.State, v.Note = assess.LoadHeld, row.Note
	}
	return nil
}
