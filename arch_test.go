package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// floorPlan is the plan that the tree is held against: who may stand on whom, and who owns which library.
type floorPlan struct {
	module string
	floors map[string]int      // of the top folders; "" is the root package. A package imports only from lower floors and from its own folder
	ground string              // the package that imports nothing of ours
	pure   string              // the folder that neither asks for files, network and processes nor looks at the clock
	others []string            // top folders that hold no package
	owners map[string][]string // library: the folders that may import it; "tests" stands for test files anywhere
}

var yingshang = floorPlan{
	module: "yingshang",
	floors: map[string]int{"": 4, "etl": 3, "server": 3, "sql": 2, "dashboards": 1},
	ground: "dashboards/assess",
	pure:   "dashboards",
	others: []string{".adr", ".ci", ".git", ".idea", ".vscode", "data", "dist", "node_modules"},
	owners: map[string][]string{
		"github.com/ClickHouse":        {"sql/store", "tests"},
		"github.com/alecthomas/kong":   {""},
		"github.com/alexedwards/scs":   {"server"},
		"github.com/chromedp":          {"server/print", "tests"},
		"github.com/dop251/goja":       {"dashboards/chart"},
		"github.com/ebitengine/purego": {"sql/engine"},
		"github.com/gabriel-vasile":    {"server"},
		"github.com/gin-gonic/gin":     {"server"},
		"github.com/go-echarts":        {"dashboards/chart"},
		"github.com/goccy/go-yaml":     {"dashboards/yamlfile", "tests"},
		"github.com/mozillazg":         {"dashboards/page"},
		"github.com/robfig/cron":       {"etl/job"},
		"github.com/xuri/excelize":     {"dashboards/report", "etl/source/file", "tests"}, // writing, reading
		"golang.org/x/crypto":          {"sql/control"},                                   // passwords
		"golang.org/x/term":            {""},
		"golang.org/x/time":            {"server"},
		"modernc.org/sqlite":           {"sql/control"},
	},
}

// impure are the standard packages that a pure folder does without.
var impure = []string{"database/sql", "log", "log/slog", "net", "net/http", "os", "os/exec", "syscall"}

// faults walks the tree under root and returns what stands against the plan, as "file: what is wrong".
func (h floorPlan) faults(root string) ([]string, error) {
	var out []string
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if _, floor := h.floors[e.Name()]; e.IsDir() && !floor && !slices.Contains(h.others, e.Name()) {
			out = append(out, e.Name()+": a top folder that is not in the plan")
		}
	}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir() && (slices.Contains(h.others, rel) || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(rel, ".go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, h.file(rel, f)...)
		return nil
	})
	return out, err
}

// file checks one file of the tree.
func (h floorPlan) file(rel string, f *ast.File) []string {
	folder := path.Dir(rel)
	if folder == "." {
		folder = ""
	}
	top, _, _ := strings.Cut(folder, "/")
	test := strings.HasSuffix(rel, "_test.go")
	pure := top == h.pure && !test
	var out []string
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return []string{rel + ": " + err.Error()}
		}
		if name == h.module || strings.HasPrefix(name, h.module+"/") {
			to := strings.TrimPrefix(strings.TrimPrefix(name, h.module), "/")
			toTop, _, _ := strings.Cut(to, "/")
			floor, known := h.floors[toTop]
			switch {
			case folder == h.ground && !test:
				out = append(out, fmt.Sprintf("%s: imports %s, but everything stands on %s", rel, to, h.ground))
			case toTop != top && (!known || floor >= h.floors[top]):
				out = append(out, fmt.Sprintf("%s: imports %s, which is not below it", rel, folderName(to)))
			}
		}
		for _, lib := range slices.Sorted(maps.Keys(h.owners)) {
			owners := h.owners[lib]
			if (name == lib || strings.HasPrefix(name, lib+"/")) && !(test && slices.Contains(owners, "tests")) && !within(folder, owners) {
				out = append(out, fmt.Sprintf("%s: imports %s, which belongs to %s", rel, name, folderName(strings.Join(owners, ", "))))
			}
		}
		if pure && slices.Contains(impure, name) {
			out = append(out, fmt.Sprintf("%s: imports %s, but %s is pure", rel, name, h.pure))
		}
	}
	if pure {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := call.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep"}, call.Sel.Name) {
				out = append(out, fmt.Sprintf("%s: calls time.%s, but %s is pure", rel, call.Sel.Name, h.pure))
			}
			return true
		})
	}
	return out
}

// folderName is a folder in words.
func folderName(folder string) string {
	if folder == "" {
		return "the root package"
	}
	return folder
}

