package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// How the requests of enterprises stand at the end of September.
const (
	requestsInTime  = 374
	requestsLate    = 18
	requestsOverdue = 6 // open
	requestsRunning = 12
	requestsAsked   = 334 // revisited, of those that are closed
	requestsHappy   = 328
)

// request is what an enterprise asked for.
type request struct {
	no                    string
	who                   enterprise
	topic, org            string
	received, due, closed time.Time // closed is zero while it is open
	asked, happy, taken   bool
}

var requestTopics = [...][2]string{{"用工", "RSJ"}, {"融资", "JRB"}, {"用地", "ZRZY"}, {"审批", "ZWB"}, {"税费", "SWJ"}, {"技改", "JXJ"}}

// requests invents all of them.
func requests(rng *rand.Rand) []*request {
	who := enterprises()
	var list []*request
	add := func(from, days int) *request {
		kind := requestTopics[rng.IntN(len(requestTopics))]
		begun := day(2022, 1, 4).AddDate(0, 0, from+rng.IntN(days))
		r := &request{who: who[rng.IntN(len(who))], topic: kind[0], org: kind[1], received: begun.Add(clock(rng, 9, 12)),
			due: begun.AddDate(0, 0, 5+rng.IntN(11)).Add(17 * time.Hour)}
		list = append(list, r)
		return r
	}
	for i := range requestsInTime {
		r := add(0, 250)
		r.closed = dayOf(r.received).AddDate(0, 0, 1+rng.IntN(5)).Add(clock(rng, 9, 17))
		if i%25 == 0 {
			r.closed = r.due // to the second
		}
	}
	for i := range requestsLate {
		r := add(0, 230)
		r.closed = r.due.Add(time.Second)
		if i > 0 {
			r.closed = dayOf(r.due).AddDate(0, 0, 1+rng.IntN(8)).Add(clock(rng, 9, 17))
		}
	}
	for i, k := range rng.Perm(len(list))[:requestsAsked] {
		list[k].asked, list[k].happy = true, i < requestsHappy
	}
	for range requestsOverdue {
		add(180, 50)
	}
	for i := range requestsRunning {
		r := add(255, 14)
		r.due = day(2022, 10, 8+i).Add(17 * time.Hour)
		if i == 0 {
			r.due = day(2022, 9, 30).Add(17 * time.Hour) // the as-of day is not over
		}
	}
	for range 3 {
		add(60, 90).taken = true
	}
	slices.SortStableFunc(list, func(a, b *request) int { return a.received.Compare(b.received) })
	for i, r := range list {
		r.no = fmt.Sprintf("SQ%s%03d", r.received.Format("060102"), i+1)
	}
	return list
}

// dayOf is the start of a time's day.
func dayOf(t time.Time) time.Time { return day(t.Year(), t.Month(), t.Day()) }

// requestFiles writes what was received in a month, closed in it, or taken back; of earlier years a file each.
func requestFiles(o Options, t *Truth) ([]file, error) {
	var files []file
	before := 0
	for i, year := range earlierYears {
		list, err := earlierRequests(o, year)
		if err != nil {
			return nil, err
		}
		countRequests(list, t)
		files = append(files, requestFile(list, monthsOf(year, 0, 12), i, t))
		before += len(list)
	}
	list := requests(rand.New(rand.NewPCG(o.Seed, 22)))
	countRequests(list, t)
	for m := range caseMonths {
		files = append(files, requestFile(list, monthOfYear(2022, m), m, t))
	}
	t.live("enterprise_request", before+len(list)-3)
	return files, nil
}

// earlierRequests invents the requests of a year before 2022, all closed within it, so that their rates come near what peers.csv
// says of the year.
func earlierRequests(o Options, year int) ([]*request, error) {
	want, err := wanted(year)
	if err != nil {
		return nil, err
	}
	const all = 480
	rng, who := rand.New(rand.NewPCG(o.Seed, uint64(year)+200)), enterprises()
	var list []*request
	var inTime, happy dealt
	for i := range all {
		kind := requestTopics[rng.IntN(len(requestTopics))]
		begun := day(year, 1, 4).AddDate(0, 0, i*330/all)
		r := &request{who: who[rng.IntN(len(who))], topic: kind[0], org: kind[1], received: begun.Add(clock(rng, 9, 12)),
			due: begun.AddDate(0, 0, 5+rng.IntN(11)).Add(17 * time.Hour)}
		r.no = fmt.Sprintf("SQ%s%03d", r.received.Format("060102"), i+1)
		ended := begun.AddDate(0, 0, 1+rng.IntN(5))
		if !inTime.yes(rng, want["AP04"]/100) {
			ended = dayOf(r.due).AddDate(0, 0, 1+rng.IntN(8))
		}
		r.closed = ended.Add(clock(rng, 9, 17))
		if r.asked = rng.IntN(6) > 0; r.asked {
			r.happy = happy.yes(rng, want["AP05"]/100)
		}
		list = append(list, r)
	}
	return list, nil
}

