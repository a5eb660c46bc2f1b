package page

import "yingshang/dashboards/assess"

// FirstOpen is how many open cases of a list the page of an indicator shows; a file holds all of them.
const FirstOpen = 10

// open are the cases that the indicator will count and that are not finished: those past their due day, and those not yet due.
func (i indicator) open(late, open *assess.CaseList) []Figure {
	var figures []Figure
	for _, list := range []struct {
		name string
		*assess.CaseList
	}{{"late", late}, {"open", open}} {
		if list.CaseList != nil {
			figures = append(figures, openFigure(i.In, list.name, list.name, *list.CaseList))
		}
	}
	return figures
}

// openFigure is a list of open cases; words is where its own words stand and the state that they are in: "late" or "open".
// The list of all of them is narrowed by filters, name and value in turn.
func openFigure(in In, name, words string, list assess.CaseList, filters ...string) Figure {
	l := in.Locale
	in.Now = true
	all := Link{Text: l.T("open.more", "N", list.Total), Href: in.url("/cases", append(filters, "clock", list.Name, "state", words, "year", "")...)}
	words = "open." + words
	kind := l.Of(list.By)
	table := &Table{Name: name, Caption: l.T(words + ".caption"), Class: "dense cards",
		Empty: &State{Title: l.T(words + ".none"), Text: l.T(words+".none_text", "Kind", kind)}}
	cells := table.cases(in, list)
	table.Columns = append(table.Columns, Column{Key: "source_line", Title: l.T("cases.line"), Wide: true})
	for _, r := range list.Rows {
		table.Rows = append(table.Rows, Row{Cells: append(cells(r), lineOf(r))})
	}
	f := Figure{ID: name, Span: "c12", Kicker: l.T(words+".kicker", "Kind", kind), Finding: l.T(words + ".none"), Table: table}
	if list.Total > 0 {
		f.Finding = l.T(words+".finding", "N", list.Total)
	}
	if len(list.Rows) < list.Total {
		f.Kicker += l.T("open.first", "N", len(list.Rows))
		f.More = &all
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(kind), l.by(l.T(words+".rule")), l.cases(int64(list.Total)))
	return f
}
