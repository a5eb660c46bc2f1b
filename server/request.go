package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// request is what a page is asked for: the address, read and checked.
type request struct {
	page.In
	ending string // "csv", "json", "xlsx", or empty for the page
	table  string // which table of the page a file is of
	number int    // of a list's page, from 1

	schemes map[int]*scheme.Scheme // by year; of a year that an edition is shown of, the one that was frozen with it
}

// document is a page that can be drawn, and whose tables can be written.
type document struct {
	template string
	data     interface {
		Export(table string) (report.Table, error)
	}
}

// builder builds a page.
type builder func(ctx context.Context, r *request) (document, error)

// known are the parameters that any page reads; others are ignored, and so make no second copy of a page in the cache.
var known = []string{"year", "region", "lang", "theme", "indicator", "from", "to", "with", "page", "source", "reason", "load", "table", "split", "q", "light", "show", "by",
	"clock", "month", "department", "state", "case", "offset", "limit", "ed"}

// read takes the publication and reads the address. Errors are for the reader of the page.
func (s *server) read(ctx context.Context, hr *http.Request) (context.Context, *request, error) {
	r := &request{In: page.In{
		Locale: localeOf(hr), Path: hr.URL.Path, Region: s.Region, Version: s.Version, Calendar: s.Calendar,
		Indicators: s.indicators, Departments: s.departments, Reforms: s.reforms, Query: url.Values{},
	}, number: 1}
	asked := hr.URL.Query()
	for _, name := range slices.Concat(known, s.coded, page.WhatIfNames()) {
		if v := asked.Get(name); v != "" {
			r.Query.Set(name, v)
		}
	}
	for _, ending := range endings {
		if bare, ok := strings.CutSuffix(r.Path, "."+ending); ok {
			r.Path, r.ending, r.table = bare, ending, r.Query.Get("table")
		}
	}
	r.Query.Del("table")
	if r.Path == "/cockpit" {
		r.Path = "/"
	}
	choice := r.Query.Get("ed")
	if choice != "" && choice != assess.Live {
		if _, err := assess.ParseEditionID(choice); err != nil {
			return ctx, r, err
		}
	}
	ctx = assess.WithEdition(ctx, choice)
	pub, err := s.Store.Publication(ctx)
	if err != nil && (choice != "" || !errors.Is(err, assess.ErrNotFound)) {
		return ctx, r, fmt.Errorf("publication: %w", err)
	}
	r.Publication = pub
	ctx = assess.Pin(ctx, pub)
	if r.schemes, err = s.frozen.schemes(ctx, s, pub.Editions); err != nil {
		return ctx, r, err
	}
	return ctx, r, r.check(s.Region)
}

// check reads the parameters that every page has; the year is checked when it is needed, since it costs a query.
func (r *request) check(own assess.Region) error {
	if v := r.Query.Get("region"); v != "" && v != string(own.Code) {
		return fmt.Errorf("region %q: %w", v, assess.ErrNotFound)
	}
	if v := r.Query.Get("page"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > 1e6 {
			return fmt.Errorf("page %q: want a number from 1: %w", v, assess.ErrInvalid)
		}
		r.number = n
	}
	return nil
}

// key is what a rendered page is kept by.
func (r *request) key() string {
	return fmt.Sprintf("%d.%d.%d %s %s.%s %s %s", r.Publication.Rev, r.Publication.Run, r.Publication.Event, r.Locale.Lang, r.Path, r.ending, r.table, r.Query.Encode())
}

// ofYear finds the year that is asked for, the newest by default, and its scheme.
func (s *server) ofYear(ctx context.Context, r *request) error {
	years, err := s.Store.Years(ctx)
	if err != nil {
		return fmt.Errorf("years: %w", err)
	}
	if len(years) == 0 {
		return fmt.Errorf("no year is published: %w", assess.ErrNotFound)
	}
	r.Years, r.Year = years, years[0]
	if err := r.takeYear(); err != nil {
		return err
	}
	r.Scheme = r.schemes[r.Year]
	if r.Calendar, err = s.frozen.calendar(ctx, s, r, r.Year); err != nil {
		return err
	}
	return s.tiered(ctx, r)
}

// tiered puts into the year's scheme the cut-offs that were read off the totals, where it has none of its own.
func (s *server) tiered(ctx context.Context, r *request) error {
	if r.Scheme == nil || r.Scheme.TierBy.Own() {
		return nil
	}
	kept, err := s.Store.Ground(ctx, r.Year)
	if err != nil {
		return fmt.Errorf("ground of %d: %w", r.Year, err)
	}
	r.Scheme = scoring.TieredBy(r.Scheme, r.Year, kept)
	return nil
}

// takeYear reads the year out of the address; it must be one of those that the page has.
func (r *request) takeYear() error {
	v := r.Query.Get("year")
	if v == "" {
		return nil
	}
	year, err := strconv.Atoi(v)
	if err != nil {
		return fmt.Errorf("year %q: want a number like %d: %w", v, r.Years[0], assess.ErrInvalid)
	}
	if r.Year = year; !slices.Contains(r.Years, year) {
		return fmt.Errorf("year %d: %w", year, assess.ErrNotFound)
	}
	return nil
}

// whole says that long tables are shown in full, as files always hold them.
func (r *request) whole() bool { return r.ending != "" || r.Query.Get("show") == "all" }

// assessment is the year that is asked for, as it was computed.
func (s *server) assessment(ctx context.Context, r *request) (assess.Assessment, error) {
	if err := s.ofYear(ctx, r); err != nil {
		return assess.Assessment{}, err
	}
	a, err := s.Store.Assessment(ctx, r.Region.Code, r.Year)
	if err != nil {
		return a, fmt.Errorf("assessment of %d: %w", r.Year, err)
	}
	return a, nil
}

// fileName is what a table is saved as: 平湖市_2022_themes_演示数据.csv.
func (r *request) fileName(t report.Table) string {
	parts := []string{r.Locale.Of(r.Region.Name)}
	if r.Year != 0 {
		parts = append(parts, strconv.Itoa(r.Year))
	}
	if base := path.Base(r.Path); base != "/" && base != t.Name {
		parts = append(parts, base)
	}
	parts = append(parts, t.Name)
	if t.Mark.Text != "" {
		parts = append(parts, t.Mark.Text)
	}
	return strings.Join(parts, "_") + "." + r.ending
}
