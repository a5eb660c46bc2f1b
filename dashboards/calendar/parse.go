package calendar

import (
	"bytes"
	_ "embed" // for holidays.csv
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"yingshang/dashboards/assess"
)

//go:embed holidays.csv
var holidays []byte

var embedded = sync.OnceValue(func() *Calendar {
	c, err := Parse(bytes.NewReader(holidays), "dashboards/calendar/holidays.csv")
	if err != nil {
		panic(err) // a mistake of ours: tests read the table
	}
	return c
})

// Default is the calendar that comes with the program.
func Default() *Calendar { return embedded() }

var header = []string{"date", "type", "name_zh", "name_en"}

// Parse reads a table date,type,name_zh,name_en with the types off and work. The error holds every fault with its line.
// The table may hold less than a year, to be merged into another one.
func Parse(r io.Reader, name string) (*Calendar, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var faults assess.Faults
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	in.FieldsPerRecord = -1
	if row, err := in.Read(); err != nil || strings.Join(row, ",") != strings.Join(header, ",") {
		faults.Add(name, 1, "the header is %q, want %s", strings.Join(row, ","), strings.Join(header, ","))
		return nil, faults.Err()
	}
	days, lines := map[int]Day{}, map[int]int{}
	for {
		row, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line, err = pe.Line, pe.Err
			}
			faults.Add(name, line, "no valid CSV: %v", err)
			break
		}
		line, _ := in.FieldPos(0)
		d, ok := parseDay(&faults, name, line, row)
		if !ok {
			continue
		}
		n := number(d.Date)
		if first, twice := lines[n]; twice {
			faults.Add(name, line, "%s stands twice, first in line %d", row[0], first)
			continue
		}
		days[n], lines[n] = d, line
	}
	if len(faults) == 0 && len(days) == 0 {
		faults.Add(name, 1, "the table has no days")
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return newCalendar(days), nil
}

// CSV is the table that Parse reads, by date.
func (c *Calendar) CSV() []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write(header) // to memory: nothing can fail
	for _, d := range c.Days() {
		_ = w.Write([]string{d.Date.Format(time.DateOnly), string(d.Kind), d.Name.ZH, d.Name.EN})
	}
	w.Flush()
	return out.Bytes()
}

func parseDay(faults *assess.Faults, name string, line int, row []string) (d Day, ok bool) {
	if len(row) != len(header) {
		faults.Add(name, line, "%d cells, want %d: %s", len(row), len(header), strings.Join(header, ","))
		return d, false
	}
	before := len(*faults)
	day, err := time.ParseInLocation(time.DateOnly, row[0], assess.Zone)
	if err != nil {
		faults.Add(name, line, "date %q: want a day like 2027-01-01", row[0])
	}
	kind := Kind(row[1])
	if kind != Off && kind != Work {
		faults.Add(name, line, "type %q: want off or work", row[1])
	}
	if row[2] == "" {
		faults.Add(name, line, "name_zh is empty, want the holiday, as 国庆节")
	}
	return Day{day, kind, assess.Text{ZH: row[2], EN: row[3]}}, len(*faults) == before
}
