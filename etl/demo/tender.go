package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// What tenders come to in the demo: 127 of 136 wholly electronic (93.38 %), 864 electronic guarantees among 1,000 deposits
// (86.4 %), and 161 working days over 110 refunds (1.46).
const (
	tenders, electronicTenders      = 136, 127
	deposits, cashDeposits, onPaper = 1000, 126, 10
	refunds, refundDays             = 110, 161
	oldDeposits, oldCash            = 800, 113 // of tenders that are over by the as-of day, and what of them is cash
)

// tenderFiles writes tenders, their deposits and the refunds, a file a month each, and one of the years before.
func tenderFiles(o Options, t *Truth) ([]file, error) {
	list, asOf, err := workdays()
	if err != nil {
		return nil, err
	}
	b := bidding{rng: rand.New(rand.NewPCG(o.Seed, 13)), workdays: list, asOf: asOf, truth: t}
	if b.before, err = earlierMarkets(o, 310); err != nil {
		return nil, err
	}
	return append(append(b.tenderFiles(), b.depositFiles()...), b.refundFiles()...), nil
}

type bidding struct {
	rng      *rand.Rand
	workdays []time.Time
	asOf     int
	cash     []int // of the deposits of tenders that are over
	before   []*earlierMarket
	truth    *Truth
}

func tenderNo(year, i int) string  { return fmt.Sprintf("JY%d%05d", year, i+1) }
func depositNo(year, i int) string { return fmt.Sprintf("BZJ%02d%06d", year%100, i+1) }

// entered is the place of the day on which a tender came to the centre.
func (b *bidding) entered(i int) int { return i * b.asOf / tenders }

func (b *bidding) tenderFiles() []file {
	l := monthList{
		source: "tender", prefix: "进场交易项目", encoding: utf8Plain, truth: b.truth,
		header: []string{"项目编号", "项目名称", "招标方式", "登记日期", "进场日期", "是否全流程电子化"},
		faults: []rowFault{
			{"neither_yes_nor_no", func(r []string) { r[5] = "部分" }},
			{"impossible_date", func(r []string) { r[4] = "2022-02-29" }},
			twice,
		},
	}
	rate := tally{}
	row := func(year, i int, registered time.Time, entered string, wholly bool) []string {
		return []string{tenderNo(year, i), Mark + "项目", "公开招标", registered.Format(time.DateOnly), entered, yesNo(wholly)}
	}
	for _, y := range b.before {
		var electronic dealt
		for i := range earlierTenders {
			at, wholly := y.workdays[y.place(i, earlierTenders)], electronic.yes(y.rng, y.want["BT01"]/100)
			l.add(at, row(y.year, i, at.AddDate(0, 0, -3-y.rng.IntN(15)), at.Format(time.DateOnly), wholly)...)
			rate.add(at, one(wholly), 1)
		}
	}
	for i, p := range b.rng.Perm(tenders) {
		at, wholly := b.workdays[b.entered(i)], p < electronicTenders
		l.add(at, row(2022, i, at.AddDate(0, 0, -3-b.rng.IntN(15)), at.Format(time.DateOnly), wholly)...)
		rate.add(at, one(wholly), 1)
	}
	const waiting = 3
	for i := range waiting {
		l.add(day(2022, 9, 26+i), row(2022, tenders+i, day(2022, 9, 26+i), "", true)...)
	}
	rate.tell(b.truth, "BT01", 100)
	b.truth.live(l.source, tenders+waiting)
	return l.files()
}

