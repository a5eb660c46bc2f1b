package scoring

import (
	"math"
	"slices"

	"yingshang/dashboards/scheme"
)

// Model is a scheme and values made ready to be scored again and again with other weights, means and leaf scores. It
// does not change: many draws may be scored with it at once.
//
// Which nodes are scored is settled by the scheme's own weights: a draw does not change who is covered. Within a row the
// nodes go level by level, so that the children of a node lie side by side.
type Model struct {
	p      *plan
	rows   []*row
	nodes  []modelNode
	scores []float64            // rows × nodes; 0 where not scored
	scored []bool               // the same shape
	whole  []bool               // the same shape: a scored inner node whose weighing children are all scored
	means  []scheme.Aggregation // the scheme's own means, as nodes
	weigh  []float64            // the scheme's weights, as nodes
	years  []span               // rows of one year
	cutoff []float64            // of the tiers but the last, as scores are compared
	given  map[int][]float64    // the same by year, where they were read off totals and kept
}

type modelNode struct {
	id       string
	at       int  // in plan.nodes
	children span // in Model.nodes; empty for a leaf
	leaf     bool
	low      float64 // least and greatest score a leaf may have: of the range, or seen
	high     float64
}

// span is a range of indexes.
type span struct{ from, to int }

// Draw holds what one scoring takes and gives. The caller changes Weights and Means; Score fills in the rest. A draw
// belongs to one goroutine.
type Draw struct {
	Weights []float64            // by node, as Model.Nodes
	Means   []scheme.Aggregation // by node; of leaves not looked at

	// Disturb, when set, changes the score of a leaf in a row before the means are taken; the result is held within the
	// bounds of the leaf.
	Disturb func(node int, score float64) float64

	Totals []float64 // by row; meaningless where Model.Scored says no
	Ranks  []int     // by row, within the year; 0 when not scored
	Tiers  []int     // by row: index in the tiers of the year, -1 when there is none

	scores  []float64 // rows × nodes
	partial []float64 // weights of the children that are scored
	keys    []float64
	sorted  []float64
}

// Compile makes a model; it fails where Compute fails.
func Compile(s *scheme.Scheme, values []Input, o Options) (*Model, error) {
	p, err := newPlan(s, o)
	if err != nil {
		return nil, err
	}
	rows, _, err := p.table(values)
	if err != nil {
		return nil, err
	}
	for i, n := range p.nodes {
		if n.Leaf() {
			if err := p.normaliseLeaf(i, rows); err != nil {
				return nil, err
			}
		}
	}
	for _, r := range rows {
		if err := p.aggregateRow(r); err != nil {
			return nil, err
		}
	}
	m := &Model{p: p, rows: rows}
	m.layOut()
	for from := 0; from < len(rows); {
		to := from
		for to < len(rows) && rows[to].year == rows[from].year {
			to++
		}
		m.years = append(m.years, span{from, to})
		from = to
	}
	for _, t := range p.s.Tiers[:max(len(p.s.Tiers)-1, 0)] {
		m.cutoff = append(m.cutoff, compared(*t.From, p.rankDecimals))
	}
	m.given = map[int][]float64{}
	for year, cuts := range p.cutoffs {
		for _, points := range cuts {
			m.given[year] = append(m.given[year], compared(points, p.rankDecimals))
		}
	}
	return m, nil
}

// layOut lists the nodes level by level and copies what the rows know of them.
func (m *Model) layOut() {
	order := []int{0}
	for k := 0; k < len(order); k++ {
		n := m.p.nodes[order[k]]
		m.nodes = append(m.nodes, modelNode{id: n.ID, at: order[k], leaf: n.Leaf(), children: span{len(order), len(order) + len(n.children)}})
		m.weigh = append(m.weigh, n.Weight)
		m.means = append(m.means, n.aggregate)
		order = append(order, n.children...)
	}
	size := len(m.nodes)
	m.scores = make([]float64, size*len(m.rows))
	m.scored, m.whole = make([]bool, size*len(m.rows)), make([]bool, size*len(m.rows))
	for r, row := range m.rows {
		for k, n := range m.nodes {
			if c := row.cells[n.at]; c.scored {
				m.scored[r*size+k] = true
				m.scores[r*size+k] = c.score
			}
		}
		for k, n := range m.nodes {
			whole := m.scored[r*size+k] && !n.leaf
			for c := n.children.from; c < n.children.to; c++ {
				whole = whole && (m.scored[r*size+c] || m.weigh[c] == 0)
			}
			m.whole[r*size+k] = whole
		}
	}
	m.bound()
}

// bound finds the least and the greatest score that each leaf may have.
func (m *Model) bound() {
	size := len(m.nodes)
	for k := range m.nodes {
		n := &m.nodes[k]
		n.low, n.high = m.p.rng.Low, m.p.rng.High
		if m.p.bounded {
			continue
		}
		n.low, n.high = math.Inf(1), math.Inf(-1)
		for r := range m.rows {
			if at := r*size + k; m.scored[at] {
				n.low, n.high = min(n.low, m.scores[at]), max(n.high, m.scores[at])
			}
		}
	}
}

