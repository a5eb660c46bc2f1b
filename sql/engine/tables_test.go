package engine_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// TestFinalAndPrewhere: PREWHERE runs before FINAL and brings back what was deleted.
func TestFinalAndPrewhere(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	d.do("CREATE TABLE fact (id UInt32, is_deleted UInt8, version UInt64) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id")
	d.do("SYSTEM STOP MERGES fact")
	d.do("INSERT INTO fact SELECT number, 0, 1 FROM numbers(1000)")
	d.do("INSERT INTO fact SELECT number, 1, 2 FROM numbers(500)")
	d.want("SELECT count() FROM fact", "1500")
	d.want("SELECT count() FROM fact FINAL", "500")
	d.want("SELECT count() FROM fact FINAL WHERE is_deleted = 0", "500")
	d.want("SELECT count() FROM fact FINAL PREWHERE is_deleted = 0", "1000")
	d.want("SELECT count() FROM fact FINAL PREWHERE is_deleted = 0", "500", "apply_prewhere_after_final=1")
}

// TestSkipIndexAndFinal: an index must not drop the newer row that deletes.
func TestSkipIndexAndFinal(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	d.do("CREATE TABLE fact (id UInt32, state UInt8, is_deleted UInt8, version UInt64, INDEX s state TYPE set(0) GRANULARITY 1) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id")
	d.do("SYSTEM STOP MERGES fact")
	d.do("INSERT INTO fact SELECT number, 1, 0, 1 FROM numbers(1000)")
	d.do("INSERT INTO fact SELECT number, 2, 1, 2 FROM numbers(500)")
	d.want("SELECT count() FROM fact FINAL WHERE state = 1", "500")
}

// TestFinalAcrossPartitions: a case that moves to another month is one case
// only if the month is in ORDER BY, with a tombstone in the month that it left.
func TestFinalAcrossPartitions(t *testing.T) {
	const columns = "(month Date, id UInt32, is_deleted UInt8, version UInt64) ENGINE = ReplacingMergeTree(version, is_deleted) PARTITION BY toYYYYMM(month)"
	const first = "INSERT INTO fact SELECT toDate('2022-01-01') + INTERVAL number % 3 MONTH, number, 0, 1 FROM numbers(3000)"
	const apart = "do_not_merge_across_partitions_select_final="
	for _, c := range []struct {
		name, order, move string
		together, apart   string
	}{
		{
			"month in ORDER BY, with a tombstone", "month, id",
			`INSERT INTO fact SELECT toDate('2022-01-01'), number, 1, 2 FROM numbers(3000) WHERE number % 3 = 0
			 UNION ALL SELECT toDate('2022-06-01'), number, 0, 2 FROM numbers(3000) WHERE number % 3 = 0`,
			"3000\t3000", "3000\t3000",
		},
		{
			"month not in ORDER BY", "id",
			`INSERT INTO fact SELECT toDate('2022-06-01'), number, 0, 2 FROM numbers(3000) WHERE number % 3 = 0`,
			"3000\t3000", "4000\t3000", // a thousand cases counted twice
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDB(t, enginetest.Start(t))
			d.do("CREATE TABLE fact " + columns + " ORDER BY (" + c.order + ")")
			d.do(first)
			d.do(c.move)
			for range 2 { // before and after all parts are merged
				d.want("SELECT count(), uniqExact(id) FROM fact FINAL WHERE is_deleted = 0", c.together, apart+"0")
				d.want("SELECT count(), uniqExact(id) FROM fact FINAL WHERE is_deleted = 0", c.apart, apart+"1")
				d.do("OPTIMIZE TABLE fact FINAL")
			}
		})
	}
}

// TestCoalescingForgetsAWithdrawnValue: why feeds are not merged by that engine.
func TestCoalescingForgetsAWithdrawnValue(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	d.do("CREATE TABLE c (id UInt32, finished Nullable(Date), fee Nullable(Int32)) ENGINE = CoalescingMergeTree ORDER BY id")
	d.do("INSERT INTO c VALUES (1, '2022-03-01', 5)")
	d.do("INSERT INTO c VALUES (1, NULL, 6)") // the finish is withdrawn
	d.want("SELECT * FROM c FINAL", "1\t2022-03-01\t6")
	d.do("INSERT INTO c VALUES (1, '2021-01-01', NULL)") // an older file comes late
	d.want("SELECT * FROM c FINAL", "1\t2021-01-01\t6")
}

// TestQuantilesAndTotals: R-7 quantiles, and a total that is not a region.
func TestQuantilesAndTotals(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	d.want("SELECT quantileExactInclusive(0.5)(x), quantileExactInclusive(0.9)(x) FROM values('x Float64', 1, 2, 3, 4)", "2.5\t3.7")
	d.want("SELECT quantileExactInclusive(0.5)(x) FROM values('x Float64', 1) WHERE 0", "nan")
	d.want("SELECT quantileExactInclusiveOrNull(0.5)(x) FROM values('x Float64', 1) WHERE 0", `\N`)
	const sets = "SELECT r, sum(x) FROM values('r String, x Int32', ('', 1), ('a', 2)) GROUP BY GROUPING SETS ((r), ()) ORDER BY ALL"
	d.want(sets, "\t1\n\t3\na\t2")
	d.want(sets, "\t1\na\t2\n\\N\t3", "group_by_use_nulls=1")
}

// TestBackup: what `yingshang backup` stands on. Needs the private engine's backups folder.
func TestBackup(t *testing.T) {
	e := own(t, engine.Config{Dir: filepath.Join(t.TempDir(), "数据 & <engine>")})
	d := newDB(t, e.Address())
	d.do("CREATE TABLE fact (a UInt32, text String) ENGINE = MergeTree ORDER BY a")
	d.do("INSERT INTO fact SELECT number, toString(number) FROM numbers(100000)")
	hash := d.do("SELECT count(), sum(cityHash64(*)) FROM fact")
	d.do(fmt.Sprintf("BACKUP DATABASE %s TO File('first')", d.name))
	d.do("TRUNCATE TABLE fact")
	server := db{t: t, at: e.Address()}
	server.do("DROP DATABASE " + d.name + " SYNC")
	server.do(fmt.Sprintf("RESTORE DATABASE %s FROM File('first')", d.name))
	d.want("SELECT count(), sum(cityHash64(*)) FROM fact", hash)

	d.refuse(codeBadArguments, fmt.Sprintf("BACKUP DATABASE %s TO File('%s/elsewhere')", d.name, t.TempDir()))
	d.refuse(codeNoZip, fmt.Sprintf("BACKUP DATABASE %s TO File('first.zip')", d.name))
}

// TestClusterStatements: there is no cluster here, and its DDL can still be parsed.
func TestClusterStatements(t *testing.T) {
	e := own(t, engine.Config{})
	d := newDB(t, e.Address())
	d.refuse(codeNoCluster, "CREATE TABLE fact ON CLUSTER county (a UInt32) ENGINE = MergeTree ORDER BY a")
	d.refuse(codeNoKeeper, "CREATE TABLE fact (a UInt32) ENGINE = ReplicatedMergeTree('/fact', 'r1') ORDER BY a")
	d.do("EXPLAIN AST CREATE TABLE fact ON CLUSTER county (a UInt32) ENGINE = ReplicatedMergeTree ORDER BY a")
}
