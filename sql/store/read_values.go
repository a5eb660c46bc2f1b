package store

import (
	"context"

	"yingshang/dashboards/assess"
)

// Values returns the values of a whole year, of every region in the scope and every indicator: what its scores are made of.
func (r *Reader) Values(ctx context.Context, year int) ([]assess.Value, error) {
	y, err := r.year(ctx, year)
	if err != nil {
		return nil, err
	}
	var all []assess.Value
	for _, value := range y.values {
		if value.Period.Kind == assess.Year && r.region(value.Region) == nil {
			all = append(all, value)
		}
	}
	return all, nil
}
