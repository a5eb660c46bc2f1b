package compute

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/calendar"
	"yingshang/dashboards/scheme"
	"yingshang/sql/control"
	"yingshang/sql/store"
)

// Computer computes and publishes. Several may work on one data folder: of two publications the one that has read more
// wins as a whole, and none shows facts that were not reconciled.
type Computer struct {
	Store    *store.Store
	Control  *control.DB
	Calendar *calendar.Calendar
	Schemes  map[int]*scheme.Scheme
	Regions  map[assess.RegionCode]scheme.Region          // those that are known: each is ranked within its population
	AsOf     func(ctx context.Context) (time.Time, error) // "today" of the figures
	Now      func() time.Time
	Log      *slog.Logger
	Ground   map[int][]assess.GroundFact // years that are measured by what was kept of them, without other years; nil in production
	Step     func(name string)           // told at every named step; nil in production
}

// Steps are the named places of a computation, in order. A process may die at any of them.
var Steps = []string{"derive.begun", "derive.rows", "derive.guarded", "values.written", "scores.written", "publish.before", "publish.done", "run.closed"}

func (c *Computer) at(step string) {
	if c.Step != nil {
		c.Step(step)
	}
}

// Outcome says how a computation ended.
type Outcome string

// The outcomes.
const (
	NothingNew Outcome = "nothing_new" // what is published is what the facts say
	Published  Outcome = "published"
	Guarded    Outcome = "guarded" // facts differ from what was reconciled: nothing was published
)

// plan is what one computation does and knows.
type plan struct {
	rev     uint64
	run     uint64
	asOf    time.Time
	digests []store.Digest // what may be read
	before  map[store.Part]store.Published
	parts   map[store.Part]store.Published // what this run will publish
	touched map[string][]time.Time         // months by clock
	rows    int64
}

// current is what readers see of a part once this run is published.
func (p *plan) current(part store.Part) (store.Published, bool) {
	if now, ok := p.parts[part]; ok {
		return now, true
	}
	was, ok := p.before[part]
	return was, ok
}

// Run computes what the facts have changed and publishes it.
func (c *Computer) Run(ctx context.Context) (Outcome, error) {
	began := c.Now()
	p, err := c.plan(ctx)
	if err != nil {
		return "", fmt.Errorf("plan: %w", err)
	}
	if years := c.years(p); len(p.touched) == 0 && len(years) == 0 {
		return NothingNew, nil
	}
	if p.run, err = c.Control.BeginRun(ctx, began); err != nil {
		return "", err
	}
	c.at("derive.begun")
	outcome, note, err := c.compute(ctx, p)
	info := assess.RunInfo{ID: p.run, Rev: p.rev, Took: c.Now().Sub(began), Rows: p.rows, State: string(outcome), Note: note}
	for _, months := range p.touched {
		info.Months += len(months)
	}
	if err != nil {
		info.State, info.Note = "failed", err.Error()
	}
	if end := c.Control.EndRun(context.WithoutCancel(ctx), info); err == nil {
		err = end
	}
	if err != nil {
		return "", fmt.Errorf("run %d: %w", p.run, err)
	}
	c.at("run.closed")
	c.Log.Info("run "+info.State, "run", p.run, "rev", p.rev, "months", info.Months, "rows", info.Rows, "note", note, "took", info.Took.Round(time.Millisecond))
	return outcome, nil
}

func (c *Computer) compute(ctx context.Context, p *plan) (Outcome, string, error) {
	note, err := c.derive(ctx, p)
	if err != nil || note != "" {
		return Guarded, note, err
	}
	c.at("derive.guarded")
	years := c.years(p)
	if err := c.values(ctx, p, years); err != nil {
		return "", "", err
	}
	c.at("values.written")
	if err := c.scores(ctx, p, years); err != nil {
		return "", "", err
	}
	c.at("scores.written")
	// Every part is named, also those that stand: else one that an overtaken computation publishes later would show
	// beside ours.
	list := make([]store.Published, 0, len(p.before)+len(p.parts))
	made := func(part store.Published) bool { return part.Run == p.run && part.Rev == p.rev }
	for key, part := range p.before {
		if !made(p.parts[key]) {
			part.Rev = p.rev
			list = append(list, part)
		}
	}
	for _, part := range p.parts {
		if made(part) { // else planned, and found to stand after all
			list = append(list, part)
		}
	}
	c.at("publish.before")
	if err := c.Store.Publish(ctx, list); err != nil {
		return "", "", err
	}
	c.at("publish.done")
	c.forget(ctx, p)
	return Published, "", nil
}

// forget removes what no reader is shown any more from the clocks that have changed. What stays takes room and spoils no
// figure, so a failure is told, and the next publication tries again.
func (c *Computer) forget(ctx context.Context, p *plan) {
	for _, k := range c.Store.Catalog().InOrder() {
		if len(p.touched[k.Name]) == 0 {
			continue
		}
		rows, err := c.Store.Forget(ctx, k)
		if err != nil {
			c.Log.Warn("rows of older publications stay", "clock", k.Name, "error", err)
			continue
		}
		if rows > 0 {
			c.Log.Info("rows of older publications removed", "clock", k.Name, "rows", rows)
		}
	}
}

// calendarIndex is the working-day table as the statements take it.
func (c *Computer) calendarIndex() store.Calendar {
	first, cumulative := c.Calendar.Index()
	wide := make([]uint32, len(cumulative))
	for i, n := range cumulative {
		wide[i] = uint32(n)
	}
	return store.Calendar{First: first, Cumulative: wide}
}
