package load_test

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/load"
	"yingshang/etl/source"
	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

// benchSource hands in releases as a snapshot of everything, in the twelve columns that the raw table takes as they are.
const benchSource = `
source: bench
title: {zh: 基准测试, en: Benchmark}
dataset: mortgage_release
supplier: BDC
kind: file
files: "bench_*.csv"
encoding: utf-8
delimiter: ","
mode: snapshot
scope: all
as_of: {from: filename, pattern: '_(\d{4}-\d{2}-\d{2})'}
columns: {release_no: release_no, region_code: region_code, mortgagee_name: mortgagee_name, is_fund: is_fund, is_combination: is_combination,
  payoff_at: payoff_at, init_at: init_at, initiator: initiator, accept_at: accept_at, register_at: register_at, channel: channel, actual_trips: actual_trips}
limits: {rejected_pct: 10, vanished_pct: 5, max_mb: 4000}
`

const benchColumns = "release_no,region_code,mortgagee_name,is_fund,is_combination,payoff_at,init_at,initiator,accept_at,register_at,channel,actual_trips"

// bench is a data folder for benchmarks.
type bench struct {
	address engine.Address
	store   *store.Store
	control *control.DB
	loader  *load.Loader
	source  *source.Source
	dir     string
}

func openBench(b *testing.B) *bench {
	b.Helper()
	ctx := context.Background()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	n := &bench{address: enginetest.Start(b), dir: b.TempDir()}
	if n.store, err = store.Open(ctx, n.address, fmt.Sprintf("bench_%d", rand.Uint32()), cat); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = n.store.Drop(ctx); _ = n.store.Close() })
	if err := n.store.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	if n.control, err = control.Open(ctx, filepath.Join(n.dir, "control.db")); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = n.control.Close() })
	if n.source, err = source.Parse("bench.yaml", []byte(benchSource)); err != nil {
		b.Fatal(err)
	}
	n.loader = &load.Loader{
		Store: n.store, Control: n.control, Sources: map[assess.SourceID]*source.Source{"bench": n.source},
		Landing: filepath.Join(n.dir, "landing"), Key: []byte("bench"), Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	n.statement(b, "INSERT INTO mortgagee_alias (source, month, name, valid_from, current_name, uscc, kind, load, line, row_hash, is_deleted, version) "+
		"SELECT 'bench', toDate('2000-01-01'), concat('bank ', toString(number)), toDate('2000-01-01'), 'bank', '91330482MA2B00000D', 'bank', 0, 0, number, 0, 1 FROM numbers(41)", nil)
	return n
}

// statement runs a statement of the benchmark's own.
func (n *bench) statement(b *testing.B, sql string, data io.Reader) {
	b.Helper()
	settings := url.Values{"max_insert_threads": {"2"}, "max_partitions_per_insert_block": {"1000"}}
	if _, err := enginetest.Ask(n.address, n.store.Database(), sql, settings, data); err != nil {
		b.Fatal(err)
	}
}

