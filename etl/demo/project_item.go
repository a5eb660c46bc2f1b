package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// projectItem is one item of a project's approval, as it finally stands. Its times are places in the list of working days.
type projectItem struct {
	no, project, name, office string
	stage                     int
	accepted                  int
	gross, stop, stopAfter    int // working days: in all, those in which the clock stood, and those before it stood
	completes, open, taken    bool
	corrected                 bool // told wrongly at first
}

// stages are the four of a project's approval, with the item that ends each and one beside it.
var stages = [...][4]string{
	{"企业投资项目备案", "FGJ", "建设用地规划许可", "ZRZY"}, {"建设工程规划许可", "ZRZY", "节能审查", "FGJ"},
	{"建筑工程施工许可", "JSJ", "消防设计审查", "JSJ"}, {"竣工联合验收", "JSJ", "城建档案验收", "JSJ"},
}

// stage adds the items of one stage, which begins on a working day and takes so many net working days; it returns when it ends.
// What runs beside takes no longer.
func (p *projects) stage(code string, n, begin, net int) int {
	s := stages[n]
	main := &projectItem{project: code, name: s[0], office: s[1], stage: n + 1, accepted: begin, gross: net, completes: true}
	if net > 0 && p.rng.IntN(4) == 0 {
		main.stop = 1 + p.rng.IntN(4)
		main.stopAfter = p.rng.IntN(net)
		main.gross += main.stop
	}
	main.corrected = p.rng.IntN(12) == 0
	p.items = append(p.items, main)
	if p.rng.IntN(2) == 0 {
		p.items = append(p.items, &projectItem{project: code, name: s[2], office: s[3], stage: n + 1, accepted: begin, gross: p.rng.IntN(net + 1)})
	}
	return begin + main.gross
}

// pass invents the projects that passed completion acceptance, of which each took so many net working days.
func (p *projects) pass(took []int) {
	sums := tally{}
	for i, days := range took {
		from, end := len(p.items), 0
		for n, net := range spread(p.rng, len(stages), days, 1, days) {
			end = p.stage("", n, end, net)
		}
		begin := p.from + i*(p.to-1-end-p.from)/(len(took)-1) // the last one passes on the last day
		code := p.declare(begin).code
		for _, s := range p.items[from:] {
			s.project, s.accepted = code, s.accepted+begin
		}
		end += begin
		sums.add(p.workdays[end], days, 1)
	}
	sums.tell(p.truth, "CP01", 1)
}

// begin invents projects that have come to their second stage, and are open there. Two of their clocks stand, three items were
// begun by mistake.
func (p *projects) begin() {
	for i := range begunProjects {
		place := p.from + 90 + i*6
		code := p.declare(place).code
		next := p.stage(code, 0, place, 1+p.rng.IntN(4))
		open := &projectItem{project: code, name: stages[1][0], office: stages[1][1], stage: 2, accepted: next, open: true}
		if i < 2 {
			open.stop, open.stopAfter = 1, 2
		}
		p.items = append(p.items, open)
		if i%5 == 0 {
			p.items = append(p.items, &projectItem{project: code, name: stages[2][0], office: stages[2][1], stage: 3, accepted: place, open: true, taken: true})
		}
	}
}

func (p *projects) acceptAt(s *projectItem) time.Time {
	return p.workdays[s.accepted].Add(time.Duration(9*60+s.stage) * time.Minute)
}

func (p *projects) finishAt(s *projectItem) time.Time {
	return p.workdays[s.accepted+s.gross].Add(time.Duration(15*60+s.stage) * time.Minute)
}

// itemFiles writes a file a month of items, and one of their stops; those of the years before 2022 are in the first of each.
func (p *projects) itemFiles() []file {
	slices.SortStableFunc(p.items, func(a, b *projectItem) int { return a.accepted - b.accepted })
	live, stops := 0, 0
	number := map[int]int{} // of a year
	for _, s := range p.items {
		year := p.acceptAt(s).Year()
		number[year]++
		s.no = fmt.Sprintf("SX%02d%06d", year%100, number[year])
		if !s.taken {
			live++
		}
		if s.stop > 0 {
			stops += 1 + one(s.twofold())
		}
	}
	before := monthsOf(earlierYears[0], 0, 12*len(earlierYears))
	files := []file{p.itemFile(before, monthsSpan{}, 0), p.stopFile(before)}
	for m := range caseMonths {
		in := monthOfYear(2022, m)
		files = append(files, p.itemFile(in, monthOfYear(2022, m-1), m), p.stopFile(in))
	}
	p.truth.live("project_item", live)
	p.truth.live("project_stop", stops)
	return slices.DeleteFunc(files, func(f file) bool { return f.count.Read == 0 })
}

