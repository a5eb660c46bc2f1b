package page

import (
	"errors"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

func testDept(t *testing.T, code assess.DepartmentCode, late ...assess.CaseList) (Dept, error) {
	t.Helper()
	in := testIn(t, "zh")
	a := testAssessment(t, in, testValue("CP02", 9, 20), testValue("CP05", 80, 20), testValue("RP03", 1, 2666))
	pipeline := assess.Pipeline{Sources: []assess.SourceState{
		{ID: "acceptance", Title: assess.Text{ZH: "联合验收", EN: "Acceptances"}, Supplier: in.Departments["JSJ"], Read: 10, Accepted: 9, Rejected: 1},
		{ID: "release_bank", Title: assess.Text{ZH: "清贷解抵", EN: "Releases"}, Supplier: in.Departments["BDC"], Read: 7, Accepted: 7},
	}}
	return NewDept(DeptInput{In: in, Code: code, Assessment: a, Pipeline: pipeline, Late: late})
}

func TestADepartmentSeesItsOwn(t *testing.T) {
	late := assess.CaseList{Name: "service_case", By: assess.Text{ZH: "办件", EN: "Cases"}, Total: 72, Columns: []assess.Column{{Name: "case_no", Title: assess.Text{ZH: "编号", EN: "Case"}}},
		Rows: []assess.CaseRow{{Cells: []string{"A5"}, File: "办件.csv", Line: 3}}}
	p, err := testDept(t, "JSJ", late)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.H1, "市建设局牵头 ") || !strings.HasSuffix(p.H1, "；72 件超期未办结") {
		t.Errorf("the page says %q", p.H1)
	}
	for _, r := range p.List.Table.Rows {
		if got := r.Cells[10].Text(); got != "市建设局" {
			t.Errorf("an indicator of %s is on the page of 市建设局", got)
		}
	}
	if len(p.List.Table.Rows) == 0 {
		t.Error("no indicator is on the page")
	}
	if len(p.Sources.Table.Rows) < 1 || p.Sources.Table.Rows[0].Cells[0].Text() != "联合验收" {
		t.Errorf("sources %+v, want its own alone", p.Sources.Table.Rows)
	}
	for _, r := range p.Sources.Table.Rows {
		if r.Cells[0].Text() == "清贷解抵" {
			t.Error("another's source is on the page")
		}
	}
	if _, err := p.Export("late_service_case"); err != nil {
		t.Error(err)
	}
}

func TestADepartmentWithoutLateCases(t *testing.T) {
	p, err := testDept(t, "JSJ", assess.CaseList{By: assess.Text{ZH: "办件", EN: "Cases"}})
	if err != nil || strings.Contains(p.H1, "超期") || p.Late[0].Table.Empty == nil || len(p.Late[0].Table.Rows) != 0 {
		t.Errorf("%q, %v: want no word of late cases, and a sentence instead of the table", p.H1, err)
	}
}

func TestNoSuchDepartment(t *testing.T) {
	if _, err := testDept(t, "NONE"); !errors.Is(err, assess.ErrNotFound) {
		t.Errorf("NewDept(NONE) = %v, want ErrNotFound", err)
	}
}
