package page

import (
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// IndicatorInput is what the page of one indicator shows.
type IndicatorInput struct {
	In
	ID         assess.IndicatorID
	Assessment assess.Assessment
	Months     []assess.Value
	Pipeline   assess.Pipeline
	Cases      assess.CaseList // the first rows
	SQL        string
	HandIn     *assess.HandIn // the sheet that brought the value, when it was filled in here
	Before     *float64       // the value of the year before; nil when there is none
	Peers      []float64      // values of other regions
	Splits     assess.Splits
	AllGroups  string           // the column whose groups are all shown, "*" for every split; else the first of each
	Spread     *assess.Spread   // nil where cases have no times of their own
	Late, Open *assess.CaseList // the first of the open cases; nil where they know no due day
	Coverage   assess.Coverage  // of the sources behind the value
}

// Indicator is the page of one indicator: is it good, why, and is it right?
type Indicator struct {
	Base
	Facts      []Fact
	Months     Figure
	Frontier   Figure
	Spread     *Figure
	Apart      *Figure // why the value is not taken apart
	Splits     []Figure
	Open       []Figure
	Coverage   Figure
	Definition Figure
	Cases      Figure
}

// NewIndicator builds the page.
func NewIndicator(in IndicatorInput) Indicator {
	i := newIndicator(in.In, in.Assessment, in.ID)
	i.before, i.peers, i.covered = in.Before, in.Peers, in.Coverage
	months, table := i.months(in.Months)
	p := Indicator{
		Facts: i.facts(), Months: months, Frontier: i.frontier(), Coverage: i.coverage(in.Pipeline),
		Definition: i.definition(in.SQL), Cases: i.firstCases(in.Cases),
		Spread: i.spread(in.Spread), Apart: i.apart(in.Splits), Splits: i.splits(in.Splits, in.AllGroups), Open: i.open(in.Late, in.Open),
	}
	p.Coverage.Pairs = append(p.Coverage.Pairs, in.handed(in.HandIn, in.ID)...)
	tables := []*Table{table, p.Coverage.Table}
	if p.Spread != nil {
		tables = append(tables, p.Spread.Twin)
	}
	for _, f := range append(p.Splits[:len(p.Splits):len(p.Splits)], p.Open...) {
		tables = append(tables, f.Table)
	}
	p.Base = in.base(i.sentence(), tables...)
	p.footnote(in.In, i.standsIn() != "")
	p.Title = in.indicator(in.ID)
	p.Sub = i.l.Of(i.ind.Formula)
	p.Crumbs = []Link{{Text: i.l.T("nav.indicators"), Href: in.url("/indicators")}}
	if i.score.Parent != "" {
		p.Crumbs = append(p.Crumbs, Link{Text: in.theme(i.score.Parent), Href: in.url("/explain", "theme", i.score.Parent)})
	}
	p.Crumbs = append(p.Crumbs, Link{Text: string(in.ID)})
	return p
}

// indicator is one indicator of an assessment with all that is known of it.
type indicator struct {
	In
	l     *Locale
	id    assess.IndicatorID
	ind   assess.Indicator
	node  *scheme.Node // nil when the year's scheme does not use it
	value assess.Value
	score assess.NodeScore
	part  part // of the score, as shown

	before  *float64 // the value of the year before
	ground  []assess.GroundFact
	peers   []float64
	covered assess.Coverage
}

func newIndicator(in In, a assess.Assessment, id assess.IndicatorID) indicator {
	i := indicator{In: in, l: in.Locale, id: id, ind: in.Indicators[id], ground: a.Ground}
	i.node, _ = in.node(string(id))
	v, ok := a.Values[id]
	if !ok {
		v.Status = assess.Missing
	}
	i.value = v
	t := treeOf(a)
	i.score, _ = t.find(t.leaves, string(id))
	i.part = t.parts[string(id)]
	return i
}

// unit is the unit in the reader's language.
func (i indicator) unit() string { return i.l.Of(i.ind.Unit) }

// says writes a value of this indicator with its unit.
func (i indicator) says(v float64) string {
	return i.l.quantity(shown(v, i.ind.Decimals), i.unit())
}

// bare writes a value without its unit.
func (i indicator) bare(v float64) string { return shown(v, i.ind.Decimals) }

func (i indicator) light() Light {
	if i.score.Status == assess.StandsIn {
		return Light{none, i.l.T("light.imputed")}
	}
	return i.l.light(i.node, i.value, i.ind.Decimals)
}

// lower says whether less is better.
func (i indicator) lower() bool { return i.ind.Direction == assess.LowerIsBetter }

// sentence says the value, and how far from its target it is.
func (i indicator) sentence() string {
	l, name := i.l, i.indicator(i.id)
	if text := i.standsIn(); text != "" {
		return l.T("indicator.h1.imputed", "Name", name, "How", text)
	}
	switch i.value.Status {
	case assess.Missing, assess.NotApplicable, assess.NoPractice:
		return l.T("indicator.h1."+string(i.value.Status), "Name", name, "Period", l.Months(i.Year, i.asOf()))
	}
	if i.value.Value == nil {
		return l.T("indicator.h1.missing", "Name", name, "Period", l.Months(i.Year, i.asOf()))
	}
	value := i.says(*i.value.Value)
	if i.value.Status == assess.SmallSample && i.node != nil {
		return l.T("indicator.h1.small_sample", "Name", name, "Value", value, "N", int(i.value.N), "Min", l.Count(i.node.MinSample))
	}
	if i.node == nil || i.node.Target == nil {
		return l.T("indicator.h1.plain", "Name", name, "Value", value)
	}
	target := i.says(*i.node.Target)
	light := i.light()
	if light.Class == green {
		return l.T("indicator.h1.green", "Name", name, "Value", value, "Target", target)
	}
	gap := shortfall(i.node.Direction, *i.value.Value, *i.node.Target)
	key := "indicator.h1.short"
	if i.lower() {
		key = "indicator.h1.over"
	}
	unit := i.unit()
	if unit == "%" {
		unit = l.T("unit.points")
	}
	if light.Class == amber {
		key += "_near"
	}
	return l.T(key, "Name", name, "Value", value, "Target", target, "Gap", l.quantity(i.bare(gap), unit))
}

// facts is the strip below the sentence.
func (i indicator) facts() []Fact {
	l := i.l
	light := i.light()
	value := Fact{Title: l.T("indicator.fact.value", "Period", l.Months(i.Year, i.asOf())), Value: dash, Note: l.T("light." + string(i.value.Status))}
	if i.value.Value != nil {
		value.Value, value.Unit, value.Note = i.bare(*i.value.Value), i.unit(), l.T("indicator.better."+string(i.ind.Direction))
		if value.Unit == "%" {
			value.Value, value.Unit = value.Value+"%", ""
		}
		if i.Publication.Demo && isReported(i.value) {
			value.Marks = []Mark{{"real", l.T("mark.real")}}
		}
	}
	if text := i.standsIn(); text != "" {
		value.Note, value.Marks = text, l.imputed(i.score)
	}
	lit := Fact{Title: l.T("col.light"), Light: &light}
	if i.node != nil && i.node.Target != nil && i.node.Worst != nil {
		lit.Note = l.T("indicator.light_rule."+string(i.node.Direction), "Target", i.bare(*i.node.Target), "Near", i.bare(nearLimit(*i.node.Target, *i.node.Worst)))
	}
	score := Fact{Title: l.T("col.score"), Value: dash, Note: i.reasonText()}
	weight := Fact{Title: l.T("indicator.fact.weight"), Value: dash, Note: i.reasonText()}
	if i.part.contribution != nil {
		score.Marks = l.imputed(i.score)
		score.Value, score.Note = shown(*i.score.Score, 2), l.T("indicator.fact.contribution", "Points", shown(*i.part.contribution, 3))
		weight.Value, weight.Unit = shown(i.score.Weight, 2), l.T("indicator.fact.loses", "Points", shown(*i.part.loss, 3))
		weight.Note = i.weightNote()
	}
	n := Fact{Title: l.T("indicator.fact.n"), Value: l.Count(i.value.N), Note: l.T("indicator.feed." + string(i.feed()))}
	if i.value.Value == nil {
		n.Value = dash
	}
	if i.node != nil && i.node.MinSample > 0 {
		n.Note = l.T("indicator.fact.min", "Min", l.Count(i.node.MinSample))
	}
	if due, delivered := i.covered.Months(); due > 0 {
		n.Note += l.T("join.clause") + l.T("coverage.short", "Delivered", l.Count(int64(delivered)), "Due", l.Count(int64(due)))
	}
	who := Fact{Title: l.T("col.department"), Value: i.department(i.ind.Department), Tone: "name", Note: l.Of(i.ind.CoOwners)}
	if who.Note != "" {
		who.Note = l.T("indicator.fact.with", "Names", who.Note)
	}
	return []Fact{value, lit, score, weight, n, who}
}

// weightNote says where the weight comes from when it is not the scheme's own.
func (i indicator) weightNote() string {
	more := i.score.Weight - i.score.Full
	if shown(more, 2) == shown(0, 2) {
		return i.l.T("indicator.fact.full", "Full", shown(i.score.Full, 2))
	}
	return i.l.T("indicator.fact.more", "Full", shown(i.score.Full, 2), "More", signed(more, 2))
}

// standsIn says what stands in for the indicator's missing value; empty where nothing does.
func (i indicator) standsIn() string { return i.In.standsIn(i.ground, i.score) }

// measuredBy says what the values are measured by where that is not the scheme's frontier.
func (i indicator) measuredBy() string { return i.In.measuredBy(i.ground, i.node) }

// remark says what is to know of the score: why there is none, or that another value stands behind it.
func (i indicator) remark() string {
	if text := i.standsIn(); text != "" {
		return text
	}
	return i.reasonText()
}

// reasonText says why the indicator has no score; empty when it has one.
func (i indicator) reasonText() string {
	if i.score.Contribution != nil {
		return ""
	}
	if i.score.Node == "" {
		return i.l.T("indicator.not_in_scheme", "Year", strconv.Itoa(i.Year))
	}
	return i.reason(i.score)
}

// feed is where the values come from.
func (i indicator) feed() assess.Feed {
	if i.value.Feed != "" {
		return i.value.Feed
	}
	if i.ind.Feed != "" {
		return i.ind.Feed
	}
	return assess.FromReport
}
