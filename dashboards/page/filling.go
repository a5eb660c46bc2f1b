package page

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// FillingInput is what a department's sheet of a period shows.
type FillingInput struct {
	In
	Account   assess.Account
	Period    assess.Period
	Today     time.Time
	Filling   assess.Filling
	Deadline  Deadline
	Asked     []assess.IndicatorID                // of the department in that period
	Now, Last map[assess.IndicatorID]assess.Value // what stands for this period and for the one before
	Before    string                              // the period before
	Evidence  []assess.Evidence
	Deeds     []assess.Deed

	Typed   []assess.FillRow              // what was typed, when it is not what was saved
	Rejects []assess.Reject               // of the rows, by line: the first row is line 2
	Files   map[assess.IndicatorID][]Text // what is wrong with files
	Said    string                        // what has just happened: key of the catalogue
}

// Text is a text of the catalogue with its values.
type Text struct {
	Key  string
	Args []any
}

// Filling is a department's sheet: a form for who fills it in, a table for everybody else.
type Filling struct {
	Base
	Desk
	Facts   []Fact
	Notice  *State
	Action  string
	Version int64
	Form    []FillItem // of who fills in; empty when nothing may be changed now
	Reset   Link
	Sheet   Figure
	Review  bool   // approve or return
	Months  []Link // sheets of the year's months that have begun, or the way back to the year
	History Figure
}

// FillItem is an indicator's part of the form.
type FillItem struct {
	ID     string
	Title  string
	Unit   string
	Hint   string
	Fields []FillField
	Status []Option
	Note   string
	Faults []string // of the status and of the row
	Files  []FillFile
	Refuse []string // what is wrong with files
}

// FillField is one number to type.
type FillField struct {
	Name, Title, Value string
	Theirs             string   // what somebody else has saved meanwhile
	Faults             []string // beside it
}

// FillFile is a file behind a value.
type FillFile struct {
	ID         int64
	Name, Href string
	About      string
}

// fieldOf is the field beside which a reason stands; other reasons stand below the row.
var fieldOf = map[string]string{
	"no_value": "value", "bad_value": "value", "bad_parts": "denominator", "not_quotient": "denominator", "bad_count": "n",
}

// fillStatuses are the words that a sheet may give for a value.
var fillStatuses = []assess.Status{assess.Measured, assess.NoPractice, assess.NotApplicable, assess.Missing}

// NewFilling builds the page.
func NewFilling(in FillingInput) Filling {
	l, f := in.Locale, in.Filling
	name := in.department(f.Department)
	p := Filling{
		Desk: in.desk(in.Account), Action: in.sheet(f.Department, f.Period), Version: f.Version, Notice: in.notice(),
		Review: in.Account.MayReview(f.Department) && f.State == assess.FillSubmitted,
		Reset:  Link{Text: l.T("fill.list"), Href: in.url("/fill")},
	}
	rows := in.rows()
	if in.Account.MayFill(f.Department) && f.State.Editable() {
		for i, r := range rows {
			p.Form = append(p.Form, in.item(i, r))
		}
	}
	light := l.fillLight(f.State)
	p.Facts = []Fact{
		{Title: l.T("fill.col.state"), Light: &light, Note: in.stateNote()},
		{Title: l.T("fill.col.due"), Value: l.due(in.Deadline), Tone: "name", Note: l.left(in.Deadline, f)},
		{Title: l.T("fill.col.filler"), Value: dashed(f.SavedBy), Tone: "name", Note: in.stamp(f.SavedAt)},
		{Title: l.T("fill.col.reviewer"), Value: dashed(f.ReviewedBy), Tone: "name", Note: in.stamp(f.ReviewedAt)},
		{Title: l.T("fill.col.evidence"), Value: l.Count(int64(len(in.Evidence))), Note: l.T("fill.evidence_note")},
	}
	p.Months = in.months()
	p.Sheet = in.sheetFigure(rows)
	p.History = in.deeds("history", in.Deeds)
	p.Base = in.base(l.T("fill.h1_sheet", "Department", name, "Period", f.Period, "State", light.Word), p.Sheet.Table, p.History.Table)
	p.Title = name + " " + f.Period
	p.Sub = l.T("fill.sub_sheet")
	p.Crumbs = []Link{{Text: l.T("nav.fill"), Href: in.url("/fill")}, {Text: p.Title}}
	return p
}