// write makes a file of releases over 36 months; changed of every thousand rows differ by round.
func (n *bench) write(b *testing.B, name string, rows, round int) string {
	b.Helper()
	path := filepath.Join(n.dir, name)
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, benchColumns)
	rng := rand.New(rand.NewPCG(1, 2))
	begin := time.Date(2020, 1, 1, 8, 0, 0, 0, assess.Zone)
	line := make([]byte, 0, 256)
	for i := range rows {
		payoff := begin.Add(time.Duration(rng.Int64N(36*30*24*60)) * time.Minute)
		bank, minutes, trips := rng.IntN(41), 20+rng.IntN(90), rng.IntN(4)
		if i%100 == 0 {
			trips = round % 4
		}
		line = append(line[:0], "ZX"...)
		line = strconv.AppendInt(line, int64(1_000_000_000+i), 10)
		line = append(line, ",330482,bank "...)
		line = strconv.AppendInt(line, int64(bank), 10)
		line = append(line, ",0,0,"...)
		line = payoff.AppendFormat(line, time.DateTime)
		line = append(line, ',')
		line = payoff.Add(5*time.Minute).AppendFormat(line, time.DateTime)
		line = append(line, ",bank,"...)
		line = payoff.Add(9*time.Minute).AppendFormat(line, time.DateTime)
		line = append(line, ',')
		line = payoff.Add(time.Duration(minutes)*time.Minute).AppendFormat(line, time.DateTime)
		line = append(line, ",online,"...)
		line = strconv.AppendInt(line, int64(trips), 10)
		line = append(line, '\n')
		if _, err := w.Write(line); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// raw is the reference: one INSERT … FORMAT CSV of the same bytes into an empty table of the same columns, key and
// partitions, with the same settings.
func (n *bench) raw(b *testing.B, path string) time.Duration {
	b.Helper()
	n.statement(b, "DROP TABLE IF EXISTS raw SYNC", nil)
	n.statement(b, "CREATE TABLE raw AS mortgage_release", nil)
	n.statement(b, "ALTER TABLE raw MODIFY COLUMN month Date DEFAULT toStartOfMonth(toDate(register_at, 'Asia/Shanghai'))", nil)
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	began := time.Now()
	n.statement(b, "INSERT INTO raw ("+benchColumns+") FORMAT CSVWithNames", f)
	return time.Since(began)
}

// whole lands the file and takes it through every step; it returns the time to the checked stage and the whole time.
func (n *bench) whole(b *testing.B, path string) (staged, all time.Duration) {
	b.Helper()
	ctx := context.Background()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	var landed, checked time.Time
	last, steps := time.Now(), ""
	n.loader.Step = func(step string) {
		steps += fmt.Sprintf("%s %.2f  ", step, time.Since(last).Seconds())
		last = time.Now()
		switch step {
		case "ledgered":
			landed = time.Now()
		case "stage.made":
			checked = time.Now()
		}
	}
	began := time.Now()
	l, err := n.loader.Land(ctx, n.source, load.Received{Name: info.Name(), Size: info.Size(), Modified: time.Now(),
		Open: func() (io.ReadSeekCloser, error) { return os.Open(path) }})
	if err != nil || l == nil {
		b.Fatal(l, err)
	}
	done, err := n.loader.Process(ctx, l.ID)
	if err != nil || done.State != assess.LoadApplied {
		b.Fatal(done.State, done.Note, err)
	}
	b.Logf("%s", steps)
	return checked.Sub(landed), time.Since(began)
}

// forget empties what the loads have left, so that the next one is a first one.
func (n *bench) forget(b *testing.B) {
	for _, table := range []string{"mortgage_release", "reconciled", "load_effect", "reject"} {
		n.statement(b, "TRUNCATE TABLE "+table, nil)
	}
}

func median(d []time.Duration) time.Duration {
	s := slices.Clone(d)
	slices.Sort(s)
	return s[len(s)/2]
}

// BenchmarkLoad times a first load and a 1 % correction against one raw INSERT of the same bytes, in turn; the ratios
// are raw time ÷ ours, so more is better.
func BenchmarkLoad(b *testing.B) {
	rows, rounds := 2_000_000, 3
	if s := os.Getenv("YINGSHANG_BENCH_ROWS"); s != "" {
		var err error
		if rows, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	n := openBench(b)
	var raws, stages, firsts, again []time.Duration
	for round := range rounds {
		first := n.write(b, fmt.Sprintf("bench_2022-01-%02d.csv", 2*round+1), rows, 0)
		second := n.write(b, fmt.Sprintf("bench_2022-01-%02d.csv", 2*round+2), rows, round+1)
		raws = append(raws, n.raw(b, first))
		n.forget(b)
		staged, all := n.whole(b, first)
		stages, firsts = append(stages, staged), append(firsts, all)
		_, all = n.whole(b, second)
		again = append(again, all)
		if err := os.RemoveAll(n.loader.Landing); err != nil {
			b.Fatal(err)
		}
	}
	report(b, "raw_s", median(raws).Seconds())
	report(b, "raw/staged_and_judged", ratio(raws, stages))
	report(b, "raw/first_load", ratio(raws, firsts))
	report(b, "raw/1pct_correction", ratio(raws, again))
	report(b, "Mrows/s_first_load", float64(rows)/1e6/median(firsts).Seconds())
}

// ratio is the median of the pairs' ratios.
func ratio(a, b []time.Duration) float64 {
	r := make([]float64, len(a))
	for i := range a {
		r[i] = a[i].Seconds() / b[i].Seconds()
	}
	slices.Sort(r)
	return r[len(r)/2]
}

func report(b *testing.B, unit string, v float64) { b.ReportMetric(v, unit) }
