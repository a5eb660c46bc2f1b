package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// What procurement comes to in the demo: 1,456 days over 180 contracts (8.09), 876 working days over 200 payments (4.38), and
// 83 of 89 advances that are due (93.26 %).
const (
	contracts, contractDays = 180, 1456
	payments, paymentDays   = 200, 876
	advances                = 30
	due, dueMet             = 89, 83
)

// procurementFiles writes contracts and payments, a file a month each, and one of the years before.
func procurementFiles(o Options, t *Truth) ([]file, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 12))
	before, err := earlierMarkets(o, 320)
	if err != nil {
		return nil, err
	}
	paid, err := paymentFiles(rng, before, t)
	if err != nil {
		return nil, err
	}
	return append(contractFiles(rng, before, t), paid...), nil
}

func contractNo(year, i int) string { return fmt.Sprintf("ZC%d%06d", year, i+1) }

// contractRow is a contract as the list shows it; an advance is due or not, and then as large as the rule wants or not.
func contractRow(year, i int, notice time.Time, signed string, isDue, isMet bool) []string {
	share, rule := 0, []int{30, 30, 40}[i%3]
	switch {
	case !isDue:
		rule = 0
	case isMet:
		share = rule + i%2*10
	default:
		share = i % 2 * (rule - 10)
	}
	return []string{contractNo(year, i), "演示采购单位", "演示供应商", strconv.Itoa(20000 + 700*i), notice.Format(time.DateOnly), signed, yesNo(isDue), strconv.Itoa(share), strconv.Itoa(rule)}
}

// contractFiles writes contracts by their signature. One that is not signed by the end of the month of its notice stands there
// without a day, and leaves that month with its own one's file.
func contractFiles(rng *rand.Rand, before []*earlierMarket, t *Truth) []file {
	l := monthList{
		source: "procurement_contract", prefix: "政府采购合同", encoding: gb18030, truth: t,
		header: []string{"合同编号", "采购单位", "供应商", "合同金额", "中标通知日期", "合同签订日期", "是否应预付", "预付比例", "规定预付比例"},
		faults: []rowFault{
			{"signed_before", func(r []string) { r[4], r[5] = r[5], "2018-11-30" }},
			{"impossible_date", func(r []string) { r[4] = "2022-02-30" }},
			{"advance_as_share", func(r []string) { r[6], r[7], r[8] = "是", "0.3", "30" }},
			twice,
			{"advance_missing", func(r []string) { r[6], r[7], r[8] = "是", "", "30" }},
		},
	}
	days, advance := spread(rng, contracts, contractDays, 1, 30), rng.Perm(contracts)
	signing, prepaid := tally{}, tally{}
	for _, y := range before {
		var took, met dealt
		for i := range earlierContracts {
			signed, d := y.workdays[y.place(i, earlierContracts)], took.number(y.rng, y.want["GP01"], 6, 1, 30)
			isDue := y.rng.IntN(2) == 0
			isMet := isDue && met.yes(y.rng, y.want["GP03"]/100)
			l.add(signed, contractRow(y.year, i, signed.AddDate(0, 0, -d), signed.Format(time.DateOnly), isDue, isMet)...)
			signing.add(signed, d, 1)
			if isDue {
				prepaid.add(signed, one(isMet), 1)
			}
		}
	}
	row := func(i int, notice time.Time, signed string) []string {
		return contractRow(2022, i, notice, signed, advance[i] < due, advance[i] < dueMet)
	}
	for i, d := range days {
		signed := day(2022, time.Month(1+i/(contracts/caseMonths)), 1+rng.IntN(28))
		notice := signed.AddDate(0, 0, -d)
		l.add(signed, row(i, notice, signed.Format(time.DateOnly))...)
		if notice.Year() == 2022 && notice.Month() < signed.Month() && i%4 == 0 {
			l.add(notice, row(i, notice, "")...)
			t.plant(l.source, "moves_month")
		}
		signing.add(signed, d, 1)
		if advance[i] < due {
			prepaid.add(signed, one(advance[i] < dueMet), 1)
		}
	}
	const unsigned = 6
	advance = append(advance, rng.Perm(unsigned)...) // all of them due
	for i := range unsigned {
		notice := day(2022, 9, 21+i)
		l.add(notice, row(contracts+i, notice, "")...)
	}
	signing.tell(t, "GP01", 1)
	prepaid.tell(t, "GP03", 100)
	t.live(l.source, contracts+unsigned)
	return l.files()
}

// paymentFiles writes payments by the day they were made; some of the invoices come on days off.
func paymentFiles(rng *rand.Rand, before []*earlierMarket, t *Truth) ([]file, error) {
	list, asOf, err := workdays()
	if err != nil {
		return nil, err
	}
	l := monthList{
		source: "procurement_payment", prefix: "政府采购支付", encoding: utf8BOM, truth: t,
		header: []string{"支付编号", "合同编号", "供应商", "支付金额", "是否预付款", "收到发票或验收日期", "支付日期"},
		faults: []rowFault{
			{"paid_before", func(r []string) { r[4], r[5] = "否", "2022-12-01" }},
			{"no_invoice", func(r []string) { r[4], r[5] = "否", "" }},
			{"bad_flag", func(r []string) { r[4] = "预付" }},
			twice,
		},
	}
	add := func(year, i, contract int, paid time.Time, isAdvance bool, invoice string) {
		l.add(paid, fmt.Sprintf("ZF%d%06d", year, i+1), contractNo(year, contract), "演示供应商", strconv.Itoa(9000+300*i), yesNo(isAdvance), invoice, paid.Format(time.DateOnly))
	}
	paying := tally{}
	for _, y := range before {
		var took dealt
		for i := range earlierPayments {
			d := took.number(y.rng, y.want["GP02"], 3, 0, 15)
			place := max(d, y.place(i, earlierPayments))
			add(y.year, i, i*earlierContracts/earlierPayments, y.workdays[place], false, begunOn(y.rng, y.workdays, place, d).Format(time.DateOnly))
			paying.add(y.workdays[place], d, 1)
		}
		for i := range earlierAdvances {
			place := y.place(i, earlierAdvances)
			add(y.year, earlierPayments+i, i*earlierContracts/earlierAdvances, y.workdays[place], true, "")
		}
	}
	for i, d := range spread(rng, payments, paymentDays, 0, 15) {
		place := max(d, i*asOf/payments)
		add(2022, i, i%contracts, list[place], false, begunOn(rng, list, place, d).Format(time.DateOnly))
		paying.add(list[place], d, 1)
	}
	for i := range advances {
		add(2022, payments+i, (payments+i)%contracts, list[rng.IntN(asOf)], true, "")
	}
	paying.tell(t, "GP02", 1)
	t.live(l.source, payments+advances)
	return l.files(), nil
}
