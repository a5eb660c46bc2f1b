package scheme

import (
	"crypto/sha256"
	"encoding/hex"

	"yingshang/dashboards/assess"
)

// Scheme is the rules of one year.
type Scheme struct {
	ID         string
	Year       int // 0 in the flat form
	Title      assess.Text
	Population Level // whom it compares; a region that no list has belongs to it
	Note       assess.Text

	Normalise    Normalisation // empty: goalposts where every leaf has them, else minmax
	ZScore       *Spread       // nil: mean 0, deviation 1
	Reference    string        // the unit that ToUnit measures against
	Range        *Range        // nil: the default of the normalisation
	Within       Within        // whose least, greatest, mean and ranks; empty: all years that are scored together
	Treat        *Treatment    // of outliers; nil: none
	Impute       Imputation    // what stands in for missing values; empty: nothing
	Aggregate    []Aggregation // none: arithmetic; one for all levels; or one a level from the lowest up
	Decimals     int           // of published scores
	RankDecimals *int          // scores are rounded so before ranking; nil: unrounded
	Missing      map[assess.Status]Rule
	Coverage     float64 // share of a node's children that must be scored, 0 to 1
	CoverageBy   CoverageBy
	Tiers        []Tier           // of its population, best first; none: no tiers
	TierBy       TierRule         // the tiers above, or tiers read off the totals of a year
	TiersOf      map[Level][]Tier // of others, which are ranked among themselves
	FillWorkdays int              // departments fill in a period's values within so many working days of its end

	Root *Node
	File string
	text []byte
	hash string
}

// Range is the scores of the worst and the best.
type Range struct{ Low, High float64 }

// Spread is the mean of z-scores and their standard deviation, which is above 0.
type Spread struct{ Mean, Deviation float64 }

// Tier is one class of results.
type Tier struct {
	Tier   int // 1 is the best
	Name   assess.Text
	From   *float64 // cut-off in points; nil for the last tier
	Status CutoffStatus
}

// Node is the total, a theme or an indicator; indicators are the leaves.
type Node struct {
	ID          string
	Name        assess.Text
	Weight      float64 // beside its siblings; in a yearly scheme in points of 100
	Children    []*Node
	Aggregation Aggregation // of its children; empty: as the scheme says for its level
	Coverage    *float64    // share of its children that must be scored; nil: as the scheme says
	Line        int         // in the scheme's file

	// Of leaves only.
	Best, Worst *float64 // the frozen frontier; nil when the scheme has none
	Bands       []Band   // steps that take the place of the way from worst to best, rising; best and worst are their ends
	YesNo       bool     // the bands are the points of no (0) and yes (1): there are no other values
	Direction   assess.Direction
	Normalise   Normalisation // of its own; empty: as the scheme says
	Treat       *Treatment    // of its own outliers; nil: as the scheme says, one that is off: none
	Impute      Imputation    // what stands in for its missing values; empty: as the scheme says
	Transform   Transform
	Param       float64 // of the transform
	Target      *float64
	MinSample   int64                  // fewer cases than this are a small sample
	Missing     map[assess.Status]Rule // what a value of a status does here, where it is not what the scheme says
}

// Leaf says whether the node is an indicator.
func (n *Node) Leaf() bool { return len(n.Children) == 0 }

// Indicator is the node's id as an indicator's.
func (n *Node) Indicator() assess.IndicatorID { return assess.IndicatorID(n.ID) }

// Walk calls visit for the node and all below it, parents first, in the order of the file.
func (n *Node) Walk(visit func(n, parent *Node, depth int)) {
	var walk func(n, parent *Node, depth int)
	walk = func(n, parent *Node, depth int) {
		visit(n, parent, depth)
		for _, c := range n.Children {
			walk(c, n, depth+1)
		}
	}
	walk(n, nil, 0)
}

// Leaves lists the indicators in the order of the file.
func (s *Scheme) Leaves() []*Node { return s.Root.Leaves() }

// Leaves lists the indicators under a node, in the order of the file.
func (n *Node) Leaves() []*Node {
	var leaves []*Node
	n.Walk(func(n, _ *Node, _ int) {
		if n.Leaf() {
			leaves = append(leaves, n)
		}
	})
	return leaves
}

// Node finds a node by its id.
func (s *Scheme) Node(id string) (*Node, bool) {
	var found *Node
	s.Root.Walk(func(n, _ *Node, _ int) {
		if n.ID == id {
			found = n
		}
	})
	return found, found != nil
}

// Levels is how many levels of nodes are aggregated: 2 for a total of themes of indicators.
func (s *Scheme) Levels() int {
	deepest := 0
	s.Root.Walk(func(_, _ *Node, depth int) { deepest = max(deepest, depth) })
	return deepest
}

// For is the scheme as it holds for a population: the same but for its tiers. "" is the scheme's own.
func (s *Scheme) For(population Level) *Scheme {
	if population == "" || population == s.Population {
		return s
	}
	other := *s
	other.Population, other.Tiers = population, s.TiersOf[population]
	return &other
}

// Rule is what a value of a status does; what the scheme does not say is DefaultRules'.
func (s *Scheme) Rule(status assess.Status) Rule {
	if r, ok := s.Missing[status]; ok {
		return r
	}
	return DefaultRules()[status]
}

// RuleOf is what a value of a status does at an indicator: as it says itself, else as the scheme says.
func (s *Scheme) RuleOf(n *Node, status assess.Status) Rule {
	if r, ok := n.Missing[status]; ok {
		return r
	}
	return s.Rule(status)
}

// DefaultRules are the rules of the missing where a scheme is silent: no practice scores zero, all else is left out.
func DefaultRules() map[assess.Status]Rule {
	return map[assess.Status]Rule{
		assess.SmallSample:   Redistribute,
		assess.Missing:       Redistribute,
		assess.NotApplicable: Redistribute,
		assess.NoPractice:    Zero,
	}
}

// Text is the file that it was read from.
func (s *Scheme) Text() []byte { return s.text }

// Hash is the SHA-256 of the scheme's file, in hexadecimal digits.
func (s *Scheme) Hash() string { return s.hash }

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
