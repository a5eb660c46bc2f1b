package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// landed puts a text on the disk as Land would have, with the given header.
func landed(t testing.TB, text string, delim byte, header ...string) Manifest {
	t.Helper()
	sum := sha256.Sum256([]byte(text))
	m := Manifest{
		Source: "test", Name: "test.csv", Path: filepath.Join(t.TempDir(), "landed.csv"), LandedSHA: hex.EncodeToString(sum[:]),
		LandedBytes: int64(len(text)), Delimiter: delim, HeaderLine: 1, Header: header, Columns: make([]string, len(header)),
	}
	if err := os.WriteFile(m.Path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

// sent is what the engine gets of a landed file.
func sent(t testing.TB, m Manifest) (string, Stats) {
	t.Helper()
	r, err := Open(m)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), r.Stats()
}

func TestRecords(t *testing.T) {
	long := strings.Repeat("长", maxRecord/3) // a little shorter than the longest record
	tests := []struct {
		name  string
		delim byte
		in    string // after the header a,b,c
		want  string
	}{
		{"what marks a flaw in a workbook", ',', "\x013,2,3\n", "2,0,\x013,2,3\n"},
		{"plain", ',', "1,2,3\n4,5,6\n", "2,0,1,2,3\n3,0,4,5,6\n"},
		{"no line end at the end", ',', "1,2,3\n4,5,6", "2,0,1,2,3\n3,0,4,5,6\n"},
		{"CRLF", ',', "1,2,3\r\n4,5,6\r\n", "2,0,1,2,3\n3,0,4,5,6\n"},
		{"CRLF and LF", ',', "1,2,3\r\n4,5,6\n\"7\",8,9\r\n", "2,0,1,2,3\n3,0,4,5,6\n4,0,\"7\",8,9\n"},
		{"CR at the end of the file", ',', "1,2,3\r\n4,5,6\r", "2,0,1,2,3\n3,0,4,5,6\n"},
		{"CR at the end of the file behind a quote", ',', "1,2,\"3\"\r", "2,0,1,2,\"3\"\n"},
		{"CR inside a field", ',', "1,2\r3,4\n", "2,0,1,\"2\r3\",4\n"},
		{"two CR", ',', "1,2,3\r\r\n", "2,0,1,2,\"3\r\"\n"},
		{"empty lines", ',', "\n\r\n1,2,3\n\n\n4,5,6\n\n", "4,0,1,2,3\n7,0,4,5,6\n"},
		{"empty fields", ',', ",,\n\"\",\"\",\"\"\n", "2,0,,,\n3,0,\"\",\"\",\"\"\n"},
		{"blanks", ',', " 1 , 2\t,  \n", "2,0, 1 , 2\t,  \n"},
		{"quotes", ',', "\"1,\"\"x\"\"\",2,\"3\"\n", "2,0,\"1,\"\"x\"\"\",2,\"3\"\n"},
		{"blanks around quotes", ',', " \"1\",\t\"2\" ,3\n", "2,0,\"1\",\"2\",3\n"},
		{"quote inside an unquoted field", ',', "1,5\" 管,3\n", "2,0,1,\"5\"\" 管\",3\n"},
		{"quotes of a spreadsheet formula", ',', "=\"0012\",2,3\n", "2,0,\"=\"\"0012\"\"\",2,3\n"},
		{"letters behind a quote", ',', "\"张\"三\",2,3\n4,5,6\n", "2,2,\"\"\"张\"\"三\"\",2,3\",,\n3,0,4,5,6\n"},
		{"too few fields", ',', "1,2\n4,5,6\n", "2,1,\"1,2\",,\n3,0,4,5,6\n"},
		{"too many fields", ',', "1,2,3,4\n4,5,6\n", "2,1,\"1,2,3,4\",,\n3,0,4,5,6\n"},
		{"too few fields with quotes", ',', "\"1\",2\r\n4,5,6\n", "2,1,\"\"\"1\"\",2\",,\n3,0,4,5,6\n"},
		{"blank line", ',', "  \n4,5,6\n", "2,1,\"  \",,\n3,0,4,5,6\n"},
		{"several lines", ',', "1,\"2\n2\r\n2\",3\n4,5,6\n", "2,0,1,\"2\n2\r\n2\",3\n5,0,4,5,6\n"},
		{"several lines, ragged", ',', "1,\"2\n2\"\n4,5,6\n", "2,1,\"1,\"\"2\",,\n3,1,\"2\"\"\",,\n4,0,4,5,6\n"},
		{"unclosed in the middle", ',', "1,2,3\n4,\"5,6\n7,8,9\n", "2,0,1,2,3\n3,2,\"4,\"\"5,6\",,\n4,0,7,8,9\n"},
		{"unclosed at the end", ',', "1,2,3\n4,5,\"6\n", "2,0,1,2,3\n3,2,\"4,5,\"\"6\",,\n"},
		{"unclosed twice", ',', "1,\"2,3\n4,\"5,6\n7,8,9\n", "2,2,\"1,\"\"2,3\",,\n3,2,\"4,\"\"5,6\",,\n4,0,7,8,9\n"},
		{"swallows a record between two quotes", ',', "1,\"2,3\n4,5,6\n7,8\",9\n", "2,2,\"1,\"\"2,3\",,\n3,0,4,5,6\n4,0,7,\"8\"\"\",9\n"},
		{"swallows the next record", ',', "1,\"2,3\n7,8\",9\n", "2,2,\"1,\"\"2,3\",,\n3,0,7,\"8\"\"\",9\n"},
		{"a note of two lines at the end", ',', "1,2,\"3\n3\"\n4,5,6\n", "2,0,1,2,\"3\n3\"\n4,0,4,5,6\n"},
		{"a note of two lines at the beginning", ',', "\"1\n1\",2,3\n4,5,6\n", "2,0,\"1\n1\",2,3\n4,0,4,5,6\n"},
		{"the most lines", ',', "1,\"" + strings.Repeat("\n", maxLines-1) + "\",3\n4,5,6\n",
			"2,0,1,\"" + strings.Repeat("\n", maxLines-1) + "\",3\n202,0,4,5,6\n"},
		{"too many lines", ',', "1,\"" + strings.Repeat("\n", maxLines) + "\",3\n4,5,6\n",
			"2,2,\"1,\"\"\",,\n202,2,\"\"\",3\",,\n203,0,4,5,6\n"},
		{"a long record", ',', "1,\"" + long[9:] + "\",3\n4,5,6\n", "2,0,1,\"" + long[9:] + "\",3\n3,0,4,5,6\n"},
		{"too long", ',', "1," + long + ",3\n4,5,6\n", "2,1,\"1," + long[:maxRecord-4] + "\",,\n3,0,4,5,6\n"},
		{"too long at the end", ',', "1," + long + long, "2,1,\"1," + long[:maxRecord-4] + "\",,\n"},
		{"too long with quotes", ',', "1,\"" + long + long + "\",3\n4,5,6\n", "2,1,\"1,\"\"" + long[:maxRecord-4] + "\",,\n3,0,4,5,6\n"},
		{"tabs", '\t', "1\t2,2\t\"3\t\"\n4\t5\t6\n7\t8\n", "2,0,1,\"2,2\",\"3\t\"\n3,0,4,5,6\n4,1,\"7\t8\",,\n"},
		{"semicolons", ';', "1;2,5; \"3;\" \n", "2,0,1,\"2,5\",\"3;\"\n"},
		{"bytes that are no text", ',', "\xff,\x00,3\n", "2,0,\xff,\x00,3\n"},
		{"no record", ',', "", ""},
		{"no record but empty lines", ',', "\n\n\r\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			header := []string{"a", "b", "c"}
			m := landed(t, strings.Join(header, string(tt.delim))+"\n"+tt.in, tt.delim, header...)
			got, stats := sent(t, m)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("records, -want +got:\n%.2000s", diff)
			}
			want := Stats{Lines: 1 + int64(strings.Count(tt.in, "\n")), Bytes: m.LandedBytes}
			if tt.in != "" && !strings.HasSuffix(tt.in, "\n") {
				want.Lines++
			}
			want.Records, want.Faulty = count(tt.want)
			if diff := cmp.Diff(want, stats); diff != "" {
				t.Errorf("Stats, -want +got:\n%s", diff)
			}
		})
	}
}

