package scheme

import (
	"math"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"yingshang/dashboards/assess"
)

// RootID is the id of the total in a yearly scheme.
const RootID = "total"

// Parse reads a scheme: a yearly one in YAML, or the flat form when the file's name ends in .csv. The error holds every
// fault of the file.
func Parse(file string, data []byte) (*Scheme, error) {
	if strings.HasSuffix(strings.ToLower(file), ".csv") {
		return parseFlat(file, data)
	}
	d := &yearly{document: document{file: file}, ids: map[string]int{}}
	d.s = &Scheme{
		File: file, hash: hashOf(data), Normalise: Goalposts, Decimals: 2, Missing: DefaultRules(), CoverageBy: ByWeight,
		Root: &Node{ID: RootID, Name: assess.Text{ZH: "总分", EN: "Total"}, Weight: 100, Line: 1},
	}
	if n := d.parse(data); n != nil {
		d.scheme(n)
	}
	if err := d.faults.Err(); err != nil {
		return nil, err
	}
	return d.s, nil
}

// yearly reads one yearly scheme.
type yearly struct {
	document
	s   *Scheme
	ids map[string]int // id of a node → line
}

func (d *yearly) scheme(n ast.Node) {
	s := d.s
	var themes ast.Node
	d.mapping(n, "scheme", fields{
		"scheme":        func(n ast.Node) { s.ID = d.word(n, "scheme") },
		"year":          func(n ast.Node) { s.Year = d.whole(n, "year", 2000) },
		"title":         func(n ast.Node) { s.Title = d.text(n, "title") },
		"population":    func(n ast.Node) { s.Population = d.word(n, "population") },
		"note":          func(n ast.Node) { s.Note = d.text(n, "note") },
		"normalise":     func(n ast.Node) { s.Normalise = choice(&d.document, n, "normalise", Normalisations) },
		"range":         func(n ast.Node) { s.Range = d.scoreRange(n) },
		"aggregate":     func(n ast.Node) { s.Aggregate = d.aggregate(n) },
		"decimals":      func(n ast.Node) { s.Decimals = d.whole(n, "decimals", 0) },
		"rank_decimals": func(n ast.Node) { v := d.whole(n, "rank_decimals", 0); s.RankDecimals = &v },
		"missing":       d.missing,
		"coverage":      func(n ast.Node) { s.Coverage = d.share(n, "coverage") },
		"coverage_by":   func(n ast.Node) { s.CoverageBy = choice(&d.document, n, "coverage_by", CoverageBys) },
		"tiers":         d.tiers,
		"themes":        func(n ast.Node) { themes = n },
	}, "scheme", "year", "title", "population", "note", "themes")
	if themes == nil {
		return
	}
	before := len(d.faults)
	d.list(themes, "themes", func(n ast.Node) {
		if t := d.theme(n); t != nil {
			s.Root.Children = append(s.Root.Children, t)
		}
	})
	sum := 0.0
	for _, t := range s.Root.Children {
		sum += t.Weight
	}
	if len(d.faults) == before && math.Abs(sum-100) > 1e-9 {
		d.fault(themes, "the weights of the themes sum to %.10g, want 100", sum)
	}
	if levels := s.Levels(); len(s.Aggregate) > 1 && len(s.Aggregate) != levels {
		d.fault(n, "aggregate has %d levels, want one for all or %d, from the lowest up", len(s.Aggregate), levels)
	}
}

func (d *yearly) theme(n ast.Node) *Node {
	t := &Node{Weight: -1, Line: lineOf(n)}
	var indicators ast.Node
	ok := d.mapping(n, "theme", fields{
		"id":          func(n ast.Node) { t.ID = d.id(n) },
		"name":        func(n ast.Node) { t.Name = d.text(n, "name") },
		"weight":      func(n ast.Node) { t.Weight = d.weight(n) },
		"aggregation": func(n ast.Node) { t.Aggregation = choice(&d.document, n, "aggregation", Aggregations) },
		"indicators":  func(n ast.Node) { indicators = n },
	}, "id", "name", "indicators")
	if !ok || indicators == nil {
		return nil
	}
	sum := 0.0
	d.list(indicators, "indicators", func(n ast.Node) {
		if leaf := d.indicator(n); leaf != nil {
			t.Children = append(t.Children, leaf)
			sum += leaf.Weight
		}
	})
	if t.Weight < 0 {
		t.Weight = sum
	} else if t.Weight > 0 && sum == 0 {
		d.fault(n, "theme %s has the weight %g, but all its indicators weigh 0", t.ID, t.Weight)
	}
	return t
}

