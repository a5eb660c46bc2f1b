package page

import "yingshang/dashboards/scoring"

// gaps are how far a score is from the two cut-offs beside it, by the year's scheme.
func (in In) gaps(score float64) (gain, lose Fact) {
	l := in.Locale
	gain, lose = Fact{Title: l.T("rank.fact.gain"), Value: dash}, Fact{Title: l.T("rank.fact.lose"), Value: dash}
	var d scoring.Distance
	tier := 0
	if len(in.cutoffs()) > 0 {
		tier, d = scoring.Place(in.Scheme.Tiers, score, in.Scheme.RankDecimals)
	}
	in.distances(d, tier, &gain, &lose)
	return gain, lose
}

// distances fills in the points to the next better tier, and those above the cut-off of the own one.
func (in In) distances(d scoring.Distance, tier int, gain, lose *Fact) {
	l := in.Locale
	if len(in.cutoffs()) == 0 {
		gain.Note, lose.Note = l.T("rank.fact.no_cutoffs"), l.T("rank.fact.no_cutoffs")
		return
	}
	gain.Note, lose.Note = l.T("rank.fact.top"), l.T("rank.fact.bottom")
	var marks []Mark
	if d.Estimated {
		marks = []Mark{{"est", l.T("mark.est")}}
	}
	if d.ToNext != nil {
		gain.Value, gain.Unit, gain.Marks, gain.Note = shown(*d.ToNext, 2), l.T("trend.points"), marks, in.line(tier-1)
	}
	if d.ToOwnCutoff != nil {
		lose.Value, lose.Unit, lose.Marks, lose.Note = shown(*d.ToOwnCutoff, 2), l.T("trend.points"), marks, in.line(tier)
	}
}

// line names a tier's cut-off with its figure.
func (in In) line(tier int) string {
	for _, cut := range in.cutoffs() {
		if cut.Tier == tier {
			return in.Locale.T("rank.fact.line", "Tier", in.Locale.Of(cut.Name), "Line", shown(*cut.From, 2))
		}
	}
	return ""
}
