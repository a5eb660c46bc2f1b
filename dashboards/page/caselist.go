package page

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// The sizes of a page of cases.
const (
	CasesAPage   = 50
	MostCases    = 500
	SoonWorkdays = 5 // what is due within so many working days is due soon
)

// CaseListInput is what the page of cases shows.
type CaseListInput struct {
	In
	Asked  assess.CaseListQuery
	List   assess.CaseList
	Clock  assess.Clock   // whose cases they are; without columns when they are no cases
	Clocks []assess.Clock // that have lists, by name
}

// CaseListPage is the cases of a clock, or those behind an indicator's value.
type CaseListPage struct {
	Base
	List Figure
}

// NewCaseList builds the page.
func NewCaseList(in CaseListInput) CaseListPage {
	in.Many, in.Now = in.Year == 0, in.Asked.OfToday()
	b := caseList{CaseListInput: in, l: in.Locale}
	p := CaseListPage{List: b.figure()}
	p.Base = in.base(b.sentence(), p.List.Table)
	p.Title = b.l.T("nav.cases")
	p.Sub = b.l.T("caselist.sub")
	p.Crumbs = []Link{{Text: b.l.T("nav.cases"), Href: in.url("/cases")}}
	if id := in.Asked.Indicator; id != "" {
		p.Crumbs = append(p.Crumbs, Link{Text: in.indicator(id), Href: in.url("/i/" + string(id))})
	} else {
		p.Crumbs = append(p.Crumbs, Link{Text: b.l.Of(in.Clock.Title)})
	}
	return p
}

type caseList struct {
	CaseListInput
	l *Locale
}

// what is what the rows are: a kind of case, or what stands behind an indicator.
func (b caseList) what() string {
	if b.Asked.Indicator != "" {
		return b.l.T("caselist.behind", "Name", b.indicator(b.Asked.Indicator))
	}
	return b.l.Of(b.Clock.Title)
}

// sentence says how many there are and how they stand.
func (b caseList) sentence() string {
	state := string(b.Asked.State)
	if state == "" {
		state = "all"
	}
	if b.List.Total == 0 {
		return b.l.T("caselist.h1_none", "Kind", b.what())
	}
	return b.l.T("caselist.h1."+state, "N", b.List.Total, "Kind", b.what(), "Days", SoonWorkdays)
}

// figure is the list with its filter.
func (b caseList) figure() Figure {
	l := b.l
	_, ends := b.Clock.Event(assess.Ends)
	table := b.caseTable(b.List, ends && b.narrowed(), b.Asked.Indicator != "")
	table.Caption, table.Empty = l.T("caselist.caption"), b.empty()
	kicker := "caselist.kicker"
	if b.Asked.Indicator != "" && b.Asked.State == "" {
		kicker = "caselist.kicker_parts"
	}
	f := Figure{ID: "list", Span: "c12", Kicker: l.T(kicker, "Kind", b.what()), Finding: table.Empty.Title, Table: table, Filter: b.filter()}
	if n := len(b.List.Rows); n > 0 {
		f.Finding = l.T("caselist.shown", "First", l.Count(int64(b.Asked.Offset+1)), "Last", l.Count(int64(b.Asked.Offset+n)), "N", b.List.Total)
	}
	f.Pager = b.pages()
	source := l.Of(b.Clock.Title)
	if id := b.Asked.Indicator; id != "" && b.Indicators[id].System.ZH != "" {
		source = l.Of(b.Indicators[id].System)
	}
	f.Trace = b.trace(f.ID, table.Name, Link{}, l.from(source), l.by(l.T("caselist.rule")), l.cases(int64(b.List.Total)))
	return f
}

// narrowed says that the rows are cases that filters can narrow, and no banks or handed-in values.
func (b caseList) narrowed() bool { return len(b.Clock.Columns) > 0 }

// empty says why there is nothing.
func (b caseList) empty() *State {
	l := b.l
	_, due := b.Clock.Event(assess.DueDay)
	switch {
	case (b.Asked.State == assess.Late || b.Asked.State == assess.Soon) && !due:
		return &State{Title: l.T("caselist.no_due"), Text: l.T("caselist.no_due_text", "Kind", l.Of(b.Clock.Title)), Link: Link{Text: l.T("caselist.reset"), Href: b.reset()}}
	case b.Asked.State == assess.Late:
		return &State{Title: l.T("caselist.none_late"), Text: l.T("caselist.none_text"), Link: Link{Text: l.T("caselist.reset"), Href: b.reset()}}
	}
	return &State{Title: l.T("caselist.none"), Text: l.T("caselist.none_text"), Link: Link{Text: l.T("caselist.reset"), Href: b.reset()}}
}

