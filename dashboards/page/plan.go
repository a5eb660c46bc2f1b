package page

import (
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/chart"
)

// PlanInput is what the page of the action plan shows.
type PlanInput struct {
	In
	Assessment assess.Assessment
	Plan       assess.Plan
	Honours    []assess.Honour
	Months     map[assess.IndicatorID][]assess.Value // of ServiceIndicators
	Department assess.DepartmentCode                 // narrows the lists; empty: all
	State      string                                // of tasks; empty: all
	Whole      bool                                  // the campaign's tasks that went well too
}

// Plan is what is to be done in a year, by whom and until when, and how it stands.
type Plan struct {
	Base
	Facts    []Fact
	Tasks    Figure // the key tasks
	Timeline Figure
	Measures Figure
	Campaign Figure
	Open     Figure // requests and problems
	Months   Figure
	Reserve  Figure
	Honours  Figure
}

// plan is the page being built.
type plan struct {
	PlanInput
	l                            *Locale
	measures, campaign, problems []task // all of them
	requests                     []task
	groups                       []string // key tasks, in the order of the list
}

// NewPlan builds the page. A state that there is none of is not found.
func NewPlan(in PlanInput) (Plan, error) {
	if in.State != "" && !slices.Contains(taskStates, in.State) {
		return Plan{}, notFound("state", in.State)
	}
	p := plan{PlanInput: in, l: in.Locale, problems: in.tasks(in.Plan.Problems), requests: in.tasks(in.Plan.Requests)}
	for _, t := range in.tasks(in.Plan.Measures) {
		if t.Kind == assess.CampaignTask {
			p.campaign = append(p.campaign, t)
			continue
		}
		p.measures = append(p.measures, t)
		if !slices.Contains(p.groups, t.Group) {
			p.groups = append(p.groups, t.Group)
		}
	}
	out := Plan{Facts: p.facts(), Tasks: p.keyTasks(), Timeline: p.timeline(), Measures: p.measureList(), Campaign: p.campaignList(),
		Open: p.openList(), Months: p.months(), Reserve: reserveFigure(in.In, in.Plan), Honours: honourFigure(in.In, in.Honours)}
	out.Base = in.base(p.sentence(), out.Measures.Table, out.Tasks.Table, out.Timeline.Twin, out.Campaign.Table, out.Open.Table, out.Months.Table,
		out.Reserve.Table, out.Honours.Table)
	out.Title, out.Sub = p.l.T("nav.plan"), p.l.T("plan.sub")
	out.Crumbs = []Link{{Text: p.l.T("plan.crumb", "Period", p.l.Months(in.Year, in.asOf()))}}
	return out, nil
}

// sentence says how the plan and the campaign stand.
func (p plan) sentence() string {
	l := p.l
	if len(p.measures)+len(p.campaign) == 0 {
		return l.T("plan.h1.none", "Year", strconv.Itoa(p.Year))
	}
	m, c := countTasks(p.measures), countTasks(p.campaign)
	said := ""
	if m.all > 0 {
		said = l.T("plan.h1.measures", "N", m.all, "Done", l.Count(int64(m.done())))
	}
	if c.due() > 0 {
		if said != "" {
			said += l.T("join.clause")
		}
		said += l.T("plan.h1.campaign", "N", c.due(), "Done", l.Count(int64(c.inTime)))
	}
	both := countTasks(slices.Concat(p.measures, p.campaign))
	switch {
	case both.late == 0:
		said += l.T("join.clause") + l.T("plan.h1.none_late")
	case both.longest == nil:
		said += l.T("join.clause") + l.T("plan.h1.late", "N", both.late)
	default:
		said += l.T("join.clause") + l.T("plan.h1.longest", "N", both.late, "Days", shown(*both.longest, 0))
	}
	return said
}

// ofAll writes a part of a whole: 17 / 18.
func (l *Locale) ofAll(part, whole int) string {
	return l.T("plan.of", "Part", l.Count(int64(part)), "Whole", l.Count(int64(whole)))
}

