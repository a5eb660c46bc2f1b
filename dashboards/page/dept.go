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
		f := openFigure(in.In, "late_"+c.Name, "late", c, "department", string(in.Code))
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
