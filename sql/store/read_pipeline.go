package store

import (
	"context"
	"time"

	"yingshang/dashboards/assess"
)

// shownLoads and shownRuns are how many of the newest the pipeline page lists.
const (
	shownLoads = 200
	shownRuns  = 20
)

// Pipeline returns how every source, load and run stands.
func (r *Reader) Pipeline(ctx context.Context) (assess.Pipeline, error) {
	var p assess.Pipeline
	loads, err := r.control.Loads(ctx, "", shownLoads)
	if err != nil {
		return p, err
	}
	for _, l := range loads {
		if r.scope.Department(r.supplier(l.Source).Code) {
			p.Loads = append(p.Loads, l.Load)
		}
	}
	if p.Runs, err = r.control.Runs(ctx, shownRuns); err != nil {
		return p, err
	}
	if p.Sources, err = r.sources(ctx); err != nil {
		return p, err
	}
	counting, err := r.counting(ctx)
	if err != nil {
		return p, err
	}
	var ids []uint64
	var attempts []uint32
	for _, l := range counting {
		if l.Rejected > 0 {
			ids, attempts = append(ids, l.ID), append(attempts, uint32(l.Attempt))
		}
	}
	p.Reasons, err = r.reasons(ctx, merge(r.scope.values(), params{"loads": ids, "attempts": attempts, "source": ""}))
	return p, err
}

func (r *Reader) sources(ctx context.Context) ([]assess.SourceState, error) {
	counting, err := r.counting(ctx)
	if err != nil {
		return nil, err
	}
	last, err := r.control.LastSourceRuns(ctx)
	if err != nil {
		return nil, err
	}
	problems, err := r.control.Problems(ctx, shownLoads)
	if err != nil {
		return nil, err
	}
	var states []assess.SourceState
	for _, s := range r.facts.Sources {
		if !r.scope.Department(s.Supplier.Code) {
			continue
		}
		files := map[int64]bool{}
		for _, l := range counting {
			if l.Source != s.ID {
				continue
			}
			if l.State == assess.LoadHeld {
				s.Held++
				continue
			}
			files[l.FileID] = true
			s.Loads++
			s.Read += l.Read
			s.Accepted += l.Accepted
			s.Rejected += l.Rejected
			if l.Finished.After(s.LastApplied) {
				s.LastApplied = l.Finished
			}
			if l.AsOf.After(s.AsOf) {
				s.AsOf = l.AsOf
			}
		}
		for _, f := range problems {
			if f.Source == s.ID {
				s.Failed++
			}
		}
		s.Files = len(files)
		run, ran := last[s.ID]
		if ran {
			s.LastRun = run.Started
		}
		if r.facts.Next != nil {
			s.NextDue = r.facts.Next(s.ID, r.now())
		}
		s.State = stateOf(s, run.State, ran, r.now())
		states = append(states, s)
	}
	return states, nil
}

// stateOf says in one word how a source stands; what a person must do comes first.
func stateOf(s assess.SourceState, run string, ran bool, now time.Time) string {
	switch {
	case s.Held > 0:
		return "held"
	case s.Failed > 0 || run == "failed":
		return "failed"
	case s.Loads == 0 && s.Schedule == "":
		return "ok" // it is due at no time
	case s.Loads == 0:
		return "never"
	case ran && !s.NextDue.IsZero() && now.After(s.NextDue):
		return "late"
	}
	return "ok"
}
