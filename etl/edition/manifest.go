package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/store"
)

// Names in an edition's folder.
const (
	manifestFile = "manifest.json"
	sumsFile     = "SHA256SUMS"
	digestsFile  = "digests.parquet"
	factsFolder  = "facts"
	valuesFile   = "results/values.csv"
	scoresFile   = "results/scores.csv"
	groundFile   = "results/ground.csv"
)

// Manifest says what an edition is and holds.
type Manifest struct {
	Edition  assess.EditionID `json:"edition"`
	Year     int              `json:"year"`
	AsOf     string           `json:"as_of"` // "today" of the figures; the day after its last for a year that has ended
	FrozenAt time.Time        `json:"frozen_at"`
	By       string           `json:"by"`
	Reason   string           `json:"reason"`
	Scheme   string           `json:"scheme"`
	Calendar string           `json:"calendar"` // version of the working days
	Program  string           `json:"program"`
	Mark     string           `json:"mark,omitempty"` // 演示数据, where some of it is invented
	Parts    []Part           `json:"parts"`
	Locked   []string         `json:"locked"` // files that the figures rest on: editing one while the edition is published is a fault
	Files    []File           `json:"files"`
}

// Part is what was published for a period: equal digests mean that the same facts were read, equal formulas that the same
// rules were applied.
type Part struct {
	Name    string `json:"part"`
	Period  string `json:"period"`
	Rows    uint64 `json:"rows"`
	Digest  string `json:"digest"`
	Formula string `json:"formula"`
}

// File is one file of the folder.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   uint64 `json:"rows,omitempty"` // of a table
}

func partOf(p store.Published) Part {
	return Part{p.Name, p.Period.Format(time.DateOnly), p.Rows, fmt.Sprintf("%016x", p.Digest), fmt.Sprintf("%016x", p.Formula)}
}

// scores says that a part is the scores of the year.
func (p Part) scores() bool { return p.Name == store.ScorePart }

// ReadManifest reads the manifest of an edition's folder.
func ReadManifest(dir string) (*Manifest, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is a file, want the folder of an edition: %w", dir, assess.ErrInvalid)
	}
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, gone := os.Stat(dir); errors.Is(gone, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no folder %s: want an edition that yingshang edition list names, or a folder that holds one: %w", dir, assess.ErrNotFound)
		}
		return nil, fmt.Errorf("%s is no folder of an edition: it has no %s: %w", dir, manifestFile, assess.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return parseManifest(filepath.Join(dir, manifestFile), data)
}

func parseManifest(file string, data []byte) (*Manifest, error) {
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("%s is no manifest of an edition, or one of another version of the program (%v): bring it back from a copy of the folder: %w", file, err, assess.ErrInvalid)
	}
	if _, err := assess.ParseEditionID(string(m.Edition)); err != nil || m.Edition.Year() != m.Year {
		return nil, fmt.Errorf("%s: edition %q of the year %d: want the year and a number, as 2021-1: %w", file, m.Edition, m.Year, assess.ErrInvalid)
	}
	return &m, nil
}

// asOf is AsOf as a day.
func (m *Manifest) asOf() (time.Time, error) {
	return time.ParseInLocation(time.DateOnly, m.AsOf, assess.Zone)
}

// check compares the files of a folder with the manifest and returns what differs, a sentence each.
func (m *Manifest) check(dir string) (faults []string, err error) {
	known := map[string]bool{manifestFile: true, sumsFile: true}
	for _, f := range m.Files {
		known[f.Path] = true
		if !filepath.IsLocal(f.Path) {
			faults = append(faults, fmt.Sprintf("%s: leads out of the folder", f.Path))
			continue
		}
		sum, size, err := sumOf(filepath.Join(dir, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Sprintf("%s: is missing", f.Path))
		case err != nil:
			return nil, err
		case sum != f.SHA256:
			faults = append(faults, fmt.Sprintf("%s: was changed: %d bytes with SHA-256 %s, the manifest has %d with %s", f.Path, size, sum, f.Bytes, f.SHA256))
		}
	}
	sums, missing := os.ReadFile(filepath.Join(dir, sumsFile))
	if missing != nil && !errors.Is(missing, fs.ErrNotExist) {
		return nil, missing
	}
	own, _, err := sumOf(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, err
	}
	switch {
	case missing != nil:
		faults = append(faults, fmt.Sprintf("%s: is missing", sumsFile))
	case string(sums) != m.sums(own):
		faults = append(faults, fmt.Sprintf("%s: does not agree with %s: one of them was changed", sumsFile, manifestFile))
	}
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if rel = filepath.ToSlash(rel); err == nil && !known[rel] {
			faults = append(faults, fmt.Sprintf("%s: does not belong to the edition", rel))
		}
		return err
	})
	return faults, err
}

// sums is the list of all files as `sha256sum -c` reads it; own is the manifest's SHA-256.
func (m *Manifest) sums(own string) string {
	var out strings.Builder
	for _, f := range m.Files {
		fmt.Fprintf(&out, "%s  %s\n", f.SHA256, f.Path)
	}
	fmt.Fprintf(&out, "%s  %s\n", own, manifestFile)
	return out.String()
}

// sumOf is a file's SHA-256 in hexadecimal and its size in bytes.
func sumOf(file string) (sum string, size int64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// folder is an edition's folder while it is written.
type folder struct {
	dir string
	m   *Manifest
}

// write makes a file of the edition. rows is how many rows a table has, 0 for a text.
func (f folder) write(name string, rows uint64, fill func(io.Writer) error) (err error) {
	file := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o640)
	if err != nil {
		return err
	}
	h := sha256.New()
	size := &counter{}
	err = fill(io.MultiWriter(out, h, size))
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f.m.Files = append(f.m.Files, File{Path: name, Bytes: size.n, SHA256: hex.EncodeToString(h.Sum(nil)), Rows: rows})
	return nil
}

// text writes a file of text.
func (f folder) text(name string, data []byte) error {
	return f.write(name, 0, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// close writes the manifest and the list of hashes, and returns the manifest's text and SHA-256.
func (f folder) close() (text []byte, sum string, err error) {
	slices.SortFunc(f.m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	if text, err = json.MarshalIndent(f.m, "", " "); err != nil {
		return nil, "", err
	}
	text = append(text, '\n')
	own := sha256.Sum256(text)
	sum = hex.EncodeToString(own[:])
	last := folder{f.dir, &Manifest{}}
	if err = last.text(manifestFile, text); err == nil {
		err = last.text(sumsFile, []byte(f.m.sums(sum)))
	}
	return text, sum, err
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// tables are the files of facts by dataset.
func (m *Manifest) tables() map[string]File {
	found := map[string]File{}
	for _, f := range m.Files {
		if dir, base := path.Split(f.Path); dir == factsFolder+"/" {
			found[strings.TrimSuffix(base, ".parquet")] = f
		}
	}
	return found
}
