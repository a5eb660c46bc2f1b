package scheme

import (
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

// document reads one YAML file node by node, so that every fault is found at once and keeps its line.
type document struct {
	file   string
	faults assess.Faults
}

// fields says what each key of a mapping does.
type fields map[string]func(ast.Node)

// parse returns the document's root; nil when the file is no YAML, which is then a fault.
func (d *document) parse(data []byte) ast.Node {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		line, text := 0, err.Error()
		var where yaml.Error
		if errors.As(err, &where) {
			text = where.GetMessage()
			if tk := where.GetToken(); tk != nil {
				line = tk.Position.Line
			}
		}
		d.faults.Add(d.file, line, "no valid YAML: %s", text)
		return nil
	}
	if len(file.Docs) != 1 {
		d.faults.Add(d.file, 1, "%d YAML documents, want one", len(file.Docs))
		return nil
	}
	if file.Docs[0].Body == nil {
		d.faults.Add(d.file, 1, "the file is empty")
		return nil
	}
	return file.Docs[0].Body
}

func (d *document) fault(n ast.Node, format string, args ...any) {
	d.faults.Add(d.file, lineOf(n), format, args...)
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

// mapping reads the keys of a mapping; what names it in faults. Keys in required must be there.
func (d *document) mapping(n ast.Node, what string, known fields, required ...string) bool {
	m, ok := n.(ast.MapNode)
	if !ok {
		d.fault(n, "%s is %s, want keys: %s", what, kindOf(n), strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		return false
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		key := it.Key().GetToken().Value
		read, ok := known[key]
		if !ok {
			words := slices.Sorted(maps.Keys(known))
			d.fault(it.Key(), "%s: unknown key %q%s, want one of %s", what, key, assess.DidYouMean(key, words), strings.Join(words, ", "))
			continue
		}
		seen[key] = true
		if _, null := it.Value().(*ast.NullNode); null {
			d.fault(it.Key(), "%s: %s is empty, want a value or no such key", what, key)
			continue
		}
		read(it.Value())
	}
	for _, key := range required {
		if !seen[key] {
			d.fault(n, "%s: %s is missing", what, key)
		}
	}
	return true
}

// list calls read for each entry.
func (d *document) list(n ast.Node, what string, read func(ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.fault(n, "%s is %s, want a list", what, kindOf(n))
		return
	}
	if len(s.Values) == 0 {
		d.fault(n, "%s: the list is empty", what)
	}
	for _, v := range s.Values {
		read(v)
	}
}

// word reads a text of one line or block.
func (d *document) word(n ast.Node, what string) string {
	switch v := n.(type) {
	case *ast.StringNode:
		if s := strings.TrimSpace(v.Value); s != "" {
			return s
		}
		d.fault(n, "%s is empty", what)
	case *ast.LiteralNode:
		return strings.TrimSpace(v.Value.Value)
	default:
		d.fault(n, "%s is %s, want a text (in quotes if need be)", what, kindOf(n))
	}
	return ""
}

// number reads a finite number.
func (d *document) number(n ast.Node, what string) float64 {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if f, err := strconv.ParseFloat(n.GetToken().Value, 64); err == nil {
			return f
		}
	}
	d.fault(n, "%s is %s, want a number", what, kindOf(n))
	return 0
}

// whole reads a whole number of lo or more.
func (d *document) whole(n ast.Node, what string, lo int) int {
	if _, ok := n.(*ast.IntegerNode); ok {
		if i, err := strconv.Atoi(n.GetToken().Value); err == nil && i >= lo {
			return i
		}
	}
	d.fault(n, "%s is %s, want a whole number, %d or more", what, kindOf(n), lo)
	return 0
}

// text reads {zh: …, en: …}; both are wanted.
func (d *document) text(n ast.Node, what string) (t assess.Text) {
	d.mapping(n, what, fields{
		"zh": func(n ast.Node) { t.ZH = d.word(n, what+": zh") },
		"en": func(n ast.Node) { t.EN = d.word(n, what+": en") },
	}, "zh", "en")
	return t
}

// choice reads a word of a list.
func choice[T ~string](d *document, n ast.Node, what string, known []T) T {
	before := len(d.faults)
	s := d.word(n, what)
	if len(d.faults) > before {
		return ""
	}
	v, err := oneOf(s, known)
	if err != nil {
		d.fault(n, "%s %s", what, strings.TrimSuffix(err.Error(), ": "+assess.ErrInvalid.Error()))
	}
	return v
}

// kindOf names what stands in the file, for faults.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case ast.MapNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		return "an anchor, alias or tag"
	case *ast.NullNode:
		return "empty"
	}
	return strconv.Quote(n.GetToken().Value)
}
