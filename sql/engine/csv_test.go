package engine_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"yingshang/sql/engine/enginetest"
)

// stage is the statement that stages and judges records in one pass.
const stage = `INSERT INTO stage
SELECT id, name, rowNumberInAllBlocks() AS line FROM input('id String, name String')
FORMAT CSVWithNames`

func stageDB(t *testing.T) db {
	d := newDB(t, enginetest.Start(t))
	d.do("CREATE TABLE stage (id String, name String, line UInt64) ENGINE = MergeTree ORDER BY tuple()")
	d.do("SYSTEM STOP MERGES stage") // parts stay as they were inserted
	return d
}

// TestRecordNumbers: with parallel parsing and two insert threads every
// record still gets its own number, from 0, in the order of the file. A
// record is not a line: one in a thousand holds a line break.
func TestRecordNumbers(t *testing.T) {
	d := stageDB(t)
	const rows = 200_000
	var b bytes.Buffer
	b.WriteString("id,name\n")
	for i := range rows {
		text := "办件"
		if i%1000 == 0 {
			text = "\"办\n件\""
		}
		fmt.Fprintf(&b, "%d,%s\n", i, text)
	}
	// Small blocks, so that there are many to be numbered.
	err := d.insert(stage, &b, "max_insert_threads=2", "max_threads=2", "input_format_parallel_parsing=1",
		"min_chunk_bytes_for_parallel_parsing=65536", "max_insert_block_size=4096", "min_insert_block_size_rows=4096", "min_insert_block_size_bytes=0")
	if err != nil {
		t.Fatal(err)
	}
	d.want("SELECT count(), uniqExact(line), min(line), max(line), countIf(toUInt64(id) != line), countIf(name LIKE '%\\n%') FROM stage",
		fmt.Sprintf("%d\t%d\t0\t%d\t0\t%d", rows, rows, rows-1, rows/1000))
	if parts := d.do("SELECT uniqExact(_part) > 3 FROM stage"); parts != "1" {
		t.Error("one block only: this proved nothing")
	}
}

// TestWhatTheParserLetsThrough is why records and fields are counted on the
// way in: none of the faults with rows >= 0 here is an error.
func TestWhatTheParserLetsThrough(t *testing.T) {
	const any = "input_format_csv_allow_variable_number_of_columns=1"
	for _, c := range []struct {
		name, text, setting string
		rows                int // -1: the whole insert fails
		also                string
	}{
		{"a good file", "id,name\n1,a\n2,b\n3,c\n", "", 3, ""},
		{"byte order mark and CRLF", "\ufeffid,name\r\n1,a\r\n2,b\r\n", "", 2, ""},
		{"columns in another order", "name,id\na,1\n", "", 1, "SELECT id FROM stage\n1"},
		{"an unclosed quote swallows what follows", "id,name\n1,a\n2,\"b\n3,c\n4,d\n", "", 2, "SELECT length(name) > 5 FROM stage WHERE id = '2'\n1"},
		{"an HTML page", "<!DOCTYPE html>\n<html><body><p>请登录</p></body></html>\n", "", 1, "SELECT concat(id, name) FROM stage\n"},
		{"an HTML page of one line", "<html><body><p>请登录</p></body></html>\n", "", 0, ""},
		{"line ends of CR alone", "id,name\r1,a\r2,b\r", "", 0, ""},
		{"an empty file", "", "", 0, ""},
		{"a column is missing", "id\n1\n2\n", "", 2, "SELECT countIf(name = '') FROM stage\n2"},
		{"a column too many in the header", "id,name,x\n1,a,b\n", "", 1, ""},
		{"a row is short", "id,name\n1,a\n2\n3,c\n", "", -1, ""},
		{"a row is long", "id,name\n1,a\n2,b,x\n3,c\n", "", -1, ""},
		{"a short row, allowed, is padded", "id,name\n1,a\n2\n3,c\n", any, 3, "SELECT countIf(name = '') FROM stage\n1"},
		{"a long row, allowed, is cut", "id,name\n1,a\n2,b,x\n3,c\n", any, 3, "SELECT countIf(name LIKE '%x%') FROM stage\n0"},
		{"an empty line", "id,name\n1,a\n\n2,b\n", "", -1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := stageDB(t)
			err := d.insert(stage, strings.NewReader(c.text), c.setting)
			if c.rows < 0 {
				if err == nil {
					t.Errorf("no error, %s rows", d.do("SELECT count() FROM stage"))
				}
				d.want("SELECT count() FROM stage", "0")
				return
			}
			if err != nil {
				t.Fatalf("want %d rows, got %v", c.rows, err)
			}
			d.want("SELECT count() FROM stage", fmt.Sprint(c.rows))
			if query, want, ok := strings.Cut(c.also, "\n"); ok {
				d.want(query, want)
			}
		})
	}
}

