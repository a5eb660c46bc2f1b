package engine_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"yingshang/sql/engine"
)

func TestFindLibrary(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	file := func(parts ...string) string {
		name := filepath.Join(append([]string{root}, parts...)...)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	explicit, named := file("explicit.so"), file("named.so")
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	file("node_modules", "@chdb", "lib-aaa-of-another-platform", "libchdb.so")
	npm := file("node_modules", "@chdb", "lib-"+runtime.GOOS+"-"+arch+"-gnu", "libchdb.so")
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, dir, explicit, env, want string }{
		{"explicit wins", deep, explicit, named, explicit},
		{"then the environment", deep, "", named, named},
		{"then npm's folder, from below", deep, "", "", npm},
		{"then npm's folder, beside it", root, "", "", npm},
		{"a wrong explicit name is an error", root, explicit + "x", "", ""},
		{"a wrong name in the environment is an error", root, "", named + "x", ""},
		{"a folder is not a library", root, deep, "", ""},
		{"nowhere", os.TempDir(), "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(c.dir)
			t.Setenv(engine.LibraryVar, c.env)
			got, err := engine.FindLibrary(c.explicit)
			if got != c.want || (err == nil) != (c.want != "") {
				t.Errorf("FindLibrary(%q) = %q, %v, want %q", c.explicit, got, err, c.want)
			}
			if err != nil && (!errors.Is(err, engine.ErrNoLibrary) || !strings.Contains(err.Error(), "make setup") || strings.Contains(err.Error(), "\n")) {
				t.Errorf("error is not one sentence that names the command: %v", err)
			}
		})
	}
}

func TestStartWithoutLibrary(t *testing.T) {
	dir := t.TempDir()
	_, err := engine.Start(t.Context(), engine.Config{Dir: filepath.Join(dir, "engine"), Library: filepath.Join(dir, "none.so")})
	if !errors.Is(err, engine.ErrNoLibrary) {
		t.Errorf("Start = %v, want %v", err, engine.ErrNoLibrary)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("a start that could not be left %v", left)
	}
}

func TestStartWithAFileThatIsNoLibrary(t *testing.T) {
	dir := t.TempDir()
	fake := filepath.Join(dir, "libchdb.so")
	if err := os.WriteFile(fake, []byte("not a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := engine.Start(t.Context(), engine.Config{Dir: filepath.Join(dir, "engine"), Library: fake})
	if err == nil || !strings.Contains(err.Error(), "load the engine library") {
		t.Errorf("Start = %v, want the reason", err)
	}
}
