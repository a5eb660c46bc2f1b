package scheme

import (
	"cmp"
	"math"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
)

// RootID is the id of the total in a yearly scheme.
const RootID = "total"

// DefaultFillWorkdays is the deadline of filling in where a scheme is silent.
const DefaultFillWorkdays = 10

// Parse reads a scheme: a yearly one in YAML, or the flat form when the file's name ends in .csv. The error holds every
// fault of the file.
func Parse(file string, data []byte) (*Scheme, error) {
	if strings.HasSuffix(strings.ToLower(file), ".csv") {
		return parseFlat(file, data)
	}
	d := &yearly{File: yamlfile.File{Name: file}, ids: map[string]int{}}
	d.s = &Scheme{
		File: file, text: data, hash: hashOf(data), Normalise: Goalposts, Decimals: 2, Missing: DefaultRules(), CoverageBy: ByWeight, Within: OwnYear, FillWorkdays: DefaultFillWorkdays,
		Root: &Node{ID: RootID, Name: assess.Text{ZH: "总分", EN: "Total"}, Weight: 100, Line: 1},
	}
	if n := d.Root(data); n != nil {
		d.scheme(n)
	}
	if err := d.Faults.Err(); err != nil {
		return nil, err
	}
	return d.s, nil
}

// yearly reads one yearly scheme.
type yearly struct {
	yamlfile.File
	s   *Scheme
	ids map[string]int // id of a node → line
}

func (d *yearly) scheme(n yamlfile.Node) {
	s := d.s
	var themes, others, by yamlfile.Node
	lines := d.Mapping(n, "scheme", yamlfile.Keys{
		"scheme":                 func(n yamlfile.Node) { s.ID = d.Word(n, "scheme") },
		"year":                   func(n yamlfile.Node) { s.Year = d.Whole(n, "year", 2000) },
		"title":                  func(n yamlfile.Node) { s.Title = d.Text(n, "title") },
		"population":             func(n yamlfile.Node) { s.Population = yamlfile.Choice(&d.File, n, "population", levels) },
		"note":                   func(n yamlfile.Node) { s.Note = d.Text(n, "note") },
		"normalise":              func(n yamlfile.Node) { s.Normalise = yamlfile.Choice(&d.File, n, "normalise", Normalisations) },
		"zscore":                 func(n yamlfile.Node) { s.ZScore = d.spread(n) },
		"reference":              func(n yamlfile.Node) { s.Reference = d.Word(n, "reference") },
		"range":                  func(n yamlfile.Node) { s.Range = d.scoreRange(n) },
		"within":                 func(n yamlfile.Node) { s.Within = yamlfile.Choice(&d.File, n, "within", Withins) },
		"treat":                  func(n yamlfile.Node) { s.Treat = d.treat(n) },
		"impute":                 func(n yamlfile.Node) { s.Impute = yamlfile.Choice(&d.File, n, "impute", Imputations) },
		"aggregate":              func(n yamlfile.Node) { s.Aggregate = d.aggregate(n) },
		"decimals":               func(n yamlfile.Node) { s.Decimals = d.Whole(n, "decimals", 0) },
		"rank_decimals":          func(n yamlfile.Node) { v := d.Whole(n, "rank_decimals", 0); s.RankDecimals = &v },
		"missing":                func(n yamlfile.Node) { d.missing(n, s.Missing) },
		"coverage":               func(n yamlfile.Node) { s.Coverage = d.NumberIn(n, "coverage", 0, 1) },
		"coverage_by":            func(n yamlfile.Node) { s.CoverageBy = yamlfile.Choice(&d.File, n, "coverage_by", CoverageBys) },
		"tiers":                  func(n yamlfile.Node) { s.Tiers = d.tiers(n) },
		"tiers_by":               func(n yamlfile.Node) { s.TierBy, by = d.tierRule(n), n },
		"tiers_of":               func(n yamlfile.Node) { others = n },
		"themes":                 func(n yamlfile.Node) { themes = n },
		"fill_deadline_workdays": func(n yamlfile.Node) { s.FillWorkdays = d.Whole(n, "fill_deadline_workdays", 1) },
	}, "scheme", "year", "title", "population", "note", "themes")
	s.Normalise = cmp.Or(s.Normalise, Goalposts) // a word that is none has its fault
	if by != nil && !s.TierBy.Own() && (len(s.Tiers) > 0 || others != nil) {
		d.Fault(by, "tiers_by %s reads the cut-offs off the totals, so that tiers and tiers_of have no place beside it", s.TierBy)
	}
	if others != nil {
		d.tiersOf(others)
	}
	if themes == nil {
		return
	}
	before := len(d.Faults)
	d.List(themes, "themes", func(n yamlfile.Node) {
		if t := d.theme(n); t != nil {
			s.Root.Children = append(s.Root.Children, t)
		}
	})
	sum := 0.0
	for _, t := range s.Root.Children {
		sum += t.Weight
	}
	if len(d.Faults) == before && math.Abs(sum-100) > 1e-9 {
		d.Fault(themes, "the weights of the themes sum to %.10g, want 100", sum)
	}
	if levels := s.Levels(); len(s.Aggregate) > 1 && len(s.Aggregate) != levels {
		d.Fault(n, "aggregate has %d levels, want one for all or %d, from the lowest up", len(s.Aggregate), levels)
	}
	for _, f := range s.methodFaults() {
		if key, _, ok := strings.Cut(f.Text, ":"); ok && f.Line == 0 {
			f.Line = lines[key]
		}
		d.FaultAt(cmp.Or(f.Line, lines["normalise"]), "%s", f.Text)
	}
}

