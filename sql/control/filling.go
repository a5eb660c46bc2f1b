package control

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// Sheet names a department's sheet of a period, and the version that somebody has seen.
type Sheet struct {
	Department assess.DepartmentCode
	Period     string
	Region     assess.RegionCode // of a sheet that nobody has begun
	Version    int64
}

func (s Sheet) thing() string { return string(s.Department) + "/" + s.Period }

// ErrNoRight says that an account's role or departments do not hold what was wanted. It is ErrForbidden.
var ErrNoRight = fmt.Errorf("the account has no right to it: %w", assess.ErrForbidden)

// ErrOwnWork says that somebody wanted to approve what they had a hand in. It is ErrForbidden.
var ErrOwnWork = fmt.Errorf("whoever had a hand in a sheet does not review it: %w", assess.ErrForbidden)

// ErrNotNow says that the state of a sheet does not allow what was wanted. It is ErrConflict.
var ErrNotNow = fmt.Errorf("the sheet is in another state: %w", assess.ErrConflict)

// Filling returns a sheet; one that nobody has begun is open and of version 0.
func (d *DB) Filling(ctx context.Context, department assess.DepartmentCode, period string) (assess.Filling, error) {
	return scanFilling(d.db.QueryRowContext(ctx, text("filling_by_key"), string(department), period), department, period)
}

// Fillings returns every sheet that was begun, the newest period first.
func (d *DB) Fillings(ctx context.Context) ([]assess.Filling, error) {
	var found []assess.Filling
	err := d.each(ctx, "filling_list", nil, func(r *sql.Rows) error {
		f, err := scanFilling(r, "", "")
		found = append(found, f)
		return err
	})
	return found, err
}

// SaveFilling keeps the rows of a sheet as a draft. ErrConflict when somebody has saved since the version that was seen,
// ErrNotNow while others have the sheet in hand, ErrForbidden when it is not who's to fill in.
func (d *DB) SaveFilling(ctx context.Context, who string, s Sheet, rows []assess.FillRow, now time.Time) (assess.Filling, error) {
	return d.step(ctx, who, s, now, "filling.save", func(c *change, a assess.Account, f *assess.Filling) error {
		if !a.MayFill(s.Department) {
			return fmt.Errorf("%s fills in nothing for %s: %w", a.Name, s.Department, ErrNoRight)
		}
		if !f.State.Editable() {
			return ErrNotNow
		}
		touch(f, a.Name, now)
		f.Rows = rows
		return nil
	})
}

// touch makes a sheet a draft that a person has changed. After a round was handed in, others may review the next one.
func touch(f *assess.Filling, name string, now time.Time) {
	switch f.State {
	case assess.FillLoaded, assess.FillOpen:
		f.Editors = nil
	}
	if !slices.Contains(f.Editors, name) {
		f.Editors = append(f.Editors, name)
	}
	f.State, f.SavedBy, f.SavedAt = assess.FillDraft, name, now
	f.SubmittedBy, f.SubmittedAt, f.Late = "", time.Time{}, false
}

// SubmitFilling hands a draft to a second person. late says that the deadline has passed.
func (d *DB) SubmitFilling(ctx context.Context, who string, s Sheet, late bool, now time.Time) (assess.Filling, error) {
	return d.step(ctx, who, s, now, "filling.submit", func(c *change, a assess.Account, f *assess.Filling) error {
		if !a.MayFill(s.Department) {
			return fmt.Errorf("%s fills in nothing for %s: %w", a.Name, s.Department, ErrNoRight)
		}
		if f.State != assess.FillDraft || len(f.Rows) == 0 {
			return ErrNotNow
		}
		f.State, f.SubmittedBy, f.SubmittedAt, f.Late = assess.FillSubmitted, a.Name, now, late
		if !slices.Contains(f.Editors, a.Name) {
			f.Editors = append(f.Editors, a.Name)
		}
		return nil
	})
}

// ReturnFilling gives a submitted sheet back with a reason, which must be given.
func (d *DB) ReturnFilling(ctx context.Context, who string, s Sheet, reason string, now time.Time) (assess.Filling, error) {
	reason = strings.TrimSpace(reason)
	return d.step(ctx, who, s, now, "filling.return", func(c *change, a assess.Account, f *assess.Filling) error {
		if err := mayReview(a, f); err != nil {
			return err
		}
		if reason == "" {
			return fmt.Errorf("a sheet is returned with a reason: %w", assess.ErrInvalid)
		}
		f.State, f.ReviewedBy, f.ReviewedAt, f.Reason = assess.FillReturned, a.Name, now, reason
		return nil
	})
}

