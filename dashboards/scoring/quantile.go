package scoring

import "math"

// Quantile is the share q (0 to 1) of sorted values by definition R-7 of Hyndman and Fan (1996), which is Excel's
// PERCENTILE.INC and ClickHouse's quantileExactInclusive: linear between the order statistics at (n-1)q. NaN for no values.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := float64(len(sorted)-1) * q
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
