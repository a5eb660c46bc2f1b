package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"yingshang/etl/source"
)

// lines of about 100 bytes, 12 fields; what an office's system exports.
const (
	plainLine  = "ZX202209300001,平湖银行,否,2022-09-30 09:01:12,2022-09-30 09:05:40,bank,2022-09-30 09:55,online,0,a1b2c3,x,y\n"
	quotedLine = `"ZX202209300001","平湖银行","否","2022-09-30 09:01:12","2022-09-30 09:05:40","bank","2022-09-30 09:55","online","0","a1b2c3","x","y"` + "\n"
	mixedLine  = `ZX202209300001,"平湖银行,营业部",否,2022-09-30 09:01:12,2022-09-30 09:05:40,bank,2022-09-30 09:55,online,0,a1b2c3,x,y` + "\n"
	header12   = "注销业务号,抵押权人,是否公积金,结清时间,发起时间,发起方,登簿时间,办理渠道,实际跑动次数,不动产单元号,抵押人,备注"
	benchSize  = 64 << 20
)

func BenchmarkRecords(b *testing.B) {
	for name, line := range map[string]string{
		"plain":      plainLine,
		"plain_crlf": strings.Replace(plainLine, "\n", "\r\n", 1),
		"quoted":     quotedLine,
		"mixed":      mixedLine,
		"untidy":     strings.Replace(mixedLine, `,"平`, `, "平`, 1),
		"ragged":     strings.Replace(plainLine, ",x,y", ",x", 1),
		"unclosed":   strings.Replace(mixedLine, `部",`, `部,`, 1),
	} {
		b.Run(name, func(b *testing.B) {
			text := header12 + "\n" + strings.Repeat(line, benchSize/len(line))
			m := landed(b, text, ',', strings.Split(header12, ",")...)
			b.SetBytes(m.LandedBytes)
			b.ReportAllocs()
			for b.Loop() {
				r, err := Open(m)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.WriteTo(io.Discard); err != nil {
					b.Fatal(err)
				}
				r.Close()
			}
			b.ReportMetric(float64(benchSize/len(line))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// The scan and the encoding alone, without reading and hashing the file.
func BenchmarkScan(b *testing.B) {
	for name, line := range map[string]string{"plain": plainLine, "quoted": quotedLine, "mixed": mixedLine} {
		b.Run(name, func(b *testing.B) {
			text := []byte(strings.Repeat(line, benchSize/len(line)))
			out := make([]byte, 0, 1<<20)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s := newScanner(bytes.NewReader(text), ',', 12, 0)
				for s.next() {
					out = s.appendRecord(out[:0], ',')
				}
			}
		})
	}
}

func BenchmarkLand(b *testing.B) {
	text := []byte(header12 + "\n" + strings.Repeat(plainLine, benchSize/len(plainLine)))
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	if err != nil {
		b.Fatal(err)
	}
	columns := map[string]string{}
	for _, h := range strings.Split(header12, ",") {
		columns[h] = "x"
	}
	open := source.Source{ID: "bench", Encoding: "auto", Delimiter: ",", Columns: columns, Limits: source.DefaultLimits()}
	closed := open
	closed.Personal = map[string]source.Personal{"抵押人": source.Drop, "不动产单元号": source.HMAC}
	for _, bb := range []struct {
		name   string
		source *source.Source
		data   []byte
	}{{"utf-8", &open, text}, {"gb18030", &open, gb}, {"personal", &closed, text}} {
		b.Run(bb.name, func(b *testing.B) {
			dir := b.TempDir()
			b.SetBytes(int64(len(bb.data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Land(b.Context(), dir, bb.source, "x.csv", bytes.NewReader(bb.data), []byte("key")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A workbook of like lines: landing it, and excelize's own loop over its rows, which only makes strings of them: as cells show
// them, and as they stand in the XML, which is less than landing needs. They take turns, so that all meet the same moments of a
// machine.
func BenchmarkWorkbook(b *testing.B) {
	const lines = 20_000
	data := benchBook(b, lines)
	columns := map[string]string{}
	for _, h := range strings.Split(header12, ",") {
		columns[h] = "x"
	}
	s := &source.Source{ID: "bench", Delimiter: ",", Columns: columns, Limits: source.DefaultLimits()}
	dir := b.TempDir()
	var ours, shown, raw time.Duration
	b.ReportAllocs()
	for b.Loop() {
		ours += timed(func() {
			if _, err := Land(b.Context(), dir, s, "x.xlsx", bytes.NewReader(data), nil); err != nil {
				b.Fatal(err)
			}
		})
		shown += timed(func() { excelizeRows(b, data, lines+1, excelize.Options{UnzipXMLSizeLimit: 1 << 30}) })
		raw += timed(func() {
			excelizeRows(b, data, lines+1, excelize.Options{UnzipXMLSizeLimit: 1 << 30, RawCellValue: true})
		})
	}
	rate := func(took time.Duration) float64 { return float64(lines*b.N) / took.Seconds() }
	b.ReportMetric(rate(ours), "rows/s")
	b.ReportMetric(rate(raw), "rows/s_excelize_raw")
	b.ReportMetric(rate(shown), "rows/s_excelize")
	b.ReportMetric(shown.Seconds()/ours.Seconds(), "excelize/landing")
	b.ReportMetric(raw.Seconds()/ours.Seconds(), "excelize_raw/landing")
}

func timed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

// excelizeRows reads all rows of a workbook as excelize does it.
func excelizeRows(b *testing.B, data []byte, want int, options excelize.Options) {
	f, err := excelize.OpenReader(bytes.NewReader(data), options)
	if err != nil {
		b.Fatal(err)
	}
	rows, err := f.Rows("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for ; rows.Next(); n++ {
		if _, err := rows.Columns(options); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(rows.Close(), f.Close()); err != nil || n != want {
		b.Fatalf("excelize reads %d rows, %v", n, err)
	}
}

// benchBook has the days as days, texts that are shared, and no two rows alike.
func benchBook(b *testing.B, lines int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		b.Fatal(err)
	}
	names := strings.Split(header12, ",")
	header := make([]any, len(names))
	for i, name := range names {
		header[i] = name
	}
	if err := f.SetSheetRow("Sheet1", "A1", &header); err != nil {
		b.Fatal(err)
	}
	for i := range lines {
		at := 44834 + float64(i)/86400
		values := []any{fmt.Sprintf("ZX20220930%06d", i), "平湖银行", "否", at, at + 0.01, "bank", at + 0.02, "online", i % 3, fmt.Sprintf("%06x", i*7919), "x", "y"}
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &values); err != nil {
			b.Fatal(err)
		}
	}
	for _, column := range []string{"D", "E", "G"} {
		if err := f.SetCellStyle("Sheet1", column+"2", fmt.Sprintf("%s%d", column, lines+1), style); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}
