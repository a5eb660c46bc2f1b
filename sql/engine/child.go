package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/ebitengine/purego"
)

// childVar marks a process as the engine child; it holds the library's path.
const childVar = "YINGSHANG_ENGINE_CHILD"

// orphanTime is how long a child whose parent is gone may take to end. The
// engine ends by itself when its standard input does, but waits five seconds
// for queries that run and clients that are connected. Nothing that was
// acknowledged is lost by not waiting.
const orphanTime = 3 * time.Second

// Child must be the first thing that main and every TestMain call. In a
// process that Start made it runs the engine and never returns; in any other
// it returns at once.
func Child() {
	lib := os.Getenv(childVar)
	if lib == "" {
		return
	}
	go endWithParent(os.Getppid())
	if err := serve(lib, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// childArgs are the arguments of `clickhouse local` that make it a server.
// The second query reads its table from standard input, so it never ends
// while the parent lives, and ends when the parent does.
func childArgs(dir string) []string {
	return []string{
		"--config-file", filepath.Join(dir, "config.xml"),
		"--path", filepath.Join(dir, "data"),
		"--log-level", "warning",
		"--input-format", "LineAsString",
		"--structure", "l String",
		"--query", "SYSTEM START LISTEN HTTP; SELECT count() FROM table",
	}
}

// serve runs the engine in this process until its standard input ends.
func serve(lib string, args []string) error {
	syscall.Umask(0o077)
	handle, err := purego.Dlopen(lib, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return fmt.Errorf("load the engine library: %w", err)
	}
	for _, name := range []string{"chdb_query_cmdline", "chdb_result_error"} {
		if _, err := purego.Dlsym(handle, name); err != nil {
			return fmt.Errorf("%s has no function %s: not the release that `make setup` fetches", lib, name)
		}
	}
	var query func(argc int32, argv **byte) uintptr
	var failure func(result uintptr) string
	purego.RegisterLibFunc(&query, handle, "chdb_query_cmdline")
	purego.RegisterLibFunc(&failure, handle, "chdb_result_error")

	argv := make([]*byte, 0, len(args)+2)
	for _, arg := range append([]string{"clickhouse"}, args...) {
		text, err := syscall.BytePtrFromString(arg)
		if err != nil {
			return err
		}
		argv = append(argv, text)
	}
	argv = append(argv, nil)
	var pin runtime.Pinner // C keeps the texts that argv points to
	defer pin.Unpin()
	for _, text := range argv {
		if text != nil {
			pin.Pin(text)
		}
	}
	result := query(int32(len(argv)-1), &argv[0])
	if result == 0 {
		return fmt.Errorf("the engine ended without a result")
	}
	if text := failure(result); text != "" {
		return fmt.Errorf("%s", text)
	}
	return nil
}

// endWithParent ends this process when its parent is gone and the engine
// has not ended by itself in time. It runs as long as the process.
func endWithParent(parent int) {
	for os.Getppid() == parent {
		time.Sleep(500 * time.Millisecond)
	}
	time.Sleep(orphanTime)
	os.Exit(3)
}
