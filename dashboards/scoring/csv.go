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

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// shownFaults is how many faults of a file of values are told; more would hide the first.
const shownFaults = 20

// ParseValues reads values as CSV, unit[,year],indicator,value[,status,group], in any order of columns; other columns are
// ignored. An empty value is missing. The error holds the faults as file:line.
func ParseValues(file string, data []byte) ([]Input, error) {
	v := &valuesFile{file: file, first: map[string]int{}}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		v.faults.Add(file, 1, "the file is empty, want a header unit[,year],indicator,value[,status]")
		return nil, v.faults.Err()
	}
	v.readHeader(header)
	for len(v.faults) == 0 || v.header {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			line, column := 0, 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line, column, err = pe.Line, pe.Column, pe.Err
			}
			v.faults.Add(file, line, "no valid CSV at byte %d of the line: %v", column, err)
			break
		}
		line, _ := r.FieldPos(0)
		v.row(line, row)
	}
	if len(v.faults) == 0 && len(v.inputs) == 0 {
		v.faults.Add(file, 1, "the file has no rows below its header")
	}
	if more := len(v.faults) - shownFaults; more > 0 {
		v.faults = append(v.faults[:shownFaults], assess.Fault{
			File: file, Line: math.MaxInt32, Text: fmt.Sprintf("and %d faults more", more),
		})
		v.faults[shownFaults].Line = v.faults[shownFaults-1].Line
	}
	if err := v.faults.Err(); err != nil {
		return nil, err
	}
	return v.inputs, nil
}

// valuesFile reads one file of values.
type valuesFile struct {
	file   string
	faults assess.Faults
	column map[string]int
	cells  int
	header bool // the header was good
	first  map[string]int
	inputs []Input
}

func (v *valuesFile) readHeader(header []string) {
	v.column, v.cells = map[string]int{}, len(header)
	for i, name := range header {
		v.column[strings.TrimSpace(name)] = i
	}
	for _, want := range []string{"unit", "indicator", "value"} {
		if _, ok := v.column[want]; !ok {
			v.faults.Add(v.file, 1, "the header has no column %q%s, want unit[,year],indicator,value[,status]", want, assess.DidYouMean(want, header))
		}
	}
	v.header = len(v.faults) == 0
}

func (v *valuesFile) row(line int, row []string) {
	if len(row) != v.cells {
		v.faults.Add(v.file, line, "%d cells, want %d as in the header", len(row), v.cells)
		return
	}
	cell := func(name string) string {
		if i, ok := v.column[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	in := Input{
		Unit: strings.Clone(cell("unit")), Indicator: assess.IndicatorID(strings.Clone(cell("indicator"))),
		Group: strings.Clone(cell("group")), At: fmt.Sprintf("%s:%d", v.file, line),
	}
	for _, name := range []string{"unit", "indicator"} {
		if cell(name) == "" {
			v.faults.Add(v.file, line, "%s is empty", name)
			return
		}
	}
	if _, ok := v.column["year"]; ok {
		year, err := strconv.Atoi(cell("year"))
		if err != nil || year < 1 || year > 9999 {
			v.faults.Add(v.file, line, "year is %q, want a year like 2022", cell("year"))
			return
		}
		in.Year = year
	}
	if s := cell("value"); s != "" {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(s, "xX_") {
			v.faults.Add(v.file, line, "value of %s, %s is %q, want a number like 3.5, or an empty cell when there is none", in.Unit, in.Indicator, s)
			return
		}
		in.Value = &x
	}
	status, err := assess.ParseStatus(cell("status"))
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

// Columns are columns of a result that are written only when asked for, behind the others.
type Columns struct {
	Imputed bool // used, the value that was scored where it is not the one given, and imputed, how it was made
	Treated bool // used, and treated: winsorised or log

	TierStatus bool // tier_status of a total: announced, or estimated (估算) when a cut-off around it is
}

// WriteCSV writes [year,]unit,node,score,rank,tier,status for every node of every unit, leaves included. Scores have 17
// digits, so that they read back to the same number; what is not scored has empty cells.
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
			cells := []string{u.Unit, n.ID, score, unlessZero(n.Rank), unlessZero(n.Tier), string(n.Status)}
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