// reset is the list without its filters.
func (b caseList) reset() string {
	if b.Asked.Indicator != "" {
		return b.url("/cases", "indicator", string(b.Asked.Indicator))
	}
	return b.url("/cases", "clock", b.Clock.Name, "year", "")
}

// pages leads through the list; nil when it fits on one page.
func (b caseList) pages() *Pager {
	l, q := b.l, b.Asked
	if b.List.Total <= q.Limit && q.Offset == 0 || len(b.List.Rows) == 0 {
		return nil
	}
	p := &Pager{Text: l.T("caselist.range", "First", l.Count(int64(q.Offset+1)), "Last", l.Count(int64(q.Offset+len(b.List.Rows))), "Total", l.Count(int64(b.List.Total)))}
	at := func(offset int) string {
		text := ""
		if offset > 0 {
			text = strconv.Itoa(offset)
		}
		return b.here("offset", text) + "#list"
	}
	if q.Offset > 0 {
		p.Prev = Link{Text: l.T("pager.prev"), Href: at(max(q.Offset-q.Limit, 0))}
	}
	if next := q.Offset + len(b.List.Rows); next < b.List.Total {
		p.Next = Link{Text: l.T("pager.next"), Href: at(next)}
	}
	return p
}

// filter is the form: what it sends stands in the address.
func (b caseList) filter() *Filter {
	l, q := b.l, b.Asked
	f := &Filter{Action: "/cases", Submit: l.T("rejects.filter"), Reset: Link{Text: l.T("caselist.reset"), Href: b.reset()}}
	for _, name := range []string{"region", "lang", "indicator", "limit"} {
		if v := b.Query.Get(name); v != "" {
			f.Keep = append(f.Keep, Pair{name, v})
		}
	}
	if q.Indicator == "" {
		kinds := FilterField{Name: "clock", Title: l.T("caselist.kind")}
		for _, k := range b.Clocks {
			kinds.Options = append(kinds.Options, Option{k.Name, l.Of(k.Title), k.Name == b.Clock.Name})
		}
		f.Fields = append(f.Fields, kinds)
	}
	f.Fields = append(f.Fields, b.periods()...)
	if !b.narrowed() {
		return f
	}
	if _, ends := b.Clock.Event(assess.Ends); ends {
		states := FilterField{Name: "state", Title: l.T("col.state"), Options: []Option{{"", l.T("caselist.state.all"), q.State == ""}}}
		_, due := b.Clock.Event(assess.DueDay)
		for _, s := range assess.CaseStates {
			if due || s != assess.Late && s != assess.Soon || s == q.State {
				states.Options = append(states.Options, Option{string(s), l.T("caselist.state." + string(s)), s == q.State})
			}
		}
		f.Fields = append(f.Fields, states)
	}
	if b.Clock.Office != "" {
		f.Fields = append(f.Fields, b.offices())
	}
	for _, c := range b.Clock.Columns {
		if c.Words != nil && c.Name != b.Clock.Office {
			f.Fields = append(f.Fields, b.coded(c))
		}
	}
	f.Fields = append(f.Fields, FilterField{Name: "case", Title: l.T("caselist.number"), Text: true, Value: q.Number})
	return f
}

// periods are the choices of year and month.
func (b caseList) periods() []FilterField {
	l, q := b.l, b.Asked
	years := FilterField{Name: "year", Title: l.T("trace.year")}
	if q.Indicator == "" {
		years.Options = append(years.Options, Option{"", l.T("caselist.every_year"), q.Period.Kind == ""})
	}
	for _, y := range b.Years {
		years.Options = append(years.Options, Option{strconv.Itoa(y), l.T("base.year", "Year", strconv.Itoa(y)), y == b.Year})
	}
	months := FilterField{Name: "month", Title: l.T("col.month"), Options: []Option{{"", l.T("caselist.every_month"), q.Period.Kind != assess.Month}}}
	year := b.Year
	if year == 0 {
		year = b.asOf().Year()
	}
	for m := time.January; m <= time.December; m++ {
		p := assess.MonthOf(year, m)
		if !p.Start.After(b.asOf()) {
			months.Options = append(months.Options, Option{p.String(), p.String(), p == q.Period})
		}
	}
	return []FilterField{years, months}
}

