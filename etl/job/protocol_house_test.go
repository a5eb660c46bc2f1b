package job_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/etl/compute"
	"yingshang/etl/job"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/etl/sources"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

// place says where a data folder and its database are: all that another process needs to work on them.
type place struct {
	Address  engine.Address
	Database string
	Dir      string
	Owner    string
	Mutation string             // of mutations; a safeguard that is left out
	Datasets []assess.DatasetID // what can be loaded, with all that belongs to it; the protocol is one for all datasets
	Sources  map[string]string  // YAML by id, beside the embedded ones
	Schemes  map[int]string     // YAML by year, instead of the embedded ones
}

// furnish opens what lies at a place.
func furnish(ctx context.Context, p place, log *slog.Logger) (*house, error) {
	layers := []catalog.Files{catalog.Embedded()}
	if p.Mutation != "" {
		layers = append(layers, mutations[p.Mutation])
	}
	cat, err := catalog.Open(layers...)
	if err != nil {
		return nil, err
	}
	cat = cat.Only(p.Datasets...)
	h := &house{dir: p.Dir}
	if h.store, err = store.Open(ctx, p.Address, p.Database, cat); err != nil {
		return nil, err
	}
	if h.control, err = control.Open(ctx, filepath.Join(p.Dir, "control.db")); err != nil {
		return nil, err
	}
	own := fstest.MapFS{}
	for id, text := range p.Sources {
		own[id+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	list, err := source.Load(sources.FS, fs.FS(own))
	if err != nil {
		return nil, err
	}
	byID := map[assess.SourceID]*source.Source{}
	for _, s := range list {
		if cat.Datasets[s.Dataset] != nil {
			byID[s.ID] = s
		}
	}
	schemes, err := scheme.Embedded()
	if err != nil {
		return nil, err
	}
	for year, text := range p.Schemes {
		if schemes[year], err = scheme.Parse(fmt.Sprintf("%d.yaml", year), []byte(text)); err != nil {
			return nil, err
		}
	}
	regions := map[assess.RegionCode]scheme.Region{}
	all, err := scheme.Regions()
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		regions[r.Code] = r
	}
	h.planner = &job.Planner{
		Loader: &load.Loader{Store: h.store, Control: h.control, Sources: byID, Landing: filepath.Join(p.Dir, "landing"), Key: []byte("test"), Now: time.Now, Log: log},
		Computer: &compute.Computer{Store: h.store, Control: h.control, Calendar: calendar.Default(), Schemes: schemes, Regions: regions,
			AsOf: func(context.Context) (time.Time, error) { return asOf, nil }, Now: time.Now, Log: log},
		Control: h.control, Inbox: filepath.Join(p.Dir, "inbox"), Owner: p.Owner, Now: time.Now, Log: log,
	}
	return h, nil
}

func (h *house) close() {
	_ = h.control.Close()
	_ = h.store.Close()
}

// desk is a place that a test works at.
type desk struct {
	*house
	testing.TB
	place place
	files int
}

// settle makes a place on the engine that all tests share, with the names of mortgagees loaded.
func settle(t testing.TB, change ...func(*place)) *desk {
	t.Helper()
	return settleOn(t, enginetest.Start(t), change...)
}

func settleOn(t testing.TB, address engine.Address, change ...func(*place)) *desk {
	t.Helper()
	ctx := context.Background()
	d := &desk{TB: t, place: place{
		Address: address, Database: fmt.Sprintf("test_%d", rand.Uint64()), Dir: t.TempDir(), Owner: "test",
		Datasets: []assess.DatasetID{"mortgage_release", "reported_value", "announced_result"},
		Sources: map[string]string{
			"s_all":   sourceYAML("s_all", "snapshot", "all", 100, 100),
			"s_month": sourceYAML("s_month", "snapshot", "month", 100, 100),
			"s_area":  sourceYAML("s_area", "snapshot", "region", 100, 100),
			"s_inc":   sourceYAML("s_inc", "increment", "all", 100, 100),
		},
	}}
	for _, c := range change {
		c(&d.place)
	}
	var err error
	if d.house, err = furnish(ctx, d.place, quiet()); err != nil {
		t.Fatal(err)
	}
	if err := d.store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() && os.Getenv("YINGSHANG_TEST_KEEP") != "" {
			return
		}
		_ = d.store.Drop(ctx)
		d.close()
	})
	d.alias("2022-01-01", "平湖农商银行", "平湖工行")
	return d
}

