package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"yingshang/dashboards/assess"
)

// reportedDataset is where values that departments hand in arrive.
const reportedDataset = assess.DatasetID("reported_value")

// coverage says how much of what the sources sent is behind the value.
func (i indicator) coverage(p assess.Pipeline) Figure {
	l := i.l
	dataset := i.ind.Dataset
	if i.feed() == assess.FromReport {
		dataset = reportedDataset
	}
	table := &Table{
		Name: "coverage", Caption: l.T("coverage.caption"), Class: "dense",
		Columns: []Column{
			{Key: "source", Title: l.T("col.source")},
			{Key: "source_id", Title: l.T("col.code"), File: true},
			{Key: "read", Title: l.T("col.read"), Num: true, Hide: true},
			{Key: "accepted", Title: l.T("col.accepted"), Num: true},
			{Key: "rejected", Title: l.T("col.rejected"), Num: true},
			{Key: "rate", Title: l.T("col.rate"), Unit: "%", Num: true, Hide: true},
			{Key: "months", Title: l.T("coverage.months"), Num: true},
			{Key: "missing", Title: l.T("coverage.missing"), File: true},
		},
		Empty: &State{Title: l.T("coverage.none"), Text: l.T("coverage.none_text")},
	}
	var read, accepted, rejected int64
	var applied, due time.Time
	for _, s := range bySource(p.Sources) {
		months, covered := i.covered.Of(s.ID)
		if !covered && (len(i.covered) > 0 || s.Dataset != dataset) {
			continue
		}
		read, accepted, rejected = read+s.Read, accepted+s.Accepted, rejected+s.Rejected
		if s.LastApplied.After(applied) {
			applied = s.LastApplied
		}
		if due.IsZero() || !s.NextDue.IsZero() && s.NextDue.Before(due) {
			due = s.NextDue
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(l.Of(s.Title)), words(string(s.ID)), count(s.Read), count(s.Accepted),
			count(s.Rejected).to(i.rejectsOf(s)), rate(s.Rejected, s.Read), i.delivered(months), words(i.missing(months)),
		}})
	}
	f := Figure{ID: "coverage", Span: "c5", Kicker: l.T("coverage.kicker"), Finding: l.T("coverage.none"), Table: table}
	add := func(key string, at time.Time) {
		if !at.IsZero() {
			f.Pairs = append(f.Pairs, Definition{l.T(key), []Link{{Text: i.moment(at)}}})
		}
	}
	if len(table.Rows) > 0 {
		table.Rows = append(table.Rows, Row{Sum: true, Cells: []Cell{
			words(l.T("col.total")), {}, count(read), count(accepted), count(rejected), rate(rejected, read), {Shown: dash}, {},
		}})
		f.Finding = l.T("coverage.finding", "Read", l.Count(read), "Accepted", l.Count(accepted), "Rejected", l.Count(rejected))
		if due, delivered := i.covered.Months(); due > 0 {
			f.Finding = l.T("coverage.line", "Delivered", l.Count(int64(delivered)), "Due", l.Count(int64(due)), "Read", l.Count(read), "Accepted", l.Count(accepted))
		}
		add("coverage.applied", applied)
		add("coverage.due", due)
	}
	f.Trace = i.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("coverage.rule")))
	return f
}

// delivered says how many of the months that were due from a source came, and names those that did not.
func (i indicator) delivered(c assess.SourceCoverage) Cell {
	if len(c.Due) == 0 {
		return Cell{Shown: dash}
	}
	cell := words(fmt.Sprintf("%d/%d", len(c.Delivered), len(c.Due)))
	if missing := i.missing(c); missing != "" {
		cell.Note = i.l.T("coverage.lacks", "Months", missing)
	}
	return cell
}

// missing names the due months that did not come.
func (i indicator) missing(c assess.SourceCoverage) string {
	var months []string
	for _, m := range c.Missing() {
		months = append(months, i.l.T("months.month."+m.In(assess.Zone).Format("01")))
	}
	return strings.Join(months, i.l.T("join.list"))
}