// months lead from the sheet of a year to those of its months, and back: a year's value scores, a month's shows how it came
// about.
func (in FillingInput) months() []Link {
	year, d := in.Period.Start.Year(), in.Filling.Department
	links := []Link{{Text: strconv.Itoa(year), Href: in.sheet(d, strconv.Itoa(year)), Current: in.Period.Kind == assess.Year}}
	for m := assess.MonthOf(year, time.January); m.Start.Year() == year && !m.Start.After(in.Today); m = assess.MonthOf(year, m.Start.Month()+1) {
		links = append(links, Link{Text: m.String(), Href: in.sheet(d, m.String()), Current: in.Period == m})
	}
	return links
}

// rows are what was typed or saved, one for each indicator of the department.
func (in FillingInput) rows() []assess.FillRow {
	from := in.Typed
	if from == nil {
		from = in.Filling.Rows
	}
	out := make([]assess.FillRow, len(in.Asked))
	for i, id := range in.Asked {
		out[i] = rowOf(from, id)
	}
	return out
}

func rowOf(rows []assess.FillRow, id assess.IndicatorID) assess.FillRow {
	for _, r := range rows {
		if r.Indicator == id {
			return r
		}
	}
	return assess.FillRow{Indicator: id}
}

// item is the part of the form for one row.
func (in FillingInput) item(i int, r assess.FillRow) FillItem {
	l, ind := in.Locale, in.In.Indicators[r.Indicator]
	out := FillItem{ID: string(r.Indicator), Title: in.indicator(r.Indicator), Unit: l.Of(ind.Unit), Note: r.Note, Hint: in.hint(r.Indicator)}
	faults := map[string][]string{}
	for _, reject := range in.Rejects {
		if int(reject.Line) == i+2 {
			for _, reason := range reject.Reasons {
				faults[fieldOf[reason.Code]] = append(faults[fieldOf[reason.Code]], l.Of(reason.Text))
			}
		}
	}
	theirs := rowOf(in.Filling.Rows, r.Indicator)
	field := func(name, title, value, saved string) {
		f := FillField{Name: out.ID + "." + name, Title: title, Value: value, Faults: faults[name]}
		if in.Typed != nil && saved != value && in.Said == "conflict" {
			f.Theirs = l.T("fill.theirs", "Name", in.Filling.SavedBy, "Value", dashed(saved))
		}
		out.Fields = append(out.Fields, f)
	}
	field("value", l.T("fill.field.value", "Unit", out.Unit), r.Value, theirs.Value)
	field("numerator", l.T("fill.field.numerator"), r.Numerator, theirs.Numerator)
	field("denominator", l.T("fill.field.denominator"), r.Denominator, theirs.Denominator)
	field("n", l.T("fill.field.n"), r.N, theirs.N)
	for _, s := range fillStatuses {
		out.Status = append(out.Status, Option{string(s), l.T("fill.status." + string(s)), string(s) == r.Status || r.Status == "" && s == assess.Measured})
	}
	out.Faults = faults[""]
	for _, e := range in.Evidence {
		if e.Indicator == r.Indicator {
			out.Files = append(out.Files, FillFile{e.ID, e.Name, in.evidence(e), l.evidenceNote(e)})
		}
	}
	for _, t := range in.Files[r.Indicator] {
		out.Refuse = append(out.Refuse, l.T(t.Key, t.Args...))
	}
	return out
}

// stamp writes a moment, nothing when there is none.
func (in In) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return in.moment(t)
}

func dashed(s string) string {
	if s == "" {
		return dash
	}
	return s
}

// evidence is the address of a file.
func (in In) evidence(e assess.Evidence) string { return fmt.Sprintf("/fill/evidence/%d", e.ID) }

// evidenceNote says how large a file is, who gave it, and the first digits of its hash.
func (l *Locale) evidenceNote(e assess.Evidence) string {
	return l.T("fill.file", "Size", sizeOf(e.Bytes), "Name", e.By, "Hash", e.SHA256[:min(12, len(e.SHA256))])
}

func sizeOf(n int64) string {
	if n < 1024 {
		return fmt.Sprint(n, " B")
	}
	return shown(float64(n)/1024, 1) + " KB"
}

