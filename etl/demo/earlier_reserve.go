package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// earlierReserve is how many firms the listing reserve had at the end of each year before 2022; all invented.
var earlierReserve = [...]int{56, 60, 64}

// earlierReserveFile is the listing reserve at the end of each year before 2022: as many firms have come as far as they should, and
// have signed, as peers.csv says.
func earlierReserveFile(o Options, t *Truth) (file, error) {
	f := file{source: "reserve_firm_history", name: "历年上市后备企业_2022-01-05.csv", table: table{encoding: utf8BOM, comma: ",", eol: "\r\n", header: reserveHeader}}
	f.count.AsOf = "2022-01-05"
	who := enterprises()
	for i, year := range earlierYears {
		n := earlierReserve[i]
		want, err := wanted(year)
		if err != nil {
			return f, err
		}
		rng := rand.New(rand.NewPCG(o.Seed, uint64(year)+380))
		there, signed := int(math.Round(want["IN01"]/100*float64(n))), int(math.Round(want["IN02"]/100*float64(n)))
		month := fmt.Sprintf("%d-12", year)
		stages, signing := rng.Perm(n), rng.Perm(n)
		for k := range n {
			start := rng.IntN(len(startsAt))
			stage := start + one(stages[k] < there)
			row := []string{month, who[reserveFirst+k].uscc, who[reserveFirst+k].name, "是", listingStages[start], listingStages[start+1], listingStages[stage], "", "", "", "演示镇", Mark}
			if signing[k] < signed {
				row[7+k%3] = day(year, 1, 1).AddDate(0, 0, rng.IntN(360)).Format(time.DateOnly)
			}
			f.good(row...)
		}
		for _, period := range []string{month, month[:4]} {
			t.figure("IN01", period, float64(there), float64(n), 100, n)
			t.figure("IN02", period, float64(signed), float64(n), 100, n)
		}
	}
	t.live(f.source, f.count.Accepted)
	stranger := who[listed]
	f.bad(t, "bad_stage", "2021-12", stranger.uscc, stranger.name, "是", "培育", "股改", "挂牌", "", "", "", "演示镇", Mark)
	stranger = misread(stranger)
	f.bad(t, "bad_uscc", "2021-12", stranger.uscc, stranger.name, "是", "培育", "股改", "股改", "", "", "", "演示镇", Mark)
	return f, nil
}
