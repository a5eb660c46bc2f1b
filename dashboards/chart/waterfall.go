package chart

import (
	"encoding/json"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Step is one bar of a waterfall.
type Step struct {
	Name  string
	Label string // the figure as shown
	Total bool   // a post at Value; else Value is a change
	Value float64
}

// WaterfallInput is how a total comes about.
type WaterfallInput struct {
	Steps []Step
}

// Waterfall draws totals as posts and changes as bars from one total to the next. It lies on its side: Chinese names
// need no turning, and a phone shows the same picture.
func Waterfall(in WaterfallInput) (json.RawMessage, error) {
	names := make([]string, len(in.Steps))
	n := len(in.Steps)
	under, rise, fall, total := make([]any, n), make([]any, n), make([]any, n), make([]any, n)
	low, high := math.Inf(1), math.Inf(-1)
	at := 0.0
	for _, s := range in.Steps {
		if s.Total {
			at = s.Value
		} else {
			at += s.Value
		}
		low, high = min(low, at), max(high, at)
	}
	axis := nice(low, high, 5)
	axis.max = high // the first post is the edge: nothing lies beyond full marks
	post := (axis.max - axis.min) * 0.004
	at = 0
	for i, s := range in.Steps {
		names[i] = s.Name
		switch {
		case s.Total:
			at = s.Value
			under[i], total[i] = at-post/2, style{"value": post, "text": s.Label}
		case s.Value >= 0:
			under[i], rise[i] = at, style{"value": s.Value, "text": s.Label}
			at += s.Value
		default:
			at += s.Value
			under[i], fall[i] = at, style{"value": -s.Value, "text": s.Label}
		}
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(
		base(opts.Tooltip{Show: opts.Bool(false)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Position: "top", Min: axis.min, Max: axis.max,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12, HideOverlap: opts.Bool(true)},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: gridLine}},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Data: names,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)},
		}),
	)
	bar.SetXAxis(nil)
	stacked := charts.WithBarChartOpts(opts.BarChart{Stack: "w", BarWidth: "60%"})
	bar.AddSeries("under", nil, stacked, charts.WithItemStyleOpts(opts.ItemStyle{Color: clear}))
	bar.AddSeries("rise", nil, stacked, charts.WithItemStyleOpts(opts.ItemStyle{Color: "$up-fill"}))
	bar.AddSeries("fall", nil, stacked, charts.WithItemStyleOpts(opts.ItemStyle{Color: "$down-fill"}))
	bar.AddSeries("total", nil, stacked, charts.WithItemStyleOpts(opts.ItemStyle{Color: ink}))
	bar.Validate()
	side := func(data []any, position string, weight int) style {
		return style{"data": data, "label": style{
			"show": true, "position": position, "formatter": "fmt:text", "color": ink, "fontSize": 12, "fontWeight": weight, "distance": 6,
		}}
	}
	return option(bar.JSON(), patch{
		grid:  grid{Left: 160, Right: 46, Top: 24, Bottom: 4, OuterBoundsMode: "none"},
		xAxis: style{"interval": axis.step, "data": nil},
		yAxis: style{"axisTick": style{"show": false}, "axisLabel": names12(150)},
		series: []style{
			{"data": under, "silent": true},
			side(rise, "right", 400), side(fall, "left", 400), side(total, "right", 700),
		},
		narrow: style{
			"grid": style{"left": 106}, "xAxis": style{"axisLabel": style{"show": false}}, "yAxis": style{"axisLabel": names12(98)},
		},
	})
}

// names12 is the look of names that break into lines of that width.
func names12(width int) style {
	return style{"color": ink, "fontSize": 12, "lineHeight": 13, "interval": 0, "width": width, "overflow": "break"}
}
