package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
)

// checkCmd is `yingshang check`: every scheme, source and SQL file, embedded and in conf. It needs no database.
type checkCmd struct {
	Data string `default:"./data" env:"YINGSHANG_DATA" type:"path" help:"Data folder, whose conf adds to and overrides what is embedded."`
}

// Run tells every fault, or what was found sound.
func (c *checkCmd) Run(k *kong.Context) error {
	dir := filepath.Join(c.Data, "conf")
	d, err := readDefinitions(dir)
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
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
