package edition

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/etl/compute"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/engine"
	"yingshang/sql/store"
)

// Verdict is what a verification found.
type Verdict struct {
	Edition  assess.EditionID
	Manifest string           // its SHA-256, which the record of editions has, too
	Same     assess.EditionID // of a freeze: the newest older edition with the very same figures, facts and rules; empty where there is none
	Files    int              // whose hashes were compared
	Facts    uint64           // rows that it was computed from
	Values   int              // figures compared
	Scores   int              // nodes compared
	Faults   []string         // what differs, a sentence each; none: the edition holds
	Took     time.Duration
}

// Verify computes the year of an edition's folder again, in a database of its own on the engine at address, which it drops
// afterwards, and compares every digit. It reads nothing but the folder. A verdict with faults is no error.
func Verify(ctx context.Context, dir string, address engine.Address) (*Verdict, error) {
	began := time.Now()
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Edition: m.Edition, Files: len(m.Files)}
	if v.Manifest, _, err = sumOf(filepath.Join(dir, manifestFile)); err != nil {
		return nil, err
	}
	if v.Faults, err = m.check(dir); err != nil {
		return nil, err
	}
	if len(v.Faults) == 0 {
		if err := v.again(ctx, dir, m, address); err != nil {
			return nil, fmt.Errorf("edition %s, frozen by version %s: %w", m.Edition, m.Program, err)
		}
	}
	v.Took = time.Since(began)
	return v, nil
}

// again computes the frozen facts by the frozen rules.
func (v *Verdict) again(ctx context.Context, dir string, m *Manifest, address engine.Address) (err error) {
	rules, err := readRules(dir, m)
	if err != nil {
		return err
	}
	scratch, err := store.Open(ctx, address, fmt.Sprintf("edition_%d_%x", m.Year, rand.Uint64()), rules.catalog)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, scratch.Drop(context.WithoutCancel(ctx)), scratch.Close())
	}()
	if err := scratch.Migrate(ctx); err != nil {
		return err
	}
	if err := v.load(ctx, dir, m, scratch); err != nil {
		return err
	}
	room, err := os.MkdirTemp("", "edition")
	if err != nil {
		return err
	}
	defer os.RemoveAll(room)
	ledger, err := control.Open(ctx, filepath.Join(room, "control.db"))
	if err != nil {
		return err
	}
	computer := &compute.Computer{
		Store: scratch, Control: ledger, Calendar: rules.calendar, Schemes: map[int]*scheme.Scheme{m.Year: rules.scheme}, Regions: rules.regions,
		AsOf: func(context.Context) (time.Time, error) { return m.asOf() }, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	if rules.scheme.AmongYears() { // which the folder does not hold: what was taken from their values it does
		ground, err := readGround(dir)
		if err != nil {
			return errors.Join(err, ledger.Close())
		}
		computer.Ground = map[int][]assess.GroundFact{m.Year: ground}
	}
	outcome, err := computer.Run(ctx)
	if err == nil && outcome == compute.Guarded {
		v.Faults = append(v.Faults, "the facts are not those that were reconciled")
	} else if err == nil {
		err = v.compare(ctx, dir, m, computer)
	}
	return errors.Join(err, ledger.Close())
}

// rules are the texts of an edition, read.
type rules struct {
	catalog  *catalog.Catalog
	calendar *calendar.Calendar
	scheme   *scheme.Scheme
	regions  map[assess.RegionCode]scheme.Region
}

func readRules(dir string, m *Manifest) (*rules, error) {
	r := &rules{regions: map[assess.RegionCode]scheme.Region{}}
	files, err := catalog.FilesIn(os.DirFS(filepath.Join(dir, assess.EditionSQL)), filepath.ToSlash(filepath.Join(dir, assess.EditionSQL)))
	if err != nil {
		return nil, err
	}
	if r.catalog, err = catalog.Open(files); err != nil {
		return nil, err
	}
	read := func(name string) (file string, data []byte) {
		file = filepath.Join(dir, name)
		var failed error
		data, failed = os.ReadFile(file)
		err = errors.Join(err, failed)
		return file, data
	}
	schemeName, schemeText := read(assess.EditionScheme)
	calendarName, days := read(assess.EditionCalendar)
	regionsName, table := read(assess.EditionRegions)
	if err != nil {
		return nil, err
	}
	if r.scheme, err = scheme.Parse(schemeName, schemeText); err != nil {
		return nil, err
	}
	if r.calendar, err = calendar.Parse(bytes.NewReader(days), calendarName); err != nil {
		return nil, err
	}
	list, err := scheme.ParseRegions(regionsName, table)
	for _, region := range list {
		r.regions[region.Code] = region
	}
	return r, err
}

