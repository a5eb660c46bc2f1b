package file

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"yingshang/dashboards/assess"
	"yingshang/etl/source"
)

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t testing.TB, text string, little bool) []byte {
	t.Helper()
	order := unicode.BigEndian
	if little {
		order = unicode.LittleEndian
	}
	b, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// banks is a source of three columns without personal fields.
func banks(encoding string) *source.Source {
	return &source.Source{
		ID: "banks", Encoding: encoding, Delimiter: ",",
		Columns: map[string]string{"业务号": "no", "银行": "bank", "结清时间": "payoff_at"}, Ignore: []string{"备注"},
		Limits: source.DefaultLimits(),
	}
}

const banksText = "业务号,银行,结清时间\n1,平湖示例银行,2022-09-30\n2,\"𠮷,㐀\n支行\",2022-09-29\n3,€,\n"

// A file in whatever encoding gives the same rows.
func TestLandEncodings(t *testing.T) {
	want := "2,0,1,平湖示例银行,2022-09-30\n3,0,2,\"𠮷,㐀\n支行\",2022-09-29\n5,0,3,€,\n"
	gbMark := []byte("\x84\x31\x95\x33")
	tests := []struct {
		name     string
		data     []byte
		declared []string
		encoding string
	}{
		{"UTF-8", []byte(banksText), []string{"auto", "utf-8"}, "utf-8"},
		{"UTF-8 with mark", []byte("\ufeff" + banksText), []string{"auto", "utf-8"}, "utf-8"},
		{"GB18030", gb18030(t, banksText), []string{"auto", "gb18030"}, "gb18030"},
		{"GB18030 with mark", append(gbMark, gb18030(t, banksText)...), []string{"auto", "gb18030"}, "gb18030"},
		{"UTF-16LE with mark", utf16(t, "\ufeff"+banksText, true), []string{"auto", "utf-16", "utf-16le"}, "utf-16le"},
		{"UTF-16BE with mark", utf16(t, "\ufeff"+banksText, false), []string{"auto", "utf-16", "utf-16be"}, "utf-16be"},
		{"UTF-16LE", utf16(t, banksText, true), []string{"utf-16", "utf-16le"}, "utf-16le"},
		{"UTF-16BE", utf16(t, banksText, false), []string{"utf-16", "utf-16be"}, "utf-16be"},
	}
	for _, tt := range tests {
		for _, declared := range tt.declared {
			for _, ends := range []string{"\n", "\r\n"} {
				t.Run(fmt.Sprintf("%s as %s %q", tt.name, declared, ends), func(t *testing.T) {
					data, want := tt.data, want
					if ends != "\n" {
						if strings.HasPrefix(tt.name, "UTF-16") {
							t.Skip("two bytes a letter")
						}
						data = bytes.ReplaceAll(data, []byte("\n"), []byte(ends))
						want = strings.Replace(want, "\n支行", "\r\n支行", 1)
					}
					dir := t.TempDir()
					m, err := Land(t.Context(), dir, banks(declared), "/inbox/甲.csv", bytes.NewReader(data), nil)
					if err != nil {
						t.Fatal(err)
					}
					got, _ := sent(t, m)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("records, -want +got:\n%s", diff)
					}
					text := []byte(strings.ReplaceAll(banksText, "\n", ends))
					sha := func(b []byte) string { s := sha256.Sum256(b); return hex.EncodeToString(s[:]) }
					wantManifest := Manifest{
						Source: "banks", Name: "甲.csv", ReceivedSHA: sha(data), ReceivedBytes: int64(len(data)), LandedSHA: sha(text),
						LandedBytes: int64(len(text)), Encoding: tt.encoding, Path: filepath.Join(dir, "banks", sha(text)+".csv"),
						Delimiter: ',', HeaderLine: 1, Header: []string{"业务号", "银行", "结清时间"}, Columns: []string{"no", "bank", "payoff_at"},
					}
					if diff := cmp.Diff(wantManifest, m); diff != "" {
						t.Errorf("Land, -want +got:\n%s", diff)
					}
					onlyFile(t, dir, m.Path)
				})
			}
		}
	}
}

