package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// Indicator is a header and the aggregates over a clock's rows.
type Indicator struct {
	assess.Indicator
	Clock string
	Scale float64 // the value is scale × numerator ÷ denominator
	by    string  // column that one counted thing goes by, e.g. a bank; a case otherwise
	ByAs  assess.Text
	rows  string // condition on the clock's rows that it is about; the list of cases shows no others
	parts map[string]string
	file  string
	text  string
}

// timeKinds are the words for how a time is counted.
var timeKinds = []string{"workday", "work_hour", "calendar_day", "calendar_hour"}

func parseIndicator(file, text string) (*Indicator, []error) {
	h := parseHeader(file, text)
	faults := h.check([]string{"indicator", "title", "clock", "unit", "direction", "formula", "numerator", "denominator", "department"},
		[]string{"decimals", "scale", "by", "rows", "time", "co_departments", "system"}, nil)
	faults = append(append(faults, h.named("indicator", ".sql")...), h.bilingual("title", "unit", "formula", "numerator", "denominator")...)
	i := &Indicator{
		Indicator: assess.Indicator{
			ID: assess.IndicatorID(h.get("indicator")), Name: h.text("title"), Unit: h.text("unit"), Formula: h.text("formula"),
			Numerator: h.text("numerator"), Denominator: h.text("denominator"), Department: assess.DepartmentCode(h.get("department")),
			CoOwners: h.text("co_departments"), Clock: h.get("time"), Feed: assess.FromRecords, System: h.text("system"),
		},
		Clock: h.get("clock"), Scale: 1, by: "case_no", ByAs: assess.Text{ZH: "件", EN: "Case"}, rows: "1", parts: map[string]string{}, file: file, text: text,
	}
	var err error
	if word := h.get("direction"); word != "" { // a missing one was told
		if i.Direction, err = assess.ParseDirection(word); err != nil {
			faults = append(faults, h.fault(h.line("direction"), "direction is %q, want lower or higher", word))
		}
	}
	if s := h.get("decimals"); s != "" {
		if i.Decimals, err = strconv.Atoi(s); err != nil || i.Decimals < 0 || i.Decimals > 6 {
			faults = append(faults, h.fault(h.line("decimals"), "decimals is %q, want 0 to 6", s))
		}
	}
	if s := h.get("scale"); s != "" {
		if i.Scale, err = strconv.ParseFloat(s, 64); err != nil || i.Scale <= 0 {
			faults = append(faults, h.fault(h.line("scale"), "scale is %q, want a number above 0", s))
		}
	}
	if t := h.get("time"); t != "" && !has(timeKinds, t) {
		faults = append(faults, h.fault(1, "time is %q, want one of %v", t, timeKinds))
	}
	if by := h.get("by"); by != "" {
		column, title, _ := strings.Cut(by, "|")
		i.by, i.ByAs = strings.TrimSpace(column), bilingual(title)
	}
	if rows := h.get("rows"); rows != "" {
		if _, err := lex(rows); err != nil {
			faults = append(faults, h.fault(h.line("rows"), "rows is %q: %v", rows, err))
		}
		i.rows = rows
	}
	items, err := parseList(h.body)
	if err != nil {
		return nil, append(faults, h.fault(lineOf(err, h.body, h.first), "%v", err))
	}
	for _, it := range items {
		if !has([]string{"numerator", "denominator", "value", "n"}, it.name) {
			faults = append(faults, h.fault(h.first, "aggregate %q is unknown, want numerator, denominator, value or n", it.name))
		}
		i.parts[it.name] = it.expr
	}
	if i.parts["numerator"] == "" && i.parts["value"] == "" {
		faults = append(faults, h.fault(h.first, "want a numerator or a value"))
	}
	if i.parts["denominator"] == "" && i.parts["n"] == "" {
		faults = append(faults, h.fault(h.first, "want a denominator or n: the number of cases behind the value"))
	}
	return i, faults
}

// Text is the file as written.
func (i *Indicator) Text() string { return i.text }

// File is where it lies, as faults name it.
func (i *Indicator) File() string { return i.file }