// treat reads {winsorise: 5, skew: 2, kurt: 3.5}, or none.
func (d *yearly) treat(n yamlfile.Node) *Treatment {
	switch {
	case yamlfile.IsList(n):
		d.Fault(n, "treat is a list, want none, or keys like {winsorise: 5, skew: 2, kurt: 3.5}")
		return nil
	case !yamlfile.IsMapping(n):
		if word := d.Word(n, "treat"); word != "" && word != "none" {
			d.Fault(n, "treat is %q, want none, or keys like {winsorise: 5, skew: 2, kurt: 3.5}", word)
		}
		return nil
	}
	t := UsualTreatment(0)
	limit := func(name string, into *float64) func(yamlfile.Node) {
		return func(n yamlfile.Node) {
			if *into = d.Number(n, "treat: "+name); *into <= 0 {
				d.Fault(n, "treat: %s is %g, want more than 0", name, *into)
			}
		}
	}
	d.Mapping(n, "treat", yamlfile.Keys{
		"winsorise": func(n yamlfile.Node) { t.Points = d.Whole(n, "treat: winsorise", 0) },
		"skew":      limit("skew", &t.Skew),
		"kurt":      limit("kurt", &t.Kurt),
	}, "winsorise")
	return t
}

// theme reads a theme, which has indicators, themes of its own, or both; so a tree may be as deep as it likes.
func (d *yearly) theme(n yamlfile.Node) *Node {
	t := &Node{Weight: -1, Line: yamlfile.Line(n)}
	var indicators, themes yamlfile.Node
	lines := d.Mapping(n, "theme", yamlfile.Keys{
		"id":          func(n yamlfile.Node) { t.ID = d.id(n) },
		"name":        func(n yamlfile.Node) { t.Name = d.Text(n, "name") },
		"weight":      func(n yamlfile.Node) { t.Weight = d.weight(n) },
		"aggregation": func(n yamlfile.Node) { t.Aggregation = d.mean(n, "aggregation") },
		"coverage":    func(n yamlfile.Node) { v := d.NumberIn(n, "coverage", 0, 1); t.Coverage = &v },
		"themes":      func(n yamlfile.Node) { themes = n },
		"indicators":  func(n yamlfile.Node) { indicators = n },
	}, "id", "name")
	if lines != nil && indicators == nil && themes == nil {
		d.Fault(n, "theme: indicators is missing")
	}
	if lines == nil || indicators == nil && themes == nil {
		return nil
	}
	sum := 0.0
	below := func(list yamlfile.Node, name string, read func(yamlfile.Node) *Node) {
		if list == nil {
			return
		}
		d.List(list, name, func(n yamlfile.Node) {
			if c := read(n); c != nil {
				t.Children = append(t.Children, c)
				sum += c.Weight
			}
		})
	}
	below(themes, "themes", d.theme)
	below(indicators, "indicators", d.indicator)
	if t.Weight < 0 {
		t.Weight = sum
	} else if t.Weight > 0 && sum == 0 {
		d.Fault(n, "theme %s has the weight %g, but all its indicators weigh 0", t.ID, t.Weight)
	}
	return t
}

