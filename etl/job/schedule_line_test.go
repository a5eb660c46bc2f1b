package job

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/etl/load"
	"yingshang/etl/source"
)

func TestParseCron(t *testing.T) {
	tests := []struct {
		name, line, fault string
	}{
		{"weekdays", "0 18 * * 1-5", ""},
		{"the first days of a month", "0 7 1-10 * *", ""},
		{"every ten minutes", "*/10 * * * *", ""},
		{"29 February", "0 0 29 2 *", ""},
		{"31 of the months that have one", "0 0 31 1,3,5 *", ""},
		{"names", "0 8 * jan mon", ""},
		{"empty", "", "0 fields"},
		{"seconds", "0 0 18 * * 1-5", "6 fields"},
		{"too few", "0 18 * *", "4 fields"},
		{"a descriptor", "@daily", "1 fields"},
		{"an interval", "@every 1h", "2 fields"},
		{"31 February", "0 0 31 2 *", "no such day"},
		{"30 February and 31 April", "0 0 31 2,4 *", "no such day"},
		{"Sunday as 7", "0 0 * * 7", "above maximum"},
		{"hour 24", "0 24 * * *", "above maximum"},
		{"month 0", "0 0 1 0 *", "below minimum"},
		{"a step of 0", "*/0 * * * *", "step"},
		{"a step beyond all", "1-5/9223372036854775807 * * * *", ""},
		{"backwards", "30-10 * * * *", "beyond end"},
		{"a word", "0 18 * * weekdays", "weekdays"},
		{"a zone", "TZ=Europe/Paris 0 18 * * *", "zone"},
		{"a zone and nothing behind it", "TZ=Asia/Shanghai", "zone"},
		{"another spelling of a zone", "CRON_TZ=UTC 0 18 * * *", "zone"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := ParseCron(tt.line)
			if (err == nil) != (tt.fault == "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("ParseCron(%q) = %v, want %q", tt.line, err, tt.fault)
			}
		})
	}
}

func FuzzParseCron(f *testing.F) {
	for _, line := range []string{"0 18 * * 1-5", "TZ=", "TZ=x", "CRON_TZ=UTC", "*/0 * * * *", "0 0 31 2 *", "@every 1ns", "? ? ? ? ?", "1-/ * * * *"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if ParseCron(line) != nil { // it does not panic, and ends
			return
		}
		s, err := parseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Date(2026, 8, 31, 23, 59, 59, 0, assess.Zone)
		was, next := latest(s, now), s.Next(now)
		if was.IsZero() || was.After(now) || next.IsZero() || !next.After(now) {
			t.Errorf("%q: latest %v, next %v around %v", line, was, next, now)
		}
		if got := s.Next(was); !got.Equal(next) {
			t.Errorf("%q: after the latest, %v, comes %v, want %v", line, was, got, next)
		}
	})
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	for _, form := range []string{time.DateTime, "2006-01-02 15:04"} {
		if at, err := time.ParseInLocation(form, text, assess.Zone); err == nil {
			return at
		}
	}
	t.Fatalf("no time: %q", text)
	return time.Time{}
}

func TestLatestAndNext(t *testing.T) {
	tests := []struct {
		name, line, now, latest, next string
	}{
		{"to the second", "0 18 * * *", "2022-09-30 18:00:00", "2022-09-30 18:00", "2022-10-01 18:00"},
		{"a second before", "0 18 * * *", "2022-09-30 17:59:59", "2022-09-29 18:00", "2022-09-30 18:00"},
		{"over the weekend", "0 18 * * 1-5", "2022-10-02 12:00:00", "2022-09-30 18:00", "2022-10-03 18:00"},
		{"every minute", "* * * * *", "2022-09-30 17:59:59", "2022-09-30 17:59", "2022-09-30 18:00"},
		{"the end of a month", "0 7 1-10 * *", "2022-09-30 12:00:00", "2022-09-10 07:00", "2022-10-01 07:00"},
		{"once a year", "0 0 1 1 *", "2022-12-31 23:59:59", "2022-01-01 00:00", "2023-01-01 00:00"},
		{"a leap day", "0 0 29 2 *", "2023-03-01 00:00:00", "2020-02-29 00:00", "2024-02-29 00:00"},
		// Shanghai had summer time from 1986 to 1991; the zone of the house has none, so that no interval is lost or doubled.
		{"the hour that summer time took in 1986", "30 2 * * *", "1986-05-04 12:00:00", "1986-05-04 02:30", "1986-05-05 02:30"},
		{"the hour that summer time gave back in 1990", "30 1 * * *", "1990-09-16 01:30:00", "1990-09-16 01:30", "1990-09-17 01:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := parseLine(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			now := at(t, tt.now)
			got := [2]time.Time{latest(s, now), s.Next(now)}
			if diff := cmp.Diff([2]time.Time{at(t, tt.latest), at(t, tt.next)}, got); diff != "" {
				t.Errorf("%q at %s, -want +got:\n%s", tt.line, tt.now, diff)
			}
			if utc := latest(s, now.UTC()); !utc.Equal(got[0]) {
				t.Errorf("asked in UTC it is %v, want %v: the machine's zone must not matter", utc, got[0])
			}
		})
	}
}

func TestNextDue(t *testing.T) {
	p := &Planner{Loader: &load.Loader{Sources: map[assess.SourceID]*source.Source{"daily": {ID: "daily", Schedule: "0 18 * * *"}, "hand": {ID: "hand"}}}}
	now := at(t, "2022-09-30 18:00:00")
	if got := p.NextDue("daily", now.UTC()); got.Format(time.DateTime) != "2022-10-01 18:00:00" {
		t.Errorf("NextDue(daily) = %v, want tomorrow at 18:00 in our zone", got)
	}
	for _, id := range []assess.SourceID{"hand", "unknown"} {
		if got := p.NextDue(id, now); !got.IsZero() {
			t.Errorf("NextDue(%s) = %v, want none", id, got)
		}
	}
}
