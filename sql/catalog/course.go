package catalog

import (
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Course is how a clock's file says that a case runs. It is what the timeline of a case is drawn from:
//
//	-- event: accept_at | 受理 | Accepted | begins        a day or a moment; begins, ends and due are known to the clock
//	-- counts: workday | net_days | promise_days          how the time from begins to ends is counted, and where it stands
//	-- part_of: service_case | project_no                 the case of another clock that a row belongs to, by its number
//	-- span: special_on, end_on | 特别程序 | Special …    a stretch in which the clock of that case stands
//	-- number: item_no                                    the column of the number when that is not case_no
type Course struct {
	Number           string // empty: the rows have no number of their own
	Events           []assess.Event
	Spans            []Span
	Wholes           []Whole
	Kind             string
	Counted, Promise string // columns
	Office           string // column
}

// Span is a stretch of time by its columns. Of is a coded column whose words name it better than the title.
type Span struct {
	From, To string
	Title    assess.Text
	Of       string
}

// Whole is what a row is a part of.
type Whole struct {
	Clock, Column string
	line          int
}

func parseCourse(h header, names []string) (Course, []error) {
	p := courseParser{h: h, names: names}
	c := Course{Number: h.get("number")}
	if c.Number != "" {
		p.column(h.line("number"), "number", c.Number)
	} else if has(names, "case_no") {
		c.Number = "case_no"
	}
	for _, office := range []string{"org_code", "department"} {
		if c.Office == "" && has(names, office) {
			c.Office = office
		}
	}
	for _, l := range h.all("event") {
		c.Events = append(c.Events, p.event(l, c.Events))
	}
	for _, l := range h.all("span") {
		c.Spans = append(c.Spans, p.span(l))
	}
	for _, l := range h.all("part_of") {
		words := split(l.value)
		if len(words) != 2 {
			p.fault(l.line, "part_of is %q, want clock | column", l.value)
			continue
		}
		p.column(l.line, "part_of", words[1])
		c.Wholes = append(c.Wholes, Whole{words[0], words[1], l.line})
	}
	if len(c.Spans) > 0 && len(h.all("part_of")) == 0 {
		p.fault(h.line("span"), "span stops the clock of a case that the row is part of, want part_of: clock | column")
	}
	if value := h.get("counts"); value != "" {
		p.counts(&c, value)
	}
	return c, p.faults
}

type courseParser struct {
	h      header
	names  []string
	faults []error
}

func (p *courseParser) fault(line int, format string, args ...any) {
	p.faults = append(p.faults, p.h.fault(line, format, args...))
}

// column demands that a column is selected.
func (p *courseParser) column(line int, key, name string) {
	if !has(p.names, name) {
		p.fault(line, "%s %q is not selected%s", key, name, assess.DidYouMean(name, p.names))
	}
}

func split(value string) []string {
	words := strings.Split(value, "|")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// event reads "column | 中文 | English", with a role behind it.
func (p *courseParser) event(l headerLine, before []assess.Event) assess.Event {
	words := split(l.value)
	e := assess.Event{Column: words[0]}
	p.column(l.line, "event", e.Column)
	if len(words) < 3 || len(words) > 4 || words[1] == "" || words[2] == "" {
		p.fault(l.line, "event is %q, want column | 中文 | English, and | begins, ends or due", l.value)
		return e
	}
	e.Title = assess.Text{ZH: words[1], EN: words[2]}
	if len(words) < 4 {
		return e
	}
	e.Role = assess.EventRole(words[3])
	if !slices.Contains([]assess.EventRole{assess.Begins, assess.Ends, assess.DueDay}, e.Role) {
		p.fault(l.line, "event %q is %q, want begins, ends or due", e.Column, words[3])
	}
	if slices.ContainsFunc(before, func(b assess.Event) bool { return b.Role == e.Role }) {
		p.fault(l.line, "event %q is a second one that %s", e.Column, e.Role)
	}
	return e
}

// span reads "from, to | 中文 | English", with a coded column behind it.
func (p *courseParser) span(l headerLine) Span {
	words := split(l.value)
	from, to, two := strings.Cut(words[0], ",")
	s := Span{From: strings.TrimSpace(from), To: strings.TrimSpace(to)}
	if !two || len(words) < 3 || len(words) > 4 || words[1] == "" || words[2] == "" {
		p.fault(l.line, "span is %q, want from, to | 中文 | English", l.value)
		return s
	}
	s.Title = assess.Text{ZH: words[1], EN: words[2]}
	columns := []string{s.From, s.To}
	if len(words) == 4 {
		s.Of = words[3]
		columns = append(columns, s.Of)
	}
	for _, c := range columns {
		p.column(l.line, "span", c)
	}
	return s
}

// counts reads "workday | net_days | promise_days"; the columns may be left out.
func (p *courseParser) counts(c *Course, value string) {
	line, words := p.h.line("counts"), split(value)
	c.Kind = words[0]
	if !has(timeKinds, c.Kind) || len(words) > 3 {
		p.fault(line, "counts is %q, want one of %v, and | the column of the time | the column of what was promised", value, timeKinds)
		return
	}
	for i, into := range []*string{&c.Counted, &c.Promise} {
		if len(words) > i+1 {
			*into = words[i+1]
			p.column(line, "counts", *into)
		}
	}
	for _, role := range []assess.EventRole{assess.Begins, assess.Ends} {
		if !slices.ContainsFunc(c.Events, func(e assess.Event) bool { return e.Role == role }) {
			p.fault(line, "counts has no event that %s", role)
		}
	}
}

// checkParts finds parts of what is no clock, or of one whose cases have no number.
func (c *Catalog) checkParts(k *Clock) []error {
	h := header{file: k.file}
	var faults []error
	for _, w := range k.Course.Wholes {
		switch whole := c.Clocks[w.Clock]; {
		case whole == nil:
			faults = append(faults, h.fault(w.line, "part_of %q is no clock%s", w.Clock, assess.DidYouMean(w.Clock, keys(c.Clocks))))
		case whole.Course.Number == "":
			faults = append(faults, h.fault(w.line, "part_of %q, whose rows have no number", w.Clock))
		}
	}
	return faults
}

// Part is a clock whose rows belong to the cases of another, by the column that holds the number.
type Part struct {
	*Clock
	Column string
}

// PartsOf returns the clocks whose rows belong to a clock's cases, by name.
func (c *Catalog) PartsOf(k *Clock) []Part {
	var found []Part
	for _, other := range sorted(c.Clocks) {
		for _, w := range other.Course.Wholes {
			if w.Clock == k.Name {
				found = append(found, Part{other, w.Column})
			}
		}
	}
	return found
}

// Words are what pages know of a clock.
func (c *Catalog) Words(k *Clock) assess.Clock {
	out := assess.Clock{
		Name: k.Name, Title: k.Title, Columns: k.Show, Number: k.Course.Number, Events: k.Course.Events, Office: k.Course.Office,
		Kind: k.Course.Kind, Counted: k.Course.Counted, Promise: k.Course.Promise,
	}
	if k.Rows { // its rows are values, and no cases
		out.Number = ""
	}
	for _, i := range c.IndicatorsOf(k) {
		out.Indicators = append(out.Indicators, i.Indicator)
	}
	return out
}

// cell writes a column as text, "" when there is nothing.
func cell(column string) string { return fmt.Sprintf("ifNull(toString(%s), '')", column) }

// lines joins the items of a list in SQL.
func lines(items []string, indent string) Fragment {
	return Fragment(strings.Join(items, ",\n"+indent))
}

// CaseListSQL puts together the list of a clock's cases.
func (c *Catalog) CaseListSQL(k *Clock) (string, error) {
	cases := []string{}
	switch {
	case k.onlyStock():
		cases = append(cases, "month = {stock_month:Date}")
	case k.HasStock():
		cases = append(cases, "stock = 0")
	}
	if has(k.body.names(), "is_double") {
		cases = append(cases, "is_double = 0")
	}
	return c.caseList("case_list", k, cases, "1", func(column string) string { return column }, nil)
}

// CountedListSQL puts together the list of the rows behind an indicator's value, without their cells.
func (c *Catalog) CountedListSQL(i *Indicator) (string, error) {
	numerator, denominator, _, _ := i.aggregates()
	return c.caseList("case_list_counted", c.Clocks[i.Clock], c.ofStock(i), i.rows, func(column string) string { return "any(" + column + ")" },
		map[string]any{"numerator": Fragment(numerator), "denominator": Fragment(denominator)})
}

// CaseCellsSQL puts together the cells of some of an indicator's rows.
func (c *Catalog) CaseCellsSQL(i *Indicator) (string, error) {
	k := c.Clocks[i.Clock]
	return c.Query("case_cells", map[string]any{"table": Names{k.Table()}, "cells": k.cells(), "cases": conditions(c.ofStock(i)), "rows": Fragment(i.rows)})
}

// ofStock leaves of a list that stands at every month's end the one of the last month.
func (c *Catalog) ofStock(i *Indicator) []string {
	if c.Clocks[i.Clock].HasStock() {
		return []string{"(stock = 0 OR month = {stock_month:Date})"}
	}
	return nil
}

// caseList fills a query that lists cases. Each column that tells how a case runs is read by of.
func (c *Catalog) caseList(query string, k *Clock, cases []string, rows string, of func(column string) string, more map[string]any) (string, error) {
	if k.Course.Office != "" {
		cases = append(cases, fmt.Sprintf("({every_department:UInt8} = 1 OR %s IN {departments:Array(String)})", k.Course.Office))
	}
	for _, col := range k.Show {
		if col.Words != nil {
			cases = append(cases, fmt.Sprintf("({code_%s:String} = '' OR %s = {code_%s:String})", col.Name, cell(col.Name), col.Name))
		}
	}
	open, ends := k.open(func(column string) string { return column })
	state, err := c.caseState(k, open, ends, func(column string) string { return column })
	if err != nil {
		return "", err
	}
	chosen, err := c.Query("case_chosen", map[string]any{
		"number": Names{k.Course.Number}, "open": Fragment(open), "state": state, "cases": conditions(cases), "rows": Fragment(rows),
	})
	if err != nil {
		return "", err
	}
	open, ends = k.open(of)
	if state, err = c.caseState(k, open, ends, of); err != nil {
		return "", err
	}
	fill := map[string]any{
		"table": Names{k.Table()}, "number": Names{k.Course.Number}, "chosen": Uncommented(chosen), "state": state,
		"began": Fragment("toDateTime(" + k.event(assess.Begins, "month", of) + ", 'Asia/Shanghai')"), "due": k.due(of),
	}
	if query == "case_list" {
		fill["cells"] = k.cells()
	}
	for name, value := range more {
		fill[name] = value
	}
	return c.Query(query, fill)
}

// caseState is the expression of a case's state.
func (c *Catalog) caseState(k *Clock, open, ends string, of func(column string) string) (Fragment, error) {
	text, err := c.Query("case_state", map[string]any{"open": Fragment(open), "ends": Fragment(ends), "due": k.due(of)})
	return Uncommented(text), err
}

// event is the column of the event with a role; of the other column where there is none.
func (k *Clock) event(role assess.EventRole, otherwise string, of func(column string) string) string {
	for _, e := range k.Course.Events {
		if e.Role == role {
			return of(e.Column)
		}
	}
	if otherwise == "" {
		return ""
	}
	return of(otherwise)
}

// due is the day on which a case is due.
func (k *Clock) due(of func(column string) string) Fragment {
	column := k.event(assess.DueDay, "", of)
	if column == "" {
		column = "CAST(NULL, 'Nullable(Date)')"
	}
	return Fragment("toDate(" + column + ")")
}

// open says that a case has not ended, and whether it is known when cases of the clock end.
func (k *Clock) open(of func(column string) string) (open, ends string) {
	ended := k.event(assess.Ends, "", of)
	if ended == "" {
		return "0", "0" // neither open nor closed
	}
	return "(" + ended + ") IS NULL", "1"
}

// cells are the columns that lists show, as text.
func (k *Clock) cells() Fragment {
	cells := make([]string, len(k.Show))
	for n, col := range k.Show {
		cells[n] = cell(col.Name)
	}
	return lines(cells, "    ")
}

// conditions joins conditions that must all hold.
func conditions(all []string) Fragment {
	if len(all) == 0 {
		return "1"
	}
	return Fragment(strings.Join(all, "\n    AND "))
}

// CaseSQL puts together the rows of a clock that hold a number: those of a case, or the parts of one. It gives the events and
// spans in the order of the header, and what a row alone gives to each indicator of the clock, by code.
func (c *Catalog) CaseSQL(k *Clock, column string) (string, error) {
	names := k.body.names()
	anyOf := func(column string) string { return "ifNull(toString(any(" + column + ")), '')" }
	list := func(columns []string) Fragment {
		cells := []string{}
		for _, name := range columns {
			cells = append(cells, anyOf(name))
		}
		if len(cells) == 0 {
			return "CAST([], 'Array(String)')"
		}
		return "[" + lines(cells, "        ") + "]"
	}
	var shown, events, spans, numerators, denominators []string
	for _, col := range k.Show {
		shown = append(shown, col.Name)
	}
	for _, e := range k.Course.Events {
		events = append(events, e.Column)
	}
	for _, s := range k.Course.Spans {
		of := s.Of
		if of == "" {
			of = s.From
		}
		spans = append(spans, s.From, s.To, of)
	}
	for _, i := range c.IndicatorsOf(k) {
		num, den, _, _ := i.aggregates()
		numerators = append(numerators, fmt.Sprintf("if(countIf(%s) = 0, NULL, toNullable(%s))", i.rows, num))
		denominators = append(denominators, fmt.Sprintf("if(countIf(%s) = 0, NULL, toNullable(%s))", i.rows, den))
	}
	numbers := func(items []string) Fragment {
		return "CAST([" + lines(items, "        ") + "], 'Array(Nullable(Float64))')"
	}
	flag := func(name string) Fragment {
		if has(names, name) {
			return Fragment("any(toUInt8(" + name + "))")
		}
		return "toUInt8(0)"
	}
	one := func(name, as string) Fragment {
		if name == "" {
			return Fragment("CAST(NULL, 'Nullable(" + as + ")')")
		}
		return Fragment("CAST(any(" + name + "), 'Nullable(" + as + ")')")
	}
	number := Fragment("''")
	if k.Course.Number != "" {
		number = Fragment(anyOf(k.Course.Number))
	}
	within := Fragment("1")
	if k.HasStock() {
		within = "stock = 0 OR month = {stock_month:Date}"
	}
	return c.Query("case_rows", map[string]any{
		"table": Names{k.Table()}, "column": Names{column}, "number": number, "cells": list(shown), "events": list(events), "spans": list(spans),
		"numerators": numbers(numerators), "denominators": numbers(denominators), "is_stock": flag("stock"), "is_double": flag("is_double"),
		"counted": one(k.Course.Counted, "Float64"), "promise": one(k.Course.Promise, "Int32"), "within": within,
	})
}
