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
	i := 0 // where a field begins
	eol, ends := lineFrom(b, 0)
	for {
		quote := 0
		if i == len(b) || b[i] != '"' {
			quote = bytes.IndexByte(b[i:eol], '"')
		}
		if quote < 0 { // the line ends without another one
			if !ends && !whole {
				p.verdict = cut
				return p
			}
			text := withoutCR(b[i:eol])
			p.unquoted(text, i, delim, keep)
			p.end, p.next = i+len(text), min(eol+1, len(b))
			return p
		}
		if quote > 0 {
			if before := bytes.LastIndexByte(b[i:i+quote], delim); before >= 0 {
				p.unquoted(b[i:i+before], i, delim, keep)
				i += before + 1
			}
		}

		at := skipBlanks(b, i, delim)
		if b[at] != '"' { // inside a field a quote is a letter
			p.tidy = false
			n := bytes.IndexByte(b[i:eol], delim)
			last := n < 0
			if last {
				if !ends && !whole {
					p.verdict = cut
					return p
				}
				n = len(withoutCR(b[i:eol]))
			}
			p.field(i, i+n, false, keep)
			if last {
				p.end, p.next = i+n, min(eol+1, len(b))
				return p
			}
			i += n + 1
			continue
		}

		to, ok := closingQuote(b, at+1, whole)
		if !ok {
			p.verdict = cut
			if whole {
				p.verdict = broken
			}
			return p
		}
		p.field(at+1, to, true, keep)
		p.tidy = p.tidy && at == i
		if to > eol {
			p.lines += bytes.Count(b[eol:to], []byte{'\n'})
			eol, ends = lineFrom(b, to)
		}
		if i = to + 1; i < len(b) && b[i] == delim {
			i++
			continue
		}
		i = skipBlanks(b, i, delim)
		p.tidy = p.tidy && i == to+1
		if end, next, ok := lineEnd(b, i, whole); ok {
			p.end, p.next = end, next
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
	}
}

// unquoted takes the fields of a text that holds no quote and lies at a place of the record.
func (p *parsed) unquoted(text []byte, at int, delim byte, keep int) {
	p.tidy = p.tidy && bytes.IndexByte(text, '\r') < 0
	if p.fields >= keep {
		p.fields += bytes.Count(text, []byte{delim}) + 1
		return
	}
	for {
		n := bytes.IndexByte(text, delim)
		if n < 0 {
			p.field(at, at+len(text), false, keep)
			return
		}
		p.field(at, at+n, false, keep)
		at += n + 1
		text = text[n+1:]
	}
}

// field takes one field.
func (p *parsed) field(from, to int, quoted bool, keep int) {
	if p.fields++; p.fields <= keep {
		p.spans = append(p.spans, span{from, to, quoted})
	}
}

// lineFrom is the end of the line on which i is, and whether there is one.
func lineFrom(b []byte, i int) (eol int, ends bool) {
	if n := bytes.IndexByte(b[i:], '\n'); n >= 0 {
		return i + n, true
	}
	return len(b), false
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
