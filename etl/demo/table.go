package demo

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings that offices hand in, as truth.json spells them.
const (
	utf8Plain = "utf-8"
	utf8BOM   = "utf-8 with bom"
	gb18030   = "gb18030"
	utf16LE   = "utf-16le with bom"
)

// table is a file before it is encoded. Lines are kept as text, so that a broken one can stand among them.
type table struct {
	encoding string
	comma    string
	eol      string
	quoted   bool // every field in quotes
	header   []string
	lines    []string
}

// line writes fields the way this table does.
func (t *table) line(fields []string) string {
	out := make([]string, len(fields))
	for i, field := range fields {
		if t.quoted || strings.ContainsAny(field, "\"\r\n"+t.comma) {
			field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		out[i] = field
	}
	return strings.Join(out, t.comma)
}

func (t *table) add(fields ...string) { t.lines = append(t.lines, t.line(fields)) }

func (t *table) bytes() ([]byte, error) {
	var b strings.Builder
	b.WriteString(t.line(t.header))
	b.WriteString(t.eol)
	for _, l := range t.lines {
		b.WriteString(l)
		b.WriteString(t.eol)
	}
	var e encoding.Encoding
	switch t.encoding {
	case utf8Plain:
		return []byte(b.String()), nil
	case utf8BOM:
		e = unicode.UTF8BOM
	case gb18030:
		e = simplifiedchinese.GB18030
	case utf16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	default:
		return nil, fmt.Errorf("encoding %q is unknown", t.encoding)
	}
	return e.NewEncoder().Bytes([]byte(b.String()))
}
