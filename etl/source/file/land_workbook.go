package file

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"

	"yingshang/etl/source"
)

// workbook lands the input as an .xlsx workbook. What was received is held in memory, since the parts of an archive are found
// from its end.
func (l *landing) workbook() (Manifest, error) {
	if err := l.rewind(); err != nil {
		return Manifest{}, err
	}
	in := l.receive(l.input)
	data, err := io.ReadAll(in)
	if err != nil {
		return Manifest{}, err
	}
	book, err := openWorkbook(data)
	if err != nil {
		return Manifest{}, err
	}
	h, err := book.findSheet(l.source)
	if err != nil {
		return Manifest{}, err
	}
	change, err := newPersonal(l.source, h.cells, l.key)
	if err != nil {
		return Manifest{}, err
	}
	rows, err := book.rows(h.sheet)
	if err != nil {
		return Manifest{}, err
	}
	defer rows.close()
	out, err := newKept(filepath.Join(l.dir, string(l.source.ID)))
	if err != nil {
		return Manifest{}, err
	}
	defer out.abandon()
	out.hashed = true
	if err := newTable(h, change).write(l, out, rows); err != nil {
		return Manifest{}, err
	}
	m := Manifest{
		Source: l.source.ID, Name: l.name, Encoding: xlsxName, Delimiter: ',', Sheet: h.sheet.name,
		HeaderLine: h.line, Header: h.cells, Columns: h.columns, Personal: treatment(l.source, h.cells),
		ReceivedSHA: hex.EncodeToString(in.hash.Sum(nil)), ReceivedBytes: in.n, LandedSHA: out.sum(), LandedBytes: out.n,
	}
	m = m.In(l.dir)
	return m, out.keep(m.Path)
}

// table writes the rows of a sheet as CSV, each on the line of its number: a line is empty where the sheet has no row, and a
// record with line breaks in it, which are kept, counts as one.
type table struct {
	head   *sheetHead
	change *personal
	column []int // of the sheet's columns, which of the table's it is; -1: none
	record []byte
	value  []byte
}

func newTable(h *sheetHead, change *personal) *table {
	t := &table{head: h, change: change, column: make([]int, h.at[len(h.at)-1]+1)}
	for i := range t.column {
		t.column[i] = -1
	}
	for i, at := range h.at {
		t.column[at] = i
	}
	return t
}

