package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// Case returns one case with its clock, as the publication has it: every row that holds its number, the one that counts first,
// and the rows of other clocks that belong to it. It is for those who may see cases whole.
func (r *Reader) Case(ctx context.Context, region assess.RegionCode, clock, no string) (assess.Case, error) {
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
	if c.Rows, err = r.records(ctx, v, k, k.Course.Number, region, no); err != nil {
		return c, err
	}
	if len(c.Rows) == 0 {
		return c, fmt.Errorf("case %q of %s: %w", no, clock, assess.ErrNotFound)
	}
	if err := r.ofScope(k, c.Rows); err != nil {
		return c, err
	}
	for _, part := range cat.PartsOf(k) {
		rows, err := r.records(ctx, v, part.Clock, part.Column, region, no)
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

// records are the rows of a clock that hold a number in a column.
func (r *Reader) records(ctx context.Context, v *view, k *catalog.Clock, column string, region assess.RegionCode, no string) ([]assess.CaseRecord, error) {
	text, err := r.store.cat.CaseSQL(k, column)
	if err != nil {
		return nil, err
	}
	values, err := r.caseValues(ctx, v, k, assess.CaseQuery{Region: region})
	if err != nil {
		return nil, err
	}
	values["no"] = no
	var found []assess.CaseRecord
	if err := r.store.rowsOf(ctx, "case_rows", text, values, r.scanRecord(k, &found)); err != nil {
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