// facts are the numerators and denominators that AP01, AP02 and AP06 have, and what needs somebody.
func (p plan) facts() []Fact {
	l := p.l
	m, c, r := countTasks(p.measures), countTasks(p.campaign), countTasks(p.problems)
	both := countTasks(slices.Concat(p.measures, p.campaign))
	facts := []Fact{
		{Title: l.T("plan.fact.measures"), Value: l.ofAll(m.done(), m.due()), Note: l.T("plan.fact.measures_note", "N", m.all), Href: p.url("/i/AP01")},
		{Title: l.T("plan.fact.campaign"), Value: l.ofAll(c.inTime, c.due()), Note: l.T("plan.fact.campaign_note", "N", c.all), Href: p.url("/i/AP02")},
		{Title: l.T("plan.fact.late"), Value: l.Count(int64(both.late)), Href: p.here("state", taskLate) + "#measures"},
		{Title: l.T("plan.fact.soon"), Value: l.Count(int64(both.soon)), Note: l.T("plan.fact.soon_note", "N", soonDays), Href: p.here("state", taskSoon) + "#measures"},
		{Title: l.T("plan.fact.problems"), Value: l.ofAll(r.inTime, r.due()), Note: l.T("plan.fact.problems_note"), Href: p.url("/i/AP06")},
	}
	if both.late > 0 {
		facts[2].Tone = "down"
	}
	if firms := countFirms(p.Plan.Firms); firms.all > 0 {
		facts = append(facts, Fact{Title: l.T("plan.fact.firms"), Value: l.ofAll(firms.onTarget, firms.all), Note: l.T("plan.fact.firms_note"), Href: p.url("/i/IN01")})
	}
	return facts
}

// empty is what stands instead of a list that the year has not.
func (p plan) empty(key string) *State {
	return &State{Title: p.l.T(key), Text: p.l.T("plan.none_text")}
}

// keyTasks is how far each key task has come, and the campaign.
func (p plan) keyTasks() Figure {
	l := p.l
	table := &Table{
		Name: "tasks", Caption: l.T("plan.tasks.caption"), Class: "cards",
		Columns: []Column{
			{Key: "task", Title: l.T("task.group")},
			{Key: "measures", Title: l.T("plan.tasks.all"), Num: true},
			{Key: "done", Title: l.T("plan.tasks.done"), Num: true},
			{Key: "late", Title: l.T("plan.tasks.late"), Num: true},
			{Key: "soon", Title: l.T("plan.tasks.soon"), Num: true},
			{Key: "open", Title: l.T("plan.tasks.open"), Num: true},
			{Key: "bar", Title: l.T("plan.tasks.progress"), Drawn: true, Class: "w-some", Hide: true},
			{Key: "share", Title: l.T("plan.tasks.share"), Unit: "%", Num: true},
		},
		Empty: p.empty("plan.none"),
	}
	add := func(name string, list []task, sum bool, href string) {
		n := countTasks(list)
		share := percentOf(float64(n.done()), float64(n.all))
		table.Rows = append(table.Rows, Row{Sum: sum, Cells: []Cell{
			words(name).to(href), count(int64(n.all)), count(int64(n.done())), count(int64(n.late)), count(int64(n.soon)), count(int64(n.open)),
			{Bar: &Bar{share, "g"}}, percent(&share, 0),
		}})
	}
	best, behind := "", 0
	for i, group := range p.groups {
		list := slices.DeleteFunc(slices.Clone(p.measures), func(t task) bool { return t.Group != group })
		add(group, list, false, p.url("/plan")+"#"+p.anchor(i))
		if n := countTasks(list); n.late > behind {
			best, behind = group, n.late
		}
	}
	f := Figure{ID: "tasks", Span: "c12", Kicker: l.T("plan.tasks.kicker"), Finding: l.T("plan.none"), Table: table}
	if len(p.measures) > 0 {
		add(l.T("plan.tasks.sum", "N", len(p.measures)), p.measures, true, "")
		f.Finding = l.T("plan.tasks.finding", "N", len(p.groups), "Measures", l.Count(int64(len(p.measures))))
		if behind > 0 {
			f.Finding += l.T("join.clause") + l.T("plan.tasks.behind", "Task", best, "N", behind)
		}
	}
	if len(p.campaign) > 0 {
		add(l.T("task.kinds.campaign"), p.campaign, false, p.url("/plan")+"#campaign")
	}
	f.Trace = p.trace(f.ID, table.Name, Link{}, l.from(l.T("plan.source")), l.by(l.T("plan.tasks.rule")), l.cases(int64(len(p.measures)+len(p.campaign))))
	return f
}

