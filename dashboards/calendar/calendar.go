package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// ErrNoCalendar is the kind of every error about a day outside the covered years.
var ErrNoCalendar = errors.New("no calendar of that year")

// YearError says which year is not covered. It is ErrNoCalendar.
type YearError struct {
	Year    int
	Missing []string // holidays that the year's rows lack; empty when it has no rows at all
}

// Error says what is unknown and until when.
func (e *YearError) Error() string {
	if len(e.Missing) > 0 {
		return fmt.Sprintf("unknown until the calendar of %d is entered whole: it has no %v", e.Year, e.Missing)
	}
	return fmt.Sprintf("unknown until the calendar of %d is entered", e.Year)
}

// Is makes it ErrNoCalendar.
func (e *YearError) Is(target error) bool { return target == ErrNoCalendar }

// Kind says what a day of the table is.
type Kind string

// The kinds of day.
const (
	Off  Kind = "off"  // a day off on a weekday, or a weekend day inside a holiday
	Work Kind = "work" // a make-up working day on a weekend
)

// Day is one row of the table.
type Day struct {
	Date time.Time // 00:00 in assess.Zone
	Kind Kind
	Name assess.Text
}

// Calendar counts working days. It does not change; any number of goroutines may use it.
type Calendar struct {
	days       map[int]Day // by number of the day
	first      int         // number of the first covered day
	cumulative []uint16    // working days from first up to and including the day
	end        *YearError  // why it ends where it ends
}

// statutory are the holidays that every whole year has a day off for, by the Chinese name; a day of two holidays is named
// for both, as 国庆中秋.
var statutory = []string{"元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"}

// newCalendar covers the years from the first whole one on, as long as they follow each other.
func newCalendar(days map[int]Day) *Calendar {
	c := &Calendar{days: days}
	names := map[int]map[string]bool{} // year → holidays with a day off
	for _, d := range days {
		year := d.Date.Year()
		if names[year] == nil {
			names[year] = map[string]bool{}
		}
		for _, name := range statutory {
			if d.Kind == Off && strings.Contains(d.Name.ZH, name) {
				names[year][name] = true
			}
		}
	}
	year, whole := 0, func(y int) bool { return len(names[y]) == len(statutory) }
	for _, y := range slices.Sorted(maps.Keys(names)) {
		if whole(y) {
			year = y
			break
		}
	}
	c.end = missingIn(year, names)
	if year == 0 {
		return c
	}
	c.first = number(time.Date(year, 1, 1, 0, 0, 0, 0, assess.Zone))
	count := uint16(0)
	for ; whole(year); year++ {
		for n := number(time.Date(year, 1, 1, 0, 0, 0, 0, assess.Zone)); date(n).Year() == year; n++ {
			if c.works(n) {
				count++
			}
			c.cumulative = append(c.cumulative, count)
		}
	}
	c.end = missingIn(year, names)
	return c
}

func missingIn(year int, names map[int]map[string]bool) *YearError {
	e := &YearError{Year: year}
	for _, name := range statutory {
		if names[year] != nil && !names[year][name] {
			e.Missing = append(e.Missing, name)
		}
	}
	return e
}

// works says whether a day is a working day, by the table or else by the week.
func (c *Calendar) works(n int) bool {
	if d, ok := c.days[n]; ok {
		return d.Kind == Work
	}
	wd := date(n).Weekday()
	return wd != time.Saturday && wd != time.Sunday
}

// number counts days from 1970-01-01 in assess.Zone.
func number(t time.Time) int {
	y, m, d := t.In(assess.Zone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// date is the day of a number, 00:00 in assess.Zone.
func date(n int) time.Time {
	return time.Date(1970, 1, 1+n, 0, 0, 0, 0, assess.Zone)
}

// at is the place of a day in c.cumulative.
func (c *Calendar) at(n int) (int, error) {
	switch k := n - c.first; {
	case len(c.cumulative) == 0, k >= len(c.cumulative):
		return 0, c.End()
	case k < 0:
		return 0, &YearError{Year: date(n).Year()}
	default:
		return k, nil
	}
}

// IsWorkday says whether a day is a working day; outside the covered years nobody knows.
func (c *Calendar) IsWorkday(day time.Time) (bool, error) {
	n := number(day)
	if _, err := c.at(n); err != nil {
		return false, err
	}
	return c.works(n), nil
}

// Workdays counts the working days in (from, to]: the day of from does not count, the same day is 0.
func (c *Calendar) Workdays(from, to time.Time) (int, error) {
	a, b := number(from), number(to)
	if b < a {
		return 0, fmt.Errorf("working days from %s to %s, which is earlier: %w", date(a).Format(time.DateOnly), date(b).Format(time.DateOnly), assess.ErrInvalid)
	}
	return c.between(a, b)
}

func (c *Calendar) between(a, b int) (int, error) {
	i, err := c.at(a)
	if err != nil {
		return 0, err
	}
	j, err := c.at(b)
	if err != nil {
		return 0, err
	}
	return int(c.cumulative[j]) - int(c.cumulative[i]), nil
}

// Due is the first day on which n working days have passed since from; with 0 it is the day of from.
func (c *Calendar) Due(from time.Time, n int) (time.Time, error) {
	if n < 0 {
		return time.Time{}, fmt.Errorf("due date after %d working days: want 0 or more: %w", n, assess.ErrInvalid)
	}
	a, err := c.at(number(from))
	if err != nil {
		return time.Time{}, err
	}
	want := int(c.cumulative[a]) + n
	for k := a; k < len(c.cumulative); k++ {
		if int(c.cumulative[k]) == want {
			return date(c.first + k), nil
		}
	}
	return time.Time{}, c.End()
}

// Index gives, from the first covered day (00:00 in assess.Zone) to the last, the number of working days up to and
// including each day. It is bound into SQL as a constant array, so that working days in (a, b] are
//
//	index[b] - index[a]    with a and b as days since the first one (add 1 where arrays begin at 1)
func (c *Calendar) Index() (first time.Time, cumulative []uint16) {
	return date(c.first), slices.Clone(c.cumulative)
}

// Covered gives the first and the last covered year; both 0 when there is none.
func (c *Calendar) Covered() (first, last int) {
	if len(c.cumulative) == 0 {
		return 0, 0
	}
	return date(c.first).Year(), date(c.first + len(c.cumulative) - 1).Year()
}

// End says which year is the first that is not covered, and what its rows lack if it has any.
func (c *Calendar) End() *YearError {
	e := *c.end
	return &e
}

// Days lists the table by date.
func (c *Calendar) Days() []Day {
	days := make([]Day, 0, len(c.days))
	for _, n := range slices.Sorted(maps.Keys(c.days)) {
		days = append(days, c.days[n])
	}
	return days
}

// Merge adds the days of later tables, which win where both name a day: to take back a day off, name it as work.
func (c *Calendar) Merge(later ...*Calendar) *Calendar {
	days := maps.Clone(c.days)
	for _, o := range later {
		maps.Copy(days, o.days)
	}
	return newCalendar(days)
}

// Version is a hash of what the table says of each day; names do not count.
func (c *Calendar) Version() string {
	h := sha256.New()
	for _, d := range c.Days() {
		fmt.Fprintf(h, "%s %s\n", d.Date.Format(time.DateOnly), d.Kind)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
