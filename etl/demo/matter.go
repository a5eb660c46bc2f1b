package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// matter is a line of the list of matters (实施清单).
type matter struct {
	code, name, topic, org string
	instant                bool
	other                  bool // no service that people apply for: see otherKinds
	legal, promise         int  // working days; legal 0: the law gives none
	trips, steps           int  // before the reforms
	from, to               time.Time
}

// The list is made of what offices handle, in four ways each; instant matters stand alone.
var (
	handled = [...]struct {
		name, topic, org string
		legal, promise   int
	}{
		{"内资公司登记", "企业开办", "SCJG", 15, 1}, {"个体工商户登记", "企业开办", "SCJG", 15, 1}, {"食品经营许可", "", "SCJG", 20, 1},
		{"公共场所卫生许可", "", "ZWB", 20, 1}, {"道路运输经营许可", "", "ZWB", 20, 1}, {"排水许可", "", "JSJ", 20, 2},
		{"建筑工程施工许可", "", "JSJ", 7, 1}, {"城镇污水接管", "", "JSJ", 15, 1}, {"竣工验收备案", "竣工验收备案", "JSJ", 15, 1},
		{"建设用地规划许可", "", "ZRZY", 20, 2}, {"建设工程规划许可", "", "ZRZY", 20, 3}, {"不动产转移登记", "转移登记", "BDC", 30, 1},
		{"不动产抵押首次登记", "抵押首次登记", "BDC", 30, 1}, {"人力资源服务许可", "", "RSJ", 20, 1}, {"劳务派遣经营许可", "", "RSJ", 20, 1},
		{"企业投资项目备案", "", "FGJ", 7, 1}, {"节能审查", "", "FGJ", 20, 3}, {"信用修复", "信用修复", "FGJ", 10, 1},
		{"会计代理记账许可", "", "CZJ", 10, 1}, {"政府采购备案", "", "CZJ", 10, 1},
	}
	ways     = [...]string{"设立", "变更", "延续", "注销"}
	atOnce   = [...]struct{ name, org string }{{"社保参保证明打印", "RSJ"}, {"不动产登记信息查询", "BDC"}, {"营业执照打印", "SCJG"}, {"完税证明开具", "SWJ"}, {"公积金缴存证明", "ZWB"}, {"企业信用报告查询", "FGJ"}}
	newRules = day(2022, 7, 1) // one matter ends and another begins

	// promisedBefore are the days that offices promised in 2019, 2020 and 2021 by topic, where they were not those of 2022.
	promisedBefore = map[string][len(years) - 1]int{
		"企业开办": {2, 1, 1}, "企业注销": {6, 5, 4}, "竣工验收备案": {3, 2, 2}, "转移登记": {2, 2, 1}, "信用修复": {3, 2, 2},
	}
)

// matters is the list as it stands at the end, without what offices promised before.
func matters() []matter {
	var list []matter
	begin := day(2019, 1, 1)
	for i, h := range handled {
		for j, way := range ways {
			m := matter{
				code: fmt.Sprintf("11330482MB%02d%02dA001", i+1, j+1), name: h.name + "(" + way + ")", topic: h.topic, org: h.org,
				legal: h.legal, promise: h.promise, trips: 1 + j%3, steps: 2 + j, from: begin,
			}
			if m.topic == "企业开办" {
				m.steps = 1 + j%4/2
				if way == "注销" {
					m.topic = "企业注销"
				}
			}
			if before := m.before(); len(before) > 0 {
				m.from = before[len(before)-1].to
			}
			list = append(list, m)
		}
	}
	list[len(list)-1].to = newRules
	list = append(list, matter{code: "11330482MB9001A001", name: "政府采购合同备案", org: "CZJ", legal: 10, promise: 1, trips: 1, steps: 2, from: newRules})
	for i, a := range atOnce {
		list = append(list, matter{code: fmt.Sprintf("11330482MB80%02dA001", i+1), name: a.name, org: a.org, instant: true, trips: 1, steps: 1, from: begin})
	}
	for _, kind := range otherKinds {
		list = append(list, kind.matter())
	}
	return list
}

