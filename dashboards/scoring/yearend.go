package scoring

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"yingshang/dashboards/assess"
)

// Month is what one month measured of one indicator of one unit. A rate or a mean has numerator and denominator, and its year
// is Scale·Σnumerator/Σdenominator; a count has a numerator alone, and its year is Scale·Σnumerator; a level has a value, and
// its year is that of its last month. A month without one had no cases.
type Month struct {
	Unit        string
	Year        int
	Month       time.Month
	Indicator   assess.IndicatorID
	Numerator   *float64
	Denominator *float64
	Value       *float64 // in the unit of the indicator
	Scale       float64  // 100 for percents; 0 is 1
	At          string   // where it was read, for errors; may be empty
}

// String names the month in errors.
func (m Month) String() string {
	s := fmt.Sprintf("%s %d-%02d: %s", m.Unit, m.Year, int(m.Month), m.Indicator)
	if m.At != "" {
		s = m.At + ": " + s
	}
	return s
}

// kind is how a year comes of its months.
type kind int

const (
	level kind = iota
	count
	ratio
)

func (m Month) kind() (kind, error) {
	for _, x := range []*float64{m.Numerator, m.Denominator, m.Value, &m.Scale} {
		if x != nil && (math.IsNaN(*x) || math.IsInf(*x, 0)) {
			return 0, fmt.Errorf("%s is %g, want a number: %w", m, *x, assess.ErrInvalid)
		}
	}
	switch n, d, v := m.Numerator != nil, m.Denominator != nil, m.Value != nil; {
	case m.Month < time.January || m.Month > time.December:
		return 0, fmt.Errorf("%s: month %d, want 1 to 12: %w", m, int(m.Month), assess.ErrInvalid)
	case d && *m.Denominator < 0:
		return 0, fmt.Errorf("%s: the denominator is %g, want 0 or more: %w", m, *m.Denominator, assess.ErrInvalid)
	case n && d && !v:
		return ratio, nil
	case n && !d && !v:
		return count, nil
	case v && !n && !d:
		return level, nil
	}
	return 0, fmt.Errorf("%s: want a numerator and a denominator, a numerator alone (a count) or a value alone (a level): %w", m, assess.ErrInvalid)
}

// months12 are sums or values of one year, January first.
type months12 [12]float64

func (m *months12) sum(from, to int) float64 { return sum(m[from:to]) }

// history is the months of one indicator of one unit.
type history struct {
	indicator assess.IndicatorID
	kind      kind
	scale     float64
	share     bool // no numerator is above its denominator
	positive  bool // nothing is below 0
	num, den  map[int]*months12
	seen      map[int]*[12]bool
}

// histories are those of a unit up to a month of a year, by indicator in the order of the months.
func histories(months []Month, unit string, year, month int) ([]*history, error) {
	var all []*history
	by := map[assess.IndicatorID]*history{}
	for _, m := range months {
		if m.Unit != unit || m.Year > year || m.Year == year && int(m.Month) > month {
			continue
		}
		what, err := m.kind()
		if err != nil {
			return nil, err
		}
		scale := cmp.Or(m.Scale, 1)
		h := by[m.Indicator]
		if h == nil {
			h = &history{
				indicator: m.Indicator, kind: what, scale: scale, share: what == ratio, positive: true,
				num: map[int]*months12{}, den: map[int]*months12{}, seen: map[int]*[12]bool{},
			}
			by[m.Indicator] = h
			all = append(all, h)
		}
		if h.kind != what || h.scale != scale {
			return nil, fmt.Errorf("%s: not made of the same parts, or not of the same scale, as the months before: %w", m, assess.ErrConflict)
		}
		if h.seen[m.Year] == nil {
			h.num[m.Year], h.den[m.Year], h.seen[m.Year] = &months12{}, &months12{}, &[12]bool{}
		}
		k := int(m.Month) - 1
		if h.seen[m.Year][k] {
			return nil, fmt.Errorf("%s: the month is there twice: %w", m, assess.ErrConflict)
		}
		h.seen[m.Year][k] = true
		switch what {
		case level:
			h.num[m.Year][k] = *m.Value
		case ratio:
			h.den[m.Year][k] = *m.Denominator
			h.share = h.share && *m.Numerator <= *m.Denominator
			fallthrough
		default:
			h.num[m.Year][k] = *m.Numerator
		}
		h.positive = h.positive && h.num[m.Year][k] >= 0
	}
	return all, nil
}