// rankAs gives totals to the units that have one in another model of the same scheme and units, and to no others: a unit without
// a total here is scored as there.
func (m *Model) rankAs(other *Model) {
	size := len(m.nodes)
	for r := range m.rows {
		switch from, to := r*size, (r+1)*size; {
		case m.Scored(r) == other.Scored(r):
		case m.Scored(r):
			m.scored[from] = false // the root
		default:
			m.rows[r] = other.rows[r]
			copy(m.scores[from:to], other.scores[from:to])
			copy(m.scored[from:to], other.scored[from:to])
			copy(m.whole[from:to], other.whole[from:to])
		}
	}
	m.bound()
}

// Nodes lists the ids of the nodes, level by level from the root.
func (m *Model) Nodes() []string {
	ids := make([]string, len(m.nodes))
	for k, n := range m.nodes {
		ids[k] = n.id
	}
	return ids
}

// Rows is how many rows there are: units of a year, in the order of Result.Units.
func (m *Model) Rows() int { return len(m.rows) }

// Scored says whether a row has a total.
func (m *Model) Scored(row int) bool { return m.scored[row*len(m.nodes)] }

// NewDraw makes the buffers of a draw, with the weights and means of the scheme.
func (m *Model) NewDraw() *Draw {
	rows := len(m.rows)
	return &Draw{
		Weights: slices.Clone(m.weigh), Means: slices.Clone(m.means),
		Totals: make([]float64, rows), Ranks: make([]int, rows), Tiers: make([]int, rows),
		scores: make([]float64, len(m.scores)), partial: make([]float64, len(m.nodes)),
		keys: make([]float64, rows), sorted: make([]float64, 0, rows),
	}
}

// Reset gives a draw the weights and means of the scheme again.
func (m *Model) Reset(d *Draw) {
	copy(d.Weights, m.weigh)
	copy(d.Means, m.means)
}

// Score scores a draw, without allocating. A node that weighs 0 in the scheme must weigh 0 in the draw, every other one
// more than 0.
func (m *Model) Score(d *Draw) error {
	copy(d.scores, m.scores)
	if d.Disturb != nil {
		m.disturb(d)
	}
	size := len(m.nodes)
	for r := range m.rows {
		row := d.scores[r*size : (r+1)*size]
		for k := size - 1; k >= 0; k-- {
			c := m.nodes[k].children
			if m.nodes[k].leaf || !m.scored[r*size+k] {
				continue
			}
			weights := d.Weights[c.from:c.to]
			if !m.whole[r*size+k] {
				weights = d.partial[:0]
				for at := c.from; at < c.to; at++ {
					weight := d.Weights[at]
					if !m.scored[r*size+at] {
						weight = 0
					}
					weights = append(weights, weight)
				}
			}
			score, err := Mean(d.Means[k], row[c.from:c.to], weights)
			if err != nil {
				return m.p.meanError(m.rows[r], m.nodes[k].at, err)
			}
			row[k] = score
		}
		d.Totals[r] = row[0]
	}
	m.rank(d)
	return nil
}

// disturb changes the leaves' scores, row after row.
func (m *Model) disturb(d *Draw) {
	size := len(m.nodes)
	for r := range m.rows {
		for k, n := range m.nodes {
			if at := r*size + k; n.leaf && m.scored[at] {
				d.scores[at] = min(max(d.Disturb(k, d.scores[at]), n.low), n.high)
			}
		}
	}
}

// rank ranks the totals within each year and finds their tiers, as Ranks and Place do.
func (m *Model) rank(d *Draw) {
	for _, year := range m.years {
		d.sorted = d.sorted[:0]
		for r := year.from; r < year.to; r++ {
			d.Ranks[r], d.Tiers[r] = 0, -1
			if m.Scored(r) {
				d.keys[r] = comparedFast(d.Totals[r], m.p.rankDecimals)
				d.sorted = append(d.sorted, d.keys[r])
			}
		}
		slices.Sort(d.sorted)
		cuts, tiered := m.cutoff, len(m.p.s.Tiers) > 0
		if !m.p.tierBy.Own() {
			var given bool
			if cuts, given = m.given[m.rows[year.from].year]; given {
				tiered = true
			} else {
				var err error
				cuts, err = cutoffs(m.p.tierBy, d.sorted)
				tiered = err == nil // totals of a draw may be too few or too alike for the tiers
			}
		}
		for r := year.from; r < year.to; r++ {
			if !m.Scored(r) {
				continue
			}
			d.Ranks[r] = 1 + len(d.sorted) - firstAbove(d.sorted, d.keys[r])
			if tiered {
				k := 0
				for k < len(cuts) && d.keys[r] < cuts[k] {
					k++
				}
				d.Tiers[r] = k
			}
		}
	}
}

// comparedFast is compared without the exact arithmetic where no half is near, which is nearly always. A whole number
// of steps divided by a power of ten is the double nearest to the decimal, so both ways give the same digits.
func comparedFast(score float64, decimals *int) float64 {
	if decimals == nil || *decimals < 0 || *decimals > 9 || math.Abs(score) > 1e5 {
		return compared(score, decimals)
	}
	unit := math.Pow10(*decimals)
	steps := math.Abs(score) * unit
	down := math.Floor(steps)
	switch rest := steps - down; {
	case math.Abs(rest-0.5) < 1e-9*unit+1e-6:
		return compared(score, decimals)
	case rest > 0.5:
		down++
	}
	return math.Copysign(down/unit, score)
}
