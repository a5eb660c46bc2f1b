package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

// casesAYear is a county's true volume of 办件: Options.Scale multiplies it.
const casesAYear = 1_000_000

// caseMonths are those in which cases of the demo are accepted: January to September 2022.
const caseMonths = 9

// serviceCase is one 办件 as it finally stands. Its times are places in the list of working days, so that what a clock must
// show is known before any clock runs.
type serviceCase struct {
	no        string
	matter    matter
	channel   string
	accepted  int // place of the day of acceptance
	gross     int // working days from acceptance to the result
	stop      int // working days of them in which the clock stood
	stopAfter int // working days after acceptance before it stood
	stands    bool
	open      bool
	minute    int // of the day, of acceptance
	trips     int
	steps     int
	rating    int // 0: none
	taken     bool
}

// cases is what the files of a year's cases are written from.
type cases struct {
	year     int
	rng      *rand.Rand
	workdays []time.Time // of the year
	asOf     int         // working days up to and including the as-of day, or the year's last
	list     []*serviceCase
	truth    *Truth
}

func (c *cases) day(i int) time.Time { return c.workdays[i] }

func (c *cases) acceptAt(s *serviceCase) time.Time {
	return c.day(s.accepted).Add(time.Duration(s.minute) * time.Minute)
}

func (c *cases) resultAt(s *serviceCase) time.Time {
	return c.day(s.accepted + s.gross).Add(time.Duration(s.minute+7) * time.Minute)
}

func (c *cases) promised(s *serviceCase) time.Time { return c.day(s.accepted + s.matter.promise) }

// newCases invents every case of the year of the reform.
func newCases(o Options, t *Truth) (*cases, error) {
	c := &cases{year: 2022, rng: rand.New(rand.NewPCG(o.Seed, 11)), truth: t}
	var err error
	if c.workdays, c.asOf, err = workdays(); err != nil {
		return nil, err
	}
	n := max(900, int(math.Round(casesAYear*o.Scale*caseMonths/12)))
	list := serviceMatters()
	for i := range n {
		c.list = append(c.list, c.invent(list, i, i*c.asOf/n))
	}
	// cases that nobody finished, from spring on; the clock of the last three stands
	for i := range 15 {
		s := c.invent(list[:40], n+i, 60+i*3)
		s.open, s.stop, s.stands = true, 0, i >= 12
		s.stopAfter = 1
		c.list = append(c.list, s)
	}
	return c, nil
}

// invent makes a case that was accepted on a working day.
func (c *cases) invent(list []matter, number, accepted int) *serviceCase {
	s := &serviceCase{no: fmt.Sprintf("%s%07d", c.day(accepted).Format("060102"), number+1), accepted: accepted, minute: 9*60 + c.rng.IntN(6*60)}
	for s.matter = list[c.rng.IntN(len(list))]; !s.matter.inForce(c.day(accepted)); {
		s.matter = list[c.rng.IntN(len(list))]
	}
	if len(list) > 40 && c.rng.IntN(100) < 79 {
		s.matter = list[len(list)-1-c.rng.IntN(len(atOnce))]
	}
	s.steps = s.matter.steps
	switch p := s.matter.promise; {
	case s.matter.topic == "竣工验收备案": // at once, as the article says
	case s.matter.instant:
		if c.rng.IntN(200) == 0 {
			s.gross = 1
		}
	default:
		if c.rng.IntN(4) == 0 {
			s.gross = c.rng.IntN(p + 1)
		}
		if c.rng.IntN(6) == 0 {
			s.stop, s.stopAfter = 1+c.rng.IntN(4), s.gross
			s.gross += s.stop
		}
		if c.rng.IntN(16) == 0 {
			s.gross += p + 1 + c.rng.IntN(3)
		}
	}
	s.open = s.accepted+s.gross >= c.asOf
	if s.open && s.stop > 0 { // what has not been over by the as-of day stands
		s.stands = s.accepted+s.stopAfter+s.stop >= c.asOf
		if s.accepted+s.stopAfter >= c.asOf {
			s.stop, s.stands = 0, false
		}
	}
	switch r := c.rng.IntN(1000); {
	case r < 620:
		s.channel = "网上"
	case r < 966:
		s.channel = "掌上"
	case r < 990:
		s.channel, s.trips = "窗口", 1+c.rng.IntN(2)
	case r < 997:
		s.channel, s.trips = "自助", 1
	default:
		s.channel = "电话"
	}
	if s.trips == 0 && c.rng.IntN(25) == 0 {
		s.trips = 1
	}
	if c.rng.IntN(5) < 3 && !s.open {
		s.rating = 5
		if r := c.rng.IntN(150); r < 22 {
			s.rating = 4
		} else if r == 22 {
			s.rating = 1 + c.rng.IntN(3)
		}
	}
	return s
}

