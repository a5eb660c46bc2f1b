package store

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
)

// Announced returns what the province fed back about every region and year, by region, the newest year first.
func (r *Reader) Announced(ctx context.Context) ([]assess.Announced, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	return r.announced(ctx, v)
}

func (r *Reader) announced(ctx context.Context, v *view) ([]assess.Announced, error) {
	var all []assess.Announced
	months, runs := split(v.runs("announced_result", nil))
	err := r.store.rows(ctx, "announced", nil, merge(r.scope.values(), params{"months": months, "runs": runs}), func(row driver.Rows) error {
		var n assess.Announced
		var code string
		var y uint16
		var tier uint8
		var on *time.Time
		if err := row.Scan(&code, &y, &tier, &n.Score, &on, &n.Document); err != nil {
			return err
		}
		n.Region, n.Year, n.Tier = assess.RegionCode(code), int(y), int(tier)
		if on != nil {
			n.AnnouncedOn = dayOf(*on)
		}
		all = append(all, n)
		return nil
	})
	return all, err
}

// Totals returns the computed total of every region and year, the newest year first.
func (r *Reader) Totals(ctx context.Context) ([]assess.NodeScore, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	var years []uint32
	of := map[uint32]uint64{}
	for part, p := range v.parts {
		if part.Name == ScorePart {
			year := uint32(part.Period.Year())
			years, of[year] = append(years, year), p.Run
		}
	}
	slices.Sort(years)
	runs := make([]uint64, len(years))
	for i, year := range years {
		runs[i] = of[year]
	}
	var all []assess.NodeScore
	err = r.store.rows(ctx, "year_totals", nil, merge(r.scope.values(), params{"years": years, "runs": runs}), func(row driver.Rows) error {
		var n assess.NodeScore
		var region, status string
		var year uint16
		var tier uint8
		var rank uint32
		var imputed uint64
		err := row.Scan(&region, &year, &n.Node, &n.Score, &rank, &tier, &status, &n.Reason, &imputed)
		n.Region, n.Year, n.Rank, n.Tier, n.Status = assess.RegionCode(region), int(year), int(rank), int(tier), assess.Status(status)
		n.Imputed = int(imputed)
		all = append(all, n)
		return err
	})
	return all, err
}
