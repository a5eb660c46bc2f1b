package file

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"
)

// shared are the texts of a workbook that its cells name by their number.
type shared struct {
	text  []byte
	ends  []uint32
	clean bool // all of it is text
}

// at is a text; not ok when there is none of that number.
func (s *shared) at(i int) (_ []byte, ok bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]], true
}

// readShared reads the part that holds them. Its error may be a *Problem.
func (w *workbook) readShared(part string) error {
	if f := w.parts[partName(part)]; f != nil && f.UncompressedSize64 > maxShared {
		return bomb("的文字过多", "holds too much text")
	}
	r, err := w.open(part)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	m := newMarkup(r)
	s := &w.shared
	for m.next() {
		if m.kind != opening || string(m.name) != "si" {
			continue
		}
		s.text = appendRich(s.text, m)
		s.ends = append(s.ends, uint32(len(s.text))) // the text is not longer than its part
	}
	if err := wellFormed(m.err); err != nil {
		return err
	}
	s.clean = isText(s.text)
	return nil
}

// wellFormed is nil at the end of a part, and a *Problem when it is no whole XML.
func wellFormed(err error) error {
	if err == io.EOF {
		return nil
	}
	return brokenWorkbook()
}

// appendRich writes the text of the element on which the markup stands: one t, or the t of each of its runs. How it is to be
// pronounced, rPh, is not of the text.
func appendRich(dst []byte, m *markup) []byte {
	if m.alone {
		return dst
	}
	from := len(dst)
	depth, inText := 1, false
	for depth > 0 && m.next() {
		switch m.kind {
		case opening:
			switch {
			case string(m.name) == "rPh":
				m.leave()
			case !m.alone:
				depth++
				inText = string(m.name) == "t"
			}
		case closing:
			depth--
			inText = false
		case words:
			if inText {
				dst = m.appendText(dst)
			}
		}
	}
	return unescapeFrom(dst, from)
}

// unescapeFrom resolves what stands behind a place as _x000D_, which is how a workbook writes characters that XML does not allow.
func unescapeFrom(b []byte, from int) []byte {
	at := from
	for {
		i := bytes.Index(b[at:], []byte("_x"))
		if i < 0 {
			return b
		}
		at += i
		if len(b)-at < 7 || b[at+6] != '_' {
			at += 2
			continue
		}
		n, err := strconv.ParseUint(string(b[at+2:at+6]), 16, 16)
		if err != nil || !utf8.ValidRune(rune(n)) {
			at += 2
			continue
		}
		var letter [utf8.UTFMax]byte
		size := utf8.EncodeRune(letter[:], rune(n))
		copy(b[at:], letter[:size])
		b = append(b[:at+size], b[at+7:]...)
		at += size
	}
}

// isText reports whether bytes are text: valid, without NUL and without the sign of a lost character.
func isText(b []byte) bool {
	return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 && !bytes.Contains(b, lost)
}
