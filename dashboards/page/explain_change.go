package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scoring"
)

// The causes of a change, each with its own name; they are never mixed.
const (
	performance = iota
	frontier
	weights
	coverage
	rules
	causes
)

var causeKeys = [causes]string{"change.cause.performance", "change.cause.frontier", "change.cause.weights", "change.cause.coverage", "change.cause.scheme"}

// firstMovers is how many indicators a page lists; its file has all of them.
const firstMovers = 10

// topMovers is how many indicators have a bar of their own in the picture of a change.
const topMovers = 5

// change is what moved the score since an earlier year.
type change struct {
	explain
	*scoring.Change
	old, now map[assess.IndicatorID]assess.Value
	exact    [causes]float64 // points
	shown    []float64       // points on 2 decimals, rounded together: they add up to the difference of the scores as shown
	order    []int           // of Change.Indicators, the one that moved the score most first
	perform  []float64       // as Change.Indicators, on 3 decimals: they add up to the cause as shown
	front    []float64
}

// changes are the figures of what moved: the picture, the causes, the indicators.
func (e explain) changes() []Figure {
	l := e.l
	f := Figure{ID: "change", Span: "c12", Kicker: l.T("change.kicker_none")}
	f.Trace = e.trace(f.ID, "", Link{}, l.from(l.T("trace.computed")), l.by(l.T("change.rule")))
	none := func(key string, args ...any) []Figure {
		f.Finding = l.T("change."+key, args...)
		f.State = &State{Title: f.Finding, Text: l.T("change." + key + "_text")}
		return []Figure{f}
	}
	if _, state := e.rescored(e.Field, e.tree.total); state != nil {
		f.Finding, f.State = state.Title, state
		return []Figure{f}
	}
	if e.Before.Scheme == nil {
		return none("no_earlier")
	}
	if _, state := e.rescored(e.Before, e.Was); state != nil && e.Was.Score != nil {
		f.Finding, f.State = state.Title, state
		return []Figure{f}
	}
	c, err := e.Before.Change(e.Field, e.Region.Code)
	if err != nil {
		return none("no_answer", "Year", strconv.Itoa(e.Before.Year))
	}
	return newChange(e, c).figures()
}

