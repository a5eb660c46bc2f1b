package assess

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing wrong in a file that people write: what is wrong and what was wanted.
type Fault struct {
	File string
	Line int // from 1; 0 when the fault is of the whole file
	Text string
}

// Error is "file:line: text".
func (f Fault) Error() string {
	switch {
	case f.File == "":
		return f.Text
	case f.Line == 0:
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Unwrap makes every fault ErrInvalid.
func (f Fault) Unwrap() error { return ErrInvalid }

// Faults gathers faults, so that a reader of a file can report all of them at once.
type Faults []Fault

// Add notes one more fault.
func (fs *Faults) Add(file string, line int, format string, args ...any) {
	*fs = append(*fs, Fault{file, line, fmt.Sprintf(format, args...)})
}

// Err is nil without faults; otherwise the faults in the order of their lines, each once.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	sorted := slices.Clone(fs)
	slices.SortStableFunc(sorted, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(sorted)
}

// Error is one fault a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap makes every list of faults ErrInvalid.
func (fs Faults) Unwrap() error { return ErrInvalid }

// Join adds the faults that an error holds; an error that is no fault becomes one without a place.
func (fs *Faults) Join(err error) {
	var many Faults
	var one Fault
	switch {
	case err == nil:
	case errors.As(err, &many):
		*fs = append(*fs, many...)
	case errors.As(err, &one):
		*fs = append(*fs, one)
	default:
		*fs = append(*fs, Fault{Text: err.Error()})
	}
}