// count brings the final state of every case to the figures that must come out.
func (c *cases) count() {
	type sums struct{ closed, online, inTime, due, net, promised, withPromise, atOnce, zeroTrip, rated, good int }
	by := map[string]*sums{}
	topics := map[string]map[string]*ofTopic{} // by period
	in := func(t time.Time) []*sums {
		var list []*sums
		for _, period := range []string{t.Format("2006-01"), t.Format("2006")} {
			if by[period] == nil {
				by[period] = &sums{}
			}
			list = append(list, by[period])
		}
		return list
	}
	for _, s := range c.list {
		switch {
		case s.taken || s.open && c.promised(s).After(day(2022, 9, 30)):
		case s.open:
			due := s.accepted + s.matter.promise
			if s.stopAfter < s.matter.promise { // else it was due before its clock stood
				due += s.stop
			}
			if s.stands || c.day(due).After(day(2022, 9, 29)) { // the as-of day is not over
				in(c.promised(s))
				continue
			}
			c.truth.Late["service_case"] = append(c.truth.Late["service_case"], s.no)
			for _, p := range in(c.promised(s)) {
				p.due++
			}
		default:
			net := s.gross - s.stop
			c.countTopic(topics, s)
			for _, p := range in(c.resultAt(s)) {
				p.closed++
				p.due++
				if net <= s.matter.promise {
					p.inTime++
				}
				if s.matter.promise > 0 {
					p.net, p.promised, p.withPromise = p.net+net, p.promised+s.matter.promise, p.withPromise+1
				}
				if s.channel == "网上" || s.channel == "掌上" {
					p.online++
				}
				if s.matter.instant && s.gross == 0 {
					p.atOnce++
				}
				if s.trips == 0 {
					p.zeroTrip++
				}
				if s.rating > 0 {
					p.rated++
				}
				if s.rating >= 4 {
					p.good++
				}
			}
		}
	}
	c.topicFigures(topics)
	for period, p := range by {
		end := c.day(c.asOf - 1)
		if month, err := time.ParseInLocation("2006-01", period, end.Location()); err == nil {
			end = month.AddDate(0, 1, -1)
		}
		less, legal, n := shortened(end)
		for code, f := range map[string][3]int{
			"GS01": {p.online, p.closed, p.closed}, "GS02": {less, legal, n}, "GS03": {p.inTime, p.due, p.due}, "GS04": {p.net, p.promised, p.withPromise},
			"GS05": {p.atOnce, p.closed, p.closed}, "GS06": {p.zeroTrip, p.closed, p.closed}, "GS07": {p.good, p.rated, p.rated},
		} {
			if f[1] > 0 {
				c.truth.figure(code, period, float64(f[0]), float64(f[1]), 100, f[2])
			}
		}
	}
}

// caseFiles writes the cases of every year, and the spans in which their clocks stood: of 2022 a file a month.
func caseFiles(o Options, t *Truth) ([]file, error) {
	files, before, err := earlierFiles(o, t)
	if err != nil {
		return nil, err
	}
	c, err := newCases(o, t)
	if err != nil {
		return nil, err
	}
	for i := range 3 { // begun by mistake and taken back with the next file
		c.list[len(c.list)/3+i].taken = true
	}
	c.count()
	k := newOthers(o, c)
	k.count()
	for m := range caseMonths {
		s := monthOfYear(c.year, m)
		files = append(files, c.caseFile(s, m), c.stopFile(s, k.list, m%3 == 2))
		for _, of := range otherFiles {
			f := k.write(of, s, m, before.others)
			if m == caseMonths-1 {
				k.unknown(of, &f, s.last)
			}
			files = append(files, f)
		}
	}
	t.live("service_case", before.cases+c.live())
	t.live("special_procedure", before.stops+c.stops(k.list))
	for _, of := range otherFiles {
		t.live(of.source, countOf(before.others, of.source)+countOf(k.list, of.source))
	}
	countReceived(files, t)
	return files, nil
}

// live is how many cases stand at the end.
func (c *cases) live() int {
	n := 0
	for _, s := range c.list {
		n += one(!s.taken)
	}
	return n
}

// stops is how many spans there are in which a clock stood, with those of other cases.
func (c *cases) stops(others []*otherCase) int {
	n := 0
	for _, s := range others {
		n += one(!s.from.IsZero())
	}
	for _, s := range c.list {
		n += one(s.stop > 0 || s.stands)
	}
	return n
}

// monthsSpan is what a file of changes speaks of: from the first day of a month to the last day of one.
type monthsSpan struct{ from, last time.Time }

// monthOfYear is a month of a year; month 0 is January.
func monthOfYear(year, m int) monthsSpan { return monthsOf(year, m, 1) }

// monthsOf is n months of a year from month m on.
func monthsOf(year, m, n int) monthsSpan {
	return monthsSpan{day(year, time.Month(m+1), 1), day(year, time.Month(m+n+1), 0)}
}

func (s monthsSpan) has(at time.Time) bool {
	return !at.Before(s.from) && at.Before(s.last.AddDate(0, 0, 1))
}

func monthOf(t time.Time) int { return int(t.Month()) - 1 }

