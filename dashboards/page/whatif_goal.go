package page

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// goal is what is to be reached, and how far indicators may move for it.
type goal struct {
	form   Form
	target float64
	name   string // as a sentence says it: 第一档线 85.00 分（估算）
	faults bool
	by     *scheme.Node // the indicator that is to do it alone; nil: any
	bounds []scoring.Bound
}

// straight says that the points of an indicator are in proportion to the way of its value.
func straight(n *scheme.Node) bool {
	return n.Bands == nil && (n.Transform == scheme.Linear || n.Transform == "")
}

// goal is the form of what is to be reached. Before anything is asked it is the next better tier, or from the first tier the
// first whole point that is at least half a point away.
func (w whatIf) goal() goal {
	l := w.l
	now := w.now()
	g := goal{form: Form{ID: "goal", Title: l.T("whatif.goal.title"), Hint: l.T("whatif.goal.hint"), Action: "/whatif", Keep: w.keep("goal", "score", "by", "m", "b", "c"),
		Submit: l.T("whatif.goal.submit"), Reset: Link{Text: l.T("whatif.reset"), Href: w.url("/whatif")}}}
	choice, next := w.tiersToReach(now)
	to, text := w.Query.Get("goal"), strings.TrimSpace(w.Query.Get("score"))
	if to == "" {
		if to = next; to == "" || text != "" {
			to = "score"
		}
	}
	which := FormField{Name: "goal", Title: l.T("whatif.goal.to")}
	score := FormField{Name: "score", Title: l.T("whatif.goal.score"), Value: text}
	high := 100.0
	if r := w.Field.Scheme.Range; r != nil {
		high = r.High
	}
	suggested := min(math.Ceil(*now.Score+0.5), high)
	score.Hint = shown(suggested, 2)
	found := false
	for i := range choice {
		choice[i].Selected = choice[i].Value == to
		found = found || choice[i].Selected
	}
	which.Groups = []OptionGroup{{Options: choice}}
	switch tier, _ := strconv.Atoi(to); {
	case !found:
		which.Fault = l.T("whatif.fault.goal")
	case to != "score":
		for _, cut := range w.cutoffs() {
			if cut.Tier == tier {
				g.target, g.name = *cut.From, w.cutName(cut)
			}
		}
	case text == "":
		g.target = suggested
	default:
		v, ok := typed(text)
		switch {
		case !ok:
			score.Fault = l.T("whatif.fault.number", "Text", text)
		case v > high || v < 0:
			score.Fault = l.T("whatif.fault.score", "High", shown(high, 0))
		}
		g.target = v
	}
	if g.name == "" {
		g.name = l.T("whatif.goal.points", "Points", short(g.target, 9))
	}
	by := w.Query.Get("by")
	alone := FormField{Name: "by", Title: l.T("whatif.goal.by"), Groups: w.options(by, func(n *scheme.Node) bool { return !n.YesNo })}
	alone.Groups[0].Options[0].Text = l.T("whatif.goal.any")
	if g.by = w.leaf(by); by != "" && g.by == nil {
		alone.Fault = l.T("whatif.fault.unknown", "ID", by)
	}
	g.faults = which.Fault != "" || score.Fault != "" || alone.Fault != ""
	g.form.Lines = append(g.form.Lines, FormLine{Fields: []FormField{which, score, alone}})
	w.limits(&g)
	return g
}

// tiersToReach are the better tiers and a score of one's own; next is the one above, "" in the first.
func (w whatIf) tiersToReach(now scoring.Standing) (choice []Option, next string) {
	for _, cut := range w.cutoffs() {
		if now.Tier != 0 && cut.Tier < now.Tier {
			next = strconv.Itoa(cut.Tier) // the best stands first
			choice = append(choice, Option{Value: next, Text: w.cutName(cut)})
		}
	}
	return append(choice, Option{Value: "score", Text: w.l.T("whatif.goal.own")}), next
}

// cutName is a cut-off with its points, and whether they are estimated.
func (w whatIf) cutName(cut scheme.Tier) string {
	key := "whatif.goal.cut"
	if cut.Status != scheme.Announced {
		key = "whatif.goal.cut_estimated"
	}
	return w.l.T(key, "Tier", w.l.Of(cut.Name), "Points", shown(*cut.From, 2))
}

