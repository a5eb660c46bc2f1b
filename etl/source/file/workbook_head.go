package file

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"yingshang/etl/source"
)

// sheetHead is the header of a sheet.
type sheetHead struct {
	head
	sheet   sheet
	at      []int // the sheet's column of each of the head's
	known   int   // how many of its words the source knows
	problem *Problem
	records bool // there are rows behind it
}

// headCells are the texts of a row in which a header may be, by column.
type headCells struct {
	number int
	texts  []string
}

// findSheet finds the sheet that holds the source's table. Nothing is lost by the choice: when two sheets hold it, or another
// one seems to hold it under a header that does not fit, the file is refused. A hidden sheet counts only when the source names it.
func (w *workbook) findSheet(s *source.Source) (*sheetHead, error) {
	var fit, filled, near []*sheetHead
	var best *sheetHead
	var names []string
	wanted := wantedHeaders(s)
	for _, sh := range w.sheets {
		if s.Sheet == "" && sh.hidden {
			continue
		}
		names = append(names, sh.name)
		if named, _ := path.Match(s.Sheet, sh.name); s.Sheet != "" && !named {
			continue
		}
		h, err := w.headOf(sh, s)
		if err != nil {
			return nil, err
		}
		switch {
		case h.problem == nil && h.known > 0:
			fit = append(fit, h)
			if h.records {
				filled = append(filled, h)
			}
		case 2*h.known > len(wanted):
			near = append(near, h)
		}
		if best == nil || h.known > best.known {
			best = h
		}
	}
	switch {
	case len(filled) > 1:
		return nil, severalSheets(filled)
	case len(near) > 0:
		return nil, near[0].problem
	case len(filled) == 1:
		return filled[0], nil
	case len(fit) > 0:
		return nil, noRows(fit[0].line)
	case best == nil && s.Sheet != "":
		return nil, newProblem(NoHeader, 0,
			fmt.Sprintf("没有名为「%s」的工作表,只有 %s;请改回约定的名称,或修改来源的 sheet。", s.Sheet, strings.Join(names, "、")),
			fmt.Sprintf("there is no sheet %q, only %s; give it the agreed name, or change sheet of the source", s.Sheet, strings.Join(names, ", ")))
	case best != nil && best.known > 0 && 4*best.known >= len(wanted):
		return nil, best.problem
	}
	return nil, newProblem(NoHeader, 0,
		fmt.Sprintf("没有一个可见工作表的前 %d 行中有表头;应有:%s。", headLines, strings.Join(wanted, "、")),
		fmt.Sprintf("no header in the first %d rows of any visible sheet, want %s", headLines, strings.Join(wanted, ", ")))
}

func severalSheets(list []*sheetHead) *Problem {
	var names []string
	for _, h := range list {
		names = append(names, h.sheet.name)
	}
	return newProblem(SeveralSheets, 0,
		fmt.Sprintf("工作表 %s 都有表头和记录,无法判断应读哪一个;请每个文件只保留一个,或在来源中用 sheet 写明。", strings.Join(names, "、")),
		fmt.Sprintf("the sheets %s all have the header and records; keep one of them in a file, or name it by sheet in the source", strings.Join(names, ", ")))
}

