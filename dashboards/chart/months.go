package chart

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Point is one month of an indicator.
type Point struct {
	Label  string   // "2022-09"
	Value  *float64 // nil: no value, the line breaks
	Hollow bool     // below the minimum sample: does not count
}

// MonthsInput is an indicator through the months.
type MonthsInput struct {
	Name     string // of the series
	Points   []Point
	Limits   []Limit // those in view; see InView
	Starts   []Start
	Levels   []Level
	Decimals int
	Percent  bool // nothing lies above 100
}

// Start is a month in which something began: a line across the picture.
type Start struct {
	Label string // of a point
	Text  string
}

// Level is a value that holds from one month to another, such as a mean.
type Level struct {
	From, To string // labels of points
	Value    float64
	Text     string // as shown, with its figure
}

// InView says whether a limit can be drawn without squeezing the line flat: it lies within one height of what the
// values and the nearer limits span.
func InView(points []Point, limit float64) bool {
	low, high, ok := span(points, nil)
	if !ok {
		return false
	}
	room := max(high-low, 0.05*math.Abs(high), 1e-9) * 2
	return limit >= low-room && limit <= high+room
}

func span(points []Point, limits []Limit) (low, high float64, ok bool) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		if p.Value != nil {
			low, high, ok = min(low, *p.Value), max(high, *p.Value), true
		}
	}
	for _, l := range limits {
		low, high = min(low, l.Value), max(high, l.Value)
	}
	return low, high, ok
}

// Months draws a line through the months with its limits; points below the minimum sample are hollow.
func Months(in MonthsInput) (json.RawMessage, error) {
	line := charts.NewLine()
	line.SetGlobalOptions(
		base(opts.Tooltip{
			Trigger: "axis", ValueFormatter: named(Fixed(in.Decimals)),
			AxisPointer: &opts.AxisPointer{Type: "line"},
		}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisLabel: categoryLabels(),
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axisLine}},
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", SplitNumber: 4, Scale: opts.Bool(true),
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: gridLine}},
		}),
	)
	labels := make([]string, len(in.Points))
	data := make([]any, len(in.Points))
	for i, p := range in.Points {
		labels[i] = p.Label
		data[i] = month(p)
	}
	line.SetXAxis(labels)
	line.AddSeries(in.Name, nil,
		charts.WithLineStyleOpts(opts.LineStyle{Color: accent, Width: 2}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: accent}),
	)
	line.Validate()
	axis := axisOf(in)
	lines := append(append([]any{}, levels(in)...), starts(in)...)
	for _, edge := range edges(in.Limits, axis.max-axis.min) {
		lines = append(lines, edge)
	}
	return option(line.JSON(), patch{
		grid:  grid{Left: 4, Right: 44, Top: 22, Bottom: 4, OuterBoundsMode: "same", OuterBoundsContain: "axisLabel"},
		xAxis: style{"boundaryGap": false},
		yAxis: style{"min": axis.min, "max": axis.max, "interval": axis.step},
		series: []style{{
			"data": data, "symbol": "circle", "symbolSize": 6, "showAllSymbol": true,
			"markLine": style{"silent": true, "symbol": "none", "data": lines},
			"endLabel": style{"show": true, "formatter": Fixed(in.Decimals), "color": ink, "fontWeight": 600, "fontSize": 14, "distance": 8},
		}},
	})
}

// starts are lines across the picture where something began; one whose month has no point is left out.
func starts(in MonthsInput) []any {
	var lines []any
	for _, s := range in.Starts {
		at := slices.IndexFunc(in.Points, func(p Point) bool { return p.Label == s.Label })
		if at < 0 {
			continue
		}
		text, side := s.Text+" ", "right" // the words stand to the left of the line, where there is room
		if at < len(in.Points)/2 {
			text, side = " "+s.Text, "left"
		}
		lines = append(lines, style{"xAxis": at, "lineStyle": style{"color": ink2, "type": []int{6, 4}, "width": 1.5}, "label": style{
			"formatter": text, "position": "end", "distance": -2, "align": side, "color": ink, "fontSize": 12, "fontWeight": 600,
		}})
	}
	return lines
}

// levels are short lines over the months in which a value holds.
func levels(in MonthsInput) []any {
	var lines []any
	for _, l := range in.Levels {
		lines = append(lines, []style{
			{"coord": []any{l.From, l.Value}, "symbol": "none", "lineStyle": style{"color": ink2, "type": []int{2, 3}, "width": 1.5}, "label": style{
				"formatter": l.Text, "position": "insideMiddleTop", "color": ink, "fontSize": 12, "fontWeight": 600,
				"textBorderColor": card, "textBorderWidth": 3,
			}},
			{"coord": []any{l.To, l.Value}, "symbol": "none"},
		})
	}
	return lines
}

// month is a datum: a plain number, a hollow point, or a gap.
func month(p Point) any {
	switch {
	case p.Value == nil:
		return nil
	case p.Hollow:
		return style{"value": *p.Value, "symbol": "circle", "symbolSize": 9,
			"itemStyle": style{"color": card, "borderColor": accent, "borderWidth": 2}}
	}
	return *p.Value
}

type scale struct{ min, max, step float64 }

// axisOf spans values and limits with round steps and a little room.
func axisOf(in MonthsInput) scale {
	low, high, ok := span(in.Points, in.Limits)
	for _, l := range in.Levels {
		low, high = min(low, l.Value), max(high, l.Value)
	}
	if !ok {
		return scale{0, 1, 1}
	}
	s := nice(low, high, 4)
	if in.Percent && high <= 100 {
		s.max = min(s.max, 100)
	}
	return s
}

// nice is the scale of about n steps of 1, 2, 2.5 or 5 times a power of ten that holds low and high.
func nice(low, high float64, n int) scale {
	room := (high - low) * 0.12
	if room == 0 {
		room = max(math.Abs(high)*0.05, 0.5)
	}
	floor := low >= 0
	low, high = low-room, high+room
	if floor {
		low = max(low, 0) // nothing that is counted from zero gets a negative axis
	}
	rough := (high - low) / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= rough {
			step = m * power
			break
		}
	}
	return scale{round9(math.Floor(low/step+1e-9) * step), round9(math.Ceil(high/step-1e-9) * step), round9(step)}
}

// round9 drops the dust that floating-point steps leave.
func round9(v float64) float64 { return math.Round(v*1e9) / 1e9 }
