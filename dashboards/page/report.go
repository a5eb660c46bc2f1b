package page

import (
	"cmp"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
)

// ReportInput is what the annual report shows.
type ReportInput struct {
	In
	Assessment assess.Assessment
	Pipeline   assess.Pipeline
	Honours    []assess.Honour
}

// Report is the annual report of a year: the same figures as the pages, in one piece, to be printed and carried away.
type Report struct {
	Base
	Announced Result
	Computed  Result
	Distance  Distance
	Facts     []Fact
	Chapters  []Chapter
	Files     []Link // the report as files

	book report.Book
}

// Chapter is a numbered part of the report.
type Chapter struct {
	ID     string
	Title  string
	Text   string
	Figure Figure
}

// NewReport builds the report.
func NewReport(in ReportInput) Report {
	l := in.Locale
	c := cockpit{CockpitInput: CockpitInput{In: in.In, Assessment: in.Assessment, Pipeline: in.Pipeline}, l: l, tree: treeOf(in.Assessment)}
	c.announced = in.Assessment.Announced
	list := NewIndicators(IndicatorsInput{In: in.In, Assessment: in.Assessment})
	pipeline := NewPipeline(PipelineInput{In: in.In, Pipeline: in.Pipeline})
	results, offices := resultsFigure(in), officesFigure(in, c.tree)
	problems, rules := c.worst(), rulesFigure(in, c.tree)
	p := Report{Announced: c.announcedResult(), Computed: c.computedResult(), Distance: c.distance(), Facts: list.Facts}
	for i, ch := range []struct {
		id     string
		figure Figure
	}{
		{"results", results}, {"themes", c.themes()}, {"indicators", list.List}, {"offices", offices}, {"problems", problems},
		{"rules", rules}, {"honours", honourFigure(in.In, in.Honours)}, {"data", pipeline.Sources}, {"reasons", pipeline.Reasons},
	} {
		f := ch.figure
		f.ID, f.Span = ch.id, "c12"
		p.Chapters = append(p.Chapters, Chapter{ID: ch.id, Title: strconv.Itoa(i+1) + " " + l.T("report.chapter."+ch.id), Text: l.T("report.text." + ch.id), Figure: f})
	}
	tables := make([]*Table, len(p.Chapters))
	for i, ch := range p.Chapters {
		tables[i] = ch.Figure.Table
	}
	p.Base = in.base(l.T("report.h1", "Region", l.Of(in.Region.Name), "Year", strconv.Itoa(in.Year)), tables...)
	p.Title, p.Sub = l.T("report.title", "Year", strconv.Itoa(in.Year)), c.sentence()
	p.Crumbs = []Link{{Text: l.T("report.crumb", "Period", l.Months(in.Year, in.asOf()))}}
	p.Files = []Link{{Text: "XLSX", Href: in.file("xlsx", "")}}
	p.book = p.workbook(in)
	return p
}

// Book is the report as a workbook.
func (p Report) Book() report.Book { return p.book }

// workbook has a sheet for every chapter, with charts of scores, losses and the years.
func (p Report) workbook(in ReportInput) report.Book {
	l := in.Locale
	book := report.Book{Name: l.T("report.file"), Charts: l.T("report.sheet.charts"), Notes: l.T("report.sheet.notes")}
	charts := map[string][]report.Chart{
		"results": {{Title: l.T("report.chart.results"), Kind: report.Line, Label: "year", Values: []string{"score"}}},
		"themes":  {{Title: l.T("report.chart.themes"), Label: "theme", Values: []string{"contribution", "loss"}}},
		"offices": {{Title: l.T("report.chart.offices"), Label: "department", Values: []string{"loss"}}},
	}
	for _, ch := range p.Chapters {
		t, err := p.Export(ch.Figure.Table.Name)
		if err != nil { // each of them was given to base
			continue
		}
		book.Sheets = append(book.Sheets, report.Sheet{Name: l.T("report.chapter." + ch.ID), Table: t, Charts: charts[ch.ID]})
	}
	return book
}

// resultsFigure is every announced result, and the computed one of the year.
func resultsFigure(in ReportInput) Figure {
	l := in.Locale
	table := &Table{
		Name: "results", Caption: l.T("report.results.caption"), Class: "dense",
		Columns: []Column{
			{Key: "year", Title: l.T("report.col.year")},
			{Key: "kind", Title: l.T("report.col.kind")},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "tier", Title: l.T("report.col.tier")},
			{Key: "note", Title: l.T("col.note"), Wide: true},
		},
		Empty: &State{Title: l.T("report.results.none")},
	}
	list := slices.Clone(in.Assessment.Announced)
	slices.SortFunc(list, func(a, b assess.Announced) int { return cmp.Compare(a.Year, b.Year) })
	for _, a := range list {
		note := in.announcedBy(a)
		if a.Score == nil {
			note += l.T("join.clause") + l.T("report.results.no_score")
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{words(strconv.Itoa(a.Year)), words(l.T("report.kind.announced")), num(a.Score, 2), words(in.tierName(a.Tier)), words(note)}})
	}
	finding := l.T("report.results.none")
	if len(list) > 0 {
		finding = l.T("report.results.finding", "N", len(list))
	}
	if total := treeOf(in.Assessment).total; total.Score != nil {
		table.Rows = append(table.Rows, Row{Me: true, Cells: []Cell{words(strconv.Itoa(in.Year)), words(l.T("report.kind.computed")), exact(total.Score, 2).marked(l.imputed(total)), words(in.tierName(total.Tier)), words(l.T("report.results.estimated"))}})
	}
	f := Figure{Kicker: l.T("report.results.kicker"), Finding: finding, Table: table}
	f.Trace = in.trace("results", table.Name, Link{}, append([]Pair{l.from(l.T("report.results.from")), l.by(l.T("report.results.rule")), l.cases(int64(len(table.Rows)))}, in.beside(nil)...)...)
	return f
}

