package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// LibraryVar is the environment variable that names the engine library.
const LibraryVar = "YINGSHANG_LIBCHDB"

// ErrNoLibrary says what to do when the engine library is nowhere to be found.
var ErrNoLibrary = errors.New("no engine library (libchdb.so): fetch it with `make setup`, or name the file in " + LibraryVar)

// FindLibrary returns the absolute path of libchdb.so. It is the first that
// is named or found: explicit, LibraryVar, beside the executable, and
// node_modules/@chdb/lib-*/ in the working directory or a folder above it.
// A file that is named but missing is an error, never a reason to look on.
func FindLibrary(explicit string) (string, error) {
	for _, named := range []string{explicit, os.Getenv(LibraryVar)} {
		if named == "" {
			continue
		}
		if !isFile(named) {
			return "", fmt.Errorf("%s is not there: %w", named, ErrNoLibrary)
		}
		return filepath.Abs(named)
	}
	if exe, err := os.Executable(); err == nil {
		if name := filepath.Join(filepath.Dir(exe), "libchdb.so"); isFile(name) {
			return name, nil
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the engine library: %w", err)
	}
	for {
		// The name carries the platform, so that a folder shared between
		// machines never offers the wrong one.
		found, _ := filepath.Glob(filepath.Join(dir, "node_modules", "@chdb", "lib-"+platform()+"*", "libchdb.so"))
		if len(found) > 0 {
			return found[0], nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", ErrNoLibrary
		}
		dir = up
	}
}

// platform is npm's word for the machine we run on.
func platform() string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return runtime.GOOS + "-" + arch
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
