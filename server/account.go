package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
)

// How long a session lasts at most, and without a request.
const (
	sessionLasts = 12 * time.Hour
	sessionIdles = 4 * time.Hour
)

// sessions are one store of sessions under two cookies: what was given out over TLS never goes without it.
type sessions struct{ plain, secure *scs.SessionManager }

func (s *server) newSessions() sessions {
	make := func(name string, secure bool) *scs.SessionManager {
		m := scs.New()
		m.Store = s.Fill.Control.Sessions(s.Now)
		m.HashTokenInStore = true // who reads the store cannot take a session over
		m.Lifetime, m.IdleTimeout = sessionLasts, sessionIdles
		m.Cookie.Name, m.Cookie.Secure, m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Persist = name, secure, true, http.SameSiteLaxMode, false
		m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
		return m
	}
	return sessions{plain: make("yingshang", false), secure: make("__Host-yingshang", true)}
}

// session is the manager of a request's session.
func (s *server) session(r *http.Request) *scs.SessionManager {
	if r.TLS != nil || s.Fill.TLS {
		return s.sessions.secure
	}
	return s.sessions.plain
}

// private says whether a path is one of those that know who asks. All other pages are the same for everybody.
func private(path string) bool {
	return path == "/login" || path == "/logout" || path == "/fill" || path == "/editions/order" || strings.HasPrefix(path, "/fill/") || strings.HasPrefix(path, "/fill.")
}

// withSession reads and writes the sessions of private pages.
func (s *server) withSession(next http.Handler) http.Handler {
	with := func(m *scs.SessionManager) http.Handler { return m.LoadAndSave(next) }
	plain, secure := with(s.sessions.plain), with(s.sessions.secure)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !private(r.URL.Path):
			next.ServeHTTP(w, r)
		case s.session(r) == s.sessions.secure:
			secure.ServeHTTP(w, r)
		default:
			plain.ServeHTTP(w, r)
		}
	})
}

// account is who asks, as the store knows the person now; errLogin when nobody is logged in.
func (s *server) account(r *http.Request) (assess.Account, error) {
	ctx, m := r.Context(), s.session(r)
	name := m.GetString(ctx, "name")
	if name == "" {
		return assess.Account{}, errLogin
	}
	a, err := s.Fill.Control.Account(ctx, name)
	switch {
	case errors.Is(err, assess.ErrNotFound):
		return a, errLogin
	case err != nil:
		return a, err
	case a.Disabled || a.Epoch != m.GetInt64(ctx, "epoch"):
		return a, errLogin
	}
	return a, nil
}

// loginPage asks who it is.
func (s *server) loginPage(c *gin.Context) {
	s.showLogin(c, http.StatusOK, safeNext(c.Query("next")), "", "")
}

func (s *server) showLogin(c *gin.Context, status int, next, name, said string) {
	_, r, err := s.read(c.Request.Context(), c.Request)
	if err != nil {
		s.fail(c.Writer, c.Request, err)
		return
	}
	r.Query.Set("next", next) // so that the other language leads there too
	s.show(c, status, r, document{"login", page.NewLogin(r.In, next, name, said)})
}

// login takes a name and a password. A name that nobody has and a wrong password are told the same.
func (s *server) login(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 8<<10)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c.Writer, c.Request, assess.ErrInvalid)
		return
	}
	form := c.Request.PostForm
	name, next := strings.TrimSpace(form.Get("name")), safeNext(form.Get("next"))
	address, _, err := net.SplitHostPort(c.Request.RemoteAddr)
	if err != nil {
		address = c.Request.RemoteAddr
	}
	if !s.limits.allow("address "+address, addressEvery, addressBurst) || !s.limits.allow("name "+strings.ToLower(cut(name, 60)), nameEvery, nameBurst) {
		s.Log.Warn("log-in tried too often", "id", requestID(c.Request.Context()), "address", address)
		c.Header("Retry-After", "60")
		s.showLogin(c, http.StatusTooManyRequests, next, name, "often")
		return
	}
	a, err := s.Fill.Control.Authenticate(c.Request.Context(), name, form.Get("password"))
	if errors.Is(err, assess.ErrForbidden) {
		s.Log.Warn("log-in refused", "id", requestID(c.Request.Context()), "address", address)
		s.showLogin(c, http.StatusUnauthorized, next, name, "wrong")
		return
	}
	if err == nil {
		err = s.begin(c.Request.Context(), s.session(c.Request), a)
	}
	if err != nil {
		s.fail(c.Writer, c.Request, err)
		return
	}
	c.Redirect(http.StatusSeeOther, next)
}

// begin begins a session under a new token, so that one that was known before is worth nothing.
func (s *server) begin(ctx context.Context, m *scs.SessionManager, a assess.Account) error {
	if err := m.RenewToken(ctx); err != nil {
		return err
	}
	m.Put(ctx, "name", a.Name)
	m.Put(ctx, "epoch", a.Epoch)
	return s.Fill.Control.Note(ctx, a.Name, "session.login", "account:"+a.Name, "", s.Now())
}

// logout ends the session.
func (s *server) logout(c *gin.Context) {
	ctx := c.Request.Context()
	if a, err := s.account(c.Request); err == nil {
		if err := s.Fill.Control.Note(ctx, a.Name, "session.logout", "account:"+a.Name, "", s.Now()); err != nil {
			s.fail(c.Writer, c.Request, err)
			return
		}
	}
	if err := s.session(c.Request).Destroy(ctx); err != nil {
		s.fail(c.Writer, c.Request, err)
		return
	}
	c.Redirect(http.StatusSeeOther, "/login?lang="+localeOf(c.Request).Lang)
}

// safeNext is where a log-in leads: a page of those that need one, and never another site.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil || strings.Contains(next, `\`) || !private(u.Path) || !strings.HasPrefix(u.Path, "/fill") {
		return "/fill"
	}
	return u.RequestURI()
}

// cut is the beginning of a text, at most n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
