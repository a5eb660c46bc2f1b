package page

import (
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// takenIn says when a source is taken in.
func (l *Locale) takenIn(s assess.SourceState) string {
	if s.Ledger {
		return l.T("schedule.ledger")
	}
	return l.schedule(s.Schedule)
}

// schedule says a cron line in words where it is a plain one, as a clerk would: 每周一至周五 18:00. Others are shown as
// they are.
func (l *Locale) schedule(cron string) string {
	f := strings.Fields(cron)
	if len(f) != 5 {
		return cron
	}
	minute, err1 := strconv.Atoi(f[0])
	hour, err2 := strconv.Atoi(f[1])
	if err1 != nil || err2 != nil {
		return cron
	}
	at := pad(hour) + ":" + pad(minute)
	if f[3] != "*" {
		return l.yearly(cron, f[2], f[3], f[4], at)
	}
	switch {
	case f[2] == "*" && f[4] == "*":
		return l.T("schedule.daily", "At", at)
	case f[2] == "*":
		from, to, span := strings.Cut(f[4], "-")
		first, last := l.weekday(from), l.weekday(to)
		switch {
		case span && first != "" && last != "":
			return l.T("schedule.weekdays", "From", first, "To", last, "At", at)
		case !span && first != "":
			return l.T("schedule.weekly", "Day", first, "At", at)
		}
	case f[4] == "*":
		from, to, span := strings.Cut(f[2], "-")
		if _, err := strconv.Atoi(from); err != nil {
			return cron
		}
		if span {
			return l.T("schedule.month_days", "From", from, "To", to, "At", at)
		}
		return l.T("schedule.monthly", "Day", from, "At", at)
	}
	return cron
}

// yearly says a cron line of one day in the year; any other as it is.
func (l *Locale) yearly(cron, day, month, weekday, at string) string {
	d, err1 := strconv.Atoi(day)
	m, err2 := strconv.Atoi(month)
	if err1 != nil || err2 != nil || m < 1 || m > 12 || weekday != "*" {
		return cron
	}
	return l.T("schedule.yearly", "Month", m, "Day", d, "At", at)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// weekday names a day of the week by cron's number; empty when it is none.
func (l *Locale) weekday(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 7 {
		return ""
	}
	return l.T("weekday.d" + strconv.Itoa(n%7))
}
