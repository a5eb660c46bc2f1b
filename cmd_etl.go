package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/etl/job"
	"yingshang/sql/control"
)

// exitError ends the program with an exit code of its own: 2 wrong use, 3 held for a person. Without err nothing more is
// said.
type exitError struct {
	code int
	err  error
}

// Error says what was wrong.
func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Unwrap gives what was wrong.
func (e *exitError) Unwrap() error { return e.err }

// heldForAPerson is the exit code of work that waits for somebody to look at it.
const heldForAPerson = 3

// etlCmd is `yingshang etl`: sources, files and loads.
type etlCmd struct {
	List    etlListCmd    `cmd:"" help:"Sources with their dataset, supplier, mode and schedule."`
	Status  etlStatusCmd  `cmd:"" help:"The last loads of every source, what is held and why, files that were refused."`
	Run     etlRunCmd     `cmd:"" help:"Run sources now, whatever their schedule says; all when none is named."`
	Check   etlCheckCmd   `cmd:"" help:"Judge a file and load nothing: what would be rejected, and what would become of it."`
	Replay  etlReplayCmd  `cmd:"" help:"Load the kept bytes of a load again, after a rule or a list was mended."`
	Hold    etlHoldCmd    `cmd:"" help:"Stop a load that has not begun to be applied, until it is approved or rejected."`
	Approve etlApproveCmd `cmd:"" help:"Let a held load pass its limits."`
	Reject  etlRejectCmd  `cmd:"" help:"Refuse a held load for good."`
}

// speech is the language of what a command prints.
type speech struct {
	Lang string `default:"zh" enum:"zh,en" help:"Language of names and reasons: zh or en."`
}

// say picks the words of the language.
func (s speech) say(zh, en string) string { return assess.Text{ZH: zh, EN: en}.In(s.Lang) }

// etlRunCmd is `yingshang etl run`.
type etlRunCmd struct {
	home
	speech
	Sources []string `arg:"" optional:"" name:"source" help:"Sources, as etl list names them."`
}

// Run takes in what lies in the folders of the sources, loads it and computes.
func (c *etlRunCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		ids, err := sourceIDs(h.sources, c.Sources)
		if err != nil {
			return &exitError{2, err}
		}
		sum, err := h.planner.RunByHand(ctx, ids...)
		return tellSummary(k, c.speech, sum, err)
	})
}

// etlReplayCmd is `yingshang etl replay`.
type etlReplayCmd struct {
	home
	speech
	Load uint64 `arg:"" help:"Number of the load."`
}

// Run makes a new load of an old one's bytes and takes it to its end.
func (c *etlReplayCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		id, err := h.planner.Loader.Replay(ctx, c.Load)
		if err != nil {
			return aboutLoad(c.Load, err)
		}
		fmt.Fprintf(k.Stdout, c.say("第 %d 批按原文件重装为第 %d 批\n", "load %d is loaded again as load %d\n"), c.Load, id)
		sum, err := h.planner.Settle(ctx)
		return tellSummary(k, c.speech, sum, err)
	})
}

// etlApproveCmd is `yingshang etl approve`.
type etlApproveCmd struct {
	home
	speech
	Load uint64 `arg:"" help:"Number of the load."`
}

// Run lets a held load pass and takes it to its end.
func (c *etlApproveCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	return c.within(ctx, log, func(h *house) error {
		if err := h.control.Approve(ctx, c.Load); err != nil {
			return c.refused(ctx, h.control, c.Load, err)
		}
		fmt.Fprintf(k.Stdout, c.say("第 %d 批已批准\n", "load %d is approved\n"), c.Load)
		sum, err := h.planner.Settle(ctx)
		return tellSummary(k, c.speech, sum, err)
	})
}

// etlHoldCmd is `yingshang etl hold`.
type etlHoldCmd struct {
	home
	speech
	Load uint64 `arg:"" help:"Number of the load."`
}

// Run holds a load.
func (c *etlHoldCmd) Run(ctx context.Context, k *kong.Context) error {
	return c.ledger(ctx, func(db *control.DB) error {
		if err := db.Hold(ctx, c.Load); err != nil {
			return c.refused(ctx, db, c.Load, err)
		}
		fmt.Fprintf(k.Stdout, c.say("第 %d 批已挂起\n", "load %d is held\n"), c.Load)
		return nil
	})
}

// etlRejectCmd is `yingshang etl reject`.
type etlRejectCmd struct {
	home
	speech
	Load uint64 `arg:"" help:"Number of the load."`
}

// Run refuses a held load.
func (c *etlRejectCmd) Run(ctx context.Context, k *kong.Context) error {
	return c.ledger(ctx, func(db *control.DB) error {
		if err := db.Reject(ctx, c.Load, time.Now()); err != nil {
			return c.refused(ctx, db, c.Load, err)
		}
		fmt.Fprintf(k.Stdout, c.say("第 %d 批已退回\n", "load %d is rejected\n"), c.Load)
		return nil
	})
}

// within does something in the opened house.
func (h *home) within(ctx context.Context, log *slog.Logger, do func(*house) error) error {
	house, err := h.open(ctx, log)
	if err != nil {
		return err
	}
	err = do(house)
	if end := house.close(); end != nil {
		err = errors.Join(err, end)
	}
	return err
}

// ledger does something with the ledger alone: it needs no engine, and makes no data folder.
func (h *home) ledger(ctx context.Context, do func(*control.DB) error) error {
	file := filepath.Join(h.Data, "control.db")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is no data folder, or nothing was loaded into it: it has no control.db", h.Data)
	}
	db, err := control.Open(ctx, file)
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// refused says why a decision about a load was not taken.
func (s speech) refused(ctx context.Context, db *control.DB, id uint64, err error) error {
	if !errors.Is(err, assess.ErrConflict) {
		return aboutLoad(id, err)
	}
	row, err := db.LoadByID(ctx, id)
	if err != nil {
		return aboutLoad(id, err)
	}
	return fmt.Errorf(s.say("第 %d 批现在的状态是“%s”,不能这样处理", "load %d is %s: that cannot be done now"), id, s.state(row.State))
}

func aboutLoad(id uint64, err error) error {
	if errors.Is(err, assess.ErrNotFound) {
		return &exitError{2, fmt.Errorf("there is no load %d: `yingshang etl status` lists them", id)}
	}
	return fmt.Errorf("load %d: %w", id, err)
}

// tellSummary prints what a pass did. Something that is held for a person gives the exit code of that.
func tellSummary(k *kong.Context, s speech, sum job.Summary, err error) error {
	fmt.Fprintf(k.Stdout, s.say(
		"新到文件 %d 个,生效 %d 批,挂起 %d 批,已过时 %d 批,内容未变 %d 批,失败 %d;计算:%s\n",
		"%d files landed, %d loads applied, %d held, %d superseded, %d unchanged, %d failed; computing: %s\n"),
		sum.Landed, sum.Applied, sum.Held, sum.Superseded, sum.Unchanged, sum.Failed, s.outcome(sum.Outcome))
	if err != nil {
		return err
	}
	if sum.Held > 0 {
		return &exitError{heldForAPerson, errors.New(s.say("有批次挂起等人处理:yingshang etl status", "loads are held for a person: see yingshang etl status"))}
	}
	return nil
}
