package scheme

import (
	"errors"
	"flag"
	"math"
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

// A theme may have themes of its own, beside indicators: a tree is as deep as it likes, and adds up.
func TestThemesOfThemes(t *testing.T) {
	text := strings.Replace(before, `    indicators:
      - {id: A1, weight: 2, best: 1, worst: 9, target: 2, min_sample: 5}
`, `    themes:
      - id: T3
        name: {zh: 丙, en: C}
        aggregation: geometric
        themes:
          - id: T4
            name: {zh: 丁, en: D}
            weight: 3
            indicators:
              - {id: A1, weight: 2, best: 1, worst: 9, target: 2, min_sample: 5}
              - {id: A3, weight: 2, best: 1, worst: 9}
    indicators:
`, 1)
	s, err := Parse("deep.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if s.Levels() != 4 {
		t.Errorf("%d levels, want 4", s.Levels())
	}
	points, sum := s.Points(), 0.0
	for _, leaf := range s.Leaves() {
		sum += points[leaf.ID]
	}
	// T1 has 60 points: T3 three parts of four, all of them T4's, half each; A2 the fourth.
	for id, want := range map[string]float64{"T3": 45, "T4": 45, "A1": 22.5, "A3": 22.5, "A2": 15} {
		if math.Abs(points[id]-want) > 1e-9 {
			t.Errorf("%s stands for %g points, want %g", id, points[id], want)
		}
	}
	if math.Abs(sum-100) > 1e-9 {
		t.Errorf("the indicators stand for %g points, want 100", sum)
	}
	if t3, _ := s.Node("T3"); t3.Aggregation != Geometric || len(t3.Leaves()) != 2 {
		t.Errorf("T3 = %+v", t3)
	}
	for _, wrong := range []struct{ replace, by, want string }{
		{"id: T4", "id: T1", "deep.yaml:"},
		{"        themes:\n          - id: T4", "        nothing:\n          - id: T4", "theme: indicators is missing"},
	} {
		if _, err := Parse("deep.yaml", []byte(strings.Replace(text, wrong.replace, wrong.by, 1))); err == nil || !strings.Contains(err.Error(), wrong.want) {
			t.Errorf("%s: %v, want %q", wrong.by, err, wrong.want)
		}
	}
}
