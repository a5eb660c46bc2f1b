package calendar

import (
	"encoding/csv"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, s, assess.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestVectors(t *testing.T) {
	f, err := os.Open("testdata/workday_vectors.csv")
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
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			var spans []Span
			for _, s := range strings.FieldsFunc(row[3], func(r rune) bool { return r == '|' }) {
				from, to, _ := strings.Cut(s, "/")
				spans = append(spans, Span{day(t, from), day(t, to)})
			}
			gross, net, err := Default().Net(day(t, row[1]), day(t, row[2]), spans)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := [2]string{strconv.Itoa(gross), strconv.Itoa(net)}, [2]string{row[4], row[5]}; got != want {
				t.Errorf("Net(%s, %s, %s) = %v, want %v", row[1], row[2], row[3], got, want)
			}
		})
	}
}

func TestDefaultCoversEightYears(t *testing.T) {
	c := Default()
	if first, last := c.Covered(); first != 2019 || last != 2026 {
		t.Fatalf("Covered() = %d, %d, want 2019, 2026", first, last)
	}
	got := map[int]int{}
	for d := day(t, "2019-01-01"); d.Year() <= 2026; d = d.AddDate(0, 0, 1) {
		works, err := c.IsWorkday(d)
		if err != nil {
			t.Fatal(err)
		}
		if works {
			got[d.Year()]++
		}
	}
	want := map[int]int{2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("working days by year (-want +got):\n%s", diff)
	}
}

func TestDatesAreThoseOfTheZone(t *testing.T) {
	// 2022-08-15 17:30 UTC is 2022-08-16 01:30 in Shanghai.
	late := time.Date(2022, 8, 15, 17, 30, 0, 0, time.UTC)
	if n, err := Default().Workdays(day(t, "2022-08-15"), late); n != 1 || err != nil {
		t.Errorf("Workdays(15 August, 15 August 17:30 UTC) = %d, %v, want 1", n, err)
	}
}

func TestOutsideTheCoveredYearsNothingIsGuessed(t *testing.T) {
	c := Default()
	_, errFrom := c.Workdays(day(t, "2018-12-28"), day(t, "2019-01-10"))
	_, errTo := c.Workdays(day(t, "2026-12-28"), day(t, "2027-01-10"))
	_, errDue := c.Due(day(t, "2026-12-28"), 15)
	_, errDay := c.IsWorkday(day(t, "2031-01-01"))
	_, _, errNet := c.Net(day(t, "2026-12-28"), day(t, "2027-01-10"), nil)
	tests := []struct {
		name string
		err  error
		year string
	}{
		{"from before", errFrom, "2018"},
		{"to after", errTo, "2027"},
		{"due after", errDue, "2027"},
		{"day years after", errDay, "2027"},
		{"net after", errNet, "2027"},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, ErrNoCalendar) || !strings.Contains(tt.err.Error(), "until the calendar of "+tt.year+" is entered") {
			t.Errorf("%s: error %v, want ErrNoCalendar of %s", tt.name, tt.err, tt.year)
		}
	}
	if n, err := c.Workdays(day(t, "2026-12-30"), day(t, "2026-12-31")); n != 1 || err != nil {
		t.Errorf("the last covered day: %d, %v, want 1", n, err)
	}
}

func TestDue(t *testing.T) {
	tests := []struct {
		name string
		from string
		n    int
		want string
	}{
		{"at once", "2022-08-15", 0, "2022-08-15"},
		{"at once, accepted online on a Saturday", "2022-08-13", 0, "2022-08-13"},
		{"a week", "2022-08-15", 5, "2022-08-22"},
		{"from a Friday", "2022-08-19", 1, "2022-08-22"},
		{"over the National Day to a make-up Sunday", "2022-09-13", 15, "2022-10-09"},
		{"over the year's end", "2025-12-30", 4, "2026-01-06"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Default().Due(day(t, tt.from), tt.n)
			if err != nil || got.Format(time.DateOnly) != tt.want {
				t.Errorf("Due(%s, %d) = %v, %v, want %s", tt.from, tt.n, got, err, tt.want)
			}
		})
	}
	if _, err := Default().Due(day(t, "2022-08-15"), -1); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("Due of -1 days: error %v, want ErrInvalid", err)
	}
}

func TestNetOfOpenAndImpossibleSuspensions(t *testing.T) {
	accept, finish := day(t, "2022-08-15"), day(t, "2022-08-25")
	if _, net, err := Default().Net(accept, finish, []Span{{From: day(t, "2022-08-22")}}); net != 5 || err != nil {
		t.Errorf("a suspension that lasts: net %d, %v, want 5", net, err)
	}
	if _, net, err := Default().Net(accept, finish, []Span{{From: day(t, "2022-09-01")}}); net != 8 || err != nil {
		t.Errorf("a suspension that begins after the end: net %d, %v, want 8", net, err)
	}
	_, _, err := Default().Net(accept, finish, []Span{{day(t, "2022-08-22"), day(t, "2022-08-17")}})
	if !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("a suspension that ends before it begins: error %v, want ErrInvalid", err)
	}
	if _, err := Default().Workdays(finish, accept); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("finished before accepted: error %v, want ErrInvalid", err)
	}
}

