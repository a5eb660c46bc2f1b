package server

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// LateCases has one list, with the open cases of one department.
func (f *fakeStore) LateCases(ctx context.Context, region assess.RegionCode, department assess.DepartmentCode, limit int) ([]assess.CaseList, error) {
	if err := f.called(ctx, "LateCases"); err != nil {
		return nil, err
	}
	list := assess.CaseList{Name: "service_case", By: assess.Text{ZH: "政务服务办件", EN: "Service cases"}, Columns: []assess.Column{
		{Name: "case_no", Title: assess.Text{ZH: "办件编号", EN: "Case"}}, {Name: "due_on", Title: assess.Text{ZH: "应办结日", EN: "Due"}},
		{Name: "promise_days", Title: assess.Text{ZH: "承诺", EN: "Promised"}, Right: true},
	}}
	if department == "BDC" {
		list.Total = 1
		list.Rows = []assess.CaseRow{{Thing: "2203100001", Cells: []string{"2203100001", "2022-03-17", "5"}, Source: "service_case", Load: 9, Line: 12, File: "办件_2022-03-31.csv"}}
	}
	return []assess.CaseList{list}, nil
}

// Splits are those of RP03 and RP04: thirty banks, and two channels of which one decides on RP04.
func (f *fakeStore) Splits(ctx context.Context, region assess.RegionCode, id assess.IndicatorID, period assess.Period) (assess.Splits, error) {
	if err := f.called(ctx, "Splits"); err != nil || id != "RP03" && id != "RP04" && id != "RP07" {
		return assess.Splits{}, err
	}
	if id == "RP07" {
		return assess.Splits{Thing: assess.Text{ZH: "银行", EN: "Bank"}}, nil
	}
	scale := map[assess.IndicatorID]float64{"RP03": 1, "RP04": 100}[id]
	whole := f.assessment.Values[id]
	group := func(code string, share float64, n float64) assess.SplitGroup {
		num := share * n
		return assess.SplitGroup{Code: code, Numerator: &num, Denominator: &n, Value: new(scale * num / n), N: int64(n)}
	}
	banks := assess.Split{Kind: "party", Column: assess.Column{Name: "mortgagee", Title: assess.Text{ZH: "抵押权人", EN: "Mortgagee"}}}
	rest, left := *whole.Denominator, *whole.Numerator
	for i := range 29 {
		n := float64(20 + 4*i)
		g := group(fmt.Sprintf("演示银行 %02d", i+1), 0.5+0.01*float64(i), n)
		rest, left = rest-n, left-*g.Numerator
		banks.Groups = append(banks.Groups, g)
	}
	banks.Groups = append(banks.Groups, group("", left/rest, rest))
	channels := assess.Split{Kind: "channel", Column: assess.Column{Name: "channel", Title: assess.Text{ZH: "渠道", EN: "Channel"},
		Words: map[string]assess.Text{"online": {ZH: "线上", EN: "Online"}, "window": {ZH: "窗口", EN: "Window"}}}}
	if id == "RP04" {
		channels.Groups = []assess.SplitGroup{group("online", 1, 2642), group("window", 0, 24)}
	} else {
		channels.Groups = []assess.SplitGroup{group("online", 0.95, 2600), group("window", 196.4/66, 66)}
	}
	return assess.Splits{List: []assess.Split{banks, channels}}, nil
}

// Spread is that of RP03.
func (f *fakeStore) Spread(ctx context.Context, region assess.RegionCode, id assess.IndicatorID, period assess.Period) (*assess.Spread, error) {
	if err := f.called(ctx, "Spread"); err != nil || id != "RP03" {
		return nil, err
	}
	s := &assess.Spread{Clock: "calendar_hour", N: 2666, Min: 0.37, Max: 9.2, Mean: 1, P25: 0.7, Median: 0.9, P75: 1.2, P90: 1.6, P99: 4.4}
	s.Binned()
	for i := range s.Bins {
		s.Bins[i].N = int64(400 / (1 + i*i/8))
	}
	return s, nil
}

// Values are the county's own of 2022, of other years invented ones a little worse, and those of six peers, each worse than the
// one before.
func (f *fakeStore) Values(ctx context.Context, year int) ([]assess.Value, error) {
	if err := f.called(ctx, "Values"); err != nil {
		return nil, err
	}
	var all []assess.Value
	for _, i := range f.indicators {
		v := f.assessment.Values[i.ID]
		if year != 2022 && v.Value != nil {
			worse := *v.Value * 1.04
			if i.Direction == assess.HigherIsBetter {
				worse = *v.Value * 0.98
			}
			v.Value, v.Numerator, v.Denominator = &worse, nil, nil
		}
		v.Period = assess.YearOf(year)
		all = append(all, v)
		for k := range 6 {
			p := v
			p.Region, p.N = peer(k), 500
			if v.Value != nil {
				far := 0.01 * float64(k*k+1)
				if i.Direction == assess.HigherIsBetter {
					far = -far
				}
				p.Value = new(*v.Value * (1 + far))
			}
			all = append(all, p)
		}
	}
	return all, nil
}

// Peers are six values of RP03.
func (f *fakeStore) Peers(ctx context.Context, region assess.RegionCode, id assess.IndicatorID, year int) ([]float64, error) {
	if err := f.called(ctx, "Peers"); err != nil || id != "RP03" {
		return nil, err
	}
	return []float64{0.9, 2.5, 8, 12, 31, 70}, nil
}

// Coverage has the three sources of releases, one of which missed a month.
func (f *fakeStore) Coverage(ctx context.Context, id assess.IndicatorID, reported bool, year int) (assess.Coverage, error) {
	if err := f.called(ctx, "Coverage"); err != nil {
		return nil, err
	}
	months := func(without int) []time.Time {
		var list []time.Time
		for m := 1; m <= 9; m++ {
			if m != without {
				list = append(list, assess.MonthOf(2022, time.Month(m)).Start)
			}
		}
		return list
	}
	if reported || !strings.HasPrefix(string(id), "RP0") {
		return assess.Coverage{{Source: "reported", Due: months(0), Delivered: months(0)}}, nil
	}
	return assess.Coverage{{Source: "release_bank", Due: months(0), Delivered: months(0)}, {Source: "release_fund", Due: months(0), Delivered: months(2)},
		{Source: "release_centre", Due: months(0), Delivered: months(0)}}, nil
}

// OpenCases has one late case of BT01, and none that is not yet due.
func (f *fakeStore) OpenCases(ctx context.Context, region assess.RegionCode, id assess.IndicatorID, limit int) (late, open *assess.CaseList, err error) {
	if err := f.called(ctx, "OpenCases"); err != nil || id != "BT01" {
		return nil, nil, err
	}
	lists, err := f.LateCases(ctx, region, "BDC", limit)
	none := lists[0]
	none.Rows, none.Total = nil, 0
	return &lists[0], &none, err
}
