package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scheme"
)

// ask sends a request to h.
func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// everyPage are all pages of the fixture, in both languages.
func everyPage() []string {
	var out []string
	for _, path := range []string{
		"/", "/indicators", "/i/RP03", "/i/RP03?split=mortgagee", "/i/RP07", "/indicators?q=qdjd&light=g&department=BDC&theme=T08", "/indicators?q=%E6%97%A0%E6%AD%A4", "/i/TB02", "/i/WG03", "/i/BT01", "/explain", "/explain?theme=T08", "/explain?theme=T08&indicator=RP03",
		"/explain?indicator=RP04&page=2", "/whatif", "/whatif?i1=TB02&x1=3&goal=score&score=95&m1=CR01&c1=2", "/whatif?i1=TB02&x1=3&x2=9&by=CP01", "/pipeline", "/rejects", "/rejects?source=release_bank&reason=before_payoff&page=1", "/rejects?load=780", "/report", "/report/2022", "/dept/BDC", "/dept/JSJ",
		"/cases", "/cases?clock=service_case&state=late", "/cases?indicator=RP03&year=2022", "/cases/service_case/2200000001", "/cases/service_case/2200000002",
		"/reform", "/reform/mortgage_release", "/reform/joint_acceptance",
		"/plan", "/plan?show=all", "/plan?department=BDC&state=late", "/plan?department=XX&state=done",
		"/trend", "/trend?year=2020", "/tier", "/tier?year=2021", "/tier?year=2020", "/tier/robust", "/tier/robust?show=all", "/compare", "/compare?with=990004&show=all", "/method", "/method?year=2019&from=2021&to=2022",
		"/editions", "/editions/2021-1", "/editions/2021-2",
	} {
		sep := "?"
		if strings.Contains(path, "?") {
			sep = "&"
		}
		out = append(out, path, path+sep+"lang=en")
	}
	return out
}

func TestEveryPageAnswers(t *testing.T) {
	h := New(config(t, newFixture(t)))
	for _, path := range everyPage() {
		w := ask(h, "GET", path)
		body := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("GET %s = %d, want 200", path, w.Code)
			continue
		}
		if !strings.Contains(body, "演示数据") {
			t.Errorf("GET %s does not say 演示数据", path)
		}
		for _, bad := range []string{"http://", "https://", "<no value>", "%!", " style=", "<style", "onclick=", "NaN"} {
			if strings.Contains(strings.ReplaceAll(body, "http://www.w3.org/2000/svg", ""), bad) {
				t.Errorf("GET %s holds %q", path, bad)
			}
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	f := newFixture(t)
	f.hook = func(_ context.Context, method string) error {
		if method == "Months" {
			panic("boom")
		}
		return nil
	}
	h := New(config(t, f))
	sheet := ""
	for url, a := range page.Assets() {
		if a.Path == "yingshang.css" {
			sheet = url
		}
	}
	for _, tt := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 200}, {"HEAD", "/", 200}, {"GET", "/cockpit.csv", 200}, {"GET", "/cockpit.json", 200}, {"GET", "/cockpit.xlsx", 200},
		{"GET", "/nothing", 404}, {"POST", "/", 405}, {"GET", "/?year=abc", 400}, {"GET", "/i/RP03", 500}, {"GET", sheet, 200},
		{"GET", "/assets/0/no.css", 404}, {"GET", "/healthz", 200}, {"GET", "/readyz", 200},
	} {
		w := ask(h, tt.method, tt.path)
		if w.Code != tt.status {
			t.Errorf("%s %s = %d, want %d", tt.method, tt.path, w.Code, tt.status)
		}
		for header, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"} {
			if got := w.Header().Get(header); got != want {
				t.Errorf("%s %s: %s = %q, want %q", tt.method, tt.path, header, got, want)
			}
		}
		if w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s %s has no request id", tt.method, tt.path)
		}
	}
}