func TestIndexCountsAsWorkdaysDoes(t *testing.T) {
	c := Default()
	first, index := c.Index()
	if got := first.Format(time.DateOnly); got != "2019-01-01" || len(index) != 2922 {
		t.Fatalf("Index() begins %s with %d days, want 2019-01-01 with 2922", got, len(index))
	}
	for a := 0; a < len(index); a += 13 {
		for b := a; b < min(a+60, len(index)); b += 7 {
			want, err := c.Workdays(first.AddDate(0, 0, a), first.AddDate(0, 0, b))
			if got := int(index[b] - index[a]); err != nil || got != want {
				t.Fatalf("index[%d]-index[%d] = %d, want %d (%v)", b, a, got, want, err)
			}
		}
	}
	index[0] = 9
	if _, again := c.Index(); again[0] == 9 {
		t.Error("who changes the index changes the calendar")
	}
}

// year2027 is an invented plan with one day off for each holiday.
const year2027 = `date,type,name_zh,name_en
2027-01-01,off,元旦节,New Year's Day
2027-02-08,off,春节,Spring Festival
2027-02-20,work,春节,Spring Festival
2027-04-05,off,清明节,Qingming
2027-05-03,off,劳动节,Labour Day
2027-06-09,off,端午节,Dragon Boat
2027-09-15,off,中秋节,Mid-Autumn
2027-10-01,off,国庆节,National Day
`

func parse(t *testing.T, table string) *Calendar {
	t.Helper()
	c, err := Parse(strings.NewReader(table), "conf/calendar/2027.csv")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMerge(t *testing.T) {
	c := Default().Merge(parse(t, year2027))
	if first, last := c.Covered(); first != 2019 || last != 2027 {
		t.Errorf("Covered() = %d, %d, want 2019, 2027", first, last)
	}
	if works, err := c.IsWorkday(day(t, "2027-02-20")); !works || err != nil {
		t.Errorf("the make-up Saturday: %v, %v, want a working day", works, err)
	}
	if c.Version() == Default().Version() {
		t.Error("a year more, and still the same version")
	}

	amended := Default().Merge(parse(t, "date,type,name_zh,name_en\n2026-10-01,work,国庆节,National Day\n"))
	if works, err := amended.IsWorkday(day(t, "2026-10-01")); !works || err != nil {
		t.Errorf("a day off taken back: %v, %v, want a working day", works, err)
	}

	half, _, _ := strings.Cut(year2027, "2027-09-15")
	part := Default().Merge(parse(t, half))
	if _, err := part.IsWorkday(day(t, "2027-01-04")); !errors.Is(err, ErrNoCalendar) || !strings.Contains(err.Error(), "中秋 国庆") {
		t.Errorf("half a year: error %v, want ErrNoCalendar naming what it has not", err)
	}

	gap := Default().Merge(parse(t, strings.ReplaceAll(year2027, "2027-", "2028-")))
	if _, last := gap.Covered(); last != 2026 {
		t.Errorf("2028 without 2027: covered up to %d, want 2026", last)
	}
}

func TestVersionIsOfTheDaysAlone(t *testing.T) {
	a, b := parse(t, year2027), parse(t, strings.Replace(year2027, "New Year's Day", "New Year", 1))
	if a.Version() != b.Version() {
		t.Error("another name, and another version")
	}
	if got, want := Default().Version(), parse(t, string(holidays)).Version(); got != want || len(got) != 16 {
		t.Errorf("Version() = %q, want %q", got, want)
	}
}

func TestParseTellsEveryFault(t *testing.T) {
	tests := []struct{ name, table, want string }{
		{"empty", "", `t.csv:1: the header is "", want date,type,name_zh,name_en`},
		{"header", "day,type\n", `t.csv:1: the header is "day,type", want date,type,name_zh,name_en`},
		{"no days", "date,type,name_zh,name_en\n", `t.csv:1: the table has no days`},
		{
			"many at once",
			"date,type,name_zh,name_en\n2027-02-30,off,春节,x\n2027-01-01,free,元旦,x\n\n2027-01-02,off,,x\n2027-01-03,off\n2027-05-01,off,劳动节,x\n2027-05-01,work,劳动节,x\n",
			`t.csv:2: date "2027-02-30": want a day like 2027-01-01
t.csv:3: type "free": want off or work
t.csv:5: name_zh is empty, want the holiday, as 国庆节
t.csv:6: 2 cells, want 4: date,type,name_zh,name_en
t.csv:8: 2027-05-01 stands twice, first in line 7`,
		},
		{"quote", "date,type,name_zh,name_en\n2027-01-01,off,元\"旦,x\n", "t.csv:2: no valid CSV: bare \" in non-quoted-field"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(strings.NewReader(tt.table), "t.csv")
			if err == nil || err.Error() != tt.want || !errors.Is(err, assess.ErrInvalid) {
				t.Errorf("Parse: error\n%v\nwant\n%s", err, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(string(holidays))
	f.Add(year2027)
	f.Add("\ufeffdate,type,name_zh,name_en\n9999-12-31,off,元旦,x\n0000-01-01,work,元旦,x\n")
	f.Fuzz(func(t *testing.T, table string) {
		c, err := Parse(strings.NewReader(table), "t.csv")
		if err != nil {
			return
		}
		if again := newCalendar(c.days); again.Version() != c.Version() {
			t.Error("the same days, another version")
		}
		_, _ = Default().Merge(c).Workdays(day(t, "2022-01-01"), day(t, "2027-06-30"))
	})
}
