package file

import (
	"path/filepath"

	"yingshang/dashboards/assess"
)

// Manifest tells what was received and what was kept of it.
type Manifest struct {
	Source        assess.SourceID `json:"source"`
	Name          string          `json:"name"`         // of the received file, without folder
	ReceivedSHA   string          `json:"received_sha"` // SHA-256 in hex, as everywhere here
	ReceivedBytes int64           `json:"received_bytes"`
	LandedSHA     string          `json:"landed_sha"`
	LandedBytes   int64           `json:"landed_bytes"`
	Encoding      string          `json:"encoding"` // in which it was received: utf-8, gb18030, utf-16le, utf-16be
	Path          string          `json:"path"`     // of the landed file, under the folder that Land was given
	Delimiter     byte            `json:"delimiter"`
	HeaderLine    int             `json:"header_line"` // physical line on which the header begins, from 1
	Header        []string        `json:"header"`      // as in the file
	Columns       []string        `json:"columns"`     // the field that each column feeds; empty when it feeds none
}

// In is the manifest with its path under another landing folder: a data folder may be moved or restored elsewhere.
func (m Manifest) In(dir string) Manifest {
	m.Path = landedPath(dir, m.Source, m.LandedSHA)
	return m
}

// landedPath is where the file with these bytes is kept.
func landedPath(dir string, source assess.SourceID, sha string) string {
	return filepath.Join(dir, string(source), sha+".csv")
}
