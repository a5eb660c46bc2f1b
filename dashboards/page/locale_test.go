package page

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
)

// catalogue reads the texts of a language as flat keys; a text with plural forms is one key with its forms joined.
func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := localeFiles.ReadFile("locales/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	var walk func(prefix string, node map[string]any)
	walk = func(prefix string, node map[string]any) {
		for k, v := range node {
			switch v := v.(type) {
			case string:
				flat[prefix+k] = v
			case map[string]any:
				if other, plural := v["other"]; plural {
					one, _ := v["one"].(string)
					flat[prefix+k] = one + "\n" + other.(string)
					continue
				}
				walk(prefix+k+".", v)
			default:
				t.Errorf("%s: %s%s is neither a text nor a branch", lang, prefix, k)
			}
		}
	}
	walk("", tree)
	return flat
}

func TestEveryLanguageHasEveryKey(t *testing.T) {
	zh := catalogue(t, "zh")
	for _, lang := range Languages[1:] {
		other := catalogue(t, lang)
		for key := range zh {
			if other[key] == "" && zh[key] != "" {
				t.Errorf("%s.json has no %s", lang, key)
			}
		}
		for key := range other {
			if _, ok := zh[key]; !ok {
				t.Errorf("zh.json has no %s, which is in %s.json", key, lang)
			}
		}
	}
}

