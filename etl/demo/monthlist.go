package demo

import (
	"fmt"
	"slices"
	"time"
)

// monthList is what an office lists by months, in a file each; of the years before 2022 it hands in one whole list.
type monthList struct {
	source, prefix, encoding string
	header                   []string
	truth                    *Truth
	rows                     [caseMonths][][]string
	earlier                  [][]string
	faults                   []rowFault // planted in turn, a few a month
	doubled                  int        // month whose file comes once more, and then lacks a row that was there by mistake; 0: none
}

// rowFault is a way in which a sound row is spoilt; its key is another one, unless the row is to stand there twice.
type rowFault struct {
	kind  string
	spoil func(row []string)
}

// twice leaves a row as it is.
var twice = rowFault{kind: duplicate}

func (l *monthList) add(at time.Time, row ...string) {
	if at.Year() < 2022 {
		l.earlier = append(l.earlier, row)
		return
	}
	m := monthOf(at)
	l.rows[m] = append(l.rows[m], row)
}

// files writes the list of every month that has rows. Never more than seven in a hundred rows are bad: no file may be held.
func (l *monthList) files() []file {
	files := []file{l.history()}
	next := 0
	for m, rows := range l.rows {
		if len(rows) == 0 {
			continue
		}
		last := day(2022, time.Month(m+2), 0)
		if l.doubled > 0 && m == l.doubled {
			f := l.file(m, last, rows)
			f.table.add(renamed(rows[0], m, "x")...)
			f.count.Read, f.count.Accepted = f.count.Read+1, f.count.Accepted+1
			files = append(files, f)
			last = last.AddDate(0, 0, 9)
		}
		f := l.file(m, last, rows)
		if l.doubled > 0 && m == l.doubled {
			f.count.Deleted = 1
			l.truth.plant(l.source, "vanished")
		}
		for bad := 1; bad <= 3 && bad*100 <= 7*(len(rows)+bad); bad++ {
			fault := l.faults[next%len(l.faults)]
			next++
			row := slices.Clone(rows[(bad*5)%len(rows)])
			if fault.spoil != nil {
				row = renamed(row, m, fault.kind)
				fault.spoil(row)
			}
			f.table.add(row...)
			f.count.Read++
			f.count.Rejected++
			l.truth.plant(l.source, fault.kind)
		}
		files = append(files, f)
	}
	return files
}

// history is the list of the years before 2022, with one of each fault but the last.
func (l *monthList) history() file {
	f := file{source: l.source + "_history", name: "历年" + l.prefix + "_2022-01-05.csv", table: table{encoding: l.encoding, comma: ",", eol: "\r\n", header: l.header}}
	f.count.AsOf = "2022-01-05"
	for _, row := range l.earlier {
		f.good(row...)
	}
	for i, fault := range l.faults[:len(l.faults)-1] {
		row := slices.Clone(l.earlier[(i+1)*5])
		if fault.spoil != nil {
			row = renamed(row, 0, fault.kind)
			fault.spoil(row)
		}
		f.bad(l.truth, fault.kind, row...)
	}
	l.truth.live(f.source, len(l.earlier))
	return f
}

func (l *monthList) file(m int, asOf time.Time, rows [][]string) file {
	f := file{
		source: l.source, name: fmt.Sprintf("%s_2022-%02d_截至%s.csv", l.prefix, m+1, asOf.Format(time.DateOnly)),
		table: table{encoding: l.encoding, comma: ",", eol: "\r\n", header: l.header},
	}
	f.count.AsOf = asOf.Format(time.DateOnly)
	for _, row := range rows {
		f.table.add(row...)
		f.count.Read++
		f.count.Accepted++
	}
	return f
}

// renamed is a row under a key that stands nowhere else.
func renamed(row []string, m int, why string) []string {
	row = slices.Clone(row)
	row[0] = fmt.Sprintf("%s-99%02d%s", row[0], m+1, why)
	return row
}

// tally sums what an indicator's records come to, by period.
type tally map[string][2]int

func (y tally) add(at time.Time, numerator, denominator int) {
	for _, period := range []string{at.Format("2006-01"), at.Format("2006")} {
		y[period] = [2]int{y[period][0] + numerator, y[period][1] + denominator}
	}
}

func (y tally) tell(t *Truth, code string, scale float64) {
	for period, f := range y {
		t.figure(code, period, float64(f[0]), float64(f[1]), scale, f[1])
	}
}

// one counts what is true.
func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
