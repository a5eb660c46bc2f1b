package scheme

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// ChangeKind says what differs between two schemes.
type ChangeKind string

// The kinds of change. From and To of a change are points where things enter, leave or weigh, values of the indicator's
// unit for frontier and target, cases for a sample, points of score for a cut-off, a share for the coverage; the others are
// words.
const (
	Entered          ChangeKind = "entered"         // an indicator or theme that was not there
	Left             ChangeKind = "left"            // one that is there no longer
	Moved            ChangeKind = "moved"           // an indicator that stands in another theme
	WeightChanged    ChangeKind = "weight"          // in points of the total
	BestChanged      ChangeKind = "best"            // of the frontier
	WorstChanged     ChangeKind = "worst"           // of the frontier
	TargetChanged    ChangeKind = "target"          //
	SampleChanged    ChangeKind = "sample"          // the fewest cases that are scored
	BendChanged      ChangeKind = "transform"       // of an indicator
	BandsChanged     ChangeKind = "bands"           // of an indicator
	MeanChanged      ChangeKind = "aggregate"       // of the scheme or a theme
	CutoffChanged    ChangeKind = "cutoff"          // What is the tier
	RuleChanged      ChangeKind = "missing"         // What is the status of a value
	CoverChanged     ChangeKind = "coverage"        //
	CoverByChanged   ChangeKind = "coverage_by"     //
	NormChanged      ChangeKind = "normalise"       //
	DirectionChanged ChangeKind = "direction"       // of an indicator without a frontier
	WithinChanged    ChangeKind = "within"          // whose least, greatest, mean and ranks
	TreatChanged     ChangeKind = "treat"           // of outliers
	ImputeChanged    ChangeKind = "impute"          // what stands in for missing values
	RangeChanged     ChangeKind = "range"           // the lowest and the highest score
	SpreadChanged    ChangeKind = "zscore"          // mean and deviation of z-scores
	ReferenceChanged ChangeKind = "reference"       // the unit that others are measured against
	RankChanged      ChangeKind = "rank"            // the decimals of scores that are ranked
	TiersChanged     ChangeKind = "tiers"           // where the cut-offs come from
	CutoffSaid       ChangeKind = "cutoff_standing" // announced or estimated; What is the tier
)

// Change is one difference between two schemes.
type Change struct {
	Kind             ChangeKind
	Node             string // empty: of the scheme as a whole
	Leaf             bool   // the node is an indicator
	What             string
	From, To         *float64 // nil: there was or is none
	FromWord, ToWord string
	Moves            bool // the same values get another score: a change of method
}

// Points are the points of 100 that each node stands for by the scheme, whatever its siblings' weights add up to.
func (s *Scheme) Points() map[string]float64 {
	points := map[string]float64{}
	s.Root.Walk(func(n, parent *Node, _ int) {
		points[n.ID] = 100
		if parent != nil {
			points[n.ID] = points[parent.ID] * n.Weight / weightOf(parent)
		}
	})
	return points
}

// weightOf sums the weights of a node's children; 1 when all are 0, so that nothing is divided by 0.
func weightOf(n *Node) float64 {
	sum := 0.0
	for _, c := range n.Children {
		sum += c.Weight
	}
	if sum == 0 {
		return 1
	}
	return sum
}

// Diff lists what differs between two schemes: what came and went, then node by node in the order of the later scheme, then
// the rules. Names, notes and the order of the file are no differences.
func Diff(from, to *Scheme) []Change {
	d := &differ{from: from, to: to, was: from.Points(), is: to.Points()}
	d.cameAndWent()
	d.nodes()
	d.rules()
	d.cutoffs()
	return d.changes
}

// MethodChanged says whether the same values would get another score by the later scheme: then scores of the two years do
// not compare.
func MethodChanged(changes []Change) bool {
	for _, c := range changes {
		if c.Moves {
			return true
		}
	}
	return false
}

type differ struct {
	from, to *Scheme
	was, is  map[string]float64 // points
	changes  []Change
}

func (d *differ) add(c Change) { d.changes = append(d.changes, c) }

