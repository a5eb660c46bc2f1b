package job

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"yingshang/dashboards/assess"
)

// fields of a cron line. Names like @daily or "@every 1h" are left out: a source says at what time it is due.
const fields = cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow

// ParseCron says what is wrong with a source's cron line, or nil.
func ParseCron(line string) error {
	_, err := parseLine(line)
	return err
}

// parseLine reads five cron fields in assess.Zone, whatever the zone of the machine is.
func parseLine(line string) (s cron.Schedule, err error) {
	// The library panics on a zone without a space behind it, and a zone in one line would make two clocks of one house.
	if strings.Contains(line, "TZ=") {
		return nil, fmt.Errorf("it names a zone, but every schedule is in %s", assess.Zone)
	}
	if n := len(strings.Fields(line)); n != 5 {
		return nil, fmt.Errorf("it has %d fields, want minute, hour, day of the month, month, day of the week", n)
	}
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("it cannot be read: %v", r)
		}
	}()
	parsed, err := cron.NewParser(fields).Parse(line)
	if err != nil {
		return nil, err
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return nil, errors.New("it is no cron line of five fields")
	}
	spec.Location = assess.Zone
	// The library looks five years ahead and then gives the zero time, with which a job never runs, without a word: that is
	// what 31 February comes to. A leap year lies within these five, so 29 February is found.
	if spec.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, assess.Zone)).IsZero() {
		return nil, errors.New("there is no such day")
	}
	return spec, nil
}

// latest is the newest time up to now at which a schedule was due; zero when it never was. The library only looks
// forward, so this begins further and further back.
func latest(s cron.Schedule, now time.Time) time.Time {
	const day = 24 * time.Hour
	for _, back := range []time.Duration{time.Hour, 25 * time.Hour, 32 * day, 367 * day, 8 * 366 * day} {
		t := s.Next(now.Add(-back))
		for !t.IsZero() && !t.After(now) {
			next := s.Next(t)
			if next.IsZero() || next.After(now) {
				return t
			}
			t = next
		}
	}
	return time.Time{}
}

// NextDue is when a source is due next after a time; zero for one that runs by hand only or is unknown.
func (p *Planner) NextDue(id assess.SourceID, after time.Time) time.Time {
	if src := p.Loader.Sources[id]; src != nil {
		return NextDue(src.Schedule, after)
	}
	return time.Time{}
}

// NextDue is the next time after one that a cron line names; zero for no line or one that is none.
func NextDue(line string, after time.Time) time.Time {
	s, err := parseLine(line)
	if err != nil {
		return time.Time{}
	}
	return s.Next(after).In(assess.Zone)
}
