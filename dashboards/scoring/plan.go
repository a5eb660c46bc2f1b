package scoring

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// plan is a scheme with the options applied, flattened: nodes parents first.
type plan struct {
	s            *scheme.Scheme
	normalise    scheme.Normalisation
	zscore       scheme.Spread
	reference    string
	rng          scheme.Range // meaningless when unbounded
	bounded      bool
	nodes        []planNode
	coverage     float64
	coverageBy   scheme.CoverageBy
	rankDecimals *int
	withinYear   bool
	tierBy       scheme.TierRule
	cutoffs      map[int][]float64 // by year, those that are given
	frozen       *Frozen           // to measure by
	kept         *Frozen           // what was measured by
	leaveOut     bool
}

// planNode is one node with the indexes of its relatives in plan.nodes.
type planNode struct {
	*scheme.Node
	parent    int // -1 for the root
	depth     int
	children  []int
	aggregate scheme.Aggregation
	normalise scheme.Normalisation // of a leaf
	impute    Imputation           // of a leaf; NoImputation: none
	treat     *Treatment           // of a leaf whose outliers are treated
	threshold float64              // share of its children that must be scored: its own, or that of all
	full      float64              // points of 100 by the scheme
}

func newPlan(s *scheme.Scheme, o Options) (*plan, error) {
	p := &plan{
		s: s, coverage: s.Coverage, coverageBy: s.CoverageBy, rankDecimals: s.RankDecimals, tierBy: s.TierBy,
		withinYear: cmp.Or(o.Within, s.Within) == scheme.OwnYear,
		frozen:     o.Frozen, kept: newFrozen(), leaveOut: o.LeaveOut,
	}
	if o.Coverage != nil {
		p.coverage = *o.Coverage
	}
	if p.coverage < 0 || p.coverage > 1 {
		return nil, fmt.Errorf("coverage %g: want a share from 0 to 1: %w", p.coverage, assess.ErrInvalid)
	}
	if o.CoverageBy != "" {
		p.coverageBy = o.CoverageBy
	}
	if o.RankDecimals != nil {
		p.rankDecimals = o.RankDecimals
	}
	if o.Tiers != nil {
		p.tierBy = *o.Tiers
	} else if p.cutoffs = o.Cutoffs; p.cutoffs == nil && o.Frozen != nil {
		p.cutoffs = o.Frozen.cutoffs
	}
	p.zscore, p.reference = scheme.Spread{Mean: 0, Deviation: 1}, cmp.Or(o.Reference, s.Reference)
	if z := cmp.Or(o.ZScore, s.ZScore); z != nil {
		p.zscore = *z
	}
	if err := p.chooseNormalisation(o); err != nil {
		return nil, err
	}
	if err := p.chooseRange(o); err != nil {
		return nil, err
	}
	if err := p.flatten(o); err != nil {
		return nil, err
	}
	return p, p.chooseTreatment(o)
}

func (p *plan) chooseNormalisation(o Options) error {
	p.normalise = o.Normalise
	if p.normalise == "" {
		p.normalise = p.s.Normalise
	}
	leaves := p.s.Leaves()
	if p.normalise == "" {
		p.normalise = scheme.Goalposts
		// Indicators of bands need no goalposts.
		has := func(n *scheme.Node) bool { return n.Bands == nil && n.Best != nil && n.Worst != nil }
		lacks := func(n *scheme.Node) bool { return n.Bands == nil && !has(n) }
		if slices.ContainsFunc(leaves, lacks) && !slices.ContainsFunc(leaves, has) {
			p.normalise = scheme.MinMax
		}
	}
	var without, withoutTarget []string
	for _, n := range leaves {
		switch how := p.normaliseOf(n, o); {
		case n.Normalise != "" && how != p.normalise && !(how.Bounded() && p.normalise.Bounded()):
			return fmt.Errorf("indicator %s: normalised by %s beside %s: of two, both want bounds: %w", n.ID, how, p.normalise, assess.ErrInvalid)
		case n.Bands != nil:
		case how == scheme.Goalposts && (n.Best == nil || n.Worst == nil):
			without = append(without, n.ID)
		case how == scheme.ToTarget && n.Target == nil:
			withoutTarget = append(withoutTarget, n.ID)
		case how == scheme.ZScore && n.Transform == scheme.Power:
			return fmt.Errorf("indicator %s: transform power bends a share of the way from worst to best, which a z-score is not: %w",
				n.ID, assess.ErrInvalid)
		}
	}
	switch {
	case len(without) > 0:
		return fmt.Errorf("%s: goalposts wanted, but %s: %w", p.s.File, have(without, len(leaves), "none"), assess.ErrInvalid)
	case len(withoutTarget) > 0:
		return fmt.Errorf("%s: targets wanted, but %s: %w", p.s.File, have(withoutTarget, len(leaves), "no target"), assess.ErrInvalid)
	}
	if p.normalise == scheme.ToUnit && p.reference == "" {
		return fmt.Errorf("%s: a reference wanted, but no unit named: %w", p.s.File, assess.ErrInvalid)
	}
	if p.zscore.Deviation <= 0 {
		return fmt.Errorf("z-scores of the deviation %g, want more than 0: %w", p.zscore.Deviation, assess.ErrInvalid)
	}
	_, err := scheme.ParseNormalisation(string(p.normalise))
	return err
}

