package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"yingshang/dashboards/assess"
)

// change is a transaction of people's work: what they do and its line in the audit stand or fall together.
type change struct {
	ctx context.Context
	tx  *sql.Tx
	now time.Time
	who string
}

// change runs do in one transaction.
func (d *DB) change(ctx context.Context, who string, now time.Time, do func(*change) error) (err error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("control store: %w", err)
	}
	if err := do(&change{ctx, tx, now, who}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (c *change) exec(name string, args ...any) (sql.Result, error) {
	res, err := c.tx.ExecContext(c.ctx, text(name), args...)
	if err != nil {
		return nil, fmt.Errorf("control store, %s: %w", name, err)
	}
	return res, nil
}

// did writes a line of the audit.
func (c *change) did(what, thing, before, after string) error {
	_, err := c.exec("audit_add", unix(c.now), c.who, what, thing, before, after)
	return err
}

// account reads who does it, as the store knows the person now.
func (c *change) account() (assess.Account, error) {
	a, _, err := scanAccount(c.tx.QueryRowContext(c.ctx, text("account_by_name"), c.who))
	if errors.Is(err, assess.ErrNotFound) {
		return a, fmt.Errorf("account %q: %w", c.who, assess.ErrForbidden)
	}
	return a, err
}

// Note writes a line of the audit about something that was done elsewhere, as a log-in.
func (d *DB) Note(ctx context.Context, who, what, thing, after string, now time.Time) error {
	return d.change(ctx, who, now, func(c *change) error { return c.did(what, thing, "", after) })
}

// Deeds returns the newest lines of the audit, of one thing or of all (""), newest first.
func (d *DB) Deeds(ctx context.Context, thing string, limit int) ([]assess.Deed, error) {
	var found []assess.Deed
	err := d.each(ctx, "audit_of", []any{thing, thing, limit}, func(r *sql.Rows) error {
		var a assess.Deed
		var at int64
		err := r.Scan(&a.ID, &at, &a.Who, &a.What, &a.Thing, &a.Before, &a.After)
		a.At = moment(at)
		found = append(found, a)
		return err
	})
	return found, err
}
