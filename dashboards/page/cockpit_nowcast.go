package page

import (
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// Nowcast is where the running year may end. It is an estimate of ours: it stands by itself and in no table.
type Nowcast struct {
	Marks []Mark
	Text  string
	Note  string
}

// nowcastDraws are enough for whole percents; the seed is always the same, so that a page read twice says the same.
const (
	nowcastDraws = 1000
	nowcastSeed  = 1
)

// nowcast is nil where there is none: the year is over, its scores or tiers hang on other regions, or its months or the earlier
// years do not carry an estimate.
func (c cockpit) nowcast() *Nowcast {
	s, l := c.Scheme, c.l
	if s == nil || c.ended() || c.asOf().Year() != c.Year || c.tree.total.Score == nil || !s.TierBy.Own() ||
		s.Normalise != "" && s.Normalise != scheme.Goalposts || s.Imputes() || s.AmongYears() {
		return nil
	}
	var values []assess.Value
	for _, n := range s.Leaves() {
		if v, ok := c.Assessment.Values[n.Indicator()]; ok {
			values = append(values, v)
		}
	}
	n, err := scoring.NowcastYear(s, scoring.Inputs(values), scoring.Months(c.Months), scoring.Options{}, string(c.Region.Code),
		c.asOf(), nowcastDraws, nowcastSeed)
	if err != nil {
		return nil // there is no estimate, and the page does without
	}
	tested := 0
	for _, p := range n.Indicators {
		if p.Tests > 0 {
			tested++
		}
	}
	out := &Nowcast{
		Marks: []Mark{{"est", l.T("mark.est")}},
		Text:  l.T("cockpit.nowcast.text", "Score", shown(n.Score, 1), "Low", shown(n.Scores.Low, 1), "High", shown(n.Scores.High, 1)),
		Note:  l.T("cockpit.nowcast.note", "Period", l.Months(c.Year, c.asOf()), "Tested", tested, "All", len(s.Leaves())),
	}
	if len(n.Tiers) > 0 {
		out.Text += l.T("cockpit.nowcast.tier", "Tier", c.tierName(n.Tiers[0]), "Percent", strconv.Itoa(int(100*n.Odds[0]+0.5)))
	}
	return out
}
