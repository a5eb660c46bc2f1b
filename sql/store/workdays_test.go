package store

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/sql/catalog"
	"yingshang/sql/engine/enginetest"
)

// clock asks the engine for working days as the statements of the clocks do: the file of lambdas, with the calendar bound
// as parameters.
type clock struct {
	store  *Store
	text   string
	values params
}

func newClock(t *testing.T) *clock {
	t.Helper()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, err := Open(ctx, enginetest.Start(t), fmt.Sprintf("test_%d", rand.Uint32()), cat)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Drop(ctx); _ = s.Close() })
	first, cumulative := calendar.Default().Index()
	wide := make([]uint32, len(cumulative))
	for i, n := range cumulative {
		wide[i] = uint32(n)
	}
	return &clock{s, `WITH ` + string(cat.Lambda("workdays")) + `
SELECT
    toInt64(workdays(a, b))             AS gross,
    toInt64(net_workdays(a, b, pauses)) AS net
FROM (
    SELECT
        c.1 AS number,
        c.2 AS a,
        c.3 AS b,
        arrayMap(p -> (p.2, p.3), arrayFilter(p -> p.1 = number, arrayZip({pause_case:Array(UInt64)}, {pause_from:Array(Date)}, {pause_to:Array(Date)}))) AS pauses
    FROM (SELECT arrayJoin(arrayZip({number:Array(UInt64)}, {a:Array(Date)}, {b:Array(Date)})) AS c)
)
ORDER BY number`, params{"calendar_first": day(first), "calendar": wide}}
}

// span is a case: the working days in (a, b] without the pauses.
type span struct {
	a, b   time.Time
	pauses []calendar.Span
}

func (s span) String() string {
	text := s.a.Format(time.DateOnly) + " to " + s.b.Format(time.DateOnly)
	for _, p := range s.pauses {
		text += " without " + p.From.Format(time.DateOnly) + "/" + p.To.Format(time.DateOnly)
	}
	return text
}

