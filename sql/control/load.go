package control

import (
	"context"
	"database/sql"
	"time"

	"yingshang/dashboards/assess"
)

// Load is a row of the ledger.
type Load struct {
	assess.Load
	FileID      int64
	Increment   bool
	Approved    bool
	Fingerprint string
}

// AddLoad numbers a load and writes it into the ledger in the state it has.
func (d *DB) AddLoad(ctx context.Context, l Load, now time.Time) (uint64, error) {
	res, err := d.exec(ctx, "load_add", l.args(now)...)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	return uint64(id), err
}

func (l Load) args(now time.Time) []any {
	finished := int64(0)
	if l.State == assess.LoadUnchanged {
		finished = unix(now)
	}
	return []any{string(l.Source), string(l.Dataset), l.Scope, l.FileID, unix(l.AsOf), l.Increment, string(l.State), l.Fingerprint, l.Note.ZH, l.Note.EN, unix(now), finished}
}

// BeginAttempt counts one more attempt of a load and returns its number: no two attempts share a stage.
func (d *DB) BeginAttempt(ctx context.Context, id uint64) (int, error) {
	var n int
	err := d.one(ctx, "load_attempt", []any{id}, &n)
	return n, err
}

// SaveLoad writes a load's state, counts and note.
func (d *DB) SaveLoad(ctx context.Context, l Load) error {
	_, err := d.exec(ctx, "load_save", string(l.State), l.Read, l.Accepted, l.Rejected, l.Upserts, l.Tombstones, l.Stale, l.Kept,
		l.Note.ZH, l.Note.EN, unix(l.Finished), l.Attempt, l.ID)
	return err
}

// Approve lets a held load pass its limits; Reject refuses it. Both return ErrConflict when it is not held.
func (d *DB) Approve(ctx context.Context, id uint64) error { return d.decide(ctx, "load_approve", id) }

// Reject refuses a held load for good.
func (d *DB) Reject(ctx context.Context, id uint64, now time.Time) error {
	return d.decide(ctx, "load_reject", unix(now), id)
}

// Hold stops a landed load until a person approves it.
func (d *DB) Hold(ctx context.Context, id uint64) error { return d.decide(ctx, "load_hold", id) }

func (d *DB) decide(ctx context.Context, name string, args ...any) error {
	res, err := d.exec(ctx, name, args...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return assess.ErrConflict
	}
	return nil
}

// LoadByID returns a load.
func (d *DB) LoadByID(ctx context.Context, id uint64) (Load, error) {
	l, err := d.loads(ctx, "load_by_id", id)
	if err == nil && len(l) == 0 {
		err = assess.ErrNotFound
	}
	if err != nil {
		return Load{}, err
	}
	return l[0], nil
}

// Loads returns the newest loads, of one source or of all ("").
func (d *DB) Loads(ctx context.Context, source assess.SourceID, limit int) ([]Load, error) {
	return d.loads(ctx, "load_list", string(source), string(source), limit)
}

// Unfinished returns the loads that wait for work: landed, staged or applying, oldest first. An applying one stands first.
func (d *DB) Unfinished(ctx context.Context) ([]Load, error) { return d.loads(ctx, "load_unfinished") }

// LatestApplied returns the newest applied load of a source and scope; ErrNotFound when there is none.
func (d *DB) LatestApplied(ctx context.Context, source assess.SourceID, scope string) (Load, error) {
	l, err := d.loads(ctx, "load_latest", string(source), scope)
	if err == nil && len(l) == 0 {
		err = assess.ErrNotFound
	}
	if err != nil {
		return Load{}, err
	}
	return l[0], nil
}

// Standing returns the loads that a source's rows come from: of a snapshot the newest applied of every scope, of
// increments all that were applied; in the order in which they were made.
func (d *DB) Standing(ctx context.Context, source assess.SourceID) ([]Load, error) {
	return d.loads(ctx, "load_standing", string(source), string(source))
}

// Applied returns all applied loads of a source, the one of the newest data first.
func (d *DB) Applied(ctx context.Context, source assess.SourceID) ([]Load, error) {
	return d.loads(ctx, "load_applied", string(source))
}

func (d *DB) loads(ctx context.Context, name string, args ...any) ([]Load, error) {
	var found []Load
	err := d.each(ctx, name, args, func(r *sql.Rows) error {
		var l Load
		var asOf, created, finished int64
		err := r.Scan(&l.ID, &l.Source, &l.Dataset, &l.Scope, &l.FileID, &l.File, &l.SHA256, &l.Bytes, &l.Encoding, &asOf, &l.Increment, &l.State, &l.Attempt,
			&l.Approved, &l.Fingerprint, &l.Read, &l.Accepted, &l.Rejected, &l.Upserts, &l.Tombstones, &l.Stale, &l.Kept, &l.Note.ZH, &l.Note.EN, &created, &finished)
		l.AsOf, l.Received, l.Finished = moment(asOf), moment(created), moment(finished)
		found = append(found, l)
		return err
	})
	return found, err
}

// Counting returns the loads whose rows or rejects count today: of a snapshot the newest applied of every scope, of
// increments the newest of every file, and those that are held.
func (d *DB) Counting(ctx context.Context) ([]Load, error) { return d.loads(ctx, "load_counting") }

// Received returns the applied loads of a dataset whose records count as received: those that no newer delivery replaces.
func (d *DB) Received(ctx context.Context, dataset assess.DatasetID) ([]Load, error) {
	return d.loads(ctx, "load_received", string(dataset))
}
