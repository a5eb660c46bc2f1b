package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// rules are those of the scheme in words: from a value to a score, from scores to a total, what the missing does, ranks
// and tiers.
func (m methodPage) rules() Figure {
	l, s := m.l, m.Scheme
	f := Figure{ID: "rules", Kicker: l.T("method.rules.kicker"), Finding: l.T("method.rules.finding", "N", m.left())}
	add := func(key string, texts ...string) {
		f.Pairs = append(f.Pairs, Definition{l.T("method.rules." + key), []Link{{Text: strings.Join(texts, l.T("join.clause"))}}})
	}
	add("normalise", l.norm(s.Normalise))
	m.measures(add)
	means := make([]string, 0, 2)
	for _, a := range s.Aggregate {
		means = append(means, l.mean(a))
	}
	if len(means) == 0 {
		means = append(means, l.mean(scheme.Arithmetic))
	}
	add("aggregate", strings.Join(means, l.T("join.list")))
	for _, status := range missingStatuses {
		add("status_"+string(status), l.T("method.rule_"+string(s.Rule(status))))
	}
	if s.Coverage > 0 {
		add("coverage", l.T("method.coverage."+string(s.CoverageBy), "Share", short(100*s.Coverage, 1)))
	}
	rank := l.T("method.rank.exact")
	if s.RankDecimals != nil {
		rank = l.T("method.rank.decimals", "Decimals", strconv.Itoa(*s.RankDecimals))
	}
	add("rank", rank, l.T("method.rank.ties"))
	add("decimals", l.T("method.decimals", "Decimals", strconv.Itoa(s.Decimals)))
	add("checksum", s.ID+" · "+s.Hash()[:min(16, len(s.Hash()))])
	f.Trace = m.trace(f.ID, "", Link{}, l.from(m.schemeTitle()), l.by(l.T("method.rules.rule")))
	return f
}

// measures are the rules of an indicator that is measured against the values of others, as far as the scheme says more than
// how: its range, whose values, outliers, and what stands in for a missing one.
func (m methodPage) measures(add func(key string, texts ...string)) {
	l, s := m.l, m.Scheme
	if s.Range != nil {
		add("range", s.Range.String())
	}
	if s.Normalise == scheme.ZScore && s.ZScore != nil {
		add("zscore", l.T("ground.mean", "Mean", short(s.ZScore.Mean, 4), "Deviation", short(s.ZScore.Deviation, 4)))
	}
	if s.Normalise == scheme.ToUnit {
		add("reference", s.Reference)
	}
	if slices.ContainsFunc(s.Leaves(), s.Relative) {
		add("within", l.within(s.Within))
	}
	if !s.Treat.Off() {
		add("treat", l.treat(s.Treat))
	}
	if s.Impute != "" && s.Impute != scheme.ImputeNone {
		add("impute", l.T("method.impute."+string(s.Impute)))
	}
	var treats, imputes []string
	for _, n := range s.Leaves() {
		if n.Treat != nil {
			how := l.T("method.treat_none")
			if !n.Treat.Off() {
				how = l.treat(n.Treat)
			}
			treats = append(treats, l.T("method.own", "Name", m.indicator(n.Indicator()), "How", how))
		}
		if n.Impute != "" {
			imputes = append(imputes, l.T("method.own", "Name", m.indicator(n.Indicator()), "How", l.T("method.impute."+string(n.Impute))))
		}
	}
	if len(treats) > 0 {
		add("treat_own", strings.Join(treats, l.T("join.clause")))
	}
	if len(imputes) > 0 {
		add("impute_own", strings.Join(imputes, l.T("join.clause")))
	}
}

// within says whose values an indicator is measured among.
func (l *Locale) within(w scheme.Within) string {
	return l.T("method.within." + string(cmp.Or(w, scheme.Panel)))
}

// treat says what is done to outliers.
func (l *Locale) treat(t *scheme.Treatment) string {
	if t.Off() {
		return dash
	}
	return l.T("method.treat", "N", t.Points, "Skew", short(t.Skew, 4), "Kurt", short(t.Kurt, 4))
}

// missingStatuses are the statuses that a scheme has rules for, in the order of the page.
var missingStatuses = []assess.Status{assess.Missing, assess.SmallSample, assess.NotApplicable, assess.NoPractice}

// left is how many statuses leave an indicator out instead of scoring it.
func (m methodPage) left() int {
	n := 0
	for _, status := range missingStatuses {
		if m.Scheme.Rule(status) == scheme.Redistribute {
			n++
		}
	}
	return n
}

// norm says how a value becomes a score.
func (l *Locale) norm(n scheme.Normalisation) string {
	if n == "" {
		n = scheme.Goalposts
	}
	return l.T("method.norm." + string(n))
}

// mean is a mean in words.
func (l *Locale) mean(a scheme.Aggregation) string {
	if p, ok := a.Power(); ok {
		return l.T("method.mean.power", "P", short(p, 4))
	}
	return l.T("method.mean." + string(a))
}

// tiers is where each tier begins, on the scale of scores.
func (m methodPage) tiers() Figure {
	l := m.l
	f := Figure{ID: "tiers", Kicker: l.T("method.tiers.kicker"), Finding: l.tiers(m.Scheme)}
	if m.estimated() {
		f.Marks = []Mark{{"est", l.T("mark.est")}}
	}
	if cuts := m.cutoffs(); len(cuts) > 0 {
		f.Ruler = m.tierRuler(nil)
		f.Ruler.Label = f.Finding
	} else {
		f.State = &State{Title: l.T("cockpit.distance.none"), Text: l.T("cockpit.distance.none_text")}
	}
	f.Trace = m.trace(f.ID, "", Link{}, l.from(m.schemeTitle()), l.by(l.T("method.tiers.rule")))
	return f
}

// tiers says where each tier begins, and by whom that was said.
func (l *Locale) tiers(s *scheme.Scheme) string {
	if len(s.Tiers) == 0 {
		return l.T("method.tier.none")
	}
	parts := make([]string, len(s.Tiers))
	for i, t := range s.Tiers {
		switch {
		case t.From == nil:
			parts[i] = l.T("method.tier.rest", "Tier", l.Of(t.Name))
		case t.Status == scheme.Announced:
			parts[i] = l.T("method.tier.from", "Tier", l.Of(t.Name), "From", short(*t.From, 2))
		default:
			parts[i] = l.T("method.tier.estimated", "Tier", l.Of(t.Name), "From", short(*t.From, 2))
		}
	}
	return strings.Join(parts, l.T("join.clause"))
}