func quiet() *slog.Logger {
	if os.Getenv("YINGSHANG_TEST_LOG") != "" {
		return slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return slog.New(slog.DiscardHandler)
}

// put lays a file into the folder of its source, which is what the name begins with.
func (d *desk) put(name, content string) {
	d.Helper()
	id, _, _ := strings.Cut(name, "_2022-")
	id, _, _ = strings.Cut(id, "_M2022-")
	id, _, _ = strings.Cut(id, "_R33")
	d.putIn(id, name, content)
}

func (d *desk) putIn(id, name, content string) {
	d.Helper()
	dir := filepath.Join(d.dir, "inbox", id)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		d.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.Fatal(err)
	}
	d.files++ // a file written twice in one tick of the clock would pass for seen
	at := time.Now().Add(time.Duration(d.files) * time.Microsecond)
	if err := os.Chtimes(path, at, at); err != nil {
		d.Fatal(err)
	}
}

// alias lays down the list of mortgagees' names.
func (d *desk) alias(day string, names ...string) {
	d.Helper()
	text := "名称,现用名称,统一社会信用代码,机构类别,启用日期,停用日期,确认单位\n"
	for _, n := range names {
		text += n + "," + n + ",91330482MA28A00001,银行,2000-01-01,,平湖市不动产登记中心\n"
	}
	d.putIn("mortgagee_alias", "抵押权人名称对照_"+day+".csv", text)
	d.pass()
}

// pass lets the planner work once and wants no error.
func (d *desk) pass() job.Summary {
	d.Helper()
	sum, err := d.planner.Pass(context.Background())
	if err != nil {
		d.Fatalf("Pass() = %v", err)
	}
	return sum
}

// take lays a file down, lets the planner work and returns what became of the file's load.
func (d *desk) take(name, content string) control.Load {
	d.Helper()
	before := d.newest()
	d.put(name, content)
	d.pass()
	all, err := d.control.Loads(context.Background(), "", 20)
	if err != nil {
		d.Fatal(err)
	}
	for _, l := range slices.Backward(all) {
		if l.ID > before && l.File == name {
			return l
		}
	}
	d.Fatalf("%s made no load", name)
	return control.Load{}
}

func (d *desk) newest() uint64 {
	d.Helper()
	all, err := d.control.Loads(context.Background(), "", 1)
	if err != nil {
		d.Fatal(err)
	}
	if len(all) == 0 {
		return 0
	}
	return all[0].ID
}

// land lays a file down as a load without processing it.
func (d *desk) land(name, content string) uint64 {
	d.Helper()
	d.put(name, content)
	id, err := d.landFile(name)
	if err != nil {
		d.Fatal(err)
	}
	return id
}

func (d *desk) landFile(name string) (uint64, error) {
	for id, src := range d.planner.Loader.Sources {
		path := filepath.Join(d.dir, "inbox", string(id), name)
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		l, err := d.planner.Loader.Land(context.Background(), src, load.Received{
			Name: name, Size: info.Size(), Modified: info.ModTime(),
			Open: func() (io.ReadSeekCloser, error) { return os.Open(path) },
		})
		if err != nil || l == nil {
			return 0, fmt.Errorf("land %s: %v, %v", name, l, err)
		}
		return l.ID, nil
	}
	return 0, fmt.Errorf("land %s: %w", name, assess.ErrNotFound)
}

func (d *desk) loadByID(id uint64) control.Load {
	d.Helper()
	l, err := d.control.LoadByID(context.Background(), id)
	if err != nil {
		d.Fatal(err)
	}
	return l
}

// ask sends a statement past all of the product's code and returns its rows.
func (p place) ask(sql string) ([][]string, error) {
	text, err := enginetest.Ask(p.Address, p.Database, sql, url.Values{"default_format": {"TabSeparatedRaw"}}, nil)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows, nil
}

func (d *desk) ask(sql string) [][]string {
	d.Helper()
	rows, err := d.place.ask(sql)
	if err != nil {
		d.Fatal(err)
	}
	return rows
}

const (
	signature = "concat(toString(month), '|', toString(toUnixTimestamp(payoff_at)), '|', ifNull(toString(toUnixTimestamp(register_at)), '0'), '|', initiator, '|', channel, '|', toString(%s))"
	current   = "(month, run) IN (SELECT period, argMax(p.run, (p.rev, p.run)) FROM publication AS p WHERE part = 'clock:mortgage_release' GROUP BY period)"
)

var (
	liveRows      = "SELECT source, release_no, " + fmt.Sprintf(signature, "actual_trips") + " FROM mortgage_release FINAL WHERE is_deleted = 0 ORDER BY ALL"
	publishedRows = "SELECT source, case_no, " + fmt.Sprintf(signature, "actual_trips") + " FROM clock_mortgage_release WHERE " + current + " ORDER BY ALL"
)

