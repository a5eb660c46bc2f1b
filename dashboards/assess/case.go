package assess

import "time"

// Clock is a kind of case: one table of rows that indicators count, as its file describes it.
type Clock struct {
	Name       string // "service_case"
	Title      Text
	Columns    []Column
	Number     string // the column of a case's number; empty: its rows are only parts of others
	Events     []Event
	Office     string      // the column of the department that has the case; empty when it has none
	Kind       string      // how its time is counted: workday, work_hour, calendar_day, calendar_hour; empty when none is
	Counted    string      // the column of the time that it took
	Promise    string      // the column of the working days that were promised
	Indicators []Indicator // that count it, by code
}

// Event is a day or a moment of a case, by the column that holds it.
type Event struct {
	Column string
	Title  Text
	Role   EventRole
}

// EventRole says what an event is to the clock.
type EventRole string

// The roles of an event.
const (
	Begins EventRole = "begins" // the clock begins after it
	Ends   EventRole = "ends"   // the case is finished
	DueDay EventRole = "due"    // the last day on which it is in time
)

// Event is the event of a role, if the clock has one.
func (k Clock) Event(role EventRole) (Event, bool) {
	for _, e := range k.Events {
		if e.Role == role {
			return e, true
		}
	}
	return Event{}, false
}

// Listed says that its cases make a list: they have numbers and columns.
func (k Clock) Listed() bool { return k.Number != "" && len(k.Columns) > 0 }

// CaseState says how a case stands on the as-of day.
type CaseState string

// The states of a case. Late and soon are open cases too.
const (
	AllCases CaseState = ""
	Open     CaseState = "open"
	Closed   CaseState = "closed"
	Late     CaseState = "late" // open, and past its due day
	Soon     CaseState = "soon" // open, and due within a few working days
)

// CaseStates are those that a list can be narrowed to.
var CaseStates = []CaseState{Open, Late, Soon, Closed}

// CaseListQuery asks for a page of the cases of a clock, or of those behind an indicator's value. An empty field asks for all.
type CaseListQuery struct {
	Region     RegionCode
	Clock      string
	Indicator  IndicatorID // its clock counts then, and only the rows behind its value
	Period     Period      // zero: every month up to the as-of day
	Department DepartmentCode
	Coded      map[string]string // a coded column and the code that it must hold
	State      CaseState
	SoonUntil  time.Time // the last day of what is due soon
	Number     string    // how the number begins
	Offset     int
	Limit      int
}

// OfToday says that the cases that are open now are asked for, of whatever year.
func (q CaseListQuery) OfToday() bool {
	return q.Period.Kind == "" && (q.State == Open || q.State == Late || q.State == Soon)
}

// CaseAt is an event of one case. The moment is empty when it has not come.
type CaseAt struct {
	Event
	At      time.Time // 00:00 of a day
	IsClock bool      // it has a time of day
}

// CaseSpan is a stretch of time in which a clock stands.
type CaseSpan struct {
	Title Text
	From  time.Time
	To    time.Time // zero while it lasts
}

// CaseRecord is one row of a clock, with its words.
type CaseRecord struct {
	CaseRow
	No       string // its own number; empty when it has none
	Month    time.Time
	IsDouble bool // told again by another source: it counts nowhere
	IsStock  bool // an entry of a list, and not a case
	Events   []CaseAt
	Spans    []CaseSpan // only of a part: in them the clock of the whole stands
	Counted  *float64   // the time that it took, as the clock holds it; in the unit of its kind
	Promise  *int       // working days
	Parts    []CasePart
}

// At is when the event of a role came.
func (r CaseRecord) At(role EventRole) (CaseAt, bool) {
	for _, e := range r.Events {
		if e.Role == role && !e.At.IsZero() {
			return e, true
		}
	}
	return CaseAt{}, false
}

// CasePart is what a case gives to an indicator.
type CasePart struct {
	Indicator   IndicatorID
	By          Text // what the indicator counts where that is no case, e.g. a bank; else empty
	Numerator   *float64
	Denominator *float64
}

// CaseParts are rows of another clock that belong to a case.
type CaseParts struct {
	Clock Clock
	Rows  []CaseRecord
}

// Case is one case with its clock: every row that tells of it, the one that counts first, and what belongs to it.
type Case struct {
	Clock Clock
	No    string
	Rows  []CaseRecord
	Parts []CaseParts
}
