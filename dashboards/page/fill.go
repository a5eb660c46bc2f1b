package page

import (
	"strconv"
	"time"

	"yingshang/dashboards/assess"
)

// Deadline is until when a period's values are filled in.
type Deadline struct {
	Due     time.Time // zero: unknown
	Unknown int       // the year whose calendar is not entered
	Left    int       // working days from today to the due day; below zero: so many have passed since
	Over    bool      // the due day has passed
}

// FillTask is a department's sheet of a period, as the list shows it.
type FillTask struct {
	Filling    assess.Filling
	Deadline   Deadline
	Indicators int
	Stands     bool // the office's sheet has a value for every indicator
}

// office says that nobody filled the sheet in here and nothing is missing: the office's sheet brought its values.
func (t FillTask) office() bool { return t.Filling.State == assess.FillOpen && t.Stands }

// FillInput is what the list of sheets shows.
type FillInput struct {
	In
	Account assess.Account
	Tasks   []FillTask // those that the account may see
	Deeds   []assess.Deed
}

// Fill is the list of sheets: what there is to fill in, to review, and until when.
type Fill struct {
	Base
	Desk
	Facts []Fact
	Tasks Figure
	Audit *Figure // of who administers
}

// Desk says who is logged in.
type Desk struct {
	Who    string
	Logout string // address
}

func (in In) desk(a assess.Account) Desk {
	return Desk{Who: in.Locale.T("fill.who", "Name", a.Name, "Role", in.Locale.T("fill.role."+string(a.Role))), Logout: in.url("/logout")}
}

// NewFill builds the list.
func NewFill(in FillInput) Fill {
	l := in.Locale
	table := &Table{Name: "fill", Caption: l.T("fill.caption"), Class: "dense cards", Columns: []Column{
		{Key: "department", Title: l.T("col.department")},
		{Key: "period", Title: l.T("fill.col.period"), Short: true},
		{Key: "state", Title: l.T("fill.col.state")},
		{Key: "indicators", Title: l.T("fill.col.indicators"), Num: true},
		{Key: "due_on", Title: l.T("fill.col.due"), Wide: true},
		{Key: "days_left", Title: l.T("fill.col.left")},
		{Key: "filled_by", Title: l.T("fill.col.filler")},
		{Key: "reviewed_by", Title: l.T("fill.col.reviewer")},
	}, Empty: &State{Title: l.T("fill.none"), Text: l.T("fill.none_text")}}
	fill, review, over, done := 0, 0, 0, 0
	for _, t := range in.Tasks {
		f := t.Filling
		switch {
		case t.office() && t.Deadline.Over: // nothing is asked for any more
		case in.Account.MayFill(f.Department) && f.State.Editable() && f.State != assess.FillLoaded:
			fill++
			if t.Deadline.Over {
				over++
			}
		case in.Account.MayReview(f.Department) && f.State == assess.FillSubmitted:
			review++
		}
		if f.State == assess.FillLoaded {
			done++
		}
		light := l.fillLight(f.State)
		left := words(l.left(t.Deadline, f))
		if t.office() {
			light = Light{green, l.T("fill.state.office")}
			if t.Deadline.Over {
				left = Cell{Shown: dash}
			}
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(in.department(f.Department)).to(in.sheet(f.Department, f.Period)), words(f.Period), {Value: words(light.Word).Value, Light: &light},
			count(int64(t.Indicators)), words(l.due(t.Deadline)), left, words(f.SavedBy), words(f.ReviewedBy),
		}})
	}
	p := Fill{Desk: in.desk(in.Account), Tasks: Figure{ID: "tasks", Span: "c12", Kicker: l.T("fill.kicker"), Table: table}}
	p.Tasks.Finding = l.T("fill.finding", "N", len(in.Tasks), "Done", l.Count(int64(done)))
	p.Tasks.Trace = in.trace("tasks", table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("fill.rule")))
	p.Facts = []Fact{
		{Title: l.T("fill.fact.fill"), Value: l.Count(int64(fill)), Note: l.T("fill.fact.fill_note")},
		{Title: l.T("fill.fact.over"), Value: l.Count(int64(over)), Note: l.T("fill.fact.over_note")},
		{Title: l.T("fill.fact.review"), Value: l.Count(int64(review)), Note: l.T("fill.fact.review_note")},
		{Title: l.T("fill.fact.done"), Value: l.Count(int64(done)), Note: l.T("fill.fact.done_note")},
	}
	tables := []*Table{table}
	if in.Account.Role == assess.RoleAdmin {
		f := in.deeds("audit", in.Deeds)
		p.Audit = &f
		tables = append(tables, f.Table)
	}
	switch {
	case in.Account.Role == assess.RoleReviewer:
		p.Base = in.base(l.T("fill.h1_review", "N", review), tables...)
	case in.Account.Role == assess.RoleFiller && over > 0:
		p.Base = in.base(l.T("fill.h1_over", "N", fill, "Over", l.Count(int64(over))), tables...)
	case in.Account.Role == assess.RoleFiller:
		p.Base = in.base(l.T("fill.h1", "N", fill), tables...)
	default:
		p.Base = in.base(l.T("fill.h1_read", "N", len(in.Tasks)), tables...)
	}
	p.Title, p.Sub = l.T("nav.fill"), l.T("fill.sub")
	return p
}

// sheet is the address of a sheet.
func (in In) sheet(d assess.DepartmentCode, period string, pairs ...string) string {
	return in.url("/fill/"+string(d)+"/"+period, pairs...)
}

// due writes a deadline, or until when it is unknown.
func (l *Locale) due(d Deadline) string {
	if d.Due.IsZero() {
		return l.T("fill.due_unknown", "Year", strconv.Itoa(d.Unknown))
	}
	return ISO(d.Due)
}

// left writes how many working days there are until the deadline; nothing more is asked of a sheet that was handed in.
func (l *Locale) left(d Deadline, f assess.Filling) string {
	switch {
	case f.Late:
		return l.T("fill.late")
	case f.State == assess.FillSubmitted || f.State == assess.FillApproved || f.State == assess.FillLoaded:
		return l.T("fill.in_time")
	case d.Due.IsZero():
		return dash
	case d.Over:
		return l.T("fill.left_over", "N", -d.Left)
	}
	return l.T("fill.left", "N", d.Left)
}

// fillLight is a sheet's state as a light.
func (l *Locale) fillLight(s assess.FillState) Light {
	class := amber
	switch s {
	case assess.FillLoaded:
		class = green
	case assess.FillReturned, assess.FillRejected:
		class = red
	case assess.FillOpen:
		class = none
	}
	return Light{class, l.T("fill.state." + string(s))}
}
