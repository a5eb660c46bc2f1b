package source

import (
	"maps"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Check finds what the YAML file alone cannot show. Fields holds every field that a dataset knows, required those of them
// that a source has to feed by a header that is not optional or by a constant; schedule says what is wrong with a cron
// line (nil: not checked).
func (s *Source) Check(fields, required map[assess.DatasetID][]string, schedule func(line string) error) []error {
	var faults assess.Faults
	add := func(key, format string, args ...any) { faults.Add(s.File, s.lines[key], format, args...) }

	if known, ok := fields[s.Dataset]; ok {
		for header, field := range s.Columns {
			if !slices.Contains(known, field) {
				add("columns/"+header, "columns: %s feeds %s, which dataset %s does not know%s, want one of %s",
					header, field, s.Dataset, assess.DidYouMean(field, known), strings.Join(known, ", "))
			}
		}
		for field := range s.Constants {
			if !slices.Contains(known, field) {
				add("constants/"+field, "constants: dataset %s knows no %s%s, want one of %s",
					s.Dataset, field, assess.DidYouMean(field, known), strings.Join(known, ", "))
			}
		}
		s.checkRequired(required[s.Dataset], add)
	} else {
		var ids []string
		for _, id := range slices.Sorted(maps.Keys(fields)) {
			ids = append(ids, string(id))
		}
		add("dataset", "dataset %q is unknown%s, want one of %s",
			s.Dataset, assess.DidYouMean(string(s.Dataset), ids), strings.Join(ids, ", "))
	}
	if schedule != nil && s.Schedule != "" {
		if err := schedule(s.Schedule); err != nil {
			add("schedule", `schedule is %q: %v, want five fields like "0 18 * * 1-5"`, s.Schedule, err)
		}
	}
	return sorted(faults)
}

func (s *Source) checkRequired(required []string, add func(key, format string, args ...any)) {
	for _, field := range required {
		if _, ok := s.Constants[field]; ok {
			continue
		}
		header := s.Header(field)
		switch {
		case s.Columns[header] != field:
			add("columns", "columns: nothing feeds %s, which dataset %s requires, want a header or a constant for it", field, s.Dataset)
		case slices.Contains(s.Optional, header):
			add("optional/"+header, "optional: %s feeds %s, which dataset %s requires, want it not optional", header, field, s.Dataset)
		}
	}
}

// sorted lists faults by their lines, and those of one line by their words.
func sorted(faults assess.Faults) []error {
	slices.SortFunc(faults, func(a, b assess.Fault) int { return strings.Compare(a.Text, b.Text) })
	var list assess.Faults
	list.Join(faults.Err())
	errs := make([]error, len(list))
	for i, f := range list {
		errs[i] = f
	}
	return errs
}
