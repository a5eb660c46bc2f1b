package page

import (
	"cmp"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
)

// What a timeline can hold and still be read.
const (
	mostRows    = 12
	mostOffDays = 400 // of a longer case days off are not drawn
)

// timeline is the picture of the case along the days, with all that it shows as a table.
func (c oneCase) timeline() Figure {
	l := c.l
	f := Figure{ID: "timeline", Span: "c12", Kicker: l.T("case.timeline.kicker"), Finding: c.course(), Twin: c.happenings()}
	f.Trace = c.trace(f.ID, f.Twin.Name, Link{}, l.from(l.Of(c.Case.Clock.Title)), l.by(c.rule()))
	in, ok := c.picture()
	if !ok {
		f.State = &State{Title: l.T("case.timeline.none"), Text: l.T("case.timeline.none_text")}
		return f
	}
	height := "h200"
	switch rows := len(in.Rows); {
	case rows > 6:
		height = "h400"
	case rows > 2:
		height = "h300"
	}
	option, err := chart.Timeline(in)
	if f.draw(l, f.Finding, height, option, err); f.Chart == nil {
		return f
	}
	f.Legend = []Legend{{Class: "run", Text: l.T("case.legend.runs")}}
	if c.Case.Clock.Kind == "" {
		f.Legend[0].Text = l.T("case.legend.open")
	}
	for _, k := range []struct {
		kind       chart.TimelineKind
		class, key string
	}{{chart.Stands, "b", "stands"}, {chart.Overdue, "a", "overdue"}, {chart.Aside, "aside", "aside"}} {
		if slices.ContainsFunc(in.Rows, func(r chart.TimelineRow) bool {
			return slices.ContainsFunc(r.Bars, func(b chart.TimelineBar) bool { return b.Kind == k.kind })
		}) {
			f.Legend = append(f.Legend, Legend{Class: k.class, Text: l.T("case.legend." + k.key)})
		}
	}
	if len(in.Off) > 0 {
		f.Legend = append(f.Legend, Legend{Class: "off", Text: l.T("case.legend.off")})
	}
	return f
}

// rule is how the time is counted.
func (c oneCase) rule() string {
	if c.Case.Clock.Kind == "" {
		return c.l.T("case.timeline.no_clock")
	}
	return c.l.T("clock." + c.Case.Clock.Kind)
}

// course is what happened in one sentence.
func (c oneCase) course() string {
	l := c.l
	text := ""
	for _, e := range c.one.Events {
		if !e.At.IsZero() && e.Role != assess.DueDay {
			if text != "" {
				text += l.T("join.and")
			}
			text += l.T("case.timeline.event", "Event", l.Of(e.Title), "Day", c.sayDay(e.At))
		}
	}
	if text == "" {
		return l.T("case.timeline.none")
	}
	if n := len(c.stops); n > 0 {
		text += l.T("case.timeline.stops", "N", n)
	}
	return text
}

// happening is one line of the twin of the picture.
type happening struct {
	what     string
	from, to assess.CaseAt
	lasts    bool
}

// happenings is all that the picture shows, by time.
func (c oneCase) happenings() *Table {
	l := c.l
	table := &Table{Name: "timeline", Caption: l.T("case.timeline.caption"), Class: "dense",
		Columns: []Column{
			{Key: "event", Title: l.T("case.timeline.what")}, {Key: "at", Title: l.T("case.timeline.from")}, {Key: "to", Title: l.T("case.timeline.to")},
		},
		Empty: &State{Title: l.T("case.timeline.none"), Text: l.T("case.timeline.none_text")},
	}
	var all []happening
	for _, e := range c.one.Events {
		if !e.At.IsZero() {
			all = append(all, happening{what: l.Of(e.Title), from: e})
		}
	}
	if stored, ok := c.one.At(assess.DueDay); !c.due.At.IsZero() && (!ok || stored.At.IsZero()) {
		all = append(all, happening{what: l.T("case.fact.due"), from: c.due})
	}
	for _, s := range c.stops {
		all = append(all, happening{what: l.T("case.timeline.stop", "Stop", l.Of(s.Title)), from: assess.CaseAt{At: s.From}, to: assess.CaseAt{At: s.To}, lasts: s.To.IsZero()})
	}
	for _, p := range c.Case.Parts {
		for _, r := range p.Rows {
			from, ok := r.At(assess.Begins)
			if !ok || len(r.Spans) > 0 {
				continue
			}
			to, ended := r.At(assess.Ends)
			all = append(all, happening{what: l.Of(p.Clock.Title) + " " + r.No, from: from, to: to, lasts: !ended})
		}
	}
	if c.end.IsZero() && len(all) > 0 {
		all = append(all, happening{what: l.T("case.timeline.asof"), from: assess.CaseAt{At: dateOf(c.asOf())}})
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.from.At.Compare(b.from.At) })
	for _, h := range all {
		to := c.moments(h.to)
		if h.lasts {
			to = words(l.T("case.timeline.lasts"))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{words(h.what), c.moments(h.from), to}})
	}
	return table
}

// moments writes a day, or a moment to the second.
func (c oneCase) moments(at assess.CaseAt) Cell {
	switch {
	case at.At.IsZero():
		return Cell{}
	case at.IsClock:
		return words(at.At.In(assess.Zone).Format(time.DateTime))
	}
	return words(ISO(at.At))
}

