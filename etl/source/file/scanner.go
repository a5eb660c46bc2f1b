package file

import (
	"bytes"
	"io"
	"unicode/utf8"
)

const (
	maxRecord = 1 << 20 // bytes of a record; a longer line is faulty and its text is cut
	maxLines  = 200     // physical lines of a record
	readSize  = 256 << 10
)

// Fault says why a record cannot be read.
type Fault uint8

// The faults, as the engine gets them in the column _fault.
const (
	Good     Fault = 0
	Ragged   Fault = 1 // the wrong number of fields, or longer than maxRecord
	Unclosed Fault = 2 // a quote that never closes, or closes in the middle of a field
	Failed   Fault = 3 // of a workbook: a cell is an error value like #N/A
	LostSome Fault = 4 // of a workbook: a cell is a number of more digits than Excel keeps
)

// flawed begins the line of a record of a workbook that is faulty; the fault's digit and the record follow. No good record
// begins so, and no file that was received as a text is read for it.
const flawed = '\x01'

// scanner finds the records of a table in UTF-8. Everything that next sets is valid until the next call.
type scanner struct {
	delim byte
	ncols int
	sheet bool // of a workbook: as package file wrote it, a record a line whatever line breaks are in it

	fault  Fault
	line   uint32 // where the record begins, from 1
	raw    []byte // without its line end; of a faulty record the first line alone
	full   []byte // with it; not of a plain record
	plain  bool   // holds no quote
	spans  []span // set by values
	single bool   // a record that is not plain goes over one line
	tidy   bool   // a good record that is not plain is already as appendRecord would write it
	fields int    // how many there are; up to where it broke when Unclosed

	src      io.Reader
	buf      []byte
	pos, end int // buf[pos:end] is not yet scanned
	eof      bool
	err      error
	lines    uint32 // physical lines that are scanned
	long     []byte // the beginning of a line that is too long
}

// span is a field's place in raw; of a quoted one without the quotes.
type span struct {
	from, to int
	quoted   bool
}

// newScanner scans src, whose first line is the one after the given number of lines.
func newScanner(src io.Reader, delim byte, ncols int, lines uint32) *scanner {
	return &scanner{src: src, delim: delim, ncols: ncols, lines: lines, buf: make([]byte, 2*readSize)}
}

// next goes to the next record; false at the end, or when reading ended with s.err.
func (s *scanner) next() bool {
	for {
		window := s.buf[s.pos:s.end]
		i := bytes.IndexByte(window, '\n')
		end, after := i, i+1
		if i < 0 {
			if !s.eof {
				if len(window) > maxRecord+1 {
					return s.tooLong()
				}
				if !s.fill() {
					return false
				}
				continue
			}
			if len(window) == 0 {
				return false
			}
			end, after = len(window), len(window)
		}
		line := withoutCR(window[:end])
		if len(line) == 0 {
			s.pos += after
			s.lines++
			continue
		}
		if len(line) > maxRecord {
			return s.tooLong()
		}
		if s.sheet && line[0] == flawed && len(line) > 1 {
			s.raw, s.plain, s.single, s.fields, s.fault = line[2:], false, false, 0, Fault(line[1]-'0')
			s.pos += after
			s.lines++
			s.line = s.lines
			return true
		}
		if bytes.IndexByte(line, '"') < 0 {
			s.raw, s.plain = line, true
			s.fields = bytes.Count(line, []byte{s.delim}) + 1
			s.fault = Good
			if s.fields != s.ncols {
				s.fault = Ragged
			}
			s.pos += after
			s.lines++
			s.line = s.lines
			return true
		}
		if done, ok := s.quoted(); done {
			return ok
		}
	}
}

// quoted reads the record at pos, whose first line holds a quote; not done means that the window has changed.
func (s *scanner) quoted() (done, ok bool) {
	view := s.buf[s.pos:min(s.end, s.pos+maxRecord+2)]
	whole := s.eof && s.pos+len(view) == s.end
	p := parse(view, s.delim, whole, 0, nil)
	if p.verdict == cut {
		if !s.eof && len(view) < maxRecord+2 {
			return !s.fill(), false
		}
		p.verdict = broken
	}
	s.line, s.fields, s.plain, s.single, s.fault = s.lines+1, p.fields, false, p.lines == 1, Good
	switch {
	case p.verdict == broken || p.lines > maxLines && !s.sheet:
		s.fault = Unclosed
	case p.fields != s.ncols:
		s.fault = Ragged
	case p.lines > 1 && !s.sheet && !believable(view[:p.end], s.delim, s.ncols):
		s.fault = Unclosed
	}
	if s.fault == Good {
		s.raw, s.full, s.tidy = view[:p.end], view[:p.next], p.tidy
		s.pos += p.next
		s.lines += s.taken(p.lines)
		return true, true
	}
	end, after := len(view), len(view)
	if i := bytes.IndexByte(view, '\n'); i >= 0 {
		end, after = i, i+1
	}
	s.raw, s.full = withoutCR(view[:end]), view[:after]
	s.pos += after
	s.lines++
	return true, true
}

// taken is how far a record of so many physical lines moves the count.
func (s *scanner) taken(lines int) uint32 {
	if s.sheet {
		return 1
	}
	return uint32(lines)
}

// tooLong takes the line at pos, of which the beginning is kept.
func (s *scanner) tooLong() bool {
	s.lines++
	s.line, s.fault, s.plain, s.single, s.fields = s.lines, Ragged, false, false, 0
	kept := s.buf[s.pos : s.pos+maxRecord]
	for i := 0; i < utf8.UTFMax-1 && !utf8.RuneStart(s.buf[s.pos+len(kept)]); i++ {
		kept = kept[:len(kept)-1]
	}
	s.long = append(s.long[:0], kept...)
	s.raw = s.long
	for {
		if i := bytes.IndexByte(s.buf[s.pos:s.end], '\n'); i >= 0 {
			s.pos += i + 1
			return true
		}
		s.pos = s.end
		if s.eof {
			return true
		}
		if !s.fill() {
			return false
		}
	}
}

// fill reads more behind the window, which moves to the front of the buffer; false when reading failed.
func (s *scanner) fill() bool {
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if len(s.buf)-s.end < readSize {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for tries := 0; tries < 100; tries++ {
		n, err := s.src.Read(s.buf[s.end : s.end+readSize])
		s.end += n
		if err == io.EOF {
			s.eof = true
			return true
		}
		if err != nil {
			s.err = err
			return false
		}
		if n > 0 {
			return true
		}
	}
	s.err = io.ErrNoProgress
	return false
}

func withoutCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}
