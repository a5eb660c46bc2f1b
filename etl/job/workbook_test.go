package job_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"yingshang/dashboards/assess"
)

// workbook is what a clerk makes of a CSV: days are days, numbers are numbers, all else is text.
func workbook(t testing.TB, text string, change ...func(*excelize.File)) []byte {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	moment := "yyyy-mm-dd hh:mm:ss"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &moment})
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range records {
		for j, field := range record {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if at, no := time.Parse(time.DateTime, field); no == nil {
				err = f.SetCellValue("Sheet1", cell, at)
				if err == nil {
					err = f.SetCellStyle("Sheet1", cell, cell, style)
				}
			} else if n, no := strconv.Atoi(field); no == nil {
				err = f.SetCellValue("Sheet1", cell, n)
			} else if field != "" {
				err = f.SetCellValue("Sheet1", cell, field)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range change {
		c(f)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A list makes the same facts and the same rejects, in the same lines, whether it is handed in as CSV or as a workbook; and as
// a workbook on the day on which it came as CSV it is nothing new.
func TestAWorkbookLoadsLikeTheSameCSV(t *testing.T) {
	t.Parallel()
	text := snapshotHeader
	for i := range 300 {
		text += areaRow(fmt.Sprint("K", i), "330482", fmt.Sprintf("2022-%02d-%02d 12:%02d:05", 1+i%9, 1+i%28, i%60), i%3) + "\n"
	}
	text += row("K1", march, 2) + "\n" + // the key of another row
		strings.Replace(row("K301", march, 1), "平湖工行", "无此银行", 1) + "\n" +
		strings.Replace(row("K302", march, 1), "线上", "传真", 1) + "\n" +
		",330482,,,,,,,\n" +
		row("K303", march, 100) + "\n"
	d := settle(t, func(p *place) { p.Sources["s_book"] = sourceYAML("s_book", "snapshot", "all", 100, 100) })
	list := d.take("s_all_2022-09-01_080000.csv", text)
	d.wantState(list, assess.LoadApplied, 305, 299, 6)
	book := d.take("s_book_2022-09-01_080000.xlsx", string(workbook(t, text)))
	d.wantState(book, assess.LoadApplied, list.Read, list.Accepted, list.Rejected)
	facts := func(source string) [][]string {
		return d.ask("SELECT month, release_no, line, row_hash FROM mortgage_release FINAL WHERE is_deleted = 0 AND source = '" + source + "' ORDER BY ALL")
	}
	want := facts("s_all")
	if diff := cmp.Diff(want, facts("s_book")); diff != "" || len(want) != 299 {
		t.Errorf("%d facts, -by CSV +by workbook:\n%s", len(want), diff)
	}
	if diff := cmp.Diff(d.rejects(list.ID), d.rejects(book.ID)); diff != "" {
		t.Errorf("rejects, -by CSV +by workbook:\n%s", diff)
	}
	d.wantState(d.take("s_all_2022-09-01_080000.xlsx", string(workbook(t, text))), assess.LoadUnchanged)
}

// Rows with cells that cannot be taken are rejected under their number in the sheet, in words that tell what to do; titles, empty
// rows and line breaks in cells move no number.
func TestCellsOfAWorkbookThatCannotBeTaken(t *testing.T) {
	t.Parallel()
	d := settle(t)
	text := "清贷解抵明细表,,,,,,,,\n,,,,,,,,\n" + snapshot(strings.Replace(row("K1", march, 1), "平湖工行", "\"平湖\n工行\"", 1), row("K2", march, 424242), row("K3", march, 1), ",,,,,,,,", row("K5", march, 1), row("K6", march, 1))
	data := workbook(t, text, func(f *excelize.File) {
		for cell, value := range map[string]any{"A6": 330482199001011234, "A8": "330482199001011234"} {
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	})
	data = inSheet(t, data, `<c r="I5"><v>424242</v></c>`, `<c r="I5" t="e"><v>#N/A</v></c>`)
	l := d.take("s_all_2022-09-01_080000.xlsx", string(data))
	d.wantState(l, assess.LoadApplied, 5, 2, 3)
	want := []string{
		"4 | K1 | 0 | unknown_mortgagee | K1,330482,平湖\n工行,2022-03-01 02:00:00,2022-03-01 02:00:00,银行,2022-03-01 12:00:00,线上,1",
		"5 |  | 0 | error_cell | K2,330482,平湖工行,2022-03-01 02:00:00,2022-03-01 02:00:00,银行,2022-03-01 12:00:00,线上,#N/A",
		"6 |  | 0 | lost_digits | 3.30482199001011E+17,330482,平湖工行,2022-03-01 02:00:00,2022-03-01 02:00:00,银行,2022-03-01 12:00:00,线上,1",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(d.rejects(l.ID), "\n")); diff != "" {
		t.Errorf("rejects, -want +got:\n%s", diff)
	}
	d.wantSeen("s_all 330482199001011234 2022-03 1", "s_all K6 2022-03 1")
	lines := d.ask("SELECT line FROM mortgage_release FINAL WHERE is_deleted = 0 ORDER BY line")
	if diff := cmp.Diff([][]string{{"8"}, {"9"}}, lines); diff != "" {
		t.Errorf("lines, -want +got:\n%s", diff)
	}
}

// inSheet replaces a text in the XML of a workbook's sheet.
func inSheet(t *testing.T, data []byte, from, to string) []byte {
	t.Helper()
	old, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range old.File {
		part, err := fs.ReadFile(old, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			if !bytes.Contains(part, []byte(from)) {
				t.Fatalf("no %s in the sheet", from)
			}
			part = bytes.Replace(part, []byte(from), []byte(to), 1)
		}
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = w.Write(part)
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
