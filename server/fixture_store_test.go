package server

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// fakeStore answers from memory and counts what it was asked.
type fakeStore struct {
	pub         assess.Publication
	pubErr      error
	years       []int
	assessment  assess.Assessment
	announced   []assess.Announced // of other regions
	totals      []assess.NodeScore // of other regions and years
	months      map[assess.IndicatorID][]assess.Value
	cases       map[assess.IndicatorID]assess.CaseList
	pipe        assess.Pipeline
	texts       map[string]string // of editions, by id and path
	editions    []assess.Edition
	events      []assess.EditionEvent
	diffs       map[assess.EditionID]assess.EditionDiff
	rejects     []assess.Reject
	indicators  []assess.Indicator
	departments []assess.Department

	mu    sync.Mutex
	calls map[string]int
	asked []assess.CaseListQuery
	hook  func(ctx context.Context, method string) error // runs at every call but Publication
}

func (f *fakeStore) called(ctx context.Context, method string) error {
	f.mu.Lock()
	if f.calls == nil {
		f.calls = map[string]int{}
	}
	f.calls[method]++
	f.mu.Unlock()
	if f.hook != nil {
		return f.hook(ctx, method)
	}
	return nil
}

func (f *fakeStore) Publication(context.Context) (assess.Publication, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.pub, f.pubErr
}

func (f *fakeStore) Years(ctx context.Context) ([]int, error) {
	return f.years, f.called(ctx, "Years")
}

func (f *fakeStore) Assessment(ctx context.Context, region assess.RegionCode, year int) (assess.Assessment, error) {
	if year != f.assessment.Year && slices.Contains(f.years, year) {
		return f.earlier(ctx, year)
	}
	return f.assessment, f.called(ctx, "Assessment")
}

func (f *fakeStore) Ground(ctx context.Context, _ int) ([]assess.GroundFact, error) {
	return f.assessment.Ground, f.called(ctx, "Ground")
}

// earlier scores the invented values of another year by the scheme of that year.
func (f *fakeStore) earlier(ctx context.Context, year int) (assess.Assessment, error) {
	values, err := f.Values(ctx, year)
	if err != nil {
		return assess.Assessment{}, err
	}
	all, err := scheme.Embedded()
	if err != nil {
		return assess.Assessment{}, err
	}
	result, err := scoring.Compute(all[year], scoring.Inputs(values), scoring.Options{})
	if err != nil {
		return assess.Assessment{}, err
	}
	u, _ := result.Unit(string(pinghu), year)
	return assess.Assessment{Region: pinghu, Year: year, Nodes: u.NodeScores()}, nil
}

func (f *fakeStore) Announced(ctx context.Context) ([]assess.Announced, error) {
	return append(f.assessment.Announced[:len(f.assessment.Announced):len(f.assessment.Announced)], f.announced...), f.called(ctx, "Announced")
}

func (f *fakeStore) Totals(ctx context.Context) ([]assess.NodeScore, error) {
	var all []assess.NodeScore
	if len(f.assessment.Nodes) > 0 {
		all = append(all, f.assessment.Nodes[0])
	}
	return append(all, f.totals...), f.called(ctx, "Totals")
}

func (f *fakeStore) Months(ctx context.Context, region assess.RegionCode, id assess.IndicatorID, year int) ([]assess.Value, error) {
	return f.months[id], f.called(ctx, "Months")
}

func (f *fakeStore) YearValues(ctx context.Context, region assess.RegionCode, year int) ([]assess.Value, error) {
	var all []assess.Value
	if year == f.assessment.Year {
		for id, v := range f.assessment.Values {
			all = append(append(all, f.months[id]...), v)
		}
	}
	return all, f.called(ctx, "YearValues")
}

func (f *fakeStore) Cases(ctx context.Context, q assess.CaseQuery) (assess.CaseList, error) {
	list := f.cases[q.Indicator]
	list.Rows = list.Rows[min(q.Offset, len(list.Rows)):min(q.Offset+q.Limit, len(list.Rows))]
	return list, f.called(ctx, "Cases")
}

func (f *fakeStore) Pipeline(ctx context.Context) (assess.Pipeline, error) {
	return f.pipe, f.called(ctx, "Pipeline")
}

func (f *fakeStore) Rejects(ctx context.Context, q assess.RejectQuery) (assess.RejectList, error) {
	var list assess.RejectList
	counts := map[assess.Reason]int64{}
	var order []assess.Reason
	for _, r := range f.rejects {
		if q.Source != "" && q.Source != r.Source || q.Load != 0 && q.Load != r.Load {
			continue
		}
		hit := q.Reason == ""
		for _, reason := range r.Reasons {
			if counts[reason] == 0 {
				order = append(order, reason)
			}
			counts[reason]++
			hit = hit || reason.Code == q.Reason
		}
		if hit {
			list.Rows = append(list.Rows, r)
		}
	}
	for _, reason := range order {
		list.By = append(list.By, assess.ReasonCount{Reason: reason, Rows: counts[reason]})
	}
	list.Total = len(list.Rows)
	list.Rows = list.Rows[min(q.Offset, len(list.Rows)):min(q.Offset+q.Limit, len(list.Rows))]
	return list, f.called(ctx, "Rejects")
}

func (f *fakeStore) Editions(ctx context.Context) ([]assess.Edition, error) {
	return f.editions, f.called(ctx, "Editions")
}

func (f *fakeStore) EditionEvents(ctx context.Context) ([]assess.EditionEvent, error) {
	return f.events, f.called(ctx, "EditionEvents")
}

func (f *fakeStore) EditionDiff(ctx context.Context, id assess.EditionID) (assess.EditionDiff, error) {
	d, ok := f.diffs[id]
	if !ok {
		return d, fmt.Errorf("edition %s: %w", id, assess.ErrNotFound)
	}
	return d, f.called(ctx, "EditionDiff")
}

func (f *fakeStore) EditionText(ctx context.Context, id assess.EditionID, path string) (string, error) {
	text, ok := f.texts[string(id)+"/"+path]
	if !ok {
		return "", fmt.Errorf("%s of %s: %w", path, id, assess.ErrNotFound)
	}
	return text, f.called(ctx, "EditionText")
}

func (f *fakeStore) Indicators() []assess.Indicator   { return f.indicators }
func (f *fakeStore) Departments() []assess.Department { return f.departments }
func (f *fakeStore) IndicatorSQL(id assess.IndicatorID) string {
	if id != "RP03" {
		return ""
	}
	return "-- indicator: RP03\n-- title: 清贷解抵平均用时 | Average payoff-to-release time\n-- unit: 小时 | hours\n" +
		"sumIf(calendar_seconds, is_closed) / 3600    AS numerator,\ncountIf(is_closed)                           AS denominator\n"
}

// count is how often a method was called.
func (f *fakeStore) count(method string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[method]
}
