package scoring

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Uncertainty is what a scheme could as well have said, and how exact its values are. Its zero value is no doubt at all.
type Uncertainty struct {
	Weights   float64                // every weight may be higher or lower by up to this share, 0 to below 1
	Means     []scheme.Aggregation   // equally likely for all nodes together, beside the scheme's own
	Normalise []scheme.Normalisation // equally likely, beside the scheme's own; all bounded
	Error     float64                // standard deviation of an indicator's score by errors of measurement, as a share of its range

	// Impute are equally likely beside the options' own. A unit that one of them leaves without a total keeps the options' own
	// in that draw, and one that has no total by the options' own gets none by another: who is ranked is the same in all draws.
	Impute []Imputation
}

// Interval is the range in which most draws lie, and their middle: quantiles, the 5, 50 and 95 % ones where nothing else is said.
type Interval struct{ Low, Median, High float64 }

// Robustness is how far results hold under uncertainty. The same seed gives the same digits, on however many cores.
type Robustness struct {
	Runs  int
	Seed  uint64
	Tiers []int            // the tiers there are, best first: of the scheme, or of the rule that reads them off totals
	Units []UnitRobustness // those that have a total, in the order of Result.Units
	Shift float64          // mean absolute shift of rank over draws and units (OECD/JRC Handbook 2008, R_S)
}

// UnitRobustness is one unit in one year.
type UnitRobustness struct {
	Unit  string
	Year  int
	Score float64 // by the scheme itself
	Rank  int
	Tier  int // 0 when there is none

	Imputed int // indicators that count by an imputed value
	Scores,
	Ranks Interval
	Shift float64   // mean absolute shift of rank
	Tiers []float64 // probability of each of Robustness.Tiers; they add up to 1 where every draw has tiers
}

// The uncertain factors, each a coordinate in [0, 1) of a draw.
const (
	factorWeights = iota
	factorMean
	factorNormalise
	factorError
	factorImpute
	factors
)

// Factors name the uncertain factors in the order of Uncertainty.
func Factors() []string {
	return []string{"weights", "aggregation", "normalisation", "error", "imputation"}
}

// simulation scores draws under an uncertainty.
type simulation struct {
	u      Uncertainty
	models []*Model // by normalisation, then imputation; the first is the scheme's own
	seed   uint64
}

func newSimulation(s *scheme.Scheme, values []Input, o Options, u Uncertainty, seed uint64) (*simulation, error) {
	switch {
	case !(u.Weights >= 0 && u.Weights < 1):
		return nil, fmt.Errorf("weights ±%g: want a share from 0 to below 1: %w", u.Weights, assess.ErrInvalid)
	case !(u.Error >= 0) || math.IsInf(u.Error, 0):
		return nil, fmt.Errorf("error %g: want a share of an indicator's range, 0 or more: %w", u.Error, assess.ErrInvalid)
	}
	for _, mean := range u.Means {
		if _, err := scheme.ParseAggregation(string(mean)); err != nil {
			return nil, err
		}
	}
	sim := &simulation{u: u, seed: seed}
	for k, normalise := range append([]scheme.Normalisation{o.Normalise}, u.Normalise...) {
		other := o
		other.Normalise = normalise
		if k > 0 && sim.models[0].p.bounded {
			rng := sim.models[0].p.rng
			other.Range = &rng
		}
		m, err := Compile(s, values, other)
		if err != nil {
			return nil, err
		}
		if len(u.Normalise) > 0 && !m.p.bounded {
			return nil, fmt.Errorf("normalisation %s has no bounds, so its scores cannot stand beside others: %w", m.p.normalise, assess.ErrInvalid)
		}
		sim.models = append(sim.models, m)
		for _, how := range u.Impute {
			other.Impute = how
			imputed, err := Compile(s, values, other)
			if err != nil {
				return nil, err
			}
			imputed.rankAs(m)
			sim.models = append(sim.models, imputed)
		}
	}
	return sim, nil
}

// drawer scores the draws of one goroutine.
type drawer struct {
	sim   *simulation
	draws []*Draw // by model
	pcg   *rand.PCG
	rng   *rand.Rand
}

func (sim *simulation) drawer() *drawer {
	d := &drawer{sim: sim, pcg: rand.NewPCG(0, 0)}
	d.rng = rand.New(d.pcg)
	for _, m := range sim.models {
		draw := m.NewDraw()
		if sim.u.Error > 0 {
			draw.Disturb = func(node int, score float64) float64 {
				return score + d.rng.NormFloat64()*sim.u.Error*(m.nodes[node].high-m.nodes[node].low)
			}
		}
		d.draws = append(d.draws, draw)
	}
	return d
}

// score scores the draw at a point of the unit cube of factors. It does not allocate.
func (d *drawer) score(point *[factors]float64) (*Draw, error) {
	sim := d.sim
	k := pick(point[factorNormalise], 1+len(sim.u.Normalise))*(1+len(sim.u.Impute)) + pick(point[factorImpute], 1+len(sim.u.Impute))
	m, draw := sim.models[k], d.draws[k]
	m.Reset(draw)
	if sim.u.Weights > 0 {
		d.begin(factorWeights, point)
		for i := range draw.Weights {
			draw.Weights[i] *= 1 + sim.u.Weights*(2*d.rng.Float64()-1)
		}
	}
	if n := len(sim.u.Means); n > 0 {
		if at := pick(point[factorMean], n+1); at > 0 {
			for i := range draw.Means {
				draw.Means[i] = sim.u.Means[at-1]
			}
		}
	}
	if sim.u.Error > 0 {
		d.begin(factorError, point)
	}
	return draw, m.Score(draw)
}

