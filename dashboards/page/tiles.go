package page

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Tiles is a picture of equal squares, one a region, roughly where each lies: no map, so that a small county is seen as well
// as a large one.
type Tiles struct {
	Label string
	Rows  [][]Square // an empty name is a square of nothing
}

// Square is one region: its name and its tier, in words and colour.
type Square struct {
	Name  string // its beginning
	Word  string // the tier's number; a dash when nothing is known
	Title string // the whole of it
	Class string
	Own   bool
}

// put lays a square into its place.
func (t *Tiles) put(at scheme.Tile, s Square) {
	for len(t.Rows) <= at.Row {
		t.Rows = append(t.Rows, nil)
	}
	for len(t.Rows[at.Row]) <= at.Column {
		t.Rows[at.Row] = append(t.Rows[at.Row], Square{})
	}
	t.Rows[at.Row][at.Column] = s
}

// square makes all rows equally long.
func (t *Tiles) square() {
	width := 0
	for _, row := range t.Rows {
		width = max(width, len(row))
	}
	for i := range t.Rows {
		t.Rows[i] = append(t.Rows[i], make([]Square, width-len(t.Rows[i]))...)
	}
}

// leastNamed is with how many named regions the picture begins to say something.
const leastNamed = 3

// tiles shows the announced tiers of the regions that are known by name; nil where only few are, as in a demo whose regions
// are anonymous.
func (t tierPage) tiles(s standing) *Figure {
	l := t.l
	tiers := map[assess.RegionCode]place{}
	for _, p := range slices.Concat(s.scored, s.tierOnly) {
		tiers[p.code] = p
	}
	picture := &Tiles{}
	count := map[int]int{}
	named, all := 0, 0
	for code, r := range t.Regions {
		if !t.listed(code) || r.Tile == nil {
			continue
		}
		name, tier := l.Of(r.Name), tiers[code].tier
		one := Square{Name: beginning(name), Word: dash, Class: "t0", Title: l.T("rank.tiles.unknown", "Name", name), Own: code == t.Region.Code}
		if tier != 0 {
			one.Word, one.Class = strconv.Itoa(tier), "t"+strconv.Itoa(min(tier, 4))
			one.Title = l.T("rank.tiles.title", "Name", name, "Tier", t.tierName(tier))
			count[tier]++
			named++
		}
		all++
		picture.put(*r.Tile, one)
	}
	if named < leastNamed {
		return nil
	}
	picture.square()
	f := &Figure{ID: "tiles", Span: "c12", Kicker: l.T("rank.tiles.kicker", "Lead", t.lead(s.kind)), Formula: l.T("rank.tiles.note"), Tiles: picture}
	var parts []string
	for _, tier := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, l.T("rank.strip.part", "Tier", t.tierName(tier), "N", count[tier]))
		f.Legend = append(f.Legend, Legend{Class: "t" + strconv.Itoa(min(tier, 4)), Text: strconv.Itoa(tier) + " " + t.tierName(tier)})
	}
	if rest := all - named; rest > 0 {
		f.Legend = append(f.Legend, Legend{Class: "t0", Text: l.T("rank.tiles.none", "N", rest)})
	}
	f.Finding = l.T("rank.tiles.finding", "N", named, "All", l.Count(int64(all)), "Parts", strings.Join(parts, l.T("join.list")))
	picture.Label = f.Finding
	f.Trace = t.traceOf(s, f.ID, "regions_"+string(s.kind))
	return f
}

// beginning is as much of a name as a square has room for: two signs, or four letters.
func beginning(name string) string {
	runes := []rune(name)
	room := 2
	if runes[0] < 0x2e80 {
		room = 4
	}
	return string(runes[:min(room, len(runes))])
}
