package page

import (
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// facts is the newest of each score, and how it compares with the year before.
func (t trend) facts() []Fact {
	l := t.l
	var facts []Fact
	change := func(i int, of func(trendYear) *float64) Fact {
		by, why := t.change(i, of)
		f := Fact{Title: l.T("trend.fact.change", "Year", strconv.Itoa(t.years[i].year-1)), Value: dash, Note: why}
		if by != nil {
			f.Value, f.Unit, f.Tone = signed(*by, 2), l.T("trend.points"), tone(*by)
			f.Note = l.T("trend.why.same")
		}
		return f
	}
	if i, has := t.newest(isAnnounced); has {
		y := t.years[i]
		f := Fact{Title: l.T("trend.fact.announced", "Year", strconv.Itoa(y.year)), Marks: t.realOr(y.announced), Note: t.tier(y, y.announced.Tier)}
		if s := y.said(); s != nil {
			f.Value = shown(*s, 2)
			facts = append(facts, f, change(i, trendYear.said))
		} else {
			f.Value, f.Note, f.Tone = t.tier(y, y.announced.Tier), l.T("trend.why.tier_only"), "name"
			facts = append(facts, f)
		}
		n := streak(announcedOf(t.years))
		facts = append(facts, Fact{Title: l.T("trend.fact.streak", "Tier", t.tier(y, y.announced.Tier)), Value: l.Count(int64(n)), Unit: l.T("trend.fact.years", "N", n), Note: l.T("trend.fact.streak_note")})
	}
	if i, has := t.newest(isComputed); has {
		y := t.years[i]
		f := Fact{Title: l.T("trend.fact.computed", "Period", t.period(y.year)), Value: shown(*y.ours(), 2), Marks: append(t.demoMark(), l.imputed(*y.computed)...)}
		if y.computed.Tier != 0 {
			f.Note = t.tier(y, y.computed.Tier)
			if estimated(y.scheme) {
				f.Note = l.T("trend.fact.estimated", "Tier", f.Note)
			}
		}
		facts = append(facts, f, change(i, trendYear.ours))
	}
	return facts
}

// tone is the colour of a change.
func tone(by float64) string {
	switch {
	case by > 0:
		return "up"
	case by < 0:
		return "down"
	}
	return ""
}

// announcedOf lists the announced results of the years, newest first.
func announcedOf(years []trendYear) []assess.Announced {
	var out []assess.Announced
	for i := len(years) - 1; i >= 0; i-- {
		if years[i].announced != nil {
			out = append(out, *years[i].announced)
		}
	}
	return out
}

// realOr marks an announced result of a demo as reported or as invented.
func (in In) realOr(a *assess.Announced) []Mark {
	switch {
	case !in.Publication.Demo:
		return nil
	case a.Invented:
		return in.demoMark()
	}
	return []Mark{{"real", in.Locale.T("mark.real")}}
}

func (in In) demoMark() []Mark {
	if !in.Publication.Demo {
		return nil
	}
	return []Mark{{"", in.Locale.T("mark.demo")}}
}

// table is one row a year, the newest first: both scores, each with its change, and the method.
func (t trend) table() Figure {
	l := t.l
	table := &Table{
		Name: "years", Caption: l.T("trend.table.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "year", Title: l.T("trace.year")},
			{Key: "announced_score", Title: l.T("trend.table.announced"), Num: true},
			{Key: "announced_change", Title: l.T("trend.table.announced_change"), Num: true},
			{Key: "announced_tier", Title: l.T("trend.table.announced_tier")},
			{Key: "computed_score", Title: l.T("trend.table.computed"), Num: true},
			{Key: "computed_change", Title: l.T("trend.table.computed_change"), Num: true},
			{Key: "computed_tier", Title: l.T("trend.table.computed_tier")},
			{Key: "cutoff", Title: l.T("trend.table.cutoff"), Num: true},
			{Key: "cutoff_status", Title: l.T("trend.table.cutoff_status"), File: true},
			{Key: "method", Title: l.T("trend.table.method")},
			{Key: "note", Title: l.T("col.note"), Wide: true},
		},
		Empty: &State{Title: l.T("trend.none"), Text: l.T("trend.none_text")},
	}
	for i := len(t.years) - 1; i >= 0; i-- {
		table.Rows = append(table.Rows, t.row(i))
	}
	f := Figure{ID: "years", Span: "c12", Kicker: l.T("trend.table.kicker"), Finding: t.tableFinding(), Table: table}
	f.Trace = t.trace(f.ID, table.Name, Link{}, append([]Pair{l.from(l.T("trend.source")), l.by(l.T("trend.table.rule"))}, t.beside(nil)...)...)
	return f
}

func (t trend) row(i int) Row {
	l, y := t.l, t.years[i]
	row := Row{Me: y.year == t.Year, Cells: make([]Cell, 11)}
	row.Cells[0] = words(strconv.Itoa(y.year)).to(t.url("/tier", "year", strconv.Itoa(y.year)))
	row.Cells[1], row.Cells[2] = num(y.said(), 2), t.changeCell(i, trendYear.said)
	row.Cells[3], row.Cells[6] = Cell{Shown: dash}, Cell{Shown: dash}
	row.Cells[4], row.Cells[5] = exact(y.ours(), 2), t.changeCell(i, trendYear.ours)
	row.Cells[7] = num(nil, 2)
	if a := y.announced; a != nil {
		row.Cells[3] = words(t.tier(y, a.Tier))
	}
	if y.computed != nil {
		row.Cells[4].Marks = l.imputed(*y.computed)
	}
	if n := y.computed; n != nil && n.Tier != 0 {
		row.Cells[6] = words(t.tier(y, n.Tier))
		if estimated(y.scheme) {
			row.Cells[6].Note = l.T("mark.est")
		}
	}
	if cuts := cutoffs(y.scheme); len(cuts) > 0 {
		row.Cells[7] = num(cuts[0].From, 2)
		status := l.T("trend.cutoff." + string(cuts[0].Status))
		row.Cells[8] = words(status)
		if cuts[0].Status != scheme.Announced {
			row.Cells[7].Note = l.T("mark.est")
		}
	}
	row.Cells[9] = words(l.T("trend.method." + string(y.method)))
	if y.method == methodSame || y.method == methodChanged {
		row.Cells[9] = row.Cells[9].to(t.methodURL(y.year-1, y.year))
	}
	row.Cells[10] = Cell{Value: report.Text(t.note(y))}
	return row
}

// changeCell is a change with its sign, or a dash with the reason.
func (t trend) changeCell(i int, of func(trendYear) *float64) Cell {
	by, why := t.change(i, of)
	c := num(by, 2)
	if by != nil {
		c.Shown = signed(*by, 2)
	}
	c.Note = why
	return c
}

// note says in words what a row of figures cannot.
func (t trend) note(y trendYear) string {
	l := t.l
	var notes []string
	if e, frozen := t.Publication.Editions[y.year]; frozen {
		notes = append(notes, l.T("trend.note.frozen", "Edition", string(e.ID), "Day", ISO(e.AsOf)))
	}
	if a := y.announced; a != nil && (!a.AnnouncedOn.IsZero() || a.Document != "") {
		notes = append(notes, l.T("trend.note.announced", "By", t.announcedBy(*y.announced)))
	}
	if y.announced != nil && y.said() == nil {
		notes = append(notes, l.T("trend.note.tier_only", "Tier", t.tier(y, y.announced.Tier)))
	}
	if y.announced == nil {
		notes = append(notes, l.T("trend.note.unannounced"))
	}
	switch {
	case y.ours() != nil && t.running(y.year):
		notes = append(notes, l.T("trend.note.running", "Day", l.Day(t.Publication.Today(y.year))))
	case y.computed != nil && y.ours() == nil:
		notes = append(notes, l.T("trend.note.unscored", "Reason", t.reason(*y.computed)))
	case y.computed == nil:
		notes = append(notes, l.T("trend.note.uncomputed"))
	}
	out := ""
	for i, n := range notes {
		if i > 0 {
			out += l.T("join.clause")
		}
		out += n
	}
	return out
}

func (t trend) tableFinding() string {
	said, tiers, ours := 0, 0, 0
	for _, y := range t.years {
		switch {
		case y.said() != nil:
			said++
		case y.announced != nil:
			tiers++
		}
		if y.ours() != nil {
			ours++
		}
	}
	if len(t.years) == 0 {
		return t.l.T("trend.none")
	}
	return t.l.T("trend.table.finding", "N", len(t.years), "Said", t.l.Count(int64(said)), "Tiers", t.l.Count(int64(tiers)), "Ours", t.l.Count(int64(ours)))
}

// breaks counts what changed in the rules from year to year.
func (t trend) breaks() Figure {
	l := t.l
	table := &Table{
		Name: "breaks", Caption: l.T("trend.breaks.caption"), Class: "dense",
		Columns: []Column{
			{Key: "years", Title: l.T("trend.breaks.years")},
			{Key: "method", Title: l.T("trend.table.method")},
			{Key: "entered", Title: l.T("trend.breaks.entered"), Num: true},
			{Key: "left", Title: l.T("trend.breaks.left"), Num: true},
			{Key: "weights", Title: l.T("trend.breaks.weights"), Num: true},
			{Key: "frontier", Title: l.T("trend.breaks.frontier"), Num: true},
			{Key: "others", Title: l.T("trend.breaks.others"), Num: true, Hide: true},
		},
		Empty: &State{Title: l.T("trend.breaks.none"), Text: l.T("trend.breaks.none_text")},
	}
	f := Figure{ID: "breaks", Span: "c4", Kicker: l.T("trend.breaks.kicker"), Finding: l.T("trend.breaks.none"), Table: table}
	for i := len(t.years) - 1; i > 0; i-- {
		y := t.years[i]
		pair := words(l.T("trend.breaks.pair", "From", strconv.Itoa(y.year-1), "To", strconv.Itoa(y.year)))
		row := Row{Cells: []Cell{pair, words(l.T("trend.method." + string(y.method))), num(nil, 0), num(nil, 0), num(nil, 0), num(nil, 0), num(nil, 0)}}
		if y.method != methodUnknown {
			row.Cells[0] = pair.to(t.methodURL(y.year-1, y.year))
			n := countChanges(y.changes)
			for k, v := range []int{n.entered, n.left, n.weights, n.frontier, n.others} {
				row.Cells[2+k] = count(int64(v))
			}
		}
		table.Rows = append(table.Rows, row)
	}
	f.Finding, f.Pairs = t.breaksFinding(), t.named()
	f.Trace = t.trace(f.ID, table.Name, Link{}, l.from(l.T("trend.breaks.source")), l.by(l.T("trend.breaks.rule")))
	return f
}

// counts is how many indicators came, went, weigh otherwise or are measured against another frontier, and what else changed.
type counts struct{ entered, left, weights, frontier, others int }

// all is how many there are.
func (n counts) all() int { return n.entered + n.left + n.weights + n.frontier + n.others }

// countChanges counts changes of indicators; a frontier's two ends are one change.
func countChanges(changes []scheme.Change) counts {
	var n counts
	frontier := map[string]bool{}
	for _, c := range changes {
		switch {
		case c.Node != "" && !c.Leaf && (c.Kind == scheme.WeightChanged || c.Kind == scheme.Entered || c.Kind == scheme.Left):
			// a theme's weight is the sum of what its indicators weigh
		case c.Kind == scheme.Entered:
			n.entered++
		case c.Kind == scheme.Left:
			n.left++
		case c.Kind == scheme.WeightChanged:
			n.weights++
		case c.Kind == scheme.BestChanged || c.Kind == scheme.WorstChanged:
			if !frontier[c.Node] {
				frontier[c.Node] = true
				n.frontier++
			}
		default:
			n.others++
		}
	}
	return n
}

// changed says what changed between two schemes, in numbers; what did not is left out.
func (l *Locale) changed(n counts) string {
	var parts []string
	for _, part := range []struct {
		n   int
		key string
	}{{n.entered, "changes.entered"}, {n.left, "changes.left"}, {n.weights, "changes.weights"}, {n.frontier, "changes.frontier"}} {
		if part.n > 0 {
			parts = append(parts, l.T(part.key, "N", part.n))
		}
	}
	switch {
	case n.others > 0 && len(parts) == 0:
		parts = append(parts, l.T("changes.only", "N", n.others))
	case n.others > 0:
		parts = append(parts, l.T("changes.others", "N", n.others))
	}
	return strings.Join(parts, l.T("join.and"))
}

// named says which indicators the newest change of method is about.
func (t trend) named() []Definition {
	l := t.l
	for i := len(t.years) - 1; i > 0; i-- {
		y := t.years[i]
		if y.method != methodChanged {
			continue
		}
		kinds := []scheme.ChangeKind{scheme.Entered, scheme.Left, scheme.WeightChanged, scheme.BestChanged, scheme.WorstChanged}
		names := map[scheme.ChangeKind][]string{}
		for _, c := range y.changes {
			if c.Leaf && slices.Contains(kinds, c.Kind) {
				kind := c.Kind
				if kind == scheme.WorstChanged {
					kind = scheme.BestChanged
				}
				if name := t.indicator(assess.IndicatorID(c.Node)); !slices.Contains(names[kind], name) {
					names[kind] = append(names[kind], name)
				}
			}
		}
		var out []Definition
		for _, kind := range kinds {
			if len(names[kind]) > 0 {
				out = append(out, Definition{l.T("changes.term." + string(kind)), []Link{{Text: strings.Join(names[kind], l.T("join.list"))}}})
			}
		}
		return out
	}
	return nil
}

// breaksFinding tells of the newest change.
func (t trend) breaksFinding() string {
	l := t.l
	if len(t.years) < 2 {
		return l.T("trend.breaks.none")
	}
	for i := len(t.years) - 1; i > 0; i-- {
		y := t.years[i]
		switch y.method {
		case methodChanged:
			return l.T("trend.breaks.finding", "Year", strconv.Itoa(y.year), "What", l.changed(countChanges(y.changes)))
		case methodUnknown:
			return l.T("trend.breaks.unknown", "Year", strconv.Itoa(y.year))
		}
	}
	return l.T("trend.breaks.same")
}
