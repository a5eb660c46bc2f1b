package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// CompareInput is what stands side by side: the county in the year, and another region of its population or another year.
type CompareInput struct {
	In
	Assessment assess.Assessment
	Field      Field
	With       assess.RegionCode // another region; empty: the one next ahead, or OtherYear when that is given
	OtherYear  Field             // another year of the county
	Was        assess.NodeScore  // its total, as it was published
	Regions    map[assess.RegionCode]scheme.Region
	Whole      bool // long tables in full
}

// Compare is two regions, or two years, side by side: where the points between them lie.
type Compare struct {
	Base
	State   *State
	Choice  *Filter
	Facts   []Fact
	Figures []Figure
}

// side is one of the two.
type side struct {
	name   string
	total  assess.NodeScore
	tree   tree
	values map[assess.IndicatorID]assess.Value
	of     int // regions that are ranked
}

type comparePage struct {
	CompareInput
	l        *Locale
	result   *scoring.Result
	own, its side
}

// NewCompare builds the page. A region that has no score in the year is not found.
func NewCompare(in CompareInput) (Compare, error) {
	c := comparePage{CompareInput: in, l: in.Locale}
	p := Compare{}
	h1 := c.l.T("compare.h1_none")
	var tables []*Table
	_, p.State = in.rescored(in.Field, treeOf(in.Assessment).total)
	if p.State == nil && in.OtherYear.Scheme != nil {
		_, p.State = in.rescored(in.OtherYear, in.Was)
	}
	if p.State == nil {
		var err error
		if c.result, err = scoring.Compute(in.Field.Scheme, scoring.Inputs(in.Field.Values), in.Field.Options()); err != nil {
			return p, err
		}
		found, err := c.sides()
		if err != nil {
			return p, err
		}
		if found {
			p.Choice, p.Facts, p.Figures, h1 = c.choice(), c.facts(), c.figures(), c.sentence()
		} else {
			p.State = &State{Title: c.l.T("compare.nobody"), Text: c.l.T("compare.nobody_text")}
		}
	}
	for _, f := range p.Figures {
		if f.Table != nil {
			tables = append(tables, f.Table)
		}
	}
	p.Base = in.base(h1, tables...)
	p.Title, p.Sub = c.l.T("nav.compare"), c.l.T("compare.sub")
	p.Crumbs = []Link{{Text: c.l.T("nav.compare"), Href: in.url("/compare")}, {Text: c.l.Months(in.Year, in.asOf())}}
	return p, nil
}

// sides finds the two; false when there is nobody to compare with.
func (c *comparePage) sides() (bool, error) {
	u, _ := c.result.Unit(string(c.Region.Code), c.Year)
	c.own = c.sideOf(u, c.l.Of(c.Region.Name), c.Field)
	if c.OtherYear.Scheme != nil {
		result, err := scoring.Compute(c.OtherYear.Scheme, scoring.Inputs(c.OtherYear.Values), c.OtherYear.Options())
		if err != nil {
			return false, err
		}
		other, _ := result.Unit(string(c.Region.Code), c.OtherYear.Year)
		c.own.name = c.l.Months(c.Year, c.asOf())
		c.its = c.sideOf(other, c.l.T("period.year", "Year", c.OtherYear.Year), c.OtherYear)
		return true, nil
	}
	code := c.With
	if code == "" {
		code = c.next()
	}
	if code == "" {
		return false, nil
	}
	other, ok := c.result.Unit(string(code), c.Year)
	if !ok || other.Root().Score == nil || code == c.Region.Code {
		return false, notFound("region", string(code))
	}
	c.With = code
	c.its = c.sideOf(other, c.called(c.Regions, code), c.Field)
	return true, nil
}

func (c *comparePage) sideOf(u *scoring.UnitResult, name string, f Field) side {
	s := side{name: name, tree: treeOf(assess.Assessment{Nodes: u.NodeScores()}), values: f.of(assess.RegionCode(u.Unit)), of: u.Root().Of}
	s.total = s.tree.total
	return s
}

