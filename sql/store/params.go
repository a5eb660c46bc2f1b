package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// params are the values of a statement's {name:Type} places.
type params map[string]any

// text writes the values as ClickHouse reads them.
func (p params) text() map[string]string {
	out := make(map[string]string, len(p))
	for name, v := range p {
		out[name] = escape(literal(v, false))
	}
	return out
}

// day is written as a date without a time.
type day time.Time

func literal(v any, inner bool) string {
	quote := func(s string) string {
		if !inner {
			return s
		}
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
	}
	switch v := v.(type) {
	case string:
		return quote(v)
	case bool:
		if v {
			return "1"
		}
		return "0"
	case int:
		return strconv.Itoa(v)
	case uint8, uint32, uint64, int64:
		return fmt.Sprint(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case day:
		return quote(time.Time(v).Format(time.DateOnly))
	case time.Time:
		return quote(v.In(assess.Zone).Format(time.DateTime))
	case []string:
		return list(v)
	case []uint64:
		return list(v)
	case []uint32:
		return list(v)
	case []day:
		return list(v)
	}
	panic(fmt.Sprintf("store: no literal for %T", v))
}

func list[T any](values []T) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = literal(v, true)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// escape writes a parameter as the tab-separated text that the HTTP interface expects.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`).Replace(s)
}
