package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

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
	reported, err := r.wasReported(ctx, v, q)
	if err != nil {
		return list, err
	}
	if ind == nil || reported {
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
	list = assess.CaseList{By: ind.ByAs, Columns: r.columns(clock)}
	err = r.store.rowsOf(ctx, "cases", text, values, r.scanCases(&list, ind.OneRow()))
	if err != nil {
		return list, err
	}
	if !ind.OneRow() {
		list = byThing(list)
		return list, r.nameFiles(ctx, list.Rows)
	}
	list.Name = clock.Name
	if err := r.fillCells(ctx, ind, values, &list); err != nil {
		return list, err
	}
	return list, r.nameFiles(ctx, list.Rows)
}

// wasReported says that the value asked about was handed in: there are no records behind it, though the indicator is computed
// from records elsewhere.
func (r *Reader) wasReported(ctx context.Context, v *view, q assess.CaseQuery) (bool, error) {
	y, err := v.year(ctx, r.store, q.Period.Start.Year())
	if err != nil {
		return false, err
	}
	for _, value := range y.values {
		if value.Region == q.Region && value.Indicator == q.Indicator && value.Period == q.Period {
			return value.Feed == assess.FromReport, nil
		}
	}
	return false, nil
}

// columns are those of a list of cases, with the names of departments for their codes.
func (r *Reader) columns(clock *catalog.Clock) []assess.Column {
	columns := slices.Clone(clock.Show)
	for i, c := range columns {
		if c.Name != "org_code" && c.Name != "department" {
			continue
		}
		columns[i].Words = map[string]assess.Text{}
		for _, d := range r.facts.Departments {
			columns[i].Words[string(d.Code)] = d.Name
		}
	}
	return columns
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
		list := assess.CaseList{By: assess.Text{ZH: "填报行", EN: "Reported row"}, Columns: r.columns(clock)}
		if err := r.store.rowsOf(ctx, "reported", text, values, r.scanCases(&list, true)); err != nil {
			return list, err
		}
		return list, r.nameFiles(ctx, list.Rows)
	}
	return assess.CaseList{}, nil
}

// caseValues bind the rows of a clock within a period, as of the day on which the figures of its year stand.
func (r *Reader) caseValues(ctx context.Context, v *view, clock *catalog.Clock, q assess.CaseQuery) (params, error) {
	asOf := v.AsOf
	if q.Period.Kind != "" {
		asOf = v.Today(q.Period.Start.Year())
	}
	values, err := r.rowValues(ctx, v, clock, q.Region, v.runs(clock.Name, monthsWithin(q.Period, asOf)), asOf)
	return merge(values, params{"limit": uint32(q.Limit), "offset": uint32(q.Offset)}), err
}

// rowValues bind the rows of a clock's runs; the last list of a stock is the newest of those.
func (r *Reader) rowValues(ctx context.Context, v *view, clock *catalog.Clock, region assess.RegionCode, of map[time.Time]uint64, asOf time.Time) (params, error) {
	months, runs := split(of)
	values := merge(r.scope.values(), params{"months": months, "runs": runs, "region": string(region), "as_of": day(asOf)})
	if !clock.HasStock() {
		return values, nil
	}
	stock, err := v.lastStock(ctx, r.store, clock.Table(), values)
	values["stock_month"] = day(stock)
	return values, err
}

func (r *Reader) scanCases(list *assess.CaseList, oneRow bool) func(driver.Rows) error {
	return func(rows driver.Rows) error {
		var c assess.CaseRow
		var thing, source string
		var total uint64
		into := []any{&thing, &c.Numerator, &c.Denominator, &source, &c.Load, &c.Line, &c.Cells, &total, &list.Numerator, &list.Denominator}
		var state string
		if len(rows.Columns()) > len(into) {
			into = append(into, &state)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		list.Total, c.Source, c.State = int(total), assess.SourceID(source), assess.CaseState(state)
		if len(c.Cells) > 0 { // else fillCells writes them
			c.Cells = r.masked(list.Columns, c.Cells)
		}
		c.Thing = thing
		if oneRow {
			c.Thing = r.scope.caseNumber(thing)
		}
		list.Rows = append(list.Rows, c)
		return nil
	}
}

// masked are the cells of a row as the scope may see them.
func (r *Reader) masked(columns []assess.Column, cells []string) []string {
	for i, col := range columns {
		if col.Name == "case_no" {
			cells[i] = r.scope.caseNumber(cells[i])
		}
	}
	return cells
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
