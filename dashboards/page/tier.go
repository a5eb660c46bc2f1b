package page

import (
	"cmp"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// TierInput is what the page of tiers shows: results of all regions and years that the reader may see.
type TierInput struct {
	In
	Announced []assess.Announced
	Totals    []assess.NodeScore
	Regions   map[assess.RegionCode]scheme.Region // those that are known by name
	Schemes   map[int]*scheme.Scheme
}

// Tier is where the county stands among all regions that have a score for the year, by announced and by computed results,
// each for itself. A region without a score is counted, never guessed.
type Tier struct {
	Base
	Facts  []Fact
	Main   Figure
	Past   Figure
	Map    *Figure // nil where hardly any region is known by name
	List   Figure
	Second Figure // the other of the two results
}

// kindOf is one of the two results that never mix.
type kindOf string

const (
	byAnnounced kindOf = "announced"
	byComputed  kindOf = "computed"
)

// standing is all regions by one of the two results.
type standing struct {
	kind     kindOf
	scored   []place // the best first
	tierOnly []place // a tier was announced, no score
	own      *place  // in scored; nil when the county has no score
}

// place is one region's result.
type place struct {
	code  assess.RegionCode
	score float64
	tier  int
	rank  int
	ties  int    // others on the same rank
	in    []Mark // that imputed values count in the score
	at    int    // the tier by the cut-offs of the scheme; 0 when it has none
	scoring.Distance
}

// off says that the tier is not the one that the score would have by the cut-offs.
func (p place) off() bool { return p.at != 0 && p.tier != 0 && p.at != p.tier }

// NewTier builds the page.
func NewTier(in TierInput) Tier {
	t := tierPage{TierInput: in, l: in.Locale}
	first, second := t.standing(byAnnounced), t.standing(byComputed)
	if len(first.scored) == 0 && len(second.scored) > 0 {
		first, second = second, first
	}
	p := Tier{Facts: t.facts(first), Main: t.strip(first), Past: t.past(), Map: t.tiles(first), List: t.list(first), Second: t.strip(second)}
	p.Main.Span, p.Second.Span = "c8", "c12"
	for s, f := range map[*standing]*Figure{&first: &p.Main, &second: &p.Second} {
		if s.kind == byComputed && s.own != nil && !in.Alone {
			f.More = &Link{Text: t.l.T("robust.ask"), Href: in.url("/tier/robust")}
		}
	}
	tables := []*Table{p.List.Table, p.Past.Table}
	if len(second.scored) > 0 {
		p.Second.Table = t.list(second).Table
		tables = append(tables, p.Second.Table)
		p.Second.Trace = t.traceOf(second, p.Second.ID, p.Second.Table.Name)
	}
	p.Base = in.base(t.sentence(first), tables...)
	p.Title = t.l.T("nav.tier")
	p.Sub = t.l.T("rank.sub")
	p.Crumbs = []Link{{Text: t.l.T("nav.tier")}, {Text: t.lead(first.kind)}}
	return p
}

type tierPage struct {
	TierInput
	l *Locale
}

// standing ranks the regions of the year by one of the two results.
func (t tierPage) standing(kind kindOf) standing {
	s := standing{kind: kind}
	if kind == byAnnounced {
		for _, a := range t.Announced {
			switch {
			case a.Year != t.Year, t.foreign(a.Region):
			case a.Score == nil:
				s.tierOnly = append(s.tierOnly, place{code: a.Region, tier: a.Tier})
			default:
				s.scored = append(s.scored, place{code: a.Region, score: *a.Score, tier: a.Tier})
			}
		}
	} else {
		for _, n := range t.Totals {
			if n.Year == t.Year && n.Score != nil && !t.foreign(n.Region) {
				s.scored = append(s.scored, place{code: n.Region, score: *n.Score, tier: n.Tier, in: t.l.imputed(n)})
			}
		}
	}
	t.rank(s.scored)
	slices.SortFunc(s.scored, func(a, b place) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.code, b.code)) })
	slices.SortFunc(s.tierOnly, func(a, b place) int { return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(a.code, b.code)) })
	for i := range s.scored {
		if s.scored[i].code == t.Region.Code {
			s.own = &s.scored[i]
		}
	}
	return s
}

// rank fills in rank, ties and the distances to the cut-offs of the year's scheme.
func (t tierPage) rank(places []place) {
	var tiers []scheme.Tier
	var decimals *int
	if t.Scheme != nil {
		decimals = t.Scheme.RankDecimals
		if len(t.cutoffs()) > 0 {
			tiers = t.Scheme.Tiers
		}
	}
	scores := make([]float64, len(places))
	for i, p := range places {
		scores[i] = p.score
	}
	count := map[int]int{}
	ranks := scoring.Ranks(scores, decimals)
	for _, rank := range ranks {
		count[rank]++
	}
	for i := range places {
		p := &places[i]
		p.rank, p.ties = ranks[i], count[ranks[i]]-1
		p.at, p.Distance = scoring.Place(tiers, p.score, decimals)
	}
}