// rejectsOf leads to the rows of a source that were not taken; nowhere when there are none.
func (in In) rejectsOf(s assess.SourceState) string {
	if s.Rejected == 0 {
		return ""
	}
	return in.url("/rejects", "source", string(s.ID))
}

// rate is part of whole in percent.
func rate(part, whole int64) Cell {
	if whole == 0 {
		return Cell{Shown: dash}
	}
	return percent(new(percentOf(float64(part), float64(whole))), 1)
}

// definition is what the indicator means and how it is computed.
func (i indicator) definition(sql string) Figure {
	l := i.l
	f := Figure{ID: "definition", Span: "c7", Kicker: l.T("definition.kicker", "ID", string(i.id)), Finding: l.Of(i.ind.Formula)}
	if f.Finding == "" {
		f.Finding = i.indicator(i.id)
	}
	add := func(key, text string) {
		if text != "" && text != dash {
			f.Pairs = append(f.Pairs, Definition{l.T("definition." + key), []Link{{Text: text}}})
		}
	}
	add("numerator", l.Of(i.ind.Numerator))
	add("denominator", l.Of(i.ind.Denominator))
	add("clock", i.clock())
	add("unit", i.unit()+l.T("join.and")+l.T("indicator.better."+string(i.ind.Direction)))
	add("feed", l.T("indicator.feed."+string(i.feed())))
	add("dataset", string(i.ind.Dataset))
	add("system", l.Of(i.ind.System))
	if i.node != nil && i.node.MinSample > 0 {
		add("sample", l.T("definition.sample_text", "Min", l.Count(i.node.MinSample)))
	}
	if measured := i.measuredBy(); measured != "" {
		add("measured", measured)
	} else if i.node != nil && i.node.Best != nil && i.node.Worst != nil {
		add("frontier", l.T("definition.frontier_text", "Best", i.says(*i.node.Best), "Worst", i.says(*i.node.Worst)))
	}
	add("department", i.department(i.ind.Department))
	add("with", l.Of(i.ind.CoOwners))
	if e, frozen := i.edition(); frozen {
		add("manifest", e.Manifest)
	} else if i.Publication.Formula != "" {
		add("formula", i.Publication.Formula)
	}
	if sql != "" {
		f.Code = &Code{Title: l.T("definition.sql"), Text: sql}
	}
	f.Trace = i.trace(f.ID, "", Link{}, l.from(l.T("definition.source")), l.by(i.schemeTitle()))
	return f
}

// clock is the way time is counted, in words where the word is known.
func (i indicator) clock() string {
	switch i.ind.Clock {
	case "", "none":
		return ""
	case "workday", "work_hour", "calendar_day", "calendar_hour":
		return i.l.T("clock." + i.ind.Clock)
	}
	return i.ind.Clock
}

// FirstCases is how many rows the page of an indicator shows.
const FirstCases = 10

// firstCases is the first of the rows behind the value; the rest is where the score is explained.
func (i indicator) firstCases(list assess.CaseList) Figure {
	l := i.l
	f := caseFigure(i.In, list)
	f.ID, f.Span = "cases", "c12"
	there := i.In
	there.Path = "/cases"
	there.Query = with(i.Query, "indicator", string(i.id))
	f.Trace = there.trace("cases", f.Table.Name, Link{}, l.from(i.system()), l.by(l.T("cases.rule")), l.cases(int64(list.Total)))
	if len(list.Rows) > 0 {
		f.Kicker = l.T("cases.kicker_first", "N", len(list.Rows))
		f.More = &Link{Text: l.T("cases.more", "N", list.Total), Href: i.url("/cases", "indicator", string(i.id))}
	} else if i.feed() == assess.FromReport {
		f.Finding = l.T("cases.reported")
		f.Table.Empty = &State{Title: l.T("cases.reported"), Text: l.T("cases.reported_text", "Department", i.department(i.ind.Department))}
	}
	return f
}

