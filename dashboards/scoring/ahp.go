package scoring

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// randomIndex is the mean consistency index of random judgements by the number of items less one, 1 to 15 of them (T. L. Saaty,
// The Analytic Hierarchy Process, 1980).
var randomIndex = []float64{0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59}

// MostRatio is the greatest consistency ratio that Saaty lets judgements have.
const MostRatio = 0.1

// Pairs are judgements of items in pairs (AHP, 层次分析法): Ratio[i][j] says how many times as important item i is as item j, so that
// Ratio[j][i] is its inverse.
type Pairs struct {
	File  string
	Items []string
	Ratio [][]float64
}

// Priorities is what judgements in pairs come to.
type Priorities struct {
	Weights     []float64 // by item, of the sum 1: the principal eigenvector
	Lambda      float64   // the greatest eigenvalue; the number of items n when no judgement contradicts others
	Index       float64   // of consistency: (λ-n)/(n-1)
	Consistency float64   // its ratio to that of random judgements; 0 for one item or two
	Worst       [3]int    // the three items whose judgements contradict each other most; all 0 when there are not three
}

// Priorities finds the weights of the items; it takes any consistency. It fails on ratios that are not above 0 or not each other's
// inverse (within a hundredth, so that 0.33 may stand for a third), and on more than 15 items, which have no random index.
func (p Pairs) Priorities() (*Priorities, error) {
	n := len(p.Items)
	if n == 0 || n > len(randomIndex) || len(p.Ratio) != n {
		return nil, fmt.Errorf("%s: %d items in pairs: want 1 to %d: %w", p.File, n, len(randomIndex), assess.ErrInvalid)
	}
	for i, row := range p.Ratio {
		if len(row) != n {
			return nil, fmt.Errorf("%s: %s has %d ratios, want %d: %w", p.File, p.Items[i], len(row), n, assess.ErrInvalid)
		}
		for j, x := range row[:i+1] {
			if back := p.Ratio[j][i]; !(x > 0) || !(back > 0) || math.IsInf(x, 0) || math.IsInf(back, 0) || math.Abs(x*back-1) > 0.0100001 {
				return nil, fmt.Errorf("%s: %s to %s is %g, but %s to %s is %g: want numbers above 0, each the inverse of the other: %w",
					p.File, p.Items[i], p.Items[j], x, p.Items[j], p.Items[i], back, assess.ErrInvalid)
			}
		}
	}
	out := &Priorities{Weights: make([]float64, n)}
	for i := range out.Weights {
		out.Weights[i] = 1 / float64(n)
	}
	// The power method: the ratios are above 0, so one eigenvalue is greater than the sizes of all others (Perron).
	next := make([]float64, n)
	for range 10_000 {
		for i, row := range p.Ratio {
			next[i] = 0
			for j, x := range row {
				next[i] += x * out.Weights[j]
			}
		}
		all, moved := sum(next), 0.0
		for i := range next {
			moved = max(moved, math.Abs(next[i]/all-out.Weights[i]))
			out.Weights[i] = next[i] / all
		}
		out.Lambda = all
		if moved < 1e-15 {
			break
		}
	}
	if n > 2 {
		out.Index = max(out.Lambda-float64(n), 0) / float64(n-1)
		out.Consistency = out.Index / randomIndex[n-1]
		out.Worst = p.worst()
	}
	return out, nil
}

// worst are the three items i, j, k for which the way round, ratio[i][j]·ratio[j][k]·ratio[k][i], is farthest from 1.
func (p Pairs) worst() (worst [3]int) {
	most := -1.0
	for i := range p.Items {
		for j := range i {
			for k := range j {
				if off := math.Abs(math.Log(p.Ratio[k][j] * p.Ratio[j][i] * p.Ratio[i][k])); off > most+1e-12 {
					most, worst = off, [3]int{k, j, i}
				}
			}
		}
	}
	return worst
}

// Consistent refuses judgements that contradict each other too much, and names the three that do so most.
func (p Pairs) Consistent(of *Priorities) error {
	if of.Consistency <= MostRatio {
		return nil
	}
	i, j, k := of.Worst[0], of.Worst[1], of.Worst[2]
	return fmt.Errorf("%s: the consistency ratio is %.3f, want %g or less; most of all, %s to %s is %s and %s to %s is %s, which makes %s to %s %s, but it is %s: %w",
		p.File, of.Consistency, MostRatio, p.Items[i], p.Items[j], plain(p.Ratio[i][j]), p.Items[j], p.Items[k], plain(p.Ratio[j][k]),
		p.Items[i], p.Items[k], plain(p.Ratio[i][j]*p.Ratio[j][k]), plain(p.Ratio[i][k]), assess.ErrInvalid)
}

