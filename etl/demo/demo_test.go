package demo_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"yingshang/etl/demo"
	"yingshang/etl/sources"
)

// write writes a demo into a folder of the test's own.
func write(t *testing.T, o demo.Options) (string, demo.Truth) {
	t.Helper()
	dir := t.TempDir()
	truth, err := demo.Write(dir, o)
	if err != nil {
		t.Fatalf("Write(%+v): %v", o, err)
	}
	return dir, truth
}

// tree reads every file under dir by its path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestArticle checks the figures of the newspaper article, whatever the seed and the scale.
func TestArticle(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 1}, {Seed: 77, Scale: 0.001}, {Seed: 4096, Scale: 0.03}, {Seed: math.MaxUint64}} {
		_, truth := write(t, o)
		type figure struct {
			numerator, denominator float64
			display                string
		}
		got := map[string]figure{}
		for code, periods := range truth.Indicators {
			if !strings.HasPrefix(code, "RP") || code == "RP01" || code == "RP02" { // the rest is invented
				continue
			}
			f := periods["2022"]
			g := figure{numerator: f.Numerator}
			if f.Denominator != nil {
				g.denominator = *f.Denominator
			}
			if code == "RP05" || code == "RP09" { // how many there are may differ; the rate may not
				g.numerator, g.denominator = 0, 0
			}
			g.display = json.Number(strings.TrimSuffix(jsonNumber(t, math.Round(f.Value*100)/100), ".0")).String()
			got[code] = g
		}
		want := map[string]figure{
			"RP03": {2666, 2666, "1"},
			"RP04": {2642, 2666, "99.1"},
			"RP05": {0, 0, "100"},
			"RP06": {7926, 0, "7926"},
			"RP07": {39, 41, "95.12"},
			"RP08": {2332, 2666, "87.47"},
			"RP09": {0, 0, "93.15"},
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(figure{})); diff != "" {
			t.Errorf("figures of %+v, -want +got:\n%s", o, diff)
		}
		if n := truth.Sources["release_bank"].Files; n > 60 {
			t.Errorf("%+v: the banks hand in %d files, want 60 at most", o, n)
		}
	}
}

// TestEarlierYearsAreRecords checks that of all that is counted from records in 2022 only what began in that year stands by
// handed-in values in the years before, and nothing by both.
func TestEarlierYearsAreRecords(t *testing.T) {
	_, truth := write(t, demo.Options{})
	got := map[string][]string{}
	for _, r := range truth.Reported {
		if r.Region != string(demo.Region) {
			continue
		}
		periods := truth.Indicators[r.Indicator]
		if _, both := periods[r.Period]; both {
			t.Errorf("%s of %s is counted from records, and handed in", r.Indicator, r.Period)
		}
		if _, counted := periods["2022"]; counted {
			got[r.Period] = append(got[r.Period], r.Indicator)
		}
	}
	since2022 := []string{"IN05", "AP02", "AP03"} // the alliance, the campaign, and 千名干部助千企
	want := map[string][]string{"2019": since2022, "2020": since2022, "2021": since2022}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("handed in for what has records in 2022, -want +got:\n%s", diff)
	}
}

func jsonNumber(t *testing.T, v float64) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSameSeedSameBytes(t *testing.T) {
	first, _ := write(t, demo.Options{Seed: 5})
	second, _ := write(t, demo.Options{Seed: 5})
	other, _ := write(t, demo.Options{Seed: 6})
	a, b, c := tree(t, first), tree(t, second), tree(t, other)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("two demos of one seed differ:\n%s", diff)
	}
	for path, text := range a {
		if strings.Contains(path, "release_") && c[path] == text {
			t.Errorf("%s is the same with another seed", path)
		}
	}
}

func TestTruthFileIsTheTruth(t *testing.T) {
	dir, want := write(t, demo.Options{})
	text, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got demo.Truth
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("truth.json, -written +read:\n%s", diff)
	}
}

func TestScaleIsRefused(t *testing.T) {
	for _, scale := range []float64{-1, 1e9, math.NaN(), math.Inf(1)} {
		if _, err := demo.Write(t.TempDir(), demo.Options{Scale: scale}); err == nil {
			t.Errorf("Write with scale %v gave no error", scale)
		}
	}
}

func TestEncodings(t *testing.T) {
	dir, truth := write(t, demo.Options{})
	seen := map[string]int{}
	for _, f := range truth.Files {
		raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		seen[f.Encoding]++
		bom8, bom16 := bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")), bytes.HasPrefix(raw, []byte("\xff\xfe"))
		ok := false
		switch f.Encoding {
		case "utf-8":
			ok = utf8.Valid(raw) && !bom8
		case "utf-8 with bom":
			ok = utf8.Valid(raw) && bom8
		case "gb18030":
			ok = !utf8.Valid(raw) && !bom16
		case "utf-16le with bom":
			ok = bom16 && len(raw)%2 == 0
		}
		if text := decode(t, raw); !ok || strings.ContainsRune(text, utf8.RuneError) || !strings.Contains(text, ",") && !strings.Contains(text, "\t") {
			t.Errorf("%s is not in %s as claimed", f.Name, f.Encoding)
		}
	}
	if len(seen) != 4 {
		t.Errorf("encodings %v, want four kinds", seen)
	}
}

// TestFilesFitTheirSources checks names and headers against the YAML of each source, and that no file would be held.
func TestFilesFitTheirSources(t *testing.T) {
	dir, truth := write(t, demo.Options{})
	for _, f := range truth.Files {
		text, err := sources.FS.ReadFile(f.Source + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var s struct {
			Files     []string
			Columns   map[string]string
			Ignore    []string
			Optional  []string
			Delimiter string
			Limits    struct {
				RejectedPct float64 `yaml:"rejected_pct"`
			}
		}
		if err := yaml.Unmarshal(text, &s); err != nil {
			t.Fatalf("%s.yaml: %v", f.Source, err)
		}
		if !slices.ContainsFunc(s.Files, func(pattern string) bool { ok, _ := filepath.Match(pattern, f.Name); return ok }) {
			t.Errorf("%s: the name does not match %q of %s", f.Name, s.Files, f.Source)
		}
		raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(decode(t, raw), "\n")
		header := strings.Split(strings.ReplaceAll(strings.TrimSpace(head), `"`, ""), s.Delimiter)
		for _, h := range header {
			if s.Columns[h] == "" && !slices.Contains(s.Ignore, h) {
				t.Errorf("%s: header %q is unknown to %s.yaml", f.Name, h, f.Source)
			}
		}
		for h := range s.Columns {
			if !slices.Contains(header, h) && !slices.Contains(s.Optional, h) {
				t.Errorf("%s lacks the column %q of %s.yaml", f.Name, h, f.Source)
			}
		}
		if pct := 100 * float64(f.Rejected) / float64(f.Read); pct > 0 && pct > s.Limits.RejectedPct*0.8 {
			t.Errorf("%s: %.1f %% rejected, too near the limit of %v %%", f.Name, pct, s.Limits.RejectedPct)
		}
	}
}
