package page

import (
	"math"
	"strconv"

	"yingshang/dashboards/scheme"
)

// distance says how far the computed and the announced score are from the cut-off of the first tier, or from the next
// better one.
func (c cockpit) distance() Distance {
	l := c.l
	d := Distance{Kicker: l.T("cockpit.distance.kicker")}
	cuts := c.cutoffs()
	if len(cuts) == 0 {
		d.State = &State{Title: l.T("cockpit.distance.none"), Text: l.T("cockpit.distance.none_text")}
		return d
	}
	if c.estimated() {
		d.Marks = []Mark{{"est", l.T("mark.est")}}
		d.Note = l.T("cockpit.distance.note_estimated")
	}
	score := c.tree.total.Score
	who := "computed"
	a, has := c.newest()
	if score == nil && has {
		score, who = a.Score, "announced"
	}
	if score == nil {
		d.State = &State{Title: l.T("cockpit.distance.no_score"), Text: l.T("cockpit.distance.no_score_text")}
		return d
	}
	d.Text = c.gap(*score, cuts, who)
	d.Ruler = c.ruler(cuts)
	return d
}

// cutoffs are the tiers that begin at a score, best first.
func (in In) cutoffs() []scheme.Tier { return cutoffs(in.Scheme) }

func cutoffs(s *scheme.Scheme) []scheme.Tier {
	var cuts []scheme.Tier
	if s != nil {
		for _, t := range s.Tiers {
			if t.From != nil {
				cuts = append(cuts, t)
			}
		}
	}
	return cuts
}

// gap is the distance in words: above the line of one's own tier, or below the next.
func (c cockpit) gap(score float64, cuts []scheme.Tier, who string) string {
	for _, t := range cuts {
		if score >= *t.From {
			return c.l.T("cockpit.distance."+who+".above", "Tier", c.l.Of(t.Name), "Points", shown(score-*t.From, 2))
		}
	}
	last := cuts[len(cuts)-1]
	return c.l.T("cockpit.distance."+who+".below", "Tier", c.l.Of(last.Name), "Points", shown(*last.From-score, 2))
}

// ruler is the scale of scores with the tiers, the cut-offs and the two results.
func (c cockpit) ruler(cuts []scheme.Tier) *Ruler {
	l := c.l
	var marks []RulerMark
	a, has := c.newest()
	if has && a.Score != nil {
		marks = append(marks, RulerMark{Value: *a.Score, Class: "said",
			Text: l.T("cockpit.ruler.announced", "Year", strconv.Itoa(a.Year), "Score", shown(*a.Score, 2))})
	}
	if s := c.tree.total.Score; s != nil {
		marks = append(marks, RulerMark{Value: *s, Class: "ours",
			Text: l.T("cockpit.ruler.computed", "Year", strconv.Itoa(c.Year), "Score", shown(*s, 2))})
	}
	r := c.tierRuler(marks)
	if s := c.tree.total.Score; s != nil {
		r.Label = c.gap(*s, cuts, "computed")
	} else if has && a.Score != nil {
		r.Label = c.gap(*a.Score, cuts, "announced")
	}
	return r
}

// tierRuler is the scale of scores with the tiers and cut-offs of the year's scheme, wide enough for the marks.
func (in In) tierRuler(marks []RulerMark) *Ruler {
	l, cuts := in.Locale, in.cutoffs()
	low, high := *cuts[len(cuts)-1].From, *cuts[0].From
	from, to := low-5, high+5
	for _, m := range marks {
		from, to = min(from, m.Value-3), max(to, m.Value+3)
	}
	r := &Ruler{From: max(0, math.Floor(from/5)*5), To: min(100, math.Ceil(to/5)*5), Marks: marks}
	end := r.To
	for _, t := range cuts {
		r.Bands = append(r.Bands, RulerBand{From: *t.From, To: end, Class: "t" + strconv.Itoa(t.Tier), Text: l.Of(t.Name)})
		r.Ticks = append(r.Ticks, RulerTick{Value: *t.From, Text: shown(*t.From, 2), Under: l.T("cockpit.ruler.line", "Tier", l.Of(t.Name))})
		end = *t.From
	}
	if last := in.Scheme.Tiers[len(in.Scheme.Tiers)-1]; last.From == nil {
		r.Bands = append(r.Bands, RulerBand{From: r.From, To: end, Class: "t" + strconv.Itoa(last.Tier), Text: l.Of(last.Name)})
	}
	return r
}
