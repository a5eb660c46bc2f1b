package scoring

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"
)

// Round rounds half away from zero to a number of decimals, as a person would round what is printed: 1.005 becomes 1.01
// although its binary form lies a little below. Noise below 1e-9 does not tip a half.
func Round(x float64, decimals int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', max(9, decimals+1), 64))
	if !ok {
		return x
	}
	rounded, err := strconv.ParseFloat(exact.FloatString(decimals), 64)
	if err != nil {
		return x
	}
	return rounded
}

// RoundParts rounds parts so that the rounded parts add up to the rounded total: each goes to one of its two neighbours,
// and those with the largest remainders go up. Equal remainders go up in their order. When the parts themselves do not
// add up to the total, what is left over is spread the same way.
func RoundParts(parts []float64, total float64, decimals int) []float64 {
	if math.IsNaN(total) || math.IsInf(total, 0) {
		return slices.Clone(parts)
	}
	unit := math.Pow10(decimals)
	steps := make([]int64, len(parts))
	rest := make([]float64, len(parts))
	order := make([]int, len(parts))
	missing := int64(math.Round(Round(total, decimals) * unit))
	for i, part := range parts {
		scaled := Round(part, 9) * unit
		floor := math.Floor(scaled + 1e-7) // 1.15 times 100 is a little less than 115
		steps[i], rest[i], order[i] = int64(floor), scaled-floor, i
		missing -= steps[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for k, i := range order {
		each := missing / int64(len(order)-k) // of those still to come, so that what is left over goes round once
		if missing > 0 && missing%int64(len(order)-k) != 0 {
			each++
		}
		steps[i] += each
		missing -= each
	}
	rounded := make([]float64, len(parts))
	for i, s := range steps {
		rounded[i] = Round(float64(s)/unit, decimals)
	}
	return rounded
}