// limits adds the lines of how far an indicator may move and what its whole way costs.
func (w whatIf) limits(g *goal) {
	l := w.l
	seen := map[string]bool{}
	for k := range w.lines(limits, spare, "m", "b", "c") {
		no := strconv.Itoa(k + 1)
		id, bound, cost := w.Query.Get("m"+no), strings.TrimSpace(w.Query.Get("b"+no)), strings.TrimSpace(w.Query.Get("c"+no))
		n := w.leaf(id)
		choice := FormField{Name: "m" + no, Title: l.T("whatif.limit.indicator", "No", no), Groups: w.options(id, straight)}
		best := FormField{Name: "b" + no, Title: l.T("whatif.limit.best"), Value: bound, Hint: l.T("whatif.limit.best_hint")}
		effort := FormField{Name: "c" + no, Title: l.T("whatif.limit.cost"), Value: cost, Hint: "1"}
		line := FormLine{}
		switch {
		case id != "" && n == nil:
			choice.Fault = l.T("whatif.fault.unknown", "ID", id)
		case n != nil && !straight(n):
			choice.Fault = l.T("whatif.fault.bent")
		case n != nil && seen[id]:
			choice.Fault = l.T("whatif.fault.twice")
		case n == nil && bound+cost != "":
			choice.Fault = l.T("whatif.fault.no_indicator")
		case n != nil:
			line.Note = w.note(n)
			b := scoring.Bound{Indicator: id}
			if bound != "" {
				v, fault := w.within(n, bound)
				best.Fault, b.To = fault, &v
			}
			if cost != "" {
				v, ok := typed(cost)
				if !ok || v <= 0 {
					effort.Fault = l.T("whatif.fault.cost")
				}
				b.Cost = &v
			}
			g.bounds = append(g.bounds, b)
		}
		seen[id] = true
		g.faults = g.faults || choice.Fault != "" || best.Fault != "" || effort.Fault != ""
		line.Fields = []FormField{choice, best, effort}
		g.form.Lines = append(g.form.Lines, line)
	}
}

// wait is a figure that waits for a form to be mended, or says why there is no answer.
func (w whatIf) wait(id, kicker, key string, args ...any) Figure {
	f := Figure{ID: id, Span: "c12", Kicker: w.l.T(kicker), Finding: w.l.T(key, args...), Marks: []Mark{{"", w.l.T("whatif.mark")}}}
	f.State = &State{Title: w.l.T(key+"_text", args...)}
	f.Trace = w.trace(f.ID, "", Link{}, w.l.from(w.l.T("whatif.source")), w.l.by(w.l.T("whatif.rule")))
	return f
}

// alone is one indicator that reaches the target by itself.
type alone struct {
	node   *scheme.Node
	from   *float64
	to     float64
	points float64
	way    float64 // share of the way from worst to best, 0 to 1
}

// solve says which value of each indicator would reach the target, everything else as it is.
func (w whatIf) solve(g goal) Figure {
	l := w.l
	const id, kicker = "solve", "whatif.solve.kicker"
	if g.faults {
		return w.wait(id, kicker, "whatif.wait")
	}
	var found []alone
	for _, n := range w.leaves {
		if g.by != nil && n != g.by || n.YesNo {
			continue // yes or no has no value in between
		}
		to, a, err := w.ground.SolveValue(string(w.Region.Code), w.Year, n.ID, g.target)
		switch {
		case errors.Is(err, assess.ErrConflict):
			return w.wait(id, kicker, "whatif.reached", "Goal", g.name)
		case errors.Is(err, assess.ErrInvalid):
			return w.wait(id, kicker, "whatif.solve.refused")
		case err != nil:
			continue // not even by its best
		}
		one := alone{node: n, from: w.values[n.Indicator()].Value, to: to, points: *a.After.Score - *a.Before.Score, way: 1}
		if one.from != nil {
			one.way = math.Abs(to-*one.from) / math.Abs(*n.Best-*n.Worst)
		}
		found = append(found, one)
	}
	switch {
	case len(found) == 0 && g.by != nil:
		return w.short(g)
	case len(found) == 0:
		return w.wait(id, kicker, "whatif.solve.none", "Goal", g.name)
	}
	slices.SortStableFunc(found, func(a, b alone) int { return cmp.Compare(a.way, b.way) })
	f := Figure{ID: id, Span: "c12", Kicker: l.T(kicker), Marks: []Mark{{"", l.T("whatif.mark")}}, Table: w.solveTable(found[:min(len(found), w.most())])}
	first := found[0]
	args := []any{"Name", w.indicator(first.node.Indicator()), "From", w.today(first.node.ID), "To", w.says(first.node.ID, w.reach(first.node, first.to)), "Goal", g.name, "N", len(found)}
	f.Finding = l.T("whatif.solve.finding", args...)
	if g.by == nil {
		f.Finding = l.T("whatif.solve.finding_any", args...)
	}
	if len(f.Table.Rows) < len(found) {
		f.More = &Link{Text: l.T("whatif.solve.more", "N", len(found)), Href: w.here("show", "all") + "#solve"}
	}
	f.Trace = w.trace(f.ID, f.Table.Name, Link{}, l.from(l.T("whatif.source")), l.by(l.T("whatif.solve.rule")))
	return f
}

