package page

import (
	"cmp"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// FirstGroups is how many groups of a split the page of an indicator shows; a file holds all of them.
const FirstGroups = 12

// split is an indicator's value by a column of its cases, the worst group first.
type split struct {
	indicator
	assess.Split
	sum bool // the value is a sum: what a group has is a share of the whole, and no value to compare with it
}

// splits are the figures of every way in which the value can be taken apart; all names the column whose groups are all shown, "*"
// for each.
func (i indicator) splits(in assess.Splits, all string) []Figure {
	var figures []Figure
	for _, s := range in.List {
		if len(s.Groups) == 0 || len(s.Groups) == 1 && s.Groups[0].Code == "" {
			continue // nothing is filled in: there is nothing to compare
		}
		p := split{i, s, i.value.Denominator == nil && i.value.Numerator != nil && i.unit() != "%"}
		p.Groups = slices.Clone(s.Groups)
		slices.SortStableFunc(p.Groups, p.worse)
		figures = append(figures, p.figure(all == "*" || all == s.Column.Name))
	}
	if n := len(figures); n%2 == 1 {
		figures[n-1].Span = "c12" // two stand side by side
	}
	return figures
}

// enough says whether a group has as many cases as the scheme asks of the whole indicator.
func (s split) enough(g assess.SplitGroup) bool {
	return s.node == nil || g.N >= int64(s.node.MinSample)
}

// worse puts the worst group of enough cases first; of a sum the greatest part. Then come those of too few cases, then those
// without a value.
func (s split) worse(a, b assess.SplitGroup) int {
	rank := func(g assess.SplitGroup) int {
		switch {
		case g.Value == nil:
			return 2
		case !s.enough(g) && !s.sum:
			return 1
		}
		return 0
	}
	if c := cmp.Compare(rank(a), rank(b)); c != 0 || a.Value == nil {
		return c
	}
	if s.sum || s.lower() {
		a, b = b, a
	}
	return cmp.Compare(*a.Value, *b.Value)
}

// name is what a group is called.
func (s split) name(code string) string {
	if code == "" {
		return s.l.T("split.empty")
	}
	if said, ok := s.Column.Words[code]; ok {
		return s.l.Of(said)
	}
	return code
}

func (s split) figure(all bool) Figure {
	l := s.l
	by := l.Of(s.Column.Title)
	table := &Table{
		Name: "split_" + s.Column.Name, Caption: l.T("split.caption", "Name", s.indicator.indicator(s.id), "By", by), Class: "dense",
		Columns: []Column{
			{Key: s.Column.Name, Title: by},
			{Key: "group", Title: l.T("col.code"), File: true},
			{Key: "bar", Title: l.T("split.bar"), Drawn: true, Hide: true, Class: "w-some"},
			{Key: "value", Title: l.T("col.value"), Unit: s.unit(), Num: true},
			s.against(),
			{Key: "numerator", Title: l.T("col.numerator"), Num: true, Hide: true},
			{Key: "denominator", Title: l.T("col.denominator"), Num: true, Hide: true},
			{Key: "n", Title: l.T("col.n"), Num: true},
		},
	}
	longest := s.longest()
	shown := s.Groups
	if !all {
		shown = shown[:min(len(shown), FirstGroups)]
	}
	for n, g := range shown {
		table.Rows = append(table.Rows, Row{Cells: s.cells(g, n == 0, longest)})
	}
	f := Figure{ID: table.Name, Span: "c6", Finding: s.finding(by), Table: table}
	f.Kicker = l.T("split.kicker."+s.order(), "By", by, "Unit", s.unit())
	if s.node != nil && s.node.MinSample > 0 && !s.sum {
		f.Kicker += l.T("split.kicker_small", "Min", l.Count(s.node.MinSample))
	}
	if len(shown) < len(s.Groups) {
		f.More = &Link{Text: l.T("split.more", "N", len(s.Groups)), Href: s.here("split", s.Column.Name) + "#" + f.ID}
	}
	if !s.addsUp() {
		f.State = &State{Class: "warn", Title: l.T("split.apart"), Text: l.T("split.apart_text")}
	}
	f.Trace = s.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: "#definition"}, l.from(s.system()), l.by(l.T("split.rule")), l.cases(s.value.N))
	return f
}

// longest is the value that fills the whole bar: the greatest of a group of enough cases, or of any where no group has enough.
func (s split) longest() float64 {
	longest, any := 0.0, 0.0
	for _, g := range s.Groups {
		if g.Value == nil {
			continue
		}
		any = max(any, *g.Value)
		if s.enough(g) || s.sum {
			longest = max(longest, *g.Value)
		}
	}
	if longest == 0 {
		return any
	}
	return longest
}

// order says in a word how the groups stand.
func (s split) order() string {
	switch {
	case s.sum:
		return "sum"
	case s.lower():
		return "lower"
	}
	return "higher"
}

