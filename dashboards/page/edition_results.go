package page

import (
	"cmp"
	"slices"
	"strconv"

	"yingshang/dashboards/assess"
)

// results are the totals that were frozen, of every region, the best first.
func (e edition) results() Figure {
	l := e.l
	table := &Table{
		Name: "results", Caption: l.T("edition.results.kicker"), Class: "dense",
		Columns: []Column{
			{Key: "region", Title: l.T("trace.region")}, {Key: "region_code", Title: l.T("edition.col.region_code"), File: true},
			{Key: "rank", Title: l.T("rank.list.rank"), Num: true}, {Key: "score", Title: l.T("col.score"), Num: true},
			{Key: "tier", Title: l.T("rank.list.tier"), Short: true},
		},
		Empty: &State{Title: l.T("edition.results.none"), Text: l.T("edition.results.none_text")},
	}
	list := slices.SortedFunc(slices.Values(e.Frozen), func(a, b assess.NodeScore) int {
		return cmp.Or(cmp.Compare(e.place(a), e.place(b)), cmp.Compare(a.Region, b.Region))
	})
	finding := l.T("edition.results.none")
	for _, n := range list {
		if n.Region == e.Region.Code && n.Score != nil {
			finding = l.T("edition.results.finding", "Name", l.Of(e.Region.Name), "Score", shown(*n.Score, 2), "Rank", strconv.Itoa(n.Rank), "N", len(list))
		}
		rank, tier := Cell{Shown: dash}, Cell{Shown: dash}
		if n.Score != nil {
			rank, tier = count(int64(n.Rank)), words(e.tierName(n.Tier))
		}
		table.Rows = append(table.Rows, Row{Me: n.Region == e.Region.Code, Cells: []Cell{
			e.region(n.Region), words(string(n.Region)), rank, scoreCell(l, &n), tier,
		}})
	}
	return e.figure("results", "c6", table, finding, "edition.results.rule", len(list))
}

// place orders totals by rank, those without a score last.
func (e edition) place(n assess.NodeScore) int {
	if n.Score == nil {
		return len(e.Frozen) + 1
	}
	return n.Rank
}

// looks are the pages as they were then.
func (e edition) looks() []Link {
	at := func(text, path string) Link {
		return Link{Text: e.l.T(text), Href: e.url(path, "year", strconv.Itoa(e.Diff.Year), "ed", string(e.Diff.ID))}
	}
	return []Link{at("nav.cockpit", "/"), at("nav.indicators", "/indicators"), at("nav.explain", "/explain"), at("nav.method", "/method"), at("nav.report", "/report")}
}

// ownEvents is what became of this edition, and what else was shown of its year since.
func (e edition) ownEvents() Figure {
	of := EditionsInput{In: e.In, Events: slices.DeleteFunc(slices.Clone(e.Events), func(v assess.EditionEvent) bool { return v.Year != e.Diff.Year })}
	f := of.events()
	f.Span = "c6"
	return f
}
