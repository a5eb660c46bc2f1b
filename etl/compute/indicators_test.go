package compute_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/etl/compute"
	"yingshang/etl/job"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

// example is a file sql/indicators/testdata/<ID>.yaml: rows in, values out.
type example struct {
	Like     assess.IndicatorID                     `yaml:"like"`  // its rows are those of another's example
	AsOf     string                                 `yaml:"as_of"` // "today" of the figures
	Defaults map[assess.DatasetID]map[string]string `yaml:"defaults"`
	Files    []exampleFile                          `yaml:"files"`
	Out      []exampleValue                         `yaml:"out"` // every value of the indicator in the year of as_of
}

// exampleFile is one file that an office hands in: its fields are those of the dataset.
type exampleFile struct {
	Dataset  assess.DatasetID    `yaml:"dataset"`
	AsOf     string              `yaml:"as_of"`
	Rejected int64               `yaml:"rejected"` // rows that must be rejected
	Rows     []map[string]string `yaml:"rows"`
}

type exampleValue struct {
	Region      assess.RegionCode `yaml:"region"`
	Period      string            `yaml:"period"`
	Numerator   *float64          `yaml:"numerator"`
	Denominator *float64          `yaml:"denominator"`
	Value       *float64          `yaml:"value"`
	N           int64             `yaml:"n"`
	Status      assess.Status     `yaml:"status"`
}

// Every indicator has an example, and what comes of its rows by landing, judging, applying, deriving and computing is as a
// person has worked it out by hand.
func TestIndicators(t *testing.T) {
	const folder = "../../sql/indicators/testdata"
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range slices.Sorted(maps.Keys(cat.Indicators)) {
		t.Run(string(id), func(t *testing.T) {
			t.Parallel()
			ex := readExample(t, folder, id)
			ex.check(t)
			ex.checkStops(t, cat.Clocks[cat.Indicators[id].Clock])
			got := ex.values(t, cat, id)
			if d := diff.Diff(ex.Out, got, cmpopts.EquateApprox(0, 1e-9)); d != "" {
				t.Errorf("values of %s, -want +got:\n%s", id, d)
			}
		})
	}
	files, err := filepath.Glob(folder + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if id := assess.IndicatorID(strings.TrimSuffix(filepath.Base(f), ".yaml")); cat.Indicators[id] == nil {
			t.Errorf("%s is the example of no indicator", f)
		}
	}
}

func readExample(t *testing.T, folder string, id assess.IndicatorID) example {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, string(id)+".yaml"))
	if err != nil {
		t.Fatalf("an indicator without an example: %v", err)
	}
	var ex example
	if err := yaml.UnmarshalWithOptions(data, &ex, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if ex.Like != "" {
		rows := readExample(t, folder, ex.Like)
		ex.AsOf, ex.Defaults, ex.Files = rows.AsOf, rows.Defaults, rows.Files
	}
	return ex
}

// check demands what every example has to hold.
func (ex example) check(t *testing.T) {
	t.Helper()
	found := map[string]bool{}
	last, first := "the last second of a month", "the first second of a month"
	if !ex.hasTimes() {
		last, first = "the last day of a month", "the first day of a month"
	}
	for _, f := range ex.Files {
		seen := map[string]bool{}
		for _, row := range f.Rows {
			text := fmt.Sprint(row)
			found["a duplicate"] = found["a duplicate"] || seen[text]
			seen[text] = true
			for _, v := range row {
				if !ex.hasTimes() && len(v) == len(time.DateOnly) { // a day begins and ends like its seconds
					found[first] = found[first] || strings.HasSuffix(v, "-01")
					v += " 23:59:59"
				}
				found[last] = found[last] || isLastSecond(v)
				found[first] = found[first] || strings.HasSuffix(v, "-01 00:00:00")
			}
		}
	}
	for _, v := range ex.Out {
		found["a region and period without data"] = found["a region and period without data"] || v.Status == assess.Missing
	}
	for _, want := range []string{"a duplicate", last, first, "a region and period without data"} {
		if !found[want] {
			t.Errorf("the example lacks %s", want)
		}
	}
}

// checkStops demands a case whose clock stood, of an indicator whose clock can stand.
func (ex example) checkStops(t *testing.T, clock *catalog.Clock) {
	t.Helper()
	for _, stops := range []string{"special_procedure", "rectification_slip"} {
		if !slices.Contains(clock.References, stops) {
			continue
		}
		stood := slices.ContainsFunc(ex.Files, func(f exampleFile) bool { return string(f.Dataset) == stops && len(f.Rows) > 0 })
		if !stood {
			t.Errorf("the example lacks a suspended case: rows of %s", stops)
		}
	}
}

// hasTimes says whether any field of a row is a time; a dataset of days alone has no seconds to begin and end a month.
func (ex example) hasTimes() bool {
	for _, f := range ex.Files {
		for _, row := range f.Rows {
			for _, v := range row {
				if _, err := time.Parse(time.DateTime, v); err == nil {
					return true
				}
			}
		}
	}
	return false
}

func isLastSecond(text string) bool {
	at, err := time.ParseInLocation(time.DateTime, text, assess.Zone)
	return err == nil && at.Add(time.Second).Day() == 1 && at.Add(time.Second).Format(time.TimeOnly) == "00:00:00"
}

