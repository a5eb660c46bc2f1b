package source

import (
	"regexp"
	"testing"
	"time"

	"yingshang/dashboards/assess"
)

func TestFileAsOf(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, assess.Zone) }
	received := time.Date(2022, 10, 8, 1, 0, 0, 0, time.UTC)
	named := Rule{From: FromFileName, Pattern: regexp.MustCompile(`_截至(.+?)\.`)}
	tests := []struct {
		name string
		rule Rule
		file string
		want time.Time // zero: an error
	}{
		{"dashes", named, "清单_截至2022-09-30.csv", day(2022, 9, 30)},
		{"digits", named, "清单_截至20220930.csv", day(2022, 9, 30)},
		{"chinese", named, "清单_截至2022年9月30日.csv", day(2022, 9, 30)},
		{"with a time", named, "清单_截至20220930_183005.csv", day(2022, 9, 30).Add(18*time.Hour + 30*time.Minute + 5*time.Second)},
		{"in a folder", named, "/data/inbox/截至2021-01-01.x/清单_截至2022-09-30.csv", day(2022, 9, 30)},
		{"the day of receipt", named, "清单_截至2022-10-08.csv", day(2022, 10, 8)},
		{"the day after receipt", named, "清单_截至2022-10-09.csv", time.Time{}},
		{"a slip of a century", named, "清单_截至2202-09-30.csv", time.Time{}},
		{"no such day", named, "清单_截至2022-02-30.csv", time.Time{}},
		{"no day", named, "清单.csv", time.Time{}},
		{"received", Rule{From: FromReceived}, "清单.csv", received},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &Source{AsOf: tt.rule}
			got, err := s.FileAsOf(tt.file, received)
			if !got.Equal(tt.want) || (err != nil) != tt.want.IsZero() {
				t.Errorf("FileAsOf(%q) = %v, %v, want %v", tt.file, got, err, tt.want)
			}
		})
	}
}

func TestFileScope(t *testing.T) {
	month := Rule{From: FromFileName, Pattern: regexp.MustCompile(`_([^_]+)_`)}
	tests := []struct {
		name   string
		source Source
		file   string
		want   string // empty: an error
	}{
		{"all", Source{Scope: ScopeAll}, "x.csv", "all"},
		{"month", Source{Scope: ScopeMonth, Month: month}, "存量_2022-09_1.csv", "month=2022-09"},
		{"month in digits", Source{Scope: ScopeMonth, Month: month}, "存量_202209_1.csv", "month=2022-09"},
		{"month in chinese", Source{Scope: ScopeMonth, Month: month}, "存量_2022年9月_1.csv", "month=2022-09"},
		{"no such month", Source{Scope: ScopeMonth, Month: month}, "存量_2022-13_1.csv", ""},
		{"no month", Source{Scope: ScopeMonth, Month: month}, "存量.csv", ""},
		{"region", Source{Scope: ScopeRegion, Region: month}, "存量_330482_1.csv", "region=330482"},
		{"no region", Source{Scope: ScopeRegion, Region: month}, "存量_平湖_1.csv", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.source.FileScope(tt.file)
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("FileScope(%q) = %q, %v, want %q", tt.file, got, err, tt.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	s := &Source{Files: Patterns{"清贷解抵_*.csv"}}
	for name, want := range map[string]bool{
		"清贷解抵_2022-09-30.csv": true, "清贷解抵_2022-09-30.csv.tmp": false, "~$清贷解抵_2022-09-30.csv": false, "other.csv": false,
	} {
		if got := s.Match(name); got != want {
			t.Errorf("Match(%q) = %v, want %v", name, got, want)
		}
	}
}
