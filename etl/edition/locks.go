package edition

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Lock is a file that the figures of a published edition rest on.
type Lock struct {
	Year    int
	Edition assess.EditionID
	SHA256  string
	Path    string // in the edition's folder: scheme.yaml, calendar.csv, sql/indicators/RP03.sql
}

// Scheme says that it is the year's scheme.
func (l Lock) Scheme() bool { return l.Path == assess.EditionScheme }

// SQL is the file's name as the catalogue knows it, empty when it is none.
func (l Lock) SQL() string {
	name, ok := strings.CutPrefix(l.Path, assess.EditionSQL+"/")
	if !ok {
		return ""
	}
	return name
}

// Holds says whether a text is the one that is locked.
func (l Lock) Holds(text []byte) bool {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]) == l.SHA256
}

// Locks are all locked files of a data folder.
type Locks []Lock

const (
	locksFile = "locks.txt"
	locksHead = "# Files that published editions rest on: edition, SHA-256, file. Written by publishing; yingshang check compares.\n"
)

// write puts the list into the folder of the editions, whole or not at all.
func (l Locks) write(dir string) error {
	slices.SortFunc(l, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.Path, b.Path))
	})
	var out strings.Builder
	out.WriteString(locksHead)
	for _, k := range l {
		fmt.Fprintf(&out, "%s %s %s\n", k.Edition, k.SHA256, k.Path)
	}
	file := filepath.Join(dir, locksFile)
	if err := os.WriteFile(file+".new", []byte(out.String()), 0o640); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// ReadLocks reads the list from the folder of the editions; none where nothing was ever published.
func ReadLocks(dir string) (Locks, error) {
	file := filepath.Join(dir, locksFile)
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all Locks
	var faults assess.Faults
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Fields(line)
		if len(parts) != 3 || len(parts[1]) != sha256.Size*2 {
			faults.Add(file, i+1, "%q: want an edition, a SHA-256 and a file; yingshang edition publish and rollback write the whole file anew", line)
			continue
		}
		id, err := assess.ParseEditionID(parts[0])
		if err != nil {
			faults.Add(file, i+1, "%v", err)
			continue
		}
		all = append(all, Lock{id.Year(), id, parts[1], parts[2]})
	}
	return all, faults.Err()
}
