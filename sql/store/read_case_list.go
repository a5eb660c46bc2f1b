package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Clocks returns every kind of case with what pages know of it, by name.
func (r *Reader) Clocks() []assess.Clock {
	var all []assess.Clock
	for _, k := range r.store.cat.InOrder() {
		all = append(all, r.words(k))
	}
	slices.SortFunc(all, func(a, b assess.Clock) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// CaseList returns a page of the cases of a clock, or of those behind an indicator's value. An indicator that counts banks, say,
// or whose value was handed in, has its rows as Cases gives them: nothing else narrows them. Open cases of no period are those of
// today, whatever edition is shown.
func (r *Reader) CaseList(ctx context.Context, q assess.CaseListQuery) (assess.CaseList, error) {
	var list assess.CaseList
	if err := r.mayList(q); err != nil {
		return list, err
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return list, err
	}
	if q.OfToday() {
		v = v.today()
	}
	clock := r.store.cat.Clocks[q.Clock]
	var ind *catalog.Indicator
	if q.Indicator != "" {
		asked := assess.CaseQuery{Region: q.Region, Indicator: q.Indicator, Period: q.Period, Offset: q.Offset, Limit: q.Limit}
		reported, err := r.wasReported(ctx, v, asked)
		if err != nil {
			return list, err
		}
		if ind = r.store.cat.Indicators[q.Indicator]; ind == nil || !ind.OneRow() || reported {
			return r.Cases(ctx, asked)
		}
		clock = r.store.cat.Clocks[ind.Clock]
	}
	if clock == nil || !r.store.cat.Words(clock).Listed() {
		return list, fmt.Errorf("clock %q: %w", q.Clock, assess.ErrNotFound)
	}
	values, err := r.caseValues(ctx, v, clock, assess.CaseQuery{Region: q.Region, Period: q.Period, Offset: q.Offset, Limit: q.Limit})
	if err != nil {
		return list, err
	}
	var text string
	if ind == nil {
		text, err = r.store.cat.CaseListSQL(clock)
	} else {
		text, err = r.store.cat.CountedListSQL(ind)
	}
	if err != nil {
		return list, err
	}
	departments := []string{}
	for _, d := range r.scope.departments {
		departments = append(departments, string(d))
	}
	if q.Department != "" {
		departments = []string{string(q.Department)}
	}
	everyDepartment := q.Department == "" && (r.scope.everything || ind != nil)
	values = merge(values, params{
		"number": q.Number, "state": string(q.State), "soon_until": day(q.SoonUntil),
		"every_department": everyDepartment, "departments": departments,
	})
	for _, c := range clock.Show {
		if c.Words != nil {
			values["code_"+c.Name] = q.Coded[c.Name]
		}
	}
	list = assess.CaseList{Name: clock.Name, By: clock.Title, Columns: r.columns(clock)}
	if err := r.store.rowsOf(ctx, "case_list", text, values, r.scanCases(&list, true)); err != nil {
		return list, err
	}
	if ind != nil {
		if err := r.fillCells(ctx, ind, values, &list); err != nil {
			return list, err
		}
	}
	return list, r.nameFiles(ctx, list.Rows)
}

// atOnce is how many rows are found again by one query: the places of more do not fit into the address of a request.
const atOnce = 2000

// fillCells writes the cells of a list that came without them. To find its rows again is far less than to carry the cells of every
// counted case through the order of the list.
func (r *Reader) fillCells(ctx context.Context, ind *catalog.Indicator, values params, list *assess.CaseList) error {
	text, err := r.store.cat.CaseCellsSQL(ind)
	if err != nil {
		return err
	}
	for rows := range slices.Chunk(list.Rows, atOnce) {
		if err := r.fill(ctx, text, values, list.Columns, rows); err != nil {
			return err
		}
	}
	return nil
}

// fill writes the cells of some rows of a list.
func (r *Reader) fill(ctx context.Context, text string, values params, columns []assess.Column, list []assess.CaseRow) error {
	var loads, places []uint64
	at := map[uint64]int{}
	for i, c := range list {
		place := c.Load<<32 | uint64(c.Line)
		loads, places, at[place] = append(loads, c.Load), append(places, place), i
	}
	slices.Sort(loads)
	values = merge(values, params{"loads": slices.Compact(loads), "places": places})
	found := 0
	err := r.store.rowsOf(ctx, "case_cells", text, values, func(rows driver.Rows) error {
		var source string
		var load uint64
		var line uint32
		var cells []string
		if err := rows.Scan(&source, &load, &line, &cells); err != nil {
			return err
		}
		c := &list[at[load<<32|uint64(line)]]
		c.Source, c.Cells = assess.SourceID(source), r.masked(columns, cells)
		found++
		return nil
	})
	if err == nil && found != len(list) {
		err = fmt.Errorf("case_cells: found %d of %d rows", found, len(list))
	}
	return err
}

// mayList refuses what the scope does not hold. A search would tell the numbers that the scope masks.
func (r *Reader) mayList(q assess.CaseListQuery) error {
	if err := r.region(q.Region); err != nil {
		return err
	}
	if q.Department != "" && !r.scope.Department(q.Department) {
		return fmt.Errorf("cases of department %s: %w", q.Department, assess.ErrForbidden)
	}
	if q.Number != "" && r.scope.cases != WholeCases {
		return fmt.Errorf("a search by number: %w", assess.ErrForbidden)
	}
	return nil
}

// monthsWithin says which months a period holds, up to the as-of day; all of them when it is zero.
func monthsWithin(p assess.Period, asOf time.Time) func(time.Time) bool {
	return func(m time.Time) bool {
		switch p.Kind {
		case assess.Month:
			return m.Equal(p.Start)
		case assess.Year:
			return m.Year() == p.Start.Year() && !m.After(asOf)
		}
		return !m.After(asOf)
	}
}
