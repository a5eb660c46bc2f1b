package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// stranger works with the program as the README says, and with nothing else.
type stranger struct {
	*testing.T
	readme string
	dir    string // the data folder
}

// quoted is the block of text that the README shows behind the first mention of a file.
func (s *stranger) quoted(file string) string {
	s.Helper()
	_, behind, ok := strings.Cut(s.readme, "`data/"+file+"`")
	if !ok {
		s.Fatalf("the README does not tell of data/%s", file)
	}
	block := regexp.MustCompile("(?s)```(?:sql|yaml|csv)\n(.*?)```").FindStringSubmatch(behind)
	if block == nil {
		s.Fatalf("the README shows no text of data/%s", file)
	}
	return block[1]
}

// shell does what a line of the README does: yingshang check --print FILE [| sed 's/A/B/g'] > data/FILE.
func (s *stranger) shell(file string) {
	s.Helper()
	line := regexp.MustCompile(`(?m)^yingshang (check --print \S+)(?: *\| sed 's/(\d+)/(\d+)/g')? > data/` + regexp.QuoteMeta(file) + `$`).FindStringSubmatch(s.readme)
	if line == nil {
		s.Fatalf("the README does not say how data/%s comes about", file)
	}
	text := s.run(0, strings.Fields(line[1])...)
	if line[2] != "" {
		text = strings.ReplaceAll(text, line[2], line[3])
	}
	s.save(file, text)
}

func (s *stranger) save(file, text string) {
	s.Helper()
	path := filepath.Join(s.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
}

// run runs a command on the data folder and returns what it prints.
func (s *stranger) run(want int, args ...string) string {
	s.Helper()
	var out, faults printed
	if code := run(context.Background(), append(args, "--data", s.dir), &out, &faults); code != want {
		s.Fatalf("yingshang %s ended with %d, want %d: %s%s", strings.Join(args, " "), code, want, out.String(), faults.String())
	}
	return out.String()
}

// shows starts the pages, waits until a value is what it should be, and stops them.
func (s *stranger) shows(indicator string, year int, want string, flags ...string) {
	s.Helper()
	url, stop := upWith(s.T, append([]string{"--data", s.dir}, flags...)...)
	defer func() {
		if code := stop(); code != 0 {
			s.Errorf("up ended with %d", code)
		}
	}()
	got := ""
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if code, _ := fetch(s.T, url+"/readyz"); code != http.StatusOK {
			continue
		}
		if code, _ := fetch(s.T, fmt.Sprintf("%s/indicators.json?year=%d", url, year)); code != http.StatusOK {
			continue
		}
		for _, row := range fetchTwin(s.T, fmt.Sprintf("%s/indicators.json?year=%d", url, year)).Rows {
			if row["indicator_id"] == indicator {
				got = fmt.Sprint(row["value"])
			}
		}
		if got == want {
			return
		}
	}
	if _, list := fetch(s.T, fmt.Sprintf("%s/indicators.json?year=%d", url, year)); got == "" {
		got = string(list)
	}
	s.Errorf("%s of %d is shown as %q, want %q; the loads:\n%s", indicator, year, got, want, s.run(0, "etl", "status"))
}