func countRequests(list []*request, t *Truth) {
	type sums struct{ inTime, due, happy, asked int }
	by := map[string]*sums{}
	for _, r := range list {
		at := r.closed
		if at.IsZero() {
			at = r.due
		}
		if r.taken || r.closed.IsZero() && !r.due.Before(day(2022, 9, 30)) {
			continue
		}
		for _, period := range []string{at.Format("2006"), at.Format("2006-01")} {
			s := cmp.Or(by[period], &sums{})
			by[period] = s
			s.due++
			if !r.closed.IsZero() && !r.closed.After(r.due) {
				s.inTime++
			}
			if r.asked {
				s.asked++
			}
			if r.happy {
				s.happy++
			}
		}
	}
	for period, s := range by {
		t.figure("AP04", period, float64(s.inTime), float64(s.due), 100, s.due)
		if s.asked > 0 {
			t.figure("AP05", period, float64(s.happy), float64(s.asked), 100, s.asked)
		}
	}
}

// row is a request as the platform sends it: with its end once it is known.
func (r *request) row(closed bool, operation string, changed time.Time) []string {
	end, asked, happy := "", "否", ""
	if closed {
		end = r.closed.Format(time.DateTime)
		if r.asked {
			asked, happy = "是", "否"
		}
		if r.happy {
			happy = "是"
		}
	}
	return []string{r.no, r.who.uscc, r.who.name, r.topic, "演示联系人", "", Mark, r.org, r.received.Format(time.DateTime), r.due.Format(time.DateTime),
		end, asked, happy, operation, changed.Format(time.DateTime)}
}

func requestFile(list []*request, in monthsSpan, number int, t *Truth) file {
	f := file{source: "enterprise_request", name: "企业诉求_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{gb18030, utf8Plain}[number%2], comma: ",", eol: "\r\n",
		header: []string{"诉求编号", "统一社会信用代码", "企业名称", "诉求类别", "联系人", "联系电话", "诉求内容", "承办部门编码", "收到时间", "办理时限", "办结时间", "是否回访", "是否满意", "操作", "变更时间"},
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	var sample *request
	for _, r := range list {
		begun, ended := in.has(r.received), in.has(r.closed)
		switch {
		case begun && ended:
			f.good(r.row(true, "新增", r.closed.Add(time.Hour))...)
			sample = r
		case begun:
			f.good(r.row(false, "新增", r.received.Add(time.Hour))...)
		case ended:
			f.good(r.row(true, "更正", r.closed.Add(time.Hour))...)
		case r.taken && in.has(r.received.AddDate(0, 1, -r.received.Day()+1)): // received in the month before
			f.good(r.row(false, "删除", in.from.AddDate(0, 0, 2))...)
			f.count.Deleted++
			t.plant(f.source, deletion)
		}
	}
	changed := sample.closed.Add(time.Hour)
	if number%4 == 1 {
		f.bad(t, duplicate, sample.row(true, "新增", changed)...)
	}
	month := in.last.Format("01")
	if in.last.Year() != 2022 {
		month = in.last.Format("0601")
	}
	spoilt := *sample
	spoilt.no, spoilt.who = "SQ99"+month+"1", misread(sample.who)
	f.bad(t, "bad_uscc", spoilt.row(true, "新增", changed)...)
	spoilt.no, spoilt.who = "SQ99"+month+"2", sample.who
	row := spoilt.row(true, "新增", changed)
	kind := []string{"closed_before", "due_before", "answer_unasked"}[number%3]
	switch kind {
	case "closed_before":
		row[10] = spoilt.received.AddDate(0, 0, -1).Format(time.DateTime)
	case "due_before":
		row[9] = spoilt.received.AddDate(0, 0, -1).Format(time.DateTime)
	default:
		row[11], row[12] = "否", "是"
	}
	f.bad(t, kind, row...)
	return f
}
