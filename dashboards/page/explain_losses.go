package page

import (
	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// losses is what every indicator costs, the dearest first, with the share that it makes with all before it.
func (e explain) losses() Figure {
	l := e.l
	f := Figure{ID: "losses", Span: "c12", Kicker: l.T("losses.kicker")}
	f.Trace = e.trace(f.ID, "", Link{}, l.from(l.T("trace.computed")), l.by(l.T("losses.rule")))
	u, state := e.rescored(e.Field, e.tree.total)
	if state != nil {
		f.Finding, f.State = state.Title, state
		return f
	}
	list, err := u.Losses()
	if err != nil {
		f.Finding = l.T("losses.unbounded")
		f.State = &State{Title: f.Finding, Text: l.T("losses.unbounded_text")}
		return f
	}
	f.Table = e.lossTable(list)
	f.Finding = e.lossFinding(list)
	f.Trace = e.trace(f.ID, f.Table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("losses.rule")))
	if rows := len(list); !e.Whole && rows > firstMovers {
		f.More = &Link{Text: l.T("losses.more", "N", rows), Href: e.here("show", "all") + "#losses"}
	}
	return f
}

// half is how many of the indicators lose the first half of all that is lost.
func half(list []scoring.Loss) int {
	for k, loss := range list {
		if loss.Cumulative >= 0.5-1e-12 {
			return k + 1
		}
	}
	return 0
}

func (e explain) lossFinding(list []scoring.Loss) string {
	l := e.l
	n := half(list)
	if n == 0 {
		return l.T("losses.finding_full")
	}
	return l.T("losses.finding", "All", l.Count(int64(len(list))), "N", n, "Share", shown(100*list[n-1].Cumulative, 0), "Name", e.indicator(assess.IndicatorID(list[0].Indicator)),
		"Loss", shown(*e.tree.parts[list[0].Indicator].loss, 3))
}

func (e explain) lossTable(list []scoring.Loss) *Table {
	l := e.l
	t := &Table{
		Name: "losses", Caption: l.T("losses.caption"), Class: "dense losses",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "department", Title: l.T("col.department"), Hide: true},
			{Key: "value", Title: l.T("col.value"), Num: true, Hide: true},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "score", Title: l.T("col.score"), Num: true, Hide: true},
			{Key: "weight", Title: l.T("col.weight_real"), Num: true, Hide: true},
			{Key: "bar", Title: l.T("losses.col.bar"), Drawn: true, Hide: true, Class: "w-some"},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
			{Key: "share", Title: l.T("losses.col.share"), Unit: "%", Num: true, Hide: true},
			{Key: "line", Title: l.T("losses.col.line"), Drawn: true, Hide: true, Class: "w-some"},
			{Key: "cumulated", Title: l.T("col.cumulated"), Unit: "%", Num: true},
			{Key: "loss_exact", Title: l.T("losses.col.exact"), File: true},
		},
	}
	whole := e.tree.total.Weight - *e.tree.total.Contribution
	first := half(list)
	for k, loss := range list {
		if k == firstMovers && !e.Whole {
			break
		}
		id := assess.IndicatorID(loss.Indicator)
		ind, p := e.In.Indicators[id], e.tree.parts[loss.Indicator]
		class := "b"
		if k < first {
			class = "a"
		}
		n, _ := e.tree.find(e.tree.leaves, loss.Indicator)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			words(e.indicator(id)).to(e.url("/explain", "theme", n.Parent, "indicator", loss.Indicator) + "#ratio"), words(loss.Indicator),
			words(e.department(ind.Department)).to(e.departmentURL(ind.Department)), exact(loss.Value, ind.Decimals).marked(l.imputed(n)), words(l.Of(ind.Unit)), exact(&loss.Score, 2).marked(l.imputed(n)),
			num(p.weight, 3), {Bar: &Bar{percentOf(loss.Points, list[0].Points), class}}, num(p.minusLoss(), 3).marked(l.imputed(n)), percent(new(100*loss.Share), 1),
			{Bar: &Bar{100 * loss.Cumulative, "p"}}, percent(new(100*loss.Cumulative), 1), exact(new(-loss.Points), 3),
		}})
	}
	sum := Row{Sum: true, Cells: make([]Cell, len(t.Columns))}
	sum.Cells[0] = words(l.T("losses.total", "N", len(list)))
	sum.Cells[6], sum.Cells[8], sum.Cells[9], sum.Cells[12] = num(&e.tree.total.Weight, 3), num(new(-whole), 2), percent(new(100.0), 1), exact(new(-whole), 3)
	t.Rows = append(t.Rows, sum)
	return t
}
