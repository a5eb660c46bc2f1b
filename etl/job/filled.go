package job

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
	"yingshang/sql/control"
)

// filledHeaders are the columns of a sheet's file that say who; the others are the headers of the source.
var filledHeaders = []string{"填报人", "审核人"}

// sheets brings approved sheets to their end. What a run of their source has not taken in, because it failed or never came
// about, is taken in here; a failure is one of the pass, which is made again then.
func (w *pass) sheets(ctx context.Context) error {
	if err := w.handBack(ctx); err != nil {
		return err
	}
	waiting, err := w.Control.WaitingHandIns(ctx)
	if err != nil || len(waiting) == 0 || w.Loader.Sources[assess.FilledSource] == nil {
		return err
	}
	return errors.Join(w.intake(ctx, assess.FilledSource), w.handBack(ctx))
}

// handIn writes every approved sheet that is not in yet into the folder of its source, once: a file that is there stays as
// it is, so that a process that died in between does not make a second one of it.
func (p *Planner) handIn(ctx context.Context) error {
	src := p.Loader.Sources[assess.FilledSource]
	waiting, err := p.Control.WaitingHandIns(ctx)
	if err != nil || len(waiting) == 0 || src == nil {
		return err
	}
	dir := filepath.Join(p.Inbox, string(src.ID))
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("folder of %s: %w", src.ID, err)
	}
	var faults []error
	for _, h := range waiting {
		path := filepath.Join(dir, handInName(h))
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, err)
			continue
		}
		text, err := handInText(src, h)
		if err == nil {
			err = writeWhole(path, text)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("sheet %s of %s, round %d: %w", h.Period, h.Department, h.ID, err))
		}
	}
	return errors.Join(faults...)
}

// handInName is the file of a round: 填报_GDGS_2022_7_2022-10-09_153000.csv.
func handInName(h assess.HandIn) string {
	return fmt.Sprintf("填报_%s_%s_%d_%s.csv", h.Department, h.Period, h.ID, h.ApprovedAt.In(assess.Zone).Format("2006-01-02_150405"))
}

// handInText is the file of a round.
func handInText(src *source.Source, h assess.HandIn) ([]byte, error) {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	header := make([]string, 0, len(assess.FillFields)+len(filledHeaders))
	for _, f := range assess.FillFields {
		header = append(header, src.Header(f))
	}
	if err := w.Write(append(header, filledHeaders...)); err != nil {
		return nil, err
	}
	for _, r := range assess.FillRecords(h.Rows, h.Region, h.Department, h.Period) {
		if err := w.Write(append(r, h.FilledBy, h.ApprovedBy)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return text.Bytes(), w.Error()
}

// writeWhole makes a file that is whole as soon as it is there.
func writeWhole(path string, text []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".filled-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // a leftover is no file of the source
		}
	}()
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// handBack tells the sheets whose rounds have ended how they ended. A sheet is in as a whole or not at all: one rejected
// row holds its load, and the load is refused then.
func (p *Planner) handBack(ctx context.Context) error {
	waiting, err := p.Control.WaitingHandIns(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	problems, err := p.Control.Problems(ctx, 1000)
	if err != nil {
		return err
	}
	var faults []error
	for _, h := range waiting {
		name := handInName(h)
		for _, f := range problems {
			if f.Source == assess.FilledSource && f.Name == name {
				h.State, h.Note = assess.FillRejected, f.Problem
			}
		}
		load, err := p.Control.LoadOfFile(ctx, assess.FilledSource, name)
		switch {
		case err == nil:
			err = p.ended(ctx, &h, load)
		case errors.Is(err, assess.ErrNotFound):
			err = nil // not landed yet, or refused
		}
		if err == nil && h.State != assess.FillApproved {
			err = p.Control.EndHandIn(ctx, h, p.Now())
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("sheet %s of %s, round %d: %w", h.Period, h.Department, h.ID, err))
		}
	}
	return errors.Join(faults...)
}

// ended fills in how a round's load ended; a load that has not ended leaves the round as it is.
func (p *Planner) ended(ctx context.Context, h *assess.HandIn, load control.Load) error {
	h.Load, h.Note = load.ID, load.Note
	switch load.State {
	case assess.LoadApplied, assess.LoadUnchanged:
		h.State = assess.FillLoaded
	case assess.LoadHeld, assess.LoadRejected:
		why, err := p.whyRejected(ctx, *h)
		if err != nil {
			return err
		}
		h.State = assess.FillRejected
		if why != (assess.Text{}) {
			h.Note = why
		}
		if err := p.Control.Reject(ctx, load.ID, p.Now()); err != nil && !errors.Is(err, assess.ErrConflict) {
			return err
		}
	case assess.LoadFailed, assess.LoadSuperseded:
		h.State = assess.FillRejected
	}
	return nil
}

// whyRejected says of each rejected row what is wrong with it.
func (p *Planner) whyRejected(ctx context.Context, h assess.HandIn) (assess.Text, error) {
	src := p.Loader.Sources[assess.FilledSource]
	rejects, err := p.Loader.Store.Judge(ctx, src.Dataset, src.ID, assess.FillFields, assess.FillRecords(h.Rows, h.Region, h.Department, h.Period), p.Now())
	if err != nil {
		return assess.Text{}, err
	}
	var zh, en []string
	for _, r := range rejects {
		row := h.Rows[r.Line-2]
		for _, reason := range r.Reasons {
			zh = append(zh, fmt.Sprintf("%s:%s", row.Indicator, reason.Text.ZH))
			en = append(en, fmt.Sprintf("%s: %s", row.Indicator, reason.Text.EN))
		}
	}
	return assess.Text{ZH: strings.Join(zh, ";"), EN: strings.Join(en, "; ")}, nil
}
