package walktest

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yingshang/dashboards/scoring"
)

// Table is a table as people see it.
type Table struct {
	Titles []string
	Rows   [][]string
	Sum    bool // the last row adds up all of the list, also what the page does not show
}

// HTMLTable reads the table of a figure as people see it.
func HTMLTable(t testing.TB, body, figure string) Table {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	fig := find(doc, func(n *html.Node) bool { return n.Data == "figure" && attr(n, "id") == figure })
	if fig == nil {
		t.Fatalf("no figure %s", figure)
	}
	return tableOf(fig)
}

// tableOf reads the rows below a node.
func tableOf(n *html.Node) Table {
	var out Table
	all(n, "tr", func(tr *html.Node) {
		var cells []string
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				cells = append(cells, text(c))
			}
		}
		if tr.Parent.Data == "thead" {
			out.Titles = cells
		} else {
			out.Rows = append(out.Rows, cells)
			out.Sum = strings.Contains(attr(tr, "class"), "sum")
		}
	})
	return out
}

// Compare wants every cell of a page's table to be what its file says; a long list has more rows in its file.
func (t Table) Compare(tb testing.TB, page, name string, file [][]string) {
	tb.Helper()
	for i, row := range t.Rows {
		at := i + 1
		if t.Sum && i == len(t.Rows)-1 {
			at = len(file) - 1
		}
		if len(file) <= at {
			tb.Errorf("%s: the page has more rows than %s", page, name)
			break
		}
		for k, title := range t.Titles {
			col := Column(file[0], title)
			if col < 0 || k >= len(row) {
				continue // a drawing
			}
			if got, want := file[at][col], row[k]; !Same(want, got) {
				tb.Errorf("%s row %d, %s: the page says %q, %s says %q", page, i+1, title, want, name, got)
			}
		}
	}
}

func find(n *html.Node, ok func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && ok(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if hit := find(c, ok); hit != nil {
			return hit
		}
	}
	return nil
}

func all(n *html.Node, name string, do func(*html.Node)) {
	if n.Type == html.ElementNode && n.Data == name {
		do(n)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all(c, name, do)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// text is what a cell shows, without the small notes beside it.
func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && n.Data == "br":
			b.WriteString(" | ")
		case strings.Contains(attr(n, "class"), "tiny"):
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	walk(n)
	return strings.TrimSpace(b.String())
}

// Same compares what a page shows with what a file holds: signs, thousands, percent and times are written differently.
func Same(shown, file string) bool {
	if shown == file || shown == "—" && file == "" {
		return true
	}
	plain := strings.NewReplacer("−", "-", "+", "", ",", "", "%", "").Replace(shown)
	if plain == strings.TrimPrefix(file, "'") {
		return true
	}
	if exact, err := strconv.ParseFloat(file, 64); err == nil { // the file has every digit, the page rounds half up
		_, fraction, _ := strings.Cut(plain, ".")
		rounded := scoring.Round(exact, len(fraction)) + 0 // no -0
		return plain == strconv.FormatFloat(rounded, 'f', len(fraction), 64)
	}
	if len(file) == len("2022-09-30 18:11") && strings.HasSuffix(file, shown[max(0, len(shown)-5):]) {
		return true // a moment: 9月30日 18:11
	}
	first, _, _ := strings.Cut(shown, " | ")
	return strings.HasPrefix(file, first) && strings.Contains(shown, " | ") || strings.Contains(file, "=") && len(shown) > 0 // a whole row
}

// Column finds a column by its title, which a file may follow up with a unit in brackets; -1 when it has none.
func Column(titles []string, title string) int {
	for i, t := range titles {
		if bare, _, _ := strings.Cut(t, " ("); t == title || bare == title {
			return i
		}
	}
	return -1
}

// CSVTable reads a file of ours, its head first.
func CSVTable(t testing.TB, data []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("csv: %v in %.200q", err, data)
	}
	return rows
}
