package source

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
)

var update = flag.Bool("update", false, "write the .want files anew")

func TestParse(t *testing.T) {
	data := read(t, "testdata/good.yaml")
	got, err := Parse("good.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if got.AsOf.Pattern == nil || got.AsOf.Pattern.String() != `_(\d{4}-\d{2}-\d{2})` {
		t.Errorf("Parse(good.yaml).AsOf.Pattern = %v", got.AsOf.Pattern)
	}
	want := &Source{
		ID:        "release_bank",
		Title:     assess.Text{ZH: "清贷解抵(银行)", EN: "Mortgage releases by banks"},
		Dataset:   "mortgage_release",
		Supplier:  "BDC",
		Kind:      "file",
		Files:     Patterns{"清贷解抵_*.csv"},
		Encoding:  "auto",
		Delimiter: ",",
		Mode:      Increment,
		Scope:     ScopeAll,
		AsOf:      Rule{From: FromFileName},
		Schedule:  "0 18 * * 1-5",
		Columns:   map[string]string{"注销业务号": "release_no", "抵押权人": "mortgagee_name", "结清时间": "payoff_at"},
		Ignore:    []string{"抵押人", "备注"},
		Constants: map[string]string{"region_code": "330482"},
		Personal:  map[string]Personal{"抵押人": Drop},
		Limits:    Limits{RejectedPct: 10, VanishedPct: 5, MaxMB: 200},
		File:      "good.yaml",
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Rule{}, "Pattern"), cmpopts.IgnoreFields(Source{}, "Hash"), cmpopts.IgnoreUnexported(Source{})); diff != "" {
		t.Errorf("Parse(good.yaml), -want +got:\n%s", diff)
	}
	if want := fmt.Sprintf("%x", sha256.Sum256(data)); got.Hash != want {
		t.Errorf("Parse(good.yaml).Hash = %q, want %q", got.Hash, want)
	}
}

// Each fault has a file that shows it, and all of a file's faults are told at once.
func TestParseFaults(t *testing.T) {
	files, err := filepath.Glob("testdata/*.bad.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, err := Parse(filepath.Base(file), read(t, file))
			if !errors.Is(err, assess.ErrInvalid) {
				t.Fatalf("Parse(%s) = %v, want faults", file, err)
			}
			golden(t, strings.TrimSuffix(file, ".bad.yaml")+".want", err.Error()+"\n")
		})
	}
}

func TestHeaderKey(t *testing.T) {
	for in, want := range map[string]string{
		"结清时间":          "结清时间",
		" 结清\n时间　":      "结清时间",
		"\ufeff注销业务号":   "注销业务号",
		"用时（小时）":        "用时(小时)",
		"Release No.":   "ReleaseNo.",
		"ＡＢ１\u200b\x00": "AB1",
		" \t　":          "",
	} {
		if got := HeaderKey(in); got != want {
			t.Errorf("HeaderKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.yaml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("fuzz.yaml", data)
		if (s == nil) == (err == nil) {
			t.Fatalf("Parse = %v, %v, want one of them", s, err)
		}
		if err != nil && !errors.Is(err, assess.ErrInvalid) {
			t.Fatalf("Parse = %v, want faults", err)
		}
	})
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(read(t, file)), got); diff != "" {
		t.Errorf("%s, -want +got:\n%s", file, diff)
	}
}
