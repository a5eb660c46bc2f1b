package page

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// node is a node of the year's scheme.
func (in In) node(id string) (*scheme.Node, bool) {
	if in.Scheme == nil {
		return nil, false
	}
	return in.Scheme.Node(id)
}

// themes is the table of what every theme gives and loses. It adds up: the parts are rounded together.
func (c cockpit) themes() Figure {
	f := themeFigure(c.In, c.tree)
	f.Span = "c7"
	return f
}

// themeFigure is the table of themes, on the cockpit and where a score is explained.
func themeFigure(in In, t tree) Figure {
	l := in.Locale
	table := &Table{
		Name: "themes", Caption: l.T("themes.caption"), Class: "pareto",
		Columns: []Column{
			{Key: "theme", Title: l.T("col.theme")},
			{Key: "theme_id", Title: l.T("col.code"), File: true},
			{Key: "weight", Title: l.T("col.weight"), Num: true, Hide: true},
			{Key: "score", Title: l.T("col.score"), Num: true, Hide: true},
			{Key: "bar", Title: l.T("themes.bar"), Drawn: true, Class: "w-bar"},
			{Key: "contribution", Title: l.T("col.contribution"), Num: true},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
			{Key: "cumulated", Title: l.T("col.cumulated"), Unit: "%", Num: true, Hide: true},
		},
		Empty: &State{Title: l.T("themes.none"), Text: l.T("themes.none_text")},
	}
	themes := byLoss(t.themes)
	widest, all := 0.0, 0.0
	for _, n := range themes {
		if l := t.parts[n.Node].loss; l != nil {
			widest, all = max(widest, *l), all+*l
		}
	}
	sum := 0.0
	top, half := 0, 0
	for i, n := range themes {
		row := Row{Cells: make([]Cell, len(table.Columns))}
		row.Cells[0] = words(in.theme(n.Node)).to(in.url("/explain", "theme", n.Node))
		row.Cells[1] = words(n.Node)
		p := t.parts[n.Node]
		row.Cells[2], row.Cells[3], row.Cells[5] = num(p.weight, 2), exact(n.Score, 2).marked(in.Locale.imputed(n)), num(p.contribution, 2)
		row.Cells[6], row.Cells[7] = num(p.minusLoss(), 2), num(nil, 0)
		if p.loss == nil {
			row.Cells[4].Note = in.reason(n)
			table.Rows = append(table.Rows, row)
			continue
		}
		before := sum
		sum += *p.loss
		class := "b"
		if before < all/2 {
			class, half = "a", i+1
		}
		if i == 0 && all > 0 {
			top = int(scoring.Round(percentOf(*p.loss, all), 0))
		}
		row.Cells[4].Bar = &Bar{percentOf(*p.loss, widest), class}
		row.Cells[7] = percent(new(percentOf(sum, all)), 0)
		table.Rows = append(table.Rows, row)
	}
	f := Figure{ID: "themes", Kicker: l.T("themes.kicker_none"), Finding: l.T("themes.none"), Table: table}
	if t.total.Contribution != nil && len(themes) > 0 {
		total := Row{Sum: true, Cells: make([]Cell, len(table.Columns))}
		total.Cells[0] = words(l.T("themes.total", "N", counted(themes)))
		total.Cells[2], total.Cells[3] = num(&t.total.Weight, 2), exact(t.total.Score, 2).marked(l.imputed(t.total))
		total.Cells[5], total.Cells[6] = num(t.total.Contribution, 2), num(new(-all), 2)
		total.Cells[7] = percent(new(100.0), 0)
		table.Rows = append(table.Rows, total)
		f.Kicker = l.T("themes.kicker", "N", counted(themes), "Loss", shown(all, 2))
		f.Finding = l.T("themes.finding", "N", half, "Theme", in.theme(themes[0].Node), "Share", strconv.Itoa(top))
		if all <= 0 {
			f.Finding = l.T("themes.finding_full")
		}
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("themes.rule")), l.cases(int64(len(t.leaves))))
	return f
}

// reason says in words why a node is not scored.
func (in In) reason(n assess.NodeScore) string {
	if text := in.Locale.Of(scoring.Reason(n.Reason).Text()); text != "" {
		return text
	}
	if n.Reason != "" {
		return n.Reason
	}
	return in.Locale.T("light." + string(cmp.Or(n.Status, assess.Missing)))
}