// PairWeights gives every node its points of 100 by judgements in pairs, one set for the children of a node, that are consistent.
// Children without a set keep their weights beside each other, and what weighs nothing by the scheme keeps its 0.
func PairWeights(s *scheme.Scheme, sets []Pairs) (map[string]float64, []*Priorities, error) {
	weights, judged := map[string]float64{}, map[string]string{}
	var all []*Priorities
	for _, p := range sets {
		parent, err := p.parent(s)
		if err != nil {
			return nil, nil, err
		}
		if before, twice := judged[parent.ID]; twice {
			return nil, nil, fmt.Errorf("%s: the items of %s are judged in %s already: %w", p.File, parent.ID, before, assess.ErrConflict)
		}
		judged[parent.ID] = p.File
		of, err := p.Priorities()
		if err == nil {
			err = p.Consistent(of)
		}
		if err != nil {
			return nil, nil, err
		}
		for i, id := range p.Items {
			weights[id] = of.Weights[i]
		}
		all = append(all, of)
	}
	return Reweigh(s, weights).Points(), all, nil
}

// parent is the node whose weighing children the items are.
func (p Pairs) parent(s *scheme.Scheme) (*scheme.Node, error) {
	if len(p.Items) == 0 {
		return nil, fmt.Errorf("%s: no items are judged: %w", p.File, assess.ErrInvalid)
	}
	var found *scheme.Node
	var ids, siblings []string
	s.Root.Walk(func(n, parent *scheme.Node, _ int) {
		ids = append(ids, n.ID)
		if parent != nil && n.ID == p.Items[0] {
			found = parent
		}
	})
	if found == nil {
		return nil, fmt.Errorf("%s: the item %q is no node below the total of the scheme%s: %w", p.File, p.Items[0],
			assess.DidYouMean(p.Items[0], ids), assess.ErrNotFound)
	}
	for _, c := range found.Children {
		if c.Weight > 0 {
			siblings = append(siblings, c.ID)
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(siblings)), slices.Sorted(slices.Values(p.Items))) {
		return nil, fmt.Errorf("%s: the items are %s, want those below %s that weigh: %s: %w", p.File,
			strings.Join(p.Items, ", "), found.ID, strings.Join(siblings, ", "), assess.ErrInvalid)
	}
	return found, nil
}

// ParsePairs reads judgements in pairs as CSV: the items in the header after its first cell, then one row an item, its name first.
// Ratios are numbers or fractions as 1/3; an empty cell is the inverse of the one across, and 1 for an item itself.
func ParsePairs(file string, data []byte) (Pairs, error) {
	f := &csvFile{file: file}
	p := Pairs{File: file}
	seen := map[string]int{}
	filled := map[[2]int]bool{}
	err := f.read(data, nil, "pairs,A,B,… and a row for each of A, B, …", func(line int) {
		if p.Items == nil {
			p.Items, p.Ratio = make([]string, len(f.cells)-1), make([][]float64, len(f.cells)-1)
			for name, at := range f.column {
				if at > 0 {
					p.Items[at-1] = name
				}
			}
			for i := range p.Ratio {
				p.Ratio[i] = make([]float64, len(p.Items))
			}
		}
		name := strings.TrimSpace(f.cells[0])
		i := slices.Index(p.Items, name)
		switch first, twice := seen[name]; {
		case i < 0 || name == "":
			f.faults.Add(file, line, "%q is no item of the header%s, want one of %s", name, assess.DidYouMean(name, p.Items), strings.Join(p.Items, ", "))
			return
		case twice:
			f.faults.Add(file, line, "%s has two rows, the first in line %d", name, first)
			return
		}
		seen[name] = line
		for j, text := range f.cells[1:] {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			x, ok := aboveZero(text)
			if !ok {
				f.faults.Add(file, line, "%s to %s is %q, want a number above 0 as 3 or 1/3", name, p.Items[j], text)
			}
			p.Ratio[i][j], filled[[2]int{i, j}] = x, true
		}
	})
	if err != nil {
		return Pairs{}, err
	}
	for i, name := range p.Items {
		if seen[name] == 0 {
			f.faults.Add(file, 1, "%q has no row, or is there twice in the header", name)
		}
		for j := range p.Items {
			switch {
			case filled[[2]int{i, j}]:
			case i == j:
				p.Ratio[i][j] = 1
			case filled[[2]int{j, i}]:
				p.Ratio[i][j] = 1 / p.Ratio[j][i]
			case i < j:
				f.faults.Add(file, max(seen[name], 1), "%s to %s is empty both ways", name, p.Items[j])
			}
		}
	}
	return p, f.faults.Err()
}

// aboveZero reads a number above 0 as 3, 0.5 or 1/3.
func aboveZero(text string) (float64, bool) {
	over, under, there := strings.Cut(text, "/")
	if !there {
		under = "1"
	}
	a, errA := strconv.ParseFloat(strings.TrimSpace(over), 64)
	b, errB := strconv.ParseFloat(strings.TrimSpace(under), 64)
	x := a / b
	return x, errA == nil && errB == nil && x > 0 && !math.IsInf(x, 0)
}
