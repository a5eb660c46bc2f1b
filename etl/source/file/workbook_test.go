package file

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
)

// wb is a workbook that a test writes.
type wb struct {
	*excelize.File
	t testing.TB
}

func newBook(t testing.TB) *wb {
	t.Helper()
	b := &wb{excelize.NewFile(), t}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// row puts values into a row from its first column on.
func (b *wb) row(sheet string, number int, values ...any) {
	b.t.Helper()
	b.must(b.SetSheetRow(sheet, fmt.Sprintf("A%d", number), &values))
}

// style gives cells a number format.
func (b *wb) style(sheet, from, to, code string) {
	b.t.Helper()
	id, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code})
	b.must(err)
	b.must(b.SetCellStyle(sheet, from, to, id))
}

func (b *wb) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *wb) bytes() []byte {
	b.t.Helper()
	var out bytes.Buffer
	b.must(b.Write(&out))
	return out.Bytes()
}

// archive is a zip of texts.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	rootLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	bookPart  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="明细" sheetId="1" r:id="r1"/></sheets></workbook>`
	types     = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	stylePart = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`
	headerRow = `<row r="1"><c r="A1" t="str"><v>业务号</v></c><c r="B1" t="str"><v>银行</v></c><c r="C1" t="str"><v>结清时间</v></c></row>`
)

// rawBook is a workbook of one sheet with this XML, and with shared texts.
func rawBook(t testing.TB, sheet, shared string) []byte {
	t.Helper()
	return archive(t, "[Content_Types].xml", types, "_rels/.rels", rootLinks, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", bookLinks,
		"xl/styles.xml", stylePart, "xl/sharedStrings.xml", shared, "xl/worksheets/sheet1.xml", sheet)
}

// rowsOf is a sheet of the header of banks and of the given rows.
func rowsOf(rows string) string {
	return `<worksheet><sheetData>` + headerRow + rows + `</sheetData></worksheet>`
}

func landBook(t *testing.T, s *source.Source, data []byte) (Manifest, string) {
	t.Helper()
	m, err := Land(t.Context(), t.TempDir(), s, "甲.xlsx", bytes.NewReader(data), []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, m)
	return m, got
}

// What a cell holds arrives as a clerk would have typed it into a CSV file.
func TestWorkbookCells(t *testing.T) {
	at := time.Date(2022, 9, 30, 9, 5, 40, 0, time.UTC)
	tests := []struct {
		name   string
		value  any
		format string
		want   string
	}{
		{"text", "平湖示例银行", "", "平湖示例银行"},
		{"text number", "0012", "", "0012"},
		{"text of 18 digits", "330482199001011234", "", "330482199001011234"},
		{"text that looks like a day", "2022/9/30", "", "2022/9/30"},
		{"text with a comma and quotes", `甲,"乙"`, "", `"甲,""乙"""`},
		{"text with a break", "甲\n乙", "", "\"甲\n乙\""},
		{"text with blanks", " 甲 ", "", " 甲 "},
		{"text like an error", "#N/A", "", "#N/A"},
		{"whole", 330482, "", "330482"},
		{"fifteen digits", 123456789012345, "", "123456789012345"},
		{"phone", 13812345678, "0", "13812345678"},
		{"fraction", 0.991, "", "0.991"},
		{"percent", 0.991, "0.0%", "0.991"},
		{"currency", 1234.5, `"¥"#,##0.00`, "1234.5"},
		{"thousands", 1234567.0, "#,##0", "1234567"},
		{"sum of fractions", 0.1 + 0.2, "", "0.3"},
		{"small", 0.00000015, "", "0.00000015"},
		{"scientific", 12345678901.0, "0.00E+00", "12345678901"},
		{"negative", -3.25, "0.00;[Red]-0.00", "-3.25"},
		{"zero", 0, "", "0"},
		{"code with zeros", 1234, "000000", "001234"},
		{"truth", true, "", "TRUE"},
		{"untruth", false, "", "FALSE"},
		{"day", at.Truncate(24 * time.Hour), "yyyy-mm-dd", "2022-09-30"},
		{"Chinese day", at.Truncate(24 * time.Hour), `yyyy"年"m"月"d"日";@`, "2022-09-30"},
		{"day of a language", at.Truncate(24 * time.Hour), `[$-804]yyyy/m/d`, "2022-09-30"},
		{"time", at, "yyyy-mm-dd hh:mm:ss", "2022-09-30 09:05:40"},
		{"time shown as a day", at, "yyyy-mm-dd", "2022-09-30 09:05:40"},
		{"day shown as a time", at.Truncate(24 * time.Hour), "yyyy/m/d h:mm", "2022-09-30 00:00:00"},
		{"time shown as hours", at, "h:mm", "2022-09-30 09:05:40"},
		{"last second", 44834 + 86399.6/86400, "yyyy-mm-dd hh:mm", "2022-10-01 00:00:00"},
		{"hours alone", 0.375, "h:mm", "09:00:00"},
		{"month", time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC), `yyyy"年"m"月"`, "2022-09"},
		{"month of another day", at.Truncate(24 * time.Hour), "yyyy-mm", "2022-09-30"},
		{"elapsed", 1.5 + 1.0/24, "[h]:mm", "37:00:00"},
		{"the day that is none", 60, "yyyy-mm-dd", "1900-02-29"},
		{"the first day", 1, "yyyy-mm-dd", "1900-01-01"},
		{"past the last day", 2958466, "yyyy-mm-dd", "2958466"},
		{"before the first day", -1, "yyyy-mm-dd", "-1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBook(t)
			b.row("Sheet1", 1, "业务号", "银行", "结清时间")
			b.row("Sheet1", 3, "K1", tt.value, "x")
			if tt.format != "" {
				b.style("Sheet1", "B3", "B3", tt.format)
			} else {
				b.must(b.SetCellStyle("Sheet1", "B3", "B3", 0))
			}
			_, got := landBook(t, banks("auto"), b.bytes())
			if want := "3,0,K1," + tt.want + ",x\n"; got != want {
				t.Errorf("records = %q, want %q", got, want)
			}
		})
	}
}

