package page

import (
	"slices"

	"yingshang/dashboards/assess"
)

// ServiceIndicators are those that the page shows by month: visits, requests, and what enterprises said of it.
var ServiceIndicators = []assess.IndicatorID{"AP03", "AP04", "AP05"}

// openList is the requests of enterprises and the problems to be put right that are past their due day.
func (p plan) openList() Figure {
	l, of := p.l, taskTable{whose: true}
	table := &Table{Name: "open", Caption: l.T("plan.open.caption"), Class: "dense cards", Columns: of.columns(l),
		Empty: &State{Title: l.T("plan.open.none"), Text: l.T("plan.open.none_text")}}
	late := map[assess.TaskKind]int{}
	for _, t := range byUrgency(slices.Concat(p.requests, p.problems)) {
		if t.state != taskLate {
			continue
		}
		late[t.Kind]++
		if p.Department == "" || t.Department == p.Department {
			table.Rows = append(table.Rows, of.row(p.In, t))
		}
	}
	f := Figure{ID: "open", Span: "c12", Kicker: l.T("plan.open.kicker"), Finding: l.T("plan.open.none"), Table: table}
	if n := late[assess.FirmRequest] + late[assess.Rectification]; n > 0 {
		f.Finding = l.T("plan.open.finding", "Requests", l.Count(int64(late[assess.FirmRequest])), "Problems", l.Count(int64(late[assess.Rectification])))
	}
	f.Trace = p.trace(f.ID, table.Name, Link{}, l.from(l.T("plan.open.source")), l.by(l.T("plan.open.rule")), l.cases(int64(len(table.Rows))))
	return f
}

// months is what was done for enterprises month by month: visits, requests, and what they said of it.
func (p plan) months() Figure {
	l := p.l
	table := &Table{
		Name: "services", Caption: l.T("plan.months.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "month", Title: l.T("col.month"), Short: true},
			{Key: "visited", Title: l.T("plan.months.visited"), Num: true},
			{Key: "to_visit", Title: l.T("plan.months.to_visit"), Num: true},
			{Key: "coverage", Title: l.T("plan.months.coverage"), Unit: "%", Num: true},
			{Key: "in_time", Title: l.T("plan.months.in_time"), Num: true},
			{Key: "due", Title: l.T("plan.months.due"), Num: true},
			{Key: "in_time_rate", Title: l.T("plan.months.in_time_rate"), Unit: "%", Num: true},
			{Key: "satisfied", Title: l.T("plan.months.satisfied"), Num: true},
			{Key: "asked", Title: l.T("plan.months.asked"), Num: true},
			{Key: "satisfaction", Title: l.T("plan.months.satisfaction"), Unit: "%", Num: true},
		},
		Empty: &State{Title: l.T("plan.months.none"), Text: l.T("plan.none_text")},
	}
	by := map[string]map[assess.IndicatorID]assess.Value{}
	var months []string
	for _, id := range ServiceIndicators {
		for _, v := range p.Months[id] {
			month := v.Period.String()
			if by[month] == nil {
				by[month] = map[assess.IndicatorID]assess.Value{}
				months = append(months, month)
			}
			by[month][id] = v
		}
	}
	slices.Sort(months)
	row := func(name string, of map[assess.IndicatorID]assess.Value, year bool) Row {
		cells := []Cell{words(name)}
		for _, id := range ServiceIndicators {
			v := of[id]
			rate := num(v.Value, 1)
			if v.Value != nil {
				rate = exact(v.Value, 1)
				rate.Shown = shown(*v.Value, 1) + "%"
			}
			if v.Status == assess.Missing { // nobody's list was handed in: that is not 0 of 0
				v.Numerator, v.Denominator = nil, nil
			}
			cells = append(cells, amount(v.Numerator), amount(v.Denominator), rate)
		}
		return Row{Me: year, Cells: cells} // no sum of the months: an enterprise counts once
	}
	for _, month := range months {
		table.Rows = append(table.Rows, row(month, by[month], false))
	}
	f := Figure{ID: "services", Span: "c12", Kicker: l.T("plan.months.kicker"), Finding: l.T("plan.months.none"), Table: table}
	visits, requests, said := p.Assessment.Values["AP03"], p.Assessment.Values["AP04"], p.Assessment.Values["AP05"]
	if len(months) > 0 {
		table.Rows = append(table.Rows, row(l.T("plan.months.year"), p.Assessment.Values, true))
	}
	if visits.Value != nil && requests.Value != nil && said.Value != nil {
		f.Finding = l.T("plan.months.finding", "Visits", shown(*visits.Value, 1), "Requests", shown(*requests.Value, 1), "Said", shown(*said.Value, 1))
	}
	f.Trace = p.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: p.url("/i/AP03")}, l.from(l.T("plan.months.source")), l.by(l.T("plan.months.rule")), l.cases(requests.N))
	return f
}
