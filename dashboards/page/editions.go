package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
)

// EditionsInput is what the list of editions shows.
type EditionsInput struct {
	In
	Editions []assess.Edition
	Events   []assess.EditionEvent // the oldest first
	Orders   []assess.EditionOrder // the newest first
	May      bool                  // somebody may log in to freeze years
}

// Editions is every frozen year: which of them readers see, what was published and taken back, by whom and why.
type Editions struct {
	Base
	List   Figure
	Events Figure
	Orders *Figure
	Order  Link // to freeze, publish and take back
}

// NewEditions builds the list.
func NewEditions(in EditionsInput) Editions {
	l := in.Locale
	p := Editions{List: in.list(), Events: in.events()}
	tables := []*Table{p.List.Table, p.Events.Table}
	if len(in.Orders) > 0 {
		f := in.orders()
		p.Orders = &f
		tables = append(tables, f.Table)
	}
	if in.May {
		p.Order = Link{Text: l.T("edition.order.link"), Href: in.url("/editions/order")}
	}
	p.Base = in.base(in.sentence(), tables...)
	p.Title, p.Sub = l.T("nav.editions"), l.T("edition.sub")
	p.Crumbs = []Link{{Text: l.T("nav.editions")}}
	return p
}

// sentence says which years are frozen.
func (in EditionsInput) sentence() string {
	l := in.Locale
	var shown, frozen []string
	for _, e := range in.Editions {
		year := strconv.Itoa(e.Year)
		if e.Shown {
			shown = append(shown, year)
		} else if !slices.Contains(frozen, year) {
			frozen = append(frozen, year)
		}
	}
	frozen = slices.DeleteFunc(frozen, func(y string) bool { return slices.Contains(shown, y) })
	list := func(years []string) string { return strings.Join(years, l.T("join.list")) }
	switch {
	case len(in.Editions) == 0:
		return l.T("edition.h1_none")
	case len(frozen) == 0:
		return l.T("edition.h1_shown", "Years", list(shown))
	case len(shown) == 0:
		return l.T("edition.h1_frozen", "Years", list(frozen))
	}
	return l.T("edition.h1_both", "Shown", list(shown), "Frozen", list(frozen))
}

func (in EditionsInput) list() Figure {
	l := in.Locale
	table := &Table{
		Name: "editions", Caption: l.T("edition.list"), Class: "dense cards",
		Columns: []Column{
			{Key: "edition", Title: l.T("edition.col.edition"), Short: true},
			{Key: "year", Title: l.T("report.col.year"), Short: true},
			{Key: "state", Title: l.T("col.state")},
			{Key: "as_of", Title: l.T("trace.asof"), Short: true},
			{Key: "frozen_at", Title: l.T("edition.col.frozen_at"), Short: true},
			{Key: "by", Title: l.T("edition.col.by"), Short: true},
			{Key: "reason", Title: l.T("edition.col.reason"), Wide: true},
			{Key: "scheme", Title: l.T("edition.col.scheme"), Hide: true},
			{Key: "program", Title: l.T("edition.col.program"), Hide: true},
			{Key: "manifest", Title: l.T("edition.col.manifest"), File: true},
			{Key: "manifest_short", Title: l.T("edition.col.manifest_short"), Drawn: true},
			{Key: "look", Title: l.T("edition.col.look"), Drawn: true},
		},
		Empty: &State{Title: l.T("edition.h1_none"), Text: l.T("edition.none_text")},
	}
	for _, e := range slices.Backward(in.Editions) {
		light := Light{none, l.T("edition.state.frozen")}
		if e.Shown {
			light = Light{green, l.T("edition.state.published")}
		}
		short := words(e.Manifest[:min(12, len(e.Manifest))])
		short.Mono = true
		table.Rows = append(table.Rows, Row{Anchor: "edition-" + string(e.ID), Cells: []Cell{
			words(string(e.ID)).to(in.url("/editions/" + string(e.ID))), words(strconv.Itoa(e.Year)), {Value: report.Text(light.Word), Light: &light},
			words(ISO(e.AsOf)), in.instant(e.FrozenAt), words(e.By), words(e.Reason), words(e.Scheme), words(e.Program), words(e.Manifest), short,
			words(l.T("edition.look")).to(in.url("/", "year", strconv.Itoa(e.Year), "ed", string(e.ID))),
		}})
	}
	f := Figure{ID: "editions", Span: "c12", Kicker: l.T("edition.kicker"), Finding: in.sentence(), Table: table}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("edition.source")), l.by(l.T("edition.rule")), l.cases(int64(len(in.Editions))))
	return f
}

// instant is a point in time as a cell, to the minute.
func (in In) instant(t time.Time) Cell { return words(t.In(assess.Zone).Format("2006-01-02 15:04")) }

