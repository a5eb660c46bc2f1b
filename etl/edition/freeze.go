package edition

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/etl/compute"
	"yingshang/sql/control"
	"yingshang/sql/engine"
	"yingshang/sql/store"
)

// Archive keeps the editions of a data folder.
type Archive struct {
	Dir      string // of the editions
	Store    *store.Store
	Control  *control.DB
	Computer *compute.Computer
	Address  engine.Address // where an edition is computed again
	Program  string
	Mark     func(ctx context.Context) string // 演示数据 where the data folder holds invented data, else empty
	Now      func() time.Time
}

// Order is what a person asks for, and why.
type Order struct{ By, Reason string }

func (o Order) check() error {
	if strings.TrimSpace(o.Reason) == "" {
		return fmt.Errorf("a reason is missing: want the words under which this stays in the record: %w", assess.ErrInvalid)
	}
	return nil
}

// Folder is where an edition lies.
func (a *Archive) Folder(id assess.EditionID) string { return filepath.Join(a.Dir, string(id)) }

// Freeze writes the published figures of a year and all that they were computed from to a new edition, and computes it again
// from there: an edition that does not come out the same is none. Nothing is published by it.
func (a *Archive) Freeze(ctx context.Context, year int, o Order) (e assess.Edition, v *Verdict, err error) {
	if err := o.check(); err != nil {
		return e, nil, err
	}
	standing, err := a.Computer.Standing(ctx, year)
	if err != nil {
		return e, nil, err
	}
	id, err := a.next(ctx, year)
	if err != nil {
		return e, nil, err
	}
	if err := os.MkdirAll(a.Dir, 0o750); err != nil {
		return e, nil, err
	}
	dir, err := os.MkdirTemp(a.Dir, ".freezing-"+string(id)+"-")
	if err != nil {
		return e, nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	s := a.Computer.Schemes[year]
	m := &Manifest{
		Edition: id, Year: year, AsOf: standing.AsOf.Format(time.DateOnly), FrozenAt: a.Now().In(assess.Zone).Truncate(time.Second), By: o.By, Reason: o.Reason,
		Scheme: s.ID, Calendar: a.Computer.Calendar.Version(), Program: a.Program, Mark: a.Mark(ctx), Locked: a.locked(s),
	}
	for _, p := range standing.Parts {
		m.Parts = append(m.Parts, partOf(p))
	}
	f := folder{dir, m}
	texts, err := a.write(ctx, f, standing)
	if err != nil {
		return e, nil, err
	}
	manifest, sum, err := f.close()
	if err != nil {
		return e, nil, err
	}
	if v, err = Verify(ctx, dir, a.Address); err != nil {
		return e, nil, err
	}
	if len(v.Faults) > 0 {
		return e, v, fmt.Errorf("edition %s does not come out the same when it is computed again, so it is not kept; if facts came in meanwhile, compute and try again: %w", id, assess.ErrConflict)
	}
	if v.Same, err = a.same(ctx, m); err != nil {
		return e, nil, err
	}
	texts = append(texts, store.EditionFile{Path: manifestFile, SHA256: sum, Text: string(manifest)})
	e = assess.Edition{ID: id, Year: year, AsOf: standing.AsOf, FrozenAt: m.FrozenAt, By: o.By, Reason: o.Reason, Scheme: s.ID, Manifest: sum, Program: a.Program, Demo: m.Mark != ""}
	if err := os.Rename(dir, a.Folder(id)); err != nil {
		return e, nil, err
	}
	if err := a.Store.SaveEdition(ctx, e, standing.Parts, texts); err != nil {
		return e, nil, err
	}
	return e, v, a.Control.Note(ctx, o.By, "edition freeze", string(id), o.Reason, a.Now())
}

// same is the newest edition of the year that is the same but for when, by whom and why it was frozen: the same parts of the same facts
// by the same formulas.
func (a *Archive) same(ctx context.Context, m *Manifest) (found assess.EditionID, err error) {
	all, err := a.Store.Editions(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range all {
		if e.Year != m.Year {
			continue
		}
		parts, err := a.Store.EditionParts(ctx, e.ID)
		if err != nil {
			return "", err
		}
		then := map[Part]bool{}
		for _, p := range parts {
			then[partOf(p)] = true
		}
		if len(then) == len(m.Parts) && !slices.ContainsFunc(m.Parts, func(p Part) bool { return !then[p] }) {
			found = e.ID
		}
	}
	return found, nil
}

// next numbers an edition: a folder that lies about, left by a freeze that died, keeps its number.
func (a *Archive) next(ctx context.Context, year int) (assess.EditionID, error) {
	all, err := a.Store.Editions(ctx)
	if err != nil {
		return "", err
	}
	n := 0
	for _, e := range all {
		if e.Year == year {
			n = max(n, e.ID.Number())
		}
	}
	for {
		n++
		id := assess.NewEditionID(year, n)
		if _, err := os.Stat(a.Folder(id)); errors.Is(err, fs.ErrNotExist) {
			return id, nil
		} else if err != nil {
			return "", err
		}
	}
}

// locked are the files that the figures of a scheme rest on.
func (a *Archive) locked(s *scheme.Scheme) []string {
	var of []assess.IndicatorID
	for _, leaf := range s.Leaves() {
		of = append(of, leaf.Indicator())
	}
	files := []string{assess.EditionScheme, assess.EditionCalendar, assess.EditionRegions}
	for _, name := range a.Store.Catalog().FilesBehind(of) {
		files = append(files, path.Join(assess.EditionSQL, name))
	}
	return files
}

// rules are the texts by which a year is computed, under the paths of an edition.
func (a *Archive) rules(s *scheme.Scheme) map[string]string {
	texts := map[string]string{
		assess.EditionScheme: string(s.Text()), assess.EditionCalendar: string(a.Computer.Calendar.CSV()), assess.EditionRegions: string(scheme.WriteRegions(a.Computer.Regions)),
	}
	for name, text := range a.Store.Catalog().Texts() {
		texts[path.Join(assess.EditionSQL, name)] = text
	}
	return texts
}

// Rules are the SHA-256 of today's texts that the figures of a year rest on, as Store.EditionDiff takes them; none where the
// year has no scheme.
func (a *Archive) Rules(year int) map[string]string {
	s := a.Computer.Schemes[year]
	if s == nil {
		return nil
	}
	texts, sums := a.rules(s), map[string]string{}
	for _, name := range a.locked(s) {
		sum := sha256.Sum256([]byte(texts[name]))
		sums[name] = hex.EncodeToString(sum[:])
	}
	return sums
}

// write fills the folder, and returns its texts.
func (a *Archive) write(ctx context.Context, f folder, standing *compute.Standing) ([]store.EditionFile, error) {
	for _, id := range slices.Sorted(maps.Keys(standing.Months)) {
		months := standing.Months[id]
		if len(months) == 0 {
			continue
		}
		rows, err := a.Store.FactRows(ctx, id, months)
		if err != nil {
			return nil, err
		}
		if rows == 0 {
			continue
		}
		name := path.Join(factsFolder, string(id)+".parquet")
		if err := f.write(name, rows, func(w io.Writer) error { return a.Store.ExportFacts(ctx, id, months, w) }); err != nil {
			return nil, err
		}
	}
	if err := f.write(digestsFile, 0, func(w io.Writer) error { return a.Store.ExportDigests(ctx, standing.Months, w) }); err != nil {
		return nil, err
	}
	figures, nodes, ground, err := results(ctx, a.Store, standing.Year, standing.Values, standing.Score)
	if err != nil {
		return nil, err
	}
	texts := a.rules(a.Computer.Schemes[standing.Year])
	texts[valuesFile], texts[scoresFile], texts[groundFile] = string(figures), string(nodes), string(ground)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if err := f.text(name, []byte(texts[name])); err != nil {
			return nil, err
		}
	}
	var kept []store.EditionFile
	for _, file := range f.m.Files {
		if text, ok := texts[file.Path]; ok {
			kept = append(kept, store.EditionFile{Path: file.Path, SHA256: file.SHA256, Text: text})
		}
	}
	return kept, nil
}