// What other programs write into a sheet's XML, which excelize does not.
func TestWorkbookXML(t *testing.T) {
	tests := []struct{ name, in, shared, want string }{
		{"no names", `<row><c t="str"><v>1</v></c><c><v>2</v></c><c t="inlineStr"><is><t>3</t></is></c></row>`, "", "2,0,1,2,3\n"},
		{"prefixes", `<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>`, "", "2,0,1,,\n"},
		{"Java's wholes", `<row r="2"><c r="A2"><v>1.0</v></c><c r="B2"><v>-0</v></c><c r="C2"><v>1.50</v></c></row>`, "", "2,0,1,0,1.5\n"},
		{"seventeen digits", `<row r="2"><c r="A2"><v>0.99099999999999999</v></c><c r="B2"><v>1.0000000000000001E-5</v></c></row>`, "", "2,0,0.991,0.00001,\n"},
		{"shared", `<row r="2"><c r="A2" t="s"><v>1</v></c></row>`, "<sst><si><t>x</t></si><si><r><t>平</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 湖</t></r><rPh><t>ping</t></rPh></si></sst>", "2,0,平 湖,,\n"},
		{"entities", `<row r="2"><c r="A2" t="str"><v>a&lt;b&amp;&#x4E2D;&#22269;</v></c><c r="B2" t="str"><v><![CDATA[<&>]]></v></c></row>`, "", "2,0,a<b&中国,<&>,\n"},
		{"escapes", `<row r="2"><c r="A2" t="str"><v>a_x000A_b</v></c><c r="B2" t="inlineStr"><is><t>_x005F_x000A_</t></is></c></row>`, "", "2,0,\"a\nb\",_x000A_,\n"},
		{"day as ISO", `<row r="2"><c r="A2" t="d"><v>2022-09-30T09:05:40</v></c></row>`, "", "2,0,2022-09-30 09:05:40,,\n"},
		{"built-in format of a day", `<row r="2"><c r="A2" s="1"><v>44834</v></c></row>`, "", "2,0,2022-09-30,,\n"},
		{"formula", `<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c><c r="C2"><f t="shared" si="0"/><v>7</v></c></row>`, "", "2,0,2,,7\n"},
		{"hidden", `<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>`, "", "2,0,1,,\n"},
		{"empty rows and cells", `<row r="2"/><row r="3"><c r="A3" s="1"/><c r="C3"><v></v></c></row><row r="5"><c r="A5"><v>1</v></c></row><row r="9"><c r="B9" s="1"/></row>`, "", "5,0,1,,\n"},
		{"a note beside the table", `<row r="2"><c r="A2"><v>1</v></c><c r="E2" t="str"><v>见附件</v></c></row><row r="3"><c r="F3"><v>1</v></c></row>`, "", "2,0,1,,\n"},
		{"comment and other elements", `<!-- <row> --><row r="2"><c r="A2"><extLst><v>5</v></extLst><v>1</v></c></row><?x y?>`, "", "2,0,1,,\n"},
		{"attributes with signs", `<row r='2' x="a>b"><c r='A2'><v>1</v></c></row>`, "", "2,0,1,,\n"},
		{"a cell right beside the table", `<row r="2"><c r="A2"><v>1</v></c><c r="D2" t="str"><v>多</v></c><c r="E2"><v>2</v></c><c r="G2"><v>3</v></c></row>`, "", "2,1,\"1,,,多,2\",,\n"},
		{"a control character first", `<row r="2"><c r="A2" t="str"><v>_x0001_3x</v></c></row>`, "", "2,0,\"\x013x\",,\n"},
		{"error", `<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="str"><v>二` + "\n" + `行</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>`, "",
			"2,3,\"1,#N/A,\"\"二 行\"\"\",,\n3,0,2,,\n"},
		{"lost digits", `<row r="2"><c r="A2"><v>330482199001011000</v></c></row><row r="3"><c r="A3"><v>3.3048219900101101E+17</v></c></row><row r="4"><c r="A4"><v>999999999999999</v></c></row>`, "",
			"2,4,\"3.30482199001011E+17,,\",,\n3,4,\"3.30482199001011E+17,,\",,\n4,0,999999999999999,,\n"},
		{"many line breaks", `<row r="2"><c r="A2" t="str"><v>a` + strings.Repeat("\n", 2*maxLines) + `b</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>`, "", "2,0,\"a" + strings.Repeat("\n", 2*maxLines) + "b\",,\n4,0,2,,\n"},
		{"line breaks are one row", `<row r="2"><c r="A2" t="str"><v>a&#10;b&#10;1,2,3&#10;c</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>`, "", "2,0,\"a\nb\n1,2,3\nc\",,\n4,0,2,,\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shared := tt.shared
			if shared == "" {
				shared = "<sst/>"
			}
			m, got := landBook(t, banks("auto"), rawBook(t, rowsOf(tt.in), shared))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("records, -want +got:\n%s", diff)
			}
			if m.Encoding != "xlsx" || m.Sheet != "明细" || m.HeaderLine != 1 || !cmp.Equal(m.Columns, []string{"no", "bank", "payoff_at"}) {
				t.Errorf("Land = %+v", m)
			}
			onlyFile(t, strings.TrimSuffix(m.Path, "/banks/"+m.LandedSHA+".csv"), m.Path)
		})
	}
}

