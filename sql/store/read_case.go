package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Case returns one case with its clock, as the publication has it: every row that holds its number, the one that counts first,
// and the rows of other clocks that belong to that one. A year (0: none) puts the row of that year before those of others, and
// a list stands as it did at the end of that year. What belongs to a row of a year that an edition is shown of is what was
// frozen with it. It is for those who may see cases whole.
func (r *Reader) Case(ctx context.Context, region assess.RegionCode, clock, no string, year int) (assess.Case, error) {
	var c assess.Case
	if err := r.region(region); err != nil {
		return c, err
	}
	if r.scope.cases != WholeCases {
		return c, fmt.Errorf("a case with its number: %w", assess.ErrForbidden)
	}
	v, err := r.watch.take(ctx)
	if err != nil {
		return c, err
	}
	cat := r.store.cat
	k := cat.Clocks[clock]
	if k == nil || cat.Words(k).Number == "" {
		return c, fmt.Errorf("clock %q: %w", clock, assess.ErrNotFound)
	}
	c.Clock, c.No = r.words(k), no
	if c.Rows, err = r.ownRecords(ctx, v, k, region, no, year); err != nil {
		return c, err
	}
	if len(c.Rows) == 0 {
		return c, fmt.Errorf("case %q of %s: %w", no, clock, assess.ErrNotFound)
	}
	if err := r.ofScope(k, c.Rows); err != nil {
		return c, err
	}
	of := c.Rows[0].Month.Year()
	for _, part := range cat.PartsOf(k) {
		values, err := r.rowValues(ctx, v, part.Clock, region, v.lookups(cat, part.Clock, of), v.Today(of))
		if err != nil {
			return c, err
		}
		rows, err := r.records(ctx, part.Clock, part.Column, no, values)
		if err != nil {
			return c, err
		}
		if len(rows) > 0 {
			c.Parts = append(c.Parts, assess.CaseParts{Clock: r.words(part.Clock), Rows: rows})
		}
	}
	return c, nil
}

// words are what pages know of a clock, with the names of departments.
func (r *Reader) words(k *catalog.Clock) assess.Clock {
	words := r.store.cat.Words(k)
	words.Columns = r.columns(k)
	return words
}

// ofScope refuses a case of a department that the scope does not hold.
func (r *Reader) ofScope(k *catalog.Clock, rows []assess.CaseRecord) error {
	for i, c := range k.Show {
		if c.Name != k.Course.Office {
			continue
		}
		for _, row := range rows {
			if d := assess.DepartmentCode(row.Cells[i]); d != "" && !r.scope.Department(d) {
				return fmt.Errorf("a case of department %s: %w", d, assess.ErrForbidden)
			}
		}
	}
	return nil
}

// ownRecords are the rows of a case, each as of the day on which the figures of its year stand: what counts comes first, and of
// that the row of the year that is asked for.
func (r *Reader) ownRecords(ctx context.Context, v *view, k *catalog.Clock, region assess.RegionCode, no string, year int) ([]assess.CaseRecord, error) {
	all := v.runs(k.Name, monthsWithin(assess.Period{}, v.AsOf))
	listed := all // whose newest list counts, where the clock has one
	if within := v.runs(k.Name, monthsWithin(assess.YearOf(year), v.Today(year))); len(within) > 0 {
		listed = within
	}
	last, err := r.rowValues(ctx, v, k, region, listed, v.AsOf)
	if err != nil {
		return nil, err
	}
	standing := map[time.Time]map[time.Time]uint64{} // runs by the day on which they stand
	for month, run := range all {
		on := v.Today(month.Year())
		if standing[on] == nil {
			standing[on] = map[time.Time]uint64{}
		}
		standing[on][month] = run
	}
	var found []assess.CaseRecord
	for asOf, of := range standing {
		months, runs := split(of)
		rows, err := r.records(ctx, k, k.Course.Number, no, merge(maps.Clone(last), params{"months": months, "runs": runs, "as_of": day(asOf)}))
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	slices.SortFunc(found, func(a, b assess.CaseRecord) int {
		return cmp.Or(first(!a.IsStock, !b.IsStock), first(!a.IsDouble, !b.IsDouble), first(a.Month.Year() == year, b.Month.Year() == year),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.Load, b.Load), cmp.Compare(a.Line, b.Line))
	})
	return found, nil
}

