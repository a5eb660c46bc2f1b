package page

import (
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// facts is what leaders ask: which place, how far to gain and to lose, for how long, and about how many nothing is known.
func (t tierPage) facts(s standing) []Fact {
	l := t.l
	rank := Fact{Title: l.T("rank.fact.rank"), Value: dash, Note: l.T("rank.fact.no_score")}
	score := Fact{Title: t.lead(s.kind), Value: dash, Note: l.T("rank.fact.no_score")}
	gain := Fact{Title: l.T("rank.fact.gain"), Value: dash, Note: l.T("rank.fact.no_score")}
	lose := Fact{Title: l.T("rank.fact.lose"), Value: dash, Note: l.T("rank.fact.no_score")}
	if a := t.ownOf(t.Year); s.own == nil && s.kind == byAnnounced && a != nil {
		score.Value, score.Tone, score.Note, score.Marks = t.tierName(a.Tier), "name", l.T("trend.why.tier_only"), t.realOr(a)
	}
	if p := s.own; p != nil {
		score.Value, score.Note = shown(p.score, 2), t.tierName(p.tier)
		score.Marks = t.demoMark()
		if a := t.ownOf(t.Year); s.kind == byAnnounced && a != nil {
			score.Marks = t.realOr(a)
		}
		score.Marks = append(score.Marks, p.in...)
		if p.off() {
			score.Note = l.T("rank.off", "Tier", t.tierName(p.tier))
		}
		rank.Note = l.T("rank.fact.alone")
		if n := len(s.scored); n > 1 {
			rank.Value, rank.Unit, rank.Note = strconv.Itoa(p.rank), l.T("rank.fact.of", "N", n), l.T("rank.fact.ours")
			if p.ties > 0 {
				rank.Note = l.T("rank.fact.tied", "N", p.ties) + l.T("join.and") + rank.Note
			}
		}
		t.distances(p.Distance, p.at, &gain, &lose)
	}
	facts := []Fact{score, rank, gain, lose, t.streakFact()}
	c := t.census(s)
	missing := Fact{Title: l.T("rank.fact.without"), Value: dash, Note: l.T("rank.fact.no_list")}
	if c.all > 0 {
		missing.Value, missing.Unit = l.Count(int64(c.all-c.scored)), l.T("rank.fact.regions", "N", c.all-c.scored)
		key := "rank.fact.listed"
		if c.tierOnly > 0 {
			key = "rank.fact.listed_tier"
		}
		missing.Note = l.T(key, "N", c.all, "Scored", l.Count(int64(c.scored)), "TierOnly", l.Count(int64(c.tierOnly)))
	}
	return append(facts, missing)
}

// ownAnnounced are the county's announced results, newest first.
func (t tierPage) ownAnnounced() []assess.Announced {
	return announcedOf(newTrend(TrendInput{In: t.In, Announced: t.Announced, Schemes: t.Schemes}).years)
}

// streakFact is for how many years the county has been in its tier, by announced results alone.
func (t tierPage) streakFact() Fact {
	l := t.l
	own := t.ownAnnounced()
	f := Fact{Title: l.T("rank.fact.streak"), Value: dash, Note: l.T("cockpit.announced.none")}
	if len(own) == 0 {
		return f
	}
	n := max(streak(own), 1)
	f.Value, f.Unit = l.Count(int64(n)), l.T("trend.fact.years", "N", n)
	f.Note = l.T("rank.fact.streak_note", "Tier", l.tierName(t.Schemes[own[0].Year], own[0].Tier), "Year", strconv.Itoa(own[0].Year))
	return f
}

// strip is every region on the scale of scores.
func (t tierPage) strip(s standing) Figure {
	l := t.l
	f := Figure{ID: string(s.kind), Kicker: l.T("rank.strip.kicker_none", "Lead", t.lead(s.kind))}
	f.Trace = t.traceOf(s, f.ID, "")
	if len(s.scored) == 0 {
		f.Finding = l.T("rank.none." + string(s.kind))
		f.State = &State{Title: l.T("rank.none."+string(s.kind)+"_title", "Year", strconv.Itoa(t.Year)), Text: l.T("rank.none." + string(s.kind) + "_text")}
		return f
	}
	f.Finding = t.stripFinding(s)
	f.Formula = t.missingText(s)
	cuts := t.cutoffs()
	if len(cuts) == 0 {
		f.State = &State{Title: l.T("cockpit.distance.none"), Text: l.T("rank.strip.no_cutoffs")}
		return f
	}
	if t.estimated() {
		f.Marks = []Mark{{"est", l.T("mark.est")}}
	}
	scores, own := make([]float64, len(s.scored)), -1
	marks := make([]RulerMark, len(s.scored))
	for i, p := range s.scored {
		scores[i], marks[i] = p.score, RulerMark{Value: p.score}
		if s.own != nil && p.code == s.own.code {
			own = i
		}
	}
	r := t.tierRuler(marks)
	r.Marks, r.Label = nil, f.Finding
	r.spread()
	f.Strip = newStrip(r, scores, own)
	f.Kicker = l.T("rank.strip.kicker", "Lead", t.lead(s.kind), "From", short(r.From, 0), "To", short(r.To, 0))
	sign := map[kindOf]string{byAnnounced: "◆", byComputed: "◇"}[s.kind]
	f.Strip.Sign = map[kindOf]string{byAnnounced: "said", byComputed: "ours"}[s.kind]
	if s.own != nil {
		f.Strip.Name = l.T("rank.strip.own", "Region", t.name(s.own.code), "Score", shown(s.own.score, 2))
		f.Legend = append(f.Legend, Legend{Class: "own", Sign: sign, Text: t.name(s.own.code)})
	}
	if others := len(s.scored) - min(1, own+1); others > 0 {
		f.Legend = append(f.Legend, Legend{Class: "peer", Sign: "●", Text: l.T("rank.strip.others", "N", others)})
	}
	return f
}

// stripFinding counts the regions by tier.
func (t tierPage) stripFinding(s standing) string {
	l := t.l
	if len(s.scored) == 1 {
		return l.T("rank.strip.alone", "Region", t.name(s.scored[0].code))
	}
	count := map[int]int{}
	last := 0
	for _, p := range s.scored {
		count[p.tier]++
		last = max(last, p.tier)
	}
	var parts []string
	for tier := 1; tier <= last; tier++ {
		if count[tier] > 0 {
			parts = append(parts, l.T("rank.strip.part", "Tier", t.tierName(tier), "N", count[tier]))
		}
	}
	if len(parts) == 0 {
		return l.T("rank.strip.untiered", "N", len(s.scored))
	}
	return l.T("rank.strip.finding", "N", len(s.scored), "Parts", strings.Join(parts, l.T("join.list")))
}

// missingText says about how many regions nothing is known, and that nothing is made up for them.
func (t tierPage) missingText(s standing) string {
	l, c := t.l, t.census(s)
	var parts []string
	if c.all > 0 {
		key := "rank.missing.listed"
		if c.tierOnly > 0 {
			key = "rank.missing.listed_tier"
		}
		parts = append(parts, l.T(key, "N", c.all, "Scored", l.Count(int64(c.scored)), "TierOnly", l.Count(int64(c.tierOnly)), "Without", l.Count(int64(c.without()))))
	}
	if c.beyond > 0 {
		key := "rank.missing.beyond"
		if t.Publication.Demo {
			key = "rank.missing.anonymous"
		}
		parts = append(parts, l.T(key, "N", c.beyond))
	}
	return strings.Join(parts, l.T("join.clause"))
}

func (t tierPage) traceOf(s standing, id, table string) Trace {
	l := t.l
	source, rule, more := l.T("trend.source_announced"), l.T("rank.rule.announced"), t.beside(t.ownOf(t.Year))
	if s.kind == byComputed {
		source, rule, more = l.T("trace.computed"), l.T("rank.rule.computed"), nil
	}
	items := append([]Pair{l.from(source), l.by(rule), l.cases(int64(len(s.scored)))}, more...)
	return t.trace(id, table, Link{Text: l.T("trend.rule_link"), Href: t.url("/method", "year", strconv.Itoa(t.Year))}, items...)
}

// list is every region with its place, and the distances to the cut-offs around it.
func (t tierPage) list(s standing) Figure {
	l := t.l
	table := &Table{
		Name: "regions_" + string(s.kind), Caption: l.T("rank.list.caption"), Class: "dense",
		Columns: []Column{
			{Key: "region", Title: l.T("trace.region")},
			{Key: "region_code", Title: l.T("col.code"), File: true},
			{Key: "rank", Title: l.T("rank.list.rank"), Num: true},
			{Key: "bar", Title: l.T("rank.list.bar"), Drawn: true, Hide: true, Class: "w-bar"},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "tier", Title: l.T("rank.list.tier")},
			{Key: "to_gain", Title: l.T("rank.list.gain"), Num: true, Hide: true},
			{Key: "to_lose", Title: l.T("rank.list.lose"), Num: true, Hide: true},
			{Key: "cutoffs", Title: l.T("trend.table.cutoff_status"), File: true},
		},
		Empty: &State{Title: l.T("rank.none."+string(s.kind)+"_title", "Year", strconv.Itoa(t.Year)), Text: l.T("rank.none." + string(s.kind) + "_text")},
	}
	for _, p := range s.scored {
		tier := words(t.tierName(p.tier))
		if p.tier == 0 {
			tier = Cell{Shown: dash}
		}
		if p.off() {
			tier.Note = l.T("rank.list.off")
		}
		status := ""
		if p.ToNext != nil || p.ToOwnCutoff != nil {
			status = l.T("trend.cutoff." + string(scheme.Announced))
			if p.Estimated {
				status = l.T("trend.cutoff." + string(scheme.Estimated))
			}
		}
		rank := num(nil, 0)
		if len(s.scored) > 1 {
			rank = count(int64(p.rank))
		}
		bar := Bar{min(max(p.score, 0), 100), "b"}
		if p.code == t.Region.Code {
			bar.Class = "p"
		}
		table.Rows = append(table.Rows, Row{Me: p.code == t.Region.Code, Cells: []Cell{
			words(t.name(p.code)), words(string(p.code)), rank, {Bar: &bar}, exact(&p.score, 2).marked(p.in), tier, num(p.ToNext, 2), num(p.ToOwnCutoff, 2), words(status),
		}})
	}
	for _, p := range s.tierOnly {
		tier := words(t.tierName(p.tier))
		score := num(nil, 2)
		score.Note = l.T("trend.why.tier_only")
		table.Rows = append(table.Rows, Row{Me: p.code == t.Region.Code, Cells: []Cell{
			words(t.name(p.code)), words(string(p.code)), num(nil, 0), {}, score, tier, num(nil, 2), num(nil, 2), {},
		}})
	}
	f := Figure{ID: "regions", Span: "c12", Kicker: l.T("rank.list.kicker", "Lead", t.lead(s.kind)), Finding: t.neighbours(s), Table: table}
	if t.estimated() {
		f.Marks = []Mark{{"est", l.T("trend.est")}}
	}
	f.Trace = t.traceOf(s, f.ID, table.Name)
	return f
}

