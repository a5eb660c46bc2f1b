package job_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/etl/demo"
	"yingshang/etl/edition"
	"yingshang/sql/store"
)

const (
	listHeader    = "实施编码,事项名称,主题,实施主体编码,办理类型,法定时限,承诺时限,改革前跑动次数,改革前环节数,启用日期,停用日期\n"
	counterHeader = "办件编号,实施编码,受理部门编码,办理类型,申请渠道,申请时间,受理时间,承诺办结日期,办结时间,到场次数,申请人证件号码,同步类型,同步时间\n"
	pauseHeader   = "办件编号,特别程序编号,特别程序种类,开始时间,结束时间,同步类型,同步时间\n"
)

// serviceCase is a line of a case that was accepted at nine of a day, and finished at nine of another.
func serviceCase(no, accepted, finished string) string {
	return strings.Join([]string{no, "M1", "SJJ", "承诺件", "网上", accepted + " 09:00:00", accepted + " 09:00:00", "", finished + " 09:00:00", "0", "x", "I", finished + " 10:00:00"}, ",") + "\n"
}

// oneMatter is the list of matters, with one on it.
func oneMatter(title string, promise string) string {
	return listHeader + strings.Join([]string{"M1", title, "企业开办", "SJJ", "承诺件", "20", promise, "1", "3", "2015-01-01", ""}, ",") + "\n"
}

// archive keeps editions of the desk.
func (d *desk) archive() *edition.Archive {
	return &edition.Archive{Dir: filepath.Join(d.dir, "editions"), Store: d.store, Control: d.control, Computer: d.planner.Computer, Address: d.place.Address,
		Program: "test", Mark: func(context.Context) string { return "" }, Now: time.Now}
}

