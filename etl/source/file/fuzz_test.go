package file

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/etl/source"
)

// row is a record as the engine reads it.
type row struct {
	line   uint32
	fault  Fault
	fields []string
}

// rows reads what is sent to the engine with another reader of CSV.
func rows(t *testing.T, sent string, ncols int) []row {
	t.Helper()
	r := csv.NewReader(strings.NewReader(sent))
	r.FieldsPerRecord = 2 + ncols
	records, err := r.ReadAll()
	if err != nil {
		t.Fatalf("what is sent is no CSV of %d fields: %v\n%q", 2+ncols, err, sent)
	}
	list := make([]row, len(records))
	for i, record := range records {
		line, err := strconv.ParseUint(record[0], 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		fault, err := strconv.ParseUint(record[1], 10, 8)
		if err != nil || fault > 4 {
			t.Fatalf("fault %q: %v", record[1], err)
		}
		list[i] = row{uint32(line), Fault(fault), record[2:]}
	}
	return list
}

// plainly reads records one byte after the other, as the rules of package file say it; slow, and with nothing in common
// with the scanner. Text begins on the given line.
func plainly(text string, delim byte, ncols int, line uint32) []row {
	var list []row
	for text != "" {
		first, rest, _ := strings.Cut(text, "\n")
		first = strings.TrimSuffix(first, "\r")
		if first == "" {
			text, line = rest, line+1
			continue
		}
		got := row{line: line, fault: Ragged}
		fields, length, lines, ok := plainRecord(text, delim)
		switch {
		case len(first) > maxRecord:
		case !ok || lines > maxLines || lines > 1 && length > maxRecord:
			got.fault = Unclosed
		case len(fields) == ncols && lines > 1 && ncols > 2 && swallowed(text[:length], delim, ncols):
			got.fault = Unclosed
		case len(fields) == ncols:
			got.fault, got.fields = Good, fields
		}
		if got.fault != Good {
			got.fields = append([]string{first[:min(len(first), maxRecord)]}, make([]string, ncols-1)...)
			lines = 1
		}
		list = append(list, got)
		for range lines {
			_, text, _ = strings.Cut(text, "\n")
			line++
		}
	}
	return list
}

// plainRecord reads the fields at the beginning of a text, how long they are and over how many lines they go.
func plainRecord(text string, delim byte) (fields []string, length, lines int, ok bool) {
	lines = 1
	var field strings.Builder
	const (
		begin = iota
		unquoted
		quoted
		after
	)
	state := begin
	blanks := 0
	for i := 0; i <= len(text); i++ {
		ending := i == len(text) || text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] == '\n')
		switch {
		case state == quoted && i == len(text):
			return nil, i, lines, false
		case state == quoted && text[i] != '"':
			if text[i] == '\n' {
				lines++
			}
			field.WriteByte(text[i])
		case state == quoted && i+1 < len(text) && text[i+1] == '"':
			field.WriteByte('"')
			i++
		case state == quoted:
			state = after
		case ending, text[i] == delim:
			fields = append(fields, field.String())
			if ending {
				return fields, i, lines, true
			}
			field.Reset()
			state, blanks = begin, 0
		case state == after && (text[i] == ' ' || text[i] == '\t'):
		case state == after:
			return nil, i, lines, false
		case state == begin && (text[i] == ' ' || text[i] == '\t'):
			field.WriteByte(text[i])
			blanks++
		case state == begin && text[i] == '"':
			field.Reset()
			state = quoted
		default:
			field.WriteByte(text[i])
			state = unquoted
		}
	}
	panic("not reached")
}

func swallowed(record string, delim byte, ncols int) bool {
	lines := strings.Split(record, "\n")
	whole := func(i int) bool { return strings.Count(lines[i], string(delim)) == ncols-1 }
	for i := 1; i < len(lines)-1; i++ {
		if whole(i) {
			return true
		}
	}
	return whole(0) && whole(len(lines)-1)
}

// unCRLF is what encoding/csv makes of line ends inside quotes.
func unCRLF(list []row) []row {
	for _, r := range list {
		for i := range r.fields {
			r.fields[i] = strings.ReplaceAll(r.fields[i], "\r\n", "\n")
		}
	}
	return list
}

