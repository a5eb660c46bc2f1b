package server

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// The fixture is a county with invented records (演示数据) of 2022 up to the end of September. Only the figures of the
// newspaper report are real.

//go:embed testdata/indicators.csv
var indicatorRows []byte

const pinghu = assess.RegionCode("330482")

var region = assess.Region{Code: pinghu, Name: assess.Text{ZH: "平湖市", EN: "Pinghu"}}

// at is a time of the fixture.
func at(s string) time.Time {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, assess.Zone); err == nil {
			return t
		}
	}
	panic("fixture time " + s)
}

var unitEN = map[string]string{
	"工作日": "working days", "工作小时": "working hours", "小时": "hours", "日历日": "days", "次": "trips", "件": "cases", "个": "steps",
	"家": "firms", "亿元": "100 million yuan", "%": "%",
}

// newFixture builds the store of the county.
func newFixture(t testing.TB) *fakeStore {
	t.Helper()
	f := &fakeStore{
		pub:   assess.Publication{Rev: 12, Run: 31, At: at("2022-09-30 18:19"), AsOf: at("2022-09-30"), Formula: "9f2c71be", Demo: true},
		years: []int{2022},
	}
	f.dictionary(t)
	f.score(t)
	f.feedPeers()
	f.feedRP03()
	f.ledger()
	f.rejected()
	f.frozenYears()
	return f
}

// dictionary reads indicators, departments and the values of 2022.
func (f *fakeStore) dictionary(t testing.TB) {
	rows, err := csv.NewReader(bytes.NewReader(indicatorRows)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f.assessment = assess.Assessment{Region: pinghu, Year: 2022, Scheme: "zhejiang-county-2022", Values: map[assess.IndicatorID]assess.Value{}}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		decimals, _ := strconv.Atoi(row[5])
		i := assess.Indicator{
			ID: assess.IndicatorID(row[0]), Name: assess.Text{ZH: row[1], EN: row[2]}, Unit: assess.Text{ZH: row[3], EN: unitEN[row[3]]},
			Direction: assess.Direction(row[4]), Decimals: decimals, Department: assess.DepartmentCode(row[6]),
			Feed: assess.Feed(row[9]), System: assess.Text{ZH: row[11]}, Formula: assess.Text{ZH: row[12]},
			Numerator: assess.Text{ZH: row[13]}, Denominator: assess.Text{ZH: row[14]}, Clock: row[15],
		}
		if i.Feed == assess.FromRecords && strings.HasPrefix(row[0], "RP0") {
			i.Dataset = "mortgage_release"
		} else {
			i.Feed = assess.FromReport // the first steps of a county: most values are handed in
		}
		f.indicators = append(f.indicators, i)
		if !seen[row[6]] {
			seen[row[6]] = true
			f.departments = append(f.departments, assess.Department{Code: i.Department, Name: assess.Text{ZH: row[7], EN: row[8]}})
		}
		v := assess.Value{Indicator: i.ID, Region: pinghu, Period: assess.YearOf(2022), Feed: i.Feed, Status: assess.Measured}
		if x, err := strconv.ParseFloat(row[16], 64); err == nil {
			v.Value, v.N = &x, 240
		}
		switch i.ID {
		case "RP03":
			v.Value, v.Numerator, v.Denominator, v.N = new(2666.4/2666), new(2666.4), new(2666.0), 2666
		case "RP04":
			v.Value, v.Numerator, v.Denominator, v.N = new(100*2642.0/2666), new(2642.0), new(2666.0), 2666
		case "RP05":
			v.Numerator, v.Denominator, v.N = new(615.0), new(615.0), 615
		case "RP06":
			v.Numerator, v.N = new(7926.0), 2666
		case "RP07":
			v.Value, v.Numerator, v.Denominator, v.N = new(100*39.0/41), new(39.0), new(41.0), 41
		case "BT01":
			v.Status, v.N = assess.SmallSample, 4
		case "WG03":
			v.Value, v.Status, v.N = nil, assess.Missing, 0
		}
		f.assessment.Values[i.ID] = v
	}
}

