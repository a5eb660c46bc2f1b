package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

// fillScheme has two indicators of the electricity company, both handed in.
const fillScheme = `
scheme: fill-2022
year: 2022
title: {zh: 试验方案, en: Scheme of a test}
population: county
note: {zh: 试验用, en: For a test}
fill_deadline_workdays: 5
themes:
  - id: T04
    name: {zh: 获得电力, en: Getting electricity}
    indicators:
      - {id: EL01, weight: 60, best: 1, worst: 11, target: 1, min_sample: 30}
      - {id: EL03, weight: 40, best: 100, worst: 60, target: 99, min_sample: 30}
`

// person is somebody with a browser.
type person struct {
	*testing.T
	*http.Client
	url string
}

func (p person) send(want int, req *http.Request) string {
	p.Helper()
	res, err := p.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.Fatal(err)
	}
	if res.StatusCode != want {
		p.Fatalf("%s %s = %d, want %d", req.Method, req.URL.Path, res.StatusCode, want)
	}
	return string(body)
}

func (p person) get(path string) string {
	req, _ := http.NewRequest("GET", p.url+path, nil)
	return p.send(200, req)
}

func (p person) post(want int, path string, fields map[string]string) string {
	v := url.Values{}
	for name, text := range fields {
		v.Set(name, text)
	}
	req, _ := http.NewRequest("POST", p.url+path, strings.NewReader(v.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.send(want, req)
}

func (p person) form(want int, path string, fields map[string]string, file string) string {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, text := range fields {
		_ = m.WriteField(name, text)
	}
	w, _ := m.CreateFormFile("EL01.file", file)
	_, _ = io.WriteString(w, "%PDF-1.7\n")
	_ = m.Close()
	req, _ := http.NewRequest("POST", p.url+path, &body)
	req.Header.Set("Content-Type", m.FormDataContentType())
	return p.send(want, req)
}

// TestFillInApproveLoadShow is the whole way of a value that is filled in: accounts at the command line, the form and its
// checks, the second person, the pipeline, the score, and the page that says who.
func TestFillInApproveLoadShow(t *testing.T) {
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	ctx, dir := t.Context(), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("password", "correct horse battery\n")
	write("conf/schemes/2022.yaml", fillScheme)
	write("inbox/reported/部门填报指标值_2022-09-30.csv", "指标代码,区划代码,期间,指标值,样本量,填报部门\nEL01,330482,2022,6,60,GDGS\nEL03,330482,2022,80,60,GDGS\n")
	for _, args := range [][]string{{"lin", "--role", "filler", "--department", "GDGS"}, {"zhou", "--role", "reviewer", "--department", "all"}} {
		args = append([]string{"user", "add", "--data", dir, "--password-file", filepath.Join(dir, "password")}, args...)
		if code := run(ctx, args, io.Discard, io.Discard); code != 0 {
			t.Fatalf("%v = %d", args, code)
		}
	}
	h, err := (&home{Data: dir, Database: "yingshang"}).open(ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	}()
	if err := h.control.SetSetting(ctx, settingAsOf, "2022-09-30"); err != nil {
		t.Fatal(err)
	}
	pass := func() {
		t.Helper()
		if _, err := h.planner.Pass(ctx); err != nil {
			t.Fatal(err)
		}
		if err := h.watch.Refresh(context.WithoutCancel(ctx)); err != nil {
			t.Fatal(err)
		}
	}
	pass()
	reader, err := h.reader(store.Everything())
	if err != nil {
		t.Fatal(err)
	}
	total := func() float64 {
		t.Helper()
		a, err := reader.Assessment(ctx, "330482", 2022)
		if err != nil || len(a.Nodes) == 0 || a.Nodes[0].Score == nil {
			t.Fatalf("assessment: %d nodes, %v", len(a.Nodes), err)
		}
		return *a.Nodes[0].Score
	}
	if got := total(); math.Abs(got-50) > 1e-9 { // (11−6)/10 = 50 and (80−60)/40 = 50
		t.Errorf("before: %v, want 50", got)
	}
	ts := httptest.NewServer(h.pages(reader, h.regions["330482"].Region, false))
	defer ts.Close()
	login := func(name string) person {
		jar, _ := cookiejar.New(nil)
		p := person{t, &http.Client{Jar: jar, Timeout: time.Minute}, ts.URL}
		p.post(200, "/login", map[string]string{"name": name, "password": "correct horse battery", "next": "/fill"})
		return p
	}
	lin, zhou := login("lin"), login("zhou")
	version := func(page string) string {
		t.Helper()
		m := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)
		if m == nil {
			t.Fatal("no form")
		}
		return m[1]
	}
	const at = "/fill/GDGS/2022"
	if list := lin.get("/fill"); !strings.Contains(list, "2023-01-09") { // the 5th working day after 2022: 3 to 6, then 9 January
		t.Error("the list does not name the deadline")
	}
	fields := map[string]string{"version": version(lin.get(at)), "act": "submit", "EL01.value": "3", "EL01.n": "60", "EL01.status": "measured",
		"EL03.value": "九成", "EL03.n": "60", "EL03.denominator": "0", "EL03.note": "含线上预约"}
	refused := lin.form(422, at, fields, "台账.pdf")
	for _, want := range []string{"数值不是数字", "分母为零,请核对", `value="九成"`, "含线上预约", "台账.pdf"} {
		if !strings.Contains(strings.ReplaceAll(refused, "，", ","), want) {
			t.Errorf("the refused form does not say %q", want)
		}
	}
	fields["version"], fields["EL03.value"], fields["EL03.denominator"] = version(refused), "90", ""
	if sent := lin.form(200, at, fields, "台账.pdf"); !strings.Contains(sent, "待审核") {
		t.Error("the sheet was not submitted")
	}
	pass()
	if got := total(); math.Abs(got-50) > 1e-9 {
		t.Errorf("before it is approved: %v, want 50", got)
	}
	zhou.post(200, at, map[string]string{"version": version(zhou.get(at)), "act": "approve"})
	pass()
	if got := total(); math.Abs(got-78) > 1e-9 { // 0.6·(11−3)/10 + 0.4·(90−60)/40 = 48 + 30
		t.Errorf("approved: %v, want 78", got)
	}
	f, err := h.control.Filling(ctx, "GDGS", "2022")
	if err != nil || f.State != assess.FillLoaded {
		t.Fatalf("the sheet is %s: %s, %v", f.State, f.Note.EN, err)
	}
	nobody := person{t, http.DefaultClient, ts.URL}
	page := nobody.get("/i/EL01")
	for _, want := range []string{"lin，", "zhou，", "台账.pdf", "SHA-256", fmt.Sprintf("填报_GDGS_2022_%d_", f.HandIn)} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of EL01 does not say %q", want)
		}
	}
	if strings.Contains(nobody.get("/i/EL03"), "台账.pdf") {
		t.Error("the page of EL03 names the file behind EL01")
	}
	if back := lin.get(at); !strings.Contains(back, "已入库") {
		t.Error("the sheet does not say that it is in")
	}
}
