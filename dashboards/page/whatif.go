package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// WhatIfInput is what the simulator plays with. What the reader asks stands in In.Query, by the names of WhatIfNames.
type WhatIfInput struct {
	In
	Assessment assess.Assessment
	Field      Field
	Whole      bool // long tables in full
}

// How many indicators can be given a value, and a limit, at once, and how many nodes a weight.
const (
	settings = 12
	limits   = 6
	spare    = 4 // lines that the forms show at first

	weighings = 6 // nodes that can be given another weight
)

// WhatIfNames are the parameters of the simulator's forms: i1 and x1 are an indicator and its value, n1 and w1 a node and
// its weight, m1, b1 and c1 an indicator, the best that it can reach and what the whole way costs.
func WhatIfNames() []string {
	names := []string{"goal", "score", "by"}
	for k := 1; k <= settings; k++ {
		names = append(names, "i"+strconv.Itoa(k), "x"+strconv.Itoa(k))
	}
	for k := 1; k <= weighings; k++ {
		names = append(names, "n"+strconv.Itoa(k), "w"+strconv.Itoa(k))
	}
	for k := 1; k <= limits; k++ {
		names = append(names, "m"+strconv.Itoa(k), "b"+strconv.Itoa(k), "c"+strconv.Itoa(k))
	}
	return names
}

// WhatIf is the simulator: where the county would stand with other values or weights, which value of one indicator would reach a score or a
// tier, and which set of moves would do so for the least effort.
type WhatIf struct {
	Base
	State  *State
	Facts  []Fact
	Ask    *Form
	Answer *Figure
	Goal   *Form
	Solve  *Figure
	Moves  *Figure
}

// Form is a form that asks by its address alone.
type Form struct {
	ID, Title, Hint string
	Action          string
	Keep            []Pair
	Lines           []FormLine
	Submit          string
	Reset           Link
}

// FormLine is a group of fields that belong together, and what there is to know about them.
type FormLine struct {
	Head   string // above the line; empty but where another kind of line begins
	Fields []FormField
	Note   string
}

// FormField is a choice or a number to be written.
type FormField struct {
	Name, Title string
	Groups      []OptionGroup // of a choice
	Value       string        // as it was written
	Hint        string        // stands in an empty field
	Fault       string        // what is wrong with it
}

// OptionGroup are the values of a choice that stand under one name; the name may be empty.
type OptionGroup struct {
	Name    string
	Options []Option
}

// whatIf is the page being built.
type whatIf struct {
	WhatIfInput
	l      *Locale
	tree   tree
	ground *scoring.Ground
	leaves []*scheme.Node // those that can be asked about
	values map[assess.IndicatorID]assess.Value
	losses []scoring.Loss
}

// NewWhatIf builds the page.
func NewWhatIf(in WhatIfInput) WhatIf {
	w := whatIf{WhatIfInput: in, l: in.Locale, tree: treeOf(in.Assessment), values: in.Field.of(in.Region.Code)}
	p := WhatIf{}
	h1 := w.l.T("whatif.h1")
	var tables []*Table
	if u, state := in.rescored(in.Field, w.tree.total); state != nil {
		p.State, h1 = state, w.l.T("whatif.h1_none")
	} else if ground, err := scoring.NewGround(in.Field.Scheme, scoring.Inputs(in.Field.Values), in.Field.Options()); err != nil {
		p.State, h1 = &State{Class: "warn", Title: w.l.T("field.stale"), Text: w.l.T("field.stale_text")}, w.l.T("whatif.h1_none")
	} else {
		w.ground, w.leaves = ground, w.askable(u)
		w.losses, _ = u.Losses() // only to begin with the dearest
		ask, asked, faults := w.ask()
		weights, wrong := w.reweigh(&ask)
		faults = faults || wrong
		p.Ask = &ask
		if len(asked)+len(weights) > 0 && !faults {
			a := w.answer(asked, weights)
			p.Facts, p.Answer, h1 = a.facts, &a.figure, a.sentence
			tables = append(tables, a.figure.Table)
		} else {
			p.Facts = w.standing(w.now())
		}
		if faults {
			h1 = w.l.T("whatif.h1_faults")
		}
		g := w.goal()
		solve, moves := w.solve(g), w.moves(g)
		p.Goal, p.Solve, p.Moves = &g.form, &solve, &moves
		for _, f := range []Figure{solve, moves} {
			if f.Table != nil {
				tables = append(tables, f.Table)
			}
		}
	}
	p.Base = in.base(h1, tables...)
	if p.Marked == nil {
		p.footnote(in.In, len(p.Facts) > 0 && len(p.Facts[0].Marks) > 0) // the first fact is the score, which nothing else marks
	}
	p.Title, p.Sub = w.l.T("nav.whatif"), w.l.T("whatif.sub")
	p.Crumbs = []Link{{Text: w.l.T("nav.whatif"), Href: in.url("/whatif")}, {Text: w.l.Months(in.Year, in.asOf())}}
	p.notes = append(p.notes, report.Note{Title: w.l.T("whatif.mark"), Text: w.l.T("whatif.mark_text")})
	return p
}

