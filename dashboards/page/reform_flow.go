package page

import (
	"strconv"

	"yingshang/dashboards/scheme"
)

// Ways are two ways side by side: how it went before, and how it goes now.
type Ways struct {
	List []Way
}

// Way is how a matter goes.
type Way struct {
	Side  string // before or after
	Title string
	Sum   string
	Steps []WayStep
}

// WayStep is a box of the way.
type WayStep struct {
	Title, Place string
	Mover        string
	Class        string // who moves
	Gone         string // the word for it, when the reform took the step away
}

// flow is the two ways under the name of an element, and their table under the name of a file.
func (r reform) flow(id, file string) (Figure, *Table) {
	l := r.l
	f := Figure{ID: id, Span: "c12", Kicker: l.T("reform.flow.kicker"), Ways: &Ways{}}
	if r.r.ToldBy.ZH != "" {
		f.Marks = []Mark{{"real", l.T("mark.real")}}
	}
	table := &Table{
		Name: file, Caption: l.T("reform.flow.caption", "Name", r.name()), Class: "dense cards",
		Columns: []Column{
			{Key: "step", Title: l.T("reform.col.step")},
			{Key: "side", Title: l.T("reform.col.side")},
			{Key: "number", Title: l.T("reform.col.number"), Num: true},
			{Key: "place", Title: l.T("reform.col.place")},
			{Key: "mover", Title: l.T("reform.col.mover")},
			{Key: "change", Title: l.T("reform.col.change")},
		},
	}
	for _, side := range []struct {
		name string
		way  scheme.Way
	}{{"before", r.r.Before}, {"after", r.r.After}} {
		w := Way{Side: l.T("reform.side." + side.name), Title: l.Of(side.way.Title), Sum: r.sum(side.way)}
		for i, s := range side.way.Steps {
			step := WayStep{Title: l.Of(s.Title), Place: l.Of(s.Place), Mover: l.T("reform.mover." + string(s.Mover)), Class: string(s.Mover)}
			if s.Gone {
				step.Gone = l.T("reform.gone")
			}
			w.Steps = append(w.Steps, step)
			table.Rows = append(table.Rows, Row{Cells: []Cell{
				words(step.Title), words(w.Side), count(int64(i + 1)), words(step.Place), words(step.Mover), words(step.Gone),
			}})
		}
		f.Ways.List = append(f.Ways.List, w)
	}
	before, after := r.r.Before, r.r.After
	f.Finding = l.T("reform.flow.finding", "A", strconv.Itoa(len(before.Steps)), "B", strconv.Itoa(len(after.Steps)),
		"From", strconv.Itoa(len(before.Places())), "To", strconv.Itoa(len(after.Places())))
	f.Twin = table
	f.Trace = r.trace(f.ID, table.Name, Link{}, l.from(r.toldBy()), l.by(l.T("reform.flow.rule")))
	return f, table
}

// sum says what a way asks of the applicant.
func (r reform) sum(w scheme.Way) string {
	l, gone := r.l, 0
	for _, s := range w.Steps {
		if s.Gone {
			gone++
		}
	}
	text := l.T("reform.flow.steps", "N", len(w.Steps)) + l.T("join.and") + l.T("reform.flow.places", "N", len(w.Places()))
	if gone > 0 {
		text += l.T("join.and") + l.T("reform.flow.gone", "N", gone)
	}
	return text
}

// toldBy is who told of the reform.
func (r reform) toldBy() string {
	if r.r.ToldBy.ZH == "" {
		return r.l.T("reform.nobody")
	}
	return r.l.Of(r.r.ToldBy)
}
