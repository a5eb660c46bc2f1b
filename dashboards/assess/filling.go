package assess

import (
	"slices"
	"time"
)

// FilledSource is the feed of what departments fill in on a page and a second person approves.
const FilledSource SourceID = "filled"

// FillState says how a department's sheet of a period stands.
type FillState string

// The states, in the order in which a sheet goes through them.
const (
	FillOpen      FillState = "open"      // nobody has begun
	FillDraft     FillState = "draft"     // saved
	FillSubmitted FillState = "submitted" // waits for a second person
	FillReturned  FillState = "returned"  // by the second person, with a reason
	FillApproved  FillState = "approved"  // waits for the planner
	FillLoaded    FillState = "loaded"    // its values are in
	FillRejected  FillState = "rejected"  // by the pipeline, whole
)

// Editable says whether the department may change the sheet: not while others have it in hand.
func (s FillState) Editable() bool { return s != FillSubmitted && s != FillApproved }

// FillRow is what is said of one indicator, as it was typed.
type FillRow struct {
	Indicator   IndicatorID `json:"indicator"`
	Value       string      `json:"value"`
	Numerator   string      `json:"numerator"`
	Denominator string      `json:"denominator"`
	N           string      `json:"n"`
	Status      string      `json:"status"`
	Note        string      `json:"note"`
}

// FillFields are the fields of the dataset reported_value that a sheet gives, in the order of FillRecords.
var FillFields = []string{"indicator", "region_code", "period", "value", "numerator", "denominator", "n", "status", "department", "note"}

// FillRecords are the rows of a sheet as its file carries them.
func FillRecords(rows []FillRow, region RegionCode, department DepartmentCode, period string) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = []string{string(r.Indicator), string(region), period, r.Value, r.Numerator, r.Denominator, r.N, r.Status, string(department), r.Note}
	}
	return out
}

// Filling is a department's sheet of a period.
type Filling struct {
	Department  DepartmentCode
	Period      string // 2022 or 2022-09
	Region      RegionCode
	Version     int64 // 0 when nobody has begun; one more with every change of the rows or the state
	State       FillState
	Rows        []FillRow
	Editors     []string // who had a hand in it since it was last handed in
	SavedBy     string
	SavedAt     time.Time
	SubmittedBy string
	SubmittedAt time.Time
	Late        bool // it was submitted after the deadline
	ReviewedBy  string
	ReviewedAt  time.Time
	Reason      string // why it was returned
	HandIn      int64  // of the newest round that was approved; 0: none
	Note        Text   // what the pipeline said of that round
	Load        uint64 // that brought it in
}

// Evidence is a file that stands behind a value.
type Evidence struct {
	ID         int64          `json:"id"`
	Department DepartmentCode `json:"department"`
	Period     string         `json:"period"`
	Indicator  IndicatorID    `json:"indicator"`
	Name       string         `json:"name"`
	Kind       string         `json:"kind"` // media type
	SHA256     string         `json:"sha256"`
	Bytes      int64          `json:"bytes"`
	By         string         `json:"by"`
	At         time.Time      `json:"at"`
}

// HandIn is one approved round of a sheet: what the planner loads. It never changes but for how that ended.
type HandIn struct {
	ID          int64
	Department  DepartmentCode
	Period      string
	Region      RegionCode
	Version     int64
	Rows        []FillRow
	Evidence    []Evidence
	FilledBy    string
	SubmittedAt time.Time
	Late        bool
	ApprovedBy  string
	ApprovedAt  time.Time
	State       FillState // approved, loaded or rejected
	Load        uint64
	Note        Text
}

// Deed is a line of the audit.
type Deed struct {
	ID     int64
	At     time.Time
	Who    string
	What   string // "filling.save"
	Thing  string // what it was done to: "GDGS/2022", "account:lin"
	Before string
	After  string
}

// Role says what an account may do.
type Role string

// The roles. Who administers accounts fills in and approves nothing.
const (
	RoleViewer   Role = "viewer"   // reads sheets and evidence
	RoleFiller   Role = "filler"   // fills in for its departments
	RoleReviewer Role = "reviewer" // approves or returns what others filled in for its departments
	RoleAdmin    Role = "admin"    // reads everything and the audit
)

// Roles lists the allowed words.
var Roles = []Role{RoleViewer, RoleFiller, RoleReviewer, RoleAdmin}

// EveryDepartment stands in a scope for all of them.
const EveryDepartment DepartmentCode = "*"

// Account is a person who can log in.
type Account struct {
	Name        string
	Role        Role
	Departments []DepartmentCode // of a filler or reviewer; EveryDepartment: all
	Disabled    bool
	Created     time.Time
	Epoch       int64 // sessions of an older one have ended
}

func (a Account) of(d DepartmentCode) bool {
	return slices.Contains(a.Departments, d) || slices.Contains(a.Departments, EveryDepartment)
}

// MayFill says whether the account fills in for a department.
func (a Account) MayFill(d DepartmentCode) bool {
	return !a.Disabled && a.Role == RoleFiller && a.of(d)
}

// MayReview says whether the account approves for a department.
func (a Account) MayReview(d DepartmentCode) bool {
	return !a.Disabled && a.Role == RoleReviewer && a.of(d)
}

// MayFreeze says whether the account freezes years, publishes them and takes that back: an evaluator, who reviews for all
// departments.
func (a Account) MayFreeze() bool { return a.MayReview(EveryDepartment) }

// MayRead says whether the account sees a department's sheets and evidence.
func (a Account) MayRead(d DepartmentCode) bool {
	return !a.Disabled && (a.Role == RoleAdmin || a.Role == RoleViewer || a.of(d))
}
