package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yingshang/dashboards/assess"
)

// RunByHand runs sources now (all when none is given), whatever their schedule says, and writes each into the ledger as
// run by hand. It waits for a pass that another process is making.
func (p *Planner) RunByHand(ctx context.Context, ids ...assess.SourceID) (Summary, error) {
	ctx, release, err := p.lease(ctx, passLease)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	w := p.pass()
	s := &scheduler{ledger: p.Control, now: p.Now, log: p.Log}
	faults := []error{w.finish(ctx)}
	wanted := map[assess.SourceID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	for _, src := range p.inOrder() {
		if len(ids) > 0 && !wanted[src.ID] {
			continue
		}
		failed, err := s.runNow(ctx, w, src.ID)
		faults = append(faults, failed, err)
	}
	err = errors.Join(append(faults, w.settle(ctx))...)
	return w.sum, err
}

// runNow runs a source under an interval of its own. The ledger tells intervals apart by the second: one that is taken, by
// a run of a moment ago or by the schedule, leaves the next to this run.
func (s *scheduler) runNow(ctx context.Context, w worker, id assess.SourceID) (failed, err error) {
	const patience = 60
	at := s.now()
	for range patience {
		ran, failed, err := s.runSource(ctx, w, dueRun{id, at, byHand})
		if ran || failed != nil || err != nil {
			return failed, err
		}
		at = at.Add(time.Second)
	}
	return nil, fmt.Errorf("source %s: each of the next %d seconds has a run in the ledger: %w", id, patience, assess.ErrConflict)
}

// Settle brings the loads that wait to their end and computes, as after an approval or a replay. It waits for a pass that
// another process is making.
func (p *Planner) Settle(ctx context.Context) (Summary, error) {
	ctx, release, err := p.lease(ctx, passLease)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	w := p.pass()
	err = errors.Join(w.finish(ctx), w.settle(ctx))
	return w.sum, err
}
