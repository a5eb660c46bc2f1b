package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"yingshang/dashboards/scoring"
	"yingshang/sql/engine/enginetest"
)

// Scores and statements mean the same by a quantile: R-7, quantileExactInclusive.
func TestQuantilesAreTheEngines(t *testing.T) {
	address := enginetest.Start(t)
	random := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 41; n += 4 {
		values, words := make([]float64, n), make([]string, n)
		for i := range values {
			values[i] = random.NormFloat64() * 100
			words[i] = strconv.FormatFloat(values[i], 'g', -1, 64)
		}
		slices.Sort(values)
		for _, q := range []float64{0, 0.05, 0.25, 0.5, 0.9, 0.95, 1} {
			text, err := enginetest.Ask(address, "default", fmt.Sprintf("SELECT quantileExactInclusive(%g)(arrayJoin([%s]))", q, strings.Join(words, ",")), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			want, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil {
				t.Fatal(err)
			}
			if got := scoring.Quantile(values, q); got-want > 1e-9 || want-got > 1e-9 {
				t.Errorf("quantile %g of %d values is %v, of the engine %v", q, n, got, want)
			}
		}
	}
}
