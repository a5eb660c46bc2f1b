package assess

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// EditionID names a frozen year: the year and its number, as "2021-1".
type EditionID string

var editionID = regexp.MustCompile(`^(2[0-9]{3})-([1-9][0-9]{0,3})$`)

// NewEditionID names the n-th edition of a year, from 1.
func NewEditionID(year, n int) EditionID { return EditionID(fmt.Sprintf("%d-%d", year, n)) }

// ParseEditionID reads "2021-1".
func ParseEditionID(s string) (EditionID, error) {
	if !editionID.MatchString(s) {
		return "", fmt.Errorf("edition %q: want a year and a number, as 2021-1: %w", s, ErrInvalid)
	}
	return EditionID(s), nil
}

// Year is the year that was frozen, 0 where the id is none.
func (id EditionID) Year() int { return id.part(1) }

// Number counts the editions of a year from 1; 0 where the id is none.
func (id EditionID) Number() int { return id.part(2) }

func (id EditionID) part(i int) int {
	parts := editionID.FindStringSubmatch(string(id))
	if parts == nil {
		return 0
	}
	n, _ := strconv.Atoi(parts[i]) // digits alone, four at most
	return n
}

// Edition is a year as it was frozen: nothing of it changes any more.
type Edition struct {
	ID       EditionID
	Year     int
	AsOf     time.Time // "today" of its figures; the day after its last one for a year that had ended
	FrozenAt time.Time
	By       string
	Reason   string
	Scheme   string
	Manifest string // SHA-256 of the manifest, which names every file with its own
	Program  string // version that froze it
	Demo     bool   // some of it is invented: 演示数据
	Shown    bool   // what readers see of its year
}

// Where an edition keeps the texts that pages show and that its figures rest on.
const (
	EditionScheme     = "scheme.yaml"
	EditionCalendar   = "calendar.csv"
	EditionRegions    = "regions.csv"
	EditionSQL        = "sql"
	EditionIndicators = EditionSQL + "/indicators"
)

// EditionDeed is what became of an edition.
type EditionDeed string

// The deeds.
const (
	EditionPublished  EditionDeed = "publish"  // its figures are what readers see of the year
	EditionRolledBack EditionDeed = "rollback" // they are no more: what was shown before is shown again
	EditionFrozen     EditionDeed = "freeze"   // a year becomes one
	EditionVerified   EditionDeed = "verify"   // computed again from its folder, and compared
)

// EditionEvent is one publication of an edition, or one that was taken back.
type EditionEvent struct {
	Seq    uint64 // the newest of a year holds
	Year   int
	Deed   EditionDeed
	ID     EditionID // that was published, or taken back
	Shown  EditionID // what readers see from then on; empty: what is computed day by day
	By     string
	Reason string
	At     time.Time
}

// Live asks for what is computed day by day, whatever edition is published.
const Live = "live"

type editionKey struct{}

// WithEdition has all that is read with the returned context come from an edition, or from what is computed day by day
// (Live).
func WithEdition(ctx context.Context, choice string) context.Context {
	return context.WithValue(ctx, editionKey{}, choice)
}

// ChosenEdition is what WithEdition chose: Live, an edition's id, or empty for what is published.
func ChosenEdition(ctx context.Context) string {
	choice, _ := ctx.Value(editionKey{}).(string)
	return choice
}

// EditionOrder is what a person asks for on a page; the planner takes it up.
type EditionOrder struct {
	No      uint64
	Deed    EditionDeed
	Year    int
	Edition EditionID // to publish or to verify
	Publish bool      // what is frozen, at once
	By      string
	Reason  string
	Asked   time.Time
	State   OrderState
	Note    Text // how it ended, in words
	Ended   time.Time
}

// OrderState is where an order stands.
type OrderState string

// The states of an order.
const (
	OrderWaiting OrderState = "waiting"
	OrderDone    OrderState = "done"
	OrderFailed  OrderState = "failed" // the note says why
)

// EditionDiff is what today's facts and rules would change of an edition.
type EditionDiff struct {
	Edition
	Facts  []FactChange
	Rules  []RuleChange
	Values []ValueChange // of the year; months follow from them
	Totals []TotalChange

	Then, Now             []Value      // of the year, every region and indicator
	ThenGround, NowGround []GroundFact // what the scores stand on beside the scheme
}

// Same says that nothing differs.
func (d EditionDiff) Same() bool {
	return len(d.Facts)+len(d.Rules)+len(d.Values)+len(d.Totals) == 0
}

// FactChange is how many facts of a feed's month are read today only, and how many were read then only. A corrected row is
// one of each.
type FactChange struct {
	Feed           string // dataset/source
	Month          time.Time
	Added, Removed int64
}

// RuleChange is a text that is another today.
type RuleChange struct {
	Path string
	Then bool // it was there then
	Now  bool // it is there today
}

// ValueChange is a figure that comes out otherwise today; nil where it is not there.
type ValueChange struct {
	Region    RegionCode
	Indicator IndicatorID
	Then, Now *Value
}

// TotalChange is a region's total that comes out otherwise today; nil where there is none.
type TotalChange struct {
	Region    RegionCode
	Then, Now *NodeScore
}
