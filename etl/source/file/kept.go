package file

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// partial begins the names of files that are not yet whole.
const partial = ".landing-"

// kept is a file that becomes visible under its final name only when all of it is on the disk.
type kept struct {
	file   *os.File
	hash   hash.Hash
	hashed bool // what is written is hashed
	n      int64
}

// newKept begins a file in a folder, which is made when it is not there.
func newKept(folder string) (*kept, error) {
	if err := makeFolder(folder); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(folder, partial+"*")
	if err != nil {
		return nil, err
	}
	return &kept{file: f, hash: sha256.New()}, nil
}

// makeFolder makes a folder and sees to it that it outlasts a loss of power.
func makeFolder(folder string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(folder))
}

func (k *kept) Write(p []byte) (int, error) {
	n, err := k.file.Write(p)
	k.n += int64(n)
	if k.hashed {
		k.hash.Write(p[:n])
	}
	return n, err
}

func (k *kept) sum() string { return hex.EncodeToString(k.hash.Sum(nil)) }

// keep puts the file on the disk and gives it its name.
func (k *kept) keep(path string) error {
	err := k.file.Sync()
	if err = errors.Join(err, k.file.Close()); err != nil {
		return err
	}
	if err := os.Rename(k.file.Name(), path); err != nil {
		return err
	}
	k.file = nil
	return syncFolder(filepath.Dir(path))
}

// abandon takes away a file that was not kept.
func (k *kept) abandon() {
	if k.file == nil {
		return
	}
	_ = k.file.Close()           // may be closed
	_ = os.Remove(k.file.Name()) // Sweep does it otherwise
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Sweep takes away the unfinished files that earlier processes left in the landing folder before a time.
func Sweep(dir string, before time.Time) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasPrefix(entry.Name(), partial) {
			return err
		}
		info, err := entry.Info()
		if err != nil || !info.ModTime().Before(before) {
			return err
		}
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("sweep the landing folder: %w", err)
		}
		return nil
	})
}
