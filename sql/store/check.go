package store

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// StagedRejects returns the rejected rows of a stage by line, at most limit of them, all when it is 0; and how often
// each rule was broken.
func (s *Store) StagedRejects(ctx context.Context, l Load, limit int) ([]assess.Reject, []assess.ReasonCount, error) {
	most := uint64(limit)
	if limit <= 0 {
		most = math.MaxUint32
	}
	values := params{"codes": l.Dataset.ReasonCodes()}
	fill, err := s.places(l, "stage")
	if err != nil {
		return nil, nil, err
	}
	var by []assess.ReasonCount
	err = s.rows(ctx, "stage_reasons", fill, values, func(r driver.Rows) error {
		var code string
		var n uint64
		err := r.Scan(&code, &n)
		by = append(by, assess.ReasonCount{Reason: reasonOf(l.Dataset, code), Rows: int64(n)})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	fill["record_key"] = l.Dataset.KeyText()
	var rows []assess.Reject
	err = s.rows(ctx, "stage_rejects", fill, merge(values, params{"limit": most}), func(r driver.Rows) error {
		row := assess.Reject{Source: l.Source, Dataset: l.Dataset.ID}
		var codes []string
		if err := r.Scan(&row.Line, &row.Key, &codes, &row.Content); err != nil {
			return err
		}
		for _, code := range codes {
			row.Reasons = append(row.Reasons, reasonOf(l.Dataset, code))
		}
		rows = append(rows, row)
		return nil
	})
	return rows, by, err
}

func reasonOf(d *catalog.Dataset, code string) assess.Reason {
	if r, ok := d.Reason(code); ok {
		return r
	}
	return assess.Reason{Code: code}
}

// Judge types and judges records of a dataset as a file of a source would be, and keeps nothing of them: neither the facts
// nor the ledger know of it afterwards. fields are those of a record's cells in order; the first record is line 2, as below
// a header. Each rejected record comes with every reason.
func (s *Store) Judge(ctx context.Context, dataset assess.DatasetID, source assess.SourceID, fields []string, records [][]string, now time.Time) (rejects []assess.Reject, err error) {
	set := s.cat.Datasets[dataset]
	if set == nil {
		return nil, fmt.Errorf("dataset %q: %w", dataset, assess.ErrNotFound)
	}
	var data bytes.Buffer
	w := csv.NewWriter(&data)
	for i, r := range records {
		if len(r) != len(fields) {
			return nil, fmt.Errorf("record %d has %d cells of %d fields: %w", i+1, len(r), len(fields), assess.ErrInvalid)
		}
		if err := w.Write(append([]string{strconv.Itoa(i + 2), "0"}, r...)); err != nil {
			return nil, err
		}
	}
	if w.Flush(); w.Error() != nil {
		return nil, w.Error()
	}
	// A number that no load has. A stage that stays behind because this process dies is swept like any other.
	l := Load{Dataset: set, Source: source, ID: 1<<31 | uint64(rand.Uint32()>>1), Scope: "all", AsOf: now, Increment: true}
	defer func() { err = errors.Join(err, s.DropStage(context.WithoutCancel(ctx), l)) }()
	if err := s.StageRecords(ctx, l, fields, nil, ',', &data); err != nil {
		return nil, err
	}
	st, err := s.VerifyStage(ctx, l)
	if err != nil {
		return nil, err
	}
	if int(st.Rows) != len(records) {
		return nil, fmt.Errorf("stage holds %d rows of %d records", st.Rows, len(records))
	}
	rejects, _, err = s.StagedRejects(ctx, l, 0)
	return rejects, err
}
