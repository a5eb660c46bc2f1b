package page

import (
	"fmt"
	"strings"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/report"
)

// PipelineInput is what the pipeline page shows.
type PipelineInput struct {
	In
	Pipeline assess.Pipeline
}

// Pipeline says whether the data came and can be trusted: sources, loads, computations, and why rows were not taken.
type Pipeline struct {
	Base
	Flow    Figure
	Sources Figure
	Loads   Figure
	Runs    Figure
	Reasons Figure
}

// NewPipeline builds the page.
func NewPipeline(in PipelineInput) Pipeline {
	b := pipeline{PipelineInput: in, l: in.Locale, names: map[assess.SourceID]string{}}
	for _, s := range in.Pipeline.Sources {
		b.names[s.ID] = in.Locale.Of(s.Title)
		b.files, b.loads, b.held, b.failed = b.files+s.Files, b.loads+s.Loads, b.held+s.Held, b.failed+s.Failed
		b.read, b.accepted, b.rejected = b.read+s.Read, b.accepted+s.Accepted, b.rejected+s.Rejected
	}
	p := Pipeline{Flow: b.flow(), Sources: b.sources(), Loads: b.loadList(), Runs: b.runs(), Reasons: reasonFigure(in.In, in.Pipeline.Reasons, "", 8)}
	p.Reasons.Span = "c7"
	p.Base = in.base(b.l.sourcesSentence(in.Pipeline.Sources), p.Sources.Table, p.Loads.Table, p.Runs.Table, p.Reasons.Table)
	p.Title, p.Sub = b.l.T("nav.pipeline"), b.urgent()
	p.Crumbs = []Link{{Text: b.l.T("pipeline.crumb")}}
	return p
}

type pipeline struct {
	PipelineInput
	l                        *Locale
	names                    map[assess.SourceID]string
	files, loads             int
	held, failed             int
	read, accepted, rejected int64
}

// urgent is what a person must see to first: the newest held or failed load.
func (b pipeline) urgent() string {
	for _, state := range []assess.LoadState{assess.LoadHeld, assess.LoadFailed} {
		for _, l := range b.Pipeline.Loads {
			if l.State == state {
				return b.l.T("pipeline.urgent."+string(state), "File", l.File, "Source", b.source(l.Source), "Note", b.l.Of(l.Note))
			}
		}
	}
	return b.l.T("pipeline.sub")
}

// source is the name of a source, its id when it has none.
func (b pipeline) source(id assess.SourceID) string {
	if name := b.names[id]; name != "" {
		return name
	}
	return string(id)
}

// flow is one row's way in numbers.
func (b pipeline) flow() Figure {
	l := b.l
	balanced := b.read == b.accepted+b.rejected
	key := "pipeline.flow.finding"
	if !balanced {
		key = "pipeline.flow.unbalanced"
	}
	waiting := l.T("pipeline.flow.none_waiting")
	tone := ""
	if b.held+b.failed > 0 {
		waiting, tone = l.T("pipeline.flow.waiting", "Held", l.Count(int64(b.held)), "Failed", l.Count(int64(b.failed))), "late"
	}
	steps := []Fact{
		{Title: l.T("pipeline.flow.landed"), Value: l.Count(int64(b.files)), Note: l.T("pipeline.flow.files")},
		{Title: l.T("pipeline.flow.staged"), Value: l.Count(b.read), Note: l.T("pipeline.flow.rows_read")},
		{Title: l.T("pipeline.flow.checked"), Value: l.Count(b.accepted), Note: l.T("pipeline.flow.rows_accepted", "Rejected", l.Count(b.rejected))},
		{Title: l.T("pipeline.flow.applied"), Value: l.Count(int64(b.loads - b.held - b.failed)), Note: waiting, Tone: tone},
		{Title: l.T("pipeline.flow.derived"), Value: dash, Note: l.T("pipeline.flow.not_run")},
		{Title: l.T("pipeline.flow.published"), Value: dash, Note: l.T("pipeline.flow.not_published")},
	}
	for _, r := range b.Pipeline.Runs {
		if r.Published {
			steps[4].Value, steps[4].Note = l.Count(r.Rows), l.T("pipeline.flow.rows_computed", "N", r.Months)
			break
		}
	}
	if b.Publication.Rev != 0 {
		steps[5].Value, steps[5].Note = b.published(), b.moment(b.Publication.At)
	}
	f := Figure{ID: "flow", Span: "c12", Kicker: l.T("pipeline.flow.kicker"), Steps: steps,
		Finding: l.T(key, "Read", l.Count(b.read), "Accepted", l.Count(b.accepted), "Rejected", l.Count(b.rejected))}
	f.Trace = b.trace(f.ID, "sources", Link{}, l.from(l.T("trace.ledger")), l.by(l.T("pipeline.flow.rule")))
	return f
}

