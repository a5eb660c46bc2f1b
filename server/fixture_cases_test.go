package server

import (
	"context"
	"fmt"
	"strings"

	"yingshang/dashboards/assess"
)

// Words of the fixture's kinds of case.
var (
	serviceCase = assess.Clock{
		Name: "service_case", Title: assess.Text{ZH: "政务服务办件", EN: "Service cases"}, Number: "case_no", Office: "org_code", Kind: "workday",
		Counted: "net_days", Promise: "promise_days",
		Columns: []assess.Column{
			{Name: "case_no", Title: assess.Text{ZH: "办件编号", EN: "Case"}},
			{Name: "org_code", Title: assess.Text{ZH: "部门", EN: "Office"}, Words: map[string]assess.Text{"BDC": {ZH: "登记中心", EN: "Registration Centre"}}},
			{Name: "apply_type", Title: assess.Text{ZH: "渠道", EN: "Channel"}, Words: map[string]assess.Text{"web": {ZH: "网上", EN: "Web"}, "window": {ZH: "窗口", EN: "Window"}}},
			{Name: "accept_at", Title: assess.Text{ZH: "受理时间", EN: "Accepted"}},
			{Name: "due_on", Title: assess.Text{ZH: "应办结日", EN: "Due"}},
			{Name: "promise_days", Title: assess.Text{ZH: "承诺", EN: "Promised"}, Right: true},
		},
		Events: []assess.Event{
			{Column: "accept_at", Title: assess.Text{ZH: "受理", EN: "Accepted"}, Role: assess.Begins},
			{Column: "due_on", Title: assess.Text{ZH: "应办结", EN: "Due"}, Role: assess.DueDay},
			{Column: "result_at", Title: assess.Text{ZH: "办结", EN: "Finished"}, Role: assess.Ends},
		},
		Indicators: []assess.Indicator{{ID: "GS01"}, {ID: "GS03"}},
	}
	specialProcedure = assess.Clock{Name: "special_procedure", Title: assess.Text{ZH: "特别程序与补正", EN: "Special procedures"},
		Columns: []assess.Column{{Name: "special_on", Title: assess.Text{ZH: "开始", EN: "Begun"}}, {Name: "end_on", Title: assess.Text{ZH: "结束", EN: "Ended"}}}}
	release = assess.Clock{Name: "mortgage_release", Title: assess.Text{ZH: "清贷解抵", EN: "Mortgage releases"}, Number: "case_no", Kind: "calendar_hour",
		Columns:    []assess.Column{{Name: "case_no", Title: assess.Text{ZH: "业务号", EN: "Case"}}},
		Events:     []assess.Event{{Column: "payoff_at", Title: assess.Text{ZH: "结清", EN: "Paid off"}, Role: assess.Begins}, {Column: "register_at", Title: assess.Text{ZH: "登簿", EN: "Registered"}, Role: assess.Ends}},
		Indicators: []assess.Indicator{{ID: "RP03"}},
	}
)

func (f *fakeStore) Clocks() []assess.Clock {
	return []assess.Clock{release, serviceCase, specialProcedure}
}

// fixtureCases are 120 cases of services; every tenth is late.
func fixtureCases() []assess.CaseRow {
	var rows []assess.CaseRow
	for i := range 120 {
		state := assess.Closed
		if i%10 == 0 {
			state = assess.Late
		}
		no := fmt.Sprintf("22%08d", i+1)
		channel := []string{"web", "window"}[i%2]
		rows = append(rows, assess.CaseRow{Thing: no, State: state, Cells: []string{no, "BDC", channel, "2022-03-10 09:00:00", "2022-03-17", "5"},
			Source: "service_case", Load: 9, Line: uint32(i + 2), File: "办件_2022-03-31.csv"})
	}
	return rows
}

func (f *fakeStore) CaseList(ctx context.Context, q assess.CaseListQuery) (assess.CaseList, error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	f.mu.Unlock()
	if err := f.called(ctx, "CaseList"); err != nil {
		return assess.CaseList{}, err
	}
	if q.Indicator != "" {
		list, err := f.Cases(ctx, assess.CaseQuery{Indicator: q.Indicator, Offset: q.Offset, Limit: q.Limit})
		list.Name = release.Name
		return list, err
	}
	list := assess.CaseList{Name: q.Clock, By: serviceCase.Title, Columns: serviceCase.Columns}
	if q.Clock == release.Name {
		list.By, list.Columns = release.Title, release.Columns
		return list, nil
	}
	for _, r := range fixtureCases() {
		if (q.State == "" || q.State == r.State) && strings.HasPrefix(r.Thing, q.Number) && (q.Coded["apply_type"] == "" || q.Coded["apply_type"] == r.Cells[2]) {
			list.Rows = append(list.Rows, r)
		}
	}
	list.Total = len(list.Rows)
	list.Rows = list.Rows[min(q.Offset, len(list.Rows)):min(q.Offset+q.Limit, len(list.Rows))]
	return list, nil
}

// Case is an open case whose clock stood twice; 2200000002 is finished, 2200000003 of a department that may not be seen.
func (f *fakeStore) Case(ctx context.Context, region assess.RegionCode, clock, no string, year int) (assess.Case, error) {
	if err := f.called(ctx, "Case"); err != nil {
		return assess.Case{}, err
	}
	if clock != serviceCase.Name || !strings.HasPrefix(no, "22") && no != "A/1" {
		return assess.Case{}, fmt.Errorf("case %q: %w", no, assess.ErrNotFound)
	}
	if no == "2200000003" {
		return assess.Case{}, fmt.Errorf("case %q: %w", no, assess.ErrForbidden)
	}
	event := func(i int, text string) assess.CaseAt {
		e := assess.CaseAt{Event: serviceCase.Events[i]}
		if text != "" {
			e.At, e.IsClock = at(text), len(text) > 10
		}
		return e
	}
	promise := 5
	one := assess.CaseRecord{CaseRow: fixtureCases()[0], No: no, Month: at("2022-03-01"), Promise: &promise,
		Events: []assess.CaseAt{event(0, "2022-03-10 09:00"), event(1, "2022-03-22"), event(2, "")},
		Parts:  []assess.CasePart{{Indicator: "GS03", Numerator: new(0.0), Denominator: new(1.0)}}}
	one.Thing, one.Cells[0] = no, no
	if no == "2200000002" {
		one.Events = []assess.CaseAt{event(0, "2022-03-10 09:00"), event(1, ""), event(2, "2022-03-18 15:00")}
		one.Counted = new(3.0)
	}
	stop := func(from, to string) assess.CaseRecord {
		return assess.CaseRecord{CaseRow: assess.CaseRow{Cells: []string{from, to}, File: "特别程序.csv", Line: 3, Load: 4},
			Spans: []assess.CaseSpan{{Title: assess.Text{ZH: "补正", EN: "Correction"}, From: at(from), To: at(to)}}}
	}
	return assess.Case{Clock: serviceCase, No: no, Rows: []assess.CaseRecord{one},
		Parts: []assess.CaseParts{{Clock: specialProcedure, Rows: []assess.CaseRecord{stop("2022-03-11", "2022-03-15"), stop("2022-03-14", "2022-03-16")}}}}, nil
}
