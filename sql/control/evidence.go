package control

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"yingshang/dashboards/assess"
)

// MaxEvidence is how many files may stand behind one value.
const MaxEvidence = 10

// AddEvidence puts a file behind a value of a sheet that its department may change. The same bytes under the same
// indicator are kept once.
func (d *DB) AddEvidence(ctx context.Context, who string, region assess.RegionCode, e assess.Evidence, now time.Time) error {
	s := Sheet{Department: e.Department, Period: e.Period, Region: region}
	return d.onSheet(ctx, who, s, now, func(c *change, files []assess.Evidence) (bool, error) {
		n := 0
		for _, f := range files {
			if f.Indicator != e.Indicator {
				continue
			}
			if n++; f.SHA256 == e.SHA256 {
				return false, nil
			}
		}
		if n >= MaxEvidence {
			return false, fmt.Errorf("%d files stand behind %s already: %w", n, e.Indicator, assess.ErrInvalid)
		}
		if _, err := c.exec("evidence_add", string(e.Department), e.Period, string(e.Indicator), e.Name, e.Kind, e.SHA256, e.Bytes, who, unix(now)); err != nil {
			return false, err
		}
		return true, c.did("evidence.add", s.thing(), "", fmt.Sprintf("%s %s %s %d B", e.Indicator, e.Name, e.SHA256, e.Bytes))
	})
}

// DropEvidence takes a file off a sheet. Rounds that were handed in with it keep it, and its bytes stay.
func (d *DB) DropEvidence(ctx context.Context, who string, id int64, now time.Time) error {
	e, err := d.EvidenceByID(ctx, id)
	if err != nil {
		return err
	}
	s := Sheet{Department: e.Department, Period: e.Period}
	return d.onSheet(ctx, who, s, now, func(c *change, _ []assess.Evidence) (bool, error) {
		res, err := c.exec("evidence_drop", unix(now), id)
		if err != nil {
			return false, err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return false, err // somebody did it already
		}
		return true, c.did("evidence.drop", s.thing(), fmt.Sprintf("%s %s %s", e.Indicator, e.Name, e.SHA256), "")
	})
}

// onSheet changes the files of a sheet whatever its version: whoever adds one overwrites nobody. It is a change all the
// same: the sheet is a draft of a newer version after it, and who did it has a hand in it.
func (d *DB) onSheet(ctx context.Context, who string, s Sheet, now time.Time, do func(*change, []assess.Evidence) (changed bool, err error)) error {
	return d.change(ctx, who, now, func(c *change) error {
		a, err := c.account()
		if err != nil {
			return err
		}
		if !a.MayFill(s.Department) {
			return fmt.Errorf("%s fills in nothing for %s: %w", a.Name, s.Department, ErrNoRight)
		}
		f, err := scanFilling(c.tx.QueryRowContext(ctx, text("filling_by_key"), string(s.Department), s.Period), s.Department, s.Period)
		if err != nil {
			return err
		}
		if !f.State.Editable() {
			return ErrNotNow
		}
		files, err := evidenceOf(c.tx.QueryContext(ctx, text("evidence_of"), string(s.Department), s.Period))
		if err != nil {
			return err
		}
		changed, err := do(c, files)
		if err != nil || !changed {
			return err
		}
		if f.Version == 0 {
			f.Region = s.Region
		}
		by, at := f.SavedBy, f.SavedAt
		touch(&f, a.Name, now)
		if by != "" { // the rows are still theirs
			f.SavedBy, f.SavedAt = by, at
		}
		f.Version++
		return c.keep(f)
	})
}

// EvidenceOf returns the files of a sheet, by indicator.
func (d *DB) EvidenceOf(ctx context.Context, department assess.DepartmentCode, period string) ([]assess.Evidence, error) {
	return evidenceOf(d.db.QueryContext(ctx, text("evidence_of"), string(department), period))
}

// EvidenceByID returns a file; ErrNotFound when there is none.
func (d *DB) EvidenceByID(ctx context.Context, id int64) (assess.Evidence, error) {
	found, err := evidenceOf(d.db.QueryContext(ctx, text("evidence_by_id"), id))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("evidence %d: %w", id, assess.ErrNotFound)
	}
	if err != nil {
		return assess.Evidence{}, err
	}
	return found[0], nil
}

func evidenceOf(rows *sql.Rows, err error) ([]assess.Evidence, error) {
	if err != nil {
		return nil, fmt.Errorf("control store, evidence: %w", err)
	}
	defer rows.Close()
	var found []assess.Evidence
	for rows.Next() {
		var e assess.Evidence
		var at int64
		if err := rows.Scan(&e.ID, &e.Department, &e.Period, &e.Indicator, &e.Name, &e.Kind, &e.SHA256, &e.Bytes, &e.By, &at); err != nil {
			return nil, fmt.Errorf("control store, evidence: %w", err)
		}
		e.At = moment(at)
		found = append(found, e)
	}
	return found, errors.Join(rows.Err())
}
