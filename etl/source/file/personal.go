package file

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"slices"
	"strings"
	"unicode/utf8"

	"yingshang/etl/source"
)

// hmacDigits are how many hex digits of a keyed hash are kept: 128 bits, enough never to meet twice by chance.
const hmacDigits = 32

// errNoKey says that a source wants keyed hashes and no key was given.
var errNoKey = errors.New("the source has personal fields to hash and there is no key")

// personal changes the personal fields of records.
//
//	drop  ""
//	hmac  the first 32 hex digits of HMAC-SHA256 of the value without the white space around it
//	mask  the first and the last character, one * for each between them: 13812345678 → 1*********8, 张三 → 张*, 张 → *
//
// An empty value stays empty. Of a faulty record nobody can say which field is which. One that is ragged, on one line, keeps
// the fields that cannot be personal ones, were delimiters lost or too many of them there; all else is put out by a *.
type personal struct {
	how   []source.Personal // a column's; empty: goes through
	mac   hash.Hash
	delim byte
	sum   []byte // of mac
	hex   []byte
}

// treatment says what becomes of each column of a file; nil when the source has nothing personal. Columns without a name
// count as dropped.
func treatment(s *source.Source, header []string) []source.Personal {
	if len(s.Personal) == 0 {
		return nil
	}
	how := make([]source.Personal, len(header))
	for i, cell := range header {
		name := source.HeaderKey(cell)
		how[i] = s.Personal[name]
		if name == "" {
			how[i] = source.Drop
		}
	}
	return how
}

// newPersonal is nil when the source has nothing personal.
func newPersonal(s *source.Source, header []string, key []byte) (*personal, error) {
	how := treatment(s, header)
	if how == nil {
		return nil, nil
	}
	p := &personal{how: how, delim: s.Delimiter[0]}
	if slices.Contains(how, source.HMAC) {
		if len(key) == 0 {
			return nil, errNoKey
		}
		p.mac = hmac.New(sha256.New, key)
	}
	return p, nil
}

// appendRecord writes the record on which the scanner stands, without a line end, and says how many lines that took.
func (p *personal) appendRecord(dst []byte, s *scanner) ([]byte, int) {
	if s.fault != Good {
		return p.appendFaulty(dst, s), 1
	}
	from := len(dst)
	for i, f := range s.values(s.ncols) {
		if i > 0 {
			dst = append(dst, p.delim)
		}
		if p.how[i] == "" {
			dst = appendSpan(dst, s.raw, f, p.delim)
		} else {
			dst = appendValue(dst, p.change(p.how[i], value(s.raw, f)), p.delim)
		}
	}
	lines := 1 + bytes.Count(dst[from:], []byte{'\n'})
	if lines > 1 && !believable(dst[from:], p.delim, s.ncols) {
		return append(dst[:from], unclosed...), 1
	}
	if len(dst) == from {
		dst = append(dst, `""`...) // of one column: an empty line would be no record
	}
	return dst, lines
}

// unclosed is a line with that fault, whatever follows.
const unclosed = `"*"*`

// appendFaulty writes one line that has the same fault as the scanner's record, whatever follows.
func (p *personal) appendFaulty(dst []byte, s *scanner) []byte {
	if s.fault == Unclosed {
		return append(dst, unclosed...)
	}
	fields := s.fields
	if fields == 0 { // a line that was too long
		fields = 1
		if len(p.how) == 1 {
			fields = 2
		}
	}
	var cells []span
	if s.plain || s.single {
		cells = s.values(fields)
	}
	from := len(dst)
	for i := range fields {
		if i > 0 {
			dst = append(dst, p.delim)
		}
		cell := []byte{'*'}
		if i < len(cells) && p.harmless(i, fields) {
			cell = value(s.raw, cells[i])
		}
		dst = appendValue(dst, cell, p.delim)
	}
	if len(dst) == from {
		dst = append(dst, '*') // an empty line would be no record
	}
	return dst
}

// harmless reports whether field i of a ragged record with so many fields is personal in none of the columns it may be of.
func (p *personal) harmless(i, fields int) bool {
	from, to := i, i
	if more := fields - len(p.how); more > 0 {
		from -= more
	} else {
		to -= more
	}
	for c := max(from, 0); c <= min(to, len(p.how)-1); c++ {
		if p.how[c] != "" {
			return false
		}
	}
	return true
}

// change is what becomes of a value, valid until the next call.
func (p *personal) change(how source.Personal, v []byte) []byte {
	v = bytes.TrimSpace(v)
	if len(v) == 0 {
		return nil
	}
	switch how {
	case source.HMAC:
		p.mac.Reset()
		p.mac.Write(v)
		p.sum = p.mac.Sum(p.sum[:0])
		p.hex = hex.AppendEncode(p.hex[:0], p.sum[:hmacDigits/2])
		return p.hex
	case source.Mask:
		return []byte(masked(string(v)))
	}
	return nil
}

// masked keeps the first and the last character; of two the first, of one none.
func masked(v string) string {
	n := utf8.RuneCountInString(v)
	if n == 1 {
		return "*"
	}
	_, size := utf8.DecodeRuneInString(v)
	first, last := v[:size], ""
	if n > 2 {
		_, size = utf8.DecodeLastRuneInString(v)
		last = v[len(v)-size:]
		n--
	}
	return first + strings.Repeat("*", n-1) + last
}
