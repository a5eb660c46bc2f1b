package server

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/server/walktest"
)

// pageTables are the tables that pages show and files carry, by the id of their figure.
var pageTables = []struct{ path, figure, file string }{
	{"/", "themes", "/cockpit.%s"},
	{"/", "worst", "/cockpit.%s?table=worst"},
	{"/", "fresh", "/cockpit.%s?table=sources"},
	{"/indicators", "list", "/indicators.%s"},
	{"/i/RP03", "months", "/i/RP03.%s"},
	{"/i/RP03", "coverage", "/i/RP03.%s?table=coverage"},
	{"/explain", "themes", "/explain.%s"},
	{"/explain", "losses", "/explain.%s?table=losses"},
	{"/explain?theme=T08", "theme", "/explain.%s?theme=T08"},
	{"/whatif?i1=TB02&x1=3.25&i2=RP01&x2=4", "answer", "/whatif.%s?i1=TB02&x1=3.25&i2=RP01&x2=4"},
	{"/whatif?goal=score&score=95&m1=TB02&b1=4&c1=2", "moves", "/whatif.%s?goal=score&score=95&m1=TB02&b1=4&c1=2&table=moves"},
	{"/whatif?goal=score&score=90.25&lang=en", "solve", "/whatif.%s?goal=score&score=90.25&lang=en&table=solve"},
	{"/explain?theme=T08", "themes", "/explain.%s?theme=T08&table=themes"},
	{"/explain?theme=T09&indicator=CR01", "theme", "/explain.%s?theme=T09&indicator=CR01&table=indicators"},
	{"/pipeline", "sources", "/pipeline.%s"},
	{"/pipeline", "loads", "/pipeline.%s?table=loads"},
	{"/pipeline", "runs", "/pipeline.%s?table=runs"},
	{"/pipeline", "reasons", "/pipeline.%s?table=reasons"},
	{"/rejects?reason=bad_payoff_at", "list", "/rejects.%s?reason=bad_payoff_at"},
	{"/rejects", "reasons", "/rejects.%s?table=reasons"},
	{"/trend", "years", "/trend.%s"},
	{"/trend?lang=en", "years", "/trend.%s?lang=en"},
	{"/tier", "regions", "/tier.%s"},
	{"/tier?year=2021", "regions", "/tier.%s?year=2021&table=regions_announced"},
	{"/tier?year=2021&lang=en", "years", "/tier.%s?year=2021&lang=en&table=years"},
	{"/tier/robust", "robust", "/tier/robust.%s"},
	{"/tier/robust?lang=en&show=all", "leftout", "/tier/robust.%s?lang=en&table=leftout"},
	{"/tier/robust", "leftout", "/tier/robust.%s?table=leftout"},
	{"/tier/robust", "sobol", "/tier/robust.%s?table=sobol"},
	{"/compare", "themes", "/compare.%s"},
	{"/compare?lang=en&with=990004", "indicators", "/compare.%s?lang=en&with=990004&table=compare_indicators"},
	{"/trend", "breaks", "/trend.%s?table=breaks"},
	{"/method", "list", "/method.%s"},
	{"/method?lang=en&year=2021", "themes", "/method.%s?lang=en&year=2021&table=themes"},
	{"/method?from=2021&to=2022", "changes", "/method.%s?from=2021&to=2022&table=changes"},
	{"/?lang=en", "themes", "/cockpit.%s?lang=en"},
	{"/i/RP03?split=mortgagee", "split_mortgagee", "/i/RP03.%s?table=split_mortgagee"},
	{"/i/RP03", "split_mortgagee", "/i/RP03.%s?table=split_mortgagee"},
	{"/i/RP03?lang=en", "split_channel", "/i/RP03.%s?table=split_channel&lang=en"},
	{"/i/RP03", "spread", "/i/RP03.%s?table=spread"},
	{"/i/RP03", "coverage", "/i/RP03.%s?table=coverage"},
	{"/i/BT01", "late", "/i/BT01.%s?table=late"},
	{"/indicators?by=theme", "list", "/indicators.%s?by=theme"},
	{"/indicators?q=qdjd", "list", "/indicators.%s?q=qdjd"},
	{"/indicators?light=r&lang=en", "list", "/indicators.%s?light=r&lang=en"},
	{"/plan", "measures", "/plan.%s"},
	{"/plan", "tasks", "/plan.%s?table=tasks"},
	{"/plan", "timeline", "/plan.%s?table=timeline"},
	{"/plan?department=BDC&state=late", "campaign", "/plan.%s?department=BDC&state=late&table=campaign"},
	{"/plan", "open", "/plan.%s?table=open"},
	{"/plan?lang=en", "reserve", "/plan.%s?lang=en&table=reserve"},
	{"/plan", "honours", "/plan.%s?table=honours"},
	{"/dept/BDC", "tasks", "/dept/BDC.%s?table=tasks"},
	{"/dept/BDC", "list", "/dept/BDC.%s"},
	{"/dept/BDC", "late_service_case", "/dept/BDC.%s?table=late_service_case"},
	{"/cases?clock=service_case&state=late", "list", "/cases.%s?clock=service_case&state=late"},
	{"/cases?clock=service_case", "list", "/cases.%s?clock=service_case"},
	{"/cases/service_case/2200000001", "timeline", "/cases/service_case/2200000001.%s"},
	{"/cases/service_case/2200000001", "record", "/cases/service_case/2200000001.%s?table=record"},
	{"/cases/service_case/2200000002", "account", "/cases/service_case/2200000002.%s?table=account"},
	{"/cases/service_case/2200000001?lang=en", "part_special_procedure", "/cases/service_case/2200000001.%s?lang=en&table=part_special_procedure"},
	{"/editions", "editions", "/editions.%s"},
	{"/editions", "events", "/editions.%s?table=events"},
	{"/editions/2021-1", "totals", "/editions/2021-1.%s"},
	{"/editions/2021-1?lang=en", "values", "/editions/2021-1.%s?table=values&lang=en"},
	{"/editions/2021-1", "facts", "/editions/2021-1.%s?table=facts"},
	{"/editions/2021-1", "rules", "/editions/2021-1.%s?table=rules"},
	{"/reform", "reforms", "/reform.%s"},
	{"/reform?lang=en", "reforms", "/reform.%s?lang=en"},
	{"/reform/mortgage_release", "facts", "/reform/mortgage_release.%s"},
	{"/reform/mortgage_release", "flow", "/reform/mortgage_release.%s?table=steps"},
	{"/reform/mortgage_release", "sides", "/reform/mortgage_release.%s?table=sides"},
	{"/reform/mortgage_release", "months", "/reform/mortgage_release.%s?table=months"},
	{"/reform/joint_acceptance?lang=en", "facts", "/reform/joint_acceptance.%s?lang=en"},
	{"/reform/joint_acceptance", "indicators", "/reform/joint_acceptance.%s?table=indicators"},
	{"/report/2022", "offices", "/report/2022.%s?table=offices"},
	{"/report?lang=en", "rules", "/report.%s?lang=en&table=rules"},
}

