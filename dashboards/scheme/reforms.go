package scheme

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
)

// Reform is a change of how a matter goes: the way before and after, and what was told of it. What the records tell is
// counted by the SQL file of the same name.
type Reform struct {
	ID          assess.ReformID
	Name        assess.Text
	About       assess.Text // what changed, in one line
	Region      assess.RegionCode
	Start       time.Time   // the first day of its first month
	StartWords  assess.Text // by which the first month was told; empty when nobody told it
	Departments []assess.DepartmentCode
	Clock       string // what its time counts: workday, calendar_hour …
	Decimals    int    // of its time
	ToldBy      assess.Text
	Indicators  []assess.IndicatorID // that it moved
	Before      Way
	After       Way
	Told        []Told
	File        string
	Line        int

	lines map[string]int // of the names of others
}

// Way is how a matter goes, step by step.
type Way struct {
	Title assess.Text
	Steps []Step
}

// Step is one step of a way.
type Step struct {
	Title assess.Text
	Place assess.Text
	Mover Mover
	Gone  bool // the reform took it away
}

// Mover is who or what moves in a step.
type Mover string

// The movers.
const (
	ApplicantMoves Mover = "applicant" // goes there
	OnlineMoves    Mover = "online"    // the applicant, without going anywhere
	OfficeMoves    Mover = "office"    // comes, or works by itself
	DataMoves      Mover = "data"
)

var movers = []Mover{ApplicantMoves, OnlineMoves, OfficeMoves, DataMoves}

// What a told fact may be of, beside an indicator.
const (
	ToldTime  = "time"
	ToldTrips = "trips"
	ToldSaved = "saved"
	ToldCases = "cases"
)

var toldOf = []string{ToldTime, ToldTrips, ToldSaved, ToldCases}

// Told is a fact as it was printed, which is never mixed with what is counted.
type Told struct {
	Of     string      // one of the words above, or an indicator
	Before assess.Text // empty when nothing was told of it
	After  assess.Text
	Words  assess.Text // as printed
}

// Indicator is the indicator that the fact is of, if any.
func (t Told) Indicator() (assess.IndicatorID, bool) {
	return assess.IndicatorID(t.Of), !slices.Contains(toldOf, t.Of)
}

// Places are the different places of a way to which the applicant goes, in their order.
func (w Way) Places() []assess.Text {
	var places []assess.Text
	for _, s := range w.Steps {
		if s.Mover == ApplicantMoves && !slices.Contains(places, s.Place) {
			places = append(places, s.Place)
		}
	}
	return places
}

// Reforms are those that come with the program.
func Reforms() ([]*Reform, error) {
	data, err := schemeFiles.ReadFile("reforms.yaml")
	if err != nil {
		return nil, err
	}
	return ParseReforms(path.Join(here, "reforms.yaml"), data)
}

