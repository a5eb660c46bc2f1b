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
	"testing"
	"time"

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
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

func TestMain(m *testing.M) {
	client() // a process that a test has started to die
	os.Exit(enginetest.Main(m))
}

// house is a whole data folder with everything that works on it.
type house struct {
	dir     string
	store   *store.Store
	control *control.DB
	planner *job.Planner
}

func open(t testing.TB) *house {
	t.Helper()
	address := enginetest.Start(t)
	ctx := context.Background()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	h := &house{dir: t.TempDir()}
	if h.store, err = store.Open(ctx, address, fmt.Sprintf("test_%d", rand.Uint32()), cat); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.store.Drop(ctx); _ = h.store.Close() })
	if err := h.store.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if h.control, err = control.Open(ctx, filepath.Join(h.dir, "control.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.control.Close() })
	list, err := source.Load(fs.FS(sources.FS))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[assess.SourceID]*source.Source{}
	for _, s := range list {
		byID[s.ID] = s
	}
	schemes, err := scheme.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if testing.Verbose() {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	asOf := time.Date(2022, 9, 30, 0, 0, 0, 0, assess.Zone)
	h.planner = &job.Planner{
		Loader: &load.Loader{Store: h.store, Control: h.control, Sources: byID, Landing: filepath.Join(h.dir, "landing"), Key: []byte("test"), Now: time.Now, Log: log},
		Computer: &compute.Computer{Store: h.store, Control: h.control, Calendar: calendar.Default(), Schemes: schemes,
			AsOf: func(context.Context) (time.Time, error) { return asOf, nil }, Now: time.Now, Log: log},
		Control: h.control, Inbox: filepath.Join(h.dir, "inbox"), Owner: "test", Now: time.Now, Log: log,
	}
	return h
}

func TestDemoComesOutAsItsTruthSays(t *testing.T) {
	h := open(t)
	ctx := context.Background()
	truth, err := demo.Write(h.dir, demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum, err := h.planner.Pass(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", sum)
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
	again, err := h.planner.Pass(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if again != (job.Summary{Outcome: compute.NothingNew}) {
		t.Errorf("a second pass did %+v, want nothing", again)
	}
}

func cutValue(name string) (string, bool) {
	const prefix = "value:"
	if len(name) > len(prefix) && name[:len(prefix)] == prefix {
		return name[len(prefix):], true
	}
	return "", false
}