// anchor is the place of a key task on the page.
func (plan) anchor(i int) string { return "task-" + strconv.Itoa(i+1) }

// timeline is when each measure was due and done.
func (p plan) timeline() Figure {
	l := p.l
	twin := &Table{
		Name: "timeline", Caption: l.T("plan.timeline.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "title", Title: l.T("task.title")},
			{Key: "due", Title: l.T("task.due"), Short: true},
			{Key: "done", Title: l.T("task.done"), Short: true},
			{Key: "late", Title: l.T("task.late"), Num: true},
		},
	}
	in := chart.TasksInput{AsOf: p.asOf(), Today: l.T("plan.timeline.today", "Day", l.Day(p.asOf()))}
	list := slices.Clone(p.measures)
	slices.SortStableFunc(list, func(a, b task) int { return a.Due.Compare(b.Due) })
	late := 0
	for _, t := range list {
		in.Tasks = append(in.Tasks, chart.Task{Name: t.Title, Due: t.Due, Done: t.Done})
		twin.Rows = append(twin.Rows, Row{Cells: []Cell{words(t.Title), dayCell(t.Due), dayCell(t.Done), num(t.late, 0)}})
		if t.state == taskDoneLate {
			late++
		}
	}
	f := Figure{ID: "timeline", Span: "c12", Kicker: l.T("plan.timeline.kicker"), Finding: l.T("plan.none"), Twin: twin}
	f.Trace = p.trace(f.ID, twin.Name, Link{}, l.from(l.T("plan.source")), l.by(l.T("plan.timeline.rule")), l.cases(int64(len(list))))
	if len(list) == 0 {
		f.State, f.Twin = p.empty("plan.none"), &Table{Name: twin.Name}
		return f
	}
	n := countTasks(list)
	f.Finding = l.T("plan.timeline.finding", "InTime", l.Count(int64(n.inTime)), "DoneLate", l.Count(int64(late)), "Late", l.Count(int64(n.late)))
	option, err := chart.Tasks(in)
	if f.draw(l, f.Finding, "h560", option, err); f.Chart == nil {
		return f
	}
	f.Legend = []Legend{{"", "◇", l.T("task.due")}, {"", "●", l.T("task.done")}, {Class: "g", Text: l.T("plan.timeline.early")},
		{Class: "a", Text: l.T("plan.timeline.late")}, {Class: "b", Text: l.T("plan.timeline.ahead")}}
	return f
}

// asked says whether a task passes the filter.
func (p plan) asked(t task) bool {
	return (p.Department == "" || t.Department == p.Department) && (p.State == "" || t.state == p.State)
}

// filter narrows the lists of measures and tasks.
func (p plan) filter() *Filter {
	l := p.l
	f := &Filter{Action: "/plan", Submit: l.T("rejects.filter")}
	f.Keep = p.kept()
	all := slices.Concat(p.measures, p.campaign, p.problems, p.requests)
	by, states := map[assess.DepartmentCode]int64{}, map[string]int64{}
	var codes []assess.DepartmentCode
	for _, t := range all {
		if by[t.Department]++; by[t.Department] == 1 {
			codes = append(codes, t.Department)
		}
		states[t.state]++
	}
	slices.SortFunc(codes, func(a, b assess.DepartmentCode) int { return int(by[b] - by[a]) })
	option := func(name string, n int64) string { return l.T("rejects.option", "Name", name, "Rows", l.Count(n)) }
	offices := FilterField{Name: "department", Title: l.T("col.department"), Options: []Option{{"", l.T("plan.all_departments"), p.Department == ""}}}
	for _, code := range codes {
		offices.Options = append(offices.Options, Option{string(code), option(p.department(code), by[code]), code == p.Department})
	}
	kinds := FilterField{Name: "state", Title: l.T("col.state"), Options: []Option{{"", l.T("plan.all_states"), p.State == ""}}}
	for _, state := range taskStates {
		kinds.Options = append(kinds.Options, Option{state, option(l.T("task.state."+state), states[state]), state == p.State})
	}
	f.Fields = []FilterField{offices, kinds}
	if p.narrowed() {
		f.Reset = Link{Text: l.T("rejects.reset"), Href: p.url("/plan")}
	}
	return f
}

