package report

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Book is a report as a workbook: a sheet for each table, one of native charts and one of notes.
type Book struct {
	Name   string // of the file, without its ending
	Sheets []Sheet
	Charts string // name of the sheet of charts
	Notes  string // name of the sheet of notes
}

// Mark is that of its tables: what a file with invented figures says of itself.
func (b Book) Mark() Mark {
	for _, s := range b.Sheets {
		if s.Table.Mark.Text != "" {
			return s.Table.Mark
		}
	}
	return Mark{}
}

// Sheet is a table with what is drawn of it.
type Sheet struct {
	Name   string // at most 31 characters, of which none is one of \ / ? * : [ ]
	Table  Table
	Charts []Chart
}

// ChartKind says how values are drawn.
type ChartKind uint8

// The kinds of chart.
const (
	Bars ChartKind = iota // lying, one a row
	Line
)

// Chart draws columns of its sheet's table, whose keys it names. It is a chart of the spreadsheet itself, which changes with
// the cells.
type Chart struct {
	Title  string
	Kind   ChartKind
	Label  string   // key of the column that names the points
	Values []string // keys of the columns that are drawn
	Rows   int      // of the table, from the first; 0: all
}

// Places of charts on their sheet, in cells.
const (
	chartWidth, chartHeight = 900, 420 // pixels
	chartRows               = 23       // rows that a chart covers
)

// WriteBook writes b. Figures are those of the tables, with the 15 digits that a spreadsheet keeps.
func WriteBook(w io.Writer, b Book) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	book := workbook{File: f, formats: map[int]int{}}
	first := f.GetSheetName(0)
	for i, s := range b.Sheets {
		if i == 0 {
			err = f.SetSheetName(first, s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			columns, rows := s.Table.marked()
			err = book.table(s.Name, columns, rows)
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	if err := book.charts(b); err != nil {
		return fmt.Errorf("sheet %s: %w", b.Charts, err)
	}
	if len(b.Sheets) > 0 {
		if err := book.notes(b.Notes, b.Sheets[0].Table); err != nil {
			return fmt.Errorf("sheet %s: %w", b.Notes, err)
		}
	}
	_, err = f.WriteTo(w)
	return err
}

// charts draws all charts on a sheet of their own, one below the other.
func (b workbook) charts(of Book) error {
	if _, err := b.NewSheet(of.Charts); err != nil {
		return err
	}
	row := 1
	for _, s := range of.Sheets {
		for _, c := range s.Charts {
			drawn, err := c.drawing(s)
			if err != nil {
				return err
			}
			if err := b.AddChart(of.Charts, fmt.Sprintf("A%d", row), drawn); err != nil {
				return err
			}
			row += chartRows
		}
	}
	return nil
}

// drawing is the chart as the library takes it.
func (c Chart) drawing(s Sheet) (*excelize.Chart, error) {
	last := len(s.Table.Rows) + 1
	if c.Rows > 0 {
		last = min(last, c.Rows+1)
	}
	cells := func(key string) (head, all string, err error) {
		for i, column := range s.Table.Columns {
			if column.Key == key {
				letter, err := excelize.ColumnNumberToName(i + 1)
				return fmt.Sprintf("'%s'!$%s$1", s.Name, letter), fmt.Sprintf("'%s'!$%s$2:$%s$%d", s.Name, letter, letter, last), err
			}
		}
		return "", "", fmt.Errorf("chart %q: table %s has no column %q", c.Title, s.Table.Name, key)
	}
	_, labels, err := cells(c.Label)
	if err != nil {
		return nil, err
	}
	chart := &excelize.Chart{
		Type: excelize.Bar, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
	}
	if c.Kind == Line {
		chart.Type = excelize.Line
	} else {
		chart.YAxis.ReverseOrder = false
		chart.XAxis.ReverseOrder = true // the first row stands on top
	}
	for _, key := range c.Values {
		name, values, err := cells(key)
		if err != nil {
			return nil, err
		}
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: name, Categories: labels, Values: values})
	}
	return chart, nil
}
