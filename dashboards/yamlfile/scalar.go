package yamlfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

// scalar reads a text as it is written; numbers and truth values keep their spelling.
func (f *File) scalar(n Node, what string) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return v.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	f.Fault(n, "%s is %s, want a text", what, describe(n))
	return "", false
}

// Word reads a text that is not empty, without the blanks around it.
func (f *File) Word(n Node, what string) string {
	text, ok := f.scalar(n, what)
	word := strings.TrimSpace(text)
	if ok && word == "" {
		f.Fault(n, "%s is empty, want a text", what)
	}
	return word
}

// Choice reads a word of a list.
func Choice[T ~string](f *File, n Node, what string, known []T) T {
	word, ok := f.scalar(n, what)
	if !ok {
		return ""
	}
	if i := slices.Index(known, T(word)); i >= 0 {
		return known[i]
	}
	var words, quoted []string
	for _, k := range known {
		words = append(words, string(k))
		quoted = append(quoted, strconv.Quote(string(k)))
	}
	hint := ""
	if len(word) > 1 {
		hint = assess.DidYouMean(cmp.Or(f.OtherNames[strings.ToLower(word)], word), words)
	}
	f.Fault(n, "%s is %q%s, want one of %s", what, word, hint, strings.Join(quoted, ", "))
	return ""
}

// Number reads a finite number.
func (f *File) Number(n Node, what string) float64 {
	v, ok := number(n)
	if !ok {
		f.Fault(n, "%s is %s, want a number", what, describe(n))
	}
	return v
}

// NumberIn reads a number from lo to hi.
func (f *File) NumberIn(n Node, what string, lo, hi float64) float64 {
	v, ok := number(n)
	if !ok || v < lo || v > hi {
		f.Fault(n, "%s is %s, want a number from %g to %g", what, describe(n), lo, hi)
		return lo
	}
	return v
}

func number(n Node) (v float64, ok bool) {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		v, err := strconv.ParseFloat(n.GetToken().Value, 64)
		return v, err == nil
	}
	return 0, false
}

// Whole reads a whole number of lo or more.
func (f *File) Whole(n Node, what string, lo int) int {
	if _, ok := n.(*ast.IntegerNode); ok {
		if i, err := strconv.Atoi(n.GetToken().Value); err == nil && i >= lo {
			return i
		}
	}
	f.Fault(n, "%s is %s, want a whole number, %d or more", what, describe(n), lo)
	return 0
}

// describe names what stands in the file, for faults.
func describe(n Node) string {
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