func newChange(e explain, c *scoring.Change) change {
	ch := change{explain: e, Change: c, old: e.Before.of(e.Region.Code), now: e.Field.of(e.Region.Code)}
	ch.exact = [causes]float64{c.Performance(), c.Frontier(), c.Weights, c.Coverage, c.Scheme}
	ch.shown = scoring.RoundParts(ch.exact[:], ch.difference(), 2)
	var perform, front []float64
	for i, in := range c.Indicators {
		perform, front = append(perform, in.Performance), append(front, in.Frontier)
		ch.order = append(ch.order, i)
	}
	ch.perform = scoring.RoundParts(perform, ch.shown[performance], 3)
	ch.front = scoring.RoundParts(front, ch.shown[frontier], 3)
	size := func(i int) float64 { return max(math.Abs(perform[i]), math.Abs(front[i])) }
	slices.SortStableFunc(ch.order, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
	return ch
}

// difference is that of the two scores as they are shown.
func (c change) difference() float64 {
	return scoring.Round(scoring.Round(c.To, 2)-scoring.Round(c.From, 2), 2)
}

func (c change) before() string { return strconv.Itoa(c.FromYear) }

func (c change) figures() []Figure {
	table := c.causes()
	picture := Figure{ID: "change", Span: "c6", Kicker: c.l.T("change.kicker", "From", c.before(), "To", strconv.Itoa(c.Year)), Finding: c.finding(), Filter: c.since()}
	option, err := chart.Waterfall(chart.WaterfallInput{Steps: c.steps()})
	picture.draw(c.l, picture.Finding, "h560", option, err)
	by := Figure{ID: "causes", Span: "c6", Kicker: c.l.T("change.causes.kicker"), Finding: c.causeFinding(), Table: table}
	movers := c.movers()
	for _, f := range []*Figure{&picture, &by, &movers} {
		name := table.Name
		if f.Table != nil {
			name = f.Table.Name
		}
		f.Trace = c.trace(f.ID, name, Link{Text: c.l.T("change.rule_link"), Href: c.url("/method", "from", c.before(), "to", strconv.Itoa(c.Year)) + "#changes"},
			c.l.from(c.l.T("trace.computed")), c.l.by(c.l.T("change.rule")))
	}
	return []Figure{picture, by, movers}
}

// finding says how far the score moved, and by which causes.
func (c change) finding() string {
	l, d := c.l, c.difference()
	key := "change.finding_level"
	switch {
	case d > 0:
		key = "change.finding_up"
	case d < 0:
		key = "change.finding_down"
	}
	text := l.T(key, "Period", l.Months(c.Year, c.asOf()), "Score", shown(c.To, 2), "Before", c.before(), "Was", shown(c.From, 2), "By", shown(math.Abs(d), 2))
	var parts []string
	for k, v := range c.shown {
		if v != 0 {
			parts = append(parts, l.T("change.part", "Cause", l.T(causeKeys[k]), "Points", signed(v, 2)))
		}
	}
	if len(parts) == 0 {
		return text
	}
	return text + l.T("join.clause") + strings.Join(parts, l.T("join.and"))
}

// causeFinding names the cause that weighs most.
func (c change) causeFinding() string {
	most := 0
	for k, v := range c.shown {
		if math.Abs(v) > math.Abs(c.shown[most]) {
			most = k
		}
	}
	if c.shown[most] == 0 {
		return c.l.T("change.causes.level")
	}
	return c.l.T("change.causes.finding", "Cause", c.l.T(causeKeys[most]), "Points", signed(c.shown[most], 2))
}

// steps go from the earlier score to the later one: the indicators whose values moved it most, the rest of them together, then
// every other cause.
func (c change) steps() []chart.Step {
	l := c.l
	steps := []chart.Step{{Name: l.T("period.year", "Year", c.before()), Label: shown(c.From, 2), Total: true, Value: scoring.Round(c.From, 2)}}
	add := func(name string, v float64, decimals int) {
		if v != 0 {
			steps = append(steps, chart.Step{Name: name, Label: signed(v, decimals), Value: v})
		}
	}
	rest, named, others := c.shown[performance], 0, 0
	for _, k := range c.byPerformance() {
		switch v := c.perform[k]; {
		case v == 0:
		case named < topMovers:
			named++
			rest -= v
			add(l.T("change.step", "Cause", l.T(causeKeys[performance]), "Name", c.indicator(assess.IndicatorID(c.Indicators[k].Indicator))), v, 3)
		default:
			others++
		}
	}
	if others > 0 {
		add(l.T("change.step_rest", "Cause", l.T(causeKeys[performance]), "N", others), scoring.Round(rest, 3), 3)
	}
	for k := frontier; k < causes; k++ {
		add(l.T(causeKeys[k]), c.shown[k], 2)
	}
	return append(steps, chart.Step{Name: l.Months(c.Year, c.asOf()), Label: shown(c.To, 2), Total: true, Value: scoring.Round(c.To, 2)})
}

// byPerformance is the order of the indicators by what their values did alone.
func (c change) byPerformance() []int {
	order := slices.Clone(c.order)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(c.Indicators[b].Performance), math.Abs(c.Indicators[a].Performance))
	})
	return order
}