// movedTables are those of pages that need two published years.
var movedTables = []struct{ path, figure, file string }{
	{"/explain", "causes", "/explain.%s?table=change"},
	{"/explain?lang=en&from=2021", "causes", "/explain.%s?lang=en&table=change"},
	{"/explain", "movers", "/explain.%s?table=movers"},
	{"/compare?with=2021", "themes", "/compare.%s?with=2021"},
	{"/explain?show=all", "movers", "/explain.%s?table=movers"},
	{"/explain?show=all&lang=en", "losses", "/explain.%s?table=losses&lang=en"},
}

// What a file says is what the page says: the same rows, the same figures, of what was measured with every digit.
func TestFilesEqualThePagesTable(t *testing.T) {
	f := newFixture(t)
	filesEqualPages(t, New(config(t, f)), pageTables)
	f = newFixture(t)
	f.years = []int{2022, 2021}
	filesEqualPages(t, New(config(t, f)), movedTables)
}

func filesEqualPages(t *testing.T, h http.Handler, tables []struct{ path, figure, file string }) {
	t.Helper()
	for _, tt := range tables {
		page := ask(h, "GET", tt.path)
		shown := walktest.HTMLTable(t, page.Body.String(), tt.figure)
		if len(shown.Rows) == 0 {
			t.Errorf("%s: figure %s has no table", tt.path, tt.figure)
			continue
		}
		csvRows := walktest.CSVTable(t, ask(h, "GET", fmt.Sprintf(tt.file, "csv")).Body.Bytes())
		jsonRows := jsonTable(t, ask(h, "GET", fmt.Sprintf(tt.file, "json")).Body.Bytes())
		xlsxRows := xlsxTable(t, ask(h, "GET", fmt.Sprintf(tt.file, "xlsx")).Body.Bytes())
		for name, rows := range map[string][][]string{"json": jsonRows, "xlsx": xlsxRows} {
			if diff := cmp.Diff(csvRows, rows, cmp.Comparer(sameCell)); diff != "" {
				t.Errorf("%s: csv and %s differ (-csv +%s):\n%s", tt.file, name, name, diff)
			}
		}
		shown.Compare(t, tt.path, tt.file, csvRows)
	}
}

