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
	// The library gives up after five years and then never runs the job, without a word: 31 February, but 29 February too
	// when it is asked in 2097. Any year will do for the question, so it is one that begins four years before a leap year's end.
	if spec.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, assess.Zone)).IsZero() {
		return nil, errors.New("there is no such day")
	}
	return spec, nil
}
