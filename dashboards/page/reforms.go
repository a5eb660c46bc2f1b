package page

import (
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// ReformsInput is what the list of reforms shows.
type ReformsInput struct {
	In
	Figures map[assess.ReformID]assess.ReformFigures
}

// Reforms is the list of reforms of the region.
type Reforms struct {
	Base
	List  Figure
	Flows []Figure // how each went before, and how it goes now
}

// NewReforms builds the page.
func NewReforms(in ReformsInput) Reforms {
	in.Many = true
	l := in.Locale
	table := &Table{
		Name: "reforms", Caption: l.T("reforms.caption"), Class: "cards",
		Columns: []Column{
			{Key: "reform", Title: l.T("reforms.col.reform")},
			{Key: "start", Title: l.T("reforms.col.start"), Short: true},
			{Key: "before", Title: l.T("reform.col.mean_before"), Num: true},
			{Key: "after", Title: l.T("reform.col.mean_after"), Num: true},
			{Key: "unit", Title: l.T("col.unit")},
			{Key: "change", Title: l.T("reforms.col.change"), Unit: "%", Num: true},
			{Key: "n_before", Title: l.T("reform.col.n_before"), Num: true, Hide: true},
			{Key: "n_after", Title: l.T("reform.col.n_after"), Num: true, Hide: true},
			{Key: "saved", Title: l.T("reform.col.saved"), Num: true},
			{Key: "department", Title: l.T("col.department"), Wide: true},
		},
		Empty: &State{Title: l.T("reforms.none"), Text: l.T("reforms.none_text")},
	}
	fell, best := 0, ""
	most := 0.0
	tables, flows := []*Table{table}, []Figure(nil)
	for _, one := range in.Reforms {
		r := reform{In: in.In, l: l, r: one, f: in.Figures[one.ID]}
		a, b := r.f.Before, r.f.After
		var change *float64
		if a.Mean != nil && b.Mean != nil && *a.Mean != 0 {
			change = new(percentOf(*b.Mean-*a.Mean, *a.Mean))
			if *change < 0 {
				fell++
			}
			if *change < most {
				most, best = *change, r.sentence()
			}
		}
		card := in.url("/reform/" + string(one.ID))
		name := words(r.name()).to(card)
		flow, steps := r.flow("flow-"+string(one.ID), "steps_"+string(one.ID))
		flow.Finding = r.sentence()
		flow.More = &Link{Text: l.T("reforms.card"), Href: card}
		flows, tables = append(flows, flow), append(tables, steps)
		moved := percent(change, 0)
		if change != nil {
			moved.Shown = signed(*change, 0) + "%"
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			name, words(monthLabel(one.Start)), exact(a.Mean, one.Decimals), exact(b.Mean, one.Decimals), words(r.unit()), moved,
			count(a.Cases), count(b.Cases), num(b.Saved, 0), r.lead(one),
		}})
	}
	h1 := l.T("reforms.h1", "N", len(in.Reforms), "Fell", strconv.Itoa(fell))
	if len(in.Reforms) == 0 {
		h1 = l.T("reforms.none")
	}
	f := Figure{ID: "reforms", Span: "c12", Kicker: l.T("reforms.kicker"), Finding: best, Table: table}
	if best == "" {
		f.Finding = h1
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("reform.records")), l.by(l.T("reforms.rule")), Pair{"n =", l.Count(int64(len(in.Reforms)))})
	p := Reforms{List: f, Flows: flows, Base: in.base(h1, tables...)}
	p.Title, p.Sub = l.T("nav.reform"), l.T("reforms.sub")
	return p
}

// lead is the department that leads a reform.
func (r reform) lead(one *scheme.Reform) Cell {
	if len(one.Departments) == 0 {
		return Cell{Shown: dash}
	}
	return words(r.department(one.Departments[0])).to(r.url("/dept/" + string(one.Departments[0])))
}
