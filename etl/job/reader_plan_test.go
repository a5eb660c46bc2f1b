package job_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/page"
	"yingshang/etl/demo"
	"yingshang/sql/store"
)

// The plan that a page lists is the one that AP01, AP02, AP06, IN01 and IN02 count.
func TestThePlanIsTheOneThatIsCounted(t *testing.T) {
	h := open(t)
	ctx := context.Background()
	truth, err := demo.Write(h.dir, demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.planner.Pass(ctx, "measure", "rectification", "enterprise_request", "reserve_firm", "reserve_firm_history", "incentive_payment", "honour"); err != nil {
		t.Fatal(err)
	}
	r := h.reader(t, store.Everything())
	plan, err := r.Plan(ctx, demo.Region, 2022)
	if err != nil {
		t.Fatal(err)
	}
	asOf := time.Date(2022, 9, 30, 0, 0, 0, 0, assess.Zone)
	got := map[string][2]float64{}
	add := func(code string, good, counts bool) {
		f := got[code]
		if good {
			f[0]++
		}
		if counts {
			f[1]++
		}
		got[code] = f
	}
	groups, kinds := map[string]int{}, map[assess.TaskKind]int{}
	for _, m := range plan.Measures {
		kinds[m.Kind]++
		counts := !m.Done.IsZero() || m.Late(asOf)
		if m.Kind == assess.Measure {
			groups[m.Group]++
			add("AP01", !m.Done.IsZero(), counts)
		} else {
			add("AP02", m.InTime(), counts)
		}
		if m.No == "XD2022-01" && (len(m.Indicators) != 2 || m.Indicators[0] != "RP03") {
			t.Errorf("measure %s is for %v, want what the list says", m.No, m.Indicators)
		}
	}
	for _, p := range plan.Problems {
		add("AP06", p.InTime(), !p.Done.IsZero() || p.Late(asOf))
	}
	for _, f := range plan.Firms {
		add("IN01", f.Stage >= f.Target, true)
		add("IN02", f.Signed(), true)
	}
	want := map[string][2]float64{}
	for code := range got {
		f := truth.Indicators[code]["2022"]
		want[code] = [2]float64{f.Numerator, *f.Denominator}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) != 5 {
		t.Errorf("figures of what is listed, -truth +listed:\n%s", diff)
	}
	if len(groups) != 5 || kinds[assess.Measure] != 20 || kinds[assess.CampaignTask] != 95 {
		t.Errorf("%d key tasks, %v, want 5 with 20 measures and 95 tasks of the campaign: those that are due after the as-of day too", len(groups), kinds)
	}
	late := 0
	for i, q := range plan.Requests {
		if !q.Done.IsZero() || q.Kind != assess.FirmRequest || i > 0 && q.Due.Before(plan.Requests[i-1].Due) {
			t.Errorf("request %+v, want open ones, the longest due first", q)
		}
		if q.Late(asOf) {
			late++
		}
	}
	if late != 6 || len(plan.Requests) != 18 {
		t.Errorf("%d open requests, %d late, want 18 and 6", len(plan.Requests), late)
	}
	if len(plan.Firms) != 68 || !plan.ListedOn.Equal(time.Date(2022, 9, 1, 0, 0, 0, 0, assess.Zone)) {
		t.Errorf("%d firms on the list of %v, want the 68 of September", len(plan.Firms), plan.ListedOn)
	}
	earlier, err := r.Plan(ctx, demo.Region, 2021)
	if in := truth.Indicators["IN01"]["2021"]; err != nil || len(earlier.Requests) != 0 || len(earlier.Firms) != in.N || in.N == 0 ||
		!earlier.ListedOn.Equal(time.Date(2021, 12, 1, 0, 0, 0, 0, assess.Zone)) {
		t.Errorf("the plan of 2021 is %+v, %v, want no open request and the %d firms of December", earlier, err, in.N)
	}
	for _, list := range []struct {
		code  string
		tasks []assess.Task
	}{{"AP01", earlier.Measures}, {"AP06", earlier.Problems}} {
		if want := truth.Indicators[list.code]["2021"]; want.Denominator == nil || float64(len(list.tasks)) != *want.Denominator {
			t.Errorf("the plan of 2021 lists %d for %s, want those of %+v and none of 2022", len(list.tasks), list.code, want)
		}
	}
	if empty, err := r.Plan(ctx, demo.Region, 2018); err != nil || len(empty.Measures)+len(empty.Problems)+len(empty.Requests)+len(empty.Firms) != 0 {
		t.Errorf("the plan of 2018 is %+v, %v, want an empty one", empty, err)
	}

	// what the page says of it are the numerators and denominators of the values
	a, err := r.Assessment(ctx, demo.Region, 2022)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := r.Publication(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := page.NewPlan(page.PlanInput{In: page.In{Locale: page.LocaleOf("zh"), Path: "/plan", Query: url.Values{}, Year: 2022, Publication: pub, Calendar: calendar.Default()},
		Assessment: a, Plan: plan})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, f := range shown.Facts {
		if code, ok := strings.CutPrefix(f.Href, "/i/"); ok {
			said[code] = f.Value
		}
	}
	counted := map[string]string{}
	for _, code := range []assess.IndicatorID{"AP01", "AP02", "AP06", "IN01"} {
		v := a.Values[code]
		counted[string(code)] = fmt.Sprintf("%.0f / %.0f", *v.Numerator, *v.Denominator)
	}
	if diff := cmp.Diff(counted, said); diff != "" || shown.Tasks.Table.Rows[5].Cells[2].Text() != "17" || len(shown.Timeline.Twin.Rows) != 20 {
		t.Errorf("facts of the page, -values +page:\n%s", diff)
	}

	honours, err := r.Honours(ctx, demo.Region)
	wantHonour := []assess.Honour{{Year: 2022, Title: "首批国家知识产权强县建设试点县", Level: "national", Department: "SCJG", Theme: "T11", Basis: "report", Note: "嘉兴唯一;授予单位、日期与文号未见报道"}}
	if diff := cmp.Diff(wantHonour, honours); diff != "" || err != nil {
		t.Errorf("honours, -want +got:\n%s%v", diff, err)
	}

	other := h.reader(t, store.Within([]assess.RegionCode{"330481"}, nil, store.WholeCases))
	if _, err := other.Plan(ctx, demo.Region, 2022); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's plan: %v, want ErrForbidden", err)
	}
	if _, err := other.Honours(ctx, demo.Region); !errors.Is(err, assess.ErrForbidden) {
		t.Errorf("another region's honours: %v, want ErrForbidden", err)
	}
	masked, err := h.reader(t, store.Within([]assess.RegionCode{demo.Region}, nil, store.MaskedCases)).Plan(ctx, demo.Region, 2022)
	if err != nil || masked.Firms[0].Name == plan.Firms[0].Name || masked.Requests[0].No == plan.Requests[0].No {
		t.Errorf("%v: a firm or a request is shown whole to one who may see masked cases", err)
	}
	sums, err := h.reader(t, store.Within([]assess.RegionCode{demo.Region}, nil, store.NoCases)).Plan(ctx, demo.Region, 2022)
	if err != nil || len(sums.Requests) != 0 || len(sums.Firms) != 68 || sums.Firms[0].Name != masked.Firms[0].Name {
		t.Errorf("%v: one who may see sums alone is told of %d requests", err, len(sums.Requests))
	}
}

// A list of honours is judged like any other.
func TestHonoursAreJudged(t *testing.T) {
	h := open(t)
	ctx := context.Background()
	folder := filepath.Join(h.dir, "inbox", "honour")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	const head = "年份,荣誉名称,级别,授予单位,授予日期,文号,归口部门编码,指标主题,依据,说明\n"
	list := head +
		"2021,甲,省级,演示单位,2021-12-31,演〔2021〕1号,FGJ,T03,文件,\n" +
		"2022,乙,国家,,,,SCJG,,报道,\n"
	if err := os.WriteFile(filepath.Join(folder, "荣誉登记_2022-09-29.csv"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := h.planner.Pass(ctx); err != nil {
		t.Fatal(err)
	}
	r := h.reader(t, store.Everything())
	honours, err := r.Honours(ctx, demo.Region)
	if err != nil || len(honours) != 2 || honours[0].Title != "乙" || honours[1].Level != "province" || honours[1].AwardedOn.Format(time.DateOnly) != "2021-12-31" {
		t.Errorf("honours %+v, %v", honours, err)
	}
	bad := head +
		"22,丙,省级,,,,FGJ,,报道,\n" + // no year
		"2022,,省级,,,,FGJ,,报道,\n" + // no title
		"2022,丁,县级,,,,FGJ,,报道,\n" + // no level
		"2022,戊,省级,,2022-02-30,,FGJ,,报道,\n" + // no day
		"2022,己,省级,,2021-12-31,,FGJ,,报道,\n" + // of another year
		"2022,庚,省级,,2022-10-01,,FGJ,,报道,\n" + // after the day of the file
		"2022,辛,省级,,,,,,报道,\n" + // no office
		"2022,壬,省级,,,,FGJ,,听说,\n" + // no basis
		"2022,癸,省级,,,,FGJ,,文件,\n" // without its number
	if err := os.WriteFile(filepath.Join(folder, "荣誉登记_2022-09-30.csv"), []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := h.planner.Pass(ctx); err != nil {
		t.Fatal(err)
	}
	loads, err := h.control.Loads(ctx, "honour", 10)
	if err != nil || len(loads) == 0 {
		t.Fatal(err)
	}
	if loads[0].Accepted != 0 || loads[0].Rejected != 9 {
		t.Errorf("the bad list: %d accepted, %d rejected, want 0 and 9", loads[0].Accepted, loads[0].Rejected)
	}
	if now, err := r.Honours(ctx, demo.Region); err != nil || len(now) != 2 {
		t.Errorf("after a list that is held there are %d honours, %v, want the 2 of before", len(now), err)
	}
}
