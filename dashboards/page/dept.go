package page

import (
	"slices"

	"yingshang/dashboards/assess"
)

// DeptInput is what a department's page shows.
type DeptInput struct {
	In
	Code       assess.DepartmentCode
	Assessment assess.Assessment
	Pipeline   assess.Pipeline
	Late       []assess.CaseList
}

// LateCases is how many late cases of a kind a department's page lists.
const LateCases = 50

// Dept is a department's page: its indicators, its late cases, and what it handed in.
type Dept struct {
	Base
	Facts   []Fact
	List    Figure
	Late    []Figure
	Sources Figure
}

// NewDept builds the page. A department that is responsible for nothing and hands nothing in is not found.
func NewDept(in DeptInput) (Dept, error) {
	l := in.Locale
	department, ok := in.Departments[in.Code]
	if !ok {
		return Dept{}, notFound("department", string(in.Code))
	}
	leaves := slices.DeleteFunc(slices.Clone(treeOf(in.Assessment).leaves), func(n assess.NodeScore) bool {
		return in.Indicators[assess.IndicatorID(n.Node)].Department != in.Code
	})
	list := listOf(in.In, in.Assessment, leaves)
	supplied := in.Pipeline
	supplied.Sources = slices.DeleteFunc(slices.Clone(in.Pipeline.Sources), func(s assess.SourceState) bool { return s.Supplier.Code != in.Code })
	name := l.Of(department.Name)
	p := Dept{Facts: list.facts(l), List: list.figure(in.In), Sources: NewPipeline(PipelineInput{In: in.In, Pipeline: supplied}).Sources}
	p.Sources.Span = "c12"
	if len(supplied.Sources) == 0 {
		p.Sources.Finding = l.T("dept.no_sources", "Department", name)
	}
	tables := []*Table{list.table, p.Sources.Table}
	late := 0
	for _, c := range in.Late {
		late += c.Total
		f := lateFigure(in, c)
		p.Late = append(p.Late, f)
		tables = append(tables, f.Table)
	}
	h1 := l.T("dept.h1", "Department", name, "N", len(list.rows), "Red", l.Count(int64(list.counts[red])))
	if len(list.rows) == 0 {
		h1 = l.T("dept.h1_none", "Department", name)
	}
	if late > 0 {
		h1 += l.T("dept.h1_late", "N", l.Count(int64(late)))
	}
	p.Base = in.base(h1, tables...)
	p.Title, p.Sub = name, l.T("dept.sub")
	p.Crumbs = []Link{{Text: l.T("nav.indicators"), Href: in.url("/indicators")}, {Text: name}}
	return p, nil
}

// lateFigure is a list of open cases past their due day.
func lateFigure(in DeptInput, list assess.CaseList) Figure {
	l := in.Locale
	table := &Table{Name: "late_" + list.Name, Caption: l.T("dept.late.caption"), Class: "dense cards",
		Empty: &State{Title: l.T("dept.late.none"), Text: l.T("dept.late.none_text", "Kind", l.Of(list.By))}}
	cells := table.cases(in.In, list)
	table.Columns = append(table.Columns, Column{Key: "source_line", Title: l.T("cases.line"), Wide: true})
	for _, r := range list.Rows {
		table.Rows = append(table.Rows, Row{Cells: append(cells(r), lineOf(r))})
	}
	f := Figure{ID: table.Name, Span: "c12", Kicker: l.T("dept.late.kicker", "Kind", l.Of(list.By)), Finding: l.T("dept.late.none"), Table: table}
	if list.Total > 0 {
		f.Finding = l.T("dept.late.finding", "N", l.Count(int64(list.Total)))
		f.More = &Link{Text: l.T("dept.late.more", "N", list.Total), Href: in.url("/cases", "clock", list.Name, "department", string(in.Code), "state", string(assess.Late), "year", "")}
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.Of(list.By)), l.by(l.T("dept.late.rule")), l.cases(int64(list.Total)))
	return f
}
