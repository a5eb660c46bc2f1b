package file

import (
	"fmt"
	"os"
)

// Lines returns the records that begin on the wanted physical lines, which are given in rising order: the fields as in the
// file, of a faulty record its text alone. A line on which no record begins is not in the answer.
func Lines(m Manifest, want []uint32) (map[uint32][]string, error) {
	found := make(map[uint32][]string, len(want))
	if len(want) == 0 {
		return found, nil
	}
	f, err := os.Open(m.Path)
	if err != nil {
		return nil, fmt.Errorf("open landed file: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	s, err := openScanner(m, f)
	if err != nil {
		return nil, err
	}
	for s.next() {
		for len(want) > 0 && want[0] < s.line {
			want = want[1:]
		}
		switch {
		case len(want) == 0:
			return found, nil
		case want[0] > s.line:
		case s.fault != Good:
			found[s.line] = []string{string(s.raw)}
		default:
			found[s.line] = texts(s.raw, s.values(s.ncols))
		}
	}
	if s.err != nil {
		return nil, fmt.Errorf("read landed file %s: %w", m.Path, s.err)
	}
	return found, nil
}
