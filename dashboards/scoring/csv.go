package scoring

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// shownFaults is how many faults of a file are told; more would hide the first.
const shownFaults = 20

// csvFile reads a CSV file by its header; other columns are ignored.
type csvFile struct {
	file   string
	faults assess.Faults
	column map[string]int
	cells  []string // of the row at hand
}

// has says whether the header has a column.
func (f *csvFile) has(name string) bool {
	_, ok := f.column[name]
	return ok
}

// cell is that of a column in the row at hand, empty where there is no such column.
func (f *csvFile) cell(name string) string {
	if i, ok := f.column[name]; ok {
		return strings.TrimSpace(f.cells[i])
	}
	return ""
}

// number reads a cell that may be empty.
func (f *csvFile) number(line int, name, of string) (x *float64, ok bool) {
	s := f.cell(name)
	if s == "" {
		return nil, true
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(s, "xX_") {
		f.faults.Add(f.file, line, "%s of %s is %q, want a number like 3.5, or an empty cell when there is none", name, of, s)
		return nil, false
	}
	return &v, true
}

// year reads the cell of the year.
func (f *csvFile) year(line int) (int, bool) {
	year, err := strconv.Atoi(f.cell("year"))
	if err != nil || year < 1 || year > 9999 {
		f.faults.Add(f.file, line, "year is %q, want a year like 2022", f.cell("year"))
		return 0, false
	}
	return year, true
}

// read calls row for every row below the header. The error holds the faults as file:line.
func (f *csvFile) read(data []byte, want []string, header string, row func(line int)) error {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	names, err := r.Read()
	if err != nil {
		f.faults.Add(f.file, 1, "the file is empty, want a header %s", header)
		return f.faults.Err()
	}
	f.column = map[string]int{}
	for i, name := range names {
		f.column[strings.Clone(strings.TrimSpace(name))] = i
	}
	for _, name := range want {
		if !f.has(name) {
			f.faults.Add(f.file, 1, "the header has no column %q%s, want %s", name, assess.DidYouMean(name, names), header)
		}
	}
	if len(f.faults) > 0 {
		return f.faults.Err()
	}
	rows := 0
	for width := len(names); ; rows++ {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			line, column := 0, 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line, column, err = pe.Line, pe.Column, pe.Err
			}
			f.faults.Add(f.file, line, "no valid CSV at byte %d of the line: %v", column, err)
			break
		}
		line, _ := r.FieldPos(0)
		if len(cells) != width {
			f.faults.Add(f.file, line, "%d cells, want %d as in the header", len(cells), width)
			continue
		}
		f.cells = cells
		row(line)
	}
	if len(f.faults) == 0 && rows == 0 {
		f.faults.Add(f.file, 1, "the file has no rows below its header")
	}
	if more := len(f.faults) - shownFaults; more > 0 {
		f.faults = append(f.faults[:shownFaults], assess.Fault{
			File: f.file, Line: math.MaxInt32, Text: fmt.Sprintf("and %d faults more", more),
		})
		f.faults[shownFaults].Line = f.faults[shownFaults-1].Line
	}
	return f.faults.Err()
}

// ParseValues reads values as CSV, unit[,year],indicator,value[,status,group], in any order of columns; other columns are
// ignored. An empty value is missing. The error holds the faults as file:line.
func ParseValues(file string, data []byte) ([]Input, error) {
	v := &valuesFile{csvFile: csvFile{file: file}, first: map[string]int{}}
	if err := v.read(data, []string{"unit", "indicator", "value"}, "unit[,year],indicator,value[,status]", v.row); err != nil {
		return nil, err
	}
	return v.inputs, nil
}

// valuesFile reads one file of values.
type valuesFile struct {
	csvFile
	first  map[string]int
	inputs []Input
}

func (v *valuesFile) row(line int) {
	in := Input{
		Unit: strings.Clone(v.cell("unit")), Indicator: assess.IndicatorID(strings.Clone(v.cell("indicator"))),
		Group: strings.Clone(v.cell("group")), At: fmt.Sprintf("%s:%d", v.file, line),
	}
	for _, name := range []string{"unit", "indicator"} {
		if v.cell(name) == "" {
			v.faults.Add(v.file, line, "%s is empty", name)
			return
		}
	}
	ok := true
	if v.has("year") {
		if in.Year, ok = v.year(line); !ok {
			return
		}
	}
	if in.Value, ok = v.number(line, "value", fmt.Sprintf("%s, %s", in.Unit, in.Indicator)); !ok {
		return
	}
	status, err := assess.ParseStatus(v.cell("status"))
	if err != nil {
		v.faults.Add(v.file, line, "%s", strings.TrimSuffix(err.Error(), ": "+assess.ErrInvalid.Error()))
		return
	}
	in.Status = status
	key := fmt.Sprintf("%s\x00%d\x00%s", in.Unit, in.Year, in.Indicator)
	if first, twice := v.first[key]; twice {
		v.faults.Add(v.file, line, "%s has two values of %s, the first in line %d", in.Unit, in.Indicator, first)
		return
	}
	v.first[key] = line
	v.inputs = append(v.inputs, in)
}

