package engine_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// roles are other programs that a test needs: the test binary runs as one of
// them when roleVar says so.
const roleVar = "YINGSHANG_ENGINE_TEST_ROLE"

var roles = map[string]func() int{"parent": parentRole}

// parentRole runs an engine in the folder of its first argument, says so on
// standard output, and stays until it is killed or its input ends.
func parentRole() int {
	e, err := engine.Start(context.Background(), engine.Config{Dir: os.Args[1], Memory: 1 << 30})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("running", e.PID())
	io.Copy(io.Discard, os.Stdin)
	if err := e.Stop(); err != nil {
		return 1
	}
	return 0
}

// parent starts another process that runs an engine in dir, and returns it
// and the id of its child.
func parent(t *testing.T, dir string) (cmd *exec.Cmd, child int) {
	t.Helper()
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(exe, dir)
	cmd.Env = append(os.Environ(), roleVar+"=parent")
	if _, err = cmd.StdinPipe(); err != nil { // held by cmd until Wait
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, _ := bufio.NewReader(out).ReadString('\n')
	if _, err := fmt.Sscanf(line, "running %d", &child); err != nil {
		t.Fatalf("the other process says %q", line)
	}
	return cmd, child
}

func TestStartAndStop(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 & <engine>")
	began := time.Now()
	e := own(t, engine.Config{Dir: dir})
	took := time.Since(began)
	if took > patience {
		t.Errorf("started in %v", took)
	}
	d := newDB(t, e.Address())
	d.want("SELECT currentUser(), timezone(), getSetting('cancel_http_readonly_queries_on_client_close')", "app\t"+engine.Zone+"\ttrue")
	d.want("SELECT name, value FROM system.server_settings WHERE name IN ('max_concurrent_queries', 'max_server_memory_usage') ORDER BY name",
		"max_concurrent_queries\t64\nmax_server_memory_usage\t1073741824")

	info, err := os.Stat(filepath.Join(dir, "engine.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("engine.json: %v, %v, want mode 0600", info.Mode(), err)
	}
	for _, name := range []string{"config.xml", "users.xml"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || bytes.Contains(b, []byte(e.Address().Password)) {
			t.Errorf("%s holds the password in plain text (%v)", name, err)
		}
	}

	kB := residentKB(t, e.PID())
	t.Logf("started in %v, resident %d MB", took.Round(time.Millisecond), kB>>10)
	if kB > 800<<10 {
		t.Errorf("resident %d MB when idle, want less than 800", kB>>10)
	}

	began = time.Now()
	if err := e.Stop(); err != nil {
		t.Fatal(err)
	}
	t.Logf("stopped in %v", time.Since(began).Round(time.Millisecond))
	if pid := e.PID(); pid != 0 {
		t.Errorf("PID after Stop = %d, want 0", pid)
	}
	if _, err := os.Stat(filepath.Join(dir, "engine.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("engine.json after Stop: %v, want none", err)
	}
	if err := e.Stop(); err != nil {
		t.Errorf("second Stop = %v", err)
	}
}

func residentKB(t *testing.T, pid int) int {
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		t.Logf("ps: %v", err)
		return 0
	}
	kB, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	return kB
}

func TestJoin(t *testing.T) {
	if _, err := engine.Join(filepath.Join(t.TempDir(), "none")); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("Join of a folder that is not there = %v, want %v", err, engine.ErrNotRunning)
	}
	dir := t.TempDir()
	if _, err := engine.Join(dir); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("Join of an empty folder = %v, want %v", err, engine.ErrNotRunning)
	}
	e := own(t, engine.Config{Dir: dir})
	got, err := engine.Join(dir)
	if err != nil || got != e.Address() {
		t.Errorf("Join = %v, %v, want %v", got, err, e.Address())
	}
	if err := e.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Join(dir); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("Join after Stop = %v, want %v", err, engine.ErrNotRunning)
	}
}

// TestJoinAfterACrashOfTheOwner: engine.json is still there, but means nothing.
func TestJoinAfterACrashOfTheOwner(t *testing.T) {
	dir := t.TempDir()
	text := `{"pid": 1, "engine": 1, "url": "http://127.0.0.1:1", "user": "app", "password": "old"}`
	if err := os.WriteFile(filepath.Join(dir, "engine.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Join(dir); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("Join = %v, want %v", err, engine.ErrNotRunning)
	}
}

func TestSecondEngineNamesTheHolder(t *testing.T) {
	dir := t.TempDir()
	other, _ := parent(t, dir)
	at, err := engine.Join(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond) // instead of the full 15 s
	defer cancel()
	_, err = engine.Start(ctx, engine.Config{Dir: dir})
	if want := fmt.Sprintf("by process %d", other.Process.Pid); !errors.Is(err, engine.ErrInUse) || !strings.Contains(err.Error(), want) {
		t.Errorf("Start of a folder in use = %v, want %q", err, want)
	}
	if again, err := engine.Join(dir); err != nil || again != at {
		t.Errorf("Join after it = %v, %v, want %v", again, err, at)
	}
}

// A lines is a log that a test can read while it is written.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *lines) has(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.buf.String(), text)
}