// worst lists the indicators that lose most.
func (c cockpit) worst() Figure {
	l := c.l
	const show = 8
	table := &Table{
		Name: "worst", Caption: l.T("worst.caption"), Class: "dense",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "light", Title: l.T("col.light")},
			{Key: "value", Title: l.T("col.value"), Num: true},
			{Key: "target", Title: l.T("col.target"), Num: true, Hide: true},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
		},
		Empty: &State{Title: l.T("worst.none"), Text: l.T("worst.none_text")},
	}
	leaves := byLoss(c.tree.leaves)
	shownLoss, reds := 0.0, 0
	for i, n := range leaves {
		if i == show || lost(n) <= 0 {
			break
		}
		shownLoss += lost(n)
		id := assess.IndicatorID(n.Node)
		ind := c.Indicators[id]
		light := c.lightOf(n.Node)
		if light.Class == red {
			reds++
		}
		var target *float64
		if node, ok := c.node(n.Node); ok {
			target = node.Target
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(c.indicator(id)).to(c.url("/i/" + n.Node)),
			words(n.Node),
			{Value: report.Text(light.Word), Light: &light},
			exact(c.Assessment.Values[id].Value, ind.Decimals).marked(l.imputed(n)),
			num(target, ind.Decimals),
			words(l.Of(ind.Unit)),
			num(c.tree.parts[n.Node].minusLoss(), 3),
		}})
	}
	f := Figure{
		ID: "worst", Kicker: l.T("worst.kicker"), Table: table, Finding: l.T("worst.none"),
		More: &Link{Text: l.T("worst.more", "N", len(c.tree.leaves)), Href: c.url("/indicators")},
	}
	if n := len(table.Rows); n > 0 {
		f.Finding = l.T("worst.finding", "N", n, "Share", shown(percentOf(shownLoss, c.allLost()), 0), "Red", l.Count(int64(reds)))
	}
	f.Trace = c.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("worst.rule")))
	return f
}

// freshness says which sources came and which are waited for, the urgent first.
func freshness(in In, p assess.Pipeline) Figure {
	l := in.Locale
	const show = 8
	table := &Table{
		Name: "sources", Caption: l.T("fresh.caption"), Class: "dense",
		Columns: []Column{
			{Key: "source", Title: l.T("col.source")},
			{Key: "source_id", Title: l.T("col.code"), File: true},
			{Key: "applied", Title: l.T("fresh.applied"), Num: true},
			{Key: "state", Title: l.T("col.state")},
		},
		Empty: &State{Title: l.T("fresh.none"), Text: l.T("fresh.none_text")},
	}
	sources := bySource(p.Sources)
	good := 0
	for _, s := range sources {
		light := l.sourceLight(s)
		if light.Class == green {
			good++
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(l.Of(s.Title)).to(in.url("/pipeline") + "#sources"),
			words(string(s.ID)),
			in.when(s.LastApplied),
			{Value: report.Text(light.Word), Light: &light},
		}})
	}
	f := Figure{ID: "fresh", Kicker: l.T("fresh.kicker"), Table: table, Finding: l.sourcesSentence(p.Sources)}
	if n := len(table.Rows) - show; n > 0 {
		table.Rows = table.Rows[:show]
		f.More = &Link{Text: l.T("fresh.more", "N", n), Href: in.url("/pipeline")}
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("fresh.rule")))
	return f
}

// when is a cell of a point in time: as people write it on the page, ISO in a file.
func (in In) when(t time.Time) Cell {
	if t.IsZero() {
		return Cell{Shown: dash}
	}
	return Cell{Value: report.Text(t.In(assess.Zone).Format("2006-01-02 15:04")), Shown: in.moment(t)}
}

// The states of a source.
const (
	sourceOK     = "ok"
	sourceHeld   = "held"
	sourceFailed = "failed"
	sourceLate   = "late"
	sourceNever  = "never"
)

var sourceClass = map[string]string{sourceOK: green, sourceHeld: amber, sourceFailed: red, sourceLate: amber, sourceNever: none}

// sourceLight is the state of a source as a light.
func (l *Locale) sourceLight(s assess.SourceState) Light {
	class, ok := sourceClass[s.State]
	if !ok {
		return Light{none, s.State}
	}
	return Light{class, l.T("source." + s.State)}
}

// bySource puts what a person must see to first.
func bySource(sources []assess.SourceState) []assess.SourceState {
	rank := map[string]int{sourceFailed: 0, sourceHeld: 1, sourceLate: 2, sourceNever: 3, sourceOK: 4}
	out := slices.Clone(sources)
	slices.SortStableFunc(out, func(a, b assess.SourceState) int { return cmp.Compare(rank[a.State], rank[b.State]) })
	return out
}

// sourcesSentence says how many sources are as they should be, and what the others want.
func (l *Locale) sourcesSentence(sources []assess.SourceState) string {
	if len(sources) == 0 {
		return l.T("fresh.none")
	}
	n := map[string]int{}
	for _, s := range sources {
		n[s.State]++
	}
	if n[sourceOK] == len(sources) {
		return l.T("sources.all_ok", "N", len(sources))
	}
	text := l.T("sources.some_ok", "N", len(sources), "OK", l.Count(int64(n[sourceOK])))
	first := true
	for _, state := range []string{sourceFailed, sourceHeld, sourceLate, sourceNever} {
		if n[state] == 0 {
			continue
		}
		if first {
			text += l.T("join.clause")
		} else {
			text += l.T("join.and")
		}
		first = false
		text += l.T("sources."+state, "N", n[state])
	}
	return text
}
