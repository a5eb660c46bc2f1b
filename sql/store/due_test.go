package store

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"yingshang/dashboards/calendar"
)

// The engine and the timeline of a case agree on the day on which it is due, with stops that overlap, begin before acceptance, begin
// after the due day, or last: some put it off, and while one lasts nobody knows.
func TestDueDaysAreThoseOfGo(t *testing.T) {
	c := newClock(t)
	text := `WITH ` + string(c.store.cat.Lambda("workdays")) + `,
` + string(c.store.cat.Lambda("due")) + `
SELECT due_day(a, days, pauses) AS due
FROM (
    SELECT
        c.1 AS number,
        c.2 AS a,
        toNullable(toInt32(c.3)) AS days,
        arrayMap(p -> (p.2, p.3), arrayFilter(p -> p.1 = number, arrayZip({pause_case:Array(UInt64)}, {pause_from:Array(Date)}, {pause_to:Array(Date)}))) AS pauses
    FROM (SELECT arrayJoin(arrayZip({number:Array(UInt64)}, {a:Array(Date)}, {days:Array(UInt32)})) AS c)
)
ORDER BY number`
	random := rand.New(rand.NewPCG(2022, 30))
	first := date(t, "2019-02-01") // no stop begins before the calendar
	never := date(t, "2149-06-06")
	var accepted, from, to []time.Time
	var number, of []uint64
	var promise []uint32
	var want []time.Time
	putOff, unknown := 0, 0
	for i := range 1000 {
		a := first.AddDate(0, 0, random.IntN(2000))
		n := random.IntN(25)
		var pauses []calendar.Span
		for range random.IntN(4) {
			begin := a.AddDate(0, 0, random.IntN(60)-10)
			p := calendar.Span{From: begin, To: begin.AddDate(0, 0, random.IntN(20))}
			end := p.To
			if random.IntN(12) == 0 {
				p.To, end = time.Time{}, never
			}
			pauses = append(pauses, p)
			of, from, to = append(of, uint64(i)), append(from, p.From), append(to, end)
		}
		due, err := calendar.Default().DueWithout(a, n, pauses)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := calendar.Default().Due(a, n)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case due.IsZero():
			unknown++
		case due.After(plain):
			putOff++
		}
		number, accepted, promise, want = append(number, uint64(i)), append(accepted, a), append(promise, uint32(n)), append(want, due)
	}
	values := merge(params{"number": number, "a": days(accepted), "days": promise, "pause_case": of, "pause_from": days(from), "pause_to": days(to)}, c.values)
	i := 0
	err := c.store.rowsOf(t.Context(), "due", text, values, func(r driver.Rows) error {
		var due *time.Time
		if err := r.Scan(&due); err != nil {
			return err
		}
		got := ""
		if due != nil {
			got = due.Format(time.DateOnly)
		}
		say := ""
		if !want[i].IsZero() {
			say = want[i].Format(time.DateOnly)
		}
		if got != say {
			t.Errorf("case %d, accepted %s with %d days: due %q, want %q", i, accepted[i].Format(time.DateOnly), promise[i], got, say)
		}
		i++
		return nil
	})
	if err != nil || i != len(want) {
		t.Fatal(i, err)
	}
	if putOff == 0 || unknown == 0 {
		t.Errorf("%d due days were put off and %d are unknown: the test should have both", putOff, unknown)
	}
}
