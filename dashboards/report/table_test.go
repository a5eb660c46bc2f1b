package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func sample() Table {
	return Table{
		Name:  "themes",
		Title: "各主题得分",
		Columns: []Column{
			{Key: "theme", Title: "主题"},
			{Key: "loss", Title: "失分", Unit: "分"},
			{Key: "note", Title: "说明"},
		},
		Rows: [][]Value{
			{Text("登记财产"), Digits("-1.60"), Text(`=HYPERLINK("http://x")`)},
			{Text("@cmd|' /C calc'!A0"), Value{}, Text("无数据, \"引号\"\n换行")},
			{Text("<script>alert(1)</script>"), Digits("7926"), Value{}},
		},
		Notes: []Note{{"截至", "2022-09-30"}},
		Mark:  Mark{"mark", "标注", "演示数据"},
	}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, sample()); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Error("no byte-order mark")
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"主题", "失分 (分)", "说明", "标注"},
		{"登记财产", "-1.60", `'=HYPERLINK("http://x")`, "演示数据"},
		{"'@cmd|' /C calc'!A0", "", "无数据, \"引号\"\n换行", "演示数据"},
		{"<script>alert(1)</script>", "7926", "", "演示数据"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("WriteCSV (-want +got):\n%s", diff)
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title, Mark string
		Rows        []map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Mark != "演示数据" || got.Title != "各主题得分" {
		t.Errorf("title %q, mark %q", got.Title, got.Mark)
	}
	want := []map[string]any{
		{"theme": "登记财产", "loss": -1.6, "note": `=HYPERLINK("http://x")`, "mark": "演示数据"},
		{"theme": "@cmd|' /C calc'!A0", "loss": nil, "note": "无数据, \"引号\"\n换行", "mark": "演示数据"},
		{"theme": "<script>alert(1)</script>", "loss": 7926.0, "note": nil, "mark": "演示数据"},
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if !strings.Contains(b.String(), `"loss":-1.60`) && !strings.Contains(b.String(), `"loss": -1.60`) {
		t.Errorf("the digits of -1.60 are not kept:\n%s", b.String())
	}
	if strings.Contains(b.String(), "<script>") {
		t.Error("a tag stands unescaped in JSON")
	}
}

func TestWriteXLSX(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, sample()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows(dataSheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"主题", "失分 (分)", "说明", "标注"},
		{"登记财产", "-1.60", `'=HYPERLINK("http://x")`, "演示数据"},
		{"'@cmd|' /C calc'!A0", "", "无数据, \"引号\"\n换行", "演示数据"},
		{"<script>alert(1)</script>", "7,926", "", "演示数据"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for _, cell := range []string{"C2", "A3"} {
		if formula, _ := f.GetCellFormula(dataSheet, cell); formula != "" {
			t.Errorf("%s holds the formula %q", cell, formula)
		}
	}
	if kind, _ := f.GetCellType(dataSheet, "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("B2 is of type %v, want a number", kind)
	}
	notes, _ := f.GetRows(notesSheet)
	if len(notes) != 3 || notes[1][1] != "演示数据" {
		t.Errorf("notes = %v", notes)
	}
}

func TestGuard(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""}, {"平湖", "平湖"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@x", "'@x"},
		{"\tx", "'\tx"}, {"\rx", "'\rx"}, {"＝1", "'＝1"}, {"a=1", "a=1"}, {"−1.60", "−1.60"},
	} {
		if got := guard(tt.in); got != tt.want {
			t.Errorf("guard(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