// row is a case as the office sends it: with its result once it is known.
func (c *cases) row(s *serviceCase, closed bool, operation string, changed time.Time) []string {
	kind, result, outcome, rating := "承诺件", "", "", ""
	if s.matter.instant {
		kind = "即办件"
	}
	if closed {
		result, outcome = c.resultAt(s).Format(time.DateTime), "办结"
		if s.rating > 0 {
			rating = strconv.Itoa(s.rating)
		}
	}
	at := c.acceptAt(s)
	return []string{s.no, s.matter.name, s.matter.code, s.matter.org, kind, s.channel, "演示申请人", "330482" + s.no, "", at.Add(-30 * time.Minute).Format(time.DateTime),
		at.Format(time.DateTime), c.promised(s).Format(time.DateOnly), result, outcome, strconv.Itoa(s.trips), strconv.Itoa(s.steps), rating, operation, changed.Format(time.DateTime)}
}

// caseFile is what was accepted in a span and what was finished in it of earlier ones, with planted faults. Files that follow
// each other differ in their encoding.
func (c *cases) caseFile(in monthsSpan, number int) file {
	f := file{source: "service_case", name: "办件_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{utf8BOM, gb18030, utf8Plain}[number%3], comma: ",", eol: "\r\n",
		header: []string{"办件编号", "事项名称", "实施编码", "受理部门编码", "办理类型", "申请渠道", "申请人", "申请人证件号码", "联系电话", "申请时间", "受理时间", "承诺办结日期", "办结时间", "办结结果", "到场次数", "环节数", "满意度", "同步类型", "同步时间"},
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	var sample *serviceCase
	for _, s := range c.list {
		begun := in.has(c.day(s.accepted))
		done := !s.open && in.has(c.resultAt(s))
		switch {
		case begun && done:
			f.good(c.row(s, true, "I", c.resultAt(s).Add(10*time.Minute))...)
			sample = s
		case begun:
			f.good(c.row(s, false, "I", c.acceptAt(s).Add(10*time.Minute))...)
		case done:
			f.good(c.row(s, true, "U", c.resultAt(s).Add(10*time.Minute))...)
		case s.taken && monthOfYear(c.year, monthOf(in.from)-1).has(c.day(s.accepted)):
			f.good(c.row(s, false, "D", in.from.AddDate(0, 0, 2))...)
			f.count.Deleted++
			c.truth.plant(f.source, deletion)
		}
	}
	month := in.last.Format("01")
	if c.year != 2022 {
		month = in.last.Format("0601")
	}
	bad := func(kind string, change func(row []string)) {
		row := c.row(sample, true, "I", c.resultAt(sample).Add(time.Hour))
		row[0] = "99" + month + kind[:2]
		change(row)
		f.bad(c.truth, kind, row...)
	}
	bad("unknown_task", func(r []string) { r[2] = "11330482MB0000A000" })
	bad("result_before", func(r []string) { r[12] = day(c.year-1, 12, 31).Format(time.DateTime) })
	bad("bad_trips", func(r []string) { r[14] = "两次" })
	bad("apply_type", func(r []string) { r[5] = "微信" })
	bad("accept_ahead", func(r []string) {
		at := in.last.AddDate(0, 0, 3).Format(time.DateTime)
		r[9], r[10], r[11], r[12] = at, at, "", ""
	})
	if c.year == 2022 {
		c.plantSlips(&f, number, sample)
		c.plantMended(&f, number)
	}
	if number%2 == 1 { // exactly as it stands above
		f.bad(c.truth, duplicate, c.row(sample, true, "I", c.resultAt(sample).Add(10*time.Minute))...)
	}
	return f
}

// stopFile is the spans that ended in those months, and those that began in them and have not ended by the as-of day.
func (c *cases) stopFile(in monthsSpan, others []*otherCase, withFault bool) file {
	f := file{source: "special_procedure", name: "特别程序_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: utf8Plain, comma: ",", eol: "\n",
		header: []string{"办件编号", "特别程序编号", "特别程序种类", "特别程序原因", "开始时间", "结束时间", "同步类型", "同步时间"},
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	for _, s := range c.list {
		if s.stop == 0 && !s.stands {
			continue
		}
		from := c.day(s.accepted + s.stopAfter).Add(16 * time.Hour)
		told, until := from, ""
		if !s.stands {
			to := c.day(s.accepted + s.stopAfter + s.stop).Add(8*time.Hour + 30*time.Minute)
			told, until = to, to.Format(time.DateTime)
		}
		if in.has(told) {
			f.good(s.no, s.no+"-1", []string{"补正", "专家评审", "公告"}[s.stopAfter%3], Mark, from.Format(time.DateTime), until, "I", told.Add(time.Minute).Format(time.DateTime))
		}
	}
	for _, s := range others {
		if !s.from.IsZero() && in.has(s.to) {
			f.good(s.no, s.no+"-1", "其他", Mark, moments(s.from), moments(s.to), "I", moments(s.to.Add(time.Minute)))
		}
	}
	if withFault {
		no, last := "99"+in.last.Format("01")+"tp", in.last
		f.bad(c.truth, "ends_before", no, no+"-1", "补正", Mark, last.Format(time.DateTime), last.AddDate(0, 0, -2).Format(time.DateTime), "I", last.Format(time.DateTime))
	}
	return f
}
