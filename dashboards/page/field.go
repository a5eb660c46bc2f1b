package page

import (
	"math"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// Field is all that the scores of a year are made of: the scheme, and the values of the regions that are scored together. Its
// zero value is a year of which nothing is known.
type Field struct {
	Scheme *scheme.Scheme
	Year   int
	Values []assess.Value
	Ground []assess.GroundFact // what the published scores stand on
}

// Options are those of the official run. A ground that cannot be read leaves scores that do not come out again, which the page says.
func (f Field) Options() scoring.Options {
	if f.Scheme == nil {
		return scoring.Options{}
	}
	o, err := scoring.Official(f.Scheme, f.Year, f.Ground)
	if err != nil {
		return scoring.Options{LeaveOut: true}
	}
	return o
}

// NewField takes, of the values of all regions, those of the scheme's population. A region that no list has belongs to the
// population that the scheme is made for.
func NewField(s *scheme.Scheme, year int, values []assess.Value, regions map[assess.RegionCode]scheme.Region) Field {
	f := Field{Scheme: s, Year: year}
	if s == nil {
		return f
	}
	_, other := s.TiersOf[s.Population]
	for _, v := range values {
		r, listed := regions[v.Region]
		if listed && r.Level == s.Population || !listed && !other {
			f.Values = append(f.Values, v)
		}
	}
	return f
}

// moment is the field as one end of a comparison.
func (f Field) moment(region assess.RegionCode) scoring.Moment {
	return scoring.Moment{Scheme: f.Scheme, Values: scoring.Inputs(f.Values), Options: f.Options(), Unit: string(region), Year: f.Year}
}

// Change takes apart what a region's total became from this field to a later one.
func (f Field) Change(to Field, region assess.RegionCode) (*scoring.Change, error) {
	return scoring.ChangeBetween(f.moment(region), to.moment(region))
}

// of are the region's own values.
func (f Field) of(region assess.RegionCode) map[assess.IndicatorID]assess.Value {
	out := map[assess.IndicatorID]assess.Value{}
	for _, v := range f.Values {
		if v.Region == region {
			out[v.Indicator] = v
		}
	}
	return out
}

// rescored is the region's result, computed again from the field. Where it is not the score that was published, since the
// scheme has changed after it, the state says so: nothing may be explained then by rules that did not make the score.
func (in In) rescored(f Field, published assess.NodeScore) (*scoring.UnitResult, *State) {
	l := in.Locale
	if f.Scheme == nil || published.Score == nil {
		return nil, &State{Title: l.T("field.none"), Text: l.T("field.none_text")}
	}
	result, err := scoring.Compute(f.Scheme, scoring.Inputs(f.Values), f.Options())
	if err == nil {
		u, ok := result.Unit(string(in.Region.Code), f.Year)
		if ok && u.Root().Score != nil && math.Abs(*u.Root().Score-*published.Score) < 1e-9 {
			return u, nil
		}
	}
	return nil, &State{Class: "warn", Title: l.T("field.stale"), Text: l.T("field.stale_text")}
}
