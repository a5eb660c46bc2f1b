package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// What the scheme could as well have said, and how exact the values are held to be: assumptions, said under every figure.
const (
	robustRuns   = 1000
	robustSeed   = 1
	robustPoints = 256  // of the Sobol sequence, a power of two
	robustWeight = 0.25 // every weight may be higher or lower by up to this share
	robustError  = 0.02 // standard deviation of an indicator's score, as a share of its range
	robustMean   = scheme.Aggregation("power:0.5")
)

// doubted are the factors, by the names of scoring.Factors, that doubts leaves open.
var doubted = []string{"weights", "aggregation", "error"}

func doubts() scoring.Uncertainty {
	return scoring.Uncertainty{Weights: robustWeight, Means: []scheme.Aggregation{robustMean}, Error: robustError}
}

// RobustInput is what the page about the firmness of a score shows.
type RobustInput struct {
	In
	Assessment assess.Assessment
	Field      Field
	Regions    map[assess.RegionCode]scheme.Region
	Whole      bool // long tables in full
}

// Robust is how far the county's score, rank and tier hold: their intervals, where it would stand without each node, and which
// doubt moves the ranks. It takes a thousand scorings of all regions.
type Robust struct {
	Base
	State   *State
	Figures []Figure
}

type robustPage struct {
	RobustInput
	l *Locale
}

// NewRobust builds the page.
func NewRobust(in RobustInput) Robust {
	t := robustPage{in, in.Locale}
	p := Robust{}
	h1 := t.l.T("whatif.h1_none")
	if _, state := in.rescored(in.Field, treeOf(in.Assessment).total); state != nil {
		p.State = state
	} else if r, err := scoring.Robust(in.Field.Scheme, scoring.Inputs(in.Field.Values), in.Field.Options(), doubts(), robustRuns, robustSeed); err != nil {
		p.State = &State{Title: t.l.T("robust.failed"), Text: t.l.T("robust.failed_text")}
	} else {
		p.Figures, h1 = t.figures(r)
	}
	var tables []*Table
	for _, f := range p.Figures {
		tables = append(tables, f.Table)
	}
	p.Base = in.base(h1, tables...)
	p.Title, p.Sub = t.l.T("robust.title"), t.assumed()
	p.Crumbs = []Link{{Text: t.l.T("nav.tier"), Href: in.url("/tier")}, {Text: t.l.T("robust.title")}, {Text: t.l.Months(in.Year, in.asOf())}}
	return p
}

// figures are the intervals, and where there is more than one region what moves the ranks.
func (t robustPage) figures(r *scoring.Robustness) (figures []Figure, sentence string) {
	own, ranked := t.ownFirst(r)
	f := Figure{ID: "robust", Span: "c12", Kicker: t.l.T("robust.kicker", "Runs", t.l.Count(robustRuns), "Seed", strconv.Itoa(robustSeed)), Table: t.robustTable(r, ranked), Finding: t.l.T("robust.shift", "Shift", shown(r.Shift, 2), "N", len(r.Units))}
	if len(ranked) > len(f.Table.Rows) {
		f.More = &Link{Text: t.l.T("robust.more", "N", len(ranked)), Href: t.here("show", "all") + "#robust"}
	}
	f.Trace = t.trace(f.ID, f.Table.Name, Link{}, t.l.from(t.l.T("whatif.source")), t.l.by(t.l.T("robust.quantiles")))
	figures = []Figure{f}
	if len(r.Units) > 1 {
		inputs := scoring.Inputs(t.Field.Values)
		if left, err := scoring.LeaveOut(t.Field.Scheme, inputs, t.Field.Options()); err == nil {
			figures = append(figures, t.leftOut(left, own))
		}
		if i, err := scoring.Sensitivity(t.Field.Scheme, inputs, t.Field.Options(), doubts(), robustPoints, robustSeed); err == nil {
			figures = append(figures, t.sobol(i))
		}
	}
	return figures, t.robustFinding(r, own)
}

// assumed says in words what the draws assume.
func (t robustPage) assumed() string {
	return t.l.T("robust.rule", "Weights", shown(100*robustWeight, 0), "Error", shown(100*robustError, 0), "Runs", t.l.Count(robustRuns), "Seed", strconv.Itoa(robustSeed))
}

