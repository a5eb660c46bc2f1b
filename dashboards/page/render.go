package page

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"sync"
)

//go:embed templates/*.html
var templateFiles embed.FS

// names are the pages that have a template: templates/<name>.html.
var names = []string{"cockpit", "indicator", "indicators", "explain", "pipeline", "rejects", "message"}

// templates are the parsed ones by language and page; every page stands in the same layout and uses the same parts.
var templates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	for _, lang := range Languages {
		locale := LocaleOf(lang)
		common := template.Must(template.New("layout.html").Funcs(template.FuncMap{
			"t":     locale.T,
			"asset": asset,
			"drawn": func() bool { return asset(echarts) != "" },
		}).ParseFS(templateFiles, "templates/layout.html", "templates/figure.html", "templates/parts.html"))
		for _, name := range names {
			all[lang+"/"+name] = template.Must(template.Must(common.Clone()).ParseFS(templateFiles, "templates/"+name+".html"))
		}
	}
	return all
})

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
