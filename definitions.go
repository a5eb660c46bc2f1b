package main

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/etl/job"
	"yingshang/etl/source"
	"yingshang/etl/sources"
	"yingshang/sql/catalog"
)

// definitions are all files that say what is measured and where it comes from: those of the binary, and over them those of
// a data folder's conf.
type definitions struct {
	catalog     *catalog.Catalog
	sources     map[assess.SourceID]*source.Source
	schemes     map[int]*scheme.Scheme
	calendar    *calendar.Calendar
	indicators  map[assess.IndicatorID]assess.Indicator // of the dictionary and of the SQL files' headers, which win
	departments map[assess.DepartmentCode]assess.Department
	regions     map[assess.RegionCode]scheme.Region
	reforms     []*scheme.Reform

	dayFiles    map[string]string            // the file that says what a day is (2022-10-08), of conf
	regionFiles map[assess.RegionCode]string // the file that describes a region, of conf
}

// readDefinitions reads what comes with the binary and what a folder like data/conf adds or overrides: schemes by their
// year, sources, indicators and reforms by their code, days of the calendar and regions one by one. A folder that is not there is
// empty. The error is an assess.Faults with every fault of every file.
func readDefinitions(confDir string) (definitions, error) {
	d := definitions{
		sources: map[assess.SourceID]*source.Source{}, indicators: map[assess.IndicatorID]assess.Indicator{},
		departments: map[assess.DepartmentCode]assess.Department{}, regions: map[assess.RegionCode]scheme.Region{},
		dayFiles: map[string]string{}, regionFiles: map[assess.RegionCode]string{},
	}
	r := reading{d: &d, conf: conf{confDir}, lines: lines{}}
	r.conf.strangers(&r.faults)
	r.departments()
	r.regions()
	r.calendar()
	r.catalog()
	r.dictionary()
	r.schemes()
	r.sources()
	r.reforms()
	return d, r.faults.Err()
}

// reading gathers definitions and faults.
type reading struct {
	d      *definitions
	conf   conf
	faults assess.Faults
	lines  lines
}

func (r *reading) departments() {
	list, err := scheme.Departments()
	r.faults.Join(err)
	for _, dep := range list {
		r.d.departments[dep.Code] = dep
	}
}

// department tells of an office that nobody knows; file and words say where it stands.
func (r *reading) department(code assess.DepartmentCode, file string, words ...string) {
	if _, ok := r.d.departments[code]; !ok && len(r.d.departments) > 0 {
		r.faults.Add(file, r.lines.behind(file, words...), "department %q is unknown%s", code, assess.DidYouMean(string(code), names(r.d.departments)))
	}
}

func (r *reading) regions() {
	list, err := scheme.Regions()
	r.faults.Join(err)
	for file, data := range r.conf.files("regions", ".csv", &r.faults) {
		more, err := scheme.ParseRegions(file, data)
		r.faults.Join(err)
		list = append(list, more...)
		for _, region := range more {
			r.d.regionFiles[region.Code] = file
		}
	}
	for _, region := range list {
		r.d.regions[region.Code] = region
	}
}

func (r *reading) calendar() {
	var later []*calendar.Calendar
	for file, data := range r.conf.files("calendar", ".csv", &r.faults) {
		c, err := calendar.Parse(bytes.NewReader(data), file)
		r.faults.Join(err)
		if err != nil {
			continue
		}
		later = append(later, c)
		for _, day := range c.Days() {
			r.d.dayFiles[day.Date.Format(time.DateOnly)] = file
		}
	}
	r.d.calendar = calendar.Default().Merge(later...)
}

func (r *reading) catalog() {
	layers := []catalog.Files{catalog.Embedded()}
	layers = append(layers, catalog.Files{Indicators: r.conf.folder("indicators"), Reforms: r.conf.folder("reforms"), Shown: r.conf.path()})
	var err error
	r.d.catalog, err = catalog.Open(layers...)
	r.faults = append(r.faults, placed(err)...)
	for _, i := range r.d.catalog.Indicators {
		r.lines[i.File()] = i.Text()
		r.department(i.Department, i.File(), "-- department:")
		ind := i.Indicator
		if k := r.d.catalog.Clocks[i.Clock]; k != nil && len(k.Feeds) > 0 {
			ind.Dataset = k.Feeds[0]
		}
		r.d.indicators[ind.ID] = ind
	}
}

