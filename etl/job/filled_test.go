package job_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

// filledScheme has two indicators of the electricity company, both handed in.
var filledScheme = schemeOf("filled-2022", `
  - id: T04
    name: {zh: 获得电力, en: Getting electricity}
    indicators:
      - {id: EL01, weight: 60, best: 1, worst: 11, target: 1, min_sample: 30}
      - {id: EL03, weight: 40, best: 100, worst: 60, target: 99, min_sample: 30}
`)

// people makes a filler and a reviewer of the electricity company.
func (d *desk) people() {
	d.Helper()
	for _, a := range []assess.Account{
		{Name: "lin", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "zhou", Role: assess.RoleReviewer, Departments: []assess.DepartmentCode{assess.EveryDepartment}},
	} {
		if err := d.control.AddAccount(context.Background(), "test", a, "a long password", time.Now()); err != nil {
			d.Fatal(err)
		}
	}
}

// fillIn saves, submits and approves a sheet, and lets the planner take it up.
func (d *desk) fillIn(rows ...assess.FillRow) assess.Filling {
	d.Helper()
	ctx := context.Background()
	f, err := d.control.Filling(ctx, "GDGS", "2022")
	if err != nil {
		d.Fatal(err)
	}
	s := control.Sheet{Department: "GDGS", Period: "2022", Region: "330482", Version: f.Version}
	_, save := d.control.SaveFilling(ctx, "lin", s, rows, time.Now())
	s.Version++
	_, submit := d.control.SubmitFilling(ctx, "lin", s, false, time.Now())
	s.Version++
	_, approve := d.control.ApproveFilling(ctx, "zhou", s, time.Now())
	if err := errors.Join(save, submit, approve); err != nil {
		d.Fatal(err)
	}
	if _, err := d.planner.Pass(ctx); err != nil {
		d.Fatal(err)
	}
	if f, err = d.control.Filling(ctx, "GDGS", "2022"); err != nil {
		d.Fatal(err)
	}
	return f
}

// total is the published score of 2022.
func (d *desk) total() float64 {
	d.Helper()
	a, err := d.reader(d, store.Everything()).Assessment(context.Background(), "330482", 2022)
	if err != nil || len(a.Nodes) == 0 || a.Nodes[0].Score == nil {
		d.Fatalf("assessment: %d nodes, %v", len(a.Nodes), err)
	}
	return *a.Nodes[0].Score
}

func filled(code, value, n string) assess.FillRow {
	return assess.FillRow{Indicator: assess.IndicatorID(code), Value: value, N: n, Status: "measured"}
}

// An approved sheet moves value and score by what is worked out by hand, stands before the office's sheet, takes nothing
// else away, and is in whole or not at all.
func TestAnApprovedSheetMovesTheScore(t *testing.T) {
	t.Parallel()
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: filledScheme} })
	d.people()
	ctx := context.Background()
	inbox := filepath.Join(d.dir, "inbox", "reported")
	if err := os.MkdirAll(inbox, 0o750); err != nil {
		t.Fatal(err)
	}
	office := func(day, el01, el03 string) {
		t.Helper()
		text := "指标代码,区划代码,期间,指标值,样本量,填报部门\nEL01,330482,2022," + el01 + ",60,GDGS\nEL03,330482,2022," + el03 + ",60,GDGS\n"
		if err := os.WriteFile(filepath.Join(inbox, "部门填报指标值_"+day+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := d.planner.Pass(ctx); err != nil {
			t.Fatal(err)
		}
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	office("2022-09-30", "6", "80")
	near("the office's sheet", d.total(), 0.6*50+0.4*50) // (11−6)/10 and (80−60)/40

	f := d.fillIn(filled("EL01", "3", "60"), filled("EL03", "90", "60"))
	if f.State != assess.FillLoaded || f.Load == 0 {
		t.Fatalf("the sheet is %s: %s", f.State, f.Note.EN)
	}
	near("filled in", d.total(), 0.6*80+0.4*75) // (11−3)/10 and (90−60)/40
	h, err := d.control.HandInOfLoad(ctx, f.Load)
	if err != nil || h.FilledBy != "lin" || h.ApprovedBy != "zhou" {
		t.Errorf("round of load %d: %+v, %v", f.Load, h, err)
	}
	list, err := d.reader(t, store.Everything()).Cases(ctx, assess.CaseQuery{Region: "330482", Indicator: "EL01", Period: assess.YearOf(2022), Limit: 10})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Source != assess.FilledSource || list.Rows[0].Load != f.Load || list.Rows[0].Line != 2 {
		t.Fatalf("rows behind EL01: %+v, %v", list.Rows, err)
	}
	landed, err := os.ReadFile(filepath.Join(d.dir, "inbox", "filled", list.Rows[0].File))
	if err != nil || !strings.Contains(string(landed), "EL01,330482,2022,3,,,60,measured,GDGS,,lin,zhou") {
		t.Errorf("the sheet's file: %q, %v", landed, err)
	}

	office("2022-10-08", "10", "62") // a later sheet of the office changes nothing that was approved
	near("after a later sheet of the office", d.total(), 0.6*80+0.4*75)

	if _, err := d.planner.Pass(ctx); err != nil { // again: nothing is handed in twice
		t.Fatal(err)
	}
	loads, err := d.control.Loads(ctx, assess.FilledSource, 10)
	if err != nil || len(loads) != 1 {
		t.Errorf("%d loads of one sheet, %v", len(loads), err)
	}

	// A row that the checks refuse, which the page would not have let through, keeps the whole sheet out and says why.
	f = d.fillIn(filled("EL01", "1", "60"), filled("EL03", "九成", "60"))
	if f.State != assess.FillRejected || !strings.Contains(f.Note.ZH, "EL03:数值不是数字") {
		t.Errorf("a sheet with a bad row is %s: %q", f.State, f.Note.ZH)
	}
	near("after a rejected sheet", d.total(), 0.6*80+0.4*75)

	// The correction goes through; one of them does not exist here and scores 0.
	f = d.fillIn(filled("EL01", "1", "60"), assess.FillRow{Indicator: "EL03", Status: "no_practice"})
	if f.State != assess.FillLoaded {
		t.Fatalf("the corrected sheet is %s: %s", f.State, f.Note.EN)
	}
	near("corrected", d.total(), 0.6*100)
}

// A planner that died after it wrote a sheet's file goes on where it was.
func TestASheetSurvivesItsPlanner(t *testing.T) {
	t.Parallel()
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: filledScheme} })
	d.people()
	died := errors.New("died")
	d.planner.Loader.Step = func(name string) {
		if name == "landed" {
			panic(died)
		}
	}
	func() {
		defer func() {
			if p := recover(); p != died {
				panic(p)
			}
		}()
		d.fillIn(filled("EL01", "3", "60"), filled("EL03", "90", "60"))
	}()
	d.planner.Loader.Step = nil
	if _, err := d.planner.Pass(context.Background()); err != nil {
		t.Fatal(err)
	}
	loads, err := d.control.Loads(context.Background(), assess.FilledSource, 10)
	if err != nil || len(loads) != 1 {
		t.Errorf("%d loads, %v, want 1", len(loads), err)
	}
	f, err := d.control.Filling(context.Background(), "GDGS", "2022")
	if err != nil || f.State != assess.FillLoaded {
		t.Errorf("the sheet is %s, %v", f.State, err)
	}
}

