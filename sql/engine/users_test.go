package engine_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yingshang/sql/engine"
)

// Codes of ClickHouse's errors.
const (
	codeBadArguments  = 36
	codeQuota         = 201
	codeManyQueries   = 202
	codeNoKeeper      = 225
	codeMemory        = 241
	codeNoZip         = 344
	codeConstraint    = 452
	codeDenied        = 497
	codeWrongPassword = 516
	codeNoCluster     = 701
)

// TestStrangers: any local process may knock as "default", which has no
// password and the grants that the engine needs to stay alive.
func TestStrangers(t *testing.T) {
	e := own(t, engine.Config{})
	at := e.Address()
	d := newDB(t, at)
	d.do("CREATE TABLE secret (a Int32) ENGINE = MergeTree ORDER BY a")

	bait := filepath.Join(t.TempDir(), "bait")
	if err := os.WriteFile(bait, []byte("hush"), 0o600); err != nil {
		t.Fatal(err)
	}
	stranger := d.as(engine.Address{URL: at.URL, User: "default"})
	for _, query := range []string{
		"CREATE TEMPORARY TABLE x (l String) ENGINE = File(LineAsString, '" + bait + "')",
		"CREATE TEMPORARY TABLE x (l String)",
		"SELECT * FROM file('" + bait + "', LineAsString)",
		"INSERT INTO FUNCTION file('" + bait + "', LineAsString, 'l String') VALUES ('x')",
		"SYSTEM STOP LISTEN HTTP",
		"SYSTEM START LISTEN TCP",
		"SHOW TABLES",
		"SELECT * FROM secret",
		"SELECT * FROM system.processes",
	} {
		answer, err := stranger.try(query)
		if code := codeOf(err); code != codeQuota && code != codeDenied {
			t.Errorf("a stranger's %s\ngot %q, %v", query, answer, err)
		}
	}
	stranger.refuse(codeQuota, "CREATE TEMPORARY TABLE x (l String)")
	stranger.refuse(codeQuota, "SYSTEM STOP LISTEN HTTP")
	if b, _ := os.ReadFile(bait); string(b) != "hush" {
		t.Errorf("the bait reads %q", b)
	}
	for _, a := range []engine.Address{
		{URL: at.URL, User: "app"},
		{URL: at.URL, User: "app", Password: e.Reader().Password},
		{URL: at.URL, User: "ro"},
		{URL: at.URL, User: "nobody"},
		{URL: at.URL, User: "default", Password: at.Password},
	} {
		if _, err := d.as(a).try("SELECT count() FROM secret"); err == nil {
			t.Errorf("%v with a wrong password was let in", a)
		} else if a.User != "default" && codeOf(err) != codeWrongPassword {
			t.Errorf("%v with a wrong password: %v", a, err)
		}
	}
}

// TestLoopbackOnly: no other address of the machine answers.
func TestLoopbackOnly(t *testing.T) {
	e := own(t, engine.Config{})
	port := e.Address().URL[strings.LastIndexByte(e.Address().URL, ':')+1:]
	for _, host := range otherAddresses(t) {
		if _, err := send(t.Context(), engine.Address{URL: "http://" + net.JoinHostPort(host, port)}, "", nil, "SELECT 1"); err == nil {
			t.Errorf("the engine answers on %s", host)
		}
	}
}

