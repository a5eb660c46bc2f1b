package scheme

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"yingshang/dashboards/assess"
)

// FuzzParse feeds both forms; whatever comes, Parse gives a scheme that can be walked, or faults.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.bad.*")
	if err != nil {
		f.Fatal(err)
	}
	schemes, err := filepath.Glob("schemes/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range append(files, schemes...) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Ext(file) == ".csv", data)
	}
	f.Fuzz(func(t *testing.T, csv bool, data []byte) {
		file := "s.yaml"
		if csv {
			file = "s.csv"
		}
		s, err := Parse(file, data)
		if err != nil {
			if !errors.Is(err, assess.ErrInvalid) {
				t.Errorf("error %v is no fault", err)
			}
			return
		}
		if len(s.Leaves()) == 0 || s.Levels() == 0 {
			t.Error("a scheme without indicators")
		}
	})
}