// ownFirst are all regions by rank, the own one first.
func (t robustPage) ownFirst(r *scoring.Robustness) (own scoring.UnitRobustness, all []scoring.UnitRobustness) {
	for _, u := range r.Units {
		if u.Unit == string(t.Region.Code) {
			own = u
		} else {
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b scoring.UnitRobustness) int { return cmp.Compare(a.Rank, b.Rank) })
	return own, append([]scoring.UnitRobustness{own}, all...)
}

// robustFinding says where nine of ten draws leave the county, and how likely it keeps its tier.
func (t robustPage) robustFinding(r *scoring.Robustness, own scoring.UnitRobustness) string {
	l := t.l
	text := l.T("robust.finding", "Runs", l.Count(int64(r.Runs)), "Low", shown(own.Scores.Low, 2), "High", shown(own.Scores.High, 2))
	if len(r.Units) > 1 {
		key := "robust.finding_ranks"
		if rankText(own.Ranks.Low) == rankText(own.Ranks.High) {
			key = "robust.finding_rank"
		}
		text += l.T("join.and") + l.T(key, "Low", rankText(own.Ranks.Low), "High", rankText(own.Ranks.High))
	}
	for k, tier := range r.Tiers {
		if tier == own.Tier && tier != 0 {
			key := "robust.finding_tier"
			if t.estimated() {
				key = "robust.finding_tier_estimated"
			}
			text += l.T("join.clause") + l.T(key, "Tier", t.tierName(tier), "Share", shown(100*own.Tiers[k], 1))
		}
	}
	return text
}

// rankText writes a quantile of ranks, which may lie between two.
func rankText(v float64) string { return short(v, 1) }

