package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/etl/edition"
	"yingshang/sql/engine"
)

// editionCmd is `yingshang edition`: frozen years.
type editionCmd struct {
	Freeze   editionFreezeCmd   `cmd:"" help:"Freeze a year as it is published: its facts, rules and figures, into a folder of its own, computed again from there before it is kept."`
	Publish  editionPublishCmd  `cmd:"" help:"Let readers see an edition instead of what is computed day by day; locks the files it rests on."`
	Rollback editionRollbackCmd `cmd:"" help:"Take back the newest publication of a year: what was shown before is shown again."`
	Verify   editionVerifyCmd   `cmd:"" help:"Compute an edition again from its folder alone, in an engine of its own, and compare every digit."`
	Diff     editionDiffCmd     `cmd:"" help:"What today's facts and rules would change of an edition, and why."`
	List     editionListCmd     `cmd:"" help:"Every edition, and what was published and taken back, by whom and why."`
}

// editionOrder is what a person says of a deed that stays in the record.
type editionOrder struct {
	home
	speech
	Reason string `required:"" placeholder:"WORDS" help:"Why; it stays in the record."`
}

func (o editionOrder) order() edition.Order { return edition.Order{By: operator(), Reason: o.Reason} }

// editionFreezeCmd is `yingshang edition freeze`.
type editionFreezeCmd struct {
	editionOrder
	Year int `required:"" placeholder:"Y" help:"The year."`
}

// Run freezes a year.
func (c *editionFreezeCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		e, verdict, err := h.archive().Freeze(ctx, c.Year, c.order())
		if verdict != nil && len(verdict.Faults) > 0 {
			tellFaults(k, verdict)
		}
		if err != nil {
			return aboutEdition(err)
		}
		fmt.Fprintf(k.Stdout, c.say("已冻结版次 %s:%s\n清单 SHA-256 %s\n", "edition %s is frozen: %s\nmanifest SHA-256 %s\n"), e.ID, h.archive().Folder(e.ID), e.Manifest)
		c.tellVerdict(k, verdict)
		if verdict.Same != "" {
			fmt.Fprintf(k.Stdout, c.say("数据、规则、结果与版次 %s 一字不差\n", "facts, rules and figures are those of edition %s\n"), verdict.Same)
		}
		fmt.Fprintf(k.Stdout, c.say("尚未发布;发布:yingshang edition publish %s --reason …\n", "it is not published yet: yingshang edition publish %s --reason …\n"), e.ID)
		return nil
	})
}

// editionPublishCmd is `yingshang edition publish`.
type editionPublishCmd struct {
	editionOrder
	Edition string `arg:"" placeholder:"EDITION" help:"As edition list names it: 2021-1."`
}

// Run publishes an edition.
func (c *editionPublishCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	id, err := assess.ParseEditionID(c.Edition)
	if err != nil {
		return &exitError{2, err}
	}
	return c.within(ctx, log, func(h *house) error {
		if err := h.archive().Publish(ctx, id, c.order()); err != nil {
			return aboutEdition(err)
		}
		fmt.Fprintf(k.Stdout, c.say("版次 %s 已发布,%d 年的页面从此显示它\n", "edition %s is published: pages of %d show it from now on\n"), id, id.Year())
		fmt.Fprintf(k.Stdout, c.say("它所依据的方案、SQL、工作日和地区已锁定,yingshang check 会核对;撤回:yingshang edition rollback %d --reason …\n",
			"what it rests on (scheme, SQL, working days, regions) is locked: yingshang check compares; to take it back: yingshang edition rollback %d --reason …\n"), id.Year())
		return nil
	})
}

// editionRollbackCmd is `yingshang edition rollback`.
type editionRollbackCmd struct {
	editionOrder
	Year string `arg:"" placeholder:"YEAR" help:"The year: 2021. Its newest publication is taken back."`
}

// Run takes the newest publication of a year back.
func (c *editionRollbackCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	year, err := strconv.Atoi(c.Year)
	if id, wrong := assess.ParseEditionID(c.Year); wrong == nil {
		return &exitError{2, fmt.Errorf("%s is an edition, want its year: yingshang edition rollback %d takes the newest publication of %d back, whichever edition that is", id, id.Year(), id.Year())}
	}
	if err != nil {
		return &exitError{2, fmt.Errorf("%q: want a year like 2021", c.Year)}
	}
	return c.within(ctx, log, func(h *house) error {
		shown, err := h.archive().Rollback(ctx, year, c.order())
		if err != nil {
			return aboutEdition(err)
		}
		now := c.say("日常计算的结果", "what is computed day by day")
		if shown != "" {
			now = fmt.Sprintf(c.say("版次 %s", "edition %s"), shown)
		}
		fmt.Fprintf(k.Stdout, c.say("已撤回;%d 年的页面从此显示%s\n", "taken back: pages of %d show %s from now on\n"), year, now)
		return nil
	})
}

// editionVerifyCmd is `yingshang edition verify`.
type editionVerifyCmd struct {
	speech
	Data       string `default:"./data" env:"YINGSHANG_DATA" type:"path" help:"Data folder, where an edition is named."`
	ClickHouse string `env:"YINGSHANG_CLICKHOUSE" placeholder:"URL" help:"A ClickHouse server for the scratch database instead of an engine of its own."`
	Edition    string `arg:"" placeholder:"EDITION|FOLDER" help:"An edition of the data folder (2021-1), or any folder that holds one."`
}

