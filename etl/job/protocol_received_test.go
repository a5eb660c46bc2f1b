package job_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
	"yingshang/etl/job"
	"yingshang/etl/load"
)

// caseSource describes a feed of cases, all of one region.
func caseSource(id, mode, scope, more string) string {
	return fmt.Sprintf(`source: %[1]s
title: {zh: 试验来源, en: Source of a test}
dataset: service_case
supplier: ZWB
kind: file
files: "%[1]s_*.csv"
encoding: utf-8
mode: %[2]s
scope: %[3]s
as_of: {from: filename, pattern: '_(\d{4}-\d{2}-\d{2})'}
%[4]scolumns: {编号: project_no, 编码: task_code, 部门: org_code, 类型: project_type, 受理: accept_at, 办结: result_at}
limits: {rejected_pct: 60, vanished_pct: 100}
`, id, mode, scope, more)
}

const (
	caseHeader = "编号,编码,部门,类型,受理,办结\n"
	ofRegion   = "constants: {region_code: \"330482\"}\n"
)

// caseRow is a case of a known matter that was finished on the day it was accepted.
func caseRow(no, day string) string {
	return fmt.Sprintf("%s,T1,RSJ,即办件,%s 09:00:00,%[2]s 10:00:00", no, day)
}

// wrongRow is the same of a matter that is not on the list.
func wrongRow(no, day string) string { return strings.Replace(caseRow(no, day), ",T1,", ",T9,", 1) }

func caseFileOf(rows ...string) string { return caseHeader + strings.Join(rows, "\n") + "\n" }

// counters is a place with feeds of cases and a list that knows one matter, which nobody applies for.
func counters(t *testing.T) *desk {
	t.Helper()
	d := settle(t, func(p *place) {
		p.Datasets = append(p.Datasets, "service_case", "intake")
		p.Sources["c_inc"] = caseSource("c_inc", "increment", "all", ofRegion)
		p.Sources["c_month"] = caseSource("c_month", "snapshot", "month", ofRegion+"month: {from: filename, pattern: '_M(\\d{4}-\\d{2})_'}\n")
		p.Sources["c_rows"] = strings.Replace(caseSource("c_rows", "increment", "all", ""), "{编号:", "{区划: region_code, 编号:", 1)
	})
	d.putIn("matter", "实施清单_2022-01-01.csv", "实施编码,事项名称,主题,实施主体编码,行使层级,办理类型,依申请政务服务,法定时限,承诺时限,改革前跑动次数,改革前环节数,启用日期,停用日期\n"+
		"T1,社会保障卡信息查询,,RSJ,县级,即办件,否,,0,1,1,2019-06-01,\n")
	d.pass()
	return d
}