// TestBrokenStreamLeavesItsFirstBlocks: a reader that fails half-way is an
// error, and yet the blocks before it stay. Only a fresh table and a count protect.
func TestBrokenStreamLeavesItsFirstBlocks(t *testing.T) {
	d := stageDB(t)
	const sent = 50_000
	body, feed := io.Pipe()
	go func() { // ends with its rows
		fmt.Fprint(feed, "id,name\n")
		for i := range sent {
			fmt.Fprintf(feed, "%d,some text that takes room\n", i)
		}
		feed.CloseWithError(errors.New("the disk is gone"))
	}()
	err := d.insert(stage, body, "input_format_parallel_parsing=0", "max_insert_block_size=5000",
		"min_insert_block_size_rows=5000", "min_insert_block_size_bytes=0")
	if err == nil {
		t.Fatal("a broken stream is no error")
	}
	eventually(t, patience, "the insert has ended", func() bool {
		return d.do("SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO stage%' AND current_database = currentDatabase()") == "0"
	})
	var left int
	fmt.Sscan(d.do("SELECT count() FROM stage"), &left)
	t.Logf("%d of %d rows stayed", left, sent)
	if left == 0 || left >= sent {
		t.Errorf("%d rows stayed, want some but not all of %d", left, sent)
	}
}

// TestDates: of the functions that turn a text into a time only
// parseDateTimeOrNull with a format refuses what is no date.
func TestDates(t *testing.T) {
	d := newDB(t, enginetest.Start(t))
	const strict = "SELECT ifNull(toString(parseDateTimeOrNull({text:String}, '%Y-%m-%d %H:%i:%s', 'Asia/Shanghai')), 'NULL')"
	const loose = "SELECT ifNull(toString(toDateTimeOrNull({text:String}, 'Asia/Shanghai')), 'NULL')"
	const best = "SELECT ifNull(toString(parseDateTimeBestEffortOrNull({text:String}, 'Asia/Shanghai')), 'NULL')"
	for _, c := range []struct{ text, strict, loose, best string }{
		{"2021-03-02 01:02:03", "2021-03-02 01:02:03", "2021-03-02 01:02:03", "2021-03-02 01:02:03"},
		{"2021-02-30 10:00:00", "NULL", "2021-03-02 10:00:00", ""},
		{"2021-02-30 25:61:00", "NULL", "2021-03-03 02:01:00", ""},
		{"2021-00-10 00:00:00", "NULL", "", "2021-01-10 00:00:00"},
		{"2021-13-01 00:00:00", "NULL", "", ""},
		{"44230", "NULL", "1970-01-01 20:17:10", ""},
		{"2021-2-3 1:02:03", "NULL", "", ""},
		{"0000-00-00 00:00:00", "NULL", "", ""},
		{"2021-03-02", "NULL", "", ""},
		{"2021-03-02 01:02:03 x", "NULL", "", ""},
		{"", "NULL", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			d.t = t
			d.want(strict, c.strict, "param_text="+c.text)
			if c.loose != "" {
				d.want(loose, c.loose, "param_text="+c.text)
			}
			if c.best != "" {
				d.want(best, c.best, "param_text="+c.text)
			}
			t.Logf("loose %s, best effort %s", d.do(loose, "param_text="+c.text), d.do(best, "param_text="+c.text))
		})
	}
}
