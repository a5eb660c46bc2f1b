package edition

import (
	"context"
	"fmt"
	"strings"

	"yingshang/dashboards/assess"
)

// Do does what was asked for on a page and says in words how it went.
func (a *Archive) Do(ctx context.Context, o assess.EditionOrder) (note assess.Text, err error) {
	why := Order{By: o.By, Reason: o.Reason}
	switch o.Deed {
	case assess.EditionFrozen:
		e, v, err := a.Freeze(ctx, o.Year, why)
		if err != nil {
			return note, told(err, v)
		}
		note.ZH = fmt.Sprintf("已冻结为版次 %s:由 %d 行原始记录重算,%d 个指标值、%d 个得分节点逐位一致", e.ID, v.Facts, v.Values, v.Scores)
		note.EN = fmt.Sprintf("frozen as edition %s: computed again from %d rows, %d values and %d scored nodes agree in every digit", e.ID, v.Facts, v.Values, v.Scores)
		if v.Same != "" {
			note.ZH += fmt.Sprintf(";数据、规则、结果与版次 %s 一字不差", v.Same)
			note.EN += fmt.Sprintf("; facts, rules and figures are those of edition %s", v.Same)
		}
		if o.Publish {
			note.ZH, note.EN = note.ZH+";已发布", note.EN+"; published"
			err = a.Publish(ctx, e.ID, why)
		}
		return note, err
	case assess.EditionPublished:
		return assess.Text{ZH: "已发布", EN: "published"}, a.Publish(ctx, o.Edition, why)
	case assess.EditionRolledBack:
		shown, err := a.Rollback(ctx, o.Year, why)
		if shown == "" {
			return assess.Text{ZH: "已撤回,改为显示日常计算的结果", EN: "taken back; what is computed day by day is shown"}, err
		}
		return assess.Text{ZH: fmt.Sprintf("已撤回,改为显示版次 %s", shown), EN: fmt.Sprintf("taken back; edition %s is shown", shown)}, err
	case assess.EditionVerified:
		v, err := Verify(ctx, a.Folder(o.Edition), a.Address)
		if err != nil {
			return note, err
		}
		if len(v.Faults) > 0 {
			return note, told(fmt.Errorf("edition %s is not what was frozen: %w", o.Edition, assess.ErrConflict), v)
		}
		note.ZH = fmt.Sprintf("属实:%d 个文件的哈希相符,由 %d 行原始记录重算,%d 个指标值、%d 个得分节点逐位一致", v.Files, v.Facts, v.Values, v.Scores)
		note.EN = fmt.Sprintf("holds: the hashes of %d files agree; computed again from %d rows, %d values and %d scored nodes agree in every digit", v.Files, v.Facts, v.Values, v.Scores)
		return note, nil
	}
	return note, fmt.Errorf("deed %q: want freeze, publish, rollback or verify: %w", o.Deed, assess.ErrInvalid)
}

// told adds what a verification found to an error.
func told(err error, v *Verdict) error {
	if v == nil || len(v.Faults) == 0 {
		return err
	}
	return fmt.Errorf("%w (%s)", err, strings.Join(v.Faults[:min(len(v.Faults), 3)], "; "))
}