func (t robustPage) robustTable(r *scoring.Robustness, ranked []scoring.UnitRobustness) *Table {
	l := t.l
	table := &Table{
		Name: "robust", Caption: l.T("robust.caption"), Class: "dense",
		Columns: []Column{
			{Key: "region", Title: l.T("trace.region")},
			{Key: "region_code", Title: l.T("col.code"), File: true},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "score_05", Title: l.T("robust.col.low"), Num: true, Hide: true},
			{Key: "score_50", Title: l.T("robust.col.median"), Num: true, Hide: true},
			{Key: "score_95", Title: l.T("robust.col.high"), Num: true, Hide: true},
			{Key: "rank", Title: l.T("rank.list.rank"), Num: true},
			{Key: "rank_05", Title: l.T("robust.col.rank_low"), Num: true},
			{Key: "rank_95", Title: l.T("robust.col.rank_high"), Num: true},
		},
	}
	for _, tier := range r.Tiers {
		table.Columns = append(table.Columns, Column{Key: "p_tier_" + strconv.Itoa(tier), Title: l.T("robust.col.tier", "Tier", t.tierName(tier)), Unit: "%", Num: true, Hide: true})
	}
	for k, u := range ranked {
		if k == firstMovers && !t.Whole {
			break
		}
		row := Row{Me: k == 0, Cells: []Cell{
			words(t.called(t.Regions, assess.RegionCode(u.Unit))), words(u.Unit), exact(&u.Score, 2).marked(l.imputedIn(u.Imputed)), exact(&u.Scores.Low, 2), exact(&u.Scores.Median, 2), exact(&u.Scores.High, 2),
			count(int64(u.Rank)), num(&u.Ranks.Low, 1), num(&u.Ranks.High, 1),
		}}
		for _, p := range u.Tiers {
			row.Cells = append(row.Cells, percent(new(100*p), 1))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// left is the county without one node.
type left struct {
	node        string
	score       *float64
	rank        int
	shift       float64
	byScore     float64
	byRank, far int
	imputed     int
}

// leftOut says where the county would stand without each theme and indicator, those first that move it most.
func (t robustPage) leftOut(out []scoring.LeftOut, own scoring.UnitRobustness) Figure {
	l := t.l
	var all []left
	best, worst := own.Rank, own.Rank
	for _, o := range out {
		for _, u := range o.Units {
			if u.Unit != own.Unit || u.Other == nil {
				continue
			}
			one := left{node: o.Node, score: u.Other, rank: u.OtherRank, shift: o.Shift, byScore: *u.Other - own.Score, byRank: u.OtherRank - own.Rank, imputed: u.OtherImputed}
			one.far = max(one.byRank, -one.byRank)
			best, worst = min(best, one.rank), max(worst, one.rank)
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b left) int {
		return cmp.Or(cmp.Compare(b.far, a.far), cmp.Compare(math.Abs(b.byScore), math.Abs(a.byScore)))
	})
	table := &Table{
		Name: "leftout", Caption: l.T("robust.left.caption"), Class: "dense",
		Columns: []Column{
			{Key: "node", Title: l.T("robust.left.node")},
			{Key: "node_id", Title: l.T("col.code"), File: true},
			{Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "change", Title: l.T("robust.left.change"), Num: true, Hide: true},
			{Key: "rank", Title: l.T("rank.list.rank"), Num: true},
			{Key: "shift", Title: l.T("robust.left.shift"), Num: true, Hide: true},
		},
		Empty: &State{Title: l.T("robust.left.none")},
	}
	for k, one := range all {
		if k == firstMovers && !t.Whole {
			break
		}
		name := t.theme(one.node)
		if n, ok := t.Field.Scheme.Node(one.node); ok && n.Leaf() {
			name = t.indicator(n.Indicator())
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(name), words(one.node), exact(one.score, 2).marked(l.imputedIn(one.imputed)), moved(&one.byScore, 2), count(int64(one.rank)), num(&one.shift, 2),
		}})
	}
	f := Figure{ID: "leftout", Span: "c7", Kicker: l.T("robust.left.kicker"), Table: table, Finding: l.T("robust.left.none")}
	switch {
	case len(all) == 0:
	case best == worst:
		f.Finding = l.T("robust.left.same", "N", len(all), "Rank", strconv.Itoa(best))
	default:
		f.Finding = l.T("robust.left.finding", "N", len(all), "Best", strconv.Itoa(best), "Worst", strconv.Itoa(worst), "Name", table.Rows[0].Cells[0].Value.Text, "Rank", strconv.Itoa(all[0].rank))
	}
	if len(table.Rows) < len(all) {
		f.More = &Link{Text: l.T("robust.left.more", "N", len(all)), Href: t.here("show", "all") + "#leftout"}
	}
	f.Trace = t.trace(f.ID, table.Name, Link{}, l.from(l.T("whatif.source")), l.by(l.T("robust.left.rule")))
	return f
}

// sobol says which of the doubts moves the ranks.
func (t robustPage) sobol(i scoring.Indices) Figure {
	l := t.l
	table := &Table{
		Name: "sobol", Caption: l.T("robust.sobol.caption"),
		Columns: []Column{
			{Key: "factor", Title: l.T("robust.sobol.factor")},
			{Key: "first", Title: l.T("robust.sobol.first"), Num: true},
			{Key: "total", Title: l.T("robust.sobol.total"), Num: true},
			{Key: "bar", Title: l.T("robust.sobol.bar"), Drawn: true, Hide: true, Class: "w-bar"},
		},
	}
	most := 0
	for k, factor := range scoring.Factors() {
		if i.Total[k] > i.Total[most] {
			most = k
		}
		if !slices.Contains(doubted, factor) {
			continue // nothing is assumed of it
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(l.T("robust.factor." + factor)), num(&i.First[k], 2), num(&i.Total[k], 2), {Bar: &Bar{100 * min(max(i.Total[k], 0), 1), "b"}},
		}})
	}
	f := Figure{ID: "sobol", Span: "c5", Kicker: l.T("robust.sobol.kicker"), Table: table, Finding: l.T("robust.sobol.none")}
	if i.Variance > 0 {
		f.Finding = l.T("robust.sobol.finding", "Factor", l.T("robust.factor."+scoring.Factors()[most]), "Total", shown(i.Total[most], 2))
	}
	f.Trace = t.trace(f.ID, table.Name, Link{}, l.from(l.T("whatif.source")), l.by(l.T("robust.sobol.rule", "Points", l.Count(robustPoints))))
	return f
}
