package file

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

// The engine reads from what is sent the same lines, faults and fields as a plain reader of the received text does.
func TestEngineReadsTheSame(t *testing.T) {
	at := enginetest.Start(t)
	ask(t, at, "CREATE DATABASE IF NOT EXISTS records", nil)
	t.Cleanup(func() { ask(t, at, "DROP DATABASE records SYNC", nil) })
	for _, ncols := range []int{1, 2, 3, 7} {
		for _, delim := range []byte{',', '\t'} {
			t.Run(fmt.Sprintf("%d columns by %q", ncols, delim), func(t *testing.T) {
				text := mess(rand.New(rand.NewPCG(uint64(ncols), uint64(delim))), delim, ncols)
				header := strings.Split(strings.Repeat("h,", ncols-1)+"h", ",")
				m := landed(t, strings.Join(header, string(delim))+"\n"+text, delim, header...)
				r, err := Open(m)
				if err != nil {
					t.Fatal(err)
				}
				defer r.Close()

				columns := "_line UInt32, _fault UInt8"
				for i := range ncols {
					columns += fmt.Sprintf(", c%d String", i)
				}
				ask(t, at, "CREATE OR REPLACE TABLE records.got ("+columns+") ENGINE = MergeTree ORDER BY tuple()", nil)
				ask(t, at, "INSERT INTO records.got SELECT * FROM input('"+columns+"') FORMAT CSV", r)
				answer := ask(t, at, "SELECT * FROM records.got ORDER BY _line FORMAT JSONCompactEachRow", nil)
				var got []row
				for line := range strings.Lines(answer) {
					got = append(got, rowOf(t, line))
				}
				if stats := r.Stats(); stats.Records != int64(len(got)) || stats.Records < 3_000 || stats.Faulty < 20 {
					t.Errorf("Stats = %+v, the engine has %d rows", stats, len(got))
				}
				want := plainly(text, delim, ncols, 2)
				for i := range want {
					for j, f := range want[i].fields {
						if f == `\N` { // which ClickHouse writes for nothing
							want[i].fields[j] = ""
						}
					}
				}
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
					t.Errorf("records, -want +got:\n%.3000s", diff)
				}
			})
		}
	}
}

// mess is a text of well-formed and of broken records.
func mess(random *rand.Rand, delim byte, ncols int) string {
	words := []string{
		"", "1", "平湖示例银行", "\"\"", "\"a\"", "\"营业部\"", "\"两\n行\"", "\"回\r\n车\"", "\"a\"\"b\"", " \"x\"\t", "5\" 管", "=\"0012\"", "x\ry",
		"\"没有结束", "\"张\"三", "a" + string(delim) + "b", "\"" + string(delim) + "\"", "a,b", "'单引号'", "\\N", "\\\"", "NULL", "{}", "[1", "0x1F", "\ufeff",
	}
	var text strings.Builder
	for range 4_000 {
		for i := range ncols {
			if i > 0 && random.IntN(400) > 0 {
				text.WriteByte(delim)
			}
			word := words[random.IntN(len(words))]
			if odd := word == words[13] || word == words[14] || word == words[15]; odd && random.IntN(20) > 0 {
				word = "2"
			}
			text.WriteString(word)
		}
		if random.IntN(3) == 0 {
			text.WriteByte('\r')
		}
		text.WriteByte('\n')
	}
	return text.String()
}

// rowOf reads a row as the engine writes it.
func rowOf(t *testing.T, line string) (r row) {
	t.Helper()
	var values []any
	if err := json.Unmarshal([]byte(line), &values); err != nil {
		t.Fatal(err)
	}
	for i, v := range values {
		switch {
		case i == 0:
			r.line = uint32(v.(float64))
		case i == 1:
			r.fault = Fault(v.(float64))
		default:
			r.fields = append(r.fields, v.(string))
		}
	}
	return r
}

// ask sends one statement, with the settings with which records are staged.
func ask(t *testing.T, at engine.Address, query string, body io.Reader) string {
	t.Helper()
	values := url.Values{
		"query": {query}, "input_format_csv_detect_header": {"0"}, "input_format_csv_trim_whitespaces": {"0"},
		"input_format_csv_use_best_effort_in_schema_inference": {"0"}, "max_insert_threads": {"2"},
	}
	if body == nil {
		values.Del("query")
		body = strings.NewReader(query)
	}
	request, err := http.NewRequest(http.MethodPost, at.URL+"/?"+values.Encode(), body)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(at.User, at.Password)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v\n%.500s", query, response.Status, err, answer)
	}
	return string(answer)
}
