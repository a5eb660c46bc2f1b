package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scoring"
)

// EditionInput is one edition, and what today's facts and rules would change of it.
type EditionInput struct {
	In
	Diff         assess.EditionDiff
	Frozen       []assess.NodeScore    // the totals of its year as it holds them
	Events       []assess.EditionEvent // the oldest first
	Then, Now    Field                 // what the scores of the year were made of, and are today
	OtherRegions func(assess.RegionCode) string
	Sources      []assess.SourceState // for their titles
}

// Edition is one frozen year: what it is, how to prove it, and what would come out today.
type Edition struct {
	Base
	Facts   []Fact
	Looks   []Link // the pages as they were then
	Figures []Figure
	Verify  string // the command
}

// NewEdition builds the page.
func NewEdition(in EditionInput) Edition {
	e := edition{in, in.Locale}
	d := in.Diff
	state := Light{none, e.l.T("edition.state.frozen")}
	if d.Shown {
		state = Light{green, e.l.T("edition.state.published")}
	}
	p := Edition{
		Facts: []Fact{
			{Title: e.l.T("col.state"), Light: &state, Note: d.Reason},
			{Title: e.l.T("trace.asof"), Value: ISO(d.AsOf), Note: e.l.T("edition.fact.as_of")},
			{Title: e.l.T("edition.col.frozen_at"), Value: ISO(d.FrozenAt.In(assess.Zone)), Note: e.l.T("edition.fact.by", "By", d.By, "Program", d.Program)},
			{Title: e.l.T("edition.col.manifest"), Value: d.Manifest[:min(12, len(d.Manifest))], Note: e.l.T("edition.fact.manifest")},
		},
		Verify: "yingshang edition verify " + string(d.ID), Looks: e.looks(),
	}
	differs := []string{"totals", "why", "values"} // where neither facts nor rules differ, none of these can
	var tables []*Table
	for _, f := range []Figure{e.totals(), e.why(), e.values(), e.facts(), e.rules(), e.results(), e.ownEvents()} {
		tables = append(tables, f.Table)
		if len(f.Table.Rows) > 0 || !slices.Contains(differs, f.ID) {
			p.Figures = append(p.Figures, f)
		}
	}
	p.Base = in.base(e.sentence(), tables...)
	p.Title, p.Sub = e.l.T("base.edition", "Edition", string(d.ID)), e.l.T("edition.one.sub")
	p.Crumbs = []Link{{Text: e.l.T("nav.editions"), Href: in.url("/editions")}, {Text: string(d.ID)}}
	return p
}

type edition struct {
	EditionInput
	l *Locale
}

// own are the county's totals then and today; nil where there is none.
func (e edition) own() (then, now *float64) {
	for _, t := range e.Diff.Totals {
		if t.Region == e.Region.Code {
			if t.Then != nil {
				then = t.Then.Score
			}
			if t.Now != nil {
				now = t.Now.Score
			}
		}
	}
	return then, now
}

// scoreCell is the score of a node; a dash where there is no such node.
func scoreCell(l *Locale, n *assess.NodeScore) Cell {
	if n == nil {
		return num(nil, 2)
	}
	return exact(n.Score, 2).marked(l.imputed(*n))
}

// sentence says whether the edition would come out the same today.
func (e edition) sentence() string {
	l, d := e.l, e.Diff
	then, now := e.own()
	switch {
	case d.Same():
		return l.T("edition.one.same", "Edition", string(d.ID))
	case then != nil && now != nil && shown(*then, 2) != shown(*now, 2):
		return l.T("edition.one.moved", "Edition", string(d.ID), "Then", shown(*then, 2), "Now", shown(*now, 2))
	case len(d.Values) > 0:
		return l.T("edition.one.values", "Edition", string(d.ID), "N", len(d.Values))
	}
	return l.T("edition.one.unmoved", "Edition", string(d.ID))
}

func (e edition) figure(id, span string, table *Table, finding, rule string, n int) Figure {
	f := Figure{ID: id, Span: span, Kicker: e.l.T("edition." + id + ".kicker"), Finding: finding, Table: table}
	f.Trace = e.trace(id, table.Name, Link{}, e.l.from(e.l.T("edition.source")), e.l.by(e.l.T(rule)), e.l.cases(int64(n)))
	return f
}

// region is the name of a region, its code when it has none.
func (e edition) region(code assess.RegionCode) Cell {
	name := ""
	if code == e.Region.Code {
		name = e.l.Of(e.Region.Name)
	} else if e.OtherRegions != nil {
		name = e.OtherRegions(code)
	}
	if name == "" {
		name = string(code)
	}
	return words(name)
}

