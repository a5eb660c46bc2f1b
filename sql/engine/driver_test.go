package engine_test

import (
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"yingshang/sql/engine/enginetest"
)

// open connects the driver to the database of d, as sql/store does.
func open(t testing.TB, d db) clickhouse.Conn {
	u, err := url.Parse(d.at.URL)
	if err != nil {
		t.Fatal(err)
	}
	return dial(t, d, clickhouse.HTTP, u.Host)
}

// dial connects the driver to the database of d by one of its two protocols.
func dial(t testing.TB, d db, protocol clickhouse.Protocol, host string) clickhouse.Conn {
	conn, err := clickhouse.Open(&clickhouse.Options{
		Protocol:     protocol,
		Addr:         []string{host},
		Auth:         clickhouse.Auth{Database: d.name, Username: d.at.User, Password: d.at.Password},
		MaxOpenConns: workers,
		MaxIdleConns: workers,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// workers is how many connections ask at once.
const workers = 8

// askSmall sends small queries of one row each over all connections at once
// and says how long each took. The table fact has the ids 0 to 999.
func askSmall(t *testing.T, conn clickhouse.Conn, each int) []time.Duration {
	t.Helper()
	took := make([]time.Duration, workers*each)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := range each {
				id := uint32((w*each + i) % 1000)
				began := time.Now()
				var got uint32
				var name string
				err := conn.QueryRow(t.Context(), "SELECT id, name FROM fact WHERE id = {id:UInt32}", clickhouse.Named("id", id)).Scan(&got, &name)
				took[w*each+i] = time.Since(began)
				if err != nil || got != id || name != "办件" {
					t.Errorf("id %d: got %d, %q, %v", id, got, name, err)
					return
				}
			}
		})
	}
	all.Wait()
	return took
}

// TestDriver: the one driver works over the one port, with eight connections
// and many small queries.
func TestDriver(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	conn := open(t, d)
	ctx := t.Context()
	if err := conn.Exec(ctx, "CREATE TABLE fact (id UInt32, name String) ENGINE = MergeTree ORDER BY id"); err != nil {
		t.Fatal(err)
	}
	batch, err := conn.PrepareBatch(ctx, "INSERT INTO fact")
	if err != nil {
		t.Fatal(err)
	}
	for i := range uint32(1000) {
		if err := batch.Append(i, "办件"); err != nil {
			t.Fatal(err)
		}
	}
	if err := batch.Send(); err != nil {
		t.Fatal(err)
	}

	took := askSmall(t, conn, 50)
	slices.Sort(took)
	t.Logf("%d small queries, %d at once: median %v, 99 %% %v", len(took), workers, took[len(took)/2], took[len(took)*99/100])
}

// TestInsertFormatCutsTheSelect is why sql/store sends the statement that
// stages by a plain POST: the driver cuts it off after the column list. What
// is left is an error at best, and an insert that judges nothing at worst.
func TestInsertFormatCutsTheSelect(t *testing.T) {
	const rows = "id,name\n1,a\n2,b\n"
	bare, _, _ := strings.Cut(stage, "\nFORMAT")
	listed := strings.Replace(bare, "stage", "stage (id, name, line)", 1)
	for _, c := range []struct{ name, statement, want string }{
		{"without a column list", bare, ""},
		{"with a column list", listed, "1\ta\t0\n2\tb\t0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := stageDB(t)
			err := open(t, d).InsertFormat(t.Context(), "CSVWithNames", c.statement, strings.NewReader(rows))
			if (err != nil) != (c.want == "") {
				t.Errorf("InsertFormat = %v", err)
			}
			d.want("SELECT id, name, line FROM stage ORDER BY id", c.want)
			d.do("TRUNCATE TABLE stage")
			if err := d.insert(c.statement+" FORMAT CSVWithNames", strings.NewReader(rows)); err != nil {
				t.Fatal(err)
			}
			d.want("SELECT id, name, line FROM stage ORDER BY id", "1\ta\t0\n2\tb\t1")
		})
	}
}

// BenchmarkSmallQuery is the least that a question costs: a request must not need one.
func BenchmarkSmallQuery(b *testing.B) {
	conn := open(b, newDB(b, enginetest.Start(b)))
	for b.Loop() {
		var one uint8
		if err := conn.QueryRow(b.Context(), "SELECT 1").Scan(&one); err != nil {
			b.Fatal(err)
		}
	}
}
