package demo

import (
	"fmt"
	"strconv"
	"time"
)

// ledgerDays are those on which the office hands in its ledger, recordDays those up to which departments tell of opinions,
// slipDays and platformDays the same of slips and of platform 3.0.
var (
	ledgerDays   = []time.Time{day(2022, 1, 4), day(2022, 3, 31), day(2022, 6, 30), day(2022, 8, 31), day(2022, 9, 30)}
	slipDays     = []time.Time{day(2019, 12, 31), day(2020, 12, 31), day(2021, 12, 31), day(2022, 3, 31), day(2022, 6, 30), day(2022, 9, 30)}
	platformDays = []time.Time{day(2022, 8, 31), day(2022, 9, 30)}
	opinionDays  = []time.Time{
		day(2019, 12, 31), day(2020, 12, 31), day(2021, 12, 31), day(2022, 1, 31), day(2022, 2, 28), day(2022, 3, 31),
		day(2022, 4, 30), day(2022, 5, 31), day(2022, 6, 30), day(2022, 7, 31), day(2022, 8, 31), day(2022, 9, 30),
	}
)

// acceptanceFiles writes the ledger, the export of platform 3.0, the departments' opinions and the slips.
func acceptanceFiles(o Options, t *Truth) ([]file, error) {
	c, err := newAcceptances(o, t)
	if err != nil {
		return nil, err
	}
	c.count()
	c.reform()
	var files []file
	for i := range ledgerDays {
		files = append(files, c.ledgerFile(i))
	}
	for i := range platformDays {
		files = append(files, c.platformFile(i))
	}
	for i := range opinionDays {
		files = append(files, c.opinionFile(i))
	}
	for i := range slipDays {
		files = append(files, c.slipFile(i))
	}
	ledger, opinions, slips := 0, 0, 0
	for _, a := range c.list {
		if a.taken {
			continue
		}
		if !a.platform || a.doubled {
			ledger++
		}
		opinions, slips = opinions+len(a.opinions), slips+len(a.slips)
	}
	t.live("acceptance_ledger", ledger)
	t.live("acceptance", recorded)
	t.live("acceptance_opinion", opinions)
	t.live("rectification_slip", slips)
	return files, nil
}

// span is what a file of changes tells of: what happened after the day of the last one, through its own.
type span struct{ after, end time.Time }

func spanOf(days []time.Time, i int) span {
	s := span{end: days[i].AddDate(0, 0, 1)}
	if i > 0 {
		s.after = days[i-1].AddDate(0, 0, 1)
	}
	return s
}

func (s span) holds(at time.Time) bool { return !at.Before(s.after) && at.Before(s.end) }

