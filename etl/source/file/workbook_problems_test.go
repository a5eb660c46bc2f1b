package file

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// Each workbook that cannot be taken is refused in one sentence, and nothing of it is kept.
func TestWorkbookProblems(t *testing.T) {
	good := rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row>`), "<sst/>")
	fill := func(rows ...[]any) []byte {
		b := newBook(t)
		for i, r := range rows {
			b.row("Sheet1", i+1, r...)
		}
		return b.bytes()
	}
	header := []any{"业务号", "银行", "结清时间"}
	encrypted := func() []byte {
		b := newBook(t)
		b.row("Sheet1", 1, header...)
		var out bytes.Buffer
		b.must(b.Write(&out, excelize.Options{Password: "密码"}))
		return out.Bytes()
	}
	without := func() []byte {
		b := newBook(t)
		b.row("Sheet1", 1, header...)
		b.row("Sheet1", 2, "K1", nil, "x")
		b.must(b.SetCellFormula("Sheet1", "B2", "A2"))
		return b.bytes()
	}
	several := func(hide bool) []byte {
		b := newBook(t)
		for _, name := range []string{"1月", "2月"} {
			_, err := b.NewSheet(name)
			b.must(err)
			b.row(name, 1, header...)
			b.row(name, 2, name, "甲", "x")
		}
		b.must(b.SetSheetVisible("2月", !hide))
		b.must(b.SetSheetVisible("1月", !hide))
		return b.bytes()
	}
	drifted := func() []byte {
		b := newBook(t)
		b.row("Sheet1", 1, header...)
		b.row("Sheet1", 2, "K1", "甲", "x")
		_, err := b.NewSheet("2月")
		b.must(err)
		b.row("2月", 3, "业务号", "银行", "还清时间")
		b.row("2月", 4, "K2", "甲", "x")
		return b.bytes()
	}
	tests := []struct {
		name   string
		data   []byte
		code   Code
		line   int
		en, zh string
	}{
		{"password", encrypted(), Locked, 0, "needs a password", "设有打开密码"},
		{"archive", archive(t, "a.csv", "业务号,银行,结清时间\n1,2,3\n"), NotCSV, 0, "an archive", "压缩包"},
		{"document", archive(t, "_rels/.rels", strings.Replace(rootLinks, "xl/workbook.xml", "word/document.xml", 1)), NotCSV, 0, "another kind of Office", "另一种 Office"},
		{"binary workbook", archive(t, "_rels/.rels", strings.Replace(rootLinks, "workbook.xml", "workbook.bin", 1)), NotCSV, 0, ".xlsb", ".xlsb"},
		{"cut off", good[:len(good)-30], BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a byte changed", flipped(good, "xl/worksheets/sheet1.xml"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a byte changed behind the rows", bytes.Replace(stored(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row>`)), []byte("</worksheet>"), []byte("</worksheeT>"), 1), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"no workbook part", archive(t, "_rels/.rels", rootLinks), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"no sheet part", archive(t, "[Content_Types].xml", types, "_rels/.rels", rootLinks, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", bookLinks, "xl/sharedStrings.xml", "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a part twice", archive(t, "[Content_Types].xml", types, "_rels/.rels", rootLinks, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", bookLinks, "xl/sharedStrings.xml", "<sst/>",
			"xl/worksheets/sheet1.xml", rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row>`), "xl/worksheets/Sheet1.xml", rowsOf(`<row r="2"><c r="A2"><v>2</v></c></row>`)), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"XML that ends", rawBook(t, `<worksheet><sheetData>`+headerRow+`<row r="2"><c r="A2"><v>1</v></c></row>`, "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"XML that ends in a row", rawBook(t, `<worksheet><sheetData>`+headerRow+`<row r="2"><c r="A2"><v>1</v></c>`, "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"XML that is none", rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1<</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a tag in a tag", rawBook(t, rowsOf(`<row r="2" <c r="A2"><v>1</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"an entity of its own", rawBook(t, `<!DOCTYPE x [<!ENTITY a "b">]>`+rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"an unknown entity", rawBook(t, rowsOf(`<row r="2"><c r="A2" t="str"><v>&a;</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a shared text that is not there", rawBook(t, rowsOf(`<row r="2"><c r="A2" t="s"><v>7</v></c></row>`), "<sst><si><t>a</t></si></sst>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"two rows of one number", rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"two cells of one name", rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a row too many", rawBook(t, rowsOf(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`), "<sst/>"), TooLarge, 0, "1048576", "1048576"},
		{"a column too many", rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c><c r="XFE2"><v>1</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a kind of cell that is none", rawBook(t, rowsOf(`<row r="2"><c r="A2" t="x"><v>1</v></c></row>`), "<sst/>"), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"a bomb by its size", bombed(t, 5<<30), TooLarge, 0, "larger than 4 GB", "超过 4 GB"},
		{"a bomb by its ratio", bombed(t, 300<<20), TooLarge, 0, "times as large", "倍以上"},
		{"a part that only says a password is needed", announced(t, "xl/other.bin", zip.FileHeader{Flags: 1}), Locked, 0, "needs a password", "设有打开密码"},
		{"shared texts without end", announced(t, "xl/sharedStrings.xml", zip.FileHeader{CompressedSize64: 64 << 20, UncompressedSize64: 2 << 30}), TooLarge, 0, "too much text", "文字过多"},
		{"styles without end", announced(t, "xl/styles.xml", zip.FileHeader{CompressedSize64: 8 << 20, UncompressedSize64: 65 << 20}), TooLarge, 0, "description of its styles", "样式或目录过大"},
		{"a list of parts without end", announced(t, "xl/_rels/workbook.xml.rels", zip.FileHeader{CompressedSize64: 8 << 20, UncompressedSize64: 65 << 20}), TooLarge, 0, "list of its parts", "目录过大"},
		{"a bomb that hides its size", bombed(t, 1000), BrokenWorkbook, 0, "damaged", "已损坏"},
		{"many parts", archive(t, strings.Split(strings.Repeat("a|b|", maxParts+1), "|")[:2*maxParts+2]...), TooLarge, 0, "10000 parts", "10000 个部分"},
		{"nothing", fill(), NoHeader, 0, "no header in the first 20 rows of any visible sheet", "没有一个可见工作表"},
		{"another table", fill([]any{"姓名", "电话"}, []any{"张三", "138"}), NoHeader, 0, "want 业务号, 结清时间, 银行", "应有:业务号、结清时间、银行"},
		{"header too far down", fill(append(make([][]any, 0), padded(20, header)...)...), NoHeader, 0, "no header", "前 20 行"},
		{"header alone", fill(header), NoRows, 1, "no record", "没有记录"},
		{"header and a note", fill(header, nil, []any{nil, nil, nil, nil, "注"}), NoRows, 1, "no record", "没有记录"},
		{"missing column", fill(header[:2], []any{"K1", "甲"}), Drifted, 1, `sheet "Sheet1" the header is not that of the source: missing 结清时间`, "工作表「Sheet1」的表头与来源约定不符:缺少 结清时间"},
		{"unknown column", fill([]any{"业务号", "银行", "结清时间", "身份证号"}, []any{1, 2, 3, 4}), Drifted, 1, "unknown 身份证号", "多出 身份证号"},
		{"nameless column", fill([]any{"业务号", "", "银行", "结清时间"}, []any{1, nil, 3, 4}, []any{1, "?", 3, 4}), Drifted, 1, `column B of sheet "Sheet1" has no header, but cell B3`, "第 B 列没有表头,但单元格 B3"},
		{"column twice", fill([]any{"业务号", "银行", "结清时间", "银 行"}, []any{1, 2, 3, 4}), DuplicateColumn, 1, "columns 2 and 4", "第 2 列和第 4 列"},
		{"formula without a value", without(), NoResult, 2, "cell B2 (银行) is a formula", "单元格 B2(银行)是公式"},
		{"formula that a program left empty", rawBook(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f><v></v></c></row>`), "<sst/>"), NoResult, 2, "cell B2", "单元格 B2"},
		{"two sheets", several(false), SeveralSheets, 0, "1月, 2月", "1月、2月"},
		{"two hidden sheets", several(true), NoHeader, 0, "visible", "可见"},
		{"another sheet that seems to have it", drifted(), Drifted, 3, `sheet "2月"`, "工作表「2月」"},
		{"lost character", fill(header, []any{"K1", "甲\uFFFD", "x"}), BadEncoding, 2, "cell B2", "单元格 B2"},
		{"NUL", rawBook(t, rowsOf(`<row r="2"><c r="A2" t="str"><v>a_x0000_</v></c></row>`), "<sst/>"), BadEncoding, 2, "cell A2", "单元格 A2"},
		{"no UTF-8", rawBook(t, rowsOf("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a\xff</v></c></row>"), "<sst/>"), BadEncoding, 2, "cell A2", "单元格 A2"},
		{"no UTF-8 in an error", rawBook(t, rowsOf("<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#\xff</v></c></row>"), "<sst/>"), BadEncoding, 2, "cell A2", "单元格 A2"},
		{"no UTF-8 beside the table", rawBook(t, rowsOf("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"D2\" t=\"str\"><v>\xff</v></c></row>"), "<sst/>"), BadEncoding, 2, "cell D2", "单元格 D2"},
		{"a megabyte in a row", rawBook(t, rowsOf(`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>0</v></c></row>`), "<sst><si><t>"+strings.Repeat("长", 200_000)+"</t></si></sst>"), TooLarge, 2, "1 MB of text", "1 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problemOf(t, banks("auto"), tt.data)
			t.Log(p.ZH, "|", p.EN)
			if p.Code != tt.code || p.Line != tt.line || !strings.Contains(p.EN, tt.en) || !strings.Contains(p.ZH, tt.zh) {
				t.Errorf("Land = %s, line %d\n%s\n%s\nwant %s, line %d, with %q and %q", p.Code, p.Line, p.EN, p.ZH, tt.code, tt.line, tt.en, tt.zh)
			}
		})
	}
	if _, got := landBook(t, banks("auto"), stored(t, rowsOf(`<row r="2"><c r="A2"><v>1</v></c></row>`))); got != "2,0,1,,\n" {
		t.Errorf("records of a workbook that is not packed = %q", got)
	}
	small := banks("auto")
	small.Limits.MaxMB = 1
	if p := problemOf(t, small, append(good, make([]byte, 1<<20)...)); p.Code != TooLarge {
		t.Errorf("Land of more than max_mb = %v", p)
	}
}

// padded is so many rows of one word, and a header behind them.
func padded(n int, header []any) [][]any {
	var rows [][]any
	for range n {
		rows = append(rows, []any{"说明"})
	}
	return append(rows, header, []any{1, 2, 3})
}

// flipped changes a byte of what a part holds.
func flipped(data []byte, part string) []byte {
	data = bytes.Clone(data)
	i := bytes.Index(data, []byte(part)) + len(part) + 40
	data[i] ^= 0x10
	return data
}

// stored is a workbook that is not packed.
func stored(t *testing.T, sheet string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", types}, {"_rels/.rels", rootLinks}, {"xl/workbook.xml", bookPart}, {"xl/_rels/workbook.xml.rels", bookLinks},
		{"xl/sharedStrings.xml", "<sst/>"}, {"xl/worksheets/sheet1.xml", sheet},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, part[1])
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

// announced is a workbook one of whose parts says something about itself that it does not hold.
func announced(t *testing.T, name string, says zip.FileHeader) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	said := false
	for _, part := range [][2]string{
		{"[Content_Types].xml", types}, {"_rels/.rels", rootLinks}, {"xl/workbook.xml", bookPart}, {"xl/_rels/workbook.xml.rels", bookLinks},
		{"xl/sharedStrings.xml", "<sst/>"}, {"xl/styles.xml", stylePart}, {name, "x"},
	} {
		var w io.Writer
		var err error
		switch {
		case part[0] != name:
			w, err = z.Create(part[0])
		case said:
			continue
		default:
			said = true
			says.Name, says.Method = name, zip.Deflate
			w, err = z.CreateRaw(&says)
		}
		if err == nil {
			_, err = io.WriteString(w, part[1])
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

// bombed is a workbook whose sheet is 300 MB of blanks and says that it has another size.
func bombed(t *testing.T, says uint64) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 9)
	if err != nil {
		t.Fatal(err)
	}
	sum := crc32.NewIEEE()
	to := io.MultiWriter(w, sum)
	_, _ = io.WriteString(to, `<worksheet><sheetData>`+headerRow)
	blanks := bytes.Repeat([]byte{' '}, 1<<20)
	for range 300 {
		_, _ = to.Write(blanks)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	sheet, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: says})
	if err == nil {
		_, err = sheet.Write(packed.Bytes())
	}
	for _, part := range [][2]string{{"[Content_Types].xml", types}, {"_rels/.rels", rootLinks}, {"xl/workbook.xml", bookPart}, {"xl/_rels/workbook.xml.rels", bookLinks}, {"xl/sharedStrings.xml", "<sst/>"}} {
		if err == nil {
			var w io.Writer
			if w, err = z.Create(part[0]); err == nil {
				_, err = io.WriteString(w, part[1])
			}
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Where the header of a sheet is found.
func TestWorkbookHeads(t *testing.T) {
	s := banks("auto")
	s.Columns["办理/时间"] = "done_at"
	s.Optional = []string{"办理/时间"}
	s.Ignore = append(s.Ignore, "时间")
	named := *s
	named.Sheet = "明*"
	tests := []struct {
		name   string
		fill   func(b *wb)
		named  bool
		line   int
		header []string
		want   string
	}{
		{"titles and empty rows", func(b *wb) {
			b.row("Sheet1", 2, "银行清贷解抵报表")
			b.must(b.MergeCell("Sheet1", "A2", "C2"))
			b.row("Sheet1", 3, "制表:", "张三")
			b.row("Sheet1", 5, "业务\n号", " 银行 ", "结清时间", nil, nil)
			b.row("Sheet1", 6, "K1", "甲", "x")
			b.row("Sheet1", 9, "K2", "甲", "x")
		}, false, 5, []string{"业务\n号", " 银行 ", "结清时间"}, "6,0,K1,甲,x\n9,0,K2,甲,x\n"},
		{"the twentieth row", func(b *wb) {
			for i, r := range padded(19, []any{"业务号", "银行", "结清时间"}) {
				b.row("Sheet1", 2*i+1, r...)
			}
		}, false, 39, []string{"业务号", "银行", "结清时间"}, "41,0,1,2,3\n"},
		{"a row with one header more before it", func(b *wb) {
			b.row("Sheet1", 1, "业务号", "银行", "备注", "另")
			b.row("Sheet1", 2, "业务号", "银行", "结清时间")
			b.row("Sheet1", 3, "K1", "甲", "x")
		}, false, 2, []string{"业务号", "银行", "结清时间"}, "3,0,K1,甲,x\n"},
		{"cells merged over empty columns", func(b *wb) {
			b.row("Sheet1", 1, nil, "业务号", "银行", nil, "结清时间")
			b.must(b.MergeCell("Sheet1", "C1", "D1"))
			b.row("Sheet1", 2, nil, "K1", "甲", nil, "x")
		}, false, 1, []string{"业务号", "银行", "结清时间"}, "2,0,K1,甲,x\n"},
		{"two rows, the lower words", func(b *wb) {
			b.row("Sheet1", 1, "报表")
			b.row("Sheet1", 2, "业务号", "办理情况")
			b.row("Sheet1", 3, nil, "银行", "结清时间")
			b.must(b.MergeCell("Sheet1", "A2", "A3"))
			b.must(b.MergeCell("Sheet1", "B2", "C2"))
			b.row("Sheet1", 4, "K1", "甲", "x")
		}, false, 3, []string{"业务号", "银行", "结清时间"}, "4,0,K1,甲,x\n"},
		{"two rows, joined where the source says so", func(b *wb) {
			b.row("Sheet1", 1, "收件", "业务号", "办理", nil, "银行")
			b.row("Sheet1", 2, "时间", nil, "结清时间", "时间")
			b.must(b.MergeCell("Sheet1", "C1", "D1"))
			b.row("Sheet1", 3, "z", "K1", "x", "y", "甲")
		}, false, 2, []string{"时间", "业务号", "结清时间", "办理/时间", "银行"}, "3,0,z,K1,x,y,甲\n"},
		{"a note and an empty form beside it", func(b *wb) {
			b.row("Sheet1", 1, "填表说明")
			for _, name := range []string{"空表", "明细"} {
				_, err := b.NewSheet(name)
				b.must(err)
				b.row(name, 1, "业务号", "银行", "结清时间")
			}
			b.row("明细", 2, "K1", "甲", "x")
		}, false, 1, []string{"业务号", "银行", "结清时间"}, "2,0,K1,甲,x\n"},
		{"a hidden sheet beside it", func(b *wb) {
			b.row("Sheet1", 1, "业务号", "银行", "结清时间")
			b.row("Sheet1", 2, "K1", "甲", "x")
			_, err := b.NewSheet("去年")
			b.must(err)
			b.row("去年", 1, "业务号", "银行", "结清时间")
			b.row("去年", 2, "K0", "甲", "x")
			b.must(b.SetSheetVisible("去年", false))
		}, false, 1, []string{"业务号", "银行", "结清时间"}, "2,0,K1,甲,x\n"},
		{"a sheet that the source names", func(b *wb) {
			for i, name := range []string{"Sheet1", "明细"} {
				_, err := b.NewSheet(name)
				b.must(err)
				b.row(name, 1, "业务号", "银行", "结清时间")
				b.row(name, 2, fmt.Sprint("K", i), "甲", "x")
			}
		}, true, 1, []string{"业务号", "银行", "结清时间"}, "2,0,K1,甲,x\n"},
		{"hidden rows and columns", func(b *wb) {
			b.row("Sheet1", 1, "业务号", "银行", "结清时间")
			b.row("Sheet1", 2, "K1", "甲", "x")
			b.row("Sheet1", 3, "K2", "甲", "x")
			b.must(b.SetRowVisible("Sheet1", 2, false))
			b.must(b.SetColVisible("Sheet1", "B", false))
		}, false, 1, []string{"业务号", "银行", "结清时间"}, "2,0,K1,甲,x\n3,0,K2,甲,x\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBook(t)
			tt.fill(b)
			use := s
			if tt.named {
				use = &named
			}
			m, got := landBook(t, use, b.bytes())
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("records, -want +got:\n%s", diff)
			}
			if m.HeaderLine != tt.line || !cmp.Equal(tt.header, m.Header) {
				t.Errorf("header %q in line %d, want %q in %d", m.Header, m.HeaderLine, tt.header, tt.line)
			}
		})
	}
	if p := problemOf(t, &named, rawBook(t, rowsOf(""), "<sst/>")); p.Code != NoRows {
		t.Errorf("Land of the named sheet without rows = %v", p)
	}
	other := *s
	other.Sheet = "总表"
	if p := problemOf(t, &other, rawBook(t, rowsOf(""), "<sst/>")); p.Code != NoHeader || !strings.Contains(p.ZH, "没有名为「总表」的工作表,只有 明细") {
		t.Errorf("Land without the named sheet = %v, %s", p, p.ZH)
	}
}
