package page

import (
	"cmp"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
)

// IndicatorsInput is what the list of indicators shows.
type IndicatorsInput struct {
	In
	Assessment assess.Assessment
}

// Indicators is the list of all indicators of the year, the urgent first.
type Indicators struct {
	Base
	Facts []Fact
	List  Figure
}

// NewIndicators builds the page.
func NewIndicators(in IndicatorsInput) Indicators {
	l := in.Locale
	leaves := treeOf(in.Assessment).leaves
	list := listOf(in.In, in.Assessment, leaves)
	p := Indicators{Facts: list.facts(l), List: list.figure(in.In)}
	table := list.table
	ask := searchOf(in.In)
	if ask.asked() {
		p.List = list.found(ask, in.Assessment)
		table = p.List.Table
	}
	p.List.Filter = ask.filter(list.rows)
	h1 := l.T("indicators.h1", "N", len(list.rows), "Green", l.Count(int64(list.counts[green])), "Amber", l.Count(int64(list.counts[amber])),
		"Red", l.Count(int64(list.counts[red])))
	if list.counts[none] > 0 {
		h1 += l.T("indicators.h1_none", "N", list.counts[none])
	}
	p.Base = in.base(h1, table)
	p.Title = l.T("nav.indicators")
	p.Crumbs = []Link{{Text: l.T("indicators.crumb", "Period", l.Months(in.Year, in.asOf()))}}
	return p
}

// indicatorList is a list of indicators, the urgent first.
type indicatorList struct {
	rows   []indicator
	table  *Table
	counts map[string]int // by light
}

// listOf lists the indicators of leaves.
func listOf(in In, a assess.Assessment, leaves []assess.NodeScore) indicatorList {
	l := in.Locale
	table := &Table{
		Name: "indicators", Caption: l.T("indicators.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code"), Hide: true},
			{Key: "light", Title: l.T("col.light")},
			{Key: "value", Title: l.T("col.value"), Num: true},
			{Key: "target", Title: l.T("col.target"), Num: true},
			{Key: "unit", Title: l.T("col.unit")},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "weight", Title: l.T("col.weight_real"), Num: true, Hide: true},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
			{Key: "theme", Title: l.T("col.theme"), Hide: true},
			{Key: "department", Title: l.T("col.department"), Wide: true},
			{Key: "note", Title: l.T("col.note"), File: true},
		},
		Empty: &State{Title: l.T("indicators.none"), Text: l.T("indicators.none_text")},
	}
	rows := make([]indicator, 0, len(leaves))
	for _, n := range leaves {
		rows = append(rows, newIndicator(in, a, assess.IndicatorID(n.Node)))
	}
	asTree := in.Query.Get("by") == byTheme
	if !asTree {
		slices.SortStableFunc(rows, func(a, b indicator) int {
			return cmp.Or(cmp.Compare(urgency[a.light().Class], urgency[b.light().Class]), cmp.Compare(lost(b.score), lost(a.score)))
		})
	}
	counts := map[string]int{}
	marked, themes := false, treeOf(a)
	for n, i := range rows {
		if asTree && (n == 0 || rows[n-1].score.Parent != i.score.Parent) {
			table.Rows = append(table.Rows, themeRow(in, themes, i.score.Parent))
		}
		light := i.light()
		counts[light.Class]++
		name := words(in.indicator(i.id)).to(in.url("/i/" + string(i.id)))
		reason := i.remark()
		name.Note = reason
		var target *float64
		if i.node != nil {
			target = i.node.Target
		}
		row := Row{Cells: []Cell{
			name, {Value: report.Text(string(i.id)), Mono: true}, {Value: report.Text(light.Word), Light: &light}, exact(i.value.Value, i.ind.Decimals).marked(l.imputed(i.score)),
			num(target, i.ind.Decimals), words(i.unit()), exact(i.score.Score, 2).marked(l.imputed(i.score)), num(new(i.score.Weight), 2), num(i.part.minusLoss(), 3),
			words(in.theme(i.score.Parent)).to(in.url("/explain", "theme", i.score.Parent)), words(in.department(i.ind.Department)).to(in.url("/dept/" + string(i.ind.Department))), words(reason),
		}}
		if i.score.Contribution == nil {
			row.Cells[7] = num(nil, 2)
			if !marked && !onlyShown(i.score) {
				row.Anchor, marked = "unscored", true
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return indicatorList{rows, table, counts}
}

// found is the list of those indicators that meet what is asked for.
func (i indicatorList) found(ask search, a assess.Assessment) Figure {
	var leaves []assess.NodeScore
	for _, row := range i.rows {
		if ask.finds(row) {
			leaves = append(leaves, row.score)
		}
	}
	some := listOf(ask.In, a, leaves)
	some.table.Empty = ask.nothing(i.rows)
	f := some.figure(ask.In)
	f.Kicker = ask.Locale.T("indicators.kicker_some")
	f.Finding = ask.Locale.T("search.finding", "N", len(some.rows), "Red", ask.Locale.Count(int64(some.counts[red])), "Amber", ask.Locale.Count(int64(some.counts[amber])))
	if len(some.rows) == 0 {
		f.Finding = ask.Locale.T("search.none")
	}
	return f
}

// byTheme is the order of the scheme, each theme above its indicators.
const byTheme = "theme"

// themeRow is a theme above its indicators, with what it gives and loses.
func themeRow(in In, t tree, theme string) Row {
	row := Row{Group: true, Cells: make([]Cell, 12)}
	row.Cells[0], row.Cells[1] = words(in.theme(theme)).to(in.url("/explain", "theme", theme)), Cell{Value: report.Text(theme), Mono: true}
	for _, n := range t.themes {
		if n.Node == theme {
			row.Cells[6], row.Cells[7], row.Cells[8] = exact(n.Score, 2).marked(in.Locale.imputed(n)), num(new(n.Full), 2), num(t.parts[theme].minusLoss(), 3)
		}
	}
	return row
}

// facts say how many indicators show each light.
func (i indicatorList) facts(l *Locale) []Fact {
	var facts []Fact
	for _, class := range []string{red, amber, green, none} {
		facts = append(facts, Fact{Lamp: &Light{class, l.T("light.class." + class)}, Value: l.Count(int64(i.counts[class])), Unit: l.T("indicators.unit"),
			Note: l.T("indicators.note." + class)})
	}
	return facts
}

// figure is the list with what it says.
func (i indicatorList) figure(in In) Figure {
	l := in.Locale
	kicker := l.T("indicators.kicker")
	if in.Query.Get("by") == byTheme {
		kicker = l.T("indicators.kicker_tree")
	}
	f := Figure{ID: "list", Span: "c12", Kicker: kicker, Table: i.table,
		Finding: l.T("indicators.finding", "Red", l.Count(int64(i.counts[red])), "Amber", l.Count(int64(i.counts[amber])))}
	if len(i.rows) == 0 {
		f.Finding = l.T("indicators.none")
	}
	f.Trace = in.trace(f.ID, i.table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("indicators.rule")), l.cases(int64(len(i.rows))))
	return f
}
