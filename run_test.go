package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	neturl "net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"yingshang/etl/demo"
	"yingshang/server/walktest"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

// printed collects what a command prints while it runs.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// up runs `yingshang up --demo` on a free port until stop is called; it returns the address of the pages.
func up(t *testing.T, dir string) (url string, stop func() int) {
	t.Helper()
	return upWith(t, "--demo", "--data", dir)
}

// upWith runs `yingshang up` with flags in the same way.
func upWith(t *testing.T, flags ...string) (url string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var out, faults printed
	code := make(chan int, 1)
	go func() { // ends when ctx does
		code <- run(ctx, append([]string{"up", "--listen", "127.0.0.1:0"}, flags...), &out, &faults)
	}()
	stop = func() int { cancel(); return <-code }
	found := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if url = found.FindString(out.String()); url != "" {
			return url, stop
		}
		select {
		case c := <-code:
			t.Fatalf("up ended with %d: %s%s", c, out.String(), faults.String())
		default:
		}
	}
	stop()
	t.Fatal("up does not listen after two minutes")
	return "", nil
}

func fetch(t *testing.T, url string) (int, []byte) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

func awaitReady(t *testing.T, url string, limit time.Duration) time.Duration {
	t.Helper()
	began := time.Now()
	for time.Since(began) < limit {
		if code, _ := fetch(t, url+"/readyz"); code == http.StatusOK {
			return time.Since(began)
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("not ready after %s", limit)
	return 0
}

// awaitFrozen waits until the demo's years that have ended are frozen and published, and returns their editions.
func awaitFrozen(t *testing.T, url string, limit time.Duration) []string {
	t.Helper()
	for began := time.Now(); time.Since(began) < limit; time.Sleep(200 * time.Millisecond) {
		var shown []string
		for _, row := range fetchTwin(t, url+"/editions.json?lang=en").Rows {
			if row["state"] == "published" {
				shown = append(shown, fmt.Sprint(row["edition"]))
			}
		}
		if len(shown) == len(demo.Frozen) {
			return shown
		}
	}
	t.Fatalf("after %s the demo's years are not frozen", limit)
	return nil
}

// compareFrozen wants pages of a frozen year to say so, and one edition to be proved by its folder alone beside the running
// program.
func compareFrozen(t *testing.T, dir, url string, editions []string) {
	t.Helper()
	for _, id := range editions {
		year, _, _ := strings.Cut(id, "-")
		if _, body := fetch(t, url+"/?year="+year); !bytes.Contains(body, []byte("版次 "+id)) {
			t.Errorf("the cockpit of %s does not say that it shows edition %s", year, id)
		}
	}
	var out printed
	if code := run(t.Context(), []string{"edition", "verify", filepath.Join(dir, "editions", editions[0])}, &out, io.Discard); code != 0 {
		t.Errorf("edition verify %s ended with %d: %s", editions[0], code, out.String())
	}
}

// twin is a page's table as JSON.
type twin struct {
	Title string           `json:"title"`
	Mark  string           `json:"mark"`
	Rows  []map[string]any `json:"rows"`
}

func fetchTwin(t *testing.T, url string) twin {
	t.Helper()
	code, body := fetch(t, url)
	var w twin
	if err := json.Unmarshal(body, &w); code != http.StatusOK || err != nil {
		t.Fatalf("GET %s = %d, %v", url, code, err)
	}
	return w
}

// TestUpShowsWhatTheTruthSays is the whole way: an empty folder, the demo's files, the pipeline, the pages; then once more.
func TestUpShowsWhatTheTruthSays(t *testing.T) {
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	dir := t.TempDir()
	url, stop := up(t, dir)
	first := awaitReady(t, url, 5*time.Minute)
	frozen := awaitFrozen(t, url, 2*time.Minute)
	truth := readTruth(t, dir)
	list := fetchTwin(t, url+"/indicators.json?year=2022")
	if list.Mark != demo.Mark {
		t.Errorf("the list of indicators is marked %q, want %q", list.Mark, demo.Mark)
	}
	shown := map[string]map[string]any{}
	for _, row := range list.Rows {
		shown[fmt.Sprint(row["indicator_id"])] = row
	}
	for code, all := range truth.Indicators {
		periods := periodsOf(all, "2022")
		want := periods["2022"]
		got, ok := shown[code]["value"].(float64)
		if !ok || math.Abs(got-want.Value) > 1e-9*math.Max(1, math.Abs(want.Value)) {
			t.Errorf("%s is shown as %v, want %v", code, shown[code]["value"], want.Value)
		}
		months := fetchTwin(t, url+"/i/"+code+".json?year=2022")
		seen := 0
		for _, row := range months.Rows {
			want, ok := periods[fmt.Sprint(row["month"])]
			if !ok {
				continue
			}
			seen++
			if want.Quantile {
				if got, ok := row["value"].(float64); !ok || math.Abs(got-want.Value) > 1e-9*math.Max(1, want.Value) {
					t.Errorf("%s %v: the value is shown as %v, want %v", code, row["month"], row["value"], want.Value)
				}
				continue
			}
			if got, ok := row["numerator"].(float64); !ok || math.Abs(got-want.Numerator) > 1e-9*math.Max(1, want.Numerator) {
				t.Errorf("%s %v: the numerator is shown as %v, want %v", code, row["month"], row["numerator"], want.Numerator)
			}
		}
		if seen != len(periods)-1 {
			t.Errorf("%s shows %d months, want %d", code, seen, len(periods)-1)
		}
	}
	for _, year := range []string{"2019", "2020", "2021"} { // acceptances alone have records of these years
		seen := 0
		for _, row := range fetchTwin(t, url+"/indicators.json?year="+year).Rows {
			code := fmt.Sprint(row["indicator_id"])
			want, ok := truth.Indicators[code][year]
			if !ok {
				continue
			}
			seen++
			if got, has := row["value"].(float64); !has || math.Abs(got-want.Value) > 1e-9*math.Max(1, want.Value) {
				t.Errorf("%s of %s is shown as %v, want %v", code, year, row["value"], want.Value)
			}
		}
		if seen == 0 {
			t.Errorf("no indicator of %s is computed from records", year)
		}
	}
	before := map[string]map[string]map[string]any{} // of earlier years, by year and code
	for _, want := range truth.Reported {
		if want.Region != string(demo.Region) {
			continue
		}
		shown := shown
		if want.Period != "2022" {
			if before[want.Period] == nil {
				before[want.Period] = map[string]map[string]any{}
				for _, row := range fetchTwin(t, url+"/indicators.json?year="+want.Period).Rows {
					before[want.Period][fmt.Sprint(row["indicator_id"])] = row
				}
			}
			shown = before[want.Period]
			if strings.HasPrefix(want.Indicator, "AP") { // local, and in no scheme yet
				continue
			}
		}
		if got, ok := shown[want.Indicator]["value"].(float64); !ok || math.Abs(got-want.Value) > 1e-9*math.Max(1, math.Abs(want.Value)) {
			t.Errorf("%s is shown as %v, want %v as reported", want.Indicator, shown[want.Indicator]["value"], want.Value)
		}
	}
	compareResults(t, url, truth)
	_, cockpit := fetch(t, url+"/?year=2022")
	for _, want := range []string{"87.46", "99.1%", "7,926", "100%", "第一档", "估算", demo.Mark} {
		if !bytes.Contains(cockpit, []byte(want)) {
			t.Errorf("the cockpit does not say %q", want)
		}
	}
	if walked := walktest.Walk(t, url, neturl.Values{"year": {"2022"}, "region": {string(demo.Region)}}); walked.Pages < 250 || walked.Files < 1000 {
		t.Errorf("a short walk through the pages: %+v", walked)
	} else {
		t.Logf("walked: %+v", walked)
	}
	loads := fetchTwin(t, url+"/pipeline.json")
	read := 0.0
	for _, row := range loads.Rows {
		if n, ok := row["read"].(float64); ok {
			read += n
		}
	}
	compareReport(t, dir, url)
	compareFrozen(t, dir, url, frozen)
	compareLate(t, url, truth)
	if code := stop(); code != 0 {
		t.Errorf("up ended with %d, want 0", code)
	}

	url, stop = up(t, dir)
	again := awaitReady(t, url, time.Minute)
	t.Logf("ready after %s the first time, %s the second", first.Round(time.Millisecond), again.Round(time.Millisecond))
	if again > 15*time.Second {
		t.Errorf("the second start takes %s, want seconds", again)
	}
	time.Sleep(2 * time.Second) // the scheduler looks once at its start
	more := fetchTwin(t, url+"/pipeline.json")
	if len(more.Rows) != len(loads.Rows) {
		t.Errorf("the second start shows %d rows of the pipeline, the first %d", len(more.Rows), len(loads.Rows))
	}
	var out printed
	if code := run(context.Background(), []string{"etl", "run", "release_bank", "--data", dir}, &out, io.Discard); code != 0 {
		t.Errorf("etl run beside it ended with %d: %s", code, out.String())
	}
	if code := stop(); code != 0 {
		t.Errorf("up ended with %d, want 0", code)
	}
}

// compareResults looks at the announced results on the pages of the years and of the regions, and at the computed ones.
func compareResults(t *testing.T, url string, truth demo.Truth) {
	t.Helper()
	trend := map[string]map[string]any{}
	for _, row := range fetchTwin(t, url+"/trend.json").Rows {
		trend[fmt.Sprint(row["year"])] = row
	}
	byYear := map[int]map[string]demo.Announced{}
	for _, want := range truth.Announced {
		if byYear[want.Year] == nil {
			byYear[want.Year] = map[string]demo.Announced{}
		}
		byYear[want.Year][want.Region] = want
	}
	for year, announced := range byYear {
		own, got := announced[string(demo.Region)], trend[fmt.Sprint(year)]
		score, has := got["announced_score"].(float64)
		if has != (own.Score != nil) || has && score != *own.Score || got["announced_tier"] == nil {
			t.Errorf("the trend says %v and %v of %d, want %+v", got["announced_score"], got["announced_tier"], year, own)
		}
		scored := 0
		for _, row := range fetchTwin(t, fmt.Sprintf("%s/tier.json?year=%d", url, year)).Rows {
			want := announced[fmt.Sprint(row["region_code"])]
			if want.Score == nil {
				continue
			}
			scored++
			better := 0
			for _, other := range announced {
				if other.Score != nil && *other.Score > *want.Score {
					better++
				}
			}
			if row["score"] != *want.Score || row["rank"] != float64(better+1) {
				t.Errorf("%s is shown with %v on place %v of %d, want %v on %d", want.Region, row["score"], row["rank"], year, *want.Score, better+1)
			}
		}
		want := 0
		for _, a := range announced {
			if a.Score != nil {
				want++
			}
		}
		if scored != want {
			t.Errorf("%d regions are shown with a score of %d, want %d", scored, year, want)
		}
	}
	for _, year := range []string{"2019", "2020", "2021", "2022"} {
		if total, ok := trend[year]["computed_score"].(float64); !ok || total <= 0 || total > 100 {
			t.Errorf("%s has a computed score of %v", year, trend[year]["computed_score"])
		}
	}
}

// compareLate adds up the late cases on the departments' pages: those of services that people apply for are all that is due
// and not finished.
func compareLate(t *testing.T, url string, truth demo.Truth) {
	t.Helper()
	departments := map[string]bool{}
	for _, row := range fetchTwin(t, url+"/report.json?year=2022&table=offices").Rows {
		departments[fmt.Sprint(row["department_id"])] = true
	}
	late := 0
	for code := range departments {
		for _, row := range fetchTwin(t, url+"/dept/"+code+".json?table=late_service_case").Rows {
			if row["promise_days"] == nil {
				t.Errorf("%s: %v is late, and nobody promised a day", code, row["case_no"])
			}
			if row["apply_type"] != nil && row["apply_type"] != "" {
				late++
			}
		}
	}
	var listed []string
	for _, row := range fetchTwin(t, url+"/cases.json?clock=service_case&state=late").Rows {
		listed = append(listed, fmt.Sprint(row["case_no"]))
	}
	slices.Sort(listed)
	told := slices.Clone(truth.Late["service_case"])
	slices.Sort(told)
	if diff := cmp.Diff(told, listed); diff != "" {
		t.Errorf("late cases of /cases (-truth +file):\n%s", diff)
	}
	due, closed := truth.Indicators["GS03"]["2022"].Denominator, truth.Indicators["GS01"]["2022"].Denominator
	if want := int(*due - *closed); late != want || want == 0 {
		t.Errorf("the departments have %d late cases of services, want %d", late, want)
	}
}

// compareReport writes the report from the command line, beside the running program: it holds the pages' figures.
func compareReport(t *testing.T, dir, url string) {
	t.Helper()
	folder := t.TempDir()
	write := func(want int, format, year string) []byte {
		var out, faults printed
		file := filepath.Join(folder, year+"."+format)
		if code := run(context.Background(), []string{"report", "--data", dir, "--year", year, "--format", format, "--out", file}, &out, &faults); code != want {
			t.Errorf("report of %s as %s ended with %d, want %d: %s", year, format, code, want, faults.String())
		}
		text, err := os.ReadFile(file)
		if (err == nil) != (want == 0) {
			t.Errorf("%s: %v", file, err)
		}
		return text
	}
	html := write(0, "html", "2021")
	for _, want := range []string{"87.46", demo.Mark, "<style>", "<svg"} {
		if !bytes.Contains(html, []byte(want)) {
			t.Errorf("the report of 2021 does not hold %q", want)
		}
	}
	for _, bad := range []string{"<script", "/assets/", "http://127"} {
		if bytes.Contains(html, []byte(bad)) {
			t.Errorf("the report, which stands alone, holds %q", bad)
		}
	}
	write(2, "html", "1999")
	book, err := excelize.OpenReader(bytes.NewReader(write(0, "xlsx", "2022")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	figures, err := book.GetRows("指标详析", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]any{}
	for _, row := range fetchTwin(t, url+"/indicators.json?year=2022").Rows {
		shown[fmt.Sprint(row["indicator_id"])] = row["value"]
	}
	for _, row := range figures[1:] {
		got, err := strconv.ParseFloat(row[3], 64) // a spreadsheet keeps 15 digits
		want, ok := shown[row[1]].(float64)
		if err != nil || !ok || math.Abs(got-want) > 1e-13*math.Abs(want) {
			t.Errorf("the workbook says %s of %s, the page %v", row[3], row[1], shown[row[1]])
		}
	}
	if len(figures)-1 != len(shown) {
		t.Errorf("the workbook has %d indicators, the page %d", len(figures)-1, len(shown))
	}
}

// periodsOf are the figures of a year and its months.
func periodsOf(all map[string]demo.Figure, year string) map[string]demo.Figure {
	found := map[string]demo.Figure{}
	for period, f := range all {
		if strings.HasPrefix(period, year) {
			found[period] = f
		}
	}
	return found
}

func readTruth(t *testing.T, dir string) demo.Truth {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth demo.Truth
	if err := json.Unmarshal(b, &truth); err != nil {
		t.Fatal(err)
	}
	return truth
}

func TestAnOpenAddressMustBeMeant(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:0", ":8080", "192.0.2.1:8080", "nonsense"} {
		var errs printed
		if code := run(context.Background(), []string{"up", "--data", t.TempDir(), "--listen", listen}, io.Discard, &errs); code != 2 {
			t.Errorf("up --listen %s ends with %d, want 2", listen, code)
		}
		if !strings.Contains(errs.String(), strconv.Quote(listen)) && !strings.Contains(errs.String(), listen) {
			t.Errorf("up --listen %s says %q", listen, errs.String())
		}
	}
}
