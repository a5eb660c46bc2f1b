package page

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
)

// CaseInput is what the page of one case shows.
type CaseInput struct {
	In
	Case     assess.Case
	Calendar *calendar.Calendar
}

// CasePage is one case with its clock: how it stands, what happened when, how its days were counted, what it gives to which
// indicator, and where it comes from.
type CasePage struct {
	Base
	Facts      []Fact
	Timeline   Figure
	Account    *Figure
	Record     Figure
	Indicators Figure
	Parts      []Figure
}

// NewCase builds the page.
func NewCase(in CaseInput) CasePage {
	c := newCase(in)
	p := CasePage{Facts: c.facts(), Timeline: c.timeline(), Account: c.accountFigure(), Record: c.record(), Indicators: c.indicatorFigure()}
	tables := []*Table{p.Timeline.Twin, p.Record.Table, p.Indicators.Table}
	if p.Account != nil && p.Account.Table != nil {
		tables = append(tables, p.Account.Table)
	}
	if p.Account != nil && p.Account.Twin != nil {
		tables = append(tables, p.Account.Twin)
	}
	for _, parts := range in.Case.Parts {
		f := c.part(parts)
		p.Parts = append(p.Parts, f)
		tables = append(tables, f.Table)
	}
	p.Base = c.base(c.sentence(), tables...)
	p.Title = c.l.Of(in.Case.Clock.Title) + " " + in.Case.No
	p.Sub = c.l.T("case.sub", "Kind", c.l.Of(in.Case.Clock.Title), "No", in.Case.No)
	p.Crumbs = []Link{{Text: c.l.T("nav.cases"), Href: in.url("/cases")}, {Text: c.l.Of(in.Case.Clock.Title), Href: in.url("/cases", "clock", in.Case.Clock.Name, "year", "")}, {Text: in.Case.No}}
	return p
}

// oneCase is a case with what follows from it on the as-of day.
type oneCase struct {
	CaseInput
	l     *Locale
	one   assess.CaseRecord // the row that counts
	begin time.Time         // zero when it has none
	end   time.Time         // zero while it is open
	due   assess.CaseAt     // without a moment when nobody knows it
	stops []assess.CaseSpan
	// the days up to the end or the as-of day, when working days are counted; why not, otherwise
	days  []calendar.AccountDay
	fault error
}

func newCase(in CaseInput) oneCase {
	in.Of = in.Case.Rows[0].Month.Year()
	c := oneCase{CaseInput: in, l: in.Locale, one: in.Case.Rows[0]}
	if at, ok := c.one.At(assess.Begins); ok {
		c.begin = at.At
	}
	if at, ok := c.one.At(assess.Ends); ok {
		c.end = at.At
	}
	for _, p := range in.Case.Parts {
		for _, r := range p.Rows {
			c.stops = append(c.stops, r.Spans...)
		}
	}
	slices.SortStableFunc(c.stops, func(a, b assess.CaseSpan) int { return a.From.Compare(b.From) })
	c.due, _ = c.one.At(assess.DueDay)
	if c.due.At.IsZero() && c.one.Promise != nil && c.counts("workday") {
		if due, err := c.Calendar.DueWithout(c.begin, *c.one.Promise, c.closedStops()); err == nil && !due.IsZero() {
			c.due.At = due
		}
	}
	if c.counts("workday") && !c.until().Before(c.begin) {
		c.days, c.fault = c.Calendar.Account(c.begin, c.until(), c.spans(c.stops))
	}
	return c
}

// counts says that the clock of the case has begun and counts in a unit.
func (c oneCase) counts(kind string) bool { return c.Case.Clock.Kind == kind && !c.begin.IsZero() }

// until is the end of the case, or the day of the figures while it is open.
func (c oneCase) until() time.Time {
	if !c.end.IsZero() {
		return c.end
	}
	return c.asOf()
}

// spans are stops as the calendar takes them.
func (c oneCase) spans(stops []assess.CaseSpan) []calendar.Span {
	out := make([]calendar.Span, len(stops))
	for i, s := range stops {
		out[i] = calendar.Span{From: s.From, To: s.To}
	}
	return out
}

// closedStops are the stops as they bear on the due day: one that is open when the case ends, ends with it.
func (c oneCase) closedStops() []calendar.Span {
	out := c.spans(c.stops)
	for i := range out {
		if out[i].To.IsZero() && !c.end.IsZero() && !c.end.Before(out[i].From) {
			out[i].To = c.end
		}
	}
	return out
}

