package file

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path/filepath"

	"yingshang/etl/source"
)

// Land takes in a received file: it checks encoding, line ends and header, changes personal fields with the given key for
// keyed hashes, and keeps the text as UTF-8 without a byte order mark in dir/<source>/<SHA-256>.csv. No personal value
// reaches the disk, and nothing does that is not whole. A file without personal fields is kept byte for byte but for its
// encoding; of an .xlsx workbook, which is told by its content, the one sheet with the header is kept as CSV, each row on the
// line of its number. An error that is a *Problem is for the office that sent the file; others are ours.
//
// When r cannot be read from its beginning again, a file of up to the source's MaxMB is held in memory.
func Land(ctx context.Context, dir string, s *source.Source, name string, r io.Reader, key []byte) (Manifest, error) {
	l := &landing{ctx: ctx, dir: dir, source: s, name: filepath.Base(name), key: key}
	m, err := l.land(r)
	if p := (*Problem)(nil); errors.As(err, &p) {
		return Manifest{}, p.in(l.name)
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("land %q of source %s: %w", l.name, s.ID, err)
	}
	return m, nil
}

type landing struct {
	ctx    context.Context
	dir    string
	source *source.Source
	name   string
	key    []byte
	input  io.ReadSeeker
	start  int64
}

func (l *landing) land(r io.Reader) (Manifest, error) {
	if err := l.hold(r); err != nil {
		return Manifest{}, err
	}
	first := make([]byte, 64<<10)
	n, err := io.ReadFull(l.input, first)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return Manifest{}, err
	}
	first = first[:n]
	if n == 0 {
		return Manifest{}, emptyFile()
	}
	if isWorkbook(first) {
		return l.workbook()
	}
	if p := foreign(first); p != nil {
		return Manifest{}, p
	}
	candidates, p := resolve(l.source.Encoding, first)
	if p != nil {
		return Manifest{}, p
	}
	m, seen, err := l.try(candidates[0])
	if p := (*Problem)(nil); errors.As(err, &p) {
		if len(candidates) > 1 && p.Code == BadEncoding && seen < chance {
			return l.second(candidates[1], p)
		}
		if other := l.really(p); other != nil {
			return Manifest{}, other
		}
	}
	return m, err
}

// second tries GB18030 for what is no UTF-8.
func (l *landing) second(encodingName string, first *Problem) (Manifest, error) {
	m, _, err := l.try(encodingName)
	if p := (*Problem)(nil); errors.As(err, &p) && p.Code == BadEncoding {
		return Manifest{}, newProblem(BadEncoding, first.Line,
			fmt.Sprintf("不是 UTF-8;按 GB18030 读,第 %d 行也有错误字节;请用原系统重新导出。", p.Line),
			fmt.Sprintf("this is not UTF-8; read as GB18030, line %d is bad too; export it again", p.Line))
	}
	return m, err
}

// really tells, when a file in a declared encoding has a problem, that it is in another one.
func (l *landing) really(p *Problem) *Problem {
	if p.Code != BadEncoding && p.Code != NoHeader && p.Code != Drifted {
		return nil
	}
	other := map[string]string{utf8Name: gb18030Name, gb18030Name: utf8Name}[l.source.Encoding]
	if other == "" || p.Code == Drifted && other == gb18030Name {
		return nil
	}
	if err := l.rewind(); err != nil {
		return nil
	}
	t := newText(l.input, other)
	if _, err := io.Copy(io.Discard, t); err != nil || other == utf8Name && t.beyond == 0 {
		return nil
	}
	return contradiction(l.source.Encoding, other)
}

// hold keeps what is needed to read the input again.
func (l *landing) hold(r io.Reader) (err error) {
	if in, ok := r.(io.ReadSeeker); ok {
		if l.start, err = in.Seek(0, io.SeekCurrent); err == nil {
			l.input = in
			return nil
		}
	}
	data, err := io.ReadAll(l.receive(r))
	l.input = bytes.NewReader(data)
	return err
}

func (l *landing) receive(r io.Reader) *received {
	return &received{ctx: l.ctx, src: r, hash: sha256.New(), max: l.source.Limits.MaxMB << 20}
}

func (l *landing) rewind() error {
	_, err := l.input.Seek(l.start, io.SeekStart)
	return err
}