// nasty are texts that have hurt somebody.
var nasty = []string{
	"", "\n", "\r", "\r\n", ",", ",,", "\"", "\"\"", "\"\"\"", "\"\"\"\"", "\" \"", " \"", "\"\n", "\"\r", "\"\r\n\"",
	"1,2,3\n", "1,2,3\r\n4,5,6\r", "1,2\r3,4\n", "1,\"2\r\",3\r\n", "1,2,3\r\r\n",
	"1,\"2,3\n4,5,6\n7,8\",9\n", "1,\"2\n2\",3\n", "1,\"2,3\n4,\"5,6\n", "\"a\"b,c,d\n", "a\"b,\"c,d\n", "=\"0012\",\"\",\"x\"\n",
	" \"1\" ,\t\"2\"\t, \"3\" \r\n", "1,2,\"3\" x\n", "\"1\",\"2\",\"3", "\"1\",\"2\",\"3\"", "\"\n\"\n\"\n\"\n", "\"\"\n\"\"\n",
	"<html>,\"\n", "\xff\xfe1\x00", "\x00,\x00\n", "\ufeff1,2,3\n", "\ufffd,,\n", "1;2;3\n1\t2\t3\n", "\\N,\\N,\\N\n",
}

func FuzzRecords(f *testing.F) {
	for _, text := range nasty {
		for ncols := range uint8(4) {
			f.Add(text, ncols, ncols)
		}
	}
	f.Fuzz(func(t *testing.T, text string, columns, delimiter uint8) {
		ncols, delim := 1+int(columns%5), source.Delimiters[int(delimiter)%len(source.Delimiters)][0]
		header := strings.Split(strings.Repeat("h,", ncols-1)+"h", ",")
		m := landed(t, strings.Join(header, string(delim))+"\n"+text, delim, header...)
		out, stats := sent(t, m)
		got := rows(t, out, ncols)
		want := plainly(text, delim, ncols, 2)
		if diff := cmp.Diff(unCRLF(want), got, cmp.AllowUnexported(row{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("records of %q, -want +got:\n%s", text, diff)
		}
		faulty := int64(0)
		for i, r := range got {
			if i > 0 && r.line <= got[i-1].line {
				t.Errorf("line %d behind line %d", r.line, got[i-1].line)
			}
			if r.fault != Good {
				faulty++
			}
		}
		if stats.Records != int64(len(got)) || stats.Faulty != faulty || stats.Bytes != m.LandedBytes {
			t.Errorf("Stats = %+v, want %d records, %d faulty, %d bytes", stats, len(got), faulty, m.LandedBytes)
		}
		var want32 []uint32
		for _, r := range got {
			want32 = append(want32, r.line)
		}
		found, err := Lines(m, want32)
		if err != nil || len(found) != len(got) {
			t.Errorf("Lines = %d records, %v, want %d", len(found), err, len(got))
		}
	})
}

// What a writer of well-formed CSV wrote comes out as it went in.
func FuzzWellFormed(f *testing.F) {
	f.Add("1\x1f2\x1f3\x1e4\x1f5\x1f6", uint8(3), false)
	f.Add("银行,营业部\x1f\"老\"字号\x1f 前后 \x1e\x1f\r\n\x1f\r", uint8(3), true)
	f.Add("\x1e\x1e", uint8(1), false)
	f.Add("一\n二,三,四\n五\x1f\x1f", uint8(3), false)
	f.Fuzz(func(t *testing.T, text string, columns uint8, crlf bool) {
		ncols := 1 + int(columns%6)
		var file bytes.Buffer
		w := csv.NewWriter(&file)
		w.UseCRLF = crlf
		header := strings.Split(strings.Repeat("h,", ncols-1)+"h", ",")
		want := [][]string{header}
		for record := range strings.SplitSeq(text, "\x1e") {
			fields := append(strings.Split(record, "\x1f"), make([]string, ncols)...)[:ncols]
			if strings.Count(record, "\n") >= maxLines || len(record) > maxRecord/3 {
				return // over the limits: not a case of this test
			}
			if crlf { // the writer drops CR and writes CRLF
				for i := range fields {
					fields[i] = strings.ReplaceAll(fields[i], "\r", "")
				}
			}
			if ncols == 1 && fields[0] == "" { // the writer makes an empty line of it, which is no record
				continue
			}
			want = append(want, fields)
		}
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		out, _ := sent(t, landed(t, file.String(), ',', header...))
		got := rows(t, out, ncols)
		for _, fields := range want[1:] {
			if len(got) == 0 {
				t.Fatalf("no record for %q", fields)
			}
			if got[0].fault != Good { // it looks like a record that swallowed others: nothing of it may be lost
				var raw bytes.Buffer
				w := csv.NewWriter(&raw)
				w.UseCRLF = crlf
				if err := w.Write(fields); err != nil {
					t.Fatal(err)
				}
				w.Flush()
				if ncols < 3 || !swallowed(strings.TrimSuffix(raw.String(), "\n"), ',', ncols) {
					t.Fatalf("%q is faulty", fields)
				}
				return // the rest of the records is in it
			}
			for i := range fields {
				fields[i] = strings.ReplaceAll(fields[i], "\r\n", "\n")
			}
			if diff := cmp.Diff(fields, got[0].fields); diff != "" {
				t.Errorf("fields, -want +got:\n%s", diff)
			}
			got = got[1:]
		}
		if len(got) > 0 {
			t.Errorf("%d records too many", len(got))
		}
	})
}

// Whatever is received is refused in words or kept as a text that the engine can be given; and a record is as good and
// stands on the same line whether personal fields are changed or not.
func FuzzLand(f *testing.F) {
	for _, text := range nasty {
		f.Add([]byte("甲,乙,丙\n"+text), uint8(0), uint8(0))
		f.Add(gb18030(f, "甲,乙,丙\r\n1,2,3\r\n"+strings.ToValidUTF8(text, "")), uint8(0), uint8(2))
		f.Add([]byte(text), uint8(1), uint8(1))
	}
	f.Add(utf16(f, "\ufeff甲,乙,丙\n1,2,3\n", true), uint8(0), uint8(3))
	f.Add(utf16(f, "甲,乙,丙\n1,2,3\n", false), uint8(0), uint8(3))
	f.Add([]byte("甲,乙,丙\r\r\n1,2,3\n"), uint8(0), uint8(0))
	f.Add([]byte("标题,,\n\n甲,\"乙\n\",丙,,\n1,\"\n\n\",3,张三,\n\"4\n4\",,\"6\n\"\n"), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, data []byte, delimiter, encoding uint8) {
		open := &source.Source{
			ID: "fuzz", Encoding: source.Encodings[int(encoding)%len(source.Encodings)],
			Delimiter: source.Delimiters[int(delimiter)%len(source.Delimiters)],
			Columns:   map[string]string{"甲": "a", "乙": "b"}, Optional: []string{"乙"}, Ignore: []string{"丙"},
			Limits: source.Limits{MaxMB: 1},
		}
		closed := *open
		closed.Personal = map[string]source.Personal{"乙": source.Mask, "丙": source.HMAC}
		m, plain := landAndSend(t, open, data)
		p, changed := landAndSend(t, &closed, data)
		if (m.Path == "") != (p.Path == "") {
			t.Fatalf("landed with and without personal fields: %q, %q", p.Path, m.Path)
		}
		if len(plain) != len(changed) {
			t.Fatalf("%d records with personal fields, %d without", len(changed), len(plain))
		}
		for i, r := range plain {
			if c := changed[i]; c.line != r.line || c.fault != r.fault {
				t.Errorf("record %d: line %d, fault %d with personal fields; line %d, fault %d without", i, c.line, c.fault, r.line, r.fault)
			}
		}
	})
}

// landAndSend lands bytes; nothing when they are refused.
func landAndSend(t *testing.T, s *source.Source, data []byte) (Manifest, []row) {
	t.Helper()
	m, err := Land(t.Context(), t.TempDir(), s, "fuzz.csv", bytes.NewReader(data), []byte("key"))
	if p := (*Problem)(nil); errors.As(err, &p) {
		if p.Code == "" || p.ZH == "" || p.EN == "" || p.File == "" {
			t.Errorf("Land: problem without words: %+v", p)
		}
		return Manifest{}, nil
	}
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(m.Path)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(kept) || bytes.Contains(kept, lost) || bytes.HasPrefix(kept, []byte("\ufeff\ufeff")) || int64(len(kept)) != m.LandedBytes {
		t.Errorf("Land kept %q", kept)
	}
	out, _ := sent(t, m)
	return m, rows(t, out, len(m.Header))
}
