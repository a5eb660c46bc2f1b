package assess

import (
	"errors"
	"fmt"
	"time"
)

// Kinds of error that packages above tell apart with errors.Is.
var (
	ErrNotFound = errors.New("not found")
	ErrInvalid  = errors.New("invalid")
	ErrConflict = errors.New("conflict")
	// ErrForbidden says that the reader's scope does not hold what was asked for.
	ErrForbidden = errors.New("forbidden")
)

// RegionCode is a six-digit code of GB/T 2260, e.g. "330482".
type RegionCode string

// DepartmentCode names an office, e.g. "BDC".
type DepartmentCode string

// IndicatorID names an indicator, e.g. "RP03".
type IndicatorID string

// ThemeID names a theme, e.g. "T08".
type ThemeID string

// DatasetID names a dataset, e.g. "mortgage_release".
type DatasetID string

// SourceID names a feed, e.g. "release_bank".
type SourceID string

// Text is a text in the two languages of the product.
type Text struct {
	ZH string `yaml:"zh" json:"zh"`
	EN string `yaml:"en" json:"en"`
}

// In returns the text in lang ("zh" or "en"); Chinese stands in where English is missing.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// Region is an assessed area.
type Region struct {
	Code RegionCode
	Name Text
}

// Department is an office.
type Department struct {
	Code DepartmentCode
	Name Text
}

// Zone is the time zone of every record and every schedule.
var Zone = time.FixedZone("Asia/Shanghai", 8*3600)

// PeriodKind says how long a period is.
type PeriodKind string

// The kinds of period.
const (
	Month PeriodKind = "month"
	Year  PeriodKind = "year" // of a running year: from January to the as-of date
)

// Period is a month or a year, named by its first day.
type Period struct {
	Kind  PeriodKind
	Start time.Time // first day, 00:00 in Zone
}

// YearOf returns the period of a calendar year.
func YearOf(year int) Period {
	return Period{Year, time.Date(year, 1, 1, 0, 0, 0, 0, Zone)}
}

// MonthOf returns the period of a calendar month.
func MonthOf(year int, month time.Month) Period {
	return Period{Month, time.Date(year, month, 1, 0, 0, 0, 0, Zone)}
}

// String is "2022" for a year and "2022-09" for a month.
func (p Period) String() string {
	if p.Kind == Month {
		return p.Start.Format("2006-01")
	}
	return p.Start.Format("2006")
}

// ParsePeriod reads "2022" or "2022-09".
func ParsePeriod(s string) (Period, error) {
	if t, err := time.ParseInLocation("2006-01", s, Zone); err == nil {
		return Period{Month, t}, nil
	}
	if t, err := time.ParseInLocation("2006", s, Zone); err == nil {
		return Period{Year, t}, nil
	}
	return Period{}, fmt.Errorf("period %q: want a year like 2022 or a month like 2022-09: %w", s, ErrInvalid)
}

// Status says what stands behind a value. No data is not zero.
type Status string

// The statuses of a value.
const (
	Measured      Status = "measured"
	SmallSample   Status = "small_sample"   // fewer cases than the scheme asks for
	NotApplicable Status = "not_applicable" // left out, its weight stays inside the theme
	NoPractice    Status = "no_practice"    // does not exist here: scores 0
	Missing       Status = "missing"        // unknown
)

// StandsIn is the status of a score, not of a value: another value stands in for one that is missing.
const StandsIn Status = "imputed"

// Statuses lists the allowed words.
var Statuses = []Status{Measured, SmallSample, NotApplicable, NoPractice, Missing}

// ParseStatus reads a status; the empty word is Measured.
func ParseStatus(s string) (Status, error) {
	if s == "" {
		return Measured, nil
	}
	for _, known := range Statuses {
		if s == string(known) {
			return known, nil
		}
	}
	return "", fmt.Errorf("status %q: want one of %v: %w", s, Statuses, ErrInvalid)
}

// Direction says which way a value gets better.
type Direction string

// The directions.
const (
	LowerIsBetter  Direction = "lower"
	HigherIsBetter Direction = "higher"
)

// ParseDirection reads "lower" or "higher".
func ParseDirection(s string) (Direction, error) {
	switch d := Direction(s); d {
	case LowerIsBetter, HigherIsBetter:
		return d, nil
	}
	return "", fmt.Errorf("direction %q: want lower or higher: %w", s, ErrInvalid)
}

// Feed says where an indicator's values come from.
type Feed string

// The feeds.
const (
	FromRecords Feed = "records"  // computed from case records
	FromReport  Feed = "reported" // handed in as a value by a department
)

// Indicator is one measured thing, as its SQL header or the dictionary describes it.
type Indicator struct {
	ID          IndicatorID
	Name        Text
	Unit        Text
	Direction   Direction
	Decimals    int // of the value on pages
	Formula     Text
	Numerator   Text // in words
	Denominator Text // in words
	Department  DepartmentCode
	CoOwners    Text // other departments, in words
	Clock       string
	Feed        Feed
	Dataset     DatasetID // empty for reported values
	System      Text      // the system that holds the records
}

// Value is what was measured for one indicator, region and period.
type Value struct {
	Indicator   IndicatorID
	Region      RegionCode
	Period      Period
	Value       *float64 // in the unit of the indicator; nil when there is none
	Numerator   *float64
	Denominator *float64
	N           int64 // cases behind it
	Status      Status
	Feed        Feed
}