// load puts the frozen facts and their digests into the empty tables.
func (v *Verdict) load(ctx context.Context, dir string, m *Manifest, scratch *store.Store) error {
	tables := m.tables()
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		rows, err := importFile(ctx, scratch, name, filepath.Join(dir, filepath.FromSlash(tables[name].Path)))
		if err != nil {
			return err
		}
		v.Facts += rows
		if want := tables[name].Rows; rows != want {
			v.Faults = append(v.Faults, fmt.Sprintf("%s: %d rows, the manifest has %d", tables[name].Path, rows, want))
		}
	}
	_, err := importFile(ctx, scratch, store.Reconciled, filepath.Join(dir, digestsFile))
	return err
}

func importFile(ctx context.Context, s *store.Store, table, file string) (uint64, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return s.Import(ctx, table, f)
}

// compare holds what was computed again against what was frozen: facts and rules by their digests, figures by their digits.
func (v *Verdict) compare(ctx context.Context, dir string, m *Manifest, c *compute.Computer) error {
	published, err := c.Store.Publications(ctx)
	if err != nil {
		return err
	}
	again := map[[2]string]Part{}
	values, score := map[string]uint64{}, uint64(0)
	for _, p := range published {
		part := partOf(p)
		again[[2]string{part.Name, part.Period}] = part
		if name, ok := compute.ValuesOf(p.Part, m.Year); ok {
			values[name] = p.Run
		}
		if compute.ScoresOf(p.Part, m.Year) {
			score = p.Run
		}
	}
	for _, was := range m.Parts {
		is, ok := again[[2]string{was.Name, was.Period}]
		switch {
		case !ok && was.Rows > 0:
			v.Faults = append(v.Faults, fmt.Sprintf("%s of %s: was not computed again", was.Name, was.Period))
		case !ok:
		case is.Digest != was.Digest && !(was.scores() && c.Ground != nil): // that of scores names other years, where it was measured among them
			v.Faults = append(v.Faults, fmt.Sprintf("%s of %s: other facts were read than were frozen", was.Name, was.Period))
		case is.Formula != was.Formula:
			v.Faults = append(v.Faults, fmt.Sprintf("%s of %s: other rules were applied than were frozen", was.Name, was.Period))
		case is.Rows != was.Rows:
			v.Faults = append(v.Faults, fmt.Sprintf("%s of %s: %d rows, frozen %d", was.Name, was.Period, is.Rows, was.Rows))
		}
	}
	figures, nodes, ground, err := results(ctx, c.Store, m.Year, values, score)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		again []byte
		lines *int
	}{{valuesFile, figures, &v.Values}, {scoresFile, nodes, &v.Scores}, {groundFile, ground, new(int)}} {
		frozen, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.name)))
		if err != nil {
			return err
		}
		faults, lines := compare(f.name, frozen, f.again)
		v.Faults, *f.lines = append(v.Faults, faults...), lines
	}
	return nil
}

// results are the figures of a year as tables.
func results(ctx context.Context, s *store.Store, year int, values map[string]uint64, score uint64) (figures, nodes, ground []byte, err error) {
	v, err := s.ValuesOf(ctx, values, year)
	if err != nil {
		return nil, nil, nil, err
	}
	n, err := s.ScoresOf(ctx, score, year)
	if err != nil {
		return nil, nil, nil, err
	}
	g, err := s.GroundOf(ctx, score, year)
	return valuesCSV(v), scoresCSV(n), groundCSV(g), err
}
