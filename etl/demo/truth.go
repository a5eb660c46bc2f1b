package demo

// Truth is what must come out of the files, by the generator's own counts.
type Truth struct {
	Note       string                       `json:"note"`
	Rules      []string                     `json:"rules"`
	Seed       uint64                       `json:"seed"`
	Scale      float64                      `json:"scale"`
	Region     string                       `json:"region"`
	AsOf       string                       `json:"as_of"`
	FileCount  int                          `json:"file_count"`
	Sources    map[string]Count             `json:"sources"`
	Faults     map[string]map[string]int    `json:"faults"`     // source, kind: how many were planted
	Indicators map[string]map[string]Figure `json:"indicators"` // code, period ("2022", "2022-02"...)
	Late       map[string][]string          `json:"late"`       // clock: the numbers of open cases past their due day
	Reforms    map[string]Reform            `json:"reforms"`
	Announced  []Announced                  `json:"announced"`
	Reported   []Reported                   `json:"reported"`
	Files      []FileCount                  `json:"files"`
}

// Count is what a source's files come to when all of them are loaded, oldest first. Read is always accepted + rejected;
// stale rows are accepted rows that change nothing, since a newer one came before them.
type Count struct {
	Files    int `json:"files"`
	Read     int `json:"read"`
	Accepted int `json:"accepted"`
	Rejected int `json:"rejected"`
	Stale    int `json:"stale"`
	Deleted  int `json:"deleted"`
	Live     int `json:"live"` // rows that stand at the end
}

// FileCount is what one file comes to.
type FileCount struct {
	Source   string `json:"source"`
	Name     string `json:"name"`
	AsOf     string `json:"as_of"`
	Encoding string `json:"encoding"`
	Read     int    `json:"read"`
	Accepted int    `json:"accepted"`
	Rejected int    `json:"rejected"`
	Stale    int    `json:"stale"`
	Deleted  int    `json:"deleted"`
	Mended   int    `json:"mended,omitempty"` // rejected rows whose number a later file brings right
}

// Figure is an indicator's value. A count has no denominator, a quantile no numerator.
type Figure struct {
	Numerator   float64  `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Value       float64  `json:"value"` // in the unit of the indicator, not rounded
	N           int      `json:"n"`
	Quantile    bool     `json:"quantile,omitempty"`
}

// Reform is what the records of a reform come to, before and from its first month on, by the way that a case went, and by
// the month in which it ended.
type Reform struct {
	From   string                `json:"from"`
	Before ReformSide            `json:"before"`
	After  ReformSide            `json:"after"`
	NewWay ReformSide            `json:"new_way"` // of those after
	OldWay ReformSide            `json:"old_way"`
	Months map[string]ReformSide `json:"months"`

	Opinions      int `json:"opinions"`       // since the reform, of offices on cases; before there are none
	OpinionsCases int `json:"opinions_cases"` // that have one
}

// ReformSide is what some cases come to. Time is in the unit of the clock: hours of a release, working days of an acceptance.
type ReformSide struct {
	N      int     `json:"n"`
	Time   float64 `json:"time"`  // together
	Whole  float64 `json:"whole"` // together, with rectification
	Median float64 `json:"median"`
	P90    float64 `json:"p90"`
	Trips  int     `json:"trips"`
	Saved  int     `json:"saved"`
}

// Announced is a result that the province fed back.
type Announced struct {
	Region string   `json:"region"`
	Year   int      `json:"year"`
	Tier   string   `json:"tier"`
	Score  *float64 `json:"score"`
}

// Reported is a value that a department handed in.
type Reported struct {
	Region    string  `json:"region"`
	Indicator string  `json:"indicator"`
	Period    string  `json:"period"`
	Value     float64 `json:"value"`
}

func newTruth(o Options) Truth {
	return Truth{
		Note: Mark + ": invented, but for the figures of the newspaper article",
		Rules: []string{
			"a release counts in the month of its registration; an open one counts in no figure",
			"a release's mortgagee goes by the name that it bore on the day of the payoff; a name that the list does not have is rejected",
			"a mortgage of the stock is matched when its name stands in the newest list with valid_from <= date of registration < valid_to",
			"RP07: distinct banks (not the fund) that began a registered online release, out of the distinct banks of matched mortgages in the stock",
			"RP07 and RP09 of a year take the stock of its last month, not a sum over months",
			"AP03 and IN05: distinct enterprises visited or served that are on the list at the period's end, out of those on it",
			"AP03 and IN05 of a year take the lists of its last month",
			"IN01 and IN02: firms in the listing reserve at the period's end; those of a year are the last month's",
			"GS08: records of service cases that were accepted, out of those read, by the month of the file; a rejected row counts no more once a later file has brought its number right",
			"the article tells of the campaign, of 千名干部助千企 and of the alliance as begun in 2022: AP02, AP03 and IN05 of the years before are what was handed in",
			"measures, requests and problems count in the month of their end; an open one in that of its due day, from the day after it on",
			"of January 2022 the centre handed in no list: releases before the reform are those of 2021, all at the counter",
			"a reform's before and after are told apart by the month in which a case ended; after holds cases of the old way too",
			"an exact duplicate inside one file: the first row is accepted, the second is rejected",
			"deleted: rows taken back by 操作=删除, or gone from a later snapshot of the same scope",
			"counts of a source are those of all its files, loaded oldest first by the date in their names",
		},
		Seed: o.Seed, Scale: o.Scale, Region: string(Region), AsOf: AsOf,
		Sources:    map[string]Count{},
		Faults:     map[string]map[string]int{},
		Indicators: map[string]map[string]Figure{},
		Late:       map[string][]string{},
	}
}

// plant counts one planted fault.
func (t *Truth) plant(source, kind string) {
	if t.Faults[source] == nil {
		t.Faults[source] = map[string]int{}
	}
	t.Faults[source][kind]++
}

// figure keeps numerator/denominator, scaled, as the value of an indicator in a period.
func (t *Truth) figure(code, period string, numerator, denominator float64, scale float64, n int) {
	f := Figure{Numerator: numerator, Denominator: &denominator, N: n}
	if denominator != 0 {
		f.Value = numerator / denominator * scale
	}
	t.set(code, period, f)
}

func (t *Truth) set(code, period string, f Figure) {
	if t.Indicators[code] == nil {
		t.Indicators[code] = map[string]Figure{}
	}
	t.Indicators[code][period] = f
}

// live keeps how many rows of a source stand at the end.
func (t *Truth) live(source string, n int) {
	c := t.Sources[source]
	c.Live = n
	t.Sources[source] = c
}

func (t *Truth) add(f file) {
	n := f.count
	n.Source, n.Name, n.Encoding = f.source, f.name, f.table.encoding
	t.Files = append(t.Files, n)
	t.FileCount++
	c := t.Sources[f.source]
	c.Files++
	c.Read += n.Read
	c.Accepted += n.Accepted
	c.Rejected += n.Rejected
	c.Stale += n.Stale
	c.Deleted += n.Deleted
	t.Sources[f.source] = c
}
