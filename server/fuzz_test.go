package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whatever an address asks for, the answer is a page or a sentence, never a failure of ours, and never runs a script.
func FuzzAddress(f *testing.F) {
	for _, seed := range []struct{ path, query string }{
		{"/", ""}, {"/cockpit.csv", "table=worst"}, {"/explain", "theme=T08&indicator=RP03&page=2"}, {"/explain.xlsx", "indicator=RP04"},
		{"/whatif", "i1=TB02&x1=3&m1=CR01&b1=2&c1=3&goal=score&score=95&by=TB02"}, {"/whatif.csv", "i1=TB02&x1=1e400&table=solve"}, {"/explain", "from=2021&show=all"},
		{"/i/RP03", "year=2022&region=330482&lang=en"}, {"/i/RP03.csv", "table=coverage"}, {"/i/CP01.csv", ""}, {"/i/", ""}, {"/i/..%2f..", ""}, {"/rejects", "source=release_bank&load=780"},
		{"/rejects.json", "reason=<script>"}, {"/", "year=99999999999999999999"}, {"/explain", "page=-1"}, {"/plan", "state=none"}, {"/plan.csv", "department=BDC&state=late&show=all&table=campaign"}, {"/trend", "year=2021"}, {"/method", "from=2021&to=2022"}, {"/method.csv", "from=2022&to=0"}, {"/tier", "year=2020"}, {"/compare", "with=990004"}, {"/compare.csv", "with=2021&table=compare_indicators"}, {"/tier/robust.csv", "table=sobol&show=all"}, {"/tier.xlsx", "year=2021&table=years"}, {"/trend.csv", "table=breaks"}, {"/assets/../../x", ""}, {"/", "a;b=c&%zz"}, {"/.csv", ""},
	} {
		f.Add(seed.path, seed.query)
	}
	store := newFixture(f)
	h := New(config(f, store))
	f.Fuzz(func(t *testing.T, path, query string) {
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.URL = &url.URL{Path: path, RawQuery: query}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("GET %q ? %q = %d\n%.300s", path, query, w.Code, w.Body)
		}
		if w.Header().Get("Content-Security-Policy") != policy {
			t.Errorf("GET %q ? %q has no content policy", path, query)
		}
		if kind := w.Header().Get("Content-Type"); strings.HasPrefix(kind, "text/html") && strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("GET %q ? %q holds a bare script", path, query)
		}
	})
}
