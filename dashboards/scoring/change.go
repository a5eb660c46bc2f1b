package scoring

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Moment is one end of a comparison: a unit in a year, among the values it is scored with, by the scheme of the time.
type Moment struct {
	Scheme  *scheme.Scheme
	Values  []Input
	Options Options
	Unit    string
	Year    int
}

// Change is the change of a unit's total, taken apart. The parts add up to To - From, but for the noise of the last digits
// (less than 1e-9).
type Change struct {
	Unit     string
	From, To float64
	FromYear int
	ToYear   int

	Indicators []IndicatorChange // those that count or may count at both ends, in the order of the later scheme
	Weights    float64           // the same siblings weigh otherwise
	Coverage   float64           // indicators of both schemes that count at one end only: missing, too small, below the coverage
	Scheme     float64           // indicators that entered or left, nodes that moved, means of another kind, values scored in another way

	Gained, Lost  []string // what stands behind Coverage: indicators that count only later, and only before
	Entered, Left []string // what stands behind Scheme: indicators that only the later and only the earlier scheme has,
	Imputed       []string // those that count at one end because only its scheme fills in what is missing,
	Rescored      []string // and those that the two schemes score in different ways
}

// IndicatorChange is what one indicator does to the total.
type IndicatorChange struct {
	Indicator   string
	From, To    float64 // its scores
	Performance float64 // points of the total: the unit's value is another
	Frontier    float64 // points of the total: the same value scores otherwise

	FromImputed, ToImputed bool // the score is that of an imputed value
}

// Performance is what better and worse values did to the total.
func (c *Change) Performance() float64 {
	total := 0.0
	for _, i := range c.Indicators {
		total += i.Performance
	}
	return total
}

// Frontier is what new goalposts, bands, transforms, or the values of the others did to the total.
func (c *Change) Frontier() float64 {
	total := 0.0
	for _, i := range c.Indicators {
		total += i.Frontier
	}
	return total
}

// ChangeBetween takes the change of a total apart.
//
// Both ends are cut back to the indicators they share; what the cut takes away is coverage where the indicator is in both
// schemes, else scheme (by the mean of the two orders where both happen). Between the two cut trees lie four steps: values,
// frontier, weights, and the rest of the scheme (means, nodes that moved). Each is the mean of its sizes on two ways: in
// this order, and in the opposite one. These are the two polar decompositions of Dietzenbacher and Los (1998), whose mean
// is close to the mean of all orders (Shapley) and, as that, changes only its sign when the two ends change places; with
// arithmetic means and no new scheme it is the plain w·(x-x'). Where a way has no answer (the geometric mean of a 0 in
// between) the other stands alone.
//
// The steps of values and frontier are shared among the indicators by logarithmic means (LMDI, Ang 2004) where means are
// geometric, and by their like where they are harmonic: see leafParts. A frontier is whatever turns values into scores; for
// min-max, ranks and z-scores it holds the values of the other units too. Where the two schemes score an indicator in
// different ways (normalisation, range, spread of z-scores, reference, years, outliers, imputation), its step of the frontier
// is the scheme's. A group of siblings whose members differ has no
// weights to compare: that is the scheme.
//
// It fails when an end has no total: then nothing has changed that could be taken apart.
func ChangeBetween(from, to Moment) (*Change, error) {
	a, err := newEnd(from)
	if err != nil {
		return nil, fmt.Errorf("before: %w", err)
	}
	b, err := newEnd(to)
	if err != nil {
		return nil, fmt.Errorf("after: %w", err)
	}
	c := &Change{Unit: to.Unit, From: *a.result.Root().Score, To: *b.result.Root().Score, FromYear: from.Year, ToYear: to.Year}
	d := &decomposition{a: a, b: b, change: c}
	d.sort()
	if len(d.core) == 0 {
		d.nothingShared()
		return c, nil
	}
	if err := d.ends(); err != nil {
		return nil, err
	}
	if err := d.ways(from, to); err != nil {
		return nil, err
	}
	d.rescored()
	return c, nil
}

// end is one moment, scored.
type end struct {
	*Ground
	row    *row
	result UnitResult
	score  map[string]float64 // of the indicators that have one and stand under no node that has none
	counts map[string]bool    // those that weigh in the total
}

