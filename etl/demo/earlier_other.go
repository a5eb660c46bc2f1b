package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// meanDaysOf is the indicator that asks how long a topic beside government services takes on average, inTimeOf the one that asks how
// many of its cases are in time.
var (
	meanDaysOf = map[string]string{"用水报装": "WG01", "用气报装": "WG02", "劳动仲裁": "LM01", "专利纠纷": "IP02"}
	inTimeOf   = map[string]string{"投诉举报": "MR03", "政策兑现": "IN06"}
)

// earlierOthers invents a year's cases beside government services so that their indicators come near what peers.csv says of the year.
type earlierOthers struct {
	*others
	want                          map[string]float64
	days, inTime, settled, online dealt // of one kind
}

func newEarlierOthers(o Options, e *earlierYear) *others {
	k := &others{cases: e.cases, rng: rand.New(rand.NewPCG(o.Seed, uint64(e.year)+100))}
	for i := range otherKinds {
		kind := &otherKinds[i]
		p := earlierOthers{others: k, want: e.want}
		n := kind.count * 12 / caseMonths
		for number := range n {
			k.list = append(k.list, p.invent(kind, number, number*e.asOf/n))
		}
	}
	return k
}

func (p *earlierOthers) invent(kind *otherKind, number, place int) *otherCase {
	year := fmt.Sprint(p.year)
	prefix := strings.Replace(kind.prefix, "2022", year, 1)
	if prefix == kind.prefix { // a number that does not tell its year by itself
		prefix += year[2:]
	}
	c := &otherCase{kind: kind, no: fmt.Sprintf("%s%05d", prefix, number+1), channel: "窗口", outcome: "办结"}
	stop := 0
	if kind.stopped > 0 && p.rng.IntN(kind.stopped) == 0 {
		stop = 2 + p.rng.IntN(3)
	}
	c.days = kind.least + p.rng.IntN(kind.most-kind.least+1)
	if code := meanDaysOf[kind.topic]; code != "" {
		c.days = p.days.number(p.rng, p.want[code], float64(kind.most-kind.least)/2, 1, 2*kind.most)
	} else if code := inTimeOf[kind.topic]; code != "" && !p.inTime.yes(p.rng, p.want[code]/100) {
		c.days = kind.promise + 1 + p.rng.IntN(4)
	}
	for place > 0 && (place+max(c.days+stop, kind.promise) >= len(p.workdays) || p.day(place).AddDate(0, 0, c.days+stop).Year() > p.year) {
		place-- // it is finished within the year
	}
	c.accepted = p.day(place).Add(time.Duration(9*60+p.rng.IntN(6*60)) * time.Minute)
	c.result = p.after(kind, place, c.days+stop)
	if stop > 0 {
		c.from, c.to = p.after(kind, place, 1).Add(-8*time.Hour), p.after(kind, place, 1+stop)
	}
	if kind.promise > 0 {
		c.promised = p.day(place + kind.promise)
	}
	switch kind.topic {
	case "劳动仲裁":
		c.outcome = "裁决"
	case "劳动调解":
		if c.outcome = "调解成功"; !p.settled.yes(p.rng, p.want["LM02"]/100) {
			c.outcome = "调解不成"
		}
	}
	if p.online.yes(p.rng, p.want["WG03"]/100) {
		c.channel = "网上"
	}
	return c
}
