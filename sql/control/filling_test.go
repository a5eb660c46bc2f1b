package control

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

var noon = time.Date(2022, 10, 9, 12, 0, 0, 0, assess.Zone)

// office opens a store with the people of the tests: lin and ma fill in for GDGS, zhou reviews it, wu reviews JSJ, root
// administers.
func office(t *testing.T) *DB {
	t.Helper()
	d, err := Open(context.Background(), filepath.Join(t.TempDir(), "control.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	for _, a := range []assess.Account{
		{Name: "lin", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"GDGS", "FY"}},
		{Name: "ma", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "zhou", Role: assess.RoleReviewer, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "wu", Role: assess.RoleReviewer, Departments: []assess.DepartmentCode{"JSJ"}},
		{Name: "root", Role: assess.RoleAdmin},
	} {
		if err := d.AddAccount(context.Background(), "test", a, "correct horse "+a.Name, noon); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

var rows = []assess.FillRow{{Indicator: "EL01", Value: "2.05", N: "60", Status: "measured"}}

func sheet(version int64) Sheet {
	return Sheet{Department: "GDGS", Period: "2022", Region: "330482", Version: version}
}

// must fails the test on an error and returns the sheet.
func must(t *testing.T) func(assess.Filling, error) assess.Filling {
	return func(f assess.Filling, err error) assess.Filling {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
}

func TestASheetGoesFromDraftToLoaded(t *testing.T) {
	ctx, d := t.Context(), office(t)
	f := must(t)(d.SaveFilling(ctx, "lin", sheet(0), rows, noon))
	if f.State != assess.FillDraft || f.Version != 1 || f.Region != "330482" {
		t.Fatalf("saved: %+v", f)
	}
	if err := d.AddEvidence(ctx, "lin", "330482", assess.Evidence{Department: "GDGS", Period: "2022", Indicator: "EL01", Name: "台账.pdf", Kind: "application/pdf", SHA256: "ab", Bytes: 3}, noon); err != nil {
		t.Fatal(err)
	}
	f = must(t)(d.SubmitFilling(ctx, "lin", sheet(2), true, noon))
	if f.State != assess.FillSubmitted || !f.Late {
		t.Fatalf("submitted: %+v", f)
	}
	if _, err := d.SaveFilling(ctx, "lin", sheet(3), rows, noon); !errors.Is(err, ErrNotNow) {
		t.Errorf("save while it is reviewed: %v, want ErrNotNow", err)
	}
	if err := d.AddEvidence(ctx, "lin", "330482", assess.Evidence{Department: "GDGS", Period: "2022", Indicator: "EL01", SHA256: "cd"}, noon); !errors.Is(err, ErrNotNow) {
		t.Errorf("evidence while it is reviewed: %v, want ErrNotNow", err)
	}
	if _, err := d.ReturnFilling(ctx, "zhou", sheet(3), "  ", noon); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("returned without a reason: %v, want ErrInvalid", err)
	}
	f = must(t)(d.ReturnFilling(ctx, "zhou", sheet(3), "样本量不对", noon))
	if f.State != assess.FillReturned || f.Reason != "样本量不对" {
		t.Fatalf("returned: %+v", f)
	}
	if _, err := d.SubmitFilling(ctx, "lin", sheet(4), false, noon); !errors.Is(err, ErrNotNow) {
		t.Errorf("submitted again without a change: %v, want ErrNotNow", err)
	}
	must(t)(d.SaveFilling(ctx, "lin", sheet(4), rows, noon))
	must(t)(d.SubmitFilling(ctx, "lin", sheet(5), false, noon))
	must(t)(d.ApproveFilling(ctx, "zhou", sheet(6), noon))
	waiting, err := d.WaitingHandIns(ctx)
	if err != nil || len(waiting) != 1 {
		t.Fatalf("%d rounds wait, %v", len(waiting), err)
	}
	h := waiting[0]
	if h.FilledBy != "lin" || h.ApprovedBy != "zhou" || len(h.Evidence) != 1 || h.Evidence[0].SHA256 != "ab" || !cmp.Equal(h.Rows, rows) {
		t.Errorf("round: %+v", h)
	}
	if asked, err := d.RequestedSourceRuns(ctx); err != nil || len(asked) != 1 || asked[0].Source != assess.FilledSource {
		t.Errorf("the planner was asked for %v, %v", asked, err)
	}
	h.State, h.Load = assess.FillLoaded, 7
	if err := d.EndHandIn(ctx, h, noon); err != nil {
		t.Fatal(err)
	}
	f = must(t)(d.Filling(ctx, "GDGS", "2022"))
	if f.State != assess.FillLoaded || f.Load != 7 {
		t.Errorf("loaded: %+v", f)
	}
	if got, err := d.HandInOfLoad(ctx, 7); err != nil || got.ID != h.ID {
		t.Errorf("HandInOfLoad: %+v, %v", got, err)
	}
	// A correction is a new draft; what was handed in stays as it was.
	must(t)(d.SaveFilling(ctx, "ma", sheet(f.Version), nil, noon))
	if got, err := d.HandInOfLoad(ctx, 7); err != nil || !cmp.Equal(got.Rows, rows) || len(got.Evidence) != 1 {
		t.Errorf("after a correction: %+v, %v", got, err)
	}
	deeds, err := d.Deeds(ctx, "GDGS/2022", 100)
	if err != nil {
		t.Fatal(err)
	}
	var what []string
	for _, a := range deeds {
		what = append(what, a.Who+" "+a.What)
	}
	if diff := cmp.Diff([]string{"ma filling.save", "yingshang filling.loaded", "zhou filling.approve", "lin filling.submit", "lin filling.save", "zhou filling.return",
		"lin filling.submit", "lin evidence.add", "lin filling.save"}, what); diff != "" {
		t.Errorf("audit, -want +got:\n%s", diff)
	}
}

// Four eyes: whoever had a hand in a sheet is refused by the store, whatever the page lets through.
func TestNobodyApprovesTheirOwnWork(t *testing.T) {
	ctx, d := t.Context(), office(t)
	must(t)(d.SaveFilling(ctx, "ma", sheet(0), rows, noon)) // ma types, lin submits
	must(t)(d.SubmitFilling(ctx, "lin", sheet(1), false, noon))
	for _, who := range []string{"lin", "LIN", "ma"} {
		if err := d.ChangeAccount(ctx, "test", who, "", noon, func(a *assess.Account) { a.Role = assess.RoleReviewer }); err != nil {
			t.Fatal(err)
		}
		if _, err := d.ApproveFilling(ctx, who, sheet(2), noon); !errors.Is(err, ErrOwnWork) {
			t.Errorf("%s approves: %v, want ErrOwnWork", who, err)
		}
		if _, err := d.ReturnFilling(ctx, who, sheet(2), "x", noon); !errors.Is(err, ErrOwnWork) {
			t.Errorf("%s returns: %v, want ErrOwnWork", who, err)
		}
	}
	for _, who := range []string{"wu", "root", "nobody"} {
		if _, err := d.ApproveFilling(ctx, who, sheet(2), noon); !errors.Is(err, assess.ErrForbidden) {
			t.Errorf("%s approves: %v, want ErrForbidden", who, err)
		}
	}
	if err := d.ChangeAccount(ctx, "test", "zhou", "", noon, func(a *assess.Account) { a.Disabled = true }); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveFilling(ctx, "zhou", sheet(2), noon); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a disabled reviewer approves: %v, want ErrForbidden", err)
	}
	if waiting, err := d.WaitingHandIns(ctx); err != nil || len(waiting) != 0 {
		t.Errorf("%d rounds wait, %v, want none", len(waiting), err)
	}
	// The table itself refuses it too.
	if _, err := d.exec(ctx, "hand_in_add", "GDGS", "2022", "330482", 1, "[]", "[]", "lin", 0, false, "lin", 0); err == nil {
		t.Error("a round whose approver filled it in was kept")
	}
}

func TestTheSecondOfTwoWhoSaveAtOnceIsTold(t *testing.T) {
	ctx, d := t.Context(), office(t)
	must(t)(d.SaveFilling(ctx, "lin", sheet(0), rows, noon))
	var wg sync.WaitGroup
	var mu sync.Mutex
	saved, told := 0, 0
	for _, who := range []string{"lin", "ma", "lin", "ma"} {
		wg.Go(func() {
			_, err := d.SaveFilling(ctx, who, sheet(1), []assess.FillRow{{Indicator: "EL01", Value: who}}, noon)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				saved++
			case errors.Is(err, assess.ErrConflict):
				told++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if saved != 1 || told != 3 {
		t.Errorf("%d saved and %d were told, want 1 and 3", saved, told)
	}
	if f := must(t)(d.Filling(ctx, "GDGS", "2022")); f.Version != 2 {
		t.Errorf("version %d, want 2", f.Version)
	}
}

func TestRightsAreTheStoresOwn(t *testing.T) {
	ctx, d := t.Context(), office(t)
	for _, who := range []string{"zhou", "root", "wu", "nobody"} {
		if _, err := d.SaveFilling(ctx, who, sheet(0), rows, noon); !errors.Is(err, assess.ErrForbidden) {
			t.Errorf("%s saves: %v, want ErrForbidden", who, err)
		}
	}
	other := Sheet{Department: "JSJ", Period: "2022"}
	if _, err := d.SaveFilling(ctx, "lin", other, rows, noon); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("lin saves for JSJ: %v, want ErrForbidden", err)
	}
	if err := d.AddEvidence(ctx, "zhou", "330482", assess.Evidence{Department: "GDGS", Period: "2022", Indicator: "EL01"}, noon); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a reviewer adds evidence: %v, want ErrForbidden", err)
	}
}

func TestEvidenceIsKeptOnceAndBounded(t *testing.T) {
	ctx, d := t.Context(), office(t)
	e := assess.Evidence{Department: "GDGS", Period: "2022", Indicator: "EL01", Name: "a.pdf"}
	for i := range MaxEvidence {
		e.SHA256 = strings.Repeat("a", i+1)
		for range 2 { // the same bytes again change nothing
			if err := d.AddEvidence(ctx, "lin", "330482", e, noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	e.SHA256 = "b"
	if err := d.AddEvidence(ctx, "lin", "330482", e, noon); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("one file too many: %v, want ErrInvalid", err)
	}
	files, err := d.EvidenceOf(ctx, "GDGS", "2022")
	if err != nil || len(files) != MaxEvidence {
		t.Fatalf("%d files, %v", len(files), err)
	}
	if err := d.DropEvidence(ctx, "zhou", files[0].ID, noon); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a reviewer takes a file off: %v, want ErrForbidden", err)
	}
	if err := d.DropEvidence(ctx, "ma", files[0].ID, noon); err != nil {
		t.Fatal(err)
	}
	if files, _ = d.EvidenceOf(ctx, "GDGS", "2022"); len(files) != MaxEvidence-1 {
		t.Errorf("%d files after one was taken off", len(files))
	}
}

func TestTheAuditIsOnlyAddedTo(t *testing.T) {
	ctx, d := t.Context(), office(t)
	for _, statement := range []string{"UPDATE audit SET who = 'x'", "DELETE FROM audit"} {
		if _, err := d.db.ExecContext(ctx, statement); err == nil {
			t.Errorf("%s was let through", statement)
		}
	}
	if deeds, err := d.Deeds(ctx, "", 100); err != nil || len(deeds) != 5 {
		t.Errorf("%d lines, %v, want those of 5 accounts", len(deeds), err)
	}
}

func TestPasswords(t *testing.T) {
	ctx, d := t.Context(), office(t)
	if a, err := d.Authenticate(ctx, "LIN", "correct horse lin"); err != nil || a.Name != "lin" {
		t.Errorf("the right password: %+v, %v", a, err)
	}
	_, unknown := d.Authenticate(ctx, "nobody", "correct horse lin")
	_, wrong := d.Authenticate(ctx, "lin", "correct horse ma")
	if !errors.Is(unknown, assess.ErrForbidden) || !errors.Is(wrong, assess.ErrForbidden) || unknown.Error() != wrong.Error() {
		t.Errorf("unknown name: %v; wrong password: %v; want the same words", unknown, wrong)
	}
	before, err := d.Account(ctx, "lin")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ChangeAccount(ctx, "test", "lin", "another horse", noon, func(*assess.Account) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Authenticate(ctx, "lin", "correct horse lin"); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("the old password: %v, want ErrForbidden", err)
	}
	if after, err := d.Authenticate(ctx, "lin", "another horse"); err != nil || after.Epoch == before.Epoch {
		t.Errorf("the new password: %v, epoch %d, want sessions to end", err, after.Epoch)
	}
	if err := d.ChangeAccount(ctx, "test", "lin", "", noon, func(a *assess.Account) { a.Disabled = true }); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Authenticate(ctx, "lin", "another horse"); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("a disabled account: %v, want ErrForbidden", err)
	}
	for _, bad := range []struct {
		a        assess.Account
		password string
		want     error
	}{
		{assess.Account{Name: "ma", Role: assess.RoleViewer}, "long enough it is", assess.ErrConflict},
		{assess.Account{Name: "short", Role: assess.RoleViewer}, "short", assess.ErrInvalid},
		{assess.Account{Name: "a b", Role: assess.RoleViewer}, "long enough it is", assess.ErrInvalid},
		{assess.Account{Name: "no", Role: "king"}, "long enough it is", assess.ErrInvalid},
		{assess.Account{Name: "no", Role: assess.RoleFiller}, "long enough it is", assess.ErrInvalid},
		{assess.Account{Name: "no", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"*"}}, "long enough it is", assess.ErrInvalid},
	} {
		if err := d.AddAccount(ctx, "test", bad.a, bad.password, noon); !errors.Is(err, bad.want) {
			t.Errorf("add %+v: %v, want %v", bad.a, err, bad.want)
		}
	}
}

func TestSessionsEnd(t *testing.T) {
	d := office(t)
	now := noon
	s := d.Sessions(func() time.Time { return now })
	if err := s.Commit("a", []byte("x"), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if b, ok, err := s.Find("a"); err != nil || !ok || string(b) != "x" {
		t.Errorf("Find = %q %v %v", b, ok, err)
	}
	now = noon.Add(time.Hour)
	if _, ok, err := s.Find("a"); err != nil || ok {
		t.Errorf("an ended session is found: %v", err)
	}
}

// A run that began in the same second, before the sheet was there, does not stand for it.
func TestAnApprovalAsksForARunOfItsOwn(t *testing.T) {
	ctx, d := t.Context(), office(t)
	if ran, err := d.BeginSourceRun(ctx, assess.FilledSource, noon, "hand", noon, time.Hour); err != nil || !ran {
		t.Fatal(ran, err)
	}
	must(t)(d.SaveFilling(ctx, "lin", sheet(0), rows, noon))
	must(t)(d.SubmitFilling(ctx, "lin", sheet(1), false, noon))
	must(t)(d.ApproveFilling(ctx, "zhou", sheet(2), noon))
	if asked, err := d.RequestedSourceRuns(ctx); err != nil || len(asked) != 1 {
		t.Errorf("%d runs are asked for, %v, want 1", len(asked), err)
	}
}
