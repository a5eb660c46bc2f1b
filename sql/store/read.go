package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
)

var errNothingPublished = fmt.Errorf("nothing is published yet: %w", assess.ErrNotFound)

func hexOf(n uint64) string { return strconv.FormatUint(n, 16) }

// Facts are what a reader knows beside the database: the same for all scopes.
type Facts struct {
	Indicators  []assess.Indicator
	Departments []assess.Department
	Sources     []assess.SourceState                       // id, title, dataset, supplier, schedule, mode
	Next        func(assess.SourceID, time.Time) time.Time // when a source is due after a moment
}

// Reader answers what pages ask for, within a scope.
type Reader struct {
	store   *Store
	control *control.DB
	watch   *Watch
	facts   Facts
	scope   Scope
	now     func() time.Time
}

// Read makes a reader. It fails without a scope: nobody has said then what may be seen.
func (s *Store) Read(scope Scope, watch *Watch, ledger *control.DB, facts Facts, now func() time.Time) (*Reader, error) {
	if err := scope.check(); err != nil {
		return nil, err
	}
	return &Reader{store: s, control: ledger, watch: watch, facts: facts, scope: scope, now: now}, nil
}

// region refuses a region outside the scope.
func (r *Reader) region(code assess.RegionCode) error {
	if r.scope.everything || slices.Contains(r.scope.regions, code) {
		return nil
	}
	return fmt.Errorf("region %s: %w", code, assess.ErrForbidden)
}

// Publication returns what readers see now.
func (r *Reader) Publication(ctx context.Context) (assess.Publication, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return assess.Publication{}, err
	}
	return v.Publication, nil
}

// Years returns the years that have values or scores, newest first.
func (r *Reader) Years(ctx context.Context) ([]int, error) {
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	var years []int
	for part := range v.parts {
		if part.Name == "score" {
			years = append(years, part.Period.Year())
		}
	}
	slices.Sort(years)
	slices.Reverse(years)
	return slices.Compact(years), nil
}

// Assessment returns what was computed for a region and a year, and every announced result.
func (r *Reader) Assessment(ctx context.Context, region assess.RegionCode, year int) (assess.Assessment, error) {
	a := assess.Assessment{Region: region, Year: year, Values: map[assess.IndicatorID]assess.Value{}}
	if err := r.region(region); err != nil {
		return a, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return a, err
	}
	y, err := v.year(ctx, r.store, year)
	if err != nil {
		return a, err
	}
	a.Scheme = y.scheme
	for _, n := range y.nodes {
		if n.Region == region {
			a.Nodes = append(a.Nodes, n)
		}
	}
	for _, value := range y.values {
		if value.Region == region && value.Period.Kind == assess.Year {
			a.Values[value.Indicator] = value
		}
	}
	months, runs := split(v.runs("announced_result", nil))
	err = r.store.rows(ctx, "announced", nil, merge(r.scope.values(), params{"months": months, "runs": runs}), func(row driver.Rows) error {
		var n assess.Announced
		var code string
		var y uint16
		var tier uint8
		var on *time.Time
		if err := row.Scan(&code, &y, &tier, &n.Score, &on, &n.Document); err != nil {
			return err
		}
		n.Region, n.Year, n.Tier = assess.RegionCode(code), int(y), int(tier)
		if on != nil {
			n.AnnouncedOn = dayOf(*on)
		}
		if n.Region == region {
			a.Announced = append(a.Announced, n)
		}
		return nil
	})
	return a, err
}

// Months returns an indicator's values of a year's months.
func (r *Reader) Months(ctx context.Context, region assess.RegionCode, indicator assess.IndicatorID, year int) ([]assess.Value, error) {
	if err := r.region(region); err != nil {
		return nil, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return nil, err
	}
	y, err := v.year(ctx, r.store, year)
	if err != nil {
		return nil, err
	}
	var found []assess.Value
	for _, value := range y.values {
		if value.Region == region && value.Indicator == indicator && value.Period.Kind == assess.Month {
			found = append(found, value)
		}
	}
	slices.SortFunc(found, func(a, b assess.Value) int { return a.Period.Start.Compare(b.Period.Start) })
	return found, nil
}

// scores returns the scored trees of a run and year, in the order of the scheme.
func (s *Store) scores(ctx context.Context, scope Scope, run uint64, year int) (nodes []assess.NodeScore, scheme string, err error) {
	err = s.rows(ctx, "year_scores", nil, merge(scope.values(), params{"run": run, "year": year}), func(r driver.Rows) error {
		n := assess.NodeScore{Year: year}
		var region, status string
		var depth, tier uint8
		var rank uint32
		err := r.Scan(&region, &scheme, &n.Node, &n.Parent, &depth, &n.Score, &n.Weight, &n.Full, &n.Contribution, &rank, &tier, &status, &n.Reason)
		n.Region, n.Status, n.Depth, n.Rank, n.Tier = assess.RegionCode(region), assess.Status(status), int(depth), int(rank), int(tier)
		nodes = append(nodes, n)
		return err
	})
	return nodes, scheme, err
}

