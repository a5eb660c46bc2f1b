package calendar

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func onDay(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, text, assess.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Suspensions that overlap, one that began before acceptance and one that is open at the end: no day is cut out twice, and none
// outside the case.
func TestAnAccountDayByDay(t *testing.T) {
	stops := []Span{
		{From: onDay(t, "2022-09-07"), To: onDay(t, "2022-09-09")},
		{From: onDay(t, "2022-08-30"), To: onDay(t, "2022-09-02")}, // before acceptance
		{From: onDay(t, "2022-09-08"), To: onDay(t, "2022-09-14")}, // overlaps the first
		{From: onDay(t, "2022-09-19")},                             // lasts
	}
	days, err := Default().Account(onDay(t, "2022-09-01"), onDay(t, "2022-09-21"), stops)
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		Day   string
		Kind  DayKind
		Stop  int
		Count int
	}
	want := []line{
		{"09-01", Beginning, 0, 0}, {"09-02", Suspended, 1, 0}, {"09-03", Weekend, 0, 0}, {"09-04", Weekend, 0, 0},
		{"09-05", Counts, 0, 1}, {"09-06", Counts, 0, 2}, {"09-07", Counts, 0, 3}, {"09-08", Suspended, 0, 3}, {"09-09", Suspended, 0, 3},
		{"09-10", Holiday, 0, 3}, {"09-11", Holiday, 0, 3}, {"09-12", Holiday, 0, 3}, {"09-13", Suspended, 2, 3}, {"09-14", Suspended, 2, 3},
		{"09-15", Counts, 0, 4}, {"09-16", Counts, 0, 5}, {"09-17", Weekend, 0, 5}, {"09-18", Weekend, 0, 5}, {"09-19", Counts, 0, 6},
		{"09-20", Suspended, 3, 6}, {"09-21", Suspended, 3, 6},
	}
	var got []line
	for _, d := range days {
		got = append(got, line{d.Date.Format("01-02"), d.Kind, d.Stop, d.Count})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("account (-want +got):\n%s", diff)
	}
	if _, net, err := Default().Net(onDay(t, "2022-09-01"), onDay(t, "2022-09-21"), stops); err != nil || net != 6 {
		t.Errorf("Net = %d, %v, want the 6 of the account", net, err)
	}
}

// A make-up day on a weekend counts, and says what it is for.
func TestAnAccountNamesMakeUpDays(t *testing.T) {
	days, err := Default().Account(onDay(t, "2022-04-01"), onDay(t, "2022-04-02"), nil)
	if err != nil || !days[1].MakeUp || days[1].Kind != Counts || days[1].Count != 1 || days[1].Name.ZH == "" {
		t.Errorf("%+v, %v: 2 April 2022 was a make-up day", days, err)
	}
}

func TestAnAccountEndsWithTheCalendar(t *testing.T) {
	_, last := Default().Covered()
	end := time.Date(last, 12, 31, 0, 0, 0, 0, assess.Zone)
	if _, err := Default().Account(end, end.AddDate(0, 0, 1), nil); !errors.Is(err, ErrNoCalendar) {
		t.Errorf("account past the calendar: %v, want ErrNoCalendar", err)
	}
	if _, err := Default().DueWithout(end, 1, nil); !errors.Is(err, ErrNoCalendar) {
		t.Errorf("due day past the calendar: %v, want ErrNoCalendar", err)
	}
	if _, err := Default().Account(end, end.AddDate(0, 0, -1), nil); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("account that ends before it begins: %v, want ErrInvalid", err)
	}
	if _, err := Default().Account(end, end, []Span{{From: end, To: end.AddDate(0, 0, -1)}}); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("suspension that ends before it begins: %v, want ErrInvalid", err)
	}
	if due, err := Default().DueWithout(end, 1, []Span{{From: end}}); err != nil || !due.IsZero() {
		t.Errorf("due day while the clock stands: %v, %v, want none", due, err)
	}
}

// The account ends at Net's net days, and on the due day exactly the promised days have counted.
func TestAccountsAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	first := onDay(t, "2019-02-01")
	for range 2000 {
		a := first.AddDate(0, 0, random.IntN(2000))
		b := a.AddDate(0, 0, random.IntN(80))
		var stops []Span
		for range random.IntN(5) {
			from := a.AddDate(0, 0, random.IntN(90)-10)
			stops = append(stops, Span{From: from, To: from.AddDate(0, 0, random.IntN(20))})
		}
		days, err := Default().Account(a, b, stops)
		if err != nil {
			t.Fatal(err)
		}
		_, net, err := Default().Net(a, b, stops)
		if err != nil {
			t.Fatal(err)
		}
		if got := days[len(days)-1].Count; got != net {
			t.Fatalf("%v to %v without %v: the account ends at %d, Net is %d", a, b, stops, got, net)
		}
		n := random.IntN(20)
		due, err := Default().DueWithout(a, n, stops)
		if err != nil {
			t.Fatal(err)
		}
		if _, net, err = Default().Net(a, due, stops); err != nil || net != n {
			t.Fatalf("%v without %v is due after %d working days on %v, when %d had counted (%v)", a, stops, n, due, net, err)
		}
		if n > 0 {
			if _, net, err = Default().Net(a, due.AddDate(0, 0, -1), stops); err != nil || net != n-1 {
				t.Fatalf("the day before it is due %d had counted, want %d (%v)", net, n-1, err)
			}
		}
	}
}
