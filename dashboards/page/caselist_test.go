package page

import (
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

func testCaseList(t *testing.T, change func(*CaseListInput)) CaseListPage {
	t.Helper()
	in := CaseListInput{In: testIn(t, "zh"), Clock: testClock, Clocks: []assess.Clock{testClock},
		Asked: assess.CaseListQuery{Clock: "service_case", Limit: 50},
		List: assess.CaseList{Name: "service_case", By: testClock.Title, Columns: testClock.Columns, Total: 120,
			Rows: []assess.CaseRow{{Thing: "A/5", Cells: []string{"A/5", "web"}, State: assess.Late, File: "办件.csv", Line: 3}, {Thing: "A6", Cells: []string{"A6", "web"}, State: assess.Closed, File: "办件.csv", Line: 4}}}}
	in.Path = "/cases"
	in.Query.Set("clock", "service_case")
	change(&in)
	return NewCaseList(in)
}

func TestAListOfCases(t *testing.T) {
	p := testCaseList(t, func(in *CaseListInput) { in.Asked.Offset = 50 })
	if p.H1 != "办件：120 件" || p.List.Finding != "第 51–52 条，共 120 条" {
		t.Errorf("%q, %q", p.H1, p.List.Finding)
	}
	row := p.List.Table.Rows[0].Cells
	if row[0].Href != "/cases/service_case/A%2F5" {
		t.Errorf("the case leads to %q", row[0].Href)
	}
	if row[2].Light == nil || row[2].Light.Class != red || row[2].Value.Text != "超期" || p.List.Table.Rows[1].Cells[2].Light != nil {
		t.Errorf("states %+v, want a light on what is late alone", row[2])
	}
	if p.List.Pager.Prev.Href != "/cases?clock=service_case#list" || p.List.Pager.Next.Href != "/cases?clock=service_case&offset=52#list" {
		t.Errorf("pages %+v", p.List.Pager)
	}
	if len(p.List.Table.Columns) != 6 { // number, channel, state, line, and two codes for files
		t.Errorf("%d columns: a list has no parts of a value", len(p.List.Table.Columns))
	}
}

func TestAListSaysWhyItIsEmpty(t *testing.T) {
	none := func(in *CaseListInput) { in.List.Rows, in.List.Total, in.Asked.State = nil, 0, assess.Late }
	if p := testCaseList(t, none); p.List.Table.Empty.Title != "没有超期未办结的件" {
		t.Errorf("%q", p.List.Table.Empty.Title)
	}
	p := testCaseList(t, func(in *CaseListInput) { none(in); in.Clock.Events = testClock.Events[:1] })
	if !strings.Contains(p.List.Table.Empty.Title, "没有应办日") {
		t.Errorf("a kind without a due day says %q", p.List.Table.Empty.Title)
	}
}

// A masked number leads nowhere: nobody could open it.
func TestAMaskedNumberIsNoLink(t *testing.T) {
	p := testCaseList(t, func(in *CaseListInput) {
		in.List.Rows[0].Thing, in.List.Rows[0].Cells[0] = "2203••••0417", "2203••••0417"
	})
	if href := p.List.Table.Rows[0].Cells[0].Href; href != "" {
		t.Errorf("a masked number leads to %q", href)
	}
}

// The rows behind a value bring their parts, and no other kind can be chosen.
func TestTheCasesBehindAValue(t *testing.T) {
	p := testCaseList(t, func(in *CaseListInput) {
		in.Asked.Indicator, in.Asked.Clock, in.Asked.Period = "CP02", "", assess.YearOf(2022)
		in.Query.Set("indicator", "CP02")
		in.List.Rows[0].Numerator, in.List.Rows[0].Denominator = new(3.0), new(1.0)
	})
	names := map[string]bool{}
	for _, f := range p.List.Filter.Fields {
		names[f.Name] = true
	}
	if names["clock"] || !names["year"] || !names["state"] || !names["apply_type"] || !names["case"] {
		t.Errorf("fields %v", names)
	}
	if p.List.Table.Columns[3].Key != "numerator" || p.List.Table.Rows[0].Cells[3].Text() != "3" {
		t.Errorf("columns %+v", p.List.Table.Columns)
	}
}
