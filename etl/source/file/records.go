package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"
	"strconv"
)

// ErrChanged says that a landed file no longer holds the bytes that were landed.
var ErrChanged = errors.New("the landed file has changed")

// Stats counts what was read of a landed file.
type Stats struct {
	Records int64 // good and faulty ones: as many rows as the engine must have got
	Faulty  int64
	Lines   int64 // physical lines, with the header and empty ones
	Bytes   int64 // of the landed file
}

// Records streams a landed file to the engine as CSV without a header: `_line`, `_fault`, then the file's columns in their
// order. A faulty record has its text in the first column and nothing in the others. At the end it compares the file's
// SHA-256 with that of the manifest; until Read has returned io.EOF nothing is proven.
type Records struct {
	file  *os.File
	src   *hashing
	scan  *scanner
	m     Manifest
	stats Stats
	out   []byte // made and not yet read from given on
	given int
	err   error
}

// outSize is about how many bytes are made at a time.
const outSize = 128 << 10

// Open begins the stream of a landed file. Close it.
func Open(m Manifest) (*Records, error) {
	f, err := os.Open(m.Path)
	if err != nil {
		return nil, fmt.Errorf("open landed file: %w", err)
	}
	r := &Records{file: f, m: m, out: make([]byte, 0, 2*outSize)}
	r.src = &hashing{src: f, hash: sha256.New()}
	if r.scan, err = openScanner(m, r.src); err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return r, nil
}

// openScanner makes a scanner that stands behind the header of a landed file.
func openScanner(m Manifest, src io.Reader) (*scanner, error) {
	s := newScanner(src, m.Delimiter, len(m.Header), 0)
	s.sheet = m.Encoding == xlsxName
	if err := s.skipHeader(m); err != nil {
		return nil, fmt.Errorf("read landed file %s: %w", m.Path, err)
	}
	return s, nil
}

// skipHeader goes behind the header, which must be that of the manifest.
func (s *scanner) skipHeader(m Manifest) error {
	for {
		window := s.buf[s.pos:s.end]
		if int(s.lines) < m.HeaderLine-1 {
			if i := bytes.IndexByte(window, '\n'); i >= 0 {
				s.pos += i + 1
				s.lines++
				continue
			}
		} else if p := parse(window, s.delim, s.eof, s.ncols, nil); p.verdict == closed && len(window) > 0 {
			if got := texts(window[:p.end], p.spans); p.fields != s.ncols || !slices.Equal(got, m.Header) {
				return fmt.Errorf("no such header in line %d: %w", m.HeaderLine, ErrChanged)
			}
			s.pos += p.next
			s.lines += s.taken(p.lines)
			return nil
		}
		if s.eof || len(window) > maxRecord {
			return fmt.Errorf("no header in line %d: %w", m.HeaderLine, ErrChanged)
		}
		if !s.fill() {
			return s.err
		}
	}
}

func texts(raw []byte, spans []span) []string {
	list := make([]string, len(spans))
	for i, f := range spans {
		list[i] = string(value(raw, f))
	}
	return list
}

// Read gives the next bytes of the stream.
func (r *Records) Read(p []byte) (int, error) {
	for r.given == len(r.out) {
		if r.err != nil {
			return 0, r.err
		}
		r.make()
	}
	n := copy(p, r.out[r.given:])
	r.given += n
	return n, nil
}

// WriteTo gives all that is left of the stream.
func (r *Records) WriteTo(w io.Writer) (int64, error) {
	var total int64
	for {
		n, err := w.Write(r.out[r.given:])
		total += int64(n)
		r.given += n
		switch {
		case err != nil:
			return total, err
		case r.err == io.EOF:
			return total, nil
		case r.err != nil:
			return total, r.err
		}
		r.make()
	}
}

// make scans on until the output is full.
func (r *Records) make() {
	out, s := r.out[:0], r.scan
	for len(out) < outSize {
		if !s.next() {
			r.err = r.finish()
			break
		}
		r.stats.Records++
		out = strconv.AppendUint(out, uint64(s.line), 10)
		if s.fault == Good {
			out = append(out, ",0,"...)
			out = s.appendRecord(out, ',')
			out = append(out, '\n')
			continue
		}
		r.stats.Faulty++
		out = append(out, ',', '0'+byte(s.fault), ',')
		out = appendQuoted(out, s.raw)
		for range s.ncols - 1 {
			out = append(out, ',')
		}
		out = append(out, '\n')
	}
	r.out, r.given = out, 0
}

// finish is io.EOF when the file was read to its end and is the one that was landed.
func (r *Records) finish() error {
	r.stats.Lines, r.stats.Bytes = int64(r.scan.lines), r.src.n
	switch {
	case r.scan.err != nil:
		return fmt.Errorf("read landed file %s: %w", r.m.Path, r.scan.err)
	case r.src.sum() != r.m.LandedSHA:
		return fmt.Errorf("read landed file %s: SHA-256 is %s, was %s: %w", r.m.Path, r.src.sum(), r.m.LandedSHA, ErrChanged)
	}
	return io.EOF
}

// Stats counts what was read, once Read has returned io.EOF.
func (r *Records) Stats() Stats { return r.stats }

// Close ends the stream.
func (r *Records) Close() error { return r.file.Close() }

// hashing counts and hashes what is read through it.
type hashing struct {
	src  io.Reader
	hash hash.Hash
	n    int64
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.src.Read(p)
	h.n += int64(n)
	h.hash.Write(p[:n])
	return n, err
}

func (h *hashing) sum() string { return hex.EncodeToString(h.hash.Sum(nil)) }
