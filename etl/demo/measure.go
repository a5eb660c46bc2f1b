package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// The yearly plan of 2022 has five key tasks with twenty measures, as the article says; their names and how they stand are invented.
var keyTasks = [...]struct {
	name     string
	measures [4]string
	offices  [4]string
	supports [4]string // codes of indicators
}{
	{"提升政务服务效能", [4]string{"推行无感知清贷解抵", "推行企业开办全程网办", "清理窗口收件目录", "推行政务服务跨区通办"}, [4]string{"BDC", "SCJG", "ZWB", "ZWB"}, [4]string{"RP03、RP04", "SB01、SB03", "GS02", "GS01"}},
	{"深化工程审批改革", [4]string{"推行竣工联合验收", "推行拿地即开工", "压缩施工许可时限", "推行水电气联合报装"}, [4]string{"JSJ", "ZRZY", "JSJ", "GDGS"}, [4]string{"CP02、CP04", "CP09", "CP01", "WG01、WG02"}},
	{"强化惠企助企服务", [4]string{"组建专精特新服务联盟", "开展千名干部助千企", "推行惠企政策直达快享", "建立企业诉求闭环办理机制"}, [4]string{"JXJ", "FGJ", "CZJ", "FGJ"}, [4]string{"IN05", "AP03", "IN06", "AP04、AP05"}},
	{"培育企业上市梯队", [4]string{"建立上市后备企业库", "落实上市孵化奖励", "签约中介服务机构", "开展上市培训"}, [4]string{"JRB", "CZJ", "JRB", "JRB"}, [4]string{"IN01", "IN03", "IN02", ""}},
	{"保护创新创造", [4]string{"实施知识产权头雁计划", "建设知识产权强县", "缩短专利维权时限", "推广知识产权质押融资"}, [4]string{"SCJG", "SCJG", "SCJG", "JRB"}, [4]string{"IP04", "", "IP02", "IP03"}},
}

// How the tasks of the hundred-day campaign stand.
const (
	tasksInTime  = 82
	tasksLate    = 5
	tasksOverdue = 2 // open
	tasksRunning = 6
)

// measure is a line of the list of what is to be done.
type measure struct {
	no, plan, task, title, org string
	supports                   string
	due, done                  time.Time // done is zero while it is open
	gone                       bool      // withdrawn in summer
}

var measureOffices = [...]string{"ZWB", "JSJ", "JXJ", "JRB", "SCJG", "FGJ", "BDC"}

func measures(rng *rand.Rand) []measure {
	var list []measure
	for i := range 4 * len(keyTasks) {
		task, k := keyTasks[i%len(keyTasks)], i/len(keyTasks)
		m := measure{no: fmt.Sprintf("XD2022-%02d", i+1), plan: "年度行动方案", task: task.name, title: task.measures[k], org: task.offices[k], supports: task.supports[k]}
		m.due = day(2022, time.Month(4+i%5), 30)
		m.done = m.due.AddDate(0, 0, -rng.IntN(20))
		switch i {
		case 3, 7: // late, and done all the same
			m.done = m.due.AddDate(0, 0, 5)
		case 11, 13: // early
			m.due = day(2022, 12, 31)
		case 16: // open: late; still due; later
			m.due, m.done = day(2022, 8, 31), time.Time{}
		case 18:
			m.due, m.done = day(2022, 9, 30), time.Time{}
		case 19:
			m.due, m.done = day(2022, 12, 31), time.Time{}
		}
		list = append(list, m)
	}
	for i := range tasksInTime + tasksLate + tasksOverdue + tasksRunning + 1 {
		m := measure{no: fmt.Sprintf("GJ2022-%03d", i+1), plan: "百日攻坚", title: fmt.Sprintf("攻坚任务%03d(演示)", i+1), org: measureOffices[rng.IntN(len(measureOffices))]}
		m.due = day(2022, 6, 10).AddDate(0, 0, rng.IntN(80))
		switch k := i - tasksInTime; {
		case k < 0:
			m.done = m.due.AddDate(0, 0, -rng.IntN(12))
			if i%10 == 0 {
				m.done = m.due
			}
		case k < tasksLate:
			m.done = m.due.AddDate(0, 0, 1+rng.IntN(10))
		case k < tasksLate+tasksOverdue:
		case k < tasksLate+tasksOverdue+tasksRunning:
			m.due = day(2022, 10, 31)
			if k%3 == 0 {
				m.due = day(2022, 9, 30) // the as-of day is not over
			}
		default:
			m.due, m.gone = day(2022, 8, 20), true
		}
		list = append(list, m)
	}
	return list
}

// How many measures the plans before 2022 had; the article says of them only that there was one every year. All invented.
var earlierMeasures = [...]int{28, 30, 41}

// earlierTasks are the key tasks of those plans.
var earlierTasks = [...]string{"优化政务服务", "优化投资审批", "优化企业服务"}

