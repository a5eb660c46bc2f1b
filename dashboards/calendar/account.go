package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"yingshang/dashboards/assess"
)

// DayKind says what a day is to a clock.
type DayKind string

// The kinds of day of an account.
const (
	Beginning DayKind = "beginning" // the day of acceptance, which does not count
	Counts    DayKind = "counts"
	Weekend   DayKind = "weekend"
	Holiday   DayKind = "holiday"
	Suspended DayKind = "suspended" // a working day on which the clock stood
)

// AccountDay is one day of an account.
type AccountDay struct {
	Date   time.Time // 00:00 in assess.Zone
	Kind   DayKind
	Name   assess.Text // of the holiday, or of the day off that a make-up day is for; else empty
	MakeUp bool        // a working day on a weekend
	Stop   int         // of a suspended day: the number of the suspension, in the order given
	Count  int         // working days that have counted by its end
}

// Account lists every day from acceptance to the end, both included, with what it was to the clock and the running count, which
// ends at the net days of Net. Suspensions may overlap, begin before acceptance and last beyond the end.
func (c *Calendar) Account(accept, finish time.Time, suspensions []Span) ([]AccountDay, error) {
	begin, end := number(accept), number(finish)
	if end < begin {
		return nil, fmt.Errorf("account from %s to %s, which is earlier: %w", date(begin).Format(time.DateOnly), date(end).Format(time.DateOnly), assess.ErrInvalid)
	}
	stops, err := stopsOf(suspensions)
	if err != nil {
		return nil, err
	}
	days := make([]AccountDay, 0, end-begin+1)
	for n := begin; n <= end; n++ {
		if _, err := c.at(n); err != nil {
			return nil, err
		}
		days = append(days, c.accountDay(n, begin, stops))
		if i := len(days) - 1; i > 0 {
			days[i].Count = days[i-1].Count
			if days[i].Kind == Counts {
				days[i].Count++
			}
		}
	}
	return days, nil
}

// DueWithout is the first day by whose end n working days have counted, the suspensions cut out, and not before the day of from:
// those put it off that begin on an earlier working day. While one of them lasts nobody knows the day: the zero time.
func (c *Calendar) DueWithout(from time.Time, n int, suspensions []Span) (time.Time, error) {
	if n < 0 {
		return time.Time{}, fmt.Errorf("due date after %d working days: want 0 or more: %w", n, assess.ErrInvalid)
	}
	for _, s := range suspensions {
		if s.To.IsZero() {
			return time.Time{}, nil
		}
	}
	stops, err := stopsOf(suspensions)
	if err != nil {
		return time.Time{}, err
	}
	begin := number(from)
	at, err := c.at(begin)
	if err != nil {
		return time.Time{}, err
	}
	want, reached := int(c.cumulative[at])+n, begin
	for _, s := range stops {
		if at, err = c.at(s.from); err != nil {
			return time.Time{}, err
		}
		if int(c.cumulative[at]) < want && s.to > reached {
			more, err := c.between(max(s.from, reached), s.to)
			if err != nil {
				return time.Time{}, err
			}
			want += more
		}
		reached = max(reached, s.to)
	}
	for k := begin - c.first; k < len(c.cumulative); k++ {
		if int(c.cumulative[k]) >= want {
			return date(c.first + k), nil
		}
	}
	e := *c.end
	return time.Time{}, &e
}

// stop is a suspension by the numbers of its days, with its place in the list.
type stop struct{ from, to, place int }

func stopsOf(suspensions []Span) ([]stop, error) {
	var stops []stop
	for i, s := range suspensions {
		from, to := number(s.From), int(^uint(0)>>1)
		if !s.To.IsZero() {
			to = number(s.To)
		}
		if to < from {
			return nil, fmt.Errorf("suspension from %s to %s, which is earlier: %w",
				date(from).Format(time.DateOnly), date(to).Format(time.DateOnly), assess.ErrInvalid)
		}
		stops = append(stops, stop{from, to, i})
	}
	slices.SortStableFunc(stops, func(a, b stop) int { return cmp.Compare(a.from, b.from) })
	return stops, nil
}

// accountDay says what a day is to a clock that began on the day begin.
func (c *Calendar) accountDay(n, begin int, stops []stop) AccountDay {
	d := AccountDay{Date: date(n), Kind: Counts}
	named, known := c.days[n]
	d.Name, d.MakeUp = named.Name, known && named.Kind == Work
	switch {
	case n == begin:
		d.Kind = Beginning
	case known && named.Kind == Off:
		d.Kind = Holiday
	case !c.works(n):
		d.Kind = Weekend
	default:
		for _, s := range stops {
			if s.from < n && n <= s.to {
				d.Kind, d.Stop = Suspended, s.place
				break
			}
		}
	}
	return d
}