// officesFigure says for every responsible department how its indicators stand, and what they lose.
func officesFigure(in ReportInput, t tree) Figure {
	l := in.Locale
	type office struct {
		code   assess.DepartmentCode
		lights map[string]int
		n      int
		loss   float64
		worst  indicator
		most   float64
	}
	by := map[assess.DepartmentCode]*office{}
	for _, n := range t.leaves {
		i := newIndicator(in.In, in.Assessment, assess.IndicatorID(n.Node))
		o := by[i.ind.Department]
		if o == nil {
			o = &office{code: i.ind.Department, lights: map[string]int{}}
			by[i.ind.Department] = o
		}
		o.n++
		o.lights[i.light().Class]++
		if loss := i.part.loss; loss != nil {
			o.loss += *loss
			if *loss > o.most {
				o.most, o.worst = *loss, i
			}
		}
	}
	list := make([]*office, 0, len(by))
	for _, o := range by {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b *office) int {
		return cmp.Or(cmp.Compare(b.loss, a.loss), cmp.Compare(a.code, b.code))
	})
	table := &Table{
		Name: "offices", Caption: l.T("report.offices.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "department", Title: l.T("col.department")},
			{Key: "department_id", Title: l.T("col.code"), File: true},
			{Key: "indicators", Title: l.T("report.col.indicators"), Num: true},
			{Key: "green", Title: l.T("light.class." + green), Num: true},
			{Key: "amber", Title: l.T("light.class." + amber), Num: true},
			{Key: "red", Title: l.T("light.class." + red), Num: true},
			{Key: "unscored", Title: l.T("light.class." + none), Num: true, Hide: true},
			{Key: "loss", Title: l.T("col.loss"), Num: true},
			{Key: "worst", Title: l.T("report.col.worst"), Wide: true},
		},
		Empty: &State{Title: l.T("indicators.none"), Text: l.T("indicators.none_text")},
	}
	for _, o := range list {
		worst := words("")
		if o.most > 0 {
			worst = words(in.indicator(o.worst.id)).to(in.url("/i/" + string(o.worst.id)))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(in.department(o.code)).to(in.url("/dept/" + string(o.code))), words(string(o.code)), count(int64(o.n)), count(int64(o.lights[green])), count(int64(o.lights[amber])),
			count(int64(o.lights[red])), count(int64(o.lights[none])), num(&o.loss, 3), worst,
		}})
	}
	f := Figure{Kicker: l.T("report.offices.kicker"), Finding: l.T("report.offices.none"), Table: table}
	if len(list) > 0 && list[0].loss > 0 {
		f.Finding = l.T("report.offices.finding", "Department", in.department(list[0].code), "Loss", shown(list[0].loss, 2))
	}
	f.Trace = in.trace("offices", table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("report.offices.rule")), l.cases(int64(len(t.leaves))))
	return f
}

// rulesFigure is the year's scheme as far as a figure can be worked out again from it: weights and frontiers.
func rulesFigure(in ReportInput, t tree) Figure {
	l := in.Locale
	table := &Table{
		Name: "rules", Caption: l.T("report.rules.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code")},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "best", Title: l.T("report.col.best"), Num: true},
			{Key: "worst", Title: l.T("report.col.worst_value"), Num: true},
			{Key: "target", Title: l.T("col.target"), Num: true},
			{Key: "weight", Title: l.T("col.weight"), Num: true},
			{Key: "formula", Title: l.T("report.col.formula"), Wide: true},
		},
		Empty: &State{Title: l.T("indicators.none"), Text: l.T("indicators.none_text")},
	}
	sum := 0.0
	for _, n := range t.leaves {
		i := newIndicator(in.In, in.Assessment, assess.IndicatorID(n.Node))
		row := Row{Cells: []Cell{words(in.indicator(i.id)), words(string(i.id)), words(i.unit()), num(nil, 0), num(nil, 0), num(nil, 0), num(nil, 2), words(l.Of(i.ind.Formula))}}
		if i.node != nil {
			row.Cells[3], row.Cells[4], row.Cells[5] = num(i.node.Best, i.ind.Decimals), num(i.node.Worst, i.ind.Decimals), num(i.node.Target, i.ind.Decimals)
			row.Cells[6] = num(&i.node.Weight, 2)
			sum += i.node.Weight
		}
		table.Rows = append(table.Rows, row)
	}
	f := Figure{Kicker: l.T("report.rules.kicker"), Finding: l.T("report.rules.finding", "N", len(table.Rows), "Sum", shown(sum, 2)), Table: table}
	f.Trace = in.trace("rules", table.Name, Link{}, l.from(l.T("report.rules.from")), l.by(l.T("report.rules.rule")), l.cases(int64(len(table.Rows))))
	return f
}