// sources is every source with its counts, the urgent first.
func (b pipeline) sources() Figure {
	l := b.l
	table := &Table{
		Name: "sources", Caption: l.T("fresh.caption"), Class: "cards",
		Columns: []Column{
			{Key: "source", Title: l.T("col.source")},
			{Key: "source_id", Title: l.T("col.code"), File: true},
			{Key: "state", Title: l.T("col.state")},
			{Key: "supplier", Title: l.T("col.supplier"), Hide: true},
			{Key: "applied", Title: l.T("fresh.applied"), Num: true},
			{Key: "schedule", Title: l.T("pipeline.schedule"), Hide: true},
			{Key: "read", Title: l.T("col.read"), Num: true},
			{Key: "accepted", Title: l.T("col.accepted"), Num: true},
			{Key: "rejected", Title: l.T("col.rejected"), Num: true},
			{Key: "bar", Title: l.T("col.rate"), Drawn: true, Hide: true, Class: "w-some"},
			{Key: "rate", Title: l.T("col.rate_short"), Unit: "%", Num: true},
		},
		Empty: &State{Title: l.T("fresh.none"), Text: l.T("fresh.none_text")},
	}
	sources := bySource(b.Pipeline.Sources)
	widest := 0.0
	var names []string
	for _, s := range sources {
		widest = max(widest, percentOf(float64(s.Rejected), float64(s.Read)))
		if s.State != sourceOK {
			names = append(names, l.Of(s.Title)+l.T("pipeline.is", "State", l.T("source."+s.State)))
		}
	}
	for _, s := range sources {
		light := l.sourceLight(s)
		share := percentOf(float64(s.Rejected), float64(s.Read))
		bar := Cell{}
		if share > 0 {
			class := "b"
			if s.State == sourceHeld || s.State == sourceFailed {
				class = "a"
			}
			bar.Bar = &Bar{percentOf(share, widest), class}
		}
		table.Rows = append(table.Rows, Row{Anchor: "source-" + string(s.ID), Cells: []Cell{
			words(l.Of(s.Title)), words(string(s.ID)), {Value: report.Text(light.Word), Light: &light}, words(b.supplier(s.Supplier)),
			b.when(s.LastApplied), words(l.takenIn(s)), count(s.Read), count(s.Accepted),
			count(s.Rejected).to(b.rejectsOf(s)), bar, rate(s.Rejected, s.Read),
		}})
	}
	f := Figure{ID: "sources", Span: "c12", Kicker: l.T("pipeline.sources_kicker"), Table: table, Finding: l.sourcesSentence(b.Pipeline.Sources)}
	if len(sources) > 0 {
		table.Rows = append(table.Rows, Row{Sum: true, Cells: []Cell{
			words(l.T("pipeline.total", "N", len(sources))), {}, {}, {}, {}, {}, count(b.read), count(b.accepted), count(b.rejected), {}, rate(b.rejected, b.read),
		}})
		if len(names) > 0 {
			f.Finding = l.T("pipeline.sources_finding", "N", len(names), "Names", strings.Join(names, l.T("join.list")))
		}
	}
	f.Trace = b.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("pipeline.rule")))
	return f
}

// supplier is the name of the office that hands the data in.
func (in In) supplier(d assess.Department) string {
	if name := in.Locale.Of(d.Name); name != "" {
		return name
	}
	return in.department(d.Code)
}

// shownLoads is how many loads the page shows.
const shownLoads = 20

var loadClass = map[assess.LoadState]string{
	assess.LoadApplied: green, assess.LoadUnchanged: green, assess.LoadHeld: amber, assess.LoadLanded: none, assess.LoadStaged: none,
	assess.LoadApplying: none, assess.LoadSuperseded: none, assess.LoadRejected: red, assess.LoadFailed: red,
}

