package file

import (
	"bytes"
	"io"
	"strings"
	"testing"

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
