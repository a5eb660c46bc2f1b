package catalog

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// small is a catalogue of one file a kind, without a fault.
func small() map[string]string {
	return map[string]string{
		"datasets/thing.sql": `-- dataset: thing
-- title: 事 | Thing
-- key: thing_no
-- optional: note
-- reject: no_thing_no | 编号为空 | The number is missing
SELECT
    toDate(raw_day) AS month,
    trim(raw_thing_no) AS thing_no,
    raw_note AS note,
    thing_no = '' AS reject_no_thing_no
FROM staged
`,
		"datasets/thing.clock.sql": `-- clock: thing
-- title: 事 | Thing
-- feeds: thing
-- lambda: days
-- column: case_no | 编号 | Number
SELECT month, thing_no AS case_no, plus(1) AS two, 1 AS is_closed, 0 AS stock, source, load, line, [('thing', row_hash)] AS reads
FROM thing FINAL
WHERE month IN ({months:Array(Date)})
`,
		"datasets/days.lambda.sql": "-- lambda: days\n-- title: 天 | Days\n(d) -> d + 1 AS plus\n",
		"indicators/XX01.sql": `-- indicator: XX01
-- title: 数 | Count
-- clock: thing
-- unit: 个 | pieces
-- direction: higher
-- formula: 个数 | how many
-- numerator: 个数 | how many
-- denominator: 无 | none
-- department: BDC
count() AS numerator,
count() AS n
`,
		"reforms/better.sql": "-- reform: better\n-- clock: thing\n-- offices: thing, case_no, two\nis_closed AS counted,\ntwo AS time,\n1 AS new_way\n",
		"queries/all.sql":    "-- Why.\nSELECT a FROM ${t}\n",
	}
}