// twofold says that a second stop lies within the first, and cuts out no more.
func (s *projectItem) twofold() bool { return s.stop > 1 && s.stage%2 == 0 && !s.open }

func (p *projects) itemRow(s *projectItem, finished time.Time, operation string, changed time.Time) []string {
	done, completes := "", ""
	if !finished.IsZero() {
		done, completes = finished.Format(time.DateTime), yesNo(s.completes)
	}
	return []string{s.no, s.project, s.name, s.office, strconv.Itoa(s.stage), p.acceptAt(s).Format(time.DateTime), done, completes, operation, changed.Format(time.DateTime)}
}

// itemFile is what was accepted and finished in a span, and what was corrected or taken back of the one before.
func (p *projects) itemFile(in, before monthsSpan, m int) file {
	f := file{source: "project_item", name: "审批事项_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{gb18030, utf8Plain}[m%2], comma: ",", eol: "\r\n",
		header: []string{"事项实例编码", "项目代码", "事项名称", "审批部门", "审批阶段", "受理时间", "办结时间", "是否阶段办结", "同步类型", "同步时间"},
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	good := func(row []string) {
		f.table.add(row...)
		f.count.Read++
		f.count.Accepted++
	}
	var sample []string
	for _, s := range p.items {
		begun := p.acceptAt(s)
		if s.open {
			switch {
			case in.has(begun):
				good(p.itemRow(s, time.Time{}, "I", begun.Add(time.Hour)))
			case s.taken && before.has(begun):
				good(p.itemRow(s, time.Time{}, "D", in.from.AddDate(0, 0, 2)))
				f.count.Deleted++
				p.truth.plant(f.source, deletion)
			}
			continue
		}
		done := p.finishAt(s)
		switch {
		case in.has(done) && s.corrected && m+1 < caseMonths: // a day too late at first, put right with the next file
			good(p.itemRow(s, done.AddDate(0, 0, 1), "I", done.Add(time.Hour)))
			p.truth.plant(f.source, correction)
		case in.has(done):
			sample = p.itemRow(s, done, "I", done.Add(time.Hour))
			good(sample)
		case in.has(begun):
			good(p.itemRow(s, time.Time{}, "I", begun.Add(time.Hour)))
		case before.has(done) && s.corrected:
			good(p.itemRow(s, done, "U", in.from.AddDate(0, 0, 4)))
		}
	}
	faults := []rowFault{
		{"finish_before", func(r []string) { r[6] = "2018-12-31 09:00:00" }},
		{"bad_stage", func(r []string) { r[4] = "5" }},
		twice,
		{"completes_open", func(r []string) { r[6], r[7] = "", "是" }},
		{"missing_project", func(r []string) { r[1] = "" }},
	}
	if sample == nil || f.count.Accepted < 14 {
		return f
	}
	fault, row := faults[m%len(faults)], slices.Clone(sample)
	if fault.spoil != nil {
		row = renamed(row, m, fault.kind)
		fault.spoil(row)
	}
	f.bad(p.truth, fault.kind, row...)
	return f
}

// stopFile is the stops that ended in a span, and those that began in it and last.
func (p *projects) stopFile(in monthsSpan) file {
	f := file{source: "project_stop", name: "审批特别程序_" + in.last.Format(time.DateOnly) + ".csv", table: table{
		encoding: utf8Plain, comma: ",", eol: "\n",
		header: []string{"事项实例编码", "特别程序编号", "特别程序种类", "特别程序原因", "开始时间", "结束时间", "同步类型", "同步时间"},
	}}
	f.count.AsOf = in.last.Format(time.DateOnly)
	add := func(s *projectItem, n int, kind string, from time.Time, until string, told time.Time) {
		f.table.add(s.no, fmt.Sprintf("%s-%d", s.no, n), kind, Mark, from.Format(time.DateTime), until, "I", told.Add(time.Minute).Format(time.DateTime))
		f.count.Read++
		f.count.Accepted++
	}
	for _, s := range p.items {
		if s.stop == 0 {
			continue
		}
		from := p.workdays[s.accepted+s.stopAfter].Add(16 * time.Hour)
		if s.open {
			if in.has(from) {
				add(s, 1, "补正", from, "", from)
			}
			continue
		}
		to := p.workdays[s.accepted+s.stopAfter+s.stop].Add(9*time.Hour + 30*time.Minute)
		if !in.has(to) {
			continue
		}
		add(s, 1, "专家评审", from, to.Format(time.DateTime), to)
		if s.twofold() {
			add(s, 2, "补正", from.Add(10*time.Minute), to.Add(-10*time.Minute).Format(time.DateTime), to)
		}
	}
	return f
}
