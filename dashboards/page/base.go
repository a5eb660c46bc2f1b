package page

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
)

// In is what every page is built from: who asks, and the words of the field.
type In struct {
	Locale      *Locale
	Path        string // of the page: "/i/RP03"
	Query       url.Values
	Region      assess.Region
	Year        int
	Of          int   // the year of what is told, where the page itself has none: of a case
	Many        bool  // what is told is of many years, whatever year the page has
	Now         bool  // what is told is of today: no edition is in it
	Years       []int // newest first
	Alone       bool  // the year is one that other pages may lack: their links leave it out
	Publication assess.Publication
	Scheme      *scheme.Scheme // of the year; nil when there is none
	Indicators  map[assess.IndicatorID]assess.Indicator
	Departments map[assess.DepartmentCode]assess.Department
	Reforms     []*scheme.Reform   // of the region
	Calendar    *calendar.Calendar // working days; nil: not known
	Version     string
}

// Base is what every page has.
type Base struct {
	Lang   string // of the html element
	Title  string
	Crumbs []Link
	H1     string
	Sub    string
	Region string
	Nav    []Link
	More   Menu
	Year   string // on the button; empty: the page has no year
	Years  []Link
	Switch Link // to the other language
	Demo   bool
	Banner *Banner
	Foot   []string
	Marked *Definition // what the mark of imputed values means, where the page shows one

	exportTitle string
	notes       []report.Note
	mark        report.Mark
	imputed     report.Note // what the marks of cells mean
	tables      []*Table    // of the page; the first is the main one
}

// Menu is a button with links below it.
type Menu struct {
	Text    string
	Current bool // one of the links is this page, and the button has its name
	Links   []Link
}

// Banner is a line above the page that says that it is not as it should be.
type Banner struct {
	Light Light
	Text  string
	Link  Link
}

// Export is the table of that name as a file carries it, the main one when name is empty.
func (b Base) Export(name string) (report.Table, error) {
	for _, t := range b.tables {
		if name == "" || t.Name == name {
			return t.export(b.exportTitle, b.notes, b.mark, b.imputed), nil
		}
	}
	return report.Table{}, fmt.Errorf("table %q: %w", name, assess.ErrNotFound)
}

// nav is every page that exists; a page is added here when it is there. Those that are more stand in a menu of their own,
// since a line has room for ten.
var nav = []struct {
	path, key string
	more      bool
}{
	{path: "/", key: "nav.cockpit"},
	{path: "/trend", key: "nav.trend"},
	{path: "/tier", key: "nav.tier"},
	{path: "/indicators", key: "nav.indicators"},
	{path: "/explain", key: "nav.explain"},
	{path: "/whatif", key: "nav.whatif"},
	{path: "/cases", key: "nav.cases"},
	{path: "/plan", key: "nav.plan"},
	{path: "/reform", key: "nav.reform"},
	{path: "/report", key: "nav.report"},
	{path: "/compare", key: "nav.compare", more: true},
	{path: "/pipeline", key: "nav.pipeline", more: true},
	{path: "/rejects", key: "nav.rejects", more: true},
	{path: "/method", key: "nav.method", more: true},
	{path: "/editions", key: "nav.editions", more: true},
	{path: "/fill", key: "nav.fill", more: true},
}

// section is the entry of the navigation that a path belongs to.
func section(path string) string {
	if strings.HasPrefix(path, "/i/") || strings.HasPrefix(path, "/dept/") {
		return "/indicators"
	}
	if strings.HasPrefix(path, "/fill/") {
		return "/fill"
	}
	if strings.HasPrefix(path, "/editions/") {
		return "/editions"
	}
	if strings.HasPrefix(path, "/cases/") {
		return "/cases"
	}
	if strings.HasPrefix(path, "/tier/") {
		return "/tier"
	}
	if strings.HasPrefix(path, "/reform/") {
		return "/reform"
	}
	return path
}

