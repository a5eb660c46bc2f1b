package store

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// ExportFacts writes the current facts of a dataset's months as Parquet, every column there is.
func (s *Store) ExportFacts(ctx context.Context, dataset assess.DatasetID, months []time.Time, w io.Writer) error {
	set := s.cat.Datasets[dataset]
	if set == nil {
		return fmt.Errorf("dataset %q: %w", dataset, assess.ErrNotFound)
	}
	text, err := s.cat.Query("edition_facts", map[string]any{"fact": catalog.Names{string(dataset)}, "key": set.Key})
	if err != nil {
		return err
	}
	if err := s.ask(ctx, s.database, text, params{"months": days(months)}, nil, nil, w); err != nil {
		return fmt.Errorf("edition_facts %s: %w", dataset, err)
	}
	return nil
}

// ExportDigests writes what was reconciled of the datasets' months as Parquet, as the table reconciled has it.
func (s *Store) ExportDigests(ctx context.Context, months map[assess.DatasetID][]time.Time, w io.Writer) error {
	var datasets []string
	var of []time.Time
	for _, d := range slices.Sorted(maps.Keys(months)) {
		for _, m := range months[d] {
			datasets, of = append(datasets, string(d)), append(of, m)
		}
	}
	text, err := s.cat.Query("edition_digests", nil)
	if err != nil {
		return err
	}
	if err := s.ask(ctx, s.database, text, params{"datasets": datasets, "months": days(of)}, nil, nil, w); err != nil {
		return fmt.Errorf("edition_digests: %w", err)
	}
	return nil
}

// Reconciled is the table of digests, as Import names it.
const Reconciled = "reconciled"

// Import puts Parquet into a table (a dataset's, or Reconciled) and says how many rows the table has then.
func (s *Store) Import(ctx context.Context, table string, r io.Reader) (rows uint64, err error) {
	fill := map[string]any{"table": catalog.Names{table}}
	text, err := s.cat.Query("import", fill)
	if err != nil {
		return 0, err
	}
	if err := s.post(ctx, s.database, text, nil, nil, r); err != nil {
		return 0, fmt.Errorf("import %s: %w", table, err)
	}
	err = s.row(ctx, "table_rows", fill, nil, &rows)
	return rows, err
}

// ScoresOf returns the scored trees of a run and year, by region, in the order of the scheme.
func (s *Store) ScoresOf(ctx context.Context, run uint64, year int) ([]assess.NodeScore, error) {
	nodes, _, err := s.scores(ctx, Everything(), run, year)
	return nodes, err
}

// EditionFile is a text of an edition.
type EditionFile struct{ Path, SHA256, Text string }

// SaveEdition writes an edition down, its own row last: until then there is none.
func (s *Store) SaveEdition(ctx context.Context, e assess.Edition, parts []Published, files []EditionFile) error {
	err := s.batch(ctx, "edition_part_insert", len(parts), func(i int) []any {
		p := parts[i]
		return []any{string(e.ID), p.Name, p.Period, p.Rev, p.Run, p.Rows, p.Digest, p.Formula, p.AsOf, p.At}
	})
	if err != nil {
		return err
	}
	err = s.batch(ctx, "edition_file_insert", len(files), func(i int) []any {
		return []any{string(e.ID), files[i].Path, files[i].SHA256, files[i].Text}
	})
	if err != nil {
		return err
	}
	return s.batch(ctx, "edition_insert", 1, func(int) []any {
		return []any{string(e.ID), uint16(e.Year), e.AsOf, e.FrozenAt, e.By, e.Reason, e.Scheme, e.Manifest, e.Program, e.Demo}
	})
}

