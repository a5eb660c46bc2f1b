package scheme

import (
	"embed"
	"io/fs"
	"path"

	"yingshang/dashboards/assess"
)

// here is where the embedded files lie in the source tree; faults name them so.
const here = "dashboards/scheme"

//go:embed schemes/*.yaml reforms.yaml
var schemeFiles embed.FS

// Files are the schemes and reforms that come with the program as they are written: schemes/2022.yaml, reforms.yaml.
func Files() fs.FS { return schemeFiles }

// Embedded returns the schemes that come with the program, by year.
func Embedded() (map[int]*Scheme, error) {
	entries, err := schemeFiles.ReadDir("schemes")
	if err != nil {
		return nil, err
	}
	var faults assess.Faults
	byYear := map[int]*Scheme{}
	for _, e := range entries {
		data, err := schemeFiles.ReadFile(path.Join("schemes", e.Name()))
		if err != nil {
			return nil, err
		}
		file := path.Join(here, "schemes", e.Name())
		s, err := Parse(file, data)
		if err != nil {
			faults.Join(err)
			continue
		}
		if other, twice := byYear[s.Year]; twice {
			faults.Add(file, 0, "the year %d has a scheme already: %s", s.Year, other.File)
			continue
		}
		byYear[s.Year] = s
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return byYear, nil
}
