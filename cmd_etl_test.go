package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yingshang/sql/catalog"
	"yingshang/sql/control"
	"yingshang/sql/engine/enginetest"
	"yingshang/sql/store"
)

// desk is a data folder on the tests' engine, and somebody who types commands.
type desk struct {
	t   *testing.T
	dir string
	db  *store.Store
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	address := enginetest.Start(t)
	where, err := url.Parse(address.URL)
	if err != nil {
		t.Fatal(err)
	}
	where.User = url.UserPassword(address.User, address.Password)
	database := fmt.Sprintf("test_%d", rand.Uint32())
	t.Setenv("YINGSHANG_CLICKHOUSE", where.String())
	t.Setenv("YINGSHANG_DATABASE", database)
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	db, err := store.Open(ctx, address, database, cat)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Drop(ctx); _ = db.Close() })
	return &desk{t, t.TempDir(), db}
}

// types runs `yingshang etl …` and demands its exit code and that what it prints holds some words.
func (d *desk) types(code int, command string, words ...string) string {
	d.t.Helper()
	return d.command(code, append(append([]string{"etl"}, strings.Fields(command)...), "--data", d.dir), words...)
}

// receives puts a file into a source's folder.
func (d *desk) receives(source, name, text string) string {
	d.t.Helper()
	file := filepath.Join(d.dir, "inbox", source, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
	return file
}

const aliasHeader = "名称,现用名称,统一社会信用代码,机构类别,启用日期,停用日期,确认单位\n"

func TestEtlCommands(t *testing.T) {
	d := newDesk(t)
	d.types(1, "status", "control.db")
	d.types(0, "list", "release_bank", "清贷解抵(银行)", "市不动产登记服务中心", "增量", "0 18 * * 1-5")
	d.types(0, "list --lang en", "Mortgage releases by banks", "snapshot by month")
	d.types(2, "run release_bnak", `did you mean "release_bank"?`)
	d.types(2, "frobnicate")

	good := aliasHeader + "甲银行,甲银行,91330482MA0000001A,银行,2015-01-01,,登记中心\n"
	file := d.receives("mortgagee_alias", "抵押权人名称对照_2022-09-01.csv", good)
	d.types(0, "check "+file+" --source mortgagee_alias", "读入 1 行 = 采用 1 行 + 退回 0 行", "会生效")
	d.leftNoTrace()
	d.types(0, "run mortgagee_alias", "生效 1 批", "已发布")
	d.types(0, "check "+file+" --source mortgagee_alias --lang en", "it would change nothing")
	d.types(0, "run", "新到文件 0 个", "没有变化")

	bad := aliasHeader + "甲银行,甲银行,91330482MA0000001A,银行,2015-01-01,,登记中心\n,乙银行,123,银行,2022-02-30,,\n"
	file = d.receives("mortgagee_alias", "抵押权人名称对照_2022-09-15.csv", bad)
	d.types(3, "check "+file+" --source mortgagee_alias", "采用 1 行 + 退回 1 行", "第 3 行", "名称为空", "18位有效字符", "起始日期缺失", "会挂起", "上限 5%")
	d.types(3, "run mortgagee_alias", "挂起 1 批", "yingshang etl status")
	out := d.types(0, "status", "挂起", "上限 5%", "yingshang etl approve")
	id := regexp.MustCompile(`etl approve (\d+)`).FindStringSubmatch(out)[1]
	d.types(0, "approve "+id, "已批准", "生效 1 批")
	d.types(1, "approve "+id, "已生效")
	d.types(1, "reject "+id+" --lang en", "is applied")
	d.types(3, "replay "+id, "按原文件重装", "挂起 1 批") // it was approved, its replay was not
	out = d.types(0, "status --lang en", "held", "yingshang etl reject")
	again := regexp.MustCompile(`etl reject (\d+)`).FindStringSubmatch(out)[1]
	d.types(0, "reject "+again, "已退回")
	d.types(2, "replay 999", "there is no load 999")
	d.types(2, "hold 999", "there is no load 999")

	page := d.receives("mortgagee_alias", "抵押权人名称对照_2022-09-20.csv", "<html>请登录</html>")
	d.types(1, "check "+page+" --source mortgagee_alias", "抵押权人名称对照_2022-09-20.csv")
	d.types(0, "run mortgagee_alias")
	d.types(0, "status", "没有接收 抵押权人名称对照_2022-09-20.csv")
	other := filepath.Join(t.TempDir(), "名单_2022-09-21.csv")
	if err := os.WriteFile(other, []byte(good), 0o644); err != nil {
		t.Fatal(err)
	}
	d.types(1, "check "+other+" --source mortgagee_alias", "不符合")
}

// leftNoTrace demands that nothing was written into the ledger and that no stage, no fact and no reject stands.
func (d *desk) leftNoTrace() {
	d.t.Helper()
	ctx := d.t.Context()
	db, err := control.Open(ctx, filepath.Join(d.dir, "control.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	loads, err := db.Loads(ctx, "", 10)
	if err != nil || len(loads) != 0 {
		d.t.Errorf("the ledger holds %v, %v", loads, err)
	}
	problems, err := db.Problems(ctx, 10)
	if err != nil || len(problems) != 0 {
		d.t.Errorf("the ledger holds files: %v, %v", problems, err)
	}
	if n, err := d.db.SweepStages(ctx); err != nil || n != 0 {
		d.t.Errorf("%d stages were left, %v", n, err)
	}
	if digests, err := d.db.Expected(ctx); err != nil || len(digests) != 0 {
		d.t.Errorf("facts were reconciled: %v, %v", digests, err)
	}
	if entries, err := os.ReadDir(filepath.Join(d.dir, "landing")); err == nil && len(entries) > 0 {
		d.t.Errorf("landed: %v", entries)
	}
}

// A Chinese character takes two columns of a terminal.
func TestTableIsAligned(t *testing.T) {
	var out strings.Builder
	table(&out, []string{"名称", ">数", "注"}, [][]string{{"甲", "7", "x"}, {"abc(全)", "100", ""}})
	want := "名称      数  注\n甲         7  x\nabc(全)  100\n"
	if got := out.String(); got != want {
		t.Errorf("table:\n%s\nwant:\n%s", got, want)
	}
}
