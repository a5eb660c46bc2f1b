package chart

import (
	"encoding/json"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// TrendInput is two scores through the years, which never mix.
type TrendInput struct {
	Years     []TrendYear // in order
	Announced []TrendPoint
	Computed  []TrendPoint
	Tiers     []TrendTier // years announced as a tier without a score
	Bands     []TrendBand
	Breaks    []TrendBreak
}

// TrendYear is a year of the axis.
type TrendYear struct {
	Year int
	Text string // below the axis
}

// TrendPoint is a score of a year.
type TrendPoint struct {
	Year   int
	Value  float64
	Text   string // the figure as shown
	Joined bool   // by a line with the point of the year before
	Part   bool   // of a year that is not over: the line to it is dashed
}

// TrendTier is a year of which only the tier is known: it lies somewhere between two cut-offs.
type TrendTier struct {
	Year     int
	Tier     int
	From, To *float64 // nil: the end of the axis
	Text     string
}

// TrendBand is a tier in the years whose cut-offs are the same.
type TrendBand struct {
	First, Last int // years
	Tier        int
	From, To    *float64 // nil: the end of the axis
	Text        string
	Short       string // on a phone
}

// TrendBreak is a change of method before a year: no line crosses it.
type TrendBreak struct {
	Year int
	Text string
}

// trend is a chart being built, with the ends of its axes.
type trend struct {
	TrendInput
	left, right float64
	y           scale
}

// Trend draws announced and computed scores side by side over the tiers. A line joins only points that compare; where the
// method changed stands a mark.
func Trend(in TrendInput) (json.RawMessage, error) {
	t := trend{TrendInput: in}
	if len(in.Years) > 0 {
		t.left, t.right = float64(in.Years[0].Year)-0.5, float64(in.Years[len(in.Years)-1].Year)+0.5
	}
	t.y = t.span()
	line := charts.NewLine()
	line.SetGlobalOptions(
		base(opts.Tooltip{Show: opts.Bool(false)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: t.left, Max: t.right,
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axisLine}},
			AxisTick: &opts.AxisTick{Show: opts.Bool(false)}, AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: t.y.min, Max: t.y.max,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: gridLine}},
		}),
	)
	line.SetXAxis(nil)
	for _, name := range []string{"computed", "running", "announced", "tiers", "years"} {
		line.AddSeries(name, nil)
	}
	line.Validate()
	return option(line.JSON(), patch{
		grid:  grid{Left: 34, Right: 12, Top: 26, Bottom: 46, OuterBoundsMode: "none"},
		xAxis: style{"data": nil, "axisLine": style{"onZero": false, "lineStyle": style{"color": axisLine}}},
		yAxis: style{"interval": t.y.step, "axisTick": style{"show": false}},
		series: []style{
			merged(t.line(in.Computed, in.Announced, false), style{"lineStyle": style{"color": ink, "width": 2}, "markArea": t.bands(false), "markLine": t.lines()}),
			t.running(),
			merged(t.line(in.Announced, in.Computed, true), style{"lineStyle": style{"color": accent, "width": 2}}),
			t.tiers(), t.axis(),
		},
		narrow: style{"series": []style{{"markArea": t.bands(true)}}},
	})
}

func merged(a, b style) style {
	for k, v := range b {
		a[k] = v
	}
	return a
}

// span holds every score, every cut-off and a little room; nothing lies beyond full marks.
func (t trend) span() scale {
	low, high := math.Inf(1), math.Inf(-1)
	take := func(v *float64) {
		if v != nil {
			low, high = min(low, *v), max(high, *v)
		}
	}
	for _, p := range append(append([]TrendPoint{}, t.Computed...), t.Announced...) {
		take(&p.Value)
	}
	for _, b := range t.Bands {
		take(b.From)
		take(b.To)
	}
	for _, b := range t.TrendInput.Tiers {
		take(b.From)
		take(b.To)
		if b.To == nil {
			take(new(100.0)) // it may be anything up to full marks
		}
	}
	if low > high {
		low, high = 0, 100
	}
	const step = 5
	s := scale{max(0, math.Floor((low-4)/step)*step), math.Ceil((high+4)/step) * step, step}
	if s.max > 100 && high <= 100 {
		s.max = 100
	}
	if s.max-s.min > 8*step {
		s.step = 2 * step
		s.min = max(0, math.Floor(s.min/s.step)*s.step)
	}
	return s
}

// line is a series of scores: broken where two do not compare. others are the scores of the other kind.
func (t trend) line(points, others []TrendPoint, announced bool) style {
	item := style{"color": card, "borderColor": ink, "borderWidth": 2}
	if announced {
		item = style{"color": accent, "borderColor": card, "borderWidth": 1.5}
	}
	data := []any{}
	for i, p := range points {
		if i == 0 || !p.Joined || p.Part {
			data = append(data, []any{float64(p.Year) - 0.5, nil})
		}
		data = append(data, style{
			"value": []any{p.Year, p.Value}, "text": p.Text, "itemStyle": item, "label": style{"position": side(p, others, announced)},
		})
	}
	return style{
		"data": data, "symbol": "diamond", "symbolSize": 13, "showAllSymbol": true, "connectNulls": false, "silent": true, "z": 5,
		"label": style{"show": true, "formatter": "fmt:text", "color": ink, "fontSize": 12, "fontWeight": 600, "distance": 8,
			"textBorderColor": card, "textBorderWidth": 3},
	}
}

