package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/report"
)

// Table is a table on a page; Export turns it into the same table of a file.
type Table struct {
	Name    string // of the file: "themes"
	Caption string // read aloud
	Class   string
	Columns []Column
	Rows    []Row
	Empty   *State // stands instead of a table without rows
}

// Column is one column of a table.
type Column struct {
	Key   string
	Title string
	Unit  string // in the head of a file; on a page it stands in a column or the kicker
	Num   bool   // numbers stand right
	Hide  bool   // left out on a phone
	Drawn bool   // a drawing or a link of the page: no column of a file
	File  bool   // only in files: a code that programs join by
	Wide  bool   // a whole line when a phone shows rows as cards
	Short bool   // its words stay on one line
	Class string
}

// Row is one row; the total and the row in question look different.
type Row struct {
	Cells  []Cell
	Me     bool
	Sum    bool
	Group  bool // the head of the rows below it
	Anchor string
}

// Cell is one value as shown, with what it links to.
type Cell struct {
	Value report.Value
	Shown string // when it differs from the value: "9月30日 18:02" for an ISO time
	Href  string
	Links []Link // each part of the value leads to a page of its own, where it has an address
	Note  string // small and grey beside it, not exported
	Light *Light
	Bar   *Bar
	Lines []string // more lines below, not exported
	Pairs []Pair   // names and values of a whole row
	Marks []Mark   // of the value; a file has them in a column of their own
	Mono  bool
}

// Pair is a name and a value.
type Pair struct{ Name, Value string }

// Bar is a bar in a table, in percent of the column's width.
type Bar struct {
	Percent float64
	Class   string // a bad, b context, g good, p plain
}

// Width is the bar's width as SVG wants it.
func (b Bar) Width() string { return digits(b.Percent, 2) + "%" }

// Text is what the cell shows.
func (c Cell) Text() string {
	switch {
	case c.Shown != "":
		return c.Shown
	case c.Value.Kind == report.Number:
		return forPeople(c.Value.Text)
	}
	return c.Value.Text
}

// words is a cell of text.
func words(s string) Cell { return Cell{Value: report.Text(s)} }

// num is a cell of a number, a dash when there is none.
func num(v *float64, decimals int) Cell {
	c := Cell{Value: number(v, decimals)}
	if c.Value.Kind == report.Nothing {
		c.Shown = dash
	}
	return c
}

// exact is a cell of a number that the page rounds and a file carries with every digit: what was measured, and scores,
// so that they can be computed again from it.
func exact(v *float64, decimals int) Cell {
	c := num(v, decimals)
	if c.Value.Kind == report.Number {
		c.Shown = forPeople(c.Value.Text)
		c.Value.Text = strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return c
}

// percent is a cell of a rate: the sign on the page, the unit in the head of a file.
func percent(v *float64, decimals int) Cell {
	c := num(v, decimals)
	if c.Value.Kind == report.Number {
		c.Shown = forPeople(c.Value.Text) + "%"
	}
	return c
}

// count is a cell of a whole number.
func count(n int64) Cell { return Cell{Value: report.Digits(fmt.Sprint(n))} }

func (c Cell) to(href string) Cell { c.Href = href; return c }

// marked is the cell with marks before its value.
func (c Cell) marked(marks []Mark) Cell { c.Marks = marks; return c }

// marked says that a cell of the table is marked.
func (t Table) marked() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Cells, func(c Cell) bool { return len(c.Marks) > 0 })
	})
}

// marksOf says which cells of a row are marked, and how: "score: imputed".
func (t Table) marksOf(r Row, join string) string {
	var parts []string
	for i, c := range r.Cells {
		for _, m := range c.Marks {
			parts = append(parts, t.Columns[i].Title+" "+m.Text)
		}
	}
	return strings.Join(parts, join)
}

// export is the table as a file carries it; imputed says what the marks of cells mean, and names their column.
func (t Table) export(title string, notes []report.Note, mark report.Mark, imputed report.Note) report.Table {
	out := report.Table{Name: t.Name, Title: title, Notes: notes, Mark: mark}
	for _, c := range t.Columns {
		if !c.Drawn {
			out.Columns = append(out.Columns, report.Column{Key: c.Key, Title: c.Title, Unit: c.Unit})
		}
	}
	marked := t.marked()
	if marked {
		out.Columns = append(out.Columns, report.Column{Key: "imputed", Title: imputed.Title})
		out.Notes = append(out.Notes[:len(out.Notes):len(out.Notes)], imputed)
	}
	for _, r := range t.Rows {
		row := make([]report.Value, 0, len(out.Columns))
		for i, cell := range r.Cells {
			if !t.Columns[i].Drawn {
				row = append(row, cell.Value)
			}
		}
		if marked {
			row = append(row, report.Text(t.marksOf(r, "; ")))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