// onlyFile checks that nothing but one landed file lies about.
func onlyFile(t *testing.T, dir, path string) {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, p)
		}
		return err
	})
	if want := strings.Fields(path); err != nil || !cmp.Equal(want, files, cmpopts.EquateEmpty()) {
		t.Errorf("files in the landing folder = %q, %v, want %q", files, err, want)
	}
}

func TestLandProblems(t *testing.T) {
	const header = "业务号,银行,结清时间\n"
	many := strings.Repeat("1,平湖示例银行,2022-09-30\n", 40_000) // more than is read at once
	semicolons := banks("auto")
	semicolons.Delimiter = ";"
	small := banks("auto")
	small.Limits.MaxMB = 1
	tests := []struct {
		name   string
		source *source.Source
		data   []byte
		want   Problem // Code, Line and Drift
		en, zh string  // parts of the sentences
	}{
		{"empty", banks("auto"), nil, Problem{Code: EmptyFile}, "is empty", "是空的"},
		{"empty, declared UTF-16", banks("utf-16"), nil, Problem{Code: EmptyFile}, "is empty", "是空的"},
		{"a mark alone", banks("auto"), []byte("\ufeff"), Problem{Code: EmptyFile}, "is empty", "是空的"},
		{"empty lines", banks("auto"), []byte("\r\n\r\n\n"), Problem{Code: EmptyFile}, "is empty", "是空的"},
		{"header alone", banks("auto"), []byte(header), Problem{Code: NoRows, Line: 1}, "no record", "没有记录"},
		{"header and empty lines", banks("auto"), []byte(header + "\r\n\n"), Problem{Code: NoRows, Line: 1}, "no record", "没有记录"},
		{"header without a line end", banks("auto"), []byte(strings.TrimSpace(header)), Problem{Code: NoRows, Line: 1}, "no record", "没有记录"},
		{"no header", banks("auto"), []byte("1,平湖示例银行,2022-09-30\n"), Problem{Code: NoHeader}, "want 业务号, 结清时间, 银行", "应有:业务号、结清时间、银行"},
		{"another table", banks("auto"), []byte("姓名,电话\n张三,13812345678\n"), Problem{Code: NoHeader}, "no header", "没有表头"},
		{"semicolons", banks("auto"), []byte(strings.ReplaceAll(header, ",", ";") + "1;2;3\n"), Problem{Code: WrongDelimiter, Line: 1}, `by ";", the source wants ","`, "用分号分隔,来源约定用逗号"},
		{"commas", semicolons, []byte(header + "1,2,3\n"), Problem{Code: WrongDelimiter, Line: 1}, `by ",", the source wants ";"`, "用逗号分隔"},
		{"tabs", banks("auto"), []byte("\n" + strings.ReplaceAll(header, ",", "\t") + "1\t2\t3\n"), Problem{Code: WrongDelimiter, Line: 2}, `by "\t"`, "用制表符分隔"},
		{"missing column", banks("auto"), []byte("业务号,银行\n1,2\n"),
			Problem{Code: Drifted, Line: 1, Drift: &Drift{Missing: []string{"结清时间"}}}, "missing 结清时间", "缺少 结清时间"},
		{"unknown column", banks("auto"), []byte("业务号,银行,结清时间,身份证号\n1,2,3,4\n"),
			Problem{Code: Drifted, Line: 1, Drift: &Drift{Unknown: []string{"身份证号"}}}, "unknown 身份证号", "多出 身份证号"},
		{"renamed column", banks("auto"), []byte("业务号,经办银行,贷款结清时间\n1,2,3\n"),
			Problem{Code: Drifted, Line: 1, Drift: &Drift{Missing: []string{"结清时间", "银行"}, Unknown: []string{"经办银行", "贷款结清时间"},
				Renamed: map[string]string{"结清时间": "贷款结清时间", "银行": "经办银行"}}},
			`"结清时间" may have become "贷款结清时间"`, "「银行」可能改名为「经办银行」"},
		{"nameless column", banks("auto"), []byte("业务号,,银行,结清时间\n1,2,3,4\n"),
			Problem{Code: Drifted, Line: 1, Drift: &Drift{Unknown: []string{"(第 2 列无名)"}}}, "第 2 列", "第 2 列"},
		{"column twice", banks("auto"), []byte("业务号,银行,结清时间,\"银\n行\"\n1,2,3,4\n"), Problem{Code: DuplicateColumn, Line: 1}, "columns 2 and 4", "第 2 列和第 4 列"},
		{"CR alone", banks("auto"), []byte(strings.ReplaceAll(header+"1,2,3\n4,5,6\n", "\n", "\r")), Problem{Code: CROnly}, "CR alone", "回车 CR"},
		{"CR alone, two lines", banks("auto"), []byte("业务号,银行,结清时间\r1,2,3"), Problem{Code: CROnly}, "CR alone", "回车 CR"},
		{"page", banks("auto"), []byte("\n <!DOCTYPE html>\n<html><title>登录</title>业务号,银行,结清时间</html>"), Problem{Code: HTMLPage, Line: 1}, "web page", "网页"},
		{"page without a type", banks("auto"), []byte("<HTML>\n"), Problem{Code: HTMLPage, Line: 1}, "web page", "网页"},
		{"page in GB18030", banks("auto"), gb18030(t, "<html>登录已过期</html>"), Problem{Code: HTMLPage, Line: 1}, "web page", "网页"},
		{"XML", banks("auto"), []byte("\ufeff<?xml version=\"1.0\"?>\n"), Problem{Code: HTMLPage, Line: 1}, "web page", "网页"},
		{"workbook that breaks off", banks("auto"), []byte("PK\x03\x04\x14\x00\x06\x00"), Problem{Code: BrokenWorkbook}, "damaged or not whole", "已损坏或没有传完整"},
		{"PDF", banks("auto"), []byte("%PDF-1.7"), Problem{Code: NotCSV}, "not CSV or", "不是 CSV"},
		{"old workbook", banks("gb18030"), []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Problem{Code: OldWorkbook}, "older Office", "旧式"},
		{"too large", small, []byte(header + many), Problem{Code: TooLarge}, "larger than 1 MB", "超过 1 MB"},
		{"GB18030 declared UTF-8", banks("utf-8"), gb18030(t, header+"1,平湖示例银行,3\n"), Problem{Code: BadEncoding}, "declares UTF-8, but the file is GB18030", "约定编码为 UTF-8,但文件实际是 GB18030"},
		{"UTF-8 declared GB18030", banks("gb18030"), []byte(header + "1,平湖示例银行,3\n"), Problem{Code: BadEncoding}, "declares GB18030, but the file is UTF-8", "文件实际是 UTF-8"},
		{"UTF-8 behind an ASCII header declared GB18030",
			&source.Source{ID: "ascii", Encoding: "gb18030", Delimiter: ",", Columns: map[string]string{"a": "a", "b": "b"}, Limits: source.DefaultLimits()},
			[]byte("a,b\n1,平湖银行平湖银行平湖\n"), Problem{Code: BadEncoding}, "the file is UTF-8", "文件实际是 UTF-8"},
		{"UTF-16 declared UTF-8", banks("utf-8"), utf16(t, "\ufeff"+banksText, true), Problem{Code: BadEncoding}, "the file is UTF-16LE", "UTF-16LE"},
		{"UTF-8 declared UTF-16", banks("utf-16"), []byte(banksText), Problem{Code: BadEncoding}, "the file is UTF-8", "UTF-8"},
		{"GB18030 declared UTF-16", banks("utf-16"), gb18030(t, banksText), Problem{Code: BadEncoding}, "not UTF-16", "不是 UTF-16"},
		{"UTF-16 without a mark", banks("auto"), utf16(t, banksText, true), Problem{Code: BadEncoding}, "UTF-16 without", "没有 BOM 的 UTF-16"},
		{"UTF-16 of an odd length", banks("utf-16"), append(utf16(t, banksText, true), 'x'), Problem{Code: BadEncoding, Line: 6}, "not UTF-16LE", "不是 UTF-16LE"},
		{"UTF-16 with half a pair", banks("utf-16be"), append(utf16(t, banksText, false), 0xD8, 0x00, 0x00, 0x0A), Problem{Code: BadEncoding, Line: 6}, "not UTF-16BE", "不是 UTF-16BE"},
		{"bad byte in UTF-8", banks("auto"), []byte(header + "1,平湖示例银行,3\n2,\xff,3\n"), Problem{Code: BadEncoding, Line: 3}, "not UTF-8", "不是 UTF-8"},
		{"bad byte far down", banks("auto"), []byte(header + many + "2,\xff,3\n"), Problem{Code: BadEncoding, Line: 40_002}, "not UTF-8", "不是 UTF-8"},
		{"cut character at the end", banks("auto"), []byte(header + "1,2,银行"[:len("1,2,银行")-1]), Problem{Code: BadEncoding, Line: 2}, "not UTF-8", "不是 UTF-8"},
		{"two encodings", banks("auto"), append([]byte(header+many), gb18030(t, "3,平湖示例银行,3\n")...), Problem{Code: BadEncoding, Line: 40_002}, "not UTF-8", "不是 UTF-8"},
		{"bad byte in GB18030", banks("gb18030"), append(gb18030(t, header+"1,平湖示例银行,3\n2,"), '\xff', ',', '3'), Problem{Code: BadEncoding, Line: 3}, "not GB18030", "不是 GB18030"},
		{"bad byte in GB18030 far down", banks("auto"), append(gb18030(t, header+many), '\xff', '\n'), Problem{Code: BadEncoding, Line: 1}, "line 40002 is bad too", "第 40002 行"},
		{"unassigned GB18030", banks("gb18030"), append(gb18030(t, header), "1,\x84\x31\xA4\x37,\xFE\x39\xFE\x39\n"...), Problem{Code: BadEncoding, Line: 2}, "not GB18030", "不是 GB18030"},
		{"lost character", banks("auto"), []byte(header + "1,平湖\ufffd银行,3\n"), Problem{Code: BadEncoding, Line: 2}, "lost before the export", "乱码替换符"},
		{"lost character in UTF-16", banks("utf-16"), utf16(t, "\ufeff"+header+"1,平湖\ufffd银行,3\n", true), Problem{Code: BadEncoding, Line: 2}, "not UTF-16LE", "不是 UTF-16LE"},
		{"NUL", banks("auto"), []byte(header + "1,平湖\x00银行,3\n"), Problem{Code: BadEncoding, Line: 2}, "NUL", "NUL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Land(t.Context(), dir, tt.source, "甲.csv", bytes.NewReader(tt.data), nil)
			var got *Problem
			if !errors.As(err, &got) {
				t.Fatalf("Land = %v, want a problem %s", err, tt.want.Code)
			}
			if !errors.Is(err, assess.ErrInvalid) {
				t.Error("the problem is not ErrInvalid")
			}
			tt.want.File = "甲.csv"
			if diff := cmp.Diff(&tt.want, got, cmpopts.IgnoreFields(Problem{}, "ZH", "EN")); diff != "" {
				t.Errorf("Land, -want +got:\n%s", diff)
			}
			if !strings.Contains(got.EN, tt.en) || !strings.Contains(got.ZH, tt.zh) || !strings.Contains(got.EN, `"甲.csv"`) || !strings.Contains(got.ZH, "「甲.csv」") {
				t.Errorf("sentences\n%s\n%s\nwant %q and %q in them", got.EN, got.ZH, tt.en, tt.zh)
			}
			onlyFile(t, dir, "")
		})
	}
}

