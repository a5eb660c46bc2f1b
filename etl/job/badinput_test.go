package job_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
	"yingshang/etl/job"
)

// A file that cannot be read as a whole is refused with one sentence in two languages, and nothing of it is loaded.
func TestAFileThatCannotBeReadIsRefused(t *testing.T) {
	t.Parallel()
	good := snapshot(row("K1", march, 1), row("K2", march, 1))
	gb, err := os.ReadFile("testdata/release_gb18030.csv")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, content string
		zh, en        string // a part of the sentence
	}{
		{"no byte", "", "空", "empty"},
		{"empty lines", "\n\n\r\n", "空", "empty"},
		{"a header alone", snapshotHeader, "只有表头", "no record"},
		{"a renamed column", strings.Replace(good, "登簿时间", "登记时间", 1), "登簿时间", "登簿时间"},
		{"a missing column", "业务号,区划,抵押权人\nK1,330482,平湖工行\n", "结清时间", "结清时间"},
		{"an HTML page", "<!DOCTYPE html>\n<html><body>登录已过期</body></html>\n", "网页", "page"},
		{"CR alone", strings.ReplaceAll(good, "\n", "\r"), "CR", "CR"},
		{"GB18030 where UTF-8 was agreed", string(gb), "GB18030", "gb18030"},
		{"bytes of no encoding", strings.Replace(good, "平湖", "\xff\xfe\xfd", 1), "UTF-8", "UTF-8"},
		{"a lost character", strings.Replace(good, "平湖", "\ufffd", 1), "", ""},
		{"semicolons", strings.ReplaceAll(good, ",", ";"), "分", ""},
		{"a workbook that breaks off", "PK\x03\x04\x14\x00\x06\x00", "损坏", "damaged"},
		{"a workbook of an older Excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧式", "older"},
		{"a workbook without the table", string(workbook(t, "姓名,电话\n张三,13812345678\n")), "有表头", "no header"},
		{"a workbook with a header alone", string(workbook(t, snapshotHeader)), "只有表头", "no record"},
	}
	d := settle(t)
	d.take("s_all_2022-09-01_080000.csv", snapshot(row("K0", march, 1)))
	before := d.newest()
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			name := fmt.Sprintf("s_all_2022-09-02_0800%02d.csv", i)
			d.put(name, test.content)
			if sum := d.pass(); sum != (job.Summary{Outcome: compute.NothingNew}) || d.newest() != before {
				t.Errorf("the pass did %+v, want nothing", sum)
			}
			list, err := d.control.Problems(t.Context(), 100)
			if err != nil || len(list) != i+1 || list[0].Name != name {
				t.Fatalf("Problems() = %v, %v, want one more", list, err)
			}
			p := list[0].Problem
			t.Logf("%s | %s", p.ZH, p.EN)
			if !strings.Contains(p.ZH, test.zh) || !strings.Contains(strings.ToLower(p.EN), strings.ToLower(test.en)) || p.ZH == "" || p.EN == "" {
				t.Errorf("sentence = %q, %q; want %q and %q in it", p.ZH, p.EN, test.zh, test.en)
			}
			if !utf8.ValidString(p.ZH) || strings.Contains(p.ZH, "\n") {
				t.Errorf("sentence %q is not one line of text", p.ZH)
			}
		})
	}
	d.wantSeen("s_all K0 2022-03 1")
	// mended, one of them is taken
	d.wantState(d.take("s_all_2022-09-02_080000.csv", good), assess.LoadApplied, 2, 2, 0)
	if list, err := d.control.Problems(t.Context(), 100); err != nil || len(list) != len(tests)-1 {
		t.Errorf("Problems() once one is mended = %v, %v", list, err)
	}
}

// What is wrong in single records goes to the rejects with its line, and the rest is taken.
func TestRecordsThatCannotBeReadAreRejected(t *testing.T) {
	t.Parallel()
	d := settle(t)
	text := snapshot(
		row("K1", march, 1),
		"K2,330482,平湖工行",
		row("K3", march, 1)+",多,出,来",
		`K4,330482,"平湖,工行",2022-03-01 09:00:00,2022-03-01 09:00:00,银行,2022-03-01 12:00:00,线上,1`,
		row("K5", march, 1),
	) + `K7,330482,"平湖工行,2022-03-01` + "\n" + row("K8", march, 1) + "\n"
	l := d.take("s_all_2022-09-01_080000.csv", text)
	if l.Read != l.Accepted+l.Rejected {
		t.Errorf("read %d, accepted %d, rejected %d", l.Read, l.Accepted, l.Rejected)
	}
	got := d.rejects(l.ID)
	t.Logf("read %d: %s", l.Read, strings.Join(got, "\n"))
	reasons := map[string]string{"3": "ragged", "4": "ragged", "5": "unknown_mortgagee", "7": "unclosed_quote"}
	for _, r := range got {
		line, _, _ := strings.Cut(r, " | ")
		if want := reasons[line]; want != "" && !strings.Contains(r, want) {
			t.Errorf("reject %q, want %s", r, want)
		}
		delete(reasons, line)
	}
	if len(reasons) > 0 {
		t.Errorf("no rejects in lines %v", reasons)
	}
	d.wantSeen("s_all K1 2022-03 1", "s_all K5 2022-03 1", "s_all K8 2022-03 1")
}

// A file of nothing but errors is held, with every row kept, in bounded time and memory.
func TestAHundredThousandErrorsAreKeptAndHeld(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const rows = 100_000
	d := settle(t, func(p *place) { p.Sources["s_all"] = sourceYAML("s_all", "snapshot", "all", 10, 5) })
	d.take("s_all_2022-09-01_080000.csv", snapshot(row("K0", march, 1)))
	var b bytes.Buffer
	b.WriteString(snapshotHeader)
	for i := range rows {
		switch i % 4 {
		case 0:
			fmt.Fprintf(&b, "K%d,33048,平湖工行,2022-02-30 10:00:00,2022-03-01 09:00:00,甲方,2022-03-01 12:00:00,传真,一次\n", i)
		case 1:
			fmt.Fprintf(&b, "K%d,太短\n", i)
		case 2:
			fmt.Fprintf(&b, "%s\n", row("K1", march, i%90))
		default:
			fmt.Fprintf(&b, "%s\n", strings.Replace(row(fmt.Sprint("K", i), march, 1), "平湖工行", "无此银行", 1))
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	l := d.take("s_all_2022-09-02_080000.csv", b.String())
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	d.wantState(l, assess.LoadHeld, rows, 0, rows)
	t.Logf("%d rejects in %v, %d MiB allocated", l.Rejected, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
	if took > 60*time.Second || (after.TotalAlloc-before.TotalAlloc)>>20 > 512 {
		t.Errorf("took %v and %d MiB", took, (after.TotalAlloc-before.TotalAlloc)>>20)
	}
	kept := d.ask(fmt.Sprintf("SELECT count(), uniqExact(line), countIf(empty(reasons)), countIf(empty(content)) FROM reject WHERE load = %d AND attempt = %d", l.ID, l.Attempt))
	if got := strings.Join(kept[0], " "); got != fmt.Sprintf("%d %d 0 0", rows, rows) {
		t.Errorf("rejects, lines, without a reason, without content = %s, want all %d with both", got, rows)
	}
	d.wantSeen("s_all K0 2022-03 1")
}