// peers are the other regions that have a total, the best first.
func (c comparePage) peers() []*scoring.UnitResult {
	var out []*scoring.UnitResult
	for i := range c.result.Units {
		if u := &c.result.Units[i]; u.Unit != string(c.Region.Code) && u.Year == c.Year && u.Root().Score != nil {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b *scoring.UnitResult) int { return cmp.Compare(a.Root().Rank, b.Root().Rank) })
	return out
}

// next is the region next ahead, for the best one the next behind.
func (c comparePage) next() assess.RegionCode {
	peers := c.peers()
	if len(peers) == 0 {
		return ""
	}
	at := peers[0]
	for _, u := range peers {
		if u.Root().Rank < c.own.total.Rank {
			at = u
		}
	}
	return assess.RegionCode(at.Unit)
}

// choice is the form of whom or what to compare with.
func (c comparePage) choice() *Filter {
	l := c.l
	f := &Filter{Action: "/compare", Keep: c.kept(), Submit: l.T("change.compare")}
	field := FilterField{Name: "with", Title: l.T("compare.with")}
	for _, year := range c.Years {
		if year != c.Year {
			field.Options = append(field.Options, Option{strconv.Itoa(year), l.T("compare.year", "Region", l.Of(c.Region.Name), "Year", strconv.Itoa(year)), c.OtherYear.Scheme != nil && year == c.OtherYear.Year})
		}
	}
	for _, u := range c.peers() {
		code := assess.RegionCode(u.Unit)
		field.Options = append(field.Options, Option{u.Unit, l.T("compare.region", "Name", c.called(c.Regions, code), "Score", shown(*u.Root().Score, 2)), c.OtherYear.Scheme == nil && code == c.With})
	}
	f.Fields = []FilterField{field}
	return f
}

// difference is that of the two totals as they are shown.
func (c comparePage) difference() float64 {
	return scoring.Round(scoring.Round(*c.own.total.Score, 2)-scoring.Round(*c.its.total.Score, 2), 2)
}

// gapOf is what a node gives here more than there, as shown.
func (c comparePage) gapOf(node string, decimals int) float64 {
	gives := func(s side) float64 {
		if v := s.tree.parts[node].contribution; v != nil {
			return *v
		}
		return 0
	}
	return scoring.Round(gives(c.own)-gives(c.its), decimals)
}

// nodes are those of both sides that count on one of them, the greatest difference first; pick takes themes or leaves.
func (c comparePage) nodes(decimals int, pick func(tree) []assess.NodeScore) []string {
	var ids []string
	for _, s := range []side{c.own, c.its} {
		for _, n := range pick(s.tree) {
			if n.Contribution != nil && !slices.Contains(ids, n.Node) {
				ids = append(ids, n.Node)
			}
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		return cmp.Compare(math.Abs(c.gapOf(b, decimals)), math.Abs(c.gapOf(a, decimals)))
	})
	return ids
}

func themesOf(t tree) []assess.NodeScore { return t.themes }
func leavesOf(t tree) []assess.NodeScore { return t.leaves }

// ahead counts the themes in which this side has more points, and fewer.
func (c comparePage) ahead() (more, fewer int) {
	for _, id := range c.nodes(2, themesOf) {
		switch d := c.gapOf(id, 2); {
		case d > 0:
			more++
		case d < 0:
			fewer++
		}
	}
	return more, fewer
}

// sentence says who is ahead, by how much, and in how many themes.
func (c comparePage) sentence() string {
	l, d := c.l, c.difference()
	key := "compare.h1_level"
	switch {
	case d > 0:
		key = "compare.h1_more"
	case d < 0:
		key = "compare.h1_less"
	}
	more, fewer := c.ahead()
	return l.T(key, "Own", c.own.name, "Score", shown(*c.own.total.Score, 2), "Other", c.its.name, "Was", shown(*c.its.total.Score, 2), "By", shown(math.Abs(d), 2)) +
		l.T("join.clause") + l.T("compare.h1_themes", "N", len(c.nodes(2, themesOf)), "More", l.Count(int64(more)), "Fewer", l.Count(int64(fewer)))
}