func (d *yearly) indicator(n ast.Node) *Node {
	leaf := &Node{Transform: Linear, Line: lineOf(n)}
	ok := d.mapping(n, "indicator", fields{
		"id":         func(n ast.Node) { leaf.ID = d.id(n) },
		"weight":     func(n ast.Node) { leaf.Weight = d.weight(n) },
		"best":       func(n ast.Node) { v := d.number(n, "best"); leaf.Best = &v },
		"worst":      func(n ast.Node) { v := d.number(n, "worst"); leaf.Worst = &v },
		"target":     func(n ast.Node) { v := d.number(n, "target"); leaf.Target = &v },
		"min_sample": func(n ast.Node) { leaf.MinSample = int64(d.whole(n, "min_sample", 1)) },
		"transform":  func(n ast.Node) { leaf.Transform = choice(&d.document, n, "transform", Transforms) },
		"param":      func(n ast.Node) { leaf.Param = d.number(n, "param") },
	}, "id", "weight", "best", "worst")
	if !ok || leaf.Best == nil || leaf.Worst == nil {
		return nil
	}
	leaf.Direction = directionOf(*leaf.Best, *leaf.Worst)
	for _, text := range leafFaults(leaf) {
		d.fault(n, "indicator %s: %s", leaf.ID, text)
	}
	return leaf
}

// directionOf reads the direction off a frontier.
func directionOf(best, worst float64) assess.Direction {
	if best < worst {
		return assess.LowerIsBetter
	}
	return assess.HigherIsBetter
}

// leafFaults says what is wrong between the numbers of one indicator.
func leafFaults(n *Node) (faults []string) {
	if n.Best != nil && n.Worst != nil && *n.Best == *n.Worst {
		faults = append(faults, "best and worst are the same, want two different values")
	}
	switch n.Transform {
	case Log:
		for _, v := range []*float64{n.Best, n.Worst, n.Target} {
			if v != nil && *v <= 0 {
				faults = append(faults, "transform log wants best, worst and target above 0")
				break
			}
		}
		if n.Param != 0 {
			faults = append(faults, "transform log takes no param")
		}
	case Power:
		if n.Param <= 0 {
			faults = append(faults, "transform power wants a param above 0")
		}
	case Linear:
		if n.Param != 0 {
			faults = append(faults, "param without transform power")
		}
	}
	return faults
}

func (d *yearly) id(n ast.Node) string {
	id := d.word(n, "id")
	if first, twice := d.ids[id]; twice && id != "" {
		d.fault(n, "id %q stands twice, first in line %d", id, first)
	}
	if id == RootID {
		d.fault(n, "id %q is kept for the root of the scheme", id)
	}
	d.ids[id] = lineOf(n)
	return id
}

func (d *yearly) weight(n ast.Node) float64 {
	w := d.number(n, "weight")
	if w < 0 {
		d.fault(n, "weight is %g, want 0 or more", w)
		return 0
	}
	return w
}

func (d *yearly) share(n ast.Node, what string) float64 {
	v := d.number(n, what)
	if v < 0 || v > 1 {
		d.fault(n, "%s is %g, want a share from 0 to 1", what, v)
	}
	return v
}

func (d *yearly) scoreRange(n ast.Node) *Range {
	var ends []float64
	d.list(n, "range", func(n ast.Node) { ends = append(ends, d.number(n, "range")) })
	if len(ends) != 2 || ends[0] >= ends[1] {
		d.fault(n, "range is %v, want [lowest score, highest score]", ends)
		return nil
	}
	return &Range{ends[0], ends[1]}
}

func (d *yearly) aggregate(n ast.Node) (all []Aggregation) {
	if _, ok := n.(*ast.SequenceNode); !ok {
		return []Aggregation{choice(&d.document, n, "aggregate", Aggregations)}
	}
	d.list(n, "aggregate", func(n ast.Node) { all = append(all, choice(&d.document, n, "aggregate", Aggregations)) })
	return all
}

func (d *yearly) missing(n ast.Node) {
	rules := fields{}
	for status := range DefaultRules() {
		rules[string(status)] = func(n ast.Node) {
			d.s.Missing[status] = choice(&d.document, n, "missing: "+string(status), Rules)
		}
	}
	d.mapping(n, "missing", rules)
}

func (d *yearly) tiers(n ast.Node) {
	d.list(n, "tiers", func(n ast.Node) {
		var t Tier
		ok := d.mapping(n, "tier", fields{
			"tier":   func(n ast.Node) { t.Tier = d.whole(n, "tier", 1) },
			"name":   func(n ast.Node) { t.Name = d.text(n, "name") },
			"from":   func(n ast.Node) { v := d.number(n, "from"); t.From = &v },
			"status": func(n ast.Node) { t.Status = choice(&d.document, n, "status", CutoffStatuses) },
		}, "tier", "name")
		if !ok {
			return
		}
		if want := len(d.s.Tiers) + 1; t.Tier != want {
			d.fault(n, "tier %d, want tier %d: tiers go from the best (1) down", t.Tier, want)
		}
		if t.From != nil && t.Status == "" {
			d.fault(n, "tier %d: a cut-off wants status: announced or estimated", t.Tier)
		}
		if k := len(d.s.Tiers); k > 0 {
			above := d.s.Tiers[k-1].From
			switch {
			case above == nil:
				d.fault(n, "tier %d stands below a tier without a cut-off", t.Tier)
			case t.From != nil && *t.From >= *above:
				d.fault(n, "tier %d begins at %g, want less than the %g of the tier above", t.Tier, *t.From, *above)
			}
		}
		d.s.Tiers = append(d.s.Tiers, t)
	})
	if k := len(d.s.Tiers); k > 0 && d.s.Tiers[k-1].From != nil {
		d.fault(n, "the last tier has a cut-off, want none: it takes all the rest")
	}
}
