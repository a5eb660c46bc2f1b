package server

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
)

// caseList is the cases of a clock or those behind an indicator's value: /cases?clock=service_case&state=late.
func (s *server) caseList(ctx context.Context, r *request) (document, error) {
	in := page.CaseListInput{In: r.In, Clocks: s.listed()}
	err := s.askedCases(ctx, r, &in)
	if err != nil {
		return unpublished(r, err)
	}
	in.In = r.In
	if in.List, err = s.Store.CaseList(ctx, in.Asked); err != nil {
		return document{}, fmt.Errorf("cases: %w", err)
	}
	if in.Asked.Offset > 0 && len(in.List.Rows) == 0 {
		return document{}, fmt.Errorf("cases from %d on: %w", in.Asked.Offset, assess.ErrNotFound)
	}
	if in.List.Name == "" { // an indicator that counts banks, say, or was handed in
		in.Clock = assess.Clock{Title: in.List.By}
	}
	return document{"cases", page.NewCaseList(in)}, nil
}

// listed are the clocks whose cases make a list.
func (s *server) listed() []assess.Clock {
	return slices.DeleteFunc(slices.Clone(s.clocks), func(k assess.Clock) bool { return !k.Listed() })
}

// askedCases reads what the address asks for.
func (s *server) askedCases(ctx context.Context, r *request, in *page.CaseListInput) error {
	q := &in.Asked
	*q = assess.CaseListQuery{
		Region: r.Region.Code, Indicator: assess.IndicatorID(r.Query.Get("indicator")), Department: assess.DepartmentCode(r.Query.Get("department")),
		State: assess.CaseState(r.Query.Get("state")), Number: strings.TrimSpace(r.Query.Get("case")), Limit: page.CasesAPage, Coded: map[string]string{},
	}
	if q.State == "all" {
		q.State = assess.AllCases
	}
	if q.State != assess.AllCases && !slices.Contains(assess.CaseStates, q.State) {
		return fmt.Errorf("state %q: want one of %v: %w", q.State, assess.CaseStates, assess.ErrInvalid)
	}
	if _, known := s.departments[q.Department]; q.Department != "" && !known {
		return fmt.Errorf("department %q: %w", q.Department, assess.ErrNotFound)
	}
	if err := s.casePeriod(ctx, r, q); err != nil {
		return err
	}
	if err := s.caseClock(r, in); err != nil {
		return err
	}
	for _, c := range in.Clock.Columns {
		if v := r.Query.Get(c.Name); v != "" && c.Words != nil && !slices.Contains(known, c.Name) {
			if _, coded := c.Words[v]; !coded {
				return fmt.Errorf("%s %q: %w", c.Name, v, assess.ErrInvalid)
			}
			q.Coded[c.Name] = v
		}
	}
	asOf := r.Publication.Today(r.Year)
	until, err := r.Calendar.Due(asOf, page.SoonWorkdays)
	if err != nil { // past the calendar nobody knows: nothing is due soon
		until = asOf.AddDate(0, 0, -1)
	}
	q.SoonUntil = until
	if err := number(r, "offset", 0, 1e7, &q.Offset); err != nil {
		return err
	}
	if err := number(r, "limit", 1, page.MostCases, &q.Limit); err != nil {
		return err
	}
	if r.ending != "" {
		q.Offset, q.Limit = 0, exported // a file holds all rows
	}
	return nil
}

// number reads a whole number between two others out of the address, if it is there.
func number(r *request, name string, least, most int, into *int) error {
	v := r.Query.Get(name)
	if v == "" {
		return nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		return fmt.Errorf("%s %q: want a number from %d to %d: %w", name, v, least, most, assess.ErrInvalid)
	}
	*into = n
	return nil
}

// casePeriod reads the month or the year. What stands behind a value is of a year; a list of cases is of all years unless one is
// asked for.
func (s *server) casePeriod(ctx context.Context, r *request, q *assess.CaseListQuery) error {
	if v := r.Query.Get("month"); v != "" {
		p, err := assess.ParsePeriod(v)
		if err != nil || p.Kind != assess.Month {
			return fmt.Errorf("month %q: want one like 2022-09: %w", v, assess.ErrInvalid)
		}
		q.Period = p
		r.Query.Set("year", strconv.Itoa(p.Start.Year())) // the month decides
	}
	asked := r.Query.Get("year") != ""
	if err := s.ofYear(ctx, r); err != nil {
		return err
	}
	switch {
	case !asked && q.Indicator == "":
		r.Year, r.Scheme, r.Calendar = 0, nil, s.Calendar
	case q.Period.Kind == "":
		q.Period = assess.YearOf(r.Year)
	}
	return nil
}

// caseClock finds the clock whose cases are listed: that of the indicator, the one that is asked for, or else the one that most
// indicators count.
func (s *server) caseClock(r *request, in *page.CaseListInput) error {
	if id := in.Asked.Indicator; id != "" {
		if _, ok := s.indicators[id]; !ok {
			return fmt.Errorf("indicator %q: %w", id, assess.ErrNotFound)
		}
		for _, k := range s.clocks {
			if slices.ContainsFunc(k.Indicators, func(i assess.Indicator) bool { return i.ID == id }) {
				in.Clock = k
			}
		}
		return nil
	}
	name := r.Query.Get("clock")
	for _, k := range in.Clocks {
		if name == k.Name || name == "" && len(k.Indicators) > len(in.Clock.Indicators) {
			in.Clock = k
		}
	}
	if in.Asked.Clock = in.Clock.Name; in.Asked.Clock == "" {
		return fmt.Errorf("clock %q: %w", name, assess.ErrNotFound)
	}
	return nil
}

// oneCase is a case with its clock: /cases/service_case/2203100001.
func (s *server) oneCase(ctx context.Context, r *request) (document, error) {
	clock, no, _ := strings.Cut(strings.TrimPrefix(r.Path, "/cases/"), "/")
	if no == "" {
		return document{}, errNoPage
	}
	r.Path = "/cases/" + url.PathEscape(clock) + "/" + url.PathEscape(no)
	if err := s.ofYear(ctx, r); err != nil {
		return unpublished(r, err)
	}
	year := 0 // of the list that led here
	if r.Query.Get("year") != "" {
		year = r.Year
	}
	r.Year, r.Years = 0, nil // a case is of its own time
	c, err := s.Store.Case(ctx, r.Region.Code, clock, no, year)
	if errors.Is(err, assess.ErrNotFound) {
		return document{}, fmt.Errorf("%w: %w", errNoCase, err)
	}
	if err != nil {
		return document{}, fmt.Errorf("case %s of %s: %w", no, clock, err)
	}
	in := page.CaseInput{In: r.In, Case: c}
	if in.Calendar, err = s.frozen.calendar(ctx, s, r, c.Rows[0].Month.Year()); err != nil {
		return document{}, err
	}
	return document{"case", page.NewCase(in)}, nil
}

// codedColumns are the columns of all clocks that a list can be narrowed by.
func codedColumns(clocks []assess.Clock) []string {
	var names []string
	for _, k := range clocks {
		for _, c := range k.Columns {
			if c.Words != nil && !slices.Contains(known, c.Name) {
				names = append(names, c.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
