package page

import (
	"strconv"

	"yingshang/dashboards/assess"
)

// honourFigure is what the county was given or chosen for. No indicator counts it.
func honourFigure(in In, list []assess.Honour) Figure {
	l := in.Locale
	table := &Table{
		Name: "honours", Caption: l.T("honour.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "title", Title: l.T("honour.title")},
			{Key: "year", Title: l.T("report.col.year"), Short: true},
			{Key: "level", Title: l.T("honour.level"), Short: true},
			{Key: "awarded_by", Title: l.T("honour.awarded_by")},
			{Key: "awarded_on", Title: l.T("honour.awarded_on"), Short: true},
			{Key: "document", Title: l.T("honour.document")},
			{Key: "department", Title: l.T("col.department")},
			{Key: "theme", Title: l.T("col.theme"), Wide: true},
			{Key: "basis", Title: l.T("honour.basis"), Short: true},
			{Key: "note", Title: l.T("col.note"), Wide: true},
		},
		Empty: &State{Title: l.T("honour.none"), Text: l.T("honour.none_text")},
	}
	f := Figure{ID: "honours", Span: "c12", Kicker: l.T("honour.kicker"), Finding: l.T("honour.none"), Table: table}
	national, real := 0, len(list) > 0
	for _, h := range list {
		if h.Level == "national" {
			national++
		}
		real = real && h.Basis == "report"
		theme := Cell{}
		if h.Theme != "" {
			theme = words(in.theme(h.Theme))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(l.Of(assess.Text{ZH: h.Title})), words(strconv.Itoa(h.Year)), words(l.T("honour.levels." + h.Level)), orDash(h.AwardedBy), dayCell(h.AwardedOn), orDash(h.Document),
			words(in.department(h.Department)).to(in.departmentURL(h.Department)), theme, words(l.T("honour.bases." + h.Basis)), words(l.Of(assess.Text{ZH: h.Note})),
		}})
	}
	if in.Publication.Demo && real {
		f.Marks = []Mark{{"real", l.T("mark.real")}}
		in.Publication.Demo = false // in the line below
	}
	if len(list) > 0 {
		f.Finding = l.T("honour.finding", "N", len(list), "National", l.Count(int64(national)))
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("honour.source")), l.by(l.T("honour.rule")), l.cases(int64(len(list))))
	return f
}
