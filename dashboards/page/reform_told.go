package page

import (
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// recorded is what the records say of a fact.
type recorded struct {
	unit              string
	before, after     *float64
	nBefore, nAfter   int64
	decimals          int
	onBefore, onAfter string // notes beside the values: of which year they are
}

// told is what was printed beside what is counted, in columns of their own.
func (r reform) told(years []assess.Assessment) Figure {
	l := r.l
	table := &Table{
		Name: "facts", Caption: l.T("reform.told.caption", "Name", r.name()), Class: "top-align cards loose told",
		Columns: []Column{
			{Key: "fact", Title: l.T("reform.col.fact")},
			{Key: "told_before", Title: l.T("reform.col.told_before")},
			{Key: "told_after", Title: l.T("reform.col.told_after")},
			{Key: "counted_before", Title: l.T("reform.col.counted_before"), Num: true},
			{Key: "counted_after", Title: l.T("reform.col.counted_after"), Num: true},
			{Key: "unit", Title: l.T("reform.col.unit")},
			{Key: "n_before", Title: l.T("reform.col.n_before"), Num: true, Hide: true},
			{Key: "n_after", Title: l.T("reform.col.n_after"), Num: true, Hide: true},
			{Key: "words", Title: l.T("reform.col.words"), Wide: true},
		},
	}
	row := func(name Cell, before, after, said string, c recorded) {
		a, b := exact(c.before, c.decimals), exact(c.after, c.decimals)
		a.Note, b.Note = c.onBefore, c.onAfter
		nA, nB := count(c.nBefore), count(c.nAfter)
		if c.before == nil {
			nA = Cell{Shown: dash}
		}
		if c.after == nil {
			nB = Cell{Shown: dash}
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{name, orDash(before), orDash(after), a, b, words(c.unit), nA, nB, words(said)}})
	}
	drawn := l.T("reform.told.drawn")
	row(words(l.T("reform.told.steps")), strconv.Itoa(len(r.r.Before.Steps)), strconv.Itoa(len(r.r.After.Steps)), drawn, recorded{})
	row(words(l.T("reform.told.places")), strconv.Itoa(len(r.r.Before.Places())), strconv.Itoa(len(r.r.After.Places())), drawn, recorded{})
	seen := map[string]bool{}
	for _, t := range r.r.Told {
		seen[t.Of] = true
		name := words(l.T("reform.told.of." + t.Of))
		if id, ok := t.Indicator(); ok {
			name = words(r.indicator(id)).to(r.url("/i/" + string(id)))
		}
		row(name, l.Of(t.Before), l.Of(t.After), l.T("reform.quote", "Words", l.Of(t.Words)), r.counted(t, years))
	}
	for _, of := range []string{scheme.ToldTime, scheme.ToldTrips} { // what nobody told is counted all the same
		c := r.counted(scheme.Told{Of: of}, years)
		if !seen[of] && (c.before != nil || c.after != nil) {
			row(words(l.T("reform.told.of."+of)), "", "", l.T("reform.told.untold"), c)
		}
	}
	if whole := (recorded{unit: r.unit(), before: r.f.Before.Whole, after: r.f.After.Whole, nBefore: r.f.Before.Cases, nAfter: r.f.After.Cases, decimals: r.r.Decimals}); whole.after != nil {
		row(words(l.T("reform.told.whole")), "", "", l.T("reform.told.untold"), whole)
	}
	if offices := (recorded{unit: l.T("reform.unit.offices"), before: r.f.Before.Offices, after: r.f.After.Offices, decimals: 1}); offices.before != nil || offices.after != nil {
		offices.nBefore, offices.nAfter = r.f.Before.Judged, r.f.After.Judged
		row(words(l.T("reform.told.offices")), "", "", l.T("reform.told.untold"), offices)
	}
	f := Figure{ID: "facts", Span: "c12", Kicker: l.T("reform.told.kicker"), Finding: l.T("reform.told.finding"), Table: table,
		Marks: []Mark{{"real", l.T("reform.col.told")}}}
	if r.Publication.Demo {
		f.Marks = append(f.Marks, Mark{"", l.T("reform.told.demo")})
	}
	f.Trace = r.trace(f.ID, table.Name, Link{}, l.from(l.T("reform.both", "Told", r.toldBy())), l.by(l.T("reform.rule", "Month", l.YearMonth(r.r.Start))),
		l.cases(r.f.Before.Cases+r.f.After.Cases))
	return f
}

// orDash is a cell of what was told, a dash where nothing was.
func orDash(s string) Cell {
	if s == "" {
		return Cell{Shown: dash}
	}
	return Cell{Value: report.Text(s)}
}