func (e edition) totals() Figure {
	l, list := e.l, e.Diff.Totals
	table := &Table{
		Name: "totals", Caption: l.T("edition.totals.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "region", Title: l.T("trace.region")}, {Key: "region_code", Title: l.T("edition.col.region_code"), File: true},
			{Key: "score_then", Title: l.T("edition.col.score_then"), Num: true}, {Key: "score_now", Title: l.T("edition.col.score_now"), Num: true},
			{Key: "rank_then", Title: l.T("edition.col.rank_then"), Num: true}, {Key: "rank_now", Title: l.T("edition.col.rank_now"), Num: true},
			{Key: "tier_then", Title: l.T("edition.col.tier_then"), Short: true}, {Key: "tier_now", Title: l.T("edition.col.tier_now"), Short: true},
		},
		Empty: &State{Title: l.T("edition.totals.none"), Text: l.T("edition.totals.none_text")},
	}
	for _, t := range list {
		row := Row{Me: t.Region == e.Region.Code, Cells: []Cell{e.region(t.Region), words(string(t.Region)), scoreCell(l, t.Then), scoreCell(l, t.Now)}}
		for _, of := range []func(*assess.NodeScore) Cell{
			func(n *assess.NodeScore) Cell { return count(int64(n.Rank)) }, func(n *assess.NodeScore) Cell { return words(e.tierName(n.Tier)) },
		} {
			for _, n := range []*assess.NodeScore{t.Then, t.Now} {
				c := Cell{Shown: dash}
				if n != nil {
					c = of(n)
				}
				row.Cells = append(row.Cells, c)
			}
		}
		table.Rows = append(table.Rows, row)
	}
	finding := l.T("edition.totals.none")
	if len(list) > 0 {
		finding = l.T("edition.totals.finding", "N", len(list))
	}
	return e.figure("totals", "c12", table, finding, "edition.diff.rule", len(list))
}

// why takes what today would make of the county's score apart.
func (e edition) why() Figure {
	l := e.l
	table := &Table{
		Name: "causes", Caption: l.T("edition.why.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "cause", Title: l.T("edition.col.cause")}, {Key: "indicator", Title: l.T("col.indicator")},
			{Key: "points", Title: l.T("edition.col.points"), Num: true},
		},
		Empty: &State{Title: l.T("edition.why.none"), Text: l.T("edition.why.none_text")},
	}
	finding := l.T("edition.why.none")
	change, err := e.Then.Change(e.Now, e.Region.Code)
	if err == nil {
		change.Unit = l.Of(e.Region.Name) // in the sentence
		for _, r := range causesOf(change) {
			if r.points == 0 {
				continue
			}
			name := Cell{Shown: dash}
			if r.indicator != "" {
				name = words(e.indicator(r.indicator)).to(e.url("/i/" + string(r.indicator)))
			}
			table.Rows = append(table.Rows, Row{Cells: []Cell{words(l.T(causeKeys[r.cause])), name, exact(&r.points, 3)}})
		}
		if len(table.Rows) > 0 {
			sum := change.To - change.From
			table.Rows = append(table.Rows, Row{Sum: true, Cells: []Cell{words(l.T("edition.why.sum")), {}, exact(&sum, 3)}})
			finding = l.Of(change.Text())
		}
	}
	return e.figure("why", "c12", table, finding, "change.rule", len(table.Rows))
}

// caused is one part of a change.
type caused struct {
	cause     int
	indicator assess.IndicatorID
	points    float64
}

// causesOf are all parts of a change, the largest of each cause first.
func causesOf(c *scoring.Change) []caused {
	var all []caused
	for _, i := range c.Indicators {
		all = append(all, caused{performance, assess.IndicatorID(i.Indicator), i.Performance}, caused{frontier, assess.IndicatorID(i.Indicator), i.Frontier})
	}
	all = append(all, caused{cause: weights, points: c.Weights}, caused{cause: coverage, points: c.Coverage}, caused{cause: rules, points: c.Scheme})
	slices.SortStableFunc(all, func(a, b caused) int {
		return cmp.Or(cmp.Compare(a.cause, b.cause), cmp.Compare(math.Abs(b.points), math.Abs(a.points)))
	})
	return all
}