// wantQuality compares the published rate: numerator and denominator by period.
func (d *desk) wantQuality(want map[string][2]float64) {
	d.Helper()
	got := map[string][2]float64{}
	for key, v := range d.values() {
		if period, ok := strings.CutPrefix(key, "330482 GS08 "); ok {
			got[period] = [2]float64{v[0], v[1]}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("accepted and counted, -want +got:\n%s", diff)
	}
}

// ledgers is how many loads the program has made of its own ledger.
func (d *desk) ledgers() int {
	d.Helper()
	loads, err := d.control.Loads(context.Background(), "intake", 1000)
	if err != nil {
		d.Fatal(err)
	}
	for _, l := range loads {
		if l.State != assess.LoadApplied || l.Rejected != 0 {
			d.Errorf("load %d of the ledger is %s with %d rejected: %s", l.ID, l.State, l.Rejected, l.Note.EN)
		}
	}
	return len(loads)
}

// Every record received counts by its newest delivery, in the month that its file speaks of.
func TestReceivedCountsByTheNewestDelivery(t *testing.T) {
	t.Parallel()
	d := counters(t)
	if n := d.ledgers(); n != 0 {
		t.Errorf("%d loads of the ledger before any case came", n)
	}
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A1", "2022-03-01"), caseRow("A2", "2022-03-31"), wrongRow("A3", "2022-03-02"), wrongRow("A4", "2022-03-02"), wrongRow("", "2022-03-02")))
	d.pass()
	march := map[string][2]float64{"2022": {2, 5}, "2022-03": {2, 5}}
	d.wantQuality(march)

	// nothing new is no load, and no run; a file in the ledger's own folder is nobody's
	before := d.ledgers()
	d.putIn("intake", "收件台账_2022-03-31.csv", "批次,区划代码,数据源,数据集,报送单位,文件,数据日期,接收,合格,退回,已补正\n1,330482,c_inc,service_case,ZWB,x.csv,2022-03-31,99,99,0,0\n")
	if sum := d.pass(); sum != (job.Summary{Outcome: compute.NothingNew}) {
		t.Errorf("a pass without news did %+v", sum)
	}
	if after := d.ledgers(); after != before || before != 1 {
		t.Errorf("%d loads of the ledger, then %d, want one", before, after)
	}

	// A3 comes right with the next file: it counts there, and no more among the rejected of March; A4 is wrong once more
	d.putIn("c_inc", "c_inc_2022-04-30.csv", caseFileOf(caseRow("A3", "2022-03-02"), wrongRow("A4", "2022-03-02")))
	d.pass()
	d.wantQuality(map[string][2]float64{"2022": {3, 6}, "2022-03": {2, 4}, "2022-04": {1, 2}})

	// the same file again, for the same day, as long and corrected, replaces the first whole; what was without a number too
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A1", "2022-03-01"), caseRow("A2", "2022-03-31"), caseRow("A5", "2022-03-02"), caseRow("A6", "2022-03-02"), wrongRow("A7", "2022-03-02")))
	d.pass()
	d.wantQuality(map[string][2]float64{"2022": {5, 7}, "2022-03": {4, 5}, "2022-04": {1, 2}})

	// a shorter one adds to it, and brings A7 right; it does not bring A4 right, which April has told of later
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A7", "2022-03-02"), caseRow("A4", "2022-03-02")))
	d.pass()
	d.wantQuality(map[string][2]float64{"2022": {7, 8}, "2022-03": {6, 6}, "2022-04": {1, 2}})

	// of a month's whole list the newest counts, in its month, whenever it comes
	d.putIn("c_month", "c_month_M2022-05_2022-06-02.csv", caseFileOf(caseRow("M1", "2022-05-02"), wrongRow("M2", "2022-05-03")))
	d.putIn("c_month", "c_month_M2022-05_2022-06-08.csv", caseFileOf(caseRow("M1", "2022-05-02"), caseRow("M2", "2022-05-03"), wrongRow("M3", "2022-05-31")))
	d.pass()
	all := map[string][2]float64{"2022": {9, 11}, "2022-03": {6, 6}, "2022-04": {1, 2}, "2022-05": {2, 3}}
	d.wantQuality(all)

	// a load that is held, and what a person refuses, does not count; nor does a feed whose rows say their region
	d.putIn("c_inc", "c_inc_2022-07-31.csv", caseFileOf(caseRow("H1", "2022-07-01"), wrongRow("H2", "2022-07-01"), wrongRow("H3", "2022-07-01")))
	d.putIn("c_rows", "c_rows_2022-07-31.csv", "区划,"+caseHeader+"330482,"+caseRow("R1", "2022-07-01")+"\n")
	d.pass()
	d.wantQuality(all)
}

// A new list that lets in what it had refused makes a load of the same file, which stands for the first one. Of two files of
// one name the later stays the later, also when the earlier one is judged again.
func TestReceivedFollowsWhatIsJudgedAgain(t *testing.T) {
	t.Parallel()
	d := counters(t)
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A1", "2022-03-01"), caseRow("A2", "2022-03-01"), wrongRow("A3", "2022-03-02"), strings.Replace(caseRow("A4", "2022-03-02"), "T1", "T8", 1)))
	d.pass()
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A1", "2022-03-01"), caseRow("A2", "2022-03-01"), caseRow("A3", "2022-03-02"), caseRow("A4", "2022-03-02")))
	d.pass()
	want := map[string][2]float64{"2022": {4, 4}, "2022-03": {4, 4}}
	d.wantQuality(want)
	d.putIn("matter", "实施清单_2022-04-01.csv", "实施编码,事项名称,主题,实施主体编码,行使层级,办理类型,依申请政务服务,法定时限,承诺时限,改革前跑动次数,改革前环节数,启用日期,停用日期\n"+
		"T1,社会保障卡信息查询,,RSJ,县级,即办件,否,,0,1,1,2019-06-01,\nT9,另一事项,,RSJ,县级,即办件,否,,0,1,1,2019-06-01,\n")
	before := d.newest()
	d.pass()
	if d.newest() < before+2 { // the list's load, and that of the file which was judged again
		t.Error("the first file was not judged again")
	}
	d.wantQuality(want)
	if sum := d.pass(); sum != (job.Summary{Outcome: compute.NothingNew}) {
		t.Errorf("a pass without news did %+v", sum)
	}
}

// Whoever dies between the loads and the account of them, or while the account is loaded, leaves what the next pass repairs.
func TestReceivedSurvivesEveryDeath(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	t.Parallel()
	d := counters(t)
	want := [2]float64{}
	check := func(step string) {
		t.Helper()
		d.planner.Loader.Step = nil
		d.pass()
		if got := d.values()["330482 GS08 2022"]; [2]float64(got[:2]) != want {
			t.Errorf("died at %s: %v accepted and counted, want %v", step, got[:2], want)
		}
		if sum := d.pass(); sum != (job.Summary{Outcome: compute.NothingNew}) {
			t.Errorf("died at %s: a second pass did %+v", step, sum)
		}
	}
	file := func(i int) string {
		want[0], want[1] = want[0]+1, want[1]+2
		name := fmt.Sprintf("c_inc_2022-03-%02d.csv", i+1)
		d.putIn("c_inc", name, caseFileOf(caseRow(fmt.Sprintf("A%02d", i), "2022-03-01"), wrongRow(fmt.Sprintf("B%02d", i), "2022-03-01")))
		return name
	}
	for i, step := range load.Steps {
		file(i)
		cases := false // the file of cases has reached the step; the next to reach it is the ledger's
		d.planner.Loader.Step = func(name string) {
			if name == step {
				if cases {
					panic(died(step))
				}
				cases = true
			}
		}
		if !d.diesIn() {
			t.Errorf("nobody died at %s: the ledger was not loaded", step)
		}
		check(step)
	}
	// before the account was begun: all loads are in, nothing was computed
	id, err := d.landFile(file(len(load.Steps)))
	if err != nil {
		t.Fatal(err)
	}
	d.process(d.house, id)
	check("the end of the loads")
	if n, least := d.ledgers(), len(load.Steps)+1; n != least {
		t.Errorf("%d loads of the ledger, want one a change: %d", n, least)
	}
}

// died is what a step panics with.
type died string

// diesIn lets the planner work until it dies.
func (d *desk) diesIn() (dead bool) {
	d.Helper()
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(died); !ok {
				panic(r)
			}
			dead = true
		}
	}()
	d.pass()
	return false
}