// TestKilledEngineKeepsAcknowledgedInserts kills the child in mid-load, more
// than once, and counts what clients were told was written.
func TestKilledEngineKeepsAcknowledgedInserts(t *testing.T) {
	var log lines
	e := own(t, engine.Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	at := e.Address()
	d := newDB(t, at)
	d.do("CREATE TABLE fact (batch UInt32, n UInt32, text String) ENGINE = MergeTree ORDER BY (batch, n) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1")

	const rows = 2000
	var batch atomic.Uint32
	var mu sync.Mutex
	var acknowledged []uint32
	ctx, cancel := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() { // ends by cancel
			for ctx.Err() == nil {
				b := batch.Add(1)
				_, err := send(ctx, at, d.name, nil, fmt.Sprintf("INSERT INTO fact SELECT %d, number, toString(number) FROM numbers(%d)", b, rows))
				if err == nil {
					mu.Lock()
					acknowledged = append(acknowledged, b)
					mu.Unlock()
				} else {
					time.Sleep(5 * time.Millisecond) // the engine is away
				}
			}
		})
	}
	known := func() int { mu.Lock(); defer mu.Unlock(); return len(acknowledged) }
	const kills = 3
	for range kills {
		before, pid := known(), e.PID()
		eventually(t, patience, "ten more inserts", func() bool { return known() >= before+10 })
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		eventually(t, patience, "the engine is back", func() bool { now := e.PID(); return now != 0 && now != pid })
		t.Logf("back in %v", time.Since(began).Round(time.Millisecond))
	}
	before := known()
	eventually(t, patience, "an insert after the last kill", func() bool { return known() > before })
	cancel()
	writers.Wait()

	if e.Address() != at {
		t.Errorf("address after the kills = %v, want %v", e.Address(), at)
	}
	whole := map[string]bool{}
	for _, line := range strings.Split(d.do(fmt.Sprintf("SELECT batch FROM fact GROUP BY batch HAVING count() = %d AND uniqExact(n) = %d", rows, rows)), "\n") {
		whole[line] = true
	}
	for _, b := range acknowledged {
		if !whole[fmt.Sprint(b)] {
			t.Errorf("insert %d was acknowledged and is not whole", b)
		}
	}
	d.want(fmt.Sprintf("SELECT count() FROM (SELECT batch FROM fact GROUP BY batch HAVING count() != %d)", rows), "0")
	t.Logf("%d of %d inserts acknowledged, %d kills", len(acknowledged), batch.Load(), kills)
	if !log.has("signal: killed") {
		t.Error("the log does not say why the engine ended")
	}
}

// TestOrphanEnds: when the parent is killed, its engine ends and frees the
// folder in time for the next one, even in the middle of a query.
func TestOrphanEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		busy bool
	}{{"idle", false}, {"busy", true}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			owner, child := parent(t, dir)
			at, err := engine.Join(dir)
			if err != nil {
				t.Fatal(err)
			}
			if c.busy {
				go send(t.Context(), at, "", nil, "SELECT count() FROM numbers(1e12) WHERE NOT ignore(cityHash64(number))") // ends with the engine
				eventually(t, patience, "the query runs", func() bool {
					n, _ := send(t.Context(), at, "", nil, "SELECT count() FROM system.processes WHERE query LIKE '%1e12%'")
					return n == "2"
				})
			}
			began := time.Now()
			if err := owner.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			owner.Wait()
			if c.busy {
				ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // instead of the full 15 s
				defer cancel()
				_, err := engine.Start(ctx, engine.Config{Dir: dir})
				if want := fmt.Sprintf("by process %d, an engine whose owner %d is gone", child, owner.Process.Pid); err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("Start beside the orphan = %v, want %q", err, want)
				}
			}
			next := own(t, engine.Config{Dir: dir}) // waits for the orphan
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("the folder was free after %v, want less than 8 s", took)
			} else {
				t.Logf("orphan gone and the next engine up in %v", took.Round(time.Millisecond))
			}
			if !gone(child) {
				t.Error("the orphan still lives")
			}
			if next.Address().Password == at.Password {
				t.Error("the next engine has the old password")
			}
		})
	}
}

// gone says whether a process has ended; one that nobody waits for counts as ended.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	out, _ := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
	return strings.HasPrefix(strings.TrimSpace(string(out)), "Z")
}

func TestStartEndsWithItsContext(t *testing.T) {
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := engine.Start(ctx, engine.Config{Dir: dir}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Start = %v, want %v", err, context.DeadlineExceeded)
	}
	own(t, engine.Config{Dir: dir}) // the folder is free again
}

// TestPortTakenMeanwhile: an engine whose port another program has taken while
// it was away says so, trusts no answer from there, and comes back to its old
// address when the port is free.
func TestPortTakenMeanwhile(t *testing.T) {
	var log lines
	e := own(t, engine.Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	at, pid := e.Address(), e.PID()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	var thief net.Listener
	eventually(t, patience, "the port is free", func() bool {
		var err error
		thief, err = net.Listen("tcp4", strings.TrimPrefix(at.URL, "http://"))
		return err == nil
	})
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "1\n") })}
	go server.Serve(thief) // ends by Close
	defer server.Close()
	eventually(t, patience, "the log says that it cannot start", func() bool { return log.has("engine not started again") })
	if !log.has("Address already in use") { // Start knows by this text that another port may do
		t.Error("the log does not say why")
	}
	if e.PID() != 0 {
		t.Errorf("an engine counts as running while another program answers for it")
	}
	server.Close()
	eventually(t, patience, "the engine is back", func() bool { return e.PID() != 0 })
	if e.Address() != at {
		t.Errorf("address = %v, want %v", e.Address(), at)
	}
	newDB(t, at).want("SELECT currentUser()", "app")
}