// causes is the table of the five causes. It adds up: as shown to the difference of the scores as shown, and with every digit to
// that of the scores.
func (c change) causes() *Table {
	l := c.l
	t := &Table{
		Name: "change", Caption: l.T("change.causes.caption", "From", c.before(), "To", strconv.Itoa(c.Year)), Class: "causes",
		Columns: []Column{
			{Key: "cause", Title: l.T("change.col.cause")},
			{Key: "what", Title: l.T("change.col.what"), Wide: true},
			{Key: "points", Title: l.T("change.col.points"), Num: true},
			{Key: "points_exact", Title: l.T("change.col.points_exact"), File: true},
		},
	}
	for k := range causes {
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(l.T(causeKeys[k])), words(c.what(k)), moved(&c.shown[k], 2), exact(&c.exact[k], 2)}})
	}
	whole := c.To - c.From
	t.Rows = append(t.Rows, Row{Sum: true, Cells: []Cell{
		words(l.T("change.total")), words(l.T("change.from_to", "From", shown(c.From, 2), "To", shown(c.To, 2))), moved(new(c.difference()), 2), exact(&whole, 2),
	}})
	return t
}

// moved is a cell of a change: its sign is shown.
func moved(v *float64, decimals int) Cell {
	c := num(v, decimals)
	if c.Value.Kind == report.Number {
		c.Shown = signed(*v, decimals)
	}
	return c
}

// what says what stands behind a cause.
func (c change) what(cause int) string {
	l := c.l
	switch cause {
	case performance:
		better, worse := 0, 0
		for _, i := range c.Indicators {
			switch {
			case i.Performance > 1e-9:
				better++
			case i.Performance < -1e-9:
				worse++
			}
		}
		return l.T("change.what.performance", "Better", l.Count(int64(better)), "Worse", l.Count(int64(worse)))
	case frontier:
		n := 0
		for _, i := range c.Indicators {
			if math.Abs(i.Frontier) > 1e-9 {
				n++
			}
		}
		if n == 0 {
			return l.T("change.what.frontier_none")
		}
		return l.T("change.what.frontier", "N", n)
	case weights:
		if math.Abs(c.Weights) < 1e-9 {
			return l.T("change.what.weights_none")
		}
		return l.T("change.what.weights")
	case coverage:
		return c.lists("change.what.coverage_none", "change.what.gained", c.Gained, "change.what.lost", c.Lost)
	}
	return c.lists("change.what.scheme_none", "change.what.entered", c.Entered, "change.what.left", c.Left)
}

// lists names the indicators that come and go.
func (c change) lists(none, comeKey string, come []string, goKey string, gone []string) string {
	var parts []string
	for _, side := range []struct {
		key string
		ids []string
	}{{comeKey, come}, {goKey, gone}} {
		var names []string
		for _, id := range side.ids {
			names = append(names, c.indicator(assess.IndicatorID(id)))
		}
		if len(names) > 0 {
			parts = append(parts, c.l.T(side.key, "N", len(names), "Names", strings.Join(names, c.l.T("join.list"))))
		}
	}
	if len(parts) == 0 {
		return c.l.T(none)
	}
	return strings.Join(parts, c.l.T("join.clause"))
}

// movers is the table of the indicators that count at both ends: what their values, and what their frontiers did.
func (c change) movers() Figure {
	l := c.l
	t := &Table{
		Name: "movers", Caption: l.T("change.movers.caption", "From", c.before(), "To", strconv.Itoa(c.Year)), Class: "dense",
		Columns: []Column{
			{Key: "indicator", Title: l.T("col.indicator")},
			{Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "value_before", Title: l.T("period.year", "Year", c.before()), Num: true, Hide: true},
			{Key: "value", Title: l.Months(c.Year, c.asOf()), Num: true, Hide: true},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "score_before", Title: l.T("change.col.score_before"), Num: true, Hide: true},
			{Key: "score", Title: l.T("col.score"), Num: true, Hide: true},
			{Key: "bar", Title: l.T("change.col.bar"), Drawn: true, Hide: true, Class: "w-some"},
			{Key: "performance", Title: l.T("change.cause.performance"), Num: true},
			{Key: "frontier", Title: l.T("change.cause.frontier"), Num: true},
			{Key: "performance_exact", Title: l.T("change.col.performance_exact"), File: true},
			{Key: "frontier_exact", Title: l.T("change.col.frontier_exact"), File: true},
		},
		Empty: &State{Title: l.T("change.movers.none"), Text: l.T("change.movers.none_text")},
	}
	listed := c.order
	if !c.Whole {
		listed = listed[:min(len(listed), firstMovers)]
	}
	longest := 0.0
	for _, i := range c.Indicators {
		longest = max(longest, math.Abs(i.Performance))
	}
	for _, k := range listed {
		t.Rows = append(t.Rows, Row{Cells: c.mover(k, longest)})
	}
	f := Figure{ID: "movers", Span: "c12", Kicker: l.T("change.movers.kicker", "From", c.before(), "To", strconv.Itoa(c.Year)), Finding: c.moverFinding(), Table: t}
	if len(c.Indicators) > 0 {
		sum := Row{Sum: true, Cells: make([]Cell, len(t.Columns))}
		sum.Cells[0] = words(l.T("change.movers.total", "N", len(c.Indicators)))
		sum.Cells[8], sum.Cells[9] = moved(&c.shown[performance], 3), moved(&c.shown[frontier], 3)
		sum.Cells[10], sum.Cells[11] = exact(&c.exact[performance], 3), exact(&c.exact[frontier], 3)
		t.Rows = append(t.Rows, sum)
	}
	if len(listed) < len(c.order) {
		f.More = &Link{Text: l.T("change.movers.more", "N", len(c.order)), Href: c.here("show", "all") + "#movers"}
	}
	return f
}

