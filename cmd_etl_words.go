package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/text/width"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
	"yingshang/etl/source"
)

// state names the state of a load.
func (s speech) state(state assess.LoadState) string {
	zh := map[assess.LoadState]string{
		assess.LoadLanded: "已接收", assess.LoadStaged: "校验中", assess.LoadHeld: "挂起", assess.LoadApplying: "装载中", assess.LoadApplied: "已生效",
		assess.LoadSuperseded: "已过时", assess.LoadUnchanged: "内容未变", assess.LoadRejected: "已退回", assess.LoadFailed: "失败",
	}
	return orAsIs(s.say(zh[state], string(state)), string(state))
}

// outcome names the end of a computation.
func (s speech) outcome(o compute.Outcome) string {
	zh := map[compute.Outcome]string{compute.NothingNew: "没有变化", compute.Published: "已发布", compute.Guarded: "数据与对账不符,未发布", "": "未完成"}
	en := map[compute.Outcome]string{compute.NothingNew: "nothing new", compute.Published: "published", compute.Guarded: "facts differ from what was reconciled, nothing published", "": "not done"}
	return orAsIs(s.say(zh[o], en[o]), string(o))
}

// mode names how a source's files are read.
func (s speech) mode(src *source.Source) string {
	zh := map[string]string{
		"snapshot": "全量", "increment": "增量", "all": "", "month": "按月", "region": "按地区",
	}
	if s.Lang == "zh" {
		return zh[string(src.Scope)] + zh[string(src.Mode)]
	}
	if src.Scope == source.ScopeAll {
		return string(src.Mode)
	}
	return fmt.Sprintf("%s by %s", src.Mode, src.Scope)
}

func orAsIs(words, otherwise string) string {
	if words == "" {
		return otherwise
	}
	return words
}

// day and minute write a time as people read it, a missing one as a dash.
func day(t time.Time) string    { return written(t, time.DateOnly) }
func minute(t time.Time) string { return written(t, "2006-01-02 15:04") }

func written(t time.Time, form string) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(assess.Zone).Format(form)
}

// table prints rows under a header, aligned for a terminal, where a Chinese character takes two columns. A header that
// begins with ">" stands to the right.
func table(w io.Writer, header []string, rows [][]string) {
	widths := make([]int, len(header))
	right := make([]bool, len(header))
	names := make([]string, len(header))
	for i, h := range header {
		names[i], right[i] = strings.TrimPrefix(h, ">"), strings.HasPrefix(h, ">")
	}
	all := append([][]string{names}, rows...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			blank := strings.Repeat(" ", widths[i]-columns(cell))
			if i > 0 {
				line.WriteString("  ")
			}
			if right[i] {
				line.WriteString(blank + cell)
			} else {
				line.WriteString(cell + blank)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// columns is how many columns of a terminal a text takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
