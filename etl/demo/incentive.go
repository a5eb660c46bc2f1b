package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Listing incentives: 342 working days over 36 payments (9.5), and applications that are not paid yet.
const (
	incentives, incentiveDays = 36, 342
	incentivesOpen            = 5
	earlierIncentives         = 24 // in a year before 2022
)

// incentive is an application for a listing incentive.
type incentive struct {
	no             string
	firm           reserveFirm
	accepted, paid time.Time // paid is zero until the money arrived
	taken          bool      // handed in twice by mistake, and gone from the last list
}

// earlierPaid invents the incentives that were paid in a year before 2022, in about as many working days as peers.csv says.
func earlierPaid(o Options, year int, paying tally) ([]incentive, error) {
	want, err := wanted(year)
	if err != nil {
		return nil, err
	}
	days, err := workdaysOf(year)
	if err != nil {
		return nil, err
	}
	rng, who := rand.New(rand.NewPCG(o.Seed, uint64(year)+370)), enterprises()
	var list []incentive
	var took dealt
	for i := range earlierIncentives {
		d := took.number(rng, want["IN03"], 6, 1, 40)
		place := max(d, (i+1)*len(days)/earlierIncentives-1)
		firm := reserveFirm{enterprise: who[reserveFirst+rng.IntN(reserve)], start: 1 + rng.IntN(len(listingStages)-1)}
		list = append(list, incentive{no: fmt.Sprintf("JL%d%03d", year, i+1), firm: firm, accepted: begunOn(rng, days, place, d), paid: days[place]})
		paying.add(days[place], d, 1)
	}
	return list, nil
}

// incentiveFiles writes the whole list four times, with what was paid in earlier years; a day of acceptance may be one off.
func incentiveFiles(o Options, firms []reserveFirm, rng *rand.Rand, t *Truth) ([]file, error) {
	days, asOf, err := workdays()
	if err != nil {
		return nil, err
	}
	var list []incentive
	add := func(accepted, paid time.Time) {
		list = append(list, incentive{firm: firms[len(list)%reserve], accepted: accepted, paid: paid})
	}
	paying := tally{}
	for i, d := range spread(rng, incentives, incentiveDays, 0, 20) {
		place := max(d, (i+1)*asOf/incentives-1)
		add(begunOn(rng, days, place, d), days[place])
		paying.add(days[place], d, 1)
	}
	for i := range incentivesOpen {
		add(days[asOf-1-3*i], time.Time{}) // the last on the as-of day
	}
	add(days[asOf-40], time.Time{})
	list[len(list)-1].taken = true
	slices.SortStableFunc(list, func(a, b incentive) int { return a.accepted.Compare(b.accepted) })
	for i := range list {
		list[i].no = fmt.Sprintf("JL2022%03d", i+1)
	}
	for _, year := range earlierYears {
		before, err := earlierPaid(o, year, paying)
		if err != nil {
			return nil, err
		}
		list = append(list, before...)
	}
	paying.tell(t, "IN03", 1)
	var files []file
	for i, asOf := range []time.Time{day(2022, 4, 30), day(2022, 6, 30), day(2022, 8, 31), day(2022, 9, 30)} {
		f := file{source: "incentive_payment", name: "上市奖励兑现_" + asOf.Format(time.DateOnly) + ".csv", table: table{
			encoding: []string{gb18030, utf8BOM}[i%2], comma: ",", eol: "\r\n",
			header: []string{"申请编号", "统一社会信用代码", "企业名称", "奖励阶段", "奖励金额", "申请受理日期", "资金到账日期", "备注"},
		}}
		f.count.AsOf = asOf.Format(time.DateOnly)
		for _, p := range list {
			switch {
			case p.accepted.After(asOf):
			case p.taken && i == 3:
				f.count.Deleted++
				t.plant(f.source, deletion)
			default:
				f.good(p.row(asOf)...)
			}
		}
		spoilt := list[0]
		spoilt.no = fmt.Sprintf("JL2022%d91", i)
		row := spoilt.row(asOf)
		row[5], row[6] = asOf.Format(time.DateOnly), asOf.AddDate(0, 0, -1).Format(time.DateOnly)
		f.bad(t, "paid_before", row...)
		if i == 3 {
			spoilt.no = fmt.Sprintf("JL2022%d92", i)
			row = spoilt.row(asOf)
			row[5] = "2022-06-31"
			f.bad(t, impossibleDate, row...)
			f.bad(t, duplicate, list[1].row(asOf)...)
		}
		t.live(f.source, f.count.Accepted)
		files = append(files, f)
	}
	return files, nil
}

// row is an application as the list shows it on a day.
func (p incentive) row(asOf time.Time) []string {
	paid := p.paid
	if paid.After(asOf) {
		paid = time.Time{}
	}
	stage := listingStages[max(1, p.firm.start)]
	return []string{p.no, p.firm.uscc, p.firm.name, stage, "", dayText(p.accepted), dayText(paid), Mark}
}
