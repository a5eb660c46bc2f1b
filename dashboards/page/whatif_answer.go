package page

import (
	"math"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scoring"
)

// answered is what comes of other values and weights.
type answered struct {
	sentence string
	facts    []Fact
	figure   Figure
}

func (w whatIf) answer(asked []scoring.Setting, weights []scoring.Weighing) answered {
	l := w.l
	f := Figure{ID: "answer", Span: "c12", Kicker: l.T("whatif.answer.kicker"), Marks: []Mark{{"", l.T("whatif.mark")}}}
	a, err := w.ground.WhatIf(scoring.Question{Unit: string(w.Region.Code), Year: w.Year, Values: asked, Weights: weights})
	var byValues *scoring.Answer
	var byWeight []effect
	if err == nil {
		byValues, byWeight, err = w.effects(asked, weights)
	}
	if err != nil {
		f.Finding = l.T("whatif.answer.none")
		f.State = &State{Title: f.Finding, Text: l.T("whatif.answer.none_text")}
		f.Table = &Table{Name: "answer"}
		f.Trace = w.trace(f.ID, "", Link{}, l.from(l.T("trace.computed")))
		return answered{f.Finding, w.standing(w.now()), f}
	}
	f.Table, f.Pairs = w.answerTable(a, byValues, asked, byWeight)
	f.Finding = w.outcome(a)
	if len(w.cutoffs()) > 0 {
		f.Ruler = w.tierRuler([]RulerMark{
			{Value: *a.After.Score, Class: "said", Text: l.T("whatif.ruler.then", "Score", shown(*a.After.Score, 2))},
			{Value: *a.Before.Score, Class: "ours", Text: l.T("whatif.ruler.now", "Score", shown(*a.Before.Score, 2))},
		})
		f.Ruler.Label = f.Finding
	}
	f.Trace = w.trace(f.ID, f.Table.Name, Link{}, l.from(l.T("whatif.source")), l.by(l.T("whatif.rule")))
	facts := w.standing(a.After)
	facts[0].Title, facts[0].Note = l.T("whatif.fact.then"), l.T("whatif.fact.change", "Change", signed(difference(a), 2), "Was", shown(*a.Before.Score, 2))
	if a.Before.Of > 1 {
		facts[1].Note = l.T("whatif.fact.rank_was", "Rank", strconv.Itoa(a.Before.Rank))
	}
	facts[2].Note = l.T("whatif.fact.tier_was", "Tier", w.tierName(a.Before.Tier))
	return answered{w.sentence(asked, byWeight, a), facts, f}
}

// difference is that of the two scores as they are shown.
func difference(a *scoring.Answer) float64 {
	return scoring.Round(scoring.Round(*a.After.Score, 2)-scoring.Round(*a.Before.Score, 2), 2)
}

// sentence says what is asked and what would come of it.
func (w whatIf) sentence(asked []scoring.Setting, weights []effect, a *scoring.Answer) string {
	l := w.l
	var parts []string
	for _, s := range asked {
		parts = append(parts, l.T("whatif.if", "Name", w.indicator(assess.IndicatorID(s.Indicator)), "Value", w.exactly(s.Indicator, *s.Value)))
	}
	for _, e := range weights {
		parts = append(parts, l.T("whatif.if_weight", "Name", w.nameOf(e.node), "Weight", short(e.to, 9)))
	}
	return l.T("whatif.sentence", "If", strings.Join(parts, l.T("join.list")), "Then", w.outcome(a))
}

// exactly writes a value as it was asked for, with its unit: not rounded, so that the sentence says what was computed.
func (w whatIf) exactly(id string, v float64) string {
	return w.l.quantity(short(v, 9), w.l.Of(w.Indicators[assess.IndicatorID(id)].Unit))
}

// outcome says how score, rank and tier go.
func (w whatIf) outcome(a *scoring.Answer) string {
	l := w.l
	text := l.T("whatif.outcome", "Was", shown(*a.Before.Score, 2), "Score", shown(*a.After.Score, 2), "Change", signed(difference(a), 2))
	switch {
	case a.After.Of < 2:
	case a.Before.Rank == a.After.Rank:
		text += l.T("join.and") + l.T("whatif.rank_same", "Rank", strconv.Itoa(a.After.Rank), "N", a.After.Of)
	default:
		text += l.T("join.and") + l.T("whatif.rank", "Was", strconv.Itoa(a.Before.Rank), "Rank", strconv.Itoa(a.After.Rank), "N", a.After.Of)
	}
	if a.After.Tier == 0 {
		return text
	}
	key := "whatif.tier"
	if a.Before.Tier == a.After.Tier {
		key = "whatif.tier_same"
	}
	if a.After.Distance.Estimated {
		key += "_estimated"
	}
	return text + l.T("join.and") + l.T(key, "Was", w.tierName(a.Before.Tier), "Tier", w.tierName(a.After.Tier))
}

