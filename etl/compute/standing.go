package compute

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/store"
)

// ErrNotStanding says that what is published of a year is not what the facts and the rules say now.
var ErrNotStanding = errors.New("what is published is not what the facts and the rules say now")

// Standing is what is published of a year, with all that it stands on.
type Standing struct {
	Year   int
	AsOf   time.Time                        // "today" of its figures: the day after its last for a year that has ended
	Parts  []store.Published                // of the year, and every month of the clocks that those refer to
	Months map[assess.DatasetID][]time.Time // of the facts behind them
	Values map[string]uint64                // runs of the year's values by clock
	Score  uint64                           // run of its scores
}

// Standing reads what is published of a year. It fails with ErrNotStanding when a computation would publish something else.
func (c *Computer) Standing(ctx context.Context, year int) (*Standing, error) {
	p, err := c.plan(ctx)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var moved []string
	for name, years := range c.years(p) {
		if slices.Contains(years, year) {
			moved = append(moved, name)
		}
	}
	s := &Standing{Year: year, AsOf: yearEnd(p.asOf, year), Months: map[assess.DatasetID][]time.Time{}, Values: map[string]uint64{}}
	for _, k := range c.Store.Catalog().InOrder() {
		if !c.counts(k) && !c.Store.Catalog().IsReference(k) {
			continue // no figure of the year rests on it
		}
		months := map[time.Time]bool{}
		for part := range p.before {
			if part.Name == "clock:"+k.Name && (part.Period.Year() == year || c.Store.Catalog().IsReference(k)) {
				months[part.Period] = true
			}
		}
		for _, m := range p.touched[k.Name] {
			if m.Year() == year && !slices.Contains(moved, k.Name) {
				moved = append(moved, k.Name)
			}
		}
		for _, m := range sortedMonths(months) {
			s.Parts = append(s.Parts, p.before[clockPart(k, m)])
		}
		for _, feed := range k.Feeds {
			all := map[time.Time]bool{}
			for _, m := range s.Months[feed] {
				all[m] = true
			}
			for m := range months {
				all[m] = true
			}
			s.Months[feed] = sortedMonths(all)
		}
		if was, ok := p.before[valuePart(k, year)]; ok {
			s.Parts = append(s.Parts, was)
			s.Values[k.Name] = was.Run
		}
	}
	if len(moved) > 0 {
		slices.Sort(moved)
		return nil, fmt.Errorf("%d: %w (%s): compute and publish that first (yingshang compute)", year, ErrNotStanding, strings.Join(moved, ", "))
	}
	score, ok := p.before[scorePart(year)]
	if !ok {
		var years []string
		for part := range p.before {
			if part.Name == store.ScorePart {
				years = append(years, strconv.Itoa(part.Period.Year()))
			}
		}
		slices.Sort(years)
		return nil, fmt.Errorf("%d has no published scores, want one of the years that have (%s): %w", year, strings.Join(years, ", "), assess.ErrNotFound)
	}
	s.Parts, s.Score = append(s.Parts, score), score.Run
	return s, nil
}

// ValuesOf says whose values of a year a part is.
func ValuesOf(p store.Part, year int) (clock string, ok bool) {
	clock, ok = strings.CutPrefix(p.Name, "value:")
	return clock, ok && p.Period.Year() == year
}

// ScoresOf says whether a part is the scores of a year.
func ScoresOf(p store.Part, year int) bool { return p == scorePart(year) }