// neighbours are the nearest regions before and behind the county.
func (t tierPage) neighbours(s standing) string {
	l := t.l
	switch {
	case len(s.scored) == 0:
		return l.T("rank.none." + string(s.kind))
	case s.own == nil:
		return l.T("rank.list.absent", "N", len(s.scored), "Region", t.name(t.Region.Code))
	case len(s.scored) == 1:
		return l.T("rank.list.alone")
	}
	var before, behind *place
	for i := range s.scored {
		p := &s.scored[i]
		if p.rank < s.own.rank {
			before = p // the last of those that are better
		}
		if p.rank > s.own.rank && behind == nil {
			behind = p
		}
	}
	var parts []string
	if before != nil {
		parts = append(parts, l.T("rank.list.before", "Name", t.name(before.code), "Points", shown(before.score-s.own.score, 2)))
	}
	if behind != nil {
		parts = append(parts, l.T("rank.list.behind", "Name", t.name(behind.code), "Points", shown(s.own.score-behind.score, 2)))
	}
	if len(parts) == 0 {
		return l.T("rank.list.level", "N", len(s.scored))
	}
	return strings.Join(parts, l.T("join.clause"))
}

// past is the county's announced tier in every year.
func (t tierPage) past() Figure {
	l := t.l
	table := &Table{
		Name: "years", Caption: l.T("rank.past.caption"), Class: "dense",
		Columns: []Column{
			{Key: "year", Title: l.T("trace.year")},
			{Key: "tier", Title: l.T("rank.list.tier")},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "to_lose", Title: l.T("rank.past.above"), Num: true},
		},
		Empty: &State{Title: l.T("cockpit.announced.none"), Text: l.T("rank.past.none_text")},
	}
	own := t.ownAnnounced()
	in := map[int]int{}
	for _, a := range own {
		in[a.Tier]++
		s := t.Schemes[a.Year]
		above := num(nil, 2)
		if a.Score != nil && len(cutoffs(s)) > 0 {
			then := t
			then.Scheme = s
			places := []place{{code: a.Region, score: *a.Score, tier: a.Tier}}
			then.rank(places)
			above = num(places[0].ToOwnCutoff, 2)
			if places[0].Estimated && places[0].ToOwnCutoff != nil {
				above.Note = l.T("mark.est")
			}
		}
		score := num(a.Score, 2)
		if a.Score == nil {
			score.Note = l.T("trend.why.tier_only")
		}
		table.Rows = append(table.Rows, Row{Me: a.Year == t.Year, Cells: []Cell{
			words(strconv.Itoa(a.Year)).to(t.url("/tier", "year", strconv.Itoa(a.Year))), words(l.tierName(s, a.Tier)), score, above,
		}})
	}
	f := Figure{ID: "years", Span: "c4", Kicker: l.T("rank.past.kicker"), Finding: l.T("cockpit.announced.none"), Table: table}
	if len(own) > 0 {
		f.Finding = l.T("rank.past.finding", "N", len(own), "Tier", l.tierName(t.Schemes[own[0].Year], own[0].Tier), "In", l.Count(int64(in[own[0].Tier])),
			"Streak", l.Count(int64(max(streak(own), 1))))
	}
	f.More = &Link{Text: l.T("rank.past.more"), Href: t.url("/trend")}
	f.Trace = t.trace(f.ID, table.Name, Link{}, append([]Pair{l.from(l.T("trend.source_announced")), l.by(l.T("rank.past.rule"))}, t.beside(t.ownOf(t.Year))...)...)
	return f
}