func newEnd(m Moment) (*end, error) {
	g, err := normalised(m.Scheme, m.Values, m.Options)
	if err != nil {
		return nil, err
	}
	k, err := g.find(m.Unit, m.Year)
	if err != nil {
		return nil, err
	}
	e := &end{Ground: g, row: g.rows[k], score: map[string]float64{}, counts: map[string]bool{}}
	if err := g.plan.aggregateRow(e.row); err != nil {
		return nil, err
	}
	e.result = g.plan.sharedRow(e.row)
	if root := e.result.Root(); root.Score == nil {
		return nil, fmt.Errorf("%s has no total (%s), so its change cannot be taken apart: %w", e.row, root.Reason.Text().EN, assess.ErrNotFound)
	}
	for _, n := range e.result.Nodes {
		if n.Leaf && n.Score != nil && n.Reason != WhyParentUnscored {
			e.score[n.ID] = *n.Score
			e.counts[n.ID] = n.Weight > 0
		}
	}
	return e, nil
}

// decomposition is a change being taken apart.
type decomposition struct {
	a, b   *end
	change *Change
	core   map[string]bool // the indicators that both ends score
}

// sort tells the indicators apart: shared, gained, lost, entered, left.
func (d *decomposition) sort() {
	d.core = map[string]bool{}
	inA := map[string]bool{}
	for _, n := range d.a.plan.nodes {
		inA[n.ID] = n.Leaf()
	}
	inB := map[string]bool{}
	for i, n := range d.b.plan.nodes {
		inB[n.ID] = n.Leaf()
		_, before := d.a.score[n.ID]
		_, after := d.b.score[n.ID]
		switch {
		case !n.Leaf():
		case !inA[n.ID]:
			d.change.Entered = append(d.change.Entered, n.ID)
		case before && after:
			d.core[n.ID] = true
			d.change.Indicators = append(d.change.Indicators, IndicatorChange{
				Indicator: n.ID, From: d.a.score[n.ID], To: d.b.score[n.ID],
				FromImputed: d.a.row.cells[d.a.index(n.ID)].imputed != nil, ToImputed: d.b.row.cells[i].imputed != nil,
			})
		case after && d.b.counts[n.ID] && d.filled(d.b.row.cells[i], n.ID), before && d.a.counts[n.ID] && d.filled(d.a.row.cells[d.a.index(n.ID)], n.ID):
			d.change.Imputed = append(d.change.Imputed, n.ID)
		case after && d.b.counts[n.ID]:
			d.change.Gained = append(d.change.Gained, n.ID)
		case before && d.a.counts[n.ID]:
			d.change.Lost = append(d.change.Lost, n.ID)
		}
	}
	for _, n := range d.a.plan.nodes {
		if n.Leaf() && !inB[n.ID] {
			d.change.Left = append(d.change.Left, n.ID)
		}
	}
	if d.bare(d.a) || d.bare(d.b) {
		clear(d.core)
		d.change.Indicators = nil
	}
}

// index is where the end's plan has an indicator.
func (e *end) index(id string) int {
	return slices.IndexFunc(e.plan.nodes, func(n planNode) bool { return n.ID == id })
}

// filled says that a cell of an indicator is imputed as only one of the two schemes would.
func (d *decomposition) filled(c cell, id string) bool {
	how := func(e *end) Imputation {
		if i := e.index(id); i >= 0 {
			return e.plan.nodes[i].impute
		}
		return NoImputation
	}
	return c.imputed != nil && how(d.a) != how(d.b)
}

// rescored moves to the scheme what it did by scoring an indicator in another way.
func (d *decomposition) rescored() {
	for k := range d.change.Indicators {
		i := &d.change.Indicators[k]
		a, b := d.a.index(i.Indicator), d.b.index(i.Indicator)
		if d.a.plan.way(a) == d.b.plan.way(b) && !d.filled(d.a.row.cells[a], i.Indicator) && !d.filled(d.b.row.cells[b], i.Indicator) {
			continue
		}
		d.change.Scheme += i.Frontier
		i.Frontier = 0
		d.change.Rescored = append(d.change.Rescored, i.Indicator)
	}
}

// way is how a plan makes scores of an indicator's values, but for its frontier and transform; ways that are alike are equal.
type way struct {
	normalise scheme.Normalisation
	rng       scheme.Range
	zscore    scheme.Spread
	reference string
	treat     scheme.Treatment
	within    bool
}