// caseFigure is a list of the rows behind a value, each with the line of the file that brought it.
func caseFigure(in In, list assess.CaseList) Figure {
	l := in.Locale
	table := in.caseTable(list, false, true)
	f := Figure{Kicker: l.T("cases.kicker"), Finding: l.T("cases.finding", "N", list.Total), Table: table}
	if list.Numerator == nil && list.Denominator != nil { // a quantile, say
		f.Finding = l.T("cases.finding_count", "N", list.Total)
	}
	return f
}

// cases gives a table the columns of a list of cases; what it returns writes the cells of a row, whose first one leads to the case.
func (t *Table) cases(in In, list assess.CaseList) func(assess.CaseRow) []Cell {
	l := in.Locale
	decimals := make([]int, len(list.Columns))
	for i, c := range list.Columns {
		if decimals[i] = -1; c.Right { // else digits are a name, such as a case's number
			decimals[i] = decimalsOf(list.Rows, i)
		}
		t.Columns = append(t.Columns, Column{Key: c.Name, Title: l.Of(c.Title), Num: c.Right, Hide: i > 3, Wide: !c.Right, Short: areBrief(l, c) || areDays(list.Rows, i),
			File: isEmpty(list.Rows, i)})
	}
	return func(r assess.CaseRow) []Cell {
		cells := make([]Cell, len(list.Columns))
		for i, c := range list.Columns {
			cells[i] = caseCell(l, r, i, decimals[i], c.Words)
		}
		if len(cells) > 0 {
			cells[0] = cells[0].to(in.caseLink(list.Name, r.Thing))
		}
		return cells
	}
}

// briefWord is the longest word, in signs, that a column keeps on one line.
const briefWord = 16

// areBrief says whether a column's words stay on one line.
func areBrief(l *Locale, c assess.Column) bool {
	for _, word := range c.Words {
		if utf8.RuneCountInString(l.Of(word)) > briefWord {
			return false
		}
	}
	return c.Words != nil
}

// isEmpty says whether no row fills a column, such as the end of cases that are open: the file has it all the same.
func isEmpty(rows []assess.CaseRow, column int) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(r assess.CaseRow) bool { return column < len(r.Cells) && r.Cells[column] != "" })
}

// areDays says whether a column holds days alone: they stay on one line.
func areDays(rows []assess.CaseRow, column int) bool {
	for _, r := range rows {
		if column >= len(r.Cells) || r.Cells[column] == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, r.Cells[column]); err != nil {
			return false
		}
	}
	return len(rows) > 0
}

// lineOf is the line of the file that brought a row.
func lineOf(r assess.CaseRow) Cell {
	line := words(fmt.Sprintf("%s : %d", r.File, r.Line))
	line.Mono = true
	return line
}

// decimalsOf is how many decimals the numbers of a column have at most; -1 when it holds anything but numbers.
func decimalsOf(rows []assess.CaseRow, column int) int {
	most := -1
	for _, r := range rows {
		if column >= len(r.Cells) || r.Cells[column] == "" {
			continue
		}
		if !isDigits(r.Cells[column]) {
			return -1
		}
		_, fraction, _ := strings.Cut(r.Cells[column], ".")
		most = max(most, len(fraction))
	}
	return min(most, 4)
}

// caseCell is one cell of a row: a number on the decimals of its column, or a word as people say it.
func caseCell(l *Locale, r assess.CaseRow, column, decimals int, of map[string]assess.Text) Cell {
	if column >= len(r.Cells) || r.Cells[column] == "" {
		return Cell{}
	}
	text := r.Cells[column]
	if said, ok := of[text]; ok {
		return words(l.Of(said))
	}
	if decimals < 0 {
		return words(text)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return words(text)
	}
	return exact(&v, decimals)
}

// isDigits says whether s is a plain decimal number; a number that begins with zeros, or is very long, is a name.
func isDigits(s string) bool {
	if len(s) > 12 || len(s) > 1 && s[0] == '0' && s[1] != '.' {
		return false
	}
	dots, digits := 0, 0
	for k, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			dots++
		case r == '-' && k == 0:
		default:
			return false
		}
	}
	return digits > 0 && dots <= 1
}
