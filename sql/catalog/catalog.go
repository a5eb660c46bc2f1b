// Package catalog reads the SQL files with their headers, checks them against each other and puts whole trusted files
// together (Render is the only function that does). It talks to no database. Begin at Open.
package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/sql/datasets"
	"yingshang/sql/indicators"
	"yingshang/sql/migrations"
	"yingshang/sql/queries"
	"yingshang/sql/reforms"
)

// Files are the folders a catalogue is read from; a nil folder is left out.
type Files struct {
	Migrations, Datasets, Indicators, Reforms, Queries fs.FS
	Shown                                              string // the folder they lie in, as faults name it
}

// Embedded are the files of the binary.
func Embedded() Files {
	return Files{migrations.FS, datasets.FS, indicators.FS, reforms.FS, queries.FS, "sql"}
}

// Catalog is all SQL of the product, read and checked.
type Catalog struct {
	Datasets   map[assess.DatasetID]*Dataset
	Clocks     map[string]*Clock
	Indicators map[assess.IndicatorID]*Indicator
	Reforms    map[assess.ReformID]*Reform
	Migrations []Migration
	queries    map[string]string
	lambdas    map[string]string
	texts      map[string]string // of the files that hold, by folder and name
	files      map[string]string // and where each lies
}

// Migration is one numbered statement.
type Migration struct {
	Name string // of the file
	SQL  string
}

// Open reads the layers, a later one adding to and overriding the earlier, and returns every fault at once.
func Open(layers ...Files) (*Catalog, error) {
	c := &Catalog{
		Datasets: map[assess.DatasetID]*Dataset{}, Clocks: map[string]*Clock{}, Indicators: map[assess.IndicatorID]*Indicator{},
		Reforms: map[assess.ReformID]*Reform{}, queries: map[string]string{}, lambdas: map[string]string{},
		texts: map[string]string{}, files: map[string]string{},
	}
	var faults []error
	steps := map[string]string{}
	for _, l := range layers {
		read := func(folder fs.FS, name string, add func(file, text string) []error) {
			faults = append(faults, each(folder, path.Join(l.Shown, name), func(file, text string) []error {
				at := path.Join(name, path.Base(file))
				c.texts[at], c.files[at] = text, file
				return add(file, text)
			})...)
		}
		read(l.Migrations, "migrations", func(file, text string) []error { steps[path.Base(file)] = text; return nil })
		read(l.Queries, "queries", func(file, text string) []error {
			c.queries[strings.TrimSuffix(path.Base(file), ".sql")] = text
			return lint(file, text)
		})
		read(l.Datasets, "datasets", c.addDataset)
		read(l.Indicators, "indicators", c.addIndicator)
		read(l.Reforms, "reforms", c.addReform)
	}
	for name, text := range steps {
		c.Migrations = append(c.Migrations, Migration{name, text})
	}
	sort.Slice(c.Migrations, func(i, j int) bool { return c.Migrations[i].Name < c.Migrations[j].Name })
	faults = append(faults, c.crossCheck()...)
	return c, errors.Join(faults...)
}

// each reads the .sql files of a folder in the order of their names.
func each(folder fs.FS, shown string, add func(file, text string) []error) []error {
	if folder == nil {
		return nil
	}
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return []error{err}
	}
	var faults []error
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		faults = append(faults, add(path.Join(shown, name), string(text))...)
	}
	return faults
}

func (c *Catalog) addDataset(file, text string) []error {
	base := path.Base(file)
	switch {
	case strings.HasSuffix(base, ".lambda.sql"):
		h := parseHeader(file, text)
		c.lambdas[strings.TrimSuffix(base, ".lambda.sql")] = strings.TrimSpace(h.body)
		faults := h.check([]string{"lambda", "title"}, nil, []string{"note"})
		faults = append(faults, h.named("lambda", ".lambda.sql")...)
		return append(faults, lint(file, text)...)
	case strings.HasSuffix(base, ".clock.sql"):
		clock, faults := parseClock(file, text)
		if clock == nil {
			return faults
		}
		c.Clocks[clock.Name] = clock
		return append(faults, lint(file, text)...)
	}
	set, faults := parseDataset(file, text)
	if set == nil {
		return faults
	}
	c.Datasets[set.ID] = set
	return append(faults, lint(file, text)...)
}

func (c *Catalog) addIndicator(file, text string) []error {
	ind, faults := parseIndicator(file, text)
	if ind == nil {
		return faults
	}
	c.Indicators[ind.ID] = ind
	return append(faults, lint(file, text)...)
}

func (c *Catalog) addReform(file, text string) []error {
	r, faults := parseReform(file, text)
	if r == nil {
		return faults
	}
	c.Reforms[r.ID] = r
	return append(faults, lint(file, text)...)
}