// standing is the stop in which the clock of an open case stands on the as-of day.
func (c oneCase) standing() (assess.CaseSpan, bool) {
	if !c.end.IsZero() {
		return assess.CaseSpan{}, false
	}
	asOf := dateOf(c.asOf())
	for _, s := range c.stops {
		if !s.From.After(asOf) && (s.To.IsZero() || s.To.After(asOf)) {
			return s, true
		}
	}
	return assess.CaseSpan{}, false
}

// dateOf is the day of a moment, 00:00.
func dateOf(t time.Time) time.Time {
	y, m, d := t.In(assess.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone)
}

// verdict is how the case stands: in time, late by so many working days, or no word of it.
type verdict struct {
	state assess.CaseState // late, closed, open, soon; empty when nobody can tell
	late  bool
	days  int  // working days past the due day, or up to it while it is open and not late
	known bool // the days
}

func (c oneCase) verdict() verdict {
	if _, ends := c.Case.Clock.Event(assess.Ends); !ends || c.one.IsStock {
		return verdict{}
	}
	v := verdict{state: assess.Open}
	at := c.asOf()
	if !c.end.IsZero() {
		v.state, at = assess.Closed, c.end
	}
	if c.due.At.IsZero() {
		return v
	}
	from, to := dateOf(c.due.At), dateOf(at)
	v.late = to.After(from) || c.due.IsClock && !c.end.IsZero() && c.end.After(c.due.At)
	if !to.After(from) {
		from, to = to, from
	}
	n, err := c.Calendar.Workdays(from, to)
	v.days, v.known = n, err == nil
	if v.late && v.state == assess.Open {
		v.state = assess.Late
	}
	return v
}

// sentence says how the case stands.
func (c oneCase) sentence() string {
	l := c.l
	if c.one.IsStock {
		return l.T("case.h1.stock", "Kind", l.Of(c.Case.Clock.Title), "No", c.Case.No)
	}
	v := c.verdict()
	switch v.state {
	case "":
		return l.T("case.h1.plain", "Kind", l.Of(c.Case.Clock.Title), "No", c.Case.No)
	case assess.Closed:
		return c.closedSentence(v)
	}
	if stop, ok := c.standing(); ok {
		return l.T("case.h1.stands", "Stop", l.Of(stop.Title), "Day", c.sayDay(stop.From))
	}
	switch {
	case c.due.At.IsZero():
		return l.T("case.h1.open")
	case v.late && v.known:
		return l.T("case.h1.late", "N", v.days)
	case v.late:
		return l.T("case.h1.late_unknown", "Due", c.sayDay(c.due.At))
	case dateOf(c.due.At).Equal(dateOf(c.asOf())):
		return l.T("case.h1.today", "Due", c.sayDay(c.due.At))
	case v.known:
		return l.T("case.h1.in_time", "Due", c.sayDay(c.due.At), "N", v.days)
	}
	return l.T("case.h1.due", "Due", c.sayDay(c.due.At))
}

// closedSentence is "finished in 3 working days of 5 promised, in time".
func (c oneCase) closedSentence(v verdict) string {
	l := c.l
	text := l.T("case.h1.closed")
	if c.one.Counted != nil {
		text += l.T("case.h1.took", "Time", c.took(*c.one.Counted))
	}
	if c.one.Promise != nil {
		text += l.T("case.h1.promised", "N", *c.one.Promise)
	}
	switch {
	case c.due.At.IsZero():
	case v.late && v.days > 0:
		text += l.T("case.h1.closed_late", "N", v.days)
	case v.late:
		text += l.T("case.h1.closed_late_same")
	default:
		text += l.T("case.h1.closed_in_time")
	}
	return text
}

// took writes a time in the unit of the clock.
func (c oneCase) took(v float64) string {
	return c.l.T("case.took."+c.Case.Clock.Kind, "Time", short(v, 2))
}

// sayDay writes a day, with its year when that is not the year of the figures.
func (c oneCase) sayDay(t time.Time) string {
	if t.In(assess.Zone).Year() != c.asOf().In(assess.Zone).Year() {
		return c.l.FullDay(t)
	}
	return c.l.Day(t)
}

