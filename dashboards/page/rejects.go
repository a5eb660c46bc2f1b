package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
	"yingshang/dashboards/scoring"
)

// RejectsPerPage is how many rows a page of rejects has.
const RejectsPerPage = 25

// RejectsInput is what the page of rejects shows.
type RejectsInput struct {
	In
	Asked   assess.RejectQuery
	List    assess.RejectList
	Sources []assess.SourceState
	Page    int // from 1
}

// Rejects lists the rows that were not taken, why, and how to mend them.
type Rejects struct {
	Base
	Reasons Figure
	How     Figure
	List    Figure
}

// NewRejects builds the page.
func NewRejects(in RejectsInput) Rejects {
	l := in.Locale
	b := rejects{RejectsInput: in, l: l}
	p := Rejects{Reasons: reasonFigure(in.In, in.List.By, in.Asked.Reason, 0), How: b.how(), List: b.list()}
	p.Reasons.Span = "c7"
	h1 := l.T("rejects.h1_none")
	if in.List.Total > 0 {
		h1 = l.T("rejects.h1", "N", in.List.Total)
		if by := byRows(in.List.By); len(by) > 0 && in.Asked.Reason == "" {
			h1 += l.T("rejects.h1_most", "Reason", firstClause(l.Of(by[0].Text)), "Rows", l.Count(by[0].Rows))
		}
	}
	p.Base = in.base(h1, p.List.Table, p.Reasons.Table)
	p.Title = l.T("nav.rejects")
	p.Sub = l.T("rejects.sub")
	p.Crumbs = []Link{{Text: l.T("nav.pipeline"), Href: in.url("/pipeline")}, {Text: l.T("nav.rejects")}}
	return p
}

type rejects struct {
	RejectsInput
	l *Locale
}

// firstClause is what is wrong, without how to mend it.
func firstClause(s string) string {
	if at := strings.IndexAny(s, "；;，,：:"); at > 0 {
		return s[:at]
	}
	return s
}

// byRows puts the most frequent reason first.
func byRows(by []assess.ReasonCount) []assess.ReasonCount {
	out := slices.Clone(by)
	slices.SortStableFunc(out, func(a, b assess.ReasonCount) int { return cmp.Compare(b.Rows, a.Rows) })
	return out
}

// reasonFigure is how often each rule was broken; chosen is the one that the list is narrowed to. It shows the most
// frequent ones, all when show is 0.
func reasonFigure(in In, by []assess.ReasonCount, chosen string, show int) Figure {
	l := in.Locale
	table := &Table{
		Name: "reasons", Caption: l.T("reasons.caption"), Class: "dense",
		Columns: []Column{
			{Key: "reason", Title: l.T("reasons.reason")},
			{Key: "code", Title: l.T("col.code"), File: true},
			{Key: "bar", Title: l.T("reasons.bar"), Drawn: true, Class: "w-some"},
			{Key: "rows", Title: l.T("reasons.rows"), Num: true},
		},
		Empty: &State{Title: l.T("reasons.none"), Text: l.T("reasons.none_text")},
	}
	by = byRows(by)
	sum, top := int64(0), int64(0)
	for i, r := range by {
		sum += r.Rows
		if i < 3 {
			top += r.Rows
		}
	}
	if show == 0 {
		show = len(by)
	}
	for _, r := range by[:min(show, len(by))] {
		class := "b"
		if r.Rows == by[0].Rows {
			class = "a"
		}
		table.Rows = append(table.Rows, Row{Me: r.Code == chosen && chosen != "", Cells: []Cell{
			words(l.Of(r.Text)).to(in.url("/rejects", "reason", r.Code)), words(r.Code),
			{Bar: &Bar{percentOf(float64(r.Rows), float64(by[0].Rows)), class}}, count(r.Rows),
		}})
	}
	f := Figure{ID: "reasons", Kicker: l.T("reasons.kicker"), Finding: l.T("reasons.none"), Table: table}
	switch {
	case len(by) > 3:
		f.Finding = l.T("reasons.finding", "Share", shown(scoring.Round(percentOf(float64(top), float64(sum)), 0), 0))
	case len(by) > 0:
		f.Finding = l.T("reasons.finding_few", "N", len(by))
	}
	if more := len(by) - show; more > 0 {
		f.More = &Link{Text: l.T("reasons.more", "N", more), Href: in.url("/rejects")}
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("reasons.source")), l.by(l.T("reasons.rule")))
	return f
}

// how says in four steps what the office that handed the row in has to do.
func (b rejects) how() Figure {
	l := b.l
	f := Figure{ID: "how", Span: "c5", Kicker: l.T("how.kicker"), Finding: l.T("how.finding")}
	for _, step := range []string{"find", "mend", "send", "check"} {
		f.Pairs = append(f.Pairs, Definition{l.T("how." + step), []Link{{Text: l.T("how." + step + "_text")}}})
	}
	f.Trace = b.trace(f.ID, "", Link{}, l.from(l.T("reasons.source")), l.by(l.T("how.rule")))
	return f
}