// loadList is the newest loads with their counts.
func (b pipeline) loadList() Figure {
	l := b.l
	table := &Table{
		Name: "loads", Caption: l.T("loads.caption"), Class: "dense loose cards",
		Columns: []Column{
			{Key: "load", Title: l.T("col.load")},
			{Key: "file", Title: l.T("col.file"), Wide: true},
			{Key: "source", Title: l.T("col.source"), Hide: true},
			{Key: "received", Title: l.T("col.received"), Num: true},
			{Key: "state", Title: l.T("col.state")},
			{Key: "read", Title: l.T("col.read"), Num: true},
			{Key: "accepted", Title: l.T("col.accepted"), Num: true},
			{Key: "rejected", Title: l.T("col.rejected"), Num: true},
			{Key: "written", Title: l.T("loads.written"), Num: true, Hide: true},
			{Key: "note", Title: l.T("col.note"), Wide: true},
			{Key: "sha256", Title: "SHA-256", File: true},
		},
		Empty: &State{Title: l.T("loads.none"), Text: l.T("loads.none_text")},
	}
	held := 0
	for k, load := range b.Pipeline.Loads {
		if load.State == assess.LoadHeld {
			held++
		}
		if k >= shownLoads {
			continue
		}
		light := Light{loadClass[load.State], l.T("load." + string(load.State))}
		id := words(fmt.Sprintf("#%d", load.ID))
		id.Mono = true
		rejected := count(load.Rejected)
		if load.Rejected > 0 {
			rejected.Href = b.url("/rejects", "load", fmt.Sprint(load.ID))
		}
		table.Rows = append(table.Rows, Row{Anchor: fmt.Sprintf("load-%d", load.ID), Me: load.State == assess.LoadHeld, Cells: []Cell{
			id, words(load.File), words(b.source(load.Source)), b.when(load.Received), {Value: report.Text(light.Word), Light: &light},
			count(load.Read), count(load.Accepted), rejected, count(load.Upserts + load.Tombstones), words(l.Of(load.Note)), words(load.SHA256),
		}})
	}
	f := Figure{ID: "loads", Span: "c12", Kicker: l.T("loads.kicker", "N", len(table.Rows)), Table: table, Finding: l.T("loads.none")}
	switch {
	case len(table.Rows) > 0 && held > 0:
		f.Finding = l.T("loads.held", "N", held)
	case len(table.Rows) > 0:
		f.Finding = l.T("loads.finding", "Load", fmt.Sprint(b.Pipeline.Loads[0].ID), "At", b.moment(b.Pipeline.Loads[0].Received))
	}
	f.Trace = b.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("loads.rule")))
	return f
}

var runClass = map[string]string{"published": green, "nothing_new": none, "guarded": amber, "failed": red}

// runs is the newest computations.
func (b pipeline) runs() Figure {
	l := b.l
	table := &Table{
		Name: "runs", Caption: l.T("runs.caption"), Class: "dense cards",
		Columns: []Column{
			{Key: "run", Title: l.T("col.run")},
			{Key: "started", Title: l.T("col.started"), Num: true},
			{Key: "state", Title: l.T("col.state")},
			{Key: "months", Title: l.T("runs.months"), Num: true, Hide: true},
			{Key: "rows", Title: l.T("runs.rows"), Num: true, Hide: true},
			{Key: "took", Title: l.T("runs.took"), Num: true, Hide: true},
			{Key: "publication", Title: l.T("trace.publication"), Num: true},
		},
		Empty: &State{Title: l.T("runs.none"), Text: l.T("runs.none_text")},
	}
	published := ""
	for _, r := range b.Pipeline.Runs {
		class, known := runClass[r.State]
		light := Light{class, l.T("run." + r.State)}
		if !known {
			light = Light{none, r.State}
		}
		rev := Cell{Shown: dash}
		if r.Published {
			rev = words(fmt.Sprintf("#%d", r.Rev))
			if published == "" {
				published = l.T("runs.finding", "Publication", rev.Text(), "At", b.moment(r.Started))
			}
		}
		if len(table.Rows) == 12 {
			continue
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			words(fmt.Sprintf("%d", r.ID)), b.when(r.Started), {Value: report.Text(light.Word), Light: &light},
			count(int64(r.Months)), count(r.Rows), words(l.took(r.Took)), rev,
		}})
	}
	f := Figure{ID: "runs", Span: "c5", Kicker: l.T("runs.kicker"), Finding: published, Table: table}
	if published == "" {
		f.Finding = l.T("runs.none")
	}
	f.Trace = b.trace(f.ID, table.Name, Link{}, l.from(l.T("trace.ledger")), l.by(l.T("runs.rule")))
	return f
}

// took writes how long something ran.
func (l *Locale) took(d time.Duration) string {
	switch {
	case d <= 0:
		return dash
	case d < time.Minute:
		return l.T("time.seconds", "S", shown(d.Seconds(), 1))
	}
	return l.T("time.minutes", "M", l.Count(int64(d/time.Minute)), "S", shown(float64(int64(d/time.Second)%60), 0))
}
