package catalog

import (
	"fmt"
	"path"
	"strings"

	"yingshang/dashboards/assess"
)

// header is the block of "-- key: value" lines at the top of a file.
type header struct {
	file  string
	lines []headerLine
	body  string // what follows the header
	first int    // line number of the body's first line
}

type headerLine struct {
	line       int
	key, value string
}

// parseHeader splits a file into its header and its body.
func parseHeader(file, text string) header {
	h := header{file: file, first: 1}
	rest := text
	for {
		line, after, _ := strings.Cut(rest, "\n")
		if !strings.HasPrefix(line, "-- ") {
			break
		}
		if key, value, ok := strings.Cut(strings.TrimPrefix(line, "-- "), ":"); ok && !strings.Contains(strings.TrimSpace(key), " ") {
			h.lines = append(h.lines, headerLine{h.first, strings.TrimSpace(key), strings.TrimSpace(value)})
		}
		h.first++
		rest = after
		if after == "" {
			break
		}
	}
	h.body = rest
	return h
}

// get returns the value of a key that stands once, or "".
func (h header) get(key string) string {
	for _, l := range h.lines {
		if l.key == key {
			return l.value
		}
	}
	return ""
}

// all returns the lines of a key that may stand several times.
func (h header) all(key string) []headerLine {
	var found []headerLine
	for _, l := range h.lines {
		if l.key == key {
			found = append(found, l)
		}
	}
	return found
}

// list returns the comma-separated words of a key.
func (h header) list(key string) []string {
	var words []string
	for _, w := range strings.Split(h.get(key), ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// text reads "中文 | English".
func (h header) text(key string) assess.Text { return bilingual(h.get(key)) }

func bilingual(s string) assess.Text {
	zh, en, _ := strings.Cut(s, "|")
	return assess.Text{ZH: strings.TrimSpace(zh), EN: strings.TrimSpace(en)}
}

// check reports keys that are unknown, missing or doubled, each with its line.
func (h header) check(required, optional, repeated []string) []error {
	var faults []error
	seen := map[string]int{}
	for _, l := range h.lines {
		switch {
		case has(repeated, l.key):
		case !has(required, l.key) && !has(optional, l.key):
			faults = append(faults, h.fault(l.line, "header key %q is unknown, want one of %v", l.key, append(append(append([]string{}, required...), optional...), repeated...)))
		case seen[l.key] > 0:
			faults = append(faults, h.fault(l.line, "header key %q stands twice, first in line %d", l.key, seen[l.key]))
		}
		seen[l.key] = l.line
		if l.value == "" {
			faults = append(faults, h.fault(l.line, "header key %q has no value", l.key))
		}
	}
	for _, key := range required {
		if seen[key] == 0 {
			faults = append(faults, h.fault(1, "header key %q is missing", key))
		}
	}
	return faults
}

func (h header) fault(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", h.file, line, fmt.Sprintf(format, args...))
}

// named demands that a file bears the name that its header gives: a layer overrides a file by that name.
func (h header) named(key, ending string) []error {
	name := h.get(key)
	switch {
	case name == "": // told as missing
		return nil
	case !identifier.MatchString(name):
		return []error{h.fault(h.line(key), "%s is %q, want letters, digits and underscores", key, name)}
	case path.Base(h.file) != name+ending:
		return []error{h.fault(h.line(key), "%s is %q, want the file to be called %s%s", key, name, name, ending)}
	}
	return nil
}

// bilingual demands words in two languages.
func (h header) bilingual(keys ...string) []error {
	var faults []error
	for _, key := range keys {
		if t := h.text(key); h.get(key) != "" && (t.ZH == "" || t.EN == "") {
			faults = append(faults, h.fault(h.line(key), "%s is %q, want two languages: 中文 | English", key, h.get(key)))
		}
	}
	return faults
}

// fault is about a key of a file that was read before.
func fault(file, text, key, format string, args ...any) error {
	h := parseHeader(file, text)
	return h.fault(h.line(key), format, args...)
}

// line is where a key stands; the first line when it does not.
func (h header) line(key string) int {
	for _, l := range h.lines {
		if l.key == key {
			return l.line
		}
	}
	return 1
}

// naming is the line that names a word in a list.
func (h header) naming(word string) int {
	for _, l := range h.lines {
		if has(h.list(l.key), word) {
			return l.line
		}
	}
	return 1
}

func has(words []string, w string) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}