// picture is the input of the chart; false when nothing has happened that could be drawn.
func (c oneCase) picture() (chart.TimelineInput, bool) {
	l := c.l
	in := chart.TimelineInput{Rows: []chart.TimelineRow{{Name: l.T("case.timeline.row")}}}
	if c.one.IsStock {
		return in, false
	}
	for _, e := range c.one.Events {
		if !e.At.IsZero() && e.Role != assess.DueDay {
			in.Points = append(in.Points, chart.TimelinePoint{At: e.At, Text: l.Of(e.Title) + " " + c.sayDay(e.At), Right: e.Role == assess.Ends})
		}
	}
	if !c.due.At.IsZero() {
		in.Lines = append(in.Lines, chart.TimelineLine{At: endOf(c.due), Text: l.T("case.timeline.due", "Day", c.sayDay(c.due.At)), Due: true})
	}
	if len(in.Points) == 0 && len(in.Lines) == 0 {
		return in, false
	}
	if _, ends := c.Case.Clock.Event(assess.Ends); ends && c.end.IsZero() {
		in.Lines = append(in.Lines, chart.TimelineLine{At: dateOf(c.asOf()).AddDate(0, 0, 1), Text: l.T("base.asof", "Day", c.sayDay(c.asOf()))})
	}
	in.Rows[0].Bars = c.bars()
	in.Rows = append(in.Rows, c.asides()...)
	c.frame(&in)
	return in, true
}

// endOf is the end of a due day, or the moment when something is due.
func endOf(at assess.CaseAt) time.Time {
	if at.IsClock {
		return at.At
	}
	return dateOf(at.At).AddDate(0, 0, 1)
}

// bars are the stretches of the case itself: running, standing, overdue.
func (c oneCase) bars() []chart.TimelineBar {
	if c.begin.IsZero() {
		return nil
	}
	until := c.end
	if until.IsZero() {
		until = dateOf(c.asOf()).AddDate(0, 0, 1)
	}
	if !until.After(c.begin) {
		return nil
	}
	var out []chart.TimelineBar
	add := func(from, to time.Time, kind chart.TimelineKind) {
		if to.After(from) {
			out = append(out, chart.TimelineBar{From: from, To: to, Kind: kind})
		}
	}
	runs := func(from, to time.Time) {
		due := to
		if !c.due.At.IsZero() {
			due = endOf(c.due)
		}
		add(from, minTime(to, due), chart.Runs)
		add(maxTime(from, due), to, chart.Overdue)
	}
	at := c.begin
	for _, s := range c.stops { // the day on which a stop begins still counts, the one on which it ends does not
		from, to := dateOf(s.From).AddDate(0, 0, 1), until
		if !s.To.IsZero() {
			to = minTime(dateOf(s.To).AddDate(0, 0, 1), until)
		}
		from = maxTime(from, at)
		if !to.After(from) {
			continue
		}
		runs(at, from)
		add(from, to, chart.Stands)
		at = to
	}
	runs(at, until)
	return out
}

// asides are a row for every stop and every part that takes time.
func (c oneCase) asides() []chart.TimelineRow {
	l := c.l
	asOf := dateOf(c.asOf()).AddDate(0, 0, 1)
	var rows []chart.TimelineRow
	add := func(name string, from, to time.Time, kind chart.TimelineKind) {
		if to.IsZero() {
			to = maxTime(asOf, from)
		}
		rows = append(rows, chart.TimelineRow{Name: name, Bars: []chart.TimelineBar{{From: from, To: to, Kind: kind}}})
	}
	for _, s := range c.stops {
		to := s.To
		if !to.IsZero() {
			to = to.AddDate(0, 0, 1)
		}
		add(l.Of(s.Title), s.From, to, chart.Stands)
	}
	for _, p := range c.Case.Parts {
		for _, r := range p.Rows {
			from, ok := r.At(assess.Begins)
			if !ok || len(r.Spans) > 0 {
				continue
			}
			to, _ := r.At(assess.Ends)
			add(c.partName(p.Clock, r), from.At, to.At, chart.Aside)
		}
	}
	slices.SortStableFunc(rows, func(a, b chart.TimelineRow) int {
		return cmp.Or(cmp.Compare(a.Bars[0].Kind, b.Bars[0].Kind), a.Bars[0].From.Compare(b.Bars[0].From))
	})
	return rows[:min(len(rows), mostRows)]
}

// partName is the first coded word of a part, e.g. the office that gave an opinion; its number otherwise.
func (c oneCase) partName(k assess.Clock, r assess.CaseRecord) string {
	for i, col := range k.Columns {
		if w, ok := col.Words[r.Cells[i]]; ok {
			return c.l.Of(w)
		}
	}
	return r.No
}

// frame sets what is in view, and the days off in it.
func (c oneCase) frame(in *chart.TimelineInput) {
	var times []time.Time
	for _, p := range in.Points {
		times = append(times, p.At)
	}
	for _, s := range in.Lines {
		times = append(times, s.At)
	}
	for _, r := range in.Rows {
		for _, b := range r.Bars {
			times = append(times, b.From, b.To)
		}
	}
	first, last := slices.MinFunc(times, time.Time.Compare), slices.MaxFunc(times, time.Time.Compare)
	room := max(last.Sub(first)/25, 12*time.Hour)
	in.From, in.To = first.Add(-room), last.Add(room)
	if in.To.Sub(in.From) > mostOffDays*24*time.Hour {
		return
	}
	for d := dateOf(in.From); d.Before(in.To); d = d.AddDate(0, 0, 1) {
		if works, err := c.Calendar.IsWorkday(d); err != nil || works {
			continue
		}
		from, to := maxTime(d, in.From), minTime(d.AddDate(0, 0, 1), in.To)
		if n := len(in.Off); n > 0 && in.Off[n-1].To.Equal(from) {
			in.Off[n-1].To = to
			continue
		}
		in.Off = append(in.Off, chart.TimelineOff{From: from, To: to})
	}
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func maxTime(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
