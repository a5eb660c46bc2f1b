package page

import (
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
)

// spread is how long the counted cases took, one by one; nil where they have no times of their own.
func (i indicator) spread(s *assess.Spread) *Figure {
	if s == nil {
		return nil
	}
	l := i.l
	d := spread{i, *s, l.T("spread.unit." + s.Clock)}
	f := Figure{ID: "spread", Span: "c12", Kicker: l.T("spread.kicker", "Unit", d.unit, "Width", d.number(d.Bins[0].To-d.Bins[0].From)), Finding: d.finding(), Twin: d.table()}
	if i.node != nil && s.N < int64(i.node.MinSample) {
		f.State = &State{Class: "warn", Title: l.T("light.small_sample"), Text: l.T("spread.small", "N", int(s.N), "Min", l.Count(i.node.MinSample))}
	}
	in := chart.HistogramInput{Name: f.Finding, Whole: d.whole(), Decimals: decimalsOfStep(d.Bins[0].To - d.Bins[0].From)}
	for n, b := range d.Bins {
		in.Bars = append(in.Bars, chart.HistogramBar{From: b.From, To: b.To, N: b.N, Text: l.T("spread.bar", "Range", d.span(n), "Unit", d.unit, "Cases", l.Count(b.N))})
	}
	for _, m := range d.marks() {
		in.Limits = append(in.Limits, m.limit)
		text := m.text
		if !in.Holds(m.limit.Value) {
			text += l.T("spread.outside")
		}
		f.Legend = append(f.Legend, Legend{Class: m.class, Text: text})
	}
	option, err := chart.Histogram(in)
	f.draw(l, f.Finding, "h300", option, err)
	rule := l.T("spread.rule")
	if s.N != i.value.N {
		rule += l.T("join.clause") + l.T("spread.rule_part", "N", l.Count(i.value.N))
	}
	f.Trace = i.trace(f.ID, f.Twin.Name, Link{Text: l.T("trace.rule_link"), Href: "#definition"}, l.from(i.system()), l.by(rule), l.cases(s.N))
	return &f
}

// spread is a distribution with the words of its unit.
type spread struct {
	indicator
	assess.Spread
	unit string
}

// whole says whether only whole numbers occur.
func (d spread) whole() bool { return d.Spread.Clock == "workday" || d.Spread.Clock == "calendar_day" }

// number writes a time with as many decimals as it needs, two at most.
func (d spread) number(v float64) string { return short(v, 2) }

// said writes a time with its unit.
func (d spread) said(v float64) string { return d.l.quantity(d.number(v), d.unit) }

func (d spread) finding() string {
	l := d.l
	switch {
	case d.whole() && d.number(d.P90) == "0":
		return l.T("spread.finding_day")
	case d.whole() && d.number(d.Median) == "0":
		return l.T("spread.finding_half_day", "Ninety", d.said(d.P90))
	case d.number(d.P90) == d.number(d.Median):
		return l.T("spread.finding_same", "Time", d.said(d.P90))
	}
	return l.T("spread.finding", "Ninety", d.said(d.P90), "Median", d.said(d.Median))
}

// spreadMark is a line across the picture, and what the legend says of it.
type spreadMark struct {
	limit chart.Limit
	class string
	text  string
}

// marks are the lines of the picture. A target stands there only where it is a time.
func (d spread) marks() []spreadMark {
	l := d.l
	var marks []spreadMark
	add := func(key string, v float64, kind chart.LimitKind, more string) {
		marks = append(marks, spreadMark{chart.Limit{Name: l.T("spread.line."+key, "Value", d.number(v)), Value: v, Kind: kind},
			"line " + key, l.T("spread.legend."+key, "Value", d.said(v)) + more})
	}
	add("median", d.Median, chart.Median, "")
	add("mean", d.Mean, chart.Mean, "")
	add("ninety", d.P90, chart.Ninety, "")
	if d.node != nil && d.node.Target != nil && !d.Ratio {
		add("target", *d.node.Target, chart.Target, "")
	}
	often := func(s *assess.SpreadLimit) string {
		return l.T("spread.often", "Share", shown(percentOf(float64(s.N), float64(d.N)), 0))
	}
	if d.Promise != nil {
		add("promise", d.Promise.Days, chart.Promise, often(d.Promise))
	}
	if d.Legal != nil {
		add("legal", d.Legal.Days, chart.Legal, often(d.Legal))
	}
	return marks
}

// span is a bin in words: 3, 5–9, ≥ 30.
func (d spread) span(n int) string {
	b := d.Bins[n]
	switch {
	case n == len(d.Bins)-1 && n > 0:
		return "≥ " + d.number(b.From)
	case d.whole() && b.To-b.From == 1:
		return d.number(b.From)
	case d.whole():
		return d.number(b.From) + "–" + d.number(b.To-1)
	}
	return d.number(b.From) + "–" + d.number(b.To)
}

func (d spread) table() *Table {
	l := d.l
	t := &Table{
		Name: "spread", Caption: l.T("spread.caption", "Name", d.indicator.indicator(d.id)), Class: "dense",
		Columns: []Column{
			{Key: "bin", Title: l.T("spread.col.bin"), Unit: d.unit},
			{Key: "from", Title: l.T("spread.col.from"), Unit: d.unit, Num: true, Hide: true},
			{Key: "to", Title: l.T("spread.col.to"), Unit: d.unit, Num: true, Hide: true},
			{Key: "cases", Title: l.T("col.n"), Num: true},
			{Key: "share", Title: l.T("spread.col.share"), Unit: "%", Num: true},
			{Key: "cumulated", Title: l.T("col.cumulated"), Unit: "%", Num: true},
		},
	}
	sum := int64(0)
	for n, b := range d.Bins {
		sum += b.N
		to := exact(&b.To, decimalsOfStep(b.To-b.From))
		if n == len(d.Bins)-1 {
			to = Cell{}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			words(d.span(n)), exact(&b.From, decimalsOfStep(b.To-b.From)), to, count(b.N),
			percent(new(percentOf(float64(b.N), float64(d.N))), 1), percent(new(percentOf(float64(sum), float64(d.N))), 1),
		}})
	}
	return t
}

// decimalsOfStep is how many decimals the multiples of a step have, four at most.
func decimalsOfStep(step float64) int {
	_, fraction, _ := strings.Cut(short(step, 4), ".")
	return len(fraction)
}
