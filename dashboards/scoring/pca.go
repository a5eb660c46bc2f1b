package scoring

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"yingshang/dashboards/assess"
)

// PCAWeights weighs indicators by the principal components of their scores (主成分分析), one column of scores an indicator and the
// units in the same order in each. Of the correlation matrix the components with an eigenvalue of 1 or more are kept (Kaiser),
// and an indicator weighs the share of its variance that these explain, its communality:
//
//	weight = Σ λ·v² / Σ of all, over the components that are kept
//
// which is the sum of the squared factor loadings that OECD/JRC, Handbook on Constructing Composite Indicators (2008), weighs by;
// no rotation of the factors changes it. The weights sum to 1. A column without any spread weighs 0. It is an error when there
// are fewer than two units, a score is no number, and when no column has any spread.
func PCAWeights(columns [][]float64) ([]float64, error) {
	var standard [][]float64 // with the mean 0 and the sum of squares 1
	var at []int
	units := 0
	for j, column := range columns {
		switch {
		case len(column) < 2:
			return nil, fmt.Errorf("components of column %d: %d scores, want two or more: %w", j+1, len(column), assess.ErrInvalid)
		case j > 0 && len(column) != units:
			return nil, fmt.Errorf("components of column %d: %d scores, want %d as before: %w", j+1, len(column), units, assess.ErrInvalid)
		}
		units = len(column)
		for _, x := range column {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("components of column %d: the score %g, want a number: %w", j+1, x, assess.ErrInvalid)
			}
		}
		if slices.Min(column) < slices.Max(column) {
			standard, at = append(standard, standardised(column)), append(at, j)
		}
	}
	if len(at) == 0 {
		return nil, fmt.Errorf("components: no indicator tells the units apart: %w", assess.ErrInvalid)
	}
	r := mat.NewSymDense(len(at), nil)
	products := make([]float64, units)
	for i := range at {
		r.SetSym(i, i, 1)
		for j := range i {
			for k := range products {
				products[k] = standard[i][k] * standard[j][k]
			}
			slices.Sort(products) // sums do not depend on the order of the units
			r.SetSym(i, j, sum(products))
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(r, true) {
		return nil, fmt.Errorf("components: the correlations have no eigenvalues that can be computed: %w", assess.ErrInvalid)
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	weights, all := make([]float64, len(columns)), 0.0
	for k, lambda := range eigen.Values(nil) {
		if lambda < 1-1e-9 {
			continue
		}
		for i, j := range at {
			v := vectors.At(i, k)
			weights[j] += lambda * v * v
			all += lambda * v * v
		}
	}
	for j := range weights {
		weights[j] /= all
	}
	return weights, nil
}

// standardised has the mean 0 and the sum of squares 1.
func standardised(column []float64) []float64 {
	sorted := slices.Sorted(slices.Values(column)) // sums do not depend on the order of the units
	mean, squares := sum(sorted)/float64(len(sorted)), 0.0
	for _, x := range sorted {
		squares += (x - mean) * (x - mean)
	}
	out := make([]float64, len(column))
	for i, x := range column {
		out[i] = (x - mean) / math.Sqrt(squares)
	}
	return out
}

// pcaPoints weighs the indicators all together over the units that have a score in each of them.
func (g *Ground) pcaPoints() (map[string]float64, error) {
	leaves := g.plan.weighing()
	columns, units := make([][]float64, len(leaves)), 0
	for _, r := range g.rows {
		if slices.ContainsFunc(leaves, func(i int) bool { return !r.cells[i].scored }) {
			continue
		}
		units++
		for k, i := range leaves {
			columns[k] = append(columns[k], r.cells[i].score)
		}
	}
	if units < 2 {
		return nil, fmt.Errorf("components: %d units have a score in every indicator, want two or more (missing values may be imputed): %w", units, assess.ErrInvalid)
	}
	weights, err := PCAWeights(columns)
	if err != nil {
		return nil, err
	}
	return g.plan.rollUp(leaves, weights), nil
}
