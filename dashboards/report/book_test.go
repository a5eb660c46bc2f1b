package report

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func sampleBook(charts ...Chart) Book {
	return Book{Name: "年度报告", Charts: "图表", Notes: "说明", Sheets: []Sheet{{Name: "分主题得分", Table: sample(), Charts: charts}, {Name: "指标", Table: sample()}}}
}

func TestWriteBook(t *testing.T) {
	var b bytes.Buffer
	book := sampleBook(Chart{Title: "失分", Label: "theme", Values: []string{"loss"}}, Chart{Title: "走势", Kind: Line, Label: "theme", Values: []string{"loss"}, Rows: 2})
	if err := WriteBook(&b, book); err != nil {
		t.Fatal(err)
	}
	if book.Mark().Text != "演示数据" {
		t.Errorf("the book is marked %q", book.Mark().Text)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := strings.Join(f.GetSheetList(), " "); got != "分主题得分 指标 图表 说明" {
		t.Errorf("sheets %s", got)
	}
	rows, err := f.GetRows("分主题得分", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != 4 || rows[1][1] != "-1.6" || !strings.HasPrefix(rows[1][2], "'=") || rows[1][3] != "演示数据" {
		t.Errorf("rows %q, %v", rows, err)
	}
	charts := parts(t, b.Bytes(), "xl/charts/chart")
	if len(charts) != 2 {
		t.Fatalf("%d native charts, want 2", len(charts))
	}
	for name, want := range map[string]string{"xl/charts/chart1.xml": "'分主题得分'!$B$2:$B$4", "xl/charts/chart2.xml": "'分主题得分'!$B$2:$B$3"} {
		if !strings.Contains(strings.ReplaceAll(charts[name], "&#39;", "'"), want) {
			t.Errorf("%s does not draw %s", name, want)
		}
	}
}

func TestAChartOfNoColumnIsRefused(t *testing.T) {
	err := WriteBook(io.Discard, sampleBook(Chart{Title: "失分", Label: "theme", Values: []string{"los"}}))
	if err == nil || !strings.Contains(err.Error(), `no column "los"`) {
		t.Errorf("WriteBook = %v, want it to name the column", err)
	}
}

// LibreOffice opens the workbook and keeps its charts when it writes it anew.
func TestABookOpensInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("LibreOffice is missing: make setup installs it")
		}
		t.Skip("LibreOffice is missing: make setup installs it")
	}
	dir := t.TempDir()
	var b bytes.Buffer
	if err := WriteBook(&b, sampleBook(Chart{Title: "失分", Label: "theme", Values: []string{"loss"}})); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "book.xlsx")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "ods", "--outdir", out, file)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, text)
	}
	saved, err := os.ReadFile(filepath.Join(out, "book.ods"))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, text := range parts(t, saved, "Object ") {
		if strings.Contains(text, "<chart:chart") {
			charts++
		}
	}
	if charts != 1 {
		t.Errorf("LibreOffice kept %d charts, want 1", charts)
	}
}

// parts are the files of an archive whose names begin so.
func parts(t *testing.T, archive []byte, prefix string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, prefix) || f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
		found[f.Name] = string(text)
	}
	return found
}
