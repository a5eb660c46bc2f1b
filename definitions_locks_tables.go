package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/etl/edition"
)

// Where the binary's own days and regions come from, as faults name it.
const (
	holidaysFile = "dashboards/calendar/holidays.csv"
	regionsFile  = "dashboards/scheme/regions.csv"
)

// lockedTable compares the working days or the regions with those that a published edition was computed with. Such a table grows by
// right, by the calendar of another year or a region of another province; so it is what the figures rest on that is locked, and
// not the text: was is the edition's own copy. what says what to do where that differs.
func (d definitions) lockedTable(l edition.Lock, was, what string) error {
	var faults assess.Faults
	text, err := os.ReadFile(was)
	if err != nil || !l.Holds(text) {
		faults.Add(was, 0, "is not there as it was frozen, so nobody can tell whether edition %s, which is published, was computed with today's table: bring the edition's folder back; yingshang edition verify %s tells what else is missing", l.Edition, l.Edition)
		return faults.Err()
	}
	wrong, other := "working days", d.otherDays
	if l.Path == assess.EditionRegions {
		wrong, other = "regions", d.otherRegions
	}
	differs, err := other(was, text, l.Year)
	if err != nil {
		return err
	}
	for _, file := range slices.Sorted(maps.Keys(differs)) {
		faults.Add(file, 0, "is locked: edition %s, which is published, was computed with other %s: %s. %s", l.Edition, wrong, listed(differs[file]), what)
	}
	return faults.Err()
}

// listed names some of many.
func listed(all []string) string {
	const most = 5
	if n := len(all) - most; n > 0 {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(all, ", ")
}

// otherDays are the days up to the end of a year that were working days and are none, or the other way round, by the file that says
// so today.
func (d definitions) otherDays(was string, text []byte, year int) (map[string][]string, error) {
	frozen, err := calendar.Parse(bytes.NewReader(text), was)
	if err != nil {
		return nil, err
	}
	kinds := func(c *calendar.Calendar) map[string]calendar.Day {
		found := map[string]calendar.Day{}
		for _, day := range c.Days() {
			if day.Date.Year() <= year {
				found[day.Date.Format(time.DateOnly)] = day
			}
		}
		return found
	}
	then, now := kinds(frozen), kinds(d.calendar)
	all := map[string]calendar.Day{}
	maps.Copy(all, then)
	maps.Copy(all, now)
	found := map[string][]string{}
	for _, date := range slices.Sorted(maps.Keys(all)) {
		worked, works := works(all[date].Date, then[date].Kind), works(all[date].Date, now[date].Kind)
		if worked == works {
			continue
		}
		state := "a day off"
		if worked {
			state = "a working day"
		}
		file := cmp.Or(d.dayFiles[date], holidaysFile)
		found[file] = append(found[file], date+" was "+state)
	}
	return found, nil
}

// works says whether a day is a working day by what the table says of it; empty: nothing.
func works(day time.Time, kind calendar.Kind) bool {
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return kind == calendar.Work || kind == "" && !weekend
}

// otherRegions are the frozen regions that have another population or prefecture today, or are gone, by the file that says so: scores
// are ranked among a population, and imputed by prefecture.
func (d definitions) otherRegions(was string, text []byte, _ int) (map[string][]string, error) {
	frozen, err := scheme.ParseRegions(was, text)
	if err != nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, then := range frozen {
		now, there := d.regions[then.Code]
		if there && now.Level == then.Level && now.Prefecture == then.Prefecture {
			continue
		}
		file := cmp.Or(d.regionFiles[then.Code], regionsFile)
		text := fmt.Sprintf("%s was a %s of %s", then.Code, then.Level, then.Prefecture)
		if !there {
			text += " and is gone"
		}
		found[file] = append(found[file], text)
	}
	return found, nil
}
