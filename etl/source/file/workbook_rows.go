package file

import (
	"bytes"
	"io"
	"strconv"
)

// The bounds of a sheet, as Excel has them.
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
)

// sheetRows reads the rows of a sheet one after the other. What next sets is valid until the next call.
//
// Rows and columns that are hidden are read like others: a filter hides rows, and what a file says must not depend on what its
// sender last looked at.
type sheetRows struct {
	number int // of the row, from 1
	cells  []cell
	text   []byte // of the cells

	book *workbook
	part io.ReadCloser
	m    *markup
	in   bool // inside sheetData
	err  error
}

// cellKind is what a cell holds.
type cellKind uint8

const (
	numberCell  cellKind = iota
	sharedCell           // the number of a shared text
	textCell             // a text of its own
	truthCell            // 0 or 1
	dateCell             // a day as ISO 8601 writes it
	failureCell          // what went wrong, as #N/A
)

// cell is a cell that is not empty.
type cell struct {
	column   int // from 0
	kind     cellKind
	style    int
	from, to int  // of its value in the row's text
	empty    bool // a formula without a value
}

// rows begins to read a sheet. Close it.
func (w *workbook) rows(s sheet) (*sheetRows, error) {
	part, err := w.open(s.path)
	if err != nil {
		return nil, err
	}
	return &sheetRows{book: w, part: part, m: newMarkup(part)}, nil
}

func (r *sheetRows) close() { _ = r.part.Close() } // it was only read

// next goes to the next row that is written down in the sheet; false at the end of the rows, or with r.err, which may be a
// *Problem. The end of the rows is the end of the sheet: what follows them is read, so that a damaged sheet is found out.
func (r *sheetRows) next() bool {
	for r.err == nil && r.m.next() {
		switch name := string(r.m.name); {
		case r.m.kind == opening && !r.in:
			r.in = name == "sheetData"
			if r.in && r.m.alone {
				return r.end()
			}
		case r.m.kind == opening && name == "row":
			return r.row()
		case r.m.kind == opening:
			r.m.leave()
		case r.m.kind == closing:
			if r.in && name == "sheetData" {
				return r.end()
			}
		}
	}
	if r.err == nil {
		r.err = brokenWorkbook() // the end, and no end of the rows
	}
	return false
}

// end reads what is left of the sheet.
func (r *sheetRows) end() bool {
	if _, err := io.Copy(io.Discard, r.part); err != nil {
		r.err = brokenWorkbook()
	}
	return false
}

// row reads the row whose tag the markup stands on.
func (r *sheetRows) row() bool {
	number := r.number + 1
	for {
		name, value := r.m.attribute()
		if len(name) == 0 {
			break
		}
		if string(name) == "r" {
			n, ok := decimal(value)
			if !ok || n < number {
				r.err = brokenWorkbook() // two rows of one number
				return false
			}
			number = n
		}
	}
	if number > maxSheetRows {
		r.err = newProblem(TooLarge, 0,
			"工作表的行数超过 Excel 的上限 1048576 行;请分批报送。", "the sheet has more than the 1048576 rows of Excel; send it in parts")
		return false
	}
	r.number, r.cells, r.text = number, r.cells[:0], r.text[:0]
	if r.m.alone {
		return true
	}
	for column := 0; r.m.next(); {
		switch {
		case r.m.kind == closing:
			return r.whole()
		case r.m.kind != opening:
		case string(r.m.name) != "c":
			r.m.leave()
		default:
			if column = r.cell(column); r.err != nil {
				return false
			}
		}
	}
	return r.whole() // with the error of the markup
}

// whole reports whether the row was read without an error.
func (r *sheetRows) whole() bool {
	if r.m.err != nil {
		r.err = brokenWorkbook()
	}
	return r.err == nil
}