func TestFailuresSpeakToPeople(t *testing.T) {
	const secret = "dial tcp 10.1.2.3: SELECT secret"
	for _, tt := range []struct {
		name, path string
		err        error
		status     int
		want       string
	}{
		{"no such page", "/nothing", nil, 404, "没有这个页面"},
		{"in English", "/nothing?lang=en", nil, 404, "There is no such page"},
		{"no such indicator", "/i/XX99", nil, 404, "没有这项内容"},
		{"no such year", "/?year=1999", nil, 404, "没有这项内容"},
		{"no such region", "/?region=330400", nil, 404, "没有这项内容"},
		{"no such theme", "/explain?theme=T99", nil, 404, "没有这项内容"},
		{"an indicator of another theme", "/explain?theme=T03&indicator=RP03", nil, 404, "没有这项内容"},
		{"no such table", "/cockpit.csv?table=nothing", nil, 404, "没有这项内容"},
		{"a page behind the end", "/rejects?page=99", nil, 404, "没有这项内容"},
		{"a year to explain from that has no result", "/explain?from=2020", nil, 404, "没有这项内容"},
		{"a year to explain from that is none", "/explain?from=x", nil, 400, "地址里的条件看不懂"},
		{"a region to compare with that has no score", "/compare?with=990099", nil, 404, "没有这项内容"},
		{"a page of cases behind the end", "/explain?indicator=RP03&page=99", nil, 404, "没有这项内容"},
		{"a year without a result", "/trend?year=2019", nil, 404, "没有这项内容"},
		{"a year of a trend that is none", "/trend?year=x", nil, 400, "地址里的条件看不懂"},
		{"a scheme that there is not", "/method?from=1999", nil, 404, "没有这项内容"},
		{"a reform that there is not", "/reform/none", nil, 404, "没有这项内容"},
		{"a reform cannot be counted", "/reform/mortgage_release", errors.New(secret), 500, "系统出错了"},
		{"a year to compare that is none", "/method?to=next", nil, 400, "地址里的条件看不懂"},
		{"a year that is none", "/?year=abc", nil, 400, "地址里的条件看不懂"},
		{"a page that is none", "/rejects?page=0", nil, 400, "地址里的条件看不懂"},
		{"a load that is none", "/rejects?load=x", nil, 400, "地址里的条件看不懂"},
		{"not found", "/", assess.ErrNotFound, 404, "没有这项内容"},
		{"conflict", "/", fmt.Errorf("publish: %w", assess.ErrConflict), 409, "内容正在变动"},
		{"too slow", "/", context.DeadlineExceeded, 504, "读取超时"},
		{"anything else", "/", errors.New(secret), 500, "系统出错了"},
		{"results cannot be read", "/trend", errors.New(secret), 500, "系统出错了"},
		{"places cannot be read", "/tier?lang=en", errors.New(secret), 500, "Something failed on our side"},
		{"years cannot be read", "/method", errors.New(secret), 500, "系统出错了"},
	} {
		f := newFixture(t)
		f.hook = func(context.Context, string) error { return tt.err }
		var log bytes.Buffer
		c := config(t, f)
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		w := ask(New(c), "GET", tt.path)
		body := w.Body.String()
		if w.Code != tt.status || !strings.Contains(body, tt.want) {
			t.Errorf("%s: GET %s = %d, want %d and %q in\n%.600s", tt.name, tt.path, w.Code, tt.status, tt.want, body)
		}
		if id := w.Header().Get("X-Request-Id"); !strings.Contains(body, id) {
			t.Errorf("%s: the page does not name the request %s", tt.name, id)
		}
		if strings.Contains(body, secret) {
			t.Errorf("%s: the page tells %q", tt.name, secret)
		}
		if tt.status >= 500 && !strings.Contains(log.String(), "request failed") {
			t.Errorf("%s: nothing in the log", tt.name)
		}
	}
}

// Every kind of failure has its words: a key without a text would be shown as it is.
func TestFailuresHaveWords(t *testing.T) {
	keys := []string{"internal"}
	for _, f := range failures {
		keys = append(keys, f.key)
	}
	for _, lang := range page.Languages {
		for _, key := range keys {
			m := page.NewFailure(page.In{Locale: page.LocaleOf(lang)}, key, "7f3a-21c9")
			if strings.Contains(m.H1, "failure.") || strings.Contains(m.State.Title, "failure.") {
				t.Errorf("%s: no words for the failure %q: %q, %q", lang, key, m.H1, m.State.Title)
			}
		}
	}
}