// A sheet that its source's run did not take in is taken in by the next pass, whatever that is for.
func TestASheetDoesNotWaitForItsSource(t *testing.T) {
	t.Parallel()
	d := settle(t, func(p *place) { p.Schemes = map[int]string{2022: filledScheme} })
	d.people()
	ctx := context.Background()
	inbox := filepath.Join(d.dir, "inbox", "filled")
	if err := os.MkdirAll(filepath.Dir(inbox), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(inbox, nil, 0o600); err != nil { // no folder can be made there
		t.Fatal(err)
	}
	s := control.Sheet{Department: "GDGS", Period: "2022", Region: "330482"}
	_, save := d.control.SaveFilling(ctx, "lin", s, []assess.FillRow{filled("EL01", "3", "60"), filled("EL03", "90", "60")}, time.Now())
	s.Version = 1
	_, submit := d.control.SubmitFilling(ctx, "lin", s, false, time.Now())
	s.Version = 2
	_, approve := d.control.ApproveFilling(ctx, "zhou", s, time.Now())
	if err := errors.Join(save, submit, approve); err != nil {
		t.Fatal(err)
	}
	if _, err := d.planner.Pass(ctx, "reported"); err == nil {
		t.Error("a pass that could not hand a sheet in says nothing")
	}
	if err := os.Remove(inbox); err != nil {
		t.Fatal(err)
	}
	if _, err := d.planner.Pass(ctx, "reported"); err != nil {
		t.Fatal(err)
	}
	f, err := d.control.Filling(ctx, "GDGS", "2022")
	if err != nil || f.State != assess.FillLoaded {
		t.Errorf("the sheet is %s, %v", f.State, err)
	}
}

func TestJudgeSaysWhatAFileWouldBeTold(t *testing.T) {
	t.Parallel()
	d := settle(t)
	rows := []assess.FillRow{
		filled("EL01", "3", "60"), filled("EL02", "", ""), {Indicator: "EL03", Value: "9成", Numerator: "x", Denominator: "0", N: "1.5", Status: "maybe"},
		{Indicator: "EL04", Status: "no_practice"},
	}
	rejects, err := d.store.Judge(context.Background(), "reported_value", assess.FilledSource, assess.FillFields, assess.FillRecords(rows, "330482", "GDGS", "2022"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range rejects {
		got += fmt.Sprint(r.Line, ":")
		for _, reason := range r.Reasons {
			got += " " + reason.Code
		}
		got += "\n"
	}
	if want := "3: no_value\n4: bad_value bad_parts not_quotient bad_count bad_status\n"; got != want {
		t.Errorf("judged:\n%swant:\n%s", got, want)
	}
	if stages := d.ask("SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'stage%'"); len(stages) != 0 {
		t.Errorf("stages stay: %v", stages)
	}
}