func (p *plan) way(i int) way {
	n := &p.nodes[i]
	w := way{normalise: n.normalise, rng: p.rng}
	if n.relative() {
		w.within = p.withinYear
	}
	if n.treat != nil {
		w.treat = *n.treat
	}
	switch n.normalise {
	case scheme.ZScore:
		w.zscore = p.zscore
	case scheme.ToUnit:
		w.reference = p.reference
	}
	return w
}

// bare says that none of the shared indicators weighs in the end's total.
func (d *decomposition) bare(e *end) bool {
	for id := range d.core {
		if e.counts[id] {
			return false
		}
	}
	return true
}

// nothingShared gives the whole change to the one cause there can be.
func (d *decomposition) nothingShared() {
	whole := d.change.To - d.change.From
	if len(d.change.Gained)+len(d.change.Lost) > 0 {
		d.change.Coverage = whole
	} else {
		d.change.Scheme = whole
	}
}

// ends cuts both ends back to the core.
func (d *decomposition) ends() error {
	for _, e := range []struct {
		*end
		ids  []string // of both schemes, which the cut takes away
		sign float64
	}{{d.a, d.change.Lost, -1}, {d.b, d.change.Gained, 1}} {
		total := func(keep func(id string) bool) (float64, error) {
			kept := map[string]bool{}
			for id := range e.score {
				kept[id] = keep(id)
			}
			return newTree(e.plan, kept).total(e.score)
		}
		both := func(id string) bool { return d.core[id] || slices.Contains(e.ids, id) }
		var totals [4]float64
		for k, keep := range []func(id string) bool{
			func(string) bool { return true },
			func(id string) bool { return !slices.Contains(e.ids, id) }, // coverage first
			both, // scheme first
			func(id string) bool { return d.core[id] },
		} {
			var err error
			if totals[k], err = total(keep); err != nil {
				return fmt.Errorf("%s: %w", e.row, err)
			}
		}
		d.change.Coverage += e.sign * ((totals[0] - totals[1]) + (totals[2] - totals[3])) / 2
		d.change.Scheme += e.sign * ((totals[0] - totals[2]) + (totals[1] - totals[3])) / 2
	}
	return nil
}

// hybrid are the scores of the core by the end's scheme and among its other units, with the values of another row.
func (d *decomposition) hybrid(m Moment, from *end) (map[string]float64, error) {
	var mixed []Input
	for _, v := range m.Values {
		if v.Unit != m.Unit || v.Year != m.Year {
			mixed = append(mixed, v)
		}
	}
	for i, n := range from.plan.nodes {
		if c := from.row.cells[i]; d.core[n.ID] && n.Leaf() {
			mixed = append(mixed, Input{Unit: m.Unit, Year: m.Year, Indicator: n.Indicator(), Value: c.value, N: c.n, Status: c.status, Group: from.row.group, At: c.at})
		}
	}
	g, err := normalised(m.Scheme, mixed, m.Options)
	if err != nil {
		return nil, err
	}
	k, err := g.find(m.Unit, m.Year)
	if err != nil {
		return nil, err
	}
	scores := map[string]float64{}
	for i, n := range g.plan.nodes {
		switch c := g.rows[k].cells[i]; {
		case !d.core[n.ID] || !n.Leaf():
		case c.scored:
			scores[n.ID] = c.score
		default: // the old rules would not score what the new ones do: the frontier then has no part in it
			scores[n.ID] = from.score[n.ID]
		}
	}
	return scores, nil
}

// ways goes from the cut tree of before to that of after, forth in the one order and in the opposite one.
func (d *decomposition) ways(from, to Moment) error {
	newValues, errForth := d.hybrid(from, d.b) // the values of after on the frontier of before
	oldValues, errBack := d.hybrid(to, d.a)    // the values of before on the frontier of after
	before, after := newTree(d.a.plan, d.core), newTree(d.b.plan, d.core)
	var steps []step
	if errForth == nil {
		s := step{}
		if errForth = s.forth(d.change, before, after, d.a.score, newValues, d.b.score); errForth == nil {
			steps = append(steps, s)
		}
	}
	if errBack == nil {
		s := step{}
		if errBack = s.back(d.change, before, after, d.a.score, oldValues, d.b.score); errBack == nil {
			steps = append(steps, s)
		}
	}
	if len(steps) == 0 {
		return fmt.Errorf("the change of %s has no answer between its two ends: %w", d.b.row, errForth)
	}
	for _, s := range steps {
		share := 1 / float64(len(steps))
		for k := range d.change.Indicators {
			d.change.Indicators[k].Performance += share * s.performance[k]
			d.change.Indicators[k].Frontier += share * s.frontier[k]
		}
		d.change.Weights += share * s.weights
		d.change.Scheme += share * s.scheme
	}
	return nil
}

