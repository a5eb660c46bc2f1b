package scoring

import (
	"fmt"

	"yingshang/dashboards/assess"
)

// Text says how far a total is from the cut-offs beside it, and whether these are estimated: 估算. It is empty where there are no
// tiers.
func (d Distance) Text(unit string, tier int) assess.Text {
	if d.ToNext == nil && d.ToOwnCutoff == nil {
		return assess.Text{}
	}
	next := assess.Text{ZH: fmt.Sprintf("已在第 %d 档, 没有更高的档", tier), EN: fmt.Sprintf("is in tier %d, with none above", tier)}
	if d.ToNext != nil {
		next = assess.Text{ZH: fmt.Sprintf("在第 %d 档, 离第 %d 档线还差 %s 分", tier, tier-1, said(*d.ToNext)), EN: fmt.Sprintf("is in tier %d, %s short of the cut-off of tier %d", tier, said(*d.ToNext), tier-1)}
	}
	lose := assess.Text{ZH: "没有更低的档", EN: "with no tier below"}
	if d.ToOwnCutoff != nil {
		lose = assess.Text{ZH: fmt.Sprintf("离掉档还有 %s 分", said(*d.ToOwnCutoff)), EN: fmt.Sprintf("%s above losing its own", said(*d.ToOwnCutoff))}
	}
	t := assess.Text{ZH: fmt.Sprintf("%s %s, %s", unit, next.ZH, lose.ZH), EN: fmt.Sprintf("%s %s, %s", unit, next.EN, lose.EN)}
	if d.Estimated {
		t.ZH += " (分数线为估算)"
		t.EN += " (the cut-offs are estimated)"
	}
	t.ZH += "。"
	t.EN += "."
	return t
}