// lead names a result and what it covers.
func (t tierPage) lead(kind kindOf) string {
	if kind == byAnnounced {
		return t.l.T("rank.lead.announced", "Year", strconv.Itoa(t.Year))
	}
	return t.l.T("rank.lead.computed", "Period", t.l.Months(t.Year, t.asOf()))
}

// name is what a region is called.
func (t tierPage) name(code assess.RegionCode) string { return t.called(t.Regions, code) }

// called is what a region is called by a list, its code when the list does not have it.
func (in In) called(regions map[assess.RegionCode]scheme.Region, code assess.RegionCode) string {
	if code == in.Region.Code {
		return in.Locale.Of(in.Region.Name)
	}
	if r, ok := regions[code]; ok && r.Name.ZH != "" {
		return in.Locale.Of(r.Name)
	}
	return in.Locale.T("rank.unnamed", "Code", string(code))
}

// foreign says that a region is assessed among others than the county is: a prefecture among prefectures.
func (t tierPage) foreign(code assess.RegionCode) bool {
	own, known := t.Regions[t.Region.Code]
	r, ok := t.Regions[code]
	return known && ok && r.Level != own.Level
}

// listed says whether a region is one of those that are assessed together with the county: the counties of its province by
// the list. The demo's anonymous regions are none of them.
func (t tierPage) listed(code assess.RegionCode) bool {
	_, ok := t.Regions[code]
	return ok && !t.foreign(code) && len(code) > 2 && len(t.Region.Code) > 2 && code[:2] == t.Region.Code[:2]
}

// census counts the regions of the list: how many there are, have a score, or a tier alone; and the scored beyond the list.
type census struct{ all, scored, tierOnly, beyond int }

// without is how many have neither score nor tier.
func (c census) without() int { return c.all - c.scored - c.tierOnly }

func (t tierPage) census(s standing) census {
	var c census
	for code := range t.Regions {
		if t.listed(code) {
			c.all++
		}
	}
	for _, p := range s.scored {
		if t.listed(p.code) {
			c.scored++
		} else {
			c.beyond++
		}
	}
	for _, p := range s.tierOnly {
		if t.listed(p.code) {
			c.tierOnly++
		}
	}
	return c
}

// sentence says where the county stands, and among how many.
func (t tierPage) sentence(s standing) string {
	l := t.l
	year, region := strconv.Itoa(t.Year), t.name(t.Region.Code)
	if s.own == nil {
		if a := t.ownOf(t.Year); a != nil && a.Score == nil {
			return l.T("rank.h1.tier_only", "Year", year, "Tier", t.tierName(a.Tier))
		}
		if len(s.scored) > 0 {
			return l.T("rank.h1.others", "Lead", t.lead(s.kind), "Region", region, "N", len(s.scored))
		}
		return l.T("rank.h1.nobody", "Year", year)
	}
	text := t.resultClause(s)
	if gap := t.gapClause(*s.own); gap != "" {
		text += l.T("join.and") + gap
	}
	text += l.T("join.clause")
	switch n := len(s.scored); {
	case n == 1:
		text += l.T("rank.h1.alone", "Region", region)
	case s.own.ties > 0:
		text += l.T("rank.h1.tied", "N", n, "Rank", strconv.Itoa(s.own.rank), "Ties", strconv.Itoa(s.own.ties))
	default:
		text += l.T("rank.h1.ranked", "N", n, "Rank", strconv.Itoa(s.own.rank))
	}
	return text
}

// ownOf is what the province fed back about the county for a year.
func (t tierPage) ownOf(year int) *assess.Announced {
	for i, a := range t.Announced {
		if a.Region == t.Region.Code && a.Year == year {
			return &t.Announced[i]
		}
	}
	return nil
}

func (t tierPage) resultClause(s standing) string {
	l := t.l
	key := "rank.h1.result"
	switch {
	case s.own.tier == 0:
		key = "rank.h1.plain"
	case s.kind == byComputed && t.estimated():
		key = "rank.h1.estimated"
	}
	return l.T(key, "Lead", t.lead(s.kind), "Score", shown(s.own.score, 2), "Tier", t.tierName(s.own.tier))
}

// gapClause is the distance to the cut-off below, or in the last tier to the one above.
func (t tierPage) gapClause(p place) string {
	key, tier, points := "", p.at, 0.0
	switch {
	case p.ToOwnCutoff != nil:
		key, points = "rank.h1.above", *p.ToOwnCutoff
	case p.ToNext != nil:
		key, tier, points = "rank.h1.below", p.at-1, *p.ToNext
	default:
		return ""
	}
	if p.Estimated {
		key += "_estimated"
	}
	return t.l.T(key, "Tier", t.tierName(tier), "Points", shown(points, 2))
}
