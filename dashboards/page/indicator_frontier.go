package page

import (
	"math"
	"strconv"

	"yingshang/dashboards/scheme"
)

// frontier is the way from the worst to the best value, with the formula written out in the real numbers.
func (i indicator) frontier() Figure {
	l := i.l
	f := Figure{ID: "frontier", Span: "c5", Kicker: l.T("frontier.kicker", "Unit", i.unit(), "Better", l.T("indicator.better."+string(i.ind.Direction)))}
	f.Trace = i.trace(f.ID, "", Link{Text: l.T("trace.rule_link"), Href: "#definition"}, l.from(i.schemeTitle()), l.by(l.T("frontier.rule")), l.cases(i.value.N))
	f.Ratio = i.ratio()
	measured := i.measuredBy()
	switch {
	case measured != "":
		f.Finding = measured
		f.Pairs = i.weightPairs()
		return f
	case i.node == nil || i.node.Best == nil || i.node.Worst == nil:
		f.Finding = l.T("frontier.no_frontier")
		f.State = &State{Title: l.T("frontier.no_frontier"), Text: l.T("frontier.no_frontier_text")}
		return f
	case i.value.Value == nil:
		f.Finding = l.T("frontier.no_value", "Worst", i.says(*i.node.Worst), "Best", i.says(*i.node.Best))
		f.Ruler, f.Legend = i.ruler(), i.signs()
		f.Pairs = i.weightPairs()
		return f
	}
	share := way(i.node, *i.value.Value)
	key := "frontier.finding"
	switch {
	case digits(100*share, 1) == "100.0":
		key = "frontier.finding_full"
	case digits(100*share, 1) == "0.0":
		key = "frontier.finding_zero"
	}
	f.Finding = l.T(key, "Worst", i.says(*i.node.Worst), "Best", i.says(*i.node.Best), "Share", shown(100*share, 1))
	f.Ruler, f.Legend = i.ruler(), i.signs()
	f.Formula = i.formula()
	f.Pairs = i.weightPairs()
	return f
}

// way is the share of the way from worst to best as the scheme measures it, from 0 to 1.
func way(n *scheme.Node, v float64) float64 {
	best, worst := *n.Best, *n.Worst
	if n.Transform == scheme.Log {
		best, worst, v = math.Log(best), math.Log(worst), math.Log(v)
	}
	share := min(max((worst-v)/(worst-best), 0), 1)
	if n.Transform == scheme.Power {
		share = math.Pow(share, n.Param)
	}
	return share
}

// ruler draws the way: worst at the left, best at the right, whichever way the numbers run.
func (i indicator) ruler() *Ruler {
	l, n := i.l, i.node
	low, high := min(*n.Best, *n.Worst), max(*n.Best, *n.Worst)
	room := (high - low) * 0.06
	r := &Ruler{From: low - room, To: high + room, Reverse: *n.Best < *n.Worst}
	r.Bands = []RulerBand{{From: *n.Worst, To: *n.Best, Class: "rest"}}
	r.Ticks = []RulerTick{
		{Value: *n.Worst, Text: i.bare(*n.Worst), Under: l.T("frontier.worst")},
		{Value: *n.Best, Text: i.bare(*n.Best), Under: l.T("frontier.best")},
	}
	if n.Target != nil {
		if *n.Target == *n.Best {
			r.Ticks[1].Under = l.T("frontier.best_target")
		} else {
			r.Ticks = append(r.Ticks, RulerTick{Value: *n.Target, Text: l.T("frontier.target", "Value", i.bare(*n.Target)), Class: "goal", Low: true})
		}
	}
	r.Label = l.T("frontier.label", "Worst", i.says(*n.Worst), "Best", i.says(*n.Best))
	if v := i.value.Value; v != nil {
		r.Bands = append(r.Bands, RulerBand{From: *n.Worst, To: min(max(*v, low), high), Class: "t1"})
		r.Marks = []RulerMark{{Value: *v, Class: "said", Text: i.says(*v)}}
		r.Label = l.T("frontier.label_value", "Value", i.says(*v), "Worst", i.says(*n.Worst), "Best", i.says(*n.Best))
	}
	if v := i.before; v != nil {
		r.Marks = append(r.Marks, RulerMark{Value: *v, Class: "ours", Text: l.T("frontier.before", "Year", strconv.Itoa(i.Year-1), "Value", i.bare(*v))})
	}
	r.Peers = i.peers
	return r
}