// days returns for each case the working days and those that the pauses leave, as text; "NULL" when nobody knows.
func (c *clock) days(t *testing.T, spans ...span) [][2]string {
	t.Helper()
	var a, b, from, to []time.Time
	var number, of []uint64
	for i, s := range spans {
		number, a, b = append(number, uint64(i)), append(a, s.a), append(b, s.b)
		for _, p := range s.pauses {
			of, from, to = append(of, uint64(i)), append(from, p.From), append(to, p.To)
		}
	}
	values := merge(params{"number": number, "a": days(a), "b": days(b), "pause_case": of, "pause_from": days(from), "pause_to": days(to)}, c.values)
	var found [][2]string
	err := c.store.rowsOf(t.Context(), "workdays", c.text, values, func(r driver.Rows) error {
		var gross, net *int64
		err := r.Scan(&gross, &net)
		found = append(found, [2]string{orNull(gross), orNull(net)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(spans) {
		t.Fatalf("%d answers to %d cases", len(found), len(spans))
	}
	return found
}

func orNull(n *int64) string {
	if n == nil {
		return "NULL"
	}
	return strconv.FormatInt(*n, 10)
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, text, assess.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The vectors hold in SQL as they hold in Go.
func TestWorkdayVectors(t *testing.T) {
	f, err := os.Open("../../dashboards/calendar/testdata/workday_vectors.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 15 {
		t.Fatalf("%d rows, want a header and 14 cases", len(rows))
	}
	var spans []span
	for _, row := range rows[1:] {
		one := span{a: date(t, row[1]), b: date(t, row[2])}
		for _, p := range strings.FieldsFunc(row[3], func(r rune) bool { return r == '|' }) {
			from, to, _ := strings.Cut(p, "/")
			one.pauses = append(one.pauses, calendar.Span{From: date(t, from), To: date(t, to)})
		}
		spans = append(spans, one)
	}
	for i, got := range newClock(t).days(t, spans...) {
		row := rows[i+1]
		if diff := cmp.Diff([2]string{row[4], row[5]}, got); diff != "" {
			t.Errorf("%s: %v, -want +got:\n%s", row[0], spans[i], diff)
		}
	}
}

// Outside the covered years nothing is guessed, and the last covered day is still known.
func TestWorkdaysOutsideTheCalendar(t *testing.T) {
	first, last := calendar.Default().Covered()
	begin, end := fmt.Sprintf("%d-01-01", first), fmt.Sprintf("%d-12-31", last)
	after := date(t, end).AddDate(0, 0, 1).Format(time.DateOnly)
	before := date(t, begin).AddDate(0, 0, -1).Format(time.DateOnly)
	tests := []struct {
		name, a, b string
		known      bool
	}{
		{"up to the last day", date(t, end).AddDate(0, 0, -3).Format(time.DateOnly), end, true},
		{"a day past it", end, after, false},
		{"years past it", end, "2099-01-01", false},
		{"wholly past it", after, after, false},
		{"from the first day", begin, begin, true},
		{"from a day before it", before, begin, false},
		{"the first day that the engine knows", "1970-01-01", begin, false},
	}
	spans := make([]span, len(tests))
	for i, tt := range tests {
		a, b := date(t, tt.a), date(t, tt.b)
		spans[i] = span{a, b, []calendar.Span{{From: a, To: b}}}
	}
	for i, got := range newClock(t).days(t, spans...) {
		tt := tests[i]
		if known := got[0] != "NULL"; known != tt.known || (got[1] != "NULL") != tt.known {
			t.Errorf("%s: working days of %v = %v, want them known: %v", tt.name, spans[i], got, tt.known)
		}
	}
}

// SQL and Go count alike, with up to four pauses that overlap, touch, begin before the case or end after it.
func TestWorkdaysAreThoseOfGo(t *testing.T) {
	random := rand.New(rand.NewPCG(2022, 9))
	first := date(t, "2019-01-01")
	spans, want := make([]span, 1000), make([][2]string, 1000)
	for i := range spans {
		a := first.AddDate(0, 0, random.IntN(2800))
		one := span{a: a, b: a.AddDate(0, 0, random.IntN(90))}
		for range random.IntN(5) {
			begin := a.AddDate(0, 0, random.IntN(100)-10)
			one.pauses = append(one.pauses, calendar.Span{From: begin, To: begin.AddDate(0, 0, random.IntN(20))})
		}
		gross, net, err := calendar.Default().Net(one.a, one.b, one.pauses)
		if err != nil {
			t.Fatal(err)
		}
		spans[i], want[i] = one, [2]string{strconv.Itoa(gross), strconv.Itoa(net)}
	}
	for i, got := range newClock(t).days(t, spans...) {
		if got != want[i] {
			t.Errorf("%v = %v, want %v", spans[i], got, want[i])
		}
	}
}

// An open case has no last day: greatest() passes over a NULL, so the table would be asked for its first day.
func TestWorkdaysOfNoDay(t *testing.T) {
	c := newClock(t)
	for _, expr := range []string{"workdays(toDate('2022-03-01'), CAST(NULL, 'Nullable(Date)'))", "workdays(CAST(NULL, 'Nullable(Date)'), toDate('2022-03-01'))"} {
		var got *int64
		text := "WITH " + string(c.store.cat.Lambda("workdays")) + " SELECT toInt64(" + expr + ")"
		err := c.store.rowsOf(t.Context(), "workdays", text, merge(params{}, c.values), func(r driver.Rows) error { return r.Scan(&got) })
		if err != nil || got != nil {
			t.Errorf("%s = %v, %v, want NULL", expr, orNull(got), err)
		}
	}
}

// What no calendar knows has no office hours: an open case, whose result day is 1970-01-01, and one accepted before the calendar.
func TestOfficeHoursOfNoDay(t *testing.T) {
	c := newClock(t)
	for _, tt := range []struct {
		from, to string
		want     string
	}{
		{"2022-03-01 09:00:00", "2022-03-01 10:00:00", "3600"},
		{"2022-03-01 10:00:00", "2022-03-01 09:00:00", "0"}, // as where stops cut out more than the hours that there are
		{"2022-03-01 09:00:00", "1970-01-01 08:00:00", "NULL"},
		{"2018-12-03 09:00:00", "2022-03-01 09:00:00", "NULL"},
	} {
		var got *int64
		text := "WITH " + string(c.store.cat.Lambda("workdays")) + ",\n" + string(c.store.cat.Lambda("work_seconds")) + `
SELECT toInt64(not_negative(work_seconds_until(toDate(b), b) - work_seconds_until(toDate(a), a)))
FROM (SELECT toDateTime({from:String}, 'Asia/Shanghai') AS a, toDateTime({to:String}, 'Asia/Shanghai') AS b)`
		err := c.store.rowsOf(t.Context(), "work_seconds", text, merge(params{"from": tt.from, "to": tt.to}, c.values), func(r driver.Rows) error { return r.Scan(&got) })
		if err != nil || orNull(got) != tt.want {
			t.Errorf("office hours from %s to %s = %v, %v, want %v", tt.from, tt.to, orNull(got), err, tt.want)
		}
	}
}
