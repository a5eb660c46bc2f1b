package assess

import "time"

// Publication is what readers see until the next one; a reader takes it once at a request's start.
type Publication struct {
	Rev     uint64 // order of publications: the highest wins
	Run     uint64 // the newest computation in it
	At      time.Time
	AsOf    time.Time // "today" of the figures
	Formula string    // hash of the scheme, calendar and SQL files behind it
	Demo    bool      // some of it is invented: 演示数据

	Event    uint64          // the newest event of editions
	Choice   string          // Live or an edition's id, where the reader asked for it; empty: what is published
	Editions map[int]Edition // whose figures of a year these are; a year that is missing is computed day by day
}

// Today is the day on which the figures of a year stand: that of its edition, or else of the publication.
func (p Publication) Today(year int) time.Time {
	if e, frozen := p.Editions[year]; frozen {
		return e.AsOf
	}
	return p.AsOf
}

// Announced is a result that the province fed back; it may be a tier without a score.
type Announced struct {
	Region      RegionCode
	Year        int
	Tier        int
	Score       *float64
	AnnouncedOn time.Time
	Document    string
	Invented    bool // entered for the demo, not from a public report
}

// NodeScore is one node of the scored tree: the total, a theme or an indicator.
type NodeScore struct {
	Region       RegionCode
	Year         int
	Node         string // "total", a theme or an indicator
	Parent       string
	Depth        int      // 0 for the total
	Score        *float64 // 0 to 100
	Weight       float64  // points of the total after redistribution
	Full         float64  // points of the total as the scheme gives them
	Contribution *float64 // points; those of the leaves add up to the total's score
	Rank         int      // among the regions that were scored; 0 when there is only one
	Tier         int      // of the total; 0 when there is none
	Status       Status
	Reason       string // why it is not scored
	Imputed      int    // indicators at or below it that count by an imputed value; CountImputed fills it in
}

// CountImputed fills in NodeScore.Imputed of nodes of any regions of one year, which stand below their parents.
func CountImputed(nodes []NodeScore) {
	type key struct {
		region RegionCode
		node   string
	}
	below := map[key]int{}
	for i := len(nodes) - 1; i >= 0; i-- {
		n := &nodes[i]
		n.Imputed = below[key{n.Region, n.Node}]
		if n.Status == StandsIn && n.Weight > 0 {
			n.Imputed++
		}
		below[key{n.Region, n.Parent}] += n.Imputed
	}
}

// Assessment is all that was computed for a region and a year.
type Assessment struct {
	Region    RegionCode
	Year      int
	Scheme    string
	Nodes     []NodeScore           // in the order of the scheme
	Values    map[IndicatorID]Value // of the year (to the as-of date)
	Announced []Announced           // of every year, newest first
	Ground    []GroundFact          // what the scores stand on: of all populations, of imputed values the region's own
}

// Total is the node of the total; without a score when nothing was computed.
func (a Assessment) Total() NodeScore {
	for _, n := range a.Nodes {
		if n.Depth == 0 {
			return n
		}
	}
	return NodeScore{Region: a.Region, Year: a.Year}
}

// Column is one column of a list whose shape depends on its dataset.
type Column struct {
	Name  string
	Title Text
	Right bool            // numbers stand right
	Words map[string]Text // of codes, as they are shown
}

// CaseRow is one row behind a numerator or denominator, traced to the file that brought it.
type CaseRow struct {
	Thing       string   // what is counted: a case's number, or e.g. a bank's code
	Cells       []string // as shown, in the order of the columns
	Numerator   *float64 // what this row gives to the numerator
	Denominator *float64
	Source      SourceID
	Load        uint64
	File        string
	Line        uint32    // 1-based line of the landed file
	State       CaseState // on the as-of day, where the list tells it
}

// CaseList is a page of the rows behind a value; the sums are over all of them.
type CaseList struct {
	Name        string // of the clock whose cases they are: "service_case"; empty when a row is no case
	By          Text   // what one row is: a case, or e.g. a bank
	Columns     []Column
	Rows        []CaseRow
	Total       int
	Numerator   *float64
	Denominator *float64
}

// LoadState is where a load stands.
type LoadState string

// The states of a load.
const (
	LoadLanded     LoadState = "landed"
	LoadStaged     LoadState = "staged"
	LoadHeld       LoadState = "held" // waits for a person; nothing is applied
	LoadApplying   LoadState = "applying"
	LoadApplied    LoadState = "applied"    // reconciled
	LoadSuperseded LoadState = "superseded" // older than what is already in
	LoadUnchanged  LoadState = "unchanged"  // the same bytes again
	LoadRejected   LoadState = "rejected"   // a person refused it
	LoadFailed     LoadState = "failed"     // the file or the work failed; the note says why
)

// Load is one numbered attempt to apply a file.
type Load struct {
	ID         uint64
	Source     SourceID
	Dataset    DatasetID
	Scope      string
	File       string // name as received
	SHA256     string // of the received bytes
	Bytes      int64
	Encoding   string
	AsOf       time.Time
	State      LoadState
	Attempt    int
	Read       int64 // = Accepted + Rejected, always
	Accepted   int64
	Rejected   int64
	Upserts    int64 // rows written
	Tombstones int64 // rows taken away
	Stale      int64 // rows older than what is in
	Kept       int64 // keys whose new row was rejected: the last good row stays
	Note       Text  // why it is held, refused or failed
	Received   time.Time
	Finished   time.Time
}

// SourceState is how a source stands on the pipeline page.
type SourceState struct {
	ID          SourceID
	Title       Text
	Dataset     DatasetID
	Supplier    Department
	Schedule    string
	Mode        string
	Ledger      bool      // this platform's own account of what was received: no office hands it in
	LastRun     time.Time // zero when it never ran
	LastApplied time.Time
	AsOf        time.Time // of the newest applied load
	NextDue     time.Time
	Files       int
	Loads       int
	Held        int
	Failed      int
	Read        int64
	Accepted    int64
	Rejected    int64
	State       string // ok, held, failed, late, never
}

// RunInfo is one computation.
type RunInfo struct {
	ID        uint64
	Rev       uint64
	Started   time.Time
	Took      time.Duration
	Months    int // months derived anew
	Rows      int64
	State     string // published, nothing_new, guarded (facts moved: nothing published), failed
	Note      string
	Published bool
}

// Pipeline is what the pipeline page shows.
type Pipeline struct {
	Sources []SourceState
	Loads   []Load // newest first
	Runs    []RunInfo
	Reasons []ReasonCount
}

// Reason is one rule that a row broke, in words a clerk understands.
type Reason struct {
	Code string
	Text Text // what is wrong and how to mend it
}

// ReasonCount says how often a rule was broken.
type ReasonCount struct {
	Reason
	Rows int64
}

// Reject is a row that was not taken, with every reason.
type Reject struct {
	Source   SourceID
	Dataset  DatasetID
	Supplier Department
	Load     uint64
	File     string
	Line     uint32
	Key      string
	Kept     bool     // an older good row of this key stays in
	Content  []string // as in the file, in the order of Header
	Header   []string
	Reasons  []Reason
	At       time.Time
}

// RejectList is a page of rejects.
type RejectList struct {
	Rows  []Reject
	Total int
	By    []ReasonCount
}