func TestBeforeTheFirstPublication(t *testing.T) {
	f := newFixture(t)
	f.pub, f.pubErr, f.years = assess.Publication{}, assess.ErrNotFound, nil
	h := New(config(t, f))
	f.assessment, f.announced = assess.Assessment{}, nil
	for _, path := range []string{"/", "/indicators", "/explain", "/whatif", "/i/RP03", "/trend", "/tier", "/tier/robust", "/compare"} {
		if w := ask(h, "GET", path); w.Code != 200 || !strings.Contains(w.Body.String(), "还没有发布任何结果") {
			t.Errorf("GET %s = %d, want 200 and the words for nothing published", path, w.Code)
		}
	}
	if w := ask(h, "GET", "/pipeline"); w.Code != 200 || !strings.Contains(w.Body.String(), "个来源") {
		t.Errorf("GET /pipeline = %d, want the sources", w.Code)
	}
	if w := ask(h, "GET", "/method"); w.Code != 200 || !strings.Contains(w.Body.String(), "权重合计正好 100 分") {
		t.Errorf("GET /method = %d, want the rules, which need no publication", w.Code)
	}
	if w := ask(h, "GET", "/cockpit.csv"); w.Code != 404 {
		t.Errorf("GET /cockpit.csv = %d, want 404: there is no table", w.Code)
	}
	if w := ask(h, "GET", "/readyz"); w.Code != 503 {
		t.Errorf("GET /readyz = %d, want 503", w.Code)
	}
	if w := ask(h, "GET", "/healthz"); w.Code != 200 {
		t.Errorf("GET /healthz = %d, want 200", w.Code)
	}
}

// Where the scheme reads its cut-offs off the totals, pages tell those that were kept with the scores.
func TestPagesTellKeptCutoffs(t *testing.T) {
	f := newFixture(t)
	c := config(t, f)
	s := *c.Schemes[2022]
	s.Tiers, s.TierBy = nil, scheme.TierRule{Method: scheme.ByTop, Bounds: []float64{2, 5}}
	c.Schemes[2022] = &s
	told := func(h http.Handler, path string) bool {
		return strings.Contains(ask(h, "GET", path).Body.String(), "83.21")
	}
	paths := []string{"/", "/tier", "/whatif", "/explain", "/method"}
	h := New(c)
	for _, path := range paths {
		if told(h, path) {
			t.Errorf("GET %s tells a cut-off that nobody kept", path)
		}
	}
	f.assessment.Ground = []assess.GroundFact{{Population: string(s.Population), Name: assess.Cutoff(1), Value: 83.21}, {Population: string(s.Population), Name: assess.Cutoff(2), Value: 70}}
	h = New(c)
	for _, path := range paths {
		if !told(h, path) {
			t.Errorf("GET %s does not tell the cut-off of 83.21", path)
		}
	}
}

// A year that was announced and never computed is one that other pages lack: links to them leave it out.
func TestLinksFromAYearThatIsNotPublished(t *testing.T) {
	f := newFixture(t)
	f.announced = append(f.announced, assess.Announced{Region: pinghu, Year: 2023, Tier: 1})
	h := New(config(t, f))
	for path, want := range map[string]string{
		"/tier?year=2021": `href="/indicators"`, "/tier?year=2022": `href="/indicators?year=2022"`, "/trend?year=2023&lang=en": `href="/indicators?lang=en"`,
		"/method?year=2019": `href="/"`, "/tier": `<summary class="btn">2022 年度</summary>`, "/trend": `<summary class="btn">2022 年度</summary>`,
	} {
		if body := ask(h, "GET", path).Body.String(); !strings.Contains(body, want) {
			t.Errorf("GET %s does not hold %s", path, want)
		}
	}
}

func TestReady(t *testing.T) {
	c := config(t, newFixture(t))
	c.Ready = func(context.Context) error { return errors.New("no database") }
	if w := ask(New(c), "GET", "/readyz"); w.Code != 503 || strings.Contains(w.Body.String(), "database") {
		t.Errorf("GET /readyz = %d %q, want 503 and no reason", w.Code, w.Body)
	}
}

func TestAKeptPageCostsNoQuery(t *testing.T) {
	f := newFixture(t)
	h := New(config(t, f))
	first := ask(h, "GET", "/?lang=zh&unknown=1")
	queries := f.count("Assessment") + f.count("Pipeline") + f.count("Years")
	second := ask(h, "GET", "/?lang=zh&unknown=2")
	if again := f.count("Assessment") + f.count("Pipeline") + f.count("Years"); again != queries || queries != 3 {
		t.Errorf("%d queries for the first look and %d for both, want 3 and 3", queries, again)
	}
	if first.Body.String() != second.Body.String() {
		t.Error("two looks at one publication differ")
	}
	f.mu.Lock()
	f.pub.Rev, f.pub.Run = 13, 32
	f.mu.Unlock()
	if third := ask(h, "GET", "/?lang=zh"); !strings.Contains(third.Body.String(), "#13") || f.count("Assessment") != 2 {
		t.Error("a new publication does not make a new page")
	}
}