// list is the rows themselves.
func (b rejects) list() Figure {
	l := b.l
	names := map[assess.SourceID]string{}
	for _, s := range b.Sources {
		names[s.ID] = l.Of(s.Title)
	}
	table := &Table{
		Name: "rejects", Caption: l.T("rejects.caption"), Class: "rows top-align cards",
		Columns: []Column{
			{Key: "line", Title: l.T("rejects.line"), Class: "w-19"},
			{Key: "source", Title: l.T("col.source"), Hide: true, Class: "w-13"},
			{Key: "content", Title: l.T("rejects.content"), Wide: true},
			{Key: "reasons", Title: l.T("rejects.reasons"), Wide: true, Class: "w-24"},
			{Key: "kept", Title: l.T("rejects.kept"), Wide: true, Class: "w-8"},
			{Key: "codes", Title: l.T("col.code"), File: true},
			{Key: "load", Title: l.T("col.load"), File: true},
		},
		Empty: &State{Title: l.T("rejects.none"), Text: l.T("rejects.none_text")},
	}
	for _, r := range b.List.Rows {
		line := words(fmt.Sprintf("%s : %d", r.File, r.Line))
		line.Mono, line.Note = true, fmt.Sprintf("#%d", r.Load)
		source := words(cmp.Or(names[r.Source], string(r.Source)))
		source.Lines = []string{b.supplier(r.Supplier)}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			line, source, b.content(r), b.reasons(r), words(l.T(keptKey(r))), words(codes(r)), count(int64(r.Load)),
		}})
	}
	f := Figure{ID: "list", Span: "c12", Kicker: l.T("rejects.kicker"), Finding: l.T("rejects.none"), Table: table, Filter: b.filter(names)}
	if b.List.Total > 0 {
		f.Finding = l.T("rejects.finding", "N", b.List.Total)
	}
	f.Pager = b.pager(b.Page, RejectsPerPage, b.List.Total, "list")
	f.Trace = b.trace(f.ID, table.Name, Link{}, l.from(l.T("reasons.source")), l.by(l.T("rejects.rule")), l.cases(int64(b.List.Total)))
	return f
}

func keptKey(r assess.Reject) string {
	if r.Kept {
		return "rejects.kept_yes"
	}
	return "rejects.kept_no"
}

// content is the row as it stood in the file, each value with the name of its column.
func (b rejects) content(r assess.Reject) Cell {
	var c Cell
	var text []string
	var empty int
	for _, v := range r.Content {
		if strings.TrimSpace(v) == "" {
			empty++
		}
	}
	hide := empty > len(r.Content)/2 // a row that could not be split stands whole in its first cell
	for i, v := range r.Content {
		name := ""
		if i < len(r.Header) {
			name = r.Header[i]
		}
		text = append(text, name+"="+v)
		switch {
		case strings.TrimSpace(v) != "":
			c.Pairs = append(c.Pairs, Pair{name, brief(v)})
		case !hide:
			c.Pairs = append(c.Pairs, Pair{name, b.l.T("rejects.empty")})
		}
	}
	if hide && empty > 0 {
		c.Pairs = append(c.Pairs, Pair{b.l.T("rejects.others", "N", empty), b.l.T("rejects.empty")})
	}
	c.Value = report.Text(strings.Join(text, "; "))
	return c
}

// brief shortens what nobody reads, the hash that stands for a personal field; a file has all of it.
func brief(v string) string {
	if len(v) < 24 || strings.Trim(v, "0123456789abcdef") != "" {
		return v
	}
	return v[:8] + "…"
}

// reasons is every rule that the row breaks, in words.
func (b rejects) reasons(r assess.Reject) Cell {
	var texts []string
	for _, reason := range r.Reasons {
		texts = append(texts, b.l.Of(reason.Text))
	}
	c := Cell{Value: report.Text(strings.Join(texts, " | "))}
	if len(texts) > 0 {
		c.Shown, c.Lines = texts[0], texts[1:]
	}
	return c
}

// codes are the names of the rules, for programs.
func codes(r assess.Reject) string {
	var out []string
	for _, reason := range r.Reasons {
		out = append(out, reason.Code)
	}
	return strings.Join(out, " ")
}

// filter narrows the list by source and reason.
func (b rejects) filter(names map[assess.SourceID]string) *Filter {
	l := b.l
	f := &Filter{Action: "/rejects", Submit: l.T("rejects.filter")}
	for _, name := range sticky {
		if v := b.Query.Get(name); v != "" {
			f.Keep = append(f.Keep, Pair{name, v})
		}
	}
	sources := FilterField{Name: "source", Title: l.T("col.source"), Options: []Option{{"", l.T("rejects.all_sources"), b.Asked.Source == ""}}}
	for _, s := range b.Sources {
		if s.Rejected > 0 || s.ID == b.Asked.Source {
			sources.Options = append(sources.Options, Option{string(s.ID), l.T("rejects.option", "Name", names[s.ID], "Rows", l.Count(s.Rejected)), s.ID == b.Asked.Source})
		}
	}
	reasons := FilterField{Name: "reason", Title: l.T("reasons.reason"), Options: []Option{{"", l.T("rejects.all_reasons"), b.Asked.Reason == ""}}}
	for _, r := range byRows(b.List.By) {
		reasons.Options = append(reasons.Options, Option{r.Code, l.T("rejects.option", "Name", firstClause(l.Of(r.Text)), "Rows", l.Count(r.Rows)), r.Code == b.Asked.Reason})
	}
	f.Fields = []FilterField{sources, reasons}
	if b.Asked.Source != "" || b.Asked.Reason != "" || b.Asked.Load != 0 {
		text := l.T("rejects.reset")
		if b.Asked.Load != 0 {
			text = l.T("rejects.reset_load", "Load", fmt.Sprint(b.Asked.Load))
		}
		f.Reset = Link{Text: text, Href: b.url("/rejects")}
	}
	return f
}
