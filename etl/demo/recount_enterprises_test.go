package demo_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/demo"
)

// The plan, the lists and the services are counted again from the files' bytes, with rules of the test's own.

// ofEnterprises says that a source is counted in TestRecountEnterprises.
func ofEnterprises(source string) bool {
	return strings.Contains("measure rectification activity activity_history enterprise_pool enterprise_visit enterprise_request", source)
}

// realCode says that a credit code's last character is the one that the others call for.
func realCode(code string) bool {
	const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum := 0
	for i, weight := range []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += weight * strings.IndexByte(letters, code[i])
	}
	return len(code) == 18 && code[17] == letters[(31-sum%31)%31]
}

// lists is what stands after the files that were read so far.
type lists struct {
	t                                   *testing.T
	measures, problems, visits, request map[string]row
	attended                            map[string]map[string]row             // month
	earlier                             map[string]row                        // attendance before 2022
	pools                               map[string]map[string]map[string]bool // month, pool
}

// accept judges a row and keeps it; whole says what a snapshot's file holds.
func (l *lists) accept(r row, f *demo.FileCount, whole map[string]row) bool {
	date := func(column string) time.Time {
		at, err := time.Parse(time.DateOnly, r[column])
		if err != nil && r[column] != "" {
			return never
		}
		return at
	}
	at := func(column string) time.Time {
		m, ok := moment(r[column])
		if !ok {
			l.t.Errorf("%s: %s is %q", f.Name, column, r[column])
		}
		return m
	}
	asOf, err := time.Parse(time.DateOnly, f.AsOf)
	if err != nil {
		l.t.Fatal(err)
	}
	over := asOf.AddDate(0, 0, 1)
	switch f.Source {
	case "measure":
		if date("完成时限").Equal(never) || date("完成日期").After(asOf) || (r["进展"] == "完成") != (r["完成日期"] != "") {
			return false
		}
		whole[r["编号"]] = r
	case "rectification":
		if date("整改期限").Before(dayOf(at("发现时间"))) || !at("销号时间").Before(over) {
			return false
		}
		whole[r["问题编号"]] = r
	case "activity", "activity_history": // the latter speaks for all years that it tells of
		if !realCode(r["统一社会信用代码"]) || f.Source == "activity" && !strings.Contains(f.Name, "_"+r["活动日期"][:7]+"_") {
			return false
		}
		whole[r["活动编号"]+r["统一社会信用代码"]] = r
	case "enterprise_pool":
		if !realCode(r["统一社会信用代码"]) || r["名单"] == "规上企业" {
			return false
		}
		whole[r["名单"]+r["统一社会信用代码"]] = r
		if l.pools[r["统计月份"]] == nil {
			l.pools[r["统计月份"]] = map[string]map[string]bool{"应走访企业": {}, "专精特新培育库": {}}
		}
		l.pools[r["统计月份"]][r["名单"]][r["统一社会信用代码"]] = true
	case "enterprise_visit":
		if !realCode(r["统一社会信用代码"]) || r["走访干部"] == "" || !at("走访时间").Before(over) {
			return false
		}
		l.change(l.visits, r["走访编号"], r, f)
	case "enterprise_request":
		closed := at("办结时间")
		if !realCode(r["统一社会信用代码"]) || at("办理时限").Before(at("收到时间")) || !closed.IsZero() && closed.Before(at("收到时间")) ||
			(r["是否回访"] == "是") != (r["是否满意"] != "") {
			return false
		}
		l.change(l.request, r["诉求编号"], r, f)
	}
	return true
}

// change applies a row of an increment.
func (l *lists) change(standing map[string]row, key string, r row, f *demo.FileCount) {
	if standing[key] = r; r["操作"] == "删除" {
		delete(standing, key)
		f.Deleted++
	}
}

// file counts a file.
func (l *lists) file(f demo.FileCount, raw []byte) demo.FileCount {
	got := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
	seen, whole := map[string]bool{}, map[string]row{}
	for _, r := range rows(l.t, raw) {
		got.Read++
		line := fmt.Sprint(r)
		if seen[line] || !l.accept(r, &got, whole) {
			got.Rejected++
			continue
		}
		seen[line] = true
		got.Accepted++
	}
	before := map[string]row{}
	switch f.Source {
	case "measure":
		before, l.measures = l.measures, whole
	case "rectification":
		before, l.problems = l.problems, whole
	case "activity":
		month := strings.Split(f.Name, "_")[1]
		before, l.attended[month] = l.attended[month], whole
	case "activity_history":
		before, l.earlier = l.earlier, whole
	}
	for key := range before {
		if whole[key] == nil {
			got.Deleted++
		}
	}
	return got
}