func (b caseList) offices() FilterField {
	f := FilterField{Name: "department", Title: b.l.T("col.department"), Options: []Option{{"", b.l.T("caselist.every"), b.Asked.Department == ""}}}
	codes := make([]string, 0, len(b.Departments))
	for code := range b.Departments {
		codes = append(codes, string(code))
	}
	slices.Sort(codes)
	for _, code := range codes {
		f.Options = append(f.Options, Option{code, b.department(assess.DepartmentCode(code)), code == string(b.Asked.Department)})
	}
	return f
}

func (b caseList) coded(c assess.Column) FilterField {
	f := FilterField{Name: c.Name, Title: b.l.Of(c.Title), Options: []Option{{"", b.l.T("caselist.every"), b.Asked.Coded[c.Name] == ""}}}
	codes := make([]string, 0, len(c.Words))
	for code := range c.Words {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		f.Options = append(f.Options, Option{code, b.l.Of(c.Words[code]), code == b.Asked.Coded[c.Name]})
	}
	return f
}

// caseTable is a list of cases, each with the line of the file that brought it: with how it stands, and with what it gives to a
// value and what all of them give together, where those are known.
func (in In) caseTable(list assess.CaseList, states, parts bool) *Table {
	l := in.Locale
	table := &Table{Name: "cases", Caption: l.T("cases.caption"), Class: "dense cards",
		Empty: &State{Title: l.T("cases.none"), Text: l.T("cases.none_text")}}
	cells := table.cases(in, list)
	if states {
		table.Columns = append(table.Columns, Column{Key: "state", Title: l.T("col.state"), Short: true})
	}
	if parts {
		table.Columns = append(table.Columns,
			Column{Key: "numerator", Title: l.T("cases.numerator"), Num: true},
			Column{Key: "denominator", Title: l.T("cases.denominator"), Num: true})
	}
	table.Columns = append(table.Columns,
		Column{Key: "source_line", Title: l.T("cases.line"), Wide: true},
		Column{Key: "source", Title: l.T("col.source"), File: true},
		Column{Key: "load", Title: l.T("col.load"), File: true},
	)
	for _, r := range list.Rows {
		row := Row{Cells: cells(r)}
		if states {
			row.Cells = append(row.Cells, l.caseState(r.State))
		}
		if parts {
			row.Cells = append(row.Cells, amount(r.Numerator), amount(r.Denominator))
		}
		line := lineOf(r)
		if r.Load != 0 {
			line.Note = fmt.Sprintf("#%d", r.Load)
		}
		row.Cells = append(row.Cells, line, words(string(r.Source)), count(int64(r.Load)))
		table.Rows = append(table.Rows, row)
	}
	if parts && len(list.Rows) > 0 {
		sum := Row{Sum: true, Cells: make([]Cell, len(table.Columns))}
		sum.Cells[0] = words(l.T("cases.total", "N", list.Total))
		at := len(list.Columns)
		if states {
			at++
		}
		sum.Cells[at], sum.Cells[at+1] = amount(list.Numerator), amount(list.Denominator)
		table.Rows = append(table.Rows, sum)
	}
	return table
}

// caseState is how a case stands; what is late or soon due has a light.
func (l *Locale) caseState(s assess.CaseState) Cell {
	if s == "" {
		return Cell{}
	}
	c := words(l.T("caselist.is." + string(s)))
	switch s {
	case assess.Late:
		c.Light = &Light{red, c.Value.Text}
	case assess.Soon:
		c.Light = &Light{amber, c.Value.Text}
	}
	return c
}

// caseLink leads to a case with its clock; nowhere for what is no case, or has a number that the reader may not see.
func (in In) caseLink(clock, no string) string {
	if clock == "" || no == "" || strings.Contains(no, "•") {
		return ""
	}
	return in.url("/cases/" + url.PathEscape(clock) + "/" + url.PathEscape(no))
}