// against is the column that sets a group against the whole.
func (s split) against() Column {
	if s.sum {
		return Column{Key: "share", Title: s.l.T("split.share"), Unit: "%", Num: true}
	}
	unit := s.unit()
	if unit == "%" {
		unit = s.l.T("unit.points")
	}
	return Column{Key: "difference", Title: s.l.T("split.difference"), Unit: unit, Num: true}
}

func (s split) cells(g assess.SplitGroup, first bool, longest float64) []Cell {
	name := words(s.name(g.Code))
	if _, office := s.Departments[assess.DepartmentCode(g.Code)]; office && s.Kind == "department" {
		name = name.to(s.url("/dept/" + g.Code))
	}
	if !s.enough(g) && !s.sum && g.Value != nil {
		name.Note = s.l.T("light.small_sample")
	}
	bar := Cell{}
	if g.Value != nil {
		class := "b"
		if first && s.enough(g) && !s.sum {
			class = "a"
		}
		bar.Bar = &Bar{min(max(percentOf(*g.Value, longest), 0), 100), class}
	}
	against := Cell{Shown: dash}
	switch {
	case g.Value == nil || s.value.Value == nil:
	case s.sum:
		against = percent(new(percentOf(*g.Value, *s.value.Value)), 1)
	default:
		d := *g.Value - *s.value.Value
		against = exact(&d, s.ind.Decimals)
		against.Shown = signed(d, s.ind.Decimals)
	}
	return []Cell{name, words(g.Code), bar, exact(g.Value, s.ind.Decimals), against, amount(g.Numerator), amount(g.Denominator), count(g.N)}
}

// finding says which group is the worst, and how far it is from the best.
func (s split) finding(by string) string {
	l := s.l
	var with []assess.SplitGroup
	for _, g := range s.Groups {
		if g.Value != nil && (s.sum || s.enough(g)) {
			with = append(with, g)
		}
	}
	if len(s.Groups) == 1 {
		return l.T("split.only", "Group", s.name(s.Groups[0].Code), "N", int(s.Groups[0].N))
	}
	if from := s.decides(); len(from) > 0 {
		return l.T("split.decides", "By", by, "Groups", strings.Join(from, l.T("join.list")))
	}
	switch {
	case len(with) == 0:
		return l.T("split.small", "Min", l.Count(s.node.MinSample))
	case s.sum:
		return l.T("split.most", "Group", s.name(with[0].Code), "Value", s.says(*with[0].Value), "Share", shown(percentOf(*with[0].Value, *s.value.Value), 1))
	case len(with) == 1:
		return l.T("split.single", "Group", s.name(with[0].Code), "Value", s.says(*with[0].Value), "Min", l.Count(s.node.MinSample))
	}
	worst, best := with[0], with[len(with)-1]
	if s.bare(*worst.Value) == s.bare(*best.Value) {
		key := "split.same"
		if len(with) < len(s.Groups) {
			key = "split.same_enough"
		}
		return l.T(key, "N", len(with), "Value", s.says(*worst.Value))
	}
	key := "split.worst." + string(s.ind.Direction)
	if s.ind.Clock != "" && s.lower() && s.unit() != "%" {
		key = "split.worst.slow"
	}
	return l.T(key, "Group", s.name(worst.Code), "Value", s.says(*worst.Value), "Best", s.name(best.Code), "BestValue", s.says(*best.Value))
}

// decides are the groups that all of a share's numerator is of, where every group has all of it or none: the split then says how
// the value is counted, and not who is good at it.
func (s split) decides() []string {
	var from []string
	if s.unit() != "%" {
		return nil
	}
	for _, g := range s.Groups {
		switch {
		case g.Numerator == nil || g.Denominator == nil || *g.Denominator == 0 || *g.Numerator != 0 && *g.Numerator != *g.Denominator:
			return nil
		case *g.Numerator != 0:
			from = append(from, s.name(g.Code))
		}
	}
	if len(from) == len(s.Groups) {
		return nil
	}
	return from
}

// addsUp says whether the groups have the cases of the whole value, each once.
func (s split) addsUp() bool {
	n := int64(0)
	for _, g := range s.Groups {
		n += g.N
	}
	return n == s.value.N
}

// apart says why a value that counts things of many rows is not taken apart; nil where it can be.
func (i indicator) apart(in assess.Splits) *Figure {
	thing := i.l.Of(in.Thing)
	if thing == "" {
		return nil
	}
	l := i.l
	f := Figure{ID: "split", Span: "c12", Kicker: l.T("split.kicker_none"), Finding: l.T("split.things", "Thing", thing),
		State: &State{Title: l.T("split.things_title"), Text: l.T("split.things_text", "Thing", thing)}}
	f.Trace = i.trace(f.ID, "", Link{Text: l.T("trace.rule_link"), Href: "#definition"}, l.from(i.system()))
	return &f
}
