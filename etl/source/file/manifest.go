package file

import (
	"path/filepath"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
)

// Manifest tells what was received and what was kept of it.
type Manifest struct {
	Source        assess.SourceID `json:"source"`
	Name          string          `json:"name"`         // of the received file, without folder
	ReceivedSHA   string          `json:"received_sha"` // SHA-256 in hex, as everywhere here
	ReceivedBytes int64           `json:"received_bytes"`
	LandedSHA     string          `json:"landed_sha"`
	LandedBytes   int64           `json:"landed_bytes"`
	Encoding      string          `json:"encoding"` // in which it was received: utf-8, gb18030, utf-16le, utf-16be, or xlsx
	Path          string          `json:"path"`     // of the landed file, under the folder that Land was given
	Delimiter     byte            `json:"delimiter"`
	HeaderLine    int             `json:"header_line"`     // physical line on which the header begins, from 1
	Header        []string        `json:"header"`          // as in the file
	Columns       []string        `json:"columns"`         // the field that each column feeds; empty when it feeds none
	Sheet         string          `json:"sheet,omitempty"` // of a workbook, from which the records are

	// Personal says for each column what became of its values; nil when no column of the source is personal.
	Personal []source.Personal `json:"personal,omitempty"`
}

// Match is the manifest with its columns matched anew, for a source whose YAML has changed since the file was landed. The
// error is a *Problem when the headers no longer fit. What was done to personal fields cannot be done again or undone: when
// the source now wants something else of them, the file has to be handed in again.
func (m Manifest) Match(s *source.Source) (Manifest, error) {
	h := head{cells: m.Header, line: m.HeaderLine}
	problem := h.compare(s)
	if problem == nil && (m.Encoding != xlsxName && s.Delimiter != string(m.Delimiter) || !slices.Equal(m.Personal, treatment(s, m.Header))) {
		problem = newProblem(Outdated, 0,
			"落地后来源的分隔符或个人信息处理方式已变;请重新报送该文件。",
			"the source's delimiter or its treatment of personal fields has changed since the file was landed; hand the file in again")
	}
	if problem != nil {
		return m, problem.in(m.Name)
	}
	m.Columns = h.columns
	return m, nil
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