// Every step that the README tells a stranger to add something with, done with the README's own text on an empty folder and
// without a build: an indicator, a source, a year, a calendar, a second county.
func TestAStrangerAddsOneMore(t *testing.T) {
	t.Parallel()
	_, err := engine.FindLibrary("")
	enginetest.Need(t, err)
	s := &stranger{T: t, readme: read(t, "README.md"), dir: t.TempDir()}

	// An indicator, and the line of the scheme.
	s.save("conf/indicators/RP99.sql", s.quoted("conf/indicators/RP99.sql"))
	s.shell("conf/schemes/2022.yaml")
	s.run(0, "check") // RP99 is described, and no scheme asks for it
	file := filepath.Join(s.dir, "conf", "schemes", "2022.yaml")
	scheme, lines := read(t, file), s.quoted("conf/schemes/2022.yaml")
	old := regexp.MustCompile(`(?m)^ *- \{id: RP08,.*\n`)
	if len(old.FindAllString(scheme, -1)) != 1 || strings.Count(lines, "\n") != 2 {
		t.Fatalf("the scheme does not have one line of RP08, or the README not two: %q", lines)
	}
	s.save("conf/schemes/2022.yaml", old.ReplaceAllLiteralString(scheme, lines))

	// A source; its file has a row that is no real day.
	s.save("conf/sources/release_town.yaml", s.quoted("conf/sources/release_town.yaml"))
	if out := s.run(0, "check"); !strings.HasPrefix(out, "no faults") {
		t.Errorf("check says %q", out)
	}
	const header = "业务号,抵押权人,结清时间,发起时间,发起方,登簿时间,渠道,跑动次数,不动产单元号,经办人\n"
	s.save("inbox/mortgagee_alias/抵押权人名称对照_2022-09-30.csv", "名称,现用名称,统一社会信用代码,机构类别,启用日期,停用日期,确认单位\n"+
		"示例银行,示例银行,91330482MA2B00000D,银行,2000-01-01,,登记中心\n")
	town := "inbox/release_town/乡镇抵押注销_2022-09_截至2022-09-30.csv"
	s.save(town, header+
		"X1,示例银行,2022-09-05 09:00:00,2022-09-05 09:10:00,银行,2022-09-05 10:00:00,线上,0,330482001,张三\n"+
		"X2,示例银行,2022-09-05 09:00:00,2022-09-05 09:10:00,银行,2022-09-05 11:00:00,线上,0,330482002,张三\n"+
		"X3,示例银行,2022-09-05 09:00:00,2022-09-06 09:10:00,业主,2022-09-07 10:00:00,窗口,2,330482003,李四\n"+
		"X4,示例银行,2022-09-05 09:00:00,2022-09-05 09:10:00,银行,2022-09-31 10:00:00,线上,0,330482004,李四\n")
	if out := s.run(3, "etl", "check", filepath.Join(s.dir, filepath.FromSlash(town)), "--source", "release_town"); !strings.Contains(out, "登簿时间") {
		t.Errorf("etl check does not tell of the 31 September: %s", out)
	}
	s.save(town, strings.ReplaceAll(read(t, filepath.Join(s.dir, filepath.FromSlash(town))), "2022-09-31", "2022-09-30"))
	s.shows("RP99", 2022, "50", "--as-of", "2022-09-30") // X1 and X2 of four

	// A year.
	s.shell("conf/schemes/2023.yaml")
	s.save("inbox/release_town/乡镇抵押注销_2023-03_截至2023-03-31.csv", header+
		"X5,示例银行,2023-03-01 09:00:00,2023-03-01 09:10:00,银行,2023-03-01 11:00:00,线上,0,330482005,张三\n")
	s.run(0, "etl", "run", "release_town")
	s.shows("RP03", 2023, "2", "--as-of", "2023-03-31") // hours

	// A second county: a region, and its files, read by sources of its own.
	s.save("conf/regions/own.csv", s.quoted("conf/regions/own.csv"))
	s.shell("conf/sources/service_case.yaml")
	s.shell("conf/sources/matter.yaml")
	s.save("conf/schemes/2027.yaml", strings.ReplaceAll(s.run(0, "check", "--print", "schemes/2022.yaml"), "2022", "2027"))
	s.save("inbox/matter/实施清单_2026-11-20.csv", "实施编码,事项名称,主题,实施主体编码,行使层级,办理类型,法定时限,承诺时限,改革前跑动次数,改革前环节数,启用日期,停用日期\n"+
		"119901010001,示例事项,,SCJG,县级,承诺件,60,4,3,6,2020-01-01,\n")
	s.save("inbox/service_case/办件_2026-11-20.csv", "办件编号,事项名称,实施编码,受理部门编码,办理类型,申请渠道,申请人,申请人证件号码,联系电话,申请时间,受理时间,承诺办结日期,办结时间,办结结果,到场次数,环节数,满意度,同步类型,同步时间\n"+
		"A1,示例事项,119901010001,SCJG,承诺件,网上,,,,2026-11-20 09:00:00,2026-11-20 10:00:00,2027-01-04,,,0,1,,I,2026-11-20 10:00:00\n")
	s.run(0, "etl", "run", "matter")
	s.run(0, "etl", "run", "service_case")
	county := []string{"--as-of", "2027-01-31", "--region", "990101"}
	// A calendar: without 2027 nobody knows whether what was promised for 4 January is late at the end of that month.
	s.shows("GS03", 2027, "<nil>", county...)
	days := s.quoted("conf/calendar/2027.csv")
	s.save("conf/calendar/2027.csv", strings.Replace(days, "中秋", "中元", 1))
	if out := s.run(0, "check"); !strings.Contains(out, "2027") || !strings.Contains(out, "中秋") {
		t.Errorf("check says nothing of a year without 中秋: %s", out)
	}
	s.save("conf/calendar/2027.csv", days)
	if out := s.run(0, "check"); !strings.Contains(out, "working days of 2019 to 2027") {
		t.Errorf("check does not take the year for whole: %s", out)
	}
	s.shows("GS03", 2027, "0", county...)             // of one case that is due
	s.shows("RP99", 2022, "50", "--region", "330482") // the first county has kept its figures
}