func TestFilesSayWhatIsInvented(t *testing.T) {
	h := New(config(t, newFixture(t)))
	for _, path := range []string{"/cockpit", "/indicators", "/i/RP03", "/explain", "/whatif", "/compare", "/plan", "/pipeline", "/rejects", "/trend", "/tier", "/tier/robust", "/method", "/reform", "/reform/mortgage_release"} {
		w := ask(h, "GET", path+".csv")
		rows := walktest.CSVTable(t, w.Body.Bytes())
		for i, row := range rows[1:] {
			if row[len(row)-1] != "演示数据" {
				t.Errorf("%s.csv row %d ends in %q, want 演示数据", path, i+1, row[len(row)-1])
				break
			}
		}
		_, params, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
		if err != nil || !strings.HasPrefix(params["filename"], "平湖市_") || !strings.HasSuffix(params["filename"], "_演示数据.csv") {
			t.Errorf("%s.csv is saved as %q (%v)", path, params["filename"], err)
		}
	}
	f := newFixture(t)
	f.pub.Demo = false
	h = New(config(t, f))
	for _, path := range []string{"/cockpit.csv", "/cockpit.json", "/"} {
		if strings.Contains(ask(h, "GET", path).Body.String(), "演示数据") {
			t.Errorf("%s says 演示数据 of figures that are not", path)
		}
	}
}

// A file of a long list holds all of it, not the page that is looked at.
func TestFilesHoldTheWholeList(t *testing.T) {
	h := New(config(t, newFixture(t)))
	if rows := walktest.CSVTable(t, ask(h, "GET", "/rejects.csv?page=3").Body.Bytes()); len(rows) != 1+106 {
		t.Errorf("/rejects.csv has %d rows, want 106 and the head", len(rows))
	}
	if rows := walktest.CSVTable(t, ask(h, "GET", "/explain.csv?indicator=RP03&page=2").Body.Bytes()); len(rows) != 1+120+1 {
		t.Errorf("/explain.csv?indicator=RP03 has %d rows, want 120, the total and the head", len(rows))
	}
}

// A file of a split holds every group, and one of a search what was found.
func TestFilesHoldEveryGroupAndWhatWasFound(t *testing.T) {
	h := New(config(t, newFixture(t)))
	if rows := walktest.CSVTable(t, ask(h, "GET", "/i/RP03.csv?table=split_mortgagee").Body.Bytes()); len(rows) != 1+30 {
		t.Errorf("the file of a split has %d rows, want 30 groups and the head", len(rows))
	}
	if page := ask(h, "GET", "/i/RP03").Body.String(); strings.Count(page, "演示银行") != 12 || !strings.Contains(page, "看全部 30 组") {
		t.Errorf("the page shows %d groups, want 12 and a link to all", strings.Count(page, "演示银行"))
	}
	for q, want := range map[string]int{"?q=RP03": 1, "?q=qdjd": 2, "?q=%E8%B6%8A%E8%B5%8A": 0, "?department=BDC&q=RP0": 9} {
		if rows := walktest.CSVTable(t, ask(h, "GET", "/indicators.csv"+q).Body.Bytes()); len(rows) != 1+want {
			t.Errorf("/indicators.csv%s has %d rows, want %d and the head", q, len(rows)-1, want)
		}
	}
}

func TestContributionsAddUp(t *testing.T) {
	h := New(config(t, newFixture(t)))
	for _, tt := range []struct {
		file string
		tol  float64
	}{{"/cockpit.csv", 0.005}, {"/explain.csv?theme=T08", 0.0005}, {"/explain.csv?theme=T03", 0.0005}, {"/explain.csv?theme=T05", 0.0005}} {
		rows := walktest.CSVTable(t, ask(h, "GET", tt.file).Body.Bytes())
		for _, title := range []string{"贡献 ", "失分 "} {
			col := walktest.Column(rows[0], strings.TrimSpace(title))
			sum, total := 0.0, 0.0
			for _, row := range rows[1:] {
				v, err := strconv.ParseFloat(row[col], 64)
				if err != nil {
					continue // not scored
				}
				if strings.Contains(row[0], "合计") {
					total = v
				} else {
					sum += v
				}
			}
			if d := sum - total; d > tt.tol/10 || d < -tt.tol/10 {
				t.Errorf("%s: %s adds up to %v, the total says %v", tt.file, title, sum, total)
			}
		}
	}
}