// figures are those of every month and of its year.
func (l *lists) figures() map[string]map[string][2]int {
	found := map[string]map[string][2]int{}
	set := func(code, period string, numerator, denominator int) {
		if found[code] == nil {
			found[code] = map[string][2]int{}
		}
		found[code][period] = [2]int{numerator, denominator}
	}
	add := func(code, month string, good bool) {
		for _, period := range []string{month[:4], month} {
			f := found[code][period]
			if good {
				f[0]++
			}
			set(code, period, f[0], f[1]+1)
		}
	}
	const asOf = "2022-09-30"
	// rated counts one that has ended in the month of its end, an open one in that of its due day once that is over.
	rated := func(code, due, end string, good bool) {
		switch {
		case end != "":
			add(code, end[:7], good)
		case due[:10] < asOf:
			add(code, due[:7], false)
		}
	}
	for _, r := range l.measures {
		if r["类别"] == "年度行动方案" {
			rated("AP01", r["完成时限"], r["完成日期"], true)
		} else {
			rated("AP02", r["完成时限"], r["完成日期"], r["完成日期"] <= r["完成时限"])
		}
	}
	for _, r := range l.request {
		rated("AP04", r["办理时限"], r["办结时间"], r["办结时间"] <= r["办理时限"])
		if r["是否回访"] == "是" {
			add("AP05", r["办结时间"][:7], r["是否满意"] == "是")
		}
	}
	for _, r := range l.problems {
		rated("AP06", r["整改期限"], r["销号时间"], r["销号时间"] <= r["整改期限"]+" 23:59:59")
	}
	visited, trained, served := map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}
	note := func(by map[string]map[string]bool, month, who string) {
		for _, period := range []string{month[:4], month} {
			if by[period] == nil {
				by[period] = map[string]bool{}
			}
			by[period][who] = true
		}
	}
	for _, r := range l.visits {
		note(visited, r["走访时间"][:7], r["统一社会信用代码"])
	}
	for month, list := range l.attended {
		for _, r := range list {
			if r["活动类别"] == "知识产权培训" {
				note(trained, month, r["统一社会信用代码"])
			} else {
				note(served, month, r["统一社会信用代码"])
			}
		}
	}
	for _, r := range l.earlier {
		if r["活动类别"] != "知识产权培训" {
			l.t.Errorf("attendance of %s at %s: there was no alliance yet", r["活动日期"], r["活动类别"])
		}
		note(trained, r["活动日期"][:7], r["统一社会信用代码"])
	}
	for period, who := range trained {
		set("IP04", period, len(who), 0)
	}
	l.pools["2022"] = l.pools["2022-09"]
	for period, pool := range l.pools {
		for code, of := range map[string]struct {
			pool map[string]bool
			done map[string]bool
		}{"AP03": {pool["应走访企业"], visited[period]}, "IN05": {pool["专精特新培育库"], served[period]}} {
			n := 0
			for who := range of.pool {
				if of.done[who] {
					n++
				}
			}
			if len(of.pool) > 0 {
				set(code, period, n, len(of.pool))
			}
		}
	}
	return found
}

func TestRecountEnterprises(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}, {Seed: 7, Scale: 0.001}} {
		dir, truth := write(t, o)
		l := &lists{t: t, visits: map[string]row{}, request: map[string]row{}, attended: map[string]map[string]row{}, pools: map[string]map[string]map[string]bool{}}
		want, got, live := map[string]demo.FileCount{}, map[string]demo.FileCount{}, map[string]int{}
		for _, f := range truth.Files {
			if !ofEnterprises(f.Source) {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			want[f.Name], got[f.Name] = f, l.file(f, raw)
			live[f.Source] += got[f.Name].Accepted
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		live["measure"], live["rectification"], live["enterprise_visit"], live["enterprise_request"] = len(l.measures), len(l.problems), len(l.visits), len(l.request)
		live["activity"], live["activity_history"] = 0, len(l.earlier)
		for _, list := range l.attended {
			live["activity"] += len(list)
		}
		for source, n := range live {
			if n != truth.Sources[source].Live {
				t.Errorf("seed %d: %d rows of %s stand at the end, want %d", truth.Seed, n, source, truth.Sources[source].Live)
			}
		}
		told := map[string]map[string][2]int{}
		figures := l.figures()
		for code := range figures {
			told[code] = map[string][2]int{}
			for period, f := range truth.Indicators[code] {
				told[code][period] = [2]int{int(f.Numerator), 0}
				if f.Denominator != nil {
					told[code][period] = [2]int{int(f.Numerator), int(*f.Denominator)}
				}
			}
		}
		if diff := cmp.Diff(told, figures); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
		year := map[string][2]int{}
		for code, periods := range figures {
			year[code] = periods["2022"]
		}
		plan := map[string]int{}
		for _, r := range l.measures {
			if strings.HasPrefix(r["编号"], "XD2022") {
				plan[r["重点任务"]]++
			}
		}
		delete(plan, "")
		units := map[string]bool{}
		for month := range maps.Keys(l.attended) {
			for _, r := range l.attended[month] {
				if r["活动类别"] == "专精特新联盟服务" {
					units[r["主办单位"]] = true
					if month < "2022-04" {
						t.Errorf("the alliance serves in %s, want from April on", month)
					}
				}
			}
		}
		wantYear := map[string][2]int{"AP01": {17, 18}, "AP02": {82, 89}, "AP03": {915, 1000}, "AP04": {374, 398}, "AP05": {328, 334}, "AP06": {54, 56}, "IN05": {157, 183}, "IP04": {260, 0}}
		if diff := cmp.Diff(wantYear, year); diff != "" {
			t.Errorf("seed %d: figures of the year, -want +got:\n%s", truth.Seed, diff)
		}
		if len(plan) != 5 || len(units) != 8 {
			t.Errorf("%d key tasks and %d units of the alliance, want 5 and 8 as in the article", len(plan), len(units))
		}
	}
}
