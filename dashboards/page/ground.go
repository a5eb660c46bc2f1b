package page

import (
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// ground are the numbers that an indicator's scores stand on, by name; those of one region are not among them.
type ground map[assess.GroundName]float64

// groundOf picks the numbers of an indicator, of the population that the page's scheme is for.
func (in In) groundOf(facts []assess.GroundFact, id assess.IndicatorID) ground {
	g := ground{}
	for _, f := range facts {
		if in.Scheme != nil && f.Population == string(in.Scheme.Population) && f.Indicator == id && f.Region == "" {
			g[f.Name] = f.Value
		}
	}
	return g
}

// measuredBy says what an indicator's values were measured by: "min-max: from 8.0 to 30.0 hours (2022's 7 regions)"; by which
// method alone where nothing was measured yet, and nothing where the scheme's own numbers measure them.
func (in In) measuredBy(facts []assess.GroundFact, n *scheme.Node) string {
	if n == nil || in.Scheme == nil || !in.Scheme.Relative(n) {
		return ""
	}
	l, g := in.Locale, in.groundOf(facts, n.Indicator())
	how := in.Scheme.NormaliseOf(n)
	method := l.T("ground.method." + string(how))
	count := int(g[assess.GroundCount])
	if count == 0 {
		return method
	}
	ind := in.Indicators[n.Indicator()]
	says := func(name assess.GroundName) string { return l.quantity(shown(g[name], ind.Decimals), l.Of(ind.Unit)) }
	var numbers []string
	switch how {
	case scheme.ZScore:
		if n.Transform == scheme.Log || g[assess.GroundLog] != 0 || n.Bands != nil {
			numbers = append(numbers, l.T("ground.mean", "Mean", short(g[assess.GroundMean], 4), "Deviation", short(g[assess.GroundDeviation], 4)))
		} else {
			numbers = append(numbers, l.T("ground.mean", "Mean", says(assess.GroundMean), "Deviation", says(assess.GroundDeviation)))
		}
	default:
		numbers = append(numbers, l.T("ground.span", "Least", says(assess.GroundLeast), "Greatest", says(assess.GroundGreatest)))
	}
	if _, ok := g[assess.GroundReference]; ok {
		numbers = append(numbers, l.T("ground.reference", "Value", says(assess.GroundReference)))
	}
	of := []string{l.T("ground.of_year", "Year", strconv.Itoa(in.Year), "N", count)}
	if years := g[assess.GroundYears]; years > 1 {
		of[0] = l.T("ground.of_panel", "Years", l.Count(int64(years)), "N", count)
	}
	if n := int(g[assess.GroundWinsorised]); n > 0 {
		of = append(of, l.T("ground.winsorised", "N", n))
	}
	if g[assess.GroundLog] != 0 {
		of = append(of, l.T("ground.log"))
	}
	return l.T("ground.by", "Method", method, "Numbers", strings.Join(numbers, l.T("join.and")), "Of", strings.Join(of, l.T("join.clause")))
}

// imputed marks a score that stands on imputed values: an indicator's own, or so many of those below it.
func (l *Locale) imputed(n assess.NodeScore) []Mark {
	switch {
	case n.Status == assess.StandsIn:
		return []Mark{{"est", l.T("mark.imputed")}}
	case n.Imputed > 0:
		return []Mark{{"est", l.T("mark.imputed_in", "N", n.Imputed)}}
	}
	return nil
}

// imputedIn marks a total in which so many indicators count by an imputed value.
func (l *Locale) imputedIn(n int) []Mark { return l.imputed(assess.NodeScore{Imputed: n}) }

// imputedIf marks a score of an indicator that is that of an imputed value.
func (l *Locale) imputedIf(yes bool) []Mark {
	if !yes {
		return nil
	}
	return l.imputed(assess.NodeScore{Status: assess.StandsIn})
}

// standsIn says what stands in for an indicator's missing value, and how it was made; empty where nothing does.
func (in In) standsIn(facts []assess.GroundFact, n assess.NodeScore) string {
	if n.Status != assess.StandsIn {
		return ""
	}
	l := in.Locale
	for _, f := range facts {
		how, imputed := f.Name.Imputed()
		if imputed && string(f.Indicator) == n.Node && f.Region == n.Region && (in.Scheme == nil || f.Population == string(in.Scheme.Population)) {
			ind := in.Indicators[f.Indicator]
			return l.T("ground.imputed", "How", l.T("method.impute."+how), "Value", l.quantity(shown(f.Value, ind.Decimals), l.Of(ind.Unit)))
		}
	}
	return l.T("ground.imputed_somehow")
}