// count counts the records and the faulty ones among what is sent.
func count(rows string) (records, faulty int64) {
	for line := range strings.Lines(rows) {
		var n, fault int
		if c, _ := fmt.Sscanf(line, "%d,%d,", &n, &fault); c == 2 {
			records++
			faulty += int64(min(fault, 1))
		}
	}
	return records, faulty
}

// However the bytes arrive, the records are the same.
func TestScannerReadsInParts(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "%d,\"多行\n\"\"记录\"\"\",%s\r\n%d,\"没有结束,3\n\n%d,缺\n", i, strings.Repeat("x", i%97), i, i)
	}
	scan := func(src io.Reader) string {
		s := newScanner(src, ',', 3, 0)
		var out strings.Builder
		for s.next() {
			fmt.Fprintf(&out, "%d %d %q\n", s.line, s.fault, s.raw)
		}
		if s.err != nil {
			t.Fatal(s.err)
		}
		return out.String()
	}
	want := scan(strings.NewReader(text.String()))
	for name, src := range map[string]io.Reader{
		"one byte at a time": iotest.OneByteReader(strings.NewReader(text.String()[:20_000])),
		"halves":             iotest.HalfReader(strings.NewReader(text.String())),
		"data with the end":  iotest.DataErrReader(strings.NewReader(text.String())),
	} {
		got := scan(src)
		if name == "one byte at a time" {
			want := scan(strings.NewReader(text.String()[:20_000]))
			if got != want {
				t.Errorf("%s: other records", name)
			}
			continue
		}
		if got != want {
			t.Errorf("%s: other records", name)
		}
	}
}