// normaliseOf is how an indicator is normalised: as the options say for all, else as it says itself, else as the scheme says.
func (p *plan) normaliseOf(n *scheme.Node, o Options) scheme.Normalisation {
	return cmp.Or(o.Normalise, n.Normalise, p.normalise)
}

// imputes says that some indicator is imputed where it is missing.
func (p *plan) imputes() bool {
	return slices.ContainsFunc(p.nodes, func(n planNode) bool { return n.impute != NoImputation })
}

func have(without []string, of int, what string) string {
	few := without[:min(5, len(without))]
	return fmt.Sprintf("%d of %d indicators have %s: %s", len(without), of, what, strings.Join(few, ", "))
}

// chooseRange takes the range of the options, the scheme or the normalisation, in this order.
func (p *plan) chooseRange(o Options) error {
	switch p.normalise {
	case scheme.ZScore, scheme.RankScore, scheme.Borda, scheme.ToUnit:
		if o.Range != nil {
			return fmt.Errorf("range: %s has no bounds to set: %w", p.normalise, assess.ErrInvalid)
		}
		return nil
	case scheme.Goalposts, scheme.MinMax:
		p.rng = scheme.Range{Low: 0, High: 100}
	default:
		p.rng = scheme.Range{Low: 0, High: 1}
	}
	p.bounded = true
	if p.s.Range != nil {
		p.rng = *p.s.Range
	}
	if o.Range != nil {
		p.rng = *o.Range
	}
	if !(p.rng.Low < p.rng.High) {
		return fmt.Errorf("range %g,%g: want the lowest score, then a higher one: %w", p.rng.Low, p.rng.High, assess.ErrInvalid)
	}
	return nil
}

// flatten lists the nodes parents first and gives each its aggregation: its own, or that of its level. Levels count
// from the lowest up, siblings being on one level whatever hangs below them.
func (p *plan) flatten(o Options) error {
	list := o.Aggregate
	if len(list) == 0 {
		list = p.s.Aggregate
	}
	if len(list) == 0 {
		list = []scheme.Aggregation{scheme.Arithmetic}
	}
	levels := p.s.Levels()
	if len(list) > 1 && len(list) != levels {
		return fmt.Errorf("aggregate: %d given, want one for all levels or %d, from the lowest up: %w", len(list), levels, assess.ErrInvalid)
	}
	index, points := map[*scheme.Node]int{}, p.s.Points()
	p.s.Root.Walk(func(n, parent *scheme.Node, depth int) {
		i := len(p.nodes)
		index[n] = i
		pn := planNode{Node: n, parent: -1, depth: depth, full: points[n.ID], threshold: p.coverage}
		if n.Coverage != nil {
			pn.threshold = *n.Coverage
		}
		if parent != nil {
			pn.parent = index[parent]
			up := &p.nodes[pn.parent]
			up.children = append(up.children, i)
		}
		switch {
		case n.Leaf():
			pn.normalise = p.normaliseOf(n, o)
			if pn.impute = cmp.Or(o.Impute, p.s.ImputeOf(n)); pn.impute == ImputeNone {
				pn.impute = NoImputation
			}
		case n.Aggregation != "":
			pn.aggregate = n.Aggregation
		case len(list) == 1:
			pn.aggregate = list[0]
		default:
			pn.aggregate = list[levels-1-depth]
		}
		p.nodes = append(p.nodes, pn)
	})
	for _, n := range p.nodes {
		if n.aggregate != "" {
			if _, err := scheme.ParseAggregation(string(n.aggregate)); err != nil {
				return fmt.Errorf("aggregate %w", err)
			}
		}
	}
	return nil
}