// crossCheck finds names that point nowhere.
func (c *Catalog) crossCheck() []error {
	var faults []error
	for _, d := range sorted(c.Datasets) {
		for _, ref := range d.Reads {
			if c.Datasets[ref] == nil {
				faults = append(faults, fault(d.file, d.text, "reads", "reads %q, which is no dataset%s", ref, assess.DidYouMean(string(ref), keys(c.Datasets))))
			}
		}
	}
	for _, d := range sorted(c.Datasets) {
		for _, l := range d.lambdas {
			if c.lambdas[l] == "" {
				faults = append(faults, fault(d.file, d.text, "lambda", "lambda %q has no file sql/datasets/%s.lambda.sql%s", l, l, assess.DidYouMean(l, keys(c.lambdas))))
			}
		}
	}
	for _, k := range sorted(c.Clocks) {
		for _, feed := range k.Feeds {
			if c.Datasets[feed] == nil {
				faults = append(faults, fault(k.file, k.text, "feeds", "feed %q is no dataset%s", feed, assess.DidYouMean(string(feed), keys(c.Datasets))))
			}
		}
		for _, r := range k.References {
			switch {
			case c.Clocks[r] == nil:
				faults = append(faults, fault(k.file, k.text, "reference", "reference %q is no clock%s", r, assess.DidYouMean(r, keys(c.Clocks))))
			case c.leadsTo(r, k.Name, map[string]bool{}):
				faults = append(faults, fault(k.file, k.text, "reference", "reference %q leads back to itself", r))
			}
		}
		faults = append(faults, c.checkParts(k)...)
		for _, l := range k.lambdas {
			if c.lambdas[l] == "" {
				faults = append(faults, fault(k.file, k.text, "lambda", "lambda %q has no file sql/datasets/%s.lambda.sql%s", l, l, assess.DidYouMean(l, keys(c.lambdas))))
			}
		}
	}
	for _, i := range sorted(c.Indicators) {
		k := c.Clocks[i.Clock]
		if k != nil && !has(k.body.names(), i.by) {
			faults = append(faults, fault(i.file, i.text, "by", "by %q is no column of clock %s%s", i.by, k.Name, assess.DidYouMean(i.by, k.body.names())))
		}
		if k == nil {
			faults = append(faults, fault(i.file, i.text, "clock", "clock %q has no file sql/datasets/%s.clock.sql%s", i.Clock, i.Clock, assess.DidYouMean(i.Clock, keys(c.Clocks))))
		}
	}
	for _, r := range sorted(c.Reforms) {
		faults = append(faults, r.check(c.Clocks)...)
	}
	return faults
}

// leadsTo says that a clock is another, or refers to it, be it over others.
func (c *Catalog) leadsTo(from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	if c.Clocks[from] == nil || seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(c.Clocks[from].References, func(r string) bool { return c.leadsTo(r, to, seen) })
}

// lint refuses what is known to give wrong figures.
func lint(file, text string) []error {
	text = strings.ReplaceAll(text, "${", "{") // places are brackets to the lexer
	tokens, err := lex(text)
	if err != nil {
		return []error{fmt.Errorf("%s:%d: %w", file, lineOf(err, text, 1), err)}
	}
	line := func(t token) int { return 1 + strings.Count(text[:t.start], "\n") }
	seen := map[string]int{}
	var faults []error
	for i, t := range tokens {
		word := strings.ToUpper(t.text)
		if t.word && seen[word] == 0 {
			seen[word] = line(t)
		}
		if word == "*" && i > 0 && strings.EqualFold(tokens[i-1].text, "SELECT") && t.depth == 0 {
			faults = append(faults, fmt.Errorf("%s:%d: SELECT * at the top, want every column by name", file, line(t)))
		}
	}
	if seen["PREWHERE"] > 0 && seen["FINAL"] > 0 {
		faults = append(faults, fmt.Errorf("%s:%d: PREWHERE beside FINAL brings deleted rows back, want WHERE", file, seen["PREWHERE"]))
	}
	return faults
}

// Query returns the text of queries/NAME.sql with its ${places} filled.
func (c *Catalog) Query(name string, fill map[string]any) (string, error) {
	text, ok := c.queries[name]
	if !ok {
		return "", fmt.Errorf("queries/%s.sql: %w", name, assess.ErrNotFound)
	}
	out, err := Render(text, fill)
	if err != nil {
		return "", fmt.Errorf("queries/%s.sql: %w", name, err)
	}
	return out, nil
}

// Fragment returns the text of a query file for use as a part of another.
func (c *Catalog) Fragment(name string) Fragment { return Uncommented(c.queries[name]) }

// Uncommented is a text without its lines of comment, to stand inside another.
func Uncommented(sql string) Fragment {
	return Fragment(strings.TrimSpace(stripComments(sql)))
}

// QueryNames lists the query files.
func (c *Catalog) QueryNames() []string { return keys(c.queries) }

// hash is 64 bits of the SHA-256 over texts.
func hash(texts ...string) uint64 {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d:%s", len(t), t)
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// stripComments drops the lines that are comments alone.
func stripComments(sql string) string {
	var kept []string
	for _, line := range strings.Split(sql, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func keys[K ~string, V any](m map[K]V) []string {
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, string(k))
	}
	sort.Strings(names)
	return names
}

func sorted[K ~string, V any](m map[K]V) []V {
	values := make([]V, 0, len(m))
	for _, k := range keys(m) {
		values = append(values, m[K(k)])
	}
	return values
}
