package scheme

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
)

// The flat form is one row a node, in any order:
//
//	indicator,parent,weight,direction,goalpost_best,goalpost_worst[,transform,param,aggregation,target,coverage,bands,name]
//
// The root has no parent. direction is 1, -1, higher or lower and may be empty where goalposts tell it. Other columns
// are ignored, unless they are transform or aggregation misspelt: that would change scores without a word.
var (
	flatWanted = []string{"indicator", "parent", "weight"}
	flatKnown  = []string{
		"indicator", "parent", "weight", "direction", "goalpost_best", "goalpost_worst", "transform", "param", "aggregation",
		"target", "coverage", "bands", "name",
	}
)

// flat reads one scheme of the flat form.
type flat struct {
	file   string
	faults assess.Faults
	column map[string]int
	nodes  []*Node // in the order of the file
	parent map[*Node]string
	weight map[*Node]bool // has a weight
	bad    map[*Node]bool // has a fault of its own, so that nothing more is said of it
}

func parseFlat(file string, data []byte) (*Scheme, error) {
	f := &flat{file: file, parent: map[*Node]string{}, weight: map[*Node]bool{}, bad: map[*Node]bool{}}
	f.rows(data)
	root := f.tree()
	if err := f.faults.Err(); err != nil {
		return nil, err
	}
	return &Scheme{
		ID: root.ID, Title: root.Name, Decimals: 2, Missing: DefaultRules(), CoverageBy: ByChildren,
		Root: root, File: file, text: data, hash: hashOf(data),
	}, nil
}

func (f *flat) fault(line int, format string, args ...any) {
	f.faults.Add(f.file, line, format, args...)
}

// rows reads every row into f.nodes.
func (f *flat) rows(data []byte) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		f.fault(1, "no header, want %s", strings.Join(flatKnown, ","))
		return
	}
	f.column = map[string]int{}
	for i, name := range header {
		f.column[strings.TrimSpace(name)] = i
	}
	for _, want := range flatWanted {
		if _, ok := f.column[want]; !ok {
			f.fault(1, "the header has no column %q%s, want %s", want, assess.DidYouMean(want, header), strings.Join(flatKnown, ","))
		}
	}
	var absent []string // columns whose lack goes unnoticed
	for _, name := range []string{"transform", "aggregation"} {
		if _, ok := f.column[name]; !ok {
			absent = append(absent, name)
		}
	}
	for _, name := range header {
		if like := assess.DidYouMean(name, absent); like != "" && !slices.Contains(flatKnown, name) {
			f.fault(1, "unknown column %q%s", name, like)
		}
	}
	if len(f.faults) > 0 {
		return
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			line, column := 0, 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line, column, err = pe.Line, pe.Column, pe.Err
			}
			f.fault(line, "no valid CSV at byte %d of the line: %v", column, err)
			return
		}
		line, _ := r.FieldPos(0)
		if len(row) != len(header) {
			f.fault(line, "%d cells, want %d as in the header", len(row), len(header))
			continue
		}
		f.row(line, row)
	}
}

