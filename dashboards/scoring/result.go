package scoring

import (
	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Result is everything computed for all units.
type Result struct {
	Normalise scheme.Normalisation
	Imputes   bool          // what is missing of some indicator is imputed
	Treats    bool          // outliers of some indicator are treated
	Frozen    *Frozen       // what was taken from the values to normalise them
	Range     *scheme.Range // of the scores; nil when the normalisation has no bounds
	Units     []UnitResult  // by year, then in the order of the values
	Unused    []string      // indicators that have values and no place in the scheme, sorted
	Tiers     []YearTiers   // the tiers of every year that has any
}

// UnitResult is one unit in one year.
type UnitResult struct {
	Unit     string
	Year     int
	Nodes    []NodeResult // parents first, in the order of the scheme; the root is the first
	Distance Distance
}

// NodeResult is one node of one unit.
type NodeResult struct {
	ID     string
	Parent string // empty for the root
	Depth  int    // 0 for the root
	Leaf   bool

	Score  *float64 // in the range of the result; nil when not scored
	Status assess.Status
	Reason Reason // why it is not scored, or does not count

	Full         float64  // points of 100 as the scheme gives them
	Weight       float64  // points of 100 after redistribution; 0 when it does not count
	Contribution *float64 // to the root's score; the leaves' add up to it, and so do the nodes' of any cut
	Loss         *float64 // what a perfect score here would add, by the same share; nil without an upper bound

	Covered float64 // share of the applicable children that are scored, 0 to 1; of a leaf 1 or 0
	Rank    int     // among the units of the year that are scored, 1 is the best; 0 when not scored
	Of      int     // how many are ranked
	Tier    int     // of the root; 0 when there is none

	Copeland *int // wins less losses of a total or a theme that Result.RankByCopeland has ranked

	Value   *float64   // of a leaf, as given
	Used    *float64   // of a leaf: the value that was scored, where it is not the one given
	Imputed Imputation // how the value was made that stands in for a missing one
	Treated Treated    // what was done to an outlier
	N       int64
}

// Distance is how far a total is from the cut-offs, in points of its score.
type Distance struct {
	ToOwnCutoff *float64 // above the cut-off of its tier; nil in the last tier
	ToNext      *float64 // below the cut-off of the next better tier; nil in the first tier
	Estimated   bool     // one of these cut-offs is estimated: 估算
}

// Reason says why a node is not scored or does not count.
type Reason string

// The reasons.
const (
	NoReason          Reason = ""
	WhyMissing        Reason = "missing"           // no value
	WhySmallSample    Reason = "small_sample"      // fewer cases than the scheme asks for
	WhyNotApplicable  Reason = "not_applicable"    // does not apply here
	WhyNoPractice     Reason = "no_practice"       // does not exist here, and the scheme leaves it out
	WhyCoverage       Reason = "coverage"          // too few of its children are scored
	WhyNothingScored  Reason = "nothing_scored"    // none of its children is scored
	WhyParentUnscored Reason = "parent_not_scored" // scored, but a node above it is not
	WhyNoSpread       Reason = "no_spread"         // the values leave nothing to measure by: all the same, or too few
	WhyNoWeight       Reason = "no_weight"         // all its children weigh 0, or it is one of them: shown, not scored
)

var reasonTexts = map[Reason]assess.Text{
	WhyMissing:        {ZH: "没有数值", EN: "there is no value"},
	WhySmallSample:    {ZH: "办件量低于最小样本", EN: "fewer cases than the minimum sample"},
	WhyNotApplicable:  {ZH: "不适用", EN: "does not apply here"},
	WhyNoPractice:     {ZH: "尚无此项实践", EN: "is not practised here"},
	WhyCoverage:       {ZH: "下级指标覆盖不足", EN: "too few of its indicators are scored"},
	WhyNothingScored:  {ZH: "下级指标均未计分", EN: "none of its indicators is scored"},
	WhyParentUnscored: {ZH: "上级未计分, 不计入总分", EN: "does not count, since a node above it is not scored"},
	WhyNoSpread:       {ZH: "数值没有差别, 或没有参照值, 无从比较", EN: "the values leave nothing to measure by: they do not differ, or there is none to refer to"},
	WhyNoWeight:       {ZH: "权重为 0, 只展示、不计分", EN: "weighs 0: shown, not scored"},
}

// Text is the reason in words.
func (r Reason) Text() assess.Text { return reasonTexts[r] }

// Unit finds a unit of a year.
func (r *Result) Unit(unit string, year int) (*UnitResult, bool) {
	for i := range r.Units {
		if r.Units[i].Unit == unit && r.Units[i].Year == year {
			return &r.Units[i], true
		}
	}
	return nil, false
}

// Root is the unit's total.
func (u *UnitResult) Root() *NodeResult { return &u.Nodes[0] }

// Imputed counts the indicators that count by an imputed value.
func (u *UnitResult) Imputed() (n int) {
	for i := range u.Nodes {
		if u.Nodes[i].Imputed != NoImputation && u.Nodes[i].Weight > 0 {
			n++
		}
	}
	return n
}

// Node finds a node by its id.
func (u *UnitResult) Node(id string) (*NodeResult, bool) {
	for i := range u.Nodes {
		if u.Nodes[i].ID == id {
			return &u.Nodes[i], true
		}
	}
	return nil, false
}

// NodeScores gives the unit's nodes in the shape that is kept and shown; the unit is a region's code.
func (u *UnitResult) NodeScores() []assess.NodeScore {
	scores := make([]assess.NodeScore, len(u.Nodes))
	for i, n := range u.Nodes {
		scores[i] = assess.NodeScore{
			Region: assess.RegionCode(u.Unit), Year: u.Year, Node: n.ID, Parent: n.Parent, Depth: n.Depth,
			Score: n.Score, Weight: n.Weight, Full: n.Full, Contribution: n.Contribution,
			Tier: n.Tier, Status: n.Status, Reason: string(n.Reason),
		}
		if n.Of > 1 {
			scores[i].Rank = n.Rank
		}
		if n.Imputed != NoImputation {
			scores[i].Status = assess.StandsIn
		}
	}
	assess.CountImputed(scores)
	return scores
}
