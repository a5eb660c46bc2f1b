package catalog

import (
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Clock is the immutable table that a run makes of one or more datasets, and that indicators count.
type Clock struct {
	Name       string
	Title      assess.Text
	Feeds      []assess.DatasetID
	References []string        // other clocks that this one looks up, derived before it
	Rows       bool            // its rows are values themselves (reported values)
	Show       []assess.Column // columns of a list of cases
	Course     Course
	Splits     []assess.Split // by which of them its rows can be split; without groups
	lambdas    []string
	body       selection
	file       string
	text       string
}

func parseClock(file, text string) (*Clock, []error) {
	h := parseHeader(file, text)
	faults := h.check([]string{"clock", "title", "feeds"}, []string{"reference", "lambda", "values", "number", "counts"}, []string{"column", "event", "span", "part_of", "split"})
	faults = append(append(faults, h.named("clock", ".clock.sql")...), h.bilingual("title")...)
	body, err := parseSelect(h.body)
	if err != nil {
		return nil, append(faults, h.fault(lineOf(err, h.body, h.first), "%v", err))
	}
	k := &Clock{Name: h.get("clock"), Title: h.text("title"), References: h.list("reference"), lambdas: h.list("lambda"), body: body, file: file, text: text}
	switch v := h.get("values"); v {
	case "":
	case "rows":
		k.Rows = true
	default:
		faults = append(faults, h.fault(h.line("values"), "values is %q, want rows or nothing", v))
	}
	for _, f := range h.list("feeds") {
		k.Feeds = append(k.Feeds, assess.DatasetID(f))
	}
	names := body.names()
	for _, l := range h.all("column") {
		column, err := parseColumn(l.value)
		if err != nil {
			faults = append(faults, h.fault(l.line, "%v", err))
		}
		if !has(names, column.Name) {
			faults = append(faults, h.fault(l.line, "column %q is not selected%s", column.Name, assess.DidYouMean(column.Name, names)))
		}
		k.Show = append(k.Show, column)
	}
	var wrong []error
	k.Course, wrong = parseCourse(h, names)
	faults = append(faults, wrong...)
	faults = append(faults, parseSplits(h, k, names)...)
	for _, want := range []string{"month", "source", "load", "line", "reads"} {
		if !has(names, want) {
			faults = append(faults, h.fault(h.first, "column %q is missing: every row says where it comes from", want))
		}
	}
	return k, faults
}

// parseColumn reads "name | 中文 | English", with "| right" for numbers, or with the words of codes: "| bank = 银行 / Bank".
func parseColumn(value string) (assess.Column, error) {
	parts := strings.Split(value, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	c := assess.Column{Name: parts[0]}
	if len(parts) < 3 {
		return c, fmt.Errorf("column %q wants two titles: name | 中文 | English", c.Name)
	}
	c.Title = assess.Text{ZH: parts[1], EN: parts[2]}
	for _, more := range parts[3:] {
		code, words, ok := strings.Cut(more, "=")
		zh, en, both := strings.Cut(words, "/")
		switch {
		case more == "right":
			c.Right = true
		case ok && both:
			if c.Words == nil {
				c.Words = map[string]assess.Text{}
			}
			c.Words[strings.TrimSpace(code)] = assess.Text{ZH: strings.TrimSpace(zh), EN: strings.TrimSpace(en)}
		default:
			return c, fmt.Errorf("column %q: %q is neither right nor the words of a code: code = 中文 / English", c.Name, more)
		}
	}
	return c, nil
}

// HasStock says that some of its rows may be entries of a list that stands at a month's end, and no cases.
func (k *Clock) HasStock() bool { return has(k.body.names(), "stock") }

// onlyStock says that all its rows are a list that stands at a month's end, such as the firms of the listing reserve.
func (k *Clock) onlyStock() bool {
	at := slices.Index(k.body.names(), "stock")
	return at >= 0 && k.body.list[at].expr == "1" && !slices.Contains(k.body.words, "UNION")
}

// Table is where the clock's rows are.
func (k *Clock) Table() string { return "clock_" + k.Name }

// DeriveSQL puts together the statement that makes the rows of {months} under {run}.
func (c *Catalog) DeriveSQL(k *Clock) (string, error) {
	clause := c.with(k.lambdas, k.body.with)
	if clause != "" {
		clause = "WITH " + clause
	}
	return c.Query("derive", map[string]any{
		"table": Names{k.Table()}, "columns": Names(k.body.names()), "with": Fragment(clause),
		"list": Fragment(k.body.text), "rest": Fragment(k.body.rest),
	})
}

// with joins lambdas and a statement's own WITH list.
func (c *Catalog) with(lambdas []string, own string) string {
	var parts []string
	for _, l := range lambdas {
		parts = append(parts, c.lambdas[l])
	}
	if own != "" {
		parts = append(parts, own)
	}
	return strings.Join(parts, ",\n")
}

// Lambda returns the text of a file of lambdas, to be put behind WITH.
func (c *Catalog) Lambda(name string) Fragment { return Fragment(c.lambdas[name]) }

// IndicatorsOf returns the indicators that count a clock, by code.
func (c *Catalog) IndicatorsOf(k *Clock) []*Indicator {
	var found []*Indicator
	for _, i := range sorted(c.Indicators) {
		if i.Clock == k.Name {
			found = append(found, i)
		}
	}
	return found
}

// Hash tells whether the rows or the values of a clock would come out differently: its SQL, its lambdas, its indicators.
func (c *Catalog) Hash(k *Clock) uint64 {
	texts := []string{k.text}
	for _, l := range k.lambdas {
		texts = append(texts, c.lambdas[l])
	}
	for _, i := range c.IndicatorsOf(k) {
		texts = append(texts, i.text)
	}
	for _, r := range k.References {
		texts = append(texts, fmt.Sprint(c.Hash(c.Clocks[r])))
	}
	return hash(texts...)
}

// IsReference says that another clock looks this one up; it is then made whole, under one run.
func (c *Catalog) IsReference(k *Clock) bool {
	for _, other := range c.Clocks {
		if slices.Contains(other.References, k.Name) {
			return true
		}
	}
	return false
}

// InOrder returns the clocks so that each stands behind those it refers to.
func (c *Catalog) InOrder() []*Clock {
	var order []*Clock
	done := map[string]bool{}
	var visit func(k *Clock)
	visit = func(k *Clock) {
		if k == nil || done[k.Name] {
			return
		}
		done[k.Name] = true
		for _, r := range k.References {
			visit(c.Clocks[r])
		}
		order = append(order, k)
	}
	for _, k := range sorted(c.Clocks) {
		visit(k)
	}
	return order
}
