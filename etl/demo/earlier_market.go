package demo

import (
	"math/rand/v2"
	"time"
)

// How many there are in a year before 2022.
const (
	earlierInspections = 120
	earlierTenders     = 96
	earlierDeposits    = 360
	earlierContracts   = 120
	earlierPayments    = 150
	earlierAdvances    = 20
	refundedAfter      = 40 // working days from the entry of a tender, after which its cash is back in any case
)

// earlierMarket is a year before 2022 in which inspections, tenders, contracts and payments are invented so that their indicators
// come near what peers.csv says of the year.
type earlierMarket struct {
	year     int
	want     map[string]float64
	rng      *rand.Rand
	workdays []time.Time
	cash     []int // the deposits in cash
}

// earlierMarkets begins those years. What draws from another stream is the same with and without it.
func earlierMarkets(o Options, stream uint64) ([]*earlierMarket, error) {
	var list []*earlierMarket
	for _, year := range earlierYears {
		y := &earlierMarket{year: year, rng: rand.New(rand.NewPCG(o.Seed, uint64(year)+stream))}
		var err error
		if y.want, err = wanted(year); err != nil {
			return nil, err
		}
		if y.workdays, err = workdaysOf(year); err != nil {
			return nil, err
		}
		list = append(list, y)
	}
	return list, nil
}

// place is that of the working day of the one of n that are spread over the year.
func (y *earlierMarket) place(i, n int) int { return i * len(y.workdays) / n }

func earlierTenderOf(deposit int) int { return deposit * earlierTenders / earlierDeposits }
