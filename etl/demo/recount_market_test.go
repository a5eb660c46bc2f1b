package demo_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/demo"
)

// keyOf is the column by which a row of a source goes.
var keyOf = map[string]string{
	"procurement_contract": "合同编号", "procurement_payment": "支付编号", "tender": "项目编号", "bid_deposit": "保证金编号", "bid_refund": "保证金编号",
	"inspection_task": "任务编号", "project": "项目代码", "project_item": "事项实例编码", "project_stop": "特别程序编号",
}

// kindOf is what the rows of a source are: of the years before 2022 they come in a list of their own.
func kindOf(source string) string { return strings.TrimSuffix(source, "_history") }

// ofMarket says that a source is counted in TestRecountMarket.
func ofMarket(source string) bool { return keyOf[kindOf(source)] != "" }

// date reads a day; ok is false for one that does not exist.
func date(s string) (time.Time, bool) {
	at, err := time.Parse(time.DateOnly, s)
	return at, err == nil
}

func within(s string, low, high int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= low && n <= high
}

func flag(s string) bool { return s == "是" || s == "否" }

// monthOfFile is the month for which a list of one month speaks.
var monthOfFile = regexp.MustCompile(`_(\d{4}-\d{2})_截至`)

// sound judges a row by rules of the test's own.
func sound(f demo.FileCount, r row) bool {
	real := func(column string, must bool) bool {
		_, ok := date(r[column])
		return ok || !must && r[column] == ""
	}
	inMonth := func(columns ...string) bool {
		for _, c := range columns {
			if r[c] != "" {
				month := monthOfFile.FindStringSubmatch(f.Name)
				return r[c] <= f.AsOf && (month == nil || strings.HasPrefix(r[c], month[1]))
			}
		}
		return false
	}
	switch kindOf(f.Source) {
	case "procurement_contract":
		percent := func(s string) bool { return within(s, 0, 100) }
		return real("中标通知日期", true) && real("合同签订日期", false) && flag(r["是否应预付"]) && percent(r["预付比例"]) && percent(r["规定预付比例"]) &&
			(r["合同签订日期"] == "" || r["合同签订日期"] >= r["中标通知日期"]) && inMonth("合同签订日期", "中标通知日期")
	case "procurement_payment":
		return flag(r["是否预付款"]) && inMonth("支付日期") && (r["是否预付款"] == "是" || real("收到发票或验收日期", true) && r["收到发票或验收日期"] <= r["支付日期"])
	case "tender":
		return real("登记日期", true) && real("进场日期", false) && flag(r["是否全流程电子化"]) && inMonth("进场日期", "登记日期")
	case "bid_deposit":
		return r["项目编号"] != "" && strings.Contains("现金 电子保函 银行保函", r["缴纳方式"]) && real("缴纳日期", false) && inMonth("缴纳日期", "缴纳截止日期")
	case "bid_refund":
		return real("合同签订日期", false) && real("退还到账日期", true) && inMonth("退还到账日期")
	case "inspection_task":
		return real("计划完成日期", true) && within(r["参与部门数"], 1, 99) && inMonth("完成日期", "计划完成日期")
	case "project":
		return flag(r["是否工业项目"]) && real("土地出让合同签订日期", false) && (r["施工许可日期"] == "" || r["施工许可日期"] >= r["土地出让合同签订日期"])
	case "project_item":
		return r["项目代码"] != "" && within(r["审批阶段"], 1, 4) && (r["办结时间"] == "" && r["是否阶段办结"] != "是" || r["办结时间"] >= r["受理时间"])
	default:
		return true
	}
}

// market is what stands of each source while its files are read, oldest first.
type market struct {
	rows   map[string]map[string]row    // by source and key
	scopes map[string]map[string]string // of a key in a list of months: the month whose file told of it last
}

// take reads one file: lists say what is gone from them, changes say it themselves.
func (m *market) take(t *testing.T, f demo.FileCount, raw []byte) demo.FileCount {
	c := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
	if m.rows[f.Source] == nil {
		m.rows[f.Source], m.scopes[f.Source] = map[string]row{}, map[string]string{}
	}
	stands, scopes := m.rows[f.Source], m.scopes[f.Source]
	scope := "all"
	if month := monthOfFile.FindStringSubmatch(f.Name); month != nil {
		scope = month[1]
	}
	seen := map[string]bool{}
	for _, r := range rows(t, raw) {
		c.Read++
		key := r[keyOf[kindOf(f.Source)]]
		if seen[key+r["同步时间"]] || !sound(f, r) {
			c.Rejected++
			continue
		}
		seen[key+r["同步时间"]], seen[key] = true, true
		c.Accepted++
		if r["同步类型"] == "D" {
			delete(stands, key)
			c.Deleted++
			continue
		}
		stands[key], scopes[key] = r, scope
	}
	if f.Source == "project_item" || f.Source == "project_stop" {
		return c
	}
	for key := range stands {
		if scopes[key] == scope && !seen[key] {
			delete(stands, key)
			c.Deleted++
		}
	}
	return c
}

