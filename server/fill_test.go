package server

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/sql/control"
)

// desk is a server with the people of the tests: lin and ma fill in for GDGS, zhou reviews it, an fills in for FY, root
// administers.
type desk struct {
	*testing.T
	h       http.Handler
	control *control.DB
	dir     string
	now     time.Time
}

const password = "correct horse battery"

func fillConfig(t *testing.T, f *fakeStore, dir string) Config {
	t.Helper()
	db, err := control.Open(context.Background(), filepath.Join(dir, "control.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c := config(t, f)
	c.Fill = &Fill{
		Control: db, Evidence: filepath.Join(dir, "evidence"),
		Today: func(context.Context) (time.Time, error) { return at("2022-09-30"), nil },
		Judge: func(_ context.Context, rows [][]string) ([]assess.Reject, error) {
			var found []assess.Reject
			for i, r := range rows {
				var reasons []assess.Reason
				if r[3] == "" && (r[7] == "" || r[7] == "measured") {
					reasons = append(reasons, assess.Reason{Code: "no_value", Text: assess.Text{ZH: "数值为空", EN: "The value is missing"}})
				}
				if strings.Contains(r[3], "成") {
					reasons = append(reasons, assess.Reason{Code: "bad_value", Text: assess.Text{ZH: "数值不是数字", EN: "The value is no number"}})
				}
				if r[5] == "0" {
					reasons = append(reasons, assess.Reason{Code: "not_quotient", Text: assess.Text{ZH: "分母为零", EN: "The denominator is zero"}})
				}
				if reasons != nil {
					found = append(found, assess.Reject{Line: uint32(i + 2), Reasons: reasons})
				}
			}
			return found, nil
		},
	}
	return c
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, dir: t.TempDir(), now: at("2022-09-30 10:00")}
	c := fillConfig(t, newFixture(t), d.dir)
	c.Now = func() time.Time { return d.now }
	d.control, d.h = c.Fill.Control, New(c)
	for _, a := range []assess.Account{
		{Name: "lin", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "ma", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "an", Role: assess.RoleFiller, Departments: []assess.DepartmentCode{"FY"}},
		{Name: "zhou", Role: assess.RoleReviewer, Departments: []assess.DepartmentCode{"GDGS"}},
		{Name: "root", Role: assess.RoleAdmin},
	} {
		if err := d.control.AddAccount(context.Background(), "test", a, password, d.now); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// send sends a request with a person's cookie; nobody's when it is empty.
func (d *desk) send(method, target, cookie, kind string, body io.Reader) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, body)
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

const formKind = "application/x-www-form-urlencoded"

// login returns a person's cookie.
func (d *desk) login(name string) string {
	d.Helper()
	w := d.send("POST", "/login", "", formKind, strings.NewReader(url.Values{"name": {name}, "password": {password}}.Encode()))
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		d.Fatalf("log-in of %s = %d", name, w.Code)
	}
	c := w.Result().Cookies()[0]
	return c.Name + "=" + c.Value
}

// upload is a file of a form.
type upload struct{ field, name, body string }

// form sends a sheet's form.
func (d *desk) form(cookie, target string, fields map[string]string, files ...upload) *httptest.ResponseRecorder {
	d.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, v := range fields {
		_ = m.WriteField(name, v)
	}
	for _, f := range files {
		w, err := m.CreateFormFile(f.field, f.name)
		if err != nil {
			d.Fatal(err)
		}
		_, _ = io.WriteString(w, f.body)
	}
	_ = m.Close()
	return d.send("POST", target, cookie, m.FormDataContentType(), &body)
}

// good are fields of GDGS's sheet that pass the checks.
func good(version, act string, more ...string) map[string]string {
	f := map[string]string{"version": version, "act": act, "EL01.value": "2.05", "EL01.n": "60", "EL02.value": "0.9", "EL02.note": "滚动12个月", "EL03.status": "no_practice"}
	for i := 0; i+1 < len(more); i += 2 {
		f[more[i]] = more[i+1]
	}
	return f
}

func (d *desk) filling() assess.Filling {
	d.Helper()
	f, err := d.control.Filling(context.Background(), "GDGS", "2022")
	if err != nil {
		d.Fatal(err)
	}
	return f
}

const gdgs = "/fill/GDGS/2022"

// expect fails the test unless an answer has a status and holds words.
func (d *desk) expect(w *httptest.ResponseRecorder, status int, words ...string) {
	d.Helper()
	if w.Code != status {
		d.Errorf("status %d, want %d", w.Code, status)
	}
	for _, word := range words {
		if !strings.Contains(w.Body.String(), word) {
			d.Errorf("the answer does not say %q", word)
		}
	}
}

func TestTwoPersonsFillInAndApprove(t *testing.T) {
	d := newDesk(t)
	lin, zhou := d.login("lin"), d.login("zhou")
	d.expect(d.send("GET", "/fill", lin, "", nil), 200, "有 1 张表待填报", "/fill/GDGS/2022", "2023-01-16")
	d.expect(d.send("GET", gdgs, lin, "", nil), 200, `name="EL01.value"`, `name="EL03.status"`, "本期现值")
	w := d.form(lin, gdgs, good("0", "save"))
	d.expect(w, http.StatusSeeOther)
	d.expect(d.send("GET", w.Header().Get("Location"), lin, "", nil), 200, "已存为草稿", `value="2.05"`, "滚动12个月")
	d.expect(d.form(lin, gdgs, good("1", "check")), 200, "检查通过")
	d.expect(d.form(lin, gdgs, good("2", "submit"), upload{"EL01.file", "台账.pdf", "%PDF-1.7\n"}), http.StatusSeeOther)
	if f := d.filling(); f.State != assess.FillSubmitted || f.SubmittedBy != "lin" || f.Late {
		t.Fatalf("submitted: %+v", f)
	}
	version := fmt.Sprint(d.filling().Version)
	decide := func(cookie string, pairs ...string) *httptest.ResponseRecorder {
		v := url.Values{"version": {version}}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return d.send("POST", gdgs, cookie, formKind, strings.NewReader(v.Encode()))
	}
	d.expect(d.send("GET", gdgs, zhou, "", nil), 200, "台账.pdf", `value="approve"`, "2.05")
	d.expect(decide(zhou, "act", "return"), http.StatusUnprocessableEntity, "退回要写明原因")
	d.expect(decide(lin, "act", "approve"), http.StatusForbidden, "不能自己审核")
	d.expect(decide(d.login("an"), "act", "approve"), http.StatusForbidden, "没有这项权限")
	d.expect(decide(d.login("root"), "act", "approve"), http.StatusForbidden)
	d.expect(decide(zhou, "act", "return", "reason", "样本量不对"), http.StatusSeeOther)
	d.expect(d.send("GET", gdgs, lin, "", nil), 200, "zhou 退回了这张表", "样本量不对", `value="2.05"`)
	d.expect(decide(zhou, "act", "approve"), http.StatusConflict)
	d.expect(d.form(lin, gdgs, good(fmt.Sprint(d.filling().Version), "submit", "EL01.n", "61")), http.StatusSeeOther)
	version = fmt.Sprint(d.filling().Version)
	d.expect(decide(zhou, "act", "approve"), http.StatusSeeOther)
	waiting, err := d.control.WaitingHandIns(context.Background())
	if err != nil || len(waiting) != 1 || waiting[0].Rows[0].N != "61" || len(waiting[0].Evidence) != 1 {
		t.Fatalf("waiting: %+v, %v", waiting, err)
	}
	d.expect(d.send("GET", gdgs, lin, "", nil), 200, "等装载")
	d.expect(d.send("GET", gdgs+".csv", lin, "", nil), 200, "EL01", "2.05")
	d.expect(d.send("GET", "/fill.json", zhou, "", nil), 200, `"due_on"`)
}

func TestFaultsStandBesideTheirFieldsAndNothingIsLost(t *testing.T) {
	d := newDesk(t)
	lin := d.login("lin")
	w := d.form(lin, gdgs, good("0", "submit", "EL01.value", "九成", "EL01.denominator", "0", "EL02.value", ""))
	d.expect(w, http.StatusUnprocessableEntity, "发现 3 处问题", `value="九成"`, "滚动12个月", `id="EL01.value-fault"`, `id="EL01.denominator-fault"`, `id="EL02.value-fault"`)
	if f := d.filling(); f.State != assess.FillDraft || f.Rows[0].Value != "九成" {
		t.Errorf("after a refused submission: %+v", f)
	}
	d.expect(d.form(lin, gdgs+"?lang=en", good("1", "check", "EL02.value", "")), 200, "1 fault found", "The value is missing")
}

func TestTheSecondWhoSavesLosesNothing(t *testing.T) {
	d := newDesk(t)
	lin, ma := d.login("lin"), d.login("ma")
	d.expect(d.form(lin, gdgs, good("0", "save")), http.StatusSeeOther)
	w := d.form(ma, gdgs, good("0", "save", "EL01.value", "3.14", "EL02.note", "我的说明"), upload{"EL01.file", "a.pdf", "%PDF-1.7\n"})
	d.expect(w, http.StatusConflict, "lin 在您填写期间已保存", `value="3.14"`, "我的说明", "lin 存的是：2.05", "a.pdf", `name="version" value="2"`)
	if f := d.filling(); f.Rows[0].Value != "2.05" {
		t.Errorf("the first value became %q", f.Rows[0].Value)
	}
	d.expect(d.form(ma, gdgs, good("2", "save", "EL01.value", "3.14")), http.StatusSeeOther)
	if f := d.filling(); f.Rows[0].Value != "3.14" {
		t.Errorf("saved again, the value is %q", f.Rows[0].Value)
	}
	d.expect(d.form(lin, gdgs, good("3", "submit")), http.StatusSeeOther)
	d.expect(d.form(ma, gdgs, good("3", "save", "EL01.value", "9.99")), http.StatusConflict)
}

func TestEvidenceIsTakenByItsContent(t *testing.T) {
	d := newDesk(t)
	lin := d.login("lin")
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"} {
		f, _ := z.Create(name)
		_, _ = io.WriteString(f, "<x/>")
	}
	_ = z.Close()
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
	for _, tt := range []struct {
		file   upload
		taken  bool
		reason string
	}{
		{upload{"EL01.file", "a.pdf", "%PDF-1.7\n1"}, true, ""},
		{upload{"EL01.file", "a.png", png}, true, ""},
		{upload{"EL01.file", "a.jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00"}, true, ""},
		{upload{"EL01.file", "a.xlsx", book.String()}, true, ""},
		{upload{"EL01.file", "a.csv", "指标,值\nEL01,2\n"}, true, ""},
		{upload{"EL01.file", "gb.csv", "\xd6\xb8\xb1\xea,\xd6\xb5\nEL01,2\n"}, true, ""},
		{upload{"EL01.file", `C:\x\..\b.pdf`, "%PDF-1.7\n2"}, true, ""},
		{upload{"EL01.file", "page.pdf", "<!doctype html><script>alert(1)</script>"}, false, "按内容判断"},
		{upload{"EL01.file", "page.csv", "<!doctype html><script>alert(1)</script>"}, false, "按内容判断"},
		{upload{"EL01.file", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"}, false, "按内容判断"},
		{upload{"EL01.file", "a.exe", "MZ\x90\x00"}, false, "按内容判断"},
		{upload{"EL01.file", "pdf.png", "%PDF-1.7\n"}, false, "按内容判断"},
		{upload{"EL01.file", "a.zip.xlsx", "PK\x05\x06" + strings.Repeat("\x00", 18)}, false, "按内容判断"},
		{upload{"EL01.file", "empty.pdf", ""}, false, "空文件"},
		{upload{"EL01.file", "big.pdf", "%PDF-1.7\n" + strings.Repeat("x", maxEvidence)}, false, "超过 20 MB"},
	} {
		before, _ := d.control.EvidenceOf(t.Context(), "GDGS", "2022")
		w := d.form(lin, gdgs, good(fmt.Sprint(d.filling().Version), "save", "EL02.note", tt.file.name), tt.file)
		after, _ := d.control.EvidenceOf(t.Context(), "GDGS", "2022")
		if taken := len(after) == len(before)+1; taken != tt.taken {
			t.Errorf("%s: taken %v, want %v", tt.file.name, taken, tt.taken)
		}
		if tt.taken {
			d.expect(w, http.StatusSeeOther)
		} else {
			d.expect(w, http.StatusUnprocessableEntity, tt.reason, "已存为草稿")
		}
		if f := d.filling(); f.Rows[1].Note != tt.file.name {
			t.Errorf("%s: what was typed was lost: %q", tt.file.name, f.Rows[1].Note)
		}
	}
	left, err := filepath.Glob(filepath.Join(d.dir, "evidence", ".coming-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("unfinished files stay: %v %v", left, err)
	}
	files, _ := d.control.EvidenceOf(t.Context(), "GDGS", "2022")
	for _, e := range files {
		if strings.ContainsAny(e.Name, `/\`) {
			t.Errorf("a name with a folder: %q", e.Name)
		}
	}
	address := fmt.Sprintf("/fill/evidence/%d", files[0].ID)
	w := d.send("GET", address, lin, "", nil)
	d.expect(w, 200, "%PDF-1.7\n1")
	if h := w.Header(); !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Type") != "application/pdf" {
		t.Errorf("headers of a download: %v", h)
	}
	d.expect(d.send("GET", address, "", "", nil), http.StatusSeeOther)
	d.expect(d.send("GET", address, d.login("an"), "", nil), http.StatusForbidden)
	d.expect(d.send("GET", address, d.login("root"), "", nil), 200)
	d.expect(d.send("GET", "/fill/evidence/99999", lin, "", nil), http.StatusNotFound)
	if err := os.RemoveAll(filepath.Join(d.dir, "evidence")); err != nil {
		t.Fatal(err)
	}
	d.expect(d.send("GET", address, lin, "", nil), http.StatusInternalServerError)
	d.expect(d.form(lin, gdgs, good(fmt.Sprint(d.filling().Version), fmt.Sprintf("drop.%d", files[0].ID))), http.StatusSeeOther)
	if after, _ := d.control.EvidenceOf(t.Context(), "GDGS", "2022"); len(after) != len(files)-1 {
		t.Errorf("%d files after one was taken off, want %d", len(after), len(files)-1)
	}
}

func TestWhoMayNotIsToldSo(t *testing.T) {
	d := newDesk(t)
	w := d.send("GET", gdgs, "", "", nil)
	d.expect(w, http.StatusSeeOther)
	if to := w.Header().Get("Location"); to != "/login?next=%2Ffill%2FGDGS%2F2022" {
		t.Errorf("led to %q", to)
	}
	d.expect(d.form("", gdgs, good("0", "save")), http.StatusUnauthorized, "登录已过期")
	d.expect(d.form("yingshang=invented", gdgs, good("0", "save")), http.StatusUnauthorized)
	an := d.login("an")
	d.expect(d.send("GET", gdgs, an, "", nil), http.StatusForbidden, "没有这项权限")
	d.expect(d.form(an, gdgs, good("0", "save")), http.StatusForbidden)
	d.expect(d.form(d.login("zhou"), gdgs, good("0", "save")), http.StatusForbidden)
	for _, path := range []string{"/fill/GDGS/2023", "/fill/GDGS/2022-13", "/fill/NO/2022", "/fill/BDC/2031"} {
		d.expect(d.send("GET", path, d.login("root"), "", nil), http.StatusNotFound)
	}
	d.expect(d.send("GET", "/", "", "", nil), 200)
	if d.filling().Version != 0 {
		t.Error("something was saved")
	}
}

func TestARequestFromAnotherSiteIsRefused(t *testing.T) {
	d := newDesk(t)
	lin := d.login("lin")
	for _, target := range []string{"/login", "/logout", gdgs} {
		r := httptest.NewRequest("POST", target, strings.NewReader("name=lin&password="+url.QueryEscape(password)))
		r.Header.Set("Content-Type", formKind)
		r.Header.Set("Cookie", lin)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		w := httptest.NewRecorder()
		d.h.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("POST %s from another site = %d, want 403", target, w.Code)
		}
	}
	d.expect(d.send("GET", "/fill", lin, "", nil), 200) // still logged in
}

func TestLogIn(t *testing.T) {
	d := newDesk(t)
	try := func(name, pass string) *httptest.ResponseRecorder {
		return d.send("POST", "/login", "", formKind, strings.NewReader(url.Values{"name": {name}, "password": {pass}, "next": {"/fill"}}.Encode()))
	}
	wrong, unknown := try("lin", "not this one"), try("nobody", "not this one")
	d.expect(wrong, http.StatusUnauthorized, "账号或密码不对")
	if a, b := strings.ReplaceAll(wrong.Body.String(), `value="lin"`, ""), strings.ReplaceAll(unknown.Body.String(), `value="nobody"`, ""); a != b {
		t.Error("an unknown name is told something else than a wrong password")
	}
	w := d.send("POST", "/login", "", formKind, strings.NewReader(url.Values{"name": {"zhou"}, "password": {password}}.Encode()))
	c := w.Result().Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" {
		t.Errorf("cookie %+v", c)
	}
	for range nameBurst {
		try("lin", "not this one")
	}
	d.expect(try("lin", password), http.StatusTooManyRequests, "过一分钟再试")
	d.expect(try("ma", password), http.StatusSeeOther) // another name is not held up
	d.now = d.now.Add(time.Minute)
	d.expect(try("lin", password), http.StatusSeeOther)
	for next, want := range map[string]string{
		"/fill/GDGS/2022?lang=en": "/fill/GDGS/2022?lang=en", "https://elsewhere/fill": "/fill", "//elsewhere/fill": "/fill", `/\elsewhere`: "/fill", "/logout": "/fill", "": "/fill",
	} {
		if got := safeNext(next); got != want {
			t.Errorf("safeNext(%q) = %q, want %q", next, got, want)
		}
	}
}

func TestSessionsOutlastARestartAndEndWithTheAccount(t *testing.T) {
	d := newDesk(t)
	lin := d.login("lin")
	c := config(t, newFixture(t))
	c.Now = func() time.Time { return d.now }
	c.Fill = &Fill{Control: d.control, Evidence: d.dir, Today: func(context.Context) (time.Time, error) { return at("2022-09-30"), nil }}
	d.h = New(c) // another process over the same store
	d.expect(d.send("GET", "/fill", lin, "", nil), 200)
	d.expect(d.send("POST", "/logout", lin, formKind, nil), http.StatusSeeOther)
	d.expect(d.send("GET", "/fill", lin, "", nil), http.StatusSeeOther)
	lin = d.login("lin")
	if err := d.control.ChangeAccount(t.Context(), "test", "lin", "", d.now, func(a *assess.Account) { a.Departments = []assess.DepartmentCode{"FY"} }); err != nil {
		t.Fatal(err)
	}
	d.expect(d.send("GET", "/fill", lin, "", nil), http.StatusSeeOther)
	zhou := d.login("zhou")
	d.now = time.Now().Add(sessionIdles + time.Minute) // the session manager has a clock of its own
	d.expect(d.send("GET", "/fill", zhou, "", nil), http.StatusSeeOther)

	c.Fill.TLS = true
	d.h = New(c)
	w := d.send("POST", "/login", "", formKind, strings.NewReader(url.Values{"name": {"ma"}, "password": {password}}.Encode()))
	if cookie := w.Result().Cookies()[0]; !cookie.Secure || cookie.Name != "__Host-yingshang" {
		t.Errorf("cookie behind TLS: %+v", cookie)
	}
}

func TestDeadlines(t *testing.T) {
	s := &server{Config: Config{Schemes: fixtureSchemes(t), Calendar: calendar.Default()}}
	_, last := calendar.Default().Covered()
	for _, tt := range []struct {
		period, today string
		want          string
	}{
		{"2022", "2022-09-30", "2023-01-16 72 false 0"}, // 18 in October with its two make-up days, 22, 22, and 10 from 3 January
		{"2022-09", "2022-10-20", "2022-10-19 -1 true 0"},
		{"2022-09", "2022-10-19", "2022-10-19 0 false 0"},
		{fmt.Sprint(last), fmt.Sprint(last, "-12-01"), fmt.Sprintf("0001-01-01 0 false %d", last+1)},
	} {
		p, err := assess.ParsePeriod(tt.period)
		if err != nil {
			t.Fatal(err)
		}
		d := s.deadline(p, at(tt.today))
		if got := fmt.Sprint(d.Due.Format(time.DateOnly), " ", d.Left, " ", d.Over, " ", d.Unknown); got != tt.want {
			t.Errorf("deadline of %s on %s: %s, want %s", tt.period, tt.today, got, tt.want)
		}
	}
}

// A late sheet is taken and says that it was late; a deadline that nobody knows says so.
func TestLateSheets(t *testing.T) {
	d := newDesk(t)
	c := fillConfig(t, newFixture(t), t.TempDir())
	_, last := calendar.Default().Covered()
	c.Fill.Control, c.Now = d.control, func() time.Time { return d.now }
	c.Fill.Today = func(context.Context) (time.Time, error) { return at(fmt.Sprint(last, "-03-01")), nil }
	d.h = New(c)
	lin := d.login("lin")
	d.expect(d.send("GET", gdgs, lin, "", nil), 200, "已逾期")
	d.expect(d.form(lin, gdgs, good("0", "submit")), http.StatusSeeOther)
	if !d.filling().Late {
		t.Error("a late sheet is not marked")
	}
	d.expect(d.send("GET", "/fill", lin, "", nil), 200, "逾期提交")
	d.expect(d.send("GET", "/fill/GDGS/2022-12", lin, "", nil), 200)
}

func TestAPageSaysWhoFilledInAndApproved(t *testing.T) {
	d := newDesk(t)
	f := newFixture(t)
	lin := d.login("lin")
	d.expect(d.form(lin, gdgs, good("0", "submit"), upload{"EL01.file", "台账.pdf", "%PDF-1.7\n"}), http.StatusSeeOther)
	if _, err := d.control.ApproveFilling(t.Context(), "zhou", control.Sheet{Department: "GDGS", Period: "2022", Version: d.filling().Version}, d.now); err != nil {
		t.Fatal(err)
	}
	h, err := d.control.WaitingHandIns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h[0].State, h[0].Load = assess.FillLoaded, 4711
	if err := d.control.EndHandIn(t.Context(), h[0], d.now); err != nil {
		t.Fatal(err)
	}
	f.cases["EL01"] = assess.CaseList{Total: 1, Rows: []assess.CaseRow{{Cells: nil, Source: assess.FilledSource, Load: 4711, Line: 2, File: "填报_GDGS.csv"}}}
	c := fillConfig(t, f, t.TempDir())
	c.Fill.Control = d.control
	d.h = New(c)
	d.expect(d.send("GET", "/i/EL01", "", "", nil), 200, "lin", "zhou", "台账.pdf", "/fill/evidence/1", h[0].Evidence[0].SHA256[:12])
	if w := d.send("GET", "/i/EL03", "", "", nil); strings.Contains(w.Body.String(), "台账.pdf") {
		t.Error("another indicator names the file")
	}
}
