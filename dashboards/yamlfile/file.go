// Package yamlfile reads the YAML files that people write, node by node, so that every fault of a file is found at once and
// keeps its line. It is strict: a key is known and stands once, no value is empty, there are no anchors. What keys a file
// has and what they mean is its user's; begin at [File.Root].
package yamlfile

import (
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"yingshang/dashboards/assess"
)

// File is one file that is being read.
type File struct {
	Name   string
	Faults assess.Faults
	// OtherNames are names that people use for an allowed word, in lower case; a fault then names the word.
	OtherNames map[string]string
}

// Node is a place in a file.
type Node = ast.Node

// Root returns the one document of a file, or nil and a fault.
func (f *File) Root(data []byte) Node {
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey()) // which Entries reports
	if err != nil {
		line, text := 0, err.Error()
		var at yaml.Error
		if errors.As(err, &at) {
			text = at.GetMessage()
			if tk := at.GetToken(); tk != nil {
				line = tk.Position.Line
			}
		}
		f.FaultAt(line, "no valid YAML: %s", text)
		return nil
	}
	switch {
	case len(file.Docs) != 1:
		f.FaultAt(1, "%d YAML documents, want one", len(file.Docs))
		return nil
	case file.Docs[0].Body == nil:
		f.FaultAt(1, "the file is empty")
		return nil
	}
	return file.Docs[0].Body
}

// Fault notes what is wrong with a node.
func (f *File) Fault(n Node, format string, args ...any) { f.FaultAt(Line(n), format, args...) }

// FaultAt notes what is wrong in a line.
func (f *File) FaultAt(line int, format string, args ...any) {
	f.Faults.Add(f.Name, line, format, args...)
}

// Line is the line on which a node begins.
func Line(n Node) int {
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