// facts is the strip below the sentence.
func (c oneCase) facts() []Fact {
	l := c.l
	var out []Fact
	v := c.verdict()
	if v.state != "" {
		light := Light{none, l.T("caselist.is." + string(v.state))}
		switch {
		case v.late && v.state == assess.Closed:
			light = Light{red, l.T("case.fact.closed_late")}
		case v.late:
			light.Class = red
		case v.state == assess.Closed && !c.due.At.IsZero():
			light.Class = green
		}
		out = append(out, Fact{Title: l.T("col.state"), Light: &light, Note: l.T("case.fact.asof", "Day", c.sayDay(c.asOf()))})
	}
	if kind := c.Case.Clock.Kind; kind != "" {
		f := Fact{Title: l.T("case.fact.time"), Value: dash, Note: l.T("case.clock." + kind)}
		switch {
		case c.one.Counted != nil:
			f.Value, f.Unit = short(*c.one.Counted, 2), l.T("case.unit."+kind)
		case len(c.days) > 0 && c.end.IsZero():
			f.Value, f.Unit, f.Note = strconv.Itoa(c.days[len(c.days)-1].Count), l.T("case.unit."+kind), l.T("case.fact.so_far")
		}
		out = append(out, f)
	}
	if c.one.Promise != nil {
		out = append(out, Fact{Title: l.T("case.fact.promise"), Value: strconv.Itoa(*c.one.Promise), Unit: l.T("case.unit.workday")})
	}
	if _, has := c.Case.Clock.Event(assess.DueDay); has && !c.one.IsStock {
		out = append(out, c.dueFact())
	}
	if n := len(c.stops); n > 0 {
		f := Fact{Title: l.T("case.fact.stops"), Value: strconv.Itoa(n), Unit: l.T("case.unit.stops", "N", n)}
		if days := c.suspendedDays(); c.fault == nil && len(c.days) > 0 {
			f.Note = l.T("case.fact.stopped", "N", days)
		}
		out = append(out, f)
	}
	return append(out, Fact{Title: l.T("case.fact.indicators"), Value: strconv.Itoa(len(c.one.Parts)), Unit: l.T("case.unit.indicators", "N", len(c.one.Parts)), Href: "#indicators"})
}

// dueFact is the day on which the case was or is due, and how far stops put it off.
func (c oneCase) dueFact() Fact {
	l := c.l
	f := Fact{Title: l.T("case.fact.due"), Value: dash, Note: l.T("case.fact.due_none")}
	if c.due.At.IsZero() {
		if _, stands := c.standing(); stands {
			f.Note = l.T("case.fact.due_stands")
		}
		return f
	}
	f.Value, f.Note = c.sayDay(c.due.At), ""
	if c.one.Promise == nil || !c.counts("workday") {
		return f
	}
	if plain, err := c.Calendar.Due(c.begin, *c.one.Promise); err == nil && dateOf(c.due.At).After(plain) {
		f.Note = l.T("case.fact.put_off", "Day", c.sayDay(plain))
	}
	return f
}

// suspendedDays are the working days in which the clock stood.
func (c oneCase) suspendedDays() int {
	n := 0
	for _, d := range c.days {
		if d.Kind == calendar.Suspended {
			n++
		}
	}
	return n
}

