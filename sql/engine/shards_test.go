package engine_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"

	"yingshang/sql/engine"
)

// TestTwoShards: two engines as the shards of one Distributed table. They
// speak the native protocol with each other; config.d and users.d are how an
// operator would have them do it.
func TestTwoShards(t *testing.T) {
	dirs := []string{t.TempDir(), t.TempDir()}
	ports := []int{freePort(t), freePort(t)}
	for i, dir := range dirs {
		put(t, dir, "config.d/shards.xml", fmt.Sprintf(`<clickhouse><tcp_port>%d</tcp_port><remote_servers><county>
			<shard><replica><host>127.0.0.1</host><port>%d</port><user>shard</user><password>between us</password></replica></shard>
			<shard><replica><host>127.0.0.1</host><port>%d</port><user>shard</user><password>between us</password></replica></shard>
			</county></remote_servers></clickhouse>`, ports[i], ports[0], ports[1]))
		put(t, dir, "users.d/shards.xml", `<clickhouse><users><shard><password>between us</password><profile>default</profile><quota>default</quota>
			<networks><ip>127.0.0.1</ip></networks><grants><query>GRANT ALL ON *.*</query></grants></shard></users></clickhouse>`)
	}
	var shards []db
	for _, dir := range dirs {
		d := newDB(t, own(t, engine.Config{Dir: dir}).Address())
		d.do("SYSTEM START LISTEN TCP")
		d.do("CREATE DATABASE county")
		d.name = "county"
		d.do("CREATE TABLE fact_local (id UInt64, text String) ENGINE = MergeTree ORDER BY id")
		d.do("CREATE TABLE fact AS fact_local ENGINE = Distributed(county, county, fact_local, cityHash64(id))")
		shards = append(shards, d)
	}
	const rows = 200_000
	shards[0].do(fmt.Sprintf("INSERT INTO fact SELECT number, toString(number) FROM numbers(%d)", rows), "distributed_foreground_insert=1")
	all := shards[0].do(fmt.Sprintf("SELECT count(), sum(cityHash64(number, toString(number))) FROM numbers(%d)", rows))
	for i, d := range shards {
		d.want("SELECT count(), sum(cityHash64(id, text)) FROM fact", all)
		var part int
		fmt.Sscan(d.do("SELECT count() FROM fact_local"), &part)
		if part < rows*4/10 || part > rows*6/10 {
			t.Errorf("shard %d holds %d of %d rows", i, part, rows)
		}
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
