// Package enginetest gives tests a ClickHouse: one engine a test process,
// started when the first test wants it, or the server that
// YINGSHANG_TEST_CLICKHOUSE names. Start is what tests call; Main is what
// their TestMain calls.
package enginetest

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"testing"

	"yingshang/sql/engine"
)

// ServerVar names a server to be used instead of the engine, see engine.ParseServer.
const ServerVar = "YINGSHANG_TEST_CLICKHOUSE"

// shared is the engine of this test process. It is the one variable of the
// package that changes, because testing gives a process no other place for it.
var shared struct {
	once    sync.Once
	dir     string
	engine  *engine.Engine
	address engine.Address
	err     error
}

// Start returns the address of the engine that all tests of the process
// share. Where there is no engine library the test is skipped, and fails in CI.
func Start(t testing.TB) engine.Address {
	t.Helper()
	shared.once.Do(start)
	Need(t, shared.err)
	return shared.address
}

// Need ends a test that has met err: where the engine library is missing it
// is skipped, and fails in CI, which must have it; any other error fails it.
func Need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, engine.ErrNoLibrary) && os.Getenv("CI") == "":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

// Main runs the tests and stops the engine: func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }
func Main(m *testing.M) int {
	engine.Child()
	code := m.Run()
	for _, end := range atEnd {
		end()
	}
	if shared.engine != nil {
		if err := shared.engine.Stop(); err != nil {
			slog.Error("engine not stopped", "error", err)
			code = max(code, 1)
		}
	}
	if shared.dir != "" {
		os.RemoveAll(shared.dir)
	}
	return code
}

var atEnd []func()

// AtEnd has something ended after all tests of the package, while the engine still runs: what several of them share.
func AtEnd(f func()) { atEnd = append(atEnd, f) }

func start() {
	if server := os.Getenv(ServerVar); server != "" {
		shared.address, shared.err = engine.ParseServer(server)
		return
	}
	if _, shared.err = engine.FindLibrary(""); shared.err != nil {
		return
	}
	if shared.dir, shared.err = os.MkdirTemp("", "yingshang-engine-"); shared.err != nil {
		return
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	shared.engine, shared.err = engine.Start(context.Background(), engine.Config{Dir: shared.dir, Memory: 2 << 30, Log: log})
	if shared.err == nil {
		shared.address = shared.engine.Address()
	}
}
