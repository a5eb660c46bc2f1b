package job

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/sql/control"
)

// received is the dataset whose loads are told of.
const received = assess.DatasetID("service_case")

// receivedFields are the fields of the dataset that a ledger source feeds, in the order in which they are written.
var receivedFields = []string{
	"load_no", "region_code", "feed", "feed_dataset", "org_code", "file_name", "data_day", "read_count", "accepted_count", "rejected_count", "mended_count",
}

// account hands in what was received as one more file: the program is itself a supplier, so that a figure about rejects has
// a load, a line, a guard and a clock like any other. It is called when all loads of a pass are settled. Only what differs
// from what was handed in last makes a load, and the loads of the ledger source itself are not told of: a pass without news
// leaves nothing behind. Whoever dies before this is done leaves loads that the next pass finds and tells of.
func (w *pass) account(ctx context.Context) error {
	var faults []error
	for _, src := range w.inOrder() {
		if src.Kind == source.KindLedger {
			faults = append(faults, w.accountAs(ctx, src))
		}
	}
	return errors.Join(faults...)
}

func (w *pass) accountAs(ctx context.Context, src *source.Source) error {
	loads, err := w.Control.Received(ctx, received)
	if err != nil {
		return err
	}
	rows, day, err := w.accounts(ctx, loads)
	if err != nil {
		return fmt.Errorf("records received: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	text, err := receivedFile(src, rows)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	last, err := w.Control.Loads(ctx, src.ID, 1)
	if err != nil || len(last) > 0 && last[0].SHA256 == hex.EncodeToString(sum[:]) && stands(last[0].State) {
		return err
	}
	// It speaks of the newest day that was handed in, not of today: what is computed for a day of the past stays what it was.
	// It never goes back behind an older one of itself, which would keep it out.
	if before, err := w.Control.LatestApplied(ctx, src.ID, "all"); err == nil && before.AsOf.After(day) {
		day = before.AsOf
	} else if err != nil && !errors.Is(err, assess.ErrNotFound) {
		return err
	}
	_, err = w.Loader.Land(ctx, src, load.Received{
		Name: strings.Replace(src.Files[0], "*", day.Format(time.DateOnly), 1), Size: int64(len(text)), Modified: w.Now(),
		Open: func() (io.ReadSeekCloser, error) { return inMemory{bytes.NewReader(text)}, nil },
	})
	if err != nil {
		return err
	}
	return w.finish(ctx)
}

// stands says that a load of these bytes need not be made again: it is in, on its way, or a person has it or refused it.
func stands(s assess.LoadState) bool { return s != assess.LoadSuperseded && s != assess.LoadFailed }

// accounts is a row a load, and the newest day that any of them speaks of.
func (w *pass) accounts(ctx context.Context, loads []control.Load) (rows [][]string, newest time.Time, err error) {
	mended, err := w.mended(ctx, loads)
	if err != nil {
		return nil, newest, err
	}
	for _, l := range loads {
		src := w.Loader.Sources[l.Source]
		if src == nil {
			continue // it was taken out of the definitions, and nobody knows whose records they were
		}
		region, ok := regionOf(src, l.Scope)
		if !ok {
			w.Log.Warn("records received are not counted: the source feeds the region row by row", "source", l.Source, "load", l.ID)
			continue
		}
		day, err := speaksOf(l)
		if err != nil {
			return nil, newest, fmt.Errorf("load %d: %w", l.ID, err)
		}
		rows = append(rows, []string{
			strconv.FormatUint(l.ID, 10), region, string(l.Source), string(l.Dataset), string(src.Supplier), l.File, day.Format(time.DateOnly),
			strconv.FormatInt(l.Read, 10), strconv.FormatInt(l.Accepted, 10), strconv.FormatInt(l.Rejected, 10), strconv.FormatInt(mended[l.ID], 10),
		})
		for _, t := range []time.Time{l.AsOf, day} {
			if t.After(newest) {
				newest = t
			}
		}
	}
	return rows, newest, nil
}

// mended counts by load the rejected rows whose number a file that was handed in later has brought right. Loads do not tell
// what is later, since one may be the replay of an old file.
func (w *pass) mended(ctx context.Context, loads []control.Load) (map[uint64]int64, error) {
	var ids []uint64
	var attempts []uint32
	known := map[uint64]control.Load{}
	for _, l := range loads {
		known[l.ID] = l
		if l.Rejected > 0 {
			ids, attempts = append(ids, l.ID), append(attempts, uint32(l.Attempt))
		}
	}
	found, err := w.Loader.Store.Mended(ctx, w.Loader.Store.Catalog().Datasets[received], ids, attempts)
	if err != nil {
		return nil, err
	}
	sums := map[uint64]int64{}
	for _, m := range found {
		by, ok := known[m.Brought]
		if !ok { // one that is replaced since, and whose row still stands
			if by, err = w.Control.LoadByID(ctx, m.Brought); err != nil {
				return nil, err
			}
		}
		if isLater(by, known[m.Load]) {
			sums[m.Load] += m.Rows
		}
	}
	return sums, nil
}

// isLater says that a load's file was handed in after another's, going by the day it speaks of, then by its receipt.
func isLater(a, b control.Load) bool {
	return a.AsOf.After(b.AsOf) || a.AsOf.Equal(b.AsOf) && a.FileID > b.FileID
}

// regionOf is the region that all records of a load belong to; false when each row says its own.
func regionOf(src *source.Source, scope string) (string, bool) {
	if code, ok := strings.CutPrefix(scope, "region="); ok {
		return code, true
	}
	code, ok := src.Constants["region_code"]
	return code, ok
}

// speaksOf is the last day that a load's file speaks of: that of its data, or the end of the month that it is about.
func speaksOf(l control.Load) (time.Time, error) {
	text, ok := strings.CutPrefix(l.Scope, "month=")
	if !ok {
		return l.AsOf.In(assess.Zone), nil
	}
	month, err := time.ParseInLocation("2006-01", text, assess.Zone)
	if end := month.AddDate(0, 1, -1); end.Before(l.AsOf) {
		return end, err
	}
	return l.AsOf.In(assess.Zone), err // the month is not over
}

// receivedFile writes the rows under the headers of the source.
func receivedFile(src *source.Source, rows [][]string) ([]byte, error) {
	headers := map[string]string{}
	for header, field := range src.Columns {
		headers[field] = header
	}
	header := make([]string, len(receivedFields))
	for i, field := range receivedFields {
		if header[i] = headers[field]; header[i] == "" {
			return nil, fmt.Errorf("source %s of kind %s has no header for %s: %w", src.ID, source.KindLedger, field, assess.ErrInvalid)
		}
		delete(headers, field)
	}
	if len(headers) > 0 {
		return nil, fmt.Errorf("source %s of kind %s: nothing is known of %v: %w", src.ID, source.KindLedger, slices.Sorted(maps.Keys(headers)), assess.ErrInvalid)
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	w.Comma = rune(src.Delimiter[0])
	err := w.WriteAll(append([][]string{header}, rows...))
	return text.Bytes(), err
}

// inMemory is a file that was never on a disk.
type inMemory struct{ *bytes.Reader }

// Close has nothing to give back.
func (inMemory) Close() error { return nil }
