package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

// filesOf is the number of files of a pattern in the repository.
func filesOf(t *testing.T, pattern string) int {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v, %v", pattern, files, err)
	}
	return len(files)
}

func TestDefinitionsOfTheBinary(t *testing.T) {
	d, err := readDefinitions("")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{
		"sources": len(d.sources), "schemes": len(d.schemes), "of SQL": len(d.catalog.Indicators),
		"described nowhere": len(d.schemes[2022].Check(d.indicators)),
	}
	want := map[string]int{"sources": filesOf(t, "etl/sources/*.yaml"), "schemes": 4, "of SQL": filesOf(t, "sql/indicators/*.sql"), "described nowhere": 0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("embedded, -want +got:\n%s", diff)
	}
	if ind := d.indicators["RP03"]; ind.Feed != assess.FromRecords || ind.Dataset != "mortgage_release" {
		t.Errorf("RP03 = %+v, want it from records of mortgage_release", ind)
	}
	if ind := d.indicators["EL01"]; ind.Feed != assess.FromReport || ind.Dataset != "" {
		t.Errorf("EL01 = %+v, want it reported", ind)
	}
}

// write fills a folder: name → text.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestConfAddsAndOverrides(t *testing.T) {
	dir := write(t, map[string]string{
		"schemes/2023.yaml":         strings.Replace(read(t, "dashboards/scheme/schemes/2022.yaml"), "year: 2022", "year: 2023", 1),
		"sources/release_bank.yaml": strings.Replace(read(t, "etl/sources/release_bank.yaml"), `schedule: "0 18 * * 1-5"`, `schedule: "15 6 * * *"`, 1),
		"sources/README.md":         "why",
		"reforms/own.yaml": strings.NewReplacer("id: joint_acceptance", "id: new_reform", "start: 2022-02", "start: 2022-03").
			Replace(read(t, "dashboards/scheme/reforms.yaml")),
		"reforms/new_reform.sql": strings.Replace(read(t, "sql/reforms/joint_acceptance.sql"), "reform: joint_acceptance", "reform: new_reform", 1),
		"indicators/RP10.sql": strings.NewReplacer("indicator: RP04", "indicator: RP10", "政银合作", "新").
			Replace(read(t, "sql/indicators/RP04.sql")),
		"indicators/more.yaml": "- id: ZZ01\n  name: {zh: 新, en: New}\n  unit: {zh: 个, en: pieces}\n  direction: higher\n  decimals: 0\n" +
			"  formula: {zh: 个数, en: count}\n  department: SCJG\n  clock: none\n  system: {zh: 台账, en: ledger}\n",
		"calendar/2022.csv":  "date,type,name_zh,name_en\n2022-08-15,off,台风,Typhoon\n",
		"regions/nearby.csv": "code,name_zh,name_en,prefecture,level\n310100,上海市,Shanghai,310100,prefecture\n310116,金山区,Jinshan District,310100,county\n",
	})
	d, err := readDefinitions(dir)
	if err != nil {
		t.Fatal(err)
	}
	if d.schemes[2023] == nil || d.schemes[2022] == nil {
		t.Errorf("schemes of %v, want 2023 beside those of the binary", len(d.schemes))
	}
	if got := d.sources["release_bank"].Schedule; got != "15 6 * * *" {
		t.Errorf("schedule = %q, want that of conf", got)
	}
	if want := filesOf(t, "etl/sources/*.yaml"); len(d.sources) != want {
		t.Errorf("%d sources, want %d", len(d.sources), want)
	}
	var reforms []string
	for _, r := range d.reforms {
		reforms = append(reforms, string(r.ID)+" "+r.Start.Format("2006-01"))
	}
	if diff := cmp.Diff([]string{"joint_acceptance 2019-07", "mortgage_release 2022-03", "new_reform 2019-07"}, reforms); diff != "" {
		t.Errorf("reforms, one of conf over that of the binary and one beside them, -want +got:\n%s", diff)
	}
	if d.catalog.Indicators["RP10"] == nil || d.indicators["RP10"].Name.ZH == "" || d.indicators["ZZ01"].Feed != assess.FromReport {
		t.Errorf("indicators of conf are not there: %+v, %+v", d.indicators["RP10"], d.indicators["ZZ01"])
	}
	day := d.calendar.Days()[0].Date
	for _, x := range d.calendar.Days() {
		if x.Name.ZH == "台风" {
			day = x.Date
		}
	}
	if works, err := d.calendar.IsWorkday(day); works || err != nil || day.Format("2006-01-02") != "2022-08-15" {
		t.Errorf("2022-08-15 = %v, %v, %v, want a day off", day, works, err)
	}
	if d.regions["310116"].Name.EN == "" || d.regions["330482"].Name.EN == "" {
		t.Error("regions of conf do not stand beside those of the binary")
	}
}