func (e edition) values() Figure {
	l, list := e.l, e.Diff.Values
	table := &Table{
		Name: "values", Caption: l.T("edition.values.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "region", Title: l.T("trace.region"), Short: true}, {Key: "region_code", Title: l.T("edition.col.region_code"), File: true},
			{Key: "indicator", Title: l.T("col.indicator")}, {Key: "indicator_id", Title: l.T("col.code"), Short: true},
			{Key: "value_then", Title: l.T("edition.col.value_then"), Num: true}, {Key: "value_now", Title: l.T("edition.col.value_now"), Num: true},
			{Key: "numerator_then", Title: l.T("edition.col.numerator_then"), Num: true, Hide: true}, {Key: "numerator_now", Title: l.T("edition.col.numerator_now"), Num: true, Hide: true},
			{Key: "denominator_then", Title: l.T("edition.col.denominator_then"), Num: true, Hide: true}, {Key: "denominator_now", Title: l.T("edition.col.denominator_now"), Num: true, Hide: true},
		},
		Empty: &State{Title: l.T("edition.values.none"), Text: l.T("edition.values.none_text")},
	}
	for _, v := range list {
		then, now := orNothing(v.Then), orNothing(v.Now)
		decimals := e.Indicators[v.Indicator].Decimals
		table.Rows = append(table.Rows, Row{Me: v.Region == e.Region.Code, Cells: []Cell{
			e.region(v.Region), words(string(v.Region)), words(e.indicator(v.Indicator)).to(e.url("/i/" + string(v.Indicator))), words(string(v.Indicator)),
			exact(then.Value, decimals), exact(now.Value, decimals), exact(then.Numerator, decimals), exact(now.Numerator, decimals),
			exact(then.Denominator, 0), exact(now.Denominator, 0),
		}})
	}
	finding := l.T("edition.values.none")
	if len(list) > 0 {
		finding = l.T("edition.values.finding", "N", len(list))
	}
	return e.figure("values", "c12", table, finding, "edition.diff.rule", len(list))
}

func orNothing(v *assess.Value) assess.Value {
	if v == nil {
		return assess.Value{}
	}
	return *v
}

func (e edition) facts() Figure {
	l, list := e.l, e.Diff.Facts
	table := &Table{
		Name: "facts", Caption: l.T("edition.facts.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "source", Title: l.T("col.source")}, {Key: "feed", Title: l.T("col.code"), File: true}, {Key: "month", Title: l.T("edition.col.month"), Short: true},
			{Key: "added", Title: l.T("edition.col.added"), Num: true}, {Key: "removed", Title: l.T("edition.col.removed"), Num: true},
		},
		Empty: &State{Title: l.T("edition.facts.none"), Text: l.T("edition.facts.none_text")},
	}
	rows := int64(0)
	for _, f := range list {
		rows += f.Added + f.Removed
		table.Rows = append(table.Rows, Row{Cells: []Cell{words(e.feed(f.Feed)), words(f.Feed), words(f.Month.Format("2006-01")), count(f.Added), count(f.Removed)}})
	}
	finding := l.T("edition.facts.none")
	if len(list) > 0 {
		finding = l.T("edition.facts.finding", "N", len(list), "Rows", l.Count(rows))
	}
	return e.figure("facts", "c6", table, finding, "edition.facts.rule", int(rows))
}

// feed is the title of a feed's source, the feed where it has none.
func (e edition) feed(feed string) string {
	_, source, _ := strings.Cut(feed, "/")
	for _, s := range e.Sources {
		if string(s.ID) == source {
			return e.l.Of(s.Title)
		}
	}
	return feed
}

func (e edition) rules() Figure {
	l, list := e.l, e.Diff.Rules
	table := &Table{
		Name: "rules", Caption: l.T("edition.rules.kicker"), Class: "dense cards",
		Columns: []Column{{Key: "path", Title: l.T("edition.col.path")}, {Key: "state", Title: l.T("col.state"), Short: true}},
		Empty:   &State{Title: l.T("edition.rules.none"), Text: l.T("edition.rules.none_text")},
	}
	for _, r := range list {
		state := "changed"
		switch {
		case !r.Now:
			state = "gone"
		case !r.Then:
			state = "new"
		}
		path := Cell{Value: report.Text(r.Path), Mono: true}
		table.Rows = append(table.Rows, Row{Cells: []Cell{path, words(l.T("edition.rule_state." + state))}})
	}
	finding := l.T("edition.rules.none")
	if len(list) > 0 {
		finding = l.T("edition.rules.finding", "N", strconv.Itoa(len(list)))
	}
	return e.figure("rules", "c6", table, finding, "edition.rules.rule", len(list))
}