// A column that feeds nothing may hold errors and numbers that have lost digits; they are never taken for whole ones.
func TestWorkbookIgnoredColumn(t *testing.T) {
	b := newBook(t)
	b.row("Sheet1", 1, "业务号", "银行", "结清时间", "备注")
	b.row("Sheet1", 2, "K1", "甲", "x", 330482199001011234)
	_, got := landBook(t, banks("auto"), b.bytes())
	if want := "2,0,K1,甲,x,3.30482199001011E+17\n"; got != want {
		t.Errorf("records = %q, want %q", got, want)
	}
}

// Days of a workbook that begins to count in 1904, as those of old Macs do.
func TestWorkbook1904(t *testing.T) {
	b := newBook(t)
	yes := true
	b.must(b.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	b.row("Sheet1", 1, "业务号", "银行", "结清时间")
	b.row("Sheet1", 2, "K1", "甲", 43372.5)
	b.style("Sheet1", "C2", "C2", "yyyy-mm-dd hh:mm:ss")
	_, got := landBook(t, banks("auto"), b.bytes())
	if want := "2,0,K1,甲,2022-09-30 12:00:00\n"; got != want {
		t.Errorf("records = %q, want %q", got, want)
	}
}

// Personal fields are changed before anything is kept, whatever kind of cell they stand in.
func TestWorkbookPersonal(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := banks("auto")
	s.Ignore = []string{"抵押人", "电话", "单元号"}
	s.Personal = map[string]source.Personal{"抵押人": source.Drop, "电话": source.Mask, "单元号": source.HMAC}
	b := newBook(t)
	b.row("Sheet1", 1, "抵押人名单:张三")
	b.row("Sheet1", 2, "业务号", "银行", "结清时间", "抵押人", "电话", "单元号")
	b.row("Sheet1", 3, "K1", "甲", "x", "张三", 13812345678, "330482F001")
	b.row("Sheet1", 4, 330482199001011234, "甲", "x", "张三", 13812345678, "330482F001")
	b.row("Sheet1", 5, nil, nil, nil, "张三")
	b.row("Sheet1", 6, nil, "K2", "甲", "x", "张三", "13812345678", "330482F001")
	for i := range 1000 {
		b.row("Sheet1", 7+i, "K2", "甲", "x", "张三", "13812345678", 3304820011)
	}
	_, err := b.NewSheet("张三")
	b.must(err)
	csv := "业务号,银行,结清时间,抵押人,电话,单元号\n1,2,3,张三,13812345678,330482F001\n"
	m, got := landBook(t, s, b.bytes())
	_, same := landBook(t, s, []byte(csv))
	hash := same[strings.LastIndexByte(same, ',')+1 : len(same)-1]
	first, _, _ := strings.Cut(got, "7,0,")
	want := "3,0,K1,甲,x,,1*********8," + hash + "\n4,4,\"3.30482199001011E+17,甲,x,,1*********8," + hash + "\",,,,,\n5,0,,,,,,\n6,1,\",K2,甲,*,*,*,*\",,,,,\n"
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("records, -want +got:\n%s", diff)
	}
	kept, err := os.ReadFile(m.Path)
	b.must(err)
	for _, secret := range []string{"张三", "13812345678", "330482F001", "3304820011"} {
		if bytes.Contains(kept, []byte(secret)) {
			t.Errorf("%q is on the disk", secret)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
	if _, err := Land(t.Context(), t.TempDir(), s, "甲.xlsx", bytes.NewReader(b.bytes()), nil); !errors.Is(err, errNoKey) {
		t.Errorf("Land without a key = %v, want %v", err, errNoKey)
	}
}

// A file whose bytes come from a pipe, and one that is declared in another encoding or with another delimiter.
func TestWorkbookHowever(t *testing.T) {
	s := banks("gb18030")
	s.Delimiter = "\t"
	b := newBook(t)
	b.row("Sheet1", 1, "业务号", "银行", "结清时间")
	b.row("Sheet1", 2, "K1", "甲\t乙", "x")
	m, err := Land(t.Context(), t.TempDir(), s, "甲.csv", struct{ *bytes.Buffer }{bytes.NewBuffer(b.bytes())}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, m)
	if want := "2,0,K1,甲\t乙,x\n"; got != want {
		t.Errorf("records = %q, want %q", got, want)
	}
	if _, err := m.Match(s); err != nil {
		t.Errorf("Match = %v", err)
	}
	again, err := Land(t.Context(), t.TempDir(), s, "乙.xlsx", bytes.NewReader(b.bytes()), nil)
	if err != nil || again.LandedSHA != m.LandedSHA {
		t.Errorf("Land of the same again = %s, %v, want %s", again.LandedSHA, err, m.LandedSHA)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Land(ctx, t.TempDir(), s, "甲.xlsx", bytes.NewReader(b.bytes()), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Land without time = %v, want %v", err, context.Canceled)
	}
	lines, err := Lines(m, []uint32{2})
	if want := map[uint32][]string{2: {"K1", "甲\t乙", "x"}}; err != nil || !cmp.Equal(want, lines) {
		t.Errorf("Lines = %v, %v, want %v", lines, err, want)
	}
}

// problemOf is the problem for which bytes are refused.
func problemOf(t *testing.T, s *source.Source, data []byte) *Problem {
	t.Helper()
	dir := t.TempDir()
	_, err := Land(t.Context(), dir, s, "甲.xlsx", bytes.NewReader(data), []byte("key"))
	var p *Problem
	if !errors.As(err, &p) || !errors.Is(err, assess.ErrInvalid) {
		t.Fatalf("Land = %v, want a problem", err)
	}
	if strings.Contains(p.ZH+p.EN, "\n") || !strings.Contains(p.ZH, "「甲.xlsx」") || !strings.Contains(p.EN, `"甲.xlsx"`) {
		t.Errorf("sentences\n%s\n%s\nwant one line each that names the file", p.ZH, p.EN)
	}
	onlyFile(t, dir, "")
	return p
}
