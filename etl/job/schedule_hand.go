package job

import (
	"context"
	"errors"
	"fmt"

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
		ran, failed, err := s.runSource(ctx, w, dueRun{src.ID, p.Now(), byHand})
		if err == nil && !ran {
			err = fmt.Errorf("source %s was run by hand within this second: %w", src.ID, assess.ErrConflict)
		}
		faults = append(faults, failed, err)
	}
	err = errors.Join(append(faults, w.settle(ctx))...)
	return w.sum, err
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