// batch inserts rows as one block.
func (s *Store) batch(ctx context.Context, name string, n int, row func(int) []any) error {
	text, err := s.cat.Query(name, nil)
	if err != nil {
		return err
	}
	batch, err := s.conn.PrepareBatch(ctx, text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for i := range n {
		if err := batch.Append(row(i)...); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := batch.Send(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Editions returns every edition, the oldest of a year first.
func (s *Store) Editions(ctx context.Context) ([]assess.Edition, error) {
	events, err := s.EditionEvents(ctx)
	if err != nil {
		return nil, err
	}
	shown := ShownEditions(events)
	var found []assess.Edition
	err = s.rows(ctx, "edition_list", nil, nil, func(r driver.Rows) error {
		var e assess.Edition
		var id string
		var year uint16
		err := r.Scan(&id, &year, &e.AsOf, &e.FrozenAt, &e.By, &e.Reason, &e.Scheme, &e.Manifest, &e.Program, &e.Demo)
		e.ID, e.Year, e.AsOf = assess.EditionID(id), int(year), dayOf(e.AsOf)
		e.Shown = shown[e.Year] == e.ID
		found = append(found, e)
		return err
	})
	return found, err
}

// ShownEditions are the editions that readers see after the events, by year; a year that none is shown of is missing.
func ShownEditions(events []assess.EditionEvent) map[int]assess.EditionID {
	shown := map[int]assess.EditionID{}
	for _, e := range events {
		if shown[e.Year] = e.Shown; e.Shown == "" {
			delete(shown, e.Year)
		}
	}
	return shown
}

// Edition returns one edition; one that is not there is not found.
func (s *Store) Edition(ctx context.Context, id assess.EditionID) (assess.Edition, error) {
	all, err := s.Editions(ctx)
	if err != nil {
		return assess.Edition{}, err
	}
	ids := make([]string, len(all))
	for i, e := range all {
		if e.ID == id {
			return e, nil
		}
		ids[i] = string(e.ID)
	}
	return assess.Edition{}, fmt.Errorf("edition %s%s: %w", id, assess.DidYouMean(string(id), ids), assess.ErrNotFound)
}

// EditionEvents returns what was published and taken back, the oldest first.
func (s *Store) EditionEvents(ctx context.Context) ([]assess.EditionEvent, error) {
	var found []assess.EditionEvent
	err := s.rows(ctx, "edition_events", nil, nil, func(r driver.Rows) error {
		var e assess.EditionEvent
		var year uint16
		var deed, id, shown string
		err := r.Scan(&year, &e.Seq, &deed, &id, &shown, &e.By, &e.Reason, &e.At)
		e.Year, e.Deed, e.ID, e.Shown = int(year), assess.EditionDeed(deed), assess.EditionID(id), assess.EditionID(shown)
		found = append(found, e)
		return err
	})
	return found, err
}

// AddEditionEvent lets readers see an edition, or what was shown before it.
func (s *Store) AddEditionEvent(ctx context.Context, e assess.EditionEvent) error {
	return s.batch(ctx, "edition_event_insert", 1, func(int) []any {
		return []any{uint16(e.Year), e.Seq, string(e.Deed), string(e.ID), string(e.Shown), e.By, e.Reason, e.At}
	})
}

// NewestEditionEvent is the number of the newest event, 0 before the first.
func (s *Store) NewestEditionEvent(ctx context.Context) (seq uint64, err error) {
	err = s.row(ctx, "edition_newest", nil, nil, &seq)
	return seq, err
}

// EditionParts returns the runs that an edition shows, by part and period.
func (s *Store) EditionParts(ctx context.Context, id assess.EditionID) (map[Part]Published, error) {
	return s.published(ctx, "edition_parts", params{"edition": string(id)})
}

// EditionText returns a text of an edition by its path in the edition's folder.
func (s *Store) EditionText(ctx context.Context, id assess.EditionID, path string) (text string, err error) {
	found := false
	err = s.rows(ctx, "edition_file", nil, params{"edition": string(id), "path": path}, func(r driver.Rows) error {
		found = true
		return r.Scan(&text)
	})
	if err == nil && !found {
		err = fmt.Errorf("%s of edition %s: %w", path, id, assess.ErrNotFound)
	}
	return text, err
}

// EditionFiles returns the SHA-256 of an edition's texts by their paths.
func (s *Store) EditionFiles(ctx context.Context, id assess.EditionID) (map[string]string, error) {
	found := map[string]string{}
	err := s.rows(ctx, "edition_files", nil, params{"edition": string(id)}, func(r driver.Rows) error {
		var path, sum string
		err := r.Scan(&path, &sum)
		found[path] = sum
		return err
	})
	return found, err
}

// FactRows counts what ExportFacts writes.
func (s *Store) FactRows(ctx context.Context, dataset assess.DatasetID, months []time.Time) (rows uint64, err error) {
	err = s.row(ctx, "edition_fact_rows", map[string]any{"fact": catalog.Names{string(dataset)}}, params{"months": days(months)}, &rows)
	return rows, err
}
