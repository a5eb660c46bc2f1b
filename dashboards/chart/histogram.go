package chart

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// HistogramBar is how many cases lie in a bin.
type HistogramBar struct {
	From, To float64
	N        int64
	Text     string // shown when pointed at: 3 个工作日：45 件
}

// HistogramInput is a distribution. Its bars are all as wide as the first.
type HistogramInput struct {
	Name     string
	Bars     []HistogramBar
	Limits   []Limit // lines across the axis; those outside are not drawn, see Holds
	Whole    bool    // only whole numbers occur: each bar stands around those that it counts
	Decimals int     // of the axis
}

// shift is how far a bar stands left of its bounds, so that a line at 3 days crosses the middle of those that took 3 days.
func (h HistogramInput) shift() float64 {
	if h.Whole {
		return 0.5
	}
	return 0
}

// bounds are the ends of the axis.
func (h HistogramInput) bounds() (left, right float64) {
	if len(h.Bars) == 0 {
		return 0, 1
	}
	return h.Bars[0].From - h.shift(), h.Bars[len(h.Bars)-1].To - h.shift()
}

// Holds says whether a limit lies within the picture.
func (h HistogramInput) Holds(limit float64) bool {
	left, right := h.bounds()
	return limit >= left && limit <= right
}

// Histogram draws how often values occur, with lines where limits stand.
func Histogram(in HistogramInput) (json.RawMessage, error) {
	left, right := in.bounds()
	bar := charts.NewBar()
	bar.SetGlobalOptions(
		base(opts.Tooltip{Trigger: "item", Formatter: named("fmt:text")}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: left, Max: right,
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axisLine}},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", SplitNumber: 4,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: gridLine}},
		}),
	)
	bar.SetXAxis(nil)
	bar.AddSeries(in.Name, nil)
	bar.Validate()
	data := make([]style, len(in.Bars))
	for i, b := range in.Bars {
		data[i] = style{"value": []any{(b.From+b.To)/2 - in.shift(), b.N}, "text": b.Text}
	}
	lines, rows := in.lines(right - left)
	edge := style{"showMinLabel": !in.Whole, "showMaxLabel": false, "color": ink2, "fontSize": 12, "hideOverlap": true, "formatter": Fixed(in.Decimals)}
	return option(bar.JSON(), patch{
		grid:  grid{Left: 4, Right: 16, Top: 14 + 16*rows, Bottom: 4, OuterBoundsMode: "same", OuterBoundsContain: "axisLabel"},
		xAxis: style{"data": nil, "axisLabel": edge, "minInterval": map[bool]float64{true: 1, false: 0}[in.Whole]},
		yAxis: style{"minInterval": 1},
		series: []style{{"data": data, "barCategoryGap": "8%", "itemStyle": style{"color": "$quiet"},
			"emphasis": style{"itemStyle": style{"color": accent}}, "markLine": lines}},
	})
}

// lines are the limits in view, each name a line higher than its neighbour's when that is close; rows is how many lines of
// names there are.
func (h HistogramInput) lines(wide float64) (lines style, rows int) {
	in := slices.DeleteFunc(slices.Clone(h.Limits), func(l Limit) bool { return !h.Holds(l.Value) })
	slices.SortStableFunc(in, func(a, b Limit) int { return cmp.Compare(a.Value, b.Value) })
	const room = 0.2 // of the width, for a name
	taken := []float64{}
	data := make([]style, len(in))
	for i, l := range in {
		row := slices.IndexFunc(taken, func(last float64) bool { return l.Value-last >= room*wide })
		if row < 0 {
			taken, row = append(taken, 0), len(taken)
		}
		taken[row] = l.Value
		color, text := l.Kind.line()
		data[i] = style{"xAxis": l.Value, "lineStyle": style{"color": color, "type": l.Kind.dashes(), "width": 1.5}, "label": style{
			"formatter": l.Name, "color": text, "position": "end", "distance": 10, "offset": []int{0, -16 * row}, "fontSize": 12, "fontWeight": 600,
			"textBorderColor": card, "textBorderWidth": 3,
		}}
	}
	return style{"silent": true, "symbol": "none", "data": data}, len(taken)
}

// dashes tell lines of one colour apart.
func (k LimitKind) dashes() any {
	switch k {
	case Median, Promise, Legal:
		return "solid"
	case Mean:
		return []int{2, 3}
	}
	return []int{5, 4}
}
