package catalog

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"yingshang/dashboards/assess"
)

// FilesIn are the folders of a catalogue that was written out: migrations, datasets, indicators, reforms and queries below
// one folder, with the texts of Texts in them.
func FilesIn(folder fs.FS, shown string) (Files, error) {
	f := Files{Shown: shown}
	for name, into := range map[string]*fs.FS{
		"migrations": &f.Migrations, "datasets": &f.Datasets, "indicators": &f.Indicators, "reforms": &f.Reforms, "queries": &f.Queries,
	} {
		sub, err := fs.Sub(folder, name)
		if err != nil {
			return f, err
		}
		*into = sub
	}
	return f, nil
}

// Texts are the files that hold, those of a later layer in the place of the earlier one's, as indicators/RP03.sql.
func (c *Catalog) Texts() map[string]string { return maps.Clone(c.texts) }

// FileOf says where a file of Texts lies, as faults name it.
func (c *Catalog) FileOf(name string) string { return c.files[name] }

// FilesBehind are the files that the values of indicators rest on: their own, their clocks' with what those look up, and
// how the rows of the feeds are judged; sorted, as Texts names them. An indicator without a file has none.
func (c *Catalog) FilesBehind(indicators []assess.IndicatorID) []string {
	found := map[string]bool{}
	of := func(folder, name string) { found[path.Join(folder, name)] = true }
	lambdas := func(names []string) {
		for _, l := range names {
			of("datasets", l+".lambda.sql")
		}
	}
	var dataset func(id assess.DatasetID)
	dataset = func(id assess.DatasetID) {
		d := c.Datasets[id]
		if d == nil || found[path.Join("datasets", string(id)+".sql")] {
			return
		}
		of("datasets", string(id)+".sql")
		lambdas(d.lambdas)
		for _, r := range d.Reads {
			dataset(r)
		}
	}
	var clock func(name string)
	clock = func(name string) {
		k := c.Clocks[name]
		if k == nil || found[path.Join("datasets", name+".clock.sql")] {
			return
		}
		of("datasets", name+".clock.sql")
		lambdas(k.lambdas)
		for _, f := range k.Feeds {
			dataset(f)
		}
		for _, r := range k.References {
			clock(r)
		}
	}
	for _, id := range indicators {
		if i := c.Indicators[id]; i != nil {
			of("indicators", string(id)+".sql")
			clock(i.Clock)
		}
	}
	return slices.Sorted(maps.Keys(found))
}
