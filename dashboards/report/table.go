// Package report holds what leaves the product as a file. For now that is the one writer of tables: a Table is what a
// page shows, and CSV, JSON and XLSX of it hold the same figures. It knows nothing of where a table comes from; Table is
// the entry point.
package report

import (
	"fmt"
	"strings"
)

// Kind says what a value is.
type Kind uint8

// The kinds of value.
const (
	Nothing Kind = iota // no value: an empty cell, never zero
	Words
	Number
)

// Value is one value of a table. A number is kept as decimal digits, so that no writer rounds it; a measured one may have
// more of them than the page shows.
type Value struct {
	Kind  Kind
	Text  string // words, or the digits of a number: "-1.60"
	Shown int    // decimals that the page shows of a number
}

// Text is a value of words; no words are no value.
func Text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: Words, Text: s}
}

// Digits is a number as written: an optional "-", digits, and an optional fraction.
func Digits(s string) Value {
	_, fraction, _ := strings.Cut(s, ".")
	return Value{Number, s, len(fraction)}
}

// Column is one column of a table.
type Column struct {
	Key   string // in JSON; stays the same in every language
	Title string
	Unit  string
}

// Head is the title with its unit, as it stands in a file.
func (c Column) Head() string {
	if c.Unit == "" {
		return c.Title
	}
	return fmt.Sprintf("%s (%s)", c.Title, c.Unit)
}

// Note is one line about a table: where it comes from, as of when, which publication.
type Note struct {
	Title string
	Text  string
}

// Mark is a word that every row of a file carries in a column of its own, e.g. 演示数据.
type Mark struct {
	Key   string // of the column, in JSON
	Title string // of the column
	Text  string
}

// Table is a table as a page shows it.
type Table struct {
	Name    string // of the file, without its ending
	Title   string
	Columns []Column
	Rows    [][]Value
	Notes   []Note
	Mark    Mark // empty when nothing is invented
}

// marked returns the columns and rows with the mark as the last column.
func (t Table) marked() ([]Column, [][]Value) {
	if t.Mark.Text == "" {
		return t.Columns, t.Rows
	}
	columns := append(append([]Column{}, t.Columns...), Column{Key: t.Mark.Key, Title: t.Mark.Title})
	rows := make([][]Value, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = append(append([]Value{}, row...), Text(t.Mark.Text))
	}
	return columns, rows
}

// guard makes a text harmless in a spreadsheet, which takes a cell that begins with one of these signs for a formula.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(s)) {
		return "'" + s
	}
	return s
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