// hint says what stands for this period, and what stood for the one before.
func (in FillingInput) hint(id assess.IndicatorID) string {
	return in.Locale.T("fill.hint", "Before", in.Before, "Last", in.says(id, in.Last), "Now", in.says(id, in.Now))
}

func (in FillingInput) says(id assess.IndicatorID, values map[assess.IndicatorID]assess.Value) string {
	v, ok := values[id]
	switch {
	case !ok || v.Value == nil && v.Status == assess.Measured:
		return in.Locale.T("fill.hint_none")
	case v.Value == nil:
		return in.Locale.T("light." + string(v.Status))
	}
	ind := in.In.Indicators[id]
	return in.Locale.quantity(shown(*v.Value, ind.Decimals), in.Locale.Of(ind.Unit))
}

// notice says what has just happened, or what the sheet waits for.
func (in FillingInput) notice() *State {
	l, f := in.Locale, in.Filling
	bad := 0
	for _, r := range in.Rejects {
		bad += len(r.Reasons)
	}
	files := 0
	for _, list := range in.Files {
		files += len(list)
	}
	switch {
	case in.Said == "conflict":
		return &State{Class: "bad", Title: l.T("fill.said.conflict", "Name", f.SavedBy), Text: l.T("fill.said.conflict_text")}
	case files > 0:
		return &State{Class: "bad", Title: l.T("fill.said.files", "N", files), Text: l.T("fill.said.files_text")}
	case bad > 0:
		return &State{Class: "bad", Title: l.T("fill.said.faults", "N", bad), Text: l.T("fill.said.faults_text")}
	case in.Said == "reason":
		return &State{Class: "bad", Title: l.T("fill.said.reason"), Text: l.T("fill.said.reason_text")}
	case in.Said == "good", in.Said == "saved":
		return &State{Title: l.T("fill.said." + in.Said), Text: l.T("fill.said." + in.Said + "_text")}
	case f.State == assess.FillReturned:
		return &State{Class: "warn", Title: l.T("fill.said.returned", "Name", f.ReviewedBy), Text: f.Reason}
	case f.State == assess.FillRejected:
		s := &State{Class: "bad", Title: l.T("fill.said.rejected"), Text: l.Of(f.Note)}
		return s
	case f.State == assess.FillSubmitted:
		return &State{Title: l.T("fill.said.submitted", "Name", f.SubmittedBy), Text: l.T("fill.said.submitted_text")}
	case f.State == assess.FillApproved:
		return &State{Title: l.T("fill.said.approved", "Name", f.ReviewedBy), Text: l.T("fill.said.approved_text")}
	}
	return nil
}

// stateNote is a word beside the state.
func (in FillingInput) stateNote() string {
	f := in.Filling
	switch {
	case f.Load != 0 && f.State == assess.FillLoaded:
		return in.Locale.T("fill.load", "Load", strconv.FormatUint(f.Load, 10))
	case f.Version > 0:
		return in.Locale.T("fill.version", "Version", strconv.FormatInt(f.Version, 10))
	}
	return ""
}

