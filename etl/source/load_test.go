package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func yamlOf(t *testing.T, id, title string) *fstest.MapFile {
	t.Helper()
	text := string(read(t, "testdata/good.yaml"))
	text = strings.Replace(text, "release_bank", id, 1)
	return &fstest.MapFile{Data: []byte(strings.Replace(text, "Mortgage releases by banks", title, 1))}
}

func TestLoad(t *testing.T) {
	embedded := fstest.MapFS{
		"release_bank.yaml": yamlOf(t, "release_bank", "embedded"),
		"announced.yaml":    yamlOf(t, "announced", "embedded"),
		"README.md":         {Data: []byte("# not a source")},
		"testdata/x.yaml":   {Data: []byte("not read")},
	}
	conf := fstest.MapFS{
		"release_bank.yaml": yamlOf(t, "release_bank", "of the county"),
		"water.yaml":        yamlOf(t, "water", "of the county"),
	}
	list, err := Load(embedded, conf, os.DirFS(filepath.Join(t.TempDir(), "nobody")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range list {
		got = append(got, string(s.ID)+": "+s.Title.EN)
	}
	want := []string{"announced: embedded", "release_bank: of the county", "water: of the county"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Load, -want +got:\n%s", diff)
	}
}

func TestLoadFaults(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"a.yaml":       yamlOf(t, "b", "called otherwise"),
		"c.yml":        yamlOf(t, "c", "other ending"),
		"d.yaml":       {Data: []byte("source: d\n")},
		"mode.yaml":    {Data: read(t, "testdata/mode.bad.yaml")},
		"nothing.yaml": {},
	})
	if err == nil {
		t.Fatal("Load = no error, want faults")
	}
	for _, want := range []string{
		`a.yaml:1: source is "b", want the file to be called b.yaml`,
		`c.yml: is not read, want the ending .yaml`,
		`d.yaml:1: source: title is missing`,
		`mode.yaml:7: mode is "snapshots" (did you mean "snapshot"?), want one of "snapshot", "increment"`,
		`nothing.yaml:1: the file is empty`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("Load: no fault %q in\n%v", want, err)
		}
	}
}
