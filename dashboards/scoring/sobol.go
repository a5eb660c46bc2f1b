package scoring

import (
	"fmt"
	"math/bits"

	"yingshang/dashboards/assess"
)

// direction is a primitive polynomial over GF(2) and the first direction numbers of a dimension.
type direction struct {
	degree int
	poly   uint32 // coefficients between the first and the last
	first  []uint32
}

// directions are those of dimensions 2 to 20 of S. Joe and F. Y. Kuo, Constructing Sobol sequences with better
// two-dimensional projections, SIAM J. Sci. Comput. 30 (2008), table new-joe-kuo-6; dimension 1 needs none.
var directions = []direction{
	{1, 0, []uint32{1}},
	{2, 1, []uint32{1, 3}},
	{3, 1, []uint32{1, 3, 1}},
	{3, 2, []uint32{1, 1, 1}},
	{4, 1, []uint32{1, 1, 3, 3}},
	{4, 4, []uint32{1, 3, 5, 13}},
	{5, 2, []uint32{1, 1, 5, 5, 17}},
	{5, 4, []uint32{1, 1, 5, 5, 5}},
	{5, 7, []uint32{1, 1, 7, 11, 19}},
	{5, 11, []uint32{1, 1, 5, 1, 1}},
	{5, 13, []uint32{1, 1, 1, 3, 11}},
	{5, 14, []uint32{1, 3, 5, 5, 31}},
	{6, 1, []uint32{1, 3, 3, 9, 7, 49}},
	{6, 13, []uint32{1, 1, 1, 15, 21, 21}},
	{6, 16, []uint32{1, 3, 1, 13, 27, 49}},
	{6, 19, []uint32{1, 1, 1, 15, 7, 5}},
	{6, 22, []uint32{1, 3, 1, 15, 13, 25}},
	{6, 25, []uint32{1, 1, 5, 5, 19, 61}},
	{7, 1, []uint32{1, 3, 7, 11, 23, 15, 103}},
}

const sobolBits = 32

// Sobol is a low-discrepancy sequence in the unit cube, after Sobol (1967) in the order of Antonov and Saleev (1979).
type Sobol struct {
	numbers [][sobolBits]uint32
	state   []uint32
	n       uint32
}

// NewSobol begins a sequence of so many dimensions, 1 to 20.
func NewSobol(dims int) (*Sobol, error) {
	if dims < 1 || dims > len(directions)+1 {
		return nil, fmt.Errorf("%d dimensions: want 1 to %d: %w", dims, len(directions)+1, assess.ErrInvalid)
	}
	s := &Sobol{numbers: make([][sobolBits]uint32, dims), state: make([]uint32, dims)}
	for d := range s.numbers {
		v := &s.numbers[d]
		if d == 0 {
			for k := range v {
				v[k] = 1 << (sobolBits - 1 - k)
			}
			continue
		}
		dir := directions[d-1]
		for k, m := range dir.first {
			v[k] = m << (sobolBits - 1 - k)
		}
		for k := dir.degree; k < sobolBits; k++ {
			v[k] = v[k-dir.degree] ^ v[k-dir.degree]>>dir.degree
			for j := 1; j < dir.degree; j++ {
				if dir.poly>>(dir.degree-1-j)&1 == 1 {
					v[k] ^= v[k-j]
				}
			}
		}
	}
	return s, nil
}

// Next writes the next point, each coordinate in [0, 1). The first point is the origin.
func (s *Sobol) Next(point []float64) {
	for d := range s.state {
		point[d] = float64(s.state[d]) / (1 << sobolBits)
	}
	zero := bits.TrailingZeros32(^s.n) // the lowest bit of n that is 0
	for d := range s.state {
		s.state[d] ^= s.numbers[d][zero]
	}
	s.n++
}

// Indices are the shares of an output's variance that its inputs explain: First by an input alone, Total with all its
// interactions. Both are estimates and may leave 0 to 1 by their error.
type Indices struct {
	First, Total []float64
	Variance     float64
}

// SobolIndices estimates the indices of f over independent inputs, uniform in [0, 1), at n·(dims+2) points: Saltelli et al.
// (2010), table 2, estimator (b) for the first order and Jansen's (f) for the total, on an output centred on its mean. f may
// keep nothing of the point it is given. A constant output has indices of 0.
func SobolIndices(f func(point []float64) (float64, error), dims, n int) (Indices, error) {
	seq, err := NewSobol(2 * dims)
	if err != nil {
		return Indices{}, err
	}
	if n < 2 {
		return Indices{}, fmt.Errorf("%d points: want 2 or more: %w", n, assess.ErrInvalid)
	}
	both, mixed := make([]float64, 2*dims), make([]float64, dims)
	ya, yb, yab := make([]float64, n), make([]float64, n), make([][]float64, dims)
	for i := range yab {
		yab[i] = make([]float64, n)
	}
	for k := range n {
		seq.Next(both)
		if ya[k], err = f(both[:dims]); err != nil {
			return Indices{}, err
		}
		if yb[k], err = f(both[dims:]); err != nil {
			return Indices{}, err
		}
		for i := range dims {
			copy(mixed, both[:dims])
			mixed[i] = both[dims+i]
			if yab[i][k], err = f(mixed); err != nil {
				return Indices{}, err
			}
		}
	}
	mean, variance := 0.0, 0.0
	for k := range n {
		mean += ya[k] + yb[k]
	}
	mean /= float64(2 * n)
	for k := range n {
		variance += (ya[k]-mean)*(ya[k]-mean) + (yb[k]-mean)*(yb[k]-mean)
	}
	variance /= float64(2 * n)
	out := Indices{First: make([]float64, dims), Total: make([]float64, dims), Variance: variance}
	if variance == 0 {
		return out, nil
	}
	for i := range dims {
		for k := range n {
			out.First[i] += (yb[k] - mean) * (yab[i][k] - ya[k])
			out.Total[i] += (ya[k] - yab[i][k]) * (ya[k] - yab[i][k]) / 2
		}
		out.First[i] /= float64(n) * variance
		out.Total[i] /= float64(n) * variance
	}
	return out, nil
}
