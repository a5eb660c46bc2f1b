package demo

import (
	"fmt"
	"strconv"
	"time"
)

// counterFiles writes the cases of the registration centre's counter, a file a month. May's was wrong: a second file of
// that month replaces it.
func (r *releases) counterFiles(t *Truth) []file {
	const source, revised = "release_centre", 3
	var files []file
	live := 0
	for m := range months {
		until := at(m+1, 8).Format(time.DateOnly)
		if until > AsOf {
			until = AsOf
		}
		if m == revised {
			wrong := r.counterFile(source, m, until, 2)
			files = append(files, wrong)
			until = at(m+1, 20).Format(time.DateOnly)
			t.plant(source, "replaced_file")
		}
		f := r.counterFile(source, m, until, baselineTrips)
		live += f.count.Accepted
		files = append(files, f)
	}
	t.live(source, live)
	return files
}

func (r *releases) counterFile(source string, m int, until string, trips int) file {
	f := file{source: source, name: fmt.Sprintf("窗口抵押注销_%s_截至%s.csv", months[m], until), table: table{
		encoding: gb18030, comma: ",", eol: "\r\n",
		header: []string{"注销业务号", "抵押权人", "抵押人", "受理人员", "是否公积金", "是否组合贷", "结清时间", "申请时间", "发起方", "受理时间",
			"登簿时间", "办理渠道", "跑动次数", "不动产单元号", "备注"},
	}}
	f.count.AsOf = until
	for _, c := range r.cases {
		if !c.owner || c.month != m {
			continue
		}
		f.count.Read++
		f.count.Accepted++
		f.table.add(c.no, c.name, fmt.Sprintf("演示业主%06d", c.unit), "演示窗口人员", "否", "否", c.payoff.Format(time.DateTime),
			c.begun.Format(time.DateTime), "业主", c.accepted.Format(time.DateTime), c.finished.Format(time.DateTime), "窗口",
			strconv.Itoa(trips), unitNo(c.unit), Mark)
	}
	return f
}
