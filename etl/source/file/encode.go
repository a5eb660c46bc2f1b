package file

import "bytes"

// appendRecord writes the good record on which the scanner stands with delim between its fields. What is plain or tidy
// goes through as it is, the rest is written anew: quoted fields stay quoted, others become so where they must.
func (s *scanner) appendRecord(dst []byte, delim byte) []byte {
	if delim == s.delim && (s.plain && bytes.IndexByte(s.raw, '\r') < 0 || !s.plain && s.tidy) {
		return append(dst, s.raw...)
	}
	for i, f := range s.values(s.ncols) {
		if i > 0 {
			dst = append(dst, delim)
		}
		dst = appendSpan(dst, s.raw, f, delim)
	}
	return dst
}

// values returns the places of the first fields of a record that is not Unclosed and, unless plain, on one line or good.
func (s *scanner) values(keep int) []span {
	p := parsed{spans: s.spans[:0]}
	if s.plain {
		p.unquoted(s.raw, 0, s.delim, keep)
	} else {
		p = parse(s.full, s.delim, true, keep, p.spans)
	}
	s.spans = p.spans
	return s.spans
}

// appendSpan writes a field as it stands in raw.
func appendSpan(dst, raw []byte, f span, delim byte) []byte {
	text := raw[f.from:f.to]
	switch {
	case f.quoted: // its own quotes are already doubled
		dst = append(dst, '"')
		dst = append(dst, text...)
		return append(dst, '"')
	case bytes.IndexByte(text, delim) >= 0 || bytes.IndexByte(text, '"') >= 0 || bytes.IndexByte(text, '\r') >= 0:
		return appendQuoted(dst, text)
	}
	return append(dst, text...)
}

// appendQuoted writes a text in quotes, its own quotes doubled.
func appendQuoted(dst, text []byte) []byte {
	dst = append(dst, '"')
	for {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			break
		}
		dst = append(dst, text[:i+1]...)
		dst = append(dst, '"')
		text = text[i+1:]
	}
	dst = append(dst, text...)
	return append(dst, '"')
}

// appendValue writes a text of ours, in quotes only when it must be.
func appendValue(dst, text []byte, delim byte) []byte {
	if bytes.IndexByte(text, delim) >= 0 || bytes.ContainsAny(text, "\"\r\n") {
		return appendQuoted(dst, text)
	}
	return append(dst, text...)
}

// value is the text of a field, its doubled quotes made single.
func value(raw []byte, f span) []byte {
	text := raw[f.from:f.to]
	if f.quoted && bytes.IndexByte(text, '"') >= 0 {
		return bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))
	}
	return text
}
