package page

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

func testReport(t *testing.T, lang string) Report {
	t.Helper()
	in := testIn(t, lang)
	score := 87.46
	a := testAssessment(t, in, testValue("CP02", 9, 20), testValue("CP05", 80, 20), testValue("RP03", 1, 2666))
	a.Announced = []assess.Announced{{Region: "330482", Year: 2021, Tier: 1, Score: &score}, {Region: "330482", Year: 2020, Tier: 1}}
	return NewReport(ReportInput{In: in, Assessment: a})
}

// The chapters hold the figures of the pages: what the departments lose adds up to what the themes lose, and each indicator of
// the scheme has its rule.
func TestReportAddsUp(t *testing.T) {
	p := testReport(t, "zh")
	sum := func(table, key string) (total float64, rows int) {
		t.Helper()
		out, err := p.Export(table)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range out.Columns {
			if c.Key != key {
				continue
			}
			for _, r := range out.Rows {
				v, err := strconv.ParseFloat(r[i].Text, 64)
				if err == nil {
					total, rows = total+v, rows+1
				}
			}
		}
		return total, rows
	}
	offices, n := sum("offices", "loss")
	indicators, _ := sum("indicators", "loss")
	if n == 0 || offices <= 0 || offices+indicators > 1e-2 || offices+indicators < -1e-2 { // a list shows what is lost as a minus
		t.Errorf("departments lose %v, indicators %v", offices, indicators)
	}
	if weights, rows := sum("rules", "weight"); rows == 0 || weights < 99.99 || weights > 100.01 {
		t.Errorf("the weights of %d rules add up to %v, want 100", rows, weights)
	}
	results, err := p.Export("results")
	if err != nil || len(results.Rows) != 3 {
		t.Fatalf("results %v, %v", results.Rows, err)
	}
	if results.Rows[0][2].Text != "" || results.Rows[1][2].Text != "87.46" {
		t.Errorf("2020 is shown with %q and 2021 with %q, want no score and 87.46", results.Rows[0][2].Text, results.Rows[1][2].Text)
	}
}

func TestReportIsABook(t *testing.T) {
	for _, lang := range Languages {
		book := testReport(t, lang).Book()
		if len(book.Sheets) != 9 || book.Charts == "" || book.Notes == "" {
			t.Errorf("%s: %d sheets, charts on %q", lang, len(book.Sheets), book.Charts)
		}
		for _, s := range book.Sheets {
			if len([]rune(s.Name)) > 31 || strings.ContainsAny(s.Name, `\/?*:[]`) {
				t.Errorf("%s: %q is no name of a sheet", lang, s.Name)
			}
		}
	}
}

func TestReportIsDrawn(t *testing.T) {
	for _, lang := range Languages {
		var b bytes.Buffer
		if err := Render(&b, LocaleOf(lang), "report", testReport(t, lang)); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`id="results"`, `id="reasons"`, `href="#offices"`, "87.46"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: the report does not hold %s", lang, want)
			}
		}
	}
}
