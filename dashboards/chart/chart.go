// Package chart turns figures into ECharts options as JSON. It is the only importer of go-echarts and uses it as a
// builder of options alone: no HTML of it ever leaves.
//
// An option names its colours ("$ink-3" is the property --ink-3 of the sheet) and its formatters ("fmt:fixed2"); the
// page's script, or whatever else draws the option, resolves the names. So one option serves light, dark and print, and
// no figure ever writes a colour or a function. Titles, legends and notes are HTML and no part of an option.
//
// Builders are made anew for each request: a chart object of go-echarts must not be shared. Months, Trend, Waterfall, Histogram,
// Timeline and Tasks are the entry points.
package chart

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Colours by their names in the sheet.
const (
	ink      = "$ink"
	ink2     = "$ink-2"
	ink3     = "$ink-3"
	axisLine = "$line-2"
	gridLine = "$grid"
	card     = "$card"
	accent   = "$tier1"
	clear    = "transparent"
)

// Limit is a line that a value is measured against.
type Limit struct {
	Name  string // as shown, with its figure
	Value float64
	Kind  LimitKind
}

// LimitKind gives a limit the same look on every page.
type LimitKind uint8

// The kinds of limit.
const (
	Target  LimitKind = iota // green dashes
	Best                     // ink dots
	Worst                    // vermilion dashes
	Median                   // ink
	Mean                     // ink dots
	Ninety                   // ink dashes: nine in ten are below
	Promise                  // amber
	Legal                    // vermilion
)

func (k LimitKind) line() (color, text string) {
	switch k {
	case Best:
		return ink3, ink2
	case Worst:
		return "$down-fill", "$down"
	case Median, Mean, Ninety:
		return ink, ink
	case Promise:
		return "$warn-fill", "$warn"
	case Legal:
		return "$down-fill", "$down"
	}
	return "$up-fill", "$up"
}

// Fixed is the name of the formatter with that many decimals.
func Fixed(decimals int) string { return fmt.Sprintf("fmt:fixed%d", min(max(decimals, 0), 4)) }

// base is what every chart has in common: nothing of ECharts' own furniture.
func base(tooltip opts.Tooltip) charts.GlobalOpts {
	return func(bc *charts.BaseConfiguration) {
		charts.WithTitleOpts(opts.Title{Show: opts.Bool(false)})(bc)
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)})(bc)
		charts.WithToolboxOpts(opts.Toolbox{Show: opts.Bool(false)})(bc)
		charts.WithTooltipOpts(tooltip)(bc)
	}
}

// categoryAxis is the look of an axis of names.
func categoryLabels() *opts.AxisLabel {
	return &opts.AxisLabel{Color: ink2, FontSize: 12, HideOverlap: opts.Bool(true), ShowMinLabel: opts.Bool(true)}
}

// grid is ECharts 6's way to keep axis names inside; go-echarts does not know its fields.
type grid struct {
	Left               int    `json:"left"`
	Right              int    `json:"right"`
	Top                int    `json:"top"`
	Bottom             int    `json:"bottom"`
	OuterBoundsMode    string `json:"outerBoundsMode"`
	OuterBoundsContain string `json:"outerBoundsContain,omitempty"`
}

// edge is a limit as a datum of a mark line.
type edge struct {
	YAxis     float64 `json:"yAxis"`
	LineStyle style   `json:"lineStyle"`
	Label     style   `json:"label"`
}

// style is what go-echarts' own styles cannot say: dashes by length, offsets, a border around text.
type style map[string]any

// edges are the lines of a chart's limits.
//
// A name stands above its line; where the next line above is too near for that (span is what the axis spans), below it.
func edges(limits []Limit, span float64) []edge {
	data := make([]edge, len(limits))
	for i, l := range limits {
		color, text := l.Kind.line()
		position := "insideEndTop"
		if slices.ContainsFunc(limits, func(other Limit) bool { return other.Value > l.Value && other.Value-l.Value < tooNear*span }) {
			position = "insideEndBottom"
		}
		data[i] = edge{l.Value, style{"color": color, "type": []int{5, 4}, "width": 1.5}, style{
			"formatter": l.Name, "color": text, "position": position, "fontSize": 12, "fontWeight": 600,
			"textBorderColor": card, "textBorderWidth": 3,
		}}
	}
	return data
}

// tooNear is the share of a picture's height that a line of words takes, with some air.
const tooNear = 0.1

// patch is what is set on an option after the builder has done its part.
type patch struct {
	grid   grid
	xAxis  style
	yAxis  style
	series []style // by the number of the series
	narrow style   // what is different on a phone
}

// option is the builder's option with the patch, as JSON.
func option(built map[string]any, p patch) (json.RawMessage, error) {
	raw, err := json.Marshal(built)
	if err != nil {
		return nil, err
	}
	var o struct {
		Title   json.RawMessage `json:"title"`
		Legend  json.RawMessage `json:"legend"`
		Toolbox json.RawMessage `json:"toolbox"`
		Tooltip json.RawMessage `json:"tooltip"`
		Grid    grid            `json:"grid"`
		XAxis   []style         `json:"xAxis"`
		YAxis   []style         `json:"yAxis"`
		Series  []style         `json:"series"`
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, err
	}
	o.Grid = p.grid
	merge := func(into []style, i int, extra style) {
		for k, v := range extra {
			into[i][k] = v
		}
	}
	merge(o.XAxis, 0, p.xAxis)
	merge(o.YAxis, 0, p.yAxis)
	for i, extra := range p.series {
		merge(o.Series, i, extra)
	}
	if p.narrow == nil {
		return json.Marshal(o)
	}
	return json.Marshal(style{"baseOption": o, "media": []style{{"query": style{"maxWidth": 420}, "option": p.narrow}}})
}

// named is a formatter's name where go-echarts wants the text of a function.
func named(formatter string) types.FuncStr { return types.FuncStr(formatter) }