// A text must use the same places in every language; a plural form may leave out the number.
func TestTextsUseTheSamePlaces(t *testing.T) {
	place := regexp.MustCompile(`\{\{\.(\w+)\}\}`)
	places := func(s string) []string {
		var out []string
		for _, m := range place.FindAllStringSubmatch(s, -1) {
			if m[1] != "N" {
				out = append(out, m[1])
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	en := catalogue(t, "en")
	for key, text := range catalogue(t, "zh") {
		if a, b := places(text), places(en[key]); !slices.Equal(a, b) {
			t.Errorf("%s: zh has the places %v, en %v", key, a, b)
		}
	}
}

// Every key in code and templates must exist, and every key that exists must be used. A key put together in code counts
// for all keys that begin with its first part.
func TestKeysInCodeAndCatalogueAgree(t *testing.T) {
	zh := catalogue(t, "zh")
	used := literals(t)
	tops := map[string]bool{}
	for key := range zh {
		tops[strings.SplitN(key, ".", 2)[0]] = true
	}
	starts := func(part string) bool {
		for key := range zh {
			if strings.HasPrefix(key, part) {
				return true
			}
		}
		return false
	}
	for text, where := range used {
		top, _, dotted := strings.Cut(text, ".")
		if dotted && tops[top] && !starts(text) {
			t.Errorf("%s: no text for %s", where, text)
		}
	}
	for key := range zh {
		if _, ok := used[key]; ok {
			continue
		}
		found := false
		for text := range used {
			if strings.Contains(text, ".") && strings.HasPrefix(key, text) {
				found = true
			}
		}
		if !found {
			t.Errorf("zh.json: %s is used nowhere", key)
		}
	}
}

// literals are the strings of the package's code and templates that could be keys, with where they stand.
func literals(t *testing.T) map[string]string {
	t.Helper()
	key := regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z0-9_.]*$`)
	out := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && key.MatchString(s) {
					out[s] = name
				}
			}
			return true
		})
	}
	inTemplate := regexp.MustCompile(`\bt "([a-z0-9_.]+)"`)
	pages, err := filepath.Glob("templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range inTemplate.FindAllStringSubmatch(string(data), -1) {
			out[m[1]] = name
		}
	}
	return out
}

func TestMonths(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.ParseInLocation("2006-01-02", s, assess.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct {
		name, asOf, zh, en string
	}{
		{"end of September", "2022-09-30", "2022 年 1–9 月", "Jan–Sep 2022"},
		{"end of January", "2022-01-31", "2022 年 1 月", "Jan 2022"},
		{"within a month", "2022-09-15", "2022 年截至 9月15日", "2022 up to 15 Sep"},
		{"end of February", "2022-02-28", "2022 年 1–2 月", "Jan–Feb 2022"},
		{"the year is over", "2022-12-31", "2022 年", "2022"},
		{"a later year", "2023-03-31", "2022 年", "2022"},
	} {
		if got := LocaleOf("zh").Months(2022, day(tt.asOf)); got != tt.zh {
			t.Errorf("%s: Months = %q, want %q", tt.name, got, tt.zh)
		}
		if got := LocaleOf("en").Months(2022, day(tt.asOf)); got != tt.en {
			t.Errorf("%s: Months = %q, want %q", tt.name, got, tt.en)
		}
	}
}

func TestUnknownLanguageIsTheFirst(t *testing.T) {
	if got := LocaleOf("xx").Lang; got != "zh" {
		t.Errorf("LocaleOf(xx).Lang = %q, want zh", got)
	}
}

func TestTypeset(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"清贷解抵(银行)", "清贷解抵（银行）"},
		{"日历小时,按登簿月份", "日历小时，按登簿月份"},
		{"名单内(含曾用名);请先备案", "名单内（含曾用名）；请先备案"},
		{"1,234 (n=5)", "1,234 (n=5)"},
		{"f(x), g", "f(x), g"},
		{"count(清贷解抵件)", "count（清贷解抵件）"},
		{"12:30 到 13:00", "12:30 到 13:00"},
		{"", ""},
	} {
		if got := typeset(tt.in); got != tt.want {
			t.Errorf("typeset(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMoment(t *testing.T) {
	at := time.Date(2022, 9, 30, 18, 19, 0, 0, assess.Zone)
	for _, tt := range []struct {
		now    time.Time
		zh, en string
	}{
		{at, "9月30日 18:19", "30 Sep 18:19"},
		{at.AddDate(1, 0, 0), "2022年9月30日 18:19", "30 Sep 2022 18:19"},
	} {
		if got := LocaleOf("zh").Moment(at, tt.now); got != tt.zh {
			t.Errorf("Moment = %q, want %q", got, tt.zh)
		}
		if got := LocaleOf("en").Moment(at.UTC(), tt.now); got != tt.en {
			t.Errorf("Moment = %q, want %q", got, tt.en)
		}
	}
	if got := LocaleOf("zh").Moment(time.Time{}, at); got != dash {
		t.Errorf("Moment of nothing = %q, want %q", got, dash)
	}
}

func TestSchedule(t *testing.T) {
	for _, tt := range []struct{ cron, zh, en string }{
		{"0 18 * * 1-5", "每周一至周五 18:00", "Mon–Fri 18:00"},
		{"30 7 * * *", "每天 07:30", "daily 07:30"},
		{"0 7 * * 1", "每周一 07:00", "Mon 07:00"},
		{"0 7 1-10 * *", "每月 1–10 日 07:00", "day 1–10 of the month 07:00"},
		{"0 7 5 * *", "每月 5 日 07:00", "day 5 of the month 07:00"},
		{"0 7 10 1 *", "每年 1 月 10 日 07:00", "day 10 of month 1 07:00"},
		{"0 7 10 1 2", "0 7 10 1 2", "0 7 10 1 2"},
		{"0 7 10 13 *", "0 7 10 13 *", "0 7 10 13 *"},
		{"*/5 * * * *", "*/5 * * * *", "*/5 * * * *"},
		{"0 7 * 3 *", "0 7 * 3 *", "0 7 * 3 *"},
		{"0 7 * * 1,3", "0 7 * * 1,3", "0 7 * * 1,3"},
		{"", "", ""},
	} {
		if got := LocaleOf("zh").schedule(tt.cron); got != tt.zh {
			t.Errorf("schedule(%q) = %q, want %q", tt.cron, got, tt.zh)
		}
		if got := LocaleOf("en").schedule(tt.cron); got != tt.en {
			t.Errorf("schedule(%q) = %q, want %q", tt.cron, got, tt.en)
		}
	}
}
