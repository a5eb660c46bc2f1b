package scoring

import (
	"testing"

	"yingshang/dashboards/assess"
)

func TestDistanceText(t *testing.T) {
	for _, tt := range []struct {
		name string
		Distance
		tier int
		want assess.Text
	}{
		{"between", Distance{ToOwnCutoff: new(7.17), ToNext: new(2.83), Estimated: true}, 2, assess.Text{
			ZH: "平湖 在第 2 档, 离第 1 档线还差 2.83 分, 离掉档还有 7.17 分 (分数线为估算)。",
			EN: "平湖 is in tier 2, 2.83 short of the cut-off of tier 1, 7.17 above losing its own (the cut-offs are estimated)."}},
		{"the first", Distance{ToOwnCutoff: new(5.944)}, 1, assess.Text{
			ZH: "平湖 已在第 1 档, 没有更高的档, 离掉档还有 5.94 分。", EN: "平湖 is in tier 1, with none above, 5.94 above losing its own."}},
		{"the last", Distance{ToNext: new(0.005)}, 3, assess.Text{
			ZH: "平湖 在第 3 档, 离第 2 档线还差 0.01 分, 没有更低的档。", EN: "平湖 is in tier 3, 0.01 short of the cut-off of tier 2, with no tier below."}},
		{"no tiers", Distance{}, 0, assess.Text{}},
	} {
		if got := tt.Text("平湖", tt.tier); got != tt.want {
			t.Errorf("%s:\n got %s %s\nwant %s %s", tt.name, got.ZH, got.EN, tt.want.ZH, tt.want.EN)
		}
	}
}