// reach is the last month of a year with a row, 0 without any.
func (h *history) reach(year int) int {
	seen := h.seen[year]
	if seen == nil {
		return 0
	}
	for k := 11; k >= 0; k-- {
		if seen[k] {
			return k + 1
		}
	}
	return 0
}

// estimate is the year's value by its first so many months: all twelve give the value itself. The months that remain are those
// of the year before, scaled by how this year's first months compare with them; without a year before to compare with, they are
// like this year's first months on average. A level stays as it is. False when it has no value.
func (h *history) estimate(year, known int) (float64, bool) {
	if h.num[year] == nil {
		return 0, false
	}
	if h.kind == level {
		for k := known - 1; k >= 0; k-- {
			if h.seen[year][k] {
				return h.num[year][k], true
			}
		}
		return 0, false
	}
	num := whole(h.num[year], h.num[year-1], known)
	if h.kind == count {
		return h.scale * num, true
	}
	den := whole(h.den[year], h.den[year-1], known)
	if h.share {
		num = min(num, den)
	}
	return h.scale * num / den, den > 0
}

// whole is the sum of a year by its first months and the year before, nil when there is none.
func whole(year, before *months12, known int) float64 {
	soFar := year.sum(0, known)
	switch {
	case known == 12:
		return soFar
	case before != nil && before.sum(0, known) > 0:
		return soFar + before.sum(known, 12)*soFar/before.sum(0, known)
	}
	return soFar * 12 / float64(known)
}

// tests are the errors that the estimate of earlier years would have had after as many months, by year: value less estimate, of
// a count as a share of the estimate. Where the estimate goes by the year before, only years are tested that had one.
func (h *history) tests(year, known int) map[int]float64 {
	errs := map[int]float64{}
	before := h.kind != level && h.num[year-1] != nil
	for t := range h.num {
		if t >= year || before && h.num[t-1] == nil {
			continue
		}
		estimate, ok := h.estimate(t, known)
		value, there := h.estimate(t, 12)
		switch {
		case !ok || !there:
		case h.kind != count:
			errs[t] = value - estimate
		case estimate != 0:
			errs[t] = (value - estimate) / estimate
		}
	}
	return errs
}

// yearEnd is the year's value of one indicator as far as it is known.
type yearEnd struct {
	*history
	months  int // known
	soFar   float64
	value   float64
	years   []int // that were tested, ascending
	errors  []float64
	low     float64 // bounds of the value
	high    float64
	certain bool // nothing remains to be estimated
}

// yearEnd estimates a year after so many months; false when the year has none.
func (h *history) yearEnd(year, month int) (yearEnd, bool) {
	e := yearEnd{history: h, months: h.reach(year), low: math.Inf(-1), high: math.Inf(1)}
	if e.months == 0 {
		return e, false
	}
	if month == 12 {
		e.months = 12
	}
	var ok bool
	if e.value, ok = h.estimate(year, e.months); !ok {
		return e, false
	}
	e.certain = e.months == 12
	soFar := *h
	soFar.num, soFar.den = map[int]*months12{year: h.num[year]}, map[int]*months12{year: h.den[year]}
	e.soFar, _ = soFar.estimate(year, 12)
	if !e.certain {
		errs := h.tests(year, e.months)
		for t := range errs {
			e.years = append(e.years, t)
		}
		slices.Sort(e.years)
		for _, t := range e.years {
			e.errors = append(e.errors, errs[t])
		}
	}
	if h.positive && h.scale > 0 {
		e.low = 0
	}
	if h.share && h.scale > 0 {
		e.high = h.scale
	}
	return e, true
}

// spread is the root mean square of the tests' errors, in the unit of the value; 0 without any.
func (e *yearEnd) spread() float64 {
	if len(e.errors) == 0 {
		return 0
	}
	squares := 0.0
	for _, x := range e.errors {
		squares += x * x
	}
	return e.scaled(math.Sqrt(squares / float64(len(e.errors))))
}

// scaled is an error in the unit of the value.
func (e *yearEnd) scaled(x float64) float64 {
	if e.kind == count {
		return x * e.value
	}
	return x
}
