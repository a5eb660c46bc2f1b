package store

import (
	"context"
	"slices"

	"yingshang/dashboards/assess"
)

// Peers returns an indicator's values of a year in the other regions of the scope, without their names, from the least to the
// greatest.
func (r *Reader) Peers(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, year int) ([]float64, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	y, err := r.year(ctx, year)
	if err != nil {
		return nil, err
	}
	var peers []float64
	for _, value := range y.values {
		if value.Region == region || value.Indicator != indicator || value.Period.Kind != assess.Year || value.Value == nil || r.region(value.Region) != nil {
			continue
		}
		peers = append(peers, *value.Value)
	}
	slices.Sort(peers)
	return peers, nil
}
