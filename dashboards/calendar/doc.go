// Package calendar counts working days by a table of days off and make-up working days. Saturdays and Sundays are off
// unless the table says otherwise; a year that the table does not hold whole is unknown and never guessed.
//
// Periods are counted as in administrative law: working days in (accepted, finished], suspensions cut out, the same day
// being 0. Dates are those of assess.Zone. Default gives the calendar that comes with the program; Parse and Merge add a
// year that was published later.
package calendar
