package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/etl/job"
	"yingshang/etl/source"
	"yingshang/sql/control"
)

// etlListCmd is `yingshang etl list`. It needs no database.
type etlListCmd struct {
	home
	speech
}

// Run prints the sources.
func (c *etlListCmd) Run(k *kong.Context) error {
	d, err := readDefinitions(filepath.Join(c.Data, "conf"))
	if err != nil {
		return err
	}
	var rows [][]string
	for _, id := range names(d.sources) {
		s := d.sources[assess.SourceID(id)]
		schedule, next := s.Schedule, minute(job.NextDue(s.Schedule, time.Now()))
		switch {
		case s.Kind == source.KindLedger:
			schedule = c.say("每轮装载后自记", "by itself, after every pass")
		case schedule == "":
			schedule = c.say("手工", "by hand")
		}
		rows = append(rows, []string{
			string(s.ID), s.Title.In(c.Lang), string(s.Dataset), d.departments[s.Supplier].Name.In(c.Lang), c.mode(s), schedule, next, s.Files.String(),
		})
	}
	if c.Lang == "zh" {
		table(k.Stdout, []string{"数据源", "名称", "数据集", "报送单位", "方式", "时间表", "下次", "文件"}, rows)
	} else {
		table(k.Stdout, []string{"source", "title", "dataset", "supplier", "mode", "schedule", "next", "files"}, rows)
	}
	return nil
}

// etlStatusCmd is `yingshang etl status`.
type etlStatusCmd struct {
	home
	speech
	Last int `short:"n" default:"3" help:"Loads to show of every source."`
}

// Run prints where the sources stand, and what waits for a person.
func (c *etlStatusCmd) Run(ctx context.Context, k *kong.Context) error {
	d, err := readDefinitions(filepath.Join(c.Data, "conf"))
	if err != nil {
		return err
	}
	return c.ledger(ctx, func(db *control.DB) error { return c.tell(ctx, k, d, db) })
}

func (c *etlStatusCmd) tell(ctx context.Context, k *kong.Context, d definitions, db *control.DB) error {
	runs, err := db.LastSourceRuns(ctx)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, id := range names(d.sources) {
		loads, err := db.Loads(ctx, assess.SourceID(id), c.Last)
		if err != nil {
			return err
		}
		ran := c.lastRun(runs[assess.SourceID(id)])
		if d.sources[assess.SourceID(id)].Kind == source.KindLedger {
			ran = c.say("随各轮装载", "with every pass")
		}
		if len(loads) == 0 {
			rows = append(rows, []string{id, "", c.say("没有文件", "no file yet"), "", "", "", "", "", "", ran})
		}
		for i, l := range loads {
			row := []string{id, number(int64(l.ID)), c.state(l.State), l.File, day(l.AsOf), number(l.Read), number(l.Accepted), number(l.Rejected), number(l.Stale), ""}
			if i == 0 {
				row[9] = ran
			} else {
				row[0] = ""
			}
			rows = append(rows, row)
		}
	}
	if c.Lang == "zh" {
		table(k.Stdout, []string{"数据源", ">批次", "状态", "文件", "数据日期", ">读入", ">采用", ">退回", ">过时", "最近运行"}, rows)
	} else {
		table(k.Stdout, []string{"source", ">load", "state", "file", "as of", ">read", ">accepted", ">rejected", ">stale", "last run"}, rows)
	}
	return c.waiting(ctx, k, db)
}

// waiting prints what waits for a person, with the command to type next.
func (c *etlStatusCmd) waiting(ctx context.Context, k *kong.Context, db *control.DB) error {
	const all = 1 << 30
	loads, err := db.Loads(ctx, "", all)
	if err != nil {
		return err
	}
	slices.SortFunc(loads, func(a, b control.Load) int { return cmp.Compare(a.ID, b.ID) })
	for _, l := range loads {
		if l.State != assess.LoadHeld && l.State != assess.LoadFailed {
			continue
		}
		fmt.Fprintf(k.Stdout, c.say("\n第 %d 批 %s(%s)%s:%s\n", "\nload %d %s (%s) is %s: %s\n"), l.ID, l.File, l.Source, c.state(l.State), l.Note.In(c.Lang))
		if l.State == assess.LoadHeld {
			fmt.Fprintf(k.Stdout, c.say("  批准:yingshang etl approve %[1]d    退回:yingshang etl reject %[1]d\n", "  yingshang etl approve %[1]d    or    yingshang etl reject %[1]d\n"), l.ID)
		} else {
			fmt.Fprintf(k.Stdout, c.say("  改好后重装:yingshang etl replay %d\n", "  once it is mended: yingshang etl replay %d\n"), l.ID)
		}
	}
	files, err := db.Problems(ctx, all)
	if err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintf(k.Stdout, c.say("\n没有接收 %s(%s):%s\n", "\nnot taken, %s (%s): %s\n"), f.Name, f.Source, f.Problem.In(c.Lang))
	}
	return nil
}

// lastRun says when a source ran and how that ended.
func (s speech) lastRun(r control.SourceRun) string {
	zh := map[string]string{"requested": "已申请", "running": "进行中", "done": "完成", "failed": "失败", "interrupted": "中断"}
	if r.Started.IsZero() {
		return s.say("从未", "never")
	}
	return minute(r.Started) + " " + s.say(zh[r.State], r.State)
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
