package assess

// Splits are an indicator's value taken apart in every way in which its cases can be.
type Splits struct {
	// Thing is what is counted where that is more than one row, such as a bank: it may have rows in several groups, so that their
	// numbers do not add up, and nothing is taken apart. Empty where one row is one case.
	Thing Text
	List  []Split
}

// Split is an indicator's value by a column of its cases.
type Split struct {
	Kind   string // by what: "department", "matter", "channel" or "party"
	Column Column // its title, and the words of its codes
	Groups []SplitGroup
}

// SplitGroup is the value over one group's cases alone: the numerators, denominators and n of all groups add up to those of
// the whole value.
type SplitGroup struct {
	Code        string // of the column, "" where it is not filled in
	Numerator   *float64
	Denominator *float64
	Value       *float64 // in the unit of the indicator; nil when there is none
	N           int64
}
