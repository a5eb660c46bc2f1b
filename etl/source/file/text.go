package file

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// lost is U+FFFD in UTF-8: what stands where a program could not read a character. A decoder puts it where bytes are not
// valid, without an error, so that every one of them is looked for.
var lost = []byte("\uFFFD")

// chance is how many bytes of GB18030 beyond ASCII may be valid UTF-8 by chance; each character is so in one case of five.
const chance = 16

// text reads bytes of one encoding as UTF-8 without a byte order mark, strictly: the first character that is none is a
// Problem with its line.
type text struct {
	src      io.Reader
	encoding string
	dec      *encoding.Decoder // nil for UTF-8

	in     []byte // received
	rest   []byte // the end of in that is not decoded
	out    []byte // decoded and not given; lies in in, or in store
	store  []byte
	eof    bool
	err    error
	lines  int    // line ends that were decoded
	beyond int    // bytes beyond ASCII that were decoded from UTF-8
	asUTF8 bool   // what is declared GB18030 is UTF-8 so far
	tail   []byte // of asUTF8: the beginning of a character
}

// newText reads src, which stands behind a byte order mark if there was one.
func newText(src io.Reader, encodingName string) *text {
	return &text{
		src: src, encoding: encodingName, dec: decoder(encodingName),
		in: make([]byte, 0, readSize), asUTF8: encodingName == gb18030Name,
	}
}

// Read gives valid UTF-8. Its error is io.EOF, a *Problem, or one of the source.
func (t *text) Read(p []byte) (int, error) {
	for len(t.out) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	n := copy(p, t.out)
	t.out = t.out[n:]
	return n, nil
}

// fill receives, decodes and checks the next bytes. What is good before a bad character is not given either.
func (t *text) fill() {
	t.in = t.in[:copy(t.in[:cap(t.in)], t.rest)]
	n, err := t.src.Read(t.in[len(t.in):cap(t.in)])
	fresh := t.in[len(t.in) : len(t.in)+n]
	t.in = t.in[:len(t.in)+n]
	if err != nil && err != io.EOF {
		t.err = err
		return
	}
	t.eof = err == io.EOF
	if t.asUTF8 {
		t.watch(fresh)
	}
	used, err := t.decode()
	if err != nil {
		t.err = err
		return
	}
	t.rest = t.in[used:]
	if problem := t.check(); problem != nil {
		t.out, t.err = nil, problem
		return
	}
	if t.eof {
		t.err = io.EOF
	}
}

// decode puts whole characters of in into out and says how many bytes they were.
func (t *text) decode() (int, error) {
	if t.dec == nil {
		used := len(t.in)
		if !t.eof {
			used = wholeRunes(t.in)
		}
		t.out = t.in[:used]
		return used, nil
	}
	if t.store == nil {
		t.store = make([]byte, 3*readSize+utf8.UTFMax) // no byte of any encoding becomes more than three
	}
	written, used, err := t.dec.Transform(t.store, t.in, t.eof)
	if err != nil && err != transform.ErrShortSrc {
		return 0, fmt.Errorf("decode %s: %w", t.encoding, err)
	}
	t.out = t.store[:written]
	return used, nil
}

// check looks for what is no text.
func (t *text) check() *Problem {
	if t.dec == nil && !utf8.Valid(t.out) {
		at := invalidAt(t.out)
		t.count(t.out[:at])
		return t.problem("有不是 %s 的字节", "there are bytes that are not %s")
	}
	if at := bytes.Index(t.out, lost); at >= 0 {
		t.count(t.out[:at])
		if t.dec == nil {
			return t.problem("有乱码替换符 U+FFFD,原字在导出前已丢失(%s)", "there is the sign U+FFFD of a character that was lost before the export (%s)")
		}
		return t.problem("有不是 %s 的字节", "there are bytes that are not %s")
	}
	if at := bytes.IndexByte(t.out, 0); at >= 0 {
		t.count(t.out[:at])
		return t.problem("有空字符 NUL,不是 %s 文本", "there is a NUL, so this is no text in %s")
	}
	t.count(t.out)
	if t.eof && t.asUTF8 && len(t.tail) == 0 && t.beyond >= chance {
		return contradiction(gb18030Name, utf8Name)
	}
	return nil
}

func (t *text) count(b []byte) {
	t.lines += bytes.Count(b, []byte{'\n'})
	if t.dec == nil && t.beyond < chance {
		t.beyond += beyondASCII(b)
	}
}

// watch keeps asUTF8.
func (t *text) watch(fresh []byte) {
	b := append(t.tail, fresh...)
	t.tail = b[:0]
	whole := wholeRunes(b)
	if !utf8.Valid(b[:whole]) {
		t.asUTF8 = false
		return
	}
	if t.beyond < chance {
		t.beyond += beyondASCII(b[:whole])
	}
	t.tail = b[:copy(b, b[whole:])]
}

// problem names the line on which the text ends to be one.
func (t *text) problem(zh, en string) *Problem {
	return newProblem(BadEncoding, t.lines+1,
		fmt.Sprintf(zh, label(t.encoding))+";请用原系统重新导出。",
		fmt.Sprintf(en, label(t.encoding))+"; export it again")
}

// invalidAt is the place of the first byte that is no UTF-8.
func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}

// beyondASCII counts bytes, up to the first few.
func beyondASCII(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= utf8.RuneSelf {
			if n++; n >= chance {
				break
			}
		}
	}
	return n
}