// score computes the tree as the product does, and adds what the province fed back.
func (f *fakeStore) score(t testing.TB) {
	var values []assess.Value
	for _, i := range f.indicators {
		values = append(values, f.assessment.Values[i.ID])
	}
	result, err := scoring.Compute(fixtureScheme(t), scoring.Inputs(values), scoring.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range result.Units[0].Nodes {
		node := assess.NodeScore{
			Region: pinghu, Year: 2022, Node: n.ID, Parent: n.Parent, Depth: n.Depth, Score: n.Score, Weight: n.Weight, Full: n.Full,
			Contribution: n.Contribution, Tier: n.Tier, Status: n.Status, Reason: string(n.Reason),
		}
		f.assessment.Nodes = append(f.assessment.Nodes, node)
	}
	f.assessment.Announced = []assess.Announced{
		{Region: pinghu, Year: 2021, Tier: 1, Score: new(87.46), AnnouncedOn: at("2022-09-20"), Document: "平湖营商环境处于全省第一方阵"},
		{Region: pinghu, Year: 2020, Tier: 1, AnnouncedOn: at("2021-10-20"), Document: "平湖营商环境处于全省第一方阵"},
	}
}

func fixtureScheme(t testing.TB) *scheme.Scheme {
	t.Helper()
	return fixtureSchemes(t)[2022]
}

// peers is how many regions beside the county have a score: 演示数据, so none of them has a name of a real one.
const peers = 89

// fixtureRegions are those of the province, and the anonymous ones.
func fixtureRegions(t testing.TB) map[assess.RegionCode]scheme.Region {
	t.Helper()
	list, err := scheme.Regions()
	if err != nil {
		t.Fatal(err)
	}
	all := map[assess.RegionCode]scheme.Region{}
	for _, r := range list {
		all[r.Code] = r
	}
	for i := range peers {
		code := peer(i)
		all[code] = scheme.Region{Region: assess.Region{Code: code, Name: assess.Text{ZH: fmt.Sprintf("演示县 %02d", i+1), EN: fmt.Sprintf("Demo county %02d", i+1)}}, Level: scheme.County}
	}
	return all
}

func peer(i int) assess.RegionCode { return assess.RegionCode(fmt.Sprintf("99%04d", i+1)) }

// feedPeers gives the anonymous regions announced results of 2021, some on one score, and two a tier alone.
func (f *fakeStore) feedPeers() {
	for i := range peers {
		score := 70 + math.Floor(float64((i*37)%97)*25/9.7)/10
		a := assess.Announced{Region: peer(i), Year: 2021, Tier: 3, Score: &score, AnnouncedOn: at("2022-09-20"), Invented: true}
		switch {
		case i%44 == 43:
			a.Score, a.Tier = nil, 2
		case score >= 85:
			a.Tier = 1
		case score >= 75:
			a.Tier = 2
		}
		f.announced = append(f.announced, a)
	}
}

func fixtureSchemes(t testing.TB) map[int]*scheme.Scheme {
	t.Helper()
	all, err := scheme.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// feedRP03 makes the months and the cases of the payoff-to-release time.
func (f *fakeStore) feedRP03() {
	f.months = map[assess.IndicatorID][]assess.Value{}
	f.cases = map[assess.IndicatorID]assess.CaseList{}
	hours := []float64{0, 1.62, 1.31, 1.14, 1.05, 0.97, 0.9, 0.88, 0.84}
	ns := []int64{0, 21, 318, 402, 377, 389, 401, 372, 386}
	rates := []float64{0, 97.1, 98.2, 98.8, 99.0, 99.2, 99.5, 99.6, 99.7}
	for m := 1; m <= 9; m++ {
		base := assess.Value{Region: pinghu, Period: assess.MonthOf(2022, time.Month(m)), Feed: assess.FromRecords}
		three, four := base, base
		three.Indicator, four.Indicator = "RP03", "RP04"
		if n := ns[m-1]; n == 0 {
			three.Status, four.Status = assess.Missing, assess.Missing
		} else {
			three.Value, three.Numerator, three.Denominator, three.N = new(hours[m-1]), new(hours[m-1]*float64(n)), new(float64(n)), n
			four.Value, four.Numerator, four.Denominator, four.N = new(rates[m-1]), new(math.Round(rates[m-1]*float64(n)/100)), new(float64(n)), n
			three.Status, four.Status = assess.Measured, assess.Measured
			if n < 30 {
				three.Status, four.Status = assess.SmallSample, assess.SmallSample
			}
		}
		f.months["RP03"], f.months["RP04"] = append(f.months["RP03"], three), append(f.months["RP04"], four)
	}
	list := assess.CaseList{
		By: assess.Text{ZH: "件", EN: "case"}, Total: 2666, Numerator: new(2666.4), Denominator: new(2666.0),
		Columns: []assess.Column{
			{Name: "release_no", Title: assess.Text{ZH: "注销业务号", EN: "Release no."}},
			{Name: "mortgagee", Title: assess.Text{ZH: "抵押权人", EN: "Mortgagee"}},
			{Name: "payoff_at", Title: assess.Text{ZH: "结清时间", EN: "Paid off"}},
			{Name: "register_at", Title: assess.Text{ZH: "登簿时间", EN: "Registered"}},
			{Name: "channel", Title: assess.Text{ZH: "渠道", EN: "Channel"}},
			{Name: "hours", Title: assess.Text{ZH: "日历小时", EN: "Hours"}, Right: true},
		},
	}
	banks := []string{"平湖甲银行股份有限公司", "乙商业银行平湖支行", "丙农村合作银行", "丁银行平湖新埭支行"}
	for i := range 120 {
		minutes := 22 + (i*37)%71
		paid := at("2022-09-30 16:40").Add(-time.Duration(i*53) * time.Minute)
		done := paid.Add(time.Duration(minutes) * time.Minute)
		list.Rows = append(list.Rows, assess.CaseRow{
			Cells: []string{fmt.Sprintf("BDC2022%05d", 9417-i), banks[i%len(banks)], paid.Format("2006-01-02 15:04:05"),
				done.Format("2006-01-02 15:04:05"), "线上", strconv.FormatFloat(float64(minutes)/60, 'f', 2, 64)},
			Numerator: new(float64(minutes) / 60), Denominator: new(1.0),
			Source: "release_bank", Load: 88, File: "清贷解抵_" + paid.Format("2006-01-02") + ".csv", Line: uint32(40 - i%30),
		})
	}
	f.cases["RP03"], f.cases["RP04"] = list, list
}

// ledger is the pipeline: seven sources, one load held, one source late.
func (f *fakeStore) ledger() {
	office := func(code string) assess.Department {
		for _, d := range f.departments {
			if d.Code == assess.DepartmentCode(code) {
				return d
			}
		}
		return assess.Department{Code: assess.DepartmentCode(code), Name: assess.Text{ZH: "市发改局（营商办）", EN: "Development and Reform Bureau"}}
	}
	add := func(id, zh, en, dataset, supplier, schedule, mode, applied, state string, files, loads, held int, read, rejected int64) {
		f.pipe.Sources = append(f.pipe.Sources, assess.SourceState{
			ID: assess.SourceID(id), Title: assess.Text{ZH: zh, EN: en}, Dataset: assess.DatasetID(dataset), Supplier: office(supplier),
			Schedule: schedule, Mode: mode, LastRun: at("2022-09-30 18:05"), LastApplied: at(applied), AsOf: at("2022-09-30"), NextDue: at("2022-10-08 18:00"),
			Files: files, Loads: loads, Held: held, Read: read, Accepted: read - rejected, Rejected: rejected, State: state,
		})
	}
	add("release_bank", "清贷解抵（银行）", "Mortgage releases by banks", "mortgage_release", "BDC", "0 18 * * 1-5", "increment", "2022-09-30 18:12", "ok", 214, 216, 0, 2153, 46)
	add("release_fund", "清贷解抵（公积金中心）", "Mortgage releases by the provident fund", "mortgage_release", "BDC", "30 18 * * 1-5", "increment", "2022-09-29 18:31", "held", 161, 163, 1, 655, 24)
	add("release_centre", "抵押权注销（登记中心窗口）", "Mortgage releases at the counter", "mortgage_release", "BDC", "0 8 * * 1-5", "snapshot", "2022-09-30 08:02", "ok", 166, 166, 0, 2711, 3)
	add("mortgage_register", "不动产抵押登记存量", "Mortgages in the register", "mortgage", "BDC", "0 7 1-10 * *", "snapshot", "2022-09-05 07:03", "ok", 9, 9, 0, 18422, 31)
	add("mortgagee_alias", "抵押权人名称对照", "Names of mortgagees", "mortgagee_alias", "SCJG", "0 7 * * 1", "snapshot", "2022-09-19 07:01", "late", 33, 33, 0, 63, 0)
	add("reported", "部门填报指标值", "Values reported by departments", "reported_value", "FGJ", "0 7 * * 1-5", "snapshot", "2022-09-30 07:02", "ok", 189, 191, 0, 2211, 2)
	add("announced", "省反馈评价结果", "Results announced by the province", "announced_result", "FGJ", "0 7 * * *", "snapshot", "2022-09-21 07:00", "ok", 2, 2, 0, 2, 0)
	load := func(id uint64, source, dataset, file, state string, read, accepted, upserts int64, received string, note assess.Text) {
		f.pipe.Loads = append(f.pipe.Loads, assess.Load{
			ID: id, Source: assess.SourceID(source), Dataset: assess.DatasetID(dataset), Scope: "all", File: file, SHA256: fmt.Sprintf("%064x", id*7919),
			Bytes: read * 180, Encoding: "GB18030", AsOf: at("2022-09-30"), State: assess.LoadState(state), Attempt: 1, Read: read, Accepted: accepted,
			Rejected: read - accepted, Upserts: upserts, Received: at(received), Finished: at(received).Add(4 * time.Second), Note: note,
		})
	}
	load(780, "release_bank", "mortgage_release", "清贷解抵_2022-09-30.csv", "applied", 17, 16, 16, "2022-09-30 18:11", assess.Text{})
	load(779, "release_fund", "mortgage_release", "公积金清贷解抵_2022-09-30.csv", "held", 31, 25, 0, "2022-09-30 18:30",
		assess.Text{ZH: "退回 6 行，占 19.4%，超过 10% 的上限", EN: "6 rows rejected, 19.4%, above the limit of 10%"})
	load(778, "release_centre", "mortgage_release", "抵押权注销_2022-09-30.xlsx", "applied", 2711, 2708, 18, "2022-09-30 08:01", assess.Text{})
	load(777, "reported", "reported_value", "部门填报指标值_2022-09-30.csv", "applied", 73, 72, 11, "2022-09-30 07:01", assess.Text{})
	load(776, "release_bank", "mortgage_release", "清贷解抵_2022-09-29_02.csv", "unchanged", 0, 0, 0, "2022-09-29 18:40",
		assess.Text{ZH: "与已生效的文件逐字节相同", EN: "the same bytes as the file in force"})
	load(775, "release_bank", "mortgage_release", "清贷解抵_2022-09-29.csv", "applied", 22, 22, 22, "2022-09-29 18:12", assess.Text{})
	load(774, "release_bank", "mortgage_release", "清贷解抵_2022-09-28.csv", "superseded", 19, 19, 0, "2022-09-29 09:30",
		assess.Text{ZH: "比已生效的数据旧", EN: "older than what is in force"})
	load(773, "mortgagee_alias", "mortgagee_alias", "抵押权人名称_2022-09-26.csv", "failed", 0, 0, 0, "2022-09-26 07:00",
		assess.Text{ZH: "第 1 行缺少列“现用名”", EN: "line 1 has no column 现用名"})
	f.pipe.Runs = []assess.RunInfo{
		{ID: 31, Rev: 12, Started: at("2022-09-30 18:18"), Took: 3400 * time.Millisecond, Months: 1, Rows: 2666, State: "published", Published: true},
		{ID: 30, Rev: 11, Started: at("2022-09-30 08:03"), Took: 2900 * time.Millisecond, Months: 2, Rows: 2650, State: "published", Published: true},
		{ID: 29, Started: at("2022-09-30 07:03"), Took: 400 * time.Millisecond, State: "nothing_new"},
		{ID: 28, Started: at("2022-09-29 18:44"), Took: 1100 * time.Millisecond, Months: 1, Rows: 2634, State: "guarded", Note: "facts moved"},
	}
	f.pipe.Reasons = []assess.ReasonCount{
		{Reason: reasonUnknown, Rows: 38}, {Reason: reasonBefore, Rows: 27}, {Reason: reasonPayoff, Rows: 21}, {Reason: reasonFlag, Rows: 14}, {Reason: reasonTrips, Rows: 6},
	}
}

var (
	reasonUnknown = assess.Reason{Code: "unknown_mortgagee", Text: assess.Text{
		ZH: "抵押权人名称在结清当日不在备案名单内（含曾用名）；请先请市场监管部门备案该名称，再重新报送",
		EN: "The mortgagee's name is not on the list of names valid on the payoff day: have it put on the list, then send the row again"}}
	reasonBefore = assess.Reason{Code: "before_payoff", Text: assess.Text{ZH: "登簿时间早于结清时间，请核对两个时间", EN: "Registered before the loan was paid off: check both times"}}
	reasonPayoff = assess.Reason{Code: "bad_payoff_at", Text: assess.Text{ZH: "结清时间缺失或不是真实时间，请按 2022-03-01 09:30:00 的样子填写", EN: "The payoff time is missing or no real time: write it like 2022-03-01 09:30:00"}}
	reasonFlag   = assess.Reason{Code: "bad_flag", Text: assess.Text{ZH: "“是否”一类的列只能填 是、否", EN: "A yes/no column takes yes or no only"}}
	reasonTrips  = assess.Reason{Code: "bad_trips", Text: assess.Text{ZH: "实际跑动次数应为 0 到 99 的整数", EN: "Trips made is a whole number from 0 to 99"}}
)

// rejected makes rows that were not taken.
func (f *fakeStore) rejected() {
	header := []string{"注销业务号", "抵押权人", "是否公积金", "结清时间", "发起时间", "发起方", "登簿时间", "办理渠道", "实际跑动次数"}
	supplier := f.pipe.Sources[0].Supplier
	for i := range 106 {
		r := assess.Reject{
			Source: "release_bank", Dataset: "mortgage_release", Supplier: supplier, Load: uint64(780 - i%9), File: fmt.Sprintf("清贷解抵_2022-09-%02d.csv", 30-i%21),
			Line: uint32(12 + i*3), Key: fmt.Sprintf("BDC2022%05d", 9000+i), Header: header, At: at("2022-09-30 18:11"), Kept: i%4 == 1,
			Content: []string{fmt.Sprintf("BDC2022%05d", 9000+i), "平湖农信联社", "是", "2022-09-30 10:12:00", "2022-09-30 10:20:00", "银行", "2022-09-30 11:02:00", "线上", "0"},
			Reasons: []assess.Reason{reasonUnknown},
		}
		switch {
		case i%5 == 1:
			r.Reasons = []assess.Reason{reasonBefore, reasonFlag}
			r.Content[6], r.Content[2] = "2022-09-29 11:02:00", "有"
		case i%5 == 3:
			r.Source, r.File = "release_fund", "公积金清贷解抵_2022-09-30.csv"
			r.Reasons = []assess.Reason{reasonPayoff}
			r.Content[3] = "2022-02-30 09:00"
		}
		f.rejects = append(f.rejects, r)
	}
}

// config is a server over the fixture.
func config(t testing.TB, f *fakeStore) Config {
	reforms, err := scheme.Reforms()
	if err != nil {
		t.Fatal(err)
	}
	return Config{Store: f, Region: region, Reforms: reforms, Version: "0.1.0-test", Schemes: fixtureSchemes(t), Regions: fixtureRegions(t)}
}
