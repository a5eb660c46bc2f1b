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
}

// reformParts are what a reform's file may say of a row; the first three it must. Time is in the unit of the reform's clock,
// whole_time is with what that cuts out.
var reformParts = []string{"counted", "time", "new_way", "whole_time", "trips", "saved"}

func parseReform(file, text string) (*Reform, []error) {
	h := parseHeader(file, text)
	faults := h.check([]string{"reform", "clock"}, nil, []string{"note"})
	faults = append(faults, h.named("reform", ".sql")...)
	r := &Reform{ID: assess.ReformID(h.get("reform")), Clock: h.get("clock"), parts: map[string]string{}, file: file, text: text}
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
