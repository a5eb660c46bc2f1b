package server

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yingshang/dashboards/page"
)

// How long a rendered page is kept at most; a new publication ends it at once. What the ledger shows changes without a
// publication, so those pages are kept for a moment only.
const (
	keepPage     = time.Minute
	keepLedger   = 5 * time.Second
	keepComputed = time.Hour // of what takes a second to compute, and changes with a publication alone
)

// endings are the files that a page's table comes as.
var endings = []string{"csv", "json", "xlsx"}

// routes is every address there is.
func (s *server) routes() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.ContextWithFallback = true
	_ = r.SetTrustedProxies(nil) // nobody: an address given by a client is not believed; nil cannot fail

	s.page(r, "/", "/cockpit", keepPage, s.cockpit)
	s.page(r, "/trend", "/trend", keepPage, s.trend)
	s.page(r, "/tier", "/tier", keepPage, s.tier)
	s.page(r, "/tier/robust", "/tier/robust", keepComputed, s.robust)
	s.page(r, "/indicators", "/indicators", keepPage, s.indicatorList)
	s.page(r, "/explain", "/explain", keepPage, s.explain)
	s.page(r, "/compare", "/compare", keepPage, s.compare)
	s.page(r, "/whatif", "/whatif", keepPage, s.whatIf)
	s.page(r, "/cases", "/cases", keepPage, s.caseList)
	get(r, "/cases/:clock/*no", s.serve(keepPage, s.oneCase)) // a number may hold a slash
	s.page(r, "/plan", "/plan", keepPage, s.plan)
	s.page(r, "/pipeline", "/pipeline", keepLedger, s.pipeline)
	s.page(r, "/rejects", "/rejects", keepLedger, s.rejects)
	s.page(r, "/reform", "/reform", keepPage, s.reformList)
	get(r, "/reform/:code", s.serve(keepPage, s.reform))
	s.page(r, "/method", "/method", keepPage, s.method)
	get(r, "/i/:code", s.serve(keepPage, s.oneIndicator)) // with and without an ending
	get(r, "/dept/:code", s.serve(keepPage, s.dept))
	s.page(r, "/report", "/report", keepPage, s.report)
	get(r, "/report/:year", s.serve(keepPage, s.report)) // the same, with the year in its path

	s.page(r, "/editions", "/editions", keepLedger, s.editionList)
	get(r, "/editions/:id", s.serve(keepPage, s.edition)) // with and without an ending

	if s.Fill != nil {
		s.fillRoutes(r)
		s.editionRoutes(r)
	}

	get(r, "/assets/*file", s.asset)
	get(r, "/healthz", s.healthz)
	get(r, "/readyz", s.readyz)
	r.NoRoute(func(c *gin.Context) { s.fail(c.Writer, c.Request, errNoPage) })
	r.NoMethod(func(c *gin.Context) { s.fail(c.Writer, c.Request, errMethod) })
	return r
}

// page registers a page at path and its tables at file with every ending.
func (s *server) page(r gin.IRoutes, path, file string, keep time.Duration, b builder) {
	handle := s.serve(keep, b)
	get(r, path, handle)
	for _, ending := range endings {
		get(r, file+"."+ending, handle)
	}
}

// get registers a handler for GET and HEAD.
func get(r gin.IRoutes, path string, h gin.HandlerFunc) {
	r.GET(path, h)
	r.HEAD(path, h)
}

// localeOf is the language that a request asks for.
func localeOf(r *http.Request) *page.Locale { return page.LocaleOf(r.URL.Query().Get("lang")) }
