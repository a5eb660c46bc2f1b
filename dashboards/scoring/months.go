package scoring

import (
	"maps"
	"math"
	"slices"

	"yingshang/dashboards/assess"
)

// Months makes months of a region's values by month, beside its values of whole years, which must be there for each year up to its
// last month. How a year comes of its months is read off the values: a year whose numerator and denominator are the sums of
// its months' is a rate or a mean, one with a numerator alone a count, and one that is as its last month a level. An indicator whose
// years are none of these throughout, as a median of days, has no months here.
func Months(values []assess.Value) []Month {
	by := map[assess.IndicatorID][]assess.Value{}
	var order []assess.IndicatorID
	for _, v := range values {
		if by[v.Indicator] == nil {
			order = append(order, v.Indicator)
		}
		by[v.Indicator] = append(by[v.Indicator], v)
	}
	var out []Month
	for _, id := range order {
		for _, how := range []kind{ratio, count, level} {
			if months := monthsAs(how, by[id]); months != nil {
				out = append(out, months...)
				break
			}
		}
	}
	return out
}

// monthSums is what a year's months come to.
type monthSums struct {
	num, den float64
	last     assess.Value
}

// monthsAs are the months of one indicator; nil where its years are not made of them in this way.
func monthsAs(how kind, values []assess.Value) []Month {
	years := map[int]assess.Value{}
	sums := map[int]*monthSums{}
	var out []Month
	scale := 0.0
	for _, v := range values {
		year := v.Period.Start.Year()
		if v.Period.Kind == assess.Year {
			if v.Value != nil {
				years[year] = v
			}
			continue
		}
		m := Month{Unit: string(v.Region), Year: year, Month: v.Period.Start.Month(), Indicator: v.Indicator}
		switch how {
		case ratio:
			m.Numerator, m.Denominator = v.Numerator, v.Denominator
		case count:
			m.Numerator = v.Numerator
		default:
			m.Value = v.Value
		}
		if what, err := m.kind(); err != nil || what != how {
			continue // a month without a value
		}
		s := sums[year]
		if s == nil {
			s = &monthSums{}
			sums[year] = s
		}
		if how != level {
			s.num += *v.Numerator
		}
		if how == ratio {
			s.den += *v.Denominator
		}
		if s.last.Value == nil || v.Period.Start.After(s.last.Period.Start) {
			s.last = v
		}
		out = append(out, m)
	}
	same := func(x *float64, y float64) bool { return x != nil && math.Abs(*x-y) <= 1e-9*max(1, math.Abs(y)) }
	for _, year := range slices.Sorted(maps.Keys(sums)) { // the scale is that of the first
		s := sums[year]
		v, there := years[year]
		var of float64
		switch {
		case !there:
			return nil
		case how == level:
			if !same(v.Value, *s.last.Value) {
				return nil
			}
			continue
		case how == ratio && same(v.Numerator, s.num) && same(v.Denominator, s.den) && s.den > 0:
			of = s.num / s.den
		case how == count && v.Denominator == nil && same(v.Numerator, s.num):
			of = s.num
		default:
			return nil
		}
		mine := *v.Value / of
		switch {
		case of == 0 && *v.Value == 0: // any scale would do
		case of == 0:
			return nil
		case scale == 0:
			scale = mine
		case !(math.Abs(mine-scale) <= 1e-9*math.Abs(scale)):
			return nil
		}
	}
	for k := range out {
		out[k].Scale = scale
	}
	return out
}
