package demo_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"yingshang/etl/demo"
)

// This file counts a demo again from its bytes alone, with rules of its own, and compares with truth.json.

// decode reads a file's bytes as text: by its mark, else as UTF-8, else as GB18030.
func decode(t *testing.T, raw []byte) string {
	t.Helper()
	var e encoding.Encoding = simplifiedchinese.GB18030
	switch {
	case len(raw) > 1 && raw[0] == 0xff && raw[1] == 0xfe:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(raw):
		e = unicode.UTF8BOM
	}
	text, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// row is a record by header; nil when it is broken.
type row map[string]string

func rows(t *testing.T, raw []byte) []row {
	t.Helper()
	var header []string
	var out []row
	for line := range strings.Lines(decode(t, raw)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		r := csv.NewReader(strings.NewReader(line))
		if strings.Contains(line, "\t") {
			r.Comma = '\t'
		}
		fields, err := r.Read()
		switch {
		case header == nil:
			header = fields
		case err != nil || len(fields) != len(header):
			out = append(out, nil)
		default:
			one := row{}
			for i, h := range header {
				one[h] = fields[i]
			}
			out = append(out, one)
		}
	}
	return out
}

// moment reads a time that exists; ok is false for one that does not.
func moment(s string) (at time.Time, ok bool) {
	for _, layout := range []string{"2006-01-02 15:04:05", "2006/01/02 15:04:05", "2006/1/2 15:04"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	return time.Time{}, s == ""
}

type span struct{ from, to, uscc, kind string }

// counter holds the state while files are counted, oldest first.
type counter struct {
	t       *testing.T
	names   map[string][]span
	cases   map[string]map[string]standing // of a release source and, for a snapshot of a month, its month
	matched map[string]int
	stock   map[string]int
	banks   map[string]bool
}

type standing struct {
	row
	changed string
}

// known finds whose name it was on a day: from its first day to the one before the day it ended.
func (c *counter) known(name, day string) (span, bool) {
	for _, s := range c.names[name] {
		if s.from <= day && (s.to == "" || day < s.to) {
			return s, true
		}
	}
	return span{}, false
}

func (c *counter) judgeRelease(r row) bool {
	number := r["注销业务号"]
	name := r["抵押权人"] + r["公积金机构"]
	payoff, ok1 := moment(r["结清时间"] + r["贷款结清时间"])
	_, ok2 := moment(r["发起时间"] + r["申请时间"])
	finished, ok3 := moment(r["登簿时间"])
	trips, err := strconv.Atoi(r["实际跑动次数"] + r["跑动次数"])
	if number == "" || !ok1 || !ok2 || !ok3 || err != nil || trips < 0 {
		return false
	}
	if r["登簿时间"] != "" && finished.Before(payoff) {
		return false
	}
	if _, ok := c.known(name, payoff.Format(time.DateOnly)); !ok {
		return false
	}
	return strings.Contains("线上 online 窗口 window", r["办理渠道"])
}

func (c *counter) file(f demo.FileCount, raw []byte) demo.FileCount {
	got := demo.FileCount{Source: f.Source, Name: f.Name, AsOf: f.AsOf, Encoding: f.Encoding}
	all := rows(c.t, raw)
	got.Read = len(all)
	seen := map[string]bool{}
	fresh := map[string]standing{}
	scope := f.Source
	if f.Source == "release_centre" {
		scope += f.Name[strings.Index(f.Name, "_"):strings.LastIndex(f.Name, "_")]
	}
	before := c.cases[scope]
	if f.Source == "mortgagee_alias" {
		c.names = map[string][]span{}
	}
	for _, r := range all {
		ok := r != nil
		var key string
		switch {
		case !ok:
		case strings.HasPrefix(f.Source, "release_"):
			key = r["注销业务号"] + r["变更时间"]
			ok = c.judgeRelease(r)
		case f.Source == "mortgage_register":
			key = r["不动产登记证明号"]
			_, real := moment(r["登簿时间"])
			ok = key != "" && real
		case f.Source == "mortgagee_alias":
			key = r["名称"] + r["启用日期"]
			ok = !strings.ContainsAny(r["统一社会信用代码"], "IOSVZ")
		case f.Source == "reported":
			key = r["区划代码"] + r["指标代码"] + r["期间"]
			_, err := strconv.ParseFloat(r["指标值"], 64)
			ok = err == nil && r["期间"] != "2022-13"
		default:
			key = r["区划代码"] + r["评价年度"]
		}
		if !ok || seen[key] {
			got.Rejected++
			continue
		}
		seen[key] = true
		got.Accepted++
		switch f.Source {
		case "mortgagee_alias":
			c.names[r["名称"]] = append(c.names[r["名称"]], span{r["启用日期"], r["停用日期"], r["统一社会信用代码"], r["机构类别"]})
		case "mortgage_register":
			c.countStock(r)
		case "release_bank":
			changed, _ := moment(r["变更时间"])
			stamp := changed.Format(time.DateTime)
			old, stands := before[r["注销业务号"]]
			switch {
			case stands && stamp < old.changed:
				got.Stale++
				continue
			case r["操作"] == "删除":
				got.Deleted++
				delete(before, r["注销业务号"])
				continue
			}
			before[r["注销业务号"]] = standing{r, stamp}
		case "release_fund", "release_centre":
			fresh[r["注销业务号"]] = standing{row: r}
		}
	}
	switch f.Source {
	case "release_fund", "release_centre":
		for number := range before {
			if _, stays := fresh[number]; !stays {
				got.Deleted++
			}
		}
		c.cases[scope] = fresh
	}
	return got
}

func (c *counter) countStock(r row) {
	month := r["统计月份"]
	c.stock[month]++
	at, _ := moment(r["登簿时间"])
	if s, ok := c.known(r["抵押权人"], at.Format(time.DateOnly)); ok {
		c.matched[month]++
		if s.kind == "银行" {
			c.banks[month+s.uscc] = true
		}
	}
}

func (c *counter) figures() map[string]map[string]demo.Figure {
	out := map[string]map[string]demo.Figure{}
	set := func(code, period string, numerator, denominator, scale float64, n int) {
		if out[code] == nil {
			out[code] = map[string]demo.Figure{}
		}
		f := demo.Figure{Numerator: numerator, Value: numerator, N: n}
		if denominator > 0 {
			f.Denominator, f.Value = &denominator, numerator/denominator*scale
		}
		out[code][period] = f
	}
	for _, period := range []string{"2022", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09",
		"2021", "2021-01", "2021-02", "2021-03", "2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09", "2021-10", "2021-11", "2021-12"} {
		var all, online, fund, fundOnline, sameDay, saved, seconds int
		starters := map[string]bool{}
		for scope, cases := range c.cases {
			for _, s := range cases {
				finished, _ := moment(s.row["登簿时间"])
				if s.row["登簿时间"] == "" || !strings.HasPrefix(finished.Format(time.DateOnly), period) {
					continue
				}
				payoff, _ := moment(s.row["结清时间"] + s.row["贷款结清时间"])
				begun, _ := moment(s.row["发起时间"] + s.row["申请时间"])
				trips, _ := strconv.Atoi(s.row["实际跑动次数"] + s.row["跑动次数"])
				all++
				seconds += int(finished.Sub(payoff).Seconds())
				saved += max(0, 3-trips)
				isFund := s.row["是否公积金"] == "是" || scope == "release_fund"
				isOnline := s.row["发起方"] != "业主" && (s.row["办理渠道"] == "线上" || s.row["办理渠道"] == "online")
				if isFund {
					fund++
				}
				if isOnline {
					online++
				}
				if isOnline && isFund {
					fundOnline++
				}
				if isOnline && begun.Truncate(24*time.Hour).Equal(payoff.Truncate(24*time.Hour)) {
					sameDay++
				}
				if who, ok := c.known(s.row["抵押权人"], payoff.Format(time.DateOnly)); ok && isOnline && who.kind == "银行" {
					starters[who.uscc] = true
				}
			}
		}
		stockMonth := period
		if period == "2022" {
			stockMonth = "2022-09"
		}
		banks := 0
		for b := range c.banks {
			if strings.HasPrefix(b, stockMonth) {
				banks++
			}
		}
		set("RP03", period, float64(seconds)/3600, float64(all), 1, all)
		set("RP04", period, float64(online), float64(all), 100, all)
		set("RP05", period, float64(fundOnline), float64(fund), 100, fund)
		set("RP06", period, float64(saved), 0, 1, all)
		set("RP08", period, float64(sameDay), float64(all), 100, all)
		if c.stock[stockMonth] == 0 { // the register begins with the reform
			continue
		}
		set("RP07", period, float64(len(starters)), float64(banks), 100, banks)
		set("RP09", period, float64(c.matched[stockMonth]), float64(c.stock[stockMonth]), 100, c.stock[stockMonth])
	}
	return out
}

// elsewhere says that a source is counted in another test.
func elsewhere(source string) bool {
	return !slices.Contains([]string{"announced", "reported", "mortgagee_alias", "mortgage_register", "release_bank", "release_centre", "release_fund"}, source)
}

// releasesIn are the figures of releases.
func releasesIn(truth demo.Truth) map[string]map[string]demo.Figure {
	found := map[string]map[string]demo.Figure{}
	for code, periods := range truth.Indicators {
		if strings.HasPrefix(code, "RP") && code != "RP01" && code != "RP02" {
			found[code] = periods
		}
	}
	return found
}

// TestRecount counts every file again and compares every figure and every count of the truth.
func TestRecount(t *testing.T) {
	for _, o := range []demo.Options{{}, {Seed: 99}} {
		dir, truth := write(t, o)
		c := &counter{t: t, cases: map[string]map[string]standing{"release_bank": {}}, matched: map[string]int{}, stock: map[string]int{}, banks: map[string]bool{}}
		var got []demo.FileCount
		for _, aliasFirst := range []bool{true, false} { // the newest list of names counts, whatever came before it
			for _, f := range truth.Files {
				if (f.Source == "mortgagee_alias") != aliasFirst || elsewhere(f.Source) {
					continue
				}
				raw, err := os.ReadFile(filepath.Join(dir, "inbox", f.Source, f.Name))
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, c.file(f, raw))
			}
		}
		want := map[string]demo.FileCount{}
		for _, f := range truth.Files {
			if !elsewhere(f.Source) {
				want[f.Name] = f
			}
		}
		have := map[string]demo.FileCount{}
		for _, f := range got {
			have[f.Name] = f
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("seed %d: counts of files, -truth +recount:\n%s", truth.Seed, diff)
		}
		if diff := cmp.Diff(releasesIn(truth), c.figures()); diff != "" {
			t.Errorf("seed %d: figures, -truth +recount:\n%s", truth.Seed, diff)
		}
		var ended []ending
		for _, cases := range c.cases {
			for _, s := range cases {
				if s.row["登簿时间"] == "" {
					continue
				}
				payoff, _ := moment(s.row["结清时间"] + s.row["贷款结清时间"])
				finished, _ := moment(s.row["登簿时间"])
				trips, err := strconv.Atoi(s.row["实际跑动次数"] + s.row["跑动次数"])
				if err != nil {
					t.Fatal(err)
				}
				hours := finished.Sub(payoff).Hours()
				ended = append(ended, ending{month: finished.Format("2006-01"), took: hours, whole: hours, old: s.row["发起方"] == "业主", trips: trips, saved: 3 - trips})
			}
		}
		compareReform(t, truth, "mortgage_release", "2022-02", ended)
		live := len(c.cases["release_bank"])
		if live != truth.Sources["release_bank"].Live || len(c.cases["release_fund"]) != truth.Sources["release_fund"].Live {
			t.Errorf("seed %d: %d and %d rows of banks and fund stand at the end, want %d and %d", truth.Seed, live,
				len(c.cases["release_fund"]), truth.Sources["release_bank"].Live, truth.Sources["release_fund"].Live)
		}
	}
}

// TestTotals checks that the sums of the files are the sums of the sources, and that read = accepted + rejected.
func TestTotals(t *testing.T) {
	_, truth := write(t, demo.Options{})
	sums := map[string]demo.Count{}
	for _, f := range truth.Files {
		if f.Read != f.Accepted+f.Rejected {
			t.Errorf("%s: read %d, accepted %d, rejected %d", f.Name, f.Read, f.Accepted, f.Rejected)
		}
		s := sums[f.Source]
		s.Files++
		s.Read += f.Read
		s.Accepted += f.Accepted
		s.Rejected += f.Rejected
		s.Stale += f.Stale
		s.Deleted += f.Deleted
		s.Live = truth.Sources[f.Source].Live
		sums[f.Source] = s
	}
	if diff := cmp.Diff(truth.Sources, sums); diff != "" {
		t.Errorf("sources, -truth +sum of files:\n%s", diff)
	}
	if truth.FileCount != len(truth.Files) {
		t.Errorf("file_count %d, want %d", truth.FileCount, len(truth.Files))
	}
}