// ledgerFile is the whole ledger as it stood at the end of a day.
func (c *acceptances) ledgerFile(i int) file {
	end := ledgerDays[i].AddDate(0, 0, 1)
	layout := []string{"2006/1/2 15:04", time.DateTime}[i%2]
	f := file{source: "acceptance_ledger", name: "竣工验收台账_" + ledgerDays[i].Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{gb18030, utf8BOM}[i%2], comma: ",", eol: "\r\n",
		header: []string{"序号", "验收编号", "项目代码", "项目名称", "验收方式", "受理时间", "承诺日期", "意见书出具时间", "结果", "经办人", "备注"},
	}}
	f.count.AsOf = ledgerDays[i].Format(time.DateOnly)
	var sample []string
	for _, a := range c.list {
		if a.platform && !a.doubled || !c.acceptAt(a).Before(end) {
			continue
		}
		if a.taken && i > 0 && c.acceptAt(a).Before(ledgerDays[i-1].AddDate(0, 0, 1)) { // it stood in the ledger before, and is gone
			if i < 2 || !c.acceptAt(a).Before(ledgerDays[i-2].AddDate(0, 0, 1)) {
				f.count.Deleted++
				c.truth.plant(f.source, "gone")
			}
			continue
		}
		row := []string{strconv.Itoa(f.count.Read + 1), a.no, a.code, a.name, words(a.joint, "联合验收", "单独验收"), c.acceptAt(a).Format(layout), "", "", "", "演示经办", Mark}
		if a.promise > 0 {
			row[6] = c.day(a.accepted + a.promise).Format(time.DateOnly)
		}
		if !a.open && c.resultAt(a).Before(end) {
			row[7], row[8] = c.resultAt(a).Format(layout), words(a.failed, "不通过", "通过")
			if f.count.Read > 20 && sample == nil {
				sample = row
			}
		}
		f.good(row...)
	}
	for k, wrong := range []struct {
		kind   string
		change func(r []string)
	}{
		{"missing_key", func(r []string) { r[1] = "" }},
		{"bad_joint", func(r []string) { r[4] = "集中验收" }},
		{"impossible_date", func(r []string) { r[5] = "2019-02-30 09:00:00" }},
		{"result_before", func(r []string) { r[7] = day(2018, 12, 28).Format(layout) }},
		{"half_result", func(r []string) { r[8] = "" }},
		{"result_ahead", func(r []string) { r[7] = end.AddDate(0, 0, 2).Format(layout) }},
	} {
		row := append([]string{}, sample...)
		row[0], row[1] = strconv.Itoa(f.count.Read+1), fmt.Sprintf("YS%d99%02d", i, k)
		wrong.change(row)
		f.bad(c.truth, wrong.kind, row...)
	}
	if i%2 == 1 {
		f.bad(c.truth, duplicate, sample...)
	}
	return f
}

// platformFile is what changed in platform 3.0 since the last export.
func (c *acceptances) platformFile(i int) file {
	s := spanOf(platformDays, i)
	f := file{source: "acceptance", name: "3.0联合验收_" + platformDays[i].Format(time.DateOnly) + ".csv", table: table{
		encoding: utf8BOM, comma: ",", eol: "\n", quoted: true,
		header: []string{"联合验收编号", "项目代码", "项目名称", "验收方式", "建设单位", "联系人", "联系电话", "受理时间", "承诺出件日期", "出件时间", "验收结果", "同步类型", "同步时间"},
	}}
	f.count.AsOf = platformDays[i].Format(time.DateOnly)
	var sample []string
	for _, a := range c.list {
		begun, done := c.acceptAt(a), !a.open && c.resultAt(a).Before(s.end)
		if !a.platform || !begun.Before(s.end) {
			continue
		}
		row := []string{a.no, a.code, a.name, "联合验收", "演示公司", "演示联系人", "", begun.Format(time.DateTime), c.day(a.accepted + a.promise).Format(time.DateOnly), "", "", words(s.holds(begun), "I", "U"), begun.Add(9 * time.Minute).Format(time.DateTime)}
		if done {
			row[9], row[10], row[12] = c.resultAt(a).Format(time.DateTime), words(a.failed, "不通过", "通过"), c.resultAt(a).Add(9*time.Minute).Format(time.DateTime)
		}
		switch {
		case a.taken && !s.holds(begun):
			row[11], row[12] = "D", s.after.AddDate(0, 0, 2).Format(time.DateTime)
			f.count.Deleted++
			c.truth.plant(f.source, deletion)
		case !s.holds(begun) && !(done && s.holds(c.resultAt(a))):
			continue
		case done:
			sample = row
		}
		f.good(row...)
	}
	row := append([]string{}, sample...)
	row[0], row[9] = fmt.Sprintf("YS2022990%d", i), row[7]
	row[7] = sample[9]
	f.bad(c.truth, "result_before", row...)
	return f
}