// Sheets begin with titles and empty lines, break headers over two lines and leave empty cells behind.
func TestLandHeaders(t *testing.T) {
	text := "\r\n银行清贷解抵报表,,,\r\n制表:张三,,,\r\n\"业务\r\n号\", 银行 ,结清时间,备注,,\r\n1,平湖示例银行,2022-09-30,,,\r\n"
	m, err := Land(t.Context(), t.TempDir(), banks("auto"), "甲.csv", strings.NewReader(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"no", "bank", "payoff_at", "", "", ""}; !cmp.Equal(want, m.Columns) || m.HeaderLine != 4 {
		t.Errorf("Land = columns %q, header in line %d, want %q, 4", m.Columns, m.HeaderLine, want)
	}
	got, _ := sent(t, m)
	if want := "6,0,1,平湖示例银行,2022-09-30,,,\n"; got != want {
		t.Errorf("records = %q, want %q", got, want)
	}
}

func TestLandPersonal(t *testing.T) {
	key := []byte("the key of the county")
	s := &source.Source{
		ID: "banks", Encoding: "auto", Delimiter: ",",
		Columns:  map[string]string{"业务号": "no", "单元号": "unit_hash", "结清时间": "payoff_at"},
		Ignore:   []string{"抵押人", "电话"},
		Personal: map[string]source.Personal{"抵押人": source.Drop, "电话": source.Mask, "单元号": source.HMAC},
		Limits:   source.DefaultLimits(),
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("330482F001"))
	hash := hex.EncodeToString(mac.Sum(nil))[:32]
	tests := []struct{ name, in, want string }{
		{"plain", "1,张三,13812345678,330482F001,2022\n", "3,0,1,,1*********8," + hash + ",2022\n"},
		{"white space", "1,张三, 13812345678\t,\" 330482F001　\",2022\n", "3,0,1,,1*********8," + hash + ",2022\n"},
		{"empty", "1,,,\"\",2022\n", "3,0,1,,,,2022\n"},
		{"short", "1,张,张,330482F001,\n2,,张三,,\n3,,张三丰,,\n", "3,0,1,,*," + hash + ",\n4,0,2,,张*,,\n5,0,3,,张*丰,,\n"},
		{"quotes", "\"1\",\"张\"\"三\",\"\"\"x,\",\"330482F001\",\"20,22\"\n", "3,0,\"1\",,\"\"\"*,\"," + hash + ",\"20,22\"\n"},
		{"lines stay", "1,\"张\n三\",13812345678,330482F001,2022\n\n\n2,,,,\n", "3,0,1,,1*********8," + hash + ",2022\n7,0,2,,,,\n"},
		{"lines of other fields stay", "\"1\n1\",,,,2022\n2,,,,\n", "3,0,\"1\n1\",,,,2022\n5,0,2,,,,\n"},
		{"a field lost", "1,张三,330482F001,2022\n", "3,1,\"*,*,*,*\",,,,\n"},
		{"a comma in a name", "1,张三,李四,13812345678,330482F001,2022\n", "3,1,\"1,*,*,*,*,2022\",,,,\n"},
		{"the end of a line", "张三,13812345678\n", "3,1,\"*,*\",,,,\n"},
		{"a text", "合计张三\n", "3,1,\"*\",,,,\n"},
		{"a text in quotes", "\"合计,张三\"\n", "3,1,\"*\",,,,\n"},
		{"unclosed", "1,\"张三,13812345678,330482F001,2022\n2,,,,\n", "3,2,\"*\"*,,,,\n4,0,2,,,,\n"},
		{"unclosed, and a quote that would close it", "1,\"张三,,,\n2,\"李四\",,,\n3,,,,\n", "3,2,\"*\"*,,,,\n4,0,2,,,,\n5,0,3,,,,\n"},
		{"ragged over lines", "1,\"张\n三\",138\n2,,,,\n", "3,1,\"*,*,*\",,,,\n4,1,\"*,*\",,,,\n5,0,2,,,,\n"},
		{"too long", "1," + strings.Repeat("张", maxRecord/2) + ",,,\n2,,,,\n", "3,1,\"*\",,,,\n4,0,2,,,,\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "机密:张三\n业务号,抵押人,电话,单元号,结清时间\n" + tt.in
			dir := t.TempDir()
			m, err := Land(t.Context(), dir, s, "甲.csv", strings.NewReader(text), key)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := sent(t, m)
			want := strings.ReplaceAll(tt.want, `,"*"*,`, `,"""*""*",`)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("records, -want +got:\n%.1000s", diff)
			}
			kept, err := os.ReadFile(m.Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"张三", "李四", "张\"", "13812345678", "330482F001", "机密"} {
				if bytes.Contains(kept, []byte(secret)) {
					t.Errorf("%q is on the disk: %.1000s", secret, kept)
				}
			}
			sum := sha256.Sum256(kept)
			if hex.EncodeToString(sum[:]) != m.LandedSHA {
				t.Errorf("LandedSHA = %s, want that of the file", m.LandedSHA)
			}
			onlyFile(t, dir, m.Path)
		})
	}
	if _, err := Land(t.Context(), t.TempDir(), s, "甲.csv", strings.NewReader("业务号,抵押人,电话,单元号,结清时间\n1,,,,\n"), nil); !errors.Is(err, errNoKey) {
		t.Errorf("Land without a key = %v, want %v", err, errNoKey)
	}
}

