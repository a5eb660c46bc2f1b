package demo

import (
	"strconv"
	"time"

	"yingshang/dashboards/assess"
)

// reused is a name that two banks had one after the other, with years between in which nobody did.
const reused = "平湖市演示城市信用社"

// reusedBy are those two banks (as places in the list of banks) and their years.
var reusedBy = [...]struct {
	bank     int
	from, to time.Time
}{
	{9, day(1997, 5, 1), day(2002, 3, 18)},
	{15, day(2005, 9, 1), day(2011, 1, 1)},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone) }

// newList is the date of the second list of names: after the renamings of May, before the first files that have them.
const newList = "2022-05-20"

// aliasFiles writes the list of names twice. The second has the names that were hard to trace, and this May's new ones.
func aliasFiles(o Options, t *Truth) ([]file, error) {
	banks := mortgagees(o)
	var files []file
	for _, asOf := range []string{"2022-01-31", newList} {
		f := file{source: "mortgagee_alias", name: "抵押权人名称对照_" + asOf + ".csv", table: table{
			encoding: utf8BOM, comma: ",", eol: "\r\n",
			header: []string{"序号", "名称", "现用名称", "统一社会信用代码", "机构类别", "启用日期", "停用日期", "确认单位", "备注"},
		}}
		f.count.AsOf = asOf
		line := func(name, current, code string, fund bool, from, to time.Time) {
			kind, until := "银行", ""
			if fund {
				kind = "公积金"
			}
			if !to.IsZero() {
				until = to.Format(time.DateOnly)
			}
			f.count.Read++
			f.count.Accepted++
			f.table.add(strconv.Itoa(f.count.Read), name, current, code, kind, from.Format(time.DateOnly), until, "市市场监管局", Mark)
		}
		for _, b := range banks {
			for _, n := range b.names {
				current, to := b.name, n.to
				if asOf < newList { // what nobody knows yet
					if n.late || n.from.Format(time.DateOnly) > asOf {
						continue
					}
					if to.Format(time.DateOnly) > asOf {
						current, to = n.name, time.Time{}
					}
				}
				line(n.name, current, b.uscc, b.fund, n.from, to)
			}
		}
		for _, r := range reusedBy {
			line(reused, banks[r.bank].name, banks[r.bank].uscc, false, r.from, r.to)
		}
		// A code with the letter O, which no code has. It is nobody's name in any other file.
		line("平湖演示错码银行", "平湖演示错码银行", "91330482MAYYYO017X", false, day(2001, 1, 1), time.Time{})
		f.count.Accepted--
		f.count.Rejected++
		t.plant(f.source, "bad_uscc")
		t.live(f.source, f.count.Accepted)
		files = append(files, f)
	}
	return files, nil
}