func (c comparePage) facts() []Fact {
	l := c.l
	of := func(s side) Fact {
		f := Fact{Title: s.name, Value: shown(*s.total.Score, 2), Marks: l.imputed(s.total), Note: c.tierName(s.total.Tier)}
		if s.of > 1 {
			f.Note += l.T("join.and") + l.T("compare.rank", "Rank", strconv.Itoa(s.total.Rank), "N", s.of)
		}
		return f
	}
	d := c.difference()
	gap := Fact{Title: l.T("compare.gap"), Value: signed(d, 2), Unit: l.T("trend.points")}
	if d < 0 {
		gap.Tone = "down"
	}
	more, fewer := c.ahead()
	return []Fact{of(c.own), of(c.its), gap,
		{Title: l.T("compare.more"), Value: l.Count(int64(more)), Unit: l.T("compare.themes", "N", more)},
		{Title: l.T("compare.fewer"), Value: l.Count(int64(fewer)), Unit: l.T("compare.themes", "N", fewer)},
	}
}

func (c comparePage) figures() []Figure {
	l := c.l
	themes, indicators := c.themes(), c.indicators()
	picture := Figure{ID: "gap", Span: "c6", Kicker: l.T("compare.gap_kicker", "Own", c.own.name, "Other", c.its.name), Finding: c.gapFinding()}
	steps := []chart.Step{{Name: c.its.name, Label: shown(*c.its.total.Score, 2), Total: true, Value: scoring.Round(*c.its.total.Score, 2)}}
	for _, id := range c.nodes(2, themesOf) {
		if d := c.gapOf(id, 2); d != 0 {
			steps = append(steps, chart.Step{Name: c.theme(id), Label: signed(d, 2), Value: d})
		}
	}
	steps = append(steps, chart.Step{Name: c.own.name, Label: shown(*c.own.total.Score, 2), Total: true, Value: scoring.Round(*c.own.total.Score, 2)})
	option, err := chart.Waterfall(chart.WaterfallInput{Steps: steps})
	picture.draw(l, picture.Finding, "h560", option, err)
	picture.Trace = c.trace(picture.ID, themes.Table.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("compare.rule")))
	return []Figure{picture, themes, indicators}
}

// gapFinding names the theme that makes most of the difference.
func (c comparePage) gapFinding() string {
	ids := c.nodes(2, themesOf)
	d := 0.0
	if len(ids) > 0 {
		d = c.gapOf(ids[0], 2)
	}
	if d == 0 {
		return c.l.T("compare.gap_level")
	}
	return c.l.T("compare.gap_finding", "Theme", c.theme(ids[0]), "Points", signed(d, 2))
}

// columns are those of both tables: what stands on either side, and the difference.
func (c comparePage) columns(first, id string, more ...Column) []Column {
	l := c.l
	cols := append([]Column{{Key: first, Title: l.T("col." + first)}, {Key: id, Title: l.T("col.code"), File: true}}, more...)
	return append(cols,
		Column{Key: "score", Title: l.T("compare.col.score", "Name", c.own.name), Num: true, Hide: true, Class: "wraps"},
		Column{Key: "score_other", Title: l.T("compare.col.score", "Name", c.its.name), Num: true, Hide: true, Class: "wraps"},
		Column{Key: "points", Title: l.T("compare.col.points", "Name", c.own.name), Num: true, Class: "wraps"},
		Column{Key: "points_other", Title: l.T("compare.col.points", "Name", c.its.name), Num: true, Class: "wraps"},
		Column{Key: "difference", Title: l.T("compare.gap"), Num: true},
	)
}

// cells are scores, points and the difference of a node.
func (c comparePage) cells(id string, decimals int) []Cell {
	var scores, points [2]*float64
	var marks [2][]Mark
	for k, s := range []side{c.own, c.its} {
		for _, nodes := range [][]assess.NodeScore{s.tree.themes, s.tree.leaves} {
			if n, ok := s.tree.find(nodes, id); ok {
				scores[k], marks[k] = n.Score, c.l.imputed(n)
			}
		}
		points[k] = s.tree.parts[id].contribution
	}
	return []Cell{exact(scores[0], 2).marked(marks[0]), exact(scores[1], 2).marked(marks[1]), num(points[0], decimals).marked(marks[0]), num(points[1], decimals).marked(marks[1]), moved(new(c.gapOf(id, decimals)), decimals)}
}