// ApproveFilling makes a round of a submitted sheet for the planner and asks it to run. Whoever had a hand in the sheet is
// refused with ErrOwnWork, whatever their role is now.
func (d *DB) ApproveFilling(ctx context.Context, who string, s Sheet, now time.Time) (assess.Filling, error) {
	return d.step(ctx, who, s, now, "filling.approve", func(c *change, a assess.Account, f *assess.Filling) error {
		if err := mayReview(a, f); err != nil {
			return err
		}
		files, err := evidenceOf(c.tx.QueryContext(ctx, text("evidence_of"), string(s.Department), s.Period))
		if err != nil {
			return err
		}
		rows, evidence := encoded(f.Rows), encoded(files)
		res, err := c.exec("hand_in_add", string(f.Department), f.Period, string(f.Region), f.Version, rows, evidence,
			f.SubmittedBy, unix(f.SubmittedAt), f.Late, a.Name, unix(now))
		if err != nil {
			return err
		}
		f.State, f.ReviewedBy, f.ReviewedAt, f.Reason = assess.FillApproved, a.Name, now, ""
		if f.HandIn, err = res.LastInsertId(); err != nil {
			return err
		}
		return c.request(assess.FilledSource)
	})
}

// request asks the planner for a run. The ledger tells runs apart by the second: one that has begun before this moment's
// work was there must not stand for it.
func (c *change) request(source assess.SourceID) error {
	const patience = 60
	for i := range patience {
		res, err := c.exec("source_run_request", string(source), unix(c.now)+int64(i), unix(c.now))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
	}
	return nil // so many asked at once: the next pass takes it up
}

func mayReview(a assess.Account, f *assess.Filling) error {
	switch {
	case slices.ContainsFunc(append(f.Editors, f.SubmittedBy), func(name string) bool { return strings.EqualFold(name, a.Name) }):
		return ErrOwnWork
	case !a.MayReview(f.Department):
		return fmt.Errorf("%s reviews nothing of %s: %w", a.Name, f.Department, ErrNoRight)
	case f.State != assess.FillSubmitted:
		return ErrNotNow
	}
	return nil
}

// step takes a sheet one version further: who does it is read anew, the version that was seen must still be the newest.
func (d *DB) step(ctx context.Context, who string, s Sheet, now time.Time, what string, do func(*change, assess.Account, *assess.Filling) error) (assess.Filling, error) {
	var f assess.Filling
	err := d.change(ctx, who, now, func(c *change) error {
		a, err := c.account()
		if err != nil {
			return err
		}
		if f, err = scanFilling(c.tx.QueryRowContext(ctx, text("filling_by_key"), string(s.Department), s.Period), s.Department, s.Period); err != nil {
			return err
		}
		if f.Version == 0 {
			f.Region = s.Region
		}
		before := f
		if err := do(c, a, &f); err != nil {
			return err
		}
		if before.Version != s.Version {
			return fmt.Errorf("sheet %s is at version %d, seen was %d: %w", s.thing(), before.Version, s.Version, assess.ErrConflict)
		}
		f.Version++
		if err := c.keep(f); err != nil {
			return err
		}
		return c.did(what, s.thing(), inAudit(before), inAudit(f))
	})
	return f, err
}

// keep writes a sheet whose version was read in this transaction.
func (c *change) keep(f assess.Filling) error {
	res, err := c.exec("filling_save", string(f.Department), f.Period, string(f.Region), f.Version, string(f.State), encoded(f.Rows), encoded(f.Editors),
		f.SavedBy, unix(f.SavedAt), f.SubmittedBy, unix(f.SubmittedAt), f.Late, f.ReviewedBy, unix(f.ReviewedAt), f.Reason, f.HandIn)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(assess.ErrConflict, err)
	}
	return nil
}

// inAudit is a sheet in the audit: its state, what it says, and why it came back.
func inAudit(f assess.Filling) string {
	if f.Version == 0 {
		return ""
	}
	return encoded(struct {
		Version int64            `json:"version"`
		State   assess.FillState `json:"state"`
		Reason  string           `json:"reason,omitempty"`
		Rows    []assess.FillRow `json:"rows"`
	}{f.Version, f.State, f.Reason, f.Rows})
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers
	}
	return string(b)
}

func scanFilling(r interface{ Scan(...any) error }, department assess.DepartmentCode, period string) (assess.Filling, error) {
	f := assess.Filling{Department: department, Period: period, State: assess.FillOpen}
	var rows, editors string
	var saved, submitted, reviewed int64
	err := r.Scan(&f.Department, &f.Period, &f.Region, &f.Version, &f.State, &rows, &editors, &f.SavedBy, &saved,
		&f.SubmittedBy, &submitted, &f.Late, &f.ReviewedBy, &reviewed, &f.Reason, &f.HandIn, &f.Note.ZH, &f.Note.EN, &f.Load)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	if err == nil {
		err = errors.Join(json.Unmarshal([]byte(rows), &f.Rows), json.Unmarshal([]byte(editors), &f.Editors))
	}
	if err != nil {
		return f, fmt.Errorf("control store, filling: %w", err)
	}
	f.SavedAt, f.SubmittedAt, f.ReviewedAt = moment(saved), moment(submitted), moment(reviewed)
	return f, nil
}
