package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// stockStep makes 93.15 % a whole number of mortgages: 1,863 of 2,000.
const stockStep, matchedOfStep = 2000, 1863

// matchedShare is the share of matched mortgages that the register comes near in each month but the last.
var matchedShare = [...]float64{0.885, 0.893, 0.901, 0.909, 0.916, 0.922, 0.927}

// mortgage stands in the register. While its name is not cleaned up it shows wrong, which no list of names explains.
type mortgage struct {
	no         string
	bank       int
	registered time.Time
	name       string // of the bank on that day
	wrong      string
}

// registerFiles writes the stock of mortgages at the end of every month. The names of old ones are cleaned up month by
// month, until 93.15 % can be matched at the end of September.
func registerFiles(o Options, t *Truth) ([]file, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	banks := mortgagees(o)
	size := stockStep * max(1, int(math.Round(4000*o.Scale/Quick/stockStep)))
	first := size - (len(months)-1)*(size/200)
	var stock []mortgage
	var files []file
	live := 0
	for m, month := range months {
		want := first + m*(size/200)
		for len(stock) < want {
			stock = append(stock, newMortgage(rng, banks, len(stock), first, m))
		}
		unmatched := size / stockStep * (stockStep - matchedOfStep)
		if m < len(matchedShare) {
			unmatched = want - int(matchedShare[m]*float64(want))
		}
		f := stockFile(month, m, stock, unmatched, banks, t)
		live += want
		files = append(files, f)
		found := map[int]bool{}
		for i, s := range stock {
			if i >= unmatched && !banks[s.bank].fund {
				found[s.bank] = true
			}
		}
		if len(found) != bankCount {
			return nil, fmt.Errorf("demo: %d banks with mortgages in %s, want %d", len(found), month, bankCount)
		}
		t.figure("RP09", month, float64(want-unmatched), float64(want), 100, want)
	}
	t.set("RP09", "2022", t.Indicators["RP09"][months[len(months)-1]])
	t.live("mortgage_register", live)
	return files, nil
}

// newMortgage invents mortgage i. The first ones of the stock stand under names that have to be traced; a new one never does.
func newMortgage(rng *rand.Rand, banks []*bank, i, old, m int) mortgage {
	s := mortgage{no: fmt.Sprintf("浙(2022)平湖市不动产证明第%07d号(演示)", i+1)}
	s.bank = pick(rng, banks, func(int, *bank) bool { return true })
	if i >= old/2 && i < old/2+bankCount { // every bank has one
		s.bank = i - old/2
	}
	if i >= old {
		s.registered = at(m, 1+rng.IntN(28)).Add(clock(rng, 9, 17))
		s.name = banks[s.bank].nameOn(s.registered)
		return s
	}
	year := 2003 + int(18.9*math.Sqrt(rng.Float64()))
	s.registered = day(year, time.Month(1+rng.IntN(12)), 1+rng.IntN(28)).Add(clock(rng, 9, 17))
	b := banks[s.bank]
	turn := b.names[len(b.names)-1].from
	switch {
	case i%7 == 1 && turn.Year() > 2003 && turn.Year() < 2020:
		// The former name after the new one took its place: nobody was called so then.
		s.registered = turn.AddDate(0, 0, 1+rng.IntN(400)).Add(clock(rng, 9, 17))
		s.wrong = b.names[len(b.names)-2].name
	case i%7 == 2:
		s.registered = day(2003, 2, 1).AddDate(0, 0, rng.IntN(900)).Add(clock(rng, 9, 17)) // between its two owners
		s.wrong = reused
	default:
		s.wrong = fmt.Sprintf("原平湖演示农村合作基金会第%s分会", ordinal(1+rng.IntN(40)))
	}
	s.name = b.nameOn(s.registered)
	if then := reusedBy[1]; i%97 == 3 && i > old/2+bankCount && (named{from: then.from, to: then.to}).covers(s.registered) {
		s.bank, s.name = then.bank, reused // its second owner's name in those years: matched
	}
	return s
}

// clock is a time of day between two hours.
func clock(rng *rand.Rand, from, to int) time.Duration {
	return time.Duration(from)*time.Hour + time.Duration(rng.IntN((to-from)*3600))*time.Second
}

func stockFile(month string, m int, stock []mortgage, unmatched int, banks []*bank, t *Truth) file {
	asOf := lastDay(m)
	f := file{source: "mortgage_register", name: fmt.Sprintf("抵押登记存量_%s_截至%s.csv", month, asOf), table: table{
		encoding: gb18030, comma: ",", eol: "\r\n",
		header: []string{"统计月份", "不动产登记证明号", "抵押权人", "抵押人", "登簿时间", "不动产单元号", "备注"},
	}}
	f.count.AsOf = asOf
	add := func(no, name, registered string, i int) {
		f.count.Read++
		f.table.add(month, no, name, fmt.Sprintf("演示业主%06d", i+1), registered, unitNo(i), Mark)
	}
	for i, s := range stock {
		name, registered := s.name, s.registered.Format(time.DateTime)
		switch {
		case i < unmatched:
			name = s.wrong
			t.plant(f.source, "unmatched_name")
		case name != banks[s.bank].name:
			t.plant(f.source, "former_name")
		}
		add(s.no, name, registered, i)
		f.count.Accepted++
		if i == len(stock)/2 { // the same line twice
			add(s.no, name, registered, i)
			f.count.Rejected++
			t.plant(f.source, "duplicate")
		}
	}
	for k, fault := range []string{"impossible_date", "impossible_date", "missing_key"} {
		no, registered := fmt.Sprintf("浙(2022)平湖市不动产证明第9%06d号(演示)", k+1), "2015-02-30 10:21:00"
		if fault == "missing_key" {
			no, registered = "", "2015-02-27 10:21:00"
		}
		add(no, banks[k].name, registered, len(stock)+k)
		f.count.Rejected++
		t.plant(f.source, fault)
	}
	return f
}

// unitNo is an invented 不动产单元号 of 28 characters.
func unitNo(i int) string {
	return fmt.Sprintf("330482%03d%03dGB%05dF%08d", 900+i%90, 1+i/90%900, 1+i%99999, 10001+i)
}
