package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// Coverage returns which months of a year, up to the as-of day, the sources behind an indicator have delivered: those of every
// dataset that feeds its records, or of the values that departments hand in where reported is true. It asks the ledger alone.
//
// A month is due from a source that hands in a file for each month once a scheduled time after its end has passed, from any other
// once a scheduled time within it has. It is delivered by an applied file of that month, by an increment with data of that
// month, or by a snapshot of everything with data of that month or later. Before the month of its first file nothing is due from
// a source: it may not have been set up. Sources outside the scope are left out.
func (r *Reader) Coverage(ctx context.Context, indicator assess.IndicatorID, reported bool, year int) (assess.Coverage, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	loads, err := r.counting(ctx)
	if err != nil {
		return nil, err
	}
	feeds := r.feeds(indicator, reported)
	var all assess.Coverage
	for _, s := range r.facts.Sources {
		if !slices.Contains(feeds, s.Dataset) || !r.scope.Department(s.Supplier.Code) {
			continue
		}
		mine := slices.DeleteFunc(slices.Clone(loads), func(l control.Load) bool { return l.Source != s.ID || l.State != assess.LoadApplied })
		if len(mine) == 0 && s.Schedule == "" {
			continue // it is due on no day, and has never come: nothing is taken from it
		}
		c := assess.SourceCoverage{Source: s.ID}
		first := firstMonth(mine)
		for month := assess.YearOf(year).Start; month.Year() == year && !month.After(v.AsOf); month = month.AddDate(0, 1, 0) {
			if month.Before(first) || !r.due(s.ID, month, v.AsOf, mine) {
				continue
			}
			c.Due = append(c.Due, month)
			if slices.ContainsFunc(mine, func(l control.Load) bool { return delivers(l, month) }) {
				c.Delivered = append(c.Delivered, month)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// feeds are the datasets behind an indicator's values.
func (r *Reader) feeds(indicator assess.IndicatorID, reported bool) []assess.DatasetID {
	var feeds []assess.DatasetID
	if ind := r.store.cat.Indicators[indicator]; ind != nil && !reported {
		return r.store.cat.Clocks[ind.Clock].Feeds
	}
	for _, clock := range r.store.cat.InOrder() {
		if clock.Rows {
			feeds = append(feeds, clock.Feeds...)
		}
	}
	return feeds
}

// scopeOfMonth begins the scope of a load that speaks for one month: "month=2022-09".
const scopeOfMonth = "month="

// firstMonth is the month of a source's first file; zero where that is unknown, since a snapshot of everything takes the place of
// those before it.
func firstMonth(loads []control.Load) time.Time {
	var first time.Time
	for _, l := range loads {
		month := monthOf(l)
		if !l.Increment && !strings.HasPrefix(l.Scope, scopeOfMonth) {
			return time.Time{}
		}
		if first.IsZero() || month.Before(first) {
			first = month
		}
	}
	return first
}

// monthOf is the month that a load speaks for, or that its data are of.
func monthOf(l control.Load) time.Time {
	if of, ok := strings.CutPrefix(l.Scope, scopeOfMonth); ok {
		if month, err := time.ParseInLocation("2006-01", of, assess.Zone); err == nil {
			return month
		}
	}
	asOf := l.AsOf.In(assess.Zone)
	return assess.MonthOf(asOf.Year(), asOf.Month()).Start
}

// due says whether a source should have delivered a month by the end of the as-of day.
func (r *Reader) due(id assess.SourceID, month, asOf time.Time, loads []control.Load) bool {
	if r.facts.Next == nil {
		return true
	}
	after := month.Add(-time.Second)
	if slices.ContainsFunc(loads, func(l control.Load) bool { return strings.HasPrefix(l.Scope, scopeOfMonth) }) {
		after = month.AddDate(0, 1, 0).Add(-time.Second)
	}
	next := r.facts.Next(id, after)
	return !next.IsZero() && next.Before(asOf.AddDate(0, 0, 1))
}

// delivers says whether a load brings what a source knows of a month.
func delivers(l control.Load, month time.Time) bool {
	if l.Increment || strings.HasPrefix(l.Scope, scopeOfMonth) {
		return monthOf(l).Equal(month)
	}
	return !l.AsOf.Before(month)
}