// headOf finds the header of a sheet: of its first rows, the first that has all that the source wants; else two rows that have
// it together; else what comes nearest, with its problem. Known is 0 where nothing is like a header.
func (w *workbook) headOf(sh sheet, s *source.Source) (*sheetHead, error) {
	r, err := w.rows(sh)
	if err != nil {
		return nil, err
	}
	defer r.close()
	var first []headCells
	for len(first) < headLines && r.next() {
		if cells := r.headCells(); len(cells.texts) > 0 {
			first = append(first, cells)
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	best := &sheetHead{sheet: sh}
	for _, row := range first {
		if best.better(row.number, row.texts, s) {
			best.records, err = w.hasRecords(best)
			return best, err
		}
	}
	merged, err := w.merges(sh)
	if err != nil {
		return nil, err
	}
	for i := range len(first) - 1 {
		if upper, lower := first[i], first[i+1]; upper.number+1 == lower.number && best.better(lower.number, joined(upper, lower, merged, s), s) {
			best.records, err = w.hasRecords(best)
			return best, err
		}
	}
	return best, nil
}

// headCells are the texts of the row. A cell with a flaw has none: it is no header.
func (r *sheetRows) headCells() headCells {
	h := headCells{number: r.number}
	for _, c := range r.cells {
		if text, what := r.appendCell(nil, c); what == sound && c.column < 1<<12 && source.HeaderKey(string(text)) != "" {
			h.texts = append(h.texts, make([]string, c.column+1-len(h.texts))...)
			h.texts[c.column] = string(text)
		}
	}
	return h
}

// better takes a row as the header when it is what the source wants, which is reported, or when more of its words are known than
// of the one before. Columns without a name are left out; what stands in them is looked at with the records.
func (h *sheetHead) better(number int, texts []string, s *source.Source) bool {
	n := sheetHead{sheet: h.sheet, head: head{line: number, lines: 1}}
	for column, text := range texts {
		if source.HeaderKey(text) != "" {
			n.cells, n.at = append(n.cells, text), append(n.at, column)
		}
	}
	if n.known = countKnown(n.cells, s); n.known == 0 {
		return false
	}
	if n.problem = n.compare(s); n.problem != nil {
		if n.known <= h.known {
			return false
		}
		n.problem.ZH = fmt.Sprintf("工作表「%s」的%s", h.sheet.name, n.problem.ZH)
		n.problem.EN = fmt.Sprintf("of sheet %q %s", h.sheet.name, n.problem.EN)
	}
	*h = n
	return n.problem == nil
}

// joined are the words of a header of two rows: of each column the lower word, or the upper one where there is no lower one; or
// both as upper/lower where the source names it so. An upper word that is merged over several columns is that of all of them.
func joined(upper, lower headCells, merged []merge, s *source.Source) []string {
	texts := make([]string, max(len(upper.texts), len(lower.texts)))
	copy(texts, upper.texts)
	for column, word := range lower.texts {
		if word == "" {
			continue
		}
		over := texts[column]
		for _, m := range merged {
			if m.top == upper.number && m.bottom == upper.number && m.left < column && column <= m.right && m.left < len(upper.texts) {
				over = upper.texts[m.left]
			}
		}
		texts[column] = word
		key := source.HeaderKey(over + "/" + word)
		if _, ok := s.Columns[key]; over != "" && (ok || slices.Contains(s.Ignore, key)) {
			texts[column] = over + "/" + word
		}
	}
	return texts
}

// hasRecords reports whether there is a row behind a header with something in one of its columns.
func (w *workbook) hasRecords(h *sheetHead) (bool, error) {
	r, err := w.rows(h.sheet)
	if err != nil {
		return false, err
	}
	defer r.close()
	for r.next() {
		for _, c := range r.cells {
			if _, named := slices.BinarySearch(h.at, c.column); named && r.number > h.line {
				return true, nil
			}
		}
	}
	return false, r.err
}

// merge is a range of cells that are shown as one; the first of them has the text.
type merge struct {
	left, right int // columns, from 0
	top, bottom int // rows, from 1
}

// merges lists the merged cells of a sheet, which are written down behind its rows.
func (w *workbook) merges(sh sheet) ([]merge, error) {
	part, err := w.open(sh.path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = part.Close() }() // it was only read
	m := newMarkup(part)
	var list []merge
	for m.next() {
		if m.kind != opening || string(m.name) != "mergeCell" {
			continue
		}
		for {
			name, value := m.attribute()
			if len(name) == 0 {
				break
			}
			if string(name) == "ref" {
				from, to, _ := strings.Cut(string(value), ":")
				list = append(list, merge{left: place(from).column, right: place(to).column, top: place(from).row, bottom: place(to).row})
			}
		}
	}
	return list, wellFormed(m.err)
}

// place is where a cell's name says; the zero row when it is none.
func place(name string) (at struct{ column, row int }) {
	digits := strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	at.column, _ = columnOf([]byte(name))
	at.row, _ = strconv.Atoi(digits)
	return at
}