// signs say what stands on the ruler.
func (i indicator) signs() []Legend {
	l := i.l
	var signs []Legend
	if i.value.Value != nil {
		signs = append(signs, Legend{Class: "own", Sign: "◆", Text: l.T("frontier.legend_own")})
	}
	if i.before != nil {
		signs = append(signs, Legend{Class: "ours", Sign: "◇", Text: l.T("frontier.legend_before", "Year", strconv.Itoa(i.Year-1))})
	}
	if len(i.peers) == 0 {
		return append(signs, Legend{Class: "peer", Sign: "○", Text: l.T("frontier.legend_no_peers")})
	}
	better := 0
	for _, p := range i.peers {
		if i.value.Value != nil && shortfall(i.ind.Direction, *i.value.Value, p) > 0 {
			better++
		}
	}
	text := l.T("frontier.legend_peers", "N", len(i.peers))
	if i.value.Value != nil {
		text += l.T("frontier.legend_better", "Better", l.Count(int64(better)))
	}
	return append(signs, Legend{Class: "peer", Sign: "○", Text: text})
}

// formula is the score written out: 得分 = 100 × (15 − 5.137) ÷ (15 − 3) = 82.19.
func (i indicator) formula() string {
	l, n, v := i.l, i.node, *i.value.Value
	if i.score.Score == nil {
		return l.T("frontier.not_scored", "Reason", i.reasonText())
	}
	number := func(x float64) string { return short(x, i.ind.Decimals+2) }
	value, best, worst := number(v), number(*n.Best), number(*n.Worst)
	if n.Transform == scheme.Log {
		value, best, worst = "ln "+value, "ln "+best, "ln "+worst
	}
	top, bottom := minusOf(worst, value), minusOf(worst, best)
	if *n.Best > *n.Worst {
		top, bottom = minusOf(value, worst), minusOf(best, worst)
	}
	key := "frontier.formula"
	if n.Transform == scheme.Power {
		key = "frontier.formula_power"
	}
	text := l.T(key, "Top", top, "Bottom", bottom, "Power", short(n.Param, 3), "Score", shown(*i.score.Score, 2))
	switch share := (*n.Worst - v) / (*n.Worst - *n.Best); {
	case share > 1:
		text += l.T("frontier.clipped_high")
	case share < 0:
		text += l.T("frontier.clipped_low")
	}
	return text
}

func minusOf(a, b string) string { return "(" + a + " " + minus + " " + b + ")" }

// ratio is the numerator over the denominator.
func (i indicator) ratio() *Ratio {
	v := i.value
	if v.Value == nil || v.Numerator == nil || v.Denominator == nil {
		return nil
	}
	words := i.l.Of(i.ind.Numerator)
	if d := i.l.Of(i.ind.Denominator); words != "" && d != "" {
		words += " ÷ " + d
	}
	value := shown(*v.Value, i.ind.Decimals+2)
	if i.unit() == "%" {
		value += "%"
	}
	return &Ratio{
		Numerator: shown(*v.Numerator, amountDecimals(*v.Numerator)), Denominator: shown(*v.Denominator, amountDecimals(*v.Denominator)),
		Value: value, Words: words,
	}
}

// weightPairs say what the score gives to the total.
func (i indicator) weightPairs() []Definition {
	l := i.l
	if i.score.Contribution == nil {
		return []Definition{{l.T("frontier.gives"), []Link{{Text: l.T("frontier.gives_none", "Reason", i.reasonText())}}}}
	}
	return []Definition{
		{l.T("frontier.gives"), []Link{{Text: l.T("frontier.gives_text", "Score", shown(*i.score.Score, 2), "Weight", short(i.score.Weight, 4),
			"Points", shown(*i.score.Contribution, 4))}}},
		{l.T("frontier.weight"), []Link{{Text: i.weightNote()}}},
	}
}

// schemeTitle is the name of the year's scheme.
func (in In) schemeTitle() string {
	if in.Scheme == nil {
		return dash
	}
	return in.Locale.Of(in.Scheme.Title)
}
