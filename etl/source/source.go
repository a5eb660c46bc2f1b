// Package source reads the YAML files that describe the feeds: where a feed's files come from, how they are written, which
// header is which field of which dataset, what is personal. Adding a feed is adding a YAML file. It opens no data file
// (package file does) and knows no dataset: what a dataset wants is told to [Source.Check]. Begin at [Load].
package source

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Source is one feed.
type Source struct {
	ID       assess.SourceID
	Title    assess.Text
	Dataset  assess.DatasetID
	Supplier assess.DepartmentCode

	Kind      string   // one of Kinds
	Files     Patterns // of the file names; a file may be CSV or an .xlsx workbook, whatever its name
	Sheet     string   // pattern of the sheet's name in a workbook; empty: the visible one that has the header
	Encoding  string   // one of Encodings
	Delimiter string   // one of Delimiters

	Mode   Mode
	Scope  ScopeKind
	AsOf   Rule // the day that a file's content stands for
	Month  Rule // of a file with ScopeMonth
	Region Rule // of a file with ScopeRegion

	Schedule string // five cron fields in the zone of assess.Zone; empty: only by hand

	Columns   map[string]string   // header → field; headers in the form of HeaderKey
	Ignore    []string            // headers that are known and not used
	Optional  []string            // headers of Columns that a file may lack
	Constants map[string]string   // field → value, for fields that the file does not carry
	Personal  map[string]Personal // header → what becomes of its values before they reach the disk
	Limits    Limits

	File string // the YAML file
	Hash string // SHA-256 of the YAML file, in hex

	lines map[string]int // a key's or an entry's place in the YAML file
}

// Patterns are patterns of names as in path.Match, one of which has to match.
type Patterns []string

// String lists them.
func (p Patterns) String() string { return strings.Join(p, ", ") }

// The kinds of source.
const (
	KindFile   = "file"   // an office's files, taken from the source's folder
	KindLedger = "ledger" // what the planner itself writes about loads; it has no folder and no schedule
)

// Kinds lists the kinds of source.
var Kinds = []string{KindFile, KindLedger}

// Mode says what the absence of a row means.
type Mode string

// The modes.
const (
	Snapshot  Mode = "snapshot"  // the file is everything inside its scope: what it lacks is gone
	Increment Mode = "increment" // the file holds changes: what it lacks is unchanged
)

// Modes lists the allowed words.
var Modes = []Mode{Snapshot, Increment}

// ScopeKind says what one file speaks for.
type ScopeKind string

// The kinds of scope.
const (
	ScopeAll    ScopeKind = "all"
	ScopeMonth  ScopeKind = "month"
	ScopeRegion ScopeKind = "region"
)

// Scopes lists the allowed words.
var Scopes = []ScopeKind{ScopeAll, ScopeMonth, ScopeRegion}

// Personal says what becomes of a personal value before anything reaches the disk.
type Personal string

// What can be done; an empty value stays empty in all of them.
const (
	Drop Personal = "drop" // nothing is kept
	HMAC Personal = "hmac" // a keyed hash: the same value is the same everywhere, and nobody can tell which
	Mask Personal = "mask" // the first and the last character
)

// Personals lists the allowed words.
var Personals = []Personal{Drop, HMAC, Mask}

// Encodings lists the allowed words. Auto takes a byte order mark, else strict UTF-8, else strict GB18030, else refuses.
var Encodings = []string{"auto", "utf-8", "gb18030", "utf-16", "utf-16le", "utf-16be"}

// Delimiters lists what may stand between two fields.
var Delimiters = []string{",", "\t", ";", "|"}

// Rule says where a fact about a whole file comes from.
type Rule struct {
	From    string         // FromFileName or FromReceived; empty: there is no rule
	Pattern *regexp.Regexp // of FromFileName; its one group holds the fact
}

// Where a fact about a file may come from.
const (
	FromFileName = "filename"
	FromReceived = "received" // the time at which the file was received
)

// Limits hold a load for a person when they are passed.
type Limits struct {
	RejectedPct float64 // rejected rows in 100 that were read
	VanishedPct float64 // rows that a snapshot would delete, in 100 that are live in its scope
	MaxMB       int64   // of a file as it was received, in MiB
}

// DefaultLimits apply where the YAML file is silent.
func DefaultLimits() Limits { return Limits{RejectedPct: 10, VanishedPct: 5, MaxMB: 200} }

// Match reports whether a file's name is one of the feed's.
func (s *Source) Match(name string) bool {
	return slices.ContainsFunc(s.Files, func(pattern string) bool {
		ok, err := path.Match(pattern, name)
		return ok && err == nil
	})
}

// Header is the header that feeds a field, or the field itself when no header does.
func (s *Source) Header(field string) string {
	for header, f := range s.Columns {
		if f == field {
			return header
		}
	}
	return field
}
