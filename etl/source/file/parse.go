package file

import "bytes"

// verdict says how the reading of a record ended.
type verdict uint8

const (
	closed verdict = iota // at a line end, or at the end of the file
	cut                   // the bytes end in the middle
	broken                // a quote never closes, or letters follow a closing one
)

// parsed is a record that holds quotes.
type parsed struct {
	verdict verdict
	fields  int
	lines   int // physical lines
	end     int // without the line end
	next    int // where the next record begins
	tidy    bool
	spans   []span // of the first fields, up to the number wanted
}

// parse reads the record at the beginning of b. Whole says that the file ends with b; keep is the number of fields of
// which the places are wanted, put into spans.
func parse(b []byte, delim byte, whole bool, keep int, spans []span) parsed {
	p := parsed{lines: 1, tidy: delim == ',', spans: spans}
	eol := -1 // end of the physical line on which i is
	i := 0
	for {
		p.fields++
		at := skipBlanks(b, i, delim)
		if at < len(b) && b[at] == '"' {
			to, ok := closingQuote(b, at+1, whole)
			if !ok {
				p.verdict = cut
				if whole {
					p.verdict = broken
				}
				return p
			}
			if lines := bytes.Count(b[at:to], []byte{'\n'}); lines > 0 {
				p.lines += lines
				eol = -1
			}
			if p.fields <= keep {
				p.spans = append(p.spans, span{at + 1, to, true})
			}
			after := skipBlanks(b, to+1, delim)
			p.tidy = p.tidy && at == i && after == to+1
			i = after
			if end, next, ok := lineEnd(b, i, whole); ok {
				p.end, p.next = end, next
				p.tidy = p.tidy && after == end
				return p
			}
			switch {
			case i == len(b), b[i] == '\r' && i+1 == len(b):
				p.verdict = cut
				return p
			case b[i] != delim:
				p.verdict = broken
				return p
			}
			i++
			continue
		}

		if eol < i {
			eol = len(b)
			if n := bytes.IndexByte(b[i:], '\n'); n >= 0 {
				eol = i + n
			} else if !whole {
				p.verdict = cut
				return p
			}
		}
		line := b[i:eol]
		n := bytes.IndexByte(line, delim)
		last := n < 0
		if last {
			n = len(withoutCR(line))
		}
		if p.fields <= keep {
			p.spans = append(p.spans, span{i, i + n, false})
		}
		p.tidy = p.tidy && bytes.IndexByte(line[:n], '"') < 0 && bytes.IndexByte(line[:n], '\r') < 0
		if last {
			p.end, p.next = i+n, min(eol+1, len(b))
			return p
		}
		i += n + 1
	}
}

// skipBlanks goes over spaces and tabs.
func skipBlanks(b []byte, i int, delim byte) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') && b[i] != delim {
		i++
	}
	return i
}

// closingQuote finds the quote that ends the text at i; two quotes are one letter.
func closingQuote(b []byte, i int, whole bool) (int, bool) {
	for {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return 0, false
		}
		i += n
		if i+1 == len(b) {
			return i, whole
		}
		if b[i+1] != '"' {
			return i, true
		}
		i += 2
	}
}

// lineEnd reports whether a line ends at i, where its text ends and where the next one begins.
func lineEnd(b []byte, i int, whole bool) (end, next int, ok bool) {
	rest := b[i:]
	switch {
	case len(rest) == 0:
		return i, i, whole
	case rest[0] == '\n':
		return i, i + 1, true
	case rest[0] == '\r' && len(rest) > 1 && rest[1] == '\n':
		return i, i + 2, true
	case rest[0] == '\r' && len(rest) == 1 && whole:
		return i, i + 1, true
	}
	return 0, 0, false
}

// believable reports whether a record of several lines is one. An unclosed quote swallows what follows up to the next
// quote, and by chance the number of fields may then be right; but then a line inside is a whole record by itself, or both
// the first and the last line are. Tables of one or two columns cannot be told apart in this way.
func believable(raw []byte, delim byte, ncols int) bool {
	if ncols < 3 {
		return true
	}
	whole := func(line []byte) bool { return bytes.Count(line, []byte{delim}) == ncols-1 }
	i := bytes.IndexByte(raw, '\n')
	first := whole(raw[:i])
	for raw = raw[i+1:]; ; raw = raw[i+1:] {
		i = bytes.IndexByte(raw, '\n')
		if i < 0 {
			return !first || !whole(raw)
		}
		if whole(raw[:i]) {
			return false
		}
	}
}
