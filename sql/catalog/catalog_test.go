package catalog

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
)

func embedded(t *testing.T) *Catalog {
	t.Helper()
	c, err := Open(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every file of SQL begins with a comment: a header, or why the statement is there.
func TestEveryFileSaysWhy(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".sql" {
			return err
		}
		files++
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		first, rest, _ := strings.Cut(string(data), "\n")
		if why := strings.TrimPrefix(first, "--"); why == first || len(strings.Fields(why)) < 2 {
			t.Errorf("%s begins with %q, want a comment that says why", name, first)
		}
		if strings.TrimSpace(stripComments(rest)) == "" {
			t.Errorf("%s has no statement", name)
		}
		if statement := strings.TrimSpace(stripComments(string(data))); strings.HasSuffix(statement, ";") {
			t.Errorf("%s ends with a semicolon: the interface takes one statement, without one", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 80 {
		t.Errorf("%d files were found, want all of sql/", files)
	}
}

// ofTheWriter are the statements that read what readers read and take no scope: only the writer runs them.
var ofTheWriter = map[string]string{
	"derived_rows": "counts what a run has derived",
	"forgotten":    "counts the rows of runs that nobody is shown any more",
	"guard":        "compares what derive read with what was reconciled",
	"mended":       "counts by load rejected rows that were brought right since; no row of theirs leaves it",
	"table_rows":   "counts the rows of a table that the frozen facts of an edition are read into, to be computed again",
}

// Every query of readers has the places of the scope: nobody reads another region's figures, cases or rejects by a query
// that forgot them.
func TestQueriesOfReadersHaveTheScope(t *testing.T) {
	c := embedded(t)
	var scoped []string
	for _, name := range c.QueryNames() {
		text := strings.ReplaceAll(stripComments(c.queries[name]), "${", "{")
		tokens, err := lex(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(tokens) == 0 || !strings.EqualFold(tokens[0].text, "SELECT") && !strings.EqualFold(tokens[0].text, "WITH") {
			continue // writes, or is a part of another
		}
		reads := ""
		for i, tok := range tokens {
			word := tok.text
			if i > 0 && tokens[i-1].text == "{" {
				word = "{" + word
			}
			if slices.Contains([]string{"indicator_value", "score", "score_ground", "reject", "{table"}, word) || strings.HasPrefix(word, "clock_") {
				reads = word
			}
		}
		if reads == "" || ofTheWriter[name] != "" {
			continue
		}
		scoped = append(scoped, name)
		for _, place := range []string{"{every_region:UInt8}", "{regions:Array(String)}"} {
			if !strings.Contains(text, place) {
				t.Errorf("queries/%s.sql reads %s without %s: give it the scope, or say in this test why the writer alone runs it", name, reads, place)
			}
		}
	}
	for _, want := range []string{"announced", "case_list", "case_rows", "cases", "edition_reads", "honours", "open", "plan_firms", "plan_measures", "plan_problems", "plan_requests", "reform", "reform_offices", "reject_reasons", "rejects", "split", "spread_times", "stock_month", "year_ground", "year_scores", "year_totals", "year_values"} {
		if !slices.Contains(scoped, want) {
			t.Errorf("queries/%s.sql was not looked at", want)
		}
	}
	for name := range ofTheWriter {
		if _, ok := c.queries[name]; !ok {
			t.Errorf("queries/%s.sql is not there any more", name)
		}
	}
}

// A later layer adds and overrides, whole files at a time; its faults are told by its own folder.
func TestLayers(t *testing.T) {
	texts := small()
	more := layer(map[string]string{
		"indicators/XX01.sql": strings.Replace(texts["indicators/XX01.sql"], "数 | Count", "新 | New", 1),
		"indicators/XX02.sql": strings.Replace(texts["indicators/XX01.sql"], "XX01", "XX02", 1),
	})
	more.Shown = "data/conf"
	c, err := Open(layer(texts), more)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Indicators["XX01"]; got.Name.EN != "New" || got.File() != "data/conf/indicators/XX01.sql" {
		t.Errorf("XX01 = %q of %s, want that of the later layer", got.Name.EN, got.File())
	}
	if got := c.IndicatorsOf(c.Clocks["thing"]); len(got) != 2 || got[1].ID != "XX02" {
		t.Errorf("indicators of the clock: %v", got)
	}
	more = layer(map[string]string{"indicators/XX01.sql": "count() AS n"})
	more.Shown = "data/conf"
	if _, err := Open(layer(texts), more); err == nil || !strings.HasPrefix(err.Error(), "data/conf/indicators/XX01.sql:1: ") {
		t.Errorf("fault %v, want it in data/conf", err)
	}
	if _, err := Open(Files{}); err != nil {
		t.Errorf("without any folder: %v", err)
	}
}

// A change of a rule is a change of what was computed by it, and of nothing else.
func TestHashes(t *testing.T) {
	texts := small()
	texts["datasets/other.clock.sql"] = strings.NewReplacer("clock: thing", "clock: other", "-- lambda: days", "-- reference: thing", "plus(1)", "1").
		Replace(texts["datasets/thing.clock.sql"])
	was, err := Open(layer(texts))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, file   string
		thing, other bool // what changes
		judging      bool
	}{
		{"nothing", "queries/all.sql", false, false, false},
		{"a rule of judging", "datasets/thing.sql", false, false, true},
		{"the clock, and with it who looks it up", "datasets/thing.clock.sql", true, true, false},
		{"its lambda", "datasets/days.lambda.sql", true, true, false},
		{"its indicator", "indicators/XX01.sql", true, true, false},
		{"the other clock", "datasets/other.clock.sql", false, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := map[string]string{}
			for file, text := range texts {
				changed[file] = text
			}
			changed[tt.file] += "-- changed\n"
			now, err := Open(layer(changed))
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range map[string]bool{"thing": tt.thing, "other": tt.other} {
				if got := was.Hash(was.Clocks[name]) != now.Hash(now.Clocks[name]); got != want {
					t.Errorf("the hash of clock %s changes: %v, want %v", name, got, want)
				}
			}
			if got := was.JudgedBy(was.Datasets["thing"]) != now.JudgedBy(now.Datasets["thing"]); got != tt.judging {
				t.Errorf("the hash of judging changes: %v, want %v", got, tt.judging)
			}
		})
	}
}

func TestInOrder(t *testing.T) {
	var names []string
	for _, k := range embedded(t).InOrder() {
		names = append(names, k.Name)
	}
	if slices.Index(names, "mortgagee_alias") > slices.Index(names, "mortgage_release") {
		t.Errorf("order %v: a clock stands behind the one that it looks up", names)
	}
}

// Every reason has words for a clerk and a bit of its own.
func TestReasons(t *testing.T) {
	for _, d := range embedded(t).Datasets {
		codes := map[string]int{}
		for bit, code := range d.ReasonCodes() {
			if code == "" {
				continue
			}
			if first, twice := codes[code]; twice {
				t.Errorf("%s: reason %s has the bits %d and %d", d.ID, code, first, bit)
			}
			codes[code] = bit
			byBit, ok := d.ReasonAt(bit)
			byCode, found := d.Reason(code)
			if !ok || !found || byBit != byCode || byBit.Text.ZH == "" || byBit.Text.EN == "" {
				t.Errorf("%s: reason %s = %+v, %+v", d.ID, code, byBit, byCode)
			}
		}
		if _, ok := d.Reason("no_such"); ok {
			t.Errorf("%s knows a reason that nobody has written", d.ID)
		}
	}
}

// Every statement that the catalogue puts together can be read by its own lexer and leaves nothing to be filled.
func TestStatements(t *testing.T) {
	c := embedded(t)
	var texts []string
	add := func(text string, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		texts = append(texts, text)
	}
	for _, k := range c.InOrder() {
		add(c.DeriveSQL(k))
		add(c.ValuesSQL(k))
		if c.Words(k).Number != "" {
			add(c.CaseListSQL(k))
			add(c.CaseSQL(k, k.Course.Number))
		}
		for _, part := range c.PartsOf(k) {
			add(c.CaseSQL(part.Clock, part.Column))
		}
	}
	for _, i := range c.Indicators {
		add(c.CasesSQL(i))
		add(c.CountedListSQL(i))
		add(c.CaseCellsSQL(i))
		for _, s := range c.Clocks[i.Clock].Splits {
			add(c.SplitSQL(i, s.Column.Name))
		}
		add(c.SpreadSQL(i))
		add(c.SpreadBinsSQL(i))
		open, _, err := c.OpenSQL(c.Clocks[i.Clock], i, false)
		add(open, err)
	}
	for _, r := range c.Reforms {
		add(c.ReformSQL(r))
		if r.OfficesClock() != "" {
			add(c.OfficesSQL(r))
		}
	}
	for _, d := range c.Datasets {
		columns := append([]string{""}, d.Fields...)
		add(c.StageSQL(d, "stage_1_1", columns, nil, false))
		add(c.StageSQL(d, "stage_1_1", columns[:1], d.Fields, true))
	}
	for _, text := range texts {
		if _, err := lex(text); err != nil || strings.Contains(text, "${") {
			t.Errorf("%v in\n%s", err, text)
		}
	}
	if _, err := c.Query("no_such", nil); err == nil {
		t.Error("a query that is not there was found")
	}
	if _, err := c.StageSQL(c.Datasets["mortgage"], "stage`; DROP", nil, nil, false); err == nil {
		t.Error("a stage of a name that is none was taken")
	}
}

// How a case runs is told by the headers alone.
func TestCourses(t *testing.T) {
	c := embedded(t)
	k := c.Words(c.Clocks["service_case"])
	if e, ok := k.Event(assess.DueDay); !ok || e.Column != "due_on" || k.Kind != "workday" || k.Counted != "net_days" || k.Promise != "promise_days" || k.Office != "org_code" || !k.Listed() {
		t.Errorf("service_case = %+v", k)
	}
	if len(k.Indicators) != len(c.IndicatorsOf(c.Clocks["service_case"])) || len(k.Indicators) == 0 {
		t.Errorf("service_case is counted by %d indicators", len(k.Indicators))
	}
	var parts []string
	for _, p := range c.PartsOf(c.Clocks["acceptance"]) {
		parts = append(parts, p.Name+" "+p.Column)
	}
	if want := []string{"acceptance_opinion acceptance_no", "rectification_slip acceptance_no"}; !slices.Equal(parts, want) {
		t.Errorf("an acceptance has the parts %v, want %v", parts, want)
	}
	stop := c.Clocks["special_procedure"].Course
	if want := []Span{{"special_on", "end_on", assess.Text{ZH: "特别程序", EN: "Special procedure"}, "special_type"}}; !slices.Equal(stop.Spans, want) || len(stop.Wholes) != 2 {
		t.Errorf("special_procedure = %+v", stop)
	}
	for name, number := range map[string]string{"project_item": "item_no", "special_procedure": "", "reported_value": "", "matter": ""} {
		if got := c.Words(c.Clocks[name]).Number; got != number {
			t.Errorf("the number of %s is in %q, want %q", name, got, number)
		}
	}
}