// Cases returns a page of the rows behind a value: their parts add up to the value's own numerator and denominator.
func (r *Reader) Cases(ctx context.Context, q assess.CaseQuery) (assess.CaseList, error) {
	var list assess.CaseList
	if err := r.region(q.Region); err != nil {
		return list, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return list, err
	}
	ind := r.store.cat.Indicators[q.Indicator]
	if ind == nil {
		return r.reported(ctx, v, q)
	}
	clock := r.store.cat.Clocks[ind.Clock]
	text, err := r.store.cat.CasesSQL(ind)
	if err != nil {
		return list, err
	}
	values, err := r.caseValues(ctx, v, clock, q)
	if err != nil {
		return list, err
	}
	values["one_row"] = ind.OneRow()
	list = assess.CaseList{By: ind.ByAs, Columns: clock.Show}
	err = r.store.rowsOf(ctx, "cases", text, values, r.scanCases(&list, ind.OneRow()))
	if err != nil {
		return list, err
	}
	if !ind.OneRow() {
		list = byThing(list)
	}
	return list, r.nameFiles(ctx, list.Rows)
}

// byThing puts what is counted in front and leaves out the columns that its rows do not have in common.
func byThing(list assess.CaseList) assess.CaseList {
	columns := []assess.Column{{Name: "thing", Title: list.By}}
	var keep []int
	for i, c := range list.Columns {
		if !slices.ContainsFunc(list.Rows, func(r assess.CaseRow) bool { return r.Cells[i] == "" }) {
			columns, keep = append(columns, c), append(keep, i)
		}
	}
	for n, r := range list.Rows {
		cells := []string{r.Thing}
		for _, i := range keep {
			cells = append(cells, r.Cells[i])
		}
		list.Rows[n].Cells = cells
	}
	list.Columns = columns
	return list
}

// reported returns the rows that a department handed in as an indicator's value.
func (r *Reader) reported(ctx context.Context, v *view, q assess.CaseQuery) (assess.CaseList, error) {
	for _, clock := range r.store.cat.InOrder() {
		if !clock.Rows {
			continue
		}
		text, err := r.store.cat.ReportedSQL(clock)
		if err != nil {
			return assess.CaseList{}, err
		}
		values, err := r.caseValues(ctx, v, clock, q)
		if err != nil {
			return assess.CaseList{}, err
		}
		values["indicator"], values["period_kind"], values["period"] = string(q.Indicator), string(q.Period.Kind), day(q.Period.Start)
		list := assess.CaseList{By: assess.Text{ZH: "填报行", EN: "Reported row"}, Columns: clock.Show}
		if err := r.store.rowsOf(ctx, "reported", text, values, r.scanCases(&list, true)); err != nil {
			return list, err
		}
		return list, r.nameFiles(ctx, list.Rows)
	}
	return assess.CaseList{}, nil
}

func (r *Reader) caseValues(ctx context.Context, v *view, clock *catalog.Clock, q assess.CaseQuery) (params, error) {
	within := func(m time.Time) bool { return m.Year() == q.Period.Start.Year() && !m.After(v.AsOf) }
	if q.Period.Kind == assess.Month {
		within = func(m time.Time) bool { return m.Equal(q.Period.Start) }
	}
	months, runs := split(v.runs(clock.Name, within))
	values := merge(r.scope.values(), params{"months": months, "runs": runs, "region": string(q.Region), "limit": uint32(q.Limit), "offset": uint32(q.Offset)})
	var stock time.Time
	err := r.store.row(ctx, "stock_month", map[string]any{"table": catalog.Names{clock.Table()}}, values, &stock)
	values["stock_month"] = day(stock)
	return values, err
}

func (r *Reader) scanCases(list *assess.CaseList, oneRow bool) func(driver.Rows) error {
	return func(rows driver.Rows) error {
		var c assess.CaseRow
		var thing, source string
		var total uint64
		if err := rows.Scan(&thing, &c.Numerator, &c.Denominator, &source, &c.Load, &c.Line, &c.Cells, &total, &list.Numerator, &list.Denominator); err != nil {
			return err
		}
		list.Total, c.Source = int(total), assess.SourceID(source)
		for i, col := range list.Columns {
			if col.Name == "case_no" {
				c.Cells[i] = r.scope.caseNumber(c.Cells[i])
			}
		}
		c.Thing = thing
		if oneRow {
			c.Thing = r.scope.caseNumber(thing)
		}
		list.Rows = append(list.Rows, c)
		return nil
	}
}