func (f *flat) row(line int, row []string) {
	cell := func(name string) string {
		if i, ok := f.column[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	n := &Node{ID: cell("indicator"), Line: line, Name: assess.Text{ZH: cell("name"), EN: cell("name")}, Transform: Linear}
	if n.ID == "" {
		f.fault(line, "the cell of column indicator is empty, want an id")
		return
	}
	before := len(f.faults)
	number := func(name string) *float64 {
		s := cell(name)
		if s == "" {
			return nil
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			f.fault(line, "%s of %s is %q, want a number", name, n.ID, s)
			return nil
		}
		return &v
	}
	if w := number("weight"); w != nil {
		n.Weight, f.weight[n] = *w, true
		if *w < 0 {
			f.fault(line, "weight of %s is %g, want 0 or more", n.ID, *w)
		}
	}
	if n.Coverage = number("coverage"); n.Coverage != nil && (*n.Coverage < 0 || *n.Coverage > 1) {
		f.fault(line, "coverage of %s is %g, want a share from 0 to 1", n.ID, *n.Coverage)
	}
	n.Best, n.Worst, n.Target = number("goalpost_best"), number("goalpost_worst"), number("target")
	if p := number("param"); p != nil {
		n.Param = *p
	}
	var err error
	if n.Direction, err = flatDirection(cell("direction")); err != nil {
		f.fault(line, "direction of %s is %q, want 1, -1, higher or lower", n.ID, cell("direction"))
	}
	if s := cell("transform"); s != "" {
		if n.Transform, err = oneOf(s, Transforms); err != nil {
			f.fault(line, "transform of %s is %s", n.ID, plain(err))
		}
	}
	if s := cell("aggregation"); s != "" {
		if n.Aggregation, err = ParseAggregation(s); err != nil {
			f.fault(line, "aggregation of %s is %s", n.ID, plain(err))
		}
	}
	if s := cell("bands"); s != "" {
		if n.Bands, n.YesNo, err = ParseBands(s); err != nil {
			f.fault(line, "bands of %s are %s", n.ID, plain(err))
		}
	}
	f.parent[n] = cell("parent")
	f.nodes = append(f.nodes, n)
	f.bad[n] = len(f.faults) > before
}

// plain is an error's text without its kind.
func plain(err error) string {
	return strings.TrimSuffix(err.Error(), ": "+assess.ErrInvalid.Error())
}

func flatDirection(s string) (assess.Direction, error) {
	if s == "" {
		return "", nil
	}
	switch v, err := strconv.ParseFloat(s, 64); {
	case err == nil && v == 1:
		return assess.HigherIsBetter, nil
	case err == nil && v == -1:
		return assess.LowerIsBetter, nil
	}
	return assess.ParseDirection(s)
}

// tree joins the nodes and checks what only shows between them.
func (f *flat) tree() *Node {
	if len(f.nodes) == 0 {
		if len(f.faults) == 0 {
			f.fault(1, "the file has no rows below its header")
		}
		return nil
	}
	byID, ids := map[string]*Node{}, []string{}
	for _, n := range f.nodes {
		if first, twice := byID[n.ID]; twice {
			f.fault(n.Line, "%s stands twice, first in line %d", n.ID, first.Line)
			continue
		}
		byID[n.ID] = n
		ids = append(ids, n.ID)
	}
	var root *Node
	for _, n := range f.nodes {
		switch p := f.parent[n]; {
		case p == "" && root == nil:
			root = n
		case p == "":
			f.fault(n.Line, "%s has no parent, but %s in line %d is the root already", n.ID, root.ID, root.Line)
		case byID[p] == nil:
			f.fault(n.Line, "the parent %q of %s has no row%s", p, n.ID, assess.DidYouMean(p, ids))
		default:
			byID[p].Children = append(byID[p].Children, n)
		}
	}
	if root == nil {
		f.fault(1, "no row has an empty parent, want one: the root")
		return nil
	}
	whole := len(f.faults) == 0
	if whole {
		f.reach(root)
	}
	for _, n := range f.nodes {
		switch {
		case f.bad[n]:
		case n == root && n.Leaf():
			if whole {
				f.fault(n.Line, "the root %s has no children", n.ID)
			}
		case n.Leaf():
			f.checkLeaf(n)
		default:
			f.checkInner(n)
		}
		if n != root && !f.weight[n] && !f.bad[n] {
			f.fault(n.Line, "weight of %s is empty, want a number", n.ID)
		}
	}
	return root
}

// reach finds nodes that are their own ancestors.
func (f *flat) reach(root *Node) {
	seen := map[*Node]bool{}
	root.Walk(func(n, _ *Node, _ int) { seen[n] = true })
	for _, n := range f.nodes {
		if !seen[n] {
			f.fault(n.Line, "%s does not hang below the root %s: its parents go in a circle", n.ID, root.ID)
		}
	}
}

func (f *flat) checkInner(n *Node) {
	sum, bad := 0.0, false
	for _, c := range n.Children {
		sum += c.Weight
		bad = bad || f.bad[c]
	}
	if sum == 0 && !bad {
		f.fault(n.Line, "all children of %s weigh 0, want at least one weight above 0", n.ID)
	}
	if n.Best != nil || n.Worst != nil || n.Bands != nil {
		f.fault(n.Line, "%s has children, so it takes no goalposts", n.ID)
	}
	if n.Direction == assess.LowerIsBetter {
		f.fault(n.Line, "%s has children, so its scores are always better when higher: want direction 1 or none", n.ID)
	}
	n.Direction = ""
}

func (f *flat) checkLeaf(n *Node) {
	if n.Aggregation != "" {
		f.fault(n.Line, "%s has no children, so it takes no aggregation", n.ID)
	}
	if n.Coverage != nil {
		f.fault(n.Line, "%s has no children, so it takes no coverage", n.ID)
	}
	faults := leafFaults(n)
	if n.Bands != nil && len(faults) == 0 {
		n.spanBands()
	}
	switch {
	case (n.Best == nil) != (n.Worst == nil):
		f.fault(n.Line, "%s has one goalpost, want goalpost_best and goalpost_worst or neither", n.ID)
	case n.Best != nil && n.Direction == "":
		n.Direction = directionOf(*n.Best, *n.Worst)
	case n.Best != nil && *n.Best != *n.Worst && n.Direction != directionOf(*n.Best, *n.Worst):
		f.fault(n.Line, "%s: %s is better, but its best %g and worst %g say otherwise", n.ID, n.Direction, *n.Best, *n.Worst)
	case n.Direction == "":
		f.fault(n.Line, "direction of %s is empty, want 1, -1, higher or lower", n.ID)
	}
	for _, text := range faults {
		f.fault(n.Line, "%s: %s", n.ID, text)
	}
}