// values takes the files through the real pipeline, in a database of their own.
func (ex example) values(t *testing.T, cat *catalog.Catalog, id assess.IndicatorID) []exampleValue {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	needed := slices.Clone(cat.Clocks[cat.Indicators[id].Clock].Feeds)
	for _, f := range ex.Files {
		needed = append(needed, f.Dataset)
	}
	cat = cat.Only(needed...)
	asOf, err := time.ParseInLocation(time.DateOnly, ex.AsOf, assess.Zone)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(ctx, enginetest.Start(t), fmt.Sprintf("test_%s_%d", strings.ToLower(string(id)), rand.Uint32()), cat)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Drop(ctx); _ = db.Close() })
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	ledger, err := control.Open(ctx, filepath.Join(dir, "control.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ledger.Close() })
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	loader := &load.Loader{Store: db, Control: ledger, Sources: ex.sources(t, cat), Landing: filepath.Join(dir, "landing"), Key: []byte("test"), Now: time.Now, Log: log}
	planner := &job.Planner{
		Loader: loader, Control: ledger, Inbox: filepath.Join(dir, "inbox"), Owner: "test", Now: time.Now, Log: log,
		Computer: &compute.Computer{
			Store: db, Control: ledger, Calendar: calendar.Default(), Now: time.Now, Log: log,
			AsOf: func(context.Context) (time.Time, error) { return asOf, nil },
		},
	}
	rejected := ex.write(t, cat, planner.Inbox)
	sum, err := planner.Pass(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Applied != len(ex.Files) {
		t.Errorf("%d files, but %+v", len(ex.Files), sum)
	}
	loads, err := ledger.Loads(ctx, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range loads {
		if l.Rejected != rejected[l.File] {
			t.Errorf("%s: %d rows were rejected, want %d", l.File, l.Rejected, rejected[l.File])
		}
	}
	ex.checkLate(t, db, ledger, id)
	return published(t, db, id, asOf.Year())
}

// checkLate demands an open case past its due day among those that the indicator counts, where they know a due day.
func (ex example) checkLate(t *testing.T, db *store.Store, ledger *control.DB, id assess.IndicatorID) {
	t.Helper()
	watch := store.NewWatch(db, func(context.Context) bool { return false }, func(err error) { t.Error(err) })
	r, err := db.Read(store.Everything(), watch, ledger, store.Facts{}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	knows, found := false, 0
	for _, region := range ex.regions() {
		late, _, err := r.OpenCases(context.Background(), region, id, 1)
		if err != nil {
			t.Fatal(err)
		}
		if late != nil {
			knows = true
			found += late.Total
		}
	}
	if knows && found == 0 {
		t.Error("the example lacks an open case past its due day")
	}
}

// regions are those of the values, each once.
func (ex example) regions() []assess.RegionCode {
	found := map[assess.RegionCode]bool{}
	for _, v := range ex.Out {
		found[v.Region] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// sources makes one source a dataset that maps every field to itself.
func (ex example) sources(t *testing.T, cat *catalog.Catalog) map[assess.SourceID]*source.Source {
	t.Helper()
	made := map[assess.SourceID]*source.Source{}
	for id, set := range cat.Datasets {
		mode := "snapshot"
		if set.Deletes() {
			mode = "increment" // such a dataset says itself what is gone
		}
		text := fmt.Sprintf(`{source: %[1]s, title: {zh: 测试, en: Test}, dataset: %[1]s, supplier: FGJ, kind: file, files: "*.csv", encoding: utf-8,
mode: %[2]s, scope: all, as_of: {from: filename, pattern: '_(\d{4}-\d{2}-\d{2})'}, limits: {rejected_pct: 100, vanished_pct: 100}, columns: {`, id, mode)
		for _, f := range set.Fields {
			text += f + ": " + f + ", "
		}
		src, err := source.Parse(string(id)+".yaml", []byte(text+"}}"))
		if err != nil {
			t.Fatal(err)
		}
		made[src.ID] = src
	}
	for _, f := range ex.Files {
		if cat.Datasets[f.Dataset] == nil {
			t.Fatalf("dataset %q is unknown", f.Dataset)
		}
	}
	return made
}

// write puts the files into the folders of their sources; it returns how many rows of each must be rejected.
func (ex example) write(t *testing.T, cat *catalog.Catalog, inbox string) map[string]int64 {
	t.Helper()
	rejected := map[string]int64{}
	for i, f := range ex.Files {
		fields := cat.Datasets[f.Dataset].Fields
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		rows := [][]string{fields}
		for n, row := range f.Rows {
			line := make([]string, len(fields))
			all := maps.Clone(ex.Defaults[f.Dataset])
			if all == nil {
				all = map[string]string{}
			}
			maps.Copy(all, row)
			for c, field := range fields {
				line[c] = all[field]
				delete(all, field)
			}
			if len(all) > 0 {
				t.Fatalf("row %d of %s has fields that the dataset does not know: %v", n+1, f.Dataset, all)
			}
			rows = append(rows, line)
		}
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%02d_%s.csv", i+1, cmp.Or(f.AsOf, ex.AsOf))
		rejected[name] = f.Rejected
		dir := filepath.Join(inbox, string(f.Dataset))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return rejected
}

// published reads what readers would see of an indicator, sorted by region and period.
func published(t *testing.T, db *store.Store, id assess.IndicatorID, year int) []exampleValue {
	t.Helper()
	ctx := context.Background()
	parts, err := db.Publications(ctx)
	if err != nil {
		t.Fatal(err)
	}
	runs := map[string]uint64{}
	for part, p := range parts {
		if clock, ok := strings.CutPrefix(part.Name, "value:"); ok && part.Period.Year() == year {
			runs[clock] = p.Run
		}
	}
	values, err := db.ValuesOf(ctx, runs, year)
	if err != nil {
		t.Fatal(err)
	}
	var found []exampleValue
	for _, v := range values {
		if v.Indicator == id {
			found = append(found, exampleValue{v.Region, v.Period.String(), v.Numerator, v.Denominator, v.Value, v.N, v.Status})
		}
	}
	slices.SortFunc(found, func(a, b exampleValue) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Period, b.Period))
	})
	return found
}
