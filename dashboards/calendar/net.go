package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"yingshang/dashboards/assess"
)

// Span is a suspension. It takes the working days in (From, To] out of a clock.
type Span struct {
	From time.Time
	To   time.Time // zero while it lasts
}

// Net counts the working days in (accept, finish], and those left when the suspensions are cut out. Suspensions are
// clipped to the case, and merged where they overlap, so that no day is cut out twice.
func (c *Calendar) Net(accept, finish time.Time, suspensions []Span) (gross, net int, err error) {
	if gross, err = c.Workdays(accept, finish); err != nil {
		return 0, 0, err
	}
	begin, end := number(accept), number(finish)
	type span struct{ from, to int }
	var spans []span
	for _, s := range suspensions {
		from, to := number(s.From), end
		if !s.To.IsZero() {
			to = number(s.To)
		}
		if to < from && !s.To.IsZero() {
			return 0, 0, fmt.Errorf("suspension from %s to %s, which is earlier: %w",
				date(from).Format(time.DateOnly), date(to).Format(time.DateOnly), assess.ErrInvalid)
		}
		if from, to = max(from, begin), min(to, end); from < to {
			spans = append(spans, span{from, to})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	net = gross
	for reached, k := begin, 0; k < len(spans); k++ {
		from := max(spans[k].from, reached)
		if from >= spans[k].to {
			continue
		}
		cut, err := c.between(from, spans[k].to)
		if err != nil {
			return 0, 0, err
		}
		net -= cut
		reached = spans[k].to
	}
	return gross, net, nil
}
