package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// How many of the listed enterprises were visited by the end of September, and how often one was visited again.
const (
	visitedFirms = 915
	againVisited = 300
)

// visit is one visit of an official to an enterprise.
type visit struct {
	no    string
	who   int
	at    time.Time
	taken bool // noted by mistake and taken back with the next file
}

func (v visit) month() int { return monthOf(v.at) }

// visits invents all of them.
func (s *services) visits() []visit {
	var list []visit
	add := func(who, m int, taken bool) {
		list = append(list, visit{who: who, at: day(2022, time.Month(m+1), 1+s.rng.IntN(28)).Add(clock(s.rng, 9, 17)), taken: taken})
	}
	order := s.rng.Perm(listed)
	for k, who := range order[:visitedFirms] {
		add(who, k%caseMonths, false)
	}
	for range againVisited {
		add(order[s.rng.IntN(visitedFirms)], s.rng.IntN(caseMonths), false)
	}
	for k := range unlisted - 15 { // on no list: they count nowhere
		add(listed+k, s.rng.IntN(caseMonths), false)
	}
	for k := range leavers { // they count in the months in which they were on the list
		add(listed+unlisted+k, k, false)
	}
	for k := range 3 {
		add(order[visitedFirms+k], 1+2*k, true)
	}
	slices.SortStableFunc(list, func(a, b visit) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.who, b.who)) })
	for i := range list {
		list[i].no = fmt.Sprintf("ZF%s%04d", list[i].at.Format("060102"), i+1)
		if v := list[i]; !v.taken {
			s.visited[v.month()][v.who] = true
		}
	}
	return list
}

// visitFiles writes a month's visits, and takes back what was noted by mistake in the month before.
func (s *services) visitFiles() []file {
	list := s.visits()
	var files []file
	live := 0
	for m := range caseMonths {
		f := file{source: "enterprise_visit", name: "助企走访_" + endOf(m).Format(time.DateOnly) + ".csv", table: table{
			encoding: []string{utf8Plain, utf8BOM, gb18030}[m%3], comma: ",", eol: "\n",
			header: []string{"走访编号", "统一社会信用代码", "企业名称", "镇街道", "走访时间", "走访干部", "联系电话", "走访记录", "操作", "变更时间"},
		}}
		f.count.AsOf = endOf(m).Format(time.DateOnly)
		row := func(v visit, e enterprise, operation string, changed time.Time) []string {
			return []string{v.no, e.uscc, e.name, "演示镇", v.at.Format(time.DateTime), "演示干部", "", Mark, operation, changed.Format(time.DateTime)}
		}
		var sample visit
		for _, v := range list {
			switch {
			case v.month() == m:
				f.good(row(v, s.who[v.who], "新增", v.at.Add(2*time.Hour))...)
				if !v.taken {
					live++
					sample = v
				}
			case v.taken && v.month()+1 == m:
				f.good(row(v, s.who[v.who], "删除", day(2022, time.Month(m+1), 3))...)
				f.count.Deleted++
				s.truth.plant(f.source, deletion)
			}
		}
		e, changed := s.who[sample.who], sample.at.Add(2*time.Hour)
		if m%2 == 1 {
			f.bad(s.truth, duplicate, row(sample, e, "新增", changed)...)
		}
		spoilt := sample
		spoilt.no = fmt.Sprintf("ZF99%02d1", m+1)
		f.bad(s.truth, "bad_uscc", row(spoilt, misread(e), "新增", changed)...)
		spoilt.no = fmt.Sprintf("ZF99%02d2", m+1)
		nobody := row(spoilt, e, "新增", changed)
		nobody[5] = ""
		f.bad(s.truth, "no_official", nobody...)
		spoilt.no, spoilt.at = fmt.Sprintf("ZF99%02d3", m+1), endOf(m).AddDate(0, 0, 2)
		f.bad(s.truth, "visited_ahead", row(spoilt, e, "新增", changed)...)
		files = append(files, f)
	}
	s.truth.live("enterprise_visit", live)
	return files
}
