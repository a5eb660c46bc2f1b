package file

import "strings"

// format says how a number is meant that a cell's number format shows.
type format struct {
	year, month, day bool
	clock            bool // hours, minutes or seconds
	elapsed          bool // hours past 24, as in [h]:mm
	width            int  // of a code that is filled up with zeros, as 000000; 0: none
}

// moment reports whether numbers are days and times.
func (f format) moment() bool { return f.year || f.month || f.day || f.clock }

// builtinFormats are the number formats that a workbook names without describing them and that are not plain numbers. From 27
// on they are what Excel makes of them in Chinese.
var builtinFormats = map[int]string{
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒",
	36: "yyyy年m月", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
	50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}

// parseFormat reads the part of a number format that is for positive numbers. A percent, a currency or digits grouped by
// thousands say nothing here: it is the value that is taken.
func parseFormat(code string) (f format) {
	if strings.EqualFold(code, "general") {
		return f
	}
	letters := letters(strings.ToLower(code))
	if letters != "" && strings.Trim(letters, "0") == "" && len(letters) > 1 {
		f.width = len(letters)
		return f
	}
	f.elapsed = strings.Contains(letters, "[")
	for i, c := range letters {
		switch c {
		case 'y':
			f.year = true
		case 'd':
			f.day = true
		case 'h', 's', '[':
			f.clock = true
		case 'm':
			if minutes(letters, i) {
				f.clock = true
			} else {
				f.month = true
			}
		}
	}
	return f
}

// letters are those of a code that are not shown as they stand: without quoted texts, escaped characters, colours, conditions
// and languages, and without what separates them. An elapsed unit, [h], stays in its bracket.
func letters(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == ';':
			return b.String()
		case c == '"':
			n := strings.IndexByte(code[i+1:], '"')
			if n < 0 {
				return b.String()
			}
			i += n + 1
		case c == '\\', c == '_', c == '*':
			i++
		case c == '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				return b.String()
			}
			if unit := code[i+1 : i+n]; unit != "" && (strings.Trim(unit, "h") == "" || strings.Trim(unit, "m") == "" || strings.Trim(unit, "s") == "") {
				b.WriteString(code[i : i+n+1])
			}
			i += n
		case c >= 'a' && c <= 'z', strings.IndexByte("0#?.,%@", c) >= 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// minutes reports whether the m at i stands behind hours or before seconds.
func minutes(letters string, i int) bool {
	before := strings.TrimRight(letters[:i], "m[]")
	after := strings.TrimLeft(letters[i:], "m[].0")
	return strings.HasSuffix(before, "h") || strings.HasPrefix(after, "s")
}
