package page

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
)

// soonDays is within how many working days an open task is due to be 将到期.
const soonDays = 5

// The states of a task, the urgent first.
const (
	taskLate     = "late"
	taskSoon     = "soon"
	taskOpen     = "open"
	taskDoneLate = "done_late"
	taskDone     = "done"
)

var taskStates = []string{taskLate, taskSoon, taskOpen, taskDoneLate, taskDone}

var taskClass = map[string]string{taskLate: red, taskSoon: amber, taskOpen: none, taskDoneLate: amber, taskDone: green}

// task is a task with how it stands on the day of the figures.
type task struct {
	assess.Task
	state string
	late  *float64 // working days after its due day; nil: it is not late, or the calendar of that year is not known
}

// task judges one.
func (in In) task(t assess.Task) task {
	asOf := in.asOf()
	out := task{Task: t, state: taskOpen}
	switch {
	case t.InTime():
		out.state = taskDone
	case !t.Done.IsZero():
		out.state, out.late = taskDoneLate, in.workdays(t.Due, t.Done)
	case t.Late(asOf):
		out.state, out.late = taskLate, in.workdays(t.Due, asOf)
	default:
		if left := in.workdays(asOf, t.Due); left != nil && *left <= soonDays {
			out.state = taskSoon
		}
	}
	return out
}

// workdays are those after from, up to and with to; nil when the calendar of a year between is not known.
func (in In) workdays(from, to time.Time) *float64 {
	if in.Calendar == nil {
		return nil
	}
	n, err := in.Calendar.Workdays(from, to)
	if err != nil {
		return nil
	}
	days := float64(n)
	return &days
}

func (in In) tasks(list []assess.Task) []task {
	out := make([]task, len(list))
	for i, t := range list {
		out[i] = in.task(t)
	}
	return out
}

// taskLight is a task's state as a light; one that has not begun says so.
func (l *Locale) taskLight(t task) Light {
	if t.state == taskOpen && t.Status == "not_begun" {
		return Light{none, l.T("task.not_begun")}
	}
	return Light{taskClass[t.state], l.T("task.state." + t.state)}
}

// taskCount counts tasks by how they stand.
type taskCount struct {
	all, inTime, doneLate, late, soon, open int
	longest                                 *float64 // working days that an open one is late
}

func countTasks(list []task) taskCount {
	n := taskCount{all: len(list)}
	for _, t := range list {
		switch t.state {
		case taskDone:
			n.inTime++
		case taskDoneLate:
			n.doneLate++
		case taskLate:
			n.late++
			if t.late != nil && (n.longest == nil || *t.late > *n.longest) {
				n.longest = t.late
			}
		case taskSoon:
			n.soon++
		default:
			n.open++
		}
	}
	return n
}

// done is how many are, in time or not; due is how many should be: those, and the late ones.
func (n taskCount) done() int { return n.inTime + n.doneLate }
func (n taskCount) due() int  { return n.done() + n.late }

// taskTable says which columns a table of tasks has beside those that all have.
type taskTable struct {
	whose bool // the responsible department
	moves bool // the indicators that a task is to move
}

// columns are those of the table.
func (t taskTable) columns(l *Locale) []Column {
	columns := []Column{
		{Key: "title", Title: l.T("task.title")},
		{Key: "no", Title: l.T("task.no"), Hide: true, Short: true},
		{Key: "kind", Title: l.T("task.kind"), File: true},
		{Key: "task", Title: l.T("task.group"), File: true},
	}
	if t.whose {
		columns = append(columns, Column{Key: "department", Title: l.T("col.department")})
	}
	columns = append(columns,
		Column{Key: "due", Title: l.T("task.due"), Short: true},
		Column{Key: "done", Title: l.T("task.done"), Short: true},
		Column{Key: "state", Title: l.T("col.state")},
		Column{Key: "late", Title: l.T("task.late"), Num: true},
	)
	if t.moves {
		columns = append(columns, Column{Key: "indicators", Title: l.T("task.indicators"), Wide: true})
	}
	return columns
}

// row is a task in the table.
func (of taskTable) row(in In, t task) Row {
	l := in.Locale
	title := words(t.Title)
	if t.Title == "" {
		title = words(l.T("task.request_of", "Topic", t.Group))
	}
	cells := []Cell{title, {Value: report.Text(t.No), Mono: true}, words(l.T("task.kinds." + string(t.Kind))), words(t.Group)}
	if of.whose {
		cells = append(cells, words(in.department(t.Department)).to(in.departmentURL(t.Department)))
	}
	light := l.taskLight(t)
	cells = append(cells, dayCell(t.Due), dayCell(t.Done), Cell{Value: report.Text(light.Word), Light: &light}, num(t.late, 0))
	if of.moves {
		cells = append(cells, in.movesCell(t.Indicators))
	}
	return Row{Cells: cells}
}

// dayCell is a cell of a day, a dash for none.
func dayCell(t time.Time) Cell {
	c := words(ISO(t))
	if t.IsZero() {
		c.Shown = dash
	}
	return c
}

// departmentURL is the page of an office, empty for one that nobody knows.
func (in In) departmentURL(code assess.DepartmentCode) string {
	if _, known := in.Departments[code]; !known {
		return ""
	}
	return in.url("/dept/" + string(code))
}

// movesCell names the indicators that a task is to move; each that is known leads to its page.
func (in In) movesCell(ids []assess.IndicatorID) Cell {
	names, links := make([]string, len(ids)), make([]Link, len(ids))
	for i, id := range ids {
		names[i] = in.indicator(id)
		links[i].Text = names[i]
		if _, known := in.Indicators[id]; known {
			links[i].Href = in.url("/i/" + string(id))
		}
	}
	c := words(strings.Join(names, in.Locale.T("join.list")))
	c.Links = links
	return c
}

// byUrgency puts late tasks first, the longest late of them on top, then those that are due soonest.
func byUrgency(list []task) []task {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b task) int {
		return cmp.Or(cmp.Compare(slices.Index(taskStates, a.state), slices.Index(taskStates, b.state)), a.Due.Compare(b.Due), cmp.Compare(a.No, b.No))
	})
	return out
}
