package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// counterFiles writes the cases of the registration centre's counter, a file a month. Before the reform these were all cases
// that there were; of January 2022 the centre handed in nothing. May's file was wrong: a second one of that month replaces it.
func (r *releases) counterFiles(t *Truth) []file {
	const source, revised = "release_centre", 3
	var files []file
	live := 0
	for m, cases := range r.before {
		until := day(beforeYear, time.Month(m+2), 8).Format(time.DateOnly)
		f := counterFile(source, day(beforeYear, time.Month(m+1), 1).Format("2006-01"), until, cases, baselineTrips)
		live += f.count.Accepted
		files = append(files, f)
	}
	for m, month := range months {
		cases := slices.DeleteFunc(slices.Clone(r.cases), func(c *release) bool { return !c.owner || c.month != m })
		until := at(m+1, 8).Format(time.DateOnly)
		if until > AsOf {
			until = AsOf
		}
		if m == revised {
			wrong := counterFile(source, month, until, cases, 2)
			files = append(files, wrong)
			until = at(m+1, 20).Format(time.DateOnly)
			t.plant(source, "replaced_file")
		}
		f := counterFile(source, month, until, cases, baselineTrips)
		live += f.count.Accepted
		files = append(files, f)
	}
	t.live(source, live)
	return files
}

func counterFile(source, month, until string, cases []*release, trips int) file {
	yes := map[bool]string{true: "是", false: "否"}
	f := file{source: source, name: fmt.Sprintf("窗口抵押注销_%s_截至%s.csv", month, until), table: table{
		encoding: gb18030, comma: ",", eol: "\r\n",
		header: []string{"注销业务号", "抵押权人", "抵押人", "受理人员", "是否公积金", "是否组合贷", "结清时间", "申请时间", "发起方", "受理时间",
			"登簿时间", "办理渠道", "跑动次数", "不动产单元号", "备注"},
	}}
	f.count.AsOf = until
	for _, c := range cases {
		f.count.Read++
		f.count.Accepted++
		f.table.add(c.no, c.name, fmt.Sprintf("演示业主%06d", c.unit), "演示窗口人员", yes[c.fund], yes[c.combined], c.payoff.Format(time.DateTime),
			c.begun.Format(time.DateTime), "业主", c.accepted.Format(time.DateTime), c.finished.Format(time.DateTime), "窗口",
			strconv.Itoa(trips), unitNo(c.unit), Mark)
	}
	return f
}
