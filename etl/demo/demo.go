// Package demo writes the files that departments of a county would hand in, with planted faults, and the truth about
// them: truth.json says what must come out. Everything is invented (演示数据) but the figures of the newspaper article that
// the product starts from: 2,642 of 2,666 releases online (99.1 %), 7,926 trips saved, one hour from payoff to
// registration, every release of the provident fund online, and the announced 87.46 of 2021.
//
// The package knows no indicator and no loader: it counts what it writes, in integers. Write is its one entry point; the
// same options give the same bytes on every machine.
package demo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"yingshang/dashboards/assess"
)

// The demo's county, and the day on which its figures stand.
const (
	Region = assess.RegionCode("330482")
	AsOf   = "2022-09-30"
	Mark   = "演示数据"
)

// Frozen are the years of the demo that have ended: they are frozen and published once they are computed.
var Frozen = []int{2019, 2020, 2021}

// Quick is the scale of a demo that is loaded within a minute.
const Quick = 0.01

// Options say which demo is written.
type Options struct {
	Seed  uint64  // 0 means 2022
	Scale float64 // 1 is a county's true volume, a million cases a year; 0 means Quick. Releases stay as many as the article says
}

// months are those of the demo: the reform began in February 2022, the feeds end with September.
var months = [...]string{"2022-02", "2022-03", "2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09"}

// at returns the start of day d of month m; day 0 is the last day of the month before.
func at(m, d int) time.Time {
	return time.Date(2022, time.Month(m+2), d, 0, 0, 0, 0, assess.Zone)
}

// lastDay is the date that a file of month m carries in its name.
func lastDay(m int) string { return at(m+1, 0).Format(time.DateOnly) }

// file is one file of an office, and what must come of it.
type file struct {
	source string
	name   string
	table  table
	count  FileCount
}

// good adds a row that must be accepted.
func (f *file) good(fields ...string) {
	f.table.add(fields...)
	f.count.Read++
	f.count.Accepted++
}

// bad adds a row that must be rejected.
func (f *file) bad(t *Truth, kind string, fields ...string) {
	f.table.add(fields...)
	f.count.Read++
	f.count.Rejected++
	t.plant(f.source, kind)
}

// Write writes the files of every source into dir/inbox/<source>/ and the truth into dir/truth.json.
func Write(dir string, o Options) (Truth, error) {
	if o.Seed == 0 {
		o.Seed = 2022
	}
	if o.Scale == 0 {
		o.Scale = Quick
	}
	if !(o.Scale > 0 && o.Scale <= 20) {
		return Truth{}, fmt.Errorf("scale %v: want a number above 0, up to 20: %w", o.Scale, assess.ErrInvalid)
	}
	truth := newTruth(o)
	var files []file
	for _, part := range []func(Options, *Truth) ([]file, error){aliasFiles, registerFiles, releaseFiles, matterFiles, caseFiles, measureFiles,
		enterpriseFiles, requestFiles, rectificationFiles, procurementFiles, tenderFiles, inspectionFiles, projectFiles, acceptanceFiles, reserveFiles,
		honourFiles, statedFiles} { // the last hands in what the others have no records of
		more, err := part(o, &truth)
		if err != nil {
			return Truth{}, err
		}
		files = append(files, more...)
	}
	slices.SortStableFunc(files, func(a, b file) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.count.AsOf, b.count.AsOf), cmp.Compare(a.name, b.name))
	})
	for _, f := range files {
		if err := f.write(dir); err != nil {
			return Truth{}, err
		}
		truth.add(f)
	}
	if err := writeRegions(dir); err != nil {
		return Truth{}, err
	}
	text, err := json.MarshalIndent(truth, "", "  ")
	if err != nil {
		return Truth{}, fmt.Errorf("write the truth: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.json"), append(text, '\n'), 0o644); err != nil {
		return Truth{}, fmt.Errorf("write the truth: %w", err)
	}
	return truth, nil
}

func (f file) write(dir string) error {
	folder := filepath.Join(dir, "inbox", f.source)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the inbox of %s: %w", f.source, err)
	}
	text, err := f.table.bytes()
	if err != nil {
		return fmt.Errorf("encode %s: %w", f.name, err)
	}
	if err := os.WriteFile(filepath.Join(folder, f.name), text, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", f.name, err)
	}
	return nil
}
