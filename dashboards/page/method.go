package page

import (
	"math"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// MethodInput is what the page of the rules shows: the scheme of the year, and what differs between two years' schemes.
type MethodInput struct {
	In
	Schemes  map[int]*scheme.Scheme
	Ground   []assess.GroundFact // what the year's scores stand on; empty: nothing is published, or the scheme's own numbers
	From, To int                 // years to compare; 0: the year and the scheme before it
}

// Method is how a year is assessed: themes and weights, every indicator with its definition, the rules, and what changed.
type Method struct {
	Base
	State   *State // there is no scheme of the year
	Facts   []Fact
	Themes  Figure
	Rules   Figure
	Tiers   Figure
	List    Figure
	Changes Figure
}

// NewMethod builds the page. A year to compare that has no scheme is not found.
func NewMethod(in MethodInput) (Method, error) {
	m := methodPage{MethodInput: in, l: in.Locale}
	for _, year := range []int{in.From, in.To} {
		if year != 0 && in.Schemes[year] == nil {
			return Method{}, notFound("scheme of", strconv.Itoa(year))
		}
	}
	m.choose()
	p := Method{Changes: m.changes()}
	if in.Scheme == nil {
		p.State = &State{Title: m.l.T("method.none", "Year", strconv.Itoa(in.Year)), Text: m.l.T("method.none_text", "Year", strconv.Itoa(in.Year))}
		p.Base = in.base(p.State.Title, p.Changes.Table)
	} else {
		m.weigh()
		p.Facts, p.Themes, p.Rules, p.Tiers, p.List = m.facts(), m.themes(), m.rules(), m.tiers(), m.list()
		p.Base = in.base(m.sentence(), p.List.Table, p.Themes.Table, p.Changes.Table)
		p.Sub = m.l.Of(in.Scheme.Note)
	}
	p.Title = m.l.T("nav.method")
	p.Crumbs = []Link{{Text: m.l.T("nav.method")}, {Text: m.l.T("base.year", "Year", strconv.Itoa(in.Year))}}
	return p, nil
}

type methodPage struct {
	MethodInput
	l      *Locale
	points map[string]float64 // of every node, rounded so that they add up
	sum    float64            // of the indicators' points as they are shown
}

// choose takes the years to compare: those that are asked for, else the year's scheme and the newest before it.
func (m *methodPage) choose() {
	if m.To == 0 && m.Scheme != nil {
		m.To = m.Year
	}
	if m.From != 0 {
		return
	}
	for year := range m.Schemes {
		if year < m.To && year > m.From {
			m.From = year
		}
	}
}

// weightDecimals is what weights are shown on, as contributions of indicators are.
const weightDecimals = 3

// weigh rounds the points of the scheme so that themes add up to the whole, and indicators to their theme.
func (m *methodPage) weigh() {
	exact := m.Scheme.Points()
	m.points = map[string]float64{m.Scheme.Root.ID: 100}
	m.Scheme.Root.Walk(func(n, _ *scheme.Node, _ int) {
		parts := make([]float64, len(n.Children))
		for i, c := range n.Children {
			parts[i] = exact[c.ID]
		}
		for i, v := range scoring.RoundParts(parts, m.points[n.ID], weightDecimals) {
			m.points[n.Children[i].ID] = v
		}
	})
	for _, n := range m.Scheme.Leaves() {
		m.sum += m.points[n.ID]
	}
	m.sum = scoring.Round(m.sum, weightDecimals)
}

// whole says whether the weights of the scheme's file add up to full marks.
func (m methodPage) whole() bool {
	sum := 0.0
	for _, n := range m.Scheme.Root.Children {
		sum += n.Weight
	}
	return math.Abs(sum-100) < 1e-9 && math.Abs(m.sum-100) < 1e-9
}

// sentence says what the scheme is made of, and that its weights add up.
func (m methodPage) sentence() string {
	key := "method.h1"
	if !m.whole() {
		key = "method.h1_off"
	}
	return m.l.T(key, "Year", strconv.Itoa(m.Year), "N", len(m.Scheme.Root.Children), "Indicators", m.l.Count(int64(len(m.Scheme.Leaves()))), "Sum", short(m.sum, weightDecimals))
}

func (m methodPage) facts() []Fact {
	l := m.l
	check := Light{green, l.T("method.fact.check_ok")}
	if !m.whole() {
		check = Light{red, l.T("method.fact.check_bad")}
	}
	weightless, reported := 0, 0
	for _, n := range m.Scheme.Leaves() {
		if m.points[n.ID] == 0 {
			weightless++
		}
		if i, ok := m.Indicators[n.Indicator()]; ok && i.Feed == assess.FromReport {
			reported++
		}
	}
	facts := []Fact{
		{Title: l.T("method.fact.themes"), Value: l.Count(int64(len(m.Scheme.Root.Children)))},
		{Title: l.T("method.fact.indicators"), Value: l.Count(int64(len(m.Scheme.Leaves()))), Note: l.T("method.fact.reported", "N", reported)},
		{Title: l.T("method.fact.check"), Light: &check, Note: l.T("method.fact.check_note", "N", len(m.Scheme.Leaves()), "Sum", short(m.sum, weightDecimals))},
	}
	if weightless > 0 {
		facts[1].Note += l.T("join.and") + l.T("method.fact.weightless", "N", weightless)
	}
	if cuts := m.cutoffs(); len(cuts) > 0 {
		f := Fact{Title: l.T("cockpit.ruler.line", "Tier", l.Of(cuts[0].Name)), Value: shown(*cuts[0].From, 2)}
		if cuts[0].Status != scheme.Announced {
			f.Marks = []Mark{{"est", l.T("mark.est")}}
		}
		facts = append(facts, f)
	}
	if m.From != 0 && m.To != 0 {
		n := countChanges(scheme.Diff(m.Schemes[m.From], m.Schemes[m.To]))
		f := Fact{Title: l.T("method.fact.changes", "From", strconv.Itoa(m.From), "To", strconv.Itoa(m.To)), Value: l.Count(int64(n.all())), Unit: l.T("method.fact.places", "N", n.all()),
			Note: l.changed(n), Href: "#changes"}
		facts = append(facts, f)
	}
	return facts
}

// themes is what every theme weighs.
func (m methodPage) themes() Figure {
	l := m.l
	table := &Table{
		Name: "themes", Caption: l.T("method.themes.caption"), Class: "dense pareto",
		Columns: []Column{
			{Key: "theme", Title: l.T("col.theme")},
			{Key: "theme_id", Title: l.T("col.code"), File: true},
			{Key: "indicators", Title: l.T("method.themes.indicators"), Num: true},
			{Key: "bar", Title: l.T("method.themes.bar"), Drawn: true, Class: "w-bar"},
			{Key: "weight", Title: l.T("col.weight_real"), Num: true},
		},
	}
	heaviest := m.Scheme.Root.Children[0]
	for _, n := range m.Scheme.Root.Children {
		if m.points[n.ID] > m.points[heaviest.ID] {
			heaviest = n
		}
	}
	sum, leaves := 0.0, 0
	for _, n := range m.Scheme.Root.Children {
		sum, leaves = sum+m.points[n.ID], leaves+len(n.Leaves())
		class := "b"
		if m.points[n.ID] == m.points[heaviest.ID] {
			class = "p"
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(l.Of(n.Name)).to("#" + n.ID), words(n.ID), count(int64(len(n.Leaves()))),
			{Bar: &Bar{percentOf(m.points[n.ID], m.points[heaviest.ID]), class}}, num(new(m.points[n.ID]), weightDecimals),
		}})
	}
	table.Rows = append(table.Rows, Row{Sum: true, Cells: []Cell{
		words(l.T("themes.total", "N", len(m.Scheme.Root.Children))), {}, count(int64(leaves)), {}, num(&sum, weightDecimals),
	}})
	f := Figure{ID: "themes", Span: "c6", Kicker: l.T("method.themes.kicker"), Table: table,
		Finding: l.T("method.themes.finding", "Theme", l.Of(heaviest.Name), "Points", short(m.points[heaviest.ID], weightDecimals), "Sum", short(sum, weightDecimals))}
	f.Trace = m.trace(f.ID, table.Name, Link{}, l.from(m.schemeTitle()), l.by(l.T("method.themes.rule")))
	return f
}