// The account is a file like any other: what was handed in is kept as it was written.
func TestReceivedIsLanded(t *testing.T) {
	t.Parallel()
	d := counters(t)
	d.putIn("c_inc", "c_inc_2022-03-31.csv", caseFileOf(caseRow("A1", "2022-03-01"), wrongRow("A2", "2022-03-02")))
	d.pass()
	loads, err := d.control.Loads(context.Background(), "intake", 1)
	if err != nil || len(loads) != 1 {
		t.Fatal(loads, err)
	}
	if l := loads[0]; l.File != "收件台账_2022-03-31.csv" || l.AsOf.Format("2006-01-02") != "2022-03-31" {
		t.Errorf("the ledger's file is %s of %s", l.File, l.AsOf)
	}
	all, err := d.control.Loads(context.Background(), "c_inc", 1)
	if err != nil {
		t.Fatal(err)
	}
	of := all[0].ID
	found := false
	err = filepath.WalkDir(d.planner.Loader.Landing, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found = found || strings.HasSuffix(string(text), fmt.Sprintf("\n%d,330482,c_inc,service_case,ZWB,c_inc_2022-03-31.csv,2022-03-31,2,1,1,0\n", of))
		return err
	})
	if err != nil || !found {
		t.Errorf("no landed file holds the account of load %d: %v", of, err)
	}
}
