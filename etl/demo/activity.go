package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// How many enterprises were trained, how many of the nursery the alliance served, and how many times more they came.
const (
	trainedFirms = 260
	servedFirms  = 157
	cameAgain    = 160
	servedAgain  = 90
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

func (s *services) activityFile(all []*session, m int, until string, wrong *enterprise) file {
	f := file{source: "activity", name: fmt.Sprintf("培训服务签到_%s_截至%s.csv", monthName(m), until), table: table{
		encoding: utf8BOM, comma: ",", eol: "\r\n",
		header: []string{"活动编号", "活动类别", "活动主题", "主办单位", "活动日期", "统一社会信用代码", "企业名称", "参加人", "联系电话"},
	}}
	f.count.AsOf = until
	row := func(e *session, on time.Time, who enterprise) []string {
		return []string{e.no, e.kind, e.topic, e.unit, on.Format(time.DateOnly), who.uscc, who.name, "演示人员", ""}
	}
	var last *session
	for _, e := range all {
		if e.month != m {
			continue
		}
		for _, who := range e.who {
			f.good(row(e, e.on, s.who[who])...)
			last = e
		}
	}
	if wrong != nil {
		f.good(row(last, last.on, *wrong)...)
	}
	guest := s.who[listed+unlisted] // came to nothing
	f.bad(s.truth, "bad_uscc", row(last, last.on, misread(guest))...)
	if m%2 == 0 {
		f.bad(s.truth, duplicate, row(last, last.on, s.who[last.who[0]])...)
	} else {
		f.bad(s.truth, "outside_scope", row(last, day(2022, time.Month(m+1), 0), guest)...)
	}
	return f
}
