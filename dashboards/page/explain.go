package page

import (
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
)

// ExplainInput is what the explanation of a score shows: how far down to go, and the rows at the bottom.
type ExplainInput struct {
	In
	Assessment assess.Assessment
	Theme      string // empty: only the themes
	Indicator  assess.IndicatorID
	Cases      assess.CaseList // of the indicator
	Page       int             // of the cases, from 1

	Field, Before Field            // what the scores of the year, and those of an earlier one, are made of
	Was           assess.NodeScore // the total of the earlier one, as it was published
	Earlier       []int            // the years to compare with, newest first
	Whole         bool             // long tables in full
}

// CasesPerPage is how many rows a page of cases has.
const CasesPerPage = 50

// Explain leads from the score down to the line of a file: themes, indicators, numerator and denominator, rows. Every
// step adds up to the one above.
type Explain struct {
	Base
	Facts     []Fact
	Waterfall Figure
	Themes    Figure
	Moved     []Figure // since an earlier year; none further down
	Losses    *Figure
	Trail     []Link
	Theme     *Figure
	Ratio     *Figure
	Cases     *Figure
}

// NewExplain builds the page. A theme or indicator that the assessment does not have is not found.
func NewExplain(in ExplainInput) (Explain, error) {
	e := explain{ExplainInput: in, l: in.Locale, tree: treeOf(in.Assessment)}
	if in.Indicator != "" {
		n, ok := e.tree.find(e.tree.leaves, string(in.Indicator))
		if !ok || in.Theme != "" && in.Theme != n.Parent {
			return Explain{}, notFound("indicator", string(in.Indicator))
		}
		e.Theme = n.Parent
	}
	if e.Theme != "" {
		if _, ok := e.tree.find(e.tree.themes, e.Theme); !ok {
			return Explain{}, notFound("theme", e.Theme)
		}
	}
	p := Explain{Facts: e.facts(), Waterfall: e.waterfall(), Themes: e.themes(), Trail: e.trail()}
	tables := []*Table{p.Themes.Table}
	if e.Theme == "" && e.tree.total.Contribution != nil {
		losses := e.losses()
		p.Moved, p.Losses = e.changes(), &losses
		for _, f := range append(p.Moved[:len(p.Moved):len(p.Moved)], losses) {
			if f.Table != nil {
				tables = append(tables, f.Table)
			}
		}
	}
	if e.Theme != "" {
		f := e.theme()
		p.Theme = &f
		tables = append([]*Table{f.Table}, tables...)
	}
	if e.Indicator != "" {
		i := newIndicator(in.In, in.Assessment, in.Indicator)
		ratio, cases := e.ratio(i), e.cases(i)
		p.Ratio, p.Cases = &ratio, &cases
		tables = append([]*Table{cases.Table}, tables...)
	}
	p.Base = in.base(e.sentence(), tables...)
	p.Title = e.l.T("nav.explain")
	p.Sub = e.l.T("explain.sub")
	p.Crumbs = []Link{{Text: e.l.T("nav.explain"), Href: in.url("/explain")}, {Text: e.l.Months(in.Year, in.asOf())}}
	return p, nil
}

type explain struct {
	ExplainInput
	l    *Locale
	tree tree
}

// sentence says where the score comes from, down to where the reader stands.
func (e explain) sentence() string {
	l, total := e.l, e.tree.total
	if total.Contribution == nil {
		return l.T("explain.h1_none", "Period", l.Months(e.Year, e.asOf()))
	}
	score := shown(*total.Score, 2)
	if e.Indicator != "" {
		n, _ := e.tree.find(e.tree.leaves, string(e.Indicator))
		if n.Contribution == nil {
			return l.T("explain.h1_indicator_none", "Name", e.indicator(e.Indicator), "Reason", e.reason(n))
		}
		return l.T("explain.h1_indicator", "Name", e.indicator(e.Indicator), "Score", score, "Points", shown(*e.tree.parts[n.Node].contribution, 3), "Loss", shown(*e.tree.parts[n.Node].loss, 3))
	}
	if e.Theme != "" {
		n, _ := e.tree.find(e.tree.themes, e.Theme)
		if n.Contribution == nil {
			return l.T("explain.h1_indicator_none", "Name", e.In.theme(e.Theme), "Reason", e.reason(n))
		}
		return l.T("explain.h1_theme", "Name", e.In.theme(e.Theme), "Score", score, "Points", shown(*n.Contribution, 3), "Loss", shown(lost(n), 3))
	}
	return l.T("explain.h1", "N", counted(e.tree.themes), "Score", score, "Loss", shown(lost(total), 2))
}