// pick is one of n by a coordinate in [0, 1), each as likely.
func pick(coordinate float64, n int) int { return min(int(coordinate*float64(n)), n-1) }

// begin makes the numbers of a factor depend on its coordinate alone.
func (d *drawer) begin(factor int, point *[factors]float64) {
	d.pcg.Seed(d.sim.seed, math.Float64bits(point[factor])^uint64(factor)<<56)
}

// Robust scores the values so many times under an uncertainty.
func Robust(s *scheme.Scheme, values []Input, o Options, u Uncertainty, runs int, seed uint64) (*Robustness, error) {
	if runs < 1 {
		return nil, fmt.Errorf("%d runs: want 1 or more: %w", runs, assess.ErrInvalid)
	}
	sim, err := newSimulation(s, values, o, u, seed)
	if err != nil {
		return nil, err
	}
	m := sim.models[0]
	nominal := m.NewDraw()
	if err := m.Score(nominal); err != nil {
		return nil, err
	}
	tiers := m.p.tierNumbers()
	all := &draws{runs: runs, scores: make([]float64, m.Rows()*runs), ranks: make([]float64, m.Rows()*runs), tiers: make([]int32, m.Rows()*(len(tiers)+1))}
	if err := all.fill(sim, m.Rows()); err != nil {
		return nil, err
	}
	out := &Robustness{Runs: runs, Seed: seed, Tiers: tiers}
	for r, row := range m.rows {
		if !m.Scored(r) {
			continue
		}
		unit := UnitRobustness{Unit: row.unit, Year: row.year, Score: nominal.Totals[r], Rank: nominal.Ranks[r], Imputed: m.p.imputedIn(row)}
		if at := nominal.Tiers[r]; at >= 0 {
			unit.Tier = tiers[at]
		}
		ranks := all.ranks[r*runs : (r+1)*runs]
		unit.Scores, unit.Ranks = interval(all.scores[r*runs:(r+1)*runs]), interval(ranks)
		for _, rank := range ranks {
			unit.Shift += math.Abs(rank - float64(unit.Rank))
		}
		unit.Shift /= float64(runs)
		for k := range tiers {
			unit.Tiers = append(unit.Tiers, float64(all.tiers[r*(len(tiers)+1)+k])/float64(runs))
		}
		out.Shift += unit.Shift
		out.Units = append(out.Units, unit)
	}
	if len(out.Units) > 0 {
		out.Shift /= float64(len(out.Units))
	}
	return out, nil
}

// draws are the results of all runs, by row.
type draws struct {
	runs   int
	scores []float64
	ranks  []float64
	tiers  []int32 // how often each tier, and last no tier
}

// fill scores the runs on all cores. Every run's numbers depend on the seed and its own number only.
func (a *draws) fill(sim *simulation, rows int) error {
	workers := min(runtime.GOMAXPROCS(0), a.runs)
	var wait sync.WaitGroup
	faults, counts := make([]error, workers), make([][]int32, workers)
	for w := range workers {
		counts[w] = make([]int32, len(a.tiers))
		wait.Go(func() {
			d, first := sim.drawer(), rand.NewPCG(0, 0)
			from := rand.New(first)
			var point [factors]float64
			for run := w * a.runs / workers; run < (w+1)*a.runs/workers; run++ {
				first.Seed(sim.seed, uint64(run))
				for k := range point {
					point[k] = from.Float64()
				}
				draw, err := d.score(&point)
				if err != nil {
					faults[w] = err
					return
				}
				a.keep(draw, run, rows, counts[w])
			}
		})
	}
	wait.Wait()
	for w := range workers {
		if faults[w] != nil {
			return faults[w] // the one of the lowest runs
		}
		for k, n := range counts[w] {
			a.tiers[k] += n
		}
	}
	return nil
}

func (a *draws) keep(draw *Draw, run, rows int, counts []int32) {
	size := len(counts) / max(rows, 1)
	for r := range rows {
		a.scores[r*a.runs+run], a.ranks[r*a.runs+run] = draw.Totals[r], float64(draw.Ranks[r])
		at := draw.Tiers[r]
		if at < 0 {
			at = size - 1
		}
		counts[r*size+at]++
	}
}

// interval sorts the values in place.
func interval(values []float64) Interval {
	slices.Sort(values)
	return Interval{Quantile(values, 0.05), Quantile(values, 0.5), Quantile(values, 0.95)}
}

// Sensitivity says which uncertain factor moves the ranks: Sobol indices of the mean absolute shift of rank, at n points (a
// power of two serves best), by the factors of Factors.
func Sensitivity(s *scheme.Scheme, values []Input, o Options, u Uncertainty, n int, seed uint64) (Indices, error) {
	sim, err := newSimulation(s, values, o, u, seed)
	if err != nil {
		return Indices{}, err
	}
	m := sim.models[0]
	nominal := m.NewDraw()
	if err := m.Score(nominal); err != nil {
		return Indices{}, err
	}
	d := sim.drawer()
	return SobolIndices(func(point []float64) (float64, error) {
		draw, err := d.score((*[factors]float64)(point))
		if err != nil {
			return 0, err
		}
		shift, ranked := 0.0, 0
		for r := range m.rows {
			if m.Scored(r) {
				shift += math.Abs(float64(draw.Ranks[r] - nominal.Ranks[r]))
				ranked++
			}
		}
		return shift / float64(max(ranked, 1)), nil
	}, factors, n)
}