func TestLedgerPagesAreKeptForAMomentOnly(t *testing.T) {
	f := newFixture(t)
	now := time.Date(2022, 9, 30, 18, 30, 0, 0, assess.Zone)
	c := config(t, f)
	c.Now = func() time.Time { return now }
	h := New(c)
	ask(h, "GET", "/pipeline")
	now = now.Add(keepLedger - time.Millisecond)
	ask(h, "GET", "/pipeline")
	if n := f.count("Pipeline"); n != 1 {
		t.Errorf("%d queries within the moment, want 1", n)
	}
	now = now.Add(time.Millisecond)
	ask(h, "GET", "/pipeline")
	if n := f.count("Pipeline"); n != 2 {
		t.Errorf("%d queries after the moment, want 2", n)
	}
}

// A page takes the publication once: everything it reads is bound to it, even when another is published meanwhile.
func TestAPageIsOfOnePublication(t *testing.T) {
	for _, tt := range []struct {
		path    string
		queries int
	}{{"/i/RP03", 10}, {"/trend", 3}, {"/tier", 3}, {"/method", 2}} {
		f := newFixture(t)
		seen := map[uint64]int{}
		f.hook = func(ctx context.Context, method string) error {
			p, ok := assess.Pinned(ctx)
			if !ok {
				t.Errorf("%s: %s is asked without a publication", tt.path, method)
			}
			f.mu.Lock()
			defer f.mu.Unlock()
			seen[p.Rev]++
			f.pub.Rev++ // somebody publishes between two queries
			return nil
		}
		w := ask(New(config(t, f)), "GET", tt.path)
		if len(seen) != 1 || seen[12] != tt.queries {
			t.Errorf("%s: queries by publication: %v, want %d of publication 12", tt.path, seen, tt.queries)
		}
		if body := w.Body.String(); !strings.Contains(body, "#12") || strings.Contains(body, "#13") {
			t.Errorf("%s names another publication than the one it was made of", tt.path)
		}
	}
}

func TestNotModified(t *testing.T) {
	h := New(config(t, newFixture(t)))
	first := ask(h, "GET", "/")
	tag := first.Header().Get("ETag")
	if tag == "" || !strings.Contains(first.Header().Get("Cache-Control"), "no-cache") {
		t.Fatalf("ETag %q, Cache-Control %q", tag, first.Header().Get("Cache-Control"))
	}
	if w := ask(h, "GET", "/", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("with its own tag: %d and %d bytes, want 304 and none", w.Code, w.Body.Len())
	}
	if w := ask(h, "GET", "/?lang=en", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another page with that tag: %d, want 200", w.Code)
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	h := New(config(t, newFixture(t)))
	if w := ask(h, "POST", "/", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "别的网站") {
		t.Errorf("POST from another site = %d, want 403", w.Code)
	}
	if w := ask(h, "POST", "/", "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST from our own pages = %d, want 405", w.Code)
	}
	if w := ask(h, "GET", "/", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusOK {
		t.Errorf("GET from another site = %d, want 200: a link may lead here", w.Code)
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	h := New(config(t, newFixture(t)))
	for url, a := range page.Assets() {
		w := ask(h, "GET", url, "Accept-Encoding", "gzip")
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("GET %s = %d, Cache-Control %q", url, w.Code, w.Header().Get("Cache-Control"))
		}
		if len(a.Body) > 10_000 && (w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > len(a.Body)/2) {
			t.Errorf("GET %s: %d of %d bytes as %q, want it squeezed", url, w.Body.Len(), len(a.Body), w.Header().Get("Content-Encoding"))
		}
		if plain := ask(h, "GET", url); !bytes.Equal(plain.Body.Bytes(), a.Body) {
			t.Errorf("GET %s without compression differs from the file", url)
		}
	}
	if w := ask(h, "GET", "/", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("a page comes as %q, want gzip", w.Header().Get("Content-Encoding"))
	}
}

func TestManyAtOnce(t *testing.T) {
	f := newFixture(t)
	f.hook = func(context.Context, string) error { time.Sleep(20 * time.Millisecond); return nil }
	h := New(config(t, f))
	done := make(chan int)
	for range 50 {
		go func() { done <- ask(h, "GET", "/").Code }()
	}
	for range 50 {
		if code := <-done; code != 200 {
			t.Errorf("code %d, want 200", code)
		}
	}
	if n := f.count("Assessment"); n != 1 {
		t.Errorf("50 at once cost %d queries, want 1", n)
	}
}