// of are the rows of a kind, whenever they were handed in.
func (m *market) of(kind string) []row {
	return slices.Concat(slices.Collect(maps.Values(m.rows[kind])), slices.Collect(maps.Values(m.rows[kind+"_history"])))
}

// figures counts what stands at the end.
func (m *market) figures() map[string]map[string][2]int {
	found := map[string]map[string][2]int{}
	add := func(code, day string, numerator, denominator int) {
		for _, period := range []string{day[:4], day[:7]} {
			if found[code] == nil {
				found[code] = map[string][2]int{}
			}
			f := found[code][period]
			found[code][period] = [2]int{f[0] + numerator, f[1] + denominator}
		}
	}
	one := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	between := func(from, to string) int {
		a, _ := date(from)
		b, _ := date(to)
		return workdays(a, b, nil)
	}
	for _, r := range m.of("procurement_contract") {
		signed := r["合同签订日期"]
		if signed == "" {
			continue
		}
		a, _ := date(r["中标通知日期"])
		b, _ := date(signed)
		add("GP01", signed, int(b.Sub(a).Hours())/24, 1)
		if r["是否应预付"] == "是" {
			add("GP03", signed, one(number(r["预付比例"]) >= number(r["规定预付比例"])), 1)
		}
	}
	for _, r := range m.of("procurement_payment") {
		if r["是否预付款"] == "否" {
			add("GP02", r["支付日期"], between(r["收到发票或验收日期"], r["支付日期"]), 1)
		}
	}
	for _, r := range m.of("tender") {
		if r["进场日期"] != "" {
			add("BT01", r["进场日期"], one(r["是否全流程电子化"] == "是"), 1)
		}
	}
	for _, r := range m.of("bid_deposit") {
		if r["缴纳日期"] != "" {
			add("BT02", r["缴纳日期"], one(r["缴纳方式"] == "电子保函"), 1)
		}
	}
	for _, r := range m.of("bid_refund") {
		if r["合同签订日期"] != "" { // back before the contract: no working day lies between
			add("BT03", r["退还到账日期"], between(r["合同签订日期"], r["退还到账日期"]), 1)
		}
	}
	for _, r := range m.of("inspection_task") {
		if r["完成日期"] != "" {
			add("MR01", r["完成日期"], one(number(r["参与部门数"]) > 1), 1)
		}
	}
	for _, r := range m.rows["project"] {
		if land := r["土地出让合同签订日期"]; land != "" && r["是否工业项目"] == "是" {
			add("CP09", land, one(r["施工许可日期"] != "" && between(land, r["施工许可日期"]) <= 5), 1)
		}
	}
	stops := map[string][][2]time.Time{}
	for _, r := range m.rows["project_stop"] {
		from, _ := moment(r["开始时间"])
		to, _ := moment(r["结束时间"])
		if r["结束时间"] == "" {
			to = never
		}
		stops[r["事项实例编码"]] = append(stops[r["事项实例编码"]], [2]time.Time{dayOf(from), dayOf(to)})
	}
	longest, passed := map[string][5]int{}, map[string]string{}
	for no, r := range m.rows["project_item"] {
		if r["办结时间"] == "" {
			continue
		}
		begun, _ := moment(r["受理时间"])
		done, _ := moment(r["办结时间"])
		stage, all := number(r["审批阶段"]), longest[r["项目代码"]]
		all[stage] = max(all[stage], workdays(dayOf(begun), dayOf(done), stops[no]))
		longest[r["项目代码"]] = all
		if stage == 4 && r["是否阶段办结"] == "是" {
			passed[r["项目代码"]] = r["办结时间"]
		}
	}
	for code, at := range passed {
		all := longest[code]
		add("CP01", at, all[1]+all[2]+all[3]+all[4], 1)
	}
	return found
}

// TestRecountMarket counts procurement, tenders, inspections and projects again from the files' bytes.
func TestRecountMarket(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}, {Seed: 7, Scale: 0.001}} {
		dir, truth := write(t, o)
		m := market{rows: map[string]map[string]row{}, scopes: map[string]map[string]string{}}
		want, got := map[string]demo.FileCount{}, map[string]demo.FileCount{}
		for _, f := range truth.Files { // by source, oldest first
			if !ofMarket(f.Source) {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			want[f.Name], got[f.Name] = f, m.take(t, f, raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		figures := m.figures()
		if want := len(keyOf) + 6; len(m.rows) != want { // six kinds have a list of earlier years
			t.Errorf("seed %d: files of %d sources, want %d", truth.Seed, len(m.rows), want)
		}
		for source := range m.rows {
			if n := len(m.rows[source]); n == 0 || n != truth.Sources[source].Live {
				t.Errorf("seed %d: %d rows of %s stand at the end, want %d", truth.Seed, n, source, truth.Sources[source].Live)
			}
		}
		told := map[string]map[string][2]int{}
		for _, code := range []string{"GP01", "GP02", "GP03", "BT01", "BT02", "BT03", "MR01", "CP01", "CP09"} {
			told[code] = map[string][2]int{}
			for period, f := range truth.Indicators[code] {
				told[code][period] = [2]int{int(f.Numerator), int(*f.Denominator)}
			}
		}
		if diff := cmp.Diff(told, figures); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
	}
}