func (t *table) write(l *landing, out *kept, rows *sheetRows) error {
	buf := bytes.Repeat([]byte{'\n'}, t.head.line-1)
	for i, name := range t.head.cells {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = appendValue(buf, []byte(name), ',')
	}
	buf = append(buf, '\n')
	line := t.head.line + 1 // the one that is written next
	for rows.next() {
		if rows.number <= t.head.line {
			continue
		}
		there, err := t.row(rows)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		for ; line < rows.number; line++ {
			buf = append(buf, '\n')
		}
		buf = append(append(buf, t.record...), '\n')
		line++
		if len(buf) >= outSize {
			if err := l.ctx.Err(); err != nil {
				return err
			}
			if _, err := out.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if rows.err != nil {
		return rows.err
	}
	_, err := out.Write(buf)
	return err
}

// row makes the record of a row; false when the row has nothing in the table's columns. A cell right behind the last column makes
// it ragged, as a field too many does in CSV; what stands apart from the table, behind an empty column, is not of it. A cell
// between two columns is, and nobody can say what it is.
func (t *table) row(rows *sheetRows) (there bool, err error) {
	t.record = t.record[:0]
	fault, column := Good, 0
	for _, c := range rows.cells {
		if c.column >= len(t.column) {
			break
		}
		i := t.column[c.column]
		value, what := rows.appendCell(t.value[:0], c)
		t.value = value
		if rows.err != nil {
			return false, rows.err
		}
		if i < 0 {
			if len(bytes.TrimSpace(value)) > 0 || what != sound {
				return false, t.nameless(rows, c)
			}
			continue
		}
		switch what {
		case noResult:
			return false, noValue(rows, c, t.head.cells[i])
		case noText:
			return false, lostText(rows, c)
		case failure, lostSome:
			// A column that feeds nothing may hold what it likes: a number is written so that nobody takes it for a whole one.
			if t.head.columns[i] != "" && fault == Good {
				fault = map[flaw]Fault{failure: Failed, lostSome: LostSome}[what]
			}
		}
		for ; column < i; column++ {
			t.record = append(t.record, ',')
		}
		if t.change != nil && t.change.how[i] != "" {
			value = t.change.change(t.change.how[i], value)
		}
		there = there || len(value) > 0 || len(t.value) > 0
		t.record = appendValue(t.record, value, ',')
	}
	if !there {
		return false, nil
	}
	for ; column < len(t.head.cells)-1; column++ {
		t.record = append(t.record, ',')
	}
	if extra := t.extra(rows.cells); extra > 0 {
		fault = Ragged
		if err := t.ragged(rows, extra); err != nil {
			return false, err
		}
	}
	if len(t.record) > maxRecord-2 {
		return false, newProblem(TooLarge, rows.number,
			fmt.Sprintf("这一行的文字超过 %d MB;请删去无用的内容。", maxRecord>>20), fmt.Sprintf("this row has more than %d MB of text; delete what is not needed", maxRecord>>20))
	}
	t.seal(fault)
	return true, nil
}

// extra counts the cells of a row that stand right behind the table's last column.
func (t *table) extra(cells []cell) int {
	n := 0
	for _, c := range cells {
		if c.column == len(t.column)+n {
			n++
		}
	}
	return n
}

// ragged makes the record anew with the cells behind it. They may have moved all others, so that of a table with personal fields
// only those are kept that are personal in none of the columns they may be of.
func (t *table) ragged(rows *sheetRows, extra int) error {
	fields := len(t.head.cells) + extra
	values := make([][]byte, fields)
	for _, c := range rows.cells {
		i := c.column - len(t.column) + len(t.head.cells)
		if c.column < len(t.column) {
			i = t.column[c.column]
		}
		if i < 0 || i >= fields {
			continue
		}
		value, what := rows.appendCell(nil, c)
		switch {
		case rows.err != nil:
			return rows.err
		case what == noText:
			return lostText(rows, c)
		}
		values[i] = value
	}
	t.record = t.record[:0]
	for i, value := range values {
		if i > 0 {
			t.record = append(t.record, ',')
		}
		if t.change != nil && !t.change.harmless(i, fields) {
			value = []byte{'*'}
		}
		t.record = appendValue(t.record, value, ',')
	}
	return nil
}

// seal makes a record one that the scanner takes for what it is.
func (t *table) seal(fault Fault) {
	switch {
	case fault != Good:
		for i, c := range t.record {
			if c == '\n' || c == '\r' {
				t.record[i] = ' '
			}
		}
		t.record = append([]byte{flawed, '0' + byte(fault)}, t.record...)
	case len(t.record) == 0: // of one column whose value was dropped: an empty line would be no record
		t.record = append(t.record, `""`...)
	case t.record[0] == flawed:
		end := bytes.IndexByte(t.record, ',')
		if end < 0 {
			end = len(t.record)
		}
		t.record = append(appendQuoted(nil, t.record[:end]), t.record[end:]...)
	}
}

// noValue says that a formula has no value.
func noValue(rows *sheetRows, c cell, header string) *Problem {
	at := cellName(rows, c)
	return newProblem(NoResult, rows.number,
		fmt.Sprintf("单元格 %s(%s)是公式,但文件里没有它的计算结果;请用 Excel 或 WPS 打开并保存后再报送,或改为填数值。", at, short(source.HeaderKey(header))),
		fmt.Sprintf("cell %s (%s) is a formula and the file does not hold its result; open it in Excel, save it and hand that in, or put values there",
			at, short(source.HeaderKey(header))))
}

func lostText(rows *sheetRows, c cell) *Problem {
	return newProblem(BadEncoding, rows.number,
		fmt.Sprintf("单元格 %s 有乱码替换符 U+FFFD 或不是文字的字符,原字在导出前已丢失;请用原系统重新导出。", cellName(rows, c)),
		fmt.Sprintf("cell %s has the sign U+FFFD of a character that was lost before the export, or what is no text; export it again", cellName(rows, c)))
}

// nameless says that a column without a name holds something.
func (t *table) nameless(rows *sheetRows, c cell) *Problem {
	p := newProblem(Drifted, t.head.line,
		fmt.Sprintf("工作表「%s」的第 %s 列没有表头,但单元格 %s 有内容;请补上表头,或清空该列。", t.head.sheet.name, columnName(c.column), cellName(rows, c)),
		fmt.Sprintf("column %s of sheet %q has no header, but cell %s is not empty; give it one, or empty the column",
			columnName(c.column), t.head.sheet.name, cellName(rows, c)))
	p.Drift = &Drift{Unknown: []string{columnName(c.column)}}
	return p
}

func cellName(rows *sheetRows, c cell) string {
	return fmt.Sprintf("%s%d", columnName(c.column), rows.number)
}
