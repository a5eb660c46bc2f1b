package store

import (
	"context"
	"time"

	"yingshang/sql/catalog"
)

// keptPublications is how many of the newest publications keep the rows behind their figures. Readers hold at most
// recentViews of them; a publication can be gone back to as long as it is kept.
const keptPublications = 2 * recentViews

// Forget removes the rows of a clock that belong to runs that no kept publication shows; values and scores stay, they are
// few. It never removes those of a run that is newer than all older publications: it may be about to be published.
func (s *Store) Forget(ctx context.Context, k *catalog.Clock) (rows uint64, err error) {
	var before uint64
	var months []time.Time
	var runs []uint64
	asked := params{"publications": uint32(keptPublications), "part": "clock:" + k.Name}
	if err := s.row(ctx, "forgettable", nil, asked, &before, &months, &runs); err != nil {
		return 0, err
	}
	table, of := map[string]any{"table": catalog.Names{k.Table()}}, params{"before": before, "months": days(months), "runs": runs}
	if err := s.row(ctx, "forgotten", table, of, &rows); err != nil || rows == 0 {
		return 0, err
	}
	text, err := s.cat.Query("forget", table)
	if err != nil {
		return 0, err
	}
	return rows, s.exec(ctx, "forget "+k.Name, text, of)
}
