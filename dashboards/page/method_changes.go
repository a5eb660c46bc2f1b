package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// changeOrder is the order of the page: what came and went, then what counts otherwise, then the rules.
var changeOrder = []scheme.ChangeKind{
	scheme.Entered, scheme.Left, scheme.Moved, scheme.WeightChanged, scheme.BestChanged, scheme.WorstChanged, scheme.TargetChanged, scheme.SampleChanged,
	scheme.BendChanged, scheme.BandsChanged, scheme.DirectionChanged, scheme.NormChanged, scheme.WithinChanged, scheme.TreatChanged, scheme.ImputeChanged, scheme.RangeChanged, scheme.SpreadChanged, scheme.ReferenceChanged, scheme.MeanChanged, scheme.RuleChanged, scheme.CoverChanged, scheme.CoverByChanged,
	scheme.RankChanged, scheme.TiersChanged, scheme.CutoffChanged, scheme.CutoffSaid,
}

// changes is what differs between two years' schemes, one row a difference.
func (m methodPage) changes() Figure {
	l := m.l
	table := &Table{
		Name: "changes", Caption: l.T("method.changes.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "of", Title: l.T("method.changes.of")},
			{Key: "code", Title: l.T("col.code")},
			{Key: "change", Title: l.T("method.changes.what")},
			{Key: "before", Title: l.T("method.changes.before"), Num: true},
			{Key: "after", Title: l.T("method.changes.after"), Num: true},
			{Key: "by", Title: l.T("method.changes.by"), Num: true},
			{Key: "unit", Title: l.T("col.unit")},
			{Key: "method", Title: l.T("method.changes.moves")},
		},
		Empty: &State{Title: l.T("method.changes.none"), Text: l.T("method.changes.none_text")},
	}
	f := Figure{ID: "changes", Span: "c12", Kicker: l.T("method.changes.kicker"), Table: table, Finding: l.T("method.changes.single")}
	f.Filter = m.filter()
	if m.From == 0 || m.To == 0 || m.From == m.To {
		table.Empty = &State{Title: l.T("method.changes.single"), Text: l.T("method.changes.single_text")}
	} else {
		from, to := strconv.Itoa(m.From), strconv.Itoa(m.To)
		f.Kicker = l.T("method.changes.kicker_of", "From", from, "To", to)
		table.Columns[3].Title, table.Columns[4].Title = l.T("period.year", "Year", m.From), l.T("period.year", "Year", m.To)
		changes := scheme.Diff(m.Schemes[m.From], m.Schemes[m.To])
		switch {
		case len(changes) == 0:
			f.Finding = l.T("method.changes.same", "From", from, "To", to)
		case scheme.MethodChanged(changes):
			f.Finding = l.T("method.changes.broken", "From", from, "To", to, "What", l.changed(countChanges(changes)))
		default:
			f.Finding = l.T("method.changes.kept", "From", from, "To", to, "N", len(changes))
		}
		slices.SortStableFunc(changes, func(a, b scheme.Change) int {
			return cmp.Compare(slices.Index(changeOrder, a.Kind), slices.Index(changeOrder, b.Kind))
		})
		for _, c := range changes {
			table.Rows = append(table.Rows, m.changeRow(c))
		}
	}
	f.Trace = m.trace(f.ID, table.Name, Link{}, l.from(l.T("trend.breaks.source")), l.by(l.T("trend.breaks.rule")))
	return f
}

func (m methodPage) changeRow(c scheme.Change) Row {
	l := m.l
	of := words(l.T("method.changes.whole"))
	switch {
	case c.Leaf:
		of = words(m.indicator(assess.IndicatorID(c.Node)))
		if c.Kind == scheme.RuleChanged {
			of = words(of.Value.Text + l.T("join.clause") + l.T("method.rules.status_"+c.What))
		}
		if _, described := m.Indicators[assess.IndicatorID(c.Node)]; described {
			of = of.to(m.url("/i/" + c.Node))
		}
	case c.Node != "":
		of = words(m.nodeName(c.Node))
	case c.Kind == scheme.RuleChanged:
		of = words(l.T("method.rules.status_" + c.What))
	case c.What != "":
		tier, _ := strconv.Atoi(c.What) // the tiers of a scheme are whole numbers
		of = words(l.tierName(m.Schemes[m.To], tier))
	}
	moves := l.T("method.changes.no")
	if c.Moves {
		moves = l.T("method.changes.yes")
	}
	before, after, by, unit := m.sides(c)
	return Row{Cells: []Cell{of, {Value: report.Text(c.Node), Mono: true}, words(l.T("method.kind." + string(c.Kind))), before, after, by, words(unit), words(moves)}}
}