// opinionFile is what departments were asked and gave since the last file.
func (c *acceptances) opinionFile(i int) file {
	s := spanOf(opinionDays, i)
	f := file{source: "acceptance_opinion", name: "分项意见_" + opinionDays[i].Format(time.DateOnly) + ".csv", table: table{
		encoding: []string{utf8Plain, gb18030}[i%2], comma: ",", eol: "\r\n",
		header: []string{"验收编号", "部门", "征求时间", "应出具日期", "出具时间", "意见", "意见内容", "验收人员", "同步类型", "同步时间"},
	}}
	f.count.AsOf = opinionDays[i].Format(time.DateOnly)
	var sample []string
	for _, a := range c.list {
		for _, o := range a.opinions {
			asked := c.acceptAt(a).Add(10 * time.Minute)
			given := !o.open && c.givenAt(a, o).Before(s.end)
			row := []string{a.no, o.org, asked.Format(time.DateTime), c.dueOn(a, o).Format(time.DateOnly), "", "", "", "演示人员", words(s.holds(asked), "I", "U"), asked.Add(9 * time.Minute).Format(time.DateTime)}
			if given {
				row[4], row[5], row[9] = c.givenAt(a, o).Format(time.DateTime), o.word, c.givenAt(a, o).Add(9*time.Minute).Format(time.DateTime)
			}
			switch {
			case !asked.Before(s.end):
				continue
			case a.taken && asked.Before(s.after):
				row[8], row[9] = "D", s.after.AddDate(0, 0, 2).Format(time.DateTime)
				f.count.Deleted++
				c.truth.plant(f.source, deletion)
			case !s.holds(asked) && !(given && s.holds(c.givenAt(a, o))):
				continue
			case given:
				sample = row
			}
			f.good(row...)
		}
	}
	for k, wrong := range []struct {
		kind   string
		change func(r []string)
	}{
		{"bad_org", func(r []string) { r[1] = "交警" }},
		{"due_before", func(r []string) { r[3] = "2018-12-28" }},
		{"half_opinion", func(r []string) { r[5] = "" }},
	} {
		row := append([]string{}, sample...)
		row[0] = fmt.Sprintf("YS99%02d%02d", i, k)
		wrong.change(row)
		f.bad(c.truth, wrong.kind, row...)
	}
	if i%4 == 1 {
		f.bad(c.truth, duplicate, sample...)
	}
	return f
}

// slipFile is the slips that were issued or closed since the last file.
func (c *acceptances) slipFile(i int) file {
	s := spanOf(slipDays, i)
	f := file{source: "rectification_slip", name: "联合整改单_" + slipDays[i].Format(time.DateOnly) + ".csv", table: table{
		encoding: utf8Plain, comma: ",", eol: "\n",
		header: []string{"整改单编号", "验收编号", "开出时间", "复查通过时间", "整改项数", "整改内容", "同步类型", "同步时间"},
	}}
	f.count.AsOf = slipDays[i].Format(time.DateOnly)
	var sample []string
	for _, a := range c.list {
		for k, slip := range a.slips {
			issued := c.issuedAt(a, slip)
			closed := !slip.open && c.closedAt(a, slip).Before(s.end)
			row := []string{fmt.Sprintf("%s-Z%d", a.no, k+1), a.no, issued.Format(time.DateTime), "", strconv.Itoa(slip.items), Mark, words(s.holds(issued), "I", "U"), issued.Add(9 * time.Minute).Format(time.DateTime)}
			if closed {
				row[3], row[7] = c.closedAt(a, slip).Format(time.DateTime), c.closedAt(a, slip).Add(9*time.Minute).Format(time.DateTime)
			}
			if !s.holds(issued) && !(closed && s.holds(c.closedAt(a, slip))) {
				continue
			}
			if sample == nil && closed {
				sample = row
			}
			f.good(row...)
		}
	}
	for k, wrong := range []struct {
		kind   string
		change func(r []string)
	}{
		{"closes_before", func(r []string) { r[3] = day(2018, 12, 28).Format(time.DateTime) }},
		{"bad_items", func(r []string) { r[4] = "若干" }},
	} {
		if sample == nil || f.count.Read < 8*(k+1) { // no file may be held for its faults
			break
		}
		row := append([]string{}, sample...)
		row[0] = fmt.Sprintf("YS99%02d%02d-Z1", i, k)
		wrong.change(row)
		f.bad(c.truth, wrong.kind, row...)
	}
	return f
}