func TestManyRaggedLines(t *testing.T) {
	var text strings.Builder
	text.WriteString("a,b,c\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,只有两列\n", i)
	}
	got, stats := sent(t, landed(t, text.String(), ',', "a", "b", "c"))
	if want := (Stats{Records: 100_000, Faulty: 100_000, Lines: 100_001, Bytes: int64(text.Len())}); stats != want {
		t.Errorf("Stats = %+v, want %+v", stats, want)
	}
	if want := "100001,1,\"99999,只有两列\",,\n"; !strings.HasSuffix(got, want) {
		t.Errorf("last record is not %q", want)
	}
}

func TestOpenRefusesOtherBytes(t *testing.T) {
	m := landed(t, "a,b\n1,2\n3,4\n", ',', "a", "b")
	for name, text := range map[string]string{
		"another header":  "a,c\n1,2\n3,4\n",
		"another record":  "a,b\n1,2\n3,5\n",
		"cut":             "a,b\n1,2\n",
		"empty":           "",
		"longer":          "a,b\n1,2\n3,4\n5,6\n",
		"no header":       "\n\n\n",
		"unclosed header": "\"a,b\n1,2\n3,4\n",
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(m.Path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := Open(m)
			if err == nil {
				defer r.Close()
				_, err = r.WriteTo(io.Discard)
			}
			if !errors.Is(err, ErrChanged) {
				t.Errorf("error = %v, want %v", err, ErrChanged)
			}
		})
	}
}

func TestRecordsWriteToAndRead(t *testing.T) {
	m := landed(t, "a,b\n"+strings.Repeat("1,2\n\"3\",\"4\"\n", 50_000), ',', "a", "b")
	want, _ := sent(t, m)
	r, err := Open(m)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got bytes.Buffer
	if _, err := io.CopyN(&got, iotest.OneByteReader(r), 1000); err != nil {
		t.Fatal(err)
	}
	if n, err := r.WriteTo(&got); err != nil || n != int64(len(want)-1000) {
		t.Errorf("WriteTo = %d, %v, want %d", n, err, len(want)-1000)
	}
	if got.String() != want {
		t.Error("Read, then WriteTo: other bytes than by Read alone")
	}
	if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("Read at the end = %d, %v", n, err)
	}
}

func TestLines(t *testing.T) {
	m := landed(t, "标题\na,b,c\n1,\"2\n\"\"2\"\"\",3\n\n4,5\n=\"6\",7,8\n9,\"10,11\n", ',', "a", "b", "c")
	m.HeaderLine = 2
	got, err := Lines(m, []uint32{1, 3, 4, 6, 7, 8, 99})
	if err != nil {
		t.Fatal(err)
	}
	want := map[uint32][]string{3: {"1", "2\n\"2\"", "3"}, 6: {"4,5"}, 7: {"=\"6\"", "7", "8"}, 8: {"9,\"10,11"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Lines, -want +got:\n%s", diff)
	}
	if got, err := Lines(m, nil); len(got) != 0 || err != nil {
		t.Errorf("Lines(nil) = %v, %v", got, err)
	}
}
