package page

import (
	"cmp"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// asks answers what leaders ask next: which theme loses most, which indicator, what is missing, who is responsible.
func (c cockpit) asks() []Ask {
	asks := []Ask{c.askTheme(), c.askIndicator(), c.askMissing(), c.askWho()}
	return slices.DeleteFunc(asks, func(a Ask) bool { return a.Strong == "" })
}

// allLost is the sum of what the indicators lose.
func (c cockpit) allLost() float64 {
	sum := 0.0
	for _, n := range c.tree.leaves {
		sum += lost(n)
	}
	return sum
}

func (c cockpit) askTheme() Ask {
	l := c.l
	ask := Ask{Title: l.T("ask.theme")}
	themes := byLoss(c.tree.themes)
	if len(themes) == 0 || lost(themes[0]) <= 0 {
		return ask
	}
	t := themes[0]
	ask.Strong = l.T("ask.loses", "Name", c.theme(t.Node), "Points", c.points(t.Node, 2))
	ask.Rest = l.T("ask.share", "Share", shown(percentOf(lost(t), c.allLost()), 0))
	ask.Link = Link{Text: l.T("ask.theme_link"), Href: c.url("/explain", "theme", t.Node)}
	return ask
}

// points is what a node loses, as shown.
func (c cockpit) points(node string, decimals int) string {
	if l := c.tree.parts[node].minusLoss(); l != nil {
		return signed(*l, decimals)
	}
	return dash
}

func (c cockpit) askIndicator() Ask {
	l := c.l
	ask := Ask{Title: l.T("ask.indicator")}
	leaves := byLoss(c.tree.leaves)
	if len(leaves) == 0 || lost(leaves[0]) <= 0 {
		return ask
	}
	n := leaves[0]
	id := assess.IndicatorID(n.Node)
	ind := c.Indicators[id]
	ask.Strong = l.T("ask.loses", "Name", c.indicator(id), "Points", c.points(n.Node, 3))
	if v := c.Assessment.Values[id]; v.Value != nil {
		ask.Rest = l.T("ask.now", "Value", l.quantity(shown(*v.Value, ind.Decimals), l.Of(ind.Unit)))
		if node, ok := c.node(n.Node); ok && node.Target != nil {
			ask.Rest += l.T("ask.target", "Target", l.quantity(shown(*node.Target, ind.Decimals), l.Of(ind.Unit)))
		}
	}
	ask.Link = Link{Text: l.T("ask.indicator_link"), Href: c.url("/i/" + n.Node)}
	return ask
}

// askMissing names what has no value, what waits and what was not taken.
func (c cockpit) askMissing() Ask {
	l := c.l
	ask := Ask{Title: l.T("ask.missing")}
	var names, imputed []string
	for _, n := range c.tree.leaves {
		if n.Status == assess.StandsIn {
			imputed = append(imputed, c.indicator(assess.IndicatorID(n.Node)))
		}
		if n.Contribution == nil && !onlyShown(n) {
			names = append(names, c.indicator(assess.IndicatorID(n.Node)))
		}
	}
	var rejected int64
	held := 0
	for _, s := range c.Pipeline.Sources {
		rejected += s.Rejected
		held += s.Held
	}
	switch {
	case len(names) > 0:
		ask.Strong = l.T("ask.unscored", "N", len(names))
		ask.Rest = l.few(names)
		ask.Link = Link{Text: l.T("ask.unscored_link"), Href: c.url("/indicators") + "#unscored"}
	case len(imputed) > 0:
		ask.Strong, ask.Rest = l.T("ask.imputed", "N", len(imputed)), l.few(imputed)
		ask.Link = Link{Text: l.T("ask.imputed_link"), Href: c.url("/indicators")}
	case held > 0:
		ask.Strong = l.T("ask.held", "N", held)
		ask.Rest = l.T("ask.held_text")
		ask.Link = Link{Text: l.T("ask.held_link"), Href: c.url("/pipeline") + "#loads"}
	case rejected > 0:
		ask.Strong = l.T("ask.rejected", "N", int(rejected))
		ask.Rest = l.T("ask.rejected_text")
		ask.Link = Link{Text: l.T("ask.rejected_link"), Href: c.url("/rejects")}
	default:
		ask.Strong = l.T("ask.complete")
		ask.Rest = l.T("ask.complete_text", "N", len(c.tree.leaves))
	}
	return ask
}

// few names the first two of a list, and that there are more.
func (l *Locale) few(names []string) string {
	text := strings.Join(names[:min(2, len(names))], l.T("join.list"))
	if len(names) > 2 {
		return l.T("ask.and_more", "Names", text)
	}
	return text
}

// askWho is the department whose indicators lose most, and how all lights stand.
func (c cockpit) askWho() Ask {
	l := c.l
	ask := Ask{Title: l.T("ask.who")}
	type share struct {
		code assess.DepartmentCode
		lost float64
		n    int
	}
	var shares []share
	for _, n := range c.tree.leaves {
		code := c.Indicators[assess.IndicatorID(n.Node)].Department
		if code == "" {
			continue
		}
		at := slices.IndexFunc(shares, func(s share) bool { return s.code == code })
		if at < 0 {
			at = len(shares)
			shares = append(shares, share{code: code})
		}
		shares[at].lost += lost(n)
		shares[at].n++
	}
	if len(shares) == 0 {
		return ask
	}
	slices.SortStableFunc(shares, func(a, b share) int { return cmp.Compare(b.lost, a.lost) })
	if shares[0].lost <= 0 {
		return ask
	}
	ask.Strong = l.T("ask.loses", "Name", c.department(shares[0].code), "Points", signed(-shares[0].lost, 2))
	ask.Rest = l.T("ask.who_text", "N", shares[0].n)
	ask.Lights = c.lights()
	return ask
}

// lights counts how the indicators stand.
func (c cockpit) lights() []LightCount {
	counts := map[string]int{}
	for _, n := range c.tree.leaves {
		counts[c.lightOf(n.Node).Class]++
	}
	var out []LightCount
	for _, class := range []string{red, amber, green, none} {
		if counts[class] > 0 {
			out = append(out, LightCount{Light{class, c.l.T("light.class." + class)}, c.l.Count(int64(counts[class]))})
		}
	}
	return out
}

// lightOf is the light of an indicator.
func (c cockpit) lightOf(id string) Light {
	if n, _ := c.tree.find(c.tree.leaves, id); n.Status == assess.StandsIn {
		return Light{none, c.l.T("light.imputed")}
	}
	node, _ := c.node(id)
	v, ok := c.Assessment.Values[assess.IndicatorID(id)]
	if !ok {
		v.Status = assess.Missing
	}
	return c.l.light(node, v, c.Indicators[assess.IndicatorID(id)].Decimals)
}

// facts are the figures of the reform that the county is known for, as computed from the records.
func (c cockpit) facts() []Fact {
	l := c.l
	var facts []Fact
	for _, f := range []struct {
		id       assess.IndicatorID
		key      string
		decimals int
	}{
		{"RP03", "fact.release_hours", 1},
		{"RP04", "fact.release_online", 1},
		{"RP06", "fact.trips_saved", 0},
		{"RP05", "fact.fund_online", 1},
		{"RP07", "fact.banks", 0},
		{"CP04", "fact.filing", 1},
		{"AP01", "fact.plan", 0},
	} {
		v, ok := c.Assessment.Values[f.id]
		if !ok || v.Value == nil {
			continue
		}
		fact := Fact{Title: l.T(f.key), Value: short(*v.Value, f.decimals), Unit: l.Of(c.Indicators[f.id].Unit), Href: c.url("/i/" + string(f.id))}
		switch {
		case f.id == "RP07":
			if v.Numerator == nil || v.Denominator == nil {
				continue
			}
			fact.Value, fact.Unit = short(*v.Numerator, 0), l.T("fact.banks_unit")
			fact.Note = l.T("fact.banks_note", "All", short(*v.Denominator, 0))
		case f.id == "AP01":
			if v.Numerator == nil || v.Denominator == nil {
				continue
			}
			fact.Value, fact.Unit, fact.Href = l.ofAll(int(*v.Numerator), int(*v.Denominator)), "", c.url("/plan")
			fact.Note = l.T("fact.plan_note")
		case f.id == "CP04" && *v.Value == 0:
			fact.Value, fact.Unit = l.T("fact.at_once"), ""
		case fact.Unit == "%":
			fact.Value, fact.Unit = fact.Value+"%", ""
		}
		if fact.Note == "" && isReform(c.Region.Code, c.Year) {
			fact.Note = l.T(f.key + "_before")
		}
		if c.Publication.Demo && isReported(v) {
			fact.Marks = []Mark{{"real", l.T("mark.real")}}
		}
		facts = append(facts, fact)
	}
	return facts
}
