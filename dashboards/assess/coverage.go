package assess

import "time"

// Coverage says which months of a year the sources behind an indicator have delivered, of those in which they were due.
type Coverage []SourceCoverage

// SourceCoverage is one source's months, each by its first day.
type SourceCoverage struct {
	Source    SourceID
	Due       []time.Time
	Delivered []time.Time // of the due ones
}

// Months counts the months in which any source was due, and those of them that every such source has delivered.
func (c Coverage) Months() (due, delivered int) {
	all, missing := map[time.Time]bool{}, map[time.Time]bool{}
	for _, s := range c {
		for _, m := range s.Due {
			all[m] = true
		}
		for _, m := range s.Missing() {
			missing[m] = true
		}
	}
	return len(all), len(all) - len(missing)
}

// Of finds a source's months.
func (c Coverage) Of(id SourceID) (SourceCoverage, bool) {
	for _, s := range c {
		if s.Source == id {
			return s, true
		}
	}
	return SourceCoverage{}, false
}

// Missing are the due months that were not delivered.
func (s SourceCoverage) Missing() []time.Time {
	var missing []time.Time
	for _, m := range s.Due {
		found := false
		for _, d := range s.Delivered {
			found = found || d.Equal(m)
		}
		if !found {
			missing = append(missing, m)
		}
	}
	return missing
}