// sides are what stood before and after, and by how much a number moved.
func (m methodPage) sides(c scheme.Change) (before, after, by Cell, unit string) {
	l := m.l
	decimals := 0
	ind := m.Indicators[assess.IndicatorID(c.Node)]
	switch c.Kind {
	case scheme.Entered, scheme.Left, scheme.WeightChanged:
		decimals, unit = weightDecimals, l.T("trend.points")
	case scheme.BestChanged, scheme.WorstChanged, scheme.TargetChanged:
		decimals, unit = max(ind.Decimals, frontierDecimals(&scheme.Node{Best: c.From, Worst: c.To}, 0)), l.Of(ind.Unit)
	case scheme.SampleChanged:
		unit = l.T("method.changes.cases")
	case scheme.CutoffChanged:
		decimals, unit = 2, l.T("trend.points")
	case scheme.CoverChanged:
		decimals = 2
	case scheme.BendChanged:
		return words(m.bend(c.FromWord, c.From)), words(m.bend(c.ToWord, c.To)), Cell{}, ""
	case scheme.TreatChanged:
		return words(l.treat(m.treatOf(m.From, c.Node))), words(l.treat(m.treatOf(m.To, c.Node))), Cell{}, ""
	case scheme.RankChanged:
	default:
		return words(m.word(c.Kind, c.FromWord)), words(m.word(c.Kind, c.ToWord)), Cell{}, ""
	}
	before, after, by = num(c.From, decimals), num(c.To, decimals), Cell{}
	if c.From != nil && c.To != nil {
		by = num(new(*c.To-*c.From), decimals)
		by.Shown = signed(*c.To-*c.From, decimals)
	}
	return before, after, by, unit
}

// treatOf is how a year's scheme treats outliers: those of an indicator, or of all where none is named.
func (m methodPage) treatOf(year int, id string) *scheme.Treatment {
	s := m.Schemes[year]
	if n, ok := s.Node(id); ok {
		return s.TreatOf(n)
	}
	return s.Treat
}

// word is a word of the scheme as people say it.
func (m methodPage) word(kind scheme.ChangeKind, w string) string {
	l := m.l
	if w == "" {
		return dash
	}
	switch kind {
	case scheme.Moved:
		return m.nodeName(w)
	case scheme.RuleChanged:
		return l.T("method.rule_" + w)
	case scheme.CutoffSaid:
		return l.T("trend.cutoff." + w)
	case scheme.CoverByChanged:
		return l.T("method.cover_by." + w)
	case scheme.WithinChanged:
		return l.within(scheme.Within(w))
	case scheme.ImputeChanged:
		return l.T("method.impute." + w)
	case scheme.DirectionChanged:
		return l.T("method.direction." + w)
	case scheme.NormChanged:
		return l.norm(scheme.Normalisation(w))
	case scheme.MeanChanged:
		means := strings.Split(w, ",")
		for i, mean := range means {
			means[i] = l.mean(scheme.Aggregation(mean))
		}
		return strings.Join(means, l.T("join.list"))
	}
	return w
}

// bend is a transform with its parameter.
func (m methodPage) bend(w string, param *float64) string {
	if param == nil || *param == 0 {
		return w
	}
	return w + " " + short(*param, 4)
}

// nodeName is what either scheme calls a theme.
func (m methodPage) nodeName(id string) string {
	for _, year := range []int{m.To, m.From} {
		if s := m.Schemes[year]; s != nil {
			if n, ok := s.Node(id); ok && n.Name.ZH != "" {
				return m.l.Of(n.Name)
			}
		}
	}
	return id
}

// filter asks for two years.
func (m methodPage) filter() *Filter {
	l := m.l
	f := &Filter{Action: m.Path + "#changes", Submit: l.T("method.changes.compare")}
	f.Keep = m.kept()
	var years []int
	for year := range m.Schemes {
		years = append(years, year)
	}
	slices.Sort(years)
	for _, side := range []struct {
		name string
		year int
	}{{"from", m.From}, {"to", m.To}} {
		field := FilterField{Name: side.name, Title: l.T("method.changes." + side.name)}
		for _, year := range years {
			text := strconv.Itoa(year)
			field.Options = append(field.Options, Option{text, text, year == side.year})
		}
		f.Fields = append(f.Fields, field)
	}
	return f
}