// Every fault of every file is told at once, with its place.
func TestConfFaults(t *testing.T) {
	bank := read(t, "etl/sources/release_bank.yaml")
	dir := write(t, map[string]string{
		"schemes/2022.yaml": strings.NewReplacer("id: SB01", "id: SB0l", "weight: 1.2, best: 1, worst: 6", "weight: 1.2, best: 6, worst: 1").
			Replace(read(t, "dashboards/scheme/schemes/2022.yaml")),
		"schemes/other.yaml": read(t, "dashboards/scheme/schemes/2022.yaml"),
		"sources/release_bank.yaml": strings.NewReplacer("supplier: BDC", "supplier: BDCC", "0 18 * * 1-5", "0 18 31 2 *",
			"payoff_at", "pay_off_at").Replace(bank),
		"sources/late.yml":    "source: late\n",
		"indicators/RP03.sql": strings.NewReplacer("clock: mortgage_release", "clock: mortgage_relaese", "department: BDC", "department: BDX").Replace(read(t, "sql/indicators/RP03.sql")),
		"indicators/RP04.sql": "SELECT 1",
		"calendar/2027.csv":   "date,type,name_zh,name_en\n2027-02-30,off,春节,Spring Festival\n",
		"reforms/own.yaml": strings.NewReplacer("id: mortgage_release", "id: mortgage_relaese", `region: "330482"`, `region: "330428"`, "[BDC, JRB]", "[BDCC, JRB]",
			"RP06,", "RP66,").Replace(read(t, "dashboards/scheme/reforms.yaml")),
		"reforms/alone.sql": strings.NewReplacer("reform: mortgage_release", "reform: alone", "clock: mortgage_release", "clock: mortgage_relaese", "AS time", "AS tiem").
			Replace(read(t, "sql/reforms/mortgage_release.sql")),
		"reforms/twice.yaml": read(t, "dashboards/scheme/reforms.yaml"),
		"regions/x.csv":      "code,name\n",
		"scheme/2023.yaml":   "",
		"indicators/notes":   "",
		"odd.yaml":           "",
	})
	_, err := readDefinitions(dir)
	var faults assess.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("error %v, want faults", err)
	}
	var got []string
	for _, f := range faults {
		got = append(got, strings.ReplaceAll(f.Error(), filepath.ToSlash(dir), "conf"))
	}
	if diff := cmp.Diff(strings.Split(confFaults, "\n"), got); diff != "" {
		t.Errorf("faults, -want +got:\n%s", diff)
	}
}

const confFaults = `conf/calendar/2027.csv:2: date "2027-02-30": want a day like 2027-01-01
conf/indicators/RP03.sql:3: clock "mortgage_relaese" has no file sql/datasets/mortgage_relaese.clock.sql (did you mean "mortgage_release"?)
conf/indicators/RP03.sql:11: department "BDX" is unknown (did you mean "BDC"?)
conf/indicators/RP04.sql:1: header key "indicator" is missing
conf/indicators/RP04.sql:1: header key "title" is missing
conf/indicators/RP04.sql:1: header key "clock" is missing
conf/indicators/RP04.sql:1: header key "unit" is missing
conf/indicators/RP04.sql:1: header key "direction" is missing
conf/indicators/RP04.sql:1: header key "formula" is missing
conf/indicators/RP04.sql:1: header key "numerator" is missing
conf/indicators/RP04.sql:1: header key "denominator" is missing
conf/indicators/RP04.sql:1: header key "department" is missing
conf/indicators/RP04.sql:1: expression "SELECT 1" has no name: end it with AS name
conf/indicators/notes: is not read, want the ending .sql or .yaml
conf/odd.yaml: is not read, want it in one of the folders calendar, indicators, reforms, regions, schemes, sources
conf/reforms/alone.sql:1: reform "alone" is described in no .yaml
conf/reforms/alone.sql:2: clock "mortgage_relaese" has no file sql/datasets/mortgage_relaese.clock.sql (did you mean "mortgage_release"?)
conf/reforms/alone.sql:4: expression "tiem" is unknown (did you mean "time"?), want one of counted, time, new_way, whole_time, trips, saved
conf/reforms/alone.sql:4: expression "time" is missing
conf/reforms/own.yaml:7: region "330428" is unknown (did you mean "330328"?)
conf/reforms/own.yaml:43: reform "mortgage_relaese" has no file reforms/mortgage_relaese.sql (did you mean "mortgage_release"?)
conf/reforms/own.yaml:46: region "330428" is unknown (did you mean "330328"?)
conf/reforms/own.yaml:49: department "BDCC" is unknown (did you mean "BDC"?)
conf/reforms/own.yaml:53: indicator "RP66" is described nowhere (did you mean "RP06"?)
conf/reforms/twice.yaml:4: reform joint_acceptance is there already: conf/reforms/own.yaml
conf/regions/x.csv:1: the header is "code,name", want code,name_zh,name_en,prefecture,level, or with column and row behind
conf/scheme: is not read (did you mean "schemes"?), want one of calendar, indicators, reforms, regions, schemes, sources
conf/schemes/2022.yaml:24: indicator "SB0l" is described nowhere (did you mean "SB01"?)
conf/schemes/2022.yaml:25: indicator SB02: lower is better, but its best 6 and worst 1 say otherwise
conf/schemes/other.yaml: the year 2022 has a scheme already: conf/schemes/2022.yaml
conf/sources/late.yml: is not read, want the ending .yaml
conf/sources/release_bank.yaml:5: department "BDCC" is unknown (did you mean "BDC"?)
conf/sources/release_bank.yaml:13: schedule is "0 18 31 2 *": there is no such day, want five fields like "0 18 * * 1-5"
conf/sources/release_bank.yaml:14: columns: nothing feeds payoff_at, which dataset mortgage_release requires, want a header or a constant for it
conf/sources/release_bank.yaml:19: columns: 结清时间 feeds pay_off_at, which dataset mortgage_release does not know (did you mean "payoff_at"?), want one of release_no, region_code, mortgagee_name, is_fund, is_combination, payoff_at, init_at, initiator, accept_at, register_at, channel, actual_trips, unit_hash, changed_at, operation`
