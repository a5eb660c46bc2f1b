package demo

import (
	"math"
	"math/rand/v2"
)

// dealt hands out whole numbers by chance, and yet so that their sum stays near what was asked for: a topic of a hundred cases has
// the mean that it is to have.
type dealt struct{ owed float64 }

// number adds what is asked for on average and hands out a number from least to most, at most about spread away from what is owed.
func (d *dealt) number(rng *rand.Rand, mean, spread float64, least, most int) int {
	d.owed += mean
	n := max(least, min(most, int(math.Round(d.owed+spread*(2*rng.Float64()-1)))))
	d.owed -= float64(n)
	return n
}

// yes hands out a yes to a share, which is below 1.
func (d *dealt) yes(rng *rand.Rand, share float64) bool { return d.number(rng, share, 0.5, 0, 1) == 1 }

// settle takes note of a yes or no that something else decided.
func (d *dealt) settle(share float64, yes bool) { d.owed += share - float64(one(yes)) }
