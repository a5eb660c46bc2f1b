package control

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"yingshang/dashboards/assess"
)

// WaitingHandIns returns the approved rounds that the planner has not brought to their end, oldest first.
func (d *DB) WaitingHandIns(ctx context.Context) ([]assess.HandIn, error) {
	return d.handIns(ctx, "hand_in_waiting")
}

// HandInOfLoad returns the round that a load brought in; ErrNotFound when the load is of something else.
func (d *DB) HandInOfLoad(ctx context.Context, load uint64) (assess.HandIn, error) {
	found, err := d.handIns(ctx, "hand_in_of_load", load)
	if err == nil && len(found) == 0 {
		err = assess.ErrNotFound
	}
	if err != nil {
		return assess.HandIn{}, err
	}
	return found[0], nil
}

// EndHandIn writes down how a round ended: loaded, or rejected by the pipeline with its words.
func (d *DB) EndHandIn(ctx context.Context, h assess.HandIn, now time.Time) error {
	return d.change(ctx, "yingshang", now, func(c *change) error {
		res, err := c.exec("hand_in_end", string(h.State), h.Load, h.Note.ZH, h.Note.EN, h.ID)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err // it ended before
		}
		if _, err := c.exec("filling_end", string(h.State), h.ID); err != nil {
			return err
		}
		return c.did("filling."+string(h.State), string(h.Department)+"/"+h.Period, encoded(map[string]any{"hand_in": h.ID}),
			encoded(map[string]any{"load": h.Load, "note": h.Note.EN}))
	})
}

// LoadOfFile returns the newest load of a file by its name; ErrNotFound when there is none.
func (d *DB) LoadOfFile(ctx context.Context, source assess.SourceID, name string) (Load, error) {
	l, err := d.loads(ctx, "load_of_file", string(source), name)
	if err == nil && len(l) == 0 {
		err = assess.ErrNotFound
	}
	if err != nil {
		return Load{}, err
	}
	return l[0], nil
}

func (d *DB) handIns(ctx context.Context, name string, args ...any) ([]assess.HandIn, error) {
	var found []assess.HandIn
	err := d.each(ctx, name, args, func(r *sql.Rows) error {
		var h assess.HandIn
		var rows, evidence string
		var submitted, approved int64
		if err := r.Scan(&h.ID, &h.Department, &h.Period, &h.Region, &h.Version, &rows, &evidence, &h.FilledBy, &submitted, &h.Late,
			&h.ApprovedBy, &approved, &h.State, &h.Load, &h.Note.ZH, &h.Note.EN); err != nil {
			return err
		}
		h.SubmittedAt, h.ApprovedAt = moment(submitted), moment(approved)
		found = append(found, h)
		last := &found[len(found)-1]
		return errors.Join(json.Unmarshal([]byte(rows), &last.Rows), json.Unmarshal([]byte(evidence), &last.Evidence))
	})
	return found, err
}
