package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"yingshang/sql/engine"
)

// TestHTTPIsAsFastAsNative: the driver gains nothing by the native protocol,
// so one port and one protocol do. 8 connections send 2,000 small queries by
// each, turn by turn.
func TestHTTPIsAsFastAsNative(t *testing.T) {
	if testing.Short() {
		t.Skip("compares times")
	}
	dir := t.TempDir()
	port := freePort(t)
	put(t, dir, "config.d/native.xml", fmt.Sprintf("<clickhouse><tcp_port>%d</tcp_port></clickhouse>", port))
	d := newDB(t, own(t, engine.Config{Dir: dir}).Address())
	d.do("SYSTEM START LISTEN TCP")
	d.do("CREATE TABLE fact (id UInt32, name String) ENGINE = MergeTree ORDER BY id")
	d.do("INSERT INTO fact SELECT number, '办件' FROM numbers(1000)")

	overHTTP, overNative := open(t, d), dial(t, d, clickhouse.Native, fmt.Sprintf("127.0.0.1:%d", port))
	askSmall(t, overHTTP, 1) // connects
	askSmall(t, overNative, 1)
	const rounds, queries = 5, 2000
	var http, native []time.Duration
	for range rounds {
		http = append(http, askSmall(t, overHTTP, queries/workers/rounds)...)
		native = append(native, askSmall(t, overNative, queries/workers/rounds)...)
	}
	h, n := median(http), median(native)
	t.Logf("%d small queries, %d at once: median %v over HTTP, %v by the native protocol", len(http), workers, h, n)
	if h > 2*n {
		t.Errorf("a small query takes %v over HTTP and %v by the native protocol, want at most twice as long", h, n)
	}
}

func median(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

// TestOnePortOnly: of all that ClickHouse can listen with, HTTP alone is open
// unless somebody with a password asks for more.
func TestOnePortOnly(t *testing.T) {
	e := own(t, engine.Config{})
	if _, err := os.Stat("/proc/net/tcp"); err != nil {
		t.Skip(err)
	}
	port := e.Address().URL[strings.LastIndexByte(e.Address().URL, ':')+1:]
	if got, want := listening(t, e.PID()), []string{port}; !slices.Equal(got, want) {
		t.Errorf("the engine listens on %v, want %v", got, want)
	}
	newDB(t, e.Address()).do("SYSTEM START LISTEN TCP")
	if got := listening(t, e.PID()); len(got) != 2 {
		t.Errorf("with the native port open the engine listens on %v: this proved nothing", got)
	}
}

// listening are the TCP ports on which a process listens.
func listening(t *testing.T, pid int) (ports []string) {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	if err != nil || len(files) == 0 {
		t.Fatal("no open files of the engine to be seen: ", err)
	}
	own := map[string]bool{}
	for _, f := range files {
		if to, err := os.Readlink(f); err == nil {
			own[to] = true
		}
	}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		text, _ := os.ReadFile(table)
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			const listen = "0A"
			if len(f) < 10 || f[3] != listen || !own["socket:["+f[9]+"]"] {
				continue
			}
			var port int
			fmt.Sscanf(f[1][strings.LastIndexByte(f[1], ':')+1:], "%x", &port)
			ports = append(ports, fmt.Sprint(port))
		}
	}
	return ports
}
