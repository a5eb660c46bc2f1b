package page

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed templates/*.html
var templateFiles embed.FS

// names are the pages that have a template: templates/<name>.html.
var names = []string{"cockpit", "indicator", "indicators", "explain", "whatif", "pipeline", "rejects", "report", "dept", "trend", "tier", "robust", "compare", "method", "cases", "case", "reforms", "reform", "plan", "editions", "edition", "edition_order",
	"fill", "filling", "login", "message"}

// templates are the parsed ones by language and page; every page stands in the same layout and uses the same parts.
var templates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	for _, lang := range Languages {
		locale := LocaleOf(lang)
		common := template.Must(template.New("layout.html").Funcs(template.FuncMap{
			"t":       locale.T,
			"asset":   asset,
			"clauses": clauses,
			"short":   func(clause string) bool { return utf8.RuneCountInString(clause) <= 15 }, // kept on one line
			"drawn":   func() bool { return asset(echarts) != "" },
		}).ParseFS(templateFiles, "templates/layout.html", "templates/figure.html", "templates/parts.html"))
		for _, name := range names {
			all[lang+"/"+name] = template.Must(template.Must(common.Clone()).ParseFS(templateFiles, "templates/"+name+".html"))
		}
	}
	return all
})

// clauses splits a sentence after its commas and semicolons, so that a line rather breaks there than inside a clause. An
// English clause keeps its space.
func clauses(s string) []string {
	var out []string
	from := 0
	for at, r := range s {
		if end := at + utf8.RuneLen(r); strings.ContainsRune("，；", r) || (r == ';' || r == ',') && strings.HasPrefix(s[end:], " ") {
			if r < utf8.RuneSelf {
				end++
			}
			out = append(out, s[from:end])
			from = end
		}
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// Render writes a page. data is the page's view model.
func Render(w io.Writer, l *Locale, name string, data any) error {
	t, ok := templates()[l.Lang+"/"+name]
	if !ok {
		return fmt.Errorf("page %q has no template", name)
	}
	if err := t.ExecuteTemplate(w, "layout.html", data); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	return nil
}
