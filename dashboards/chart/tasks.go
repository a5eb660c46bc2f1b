package chart

import (
	"encoding/json"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Task is one line: what was to be done by a day, and when it was.
type Task struct {
	Name string
	Due  time.Time // a day
	Done time.Time // a day; zero while it is open
}

// TasksInput is what was to be done, from top to bottom.
type TasksInput struct {
	Tasks []Task
	AsOf  time.Time // the day on which the figures stand
	Today string    // its name
}

// Tasks draws a line for each span: from the day it was done to its due day when it was early, from the due day on when it
// is late, up to the as-of day while it is open. Nobody told when work began, so nothing is drawn of that.
func Tasks(in TasksInput) (json.RawMessage, error) {
	names := make([]string, len(in.Tasks))
	early, late, ahead := []any{}, []any{}, []any{}
	due, done := []any{}, []any{}
	first, last := in.AsOf, in.AsOf
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	stretch := func(data []any, row int, from, to time.Time) []any {
		return append(data, []any{day(from), row}, []any{day(to), row}, []any{day(to), "-"}) // the last breaks the line
	}
	for i, s := range in.Tasks {
		names[i] = s.Name
		due = append(due, []any{day(s.Due), i})
		for _, t := range []time.Time{s.Due, s.Done} {
			if !t.IsZero() && t.Before(first) {
				first = t
			}
			if t.After(last) {
				last = t
			}
		}
		switch {
		case !s.Done.IsZero() && s.Done.After(s.Due):
			late = stretch(late, i, s.Due, s.Done)
		case !s.Done.IsZero():
			early = stretch(early, i, s.Done, s.Due)
		case s.Due.Before(in.AsOf):
			late = stretch(late, i, s.Due, in.AsOf)
		default:
			ahead = stretch(ahead, i, in.AsOf, s.Due)
		}
		if !s.Done.IsZero() {
			done = append(done, []any{day(s.Done), i})
		}
	}
	begin := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, first.Location())
	end := time.Date(last.Year(), last.Month()+1, 1, 0, 0, 0, 0, last.Location())
	line := charts.NewLine()
	line.SetGlobalOptions(
		base(opts.Tooltip{Show: opts.Bool(false)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "time", Position: "top", Min: day(begin), Max: day(end),
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink3, FontSize: 12, HideOverlap: opts.Bool(true)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: gridLine}},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Data: names,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)},
		}),
	)
	line.SetXAxis(nil)
	for _, name := range []string{"early", "late", "ahead", "due", "done"} {
		line.AddSeries(name, nil)
	}
	line.Validate()
	drawn := func(data []any, color string, kind any) style {
		return style{"data": data, "symbol": "none", "connectNulls": false, "silent": true, "lineStyle": style{"color": color, "width": 6, "type": kind}}
	}
	signs := func(data []any, symbol string, item style) style {
		return style{"type": "scatter", "data": data, "symbol": symbol, "symbolSize": 11, "silent": true, "itemStyle": item, "z": 5}
	}
	asOf := style{"silent": true, "symbol": "none", "data": []style{{
		"xAxis": day(in.AsOf), "lineStyle": style{"color": ink, "width": 1.5, "type": []int{6, 4}},
		"label": style{"show": true, "formatter": in.Today, "position": "start", "color": ink, "fontSize": 12, "fontWeight": 600, "distance": 4},
	}}}
	return option(line.JSON(), patch{
		grid:  grid{Left: 190, Right: 20, Top: 52, Bottom: 4, OuterBoundsMode: "none"},
		xAxis: style{"data": nil, "axisTick": style{"show": false}, "axisLabel": style{"color": ink3, "fontSize": 12, "hideOverlap": true, "margin": 26}},
		yAxis: style{"axisTick": style{"show": false}, "axisLabel": names12(178), "splitLine": style{"show": true, "lineStyle": style{"color": gridLine}}},
		series: []style{
			merged(drawn(early, "$up-fill", "solid"), style{"markLine": asOf}), drawn(late, "$down-fill", "solid"), drawn(ahead, "$none", []int{2, 4}),
			signs(due, "diamond", style{"color": card, "borderColor": ink, "borderWidth": 1.5}),
			signs(done, "circle", style{"color": ink}),
		},
		narrow: style{"grid": style{"left": 108}, "yAxis": style{"axisLabel": names12(100)}},
	})
}
