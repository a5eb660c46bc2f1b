package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// earlier is what the cases before 2022 leave to what is told of all years together.
type earlier struct {
	others       []*otherCase
	cases, stops int
}

// manyCases is the scale from which the files of earlier years come by months: a file of half a year would be too large.
const manyCases = 0.1

// earlierFiles writes the cases of the years before 2022. All of a year's cases are finished within it.
func earlierFiles(o Options, t *Truth) ([]file, earlier, error) {
	var files []file
	var before earlier
	months := 6
	if o.Scale > manyCases {
		months = 1
	}
	for _, year := range earlierYears {
		e, err := newEarlier(o, t, year)
		if err != nil {
			return nil, before, err
		}
		e.count()
		k := newEarlierOthers(o, e)
		k.count()
		for m := 0; m < 12; m += months {
			s := monthsOf(year, m, months)
			files = append(files, e.caseFile(s, m/months), e.stopFile(s, k.list, false))
		}
		for _, of := range otherFiles {
			files = append(files, k.write(of, monthsOf(year, 0, 12), year, before.others))
		}
		before.others = append(before.others, k.list...)
		before.cases += e.live()
		before.stops += e.stops(k.list)
	}
	return files, before, nil
}

// earlierYear invents a year's cases so that its indicators come near what peers.csv says of the year.
type earlierYear struct {
	*cases
	want                                          map[string]float64
	instant, committed                            []matter
	atOnce, online, zeroTrip, good, whole, inTime dealt
	net                                           dealt // net days of committed cases
	steps                                         dealt
	days                                          map[string]*dealt // net days of each topic that has an indicator of its own
}

// newEarlier invents every case of a year. Each year draws from a stream of its own.
func newEarlier(o Options, t *Truth, year int) (*earlierYear, error) {
	want, err := wanted(year)
	if err != nil {
		return nil, err
	}
	e := &earlierYear{cases: &cases{year: year, rng: rand.New(rand.NewPCG(o.Seed, uint64(year))), truth: t}, want: want, days: map[string]*dealt{}}
	if e.workdays, err = workdaysOf(year); err != nil {
		return nil, err
	}
	e.asOf = len(e.workdays)
	for _, m := range serviceMattersOf(day(year, 1, 1)) {
		if m.instant {
			e.instant = append(e.instant, m)
		} else {
			e.committed = append(e.committed, m)
		}
	}
	n := max(1200, int(math.Round(casesAYear*o.Scale)))
	for i := range n {
		e.list = append(e.list, e.invent(i, i*e.asOf/n))
	}
	return e, nil
}

// meanDays is how many net working days cases of a topic are to take, if an indicator asks for it.
func (e *earlierYear) meanDays(topic string) (days float64, ok bool) {
	const minutes = 0.1 // a result comes some minutes later in its day than the acceptance, in office hours
	hours := func(code string) float64 { return (e.want[code] - minutes) / (officeDay / 60) }
	switch topic {
	case "企业开办":
		return e.want["SB01"], true
	case "企业注销":
		return e.want["SB04"], true
	case "竣工验收备案":
		return e.want["CP04"], true
	case "信用修复":
		return e.want["MR02"], true
	case "转移登记":
		return hours("RP01"), true
	case "抵押首次登记":
		return hours("RP02"), true
	}
	return 0, false
}

func (e *earlierYear) invent(number, accepted int) *serviceCase {
	s := &serviceCase{minute: 9*60 + e.rng.IntN(6*60)}
	e.term(s)
	e.way(s)
	s.accepted = min(accepted, len(e.workdays)-1-max(s.gross, s.matter.promise))
	s.no = fmt.Sprintf("%s%07d", e.day(s.accepted).Format("060102"), number+1)
	return s
}

// term chooses the matter of a case and how long it takes.
func (e *earlierYear) term(s *serviceCase) {
	const slow = 200 // one in so many instant cases is done on the next day
	inTime := e.want["GS03"] / 100
	if e.atOnce.yes(e.rng, e.want["GS05"]/100/(1-1.0/slow)) {
		s.matter = e.instant[e.rng.IntN(len(e.instant))]
		s.gross = one(e.rng.IntN(slow) == 0)
		s.steps = s.matter.steps
		e.inTime.settle(inTime, s.gross == 0)
		return
	}
	s.matter = e.committed[e.rng.IntN(len(e.committed))]
	if s.matter.topic != "" && e.rng.IntN(5) > 1 { // asked for less often than the rest
		s.matter = e.committed[e.rng.IntN(len(e.committed))]
	}
	s.steps = s.matter.steps
	if s.matter.topic == "企业开办" {
		s.steps = e.steps.number(e.rng, e.want["SB02"], 0.6, 1, 4)
	}
	p := s.matter.promise
	e.net.owed += float64(p) * e.want["GS04"] / 100
	mean, own := e.meanDays(s.matter.topic)
	switch {
	case own:
		if e.days[s.matter.topic] == nil {
			e.days[s.matter.topic] = &dealt{}
		}
		s.gross = e.days[s.matter.topic].number(e.rng, mean, 0.6+mean/5, 0, p+4)
		e.net.owed -= float64(s.gross)
	case e.inTime.owed < -1: // too many were in time
		s.gross = p + 1 + e.rng.IntN(2)
		e.net.owed -= float64(s.gross)
	default:
		s.gross = e.net.number(e.rng, 0, 1, 0, p)
	}
	e.inTime.settle(inTime, s.gross <= p)
	if e.rng.IntN(6) == 0 && s.matter.topic != "竣工验收备案" {
		s.stop, s.stopAfter = 1+e.rng.IntN(4), s.gross
		s.gross += s.stop
	}
}

// way chooses how a case was applied for, and how it was rated.
func (e *earlierYear) way(s *serviceCase) {
	share, none := e.want["GS01"]/100, e.want["GS06"]/100
	var online, zero bool
	if s.matter.topic == "企业开办" {
		whole := e.whole.yes(e.rng, e.want["SB03"]/100)
		online, zero = whole || e.rng.IntN(2) == 0, whole
		e.online.settle(share, online)
	} else {
		online = e.online.yes(e.rng, share)
	}
	switch {
	case online && e.rng.IntN(100) < 12*(e.year-2018):
		s.channel = "掌上"
	case online:
		s.channel = "网上"
	default:
		s.channel = []string{"窗口", "窗口", "窗口", "自助"}[e.rng.IntN(4)]
	}
	switch {
	case s.matter.topic == "企业开办" || !online:
		e.zeroTrip.settle(none, zero)
	default:
		zero = e.zeroTrip.yes(e.rng, none)
	}
	if !zero {
		s.trips = 1 + one(!online && e.rng.IntN(2) == 0)
	}
	if e.rng.IntN(5) < 3 {
		if s.rating = 4 + one(e.rng.IntN(7) > 0); !e.good.yes(e.rng, e.want["GS07"]/100) {
			s.rating = 1 + e.rng.IntN(3)
		}
	}
}