// askable are the indicators that weigh, or would if they had a value.
func (w whatIf) askable(u *scoring.UnitResult) []*scheme.Node {
	var out []*scheme.Node
	w.Field.Scheme.Root.Walk(func(n, parent *scheme.Node, _ int) {
		if !n.Leaf() || n.Weight == 0 {
			return
		}
		if up, ok := u.Node(parent.ID); ok && up.Reason == scoring.WhyNoWeight {
			return
		}
		out = append(out, n)
	})
	return out
}

// leaf finds an indicator that can be asked about.
func (w whatIf) leaf(id string) *scheme.Node {
	for _, n := range w.leaves {
		if n.ID == id {
			return n
		}
	}
	return nil
}

// options are the indicators of a choice, by theme, with one that is chosen.
func (w whatIf) options(chosen string, may func(*scheme.Node) bool) []OptionGroup {
	groups := []OptionGroup{{Options: []Option{{"", w.l.T("whatif.choose"), chosen == ""}}}}
	for _, theme := range w.Field.Scheme.Root.Children {
		g := OptionGroup{Name: w.theme(theme.ID)}
		theme.Walk(func(n, _ *scheme.Node, _ int) {
			if w.leaf(n.ID) == n && may(n) {
				g.Options = append(g.Options, Option{n.ID, w.indicator(n.Indicator()), n.ID == chosen})
			}
		})
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// says writes a value of an indicator with its unit.
func (w whatIf) says(id string, v float64) string {
	ind := w.Indicators[assess.IndicatorID(id)]
	return w.l.quantity(shown(v, ind.Decimals), w.l.Of(ind.Unit))
}

// today is the value of an indicator, a dash and the reason when it has none.
func (w whatIf) today(id string) string {
	v := w.values[assess.IndicatorID(id)]
	if n, ok := w.tree.find(w.tree.leaves, id); ok && n.Status == assess.StandsIn {
		return w.standsIn(w.Assessment.Ground, n)
	}
	if v.Value == nil {
		status := v.Status
		if status == "" || status == assess.Measured {
			status = assess.Missing
		}
		return w.l.T("light." + string(status))
	}
	return w.says(id, *v.Value)
}

// imputed marks what an indicator is scored by today, where that is an imputed value.
func (w whatIf) imputed(id string) []Mark {
	n, _ := w.tree.find(w.tree.leaves, id)
	return w.l.imputed(n)
}

// bounds are the least and the greatest value that may be asked for: those of the frontier, and today's where it lies beyond.
func (w whatIf) bounds(n *scheme.Node) (low, high float64, ok bool) {
	if n.Best == nil || n.Worst == nil {
		return 0, 0, false
	}
	low, high = min(*n.Best, *n.Worst), max(*n.Best, *n.Worst)
	if v := w.values[n.Indicator()].Value; v != nil {
		low, high = min(low, *v), max(high, *v)
	}
	return low, high, true
}

// note says what there is to know about an indicator: its value today, and the ends of its frontier.
func (w whatIf) note(n *scheme.Node) string {
	text := w.l.T("whatif.today", "Value", w.today(n.ID))
	if n.Best == nil || n.Worst == nil {
		return text
	}
	return text + w.l.T("join.clause") + w.l.T("whatif.ends", "Worst", w.says(n.ID, *n.Worst), "Best", w.says(n.ID, *n.Best))
}

// within reads a value that is written for an indicator; the fault says what is wrong with it.
func (w whatIf) within(n *scheme.Node, text string) (v float64, fault string) {
	v, ok := typed(text)
	if !ok {
		return 0, w.l.T("whatif.fault.number", "Text", text)
	}
	if n.YesNo && v != 0 && v != 1 {
		return 0, w.l.T("whatif.fault.yes_no")
	}
	if low, high, has := w.bounds(n); has && (v < low || v > high) {
		return 0, w.l.T("whatif.fault.bounds", "Low", w.says(n.ID, low), "High", w.says(n.ID, high))
	}
	return v, ""
}

// lines is how many lines of a form are asked for: those that are filled, one more, and at least a few.
func (w whatIf) lines(most, least int, names ...string) int {
	last := 0
	for k := 1; k <= most; k++ {
		for _, name := range names {
			if strings.TrimSpace(w.Query.Get(name+strconv.Itoa(k))) != "" {
				last = k
			}
		}
	}
	return min(max(last+1, least), most)
}

// asks says whether the reader has sent a form of these fields.
func (w whatIf) asks(name string) bool {
	for k := 1; k <= settings; k++ {
		if w.Query.Get(name+strconv.Itoa(k)) != "" {
			return true
		}
	}
	return false
}

// ask is the form of other values, and what it asks. Before anything is asked it names the indicators that cost most.
func (w whatIf) ask() (f Form, asked []scoring.Setting, faults bool) {
	l := w.l
	f = Form{ID: "ask", Title: l.T("whatif.ask.title"), Hint: l.T("whatif.ask.hint"), Action: "/whatif", Keep: w.keep("i", "x", "n", "w"), Submit: l.T("whatif.ask.submit"),
		Reset: Link{Text: l.T("whatif.reset"), Href: w.url("/whatif")}}
	begun, seen := w.asks("i") || w.asks("x"), map[string]bool{}
	for k := range w.lines(settings, spare, "i", "x") {
		no := strconv.Itoa(k + 1)
		id, text := w.Query.Get("i"+no), strings.TrimSpace(w.Query.Get("x"+no))
		if !begun && k < len(w.losses) {
			id = w.losses[k].Indicator
		}
		n := w.leaf(id)
		choice := FormField{Name: "i" + no, Title: l.T("whatif.ask.indicator", "No", no), Groups: w.options(id, func(*scheme.Node) bool { return true })}
		value := FormField{Name: "x" + no, Title: l.T("whatif.ask.value"), Value: text}
		line := FormLine{}
		switch {
		case id != "" && n == nil:
			choice.Fault = l.T("whatif.fault.unknown", "ID", id)
		case n != nil && seen[id]:
			choice.Fault = l.T("whatif.fault.twice")
		case n == nil && text != "":
			choice.Fault = l.T("whatif.fault.no_indicator")
		case n != nil:
			line.Note = w.note(n)
			if v := w.values[n.Indicator()].Value; v != nil {
				value.Hint = short(*v, w.Indicators[n.Indicator()].Decimals)
			}
			if text != "" {
				v, fault := w.within(n, text)
				if value.Fault = fault; fault == "" {
					asked = append(asked, scoring.Setting{Indicator: id, Value: &v})
				}
			}
		}
		seen[id] = true
		faults = faults || choice.Fault != "" || value.Fault != ""
		line.Fields = []FormField{choice, value}
		f.Lines = append(f.Lines, line)
	}
	return f, asked, faults
}

// keep are the fields of the other form, and those that go along with every link; a form sends its own.
func (w whatIf) keep(own ...string) []Pair {
	out := w.kept()
	for _, name := range WhatIfNames() {
		if slices.ContainsFunc(own, func(o string) bool { return name == o || strings.TrimRight(name, "0123456789") == o }) {
			continue
		}
		if v := w.Query.Get(name); v != "" {
			out = append(out, Pair{name, v})
		}
	}
	return out
}

// now is where the county stands.
func (w whatIf) now() scoring.Standing {
	a, err := w.ground.WhatIf(scoring.Question{Unit: string(w.Region.Code), Year: w.Year})
	if err != nil {
		return scoring.Standing{} // it was scored before
	}
	return a.Before
}

// standing is where the county stands, as facts.
func (w whatIf) standing(s scoring.Standing) []Fact {
	l := w.l
	score := Fact{Title: l.T("explain.fact.score"), Value: dash, Note: l.Months(w.Year, w.asOf())}
	rank := Fact{Title: l.T("rank.fact.rank"), Value: dash, Note: l.T("rank.fact.alone")}
	tier := Fact{Title: l.T("whatif.fact.tier"), Value: w.tierName(s.Tier), Tone: "name"}
	if s.Distance.Estimated {
		tier.Marks = []Mark{{"est", l.T("mark.est")}}
	}
	if s.Score == nil {
		return []Fact{score, rank, tier}
	}
	score.Value, score.Marks = shown(*s.Score, 2), l.imputedIn(s.Imputed)
	if s.Of > 1 {
		rank.Value, rank.Unit, rank.Note = strconv.Itoa(s.Rank), l.T("rank.fact.of", "N", s.Of), l.T("rank.fact.ours")
	}
	gain, lose := w.gaps(*s.Score)
	return []Fact{score, rank, tier, gain, lose}
}

// try is the simulator with these values filled in; empty when there are too many.
func (w whatIf) try(to map[string]string, order []string) string {
	if len(order) > settings {
		return ""
	}
	var pairs []string
	for k, id := range order {
		pairs = append(pairs, fmt.Sprintf("i%d", k+1), id, fmt.Sprintf("x%d", k+1), to[id])
	}
	for _, kept := range w.keep("i", "x") {
		pairs = append(pairs, kept.Name, kept.Value)
	}
	return w.url("/whatif", pairs...) + "#answer"
}
