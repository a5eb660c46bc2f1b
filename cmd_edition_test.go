package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/edition"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

const releaseHeader = "注销业务号,抵押权人,是否公积金,是否组合贷,结清时间,发起时间,发起方,受理时间,登簿时间,办理渠道,实际跑动次数,不动产单元号,操作,变更时间\n"

// release is a line of a bank: begun at nine of a day in 2022, registered so many hours later.
func release(no, day string, hours int) string {
	begun := "2022-" + day + " 09:00:00"
	done := fmt.Sprintf("2022-%s %02d:00:00", day, 9+hours)
	return strings.Join([]string{no, "甲银行", "否", "否", begun, begun, "银行", begun, done, "线上", "0", "3304820010001", "新增", done}, ",") + "\n"
}

// TestEditions is the life of a frozen year: what comes in later changes what is computed and not what was frozen; the
// folder alone proves its figures; what was changed in it is found; publishing locks files and can be taken back.
func TestEditions(t *testing.T) {
	d := newDesk(t)
	types := func(code int, command string, words ...string) string {
		t.Helper()
		return d.command(code, append(strings.Fields(command), "--data", d.dir), words...)
	}
	d.receives("mortgagee_alias", "抵押权人名称对照_2022-01-01.csv", aliasHeader+"甲银行,甲银行,91330482MA0000001A,银行,2015-01-01,,登记中心\n")
	d.receives("release_bank", "清贷解抵_2022-03-01.csv", releaseHeader+release("R1", "02-08", 1)+release("R2", "02-09", 3))
	types(2, "edition freeze --year 2022 --reason x", "not found")
	d.types(0, "run", "已发布")
	types(2, "edition freeze --year 2022", "--reason")
	types(2, "edition verify 2022-1", "there is no folder", "edition list")
	types(2, "edition freeze --year 2018 --reason x", "2018 has no published scores, want one of the years that have (2022)")
	types(1, "edition rollback 2022 --reason x", "no edition of 2022 is published, nor is one of another year")
	types(0, "edition list", "还没有版次")
	types(0, "edition freeze --year 2022 --reason 年度归档", "已冻结版次 2022-1", "逐位一致", "尚未发布")
	folder := filepath.Join(d.dir, "editions", "2022-1")

	// The folder is enough, wherever it lies.
	elsewhere := filepath.Join(t.TempDir(), "usb")
	if err := os.CopyFS(elsewhere, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	d.command(0, []string{"edition", "verify", elsewhere, "--lang", "en"}, "edition 2022-1 holds", "agree in every digit")

	// What comes in later, or is corrected, changes the live figures alone.
	rp03 := func(choice, want string) {
		t.Helper()
		if got := d.value("RP03", 2022, choice); got != want {
			t.Errorf("RP03 of 2022 with ed=%q is %s, want %s", choice, got, want)
		}
	}
	rp03("", "2")
	types(0, "edition diff 2022-1", "结果不变")
	types(0, "edition publish 2022-1 --reason 省里公布", "已发布")
	d.receives("release_bank", "清贷解抵_2022-12-20.csv", releaseHeader+release("R3", "11-08", 8))
	d.types(0, "run", "生效 1 批", "已发布")
	rp03("", "2")
	rp03("2022-1", "2")
	rp03(assess.Live, "4")
	out := types(0, "edition diff 2022-1 --lang en")
	for _, want := range []string{`mortgage_release/release_bank +2022-11 +1 +0\n`, `330482 +RP03 +2 +4 +4/2 +12/3\n`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("edition diff does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "changed") {
		t.Errorf("edition diff tells of rules that nobody changed:\n%s", out)
	}
	types(0, "edition verify 2022-1", "属实", "清单 SHA-256 "+fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, filepath.Join(folder, "manifest.json"))))))
	types(1, "edition publish 2022-1 --reason again", "published already")
	types(1, "edition rollback 2021 --reason x", "no edition of 2021 is published, published are 2022-1")
	types(2, "edition rollback 2022-1 --reason x", "2022-1 is an edition, want its year: yingshang edition rollback 2022")
	types(2, "edition rollback last --reason x", "want a year like 2021")

	// Another edition takes its place, and gives it back.
	if out := types(0, "edition freeze --year 2022 --reason 补报后重算", "2022-2"); strings.Contains(out, "一字不差") {
		t.Errorf("other facts were frozen, and freeze says that nothing differs: %s", out)
	}
	types(0, "edition freeze --year 2022 --reason 再冻结一次", "2022-3", "与版次 2022-2 一字不差")
	rp03("", "2")
	types(0, "edition publish 2022-2 --reason 更正", "版次 2022-2 已发布")
	rp03("", "4")
	rp03("2022-1", "2")
	types(0, "edition rollback 2022 --reason 撤销更正", "版次 2022-1")
	rp03("", "2")
	types(0, "edition list", "2022-1", "已发布", "2022-2", "已冻结", "撤回", "撤销更正", "省里公布")

	// A published edition locks its files.
	types(0, "check", "no faults")
	if err := os.MkdirAll(filepath.Join(d.dir, "conf", "indicators"), 0o755); err != nil {
		t.Fatal(err)
	}
	sql := types(0, "check --print indicators/RP03.sql")
	d.saves("conf/indicators/RP03.sql", sql)
	d.saves("conf/schemes/2022.yaml", types(0, "check --print schemes/2022.yaml"))
	types(0, "check", "no faults") // the same texts in another place
	d.saves("conf/indicators/RP03.sql", sql+"\n-- changed\n")
	d.saves("conf/schemes/2022.yaml", types(0, "check --print schemes/2022.yaml")+"# changed\n")
	types(1, "edition freeze --year 2022 --reason x", "what is published is not what the facts and the rules say now", "yingshang compute")
	out = types(1, "check", "conf/indicators/RP03.sql", "conf/schemes/2022.yaml", "is locked: edition 2022-1", "edition rollback 2022", "2 faults")
	types(0, "edition diff 2022-1 --lang en", "scheme.yaml", "sql/indicators/RP03.sql", "changed")
	d.saves("conf/indicators/RP03.sql", sql)
	d.saves("conf/schemes/2022.yaml", types(0, "check --print schemes/2022.yaml"))

	// So does it the working days up to its year and what its regions are; what is added beside them is nobody's fault.
	const days, regions = "date,type,name_zh,name_en\n", "code,name_zh,name_en,prefecture,level\n"
	const jiaxing = "330400,嘉兴市,Jiaxing,330400,prefecture\n"
	d.saves("conf/calendar/2031.csv", days+"2031-01-01,off,元旦节,New Year's Day\n")
	d.saves("conf/calendar/own.csv", days+"2022-10-01,off,国庆,National Day\n")
	d.saves("conf/regions/own.csv", regions+jiaxing+"330482,平湖,Pinghu,330400,county\n310100,上海,Shanghai,310100,prefecture\n310101,黄浦区,Huangpu,310100,county\n")
	types(0, "check", "no faults")
	d.saves("conf/calendar/own.csv", days+"2022-10-08,off,国庆,National Day\n2022-11-09,off,国庆,National Day\n")
	d.saves("conf/regions/own.csv", regions+jiaxing+"330482,平湖市,Pinghu,330482,prefecture\n")
	types(1, "check", "conf/calendar/own.csv: is locked: edition 2022-1, which is published, was computed with other working days: 2022-10-08 was a working day, 2022-11-09 was a working day.",
		"editions/2022-1/calendar.csv", "conf/regions/own.csv: is locked: edition 2022-1, which is published, was computed with other regions: 330482 was a county of 330400.",
		"edition rollback 2022", "2 faults")
	away := filepath.Join(d.dir, "away")
	if err := os.Rename(folder, away); err != nil {
		t.Fatal(err)
	}
	types(1, "check", "editions/2022-1: is missing, but edition 2022-1 is published", "edition rollback 2022", "1 fault ")
	types(0, "edition list", "文件夹缺失")
	if err := os.Rename(away, folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(folder, "calendar.csv"), filepath.Join(d.dir, "calendar.csv")); err != nil {
		t.Fatal(err)
	}
	types(1, "check", "editions/2022-1/calendar.csv: is not there as it was frozen", "edition verify 2022-1")
	if err := errors.Join(os.Rename(filepath.Join(d.dir, "calendar.csv"), filepath.Join(folder, "calendar.csv")), os.RemoveAll(filepath.Join(d.dir, "conf", "calendar")),
		os.RemoveAll(filepath.Join(d.dir, "conf", "regions"))); err != nil {
		t.Fatal(err)
	}
	types(0, "check", "no faults")
	if strings.Contains(out, "RP02") {
		t.Errorf("check tells of files that nobody changed: %s", out)
	}
	types(0, "edition rollback 2022 --reason 方案有误", "日常计算")
	types(0, "check", "no faults")
	rp03("", "4")
	types(1, "edition rollback 2022 --reason again", "nothing to take back")

	// A folder that was tampered with is found, even where its hashes were made to fit.
	tampered := filepath.Join(folder, "results", "values.csv")
	text := read(t, tampered)
	if err := os.WriteFile(tampered, []byte(strings.Replace(text, ",4,2,2,", ",5,2,2.5,", 1)), 0o644); err != nil || !strings.Contains(text, ",4,2,2,") {
		t.Fatal(err, text)
	}
	types(1, "edition verify 2022-1", "results/values.csv: was changed")
	types(1, "edition publish 2022-1 --reason x", "not as it was frozen")
	forge(t, folder, "results/values.csv")
	types(1, "edition verify 2022-1", "results/values.csv: frozen, and not computed again", "results/values.csv: computed again, and not frozen")
	types(1, "edition publish 2022-1 --reason x", "is not the one that was frozen")
	if err := os.Remove(filepath.Join(folder, "facts", "mortgage_release.parquet")); err != nil {
		t.Fatal(err)
	}
	d.saves("editions/2022-1/more.txt", "x")
	types(1, "edition verify 2022-1", "facts/mortgage_release.parquet: is missing", "more.txt: does not belong")
	types(2, "edition verify 2022-9", "there is no folder")
	if err := os.CopyFS(filepath.Join(d.dir, "editions", "2022-8"), os.DirFS(elsewhere)); err != nil {
		t.Fatal(err)
	}
	types(1, "edition verify 2022-8", "holds edition 2022-1, and not 2022-8")
	if err := os.Remove(filepath.Join(elsewhere, "SHA256SUMS")); err != nil {
		t.Fatal(err)
	}
	d.command(1, []string{"edition", "verify", elsewhere}, "SHA256SUMS: is missing")
	d.command(2, []string{"edition", "verify", filepath.Join(elsewhere, "manifest.json")}, "is a file, want the folder of an edition")
	if err := os.WriteFile(filepath.Join(elsewhere, "manifest.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.command(2, []string{"edition", "verify", elsewhere}, "is no manifest of an edition", "bring it back")
	if err := os.Remove(filepath.Join(folder, "manifest.json")); err != nil {
		t.Fatal(err)
	}
	types(2, "edition verify 2022-1", "is no folder of an edition: it has no manifest.json")
	types(1, "edition publish 2022-1 --reason x", "has lost its folder", "bring them back")
	types(2, "edition publish 22 --reason x", "as 2021-1")
	types(2, "edition publish 2022-4 --reason x", "did you mean")
}

// forge makes the hashes of a folder fit a file that was changed.
func forge(t *testing.T, folder, name string) {
	t.Helper()
	file := filepath.Join(folder, "manifest.json")
	m, err := edition.ReadManifest(folder)
	if err != nil {
		t.Fatal(err)
	}
	var sums strings.Builder
	for i, f := range m.Files {
		if f.Path == name {
			m.Files[i].SHA256 = fmt.Sprintf("%x", sha256.Sum256([]byte(read(t, filepath.Join(folder, filepath.FromSlash(name))))))
		}
		fmt.Fprintf(&sums, "%s  %s\n", m.Files[i].SHA256, f.Path)
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&sums, "%x  manifest.json\n", sha256.Sum256(text))
	if err := errors.Join(os.WriteFile(file, text, 0o644), os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(sums.String()), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// command runs any command and demands its exit code and that what it prints holds some words.
func (d *desk) command(code int, args []string, words ...string) string {
	d.t.Helper()
	var out, errs strings.Builder
	got := run(context.Background(), args, &out, &errs)
	text := out.String() + errs.String()
	if got != code {
		d.t.Fatalf("%s ended with %d, want %d:\n%s", strings.Join(args, " "), got, code, text)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			d.t.Errorf("%s does not say %q:\n%s", strings.Join(args, " "), w, text)
		}
	}
	return out.String()
}

// saves writes a file of the data folder.
func (d *desk) saves(name, text string) {
	d.t.Helper()
	file := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// value is an indicator of the county's year as a reader is shown it.
func (d *desk) value(id assess.IndicatorID, year int, choice string) string {
	d.t.Helper()
	ctx := context.Background()
	ledger, err := control.Open(ctx, filepath.Join(d.dir, "control.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer ledger.Close()
	watch := store.NewWatch(d.db, func(context.Context) bool { return false }, func(err error) { d.t.Error(err) })
	r, err := d.db.Read(store.Everything(), watch, ledger, store.Facts{}, time.Now)
	if err != nil {
		d.t.Fatal(err)
	}
	ctx = assess.WithEdition(ctx, choice)
	pub, err := r.Publication(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	a, err := r.Assessment(assess.Pin(ctx, pub), "330482", year)
	if err != nil {
		d.t.Fatal(err)
	}
	if v := a.Values[id].Value; v != nil {
		return fmt.Sprint(*v)
	}
	return "none"
}