// aggregates returns numerator, denominator, value and n as expressions over a group of clock rows.
func (i *Indicator) aggregates() (numerator, denominator, value, n string) {
	numerator, denominator = "NULL", "NULL"
	if e := i.parts["numerator"]; e != "" {
		numerator = "toFloat64(" + e + ")"
	}
	if e := i.parts["denominator"]; e != "" {
		denominator = "toFloat64(" + e + ")"
	}
	n = denominator
	if e := i.parts["n"]; e != "" {
		n = e
	}
	n = "toUInt64(ifNull(" + n + ", 0))"
	switch {
	case i.parts["value"] != "":
		value = "toFloat64(" + i.parts["value"] + ")"
	case denominator != "NULL":
		value = fmt.Sprintf("if(%s = 0, NULL, %s * %s / %s)", denominator, strconv.FormatFloat(i.Scale, 'g', -1, 64), numerator, denominator)
	default: // a sum over no case is no data, not zero
		value = fmt.Sprintf("if(%s = 0, NULL, %s)", n, numerator)
	}
	return numerator, denominator, value, n
}

// ValuesSQL puts together the one statement that computes every indicator of a clock, by region, month and year.
func (c *Catalog) ValuesSQL(k *Clock) (string, error) {
	if k.Rows {
		return c.Query("values_rows", map[string]any{"table": Names{k.Table()}})
	}
	var parts []string
	for _, i := range c.IndicatorsOf(k) {
		num, den, value, n := i.aggregates()
		parts = append(parts, fmt.Sprintf("('%s', toNullable(%s), toNullable(%s), toNullable(%s), %s)", i.ID, num, den, value, n))
	}
	return c.Query("values", map[string]any{"table": Names{k.Table()}, "values": Fragment(strings.Join(parts, ",\n            "))})
}

// CasesSQL puts together the list of rows behind a value: the same aggregates, by row (or by what the indicator counts), so that
// the rows' parts add up to the value's own. Rows of single cases come without their cells: see CaseCellsSQL.
func (c *Catalog) CasesSQL(i *Indicator) (string, error) {
	k := c.Clocks[i.Clock]
	num, den, _, _ := i.aggregates()
	fill := map[string]any{"table": Names{k.Table()}, "by": Names{i.by}, "rows": Fragment(i.rows), "numerator": Fragment(num), "denominator": Fragment(den)}
	if i.OneRow() {
		return c.Query("cases_single", fill)
	}
	cells := make([]string, len(k.Show))
	for n, col := range k.Show { // of a bank's many rows only what they have in common
		cells[n] = "if(uniqExact(" + col.Name + ") = 1, ifNull(toString(any(" + col.Name + ")), ''), '')"
	}
	fill["cells"] = lines(cells, "        ")
	return c.Query("cases", fill)
}

// OpenSQL puts together the list of a clock's open cases by their due day: of the rows that an indicator is about, or of every
// row when it is nil. byDepartment demands that the rows know their department. False for a clock that knows no due day.
func (c *Catalog) OpenSQL(k *Clock, i *Indicator, byDepartment bool) (string, bool, error) {
	names := k.body.names()
	for _, want := range []string{"case_no", "is_closed", "stock"} {
		if !has(names, want) {
			return "", false, nil
		}
	}
	due, department, rows := "due_on", Fragment("{department:String} = ''"), Fragment("1")
	if !has(names, due) {
		due = "due_date"
	}
	if !has(names, due) || byDepartment && !has(names, "org_code") {
		return "", false, nil
	}
	if byDepartment {
		department = "org_code = {department:String}"
	}
	if i != nil {
		rows = Fragment(i.rows)
	}
	cells := make([]string, len(k.Show))
	for n, col := range k.Show {
		cells[n] = "ifNull(toString(" + col.Name + "), '')"
	}
	text, err := c.Query("open", map[string]any{
		"table": Names{k.Table()}, "cells": Fragment(strings.Join(cells, ",\n    ")), "due": Names{due}, "department": department, "rows": rows,
	})
	return text, err == nil, err
}

// OneRow says that what the indicator counts is a row, and not e.g. a bank with many.
func (i *Indicator) OneRow() bool { return i.by == "case_no" }

// OfStock says that the indicator counts what was in force at a period's end, such as a list of matters, and no cases: its rows
// begin with stock.
func (i *Indicator) OfStock() bool { return strings.HasPrefix(i.rows, "stock") }

// ReportedSQL puts together the list of rows that were handed in as an indicator's value.
func (c *Catalog) ReportedSQL(k *Clock) (string, error) {
	cells := make([]string, len(k.Show))
	for n, col := range k.Show {
		cells[n] = "ifNull(toString(" + col.Name + "), '')"
	}
	return c.Query("reported", map[string]any{"table": Names{k.Table()}, "cells": Fragment(strings.Join(cells, ",\n        "))})
}
