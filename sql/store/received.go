package store

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/sql/catalog"
)

// Mended says of how many rejected rows of a load the number stands today, and which load brought it.
type Mended struct {
	Load, Brought uint64
	Rows          int64
}

// Mended looks up the rejected rows of some loads of a dataset, each with the attempt that counts.
func (s *Store) Mended(ctx context.Context, set *catalog.Dataset, loads []uint64, attempts []uint32) ([]Mended, error) {
	if len(loads) == 0 {
		return nil, nil
	}
	var found []Mended
	fill := map[string]any{"fact": catalog.Names{string(set.ID)}, "record_key": set.KeyText()}
	values := params{"dataset": string(set.ID), "loads": loads, "attempts": attempts}
	err := s.rows(ctx, "mended", fill, values, func(r driver.Rows) error {
		var m Mended
		var n uint64
		err := r.Scan(&m.Load, &m.Brought, &n)
		m.Rows = int64(n)
		found = append(found, m)
		return err
	})
	return found, err
}
