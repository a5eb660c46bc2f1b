package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

var placeOf = regexp.MustCompile(`(?s)^(.+?\.\w+):(?:(\d+):)? (.*)$`)

// placed takes an error of several "file:line: text" apart, so that the faults of all files can be sorted together.
func placed(err error) assess.Faults {
	if err == nil {
		return nil
	}
	var faults assess.Faults
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			faults = append(faults, placed(e)...)
		}
		return faults
	}
	m := placeOf.FindStringSubmatch(err.Error())
	if m == nil {
		faults.Join(err)
		return faults
	}
	line, _ := strconv.Atoi(m[2]) // 0 when there is none
	return assess.Faults{{File: m[1], Line: line, Text: m[3]}}
}

// lines holds the texts of files, by name.
type lines map[string]string

// behind is the number of the first line that begins with the last of words, after one that begins with the one before
// it, and so on; 0 when there is none.
func (l lines) behind(file string, words ...string) int {
	for i, line := range strings.Split(l[file], "\n") {
		if line = strings.TrimSpace(line); len(words) > 0 && strings.HasPrefix(line, words[0]) {
			if words = words[1:]; len(words) == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// names are the keys of a map as sorted words.
func names[K ~string, V any](m map[K]V) []string {
	words := make([]string, 0, len(m))
	for k := range m {
		words = append(words, string(k))
	}
	slices.Sort(words)
	return words
}
