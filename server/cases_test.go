package server

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// What the address asks for is what the store is asked.
func TestCasesAskForWhatTheAddressSays(t *testing.T) {
	all := assess.CaseListQuery{Region: pinghu, Clock: "service_case", Coded: map[string]string{}, SoonUntil: at("2022-10-12"), Limit: 50}
	tests := []struct {
		name, path string
		want       func(q *assess.CaseListQuery)
	}{
		{"nothing: the kind that most indicators count", "/cases", func(*assess.CaseListQuery) {}},
		{"a state", "/cases?clock=service_case&state=late", func(q *assess.CaseListQuery) { q.State = assess.Late }},
		{"all states", "/cases?state=all", func(*assess.CaseListQuery) {}},
		{"a year", "/cases?year=2022", func(q *assess.CaseListQuery) { q.Period = assess.YearOf(2022) }},
		{"a month wins over a year", "/cases?year=2021&month=2022-03", func(q *assess.CaseListQuery) { q.Period = assess.MonthOf(2022, time.March) }},
		{"an office", "/cases?department=BDC", func(q *assess.CaseListQuery) { q.Department = "BDC" }},
		{"a channel", "/cases?apply_type=web", func(q *assess.CaseListQuery) { q.Coded["apply_type"] = "web" }},
		{"another kind's channel is not heard", "/cases?clock=mortgage_release&apply_type=web", func(q *assess.CaseListQuery) { q.Clock = "mortgage_release" }},
		{"a number", "/cases?case=+2200", func(q *assess.CaseListQuery) { q.Number = "2200" }},
		{"a page", "/cases?offset=50&limit=10", func(q *assess.CaseListQuery) { q.Offset, q.Limit = 50, 10 }},
		{"a file has all rows", "/cases.csv?offset=50&limit=10", func(q *assess.CaseListQuery) { q.Limit = exported }},
		{"an indicator's year", "/cases?indicator=RP04", func(q *assess.CaseListQuery) {
			q.Clock, q.Indicator, q.Period = "", "RP04", assess.YearOf(2022)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFixture(t)
			res := ask(New(config(t, f)), http.MethodGet, tt.path)
			if res.Code != http.StatusOK {
				t.Fatalf("status %d", res.Code)
			}
			want := all
			want.Coded = map[string]string{}
			tt.want(&want)
			if diff := cmp.Diff([]assess.CaseListQuery{want}, f.asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCasesThatCannotBeAskedFor(t *testing.T) {
	tests := map[string]int{
		"/cases?state=lost": 400, "/cases?month=2022": 400, "/cases?offset=-1": 400, "/cases?limit=0": 400, "/cases?limit=501": 400, "/cases?apply_type=pigeon": 400,
		"/cases?clock=special_procedure": 404, "/cases?clock=nothing": 404, "/cases?indicator=XX99": 404, "/cases?department=XX": 404, "/cases?year=1999": 404, "/cases?offset=500": 404,
		"/cases/service_case/9": 404, "/cases/nothing/2200000001": 404, "/cases/service_case": 301, "/cases/service_case/": 404, "/cases/service_case/2200000003": 403,
		"/cases/service_case/A%2F1": 200, "/cases/service_case/A/1": 200,
	}
	for path, want := range tests {
		if res := ask(New(config(t, newFixture(t))), http.MethodGet, path); res.Code != want {
			t.Errorf("%s = %d, want %d", path, res.Code, want)
		}
	}
	if body := ask(New(config(t, newFixture(t))), http.MethodGet, "/cases/service_case/9").Body.String(); !strings.Contains(body, "没有这一件") {
		t.Error("a case that is not there has no words of its own")
	}
}

// The pages of a list lead from one to the next, keeping the filters.
func TestCasesLeadOn(t *testing.T) {
	body := ask(New(config(t, newFixture(t))), http.MethodGet, "/cases?clock=service_case&apply_type=web&offset=50").Body.String()
	for _, want := range []string{
		"第 51–60 条，共 60 条", `href="/cases?apply_type=web&amp;clock=service_case#list"`, `name="case"`, `<option value="web" selected>`,
		`href="/cases/service_case/2200000101"`, `href="/cases.csv?apply_type=web&amp;clock=service_case&amp;table=cases"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the second page has no %s", want)
		}
	}
	if strings.Contains(body, `rel="next"`) {
		t.Error("the last page leads on")
	}
}

// A case's tables are files like any others.
func TestACaseAsAFile(t *testing.T) {
	for table, want := range map[string]string{"account": "停表：补正", "timeline": "受理", "record": "办件编号", "indicators": "GS03", "part_special_procedure": "2022-03-11"} {
		res := ask(New(config(t, newFixture(t))), http.MethodGet, "/cases/service_case/2200000001.csv?table="+table)
		if res.Code != http.StatusOK || !strings.Contains(res.Body.String(), want) {
			t.Errorf("%s = %d, without %s", table, res.Code, want)
		}
	}
}