// ParseMonths reads months as CSV, unit,year,month,indicator and numerator,denominator[,scale], a numerator alone or value, as
// Month has them, in any order of columns; other columns are ignored. The error holds the faults as file:line.
func ParseMonths(file string, data []byte) ([]Month, error) {
	f := &csvFile{file: file}
	var months []Month
	header := "unit,year,month,indicator and numerator[,denominator,scale] or value"
	err := f.read(data, []string{"unit", "year", "month", "indicator"}, header, func(line int) {
		m := Month{Unit: strings.Clone(f.cell("unit")), Indicator: assess.IndicatorID(strings.Clone(f.cell("indicator"))), At: fmt.Sprintf("%s:%d", file, line)}
		for _, name := range []string{"unit", "indicator"} {
			if f.cell(name) == "" {
				f.faults.Add(file, line, "%s is empty", name)
				return
			}
		}
		ok := true
		if m.Year, ok = f.year(line); !ok {
			return
		}
		month, err := strconv.Atoi(f.cell("month"))
		if err != nil || month < 1 || month > 12 {
			f.faults.Add(file, line, "month is %q, want 1 to 12", f.cell("month"))
			return
		}
		m.Month = time.Month(month)
		var parts [4]*float64
		for k, name := range []string{"numerator", "denominator", "value", "scale"} {
			if parts[k], ok = f.number(line, name, fmt.Sprintf("%s, %s", m.Unit, m.Indicator)); !ok {
				return
			}
		}
		m.Numerator, m.Denominator, m.Value = parts[0], parts[1], parts[2]
		scale := parts[3]
		if scale != nil {
			m.Scale = *scale
		}
		if _, err := m.kind(); err != nil {
			f.faults.Add(file, line, "%s", strings.TrimPrefix(strings.TrimSuffix(err.Error(), ": "+assess.ErrInvalid.Error()), m.At+": "))
			return
		}
		months = append(months, m)
	})
	if err != nil {
		return nil, err
	}
	return months, nil
}

// Columns are columns of a result that are written only when asked for, behind the others.
type Columns struct {
	Imputed bool // used, the value that was scored where it is not the one given, and imputed, how it was made
	Treated bool // used, and treated: winsorised or log

	Copeland   bool // copeland: wins less losses of totals and themes
	TierStatus bool // tier_status of a total: announced, or estimated (估算) when a cut-off around it is
}

// WriteCSV writes [year,]unit,node,score,rank,tier,status for every node of every unit, leaves included. Scores have 17
// digits, so that they read back to the same number; what is not scored has empty cells. A status is that of the value, or
// imputed where another one stands in.
func WriteCSV(w io.Writer, res *Result) error { return WriteColumns(w, res, Columns{}) }

// WriteColumns writes what WriteCSV writes, with more columns.
func WriteColumns(w io.Writer, res *Result, more Columns) error {
	years := false
	for _, u := range res.Units {
		years = years || u.Year != 0
	}
	out := csv.NewWriter(w)
	write := func(year string, cells ...string) {
		if years {
			cells = append([]string{year}, cells...)
		}
		_ = out.Write(cells) // Flush reports it
	}
	write("year", append([]string{"unit", "node", "score", "rank", "tier", "status"}, more.names()...)...)
	for _, u := range res.Units {
		for _, n := range u.Nodes {
			score := ""
			if n.Score != nil {
				score = strconv.FormatFloat(*n.Score, 'g', 17, 64)
			}
			status := n.Status
			if n.Imputed != NoImputation {
				status = assess.StandsIn
			}
			cells := []string{u.Unit, n.ID, score, unlessZero(n.Rank), unlessZero(n.Tier), string(status)}
			write(strconv.Itoa(u.Year), append(cells, more.cells(&u, &n)...)...)
		}
	}
	out.Flush()
	return out.Error()
}

func (c Columns) names() (names []string) {
	if c.Imputed || c.Treated {
		names = append(names, "used")
	}
	if c.Imputed {
		names = append(names, "imputed")
	}
	if c.Treated {
		names = append(names, "treated")
	}
	if c.Copeland {
		names = append(names, "copeland")
	}
	if c.TierStatus {
		names = append(names, "tier_status")
	}
	return names
}

func (c Columns) cells(u *UnitResult, n *NodeResult) (cells []string) {
	if c.Imputed || c.Treated {
		used := ""
		if n.Used != nil {
			used = strconv.FormatFloat(*n.Used, 'g', 17, 64)
		}
		cells = append(cells, used)
	}
	if c.Imputed {
		cells = append(cells, string(n.Imputed))
	}
	if c.Treated {
		cells = append(cells, string(n.Treated))
	}
	if c.Copeland {
		wins := ""
		if n.Copeland != nil {
			wins = strconv.Itoa(*n.Copeland)
		}
		cells = append(cells, wins)
	}
	if c.TierStatus {
		status := ""
		switch {
		case n.Tier == 0:
		case u.Distance.Estimated:
			status = string(scheme.Estimated)
		default:
			status = string(scheme.Announced)
		}
		cells = append(cells, status)
	}
	return cells
}

func unlessZero(i int) string {
	if i == 0 {
		return ""
	}
	return strconv.Itoa(i)
}