// ParseReforms reads a list of reforms. The error holds every fault of the file.
func ParseReforms(file string, data []byte) ([]*Reform, error) {
	d := &yamlfile.File{Name: file}
	var all []*Reform
	first := map[assess.ReformID]int{}
	if n := d.Root(data); n != nil {
		d.List(n, "reforms", func(n yamlfile.Node) {
			r := readReform(d, n)
			if line, twice := first[r.ID]; twice && r.ID != "" {
				d.Fault(n, "reform %s stands twice, first in line %d", r.ID, line)
			}
			first[r.ID] = r.Line
			all = append(all, r)
		})
	}
	if err := d.Faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

func readReform(d *yamlfile.File, n yamlfile.Node) *Reform {
	r := &Reform{File: d.Name, Line: yamlfile.Line(n), lines: map[string]int{}}
	text := func(name string, into *assess.Text) func(yamlfile.Node) {
		return func(n yamlfile.Node) { *into = d.Text(n, name) }
	}
	d.Mapping(n, "reform", yamlfile.Keys{
		"id":          func(n yamlfile.Node) { r.ID = assess.ReformID(d.Word(n, "id")) },
		"name":        text("name", &r.Name),
		"about":       text("about", &r.About),
		"region":      func(n yamlfile.Node) { r.Region = assess.RegionCode(r.named(d, n, "region")) },
		"start":       func(n yamlfile.Node) { r.Start = firstMonth(d, n) },
		"start_words": text("start_words", &r.StartWords),
		"departments": func(n yamlfile.Node) {
			d.List(n, "departments", func(n yamlfile.Node) {
				r.Departments = append(r.Departments, assess.DepartmentCode(r.named(d, n, "department")))
			})
		},
		"clock":    func(n yamlfile.Node) { r.Clock = yamlfile.Choice(d, n, "clock", clocks[:len(clocks)-1]) },
		"decimals": func(n yamlfile.Node) { r.Decimals = d.Whole(n, "decimals", 0) },
		"told_by":  text("told_by", &r.ToldBy),
		"indicators": func(n yamlfile.Node) {
			d.List(n, "indicators", func(n yamlfile.Node) {
				r.Indicators = append(r.Indicators, assess.IndicatorID(r.named(d, n, "indicator")))
			})
		},
		"before": func(n yamlfile.Node) { r.Before = way(d, n, "before") },
		"after":  func(n yamlfile.Node) { r.After = way(d, n, "after") },
		"told": func(n yamlfile.Node) {
			d.List(n, "told", func(n yamlfile.Node) { r.Told = append(r.Told, r.told(d, n)) })
		},
	}, "id", "name", "about", "region", "start", "departments", "clock", "decimals", "indicators", "before", "after")
	if len(r.Told) > 0 && r.ToldBy.ZH == "" {
		d.Fault(n, "reform: told_by is missing: who told it?")
	}
	return r
}

// named reads the name of something that stands elsewhere, and keeps its line.
func (r *Reform) named(d *yamlfile.File, n yamlfile.Node, what string) string {
	word := d.Word(n, what)
	if r.lines[word] == 0 {
		r.lines[word] = yamlfile.Line(n)
	}
	return word
}

// firstMonth reads a month: cases are told apart by the month in which they ended.
func firstMonth(d *yamlfile.File, n yamlfile.Node) time.Time {
	word := d.Word(n, "start")
	at, err := time.ParseInLocation("2006-01", word, assess.Zone)
	if err != nil && word != "" {
		d.Fault(n, "start is %s, want a month like 2022-02", strconv.Quote(word))
	}
	return at
}

func way(d *yamlfile.File, n yamlfile.Node, what string) (w Way) {
	d.Mapping(n, what, yamlfile.Keys{
		"title": func(n yamlfile.Node) { w.Title = d.Text(n, what+": title") },
		"steps": func(n yamlfile.Node) {
			d.List(n, what+": steps", func(n yamlfile.Node) {
				var s Step
				d.Mapping(n, "step", yamlfile.Keys{
					"title": func(n yamlfile.Node) { s.Title = d.Text(n, "step: title") },
					"place": func(n yamlfile.Node) { s.Place = d.Text(n, "step: place") },
					"mover": func(n yamlfile.Node) { s.Mover = yamlfile.Choice(d, n, "mover", movers) },
					"gone": func(n yamlfile.Node) {
						if s.Gone = yamlfile.Choice(d, n, "gone", []string{"true", "false"}) == "true"; s.Gone && what == "after" {
							d.Fault(n, "gone stands at a step after the reform, want it at one before")
						}
					},
				}, "title", "place", "mover")
				w.Steps = append(w.Steps, s)
			})
		},
	}, "title", "steps")
	return w
}

func (r *Reform) told(d *yamlfile.File, n yamlfile.Node) (t Told) {
	lines := d.Mapping(n, "told", yamlfile.Keys{
		"of":     func(n yamlfile.Node) { t.Of = r.named(d, n, "of") },
		"before": func(n yamlfile.Node) { t.Before = d.Text(n, "told: before") },
		"after":  func(n yamlfile.Node) { t.After = d.Text(n, "told: after") },
		"words":  func(n yamlfile.Node) { t.Words = d.Text(n, "told: words") },
	}, "of", "words")
	if lines != nil && lines["before"] == 0 && lines["after"] == 0 {
		d.Fault(n, "told: want before, after or both")
	}
	return t
}

// Known are the things that reforms name.
type Known struct {
	Indicators  map[assess.IndicatorID]assess.Indicator
	Departments map[assess.DepartmentCode]assess.Department
	Regions     map[assess.RegionCode]Region
}

// Check compares the reform with what is known: its region, departments and indicators must exist. The errors are
// assess.Fault.
func (r *Reform) Check(known Known) []error {
	var faults assess.Faults
	if _, ok := known.Regions[r.Region]; !ok {
		faults.Add(r.File, r.lines[string(r.Region)], "region %q is unknown%s", r.Region, assess.DidYouMean(string(r.Region), names(known.Regions)))
	}
	for _, code := range r.Departments {
		if _, ok := known.Departments[code]; !ok {
			faults.Add(r.File, r.lines[string(code)], "department %q is unknown%s", code, assess.DidYouMean(string(code), names(known.Departments)))
		}
	}
	ids := slices.Clone(r.Indicators)
	words := names(known.Indicators)
	for _, t := range r.Told {
		if id, ok := t.Indicator(); ok {
			ids, words = append(ids, id), append(words, toldOf...)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if _, ok := known.Indicators[id]; !ok {
			faults.Add(r.File, r.lines[string(id)], "indicator %q is described nowhere%s", id, assess.DidYouMean(string(id), words))
		}
	}
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errs
}

func names[K ~string, V any](m map[K]V) []string {
	words := make([]string, 0, len(m))
	for k := range m {
		words = append(words, string(k))
	}
	slices.SortFunc(words, strings.Compare)
	return words
}
