// Package control keeps what needs compare-and-swap, which ClickHouse lacks: the ledger of files, loads and runs,
// leases, numbers that only rise, settings, and people: accounts, sessions, sheets that they fill in and review, and the audit
// of what they did. It is one SQLite file and the only importer of its driver. Begin at Open.
package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"time"

	"modernc.org/sqlite"

	"yingshang/dashboards/assess"
	"yingshang/sql/control/schema"
	"yingshang/sql/control/statements"
)

// DB is the control store.
type DB struct{ db *sql.DB }

// driverName is how database/sql knows the driver, which registers itself.
const driverName = "sqlite"

var _ = sqlite.Driver{}

// Open opens or creates the file and brings its tables up to date.
func Open(ctx context.Context, file string) (*DB, error) {
	q := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(15000)", "foreign_keys(1)"}, "_txlock": {"immediate"}}
	db, err := sql.Open(driverName, "file:"+file+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open control store: %w", err)
	}
	db.SetMaxOpenConns(4)
	names, err := fs.Glob(schema.FS, "*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(schema.FS, name)
		if err == nil {
			_, err = db.ExecContext(ctx, string(text))
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("control store, %s: %w", name, err), db.Close())
		}
	}
	return &DB{db}, nil
}

// Close ends the connections.
func (d *DB) Close() error { return d.db.Close() }

// text returns a statement's file. A missing one is a mistake of ours that the first test meets.
func text(name string) string {
	b, err := fs.ReadFile(statements.FS, name+".sql")
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (d *DB) exec(ctx context.Context, name string, args ...any) (sql.Result, error) {
	res, err := d.db.ExecContext(ctx, text(name), args...)
	if err != nil {
		return nil, fmt.Errorf("control store, %s: %w", name, err)
	}
	return res, nil
}

func (d *DB) one(ctx context.Context, name string, args []any, into ...any) error {
	err := d.db.QueryRowContext(ctx, text(name), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("control store, %s: %w", name, assess.ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("control store, %s: %w", name, err)
	}
	return nil
}

func (d *DB) each(ctx context.Context, name string, args []any, scan func(*sql.Rows) error) error {
	rows, err := d.db.QueryContext(ctx, text(name), args...)
	if err != nil {
		return fmt.Errorf("control store, %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("control store, %s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("control store, %s: %w", name, err)
	}
	return nil
}

// Next returns the next number of a sequence: 1, 2, 3 …, never one twice.
func (d *DB) Next(ctx context.Context, sequence string) (uint64, error) {
	var n uint64
	err := d.one(ctx, "sequence_next", []any{sequence}, &n)
	return n, err
}

// Setting returns a setting of the data folder, "" when there is none.
func (d *DB) Setting(ctx context.Context, name string) (string, error) {
	var v string
	err := d.one(ctx, "setting_get", []any{name}, &v)
	if errors.Is(err, assess.ErrNotFound) {
		return "", nil
	}
	return v, err
}

// SetSetting keeps a setting.
func (d *DB) SetSetting(ctx context.Context, name, value string) error {
	_, err := d.exec(ctx, "setting_set", name, value)
	return err
}

// Lease takes or renews a lease for a while; false says that someone else holds it.
func (d *DB) Lease(ctx context.Context, name, owner string, now time.Time, hold time.Duration) (bool, error) {
	res, err := d.exec(ctx, "lease_take", name, owner, now.Add(hold).UnixMilli(), now.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Release gives a lease back.
func (d *DB) Release(ctx context.Context, name, owner string) error {
	_, err := d.exec(ctx, "lease_release", name, owner)
	return err
}

func moment(unix int64) time.Time {
	if unix == 0 {
		return time.Time{}
	}
	return time.Unix(unix, 0).In(assess.Zone)
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