// counted is what the records say of what was told.
func (r reform) counted(t scheme.Told, years []assess.Assessment) recorded {
	l, before, after := r.l, r.f.Before, r.f.After
	if id, ok := t.Indicator(); ok {
		return r.countedIndicator(id, years)
	}
	c := recorded{nBefore: before.Cases, nAfter: after.Cases}
	switch t.Of {
	case scheme.ToldTime:
		c.unit, c.before, c.after, c.decimals = r.unit(), before.Mean, after.Mean, r.r.Decimals
		c.nBefore, c.nAfter, c.onBefore = before.Timed, after.Timed, r.days(before.Mean)
	case scheme.ToldTrips:
		c.unit, c.before, c.after, c.decimals = l.T("reform.unit.trips"), before.Trips, after.Trips, 2
	case scheme.ToldSaved:
		c.unit, c.before, c.after = l.T("reform.unit.trips"), before.Saved, after.Saved
	case scheme.ToldCases: // what is called a case of the reform went the new way
		c.unit, c.nBefore, c.nAfter = l.T("reform.unit.cases"), 0, r.f.NewWay.Cases
		if r.f.NewWay.Cases > 0 {
			c.after = new(float64(r.f.NewWay.Cases))
		}
	}
	return c
}

// countedIndicator is the value of the last whole year before the reform, and of the newest year.
func (r reform) countedIndicator(id assess.IndicatorID, years []assess.Assessment) recorded {
	i := r.Indicators[id]
	c := recorded{unit: r.l.Of(i.Unit), decimals: i.Decimals}
	for _, a := range years {
		v, ok := a.Values[id]
		if !ok || v.Value == nil {
			continue
		}
		when := r.l.Months(a.Year, r.Publication.Today(a.Year))
		switch {
		case a.Year < r.r.Start.Year():
			c.before, c.nBefore, c.onBefore = v.Value, v.N, when
		case a.Year > r.r.Start.Year() || a.Year == years[len(years)-1].Year:
			c.after, c.nAfter, c.onAfter = v.Value, v.N, when
		}
	}
	return c
}

// moved is every indicator of the reform through the years.
func (r reform) moved(years []assess.Assessment) Figure {
	l := r.l
	table := &Table{
		Name: "indicators", Caption: l.T("reform.moved.caption", "Name", r.name()), Class: "dense cards",
		Columns: []Column{{Key: "indicator", Title: l.T("col.indicator")}, {Key: "indicator_id", Title: l.T("col.code"), Hide: true}, {Key: "unit", Title: l.T("col.unit")}},
		Empty:   &State{Title: l.T("reform.moved.none"), Text: l.T("reform.moved.none_text")},
	}
	for _, a := range years {
		title := strconv.Itoa(a.Year)
		if a.Year == r.r.Start.Year() {
			title = l.T("reform.moved.start", "Year", title)
		}
		table.Columns = append(table.Columns, Column{Key: "y" + strconv.Itoa(a.Year), Title: title, Num: true})
	}
	better, compared := 0, 0
	for _, id := range r.r.Indicators {
		i := r.Indicators[id]
		cells := []Cell{words(r.indicator(id)).to(r.url("/i/" + string(id))), {Value: report.Text(string(id)), Mono: true}, words(l.Of(i.Unit))}
		var values []float64
		for _, a := range years {
			v := a.Values[id]
			cell := exact(v.Value, i.Decimals)
			if v.Value != nil {
				values = append(values, *v.Value)
				cell = cell.to(r.url("/i/"+string(id), "year", strconv.Itoa(a.Year)) + "#cases")
			}
			cells = append(cells, cell)
		}
		if len(values) > 1 {
			compared++
			if first, last := values[0], values[len(values)-1]; (i.Direction == assess.LowerIsBetter) == (last < first) && last != first {
				better++
			}
		}
		table.Rows = append(table.Rows, Row{Cells: cells})
	}
	f := Figure{ID: "indicators", Span: "c12", Kicker: l.T("reform.moved.kicker"), Table: table}
	f.Finding = l.T("reform.moved.finding", "N", len(r.r.Indicators), "Better", l.Count(int64(better)), "Compared", l.Count(int64(compared)))
	if compared == 0 {
		f.Finding = l.T("reform.moved.alone", "N", len(r.r.Indicators))
	}
	f.Trace = r.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("reform.moved.rule")), Pair{"n =", l.Count(int64(len(r.r.Indicators)))})
	return f
}

// shownBy says whether any side has a figure.
func shownBy(sides []assess.ReformSide, of func(assess.ReformSide) *float64) bool {
	return slices.ContainsFunc(sides, func(s assess.ReformSide) bool { return of(s) != nil })
}
