// Package walktest walks through the pages of a running product as a person would who follows every link, and compares every
// table with the file that it is offered as.
package walktest

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Walked says how far a walk has come.
type Walked struct {
	Pages, Files int
	Cells        int // that were compared
}

// few is how many pages of one kind are opened of which there are many, such as those of single cases.
const few = 3

var (
	files  = regexp.MustCompile(`\.(csv|json|xlsx)$`)
	single = regexp.MustCompile(`^(/cases/[^/]+)/.+$`)
)

// Walk opens the page at base+"/" and all that links lead to from there, each once: a link with a default (such as the year that
// is shown without one) leads where the same one without it does. Every page has to answer, every figure that offers a CSV has to
// show the table that is in it.
func Walk(t testing.TB, base string, defaults url.Values) Walked {
	t.Helper()
	w := &walker{TB: t, base: base, defaults: defaults, seen: map[string]bool{"/": true}, kinds: map[string]int{}}
	for queue := [][2]string{{"/", ""}}; len(queue) > 0; queue = queue[1:] {
		queue = append(queue, w.page(queue[0][0], queue[0][1])...)
	}
	return w.Walked
}

type walker struct {
	testing.TB
	Walked
	base     string
	defaults url.Values
	seen     map[string]bool
	kinds    map[string]int
}

func (w *walker) get(address, from string) []byte {
	w.Helper()
	res, err := http.Get(w.base + address)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		w.Errorf("GET %s = %s; %s leads there", address, res.Status, from)
		return nil
	}
	return body
}

// page looks at one page and returns where it leads to, each with the page itself.
func (w *walker) page(address, from string) (next [][2]string) {
	w.Helper()
	body := w.get(address, from)
	if body == nil {
		return nil
	}
	w.Pages++
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		w.Fatal(err)
	}
	all(doc, "figure", func(fig *html.Node) { w.figure(address, doc, fig) })
	links(doc, func(href string) {
		if to := w.follow(address, href); to != "" {
			next = append(next, [2]string{to, address})
		}
	})
	return next
}

// follow is the address that a link leads to, "" for one that is not followed or was already.
func (w *walker) follow(from, href string) string {
	u, err := url.Parse(href)
	if err != nil || u.IsAbs() || u.Host != "" {
		w.Errorf("%s links to %q", from, href)
		return ""
	}
	at, err := url.Parse(from)
	if err != nil {
		w.Fatal(err)
	}
	u = at.ResolveReference(u)
	u.Fragment = ""
	q := u.Query()
	for name := range w.defaults {
		if q.Get(name) == w.defaults.Get(name) {
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	if files.MatchString(u.Path) || q.Has("lang") || q.Has("offset") || q.Has("page") || strings.HasPrefix(u.Path, "/assets/") {
		return ""
	}
	kind := u.Path
	if q.Has("year") { // of other years some of each kind of page are enough
		kind = "/" + strings.SplitN(u.Path, "/", 3)[1]
	}
	if m := single.FindStringSubmatch(u.Path); m != nil {
		kind = m[1] + "/"
	}
	most := few
	if q.Has("ed") { // an edition is shown by the same pages: one of each is enough
		kind, most = "/"+strings.SplitN(u.Path, "/", 3)[1]+"?ed", 1
	} else {
		for _, name := range slices.Sorted(maps.Keys(q)) {
			kind += "?" + name
		}
	}
	if w.seen[u.String()] {
		return ""
	}
	w.seen[u.String()] = true
	if w.kinds[kind]++; w.kinds[kind] > most {
		return ""
	}
	return u.String()
}

// figure compares a figure's table with its file. The table of a picture may stand in another figure of the page.
func (w *walker) figure(address string, doc, fig *html.Node) {
	w.Helper()
	links(fig, func(href string) {
		u, err := url.Parse(href)
		if err != nil || path.Ext(u.Path) != ".csv" {
			return
		}
		body := w.get(href, address)
		if body == nil {
			return
		}
		w.Files++
		file := CSVTable(w, body)
		shown, columns := bestOf(fig, file[0])
		if columns == 0 && len(file) > 1 {
			shown, columns = bestOf(doc, file[0])
		}
		if columns == 0 && len(file) > 1 {
			w.Errorf("%s: figure %s offers %s, and shows no table of it", address, attr(fig, "id"), href)
			return
		}
		shown.Compare(w, address, href, file)
		w.Cells += len(shown.Rows) * columns
	})
}

// bestOf is the table below a node that has most columns of a file.
func bestOf(n *html.Node, head []string) (best Table, columns int) {
	all(n, "table", func(table *html.Node) {
		one, found := tableOf(table), 0
		for _, title := range one.Titles {
			if Column(head, title) >= 0 {
				found++
			}
		}
		if found > columns {
			best, columns = one, found
		}
	})
	return best, columns
}

func links(n *html.Node, do func(href string)) {
	if n.Type == html.ElementNode && n.Data == "a" {
		if href := attr(n, "href"); href != "" && !strings.HasPrefix(href, "#") {
			do(href)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		links(c, do)
	}
}