func (d *differ) cameAndWent() {
	d.to.Root.Walk(func(n, _ *Node, _ int) {
		if _, there := d.was[n.ID]; !there {
			d.add(Change{Kind: Entered, Node: n.ID, Leaf: n.Leaf(), To: new(d.is[n.ID]), Moves: d.is[n.ID] > 0})
		}
	})
	d.from.Root.Walk(func(n, _ *Node, _ int) {
		if _, there := d.is[n.ID]; !there {
			d.add(Change{Kind: Left, Node: n.ID, Leaf: n.Leaf(), From: new(d.was[n.ID]), Moves: d.was[n.ID] > 0})
		}
	})
}

func (d *differ) nodes() {
	parents := map[string]string{}
	d.from.Root.Walk(func(n, parent *Node, _ int) {
		if parent != nil {
			parents[n.ID] = parent.ID
		}
	})
	d.to.Root.Walk(func(n, parent *Node, depth int) {
		old, there := d.from.Node(n.ID)
		if !there || depth == 0 {
			return
		}
		counts := d.was[n.ID] > 0 || d.is[n.ID] > 0
		if was := parents[n.ID]; was != parent.ID {
			d.add(Change{Kind: Moved, Node: n.ID, Leaf: n.Leaf(), FromWord: was, ToWord: parent.ID, Moves: counts})
		}
		number := func(kind ChangeKind, a, b *float64, moves bool) {
			if !alike(a, b) {
				d.add(Change{Kind: kind, Node: n.ID, Leaf: n.Leaf(), From: a, To: b, Moves: moves && counts})
			}
		}
		number(WeightChanged, new(d.was[n.ID]), new(d.is[n.ID]), true)
		if old.Aggregation != n.Aggregation {
			d.add(Change{Kind: MeanChanged, Node: n.ID, FromWord: string(old.Aggregation), ToWord: string(n.Aggregation), Moves: counts})
		}
		number(CoverChanged, old.Coverage, n.Coverage, true)
		if !n.Leaf() || !old.Leaf() {
			return
		}
		number(BestChanged, old.Best, n.Best, true)
		number(WorstChanged, old.Worst, n.Worst, true)
		number(TargetChanged, old.Target, n.Target, d.to.NormaliseOf(n) == ToTarget)
		if n.Best == nil && old.Best == nil && old.Direction != n.Direction {
			d.add(Change{Kind: DirectionChanged, Node: n.ID, Leaf: true, FromWord: string(old.Direction), ToWord: string(n.Direction), Moves: counts})
		}
		if old.Normalise != n.Normalise {
			d.add(Change{Kind: NormChanged, Node: n.ID, Leaf: true, FromWord: string(old.Normalise), ToWord: string(n.Normalise), Moves: counts && d.from.how(old) != d.to.how(n)})
		}
		if a, b := d.from.TreatOf(old).String(), d.to.TreatOf(n).String(); (old.Treat != nil || n.Treat != nil) && a != b { // else the scheme's own change
			d.add(Change{Kind: TreatChanged, Node: n.ID, Leaf: true, FromWord: a, ToWord: b, Moves: counts})
		}
		if a, b := d.from.ImputeOf(old), d.to.ImputeOf(n); (old.Impute != "" || n.Impute != "") && a != b {
			d.add(Change{Kind: ImputeChanged, Node: n.ID, Leaf: true, FromWord: string(a), ToWord: string(b), Moves: counts})
		}
		for _, status := range assess.Statuses {
			_, was := old.Missing[status]
			_, is := n.Missing[status]
			if a, b := d.from.RuleOf(old, status), d.to.RuleOf(n, status); (was || is) && a != b { // else the scheme's own change
				d.add(Change{Kind: RuleChanged, Node: n.ID, Leaf: true, What: string(status), FromWord: string(a), ToWord: string(b), Moves: counts})
			}
		}
		number(SampleChanged, new(float64(old.MinSample)), new(float64(n.MinSample)), true)
		if a, b := bandWords(old), bandWords(n); a != b {
			d.add(Change{Kind: BandsChanged, Node: n.ID, Leaf: true, FromWord: a, ToWord: b, Moves: counts})
		}
		if old.Transform != n.Transform || old.Param != n.Param {
			d.add(Change{Kind: BendChanged, Node: n.ID, Leaf: true, From: &old.Param, To: &n.Param,
				FromWord: string(old.Transform), ToWord: string(n.Transform), Moves: counts})
		}
	})
}

