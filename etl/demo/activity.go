package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// How many enterprises were trained, how many of the nursery the alliance served, and how many times more they came.
const (
	trainedFirms = 260
	servedFirms  = 157
	cameAgain    = 160
	servedAgain  = 90

	earlierAgain = 80 // in a year before 2022
)

// session is one event with an attendance list.
type session struct {
	no, kind, topic, unit string
	month                 int
	on                    time.Time
	who                   []int
}

// attend writes an enterprise into the list, once.
func (e *session) attend(who int) {
	if !slices.Contains(e.who, who) {
		e.who = append(e.who, who)
	}
}

// sessions are two trainings a month, and from April on a service of each unit of the alliance a month.
func (s *services) sessions() []*session {
	var training, services []*session
	for m := range caseMonths {
		for k, topic := range []string{"专利申请实务", "知识产权头雁计划"} {
			training = append(training, &session{no: fmt.Sprintf("PX22%02d-%d", m+1, k+1), kind: "知识产权培训", topic: topic, unit: "市市场监管局", month: m, on: day(2022, time.Month(m+1), 10+10*k)})
		}
		for u := range alliance {
			if m >= aprilOn {
				services = append(services, &session{no: fmt.Sprintf("LM22%02d-%d", m+1, u+1), kind: "专精特新联盟服务", topic: "专利与申报辅导",
					unit: "服务联盟第" + ordinal(u+1) + "成员单位(演示)", month: m, on: day(2022, time.Month(m+1), 1+3*u)})
			}
		}
	}
	order := s.rng.Perm(listed + unlisted)
	for k, who := range order[:trainedFirms] {
		training[k%len(training)].attend(who)
	}
	for range cameAgain {
		training[s.rng.IntN(len(training))].attend(order[s.rng.IntN(trainedFirms)])
	}
	young := s.rng.Perm(nursery)
	for k, who := range young[:servedFirms] {
		services[k%len(services)].attend(inList + who)
	}
	for range servedAgain {
		services[s.rng.IntN(len(services))].attend(inList + young[s.rng.IntN(servedFirms)])
	}
	for k := range 12 { // not in the nursery: they count nowhere
		services[k].attend(k)
	}
	for _, e := range training {
		for _, who := range e.who {
			s.trained[e.month][who] = true
		}
	}
	for _, e := range services {
		for _, who := range e.who {
			s.served[e.month][who] = true
		}
	}
	all := append(training, services...)
	slices.SortStableFunc(all, func(a, b *session) int { return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.no, b.no)) })
	return all
}

// activityFiles writes the attendance lists of each month. The first one of June held an enterprise of the nursery that did
// not come to a single service: a second file of that month replaces it.
func (s *services) activityFiles() []file {
	const revised = 5
	all := s.sessions()
	var files []file
	live := 0
	for m := range caseMonths {
		until := endOf(m).Format(time.DateOnly)
		if m == revised {
			wrong := s.activityFile(all, m, until, s.neverServed())
			files = append(files, wrong)
			until = day(2022, time.Month(m+2), 8).Format(time.DateOnly)
		}
		f := s.activityFile(all, m, until, nil)
		if m == revised {
			f.count.Deleted = 1
			s.truth.plant(f.source, "replaced_file")
		}
		live += f.count.Accepted
		files = append(files, f)
	}
	s.truth.live("activity", live)
	return files
}

// neverServed is an enterprise of the nursery that the alliance has not served.
func (s *services) neverServed() *enterprise {
	for i := inList; i < inList+nursery; i++ {
		if !slices.ContainsFunc(s.served[:], func(by map[int]bool) bool { return by[i] }) {
			return &s.who[i]
		}
	}
	panic("demo: the alliance has served the whole nursery")
}

// earlierTraining is the attendance at training in the years before 2022, two sessions a month: as many enterprises as peers.csv
// says. There was no alliance yet.
func (s *services) earlierTraining(o Options) (file, error) {
	f := file{source: "activity_history", name: "历年培训服务签到_2022-01-05.csv", table: table{encoding: utf8BOM, comma: ",", eol: "\r\n", header: attendanceHeader}}
	f.count.AsOf = "2022-01-05"
	var last *session
	for _, year := range earlierYears {
		want, err := wanted(year)
		if err != nil {
			return f, err
		}
		rng := rand.New(rand.NewPCG(o.Seed, uint64(year)+360))
		var training []*session
		for m := range 12 {
			for k, topic := range []string{"专利申请实务", "商标与维权实务"} {
				training = append(training, &session{no: fmt.Sprintf("PX%02d%02d-%d", year%100, m+1, k+1), kind: "知识产权培训", topic: topic, unit: "市市场监管局", on: day(year, time.Month(m+1), 10+10*k)})
			}
		}
		order := rng.Perm(listed + unlisted)[:int(want["IP04"])]
		for k, who := range order {
			training[k%len(training)].attend(who)
		}
		for range earlierAgain {
			training[rng.IntN(len(training))].attend(order[rng.IntN(len(order))])
		}
		trained := map[string]map[int]bool{} // by period
		for _, e := range training {
			for _, who := range e.who {
				f.good(e.row(e.on, s.who[who])...)
				for _, period := range []string{e.on.Format("2006"), e.on.Format("2006-01")} {
					if trained[period] == nil {
						trained[period] = map[int]bool{}
					}
					trained[period][who] = true
				}
			}
			last = e
		}
		for period, who := range trained {
			s.truth.set("IP04", period, Figure{Numerator: float64(len(who)), Value: float64(len(who)), N: len(who)})
		}
	}
	s.truth.live(f.source, f.count.Accepted)
	f.bad(s.truth, "bad_uscc", last.row(last.on, misread(s.who[listed+unlisted]))...)
	f.bad(s.truth, duplicate, last.row(last.on, s.who[last.who[0]])...)
	return f, nil
}

var attendanceHeader = []string{"活动编号", "活动类别", "活动主题", "主办单位", "活动日期", "统一社会信用代码", "企业名称", "参加人", "联系电话"}

// row is an enterprise on the attendance list.
func (e *session) row(on time.Time, who enterprise) []string {
	return []string{e.no, e.kind, e.topic, e.unit, on.Format(time.DateOnly), who.uscc, who.name, "演示人员", ""}
}

func (s *services) activityFile(all []*session, m int, until string, wrong *enterprise) file {
	f := file{source: "activity", name: fmt.Sprintf("培训服务签到_%s_截至%s.csv", monthName(m), until), table: table{
		encoding: utf8BOM, comma: ",", eol: "\r\n",
		header: attendanceHeader,
	}}
	f.count.AsOf = until
	var last *session
	for _, e := range all {
		if e.month != m {
			continue
		}
		for _, who := range e.who {
			f.good(e.row(e.on, s.who[who])...)
			last = e
		}
	}
	if wrong != nil {
		f.good(last.row(last.on, *wrong)...)
	}
	guest := s.who[listed+unlisted] // came to nothing
	f.bad(s.truth, "bad_uscc", last.row(last.on, misread(guest))...)
	if m%2 == 0 {
		f.bad(s.truth, duplicate, last.row(last.on, s.who[last.who[0]])...)
	} else {
		f.bad(s.truth, "outside_scope", last.row(day(2022, time.Month(m+1), 0), guest)...)
	}
	return f
}