// short is how a test writes down a row: source, key, month of registration and trips.
func short(rows [][]string) []string {
	var lines []string
	for _, r := range rows {
		parts := append(strings.Split(r[2], "|"), make([]string, 5)...)
		if parts[0] == `\N` {
			parts[0] = "no month"
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s", r[0], r[1], parts[0][:7], parts[5]))
	}
	return lines
}

// wantFacts compares the live facts, and wantSeen also what readers see, with lines as short writes them.
func (d *desk) wantFacts(want ...string) {
	d.Helper()
	if diff := cmp.Diff(want, short(d.ask(liveRows))); diff != "" {
		d.Errorf("facts, -want +got:\n%s", diff)
	}
}

func (d *desk) wantSeen(want ...string) {
	d.Helper()
	d.wantFacts(want...)
	if diff := cmp.Diff(want, short(d.ask(publishedRows))); diff != "" {
		d.Errorf("published, -want +got:\n%s", diff)
	}
}

// wantState compares how a load ended: its state, then read, accepted, rejected, stale and kept.
func (d *desk) wantState(l control.Load, state assess.LoadState, counts ...int64) {
	d.Helper()
	got := []int64{l.Read, l.Accepted, l.Rejected, l.Stale, l.Kept}
	if l.State != state {
		d.Errorf("load %d (%s) is %s, want %s: %s", l.ID, l.File, l.State, state, l.Note.EN)
	}
	if l.Read != l.Accepted+l.Rejected {
		d.Errorf("load %d: read %d, accepted %d + rejected %d", l.ID, l.Read, l.Accepted, l.Rejected)
	}
	if len(counts) > 0 {
		if diff := cmp.Diff(counts, got[:len(counts)]); diff != "" {
			d.Errorf("load %d: read, accepted, rejected, stale, kept: -want +got:\n%s", l.ID, diff)
		}
	}
}

// rejects lists what is kept of the rows that a load did not take, as readers find it: by the load and the attempt that
// the ledger names.
func (d *desk) rejects(id uint64) []string {
	d.Helper()
	l := d.loadByID(id)
	var lines []string
	for _, r := range d.ask(fmt.Sprintf("SELECT line, record_key, kept, arrayStringConcat(reasons, '+'), arrayStringConcat(content, ',') FROM reject WHERE load = %d AND attempt = %d ORDER BY line", id, l.Attempt)) {
		lines = append(lines, strings.Join(r, " | "))
	}
	return lines
}

// at pauses a place's loader at a named step, once, and does something else meanwhile.
func at(step string, do func()) func(string) {
	done := false
	return func(name string) {
		if name == step && !done {
			done = true
			do()
		}
	}
}

// second is another process's hands on the same place: its own connections, no lease.
func (d *desk) second() *house {
	d.Helper()
	h, err := furnish(context.Background(), d.place, quiet())
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(h.close)
	return h
}

// process lets a house bring one load to its end and wants no error.
func (d *desk) process(h *house, id uint64) control.Load {
	d.Helper()
	l, err := h.planner.Loader.Process(context.Background(), id)
	if err != nil {
		d.Fatalf("Process(%d) = %v", id, err)
	}
	return l
}

// compute lets a house publish and wants no error.
func (d *desk) compute(h *house) compute.Outcome {
	d.Helper()
	o, err := h.planner.Computer.Run(context.Background())
	if err != nil {
		d.Fatalf("Run() = %v", err)
	}
	return o
}

// values returns the published values of 2022: numerator, denominator and value by "CODE period".
func (d *desk) values() map[string][3]float64 {
	d.Helper()
	ctx := context.Background()
	pubs, err := d.store.Publications(ctx)
	if err != nil {
		d.Fatal(err)
	}
	runs := map[string]uint64{}
	for part, p := range pubs {
		if name, ok := cutValue(part.Name); ok && part.Period.Year() == 2022 {
			runs[name] = p.Run
		}
	}
	list, err := d.store.ValuesOf(ctx, runs, 2022)
	if err != nil {
		d.Fatal(err)
	}
	found := map[string][3]float64{}
	for _, v := range list {
		var three [3]float64
		for i, p := range []*float64{v.Numerator, v.Denominator, v.Value} {
			if p != nil {
				three[i] = *p
			}
		}
		found[fmt.Sprintf("%s %s %s", v.Region, v.Indicator, v.Period)] = three
	}
	return found
}