// asTyped is a cell of a number as it was asked for: with all its digits, and no more.
func asTyped(v float64) Cell {
	return Cell{Value: report.Digits(strconv.FormatFloat(v, 'f', -1, 64)), Shown: short(v, 9)}
}

// answerTable is what every value, and then every weight, that was asked for does to the total; the rows add up to the change. Each of
// them is told in a sentence beside it.
func (w whatIf) answerTable(a, byValues *scoring.Answer, asked []scoring.Setting, weights []effect) (*Table, []Definition) {
	l := w.l
	t := &Table{
		Name: "answer", Caption: l.T("whatif.answer.caption"), Class: "dense",
		Columns: []Column{
			{Key: "indicator", Title: l.T("whatif.col.node")},
			{Key: "indicator_id", Title: l.T("col.code"), File: true},
			{Key: "value", Title: l.T("whatif.col.today"), Num: true},
			{Key: "value_if", Title: l.T("whatif.col.if"), Num: true},
			{Key: "unit", Title: l.T("col.unit"), Hide: true},
			{Key: "score", Title: l.T("whatif.col.score"), Num: true, Hide: true},
			{Key: "score_if", Title: l.T("whatif.col.score_if"), Num: true, Hide: true},
			{Key: "points", Title: l.T("whatif.col.points"), Num: true},
			{Key: "points_exact", Title: l.T("change.col.points_exact"), File: true},
		},
	}
	nodes := map[string]scoring.NodeMove{}
	for _, m := range byValues.Moved {
		nodes[m.ID] = m
	}
	whole := *a.After.Score - *a.Before.Score
	rest := *byValues.After.Score - *byValues.Before.Score
	points := make([]float64, 0, len(asked)+1+len(weights))
	for _, s := range asked {
		m := nodes[s.Indicator]
		gives := func(v *float64) float64 {
			if v == nil {
				return 0
			}
			return *v
		}
		v := gives(m.Contribution) - gives(m.ContributionBefore)
		points, rest = append(points, v), rest-v
	}
	others := math.Abs(rest) > 1e-9
	if others {
		points = append(points, rest)
	}
	for _, e := range weights {
		points = append(points, e.points)
	}
	rounded := scoring.RoundParts(points, whole, 3)
	var told []Definition
	for k, s := range asked {
		id := assess.IndicatorID(s.Indicator)
		told = append(told, Definition{w.indicator(id), []Link{{Text: l.T("whatif.answer.value", "From", w.today(s.Indicator), "To", w.exactly(s.Indicator, *s.Value), "Points", signed(rounded[k], 3))}}})
		ind, m := w.Indicators[id], nodes[s.Indicator]
		if _, moved := nodes[s.Indicator]; !moved {
			n, _ := w.tree.find(w.tree.leaves, s.Indicator)
			m.From, m.To = n.Score, n.Score
		}
		then := asTyped(*s.Value)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			words(w.indicator(id)).to(w.url("/i/" + s.Indicator)), words(s.Indicator), exact(w.values[id].Value, ind.Decimals).marked(w.imputed(s.Indicator)), then, words(l.Of(ind.Unit)),
			exact(m.From, 2).marked(w.imputed(s.Indicator)), exact(m.To, 2), moved(&rounded[k], 3), exact(&points[k], 3),
		}})
	}
	if others {
		row := Row{Cells: make([]Cell, len(t.Columns))}
		row.Cells[0] = words(l.T("whatif.answer.rest"))
		row.Cells[7], row.Cells[8] = moved(&rounded[len(asked)], 3), exact(&rest, 3)
		t.Rows = append(t.Rows, row)
	}
	for k, e := range weights {
		at := len(points) - len(weights) + k
		row := Row{Cells: make([]Cell, len(t.Columns))}
		row.Cells[0], row.Cells[1] = words(w.nameOf(e.node)).to(w.nodeURL(e.node)), words(e.node.ID)
		row.Cells[2], row.Cells[3], row.Cells[4] = asTyped(e.node.Weight), asTyped(e.to), words(l.T("whatif.weight.unit"))
		row.Cells[7], row.Cells[8] = moved(&rounded[at], 3), exact(&points[at], 3)
		t.Rows = append(t.Rows, row)
		told = append(told, Definition{w.nameOf(e.node), []Link{{Text: l.T("whatif.answer.weight", "From", short(e.node.Weight, 9), "To", short(e.to, 9), "Points", signed(rounded[at], 3))}}})
	}
	sum := Row{Sum: true, Cells: make([]Cell, len(t.Columns))}
	sum.Cells[0] = words(l.T("change.total"))
	sum.Cells[7], sum.Cells[8] = moved(&whole, 3), exact(&whole, 3)
	t.Rows = append(t.Rows, sum)
	return t, told
}
