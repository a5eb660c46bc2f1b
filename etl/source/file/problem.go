package file

import (
	"fmt"

	"yingshang/dashboards/assess"
)

// Code names a kind of problem, the same everywhere it is shown or counted.
type Code string

// The problems for which a file is not taken.
const (
	EmptyFile       Code = "empty_file"       // no bytes, or nothing but empty lines
	BadEncoding     Code = "encoding"         // bytes that are no text in the encoding, or lost characters
	NotCSV          Code = "not_csv"          // an archive or another binary file
	OldWorkbook     Code = "old_workbook"     // .xls and its like
	Locked          Code = "locked"           // wants a password
	BrokenWorkbook  Code = "broken_workbook"  // begins like a workbook and cannot be read
	SeveralSheets   Code = "several_sheets"   // more than one has the header
	NoResult        Code = "no_result"        // a formula that was never calculated
	HTMLPage        Code = "html_page"        // a page, as a portal answers when a session has ended
	CROnly          Code = "cr_only"          // lines end in CR alone
	WrongDelimiter  Code = "delimiter"        // fields are kept apart by another character
	NoHeader        Code = "no_header"        // no line has the headers
	DuplicateColumn Code = "duplicate_column" // a header stands there twice
	Drifted         Code = "drift"            // headers are missing or unknown
	NoRows          Code = "no_rows"          // a header and nothing else: as a snapshot it would delete everything
	TooLarge        Code = "too_large"
	Outdated        Code = "outdated" // was landed under rules that no longer hold
)

// Problem is what is wrong with a whole file, in one sentence that the office that sent it can act on.
type Problem struct {
	Code  Code
	File  string // the received file's name
	Line  int    // from 1; 0 when it is about the whole file
	ZH    string
	EN    string
	Drift *Drift // of Drifted
}

// Drift is how the headers of a file differ from those of its source.
type Drift struct {
	Missing []string          // headers that the source wants
	Unknown []string          // headers that the source does not know
	Renamed map[string]string // missing header → the unknown one that it may have become
}

// Error is the English sentence.
func (p *Problem) Error() string { return p.EN }

// Unwrap makes every problem assess.ErrInvalid.
func (p *Problem) Unwrap() error { return assess.ErrInvalid }

// Text is the sentence in both languages.
func (p *Problem) Text() assess.Text { return assess.Text{ZH: p.ZH, EN: p.EN} }

// newProblem makes a problem out of what follows the file's name and line in both languages.
func newProblem(code Code, line int, zh, en string) *Problem {
	return &Problem{Code: code, Line: line, ZH: zh, EN: en}
}

// in puts the file's name and the line before the sentence.
func (p *Problem) in(file string) *Problem {
	p.File = file
	if p.Line > 0 {
		p.ZH = fmt.Sprintf("文件「%s」第 %d 行:%s", file, p.Line, p.ZH)
		p.EN = fmt.Sprintf("file %q, line %d: %s", file, p.Line, p.EN)
	} else {
		p.ZH = fmt.Sprintf("文件「%s」:%s", file, p.ZH)
		p.EN = fmt.Sprintf("file %q: %s", file, p.EN)
	}
	return p
}
