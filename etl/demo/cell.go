package demo

import "time"

// What stands in a cell of a file.

// moments is a time of day, and an empty cell for none.
func moments(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateTime)
}

// dayText is a day, and an empty cell for none.
func dayText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

// words is one of two.
func words(yes bool, word, otherwise string) string {
	if yes {
		return word
	}
	return otherwise
}

// yesNo is a flag as offices write it.
func yesNo(yes bool) string { return words(yes, "是", "否") }
