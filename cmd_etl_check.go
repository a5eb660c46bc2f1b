package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/etl/load"
)

// etlCheckCmd is `yingshang etl check`.
type etlCheckCmd struct {
	home
	speech
	File   string `arg:"" type:"existingfile" help:"File, named as it would be handed in."`
	Source string `required:"" placeholder:"S" help:"Source that it is meant for, as etl list names it."`
	All    bool   `help:"List every rejected line; otherwise the first 50."`
}

// Run prints what is wrong with the file and what would become of it. The exit code is that of the real thing: 0 it would
// be applied, 1 it would be refused, 3 it would be held.
func (c *etlCheckCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		ids, err := sourceIDs(h.sources, []string{c.Source})
		if err != nil {
			return &exitError{2, err}
		}
		info, err := os.Stat(c.File)
		if err != nil {
			return err
		}
		src, limit := h.sources[ids[0]], 50
		if c.All {
			limit = 0
		}
		v, err := h.planner.Loader.Check(ctx, src, load.Received{
			Name: filepath.Base(c.File), Size: info.Size(), Modified: info.ModTime(),
			Open: func() (io.ReadSeekCloser, error) { return os.Open(c.File) },
		}, limit)
		if err != nil {
			return err
		}
		c.tell(k.Stdout, v)
		switch {
		case v.Problem != (assess.Text{}):
			return &exitError{1, errors.New(v.Problem.In(c.Lang))}
		case v.Unasked:
			return &exitError{1, fmt.Errorf(c.say("文件名不符合 %s 的约定 %s,放进收件夹也不会被接收", "the name is none of %s, which takes %s: nobody would take the file in"), src.ID, src.Files)}
		case v.State == assess.LoadHeld:
			return &exitError{code: heldForAPerson}
		}
		return nil
	})
}

func (c *etlCheckCmd) tell(w io.Writer, v load.Verdict) {
	if v.Problem != (assess.Text{}) {
		return
	}
	form := c.say("编码 ", "encoding ") + v.Encoding
	if v.Sheet != "" {
		form = fmt.Sprintf(c.say("工作簿,读工作表「%s」", "workbook, read is sheet %q"), v.Sheet)
	}
	fmt.Fprintf(w, c.say("%s,数据日期 %s,范围 %s\n读入 %d 行 = 采用 %d 行 + 退回 %d 行;采用的行里有 %d 行已有更新的版本\n",
		"%s, as of %s, scope %s\n%d rows read = %d accepted + %d rejected; of the accepted, %d are older than what is known\n"),
		form, day(v.AsOf), v.Scope, v.Read, v.Accepted, v.Rejected, v.Stale)
	if len(v.Reasons) > 0 {
		fmt.Fprintln(w)
		rows := make([][]string, len(v.Reasons))
		for i, r := range v.Reasons {
			rows[i] = []string{number(r.Rows), r.Text.In(c.Lang)}
		}
		table(w, []string{">" + c.say("行数", "rows"), c.say("退回原因", "why they were rejected")}, rows)
		fmt.Fprintln(w)
	}
	for _, r := range v.Rejects {
		fmt.Fprintf(w, c.say("第 %d 行 %s\n", "line %d %s\n"), r.Line, r.Key)
		for _, reason := range r.Reasons {
			fmt.Fprintf(w, "    · %s\n", reason.Text.In(c.Lang))
		}
		fmt.Fprintf(w, "    %s\n", strings.Join(r.Content, ","))
	}
	if n := v.Rejected - int64(len(v.Rejects)); n > 0 {
		fmt.Fprintf(w, c.say("……还有 %d 行,加 --all 全部列出\n", "… and %d more: --all lists them\n"), n)
	}
	fmt.Fprintln(w, "\n"+c.fate(v))
}

// fate says what would become of the file.
func (c *etlCheckCmd) fate(v load.Verdict) string {
	switch v.State {
	case assess.LoadUnchanged:
		return c.say("如果报送:与最近一次生效的内容完全相同,无需再装。", "Handed in, it would change nothing: the same was applied last.")
	case assess.LoadSuperseded:
		return c.say("如果报送:同一范围已有更新的数据生效,不会应用。", "Handed in, it would not be applied: newer data of the same scope is in.")
	case assess.LoadHeld:
		return c.say("如果报送:会挂起。", "Handed in, it would be held. ") + v.Note.In(c.Lang)
	}
	return c.say("如果报送:会生效。", "Handed in, it would be applied.")
}
