package catalog

import (
	"maps"
	"regexp"
	"slices"

	"yingshang/dashboards/assess"
)

// Only is the catalogue of some datasets alone: with what they are judged by, the clocks that they feed, what those look up
// and what else feeds them, the indicators and reforms of those clocks, and the tables of all these. Tables that belong to
// no dataset stay. Tests take it: a database of all tables takes them longer to make than what they try in it.
func (c *Catalog) Only(datasets ...assess.DatasetID) *Catalog {
	keep, clocks := map[assess.DatasetID]bool{}, map[string]bool{}
	var dataset func(id assess.DatasetID)
	var clock func(name string)
	dataset = func(id assess.DatasetID) {
		d := c.Datasets[id]
		if d == nil || keep[id] {
			return
		}
		keep[id] = true
		for _, r := range d.Reads {
			dataset(r)
		}
		for _, k := range c.Clocks {
			if slices.Contains(k.Feeds, id) {
				clock(k.Name)
			}
		}
	}
	clock = func(name string) {
		k := c.Clocks[name]
		if k == nil || clocks[name] {
			return
		}
		clocks[name] = true
		for _, f := range k.Feeds {
			dataset(f)
		}
		for _, r := range k.References {
			clock(r)
		}
	}
	for _, id := range datasets {
		dataset(id)
	}
	part := *c
	part.Datasets, part.Clocks, part.Indicators, part.Reforms = maps.Clone(c.Datasets), maps.Clone(c.Clocks), maps.Clone(c.Indicators), maps.Clone(c.Reforms)
	maps.DeleteFunc(part.Datasets, func(id assess.DatasetID, _ *Dataset) bool { return !keep[id] })
	maps.DeleteFunc(part.Clocks, func(name string, _ *Clock) bool { return !clocks[name] })
	maps.DeleteFunc(part.Indicators, func(_ assess.IndicatorID, i *Indicator) bool { return !clocks[i.Clock] })
	maps.DeleteFunc(part.Reforms, func(_ assess.ReformID, r *Reform) bool { return !clocks[r.Clock] })
	others := map[string]bool{} // tables of what was left out
	for id := range c.Datasets {
		others[string(id)] = !keep[id]
	}
	for name, k := range c.Clocks {
		others[k.Table()] = !clocks[name]
	}
	part.Migrations = slices.DeleteFunc(slices.Clone(c.Migrations), func(m Migration) bool { return others[m.table()] })
	return &part
}

var aboutTable = regexp.MustCompile(`(?m)^(?:CREATE|ALTER) TABLE (?:IF NOT EXISTS )?(\w+)`)

// table is the one that a migration makes or changes; "" when it is about something else.
func (m Migration) table() string {
	if found := aboutTable.FindStringSubmatch(m.SQL); found != nil {
		return found[1]
	}
	return ""
}
