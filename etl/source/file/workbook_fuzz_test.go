package file

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/source"
)

// Our reader of tags and the standard library's say the same of the same XML, where ours takes it. Ours takes some that is none,
// such as tags that do not match, and refuses a DOCTYPE and names of characters, which sheets do not have.
func FuzzMarkup(f *testing.F) {
	for _, text := range []string{
		rowsOf(`<row r="2"><c r="A2" t='s' x="a>b"><v>1 &lt; 2</v></c><c/></row>`), "<a>\r\n<b x='1' y = \"2\"/>\r</a>", "<a><!-- <b> --><?x <c>?><![CDATA[<d>&amp;]]>e</a>",
		"<x:a xmlns:x='y'>&#x4E2D;&#22269;&quot;&apos;&gt;</x:a>", "<a", "<a>&b;</a>", "<!DOCTYPE a><a/>", "<a><a/></a>", "<a b=\"\n\"></a >", "< a/>", "<a>]]></a>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ourTags(iotestOneByte(text))
		if whole, other := ourTags(strings.NewReader(text)); !cmp.Equal(got, whole) || (err == nil) != (other == nil) {
			t.Fatalf("read byte by byte:\n%q, %v\nand at once:\n%q, %v", got, err, whole, other)
		}
		want, ok := standardTags(text)
		if err == nil && ok && !cmp.Equal(want, got) {
			t.Errorf("-encoding/xml +ours:\n%s", cmp.Diff(want, got))
		}
	})
}

func iotestOneByte(text string) io.Reader {
	readers := make([]io.Reader, 0, len(text))
	for i := range len(text) {
		readers = append(readers, strings.NewReader(text[i:i+1]))
	}
	return io.MultiReader(readers...)
}

func ourTags(src io.Reader) (list []string, err error) {
	m := newMarkup(src)
	for m.next() {
		switch m.kind {
		case opening:
			tag, alone := "<"+string(m.name), m.alone
			for {
				name, value := m.attribute()
				if len(name) == 0 {
					break
				}
				if !strings.Contains(string(value), "&") {
					tag += " " + string(name) + "=" + strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(value))
				}
			}
			list = append(list, tag)
			if alone {
				list = append(list, "/"+strings.Fields(tag[1:])[0])
			}
		case closing:
			list = append(list, "/"+string(m.name))
		case words:
			list = appendWords(list, string(m.appendText(nil)))
		}
	}
	if m.err != io.EOF {
		return list, m.err
	}
	return list, nil
}

func standardTags(text string) (list []string, ok bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.RawToken()
		if err != nil {
			return list, errors.Is(err, io.EOF)
		}
		switch e := token.(type) {
		case xml.StartElement:
			tag := "<" + e.Name.Local
			for _, a := range e.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				if strings.Contains(name, ":") != (a.Name.Space != "") || strings.ContainsAny(a.Value, `&<>"'`) {
					return nil, false
				}
				tag += " " + name + "=" + a.Value
			}
			if strings.Contains(text, "&") && strings.Contains(tag, "=") || strings.Count(e.Name.Local, ":") > 0 {
				return nil, false // entities in attributes, which nobody reads here
			}
			list = append(list, tag)
		case xml.EndElement:
			list = append(list, "/"+e.Name.Local)
		case xml.CharData:
			list = appendWords(list, string(e))
		case xml.Directive:
			return nil, false
		}
	}
}

// appendWords joins texts that follow each other.
func appendWords(list []string, words string) []string {
	if n := len(list); n > 0 && strings.HasPrefix(list[n-1], "'") {
		list[n-1] += words
		return list
	}
	if words == "" {
		return list
	}
	return append(list, "'"+words)
}

// Whatever stands in a sheet is refused in words or kept as a table that the engine can be given: each record on the line of its
// row, as good and of as many fields whether personal fields are changed or not.
func FuzzWorkbook(f *testing.F) {
	for _, rows := range []string{
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>44834.5</v></c></row>`,
		`<row r="9"><c r="A9" t="e"><v>#N/A</v></c></row><row r="1000"><c r="C1000" t="inlineStr"><is><t>a
"b",c</t></is></c></row>`,
		`<row><c><v>330482199001011234</v></c><c><v>1e400</v></c><c s="1"><v>-1</v></c></row>`,
		`<row r="2"><c r="A2" t="str"><f>1</f><v></v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="d"><v>2022-09-30T09:05:40</v></c></row>`,
		`<row r="2"><c r="A2" t="str"><v>_x0001_3</v></c><c r="B2"><v>0.1_x000A_</v></c></row>`,
		`<row r="2"><c r="A2"><f>1</f></c></row>`, `<row r="0"/>`, `<row r="1048577"/>`, `</sheetData>`, `<row r="2"><c r="B2" t="s"><v>1</v></c>`,
	} {
		f.Add(rows, "<sst><si><t>平湖</t></si></sst>")
	}
	f.Fuzz(func(t *testing.T, rows, shared string) {
		open := banks("auto")
		closed := *open
		closed.Personal = map[string]source.Personal{"银行": source.Mask, "结清时间": source.HMAC}
		data := rawBook(t, rowsOf(rows), shared)
		m, plain := landAndSend(t, open, data)
		p, changed := landAndSend(t, &closed, data)
		if (m.Path == "") != (p.Path == "") {
			t.Fatalf("landed with and without personal fields: %q, %q", p.Path, m.Path)
		}
		if len(plain) != len(changed) {
			t.Fatalf("%d records with personal fields, %d without", len(changed), len(plain))
		}
		last := uint32(1)
		for i, r := range plain {
			if c := changed[i]; c.line != r.line || c.fault != r.fault {
				t.Errorf("record %d: line %d, fault %d with personal fields; line %d, fault %d without", i, c.line, c.fault, r.line, r.fault)
			}
			if r.line <= last || r.line > maxSheetRows || r.fault == Unclosed {
				t.Errorf("record %d: line %d behind %d, fault %d", i, r.line, last, r.fault)
			}
			last = r.line
		}
	})
}
