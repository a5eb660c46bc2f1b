package assess

import "time"

// Plan is a region's year of work on its business environment: what is to be done by whom until when, and the firms that are
// to be listed.
type Plan struct {
	Measures []Task        // of the yearly action plan and of the campaign: each that is done or due in the year
	Problems []Task        // to be put right, closed or due in the year
	Requests []Task        // of enterprises, still open
	Firms    []ReserveFirm // of the year's newest list
	ListedOn time.Time     // the month of that list
}

// TaskKind says what a task is.
type TaskKind string

// The kinds of task.
const (
	Measure       TaskKind = "plan"          // of the yearly action plan
	CampaignTask  TaskKind = "campaign"      // of the hundred-day campaign
	Rectification TaskKind = "rectification" // a problem to be put right
	FirmRequest   TaskKind = "request"       // of an enterprise
)

// Task is something that an office is to do by a day.
type Task struct {
	Kind       TaskKind
	No         string
	Group      string // the key task of the plan, or the topic of a request
	Title      string
	Department DepartmentCode
	Begun      time.Time // received or found; zero when that is not told
	Due        time.Time // a day
	Done       time.Time // a day; zero while it is open
	Status     string    // as the list tells it: done, under_way, not_begun; empty for what has no such word
	Indicators []IndicatorID
}

// InTime says that it was done on its due day or before.
func (t Task) InTime() bool { return !t.Done.IsZero() && !t.Done.After(t.Due) }

// Late says that it is open after its due day, at the end of day asOf.
func (t Task) Late(asOf time.Time) bool { return t.Done.IsZero() && t.Due.Before(asOf) }

// ListingStage is how far a firm has come on its way to a stock exchange.
type ListingStage uint8

// The stages in their order.
const (
	Nurtured ListingStage = iota
	ShareCompany
	Tutored
	Applied
	Approved
	Listed
)

// ListingStages are all of them.
var ListingStages = [...]ListingStage{Nurtured, ShareCompany, Tutored, Applied, Approved, Listed}

// ReserveFirm is a firm of the listing reserve at a month's end.
type ReserveFirm struct {
	Name                 string // masked when the reader may not see it
	Start, Target, Stage ListingStage
	Broker               time.Time // contract with a securities firm; zero: none
	Lawyer               time.Time
	Auditor              time.Time
}

// Signed says that it is under contract with one of the three at least.
func (f ReserveFirm) Signed() bool {
	return !f.Broker.IsZero() || !f.Lawyer.IsZero() || !f.Auditor.IsZero()
}

// Honour is what a region was given or chosen for.
type Honour struct {
	Year       int
	Title      string
	Level      string // national, province, city
	AwardedBy  string
	AwardedOn  time.Time // zero: not known
	Document   string
	Department DepartmentCode
	Theme      string // of indicators
	Basis      string // document, or report: known from a public report alone
	Note       string
}
