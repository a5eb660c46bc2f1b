package yamlfile

import (
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

// Keys says what each key of a mapping does.
type Keys map[string]func(Node)

// Entry is a key of a mapping with its value.
type Entry struct {
	Key   string
	Line  int
	Value Node
}

// Mapping gives each key's value to its reader; what names the mapping in faults. Unknown keys, missing ones and empty
// values are faults. It returns the lines of the keys, nil where there is no mapping.
func (f *File) Mapping(n Node, what string, known Keys, required ...string) map[string]int {
	words := slices.Sorted(maps.Keys(known))
	if _, ok := n.(ast.MapNode); !ok {
		f.Fault(n, "%s is %s, want keys: %s", what, describe(n), strings.Join(words, ", "))
		return nil
	}
	lines := map[string]int{}
	for _, e := range f.Entries(n, what) {
		read, ok := known[e.Key]
		if !ok {
			f.FaultAt(e.Line, "%s: unknown key %q%s, want one of %s", what, e.Key, assess.DidYouMean(e.Key, words), strings.Join(words, ", "))
			continue
		}
		lines[e.Key] = e.Line
		if _, null := e.Value.(*ast.NullNode); null {
			f.FaultAt(e.Line, "%s: %s is empty, want a value or no such key", what, e.Key)
			continue
		}
		read(e.Value)
	}
	for _, key := range required {
		if _, there := lines[key]; !there {
			f.Fault(n, "%s: %s is missing", what, key)
		}
	}
	return lines
}

// Entries returns the keys of a mapping in their order, each once.
func (f *File) Entries(n Node, what string) []Entry {
	m, ok := n.(ast.MapNode)
	if !ok {
		f.Fault(n, "%s is %s, want a mapping", what, describe(n))
		return nil
	}
	var list []Entry
	seen := map[string]int{}
	for it := m.MapRange(); it.Next(); {
		switch it.Key().(type) {
		case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		default:
			f.Fault(it.Key(), "%s: a key is %s, want a word", what, describe(it.Key()))
			continue
		}
		key := it.Key().GetToken()
		e := Entry{Key: key.Value, Line: key.Position.Line, Value: it.Value()}
		if first, twice := seen[e.Key]; twice {
			f.FaultAt(e.Line, "%s: %s stands here for the second time (first in line %d), want it once", what, e.Key, first)
			continue
		}
		seen[e.Key] = e.Line
		list = append(list, e)
	}
	return list
}

// List calls read for each entry of a list.
func (f *File) List(n Node, what string, read func(Node)) {
	list, ok := n.(*ast.SequenceNode)
	switch {
	case !ok:
		f.Fault(n, "%s is %s, want a list like [a, b]", what, describe(n))
	case len(list.Values) == 0:
		f.Fault(n, "%s: the list is empty", what)
	default:
		for _, v := range list.Values {
			read(v)
		}
	}
}

// IsList says whether a list stands in the file.
func IsList(n Node) bool { _, ok := n.(*ast.SequenceNode); return ok }

// IsMapping says whether a mapping stands in the file.
func IsMapping(n Node) bool { _, ok := n.(ast.MapNode); return ok }

// Text reads {zh: …, en: …}; both are wanted.
func (f *File) Text(n Node, what string) (t assess.Text) {
	f.Mapping(n, what, Keys{
		"zh": func(n Node) { t.ZH = f.Word(n, what+": zh") },
		"en": func(n Node) { t.EN = f.Word(n, what+": en") },
	}, "zh", "en")
	return t
}