func (d *differ) rules() {
	word := func(kind ChangeKind, what, a, b string, moves bool) {
		if a != b {
			d.add(Change{Kind: kind, What: what, FromWord: a, ToWord: b, Moves: moves})
		}
	}
	word(NormChanged, "", string(cmp.Or(d.from.Normalise, Goalposts)), string(cmp.Or(d.to.Normalise, Goalposts)), true)
	word(WithinChanged, "", string(cmp.Or(d.from.Within, Panel)), string(cmp.Or(d.to.Within, Panel)), d.from.relative() || d.to.relative())
	word(TreatChanged, "", d.from.Treat.String(), d.to.Treat.String(), true)
	word(ImputeChanged, "", string(cmp.Or(d.from.Impute, ImputeNone)), string(cmp.Or(d.to.Impute, ImputeNone)), true)
	word(SpreadChanged, "", d.from.ZScore.String(), d.to.ZScore.String(), true)
	word(ReferenceChanged, "", d.from.Reference, d.to.Reference, d.to.Normalise == ToUnit)
	word(RangeChanged, "", d.from.Range.String(), d.to.Range.String(), true)
	word(MeanChanged, "", words(d.from.Aggregate), words(d.to.Aggregate), true)
	for _, status := range assess.Statuses {
		if _, ruled := DefaultRules()[status]; ruled {
			word(RuleChanged, string(status), string(d.from.Rule(status)), string(d.to.Rule(status)), true)
		}
	}
	if d.from.Coverage != d.to.Coverage {
		d.add(Change{Kind: CoverChanged, From: &d.from.Coverage, To: &d.to.Coverage, Moves: true})
	}
	word(CoverByChanged, "", string(d.from.CoverageBy), string(d.to.CoverageBy), true)
	if a, b := decimals(d.from.RankDecimals), decimals(d.to.RankDecimals); !alike(a, b) {
		d.add(Change{Kind: RankChanged, From: a, To: b})
	}
}

// Relative says that an indicator's scores depend on the values of others.
func (s *Scheme) Relative(n *Node) bool { return n.RelativeBy(s.how(n)) }

// RelativeBy says the same of one way to normalise it: bands have points of their own, unless these are ranked or measured in turn.
func (n *Node) RelativeBy(how Normalisation) bool {
	return how != Goalposts && (n.Bands == nil || how.Ranks() || !how.Bounded())
}

// how is the normalisation of an indicator; a scheme that names none takes goalposts.
func (s *Scheme) how(n *Node) Normalisation { return cmp.Or(s.NormaliseOf(n), Goalposts) }

// relative says that some indicator is measured against the values of others.
func (s *Scheme) relative() bool {
	for _, n := range s.Leaves() {
		if s.Relative(n) {
			return true
		}
	}
	return false
}

func (d *differ) cutoffs() {
	if a, b := d.from.TierBy.String(), d.to.TierBy.String(); a != b {
		d.add(Change{Kind: TiersChanged, FromWord: a, ToWord: b})
	}
	standing := map[int][2]Tier{}
	last := 0
	for i, tiers := range [][]Tier{d.from.Tiers, d.to.Tiers} {
		for _, t := range tiers {
			both := standing[t.Tier]
			both[i] = t
			standing[t.Tier], last = both, max(last, t.Tier)
		}
	}
	for tier := 1; tier <= last; tier++ {
		a, b := standing[tier][0], standing[tier][1]
		what := strconv.Itoa(tier)
		if !alike(a.From, b.From) {
			d.add(Change{Kind: CutoffChanged, What: what, From: a.From, To: b.From})
		}
		if a.Status != b.Status {
			d.add(Change{Kind: CutoffSaid, What: what, FromWord: string(a.Status), ToWord: string(b.Status)})
		}
	}
}

func decimals(n *int) *float64 {
	if n == nil {
		return nil
	}
	return new(float64(*n))
}

// String is "0–100"; empty where the normalisation's own range stands.
func (r *Range) String() string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("%g–%g", r.Low, r.High)
}

// words names the means by level; a scheme that names none takes the arithmetic one.
func words(list []Aggregation) string {
	if len(list) == 0 {
		return string(Arithmetic)
	}
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = string(a)
	}
	return strings.Join(out, ",")
}

// alike says whether two numbers are the same but for the dust of floating point.
func alike(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) < 1e-9
}
