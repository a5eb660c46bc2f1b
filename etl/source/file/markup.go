package file

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// maxToken is how long a tag or a text of a workbook's XML may be; a cell holds 32,767 characters.
const maxToken = 1 << 20

var errMarkup = errors.New("not well-formed XML")

// mark is what a markup stands on.
type markKind uint8

const (
	opening markKind = iota
	closing
	words // a text between tags
)

// markup reads the XML of a workbook's parts, tag by tag and by a window that moves: sheets are large, and three quarters of
// reading one with encoding/xml is making values that nobody looks at. It knows neither namespaces nor entities of a file's
// own, which workbooks do not have: names come without their prefix, and a DOCTYPE is refused. What it gives is valid until
// the next call.
type markup struct {
	kind  markKind
	name  []byte // of a tag, without prefix
	attrs []byte // of an opening tag
	alone bool   // an opening tag that closes itself; no closing one follows
	text  []byte // of words, as it stands there
	plain bool   // nothing in text is to be unescaped

	src      io.Reader
	buf      []byte
	pos, end int
	eof      bool
	err      error // io.EOF at the end
}

func newMarkup(src io.Reader) *markup {
	return &markup{src: src, buf: make([]byte, 64<<10)}
}

// next goes to the next tag or text; false at the end or with an error.
func (m *markup) next() bool {
	for m.err == nil {
		window := m.buf[m.pos:m.end]
		switch {
		case len(window) < 2 && !m.eof:
			m.fill()
		case len(window) == 0:
			m.err = io.EOF
		case window[0] != '<':
			i := bytes.IndexByte(window, '<')
			if i < 0 && !m.eof {
				m.fill()
				continue
			}
			if i < 0 {
				i = len(window)
			}
			m.kind, m.text = words, window[:i]
			m.plain = bytes.IndexByte(m.text, '&') < 0 && bytes.IndexByte(m.text, '\r') < 0
			m.pos += i
			return true
		case len(window) < 2:
			m.err = errMarkup
		case window[1] == '?':
			m.skip(window, "?>", 2)
		case window[1] == '!':
			if m.declaration(window) {
				return true
			}
		default:
			if m.tag(window) {
				return true
			}
		}
	}
	return false
}

// tag takes the tag at the beginning of the window; false when more has to be read, or with an error.
func (m *markup) tag(window []byte) bool {
	i := 1
	for quote := byte(0); ; i++ {
		if i == len(window) {
			m.more()
			return false
		}
		c := window[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			m.err = errMarkup
			return false
		}
		if quote == 0 && c == '>' {
			break
		}
	}
	inner := window[1:i]
	m.pos += i + 1
	m.kind, m.alone = opening, false
	switch n := len(inner); {
	case n > 0 && inner[0] == '/':
		m.kind, inner = closing, inner[1:]
	case n > 0 && inner[n-1] == '/':
		m.alone, inner = true, inner[:n-1]
	}
	name := inner
	m.attrs = nil
	for j, c := range inner {
		if blank(c) {
			name, m.attrs = inner[:j], inner[j:]
			break
		}
	}
	if j := bytes.IndexByte(name, ':'); j >= 0 {
		name = name[j+1:]
	}
	if m.name = name; len(name) == 0 {
		m.err = errMarkup
		return false
	}
	return true
}

// declaration takes a comment, which is skipped, or a CDATA section, which is a text.
func (m *markup) declaration(window []byte) bool {
	const comment, cdata = "<!--", "<![CDATA["
	switch {
	case bytes.HasPrefix(window, []byte(comment)):
		m.skip(window, "-->", len(comment))
	case bytes.HasPrefix(window, []byte(cdata)):
		i := bytes.Index(window[len(cdata):], []byte("]]>"))
		if i < 0 {
			m.more()
			return false
		}
		m.kind, m.text, m.plain = words, window[len(cdata):len(cdata)+i], true
		m.pos += len(cdata) + i + len("]]>")
		return true
	case len(window) < len(cdata) && !m.eof:
		m.fill()
	default:
		m.err = errMarkup
	}
	return false
}

// skip goes behind the end of what begins the window.
func (m *markup) skip(window []byte, end string, from int) {
	i := -1
	if len(window) >= from {
		i = bytes.Index(window[from:], []byte(end))
	}
	if i < 0 {
		m.more()
		return
	}
	m.pos += from + i + len(end)
}

// more reads on for something that has begun and not ended.
func (m *markup) more() {
	if m.eof {
		m.err = errMarkup
		return
	}
	m.fill()
}

func (m *markup) fill() {
	if m.pos > 0 {
		m.end = copy(m.buf, m.buf[m.pos:m.end])
		m.pos = 0
	}
	if m.end == len(m.buf) {
		if len(m.buf) > maxToken {
			m.err = errMarkup
			return
		}
		m.buf = append(m.buf, make([]byte, len(m.buf))...)
	}
	for range 100 {
		n, err := m.src.Read(m.buf[m.end:])
		m.end += n
		switch {
		case err == io.EOF:
			m.eof = true
			return
		case err != nil:
			m.err = err
			return
		case n > 0:
			return
		}
	}
	m.err = io.ErrNoProgress
}

// leave goes behind the end of the element whose opening tag the markup stands on.
func (m *markup) leave() bool {
	if m.alone {
		return true
	}
	for depth := 1; m.next(); {
		switch {
		case m.kind == opening && !m.alone:
			depth++
		case m.kind == closing:
			if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

// attribute takes the next of a tag's attributes; its name is empty at the end.
func (m *markup) attribute() (name, value []byte) {
	b := m.attrs
	for len(b) > 0 && blank(b[0]) {
		b = b[1:]
	}
	if len(b) == 0 {
		return nil, nil
	}
	i := bytes.IndexByte(b, '=')
	if i <= 0 {
		m.err = errMarkup
		return nil, nil
	}
	name = bytes.TrimRight(b[:i], " \t\r\n")
	b = bytes.TrimLeft(b[i+1:], " \t\r\n")
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		m.err = errMarkup
		return nil, nil
	}
	n := bytes.IndexByte(b[1:], b[0])
	if n < 0 {
		m.err = errMarkup
		return nil, nil
	}
	m.attrs = b[n+2:]
	return name, b[1 : 1+n]
}

// appendText writes the text that the markup stands on, its entities resolved and its line ends made one character.
func (m *markup) appendText(dst []byte) []byte {
	if m.plain {
		return append(dst, m.text...)
	}
	for b := m.text; len(b) > 0; {
		i := bytes.IndexAny(b, "&\r")
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		if b[i] == '\r' {
			dst = append(dst, '\n')
			if b = b[i+1:]; len(b) > 0 && b[0] == '\n' {
				b = b[1:]
			}
			continue
		}
		n := bytes.IndexByte(b[i:], ';')
		if n < 0 {
			m.err = errMarkup
			return dst
		}
		r, ok := entity(string(b[i+1 : i+n]))
		if !ok {
			m.err = errMarkup
			return dst
		}
		dst = utf8.AppendRune(dst, r)
		b = b[i+n+1:]
	}
	return dst
}

// entity is the character that a name between & and ; stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
