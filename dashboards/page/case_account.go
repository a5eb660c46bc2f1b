package page

import (
	"errors"
	"math"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
)

// longAccount is how many days of an account stand open on the page; a longer one is folded.
const longAccount = 40

// accountFigure is how the time was counted, day by day where working days are; nil where no time is.
func (c oneCase) accountFigure() *Figure {
	l := c.l
	kind := c.Case.Clock.Kind
	if kind == "" || c.one.IsStock {
		return nil
	}
	f := &Figure{ID: "account", Span: "c12", Kicker: l.T("case.account.kicker", "Clock", l.T("case.clock."+kind))}
	f.Trace = c.trace(f.ID, "", Link{Text: l.T("trace.rule_link"), Href: c.url("/method")}, l.from(l.Of(c.Case.Clock.Title)), l.by(c.rule()))
	switch {
	case c.begin.IsZero():
		f.Finding = l.T("case.account.not_begun")
		f.State = &State{Title: f.Finding, Text: l.T("case.account.not_begun_text")}
		return f
	case c.until().Before(c.begin):
		f.Finding = l.T("case.account.backwards")
		f.State = &State{Class: "warn", Title: f.Finding, Text: l.T("case.account.backwards_text")}
		return f
	case kind != "workday":
		c.elapsed(f)
		return f
	case c.fault != nil:
		f.Finding = l.T("case.account.unknown")
		f.State = &State{Class: "warn", Title: f.Finding, Text: l.T("case.account.unknown_text", "Year", c.faultYear())}
		return f
	}
	counted := c.days[len(c.days)-1].Count
	c.compare(f, float64(counted))
	f.Pairs = c.dayCounts()
	table := c.dayTable()
	if len(table.Rows) > longAccount {
		f.Twin, f.Fold = table, l.T("case.account.fold", "N", len(table.Rows))
	} else {
		f.Table = table
	}
	f.Trace = c.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: c.url("/method")}, l.from(l.T("case.account.source")), l.by(c.rule()))
	return f
}

// compare says whether what was counted here is what the clock holds.
func (c oneCase) compare(f *Figure, counted float64) {
	l := c.l
	said := c.took(counted)
	switch stored := c.one.Counted; {
	case c.end.IsZero():
		f.Finding = l.T("case.account.so_far", "Time", said, "Day", c.sayDay(c.asOf()))
	case stored == nil:
		f.Finding = l.T("case.account.counted", "Time", said)
	case math.Abs(*stored-counted) < 0.005:
		f.Finding = l.T("case.account.equal", "Time", said)
	default:
		f.Finding = l.T("case.account.differs", "Time", said, "Stored", c.took(*stored))
		f.State = &State{Class: "bad", Title: l.T("case.account.differs_title"), Text: l.T("case.account.differs_text")}
	}
}

// elapsed is the account of a clock that runs through: hours, or days of the calendar. That of office hours is only named.
func (c oneCase) elapsed(f *Figure) {
	until := c.until()
	if c.end.IsZero() {
		until = dateOf(until).AddDate(0, 0, 1)
	}
	switch c.Case.Clock.Kind {
	case "calendar_hour":
		c.compare(f, math.Round(until.Sub(c.begin).Hours()*100)/100)
	case "calendar_day":
		c.compare(f, math.Round(dateOf(c.until()).Sub(dateOf(c.begin)).Hours()/24))
	default:
		f.Finding = c.l.T("case.account.office_hours")
		if c.one.Counted != nil {
			f.Finding = c.l.T("case.account.counted", "Time", c.took(*c.one.Counted))
		}
	}
	from, _ := c.one.At(assess.Begins)
	f.Pairs = []Definition{{c.l.Of(from.Title), []Link{{Text: c.moments(from).Text()}}}}
	if to, ok := c.one.At(assess.Ends); ok {
		f.Pairs = append(f.Pairs, Definition{c.l.Of(to.Title), []Link{{Text: c.moments(to).Text()}}})
	}
}

// faultYear is the year whose calendar is missing.
func (c oneCase) faultYear() string {
	var e *calendar.YearError
	if errors.As(c.fault, &e) {
		return strconv.Itoa(e.Year)
	}
	return dash
}

// dayCounts says how many days of each kind there were.
func (c oneCase) dayCounts() []Definition {
	n := map[calendar.DayKind]int{}
	for _, d := range c.days {
		n[d.Kind]++
	}
	var out []Definition
	for _, kind := range []calendar.DayKind{calendar.Counts, calendar.Weekend, calendar.Holiday, calendar.Suspended} {
		if n[kind] > 0 || kind == calendar.Counts {
			out = append(out, Definition{c.l.T("case.days." + string(kind)), []Link{{Text: c.l.T("case.days.n", "N", n[kind])}}})
		}
	}
	return out
}

// dayTable lists every day with what it was and the running count.
func (c oneCase) dayTable() *Table {
	l := c.l
	table := &Table{Name: "account", Caption: l.T("case.account.caption"), Class: "dense", Columns: []Column{
		{Key: "day", Title: l.T("case.account.day")}, {Key: "weekday", Title: l.T("case.account.weekday")},
		{Key: "what", Title: l.T("case.account.what")}, {Key: "count", Title: l.T("case.account.count"), Num: true},
	}}
	for _, d := range c.days {
		table.Rows = append(table.Rows, Row{Me: d.Kind == calendar.Counts, Cells: []Cell{
			words(ISO(d.Date)), words(l.T("weekday.d" + strconv.Itoa(int(d.Date.Weekday())))), words(c.dayWords(d)), count(int64(d.Count)),
		}})
	}
	return table
}

// dayWords say what a day was to the clock.
func (c oneCase) dayWords(d calendar.AccountDay) string {
	l := c.l
	switch {
	case d.Kind == calendar.Suspended && d.Stop < len(c.stops):
		return l.T("case.day.suspended", "Stop", l.Of(c.stops[d.Stop].Title))
	case d.Kind == calendar.Holiday:
		return l.T("case.day.holiday", "Name", l.Of(d.Name))
	case d.Kind == calendar.Counts && d.MakeUp:
		return l.T("case.day.make_up", "Name", l.Of(d.Name))
	}
	return l.T("case.day." + string(d.Kind))
}