func (b *bidding) depositFiles() []file {
	l := monthList{
		source: "bid_deposit", prefix: "投标保证金", encoding: gb18030, truth: b.truth, doubled: 4,
		header: []string{"保证金编号", "项目编号", "投标人", "保证金金额", "缴纳方式", "缴纳截止日期", "缴纳日期"},
		faults: []rowFault{
			{"bad_pay_type", func(r []string) { r[4] = "微信" }},
			{"missing_tender", func(r []string) { r[1] = "" }},
			twice,
			{"paid_ahead", func(r []string) { r[6] = "2022-12-31" }},
			{"another_month", func(r []string) { r[5], r[6] = "2021-12-20", "2021-12-20" }},
		},
	}
	way := make([]string, deposits)
	old, young := b.rng.Perm(oldDeposits), b.rng.Perm(deposits-oldDeposits)
	for i := range way {
		place, cash := 0, oldCash
		if i < oldDeposits {
			place = old[i]
		} else {
			place, cash = young[i-oldDeposits], cashDeposits-oldCash
		}
		switch {
		case place < cash:
			way[i] = "现金"
			if i < oldDeposits {
				b.cash = append(b.cash, i)
			}
		case place < cash+onPaper/2:
			way[i] = "银行保函"
		default:
			way[i] = "电子保函"
		}
	}
	rate := tally{}
	row := func(year, i, tender int, way string, until time.Time, paid string) []string {
		return []string{depositNo(year, i), tenderNo(year, tender), "演示投标人", "20000", way, until.Format(time.DateOnly), paid}
	}
	for _, y := range b.before {
		var electronic dealt
		last := day(y.year, 12, 31)
		for i := range earlierDeposits {
			entered, way := y.place(earlierTenderOf(i), earlierTenders), "电子保函"
			switch {
			case electronic.yes(y.rng, y.want["BT02"]/100):
			case entered < len(y.workdays)-refundedAfter:
				way = "现金"
				y.cash = append(y.cash, i)
			default: // cash would come back in the next year
				way = "银行保函"
			}
			paid := y.workdays[entered].AddDate(0, 0, 3+y.rng.IntN(10))
			if paid.After(last) {
				paid = last
			}
			l.add(paid, row(y.year, i, earlierTenderOf(i), way, paid.AddDate(0, 0, y.rng.IntN(4)), paid.Format(time.DateOnly))...)
			rate.add(paid, one(way == "电子保函"), 1)
		}
	}
	end := day(2022, 9, 30)
	for i, w := range way {
		paid := b.workdays[b.entered(b.tenderOf(i))].AddDate(0, 0, 3+b.rng.IntN(10))
		if paid.After(end) {
			paid = end
		}
		l.add(paid, row(2022, i, b.tenderOf(i), w, paid.AddDate(0, 0, b.rng.IntN(4)), paid.Format(time.DateOnly))...)
		rate.add(paid, one(w == "电子保函"), 1)
	}
	const waiting = 8
	for i := range waiting {
		l.add(end, row(2022, deposits+i, tenders-1-i%4, "电子保函", end, "")...)
	}
	rate.tell(b.truth, "BT02", 100)
	b.truth.live(l.source, deposits+waiting)
	return l.files()
}

func (b *bidding) tenderOf(deposit int) int { return deposit * tenders / deposits }

// refundFiles writes what came back of the cash: mostly within two days of the contract, some before it; three tenders ended
// without one.
func (b *bidding) refundFiles() []file {
	l := monthList{
		source: "bid_refund", prefix: "保证金退还", encoding: utf8BOM, truth: b.truth,
		header: []string{"保证金编号", "项目编号", "投标人", "保证金金额", "合同签订日期", "退还到账日期"},
		faults: []rowFault{
			{"impossible_date", func(r []string) { r[4] = "2022-06-31" }},
			twice,
			{"no_refund", func(r []string) { r[5] = "" }},
		},
	}
	taken := tally{}
	row := func(year, i, tender int, signed, back string) []string {
		return []string{depositNo(year, i), tenderNo(year, tender), "演示投标人", "20000", signed, back}
	}
	for _, y := range b.before {
		var owed dealt
		for _, i := range y.cash {
			tender := earlierTenderOf(i)
			place, days := y.place(tender, earlierTenders)+14+y.rng.IntN(8), owed.number(y.rng, y.want["BT03"], 1.5, 0, 5)
			at := y.workdays[place+days]
			l.add(at, row(y.year, i, tender, y.workdays[place].Format(time.DateOnly), at.Format(time.DateOnly))...)
			taken.add(at, days, 1)
		}
	}
	days := spread(b.rng, refunds, refundDays, 0, 5)
	for k, i := range b.cash {
		place := b.entered(b.tenderOf(i)) + 14 + b.rng.IntN(8) // of the signature
		signed := b.workdays[place].Format(time.DateOnly)
		if k >= refunds {
			l.add(b.workdays[place], row(2022, i, b.tenderOf(i), "", signed)...)
			continue
		}
		at := b.workdays[place+days[k]]
		if days[k] == 0 && k%2 == 0 {
			at = at.AddDate(0, 0, -1-k%3)
		}
		l.add(at, row(2022, i, b.tenderOf(i), signed, at.Format(time.DateOnly))...)
		taken.add(at, days[k], 1)
	}
	taken.tell(b.truth, "BT03", 1)
	b.truth.live(l.source, len(b.cash))
	return l.files()
}
