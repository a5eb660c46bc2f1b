package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/alecthomas/kong"

	"yingshang/etl/demo"
)

// demoCmd is `yingshang demo`: the files that departments would hand in, and what must come of them.
type demoCmd struct {
	Dir   string  `arg:"" placeholder:"DIR" help:"Folder to write to: inbox/<source>/… and truth.json."`
	Seed  uint64  `default:"2022" help:"Another seed gives other files with the same figures."`
	Scale float64 `default:"0.01" placeholder:"K" help:"K times a county's true volume: 1 is about a million cases a year. Releases stay as many as the article says."`
}

// Run writes the files and says in short what they hold.
func (c *demoCmd) Run(k *kong.Context) error {
	truth, err := demo.Write(c.Dir, demo.Options{Seed: c.Seed, Scale: c.Scale})
	if err != nil {
		return err
	}
	fmt.Fprintf(k.Stdout, "%s: %d files written to %s, what must come of them to truth.json\n\n", demo.Mark, truth.FileCount, c.Dir)
	fmt.Fprintf(k.Stdout, "%-18s %6s %8s %9s %9s %6s %8s\n", "source", "files", "rows", "accepted", "rejected", "stale", "deleted")
	for _, source := range slices.Sorted(maps.Keys(truth.Sources)) {
		n := truth.Sources[source]
		fmt.Fprintf(k.Stdout, "%-18s %6d %8d %9d %9d %6d %8d\n", source, n.Files, n.Read, n.Accepted, n.Rejected, n.Stale, n.Deleted)
	}
	fmt.Fprintln(k.Stdout)
	for _, code := range slices.Sorted(maps.Keys(truth.Indicators)) {
		f := truth.Indicators[code]["2022"]
		if f.Denominator == nil {
			fmt.Fprintf(k.Stdout, "%s  %.0f\n", code, f.Value)
			continue
		}
		fmt.Fprintf(k.Stdout, "%s  %.2f = %.0f / %.0f\n", code, f.Value, f.Numerator, *f.Denominator)
	}
	return nil
}