// The same bytes land in the same place, and a file that cannot be read twice lands like any other.
func TestLandAgain(t *testing.T) {
	dir := t.TempDir()
	data := gb18030(t, banksText)
	first, err := Land(t.Context(), dir, banks("auto"), "甲.csv", bytes.NewReader(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() { // ends when all is written: Land reads to the end
		_, _ = write.Write(data)
		_ = write.Close()
	}()
	second, err := Land(t.Context(), dir, banks("auto"), "甲.csv", read, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("Land by a pipe, -by a file +by a pipe:\n%s", diff)
	}
	onlyFile(t, dir, first.Path)

	moved := t.TempDir()
	if err := os.CopyFS(moved, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	want, _ := sent(t, first)
	if got, _ := sent(t, first.In(moved)); got != want {
		t.Errorf("records from a moved folder = %q, want %q", got, want)
	}
}

// Reading goes on from where the reader stands.
func TestLandFromTheMiddle(t *testing.T) {
	r := bytes.NewReader(append([]byte("before"), gb18030(t, banksText)...))
	if _, err := r.Seek(6, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	m, err := Land(t.Context(), t.TempDir(), banks("auto"), "甲.csv", r, nil)
	if err != nil || m.LandedBytes != int64(len(banksText)) {
		t.Errorf("Land = %d bytes, %v, want %d", m.LandedBytes, err, len(banksText))
	}
}

func TestLandBreaksOff(t *testing.T) {
	broken := errors.New("the line is broken")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tt := range map[string]struct {
		ctx  context.Context
		r    io.Reader
		want error
	}{
		"reader":  {t.Context(), io.MultiReader(strings.NewReader(banksText), failing{broken}), broken},
		"context": {ctx, strings.NewReader(banksText), context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := Land(tt.ctx, dir, banks("auto"), "甲.csv", tt.r, nil); !errors.Is(err, tt.want) {
				t.Errorf("Land = %v, want %v", err, tt.want)
			}
			onlyFile(t, dir, "")
		})
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	m, err := Land(t.Context(), dir, banks("auto"), "甲.csv", strings.NewReader(banksText), nil)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "banks", partial+"1")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Sweep(dir, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err != nil {
		t.Errorf("Sweep took a young file: %v", err)
	}
	if err := Sweep(dir, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	onlyFile(t, dir, m.Path)
}

func TestManifestMatch(t *testing.T) {
	s := banks("auto")
	m, err := Land(t.Context(), t.TempDir(), s, "甲.csv", strings.NewReader("业务号,银行,备注,结清时间\n1,2,3,4\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*source.Source)
		want   []string
		code   Code
	}{
		{"nothing", func(*source.Source) {}, []string{"no", "bank", "", "payoff_at"}, ""},
		{"a field", func(s *source.Source) { s.Columns["备注"], s.Ignore = "note", nil }, []string{"no", "bank", "note", "payoff_at"}, ""},
		{"a header", func(s *source.Source) { s.Ignore = nil }, nil, Drifted},
		{"the delimiter", func(s *source.Source) { s.Delimiter = ";" }, nil, Outdated},
		{"a personal field", func(s *source.Source) { s.Personal = map[string]source.Personal{"备注": source.Drop} }, nil, Outdated},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := banks("auto")
			tt.change(s)
			got, err := m.Match(s)
			var p *Problem
			if errors.As(err, &p); tt.code != "" {
				if p == nil || p.Code != tt.code {
					t.Errorf("Match = %v, want a problem %s", err, tt.code)
				}
				return
			}
			if err != nil || !cmp.Equal(tt.want, got.Columns) {
				t.Errorf("Match = %q, %v, want %q", got.Columns, err, tt.want)
			}
		})
	}
}