func TestReader(t *testing.T) {
	e := own(t, engine.Config{})
	d := newDB(t, e.Address())
	d.do("CREATE TABLE fact (a Int32) ENGINE = MergeTree ORDER BY a")
	d.do("INSERT INTO fact VALUES (1), (2)")
	ro := d.as(e.Reader())
	ro.want("SELECT sum(a) FROM fact", "3")
	for _, query := range []string{
		"INSERT INTO fact VALUES (3)",
		"DROP TABLE fact",
		"CREATE TABLE other (a Int32) ENGINE = Memory",
		"CREATE TEMPORARY TABLE x (a Int32) ENGINE = Memory",
		"SELECT * FROM system.users",
		"SELECT * FROM system.processes",
		"SELECT * FROM file('/etc/hostname', LineAsString)",
		"SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
		"SELECT * FROM remote('127.0.0.1:1', 'system', 'one')",
		"KILL QUERY WHERE user = 'app'",
		"SYSTEM STOP LISTEN HTTP",
		"BACKUP TABLE fact TO File('stolen')",
		"CREATE USER evil",
	} {
		ro.refuse(codeDenied, query)
	}
	// A max alone would let 0 through, which means no limit.
	for _, setting := range []string{"max_execution_time", "max_memory_usage", "max_result_rows"} {
		ro.want("SELECT 1", "1", setting+"=10")
		ro.refuse(codeConstraint, "SELECT 1", setting+"=0")
		ro.refuse(codeConstraint, "SELECT 1", setting+"=99999999999")
	}
	for _, setting := range []string{"readonly=0", "readonly=1", "allow_ddl=1"} {
		if answer, err := ro.try("INSERT INTO fact VALUES (3)", setting); err == nil {
			t.Errorf("ro wrote with %s: %q", setting, answer)
		}
	}
	d.want("SELECT count() FROM fact", "2")
}

// TestReadsDoNotLeadOut: what a wrongly quoted SELECT must never reach.
func TestReadsDoNotLeadOut(t *testing.T) {
	d := newDB(t, own(t, engine.Config{}).Address())
	for _, from := range []string{
		"file('/etc/hostname', LineAsString)",
		"url('http://127.0.0.1:1/', LineAsString)",
		"remote('127.0.0.1:1', 'system', 'one')",
	} {
		d.refuse(codeDenied, "SELECT * FROM "+from)
	}
	d.refuse(codeDenied, "INSERT INTO FUNCTION file('x.csv', CSV, 'a Int32') VALUES (1)")
}

func TestMemoryCap(t *testing.T) {
	d := newDB(t, own(t, engine.Config{Memory: 500 << 20}).Address())
	const greedy = "SELECT count() FROM (SELECT number, toString(cityHash64(number)) FROM numbers(10000000) GROUP BY ALL)"
	d.refuse(codeMemory, greedy, "max_bytes_before_external_group_by=0", "max_bytes_ratio_before_external_group_by=0")
	d.want("SELECT count() FROM numbers(1000)", "1000") // and it goes on
}

func TestManyQueries(t *testing.T) {
	e := own(t, engine.Config{})
	var refused, done atomic.Int32
	var all sync.WaitGroup
	for range 80 {
		all.Go(func() {
			_, err := send(t.Context(), e.Address(), "", nil, "SELECT sleep(1)")
			if err == nil {
				done.Add(1)
			} else if codeOf(err) == codeManyQueries {
				refused.Add(1)
			} else {
				t.Error(err)
			}
		})
	}
	all.Wait()
	// The boot query is one of the 64.
	if refused.Load() == 0 || done.Load() < 63 {
		t.Errorf("of 80 queries at once %d were refused and %d done", refused.Load(), done.Load())
	}
}

// TestClientGoesAway: a page that nobody waits for must not go on computing.
// The engine stops only a query that it knows to be a read: one of a reader,
// or one sent with readonly=2.
func TestClientGoesAway(t *testing.T) {
	e := own(t, engine.Config{})
	d := newDB(t, e.Address())
	for _, c := range []struct {
		name, setting string
		as            engine.Address
		stops         bool
	}{
		{"app, said to be a read", "readonly=2", e.Address(), true},
		{"ro", "", e.Reader(), true},
		{"app", "", e.Address(), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			gone := make(chan struct{})
			go func() { // ends by cancel
				defer close(gone)
				send(ctx, c.as, d.name, nil, "SELECT count() FROM numbers(1e12) WHERE NOT ignore(sipHash64(number))", c.setting)
			}()
			running := func() string {
				return d.do("SELECT count() FROM system.processes WHERE query LIKE '%sipHash%' AND query NOT LIKE '%processes%'")
			}
			eventually(t, patience, "the query runs", func() bool { return running() == "1" })
			cancel()
			<-gone
			if !c.stops {
				d.do("KILL QUERY WHERE query LIKE '%sipHash%' AND query NOT LIKE '%KILL%' SYNC")
				return
			}
			began := time.Now()
			eventually(t, patience, "the query is gone", func() bool { return running() == "0" })
			t.Logf("gone in %v", time.Since(began).Round(time.Millisecond))
		})
	}
}
