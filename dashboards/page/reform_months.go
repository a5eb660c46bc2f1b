package page

import (
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
)

// What a side may tell beside its times.
var sideFigures = []struct {
	key      string
	of       func(assess.ReformSide) *float64
	decimals int // -1: those of the reform's time
}{
	{"whole", func(s assess.ReformSide) *float64 { return s.Whole }, -1},
	{"trips", func(s assess.ReformSide) *float64 { return s.Trips }, 2},
	{"saved", func(s assess.ReformSide) *float64 { return s.Saved }, 0},
}

// sideColumns are the columns of a side's figures; more are those that only some reforms have.
func (r reform) sideColumns(sides []assess.ReformSide) (columns []Column, cells func(assess.ReformSide) []Cell) {
	l := r.l
	columns = []Column{
		{Key: "n", Title: l.T("col.n"), Num: true},
		{Key: "mean", Title: l.T("reform.col.mean"), Unit: r.unit(), Num: true},
		{Key: "median", Title: l.T("reform.col.median"), Unit: r.unit(), Num: true},
		{Key: "p90", Title: l.T("reform.col.p90"), Unit: r.unit(), Num: true},
	}
	var more []int
	for i, figure := range sideFigures {
		if shownBy(sides, figure.of) {
			more = append(more, i)
			columns = append(columns, Column{Key: figure.key, Title: l.T("reform.col." + figure.key), Num: true})
		}
	}
	return columns, func(s assess.ReformSide) []Cell {
		out := []Cell{count(s.Cases), exact(s.Mean, r.r.Decimals), exact(s.Median, r.r.Decimals), exact(s.P90, r.r.Decimals)}
		for _, i := range more {
			decimals := sideFigures[i].decimals
			if decimals < 0 {
				decimals = r.r.Decimals
			}
			out = append(out, exact(sideFigures[i].of(s), decimals))
		}
		return out
	}
}

// sides is the table of what the records tell before and after.
func (r reform) sides() Figure {
	l := r.l
	all := []assess.ReformSide{r.f.Before, r.f.After, r.f.NewWay, r.f.OldWay}
	columns, cells := r.sideColumns(all)
	table := &Table{Name: "sides", Caption: l.T("reform.sides.caption", "Name", r.name()), Class: "cards",
		Columns: append([]Column{{Key: "side", Title: l.T("reform.col.side")}}, columns...)}
	for i, key := range []string{"before", "after", "new", "old"} {
		table.Rows = append(table.Rows, Row{Cells: append([]Cell{words(l.T("reform.side." + key))}, cells(all[i])...)})
	}
	f := Figure{ID: "sides", Span: "c5", Kicker: l.T("reform.sides.kicker", "Unit", r.unit()), Table: table}
	f.Finding = l.T("reform.sides.finding", "Old", l.Count(r.f.OldWay.Cases), "All", l.Count(r.f.After.Cases))
	if untimed := r.f.Before.Cases - r.f.Before.Timed + r.f.After.Cases - r.f.After.Timed; untimed > 0 {
		f.Kicker += " · " + l.T("reform.sides.untimed", "N", int(untimed))
	}
	f.Trace = r.source(f.ID, table.Name, l.cases(r.f.Before.Cases+r.f.After.Cases))
	return f
}

