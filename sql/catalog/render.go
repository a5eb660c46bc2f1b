package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Names are identifiers: a table or a list of columns.
type Names []string

// Fragment is SQL text from a trusted file of ours.
type Fragment string

var (
	placeholder = regexp.MustCompile(`\$\{([a-z_]+)\}`)
	identifier  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// Render fills ${name} places with identifiers and trusted fragments. It is the one function that puts SQL together:
// an identifier is refused unless it is letters, digits and underscores, and stands in backticks; values never come
// this way, they go in as {name:Type}.
func Render(sql string, fill map[string]any) (string, error) {
	var faults []error
	used := map[string]bool{}
	out := placeholder.ReplaceAllStringFunc(sql, func(place string) string {
		name := place[2 : len(place)-1]
		used[name] = true
		switch v := fill[name].(type) {
		case Names:
			quoted := make([]string, len(v))
			for i, id := range v {
				if !identifier.MatchString(id) {
					faults = append(faults, fmt.Errorf("%q is no identifier", id))
				}
				quoted[i] = "`" + id + "`"
			}
			if len(v) == 0 {
				faults = append(faults, fmt.Errorf("no identifier for ${%s}", name))
			}
			return strings.Join(quoted, ", ")
		case Fragment:
			return string(v)
		}
		faults = append(faults, fmt.Errorf("nothing fills ${%s}", name))
		return ""
	})
	for _, name := range keys(fill) {
		if !used[name] {
			faults = append(faults, fmt.Errorf("no place ${%s}", name))
		}
	}
	if i := strings.Index(out, "${"); i >= 0 { // misspelt, or come in with a fragment: nothing would fill it
		faults = append(faults, fmt.Errorf("what is no place stays unfilled: %q", out[i:min(i+20, len(out))]))
	}
	if len(faults) > 0 {
		return "", errors.Join(faults...)
	}
	return out, nil
}
