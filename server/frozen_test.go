package server

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
)

// A year that an edition is shown of is told by the edition's scheme and SQL, whatever they are today; and every page says
// that it is not what is published, and leads on to others of the same edition.
func TestAFrozenYearIsToldByItsOwnRules(t *testing.T) {
	f := newFixture(t)
	year := f.years[0]
	f.years = append(f.years, 2021)
	text, err := fs.ReadFile(scheme.Files(), "schemes/2022.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(text), "title: {zh: ", "title: {zh: 冻结的", 1)
	if own == string(text) {
		t.Fatal("the scheme has no title to change")
	}
	days := string(calendar.Default().CSV()) + "2022-03-17,off,冻结的假日,Frozen holiday\n" // while the fixture's case runs
	f.texts = map[string]string{"2022-1/scheme.yaml": own, "2022-1/calendar.csv": days, "2022-1/sql/indicators/RP03.sql": "-- indicator: RP03, as it was frozen\n"}
	f.pub.Editions, f.pub.Event = map[int]assess.Edition{year: {ID: "2022-1", AsOf: at("2022-06-30"), FrozenAt: at("2022-07-02 09:00"), Manifest: "23f6a7469e4c"}}, 1
	h := New(config(t, f))
	body := func(path string) string {
		t.Helper()
		w := ask(h, http.MethodGet, path)
		if w.Code != http.StatusOK {
			t.Fatalf("GET %s = %d", path, w.Code)
		}
		return w.Body.String()
	}
	if b := body("/"); !strings.Contains(b, "冻结的") || !strings.Contains(b, "版次 2022-1") || strings.Contains(b, "这里显示的是冻结") {
		t.Errorf("the cockpit does not name the scheme and the edition that its figures are of, or warns of what is published")
	}
	if b := body("/i/RP03"); !strings.Contains(b, "as it was frozen") {
		t.Error("the indicator's page does not show the SQL that was frozen")
	}
	// The figures stand on the edition's day, and say that they are frozen; those of another year stand on the publication's.
	for path, of := range map[string][2]string{
		"/": {"2022-06-30", "版次 2022-1（已冻结）"}, "/i/RP03": {"2022-06-30", "版次 2022-1（已冻结）"}, "/?year=2021": {"2022-09-30", "#"},
		"/cases/service_case/2200000001": {"2022-06-30", "版次 2022-1（已冻结）"}, "/cases?indicator=GS03": {"2022-06-30", "版次 2022-1（已冻结）"},
	} {
		b := body(path)
		for _, want := range []string{"<span>截至 " + of[0], "<span>发布 " + of[1]} {
			if !strings.Contains(b, want) {
				t.Errorf("%s: no figure says %q", path, want)
			}
		}
		if other := map[bool]string{true: "2022-09-30", false: "2022-06-30"}[of[0] == "2022-06-30"]; strings.Contains(b, "截至 "+other) {
			t.Errorf("%s: something stands on %s, want %s", path, other, of[0])
		}
	}
	// What the province announced is no part of an edition, and stands beside with its day and its document.
	for _, path := range []string{"/", "/tier", "/report"} {
		if b := body(path); !strings.Contains(b, "不属于版次 2022-1：") {
			t.Errorf("%s does not say that announced results are no part of the edition", path)
		}
		if b := body(path + "?year=2021"); strings.Contains(b, "不属于版次") {
			t.Errorf("%s of a year without an edition speaks of one", path)
		}
	}
	announced := "2022-09-20 反馈，平湖营商环境处于全省第一方阵"
	for _, path := range []string{"/", "/tier?year=2021", "/report", "/trend"} {
		if !strings.Contains(body(path), announced) {
			t.Errorf("%s does not say %q", path, announced)
		}
	}
	// A figure of many years stands on the publication, and names the editions in it.
	if b := body("/trend"); !strings.Contains(b, "<span>发布 #12，其中 2022-1 为冻结的版次</span>") || !strings.Contains(b, "<span>截至 2022-09-30</span>") || !strings.Contains(b, "不属于任何版次") ||
		!strings.Contains(b, "测算为版次 2022-1（已冻结），截至 2022-06-30") {
		t.Error("the trend does not say which of its years are frozen")
	}
	// What is open now is told as of today, on the page of a frozen year too.
	for path, n := range map[string]int{"/dept/BDC": 1, "/i/BT01": 2, "/cases?clock=service_case&state=late": 1, "/cases?clock=service_case&state=late&year=2022": 0} {
		b := body(path)
		if got := strings.Count(b, "<span>截至 2022-09-30</span><span>发布 #12</span>"); got != n {
			t.Errorf("%s: %d figures stand on today, want %d", path, got, n)
		}
	}
	if b := body("/cases/service_case/2200000001"); !strings.Contains(b, "冻结的假日") {
		t.Error("the days of a frozen case are not counted by the calendar that was frozen")
	}
	if b := body("/i/RP03"); strings.Contains(b, f.pub.Formula) || !strings.Contains(b, "版次清单的 SHA-256") {
		t.Error("the indicator of a frozen year shows the checksum of today's rules, or not that of the edition")
	}
	f.pub.Choice = "2022-1"
	if b := body("/?ed=2022-1"); !strings.Contains(b, "这里显示的是冻结的版次 2022-1") || !strings.Contains(b, "/trend?ed=2022-1") {
		t.Error("a page of an edition that was asked for does not say so, or does not lead on to others of it")
	}
	f.pub.Choice, f.pub.Editions = assess.Live, nil
	if b := body("/?ed=live"); !strings.Contains(b, "不是已发布的版次") || strings.Contains(b, "冻结的浙江") {
		t.Error("the live page does not say that it is not what is published, or shows the frozen scheme")
	}
	for path, want := range map[string]int{"/?ed=2022": http.StatusBadRequest, "/?ed=x": http.StatusBadRequest} {
		if w := ask(h, http.MethodGet, path); w.Code != want {
			t.Errorf("GET %s = %d, want %d", path, w.Code, want)
		}
	}
	f.pub.Editions = map[int]assess.Edition{year: {ID: "2022-2", AsOf: at("2022-06-30")}}
	f.pub.Event = 2
	if w := ask(h, http.MethodGet, "/"); w.Code == http.StatusOK {
		t.Error("an edition without its scheme is shown with another one")
	}
}