// step is the sizes of the four steps on one way; performance and frontier as Change.Indicators.
type step struct {
	performance, frontier []float64
	weights, scheme       float64
}

// forth: values, frontier, weights, scheme.
func (s *step) forth(c *Change, before, after *tree, old, mixed, now map[string]float64) (err error) {
	if s.performance, err = before.leafParts(c.Indicators, old, mixed); err != nil {
		return err
	}
	if s.frontier, err = before.leafParts(c.Indicators, mixed, now); err != nil {
		return err
	}
	s.weights, s.scheme, err = treeParts(before, before.weighedAs(after), after, now)
	return err
}

// back: scheme, weights, frontier, values.
func (s *step) back(c *Change, before, after *tree, old, mixed, now map[string]float64) (err error) {
	if s.scheme, s.weights, err = treeParts(before, after.weighedAs(before), after, old); err != nil {
		return err
	}
	if s.frontier, err = after.leafParts(c.Indicators, old, mixed); err != nil {
		return err
	}
	s.performance, err = after.leafParts(c.Indicators, mixed, now)
	return err
}

// treeParts are the two steps of the same scores over three trees.
func treeParts(first, second, third *tree, scores map[string]float64) (one, two float64, err error) {
	var totals [3]float64
	for k, t := range []*tree{first, second, third} {
		if totals[k], err = t.total(scores); err != nil {
			return 0, 0, err
		}
	}
	return totals[1] - totals[0], totals[2] - totals[1], nil
}

// Text is the change in one sentence; its rounded parts add up to the rounded change.
func (c *Change) Text() assess.Text {
	parts := RoundParts([]float64{c.Performance(), c.Weights, c.Frontier(), c.Coverage, c.Scheme}, Round(c.To, 2)-Round(c.From, 2), 2)
	words := []assess.Text{{ZH: "表现", EN: "performance"}, {ZH: "权重", EN: "weights"}, {ZH: "前沿", EN: "frontier"}, {ZH: "覆盖", EN: "coverage"}, {ZH: "方案", EN: "scheme"}}
	var zh, en []string
	for k, x := range parts {
		if x != 0 {
			zh = append(zh, words[k].ZH+" "+signed(x))
			en = append(en, words[k].EN+" "+signed(x))
		}
	}
	if len(zh) == 0 {
		return assess.Text{
			ZH: fmt.Sprintf("%s 总分 %s, 没有变化。", c.Unit, said(c.To)),
			EN: fmt.Sprintf("%s: the total of %s has not changed.", c.Unit, said(c.To)),
		}
	}
	most := assess.Text{}
	if k := c.most(); k >= 0 {
		i := c.Indicators[k]
		most.ZH = fmt.Sprintf("; 表现变化最大的是 %s (%s)", i.Indicator, signed(i.Performance))
		most.EN = fmt.Sprintf("; among the values %s moved it most (%s)", i.Indicator, signed(i.Performance))
	}
	return assess.Text{
		ZH: fmt.Sprintf("%s 总分由 %s 变为 %s (%s): %s%s。", c.Unit, said(c.From), said(c.To), signed(Round(c.To, 2)-Round(c.From, 2)), strings.Join(zh, ", "), most.ZH),
		EN: fmt.Sprintf("%s: the total went from %s to %s (%s): %s%s.", c.Unit, said(c.From), said(c.To), signed(Round(c.To, 2)-Round(c.From, 2)), strings.Join(en, ", "), most.EN),
	}
}

// most is the indicator whose performance moved the total most, -1 when none did.
func (c *Change) most() int {
	if len(c.Indicators) == 0 {
		return -1
	}
	k := 0
	for i := range c.Indicators {
		if cmp.Compare(math.Abs(c.Indicators[i].Performance), math.Abs(c.Indicators[k].Performance)) > 0 {
			k = i
		}
	}
	if said(c.Indicators[k].Performance) == "0.00" {
		return -1
	}
	return k
}
