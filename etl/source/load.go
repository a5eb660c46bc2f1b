package source

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Load reads every YAML file of the given folders. A later folder adds to the earlier ones and overrides them by id; one
// that is not there counts as empty. The sources come sorted by id; the error holds every fault of every file.
func Load(folders ...fs.FS) ([]*Source, error) {
	var faults assess.Faults
	all := map[assess.SourceID]*Source{}
	for _, folder := range folders {
		maps.Copy(all, loadFolder(folder, &faults))
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *Source) int { return cmp.Compare(a.ID, b.ID) }), nil
}

func loadFolder(folder fs.FS, faults *assess.Faults) map[assess.SourceID]*Source {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		faults.Add("", 0, "read the folder of sources: %v", err)
	}
	found := map[assess.SourceID]*Source{}
	for _, entry := range entries {
		name := entry.Name()
		switch ext := path.Ext(name); {
		case entry.IsDir() || strings.HasPrefix(name, "."):
			continue
		case ext == ".yml":
			faults.Add(name, 0, "is not read, want the ending .yaml")
			continue
		case ext != ".yaml":
			continue
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			faults.Add(name, 0, "read it: %v", err)
			continue
		}
		s, err := Parse(name, data)
		if err != nil {
			faults.Join(err)
			continue
		}
		if want := string(s.ID) + ".yaml"; name != want {
			faults.Add(name, s.lines["source"], "source is %q, want the file to be called %s", s.ID, want)
			continue
		}
		found[s.ID] = s
	}
	return found
}
