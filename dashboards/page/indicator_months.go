package page

import (
	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
	"yingshang/dashboards/report"
)

// months is the line through the year, and its table, which a file carries even when there is nothing to draw.
func (i indicator) months(values []assess.Value) (Figure, *Table) {
	l := i.l
	f := Figure{ID: "months", Span: "c7"}
	table := &Table{
		Name: "months", Caption: l.T("months.caption", "Name", i.indicator(i.id)), Class: "dense",
		Columns: []Column{
			{Key: "month", Title: l.T("col.month")},
			{Key: "value", Title: l.T("col.value"), Unit: i.unit(), Num: true},
			{Key: "numerator", Title: l.T("col.numerator"), Num: true, Hide: true},
			{Key: "denominator", Title: l.T("col.denominator"), Num: true, Hide: true},
			{Key: "n", Title: l.T("col.n"), Num: true},
			{Key: "status", Title: l.T("col.status")},
		},
	}
	var points []chart.Point
	any, small := false, false
	for _, v := range values {
		hollow := v.Status == assess.SmallSample
		points = append(points, chart.Point{Label: v.Period.String(), Value: v.Value, Hollow: hollow})
		any, small = any || v.Value != nil, small || hollow && v.Value != nil
		n := count(v.N)
		if v.Value == nil {
			n = Cell{Shown: dash}
		}
		status := ""
		if v.Status != assess.Measured {
			status = l.T("light." + string(v.Status))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(v.Period.String()), exact(v.Value, i.ind.Decimals), amount(v.Numerator), amount(v.Denominator), n, {Value: report.Text(status)},
		}})
	}
	f.Twin = table
	if links := i.reformLinks(i.reformsOf(i.id)); len(links) > 0 {
		f.Pairs = []Definition{{Term: l.T("reform.term"), Texts: links}}
	}
	f.Trace = i.trace(f.ID, table.Name, Link{}, l.from(i.system()), l.by(l.T("months.rule")), l.cases(i.value.N))
	if !any {
		f.Kicker, f.Finding, f.Twin = l.T("months.kicker_none"), l.T("months.none"), nil
		f.State = &State{Title: l.T("months.none_title", "Period", l.Months(i.Year, i.asOf())), Text: l.T("months.none_" + string(i.feed()))}
		f.Trace = i.trace(f.ID, "", Link{}, l.from(i.system()), l.by(l.T("months.rule")))
		return f, table
	}
	limits, outside := i.limits(points)
	f.Kicker = l.T("months.kicker", "Unit", i.unit())
	if small && i.node != nil {
		f.Kicker += " · " + l.T("months.hollow", "Min", l.Count(i.node.MinSample))
	}
	if outside != "" {
		f.Kicker += " · " + outside
	}
	f.Finding = i.monthsSentence(values)
	in := chart.MonthsInput{Name: i.indicator(i.id), Points: points, Limits: limits, Decimals: i.ind.Decimals, Percent: i.unit() == "%"}
	for _, r := range i.reformsOf(i.id) {
		in.Starts = append(in.Starts, chart.Start{Label: monthLabel(r.Start), Text: l.T("reform.mark", "Month", l.YearMonth(r.Start))})
	}
	option, err := chart.Months(in)
	f.draw(l, f.Finding, "h300", option, err)
	return f, table
}

// limits are the lines that fit into the picture, and in words those that do not.
func (i indicator) limits(points []chart.Point) (in []chart.Limit, outside string) {
	if i.node == nil {
		return nil, ""
	}
	l := i.l
	for _, c := range []struct {
		v    *float64
		kind chart.LimitKind
		key  string
	}{{i.node.Target, chart.Target, "target"}, {i.node.Best, chart.Best, "best"}, {i.node.Worst, chart.Worst, "worst"}} {
		if c.v == nil || c.kind == chart.Best && i.node.Target != nil && *i.node.Target == *i.node.Best {
			continue
		}
		text := l.T("months.limit."+c.key, "Value", i.bare(*c.v))
		if chart.InView(points, *c.v) {
			in = append(in, chart.Limit{Name: text, Value: *c.v, Kind: c.kind})
		} else if c.kind != chart.Best {
			outside = l.T("months.outside", "Limit", text)
		}
	}
	return in, outside
}

// monthsSentence says where the year began and where it stands, and how many months met the target.
func (i indicator) monthsSentence(values []assess.Value) string {
	l := i.l
	var with []assess.Value
	met, counted := 0, 0
	for _, v := range values {
		if v.Value == nil {
			continue
		}
		with = append(with, v)
		if v.Status != assess.Measured {
			continue
		}
		counted++
		if l.light(i.node, v, i.ind.Decimals).Class == green {
			met++
		}
	}
	first, last := with[0], with[len(with)-1]
	month := func(v assess.Value) string { return l.T("months.month." + v.Period.Start.Format("01")) }
	var text string
	switch a, b := i.bare(*first.Value), i.bare(*last.Value); {
	case len(with) == 1:
		text = l.T("months.only", "Month", month(first), "Value", i.says(*first.Value))
	case a == b:
		text = l.T("months.flat", "From", month(first), "To", month(last), "Value", i.says(*last.Value))
	default:
		key := "months.rose"
		if *last.Value < *first.Value {
			key = "months.fell"
		}
		text = l.T(key, "From", month(first), "To", month(last), "A", i.says(*first.Value), "B", i.says(*last.Value))
	}
	if i.node != nil && i.node.Target != nil && counted > 1 {
		text += l.T("join.clause") + l.T("months.met", "N", counted, "Met", l.Count(int64(met)))
	}
	return text
}

// system is the system that holds the records.
func (i indicator) system() string {
	if s := i.l.Of(i.ind.System); s != "" {
		return s
	}
	return i.l.T("indicator.feed." + string(i.feed()))
}

// amount is a cell of a numerator or denominator: a whole number where it is one.
func amount(v *float64) Cell {
	if v == nil {
		return num(nil, 0)
	}
	return exact(v, amountDecimals(*v))
}

// amountDecimals is 0 for a whole number, else 2.
func amountDecimals(v float64) int {
	if digits(v, 2) == digits(v, 0)+".00" {
		return 0
	}
	return 2
}