// TestACaseOfAFrozenYear freezes and publishes 2019 and 2020. What a case of theirs looks up stays as it was, whatever comes in later,
// also where it lies in another year; a year that is taken back shows what is known today.
func TestACaseOfAFrozenYear(t *testing.T) {
	d := settle(t, func(p *place) { p.Datasets = append(p.Datasets, "service_case") })
	ctx := context.Background()
	d.putIn("matter", "实施清单_2022-01-01.csv", oneMatter("企业设立登记", "10"))
	// C18 was stopped in the year before it ended, of which there is no calendar; C20 never, and 2020 has no suspension at all.
	d.putIn("service_case", "办件_2022-01-01.csv", counterHeader+serviceCase("C18", "2018-12-20", "2019-01-10")+serviceCase("C19", "2019-03-04", "2019-03-15")+
		serviceCase("C20", "2020-03-02", "2020-03-13")+serviceCase("C21", "2021-03-01", "2021-03-12"))
	stop := func(no, of, from, to, changed string) string {
		return strings.Join([]string{of, no, "听证", from + " 09:00:00", to + " 09:00:00", "I", changed + " 10:00:00"}, ",") + "\n"
	}
	d.putIn("special_procedure", "特别程序_2022-01-01.csv", pauseHeader+stop("S18", "C18", "2018-12-24", "2018-12-26", "2019-01-10")+
		stop("S19", "C19", "2019-03-05", "2019-03-07", "2019-03-15")+stop("S21", "C21", "2021-03-02", "2021-03-04", "2021-03-15"))
	d.pass()

	archive := d.archive()
	for _, year := range []int{2019, 2020} {
		e, _, err := archive.Freeze(ctx, year, edition.Order{By: "test", Reason: "archive"})
		if err != nil {
			t.Fatal(err)
		}
		if err := archive.Publish(ctx, e.ID, edition.Order{By: "test", Reason: "announced"}); err != nil {
			t.Fatal(err)
		}
	}
	r := d.reader(t, store.Everything())
	looks := func(choice, no string, year int) string {
		t.Helper()
		pub, err := r.Publication(assess.WithEdition(ctx, choice))
		if err != nil {
			t.Fatal(err)
		}
		ctx := assess.Pin(assess.WithEdition(ctx, choice), pub)
		c, err := r.Case(ctx, demo.Region, "service_case", no, 0)
		if err != nil {
			t.Fatalf("case %s: %v", no, err)
		}
		list, err := r.CaseList(ctx, assess.CaseListQuery{Region: demo.Region, Clock: "service_case", Period: assess.YearOf(year), Number: no, Limit: 10})
		if err != nil || len(list.Rows) != 1 {
			t.Fatalf("case %s in the list of %d: %d rows, %v", no, year, len(list.Rows), err)
		}
		var stops []string
		for _, p := range c.Parts {
			for _, row := range p.Rows {
				for _, s := range row.Spans {
					stops = append(stops, s.From.Format("01-02")+"/"+s.To.Format("01-02"))
				}
			}
		}
		row := list.Rows[0]
		page := c.Rows[0].Cells
		if diff := cmp.Diff(page, row.Cells); diff != "" {
			t.Errorf("case %s with ed=%q: its page and its list differ (-page +list):\n%s", no, choice, diff)
		}
		return cellOf(list, row, "task_name") + " " + cellOf(list, row, "net_days") + "/" + cellOf(list, row, "promise_days") + " " + strings.Join(stops, " ")
	}
	want := func(when string, of map[string]string) {
		t.Helper()
		got := map[string]string{}
		for asked := range of {
			no, choice, _ := strings.Cut(asked, " ")
			year := map[string]int{"C18": 2019, "C19": 2019, "C20": 2020, "C21": 2021}[no]
			got[asked] = looks(choice, no, year)
		}
		if diff := cmp.Diff(of, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	frozen := map[string]string{
		"C18": "企业设立登记 /10 12-24/12-26", "C18 2019-1": "企业设立登记 /10 12-24/12-26", "C19": "企业设立登记 7/10 03-05/03-07", "C19 2020-1": "企业设立登记 7/10 03-05/03-07",
		"C20": "企业设立登记 9/10 ", "C20 2019-1": "企业设立登记 9/10 ", "C21": "企业设立登记 7/10 03-02/03-04", "C21 2019-1": "企业设立登记 7/10 03-02/03-04",
	}
	want("as frozen", frozen)

	// Corrections of every year come in, and the first suspension of a case of 2020; the matter has another name and promise.
	d.putIn("matter", "实施清单_2022-05-01.csv", oneMatter("企业开业", "8"))
	d.putIn("special_procedure", "特别程序_2022-05-01.csv", pauseHeader+stop("S18", "C18", "2018-12-24", "2018-12-28", "2022-05-01")+
		stop("S19", "C19", "2019-03-05", "2019-03-08", "2022-05-01")+stop("S20", "C20", "2020-03-03", "2020-03-05", "2022-05-01")+stop("S21", "C21", "2021-03-02", "2021-03-05", "2022-05-01"))
	d.pass()
	now := map[string]string{"C18 live": "企业开业 /8 12-24/12-28", "C19 live": "企业开业 6/8 03-05/03-08", "C20 live": "企业开业 7/8 03-03/03-05", "C21": "企业开业 6/8 03-02/03-05", "C21 2019-1": "企业开业 6/8 03-02/03-05"}
	delete(frozen, "C21")
	delete(frozen, "C21 2019-1")
	want("as frozen, after corrections", frozen)
	want("as it is known today", now)

	if _, err := archive.Rollback(ctx, 2019, edition.Order{By: "test", Reason: "corrected"}); err != nil {
		t.Fatal(err)
	}
	r = d.reader(t, store.Everything())
	want("2019 is taken back", map[string]string{"C18": now["C18 live"], "C19": now["C19 live"], "C19 2019-1": frozen["C19"], "C20": frozen["C20"]})
}

// TestAFrozenRunningYear freezes a year that still runs. Its lists stand on the day of the edition: what was due after that day is
// not late, and what lies ahead of it does not count.
func TestAFrozenRunningYear(t *testing.T) {
	d := settle(t, func(p *place) { p.Datasets = append(p.Datasets, "service_case") })
	ctx := context.Background()
	d.putIn("matter", "实施清单_2022-01-01.csv", oneMatter("企业设立登记", "10"))
	open := func(no, promised string) string {
		return strings.Join([]string{no, "M1", "SJJ", "承诺件", "网上", "2022-09-26 09:00:00", "2022-09-26 09:00:00", promised, "", "0", "x", "I", "2022-09-29 10:00:00"}, ",") + "\n"
	}
	d.putIn("service_case", "办件_2022-09-30.csv", counterHeader+open("LATE", "2022-09-29")+open("TODAY", "2022-09-30")+open("AHEAD", "2022-10-20"))
	d.pass()
	archive := d.archive()
	e, _, err := archive.Freeze(ctx, 2022, edition.Order{By: "test", Reason: "archive"})
	if err != nil {
		t.Fatal(err)
	}
	if err := archive.Publish(ctx, e.ID, edition.Order{By: "test", Reason: "announced"}); err != nil {
		t.Fatal(err)
	}
	d.planner.Computer.AsOf = func(context.Context) (time.Time, error) { return time.Date(2022, 12, 31, 0, 0, 0, 0, assess.Zone), nil }
	d.putIn("service_case", "办件_2022-12-31.csv", counterHeader+serviceCase("NEW", "2022-12-01", "2022-12-05")+serviceCase("LATE", "2022-09-26", "2022-12-10"))
	d.pass()
	r := d.reader(t, store.Everything())
	for choice, want := range map[string]map[string]assess.CaseState{
		"":          {"LATE": assess.Late, "TODAY": assess.Open},
		assess.Live: {"LATE": assess.Closed, "TODAY": assess.Late, "AHEAD": assess.Late, "NEW": assess.Closed},
	} {
		ctx := assess.WithEdition(ctx, choice)
		pub, err := r.Publication(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if day := map[string]string{"": "2022-09-30", assess.Live: "2022-12-31"}[choice]; pub.Today(2022).Format(time.DateOnly) != day || pub.Today(2021).Format(time.DateOnly) != "2022-12-31" {
			t.Errorf("with ed=%q the figures of 2022 stand on %s, of 2021 on %s", choice, pub.Today(2022), pub.Today(2021))
		}
		list, err := r.CaseList(assess.Pin(ctx, pub), assess.CaseListQuery{Region: demo.Region, Clock: "service_case", Period: assess.YearOf(2022), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]assess.CaseState{}
		for _, row := range list.Rows {
			got[row.Thing] = row.State
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("cases of 2022 with ed=%q (-want +got):\n%s", choice, diff)
		}
		// What is late now is no frozen figure: the case that has ended since is not.
		late, err := r.LateCases(assess.Pin(ctx, pub), demo.Region, "SJJ", 10)
		if err != nil || len(late) == 0 {
			t.Fatalf("%d lists of late cases, %v", len(late), err)
		}
		list, err = r.CaseList(assess.Pin(ctx, pub), assess.CaseListQuery{Region: demo.Region, Clock: "service_case", State: assess.Late, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range []assess.CaseList{late[0], list} {
			now := numbers(l)
			slices.Sort(now)
			if diff := cmp.Diff([]string{"AHEAD", "TODAY"}, now); diff != "" {
				t.Errorf("late cases of %s with ed=%q (-want +got):\n%s", l.Name, choice, diff)
			}
		}
	}
}
