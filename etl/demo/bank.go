package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// How many banks there are, and how many of them start releases themselves.
const (
	bankCount   = 41
	activeBanks = 39
	ownFile     = 6 // banks big enough to hand in files of their own
)

// named is one name of a bank and the days on which it was in use: from <= day < to. A zero to is open.
type named struct {
	name     string
	from, to time.Time
	late     bool // confirmed only in the second list
}

func (n named) covers(day time.Time) bool {
	return !day.Before(n.from) && (n.to.IsZero() || day.Before(n.to))
}

// bank is a mortgagee.
type bank struct {
	name   string // in use today
	uscc   string
	fund   bool
	names  []named // oldest first, without gaps; the last is in use
	weight int     // how much of the business is its own
	joined int     // the first month in which it starts releases itself
}

// nameOn is the bank's name on a day.
func (b *bank) nameOn(day time.Time) string {
	for _, n := range b.names {
		if n.covers(day) {
			return n.name
		}
	}
	return b.name
}

// joinedBy says how many banks had been trained and started releases themselves by each month.
var joinedBy = [...]int{12, 22, 29, 33, 36, 38, 39, 39}

// mortgagees invents the 41 banks and, last, the provident fund's centre. It draws from a stream of its own, so that every
// part of the demo sees the same ones.
func mortgagees(o Options) []*bank {
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	var out []*bank
	for i := range bankCount {
		b := &bank{
			name:   "平湖演示第" + ordinal(i+1) + "银行",
			uscc:   uscc("91330482", fmt.Sprintf("MAYYY%03d", i+1)),
			weight: 8 + rng.IntN(9),
			joined: len(months),
		}
		if i < ownFile {
			b.weight = 120 - 8*i
		}
		for m, n := range joinedBy {
			if i < n {
				b.joined = m
				break
			}
		}
		b.rename(rng, ordinal(i+1), i)
		out = append(out, b)
	}
	fund := &bank{name: "平湖市公积金分中心(演示)", uscc: uscc("12330482", "MAYYY900"), fund: true, weight: 90}
	turn := day(2014, 7, 1)
	fund.names = []named{
		{name: "平湖市住房公积金管理部(演示)", from: day(1998, 1, 1), to: turn},
		{name: fund.name, from: turn},
	}
	return append(out, fund)
}

// rename gives a bank its names: two of three banks had one or two others before, and some took their present one in May
// 2022, in the midst of the reform.
func (b *bank) rename(rng *rand.Rand, ord string, i int) {
	begin := day(1996+rng.IntN(4), time.Month(1+rng.IntN(12)), 1)
	first := day(2004+rng.IntN(4), time.Month(1+rng.IntN(12)), 1+rng.IntN(28))
	second := day(2011+rng.IntN(8), time.Month(1+rng.IntN(12)), 1+rng.IntN(28))
	union := named{name: "平湖市演示第" + ord + "信用社", from: begin, to: first}
	trade := named{name: "平湖演示第" + ord + "商业银行", from: first, to: second}
	today := named{name: b.name, from: second}
	switch i % 3 {
	case 0:
		b.names = []named{union, trade, today}
		b.names[0].late = i >= 30 // these took the longest to trace
	case 1:
		trade.from = begin
		if i%2 == 1 {
			trade.to = day(2022, time.May, 1+rng.IntN(15))
			today.from = trade.to
		}
		b.names = []named{trade, today}
	default:
		today.from = begin
		b.names = []named{today}
	}
}

// ordinal writes 1 to 99 in Chinese.
func ordinal(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return strconv.Itoa(n)
}

// pick draws one of the banks by weight; keep says which may be drawn.
func pick(rng *rand.Rand, banks []*bank, keep func(i int, b *bank) bool) int {
	total := 0
	for i, b := range banks {
		if keep(i, b) {
			total += b.weight
		}
	}
	at := rng.IntN(total)
	for i, b := range banks {
		if keep(i, b) {
			if at -= b.weight; at < 0 {
				return i
			}
		}
	}
	panic("demo: a draw beyond all weights")
}