// layer makes the files of a catalogue out of texts.
func layer(texts map[string]string) Files {
	folder := func(name string) fstest.MapFS {
		m := fstest.MapFS{}
		for file, text := range texts {
			if below, ok := strings.CutPrefix(file, name+"/"); ok {
				m[below] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		return m
	}
	return Files{Migrations: folder("migrations"), Datasets: folder("datasets"), Indicators: folder("indicators"), Reforms: folder("reforms"), Queries: folder("queries"), Shown: "sql"}
}

// Each fault is told with its file and line, and all of a file at once.
func TestFaults(t *testing.T) {
	const re = "reforms/better.sql"
	const ds, ck, la, in, qu = "datasets/thing.sql", "datasets/thing.clock.sql", "datasets/days.lambda.sql", "indicators/XX01.sql", "queries/all.sql"
	tests := []struct {
		name, file, old, new string
		want                 []string
	}{
		{name: "sound"},
		{"an unknown key", ds, "-- key: thing_no", "-- key: thing_no\n-- keys: thing_no", []string{
			`sql/datasets/thing.sql:4: header key "keys" is unknown, want one of [dataset title key reads changed deletes optional lambda reject]`}},
		{"a key twice", ds, "-- key: thing_no", "-- key: thing_no\n-- key: note", []string{`sql/datasets/thing.sql:4: header key "key" stands twice, first in line 3`}},
		{"a key without a value", in, "-- unit: 个 | pieces", "-- unit:", []string{`sql/indicators/XX01.sql:4: header key "unit" has no value`}},
		{"keys are missing", in, "-- unit: 个 | pieces\n-- direction: higher\n", "", []string{
			`sql/indicators/XX01.sql:1: header key "unit" is missing`, `sql/indicators/XX01.sql:1: header key "direction" is missing`}},
		{"one language", in, "-- unit: 个 | pieces", "-- unit: 个", []string{`sql/indicators/XX01.sql:4: unit is "个", want two languages: 中文 | English`}},
		{"a title in one language", ck, "事 | Thing", "事 |", []string{`sql/datasets/thing.clock.sql:2: title is "事 |", want two languages: 中文 | English`}},
		{"another name than the file", in, "indicator: XX01", "indicator: XX02", []string{`sql/indicators/XX01.sql:1: indicator is "XX02", want the file to be called XX02.sql`}},
		{"a name that is none", in, "indicator: XX01", "indicator: XX'01", []string{`sql/indicators/XX01.sql:1: indicator is "XX'01", want letters, digits and underscores`}},
		{"a clock of another name", ck, "clock: thing", "clock: thin", []string{
			`sql/datasets/thing.clock.sql:1: clock is "thin", want the file to be called thin.clock.sql`,
			`sql/indicators/XX01.sql:3: clock "thing" has no file sql/datasets/thing.clock.sql (did you mean "thin"?)`,
			`sql/reforms/better.sql:2: clock "thing" has no file sql/datasets/thing.clock.sql (did you mean "thin"?)`}},
		{"a lambda of another name", la, "lambda: days", "lambda: day", []string{`sql/datasets/days.lambda.sql:1: lambda is "day", want the file to be called day.lambda.sql`}},
		{"a direction that is none", in, "higher", "up", []string{`sql/indicators/XX01.sql:5: direction is "up", want lower or higher`}},
		{"decimals", in, "-- unit:", "-- decimals: 7\n-- unit:", []string{`sql/indicators/XX01.sql:4: decimals is "7", want 0 to 6`}},
		{"a scale", in, "-- unit:", "-- scale: -1\n-- unit:", []string{`sql/indicators/XX01.sql:4: scale is "-1", want a number above 0`}},
		{"a clock that is none", in, "clock: thing", "clock: thign", []string{
			`sql/indicators/XX01.sql:3: clock "thign" has no file sql/datasets/thign.clock.sql (did you mean "thing"?)`}},
		{"by no column", in, "-- unit:", "-- by: bank | 行 | Bank\n-- unit:", []string{`sql/indicators/XX01.sql:4: by "bank" is no column of clock thing`}},
		{"rows that cannot be read", in, "-- unit:", "-- rows: (kind = 1\n-- unit:", []string{`sql/indicators/XX01.sql:4: rows is "(kind = 1": a bracket is not closed`}},
		{"an aggregate of another name", in, "count() AS n\n", "count() AS number\n", []string{
			`sql/indicators/XX01.sql:10: aggregate "number" is unknown, want numerator, denominator, value or n`,
			`sql/indicators/XX01.sql:10: want a denominator or n: the number of cases behind the value`}},
		{"no numerator", in, "count() AS numerator,\n", "", []string{`sql/indicators/XX01.sql:10: want a numerator or a value`}},
		{"an aggregate without a name", in, "count() AS n\n", "count()\n", []string{`sql/indicators/XX01.sql:10: expression "count()" has no name: end it with AS name`}},
		{"a feed that is none", ck, "feeds: thing", "feeds: things", []string{`sql/datasets/thing.clock.sql:3: feed "things" is no dataset (did you mean "thing"?)`}},
		{"a reference that is none", ck, "-- lambda: days", "-- lambda: days\n-- reference: list", []string{`sql/datasets/thing.clock.sql:5: reference "list" is no clock`}},
		{"a reference to itself", ck, "-- lambda: days", "-- lambda: days\n-- reference: thing", []string{`sql/datasets/thing.clock.sql:5: reference "thing" leads back to itself`}},
		{"a lambda that is none", ck, "lambda: days", "lambda: dayz", []string{
			`sql/datasets/thing.clock.sql:4: lambda "dayz" has no file sql/datasets/dayz.lambda.sql (did you mean "days"?)`}},
		{"values of another kind", ck, "-- lambda: days", "-- lambda: days\n-- values: row", []string{`sql/datasets/thing.clock.sql:5: values is "row", want rows or nothing`}},
		{"a shown column that is not there", ck, "column: case_no", "column: case_nr", []string{
			`sql/datasets/thing.clock.sql:5: column "case_nr" is not selected (did you mean "case_no"?)`}},
		{"a split that does not say how", ck, "-- lambda: days", "-- lambda: days\n-- split: case_no", []string{
			`sql/datasets/thing.clock.sql:5: split is "case_no", want how and by which column: kind | column`}},
		{"a split by something else", ck, "-- lambda: days", "-- lambda: days\n-- split: office | case_no", []string{
			`sql/datasets/thing.clock.sql:5: split by "office", want one of [department matter channel party]`}},
		{"a split by no column", ck, "-- lambda: days", "-- lambda: days\n-- split: matter | case_nr", []string{
			`sql/datasets/thing.clock.sql:5: split by column "case_nr", which is not selected (did you mean "case_no"?)`}},
		{"a split by a column without titles", ck, "-- lambda: days", "-- lambda: days\n-- split: matter | two", []string{
			`sql/datasets/thing.clock.sql:5: split by column "two", which has no titles: want a line "-- column: two | 中文 | English"`}},
		{"a split twice", ck, "-- lambda: days", "-- lambda: days\n-- split: matter | case_no\n-- split: party | case_no", []string{
			`sql/datasets/thing.clock.sql:6: split by column "case_no" stands twice`}},
		{"rows that do not say where they come from", ck, "source, load, line, ", "source, ", []string{
			`sql/datasets/thing.clock.sql:6: column "load" is missing: every row says where it comes from`,
			`sql/datasets/thing.clock.sql:6: column "line" is missing: every row says where it comes from`}},
		{"a key that is not selected", ds, "key: thing_no", "key: thing_nr", []string{`sql/datasets/thing.sql:3: column "thing_nr" is named in the header and not selected`}},
		{"no month", ds, "AS month", "AS months", []string{`sql/datasets/thing.sql:1: column "month" is named in the header and not selected`}},
		{"an optional field that is not read", ds, "optional: note", "optional: notes", []string{
			`sql/datasets/thing.sql:4: optional field "notes" is not read: no raw_notes (did you mean "note"?)`}},
		{"a reason without words", ds, "-- reject: no_thing_no | 编号为空 | The number is missing\n", "", []string{
			`sql/datasets/thing.sql:1: column reject_no_thing_no has no line "-- reject: no_thing_no | 中文 | English"`}},
		{"a reason in one language", ds, " | The number is missing", "", []string{
			`sql/datasets/thing.sql:5: reason "no_thing_no" wants words in two languages: code | 中文 | English`}},
		{"words without a reason", ds, "thing_no = '' AS reject_no_thing_no", "1 AS other", []string{
			`sql/datasets/thing.sql:5: reason "no_thing_no" has no column reject_no_thing_no`}},
		{"reference data that is none", ds, "-- key:", "-- reads: list\n-- key:", []string{`sql/datasets/thing.sql:3: reads "list", which is no dataset`}},
		{"no SELECT", ds, "FROM staged", "", []string{
			`sql/datasets/thing.sql:6: want SELECT … FROM …`, `sql/datasets/thing.clock.sql:3: feed "thing" is no dataset`}},
		{"an open bracket", ck, "plus(1)", "plus(1", []string{
			`sql/datasets/thing.clock.sql:6: a bracket is not closed`, `sql/indicators/XX01.sql:3: clock "thing" has no file sql/datasets/thing.clock.sql`,
			`sql/reforms/better.sql:2: clock "thing" has no file sql/datasets/thing.clock.sql`}},
		{"PREWHERE beside FINAL", ck, "WHERE month", "PREWHERE month", []string{
			`sql/datasets/thing.clock.sql:8: PREWHERE beside FINAL brings deleted rows back, want WHERE`}},
		{"an event of no column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: accepted | 受理 | Accepted", []string{
			`sql/datasets/thing.clock.sql:6: event "accepted" is not selected`}},
		{"an event in one language", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: two | 受理", []string{
			`sql/datasets/thing.clock.sql:6: event is "two | 受理", want column | 中文 | English, and | begins, ends or due`}},
		{"an event of no such role", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: two | 受理 | Accepted | starts", []string{
			`sql/datasets/thing.clock.sql:6: event "two" is "starts", want begins, ends or due`}},
		{"two events that begin", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: two | 受理 | Accepted | begins\n-- event: two | 收件 | Taken | begins", []string{
			`sql/datasets/thing.clock.sql:7: event "two" is a second one that begins`}},
		{"a clock without ends", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: two | 受理 | Accepted | begins\n-- counts: workday | two", []string{
			`sql/datasets/thing.clock.sql:7: counts has no event that ends`}},
		{"a clock of no kind", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- counts: minute", []string{
			`sql/datasets/thing.clock.sql:6: counts is "minute", want one of [workday work_hour calendar_day calendar_hour], and | the column of the time | the column of what was promised`}},
		{"a time of no column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- event: two | 受理 | Accepted | begins\n-- event: month | 办结 | Finished | ends\n-- counts: workday | days", []string{
			`sql/datasets/thing.clock.sql:8: counts "days" is not selected`}},
		{"a span of nothing", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- span: two, month | 停 | Stop", []string{
			`sql/datasets/thing.clock.sql:6: span stops the clock of a case that the row is part of, want part_of: clock | column`}},
		{"a span of one column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- span: two | 停 | Stop\n-- part_of: thing | two", []string{
			`sql/datasets/thing.clock.sql:6: span is "two | 停 | Stop", want from, to | 中文 | English`}},
		{"a span named by no column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- span: two, month | 停 | Stop | sort\n-- part_of: thing | two", []string{
			`sql/datasets/thing.clock.sql:6: span "sort" is not selected`}},
		{"a part of no clock", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- part_of: thin | two", []string{
			`sql/datasets/thing.clock.sql:6: part_of "thin" is no clock (did you mean "thing"?)`}},
		{"a part by no column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- part_of: thing | no", []string{
			`sql/datasets/thing.clock.sql:6: part_of "no" is not selected`}},
		{"a part without a column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- part_of: thing", []string{
			`sql/datasets/thing.clock.sql:6: part_of is "thing", want clock | column`}},
		{"a number of no column", ck, "-- column: case_no | 编号 | Number", "-- column: case_no | 编号 | Number\n-- number: no", []string{
			`sql/datasets/thing.clock.sql:6: number "no" is not selected`}},
		{"every column by star", qu, "SELECT a", "SELECT *", []string{`sql/queries/all.sql:2: SELECT * at the top, want every column by name`}},
		{"a star behind places", qu, "SELECT a FROM ${t}", "SELECT ${a}\nFROM ${t}\nUNION ALL\nSELECT *\nFROM u", []string{`sql/queries/all.sql:5: SELECT * at the top, want every column by name`}},
		{"an open text", qu, "SELECT a", "SELECT 'a", []string{`sql/queries/all.sql:2: a quote is not closed`}},
		{"a reform of another name", re, "reform: better", "reform: worse", []string{`sql/reforms/better.sql:1: reform is "worse", want the file to be called worse.sql`}},
		{"a reform of no clock", re, "clock: thing", "clock: thign", []string{
			`sql/reforms/better.sql:2: clock "thign" has no file sql/datasets/thign.clock.sql (did you mean "thing"?)`}},
		{"a reform that asks for what it may not", re, "two AS time", "two AS tiem", []string{
			`sql/reforms/better.sql:4: expression "tiem" is unknown (did you mean "time"?), want one of counted, time, new_way, whole_time, trips, saved`,
			`sql/reforms/better.sql:4: expression "time" is missing`}},
		{"an expression twice", re, "1 AS new_way", "1 AS new_way, 2 AS time", []string{`sql/reforms/better.sql:4: expression "time" stands twice`}},
		{"offices of no clock", re, "offices: thing", "offices: thingy", []string{`sql/reforms/better.sql:3: offices: "thingy" is no clock (did you mean "thing"?)`}},
		{"offices of no column", re, "case_no, two", "case_no, tow", []string{`sql/reforms/better.sql:3: offices: "tow" is no column of clock thing (did you mean "two"?)`}},
		{"offices without a column", re, ", two\n", "\n", []string{`sql/reforms/better.sql:3: offices is "thing, case_no", want a clock and its columns of the case and the office`}},
		{"a lambda that cannot be read", la, "d + 1", "(d + 1", []string{`sql/datasets/days.lambda.sql:3: a bracket is not closed`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			texts := small()
			if tt.file != "" {
				if !strings.Contains(texts[tt.file], tt.old) {
					t.Fatalf("%s has no %q", tt.file, tt.old)
				}
				texts[tt.file] = strings.Replace(texts[tt.file], tt.old, tt.new, 1)
			}
			_, err := Open(layer(texts))
			var got []string
			if err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("faults, -want +got:\n%s", diff)
			}
		})
	}
}

func TestStarsInsideAreAllowed(t *testing.T) {
	texts := small()
	texts["queries/all.sql"] = "-- Why.\nSELECT a, count(*) AS n, 2 * 3 AS m\nFROM (SELECT * FROM t FINAL WHERE b = 'PREWHERE')\n"
	if _, err := Open(layer(texts)); err != nil {
		t.Error(err)
	}
}
