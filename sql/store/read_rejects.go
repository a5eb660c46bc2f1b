package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// Rejects returns a page of the rows that were not taken, of the loads that stand or wait.
func (r *Reader) Rejects(ctx context.Context, q assess.RejectQuery) (assess.RejectList, error) {
	var list assess.RejectList
	loads, err := r.counting(ctx)
	if err != nil {
		return list, err
	}
	var ids []uint64
	var attempts []uint32
	byID := map[uint64]control.Load{}
	for _, l := range loads {
		if l.Rejected > 0 && (q.Load == 0 || q.Load == l.ID) {
			ids, attempts = append(ids, l.ID), append(attempts, uint32(l.Attempt))
			byID[l.ID] = l
		}
	}
	values := merge(r.scope.values(), params{"loads": ids, "attempts": attempts, "source": string(q.Source), "reason": q.Reason, "limit": uint32(q.Limit), "offset": uint32(q.Offset)})
	headers := map[uint64][]string{}
	err = r.store.rows(ctx, "rejects", nil, values, func(rows driver.Rows) error {
		var j assess.Reject
		var source, dataset string
		var reasons []string
		var kept uint8
		var total uint64
		if err := rows.Scan(&source, &dataset, &j.Load, &j.Line, &j.Key, &kept, &reasons, &j.Content, &j.At, &total); err != nil {
			return err
		}
		l := byID[j.Load]
		j.Source, j.Dataset, j.Kept, j.File = assess.SourceID(source), assess.DatasetID(dataset), kept == 1, l.File
		j.Supplier = r.supplier(j.Source)
		for _, code := range reasons {
			j.Reasons = append(j.Reasons, r.reason(j.Dataset, code))
		}
		if headers[j.Load] == nil {
			if headers[j.Load], err = r.header(ctx, l); err != nil {
				return err
			}
		}
		j.Header = headers[j.Load]
		if r.scope.cases != WholeCases {
			j.Content, j.Key = nil, r.scope.caseNumber(j.Key)
		}
		list.Total = int(total)
		list.Rows = append(list.Rows, j)
		return nil
	})
	if err != nil {
		return list, err
	}
	list.By, err = r.reasons(ctx, values)
	return list, err
}

func (r *Reader) reasons(ctx context.Context, values params) ([]assess.ReasonCount, error) {
	var found []assess.ReasonCount
	err := r.store.rows(ctx, "reject_reasons", nil, values, func(rows driver.Rows) error {
		var code, dataset string
		var n uint64
		err := rows.Scan(&code, &dataset, &n)
		found = append(found, assess.ReasonCount{Reason: r.reason(assess.DatasetID(dataset), code), Rows: int64(n)})
		return err
	})
	return found, err
}

func (r *Reader) reason(dataset assess.DatasetID, code string) assess.Reason {
	if set := r.store.cat.Datasets[dataset]; set != nil {
		if found, ok := set.Reason(code); ok {
			return found
		}
	}
	return assess.Reason{Code: code, Text: assess.Text{ZH: code, EN: code}} // a rule that has been withdrawn since
}

// header is the header of a load's file, as it was received.
func (r *Reader) header(ctx context.Context, l control.Load) ([]string, error) {
	f, err := r.control.FileByID(ctx, l.FileID)
	if err != nil {
		return nil, err
	}
	var m struct {
		Header []string `json:"header"`
	}
	if err := json.Unmarshal([]byte(f.Manifest), &m); err != nil {
		return nil, fmt.Errorf("manifest of file %d: %w", f.ID, err)
	}
	return m.Header, nil
}