// months is the mean of each month with the first month of the reform, and its table.
func (r reform) months() (Figure, *Table) {
	l := r.l
	sides := make([]assess.ReformSide, len(r.f.Months))
	for i, m := range r.f.Months {
		sides[i] = m.ReformSide
	}
	columns, cells := r.sideColumns(sides)
	table := &Table{Name: "months", Caption: l.T("reform.months.caption", "Name", r.name()), Class: "dense",
		Columns: append([]Column{{Key: "month", Title: l.T("col.month")}, {Key: "side", Title: l.T("reform.col.side"), Hide: true}}, columns...)}
	for i := range table.Columns {
		if key := table.Columns[i].Key; key == "p90" || key == "median" || key == "whole" {
			table.Columns[i].Hide = true
		}
	}
	f := Figure{ID: "months", Span: "c7", Kicker: l.T("reform.months.kicker", "Unit", r.unit()), Twin: table}
	f.Trace = r.source(f.ID, table.Name, l.cases(r.f.Before.Cases+r.f.After.Cases))
	if len(r.f.Months) == 0 {
		f.Finding, f.Twin = l.T("reform.h1.none", "Name", r.name()), nil
		f.State = &State{Title: l.T("reform.months.none"), Text: l.T("reform.months.none_text"), Link: Link{Text: l.T("nav.pipeline"), Href: r.url("/pipeline")}}
		return f, table
	}
	for _, m := range r.f.Months {
		table.Rows = append(table.Rows, Row{Cells: append([]Cell{words(monthLabel(m.Month)), words(l.T("reform.side." + r.sideOf(m.Month)))}, cells(m.ReformSide)...)})
	}
	points, gaps := r.points()
	if len(gaps) > 0 {
		f.Kicker += " · " + l.T("reform.months.gaps", "Months", strings.Join(gaps, l.T("join.list")))
	}
	f.Finding = r.monthsSentence()
	in := chart.MonthsInput{Name: r.name(), Points: points, Decimals: r.r.Decimals, Levels: r.levels(points),
		Starts: []chart.Start{{Label: monthLabel(r.r.Start), Text: l.T("reform.mark", "Month", l.YearMonth(r.r.Start))}}}
	option, err := chart.Months(in)
	f.draw(l, f.Finding, "h300", option, err)
	return f, table
}

func (r reform) sideOf(month time.Time) string {
	if month.Before(r.r.Start) {
		return "before"
	}
	return "after"
}

// points are all months from the first to the last, with gaps where none of them has a case.
func (r reform) points() (points []chart.Point, gaps []string) {
	have := map[string]*float64{}
	for _, m := range r.f.Months {
		have[monthLabel(m.Month)] = m.Mean
	}
	first, last := r.f.Months[0].Month, r.f.Months[len(r.f.Months)-1].Month
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		label := monthLabel(m)
		if _, ok := have[label]; !ok {
			gaps = append(gaps, label)
		}
		points = append(points, chart.Point{Label: label, Value: have[label]})
	}
	return points, gaps
}

// levels are the means before and after, each over its months.
func (r reform) levels(points []chart.Point) []chart.Level {
	var out []chart.Level
	for _, side := range []struct {
		name string
		mean *float64
	}{{"before", r.f.Before.Mean}, {"after", r.f.After.Mean}} {
		from, to := "", ""
		for _, p := range points {
			if at, err := assess.ParsePeriod(p.Label); err == nil && p.Value != nil && r.sideOf(at.Start) == side.name {
				if from == "" {
					from = p.Label
				}
				to = p.Label
			}
		}
		if side.mean != nil && from != to {
			out = append(out, chart.Level{From: from, To: to, Value: *side.mean, Text: r.l.T("reform.mean."+side.name, "Value", r.bare(*side.mean))})
		}
	}
	return out
}

// monthsSentence says between which means the months lie.
func (r reform) monthsSentence() string {
	type ends struct{ low, high *float64 }
	of := map[string]*ends{"before": {}, "after": {}}
	for _, m := range r.f.Months {
		e := of[r.sideOf(m.Month)]
		if m.Mean == nil {
			continue
		}
		if e.low == nil || *m.Mean < *e.low {
			e.low = m.Mean
		}
		if e.high == nil || *m.Mean > *e.high {
			e.high = m.Mean
		}
	}
	var parts []string
	for _, side := range []string{"before", "after"} {
		if e := of[side]; e.low != nil {
			parts = append(parts, r.l.T("reform.months."+side, "Low", r.bare(*e.low), "High", r.says(*e.high)))
		}
	}
	return strings.Join(parts, r.l.T("join.clause"))
}
