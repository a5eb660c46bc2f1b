package store

import (
	"context"
	"math"

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