// cell reads the cell whose tag the markup stands on and gives the column behind it.
func (r *sheetRows) cell(column int) int {
	c := cell{column: column, from: len(r.text)}
	for {
		name, value := r.m.attribute()
		if len(name) == 0 {
			break
		}
		if len(name) != 1 {
			continue
		}
		ok := true
		switch name[0] {
		case 'r':
			c.column, ok = columnOf(value)
			ok = ok && c.column >= column
		case 's':
			c.style, ok = decimal(value)
		case 't':
			c.kind, ok = kindOf(value)
		}
		if !ok {
			r.err = brokenWorkbook()
			return 0
		}
	}
	if c.column >= maxSheetColumns {
		r.err = brokenWorkbook()
		return 0
	}
	if r.m.alone {
		return c.column + 1
	}
	formula, valued := false, false
	for r.m.next() && r.m.kind != closing {
		if r.m.kind != opening {
			continue
		}
		switch string(r.m.name) {
		case "v":
			valued = true
			r.value()
			if c.kind == textCell {
				r.text = unescapeFrom(r.text, c.from)
			}
		case "is":
			r.text = appendRich(r.text, r.m)
		case "f":
			formula = true
			r.m.leave()
		default:
			r.m.leave()
		}
	}
	c.to = len(r.text)
	// An empty text is the value of many a formula; no value at all is what programs leave that do not calculate.
	c.empty = formula && c.from == c.to && (!valued || c.kind != textCell)
	if c.from < c.to || c.empty {
		r.cells = append(r.cells, c)
	}
	return c.column + 1
}

// value adds the text of the element that the markup stands on.
func (r *sheetRows) value() {
	if r.m.alone {
		return
	}
	for r.m.next() && r.m.kind != closing {
		if r.m.kind == words {
			r.text = r.m.appendText(r.text)
		} else {
			r.m.leave()
		}
	}
}

func kindOf(t []byte) (cellKind, bool) {
	switch string(t) {
	case "n":
		return numberCell, true
	case "s":
		return sharedCell, true
	case "str", "inlineStr":
		return textCell, true
	case "b":
		return truthCell, true
	case "e":
		return failureCell, true
	case "d":
		return dateCell, true
	}
	return 0, false
}

// columnOf is the column of a cell's name, from 0.
func columnOf(name []byte) (int, bool) {
	n := 0
	for i, c := range name {
		if c >= 'A' && c <= 'Z' && i < 4 {
			n = 26*n + int(c-'A') + 1
			continue
		}
		return n - 1, i > 0
	}
	return 0, false
}

// columnName is the name of a column, from 0.
func columnName(column int) string {
	var b []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		b = append([]byte{'A' + byte((n-1)%26)}, b...)
	}
	return string(b)
}

// decimal is a number of few digits; strconv wants a string.
func decimal(b []byte) (int, bool) {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, len(b) > 0 && len(b) < 10
}

// flaw is what is wrong with a cell.
type flaw uint8

const (
	sound    flaw = iota
	noResult      // a formula without a value
	failure       // an error value
	lostSome      // a number that has lost digits
	noText        // characters that were lost before
)

// appendCell writes the text of a cell of the row.
func (r *sheetRows) appendCell(dst []byte, c cell) ([]byte, flaw) {
	raw := r.text[c.from:c.to]
	switch {
	case c.empty:
		return dst, noResult
	case c.kind == numberCell:
		f := format{}
		if c.style < len(r.book.formats) {
			f = r.book.formats[c.style]
		}
		dst, tooLong := appendNumber(dst, raw, f, r.book.date1904)
		if tooLong {
			return dst, lostSome
		}
		return dst, textOr(raw)
	case c.kind == sharedCell:
		i, err := strconv.Atoi(string(raw))
		text, ok := r.book.shared.at(i)
		if err != nil || !ok {
			r.err = brokenWorkbook()
		}
		if !r.book.shared.clean {
			return append(dst, text...), textOr(text)
		}
		return append(dst, text...), sound
	case c.kind == truthCell:
		if string(raw) == "1" || string(raw) == "true" {
			return append(dst, "TRUE"...), sound
		}
		return append(dst, "FALSE"...), sound
	case c.kind == failureCell:
		if !isText(raw) {
			return dst, noText
		}
		return append(dst, raw...), failure
	case c.kind == dateCell:
		return append(dst, bytes.TrimSuffix(bytes.Replace(raw, []byte("T"), []byte(" "), 1), []byte("Z"))...), textOr(raw)
	}
	return append(dst, raw...), textOr(raw)
}

func textOr(raw []byte) flaw {
	if isText(raw) {
		return sound
	}
	return noText
}
