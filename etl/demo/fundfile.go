package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// fundFiles writes the provident fund's whole list at the end of every month. One case stands broken in the lists of May
// and June and right from July; one is gone from July; one line of August's list stands there twice.
func (r *releases) fundFiles(t *Truth) []file {
	const source = "release_fund"
	var cases []*release
	for _, c := range r.cases {
		if r.banks[c.bank].fund {
			cases = append(cases, c)
		}
	}
	mended := slices.IndexFunc(cases, func(c *release) bool { return c.month == 3 && !c.late })
	gone := r.online(2, r.fundIndex(), false)
	var files []file
	for m := range months {
		f := file{source: source, name: fmt.Sprintf("公积金清贷解抵_%s.txt", lastDay(m)), table: table{
			encoding: utf16LE, comma: "\t", eol: "\r\n",
			header: []string{"注销业务号", "公积金机构", "是否组合贷", "借款人", "身份证号", "联系电话", "贷款结清时间", "发起时间", "发起方",
				"受理时间", "登簿时间", "办理渠道", "实际跑动次数", "不动产单元号"},
		}}
		f.count.AsOf = lastDay(m)
		add := func(c release) {
			combined, finished := "否", ""
			if c.combined {
				combined = "是"
			}
			if !c.open {
				finished = c.finished.Format(time.DateTime)
			}
			f.count.Read++
			f.count.Accepted++
			f.table.add(c.no, c.name, combined, fmt.Sprintf("演示借款人%06d", c.unit), fmt.Sprintf("33048219000101%03dX", c.unit%1000),
				fmt.Sprintf("100%08d", c.unit), c.payoff.Format(time.DateTime), c.begun.Format(time.DateTime), "公积金中心",
				c.accepted.Format(time.DateTime), finished, "线上", strconv.Itoa(c.trips), unitNo(c.unit))
		}
		rejected := func(kind string) {
			f.count.Accepted--
			f.count.Rejected++
			t.plant(source, kind)
		}
		for i, c := range cases {
			if c.month > m {
				continue
			}
			row := *c
			if i == mended && m < 5 {
				row.finished = row.payoff.Add(-time.Hour)
				add(row)
				rejected(beforePayoff)
				continue
			}
			add(row)
			if i == mended && m == 6 {
				add(row)
				rejected(duplicate)
			}
		}
		if m >= gone.month && m < 5 {
			add(*gone)
		}
		if m == 5 {
			f.count.Deleted++
			t.plant(source, "vanished")
		}
		files = append(files, f)
	}
	for _, c := range cases {
		if c.open {
			t.plant(source, openRelease)
		}
	}
	t.live(source, len(cases))
	return files
}
