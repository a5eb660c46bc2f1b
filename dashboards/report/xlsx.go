package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	dataSheet  = "数据 data"
	notesSheet = "说明 notes"
	widest     = 60 // of a column, in characters
)

// WriteXLSX writes t as a workbook of two sheets: the table with its head frozen, and the notes. Texts are written as
// texts, never as formulas, and go through the same guard as in CSV, since a workbook is often saved as CSV.
func WriteXLSX(w io.Writer, t Table) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if err := f.SetSheetName(f.GetSheetName(0), dataSheet); err != nil {
		return err
	}
	columns, rows := t.marked()
	book := workbook{File: f, formats: map[int]int{}}
	if err := book.table(dataSheet, columns, rows); err != nil {
		return fmt.Errorf("sheet %s: %w", dataSheet, err)
	}
	if err := book.notes(notesSheet, t); err != nil {
		return fmt.Errorf("sheet %s: %w", notesSheet, err)
	}
	_, err = f.WriteTo(w)
	return err
}

type workbook struct {
	*excelize.File
	formats map[int]int // style of a number by its decimals
}

func (b workbook) table(sheet string, columns []Column, rows [][]Value) error {
	head, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "808080"}}})
	if err != nil {
		return err
	}
	out, err := b.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range widths(columns, rows) {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	line := make([]any, len(columns))
	for i, c := range columns {
		line[i] = excelize.Cell{StyleID: head, Value: guard(c.Head())}
	}
	if err := out.SetRow("A1", line); err != nil {
		return err
	}
	for n, row := range rows {
		for i, v := range row {
			if line[i], err = b.cell(v); err != nil {
				return err
			}
		}
		if err := out.SetRow("A"+strconv.Itoa(n+2), line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (b workbook) cell(v Value) (any, error) {
	switch v.Kind {
	case Words:
		return guard(v.Text), nil
	case Number:
		number, err := strconv.ParseFloat(v.Text, 64)
		if err != nil {
			return nil, err
		}
		style, err := b.format(v.Shown)
		return excelize.Cell{StyleID: style, Value: number}, err
	}
	return nil, nil
}

// format is the style that shows so many decimals.
func (b workbook) format(decimals int) (int, error) {
	if style, ok := b.formats[decimals]; ok {
		return style, nil
	}
	code := "#,##0"
	if decimals > 0 {
		code += "." + strings.Repeat("0", decimals)
	}
	style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code})
	b.formats[decimals] = style
	return style, err
}

func (b workbook) notes(sheet string, t Table) error {
	if _, err := b.NewSheet(sheet); err != nil {
		return err
	}
	if err := b.SetColWidth(sheet, "A", "A", 16); err != nil {
		return err
	}
	if err := b.SetColWidth(sheet, "B", "B", 80); err != nil {
		return err
	}
	lines := []Note{{Text: t.Title}}
	if t.Mark.Text != "" {
		lines = append(lines, Note{t.Mark.Title, t.Mark.Text})
	}
	for i, n := range append(lines, t.Notes...) {
		row := strconv.Itoa(i + 1)
		if err := b.SetCellStr(sheet, "A"+row, guard(n.Title)); err != nil {
			return err
		}
		if err := b.SetCellStr(sheet, "B"+row, guard(n.Text)); err != nil {
			return err
		}
	}
	return nil
}

// widths are those of the longest text of each column; a Chinese character takes the room of two.
func widths(columns []Column, rows [][]Value) []float64 {
	out := make([]float64, len(columns))
	fit := func(i int, s string) {
		wide := float64(utf8.RuneCountInString(s)+(len(s)-utf8.RuneCountInString(s))/2) + 2
		out[i] = min(widest, max(out[i], wide))
	}
	for i, c := range columns {
		fit(i, c.Head())
	}
	for _, row := range rows {
		for i, v := range row {
			fit(i, v.Text)
		}
	}
	return out
}
