package page

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// list is every indicator of the scheme below its theme, with all that a value is judged by.
func (m methodPage) list() Figure {
	l := m.l
	table := &Table{
		Name: "indicators", Caption: l.T("method.list.caption"), Class: "dense cards method",
		Columns: []Column{
			{Key: "name", Title: l.T("method.list.name")},
			{Key: "code", Title: l.T("col.code"), Hide: true},
			{Key: "level", Title: l.T("method.list.level"), File: true},
			{Key: "theme", Title: l.T("col.theme"), File: true},
			{Key: "formula", Title: l.T("method.list.formula"), Wide: true},
			{Key: "numerator", Title: l.T("col.numerator"), File: true},
			{Key: "denominator", Title: l.T("col.denominator"), File: true},
			{Key: "weight", Title: l.T("col.weight_real"), Num: true},
			{Key: "direction", Title: l.T("method.list.direction")},
			{Key: "best", Title: l.T("method.list.best"), Num: true},
			{Key: "worst", Title: l.T("method.list.worst"), Num: true},
			{Key: "target", Title: l.T("col.target"), Num: true},
			{Key: "unit", Title: l.T("col.unit")},
			{Key: "min_sample", Title: l.T("method.list.sample"), Num: true},
			{Key: "clock", Title: l.T("definition.clock")},
			{Key: "department", Title: l.T("col.department"), Wide: true},
			{Key: "co_owners", Title: l.T("definition.with"), File: true},
			{Key: "source", Title: l.T("method.list.source"), Wide: true},
			{Key: "feed", Title: l.T("definition.feed"), File: true},
		},
	}
	// Where indicators are measured against the regions, what that came to stands beside them.
	measured := slices.ContainsFunc(m.Scheme.Leaves(), m.Scheme.Relative)
	if measured {
		table.Columns = append(table.Columns, Column{Key: "measured", Title: l.T("definition.measured"), Wide: true})
	}
	for _, theme := range m.Scheme.Root.Children {
		row := Row{Group: true, Anchor: theme.ID, Cells: make([]Cell, len(table.Columns))}
		row.Cells[0], row.Cells[1] = words(l.Of(theme.Name)), Cell{Value: report.Text(theme.ID), Mono: true}
		row.Cells[2], row.Cells[3] = words(l.T("method.list.is_theme")), words(theme.ID)
		row.Cells[7] = num(new(m.points[theme.ID]), weightDecimals)
		table.Rows = append(table.Rows, row)
		for _, n := range theme.Leaves() {
			row := m.indicatorRow(theme, n)
			if measured {
				row.Cells = append(row.Cells, words(m.measuredBy(m.Ground, n)))
			}
			table.Rows = append(table.Rows, row)
		}
	}
	sum := Row{Sum: true, Cells: make([]Cell, len(table.Columns))}
	sum.Cells[0] = words(l.T("method.list.total", "N", len(m.Scheme.Leaves())))
	sum.Cells[7] = num(&m.sum, weightDecimals)
	table.Rows = append(table.Rows, sum)
	f := Figure{ID: "list", Span: "c12", Kicker: l.T("method.list.kicker"), Table: table,
		Finding: l.T("method.list.finding", "N", len(m.Scheme.Leaves()), "Sum", short(m.sum, weightDecimals))}
	f.Trace = m.trace(f.ID, table.Name, Link{}, l.from(l.T("method.list.from")), l.by(l.T("method.list.rule")))
	return f
}

func (m methodPage) indicatorRow(theme, n *scheme.Node) Row {
	l := m.l
	ind := m.Indicators[n.Indicator()]
	name := words(m.indicator(n.Indicator())).to(m.url("/i/" + n.ID))
	if _, described := m.Indicators[n.Indicator()]; !described {
		name.Href, name.Note = "", l.T("method.list.unknown")
	}
	direction := ""
	if n.Direction != "" {
		direction = l.T("method.direction." + string(n.Direction))
	}
	decimals := frontierDecimals(n, ind.Decimals)
	sample := num(nil, 0)
	if n.MinSample > 0 {
		sample = count(n.MinSample)
	}
	feed := ""
	if ind.Feed != "" {
		feed = l.T("indicator.feed." + string(ind.Feed))
	}
	clock := Cell{Shown: dash}
	if ind.Clock != "" && ind.Clock != "none" {
		clock = words(l.T("method.clock." + ind.Clock))
	}
	department := Cell{}
	if ind.Department != "" {
		department = words(m.department(ind.Department))
	}
	return Row{Cells: []Cell{
		name, {Value: report.Text(n.ID), Mono: true}, words(l.T("method.list.is_indicator")), words(theme.ID),
		words(l.Of(ind.Formula)), words(l.Of(ind.Numerator)), words(l.Of(ind.Denominator)),
		num(new(m.points[n.ID]), weightDecimals), words(direction), num(n.Best, decimals), num(n.Worst, decimals), num(n.Target, decimals),
		words(l.Of(ind.Unit)), sample, clock, department, words(l.Of(ind.CoOwners)), words(l.Of(ind.System)), words(feed),
	}}
}

// frontierDecimals are those of the indicator, or more where its frontier or target has more: a limit is never rounded.
func frontierDecimals(n *scheme.Node, decimals int) int {
	for _, v := range []*float64{n.Best, n.Worst, n.Target} {
		if v != nil {
			_, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(*v), 'f', -1, 64), ".")
			decimals = max(decimals, len(fraction))
		}
	}
	return min(decimals, 6)
}
