package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/sql/control"
)

var (
	errNoPage  = errors.New("no such page")
	errMethod  = errors.New("method not allowed")
	errForeign = errors.New("request from another site")
	errPanic   = errors.New("panic")
	errLogin   = errors.New("nobody is logged in")
	errLarge   = errors.New("the request is too large")
	errNoCase  = errors.New("no such case")
)

// failures is the one table from the kind of an error to what a browser and a person are told. The first that fits
// counts; the key leads to the words in the catalogue.
var failures = []struct {
	kind   error
	status int
	key    string
}{
	{errNoPage, http.StatusNotFound, "no_page"},
	{errMethod, http.StatusMethodNotAllowed, "method"},
	{errForeign, http.StatusForbidden, "foreign"},
	{errLogin, http.StatusUnauthorized, "login"},
	{errLarge, http.StatusRequestEntityTooLarge, "too_large"},
	{control.ErrOwnWork, http.StatusForbidden, "own_work"},
	{control.ErrNoRight, http.StatusForbidden, "no_right"},
	{control.ErrNotNow, http.StatusConflict, "not_now"},
	{errNoCase, http.StatusNotFound, "no_case"},
	{assess.ErrForbidden, http.StatusForbidden, "forbidden"},
	{assess.ErrNotFound, http.StatusNotFound, "not_found"},
	{assess.ErrInvalid, http.StatusBadRequest, "invalid"},
	{assess.ErrConflict, http.StatusConflict, "conflict"},
	{context.DeadlineExceeded, http.StatusGatewayTimeout, "slow"},
	{context.Canceled, http.StatusServiceUnavailable, "gone"},
}

// fail answers with a sentence and the request's id; what went wrong stands in the log alone.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, key := http.StatusInternalServerError, "internal"
	for _, f := range failures {
		if errors.Is(err, f.kind) {
			status, key = f.status, f.key
			break
		}
	}
	id, l := requestID(r.Context()), localeOf(r)
	if status >= http.StatusInternalServerError {
		s.Log.Error("request failed", "id", id, "path", r.URL.Path, "status", status, "err", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	in := page.In{Locale: l, Path: r.URL.Path, Region: s.Region, Version: s.Version}
	m := page.NewFailure(in, key, id)
	if strings.HasSuffix(r.URL.Path, ".json") {
		body, _ := json.Marshal(struct {
			Error   string `json:"error"`
			Request string `json:"request"`
		}{m.H1, id}) // two strings cannot fail
		reply(w, status, "application/json; charset=utf-8", body)
		return
	}
	var buf bytes.Buffer
	if rerr := page.Render(&buf, l, "message", m); rerr != nil {
		s.Log.Error("render failure page", "id", id, "err", rerr)
		reply(w, status, "text/plain; charset=utf-8", []byte(m.H1+"\n"+id+"\n"))
		return
	}
	reply(w, status, "text/html; charset=utf-8", buf.Bytes())
}

// reply writes a whole answer. An error here means that the reader has gone; there is nobody to tell.
func reply(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