// most is how many rows of a long table are shown.
func (w whatIf) most() int {
	if w.Whole {
		return len(w.leaves)
	}
	return firstMovers
}

// short says how far the one indicator that was chosen gets even at its best.
func (w whatIf) short(g goal) Figure {
	a, err := w.ground.WhatIf(scoring.Question{Unit: string(w.Region.Code), Year: w.Year, Values: []scoring.Setting{{Indicator: g.by.ID, Value: g.by.Best}}})
	if err != nil || a.After.Score == nil {
		return w.wait("solve", "whatif.solve.kicker", "whatif.solve.refused")
	}
	return w.wait("solve", "whatif.solve.kicker", "whatif.solve.short", "Name", w.indicator(g.by.Indicator()), "Best", w.says(g.by.ID, *g.by.Best), "Score", shown(*a.After.Score, 2), "Goal", g.name)
}

// reach rounds a value that is wanted to the decimals of its indicator, and towards the best: a rounded value must not fall
// short of the target.
func (w whatIf) reach(n *scheme.Node, v float64) float64 {
	unit := math.Pow10(w.Indicators[n.Indicator()].Decimals)
	out := math.Floor(v*unit+1e-6) / unit
	if *n.Best > *n.Worst {
		out = math.Ceil(v*unit-1e-6) / unit
	}
	return min(max(out, min(*n.Best, *n.Worst)), max(*n.Best, *n.Worst))
}

// wanted are the columns of an indicator that is to reach a value.
func (l *Locale) wanted() []Column {
	return []Column{
		{Key: "indicator", Title: l.T("col.indicator")},
		{Key: "indicator_id", Title: l.T("col.code"), File: true},
		{Key: "department", Title: l.T("col.department"), Hide: true},
		{Key: "value", Title: l.T("whatif.col.today"), Num: true},
		{Key: "value_wanted", Title: l.T("whatif.col.wanted"), Num: true},
		{Key: "unit", Title: l.T("col.unit"), Hide: true},
	}
}

func (w whatIf) solveTable(found []alone) *Table {
	l := w.l
	t := &Table{
		Name: "solve", Caption: l.T("whatif.solve.caption"), Class: "dense",
		Columns: append(l.wanted(),
			Column{Key: "best", Title: l.T("whatif.col.best"), Num: true, Hide: true},
			Column{Key: "way", Title: l.T("whatif.col.way"), Unit: "%", Num: true, Hide: true},
			Column{Key: "try", Title: l.T("whatif.col.try"), Drawn: true, Hide: true},
			Column{Key: "value_exact", Title: l.T("whatif.col.exact"), File: true},
		),
	}
	for _, one := range found {
		id := one.node.Indicator()
		ind := w.Indicators[id]
		wanted := w.reach(one.node, one.to)
		to := map[string]string{one.node.ID: strconv.FormatFloat(wanted, 'f', -1, 64)}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			words(w.indicator(id)).to(w.url("/i/" + one.node.ID)), words(one.node.ID), words(w.department(ind.Department)).to(w.departmentURL(ind.Department)),
			exact(one.from, ind.Decimals).marked(w.imputed(one.node.ID)), num(&wanted, ind.Decimals), words(l.Of(ind.Unit)), num(one.node.Best, ind.Decimals), percent(new(100*one.way), 1),
			words(l.T("whatif.try")).to(w.try(to, []string{one.node.ID})), exact(&one.to, ind.Decimals),
		}})
	}
	return t
}