// base fills what every page has. tables are those of the page, the main one first.
func (in In) base(h1 string, tables ...*Table) Base {
	l := in.Locale
	b := Base{
		Lang: l.Tag(), H1: h1, Title: h1, Region: l.Of(in.Region.Name), Demo: in.Publication.Demo,
		exportTitle: h1, tables: tables, Banner: in.chosen(),
	}
	b.More.Text = l.T("base.more")
	for _, n := range nav {
		link := Link{l.T(n.key), in.url(n.path), section(in.Path) == n.path}
		if !n.more {
			b.Nav = append(b.Nav, link)
			continue
		}
		if b.More.Links = append(b.More.Links, link); link.Current {
			b.More.Text, b.More.Current = link.Text, true
		}
	}
	if in.Year != 0 {
		b.Year = l.T("base.year", "Year", strconv.Itoa(in.Year))
		for _, y := range in.Years {
			b.Years = append(b.Years, Link{l.T("base.year", "Year", strconv.Itoa(y)), in.here("year", strconv.Itoa(y)), y == in.Year})
		}
	}
	other := Languages[(slices.Index(Languages, l.Lang)+1)%len(Languages)]
	b.Switch = Link{LocaleOf(other).T("base.language"), in.here("lang", other), false}
	b.notes = []report.Note{{Title: l.T("trace.region"), Text: b.Region}}
	if in.Year != 0 {
		b.notes = append(b.notes, report.Note{Title: l.T("trace.year"), Text: strconv.Itoa(in.Year)})
	}
	if p := in.Publication; p.Rev != 0 {
		at := p.At
		if e, frozen := in.edition(); frozen {
			at = e.FrozenAt
		}
		b.notes = append(b.notes,
			report.Note{Title: l.T("trace.asof"), Text: ISO(in.asOf())},
			report.Note{Title: l.T("trace.publication"), Text: in.published()},
		)
		b.Foot = append(b.Foot, l.T("base.publication", "Publication", in.published(), "At", in.moment(at)), l.T("base.asof", "Day", ISO(in.asOf())))
	}
	if in.Scheme != nil {
		b.Foot = append(b.Foot, l.T("base.scheme", "Scheme", l.Of(in.Scheme.Title)))
	}
	if in.Version != "" {
		b.Foot = append(b.Foot, l.T("base.version", "Version", in.Version))
	}
	if b.Demo {
		b.mark = report.Mark{Key: "mark", Title: l.T("mark.column"), Text: l.T("mark.demo")}
		b.Foot = append(b.Foot, l.T("mark.demo"))
	}
	b.imputed = report.Note{Title: l.T("mark.imputed"), Text: l.T("mark.imputed_text")}
	b.footnote(in, slices.ContainsFunc(tables, func(t *Table) bool { return t != nil && t.marked() }))
	return b
}

// footnote says what the mark of imputed values means, where the page shows one.
func (b *Base) footnote(in In, marked bool) {
	if marked {
		b.Marked = &Definition{b.imputed.Title, []Link{{Text: b.imputed.Text}, {Text: in.Locale.T("nav.method"), Href: in.url("/method")}}}
	}
}

// figuresOf is the year that the figures are of; 0 where they are of many, or of none.
func (in In) figuresOf() int {
	if in.Many || in.Now {
		return 0
	}
	return cmp.Or(in.Year, in.Of)
}

// edition is the edition that the figures are of; false where they are computed day by day.
func (in In) edition() (assess.Edition, bool) {
	e, frozen := in.Publication.Editions[in.figuresOf()]
	return e, frozen
}

// asOf is the day on which the figures stand.
func (in In) asOf() time.Time { return in.Publication.Today(in.figuresOf()) }

// moment writes a point in time, with its year when that is not the year of the figures.
func (in In) moment(t time.Time) string { return in.Locale.Moment(t, in.asOf()) }

// published names what the figures belong to: the edition of a frozen year, else the publication, #12, and the editions that
// stand in it for some of many years.
func (in In) published() string {
	if e, frozen := in.edition(); frozen {
		return in.Locale.T("base.frozen", "Edition", string(e.ID))
	}
	live := "#" + strconv.FormatUint(in.Publication.Rev, 10)
	if !in.Many || in.Now || len(in.Publication.Editions) == 0 {
		return live
	}
	var ids []string
	for _, year := range slices.Sorted(maps.Keys(in.Publication.Editions)) {
		ids = append(ids, string(in.Publication.Editions[year].ID))
	}
	return in.Locale.T("base.frozen_some", "Live", live, "Editions", strings.Join(ids, in.Locale.T("join.list")))
}

// chosen says that the figures are not those that are published, where a reader has asked for others.
func (in In) chosen() *Banner {
	l, back := in.Locale, Link{Text: in.Locale.T("base.edition_back"), Href: in.here("ed", "")}
	switch in.Publication.Choice {
	case "":
		return nil
	case assess.Live:
		return &Banner{Light: Light{none, l.T("base.edition_word")}, Text: l.T("base.edition_live"), Link: back}
	}
	return &Banner{Light: Light{none, l.T("base.edition_word")}, Text: l.T("base.edition_chosen", "Edition", in.Publication.Choice), Link: back}
}

// sticky are the parameters that go along with every link.
var sticky = []string{"year", "region", "lang", "ed"}

// kept are the parameters that go along with a form.
func (in In) kept() []Pair {
	var out []Pair
	for _, name := range sticky {
		if v := in.Query.Get(name); v != "" {
			out = append(out, Pair{name, v})
		}
	}
	return out
}