// value is an indicator's on one side.
func (c comparePage) value(s side, id assess.IndicatorID) Cell {
	n, _ := s.tree.find(s.tree.leaves, string(id))
	return exact(s.values[id].Value, c.Indicators[id].Decimals).marked(c.l.imputed(n))
}

// themes is what every theme gives on either side; the differences add up to that of the totals as shown.
func (c comparePage) themes() Figure {
	l := c.l
	t := &Table{Name: "compare", Caption: l.T("compare.themes_caption", "Own", c.own.name, "Other", c.its.name), Class: "dense", Columns: c.columns("theme", "theme_id")}
	for _, id := range c.nodes(2, themesOf) {
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{words(c.theme(id)).to(c.url("/explain", "theme", id)), words(id)}, c.cells(id, 2)...)})
	}
	t.Rows = append(t.Rows, Row{Sum: true, Cells: []Cell{
		words(l.T("change.total")), {}, exact(c.own.total.Score, 2).marked(l.imputed(c.own.total)), exact(c.its.total.Score, 2).marked(l.imputed(c.its.total)),
		num(c.own.total.Contribution, 2).marked(l.imputed(c.own.total)), num(c.its.total.Contribution, 2).marked(l.imputed(c.its.total)), moved(new(c.difference()), 2),
	}})
	more, fewer := c.ahead()
	f := Figure{ID: "themes", Span: "c6", Kicker: l.T("compare.themes_kicker"), Finding: l.T("compare.themes_finding", "N", len(c.nodes(2, themesOf)), "More", l.Count(int64(more)), "Fewer", l.Count(int64(fewer))), Table: t}
	f.Trace = c.trace(f.ID, t.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("compare.rule")))
	return f
}

// indicators is what every indicator gives on either side.
func (c comparePage) indicators() Figure {
	l := c.l
	t := &Table{Name: "compare_indicators", Caption: l.T("compare.indicators_caption", "Own", c.own.name, "Other", c.its.name), Class: "dense",
		Columns: c.columns("indicator", "indicator_id",
			Column{Key: "value", Title: l.T("compare.col.value", "Name", c.own.name), Num: true, Hide: true, Class: "wraps"},
			Column{Key: "value_other", Title: l.T("compare.col.value", "Name", c.its.name), Num: true, Hide: true, Class: "wraps"},
			Column{Key: "unit", Title: l.T("col.unit"), Hide: true}),
		Empty: &State{Title: l.T("change.movers.none")},
	}
	ids := c.nodes(3, leavesOf)
	sum := 0.0
	for k, node := range ids {
		sum += c.gapOf(node, 3)
		if k >= firstMovers && !c.Whole {
			continue
		}
		id := assess.IndicatorID(node)
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{
			words(c.indicator(id)).to(c.url("/i/" + node)), words(node),
			c.value(c.own, id), c.value(c.its, id), words(l.Of(c.Indicators[id].Unit)),
		}, c.cells(node, 3)...)})
	}
	f := Figure{ID: "indicators", Span: "c12", Kicker: l.T("compare.indicators_kicker"), Finding: l.T("compare.gap_level"), Table: t}
	if len(ids) > 0 {
		total := Row{Sum: true, Cells: make([]Cell, len(t.Columns))}
		total.Cells[0] = words(l.T("change.movers.total", "N", len(ids)))
		total.Cells[9] = moved(new(scoring.Round(sum, 3)), 3)
		t.Rows = append(t.Rows, total)
		if d := c.gapOf(ids[0], 3); d != 0 {
			f.Finding = l.T("compare.gap_finding", "Theme", c.indicator(assess.IndicatorID(ids[0])), "Points", signed(d, 3))
		}
	}
	if len(ids) > firstMovers && !c.Whole {
		f.More = &Link{Text: l.T("change.movers.more", "N", len(ids)), Href: c.here("show", "all") + "#indicators"}
	}
	f.Trace = c.trace(f.ID, t.Name, Link{}, l.from(l.T("trace.computed")), l.by(l.T("theme.rule")))
	return f
}