// sheetFigure is the sheet as a table.
func (in FillingInput) sheetFigure(rows []assess.FillRow) Figure {
	l := in.Locale
	table := &Table{Name: "sheet", Caption: l.T("fill.sheet.caption"), Class: "dense cards", Columns: []Column{
		{Key: "indicator", Title: l.T("col.indicator")},
		{Key: "indicator_id", Title: l.T("col.code"), Hide: true},
		{Key: "value", Title: l.T("col.value"), Num: true},
		{Key: "unit", Title: l.T("col.unit")},
		{Key: "numerator", Title: l.T("fill.field.numerator"), Num: true},
		{Key: "denominator", Title: l.T("fill.field.denominator"), Num: true},
		{Key: "n", Title: l.T("fill.field.n"), Num: true},
		{Key: "status", Title: l.T("fill.col.status")},
		{Key: "before", Title: l.T("fill.col.before", "Period", in.Before), Num: true},
		{Key: "note", Title: l.T("fill.col.note"), Wide: true},
	}}
	filled := 0
	for _, r := range rows {
		if r.Value != "" || r.Status != "" && r.Status != string(assess.Measured) {
			filled++
		}
		status := r.Status
		if status == "" && r.Value == "" {
			status = string(assess.Missing)
		} else if status == "" {
			status = string(assess.Measured)
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(in.indicator(r.Indicator)).to(in.url("/i/" + string(r.Indicator))), words(string(r.Indicator)), words(r.Value),
			words(l.Of(in.In.Indicators[r.Indicator].Unit)), words(r.Numerator), words(r.Denominator), words(r.N), words(in.statusWord(status)),
			words(in.says(r.Indicator, in.Last)), words(r.Note),
		}})
	}
	f := Figure{ID: "sheet", Span: "c12", Kicker: l.T("fill.sheet.kicker", "Department", in.department(in.Filling.Department), "Period", in.Filling.Period),
		Finding: l.T("fill.sheet.finding", "N", len(rows), "Filled", l.Count(int64(filled))), Table: table}
	for _, e := range in.Evidence {
		f.Pairs = append(f.Pairs, Definition{string(e.Indicator), []Link{{Text: e.Name, Href: in.evidence(e)}, {Text: " " + l.evidenceNote(e)}}})
	}
	f.Trace = in.trace("sheet", table.Name, Link{}, l.from(l.T("fill.sheet.source")), l.by(l.T("fill.rule")))
	return f
}

func (in FillingInput) statusWord(s string) string {
	if slices.Contains(fillStatuses, assess.Status(s)) {
		return in.Locale.T("fill.status." + s)
	}
	return s
}

// deeds is a list of lines of the audit.
func (in In) deeds(id string, list []assess.Deed) Figure {
	l := in.Locale
	table := &Table{Name: id, Caption: l.T("fill.audit.caption"), Class: "dense cards loose", Columns: []Column{
		{Key: "at", Title: l.T("fill.audit.at")},
		{Key: "who", Title: l.T("fill.audit.who")},
		{Key: "deed", Title: l.T("fill.audit.what")},
		{Key: "thing", Title: l.T("fill.audit.thing"), Hide: true},
		{Key: "change", Title: l.T("fill.audit.change"), Wide: true},
		{Key: "before", Title: l.T("fill.audit.before"), File: true},
		{Key: "after", Title: l.T("fill.audit.after"), File: true},
	}, Empty: &State{Title: l.T("fill.audit.none"), Text: l.T("fill.audit.none_text")}}
	for _, d := range list {
		at := words(d.At.In(assess.Zone).Format("2006-01-02 15:04:05"))
		at.Shown = in.moment(d.At)
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			at, words(d.Who), words(l.T("fill.deed." + strings.ReplaceAll(d.What, ".", "_"))), words(d.Thing), words(l.change(d)), words(d.Before), words(d.After),
		}})
	}
	f := Figure{ID: id, Span: "c12", Kicker: l.T("fill.audit.kicker"), Finding: l.T("fill.audit.finding", "N", len(list)), Table: table}
	f.Trace = in.trace(id, table.Name, Link{}, l.from(l.T("fill.audit.source")))
	return f
}

// change says what a deed has changed: which values of a sheet, or the words of the audit.
func (l *Locale) change(d assess.Deed) string {
	type sheet struct {
		State  string           `json:"state"`
		Reason string           `json:"reason"`
		Rows   []assess.FillRow `json:"rows"`
	}
	var before, after sheet
	if err := json.Unmarshal([]byte(d.After), &after); err != nil || after.State == "" {
		if d.After == "" {
			return d.Before
		}
		return d.After
	}
	if d.Before != "" {
		if err := json.Unmarshal([]byte(d.Before), &before); err != nil {
			return d.After
		}
	}
	var parts []string
	for _, r := range after.Rows {
		was := rowOf(before.Rows, r.Indicator)
		if was.Value != r.Value {
			parts = append(parts, fmt.Sprintf("%s %s → %s", r.Indicator, dashed(was.Value), dashed(r.Value)))
		} else if was != r && r != (assess.FillRow{Indicator: r.Indicator, Status: string(assess.Measured)}) {
			parts = append(parts, string(r.Indicator)+" "+l.T("fill.audit.else"))
		}
	}
	if after.Reason != "" && after.Reason != before.Reason {
		parts = append(parts, after.Reason)
	}
	return strings.Join(parts, l.T("join.clause"))
}