// record is the row with the words of its columns and where it comes from; beside it those that tell of the case again.
func (c oneCase) record() Figure {
	l := c.l
	table := &Table{Name: "record", Caption: l.T("case.record.caption"), Class: "dense", Columns: []Column{{Key: "item", Title: l.T("case.record.item")}}}
	for i, r := range c.Case.Rows {
		title := l.T("case.record.value")
		if len(c.Case.Rows) > 1 {
			title = l.T("case.record."+told(r), "N", i+1)
		}
		table.Columns = append(table.Columns, Column{Key: fmt.Sprintf("row_%d", i+1), Title: title})
	}
	list := assess.CaseList{Columns: c.Case.Clock.Columns}
	for _, r := range c.Case.Rows {
		list.Rows = append(list.Rows, r.CaseRow)
	}
	cells := (&Table{}).cases(c.In, list)
	columns := make([][]Cell, len(list.Rows))
	for i, r := range list.Rows {
		columns[i] = cells(r)
	}
	for k, col := range c.Case.Clock.Columns {
		row := Row{Cells: []Cell{words(l.Of(col.Title))}}
		for i := range columns {
			cell := columns[i][k]
			if cell.Text() == "" {
				cell.Shown = dash
			}
			row.Cells = append(row.Cells, cell)
		}
		table.Rows = append(table.Rows, row)
	}
	origin := func(key string, of func(r assess.CaseRecord) Cell) {
		row := Row{Cells: []Cell{words(l.T(key))}}
		for _, r := range c.Case.Rows {
			row.Cells = append(row.Cells, of(r))
		}
		table.Rows = append(table.Rows, row)
	}
	origin("case.record.counted", func(r assess.CaseRecord) Cell { return words(l.T("case.record."+told(r)+"_text", "N", len(r.Parts))) })
	origin("col.month", func(r assess.CaseRecord) Cell { return words(r.Month.Format("2006-01")) })
	if len(c.Publication.Editions) > 0 {
		origin("trace.publication", func(r assess.CaseRecord) Cell {
			of := c.In
			of.Of = r.Month.Year()
			return words(of.published())
		})
	}
	origin("col.source", func(r assess.CaseRecord) Cell { return words(string(r.Source)).to(c.url("/pipeline")) })
	origin("col.file", func(r assess.CaseRecord) Cell { cell := words(r.File); cell.Mono = true; return cell })
	origin("col.load", func(r assess.CaseRecord) Cell { return words(fmt.Sprintf("#%d", r.Load)) })
	origin("case.record.line", func(r assess.CaseRecord) Cell { return count(int64(r.Line)) })
	f := Figure{ID: "record", Span: "c6", Kicker: l.T("case.record.kicker"), Finding: l.T("case.record.finding", "File", c.one.File, "Line", l.Count(int64(c.one.Line))), Table: table}
	if n := len(c.Case.Rows); n > 1 {
		f.Finding = l.T("case.record.finding_many", "N", n)
	}
	f.Trace = c.trace(f.ID, table.Name, Link{}, l.from(l.Of(c.Case.Clock.Title)), l.by(l.T("cases.rule")), l.cases(int64(len(c.Case.Rows))))
	return f
}

// told is the word for a row: it counts, or tells of the case again.
func told(r assess.CaseRecord) string {
	switch {
	case r.IsDouble:
		return "again"
	case len(r.Parts) == 0:
		return "nowhere"
	}
	return "counts"
}

// indicatorFigure is what the case gives to each indicator.
func (c oneCase) indicatorFigure() Figure {
	l := c.l
	table := &Table{Name: "indicators", Caption: l.T("case.indicators.caption"), Class: "dense",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")}, {Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "numerator", Title: l.T("cases.numerator"), Num: true}, {Key: "denominator", Title: l.T("cases.denominator"), Num: true},
		},
		Empty: &State{Title: l.T("case.indicators.none"), Text: l.T("case.indicators.none_text")},
	}
	for _, p := range c.one.Parts {
		name := words(c.indicator(p.Indicator)).to(c.url("/i/" + string(p.Indicator)))
		if p.By.ZH != "" {
			name.Note = l.T("case.indicators.by", "Thing", l.Of(p.By))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{name, words(string(p.Indicator)), amount(p.Numerator), amount(p.Denominator)}})
	}
	f := Figure{ID: "indicators", Span: "c6", Kicker: l.T("case.indicators.kicker"), Finding: l.T("case.indicators.none"), Table: table}
	if n := len(c.one.Parts); n > 0 {
		f.Finding = l.T("case.indicators.finding", "N", n, "Month", c.one.Month.Format("2006-01"))
	}
	f.Trace = c.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("case.indicators.rule")))
	return f
}

// part is the rows of another clock that belong to the case.
func (c oneCase) part(parts assess.CaseParts) Figure {
	l := c.l
	list := assess.CaseList{Columns: parts.Clock.Columns}
	if parts.Clock.Number != "" {
		list.Name = parts.Clock.Name
	}
	for _, r := range parts.Rows {
		list.Rows = append(list.Rows, r.CaseRow)
	}
	table := c.caseTable(list, false, false)
	table.Name, table.Caption = "part_"+parts.Clock.Name, l.Of(parts.Clock.Title)
	f := Figure{ID: table.Name, Span: "c12", Kicker: l.T("case.part.kicker"), Table: table,
		Finding: l.T("case.part.finding", "N", len(parts.Rows), "Kind", l.Of(parts.Clock.Title))}
	f.Trace = c.trace(f.ID, table.Name, Link{}, l.from(l.Of(parts.Clock.Title)), l.by(l.T("cases.rule")), l.cases(int64(len(parts.Rows))))
	return f
}
