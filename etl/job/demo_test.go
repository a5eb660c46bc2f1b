package job_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/etl/compute"
	"yingshang/etl/demo"
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

func TestMain(m *testing.M) {
	client() // a process that a test has started to die
	os.Exit(enginetest.Main(m))
}

// asOf is "today" of the demo.
var asOf = time.Date(2022, 9, 30, 0, 0, 0, 0, assess.Zone)

// house is a whole data folder with everything that works on it.
type house struct {
	dir     string
	store   *store.Store
	control *control.DB
	planner *job.Planner
}

func open(t testing.TB) *house {
	t.Helper()
	h, err := settleIn(enginetest.Start(t), t.TempDir())
	if h != nil {
		t.Cleanup(h.leave)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// county is the whole demo, loaded once for the tests that only read it.
var county struct {
	once  sync.Once
	house *house
	truth demo.Truth
	sum   job.Summary
	err   error
}

// openDemo gives the loaded demo; nothing may be changed in it.
func openDemo(t testing.TB) (*house, demo.Truth) {
	t.Helper()
	address := enginetest.Start(t)
	county.once.Do(func() {
		dir, err := os.MkdirTemp("", "yingshang-demo-")
		if county.err = err; err != nil {
			return
		}
		if county.house, county.err = settleIn(address, dir); county.house != nil {
			enginetest.AtEnd(county.house.leave)
		}
		enginetest.AtEnd(func() { _ = os.RemoveAll(dir) })
		if county.err != nil {
			return
		}
		if county.truth, county.err = demo.Write(dir, demo.Options{}); county.err != nil {
			return
		}
		county.sum, county.err = county.house.planner.Pass(context.Background())
	})
	if county.err != nil {
		t.Fatal(county.err)
	}
	return county.house, county.truth
}

// leave takes the database away again.
func (h *house) leave() {
	if h.control != nil {
		_ = h.control.Close()
	}
	_ = h.store.Drop(context.Background())
	_ = h.store.Close()
}

// settleIn makes a house in a folder, with a database of its own; what there is of it comes back with an error too.
func settleIn(address engine.Address, dir string) (*house, error) {
	ctx := context.Background()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		return nil, err
	}
	h := &house{dir: dir}
	if h.store, err = store.Open(ctx, address, fmt.Sprintf("test_%d", rand.Uint32()), cat); err != nil {
		return nil, err
	}
	if err := h.store.Migrate(ctx); err != nil {
		return h, err
	}
	if h.control, err = control.Open(ctx, filepath.Join(h.dir, "control.db")); err != nil {
		return h, err
	}
	list, err := source.Load(fs.FS(sources.FS))
	if err != nil {
		return h, err
	}
	byID := map[assess.SourceID]*source.Source{}
	for _, s := range list {
		byID[s.ID] = s
	}
	schemes, err := scheme.Embedded()
	if err != nil {
		return h, err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if testing.Verbose() {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	h.planner = &job.Planner{
		Loader: &load.Loader{Store: h.store, Control: h.control, Sources: byID, Landing: filepath.Join(h.dir, "landing"), Key: []byte("test"), Now: time.Now, Log: log},
		Computer: &compute.Computer{Store: h.store, Control: h.control, Calendar: calendar.Default(), Schemes: schemes,
			AsOf: func(context.Context) (time.Time, error) { return asOf, nil }, Now: time.Now, Log: log},
		Control: h.control, Inbox: filepath.Join(h.dir, "inbox"), Owner: "test", Now: time.Now, Log: log,
	}
	return h, nil
}

func TestDemoComesOutAsItsTruthSays(t *testing.T) {
	h, truth := openDemo(t)
	ctx := context.Background()
	t.Logf("%+v", county.sum)
	pubs, err := h.store.Publications(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]assess.Value{}
	for year := 2019; year <= 2022; year++ {
		runs := map[string]uint64{}
		for part, p := range pubs {
			if name, ok := cutValue(part.Name); ok && part.Period.Year() == year {
				runs[name] = p.Run
			}
		}
		values, err := h.store.ValuesOf(ctx, runs, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if v.Region == demo.Region {
				got[string(v.Indicator)+" "+v.Period.String()] = v
			}
		}
	}
	for code, periods := range truth.Indicators {
		for period, want := range periods {
			v, ok := got[code+" "+period]
			if !ok {
				t.Errorf("%s %s is missing", code, period)
				continue
			}
			if !want.Quantile && (v.Numerator == nil || math.Abs(*v.Numerator-want.Numerator) > 1e-9) || v.Value == nil || math.Abs(*v.Value-want.Value) > 1e-9 || v.N != int64(want.N) {
				text, _ := json.Marshal(v)
				t.Errorf("%s %s = %s, want %+v", code, period, text, want)
			}
		}
	}
	h.compareAlone(t, pubs)
	h.compareReforms(t, truth)
	h.compareTotals(t)
	again, err := h.planner.Pass(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if again != (job.Summary{Outcome: compute.NothingNew}) {
		t.Errorf("a second pass did %+v, want nothing", again)
	}
}

// compareAlone computes every indicator alone from the rows that are published, and compares that with what the one query
// of its clock has made of all of them together.
func (h *house) compareAlone(t *testing.T, pubs map[store.Part]store.Published) {
	t.Helper()
	ctx := context.Background()
	cat := h.store.Catalog()
	run := uint64(math.MaxUint32) // no computation's
	for _, k := range cat.InOrder() {
		months, years := map[time.Time]uint64{}, map[int]uint64{}
		for part, p := range pubs {
			switch {
			case part.Name == "clock:"+k.Name && p.Rows > 0 && !part.Period.After(asOf):
				months[part.Period] = p.Run
			case part.Name == "value:"+k.Name:
				years[part.Period.Year()] = p.Run
			}
		}
		fused := map[int][]assess.Value{}
		for year, of := range years {
			values, err := h.store.ValuesOf(ctx, map[string]uint64{k.Name: of}, year)
			if err != nil {
				t.Fatal(err)
			}
			fused[year] = values
		}
		for _, ind := range cat.IndicatorsOf(k) {
			one := *cat
			one.Indicators = map[assess.IndicatorID]*catalog.Indicator{ind.ID: ind}
			alone, err := store.Open(ctx, enginetest.Start(t), h.store.Database(), &one)
			if err != nil {
				t.Fatal(err)
			}
			run++
			if err := alone.Values(ctx, k, run, months, asOf); err != nil {
				t.Fatal(err)
			}
			seen := 0
			for year, values := range fused {
				together := slices.DeleteFunc(slices.Clone(values), func(v assess.Value) bool { return v.Indicator != ind.ID })
				got, err := alone.ValuesOf(ctx, map[string]uint64{k.Name: run}, year)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(together, got, cmpopts.EquateApprox(1e-12, 0)); d != "" {
					t.Errorf("%s of %d, -with all of its clock +alone:\n%s", ind.ID, year, d)
				}
				seen += len(got)
			}
			if seen == 0 {
				t.Errorf("%s has no value in any year of the demo", ind.ID)
			}
			if err := alone.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// compareTotals checks that the totals of every year stay near those that the demo is to tell, so that each year is seen to be
// better than the one before, and 2021 stays near the announced 87.46.
func (h *house) compareTotals(t *testing.T) {
	t.Helper()
	const within = 1.0
	r := h.reader(t, store.Everything())
	for year, want := range map[int]float64{2019: 78.7, 2020: 85.6, 2021: 88.8, 2022: 90.0} {
		a, err := r.Assessment(context.Background(), demo.Region, year)
		if err != nil || len(a.Nodes) == 0 || a.Nodes[0].Score == nil {
			t.Errorf("no total of %d (%v)", year, err)
			continue
		}
		if got := *a.Nodes[0].Score; math.Abs(got-want) > within {
			t.Errorf("total of %d = %v, want %v or nearly so", year, got, want)
		}
		for _, n := range a.Nodes {
			if n.Status == assess.SmallSample {
				t.Errorf("%s of %d has too few cases: %s", n.Node, year, n.Reason)
			}
		}
	}
}

func cutValue(name string) (string, bool) {
	const prefix = "value:"
	if len(name) > len(prefix) && name[:len(prefix)] == prefix {
		return name[len(prefix):], true
	}
	return "", false
}