// earlierPlan invents the measures of the plan of a year before 2022: of as many as peers.csv asks for it is known when they
// were done, the others never were.
func earlierPlan(o Options, year, n int) ([]measure, error) {
	want, err := wanted(year)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(o.Seed, uint64(year)+340))
	done := int(math.Round(want["AP01"] / 100 * float64(n)))
	var list []measure
	for i, place := range rng.Perm(n) {
		m := measure{no: fmt.Sprintf("XD%d-%02d", year, i+1), plan: "年度行动方案", task: earlierTasks[i%len(earlierTasks)], title: fmt.Sprintf("%d年度举措%02d(演示)", year, i+1),
			org: measureOffices[rng.IntN(len(measureOffices))], due: day(year, time.Month(4+i%9), 30)}
		if place < done {
			m.done = m.due.AddDate(0, 0, -rng.IntN(20))
		}
		list = append(list, m)
	}
	return list, nil
}

// measureFiles writes the whole list four times, with the plans of earlier years: in April the plan alone, from June on with the
// campaign, of which there was none before.
func measureFiles(o Options, t *Truth) ([]file, error) {
	list := measures(rand.New(rand.NewPCG(o.Seed, 23)))
	for i, year := range earlierYears {
		before, err := earlierPlan(o, year, earlierMeasures[i])
		if err != nil {
			return nil, err
		}
		list = append(list, before...)
	}
	countMeasures(list, t)
	var files []file
	for i, asOf := range []time.Time{day(2022, 4, 30), day(2022, 6, 30), day(2022, 8, 31), day(2022, 9, 30)} {
		f := file{source: "measure", name: "任务清单_" + asOf.Format(time.DateOnly) + ".csv", table: table{
			encoding: []string{utf8BOM, gb18030}[i%2], comma: ",", eol: "\r\n",
			header: []string{"编号", "类别", "重点任务", "举措内容", "责任部门编码", "配合部门", "完成时限", "完成日期", "进展", "备注"},
		}}
		if i > 0 { // until then nobody asked for it
			f.table.header = append(f.table.header, "支撑指标")
		}
		f.count.AsOf = asOf.Format(time.DateOnly)
		for _, m := range list {
			switch {
			case m.plan == "百日攻坚" && i == 0:
			case m.gone && i == 2:
				f.count.Deleted++
				t.plant(f.source, deletion)
			case m.gone && i > 2:
			default:
				f.good(m.row(asOf)[:len(f.table.header)]...)
			}
		}
		spoilt := list[0]
		spoilt.no, spoilt.done = fmt.Sprintf("XD99%d1", i), time.Time{}
		row := spoilt.row(asOf)[:len(f.table.header)]
		row[8] = "完成"
		f.bad(t, "done_undated", row...)
		if i > 0 {
			spoilt.no = fmt.Sprintf("XD99%d2", i)
			row = spoilt.row(asOf)
			row[6] = "2022-06-31"
			f.bad(t, impossibleDate, row...)
			spoilt.no = fmt.Sprintf("XD99%d3", i)
			row = spoilt.row(asOf)
			row[7] = asOf.Format(time.DateOnly)
			f.bad(t, "dated_undone", row...)
			f.bad(t, duplicate, list[1].row(asOf)...)
		}
		t.live(f.source, f.count.Accepted)
		files = append(files, f)
	}
	return files, nil
}

// row is a measure as the list shows it on a day.
func (m measure) row(asOf time.Time) []string {
	done, status := "", "推进中"
	switch {
	case !m.done.IsZero() && !m.done.After(asOf):
		done, status = m.done.Format(time.DateOnly), "完成"
	case m.due.Sub(asOf) > 60*24*time.Hour:
		status = "未启动"
	}
	return []string{m.no, m.plan, m.task, m.title, m.org, "各相关部门", m.due.Format(time.DateOnly), done, status, Mark, m.supports}
}

func countMeasures(list []measure, t *Truth) {
	figures := map[string]map[string][2]int{"AP01": {}, "AP02": {}}
	for _, m := range list {
		at, code, good := m.done, "AP01", 0
		if m.plan == "百日攻坚" {
			code = "AP02"
		}
		switch {
		case m.gone || m.done.IsZero() && !m.due.Before(day(2022, 9, 30)):
			continue
		case m.done.IsZero():
			at = m.due
		case code == "AP01" || !m.done.After(m.due):
			good = 1
		}
		for _, period := range []string{at.Format("2006"), at.Format("2006-01")} {
			f := figures[code][period]
			figures[code][period] = [2]int{f[0] + good, f[1] + 1}
		}
	}
	for code, periods := range figures {
		for period, f := range periods {
			t.figure(code, period, float64(f[0]), float64(f[1]), 100, f[1])
		}
	}
}
