package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/page"
	"yingshang/dashboards/scheme"
	"yingshang/sql/store"
)

// editionDiffCmd is `yingshang edition diff`.
type editionDiffCmd struct {
	home
	speech
	Edition string `arg:"" placeholder:"EDITION" help:"As edition list names it: 2021-1."`
	Region  string `default:"330482" env:"YINGSHANG_REGION" help:"The county whose score is taken apart."`
}

// Run tells what differs: facts, rules, figures, totals, and for the county what each did to the score.
func (c *editionDiffCmd) Run(ctx context.Context, k *kong.Context, log *slog.Logger) error {
	id, err := assess.ParseEditionID(c.Edition)
	if err != nil {
		return &exitError{2, err}
	}
	return c.within(ctx, log, func(h *house) error {
		d, err := h.store.EditionDiff(ctx, store.Everything(), id, h.archive().Rules(id.Year()))
		if err != nil {
			return aboutEdition(err)
		}
		if d.Same() {
			fmt.Fprintf(k.Stdout, c.say("按今天的数据和规则,版次 %s 的结果不变\n", "by today's facts and rules nothing of edition %s changes\n"), id)
			return nil
		}
		w := tabwriter.NewWriter(k.Stdout, 0, 0, 2, ' ', 0)
		c.facts(w, d)
		c.rules(w, d)
		c.values(w, d)
		c.totals(w, d)
		if err := w.Flush(); err != nil {
			return err
		}
		return c.why(ctx, k, h, d)
	})
}

func (c *editionDiffCmd) facts(w *tabwriter.Writer, d assess.EditionDiff) {
	if len(d.Facts) > 0 {
		fmt.Fprintln(w, c.say("原始记录\t月份\t新读入\t不再读入", "records\tmonth\tread now\tread no more"))
	}
	for _, f := range d.Facts {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\n", f.Feed, f.Month.Format("2006-01"), f.Added, f.Removed)
	}
}

func (c *editionDiffCmd) rules(w *tabwriter.Writer, d assess.EditionDiff) {
	if len(d.Rules) > 0 {
		fmt.Fprintln(w, c.say("\n规则文件\t今天", "\nrule\ttoday"))
	}
	for _, r := range d.Rules {
		state := c.say("内容已改", "changed")
		switch {
		case !r.Now:
			state = c.say("已删去", "gone")
		case !r.Then:
			state = c.say("冻结后新增", "new since")
		}
		fmt.Fprintf(w, "%s\t%s\n", r.Path, state)
	}
}

func (c *editionDiffCmd) values(w *tabwriter.Writer, d assess.EditionDiff) {
	if len(d.Values) > 0 {
		fmt.Fprintln(w, c.say("\n地区\t指标\t冻结值\t今天\t冻结分子/分母\t今天", "\nregion\tindicator\tfrozen\ttoday\tfrozen ratio\ttoday"))
	}
	for _, v := range d.Values {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", v.Region, v.Indicator, valueOf(v.Then), valueOf(v.Now), ratioOf(v.Then), ratioOf(v.Now))
	}
}

func (c *editionDiffCmd) totals(w *tabwriter.Writer, d assess.EditionDiff) {
	if len(d.Totals) > 0 {
		fmt.Fprintln(w, c.say("\n地区\t冻结总分\t今天\t冻结名次\t今天\t冻结档次\t今天", "\nregion\tfrozen total\ttoday\tfrozen rank\ttoday\tfrozen tier\ttoday"))
	}
	for _, t := range d.Totals {
		was, is := t.Then, t.Now
		if was == nil {
			was = &assess.NodeScore{}
		}
		if is == nil {
			is = &assess.NodeScore{}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\n", t.Region, shortest(was.Score), shortest(is.Score), was.Rank, is.Rank, was.Tier, is.Tier)
	}
}

// why takes the change of the county's total apart.
func (c *editionDiffCmd) why(ctx context.Context, k *kong.Context, h *house, d assess.EditionDiff) error {
	text, err := h.store.EditionText(ctx, d.ID, assess.EditionScheme)
	if err != nil {
		return err
	}
	frozen, err := scheme.Parse(fmt.Sprintf("%s/%s", d.ID, assess.EditionScheme), []byte(text))
	if err != nil {
		return err
	}
	today := h.schemes[d.Year]
	if today == nil {
		return nil
	}
	level := h.regions[assess.RegionCode(c.Region)].Level
	then, now := page.NewField(frozen.For(level), d.Year, d.Then, h.regions), page.NewField(today.For(level), d.Year, d.Now, h.regions)
	then.Ground, now.Ground = d.ThenGround, d.NowGround
	change, err := then.Change(now, assess.RegionCode(c.Region))
	if errors.Is(err, assess.ErrNotFound) {
		return nil // the county has no total at one of the ends
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(k.Stdout)
	fmt.Fprintln(k.Stdout, c.say(change.Text().ZH, change.Text().EN))
	return nil
}

func valueOf(v *assess.Value) string {
	if v == nil {
		return "-"
	}
	if v.Value == nil {
		return string(v.Status)
	}
	return shortest(v.Value)
}

func ratioOf(v *assess.Value) string {
	if v == nil || v.Numerator == nil || v.Denominator == nil {
		return "-"
	}
	return shortest(v.Numerator) + "/" + shortest(v.Denominator)
}

// shortest is a number by the fewest digits that read back to it; none is a dash.
func shortest(x *float64) string {
	if x == nil {
		return "-"
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