// try lands the input as a text of one encoding. Seen is how many bytes beyond ASCII it had, as far as that matters.
func (l *landing) try(encodingName string) (m Manifest, seen int, err error) {
	if err := l.rewind(); err != nil {
		return Manifest{}, 0, err
	}
	in := l.receive(l.input)
	raw := bufio.NewReaderSize(in, readSize)
	start, err := raw.Peek(4)
	if err != nil && err != io.EOF {
		return Manifest{}, 0, err
	}
	_, skip := markOf(start)
	if _, err := raw.Discard(skip); err != nil {
		return Manifest{}, 0, err
	}
	t := newText(raw, encodingName)
	m, err = l.write(t, in, encodingName == utf8Name && skip == 0)
	return m, t.beyond, err
}

// write finds the header of a text and keeps the whole. Same says that the text is what was received, byte for byte.
func (l *landing) write(t *text, in *received, same bool) (Manifest, error) {
	buffered := bufio.NewReaderSize(t, headSize)
	beginning, err := buffered.Peek(headSize)
	if err != nil && err != io.EOF {
		return Manifest{}, err
	}
	h, problem := findHead(beginning, err == io.EOF, l.source)
	if problem != nil {
		return Manifest{}, problem
	}
	change, err := newPersonal(l.source, h.cells, l.key)
	if err != nil {
		return Manifest{}, err
	}
	out, err := newKept(filepath.Join(l.dir, string(l.source.ID)))
	if err != nil {
		return Manifest{}, err
	}
	defer out.abandon()
	var rows bool
	if change == nil {
		out.hashed = !same
		rows, err = copyText(out, buffered, h.next)
	} else {
		rows, err = rewrite(out, buffered, h, change)
	}
	switch {
	case err != nil:
		return Manifest{}, err
	case !rows:
		return Manifest{}, noRows(h.line)
	}
	m := Manifest{
		Source: l.source.ID, Name: l.name, Encoding: t.encoding, Delimiter: l.source.Delimiter[0],
		HeaderLine: h.line, Header: h.cells, Columns: h.columns, Personal: treatment(l.source, h.cells),
		ReceivedSHA: hex.EncodeToString(in.hash.Sum(nil)), ReceivedBytes: in.n, LandedBytes: out.n,
	}
	m.LandedSHA = m.ReceivedSHA
	if out.hashed {
		m.LandedSHA = out.sum()
	}
	m = m.In(l.dir)
	return m, out.keep(m.Path)
}

// copyText keeps a text as it is and reports whether there are records behind the header.
func copyText(out *kept, text io.Reader, next int) (rows bool, err error) {
	buf := make([]byte, readSize)
	for {
		n, err := text.Read(buf)
		if b := buf[min(next, n):n]; !rows {
			rows = len(bytes.Trim(b, "\r\n")) > 0
		}
		next -= min(next, n)
		if _, werr := out.Write(buf[:n]); werr != nil {
			return rows, werr
		}
		switch {
		case err == io.EOF:
			return rows, nil
		case err != nil:
			return rows, err
		}
	}
}

// rewrite keeps the records of a text with their personal fields changed, each on its own line number. What stands before
// the header is left out, since nobody can say what it is.
func rewrite(out *kept, text *bufio.Reader, h head, change *personal) (rows bool, err error) {
	out.hashed = true
	beginning, err := text.Peek(h.next)
	if err != nil {
		return false, err
	}
	line := h.line + h.lines // the one that is written next
	buf := append(bytes.Repeat([]byte{'\n'}, h.line-1), beginning[h.from:h.next]...)
	if _, err := text.Discard(h.next); err != nil {
		return false, err
	}
	s := newScanner(text, change.delim, len(h.cells), uint32(line-1))
	for s.next() {
		rows = true
		for ; line < int(s.line); line++ {
			buf = append(buf, '\n')
		}
		var lines int
		buf, lines = change.appendRecord(buf, s)
		buf = append(buf, '\n')
		line += lines
		if len(buf) >= outSize {
			if _, err := out.Write(buf); err != nil {
				return rows, err
			}
			buf = buf[:0]
		}
	}
	if s.err != nil {
		return rows, s.err
	}
	_, err = out.Write(buf)
	return rows, err
}

// received counts, hashes and bounds what is read.
type received struct {
	ctx  context.Context
	src  io.Reader
	hash hash.Hash
	n    int64
	max  int64
}

func (r *received) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.src.Read(p)
	r.n += int64(n)
	r.hash.Write(p[:n])
	if r.n > r.max {
		return 0, newProblem(TooLarge, 0,
			fmt.Sprintf("文件超过 %d MB 的上限;请分批报送,或修改来源的 max_mb。", r.max>>20),
			fmt.Sprintf("the file is larger than %d MB; send it in parts, or change max_mb of the source", r.max>>20))
	}
	return n, err
}