// Run computes an edition again; it reads its folder and nothing else.
func (c *editionVerifyCmd) Run(ctx context.Context, k *kong.Context) (err error) {
	dir := c.Edition
	var own assess.EditionID // of the data folder
	if id, err := assess.ParseEditionID(c.Edition); err == nil {
		if kept := filepath.Join(c.Data, editionsFolder, string(id)); exists(kept) || !exists(dir) {
			dir, own = kept, id
		}
	}
	m, err := edition.ReadManifest(dir)
	if err != nil {
		return aboutEdition(err)
	}
	if own != "" && m.Edition != own {
		return &exitError{1, fmt.Errorf("%s holds edition %s, and not %s: was a folder copied or renamed?", dir, m.Edition, own)}
	}
	address, stop, err := scratchEngine(ctx, c.ClickHouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	verdict, err := edition.Verify(ctx, dir, address)
	if err != nil {
		return err
	}
	if len(verdict.Faults) > 0 {
		tellFaults(k, verdict)
		return &exitError{1, fmt.Errorf(c.say("版次 %s 与冻结时不符:%d 处", "edition %s is not what was frozen: %d faults"), verdict.Edition, len(verdict.Faults))}
	}
	fmt.Fprintf(k.Stdout, c.say("版次 %s 属实\n清单 SHA-256 %s(与 yingshang edition list 或 /editions 所列相同,才是当时冻结的那一份)\n",
		"edition %s holds\nmanifest SHA-256 %s (it is the one that was frozen where yingshang edition list or /editions shows the same)\n"), verdict.Edition, verdict.Manifest)
	c.tellVerdict(k, verdict)
	return nil
}

// scratchEngine is an engine in a folder of its own that goes with it, or the server that was named.
func scratchEngine(ctx context.Context, server string) (address engine.Address, stop func() error, err error) {
	if server != "" {
		address, err = engine.ParseServer(server)
		return address, func() error { return nil }, err
	}
	dir, err := os.MkdirTemp("", "yingshang-engine")
	if err != nil {
		return address, nil, err
	}
	e, err := engine.Start(ctx, engine.Config{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return address, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return e.Address(), func() error { return errors.Join(e.Stop(), os.RemoveAll(dir)) }, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// tellVerdict says what was compared.
func (s speech) tellVerdict(k *kong.Context, v *edition.Verdict) {
	fmt.Fprintf(k.Stdout, s.say("核对 %d 个文件的哈希;由 %d 行原始记录重算,%d 个指标值、%d 个得分节点逐位一致;用时 %s\n",
		"%d files by their hashes; computed again from %d rows: %d values and %d scored nodes agree in every digit; took %s\n"),
		v.Files, v.Facts, v.Values, v.Scores, v.Took.Round(10*time.Millisecond))
}

func tellFaults(k *kong.Context, v *edition.Verdict) {
	for _, f := range v.Faults {
		fmt.Fprintln(k.Stdout, f)
	}
}

// editionListCmd is `yingshang edition list`.
type editionListCmd struct {
	home
	speech
}

// Run lists the editions and what became of them.
func (c *editionListCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		all, err := h.store.Editions(ctx)
		if err != nil {
			return err
		}
		events, err := h.store.EditionEvents(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(k.Stdout, c.say("还没有版次;冻结一年:yingshang edition freeze --year Y --reason …", "no editions yet; to freeze a year: yingshang edition freeze --year Y --reason …"))
			return nil
		}
		w := tabwriter.NewWriter(k.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, c.say("版次\t数据日期\t冻结时间\t方案\t状态\t清单\t冻结人\t理由", "edition\tas of\tfrozen at\tscheme\tstate\tmanifest\tby\treason"))
		for _, e := range all {
			state := c.say("已冻结", "frozen")
			if e.Shown {
				state = c.say("已发布", "published")
			}
			if !exists(h.archive().Folder(e.ID)) {
				state += c.say(",文件夹缺失", ", folder missing")
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%.12s\t%s\t%s\n", e.ID, e.AsOf.Format(time.DateOnly), e.FrozenAt.In(assess.Zone).Format("2006-01-02 15:04"), e.Scheme, state, e.Manifest, e.By, e.Reason)
		}
		if len(events) > 0 {
			fmt.Fprintln(w)
			fmt.Fprintln(w, c.say("时间\t年度\t事项\t版次\t此后显示\t操作人\t理由", "at\tyear\tdeed\tedition\tshown then\tby\treason"))
		}
		for _, e := range events {
			deed, shown := c.say("发布", "publish"), string(e.Shown)
			if e.Deed == assess.EditionRolledBack {
				deed = c.say("撤回", "roll back")
			}
			if shown == "" {
				shown = c.say("日常计算", "live")
			}
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", e.At.In(assess.Zone).Format("2006-01-02 15:04"), e.Year, deed, e.ID, shown, e.By, e.Reason)
		}
		return w.Flush()
	})
}

// aboutEdition makes wrong use of what a person asked for wrongly.
func aboutEdition(err error) error {
	if errors.Is(err, assess.ErrInvalid) || errors.Is(err, assess.ErrNotFound) {
		return &exitError{2, err}
	}
	return err
}

// editionsFolder is where a data folder keeps its editions.
const editionsFolder = "editions"

// archive keeps the editions of the data folder.
func (h *house) archive() *edition.Archive {
	return &edition.Archive{
		Dir: filepath.Join(h.dir, editionsFolder), Store: h.store, Control: h.control, Computer: h.planner.Computer, Address: h.at, Program: programVersion(), Now: time.Now,
		Mark: h.mark,
	}
}

// mark is what invented data is marked with, empty where there is none.
func (h *house) mark(ctx context.Context) string {
	kept, err := h.control.Setting(ctx, settingDemo)
	if err != nil {
		return ""
	}
	return kept
}