func (d *yearly) indicator(n yamlfile.Node) *Node {
	leaf := &Node{Transform: Linear, Line: yamlfile.Line(n)}
	banded := false
	var direction assess.Direction
	known := yamlfile.Keys{
		"bands":      func(n yamlfile.Node) { leaf.Bands, banded = d.bands(n), true },
		"points":     func(n yamlfile.Node) { leaf.Bands, leaf.YesNo, banded = d.points(n), true, true },
		"id":         func(n yamlfile.Node) { leaf.ID = d.id(n) },
		"weight":     func(n yamlfile.Node) { leaf.Weight = d.weight(n) },
		"best":       func(n yamlfile.Node) { v := d.Number(n, "best"); leaf.Best = &v },
		"worst":      func(n yamlfile.Node) { v := d.Number(n, "worst"); leaf.Worst = &v },
		"target":     func(n yamlfile.Node) { v := d.Number(n, "target"); leaf.Target = &v },
		"min_sample": func(n yamlfile.Node) { leaf.MinSample = int64(d.Whole(n, "min_sample", 1)) },
		"transform":  func(n yamlfile.Node) { leaf.Transform = yamlfile.Choice(&d.File, n, "transform", Transforms) },
		"param":      func(n yamlfile.Node) { leaf.Param = d.Number(n, "param") },
		"normalise":  func(n yamlfile.Node) { leaf.Normalise = yamlfile.Choice(&d.File, n, "normalise", Normalisations) },
		"impute":     func(n yamlfile.Node) { leaf.Impute = yamlfile.Choice(&d.File, n, "impute", Imputations) },
		"treat": func(n yamlfile.Node) {
			if leaf.Treat = d.treat(n); leaf.Treat == nil {
				leaf.Treat = &Treatment{}
			}
		},
		"missing": func(n yamlfile.Node) {
			leaf.Missing = map[assess.Status]Rule{}
			d.missing(n, leaf.Missing)
		},
		"direction": func(n yamlfile.Node) { direction = yamlfile.Choice(&d.File, n, "direction", directions) },
	}
	before := len(d.Faults)
	lines := d.Mapping(n, "indicator", known, "id", "weight")
	// What is measured against the values of others has a direction, and needs no frontier; bands have both.
	free := banded || d.s.NormaliseOf(leaf) != Goalposts
	for _, key := range []string{"best", "worst"} {
		if _, there := lines[key]; lines != nil && !there && !(free && leaf.Best == nil && leaf.Worst == nil) && !banded {
			d.Fault(n, "indicator: %s is missing", key)
		}
	}
	if lines == nil || !free && (leaf.Best == nil || leaf.Worst == nil) {
		return nil
	}
	if banded && len(d.Faults) > before {
		return leaf // its bands are not whole
	}
	for _, text := range leafFaults(leaf) {
		d.Fault(n, "indicator %s: %s", leaf.ID, text)
	}
	if len(d.Faults) > before {
		return leaf
	}
	leaf.spanBands()
	leaf.Direction = direction
	switch {
	case leaf.Best == nil && direction == "":
		d.Fault(n, "indicator %s: direction is missing: without best and worst nothing else says whether lower or higher is better", leaf.ID)
	case leaf.Best == nil:
	case direction != "" && direction != directionOf(*leaf.Best, *leaf.Worst):
		d.Fault(n, "indicator %s: %s is better, but its best %g and worst %g say otherwise", leaf.ID, direction, *leaf.Best, *leaf.Worst)
	default:
		leaf.Direction = directionOf(*leaf.Best, *leaf.Worst)
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
	if n.Bands != nil {
		faults = bandFaults(n)
	}
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

func (d *yearly) id(n yamlfile.Node) string {
	id := d.Word(n, "id")
	if first, twice := d.ids[id]; twice && id != "" {
		d.Fault(n, "id %q stands twice, first in line %d", id, first)
	}
	if id == RootID {
		d.Fault(n, "id %q is kept for the root of the scheme", id)
	}
	d.ids[id] = yamlfile.Line(n)
	return id
}

func (d *yearly) weight(n yamlfile.Node) float64 {
	w := d.Number(n, "weight")
	if w < 0 {
		d.Fault(n, "weight is %g, want 0 or more", w)
		return 0
	}
	return w
}

func (d *yearly) scoreRange(n yamlfile.Node) *Range {
	var ends []float64
	d.List(n, "range", func(n yamlfile.Node) { ends = append(ends, d.Number(n, "range")) })
	if len(ends) != 2 || ends[0] >= ends[1] {
		d.Fault(n, "range is %v, want [lowest score, highest score]", ends)
		return nil
	}
	return &Range{ends[0], ends[1]}
}

func (d *yearly) mean(n yamlfile.Node, what string) Aggregation {
	word := d.Word(n, what)
	if word == "" {
		return ""
	}
	a, err := ParseAggregation(word)
	if err != nil {
		d.Fault(n, "%s is %s", what, plain(err))
	}
	return a
}

func (d *yearly) aggregate(n yamlfile.Node) (all []Aggregation) {
	if !yamlfile.IsList(n) {
		return []Aggregation{d.mean(n, "aggregate")}
	}
	d.List(n, "aggregate", func(n yamlfile.Node) { all = append(all, d.mean(n, "aggregate")) })
	return all
}

// missing reads what values of a status do into rules.
func (d *yearly) missing(n yamlfile.Node, rules map[assess.Status]Rule) {
	keys := yamlfile.Keys{}
	for status := range DefaultRules() {
		keys[string(status)] = func(n yamlfile.Node) {
			rules[status] = yamlfile.Choice(&d.File, n, "missing: "+string(status), Rules)
		}
	}
	d.Mapping(n, "missing", keys)
}

// tiersOf reads the tiers of other populations than the scheme's own.
func (d *yearly) tiersOf(n yamlfile.Node) {
	d.s.TiersOf = map[Level][]Tier{}
	keys := yamlfile.Keys{}
	for _, level := range levels {
		if level != d.s.Population {
			keys[string(level)] = func(n yamlfile.Node) { d.s.TiersOf[level] = d.tiers(n) }
		}
	}
	d.Mapping(n, "tiers_of", keys)
}

func (d *yearly) tierRule(n yamlfile.Node) TierRule {
	word := d.Word(n, "tiers_by")
	if word == "" {
		return TierRule{}
	}
	r, err := ParseTierRule(word)
	if err != nil {
		d.Fault(n, "tiers_by is %s", plain(err))
	}
	return r
}

func (d *yearly) tiers(n yamlfile.Node) (tiers []Tier) {
	d.List(n, "tiers", func(n yamlfile.Node) {
		var t Tier
		lines := d.Mapping(n, "tier", yamlfile.Keys{
			"tier":   func(n yamlfile.Node) { t.Tier = d.Whole(n, "tier", 1) },
			"name":   func(n yamlfile.Node) { t.Name = d.Text(n, "name") },
			"from":   func(n yamlfile.Node) { v := d.Number(n, "from"); t.From = &v },
			"status": func(n yamlfile.Node) { t.Status = yamlfile.Choice(&d.File, n, "status", CutoffStatuses) },
		}, "tier", "name")
		if lines == nil {
			return
		}
		if want := len(tiers) + 1; t.Tier != want {
			d.Fault(n, "tier %d, want tier %d: tiers go from the best (1) down", t.Tier, want)
		}
		if t.From != nil && t.Status == "" {
			d.Fault(n, "tier %d: a cut-off wants status: announced or estimated", t.Tier)
		}
		if k := len(tiers); k > 0 {
			above := tiers[k-1].From
			switch {
			case above == nil:
				d.Fault(n, "tier %d stands below a tier without a cut-off", t.Tier)
			case t.From != nil && *t.From >= *above:
				d.Fault(n, "tier %d begins at %g, want less than the %g of the tier above", t.Tier, *t.From, *above)
			}
		}
		tiers = append(tiers, t)
	})
	if k := len(tiers); k > 0 && tiers[k-1].From != nil {
		d.Fault(n, "the last tier has a cut-off, want none: it takes all the rest")
	}
	return tiers
}