// dictionary adds the indicators that have no SQL file; one that has is described there.
func (r *reading) dictionary() {
	list, err := scheme.Dictionary()
	r.faults.Join(err)
	where := map[assess.IndicatorID]string{}
	for file, data := range r.conf.files("indicators", ".yaml", &r.faults) {
		more, err := scheme.ParseDictionary(file, data)
		r.faults.Join(err)
		r.lines[file] = string(data)
		for _, ind := range more {
			where[ind.ID] = file
		}
		list = append(list, more...)
	}
	for _, ind := range list {
		file, own := where[ind.ID]
		if !own {
			file = dictionaryFile
		}
		r.department(ind.Department, file, "- id: "+string(ind.ID), "department:")
		if r.d.catalog.Indicators[ind.ID] == nil {
			r.d.indicators[ind.ID] = ind
		}
	}
}

// dictionaryFile is the embedded dictionary, as faults name it.
const dictionaryFile = "dashboards/scheme/dictionary.yaml"

func (r *reading) schemes() {
	var err error
	r.d.schemes, err = scheme.Embedded()
	r.faults.Join(err)
	if r.d.schemes == nil {
		r.d.schemes = map[int]*scheme.Scheme{}
	}
	own := map[int]string{}
	for file, data := range r.conf.files("schemes", ".yaml", &r.faults) {
		s, err := scheme.Parse(file, data)
		if r.faults.Join(err); err != nil {
			continue
		}
		if first, twice := own[s.Year]; twice {
			r.faults.Add(file, 0, "the year %d has a scheme already: %s", s.Year, first)
			continue
		}
		own[s.Year], r.d.schemes[s.Year] = file, s
	}
	for _, s := range r.d.schemes {
		for _, err := range s.Check(r.d.indicators) {
			r.faults.Join(err)
		}
	}
}

func (r *reading) sources() {
	r.sourcesOf(sources.FS, "etl/sources")
	if folder := r.conf.folder("sources"); folder != nil {
		r.sourcesOf(folder, r.conf.path("sources"))
	}
	fields, required := map[assess.DatasetID][]string{}, map[assess.DatasetID][]string{}
	for id, set := range r.d.catalog.Datasets {
		fields[id] = set.Fields
		required[id] = slices.DeleteFunc(slices.Clone(set.Fields), func(f string) bool { return slices.Contains(set.Optional, f) })
	}
	for _, s := range r.d.sources {
		for _, err := range s.Check(fields, required, job.ParseCron) {
			r.faults.Join(err)
		}
		r.department(s.Supplier, s.File, "supplier:")
	}
}

// sourcesOf reads one folder of sources over those that were read before.
func (r *reading) sourcesOf(folder fs.FS, shown string) {
	list, err := source.Load(folder)
	if err != nil {
		list = soundSources(folder) // so that what is wrong with these is told as well
	}
	var faults assess.Faults
	faults.Join(err)
	for _, f := range faults {
		if f.File != "" {
			f.File = path.Join(shown, f.File)
		}
		r.faults = append(r.faults, f)
	}
	for _, s := range list {
		if data, err := fs.ReadFile(folder, s.File); err == nil {
			s.File = path.Join(shown, s.File)
			r.lines[s.File] = string(data)
		}
		r.d.sources[s.ID] = s
	}
}

// soundSources reads those files of a folder that have no faults of their own.
func soundSources(folder fs.FS) []*source.Source {
	var list []*source.Source
	files, _ := fs.Glob(folder, "*.yaml") // the pattern is sound
	for _, file := range files {
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			continue
		}
		if s, err := source.Parse(file, data); err == nil && string(s.ID)+".yaml" == file {
			list = append(list, s)
		}
	}
	return list
}
