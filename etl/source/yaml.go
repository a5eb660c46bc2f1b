package source

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"yingshang/dashboards/assess"
)

// reader reads one YAML file node by node, so that every fault is found at once and has its line.
type reader struct {
	file   string
	faults assess.Faults
}

// entry is a key of a mapping with its value.
type entry struct {
	key   string
	line  int
	value ast.Node
}

// root returns the one document of a file, or nil and a fault.
func (r *reader) root(data []byte) ast.Node {
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line, text := 0, err.Error()
		var at yaml.Error
		if errors.As(err, &at) {
			text = at.GetMessage()
			if tk := at.GetToken(); tk != nil {
				line = tk.Position.Line
			}
		}
		r.faults.Add(r.file, line, "no valid YAML: %s", text)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.faults.Add(r.file, 1, "the file holds %d YAML documents or an empty one, want one with content", len(file.Docs))
		return nil
	}
	return file.Docs[0].Body
}

// entries returns the keys of a mapping in their order, each once.
func (r *reader) entries(n ast.Node, what string) []entry {
	m, ok := n.(ast.MapNode)
	if !ok {
		r.fault(n, "%s is %s, want a mapping", what, describe(n))
		return nil
	}
	var list []entry
	seen := map[string]int{}
	for it := m.MapRange(); it.Next(); {
		key := it.Key().GetToken()
		if _, plain := it.Key().(ast.ScalarNode); !plain {
			r.fault(it.Key(), "%s: a key is %s, want a word", what, describe(it.Key()))
			continue
		}
		e := entry{key: key.Value, line: key.Position.Line, value: it.Value()}
		if first, twice := seen[e.key]; twice {
			r.faults.Add(r.file, e.line, "%s: %s stands here for the second time (first in line %d), want it once", what, e.key, first)
			continue
		}
		seen[e.key] = e.line
		list = append(list, e)
	}
	return list
}

// mapping gives each key's value to its reader. Unknown keys, missing ones and empty values are faults.
func (r *reader) mapping(n ast.Node, what string, known map[string]func(ast.Node), required ...string) map[string]int {
	if _, ok := n.(ast.MapNode); !ok {
		required = nil // one fault says it all
	}
	words := slices.Sorted(maps.Keys(known))
	lines := map[string]int{}
	for _, e := range r.entries(n, what) {
		read, ok := known[e.key]
		if !ok {
			r.faults.Add(r.file, e.line, "%s: unknown key %q%s, want one of %s",
				what, e.key, assess.DidYouMean(e.key, words), strings.Join(words, ", "))
			continue
		}
		lines[e.key] = e.line
		if _, null := e.value.(*ast.NullNode); null {
			r.faults.Add(r.file, e.line, "%s: %s is empty, want a value or no such key", what, e.key)
			continue
		}
		read(e.value)
	}
	for _, key := range required {
		if _, there := lines[key]; !there {
			r.fault(n, "%s: %s is missing", what, key)
		}
	}
	return lines
}

// word reads a scalar as it is written; numbers and truth values keep their spelling.
func (r *reader) word(n ast.Node, what string) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	}
	r.fault(n, "%s is %s, want a text", what, describe(n))
	return ""
}

// filled is a word that is not empty.
func (r *reader) filled(n ast.Node, what string) string {
	before := len(r.faults)
	w := strings.TrimSpace(r.word(n, what))
	if w == "" && len(r.faults) == before {
		r.fault(n, "%s is empty, want a text", what)
	}
	return w
}

// words reads a list of words.
func (r *reader) words(n ast.Node, what string) []entry {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		r.fault(n, "%s is %s, want a list like [a, b]", what, describe(n))
		return nil
	}
	var words []entry
	for _, v := range list.Values {
		if w := r.filled(v, what); w != "" {
			words = append(words, entry{w, lineOf(v), v})
		}
	}
	return words
}

// number reads a number from lo to hi.
func (r *reader) number(n ast.Node, what string, lo, hi float64) float64 {
	f, err := strconv.ParseFloat(n.GetToken().Value, 64)
	if _, scalar := n.(ast.ScalarNode); !scalar || err != nil || !(f >= lo && f <= hi) {
		r.fault(n, "%s is %s, want a number from %g to %g", what, describe(n), lo, hi)
		return lo
	}
	return f
}

// otherNames are names that people use for an allowed word.
var otherNames = map[string]string{
	"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ansi": "gb18030",
	"unicode": "utf-16", "utf-8-sig": "utf-8", "full": "snapshot", "delta": "increment", "hash": "hmac",
}

// oneOf reads a word of a list.
func oneOf[T ~string](r *reader, n ast.Node, what string, known []T) T {
	before := len(r.faults)
	w := r.word(n, what)
	if len(r.faults) > before {
		return ""
	}
	if i := slices.Index(known, T(w)); i >= 0 {
		return known[i]
	}
	var quoted, words []string
	for _, k := range known {
		words = append(words, string(k))
		quoted = append(quoted, strconv.Quote(string(k)))
	}
	hint := ""
	if len(w) > 1 {
		hint = assess.DidYouMean(cmp.Or(otherNames[strings.ToLower(w)], w), words)
	}
	r.fault(n, "%s is %q%s, want one of %s", what, w, hint, strings.Join(quoted, ", "))
	return ""
}

func (r *reader) fault(n ast.Node, format string, args ...any) {
	r.faults.Add(r.file, lineOf(n), format, args...)
}

// lineOf is the line on which a node begins.
func lineOf(n ast.Node) int {
	if m, ok := n.(ast.MapNode); ok {
		if it := m.MapRange(); it.Next() {
			return it.Key().GetToken().Position.Line
		}
	}
	if tk := n.GetToken(); tk != nil {
		return tk.Position.Line
	}
	return 0
}

// describe names what stands in the file, for faults.
func describe(n ast.Node) string {
	switch n.(type) {
	case ast.MapNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode, *ast.MergeKeyNode:
		return "an anchor, alias or tag"
	case *ast.NullNode:
		return "empty"
	}
	return strconv.Quote(n.GetToken().Value)
}
