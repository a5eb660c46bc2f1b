package server

import (
	"context"
	"time"

	"yingshang/dashboards/assess"
)

// Reform gives every reform some months before its start and since; releases know of trips.
func (f *fakeStore) Reform(ctx context.Context, region assess.RegionCode, id assess.ReformID, start time.Time) (assess.ReformFigures, error) {
	side := func(n int64, mean float64) assess.ReformSide {
		s := assess.ReformSide{Cases: n, Timed: n, Mean: &mean, Median: new(mean * 0.9), P90: new(mean * 1.4)}
		if id == "mortgage_release" {
			s.Trips, s.Saved = new(3.0), new(0.0)
			if mean < 10 {
				s.Trips, s.Saved = new(0.027), new(float64(n)*2.97)
			}
		} else {
			s.Whole = new(mean * 1.1)
		}
		return s
	}
	out := assess.ReformFigures{Before: side(2588, 105.27), After: side(2666, 1), NewWay: side(2642, 0.8), OldWay: side(24, 23.5)}
	if id == "joint_acceptance" {
		out.After.Offices, out.After.Judged = new(7.0), 424
	}
	for m := -12; m < 8; m++ {
		if m == -1 {
			continue // a month without records
		}
		mean := 105 + float64(m%5)
		if m >= 0 {
			mean = 1.6 - float64(m)/10
		}
		out.Months = append(out.Months, assess.ReformMonth{Month: start.AddDate(0, m, 0), ReformSide: side(220, mean)})
	}
	return out, f.called(ctx, "Reform")
}

// Plan has a plan of 2022 with one key task, a campaign, a late request and three firms; other years have none.
func (f *fakeStore) Plan(ctx context.Context, region assess.RegionCode, year int) (assess.Plan, error) {
	if err := f.called(ctx, "Plan"); err != nil || year != 2022 {
		return assess.Plan{}, err
	}
	task := func(kind assess.TaskKind, no, title, office, due, done string, moves ...assess.IndicatorID) assess.Task {
		t := assess.Task{Kind: kind, No: no, Title: title, Department: assess.DepartmentCode(office), Due: at(due), Indicators: moves, Status: "under_way"}
		if kind == assess.Measure {
			t.Group = "提升政务服务效能"
		}
		if done != "" {
			t.Done, t.Status = at(done), "done"
		}
		return t
	}
	return assess.Plan{
		Measures: []assess.Task{
			task(assess.Measure, "XD2022-01", "推行无感知清贷解抵", "BDC", "2022-06-30", "2022-06-10", "RP03", "RP04"),
			task(assess.Measure, "XD2022-02", "推行竣工联合验收", "JSJ", "2022-06-30", "2022-07-08", "CP02"),
			task(assess.Measure, "XD2022-03", "建立诉求闭环办理机制", "FGJ", "2022-08-31", ""),
			task(assess.Measure, "XD2022-04", "推行跨区通办", "ZWB", "2022-09-30", ""),
			task(assess.Measure, "XD2022-05", "开展上市培训", "JRB", "2022-12-31", ""),
			task(assess.CampaignTask, "GJ2022-001", "攻坚任务一", "BDC", "2022-08-31", "2022-08-31"),
			task(assess.CampaignTask, "GJ2022-002", "攻坚任务二", "BDC", "2022-08-31", ""),
		},
		Problems: []assess.Task{task(assess.Rectification, "ZG2022-001", "窗口收件清单不一致", "ZWB", "2022-08-01", "")},
		Requests: []assess.Task{{Kind: assess.FirmRequest, No: "SQ220801001", Group: "用工", Department: "RSJ", Due: at("2022-08-15")}},
		Firms: []assess.ReserveFirm{
			{Name: "演示企业甲", Start: assess.Tutored, Target: assess.Applied, Stage: assess.Applied, Broker: at("2021-10-08")},
			{Name: "演示企业乙", Start: assess.Nurtured, Target: assess.ShareCompany, Stage: assess.ShareCompany},
			{Name: "演示企业丙", Start: assess.Nurtured, Target: assess.ShareCompany, Stage: assess.Nurtured},
		},
		ListedOn: at("2022-09-01"),
	}, nil
}

// Honours has that of the newspaper article.
func (f *fakeStore) Honours(ctx context.Context, region assess.RegionCode) ([]assess.Honour, error) {
	return []assess.Honour{{Year: 2022, Title: "首批国家知识产权强县建设试点县", Level: "national", Department: "SCJG", Theme: "T11", Basis: "report"}}, f.called(ctx, "Honours")
}
