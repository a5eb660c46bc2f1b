package source

import (
	"fmt"
	"path/filepath"
	"time"

	"yingshang/dashboards/assess"
)

// dayForms and monthForms are how a file's name may write a day, or a day with a time, and a month.
var (
	dayForms   = []string{"2006-01-02", "20060102", "2006_01_02", "2006年1月2日", "2006-01-02_150405", "20060102150405", "20060102_150405"}
	monthForms = []string{"2006-01", "200601", "2006_01", "2006年1月"}
)

// FileAsOf is the day that the content of a file stands for. A day after the one on which the file was received is
// refused: a slip in the name would otherwise outrank every later file.
func (s *Source) FileAsOf(name string, received time.Time) (time.Time, error) {
	if s.AsOf.From == FromReceived {
		return received.In(assess.Zone), nil
	}
	found, err := s.AsOf.find(name)
	if err != nil {
		return time.Time{}, fmt.Errorf("as-of day of %q: %w", name, err)
	}
	day, err := parseTime(found, dayForms)
	if err != nil {
		return time.Time{}, fmt.Errorf("as-of day of %q: %w", name, err)
	}
	y, m, d := received.In(assess.Zone).Date()
	if !received.IsZero() && !day.Before(time.Date(y, m, d+1, 0, 0, 0, 0, assess.Zone)) {
		return time.Time{}, fmt.Errorf("as-of day of %q: %s is after the day of receipt, %04d-%02d-%02d: %w",
			name, found, y, m, d, assess.ErrInvalid)
	}
	return day, nil
}

// FileScope names what a file speaks for: "all", "month=2022-09" or "region=330482".
func (s *Source) FileScope(name string) (string, error) {
	switch s.Scope {
	case ScopeMonth:
		found, err := s.Month.find(name)
		if err != nil {
			return "", fmt.Errorf("month of %q: %w", name, err)
		}
		month, err := parseTime(found, monthForms)
		if err != nil {
			return "", fmt.Errorf("month of %q: %w", name, err)
		}
		return "month=" + month.Format("2006-01"), nil
	case ScopeRegion:
		found, err := s.Region.find(name)
		if err != nil {
			return "", fmt.Errorf("region of %q: %w", name, err)
		}
		if !regionCode.MatchString(found) {
			return "", fmt.Errorf("region of %q: %q, want a code of six digits like 330482: %w", name, found, assess.ErrInvalid)
		}
		return "region=" + found, nil
	}
	return "all", nil
}

// find returns what the rule's group holds in a file's name.
func (r Rule) find(name string) (string, error) {
	if r.Pattern == nil {
		return "", fmt.Errorf("the source has no rule: %w", assess.ErrInvalid)
	}
	m := r.Pattern.FindStringSubmatch(filepath.Base(name))
	if len(m) < 2 || m[1] == "" {
		return "", fmt.Errorf("the name does not hold the pattern %s: %w", r.Pattern, assess.ErrInvalid)
	}
	return m[1], nil
}

func parseTime(text string, forms []string) (time.Time, error) {
	for _, form := range forms {
		if t, err := time.ParseInLocation(form, text, assess.Zone); err == nil && t.Year() >= 1990 && t.Year() < 2100 {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q, want the form of %s: %w", text, forms[0], assess.ErrInvalid)
}
