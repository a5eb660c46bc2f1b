package page

import "yingshang/dashboards/assess"

// reported are the figures that a newspaper reported of Pinghu in 2022, the only real ones of the demo. Beside invented
// figures they carry the mark 报道, and only where the product computes the same.
var reported = []struct {
	region    assess.RegionCode
	year      int
	indicator assess.IndicatorID
	value     float64
	decimals  int
}{
	{"330482", 2022, "RP03", 1, 0},
	{"330482", 2022, "RP04", 99.1, 1},
	{"330482", 2022, "RP05", 100, 0},
	{"330482", 2022, "RP06", 7926, 0},
	{"330482", 2022, "CP04", 0, 0},
}

// isReported says whether a value is one that was reported.
func isReported(v assess.Value) bool {
	for _, r := range reported {
		if v.Indicator == r.indicator && v.Region == r.region && v.Period.Kind == assess.Year && v.Period.Start.Year() == r.year &&
			v.Value != nil && digits(*v.Value, r.decimals) == digits(r.value, r.decimals) {
			return true
		}
	}
	return false
}

// isReform says whether the region and year are those of the report, whose words about the state before may be quoted.
func isReform(region assess.RegionCode, year int) bool {
	return region == reported[0].region && year == reported[0].year
}