// within says whether a folder is one of the owners or below one. The root package, "", owns only itself.
func within(folder string, owners []string) bool {
	return slices.ContainsFunc(owners, func(owner string) bool {
		return folder == owner || owner != "" && strings.HasPrefix(folder, owner+"/")
	})
}

func TestHouseStands(t *testing.T) {
	faults, err := yingshang.faults(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}

// TestHouseFalls plants one fault at a time in a small tree and demands that it is found.
func TestHouseFalls(t *testing.T) {
	sound := map[string]string{
		"main.go":                        `package main; import (_ "github.com/alecthomas/kong"; _ "yingshang/etl/job"; _ "yingshang/server")`,
		"dashboards/assess/words.go":     `package assess; import _ "time"`,
		"dashboards/scoring/score.go":    `package scoring; import _ "yingshang/dashboards/assess"`,
		"sql/store/store.go":             `package store; import (_ "github.com/ClickHouse/clickhouse-go/v2"; _ "yingshang/dashboards/assess")`,
		"etl/job/job.go":                 `package job; import (_ "github.com/robfig/cron/v3"; _ "yingshang/sql/store"; _ "yingshang/etl/load")`,
		"etl/load/load.go":               `package load; import _ "os"`,
		"server/routes.go":               `package server; import (_ "github.com/gin-gonic/gin"; _ "yingshang/sql/store")`,
		"server/print/print.go":          `package print; import _ "github.com/chromedp/chromedp"`,
		"server/server_test.go":          `package server; import _ "github.com/chromedp/chromedp"`,
		"node_modules/odd/odd.go":        `package odd; import _ "yingshang/server"`,
		"etl/load/testdata/bad/plain.go": `package bad; import _ "yingshang/server"`,
	}
	tests := []struct {
		name, file, text string
		want             []string
	}{
		{name: "sound", file: "main.go", text: sound["main.go"]},
		{"sql imports server", "sql/store/up.go", `package store; import _ "yingshang/server"`,
			[]string{"sql/store/up.go: imports server, which is not below it"}},
		{"server imports etl", "server/jobs.go", `package server; import _ "yingshang/etl/job"`,
			[]string{"server/jobs.go: imports etl/job, which is not below it"}},
		{"etl imports server", "etl/job/page.go", `package job; import _ "yingshang/server/print"`,
			[]string{"etl/job/page.go: imports server/print, which is not below it"}},
		{"a test imports upwards", "sql/store/up_test.go", `package store; import _ "yingshang/etl/job"`,
			[]string{"sql/store/up_test.go: imports etl/job, which is not below it"}},
		{"dashboards imports sql", "dashboards/scoring/rows.go", `package scoring; import _ "yingshang/sql/store"`,
			[]string{"dashboards/scoring/rows.go: imports sql/store, which is not below it"}},
		{"nobody imports main", "etl/job/main.go", `package job; import _ "yingshang"`,
			[]string{"etl/job/main.go: imports the root package, which is not below it"}},
		{"assess imports its neighbour", "dashboards/assess/score.go", `package assess; import _ "yingshang/dashboards/scoring"`,
			[]string{"dashboards/assess/score.go: imports dashboards/scoring, but everything stands on dashboards/assess"}},
		{"a second owner", "etl/load/raw.go", `package load; import _ "github.com/ClickHouse/clickhouse-go/v2"`,
			[]string{"etl/load/raw.go: imports github.com/ClickHouse/clickhouse-go/v2, which belongs to sql/store, tests"}},
		{"a second owner in a test", "server/gin_test.go", `package server; import _ "github.com/robfig/cron/v3"`,
			[]string{"server/gin_test.go: imports github.com/robfig/cron/v3, which belongs to etl/job"}},
		{"the root's library below", "server/flags.go", `package server; import _ "github.com/alecthomas/kong"`,
			[]string{"server/flags.go: imports github.com/alecthomas/kong, which belongs to the root package"}},
		{"a browser outside tests", "server/shot.go", `package server; import _ "github.com/chromedp/chromedp"`,
			[]string{"server/shot.go: imports github.com/chromedp/chromedp, which belongs to server/print, tests"}},
		{"files in dashboards", "dashboards/scoring/file.go", `package scoring; import _ "os"`,
			[]string{"dashboards/scoring/file.go: imports os, but dashboards is pure"}},
		{"the clock in dashboards", "dashboards/scoring/now.go", `package scoring; import "time"; var Start = time.Now()`,
			[]string{"dashboards/scoring/now.go: calls time.Now, but dashboards is pure"}},
		{"a new top folder", "util/util.go", `package util`,
			[]string{"util: a top folder that is not in the plan"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			tree := maps.Clone(sound)
			tree[tt.file] = tt.text
			for name, text := range tree {
				full := filepath.Join(root, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err := yingshang.faults(root)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("faults, -want +got:\n%s", diff)
			}
		})
	}
}
