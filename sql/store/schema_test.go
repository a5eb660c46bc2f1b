package store_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yingshang/sql/catalog"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

// database makes a database with the product's tables and returns its name.
func database(t *testing.T) (engine.Address, string, *store.Store) {
	t.Helper()
	address := enginetest.Start(t)
	ctx := context.Background()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d", rand.Uint64())
	s, err := store.Open(ctx, address, name, cat)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Drop(ctx); _ = s.Close() })
	if err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return address, name, s
}

// query asks past all of the product's code.
func query(t *testing.T, address engine.Address, database, sql string) []string {
	t.Helper()
	q := url.Values{"database": {database}, "query": {sql}, "default_format": {"TabSeparatedRaw"}, "session_timezone": {"Asia/Shanghai"}}
	req, err := http.NewRequest(http.MethodPost, address.URL+"/?"+q.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-ClickHouse-User", address.User)
	req.Header.Set("X-ClickHouse-Key", address.Password)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", sql, body, err)
	}
	return strings.FieldsFunc(string(body), func(r rune) bool { return r == '\n' })
}

func TestMigrationsMayRunAgain(t *testing.T) {
	address, name, s := database(t)
	const tables = "SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name"
	before := query(t, address, name, tables)
	if len(before) == 0 {
		t.Fatal("no tables after the migrations")
	}
	query(t, address, name, "INSERT INTO publication (rev, run) VALUES (7, 7)")
	if err := s.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	after := query(t, address, name, tables)
	if strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("a second run changes tables:\n%s\n%s", before, after)
	}
	if got := query(t, address, name, "SELECT count() FROM publication"); got[0] != "1" {
		t.Errorf("a second run leaves %s rows, want 1", got[0])
	}
}

// Facts are right under FINAL only with the partition column in the key, and nothing that is acknowledged may be lost.
func TestTablesKeepWhatTheProtocolNeeds(t *testing.T) {
	address, name, s := database(t)
	for _, line := range query(t, address, name, "SELECT name, engine_full, sorting_key, partition_key FROM system.tables WHERE database = currentDatabase() ORDER BY name") {
		f := strings.Split(line, "\t")
		if !strings.Contains(f[1], "fsync_after_insert = 1") || !strings.Contains(f[1], "fsync_part_directory = 1") {
			t.Errorf("%s does not write through to the disk: %s", f[0], f[1])
		}
	}
	for id, set := range s.Catalog().Datasets {
		rows := query(t, address, name, fmt.Sprintf("SELECT engine_full, sorting_key, partition_key FROM system.tables WHERE database = currentDatabase() AND name = '%s'", id))
		if len(rows) != 1 {
			t.Errorf("dataset %s has no table", id)
			continue
		}
		f := strings.Split(rows[0], "\t")
		if !strings.HasPrefix(f[0], "ReplacingMergeTree(version, is_deleted)") {
			t.Errorf("%s: engine %s, want ReplacingMergeTree(version, is_deleted)", id, f[0])
		}
		if want := "source, month, " + strings.Join(set.Key, ", "); f[1] != want {
			t.Errorf("%s: key %q, want %q", id, f[1], want)
		}
		if f[2] != "toYYYYMM(month)" {
			t.Errorf("%s: partitions by %q, want by month", id, f[2])
		}
	}
	for clock := range s.Catalog().Clocks {
		if rows := query(t, address, name, fmt.Sprintf("SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'clock_%s'", clock)); len(rows) != 1 || rows[0] != "MergeTree" {
			t.Errorf("clock %s: engine %v, want a table that nothing replaces", clock, rows)
		}
	}
}