func (in EditionsInput) events() Figure {
	l := in.Locale
	table := &Table{
		Name: "events", Caption: l.T("edition.events.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "at", Title: l.T("edition.col.at"), Short: true},
			{Key: "year", Title: l.T("report.col.year"), Short: true},
			{Key: "deed", Title: l.T("edition.col.deed"), Short: true},
			{Key: "edition", Title: l.T("edition.col.edition"), Short: true},
			{Key: "shown", Title: l.T("edition.col.shown"), Short: true},
			{Key: "by", Title: l.T("edition.col.by"), Short: true},
			{Key: "reason", Title: l.T("edition.col.reason"), Wide: true},
		},
		Empty: &State{Title: l.T("edition.events.none"), Text: l.T("edition.events.none_text")},
	}
	for _, e := range slices.Backward(in.Events) {
		shown := words(l.T("edition.live"))
		if e.Shown != "" {
			shown = words(string(e.Shown))
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			in.instant(e.At), words(strconv.Itoa(e.Year)), words(l.T("edition.deed." + string(e.Deed))), words(string(e.ID)), shown, words(e.By), words(e.Reason),
		}})
	}
	f := Figure{ID: "events", Span: "c12", Kicker: l.T("edition.events.kicker"), Finding: l.T("edition.events.none"), Table: table}
	if n := len(in.Events); n > 0 {
		f.Finding = l.T("edition.events.finding", "N", n, "Deed", l.T("edition.deed."+string(in.Events[n-1].Deed)), "Edition", string(in.Events[n-1].ID))
	}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("edition.source")), l.by(l.T("edition.events.rule")), l.cases(int64(len(in.Events))))
	return f
}

var orderClass = map[assess.OrderState]string{assess.OrderWaiting: none, assess.OrderDone: green, assess.OrderFailed: red}

func (in EditionsInput) orders() Figure {
	l := in.Locale
	table := &Table{
		Name: "orders", Caption: l.T("edition.orders.kicker"), Class: "dense cards",
		Columns: []Column{
			{Key: "asked_at", Title: l.T("edition.col.at"), Short: true},
			{Key: "deed", Title: l.T("edition.col.deed"), Short: true},
			{Key: "of", Title: l.T("edition.col.of"), Short: true},
			{Key: "state", Title: l.T("col.state")},
			{Key: "by", Title: l.T("edition.col.by"), Short: true},
			{Key: "reason", Title: l.T("edition.col.reason"), Wide: true},
			{Key: "note", Title: l.T("col.note"), Wide: true},
		},
	}
	waiting, failed := 0, 0
	for _, o := range in.Orders {
		switch o.State {
		case assess.OrderWaiting:
			waiting++
		case assess.OrderFailed:
			failed++
		}
		of := string(o.Edition)
		if of == "" {
			of = strconv.Itoa(o.Year)
		}
		light := Light{orderClass[o.State], l.T("edition.order_state." + string(o.State))}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			in.instant(o.Asked), words(l.T("edition.deed." + string(o.Deed))), words(of), {Value: report.Text(light.Word), Light: &light}, words(o.By), words(o.Reason), words(l.Of(o.Note)),
		}})
	}
	f := Figure{ID: "orders", Span: "c12", Kicker: l.T("edition.orders.kicker"), Table: table,
		Finding: l.T("edition.orders.finding", "N", len(in.Orders), "Waiting", l.Count(int64(waiting)), "Failed", l.Count(int64(failed)))}
	f.Trace = in.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("edition.orders.rule")), l.cases(int64(len(in.Orders))))
	return f
}

// EditionOrderInput is the form by which an evaluator asks for something about editions.
type EditionOrderInput struct {
	In
	Account  assess.Account
	Editions []assess.Edition
	Fault    string // what is wrong with what was sent: "reason", or empty
	Typed    assess.EditionOrder
}

// EditionOrder is that form.
type EditionOrder struct {
	Base
	Desk
	May     bool
	Action  string
	Years   []Option // that can be frozen
	Rolls   []Option // years of which an edition is published
	All     []Option // editions that are there
	Others  []Option // editions that are not shown
	Reason  string
	Fault   string
	Publish bool
	Back    Link
}

// NewEditionOrder builds the form.
func NewEditionOrder(in EditionOrderInput) EditionOrder {
	l := in.Locale
	p := EditionOrder{
		Desk: in.desk(in.Account), May: in.Account.MayFreeze(), Action: in.url("/editions/order"), Reason: in.Typed.Reason, Publish: in.Typed.Publish,
		Back: Link{Text: l.T("edition.order.back"), Href: in.url("/editions")},
	}
	if in.Fault != "" {
		p.Fault = l.T("edition.fault." + in.Fault)
	}
	for _, year := range in.Years {
		p.Years = append(p.Years, Option{strconv.Itoa(year), l.T("base.year", "Year", strconv.Itoa(year)), year == in.Typed.Year})
	}
	for _, e := range slices.Backward(in.Editions) {
		c := Option{string(e.ID), l.T("base.edition", "Edition", string(e.ID)), e.ID == in.Typed.Edition}
		p.All = append(p.All, c)
		if e.Shown {
			p.Rolls = append(p.Rolls, Option{strconv.Itoa(e.Year), l.T("edition.order.roll", "Year", strconv.Itoa(e.Year), "Edition", string(e.ID)), e.Year == in.Typed.Year})
		} else {
			p.Others = append(p.Others, c)
		}
	}
	p.Base = in.base(l.T("edition.order.h1"))
	p.Title, p.Sub = l.T("edition.order.h1"), l.T("edition.order.sub")
	p.Crumbs = []Link{{Text: l.T("nav.editions"), Href: in.url("/editions")}, {Text: l.T("edition.order.h1")}}
	return p
}
