package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/etl/sources"
	"yingshang/sql/catalog"
)

// checkCmd is `yingshang check`: every scheme, source and SQL file, embedded and in conf. It needs no database.
type checkCmd struct {
	Data  string `default:"./data" env:"YINGSHANG_DATA" type:"path" help:"Data folder, whose conf adds to and overrides what is embedded, and whose published editions lock files."`
	Print string `placeholder:"FILE" help:"Print a file that is built in, to begin one of your own with: schemes/2022.yaml, sources/service_case.yaml, indicators/RP03.sql, reforms.yaml, reforms/mortgage_release.sql."`
}

// Run tells every fault, or what was found sound.
func (c *checkCmd) Run(k *kong.Context) error {
	if c.Print != "" {
		text, err := builtIn(c.Print)
		if err != nil {
			return &exitError{2, err}
		}
		_, err = k.Stdout.Write(text)
		return err
	}
	dir := filepath.Join(c.Data, "conf")
	d, err := readDefinitions(dir)
	if err == nil {
		err = d.locked(filepath.Join(c.Data, editionsFolder))
	}
	if err == nil {
		d.summary(k.Stdout)
		return nil
	}
	var faults assess.Faults
	if !errors.As(err, &faults) {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(k.Stdout, f)
	}
	return &exitError{code: 1, err: fmt.Errorf("%s in the files of the program and of %s", count(len(faults), "fault"), dir)}
}

// builtIn is a file of the binary, by the name that it would have in conf.
func builtIn(name string) ([]byte, error) {
	folder, file, _ := strings.Cut(name, "/")
	folders := map[string]fs.FS{"indicators": catalog.Embedded().Indicators, "reforms": catalog.Embedded().Reforms, "sources": sources.FS}
	files, known := folders[folder]
	switch {
	case folder == "schemes", name == "reforms.yaml":
		files, file = scheme.Files(), name
	case !known:
		return nil, fmt.Errorf("--print %s: want a file of indicators/, reforms/, schemes/ or sources/, or reforms.yaml", name)
	}
	text, err := fs.ReadFile(files, file)
	if err == nil {
		return text, nil
	}
	found, err := fs.Glob(files, path.Join(path.Dir(file), "*"+path.Ext(file)))
	if err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("--print %s: no such file is built in%s", name, assess.DidYouMean(file, found))
}

// summary says in short what there is.
func (d definitions) summary(w io.Writer) {
	first, last := d.calendar.Covered()
	years := 0
	for year := range d.schemes {
		years = max(years, year)
	}
	fmt.Fprintf(w, "no faults: %s (newest %d), %s, %s, %s (%d of them computed from records), %s, %s, working days of %d to %d\n",
		count(len(d.schemes), "scheme"), years, count(len(d.sources), "source"), count(len(d.catalog.Datasets), "dataset"),
		count(len(d.indicators), "indicator"), len(d.catalog.Indicators), count(len(d.reforms), "reform"), count(len(d.catalog.QueryNames()), "SQL statement"), first, last)
	if end := d.calendar.End(); len(end.Missing) > 0 {
		fmt.Fprintf(w, "due dates of %d stay unknown: its calendar has no day off for %s\n", end.Year, strings.Join(end.Missing, ", "))
	}
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
