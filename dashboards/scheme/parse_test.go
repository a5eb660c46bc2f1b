package scheme

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

var update = flag.Bool("update", false, "write the .want files anew; read them before you commit")

// Every testdata/<fault>.bad.* must be refused with the words of <fault>.want.
func TestFaults(t *testing.T) {
	files, err := filepath.Glob("testdata/*.bad.*")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Parse(filepath.Base(file), data)
			if err == nil || !errors.Is(err, assess.ErrInvalid) {
				t.Fatalf("Parse: error %v, want faults", err)
			}
			want := filepath.Join("testdata", name+".want")
			if *update {
				if err := os.WriteFile(want, []byte(err.Error()+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text, readErr := os.ReadFile(want)
			if readErr != nil {
				t.Fatal(readErr)
			}
			if diff := cmp.Diff(string(text), err.Error()+"\n"); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}
