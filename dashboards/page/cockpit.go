package page

import (
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// CockpitInput is what the cockpit shows.
type CockpitInput struct {
	In
	Assessment assess.Assessment
	Pipeline   assess.Pipeline
	Months     []assess.Value // of this year and of earlier ones, by month and by year; none: no nowcast
}

// Cockpit is the first page: are we still in the first tier, how far from the cut-off, what to see to first.
type Cockpit struct {
	Base
	Announced Result
	Computed  Result
	Distance  Distance
	Nowcast   *Nowcast // nil: none
	Asks      []Ask
	Facts     []Fact
	Themes    Figure
	Worst     Figure
	Fresh     Figure
}

// Result is one of the two results that never mix.
type Result struct {
	Sign   string // ◆ announced, ◇ computed
	Kicker string
	Marks  []Mark
	Score  string // empty: there is none
	Tier   string
	Class  string // t1, t2, t3
	Strong string
	Note   string
	Lines  []Pair
	State  *State
}

// Distance is how far the results are from the cut-offs.
type Distance struct {
	Kicker string
	Marks  []Mark
	Text   string
	Ruler  *Ruler
	Note   string
	State  *State
}

// Ask is one thing that leaders ask, answered in one line.
type Ask struct {
	Title  string
	Strong string
	Rest   string
	Link   Link
	Lights []LightCount
}

// LightCount is how many indicators show a light.
type LightCount struct {
	Light Light
	N     string
}

// NewCockpit builds the cockpit.
func NewCockpit(in CockpitInput) Cockpit {
	c := cockpit{CockpitInput: in, l: in.Locale, tree: treeOf(in.Assessment)}
	c.announced = c.Assessment.Announced
	p := Cockpit{
		Announced: c.announcedResult(), Computed: c.computedResult(), Distance: c.distance(), Nowcast: c.nowcast(),
		Asks: c.asks(), Facts: c.facts(), Themes: c.themes(), Worst: c.worst(), Fresh: freshness(in.In, in.Pipeline),
	}
	p.Base = in.base(c.sentence(), p.Themes.Table, p.Worst.Table, p.Fresh.Table)
	p.Title = c.l.T("nav.cockpit")
	p.Crumbs = []Link{{Text: c.l.T("cockpit.crumb", "Region", p.Region, "Period", c.period())}}
	return p
}

// cockpit is a cockpit being built.
type cockpit struct {
	CockpitInput
	l         *Locale
	tree      tree
	announced []assess.Announced // newest first
}

// period is what the computed figures cover: 2022 年 1–9 月.
func (c cockpit) period() string { return c.l.Months(c.Year, c.asOf()) }

// newest is the newest announced result, if any.
func (c cockpit) newest() (assess.Announced, bool) {
	if len(c.announced) == 0 {
		return assess.Announced{}, false
	}
	return c.announced[0], true
}

// streak is for how many years in a row, up to the newest announced one, the tier was the same.
func streak(announced []assess.Announced) int {
	n := 0
	for i, a := range announced {
		if a.Tier != announced[0].Tier || a.Tier == 0 || a.Year != announced[0].Year-i {
			break
		}
		n++
	}
	return n
}

// estimated says whether any cut-off of the scheme is our own estimate.
func (in In) estimated() bool { return estimated(in.Scheme) }

func estimated(s *scheme.Scheme) bool {
	if s == nil {
		return false
	}
	for _, t := range s.Tiers {
		if t.From != nil && t.Status != scheme.Announced {
			return true
		}
	}
	return false
}

// sentence answers the first question of the cockpit.
func (c cockpit) sentence() string {
	l := c.l
	var first string
	a, has := c.newest()
	years := streak(c.announced)
	switch {
	case !has:
		first = l.T("cockpit.h1.none")
	case a.Score == nil && years > 1:
		first = l.T("cockpit.h1.streak_tier", "N", years, "Tier", c.tierName(a.Tier), "Year", strconv.Itoa(a.Year))
	case a.Score == nil:
		first = l.T("cockpit.h1.tier", "Tier", c.tierName(a.Tier), "Year", strconv.Itoa(a.Year))
	case years > 1:
		first = l.T("cockpit.h1.streak", "N", years, "Tier", c.tierName(a.Tier), "Year", strconv.Itoa(a.Year), "Score", shown(*a.Score, 2))
	default:
		first = l.T("cockpit.h1.score", "Tier", c.tierName(a.Tier), "Year", strconv.Itoa(a.Year), "Score", shown(*a.Score, 2))
	}
	return first + l.T("join.clause") + c.computedClause(a, has)
}

func (c cockpit) computedClause(a assess.Announced, has bool) string {
	l, total := c.l, c.tree.total
	if total.Score == nil {
		return l.T("cockpit.h1.unscored", "Period", c.period())
	}
	key := "cockpit.h1.computed"
	switch {
	case total.Tier == 0:
		key += ".plain"
	case !has || a.Tier == 0:
		key += ".in"
	case total.Tier == a.Tier:
		key += ".still"
	case total.Tier < a.Tier:
		key += ".up"
	default:
		key += ".down"
	}
	if total.Tier != 0 && c.estimated() {
		key += "_estimated"
	}
	return l.T(key, "Period", c.period(), "Score", shown(*total.Score, 2), "Tier", c.tierName(total.Tier))
}

// announcedResult is what the province fed back.
func (c cockpit) announcedResult() Result {
	l := c.l
	a, has := c.newest()
	if !has {
		return Result{Sign: "◆", Kicker: l.T("cockpit.announced.kicker_none"), State: &State{
			Title: l.T("cockpit.announced.none"), Text: l.T("cockpit.announced.none_text"),
		}}
	}
	r := Result{
		Sign:   "◆",
		Kicker: l.T("cockpit.announced.kicker", "Year", strconv.Itoa(a.Year)),
		Tier:   c.tierName(a.Tier), Class: "t" + strconv.Itoa(a.Tier),
	}
	if a.Score != nil {
		r.Score = shown(*a.Score, 2)
	}
	if c.Publication.Demo {
		if a.Invented {
			r.Marks = []Mark{{"", l.T("mark.demo")}}
		} else {
			r.Marks = []Mark{{"real", l.T("mark.real")}}
		}
	}
	if n := streak(c.announced); n > 1 {
		r.Strong = l.T("cockpit.announced.streak", "N", n)
	}
	if !a.AnnouncedOn.IsZero() {
		r.Lines = append(r.Lines, Pair{l.T("cockpit.announced.date"), l.FullDay(a.AnnouncedOn)})
	}
	for i, other := range c.announced {
		if i == 0 || i > 3 {
			continue
		}
		text := c.tierName(other.Tier)
		if other.Score != nil {
			text += " " + shown(*other.Score, 2)
		} else {
			text += " · " + l.T("cockpit.announced.no_score")
		}
		r.Lines = append(r.Lines, Pair{l.T("cockpit.announced.year", "Year", strconv.Itoa(other.Year)), text})
	}
	if a.Document != "" {
		r.Note = l.T("cockpit.announced.document", "Document", a.Document)
	}
	if text := c.besideText(); text != "" {
		r.Note = c.announcedBy(a) + l.T("join.clause") + text
	}
	return r
}

// computedResult is what we compute ourselves.
func (c cockpit) computedResult() Result {
	l, total := c.l, c.tree.total
	r := Result{Sign: "◇", Kicker: l.T("cockpit.computed.kicker", "Period", c.period())}
	if c.Publication.Demo {
		r.Marks = []Mark{{"", l.T("mark.demo")}}
	}
	if total.Score == nil {
		r.State = &State{Title: l.T("cockpit.computed.none"), Text: l.T("cockpit.computed.none_text"),
			Link: Link{Text: l.T("nav.pipeline"), Href: c.url("/pipeline")}}
		return r
	}
	r.Score = shown(*total.Score, 2)
	r.Marks = append(r.Marks, l.imputed(total)...)
	if total.Tier != 0 {
		r.Tier, r.Class = c.tierName(total.Tier), "t"+strconv.Itoa(total.Tier)
		if c.estimated() {
			r.Strong = l.T("mark.est")
		}
	}
	scored := 0
	for _, n := range c.tree.leaves {
		if n.Contribution != nil {
			scored++
		}
	}
	r.Lines = []Pair{
		{l.T("cockpit.computed.asof"), l.FullDay(c.asOf())},
		{l.T("cockpit.computed.scored"), l.T("cockpit.computed.of", "Scored", scored, "All", len(c.tree.leaves))},
	}
	if !c.ended() {
		r.Note = l.T("cockpit.computed.running")
	}
	return r
}
