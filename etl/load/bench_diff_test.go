package load_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/store"
)

// diffBound is how many times the reference the difference of two large snapshots may take. Without
// use_index_for_in_with_subqueries = 0 it takes some thirty times as long and does not fit the engine's memory. Between 0.17
// and 0.52 was seen: the faster the disk, the less the reference takes.
const diffBound = 1.0

// BenchmarkDiff finds and writes the difference of a snapshot of 10 million rows against 10 million that are in, 1 % of
// them changed. The reference is the plain INSERT … SELECT that wrote the 10 million rows. The engine has 2 GiB for
// everything, so a difference that does not fit fails.
func BenchmarkDiff(b *testing.B) {
	rows := 10_000_000
	if s := os.Getenv("YINGSHANG_BENCH_DIFF_ROWS"); s != "" {
		var err error
		if rows, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	n := openBench(b)
	ctx := context.Background()
	l := store.Load{Dataset: n.store.Catalog().Datasets["mortgage_release"], Source: "bench", ID: 2, Attempt: 1, Scope: "all", AsOf: time.Date(2022, 1, 2, 0, 0, 0, 0, assess.Zone)}
	if err := n.store.MakeStage(ctx, l); err != nil {
		b.Fatal(err)
	}
	fill := func(table, version, trips string) {
		n.statement(b, fmt.Sprintf("INSERT INTO %s (source, month, release_no, region_code, register_at, actual_trips, load, line, row_hash, version) "+
			"SELECT 'bench', toStartOfMonth(register_at), concat('ZX', toString(1000000000 + number)), '330482', "+
			"toDateTime('2020-01-01 08:00:00') + cityHash64(number) %% 93312000 AS register_at, %s AS trips, 1, number + 2, cityHash64(number, trips), %s FROM numbers(%d)",
			table, trips, version, rows), nil)
	}
	began := time.Now()
	fill("mortgage_release", "1", "0")
	reference := time.Since(began)
	fill("stage_2_1", strconv.FormatUint(l.Version(), 10), "if(number % 100 = 0, 1, 0)")
	var diffs []time.Duration
	for range 3 {
		began = time.Now()
		if err := n.store.ApplyGone(ctx, l); err != nil {
			b.Fatal(err)
		}
		if err := n.store.ApplyRows(ctx, l); err != nil {
			b.Fatal(err)
		}
		diffs = append(diffs, time.Since(began))
	}
	wrong, err := n.store.Reconcile(ctx, l)
	if err != nil || len(wrong) > 0 {
		b.Fatal(wrong, err)
	}
	r := median(diffs).Seconds() / reference.Seconds()
	report(b, "Mrows", float64(rows)/1e6)
	report(b, "diff_s", median(diffs).Seconds())
	report(b, "diff/plain_insert", r)
	if r > diffBound {
		b.Errorf("the difference takes %.2f times a plain insert of the same rows, want at most %g", r, diffBound)
	}
}
