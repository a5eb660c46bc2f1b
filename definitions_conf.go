package main

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// confFolders are what a conf folder may hold, with the endings of the files that are read there.
var confFolders = map[string][]string{
	"calendar":   {".csv"},
	"indicators": {".sql", ".yaml"},
	"reforms":    {".sql", ".yaml"},
	"regions":    {".csv"},
	"schemes":    {".yaml"},
	"sources":    {".yaml"},
}

// conf is the folder of a data folder that adds to and overrides what is embedded.
type conf struct{ dir string }

// path names something in the folder, as faults name it.
func (c conf) path(below ...string) string {
	return filepath.ToSlash(filepath.Join(append([]string{c.dir}, below...)...))
}

// folder opens a folder of conf; nil when there is none.
func (c conf) folder(name string) fs.FS {
	if c.dir == "" {
		return nil
	}
	dir := filepath.Join(c.dir, name)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return os.DirFS(dir)
}

// files gives the files of a folder with an ending, in the order of their names, as faults name them.
func (c conf) files(name, ending string, faults *assess.Faults) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		folder := c.folder(name)
		if folder == nil {
			return
		}
		found, err := fs.Glob(folder, "*"+ending)
		faults.Join(err)
		for _, file := range found {
			shown := c.path(name, file)
			data, err := fs.ReadFile(folder, file)
			if err != nil {
				faults.Add(shown, 0, "read it: %v", err)
				continue
			}
			if !yield(shown, data) {
				return
			}
		}
	}
}

// strangers tells of files that nobody reads: a scheme in conf/scheme or as .yml would be missed without a word. Notes
// (.md, .txt) and hidden files may lie anywhere.
func (c conf) strangers(faults *assess.Faults) {
	if c.dir == "" {
		return
	}
	err := fs.WalkDir(os.DirFS(c.dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			faults.Add(c.path(name), 0, "read it: %v", err)
			return nil
		}
		folder, below, inside := strings.Cut(name, "/")
		endings, known := confFolders[folder]
		switch {
		case name == ".":
		case strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir() && !inside && !known:
			faults.Add(c.path(name), 0, "is not read%s, want one of %s", assess.DidYouMean(name, names(confFolders)), strings.Join(names(confFolders), ", "))
			return fs.SkipDir
		case entry.IsDir() && inside:
			faults.Add(c.path(name), 0, "is not read, want the files in %s itself", c.path(folder))
			return fs.SkipDir
		case entry.IsDir(), slices.Contains([]string{".md", ".txt"}, path.Ext(name)):
		case !inside:
			faults.Add(c.path(name), 0, "is not read, want it in one of the folders %s", strings.Join(names(confFolders), ", "))
		case path.Ext(below) == ".yml" && folder == "sources": // the sources tell that themselves
		case !slices.Contains(endings, path.Ext(below)):
			faults.Add(c.path(name), 0, "is not read, want the ending %s", strings.Join(endings, " or "))
		}
		return nil
	})
	faults.Join(err)
}
