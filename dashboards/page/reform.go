package page

import (
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// ReformInput is what the card of a reform shows.
type ReformInput struct {
	In
	Reform  *scheme.Reform
	Figures assess.ReformFigures
	Years   []assess.Assessment // that are published, the oldest first
}

// Reform is the card of one reform: how it went before and after, what was told of it, and what the records tell. The two
// never stand in one column.
type Reform struct {
	Base
	Facts  []Fact
	Flow   Figure
	Told   Figure
	Months Figure
	Sides  Figure
	Moved  Figure
}

// NewReform builds the page.
func NewReform(in ReformInput) Reform {
	in.Many = true
	r := reform{In: in.In, l: in.Locale, r: in.Reform, f: in.Figures}
	flow, steps := r.flow("flow", "steps")
	told := r.told(in.Years)
	months, byMonth := r.months()
	sides := r.sides()
	moved := r.moved(in.Years)
	p := Reform{Facts: r.facts(), Flow: flow, Told: told, Months: months, Sides: sides, Moved: moved}
	p.Base = in.base(r.sentence(), told.Table, sides.Table, byMonth, steps, moved.Table)
	p.Title, p.Sub = r.name(), r.l.Of(r.r.About)
	p.Crumbs = []Link{{Text: r.l.T("nav.reform"), Href: in.url("/reform")}, {Text: r.name()}}
	return p
}

// reform is one reform with what the records tell of it.
type reform struct {
	In
	l *Locale
	r *scheme.Reform
	f assess.ReformFigures
}

func (r reform) name() string { return r.l.Of(r.r.Name) }

// unit is what the reform's time is counted in.
func (r reform) unit() string { return r.l.T("reform.unit." + r.r.Clock) }

// says writes a time with its unit.
func (r reform) says(v float64) string { return r.l.quantity(r.bare(v), r.unit()) }

func (r reform) bare(v float64) string { return shown(v, r.r.Decimals) }

// days says how many days a long time in hours is, to be read beside what was told in days; empty for any other.
func (r reform) days(v *float64) string {
	if v == nil || r.r.Clock != "calendar_hour" || *v < 48 {
		return ""
	}
	return r.l.T("reform.days", "Days", shown(*v/24, 1))
}

// sentence says what the mean time did.
func (r reform) sentence() string {
	l, a, b := r.l, r.f.Before.Mean, r.f.After.Mean
	switch {
	case a == nil && b == nil:
		return l.T("reform.h1.none", "Name", r.name())
	case a == nil:
		return l.T("reform.h1.no_before", "Name", r.name(), "B", r.says(*b))
	case b == nil:
		return l.T("reform.h1.no_after", "Name", r.name(), "A", r.says(*a))
	case r.bare(*a) == r.bare(*b):
		return l.T("reform.h1.level", "Name", r.name(), "A", r.says(*a))
	case *b > *a:
		return l.T("reform.h1.rose", "Name", r.name(), "A", r.says(*a), "B", r.says(*b), "Percent", shown(percentOf(*b-*a, *a), 0))
	}
	return l.T("reform.h1.fell", "Name", r.name(), "A", r.says(*a), "B", r.says(*b), "Percent", shown(percentOf(*a-*b, *a), 0))
}

// facts is the strip below the sentence.
func (r reform) facts() []Fact {
	l := r.l
	start := Fact{Title: l.T("reform.fact.start"), Value: l.YearMonth(r.r.Start), Tone: "name", Note: l.T("reform.fact.start_untold")}
	if r.r.StartWords.ZH != "" {
		start.Note, start.Marks = l.T("reform.quote", "Words", l.Of(r.r.StartWords)), []Mark{{"real", l.T("mark.real")}}
	}
	if start.Marks == nil && r.Publication.Demo {
		start.Marks = []Mark{{"", l.T("mark.demo")}}
	}
	facts := []Fact{start, r.timeFact("before", r.f.Before), r.timeFact("after", r.f.After)}
	if saved := r.f.After.Saved; saved != nil {
		facts = append(facts, Fact{Title: l.T("reform.fact.saved"), Value: shown(*saved, 0), Unit: l.T("reform.unit.trips"),
			Note: l.T("reform.fact.saved_note", "Month", l.YearMonth(r.r.Start))})
	}
	who := Fact{Title: l.T("col.department"), Tone: "name", Value: dash}
	for i, code := range r.r.Departments {
		if i == 0 {
			who.Value, who.Href = r.department(code), r.url("/dept/"+string(code))
			continue
		}
		if who.Note != "" {
			who.Note += l.T("join.list")
		}
		who.Note += r.department(code)
	}
	if who.Note != "" {
		who.Note = l.T("indicator.fact.with", "Names", who.Note)
	}
	return append(facts, who)
}

func (r reform) timeFact(side string, s assess.ReformSide) Fact {
	f := Fact{Title: r.l.T("reform.fact." + side), Value: dash, Note: r.l.T("reform.fact.no_case")}
	if s.Mean != nil {
		f.Value, f.Unit, f.Note = r.bare(*s.Mean), r.unit(), r.l.T("reform.fact.n", "N", r.l.Count(s.Timed))
		if days := r.days(s.Mean); days != "" {
			f.Note += " · " + days
		}
	}
	return f
}

// source is where the figures of the records come from.
func (r reform) source(id, table string, items ...Pair) Trace {
	l := r.l
	rule := l.by(l.T("reform.rule", "Month", l.YearMonth(r.r.Start)))
	return r.trace(id, table, Link{}, append([]Pair{l.from(l.T("reform.records")), rule}, items...)...)
}

// reformsOf are the reforms of the region that moved an indicator.
func (in In) reformsOf(id assess.IndicatorID) []*scheme.Reform {
	return slices.DeleteFunc(slices.Clone(in.Reforms), func(r *scheme.Reform) bool { return !slices.Contains(r.Indicators, id) })
}

// reformLinks lead to reforms and say since when they are.
func (in In) reformLinks(reforms []*scheme.Reform) []Link {
	var links []Link
	for _, r := range reforms {
		links = append(links, Link{Text: in.Locale.T("reform.since", "Name", in.Locale.Of(r.Name), "Month", in.Locale.YearMonth(r.Start)), Href: in.url("/reform/" + string(r.ID))})
	}
	return links
}

// monthLabel is a month as charts and tables name it.
func monthLabel(t time.Time) string { return assess.MonthOf(t.Year(), t.Month()).String() }
