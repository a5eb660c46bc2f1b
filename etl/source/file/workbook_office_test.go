package file

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// convert lets LibreOffice write a file anew, in another form. Without it the test is skipped on a laptop and fails in CI.
func convert(t *testing.T, from, to string) string {
	t.Helper()
	office := ""
	for _, name := range []string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			office = p
			break
		}
	}
	if office == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no LibreOffice: CI must have one")
		}
		t.Skip("no LibreOffice on this machine")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	out := t.TempDir()
	// 44, 34, 76: commas, quotes and UTF-8, where from is CSV
	cmd := exec.CommandContext(ctx, office, "--headless", "--norestore", "-env:UserInstallation=file://"+t.TempDir(), "--infilter=CSV:44,34,76", "--convert-to", to, "--outdir", out, from)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	form, _, _ := strings.Cut(to, ":")
	return filepath.Join(out, strings.TrimSuffix(filepath.Base(from), filepath.Ext(from))+"."+form)
}

// Excelize, LibreOffice and a CSV that LibreOffice makes of the same sheet give the same records.
func TestWorkbookOfLibreOffice(t *testing.T) {
	s := banks("auto")
	s.Ignore = append(s.Ignore, "金额", "比例", "编号", "算式", "月份")
	b := newBook(t)
	at := time.Date(2022, 9, 30, 9, 5, 40, 0, time.UTC)
	b.row("Sheet1", 1, "银行清贷解抵报表")
	b.must(b.MergeCell("Sheet1", "A1", "I1"))
	b.row("Sheet1", 3, "业务号", "银行", "结清时间", "备注", "金额", "比例", "编号", "算式", "月份")
	b.row("Sheet1", 4, "0012", "平湖示例银行", at, "甲,\"乙\"", 1234.5, 0.991, "330482199001011234", nil, at.AddDate(0, 0, -29).Truncate(24*time.Hour))
	b.row("Sheet1", 5, 13, "平湖\n支行", at.Truncate(24*time.Hour), nil, -7, 1, "x", nil, "2022-09")
	b.row("Sheet1", 8, 14, "𠮷", "2022-09-30", " 空 ", 0, 0.5, "", nil, nil)
	for _, cell := range []string{"H4", "H5", "H8"} {
		b.must(b.SetCellFormula("Sheet1", cell, strings.Replace(cell, "H", "E", 1)+"*2"))
	}
	b.style("Sheet1", "C4", "C8", "yyyy-mm-dd hh:mm:ss")
	b.style("Sheet1", "E4", "E8", `"¥"#,##0.00`)
	b.style("Sheet1", "F4", "F8", "0.0%")
	b.style("Sheet1", "I4", "I8", `yyyy"年"m"月"`)
	path := filepath.Join(t.TempDir(), "清单.xlsx")
	b.must(os.WriteFile(path, b.bytes(), 0o600))
	if p := problemOf(t, s, mustRead(t, path)); p.Code != NoResult {
		t.Fatalf("Land of formulas without values = %v", p)
	}
	want := "4,0,0012,平湖示例银行,2022-09-30 09:05:40,\"甲,\"\"乙\"\"\",1234.5,0.991,330482199001011234,2469,2022-09\n" +
		"5,0,13,\"平湖\n支行\",2022-09-30 00:00:00,,-7,1,x,-14,2022-09\n" +
		"8,0,14,𠮷,2022-09-30, 空 ,0,0.5,,0,\n"
	read := func(path string) string {
		_, got := landBook(t, s, mustRead(t, path))
		return got
	}
	if diff := cmp.Diff(want, read(convert(t, path, "xlsx:Calc MS Excel 2007 XML"))); diff != "" {
		t.Errorf("records of what LibreOffice calculated, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, read(convert(t, path, "xlsx:Calc Office Open XML"))); diff != "" {
		t.Errorf("records of what LibreOffice wrote by the standard, -want +got:\n%s", diff)
	}
	// What a sheet shows in CSV form, read back by LibreOffice as cells, and as we read it ourselves.
	table := filepath.Join(t.TempDir(), "清单.csv")
	b.must(os.WriteFile(table, []byte("\ufeff"+banksText), 0o600))
	fields := func(text string) [][]string {
		var list [][]string
		for _, r := range rows(t, text, 3) {
			list = append(list, r.fields)
		}
		return list
	}
	if diff := cmp.Diff(fields(read(table)), fields(read(convert(t, table, "xlsx:Calc MS Excel 2007 XML")))); diff != "" {
		t.Errorf("records of the same table, -CSV +xlsx:\n%s", diff)
	}
	if problem := problemOf(t, s, mustRead(t, convert(t, table, "xls"))); problem.Code != OldWorkbook {
		t.Errorf("Land of .xls = %v", problem)
	}
	if problem := problemOf(t, s, mustRead(t, convert(t, table, "ods"))); problem.Code != NotCSV {
		t.Errorf("Land of .ods = %v", problem)
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