// first puts what something is true of before the others.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// records are the rows of a clock that hold a number in a column, among those that values bind.
func (r *Reader) records(ctx context.Context, k *catalog.Clock, column, no string, values params) ([]assess.CaseRecord, error) {
	text, err := r.store.cat.CaseSQL(k, column)
	if err != nil {
		return nil, err
	}
	var found []assess.CaseRecord
	if err := r.store.rowsOf(ctx, "case_rows", text, merge(values, params{"no": no}), r.scanRecord(k, &found)); err != nil {
		return nil, err
	}
	rows := make([]assess.CaseRow, len(found))
	for i := range found {
		rows[i] = found[i].CaseRow
	}
	if err := r.nameFiles(ctx, rows); err != nil {
		return nil, err
	}
	for i := range found {
		found[i].File = rows[i].File
	}
	return found, nil
}

// scanRecord reads a row of case_rows.sql.
func (r *Reader) scanRecord(k *catalog.Clock, into *[]assess.CaseRecord) func(driver.Rows) error {
	indicators := r.store.cat.IndicatorsOf(k)
	return func(rows driver.Rows) error {
		var c assess.CaseRecord
		var source string
		var events, spans []string
		var promise *int32
		var stock, double uint8
		var numerators, denominators []*float64
		err := rows.Scan(&c.No, &c.Month, &source, &c.Load, &c.Line, &c.Cells, &events, &spans, &c.Counted, &promise, &stock, &double, &numerators, &denominators)
		if err != nil {
			return err
		}
		c.Thing, c.Source, c.IsStock, c.IsDouble = c.No, assess.SourceID(source), stock == 1, double == 1
		if promise != nil {
			c.Promise = new(int(*promise))
		}
		for i, e := range k.Course.Events {
			at := assess.CaseAt{Event: e}
			if at.At, at.IsClock, err = moment(events[i]); err != nil {
				return fmt.Errorf("event %s: %w", e.Column, err)
			}
			c.Events = append(c.Events, at)
		}
		for i, s := range k.Course.Spans {
			span := assess.CaseSpan{Title: s.Title}
			if span.From, _, err = moment(spans[3*i]); err == nil {
				span.To, _, err = moment(spans[3*i+1])
			}
			if err != nil {
				return fmt.Errorf("span %s: %w", s.From, err)
			}
			for _, col := range k.Show {
				if words, ok := col.Words[spans[3*i+2]]; ok && col.Name == s.Of {
					span.Title = words
				}
			}
			c.Spans = append(c.Spans, span)
		}
		for i, ind := range indicators {
			if numerators[i] == nil && denominators[i] == nil || zero(numerators[i]) && zero(denominators[i]) {
				continue
			}
			part := assess.CasePart{Indicator: ind.ID, Numerator: numerators[i], Denominator: denominators[i]}
			if !ind.OneRow() {
				part.By = ind.ByAs
			}
			c.Parts = append(c.Parts, part)
		}
		*into = append(*into, c)
		return nil
	}
}

func zero(v *float64) bool { return v == nil || *v == 0 }

// moment reads a day or a moment as the engine writes it; the empty text is none.
func moment(text string) (at time.Time, withTime bool, err error) {
	if text == "" {
		return at, false, nil
	}
	if at, err = time.ParseInLocation(time.DateOnly, text, assess.Zone); err == nil {
		return at, false, nil
	}
	at, err = time.ParseInLocation(time.DateTime, text, assess.Zone)
	return at, true, err
}