// facts says that the parts add up, with the sum written out.
func (e explain) facts() []Fact {
	l, total := e.l, e.tree.total
	if total.Contribution == nil {
		return nil
	}
	sum := 0.0
	for _, n := range e.tree.themes {
		if c := e.tree.parts[n.Node].contribution; c != nil {
			sum += *c
		}
	}
	check := Light{green, l.T("explain.check_ok")}
	if digits(sum, 2) != digits(*total.Score, 2) {
		check = Light{red, l.T("explain.check_bad")}
	}
	gain, lose := e.gaps(*total.Score)
	return []Fact{
		{Title: l.T("explain.fact.score"), Value: shown(*total.Score, 2), Marks: l.imputed(total), Note: l.Months(e.Year, e.asOf())},
		gain, lose,
		{Title: l.T("explain.fact.loss"), Value: signed(-lost(total), 2), Tone: "down", Note: l.T("explain.fact.themes", "N", counted(e.tree.themes))},
		{Title: l.T("explain.fact.scored"), Value: strconv.Itoa(counted(e.tree.leaves)), Unit: l.T("explain.fact.of", "All", len(e.tree.leaves)), Note: l.T("explain.fact.scored_note")},
		{Title: l.T("explain.fact.check"), Light: &check, Note: l.T("explain.fact.check_note", "Sum", shown(sum, 2), "Score", shown(*total.Score, 2))},
	}
}

// trail is the way down, each step a link.
func (e explain) trail() []Link {
	if e.tree.total.Contribution == nil {
		return nil
	}
	l := e.l
	out := []Link{{Text: l.T("explain.trail.total", "Points", shown(*e.tree.total.Score, 2)), Href: e.url("/explain"), Current: e.Theme == ""}}
	points := func(n assess.NodeScore) string {
		switch {
		case n.Contribution == nil:
			return e.reason(n)
		case n.Depth > 1:
			return shown(*e.tree.parts[n.Node].contribution, 3)
		}
		return shown(*n.Contribution, 3)
	}
	if e.Theme == "" {
		return append(out, Link{Text: l.T("explain.trail.choose")})
	}
	n, _ := e.tree.find(e.tree.themes, e.Theme)
	out = append(out, Link{Text: e.In.theme(e.Theme) + " " + points(n), Href: e.url("/explain", "theme", e.Theme) + "#theme", Current: e.Indicator == ""})
	if e.Indicator == "" {
		return append(out, Link{Text: l.T("explain.trail.choose_indicator")})
	}
	n, _ = e.tree.find(e.tree.leaves, string(e.Indicator))
	return append(out,
		Link{Text: e.indicator(e.Indicator) + " " + points(n), Href: e.url("/explain", "theme", e.Theme, "indicator", string(e.Indicator)) + "#ratio", Current: true},
		Link{Text: l.T("explain.trail.cases", "N", e.ExplainInput.Cases.Total), Href: "#cases"},
	)
}

// waterfall is the picture: full marks, what each theme loses, the score.
func (e explain) waterfall() Figure {
	l, total := e.l, e.tree.total
	f := Figure{ID: "waterfall", Span: "c6", Kicker: l.T("waterfall.kicker")}
	f.Trace = e.trace(f.ID, "themes", Link{}, l.from(l.T("trace.computed")), l.by(l.T("themes.rule")))
	if total.Contribution == nil {
		f.Finding = l.T("themes.none")
		f.State = &State{Title: l.T("themes.none"), Text: l.T("themes.none_text")}
		return f
	}
	themes := byLoss(e.tree.themes)
	steps := []chart.Step{{Name: l.T("waterfall.full"), Label: shown(total.Weight, 2), Total: true, Value: total.Weight}}
	for _, n := range themes {
		if v := e.tree.parts[n.Node].minusLoss(); v != nil {
			steps = append(steps, chart.Step{Name: e.In.theme(n.Node), Label: signed(*v, 2), Value: *v})
		}
	}
	steps = append(steps, chart.Step{Name: l.T("waterfall.score"), Label: shown(*total.Score, 2), Total: true, Value: *total.Score})
	f.Finding = l.T("waterfall.finding", "Theme", e.In.theme(themes[0].Node), "Loss", shown(lost(themes[0]), 2), "Score", shown(*total.Score, 2))
	option, err := chart.Waterfall(chart.WaterfallInput{Steps: steps})
	f.draw(l, f.Finding, "h560", option, err)
	return f
}

// themes is the first step: the themes add up to the score.
func (e explain) themes() Figure {
	f := themeFigure(e.In, e.tree)
	f.Span = "c6"
	f.Table.Class = "dense pareto"
	for i := range f.Table.Rows {
		if name := f.Table.Rows[i].Cells[1].Value.Text; name != "" && name == e.Theme {
			f.Table.Rows[i].Me = true
		}
	}
	return f
}