// nameFiles writes the names of files behind loads.
func (r *Reader) nameFiles(ctx context.Context, rows []assess.CaseRow) error {
	names := map[uint64]string{}
	for i := range rows {
		name, ok := names[rows[i].Load]
		if !ok {
			l, err := r.control.LoadByID(ctx, rows[i].Load)
			if err != nil {
				return fmt.Errorf("load %d: %w", rows[i].Load, err)
			}
			name = l.File
			names[rows[i].Load] = name
		}
		rows[i].File = name
	}
	return nil
}

// Rejects returns a page of the rows that were not taken, of the loads that stand or wait.
func (r *Reader) Rejects(ctx context.Context, q assess.RejectQuery) (assess.RejectList, error) {
	var list assess.RejectList
	loads, err := r.counting(ctx)
	if err != nil {
		return list, err
	}
	var ids []uint64
	var attempts []uint32
	byID := map[uint64]control.Load{}
	for _, l := range loads {
		if l.Rejected > 0 && (q.Load == 0 || q.Load == l.ID) {
			ids, attempts = append(ids, l.ID), append(attempts, uint32(l.Attempt))
			byID[l.ID] = l
		}
	}
	values := merge(r.scope.values(), params{"loads": ids, "attempts": attempts, "source": string(q.Source), "reason": q.Reason, "limit": uint32(q.Limit), "offset": uint32(q.Offset)})
	headers := map[uint64][]string{}
	err = r.store.rows(ctx, "rejects", nil, values, func(rows driver.Rows) error {
		var j assess.Reject
		var source, dataset string
		var reasons []string
		var kept uint8
		var total uint64
		if err := rows.Scan(&source, &dataset, &j.Load, &j.Line, &j.Key, &kept, &reasons, &j.Content, &j.At, &total); err != nil {
			return err
		}
		l := byID[j.Load]
		j.Source, j.Dataset, j.Kept, j.File = assess.SourceID(source), assess.DatasetID(dataset), kept == 1, l.File
		j.Supplier = r.supplier(j.Source)
		for _, code := range reasons {
			j.Reasons = append(j.Reasons, r.reason(j.Dataset, code))
		}
		if headers[j.Load] == nil {
			if headers[j.Load], err = r.header(ctx, l); err != nil {
				return err
			}
		}
		j.Header = headers[j.Load]
		if r.scope.cases != WholeCases {
			j.Content, j.Key = nil, r.scope.caseNumber(j.Key)
		}
		list.Total = int(total)
		list.Rows = append(list.Rows, j)
		return nil
	})
	if err != nil {
		return list, err
	}
	list.By, err = r.reasons(ctx, values)
	return list, err
}

func (r *Reader) reasons(ctx context.Context, values params) ([]assess.ReasonCount, error) {
	var found []assess.ReasonCount
	err := r.store.rows(ctx, "reject_reasons", nil, values, func(rows driver.Rows) error {
		var code, dataset string
		var n uint64
		err := rows.Scan(&code, &dataset, &n)
		found = append(found, assess.ReasonCount{Reason: r.reason(assess.DatasetID(dataset), code), Rows: int64(n)})
		return err
	})
	return found, err
}

func (r *Reader) reason(dataset assess.DatasetID, code string) assess.Reason {
	if set := r.store.cat.Datasets[dataset]; set != nil {
		if found, ok := set.Reason(code); ok {
			return found
		}
	}
	return assess.Reason{Code: code, Text: assess.Text{ZH: code, EN: code}} // a rule that has been withdrawn since
}

// header is the header of a load's file, as it was received.
func (r *Reader) header(ctx context.Context, l control.Load) ([]string, error) {
	f, err := r.control.FileByID(ctx, l.FileID)
	if err != nil {
		return nil, err
	}
	var m struct {
		Header []string `json:"header"`
	}
	if err := json.Unmarshal([]byte(f.Manifest), &m); err != nil {
		return nil, fmt.Errorf("manifest of file %d: %w", f.ID, err)
	}
	return m.Header, nil
}

func (r *Reader) supplier(id assess.SourceID) assess.Department {
	for _, s := range r.facts.Sources {
		if s.ID == id {
			return s.Supplier
		}
	}
	return assess.Department{}
}

// counting returns the loads whose rows or rejects count today, of the sources that the scope may see.
func (r *Reader) counting(ctx context.Context) ([]control.Load, error) {
	all, err := r.control.Counting(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(l control.Load) bool { return !r.scope.Department(r.supplier(l.Source).Code) }), nil
}

// Indicators returns the words of every indicator.
func (r *Reader) Indicators() []assess.Indicator { return r.facts.Indicators }

// Departments returns every office.
func (r *Reader) Departments() []assess.Department { return r.facts.Departments }

// IndicatorSQL returns the text of an indicator's file, "" for one that is reported.
func (r *Reader) IndicatorSQL(id assess.IndicatorID) string {
	if i := r.store.cat.Indicators[id]; i != nil {
		return i.Text()
	}
	return ""
}