// running is the dashed way to a year that is not over.
func (t trend) running() style {
	data := []any{}
	for i, p := range t.Computed {
		if p.Part && p.Joined && i > 0 {
			before := t.Computed[i-1]
			data = append(data, []any{before.Year, before.Value}, []any{p.Year, p.Value}, []any{float64(p.Year) + 0.5, nil})
		}
	}
	return style{"data": data, "symbol": "none", "connectNulls": false, "silent": true,
		"lineStyle": style{"color": ink, "width": 2, "type": []int{3, 4}}}
}

// side keeps the figures of one year out of each other's way: the higher stands above its sign.
func side(p TrendPoint, others []TrendPoint, announced bool) string {
	for _, o := range others {
		if o.Year == p.Year && (o.Value > p.Value || o.Value == p.Value && announced) {
			return "bottom"
		}
	}
	return "top"
}

// bands are the tiers as pale areas, named where they begin.
func (t trend) bands(narrow bool) style {
	data := []any{}
	place := "insideBottomLeft"
	if len(t.TrendInput.Tiers) > 0 && t.TrendInput.Tiers[0].Year == t.Years[0].Year {
		place = "insideBottomRight" // on the left stands where the first score may lie
	}
	for _, b := range t.Bands {
		text := b.Text
		if narrow {
			text = b.Short
		}
		data = append(data, t.area(float64(b.First)-0.5, float64(b.Last)+0.5, b.From, b.To,
			style{"color": tierColor(b.Tier), "opacity": 0.1},
			style{"show": text != "", "formatter": text, "position": place, "color": ink2, "fontSize": 12}))
	}
	for _, b := range t.TrendInput.Tiers {
		data = append(data, t.area(float64(b.Year)-0.17, float64(b.Year)+0.17, b.From, b.To,
			style{"color": tierColor(b.Tier), "opacity": 0.35, "borderColor": ink2, "borderWidth": 1, "borderType": "dashed"}, style{"show": false}))
	}
	return style{"silent": true, "data": data}
}

func (t trend) area(left, right float64, from, to *float64, item, label style) []style {
	low, high := t.y.min, t.y.max
	if from != nil {
		low = max(low, *from)
	}
	if to != nil {
		high = min(high, *to)
	}
	return []style{{"coord": []any{left, low}, "itemStyle": item, "label": label}, {"coord": []any{right, high}}}
}

// lines are the cut-offs, and the marks where the method changed.
func (t trend) lines() style {
	data := []any{}
	for _, b := range t.Bands {
		if b.From != nil {
			data = append(data, []style{
				{"coord": []any{float64(b.First) - 0.5, *b.From}, "symbol": "none", "lineStyle": style{"color": tierColor(b.Tier), "width": 1, "type": "solid"}, "label": style{"show": false}},
				{"coord": []any{float64(b.Last) + 0.5, *b.From}, "symbol": "none"},
			})
		}
	}
	for _, b := range t.Breaks {
		data = append(data, []style{
			{"coord": []any{float64(b.Year) - 0.5, t.y.min}, "symbol": "none", "lineStyle": style{"color": ink2, "width": 1.5, "type": []int{6, 4}},
				"label": style{"show": true, "formatter": b.Text, "position": "end", "color": ink, "fontSize": 12, "fontWeight": 600}},
			{"coord": []any{float64(b.Year) - 0.5, t.y.max}, "symbol": "none"},
		})
	}
	return style{"silent": true, "data": data}
}

// tiers are the words in the middle of where a score may lie that was not told.
func (t trend) tiers() style {
	data := []any{}
	for _, b := range t.TrendInput.Tiers {
		low, high := t.y.min, t.y.max
		if b.From != nil {
			low = *b.From
		}
		if b.To != nil {
			high = min(*b.To, high)
		}
		data = append(data, style{"value": []any{b.Year, (low + high) / 2}, "text": b.Text})
	}
	return style{"type": "scatter", "silent": true, "data": data, "symbolSize": 0.1, "itemStyle": style{"color": clear}, "z": 6,
		"label": style{"show": true, "formatter": "fmt:text", "position": "inside", "color": ink, "fontSize": 12, "lineHeight": 16, "fontWeight": 600,
			"align": "center", "textBorderColor": card, "textBorderWidth": 3}}
}

// axis are the years below, some with a second line.
func (t trend) axis() style {
	data := []any{}
	for _, y := range t.Years {
		data = append(data, style{"value": []any{y.Year, t.y.min}, "text": y.Text})
	}
	return style{"type": "scatter", "silent": true, "data": data, "symbolSize": 0.1, "itemStyle": style{"color": clear}, "clip": false,
		"labelLayout": style{"hideOverlap": true},
		"label": style{"show": true, "formatter": "fmt:text", "position": "bottom", "distance": 8, "color": ink2, "fontSize": 12, "lineHeight": 16,
			"align": "center"}}
}

// tierColor is the colour of a tier; those below the third look like it.
func tierColor(tier int) string {
	switch {
	case tier <= 1:
		return "$tier1"
	case tier == 2:
		return "$tier2"
	}
	return "$tier3"
}