// serviceMatters are the matters that people apply for.
func serviceMatters() []matter {
	return slices.DeleteFunc(matters(), func(m matter) bool { return m.other })
}

// serviceMattersOf are those that people could apply for on a day, as the list stood then.
func serviceMattersOf(d time.Time) []matter {
	return slices.DeleteFunc(everyMatter(), func(m matter) bool { return m.other || !m.inForce(d) })
}

// before are the lines under which a matter stood on the list of earlier years, with other promises.
func (m matter) before() []matter {
	var list []matter
	promised, changed := promisedBefore[m.topic]
	if !changed {
		return nil
	}
	for y, days := range promised {
		begin := day(years[y], 1, 1)
		switch n := len(list); {
		case n > 0 && list[n-1].promise == days:
			list[n-1].to = begin.AddDate(1, 0, 0)
		case days != m.promise:
			line := m
			line.promise, line.from, line.to = days, begin, begin.AddDate(1, 0, 0)
			list = append(list, line)
		}
	}
	return list
}

// everyMatter is every line that ever stood on the list, the oldest of each matter first.
func everyMatter() []matter {
	var list []matter
	for _, m := range matters() {
		list = append(append(list, m.before()...), m)
	}
	return list
}

// inForce says that a matter may be asked for on a day.
func (m matter) inForce(d time.Time) bool {
	return !d.Before(m.from) && (m.to.IsZero() || d.Before(m.to))
}

// matterFiles writes the list at the beginning of the year, and again when it changes. The second has a row that promises
// more days than the law allows.
func matterFiles(_ Options, t *Truth) ([]file, error) {
	var files []file
	for _, asOf := range []time.Time{day(2022, 1, 4), newRules} {
		f := file{source: "matter", name: "实施清单_" + asOf.Format(time.DateOnly) + ".csv", table: table{
			encoding: gb18030, comma: ",", eol: "\r\n",
			header: []string{"实施编码", "事项名称", "主题", "实施主体编码", "行使层级", "依申请政务服务", "办理类型", "法定时限", "承诺时限", "改革前跑动次数", "改革前环节数", "启用日期", "停用日期"},
		}}
		f.count.AsOf = asOf.Format(time.DateOnly)
		for _, m := range everyMatter() {
			if m.from.After(asOf) {
				continue
			}
			kind, legal, until, applied := words(m.instant, "即办件", "承诺件"), strconv.Itoa(m.legal), "", yesNo(!m.other)
			if m.instant {
				legal = ""
			}
			promise := strconv.Itoa(m.promise)
			if m.other {
				legal = ""
				if m.promise == 0 {
					promise = "" // nobody promises when a court is done
				}
			}
			if !m.to.IsZero() && !m.to.After(asOf) {
				until = m.to.Format(time.DateOnly)
			}
			f.table.add(m.code, m.name, m.topic, m.org, "县级", applied, kind, legal, promise, strconv.Itoa(m.trips), strconv.Itoa(m.steps), m.from.Format(time.DateOnly), until)
			f.count.Read++
			f.count.Accepted++
		}
		if asOf.Equal(newRules) {
			f.table.add("11330482MB9002A001", Mark+"事项", "", "ZWB", "县级", "", "承诺件", "5", "10", "1", "1", "2022-07-01", "")
			f.count.Read++
			f.count.Rejected++
			t.plant(f.source, "promise_too_long")
		}
		t.live(f.source, f.count.Accepted)
		files = append(files, f)
	}
	return files, nil
}

// shortened gives GS02: what offices promise less than the law allows, of what it allows, at a month's end.
func shortened(end time.Time) (less, legal, n int) {
	for _, m := range slices.DeleteFunc(serviceMattersOf(end), func(m matter) bool { return m.instant }) {
		less, legal, n = less+m.legal-m.promise, legal+m.legal, n+1
	}
	return less, legal, n
}