// url is a link to path with the parameters that go along and pairs of others; an empty value is left out.
func (in In) url(path string, pairs ...string) string {
	q := url.Values{}
	for _, name := range sticky {
		if v := in.Query.Get(name); v != "" && !(in.Alone && name == "year") {
			q.Set(name, v)
		}
	}
	return join(path, q, pairs)
}

// here is a link to this page with some parameters changed.
func (in In) here(pairs ...string) string {
	q := url.Values{}
	for name := range in.Query {
		q.Set(name, in.Query.Get(name))
	}
	return join(in.Path, q, pairs)
}

func join(path string, q url.Values, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// file is the address of a table of this page as a file.
func (in In) file(ending, table string) string {
	path := in.Path
	if path == "/" {
		path = "/cockpit" // the root has no name to put an ending on
	}
	q := url.Values{}
	for name := range in.Query {
		q.Set(name, in.Query.Get(name))
	}
	if in.Year != 0 {
		q.Set("year", strconv.Itoa(in.Year)) // a file is kept: it must mean the same next year
	}
	for _, name := range []string{"page", "offset", "limit"} {
		q.Del(name) // a file holds all rows
	}
	return join(path+"."+ending, q, []string{"table", table})
}

// permalink is this page with all that it depends on in its address.
func (in In) permalink(id string) string {
	pairs := []string{"region", string(in.Region.Code)}
	if in.Year != 0 {
		pairs = append(pairs, "year", strconv.Itoa(in.Year))
	}
	return in.here(pairs...) + "#" + id
}

// trace is the line under a figure: where it comes from, by which rule, as of when, from how many, in which publication.
// table is the name of the figure's table in files, empty when it has none; rule leads to the definition.
func (in In) trace(id, table string, rule Link, items ...Pair) Trace {
	l := in.Locale
	t := Trace{Items: items}
	if p := in.Publication; p.Rev != 0 {
		t.Items = append(t.Items, Pair{l.T("trace.asof"), ISO(in.asOf())}, Pair{l.T("trace.publication"), in.published()})
	}
	if in.Publication.Demo {
		t.Items = append(t.Items, Pair{"", l.T("mark.demo")})
	}
	if table != "" {
		t.Links = append(t.Links, Link{Text: "CSV", Href: in.file("csv", table)}, Link{Text: "XLSX", Href: in.file("xlsx", table)})
	}
	if rule.Href != "" {
		t.Links = append(t.Links, rule)
	}
	t.Links = append(t.Links, Link{Text: l.T("trace.link"), Href: in.permalink(id)})
	return t
}

// from and by are the first two items of a trace.
func (l *Locale) from(source string) Pair { return Pair{l.T("trace.source"), source} }
func (l *Locale) by(rule string) Pair     { return Pair{l.T("trace.rule"), rule} }

// cases is the number behind a figure.
func (l *Locale) cases(n int64) Pair { return Pair{"n =", l.Count(n)} }

// department is the name of an office, its code when it has none.
func (in In) department(code assess.DepartmentCode) string {
	if d, ok := in.Departments[code]; ok {
		return in.Locale.Of(d.Name)
	}
	return string(code)
}

// indicator is the name of an indicator, its id when it has none.
func (in In) indicator(id assess.IndicatorID) string {
	if i, ok := in.Indicators[id]; ok && i.Name.ZH != "" {
		return in.Locale.Of(i.Name)
	}
	return string(id)
}

// theme is the name of a theme.
func (in In) theme(id string) string {
	if in.Scheme != nil {
		if n, ok := in.Scheme.Node(id); ok && n.Name.ZH != "" {
			return in.Locale.Of(n.Name)
		}
	}
	return id
}

// tierName is what a tier is called: 第一档.
func (in In) tierName(tier int) string { return in.Locale.tierName(in.Scheme, tier) }

// tierName is what a scheme calls a tier.
func (l *Locale) tierName(s *scheme.Scheme, tier int) string {
	if s != nil {
		for _, t := range s.Tiers {
			if t.Tier == tier {
				return l.Of(t.Name)
			}
		}
	}
	if tier == 0 {
		return dash
	}
	return l.T("tier.n", "Tier", strconv.Itoa(tier))
}

// ended says whether the year was over on the day of the figures.
func (in In) ended() bool {
	return !in.asOf().Before(time.Date(in.Year, 12, 31, 0, 0, 0, 0, assess.Zone))
}

// with is a copy of q with one more parameter.
func with(q url.Values, name, value string) url.Values {
	out := url.Values{}
	for k := range q {
		out.Set(k, q.Get(k))
	}
	out.Set(name, value)
	return out
}

// notFound says that the assessment has no such thing.
func notFound(what, name string) error {
	return fmt.Errorf("%s %q: %w", what, name, assess.ErrNotFound)
}
