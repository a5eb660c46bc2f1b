package catalog

import (
	"strings"

	"yingshang/dashboards/assess"
)

// Reform says of a row of a clock what the question before and after wants to know.
type Reform struct {
	ID    assess.ReformID
	Clock string
	parts map[string]string
	file  string
	text  string
	// offices tell which clock has the opinions of several offices on a case, and its columns of the case and the office
	offices []string
}

// reformParts are what a reform's file may say of a row; the first three it must. Time is in the unit of the reform's clock,
// whole_time is with what that cuts out.
var reformParts = []string{"counted", "time", "new_way", "whole_time", "trips", "saved"}

func parseReform(file, text string) (*Reform, []error) {
	h := parseHeader(file, text)
	faults := h.check([]string{"reform", "clock"}, []string{"offices"}, []string{"note"})
	faults = append(faults, h.named("reform", ".sql")...)
	r := &Reform{ID: assess.ReformID(h.get("reform")), Clock: h.get("clock"), parts: map[string]string{}, file: file, text: text, offices: h.list("offices")}
	if n := len(r.offices); n != 0 && n != 3 {
		faults = append(faults, h.fault(h.line("offices"), "offices is %q, want a clock and its columns of the case and the office", h.get("offices")))
	}
	items, err := parseList(h.body)
	if err != nil {
		return nil, append(faults, h.fault(lineOf(err, h.body, h.first), "%v", err))
	}
	for _, it := range items {
		switch {
		case !has(reformParts, it.name):
			faults = append(faults, h.fault(h.first, "expression %q is unknown%s, want one of %s", it.name, assess.DidYouMean(it.name, reformParts), strings.Join(reformParts, ", ")))
		case r.parts[it.name] != "":
			faults = append(faults, h.fault(h.first, "expression %q stands twice", it.name))
		}
		r.parts[it.name] = it.expr
	}
	for _, want := range reformParts[:3] {
		if r.parts[want] == "" {
			faults = append(faults, h.fault(h.first, "expression %q is missing", want))
		}
	}
	return r, faults
}

// check finds names that point nowhere.
func (r *Reform) check(clocks map[string]*Clock) []error {
	if r.Clock != "" && clocks[r.Clock] == nil {
		return []error{fault(r.file, r.text, "clock", "clock %q has no file sql/datasets/%s.clock.sql%s", r.Clock, r.Clock, assess.DidYouMean(r.Clock, keys(clocks)))}
	}
	if len(r.offices) != 3 {
		return nil
	}
	k := clocks[r.offices[0]]
	if k == nil {
		return []error{fault(r.file, r.text, "offices", "offices: %q is no clock%s", r.offices[0], assess.DidYouMean(r.offices[0], keys(clocks)))}
	}
	var faults []error
	for _, column := range append([]string{"is_closed", "stock"}, r.offices[1:]...) {
		if !has(k.body.names(), column) {
			faults = append(faults, fault(r.file, r.text, "offices", "offices: %q is no column of clock %s%s", column, k.Name, assess.DidYouMean(column, k.body.names())))
		}
	}
	return faults
}

// OfficesClock is the clock that has the opinions of several offices on a case; "" where none has.
func (r *Reform) OfficesClock() string {
	if len(r.offices) == 0 {
		return ""
	}
	return r.offices[0]
}

// OfficesSQL puts together the statement that counts the offices of a case.
func (c *Catalog) OfficesSQL(r *Reform) (string, error) {
	return c.Query("reform_offices", map[string]any{
		"table": Names{c.Clocks[r.offices[0]].Table()}, "case": Names{r.offices[1]}, "office": Names{r.offices[2]},
	})
}

// Text is the file as written.
func (r *Reform) Text() string { return r.text }

// File is where it lies, as faults name it.
func (r *Reform) File() string { return r.file }

// ReformSQL puts together the one statement that tells of a reform's cases before and after.
func (c *Catalog) ReformSQL(r *Reform) (string, error) {
	fill := map[string]any{"table": Names{c.Clocks[r.Clock].Table()}}
	for _, name := range reformParts {
		expr := r.parts[name]
		if expr == "" {
			expr = "CAST(NULL, 'Nullable(Float64)')"
		}
		fill[name] = Fragment(expr)
	}
	return c.Query("reform", fill)
}
