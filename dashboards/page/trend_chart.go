package page

import (
	"strconv"
	"strings"

	"yingshang/dashboards/chart"
	"yingshang/dashboards/scheme"
)

// chart is both scores over the tiers of each year's scheme.
func (t trend) chart() Figure {
	l := t.l
	f := Figure{ID: "trend", Span: "c8", Kicker: l.T("trend.kicker"), Finding: t.chartFinding()}
	f.Trace = t.trace(f.ID, "years", Link{Text: l.T("trend.rule_link"), Href: t.methodURL(0, 0)},
		append([]Pair{l.from(l.T("trend.source")), l.by(l.T("trend.rule")), {"n =", l.T("trend.years", "N", len(t.years))}}, t.beside(nil)...)...)
	if len(t.years) == 0 {
		f.State = &State{Title: l.T("trend.none"), Text: l.T("trend.none_text"), Link: Link{Text: l.T("nav.pipeline"), Href: t.url("/pipeline")}}
		return f
	}
	in := chart.TrendInput{Bands: t.bands()}
	est := false
	for i, y := range t.years {
		est = est || estimated(y.scheme)
		in.Years = append(in.Years, chart.TrendYear{Year: y.year, Text: t.under(y)})
		if s := y.said(); s != nil {
			by, _ := t.change(i, trendYear.said)
			in.Announced = append(in.Announced, chart.TrendPoint{Year: y.year, Value: *s, Text: l.T("trend.label.announced", "Score", shown(*s, 2)), Joined: by != nil})
		} else if y.announced != nil {
			if from, to, ok := tierRange(y.scheme, y.announced.Tier); ok {
				in.Tiers = append(in.Tiers, chart.TrendTier{Year: y.year, Tier: y.announced.Tier, From: from, To: to,
					Text: l.T("trend.label.tier", "Tier", t.tier(y, y.announced.Tier))})
			}
		}
		if s := y.ours(); s != nil {
			by, _ := t.change(i, trendYear.ours)
			in.Computed = append(in.Computed, chart.TrendPoint{Year: y.year, Value: *s, Text: l.T("trend.label.computed", "Score", shown(*s, 2)),
				Joined: by != nil, Part: t.running(y.year)})
		}
		if y.method == methodChanged || y.method == methodUnknown {
			in.Breaks = append(in.Breaks, chart.TrendBreak{Year: y.year, Text: l.T("trend.label." + string(y.method))})
		}
	}
	f.Legend = t.legend(in)
	if est {
		f.Marks = []Mark{{"est", l.T("trend.est")}}
	}
	f.More = &Link{Text: l.T("trend.more"), Href: "#years"}
	option, err := chart.Trend(in)
	f.draw(l, t.sentence(), "h400", option, err)
	return f
}

// under is what stands below a year of the axis: how much of it is in the figure, or why it has none.
func (t trend) under(y trendYear) string {
	text := strconv.Itoa(y.year)
	switch {
	case y.ours() != nil && t.running(y.year):
		text += "\n" + t.l.T("trend.label.until", "Day", t.l.Day(t.Publication.Today(y.year)))
	case y.announced == nil && y.ours() == nil:
		text += "\n" + t.l.T("trend.label.nothing")
	case y.announced != nil && y.said() == nil:
		if _, _, drawn := tierRange(y.scheme, y.announced.Tier); !drawn { // without cut-offs there is no place for it above
			text += "\n" + t.l.T("trend.label.tier", "Tier", t.tier(y, y.announced.Tier))
		}
	}
	return text
}

// tierRange is where a tier begins and ends; not ok when the scheme does not say.
func tierRange(s *scheme.Scheme, tier int) (from, to *float64, ok bool) {
	if s == nil || len(cutoffs(s)) == 0 {
		return nil, nil, false
	}
	for i, t := range s.Tiers {
		if t.Tier == tier {
			if i > 0 {
				to = s.Tiers[i-1].From
			}
			return t.From, to, true
		}
	}
	return nil, nil, false
}

// bands are the tiers of every stretch of years with the same cut-offs.
func (t trend) bands() []chart.TrendBand {
	var out []chart.TrendBand
	for from := 0; from < len(t.years); {
		to := from
		for to+1 < len(t.years) && sameTiers(t.years[from].scheme, t.years[to+1].scheme) {
			to++
		}
		s := t.years[from].scheme
		if len(cutoffs(s)) > 0 {
			for _, tier := range s.Tiers {
				low, high, _ := tierRange(s, tier.Tier)
				out = append(out, chart.TrendBand{First: t.years[from].year, Last: t.years[to].year, Tier: tier.Tier, From: low, To: high, Text: t.bandText(tier), Short: t.l.Of(tier.Name)})
			}
		}
		from = to + 1
	}
	return out
}

func (t trend) bandText(tier scheme.Tier) string {
	name := t.l.Of(tier.Name)
	switch {
	case tier.From == nil:
		return name
	case tier.Status == scheme.Announced:
		return t.l.T("trend.label.band", "Tier", name, "From", short(*tier.From, 2))
	}
	return t.l.T("trend.label.band_estimated", "Tier", name, "From", short(*tier.From, 2))
}

// sameTiers says whether two schemes draw the same bands.
func sameTiers(a, b *scheme.Scheme) bool {
	if a == nil || b == nil || len(a.Tiers) != len(b.Tiers) {
		return a == b
	}
	for i := range a.Tiers {
		x, y := a.Tiers[i], b.Tiers[i]
		if x.Tier != y.Tier || x.Name != y.Name || x.Status != y.Status || (x.From == nil) != (y.From == nil) || x.From != nil && *x.From != *y.From {
			return false
		}
	}
	return true
}

// legend names the signs that the picture has.
func (t trend) legend(in chart.TrendInput) []Legend {
	l := t.l
	var out []Legend
	if len(in.Announced) > 0 {
		out = append(out, Legend{Class: "said", Sign: "◆", Text: l.T("trend.legend.announced")})
	}
	if len(in.Computed) > 0 {
		out = append(out, Legend{Class: "ours", Sign: "◇", Text: l.T("trend.legend.computed")})
	}
	if len(in.Tiers) > 0 {
		out = append(out, Legend{Class: "zone", Text: l.T("trend.legend.tier")})
	}
	if len(in.Breaks) > 0 {
		out = append(out, Legend{Class: "cut", Text: l.T("trend.legend.break")})
	}
	return out
}

// chartFinding says which of the years compare.
func (t trend) chartFinding() string {
	l := t.l
	var broken []string
	scored, unknown := 0, false
	for _, y := range t.years {
		if y.method == methodChanged {
			broken = append(broken, strconv.Itoa(y.year))
		}
		unknown = unknown || y.method == methodUnknown
		if y.said() != nil || y.ours() != nil {
			scored++
		}
	}
	switch {
	case len(t.years) == 0:
		return l.T("trend.none")
	case scored == 0:
		return l.T("trend.finding.unscored")
	case len(broken) > 0:
		return l.T("trend.finding.broken", "Years", strings.Join(broken, l.T("join.list")))
	case scored == 1:
		return l.T("trend.finding.single")
	case unknown:
		return l.T("trend.finding.unknown")
	}
	return l.T("trend.finding.whole")
}

// methodURL is the page of rules, of two years compared when they are given.
func (t trend) methodURL(from, to int) string {
	if from == 0 {
		return t.url("/method")
	}
	return t.url("/method", "year", strconv.Itoa(to), "from", strconv.Itoa(from), "to", strconv.Itoa(to)) + "#changes"
}
