package engine_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"yingshang/sql/engine/enginetest"
)

// judge is a stage of typed columns, with every reason as a bit, in one statement.
const judge = `INSERT INTO stage
SELECT id, ifNull(a, toDateTime(0, 'Asia/Shanghai')), f, toUInt32(reasons), line, cityHash64(id, a, f), if(reasons != 0, [raw_id, a0, f0], [])
FROM (
  SELECT raw_id, a0, f0, trim(raw_id) AS id, rowNumberInAllBlocks() AS line,
    parseDateTimeOrNull(a0, '%Y-%m-%d %H:%i:%s', 'Asia/Shanghai') AS a,
    parseDateTimeOrNull(f0, '%Y-%m-%d %H:%i:%s', 'Asia/Shanghai') AS f,
    bitOr(bitOr((id = '') * 1, isNull(a) * 2), bitOr((f0 != '' AND isNull(f)) * 4, ifNull(f < a, 0) * 8)) AS reasons
  FROM input('raw_id String, a0 String, f0 String'))
FORMAT CSVWithNames`

// judgeDB has the table that judge writes, and one as facts are kept.
func judgeDB(t *testing.T) db {
	d := newDB(t, enginetest.Start(t))
	d.do("CREATE TABLE stage (id String, accepted DateTime('Asia/Shanghai'), finished Nullable(DateTime('Asia/Shanghai')), bad UInt32, line UInt64, hash Nullable(UInt64), raw Array(String)) ENGINE = MergeTree ORDER BY tuple()")
	d.do("CREATE TABLE typed (raw_id String, a0 DateTime('Asia/Shanghai'), f0 Nullable(DateTime('Asia/Shanghai'))) ENGINE = MergeTree PARTITION BY toYYYYMM(a0) ORDER BY (a0, raw_id)")
	return d
}

// TestOnePass: typed columns, a hash and every reason as a bit, in the same statement.
func TestOnePass(t *testing.T) {
	d := judgeDB(t)
	rows := "raw_id,a0,f0\r\n" +
		"A1,2022-03-01 09:00:00,2022-03-02 10:00:00\r\n" +
		" A2 ,2022-03-01 09:00:00,\r\n" +
		",2022-02-30 09:00:00,soon\r\n" +
		"A4,2022-03-02 09:00:00,2022-03-01 09:00:00\r\n"
	if err := d.insert(judge, strings.NewReader(rows), "max_insert_threads=2"); err != nil {
		t.Fatal(err)
	}
	d.want("SELECT line, id, bad, raw, finished FROM stage ORDER BY line", strings.Join([]string{
		`0	A1	0	[]	2022-03-02 10:00:00`,
		`1	A2	0	[]	\N`,
		`2		7	['','2022-02-30 09:00:00','soon']	\N`,
		`3	A4	8	['A4','2022-03-02 09:00:00','2022-03-01 09:00:00']	2022-03-01 09:00:00`,
	}, "\n"))
}

// TestOnePassIsFast: staging and judging in one statement costs about what a
// plain insert of the same bytes into typed columns and months does, and on a
// quiet machine less; etl/load has the benchmark of a whole load.
func TestOnePassIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("compares times")
	}
	d := judgeDB(t)
	const rows = 500_000
	var b bytes.Buffer
	b.WriteString("raw_id,a0,f0\r\n")
	first := time.Date(2021, 1, 1, 9, 0, 0, 0, time.UTC)
	for i := range rows {
		a := first.Add(time.Duration(i*7919%rows) * 3 * time.Minute) // all months in every block
		fmt.Fprintf(&b, "A%09d,%s,%s\r\n", i, a.Format(time.DateTime), a.Add(50*time.Hour).Format(time.DateTime))
	}
	insert := func(table, statement string) time.Duration {
		d.do("TRUNCATE TABLE " + table)
		began := time.Now()
		if err := d.insert(statement, bytes.NewReader(b.Bytes()), "max_insert_threads=2"); err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		d.want("SELECT count() FROM "+table, fmt.Sprint(rows))
		return took
	}
	var staged, typed []time.Duration
	for range 3 {
		staged = append(staged, insert("stage", judge))
		typed = append(typed, insert("typed", "INSERT INTO typed FORMAT CSVWithNames"))
	}
	d.want("SELECT countIf(bad != 0), uniqExact(line), uniqExact(hash) FROM stage", fmt.Sprintf("0\t%d\t%d", rows, rows))
	t.Logf("staged and judged in %v, plain typed insert %v", staged, typed)
	if s, p := median(staged), median(typed); s > 2*p {
		t.Errorf("staging and judging takes %v, a plain typed insert %v, want at most twice as long", s, p)
	}
}