func (c change) mover(k int, longest float64) []Cell {
	i := c.Indicators[k]
	id := assess.IndicatorID(i.Indicator)
	ind := c.In.Indicators[id]
	was, is := c.l.imputedIf(i.FromImputed), c.l.imputedIf(i.ToImputed)
	value := func(values map[assess.IndicatorID]assess.Value, marks []Mark) Cell {
		v := values[id]
		cell := exact(v.Value, ind.Decimals).marked(marks)
		if v.Value == nil {
			cell.Note = c.l.T("light." + string(cmp.Or(v.Status, assess.Missing)))
		}
		return cell
	}
	class := "g"
	if i.Performance < 0 {
		class = "a"
	}
	return []Cell{
		words(c.indicator(id)).to(c.url("/i/" + i.Indicator)), words(i.Indicator), value(c.old, was), value(c.now, is), words(c.l.Of(ind.Unit)),
		exact(&i.From, 2).marked(was), exact(&i.To, 2).marked(is), {Bar: &Bar{percentOf(math.Abs(i.Performance), longest), class}},
		moved(&c.perform[k], 3), moved(&c.front[k], 3), exact(&i.Performance, 3), exact(&i.Frontier, 3),
	}
}

// moverFinding names the indicators that brought and that cost most by their values.
func (c change) moverFinding() string {
	up, down := -1, -1
	for k, v := range c.perform {
		if v > 0 && (up < 0 || v > c.perform[up]) {
			up = k
		}
		if v < 0 && (down < 0 || v < c.perform[down]) {
			down = k
		}
	}
	var parts []string
	for _, side := range []struct {
		key string
		at  int
	}{{"change.movers.up", up}, {"change.movers.down", down}} {
		if side.at >= 0 {
			parts = append(parts, c.l.T(side.key, "Name", c.indicator(assess.IndicatorID(c.Indicators[side.at].Indicator)), "Points", signed(c.perform[side.at], 3)))
		}
	}
	if len(parts) == 0 {
		return c.l.T("change.movers.level")
	}
	return strings.Join(parts, c.l.T("join.clause"))
}

// since lets the reader choose the year to compare with; nil where there is no choice.
func (c change) since() *Filter {
	if len(c.Earlier) < 2 {
		return nil
	}
	f := &Filter{Action: "/explain#change", Submit: c.l.T("change.compare"), Keep: c.kept()}
	field := FilterField{Name: "from", Title: c.l.T("change.since")}
	for _, y := range c.Earlier {
		field.Options = append(field.Options, Option{strconv.Itoa(y), c.l.T("period.year", "Year", y), y == c.FromYear})
	}
	f.Fields = []FilterField{field}
	return f
}
