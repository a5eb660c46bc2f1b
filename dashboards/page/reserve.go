package page

import (
	"strconv"

	"yingshang/dashboards/assess"
)

// firmCount is how the listing reserve stands.
type firmCount struct {
	all, moved, onTarget, signed, broker, lawyer, auditor int
	at, from                                              [len(assess.ListingStages)]int // firms by stage: now, at the year's beginning
}

func countFirms(list []assess.ReserveFirm) firmCount {
	n := firmCount{all: len(list)}
	count := func(into *int, yes bool) {
		if yes {
			*into++
		}
	}
	for _, f := range list {
		count(&n.moved, f.Stage > f.Start)
		count(&n.onTarget, f.Stage >= f.Target)
		count(&n.signed, f.Signed())
		count(&n.broker, !f.Broker.IsZero())
		count(&n.lawyer, !f.Lawyer.IsZero())
		count(&n.auditor, !f.Auditor.IsZero())
		if int(f.Stage) < len(n.at) && int(f.Start) < len(n.from) {
			n.at[f.Stage]++
			n.from[f.Start]++
		}
	}
	return n
}

// reserveFigure is the listing reserve as a funnel: how many firms have come at least so far.
func reserveFigure(in In, plan assess.Plan) Figure {
	l := in.Locale
	table := &Table{
		Name: "reserve", Caption: l.T("reserve.caption"), Class: "cards",
		Columns: []Column{
			{Key: "stage", Title: l.T("reserve.stage")},
			{Key: "reached", Title: l.T("reserve.reached"), Num: true},
			{Key: "bar", Title: l.T("reserve.bar"), Drawn: true, Hide: true, Class: "w-bar"},
			{Key: "firms", Title: l.T("reserve.firms"), Num: true},
			{Key: "before", Title: l.T("reserve.before"), Num: true},
			{Key: "change", Title: l.T("reserve.change"), Num: true},
		},
		Empty: &State{Title: l.T("reserve.none"), Text: l.T("plan.none_text")},
	}
	n := countFirms(plan.Firms)
	f := Figure{ID: "reserve", Span: "c12", Kicker: l.T("reserve.kicker"), Finding: l.T("reserve.none"), Table: table}
	if n.all > 0 {
		reached := n.all
		for _, stage := range assess.ListingStages {
			change := Cell{Shown: signed(float64(n.at[stage]-n.from[stage]), 0)}
			change.Value = count(int64(n.at[stage] - n.from[stage])).Value
			table.Rows = append(table.Rows, Row{Cells: []Cell{
				words(l.T("reserve.stages.s" + strconv.Itoa(int(stage)))), count(int64(reached)), {Bar: &Bar{percentOf(float64(reached), float64(n.all)), "p"}},
				count(int64(n.at[stage])), count(int64(n.from[stage])), change,
			}})
			reached -= n.at[stage]
		}
		f.Finding = l.T("reserve.finding", "N", n.all, "Moved", l.Count(int64(n.moved)), "OnTarget", l.Count(int64(n.onTarget)), "Signed", l.Count(int64(n.signed)))
		f.Pairs = []Definition{
			{l.T("reserve.signed"), []Link{{Text: l.T("reserve.signed_by", "Broker", l.Count(int64(n.broker)), "Lawyer", l.Count(int64(n.lawyer)), "Auditor", l.Count(int64(n.auditor)))}}},
			{l.T("reserve.counted"), []Link{{Text: in.indicator("IN01"), Href: in.url("/i/IN01")}, {Text: l.T("join.list")}, {Text: in.indicator("IN02"), Href: in.url("/i/IN02")},
				{Text: l.T("join.list")}, {Text: in.indicator("IN03"), Href: in.url("/i/IN03")}}},
		}
	}
	f.Trace = in.trace(f.ID, table.Name, Link{Text: l.T("trace.rule_link"), Href: in.url("/i/IN01")}, l.from(l.T("reserve.source")), l.by(l.T("reserve.rule")), l.cases(int64(n.all)))
	return f
}
