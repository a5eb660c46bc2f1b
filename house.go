package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
	"yingshang/etl/job"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/sql/control"
	"yingshang/sql/engine"
	"yingshang/sql/store"
)

// home says where a command works.
type home struct {
	Data       string `default:"./data" env:"YINGSHANG_DATA" type:"path" help:"Data folder."`
	ClickHouse string `env:"YINGSHANG_CLICKHOUSE" placeholder:"URL" help:"A ClickHouse server instead of the private engine: http://user:password@host:8123."`
	Database   string `default:"yingshang" env:"YINGSHANG_DATABASE" help:"Database on that server."`
}

// house is a data folder, opened: the stores and all that works on them.
type house struct {
	definitions
	dir     string
	store   *store.Store
	control *control.DB
	engine  *engine.Engine // nil when another process or a server runs it
	at      engine.Address
	planner *job.Planner
	watch   *store.Watch
	log     *slog.Logger
}

// Names of the data folder's settings.
const (
	settingAsOf = "as_of"
	settingDemo = "demo"
)

// open reads the definitions, joins or starts the engine, and brings both stores up to date.
func (h *home) open(ctx context.Context, log *slog.Logger) (*house, error) {
	defs, err := readDefinitions(filepath.Join(h.Data, "conf"))
	if err != nil {
		return nil, err
	}
	house := &house{definitions: defs, dir: h.Data, log: log}
	if err := os.MkdirAll(h.Data, 0o750); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if house.control, err = control.Open(ctx, filepath.Join(h.Data, "control.db")); err != nil {
		return nil, err
	}
	if err := house.connect(ctx, h); err != nil {
		return nil, errors.Join(err, house.close())
	}
	key, err := secretKey(filepath.Join(h.Data, "secret", "hmac.key"))
	if err != nil {
		return nil, errors.Join(err, house.close())
	}
	house.assemble(key)
	return house, nil
}

// connect finds ClickHouse: the server that was named, the engine that runs already, or one of our own.
func (h *house) connect(ctx context.Context, where *home) error {
	var err error
	if h.at, err = h.address(ctx, where); err != nil {
		return err
	}
	if h.store, err = store.Open(ctx, h.at, where.Database, h.catalog); err != nil {
		return err
	}
	if err := h.store.Migrate(ctx); err != nil {
		return err
	}
	if h.engine != nil { // nobody else works here: what lies about was left by attempts that died
		if n, err := h.store.SweepStages(ctx); err != nil {
			return err
		} else if n > 0 {
			h.log.Info("stages swept", "count", n)
		}
	}
	return nil
}

func (h *house) address(ctx context.Context, where *home) (engine.Address, error) {
	if where.ClickHouse != "" {
		return engine.ParseServer(where.ClickHouse)
	}
	dir := filepath.Join(where.Data, "engine")
	address, err := engine.Join(dir)
	if err == nil || !errors.Is(err, engine.ErrNotRunning) {
		return address, err
	}
	if h.engine, err = engine.Start(ctx, engine.Config{Dir: dir, Log: h.log}); err != nil {
		return address, err
	}
	return h.engine.Address(), nil
}

// assemble builds what works on the stores.
func (h *house) assemble(key []byte) {
	host, _ := os.Hostname() // only to tell owners of leases apart
	loader := &load.Loader{
		Store: h.store, Control: h.control, Sources: h.sources, Landing: filepath.Join(h.dir, "landing"), Key: key, Now: time.Now, Log: h.log,
	}
	computer := &compute.Computer{
		Store: h.store, Control: h.control, Calendar: h.calendar, Schemes: h.schemes, Regions: h.regions, AsOf: h.asOf, Now: time.Now, Log: h.log,
	}
	h.planner = &job.Planner{
		Loader: loader, Computer: computer, Control: h.control, Inbox: filepath.Join(h.dir, "inbox"),
		Owner: fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano()), Now: time.Now, Log: h.log,
	}
	h.planner.Editions = h.archive()
	h.watch = store.NewWatch(h.store, h.isDemo, func(err error) { h.log.Warn("publication not refreshed", "error", err) })
}

// close ends what open has begun.
func (h *house) close() error {
	var faults []error
	if h.store != nil {
		faults = append(faults, h.store.Close())
	}
	if h.engine != nil {
		faults = append(faults, h.engine.Stop())
	}
	return errors.Join(append(faults, h.control.Close())...)
}

// asOf is "today" of the figures: the day kept with the data folder, or the real one.
func (h *house) asOf(ctx context.Context) (time.Time, error) {
	kept, err := h.control.Setting(ctx, settingAsOf)
	if err != nil {
		return time.Time{}, err
	}
	if kept == "" {
		y, m, d := time.Now().In(assess.Zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone), nil
	}
	return time.ParseInLocation(time.DateOnly, kept, assess.Zone)
}

func (h *house) isDemo(ctx context.Context) bool { return h.mark(ctx) != "" }

// reader answers pages within a scope.
func (h *house) reader(scope store.Scope) (*store.Reader, error) {
	facts := store.Facts{Indicators: sortedIndicators(h.definitions), Departments: sortedDepartments(h.definitions), Next: h.nextDue, Rules: h.archive().Rules}
	for _, id := range names(h.sources) {
		s := h.sources[assess.SourceID(id)]
		facts.Sources = append(facts.Sources, assess.SourceState{
			ID: s.ID, Title: s.Title, Dataset: s.Dataset, Supplier: h.departments[s.Supplier], Schedule: s.Schedule, Mode: string(s.Mode),
			Ledger: s.Kind == source.KindLedger,
		})
	}
	return h.store.Read(scope, h.watch, h.control, facts, time.Now)
}

func sortedIndicators(d definitions) []assess.Indicator {
	list := make([]assess.Indicator, 0, len(d.indicators))
	for _, id := range names(d.indicators) {
		list = append(list, d.indicators[assess.IndicatorID(id)])
	}
	return list
}

func sortedDepartments(d definitions) []assess.Department {
	list := make([]assess.Department, 0, len(d.departments))
	for _, code := range names(d.departments) {
		list = append(list, d.departments[assess.DepartmentCode(code)])
	}
	return list
}

// secretKey reads the key for keyed hashes, or makes it: it stays on this machine, outside both stores.
func secretKey(file string) ([]byte, error) {
	key, err := os.ReadFile(file)
	if err == nil && len(key) >= 32 {
		return key, nil
	}
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("key for hashes of personal fields, %s: want 32 bytes: %w", file, errors.Join(err, assess.ErrInvalid))
	}
	key = make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	return key, os.WriteFile(file, key, 0o600)
}

// sourceIDs checks names of sources given by a person.
func sourceIDs(known map[assess.SourceID]*source.Source, words []string) ([]assess.SourceID, error) {
	ids := make([]assess.SourceID, len(words))
	for i, w := range words {
		ids[i] = assess.SourceID(w)
		if known[ids[i]] == nil {
			return nil, fmt.Errorf("source %q is unknown%s, want one of %s", w, assess.DidYouMean(w, names(known)), strings.Join(names(known), ", "))
		}
	}
	return slices.Compact(ids), nil
}
