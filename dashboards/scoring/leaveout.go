package scoring

import (
	"math"

	"yingshang/dashboards/scheme"
)

// Beside sets a unit's place in a year under two ways of scoring side by side.
type Beside struct {
	Unit            string
	Year            int
	Score, Other    *float64 // nil when not scored
	Rank, OtherRank int      // rank by the first and by the other; 0 when not scored

	Imputed, OtherImputed int // indicators that count by an imputed value
}

// LeftOut is what happens to all when one node is left out, which is the same as its weighing nothing.
type LeftOut struct {
	Node  string
	Shift float64 // mean absolute shift of rank over the units that are ranked both ways
	Units []Beside
}

// Compare sets the totals of two results beside each other: every unit and year of the first that the other has too. The
// shift is the mean absolute shift of rank over those that are ranked in both.
func Compare(a, b *Result) (units []Beside, shift float64) {
	ranked := 0
	for i := range a.Units {
		u := &a.Units[i]
		v, ok := b.Unit(u.Unit, u.Year)
		if !ok {
			continue
		}
		x, y := u.Root(), v.Root()
		units = append(units, Beside{
			Unit: u.Unit, Year: u.Year, Score: x.Score, Other: y.Score, Rank: x.Rank, OtherRank: y.Rank, Imputed: u.Imputed(), OtherImputed: v.Imputed(),
		})
		if x.Rank > 0 && y.Rank > 0 {
			shift += math.Abs(float64(x.Rank - y.Rank))
			ranked++
		}
	}
	if ranked > 0 {
		shift /= float64(ranked)
	}
	return units, shift
}

// LeaveOut scores the values without each node in turn, but the root and those that weigh nothing already, in the order of the
// scheme.
func LeaveOut(s *scheme.Scheme, values []Input, o Options) ([]LeftOut, error) {
	whole, err := Compute(s, values, o)
	if err != nil {
		return nil, err
	}
	var out []LeftOut
	var nodes []string
	s.Root.Walk(func(n, parent *scheme.Node, _ int) {
		if parent != nil && n.Weight != 0 {
			nodes = append(nodes, n.ID)
		}
	})
	for _, id := range nodes {
		other := *s
		other.Root = reweighed(s.Root, map[string]float64{id: 0})
		less, err := Compute(&other, values, o)
		if err != nil {
			return nil, err
		}
		units, shift := Compare(whole, less)
		out = append(out, LeftOut{Node: id, Shift: shift, Units: units})
	}
	return out, nil
}
