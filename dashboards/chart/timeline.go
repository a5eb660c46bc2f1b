package chart

import (
	"encoding/json"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// TimelineInput is one case along the days.
type TimelineInput struct {
	From, To time.Time     // what is in view
	Rows     []TimelineRow // from the top
	Points   []TimelinePoint
	Lines    []TimelineLine // days that matter to every row
	Off      []TimelineOff  // days off, lightly marked
}

// TimelineRow is a line of bars.
type TimelineRow struct {
	Name string
	Bars []TimelineBar
}

// TimelineBar is a stretch of time.
type TimelineBar struct {
	From, To time.Time
	Kind     TimelineKind
}

// TimelineKind is what goes on in a stretch of time.
type TimelineKind uint8

// The kinds of bar.
const (
	Runs    TimelineKind = iota // the clock runs
	Stands                      // the clock stands
	Overdue                     // the clock runs past the due day
	Aside                       // something beside the clock
)

func (k TimelineKind) color() string {
	switch k {
	case Stands:
		return "$quiet"
	case Overdue:
		return "$down-fill"
	case Aside:
		return "$tier2"
	}
	return accent
}

// TimelinePoint is an event on a row.
type TimelinePoint struct {
	Row   int
	At    time.Time
	Text  string
	Right bool // its words stand to the left of it: nothing is cut off at the end
}

// TimelineLine is a day that matters to all rows.
type TimelineLine struct {
	At   time.Time
	Text string
	Due  bool
}

// TimelineOff is a stretch of days off: from the begin of the first to the end of the last.
type TimelineOff struct{ From, To time.Time }

// wall is a moment as the clock on the wall shows it: the page draws it without asking which zone the reader is in.
func wall(t time.Time) string { return t.Format("2006-01-02T15:04:05") }

// Timeline draws a case as bars along the days, with its events, the due day, and days off lightly behind.
func Timeline(in TimelineInput) (json.RawMessage, error) {
	names := make([]string, len(in.Rows))
	line := charts.NewLine()
	var series []style
	add := func(name string, s style) {
		line.AddSeries(name, nil)
		series = append(series, s)
	}
	for i, row := range in.Rows {
		names[i] = row.Name
		for _, b := range row.Bars {
			add("bar", style{"silent": true, "symbol": "none", "data": []any{[]any{wall(b.From), i}, []any{wall(b.To), i}},
				"lineStyle": style{"color": b.Kind.color(), "width": 14, "cap": "butt"}})
		}
	}
	add("events", style{
		"silent": true, "symbol": "circle", "symbolSize": 10, "showAllSymbol": true, "z": 5, "data": eventPoints(in.Points),
		"lineStyle": style{"opacity": 0}, "itemStyle": style{"color": card, "borderColor": ink, "borderWidth": 2},
		"labelLayout": style{"hideOverlap": true},
		"markLine":    dayLines(in.Lines), "markArea": daysOff(in.Off),
	})
	line.SetGlobalOptions(
		base(opts.Tooltip{Show: opts.Bool(false)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "time", Position: "bottom",
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: axisLine}},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12, HideOverlap: opts.Bool(true)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: names, Inverse: opts.Bool(true),
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)},
		}),
	)
	line.SetXAxis(nil)
	line.Validate()
	return option(line.JSON(), patch{
		grid:   grid{Left: 120, Right: 24, Top: 44, Bottom: 28, OuterBoundsMode: "none"},
		xAxis:  style{"data": nil, "min": wall(in.From), "max": wall(in.To)},
		yAxis:  style{"axisTick": style{"show": false}, "axisLabel": names12(108)},
		series: series,
		narrow: style{"grid": style{"left": 76, "right": 14}, "xAxis": style{"splitNumber": 3}, "yAxis": style{"axisLabel": names12(68)}},
	})
}

// eventPoints are the events, each with its words above it.
func eventPoints(points []TimelinePoint) []any {
	data := make([]any, len(points))
	for i, p := range points {
		align := "left"
		if p.Right {
			align = "right"
		}
		data[i] = style{"value": []any{wall(p.At), p.Row}, "label": style{
			"show": true, "position": "top", "formatter": p.Text, "color": ink, "fontSize": 12, "align": align, "distance": 8,
			"textBorderColor": card, "textBorderWidth": 3,
		}}
	}
	return data
}

// dayLines are the due day, with its words at the top, and the day of the figures, with them at the bottom. The axis of rows runs
// downwards: a line starts at the top.
func dayLines(lines []TimelineLine) style {
	data := make([]any, len(lines))
	for i, l := range lines {
		color, text, position := "$ink-3", ink2, "insideEndTop"
		if l.Due {
			color, text, position = "$down-fill", "$down", "start"
		}
		data[i] = style{"xAxis": wall(l.At), "lineStyle": style{"color": color, "type": []int{5, 4}, "width": 1.5}, "label": style{
			"show": true, "formatter": l.Text, "color": text, "position": position, "fontSize": 12, "fontWeight": 600, "rotate": 0,
			"textBorderColor": card, "textBorderWidth": 3,
		}}
	}
	return style{"silent": true, "symbol": "none", "data": data}
}

// daysOff are weekends and holidays behind everything.
func daysOff(off []TimelineOff) style {
	data := make([]any, len(off))
	for i, o := range off {
		data[i] = []any{style{"xAxis": wall(o.From)}, style{"xAxis": wall(o.To)}}
	}
	return style{"silent": true, "itemStyle": style{"color": gridLine, "opacity": 0.7}, "data": data}
}
