package demo_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/demo"
)

// ofReserve says that a source is counted in TestRecountReserve.
func ofReserve(source string) bool {
	return slices.Contains([]string{"reserve_firm", "reserve_firm_history", "incentive_payment", "honour"}, source)
}

// steps are the stages on the way to a stock exchange, in their order.
const steps = "培育股改辅导申报过会上市"

// reserveLists is what stands after the files that were read so far, by what a file speaks for.
type reserveLists struct {
	firms             map[string]map[string]row // month
	payments, honours map[string]row
}

// sound judges a row by rules of the test's own.
func (*reserveLists) sound(f demo.FileCount, r row) bool {
	real := func(column string) bool {
		_, ok := date(r[column])
		return r[column] == "" || ok && r[column] <= f.AsOf
	}
	switch f.Source {
	case "reserve_firm", "reserve_firm_history":
		for _, column := range []string{"年初阶段", "年度目标阶段", "当前阶段"} {
			if r[column] == "" || !strings.Contains(steps, r[column]) {
				return false
			}
		}
		return realCode(r["统一社会信用代码"]) && flag(r["是否在库"]) && strings.Index(steps, r["年初阶段"]) <= strings.Index(steps, r["年度目标阶段"]) &&
			real("券商签约日期") && real("律所签约日期") && real("会计师事务所签约日期")
	case "incentive_payment":
		return realCode(r["统一社会信用代码"]) && r["申请受理日期"] != "" && real("申请受理日期") && real("资金到账日期") &&
			(r["资金到账日期"] == "" || r["资金到账日期"] >= r["申请受理日期"])
	}
	return r["荣誉名称"] != "" && real("授予日期") && (r["依据"] != "文件" || r["文号"] != "")
}

// file counts a file and lets it stand for what it speaks for.
func (l *reserveLists) file(t *testing.T, f demo.FileCount, raw []byte) demo.FileCount {
	got := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
	whole := map[string]row{}
	for _, r := range rows(t, raw) {
		got.Read++
		key := r["统计月份"] + r["统一社会信用代码"]
		if f.Source == "incentive_payment" || f.Source == "honour" {
			key = r["申请编号"] + r["荣誉名称"]
		}
		if whole[key] != nil || !l.sound(f, r) {
			got.Rejected++
			continue
		}
		got.Accepted++
		whole[key] = r
	}
	var before map[string]row
	switch f.Source {
	case "reserve_firm":
		month := monthOfFile.FindStringSubmatch(f.Name)[1]
		before, l.firms[month] = l.firms[month], whole
	case "reserve_firm_history": // of several years
		for key, r := range whole {
			if l.firms[r["统计月份"]] == nil {
				l.firms[r["统计月份"]] = map[string]row{}
			}
			l.firms[r["统计月份"]][key] = r
		}
	case "incentive_payment":
		before, l.payments = l.payments, whole
	default:
		before, l.honours = l.honours, whole
	}
	for key := range before {
		if whole[key] == nil {
			got.Deleted++
		}
	}
	return got
}

// figures counts what stands at the end.
func (l *reserveLists) figures() map[string]map[string][2]int {
	found := map[string]map[string][2]int{"IN01": {}, "IN02": {}, "IN03": {}}
	for month, list := range l.firms {
		var in, there, signed int
		for _, r := range list {
			if r["是否在库"] != "是" {
				continue
			}
			in++
			if strings.Index(steps, r["当前阶段"]) >= strings.Index(steps, r["年度目标阶段"]) {
				there++
			}
			if r["券商签约日期"]+r["律所签约日期"]+r["会计师事务所签约日期"] != "" {
				signed++
			}
		}
		found["IN01"][month], found["IN02"][month] = [2]int{there, in}, [2]int{signed, in}
	}
	for _, last := range []string{"2019-12", "2020-12", "2021-12", "2022-09"} { // of each year
		found["IN01"][last[:4]], found["IN02"][last[:4]] = found["IN01"][last], found["IN02"][last]
	}
	for _, r := range l.payments {
		if r["资金到账日期"] == "" {
			continue
		}
		from, _ := date(r["申请受理日期"])
		to, _ := date(r["资金到账日期"])
		for _, period := range []string{r["资金到账日期"][:4], r["资金到账日期"][:7]} {
			f := found["IN03"][period]
			found["IN03"][period] = [2]int{f[0] + workdays(from, to, nil), f[1] + 1}
		}
	}
	return found
}

// TestRecountReserve counts the listing reserve and its incentives again from the files' bytes.
func TestRecountReserve(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}, {Seed: 7, Scale: 0.001}} {
		dir, truth := write(t, o)
		l := &reserveLists{firms: map[string]map[string]row{}}
		want, got := map[string]demo.FileCount{}, map[string]demo.FileCount{}
		for _, f := range truth.Files { // by source, oldest first
			if !ofReserve(f.Source) {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			want[f.Name], got[f.Name] = f, l.file(t, f, raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		firms, before := 0, 0
		for month, list := range l.firms {
			if month < "2022" {
				before += len(list)
			} else {
				firms += len(list)
			}
		}
		for source, n := range map[string]int{"reserve_firm": firms, "reserve_firm_history": before, "incentive_payment": len(l.payments), "honour": len(l.honours)} {
			if n == 0 || n != truth.Sources[source].Live {
				t.Errorf("seed %d: %d rows of %s stand at the end, want %d", truth.Seed, n, source, truth.Sources[source].Live)
			}
		}
		told, figures := map[string]map[string][2]int{}, l.figures()
		for code := range figures {
			told[code] = map[string][2]int{}
			for period, f := range truth.Indicators[code] {
				told[code][period] = [2]int{int(f.Numerator), int(*f.Denominator)}
			}
		}
		if diff := cmp.Diff(told, figures); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
		wantYear := map[string][2]int{"IN01": {59, 68}, "IN02": {55, 68}, "IN03": {342, 36}} // 68 firms, as in the article
		for code, f := range wantYear {
			if figures[code]["2022"] != f {
				t.Errorf("seed %d: %s of the year is %v, want %v", truth.Seed, code, figures[code]["2022"], f)
			}
		}
		for _, r := range l.honours { // the one of the article, which says neither who gave it nor when
			if r["荣誉名称"] != "首批国家知识产权强县建设试点县" || r["依据"] != "报道" || r["授予单位"]+r["授予日期"]+r["文号"] != "" {
				t.Errorf("honour %v, want that of the article and nothing that it does not say", r)
			}
		}
	}
}
