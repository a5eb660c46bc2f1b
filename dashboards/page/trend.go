package page

import (
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// TrendInput is what the trend shows: results of the region in every year.
type TrendInput struct {
	In
	Announced []assess.Announced
	Totals    []assess.NodeScore
	Schemes   map[int]*scheme.Scheme
}

// Trend is the county's announced and computed scores through the years, side by side and never mixed. No change is told
// and no line drawn where the method changed in between.
type Trend struct {
	Base
	Facts  []Fact
	Chart  Figure
	Breaks Figure
	Table  Figure
}

// NewTrend builds the page.
func NewTrend(in TrendInput) Trend {
	in.Many = true
	t := newTrend(in)
	p := Trend{Facts: t.facts(), Breaks: t.breaks(), Table: t.table()}
	p.Chart = t.chart()
	p.Base = in.base(t.sentence(), p.Table.Table, p.Breaks.Table)
	p.Title = t.l.T("nav.trend")
	p.Sub = t.l.T("trend.sub")
	p.Crumbs = []Link{{Text: t.l.T("nav.trend")}}
	if n := len(t.years); n > 0 {
		p.Crumbs = append(p.Crumbs, Link{Text: t.span()})
	}
	return p
}

// trend is the page being built: one entry a year, in order, without a hole.
type trend struct {
	TrendInput
	l     *Locale
	years []trendYear
}

// trendYear is what is known of one year, and how it compares with the one before.
type trendYear struct {
	year      int
	scheme    *scheme.Scheme // nil: none is known
	announced *assess.Announced
	computed  *assess.NodeScore
	method    method
	changes   []scheme.Change // against the year before
}

// method says how a year's rules compare with those of the year before.
type method string

const (
	methodFirst   method = "first" // there is no year before
	methodSame    method = "same"
	methodChanged method = "changed"
	methodUnknown method = "unknown" // one of the two has no scheme: nobody can say that scores compare
)

func newTrend(in TrendInput) trend {
	t := trend{TrendInput: in, l: in.Locale}
	said, ours := map[int]*assess.Announced{}, map[int]*assess.NodeScore{}
	first, last := 0, 0
	seen := func(year int) {
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	for i, a := range in.Announced {
		if a.Region == in.Region.Code {
			said[a.Year] = &in.Announced[i]
			seen(a.Year)
		}
	}
	for i, n := range in.Totals {
		if n.Region == in.Region.Code {
			ours[n.Year] = &in.Totals[i]
			seen(n.Year)
		}
	}
	if first == 0 {
		return t
	}
	for year := first; year <= last; year++ {
		y := trendYear{year: year, scheme: in.Schemes[year], announced: said[year], computed: ours[year], method: methodFirst}
		if year > first {
			y.method, y.changes = compared(in.Schemes[year-1], y.scheme)
		}
		t.years = append(t.years, y)
	}
	return t
}

// compared says whether two years' scores compare.
func compared(before, after *scheme.Scheme) (method, []scheme.Change) {
	if before == nil || after == nil {
		return methodUnknown, nil
	}
	changes := scheme.Diff(before, after)
	if scheme.MethodChanged(changes) {
		return methodChanged, changes
	}
	return methodSame, changes
}

// said is the announced score of a year, if there is one.
func (y trendYear) said() *float64 {
	if y.announced == nil {
		return nil
	}
	return y.announced.Score
}

// ours is the computed score of a year, if there is one.
func (y trendYear) ours() *float64 {
	if y.computed == nil {
		return nil
	}
	return y.computed.Score
}

// before is the year before the i-th.
func (t trend) before(i int) (trendYear, bool) {
	if i < 1 {
		return trendYear{}, false
	}
	return t.years[i-1], true
}

// change is how a score differs from that of the year before, as both are shown; why says in words why there is none.
func (t trend) change(i int, of func(trendYear) *float64) (by *float64, why string) {
	now := of(t.years[i])
	before, has := t.before(i)
	switch {
	case now == nil:
		return nil, ""
	case has && t.years[i].method != methodSame:
		return nil, t.l.T("trend.why." + string(t.years[i].method))
	case !has || of(before) == nil:
		return nil, t.l.T("trend.why.no_before", "Year", strconv.Itoa(t.years[i].year-1))
	}
	return new(scoring.Round(scoring.Round(*now, 2)-scoring.Round(*of(before), 2), 2)), ""
}

// newest is the last year of which something holds.
func (t trend) newest(of func(trendYear) bool) (int, bool) {
	for i, y := range slices.Backward(t.years) {
		if of(y) {
			return i, true
		}
	}
	return 0, false
}

func isAnnounced(y trendYear) bool { return y.announced != nil }
func isComputed(y trendYear) bool  { return y.ours() != nil }

// span is from the first to the last year: 2020–2022.
func (t trend) span() string {
	first, last := t.years[0].year, t.years[len(t.years)-1].year
	if first == last {
		return t.l.T("period.year", "Year", first)
	}
	return t.l.T("trend.span", "From", strconv.Itoa(first), "To", strconv.Itoa(last))
}

// period is what the computed score of a year covers.
func (t trend) period(year int) string { return t.l.Months(year, t.Publication.Today(year)) }

// running says whether the year was not over on the day of the figures.
func (t trend) running(year int) bool {
	in := t.In
	in.Year, in.Many = year, false
	return !in.ended()
}

// tier is what the scheme of a year calls a tier.
func (t trend) tier(y trendYear, tier int) string { return t.l.tierName(y.scheme, tier) }

// sentence says what the two scores did, each for itself.
func (t trend) sentence() string {
	return t.announcedClause() + t.l.T("join.clause") + t.computedClause()
}

func (t trend) announcedClause() string {
	l := t.l
	i, has := t.newest(isAnnounced)
	if !has {
		return l.T("trend.h1.unannounced")
	}
	y := t.years[i]
	year, tier := strconv.Itoa(y.year), t.tier(y, y.announced.Tier)
	if y.said() == nil {
		return l.T("trend.h1.tier_only", "Year", year, "Tier", tier)
	}
	score := shown(*y.said(), 2)
	before, _ := t.before(i)
	by, _ := t.change(i, trendYear.said)
	switch {
	case by != nil:
		return l.T("trend.h1.announced_"+course(*by), "Year", year, "Score", score, "Before", strconv.Itoa(before.year),
			"Was", shown(*before.said(), 2), "By", shown(max(*by, -*by), 2))
	case before.said() != nil:
		return l.T("trend.h1.announced_broken", "Year", year, "Score", score)
	case before.announced != nil:
		return l.T("trend.h1.announced_after_tier", "Year", year, "Score", score, "Before", strconv.Itoa(before.year), "Tier", t.tier(before, before.announced.Tier))
	}
	return l.T("trend.h1.announced_alone", "Year", year, "Score", score, "Tier", tier)
}

func (t trend) computedClause() string {
	l := t.l
	i, has := t.newest(isComputed)
	if !has {
		return l.T("trend.h1.uncomputed")
	}
	y := t.years[i]
	period, score := t.period(y.year), shown(*y.ours(), 2)
	before := strconv.Itoa(y.year - 1)
	by, _ := t.change(i, trendYear.ours)
	switch {
	case by != nil:
		return l.T("trend.h1.computed_"+course(*by), "Period", period, "Score", score, "Before", before, "By", shown(max(*by, -*by), 2))
	case y.method == methodChanged:
		return l.T("trend.h1.computed_broken", "Period", period, "Score", score, "Before", before)
	case y.method == methodUnknown:
		return l.T("trend.h1.computed_unknown", "Period", period, "Score", score, "Before", before)
	}
	return l.T("trend.h1.computed_alone", "Period", period, "Score", score)
}

// course is the word of a change.
func course(by float64) string {
	switch {
	case by > 0:
		return "up"
	case by < 0:
		return "down"
	}
	return "level"
}