// narrowed says whether the lists are.
func (p plan) narrowed() bool { return p.Department != "" || p.State != "" }

// measureList is every measure below its key task.
func (p plan) measureList() Figure {
	l, of := p.l, taskTable{whose: true, moves: true}
	table := &Table{Name: "measures", Caption: l.T("plan.measures.caption"), Class: "dense cards", Columns: of.columns(l), Empty: p.empty("plan.none")}
	if p.narrowed() {
		table.Empty = &State{Title: l.T("plan.measures.none_here"), Text: l.T("plan.none_here_text")}
	}
	listed := 0
	for i, group := range p.groups {
		head := Row{Group: true, Anchor: p.anchor(i), Cells: make([]Cell, len(table.Columns))}
		var rows []Row
		var whole []task
		for _, t := range p.measures {
			if t.Group != group {
				continue
			}
			whole = append(whole, t)
			if p.asked(t) {
				rows = append(rows, of.row(p.In, t))
			}
		}
		if len(rows) == 0 {
			continue
		}
		n := countTasks(whole)
		head.Cells[0] = words(group)
		head.Cells[2], head.Cells[3] = words(l.T("task.group")), words(group)
		head.Cells[7] = words(l.T("plan.measures.progress", "Done", l.Count(int64(n.done())), "N", n.all))
		table.Rows = append(append(table.Rows, head), rows...)
		listed += len(rows)
	}
	f := Figure{ID: "measures", Span: "c12", Kicker: l.T("plan.measures.kicker"), Finding: l.T("plan.none"), Table: table, Filter: p.filter()}
	switch n := countTasks(p.measures); {
	case p.narrowed():
		f.Finding = l.T("plan.measures.narrowed", "N", listed, "All", l.Count(int64(n.all)))
	case n.all > 0:
		f.Finding = l.T("plan.measures.finding", "N", n.all, "Done", l.Count(int64(n.done())), "Late", l.Count(int64(n.late)))
	}
	f.Trace = p.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: p.url("/i/AP01")}, l.from(l.T("plan.source")), l.by(l.T("plan.measures.rule", "N", soonDays)), l.cases(int64(listed)))
	return f
}

// campaignList is the tasks of the campaign; without a choice those that did not go well, the urgent first.
func (p plan) campaignList() Figure {
	l, of := p.l, taskTable{whose: true}
	table := &Table{Name: "campaign", Caption: l.T("plan.campaign.caption"), Class: "dense cards", Columns: of.columns(l),
		Empty: &State{Title: l.T("plan.campaign.none_here"), Text: l.T("plan.none_here_text")}}
	if len(p.campaign) == 0 {
		table.Empty = p.empty("plan.campaign.none")
	}
	for _, t := range byUrgency(p.campaign) {
		if p.asked(t) && (p.narrowed() || p.Whole || t.state != taskDone) {
			table.Rows = append(table.Rows, of.row(p.In, t))
		}
	}
	f := Figure{ID: "campaign", Span: "c12", Kicker: l.T("plan.campaign.kicker"), Finding: l.T("plan.campaign.none"), Table: table}
	if n := countTasks(p.campaign); n.all > 0 {
		f.Finding = l.T("plan.campaign.finding", "N", n.due(), "InTime", l.Count(int64(n.inTime)), "DoneLate", l.Count(int64(n.doneLate)), "Late", l.Count(int64(n.late)))
		if !p.narrowed() && !p.Whole {
			f.More = &Link{Text: l.T("plan.campaign.more", "N", n.all), Href: p.here("show", "all") + "#campaign"}
		}
	}
	f.Trace = p.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: p.url("/i/AP02")}, l.from(l.T("plan.source")), l.by(l.T("plan.campaign.rule")), l.cases(int64(len(p.campaign))))
	return f
}
