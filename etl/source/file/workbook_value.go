package file

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"
)

// digits are as many as Excel keeps of a number. A number typed with more, an identity number say, has zeros at its end now.
const digits = 15

// appendNumber writes the number of a cell in the text form that datasets take: what a clerk would have typed into a CSV file,
// not what the cell shows. So 0.991 shown as 99.1% is 0.991, and 1234.5 shown as ¥1,234.50 is 1234.5; but a number shown as
// a code with zeros before it, 000000, has its zeros, and days and times are written as such. Lost says that the number is
// one of more digits than Excel keeps.
func appendNumber(dst, raw []byte, f format, date1904 bool) (_ []byte, lost bool) {
	raw = bytes.TrimSpace(raw)
	if !f.moment() && f.width == 0 && simple(raw) {
		return append(dst, raw...), false
	}
	x, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return append(dst, raw...), false // no number at all: the dataset has its own words for that
	}
	if f.moment() {
		if b, ok := appendMoment(dst, x, f, date1904); ok {
			return b, false
		}
	}
	if math.Abs(x) >= 1e15 {
		return strconv.AppendFloat(dst, x, 'E', digits-1, 64), true
	}
	from := len(dst)
	// 0.99099999999999999, as Excel writes 0.991, has more digits than it means
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if x == 0 {
		x = 0 // without the sign
	}
	if dst = strconv.AppendFloat(dst, x, 'f', -1, 64); f.width > 0 && x >= 0 && bytes.IndexByte(dst[from:], '.') < 0 {
		if n := f.width - (len(dst) - from); n > 0 {
			dst = append(append(dst[:from:from], bytes.Repeat([]byte{'0'}, n)...), dst[from:]...)
		}
	}
	return dst, false
}

// simple reports whether a number is already written as appendNumber would write it.
func simple(raw []byte) bool {
	b := bytes.TrimPrefix(raw, []byte("-"))
	if len(b) == 0 || len(b) > digits || b[0] == '0' && (len(b) > 1 && b[1] != '.' || len(raw) > len(b)) {
		return false
	}
	dot := -1
	for i, c := range b {
		switch {
		case c == '.' && dot < 0:
			dot = i
		case c < '0' || c > '9':
			return false
		}
	}
	return dot < 0 || dot > 0 && dot < len(b)-1 && b[len(b)-1] != '0'
}

// lastDay is the serial number of the last day of the year 9999.
const lastDay = 2958465

// appendMoment writes a serial number of days as 2006-01-02, 2006-01-02 15:04:05, 15:04:05, or 2006-01 where month and year are
// all that is shown and meant. It is not ok when there is no such day.
func appendMoment(dst []byte, serial float64, f format, date1904 bool) (_ []byte, ok bool) {
	if serial < 0 || serial >= lastDay+1 {
		return dst, false
	}
	day, seconds := int(serial), int(math.Round((serial-math.Floor(serial))*86400))
	if f.elapsed {
		seconds += day * 86400
		return fmt.Appendf(dst, "%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60), true
	}
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	if day == 0 && f.clock && !f.year && !f.month && !f.day {
		return appendClock(dst, seconds), true
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day == 60: // a day that Excel has and the calendar has not
		return append(dst, "1900-02-29"...), true
	case day < 60:
		first = first.AddDate(0, 0, 1)
	}
	date := first.AddDate(0, 0, day)
	if f.year && f.month && !f.day && !f.clock && date.Day() == 1 && seconds == 0 {
		return date.AppendFormat(dst, "2006-01"), true
	}
	dst = date.AppendFormat(dst, time.DateOnly)
	if f.clock || seconds > 0 {
		dst = appendClock(append(dst, ' '), seconds)
	}
	return dst, true
}

func appendClock(dst []byte, seconds int) []byte {
	for i, n := range [3]int{seconds / 3600, seconds / 60 % 60, seconds % 60} {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = append(dst, '0'+byte(n/10), '0'+byte(n%10))
	}
	return dst
}