// moves is the set of moves of least effort that reaches the target.
func (w whatIf) moves(g goal) Figure {
	l := w.l
	const id, kicker = "moves", "whatif.moves.kicker"
	if g.faults {
		return w.wait(id, kicker, "whatif.wait")
	}
	p, err := w.ground.CheapestMoves(string(w.Region.Code), w.Year, g.target, g.bounds)
	switch {
	case errors.Is(err, assess.ErrConflict):
		return w.wait(id, kicker, "whatif.reached", "Goal", g.name)
	case errors.Is(err, assess.ErrNotFound):
		return w.wait(id, kicker, "whatif.moves.none", "Goal", g.name)
	case err != nil:
		return w.wait(id, kicker, "whatif.moves.refused")
	}
	f := Figure{ID: id, Span: "c12", Kicker: l.T(kicker), Marks: []Mark{{"", l.T("whatif.mark")}}, Table: w.movesTable(p)}
	var parts []string
	for _, m := range p.Moves[:min(len(p.Moves), 3)] {
		parts = append(parts, l.T("whatif.moves.move", "Name", w.indicator(assess.IndicatorID(m.Indicator)), "To", w.says(m.Indicator, w.reach(w.leaf(m.Indicator), m.To))))
	}
	key := "whatif.moves.finding"
	if len(p.Moves) > len(parts) {
		key = "whatif.moves.finding_more"
	}
	f.Finding = l.T(key, "Goal", g.name, "N", len(p.Moves), "Moves", strings.Join(parts, l.T("join.list")), "Effort", shown(p.Effort, 2))
	to, order := map[string]string{}, []string{}
	for _, m := range p.Moves {
		order = append(order, m.Indicator)
		to[m.Indicator] = strconv.FormatFloat(w.reach(w.leaf(m.Indicator), m.To), 'f', -1, 64)
	}
	if href := w.try(to, order); href != "" {
		f.More = &Link{Text: l.T("whatif.moves.try"), Href: href}
	}
	f.Trace = w.trace(f.ID, f.Table.Name, Link{}, l.from(l.T("whatif.source")), l.by(l.T("whatif.moves.rule")))
	return f
}

func (w whatIf) movesTable(p *scoring.MovePlan) *Table {
	l := w.l
	t := &Table{
		Name: "moves", Caption: l.T("whatif.moves.caption"), Class: "dense",
		Columns: append(l.wanted(),
			Column{Key: "points", Title: l.T("whatif.col.points"), Num: true},
			Column{Key: "effort", Title: l.T("whatif.col.effort"), Num: true, Hide: true},
			Column{Key: "cumulated", Title: l.T("whatif.col.reached"), Num: true, Hide: true},
			Column{Key: "value_exact", Title: l.T("whatif.col.exact"), File: true},
			Column{Key: "points_exact", Title: l.T("change.col.points_exact"), File: true},
		),
	}
	var points []float64
	sum, at := 0.0, *p.Answer.Before.Score
	for _, m := range p.Moves {
		points, sum = append(points, m.Points), sum+m.Points
	}
	rounded := scoring.RoundParts(points, sum, 3)
	for k, m := range p.Moves {
		id := assess.IndicatorID(m.Indicator)
		ind := w.Indicators[id]
		wanted := w.reach(w.leaf(m.Indicator), m.To)
		at += m.Points
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			words(w.indicator(id)).to(w.url("/i/" + m.Indicator)), words(m.Indicator), words(w.department(ind.Department)).to(w.departmentURL(ind.Department)),
			exact(&m.From, ind.Decimals), num(&wanted, ind.Decimals), words(l.Of(ind.Unit)), moved(&rounded[k], 3), num(&m.Effort, 3), num(new(at), 2),
			exact(&m.To, ind.Decimals), exact(&m.Points, 3),
		}})
	}
	total := Row{Sum: true, Cells: make([]Cell, len(t.Columns))}
	total.Cells[0] = words(l.T("whatif.moves.total", "N", len(p.Moves)))
	total.Cells[6], total.Cells[7], total.Cells[10] = moved(&sum, 3), num(&p.Effort, 3), exact(&sum, 3)
	total.Cells[8] = Cell{Value: report.Digits(digits(p.Target, 2)), Shown: shown(p.Target, 2)}
	t.Rows = append(t.Rows, total)
	return t
}