// theme is the second step: the indicators add up to the theme.
func (e explain) theme() Figure {
	l := e.l
	parent, _ := e.tree.find(e.tree.themes, e.Theme)
	table := &Table{
		Name: "indicators", Caption: l.T("theme.caption", "Theme", e.In.theme(e.Theme)), Class: "dense",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "light", Title: l.T("col.light"), Hide: true},
			{Key: "value", Title: l.T("col.value"), Num: true},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "score", Title: l.T("col.score"), Num: true, Hide: true},
			{Key: "weight", Title: l.T("col.weight_real"), Num: true, Hide: true},
			{Key: "contribution", Title: l.T("col.contribution"), Num: true},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
		},
		Empty: &State{Title: l.T("theme.none"), Text: l.T("theme.none_text")},
	}
	leaves := byLoss(e.tree.of(e.Theme))
	for _, n := range leaves {
		i := newIndicator(e.In, e.Assessment, assess.IndicatorID(n.Node))
		light := i.light()
		name := words(e.indicator(i.id)).to(e.url("/explain", "theme", e.Theme, "indicator", n.Node) + "#ratio")
		name.Note = i.standsIn()
		if n.Contribution == nil {
			name.Note = e.reason(n)
		}
		p := e.tree.parts[n.Node]
		table.Rows = append(table.Rows, Row{Me: i.id == e.Indicator, Cells: []Cell{
			name, words(n.Node), {Value: words(light.Word).Value, Light: &light}, exact(i.value.Value, i.ind.Decimals).marked(l.imputed(n)), words(i.unit()),
			exact(n.Score, 2).marked(l.imputed(n)), num(p.weight, 3), num(p.contribution, 3), num(p.minusLoss(), 3),
		}})
	}
	f := Figure{ID: "theme", Span: "c7", Kicker: l.T("theme.kicker", "Theme", e.In.theme(e.Theme), "N", len(leaves)), Finding: l.T("theme.none"), Table: table}
	if onlyShown(parent) {
		f.Finding = e.reason(parent)
	}
	if parent.Contribution != nil && len(leaves) > 0 {
		table.Rows = append(table.Rows, Row{Sum: true, Cells: []Cell{
			words(l.T("theme.total", "Theme", e.In.theme(e.Theme))), {}, {}, {}, {}, exact(parent.Score, 2).marked(l.imputed(parent)), num(&parent.Weight, 3),
			num(parent.Contribution, 3), num(new(-(parent.Weight - *parent.Contribution)), 3),
		}})
		f.Finding = l.T("theme.finding", "Indicator", e.indicator(assess.IndicatorID(leaves[0].Node)),
			"Loss", shown(*e.tree.parts[leaves[0].Node].loss, 3), "Share", shown(percentOf(lost(leaves[0]), lost(parent)), 0))
		if lost(parent) <= 0 {
			f.Finding = l.T("theme.finding_full")
		}
	}
	if e.Indicator == "" {
		f.Span = "c12"
	}
	f.Trace = e.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("theme.rule")))
	return f
}

// ratio is the third step: from numerator and denominator to the points.
func (e explain) ratio(i indicator) Figure {
	f := i.frontier()
	f.ID, f.Span, f.Marks = "ratio", "c5", e.l.imputed(i.score)
	f.Kicker = e.l.T("ratio.kicker", "ID", string(i.id))
	f.More = &Link{Text: e.l.T("ratio.more"), Href: e.url("/i/" + string(i.id))}
	f.Trace = e.trace(f.ID, "", Link{Text: e.l.T("trace.rule_link"), Href: e.url("/i/"+string(i.id)) + "#definition"},
		e.l.from(i.system()), e.l.by(e.l.T("frontier.rule")), e.l.cases(i.value.N))
	return f
}

// cases is the last step: the rows, a page at a time.
func (e explain) cases(i indicator) Figure {
	l, list := e.l, e.ExplainInput.Cases
	f := caseFigure(e.In, list)
	f.ID, f.Span = "cases", "c12"
	if list.Total == 0 && i.feed() == assess.FromReport {
		f.Finding = l.T("cases.reported")
		f.Table.Empty = &State{Title: l.T("cases.reported"), Text: l.T("cases.reported_text", "Department", i.department(i.ind.Department))}
	}
	f.Pager = e.In.pager(e.Page, CasesPerPage, list.Total, "cases")
	if list.Total > 0 {
		f.More = &Link{Text: l.T("cases.filter", "N", list.Total), Href: e.url("/cases", "indicator", string(i.id))}
	}
	f.Trace = e.trace(f.ID, f.Table.Name, Link{}, l.from(i.system()), l.by(l.T("cases.rule")), l.cases(int64(list.Total)))
	return f
}

// pager leads through a list; nil when it fits on one page.
func (in In) pager(page, size, total int, anchor string) *Pager {
	if total <= size {
		return nil
	}
	l := in.Locale
	pages := (total + size - 1) / size
	p := &Pager{Text: l.T("pager.text", "Page", l.Count(int64(page)), "Pages", l.Count(int64(pages)), "Total", l.Count(int64(total)))}
	if page > 1 {
		p.Prev = Link{Text: l.T("pager.prev"), Href: in.here("page", strconv.Itoa(page-1)) + "#" + anchor}
	}
	if page < pages {
		p.Next = Link{Text: l.T("pager.next"), Href: in.here("page", strconv.Itoa(page+1)) + "#" + anchor}
	}
	return p
}