// Names come from other people's files; a script or a formula in them must stay a name.
func TestHostileNames(t *testing.T) {
	const script, formula = `</script><script>alert("x")</script><img src=x onerror=alert(1)>`, `=HYPERLINK("http://evil","x")`
	f := newFixture(t)
	f.indicators[0].Name = assess.Text{ZH: script, EN: script}
	for i := range f.indicators {
		if f.indicators[i].ID == "RP03" {
			f.indicators[i].Name, f.indicators[i].Formula = assess.Text{ZH: script, EN: script}, assess.Text{ZH: script}
		}
	}
	for i := range f.pipe.Sources {
		f.pipe.Sources[i].Title = assess.Text{ZH: formula, EN: script}
	}
	for i := range f.pipe.Loads {
		f.pipe.Loads[i].File, f.pipe.Loads[i].Note = script, assess.Text{ZH: formula, EN: formula}
	}
	for i := range f.rejects {
		f.rejects[i].File, f.rejects[i].Content[0], f.rejects[i].Header = script, formula, []string{script}
	}
	list := f.cases["RP03"]
	list.Rows[0].Cells[1], list.Rows[1].Cells[1] = script, formula
	h := New(config(t, f))
	for _, path := range append(everyPage(), "/explain?theme=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E", "/%3Cscript%3Ealert(1)%3C/script%3E") {
		body := ask(h, "GET", path).Body.String()
		for _, bad := range []string{"<script>alert", "<img src=x", "onerror=alert(1)>"} {
			if strings.Contains(body, bad) {
				t.Errorf("GET %s holds %q", path, bad)
			}
		}
	}
	for _, path := range []string{"/pipeline.csv", "/pipeline.csv?table=loads", "/explain.csv?indicator=RP03", "/rejects.csv", "/indicators.csv"} {
		for _, row := range walktest.CSVTable(t, ask(h, "GET", path).Body.Bytes()) {
			for _, cell := range row {
				if _, err := strconv.ParseFloat(cell, 64); err != nil && strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") {
					t.Errorf("%s holds a formula: %q", path, cell)
				}
			}
		}
		file := strings.Replace(path, ".csv", ".xlsx", 1)
		if bytes.Contains(sheet(t, ask(h, "GET", file).Body.Bytes()), []byte("<f>")) {
			t.Errorf("%s holds a formula", file)
		}
	}
}

func jsonTable(t *testing.T, data []byte) [][]string {
	t.Helper()
	var doc struct {
		Columns []struct{ Key, Title, Unit string }
		Rows    []map[string]any
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("json: %v in %.200q", err, data)
	}
	head := make([]string, len(doc.Columns))
	for i, c := range doc.Columns {
		head[i] = c.Title
		if c.Unit != "" {
			head[i] += " (" + c.Unit + ")"
		}
	}
	rows := [][]string{head}
	for _, r := range doc.Rows {
		row := make([]string, len(doc.Columns))
		for i, c := range doc.Columns {
			if v := r[c.Key]; v != nil {
				row[i] = fmt.Sprint(v)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// sheet is the first sheet of a workbook.
func sheet(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("xlsx: %v in %.200q", err, data)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func xlsxTable(t *testing.T, data []byte) [][]string {
	t.Helper()
	var doc struct {
		Rows []struct {
			Cells []struct {
				Ref    string `xml:"r,attr"`
				Value  string `xml:"v"`
				Inline string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(sheet(t, data), &doc); err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for i, r := range doc.Rows {
		width := len(r.Cells)
		if i > 0 {
			width = len(rows[0])
		}
		row := make([]string, width)
		for _, c := range r.Cells {
			row[int(c.Ref[0]-'A')] = c.Value + c.Inline
		}
		rows = append(rows, row)
	}
	return rows
}

// sameCell compares numbers by the 12 digits that a workbook is sure to keep, and texts without the guard that CSV and XLSX put
// before a formula.
func sameCell(a, b string) bool {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	if errA == nil && errB == nil {
		return math.Abs(x-y) <= 1e-12*max(math.Abs(x), math.Abs(y))
	}
	return strings.TrimPrefix(a, "'") == strings.TrimPrefix(b, "'")
}
