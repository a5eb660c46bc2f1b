package job_test

import (
	"fmt"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// sourceYAML describes a feed of releases with limits of its own.
func sourceYAML(id, mode, scope string, rejected, vanished int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "source: %s\ntitle: {zh: 试验来源, en: Source of a test}\ndataset: mortgage_release\nsupplier: BDC\nkind: file\n", id)
	fmt.Fprintf(&b, "files: [%s_*.csv, %[1]s_*.xlsx]\nencoding: utf-8\ndelimiter: \",\"\nmode: %[2]s\nscope: %[3]s\n", id, mode, scope)
	fmt.Fprintf(&b, "as_of: {from: filename, pattern: '_(\\d{4}-\\d{2}-\\d{2}_\\d{6})'}\n")
	switch scope {
	case "month":
		fmt.Fprintf(&b, "month: {from: filename, pattern: '_M(\\d{4}-\\d{2})_'}\n")
	case "region":
		fmt.Fprintf(&b, "region: {from: filename, pattern: '_R(\\d{6})_'}\n")
	}
	b.WriteString("columns:\n  业务号: release_no\n  区划: region_code\n  抵押权人: mortgagee_name\n  结清时间: payoff_at\n  发起时间: init_at\n" +
		"  发起方: initiator\n  登簿时间: register_at\n  渠道: channel\n  跑动次数: actual_trips\n")
	if mode == "increment" {
		b.WriteString("  操作: operation\n  变更时间: changed_at\n")
	}
	fmt.Fprintf(&b, "limits: {rejected_pct: %d, vanished_pct: %d, max_mb: 200}\n", rejected, vanished)
	return b.String()
}

const (
	snapshotHeader  = "业务号,区划,抵押权人,结清时间,发起时间,发起方,登簿时间,渠道,跑动次数\n"
	incrementHeader = "业务号,区划,抵押权人,结清时间,发起时间,发起方,登簿时间,渠道,跑动次数,操作,变更时间\n"
)

// row writes a release that was registered at a moment, paid off ten hours before, begun online by the bank.
func row(no, registered string, trips int) string { return areaRow(no, "330482", registered, trips) }

func areaRow(no, region, registered string, trips int) string {
	at, err := time.ParseInLocation(time.DateTime, registered, assess.Zone)
	if err != nil {
		panic(err)
	}
	paid := at.Add(-10 * time.Hour).Format(time.DateTime)
	return fmt.Sprintf("%s,%s,平湖工行,%s,%s,银行,%s,线上,%d", no, region, paid, paid, registered, trips)
}

// change writes a row of an increment.
func change(no, registered string, trips int, operation, changed string) string {
	return row(no, registered, trips) + "," + operation + "," + changed
}

func snapshot(rows ...string) string  { return snapshotHeader + strings.Join(rows, "\n") + "\n" }
func increment(rows ...string) string { return incrementHeader + strings.Join(rows, "\n") + "\n" }
