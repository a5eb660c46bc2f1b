package assess

import "time"

// ReformID names a reform, e.g. "mortgage_release".
type ReformID string

// ReformFigures are what the records tell of a reform: its cases before its first month and from then on.
type ReformFigures struct {
	Before ReformSide
	After  ReformSide // all of them, also those that still went the old way
	NewWay ReformSide // of those after
	OldWay ReformSide
	Months []ReformMonth // that have a case, in order
}

// ReformSide is what some cases come to. Times are in the unit of the reform's clock; nil is what no record tells.
type ReformSide struct {
	Cases  int64
	Timed  int64 // of them with a known time
	Mean   *float64
	Median *float64
	P90    *float64
	Whole  *float64 // mean, with what the clock cuts out
	Trips  *float64 // mean
	Saved  *float64 // trips saved, together

	Offices *float64 // mean number of offices with an opinion of their own on a case; known of Before and After alone
	Judged  int64    // cases with such an opinion, by the month of the opinion
}

// ReformMonth is a month of cases, by their end.
type ReformMonth struct {
	Month time.Time
	ReformSide
}
