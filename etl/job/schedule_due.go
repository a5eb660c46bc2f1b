package job

import (
	"context"
	"slices"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// dueRun is one interval of a source that has no good run yet.
type dueRun struct {
	id    assess.SourceID
	due   time.Time
	cause string
}

// Causes of a run.
const (
	bySchedule = "schedule"
	byCatchUp  = "catch_up" // it was due while nothing ran, or long ago
	byHand     = "hand"
)

// A failed run is tried again after a minute, two, four and so on, so many times in all; then at its next interval.
const (
	firstRetry  = time.Minute
	maxAttempts = 5
)

// due lists what has to run now, in the order of the sources: what people asked for, and of every schedule the newest
// interval, be it that it was missed, failed or broken off.
func (s *scheduler) due(ctx context.Context) ([]dueRun, error) {
	now := s.now()
	standing, err := s.ledger.StandingSourceRuns(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := s.ledger.RequestedSourceRuns(ctx)
	if err != nil {
		return nil, err
	}
	var list []dueRun
	for _, src := range s.sources {
		byHandNow := false
		for _, r := range asked {
			if r.Source == src.id {
				byHandNow = true
				list = append(list, dueRun{src.id, r.Due, byHand})
			}
		}
		if src.line == nil || byHandNow { // a run by hand takes in all there is; the schedule is looked at after it
			continue
		}
		at := latest(src.line, now)
		last, ran := standing[src.id]
		if at.IsZero() || ran && !isOpen(last, at, now) {
			continue
		}
		cause := bySchedule
		if at.Before(s.began) || now.Sub(at) > time.Hour {
			cause = byCatchUp
		}
		list = append(list, dueRun{src.id, at, cause})
	}
	return list, nil
}

// isOpen says whether the interval that was due at a time still wants a run, given the newest one that counts.
func isOpen(last control.SourceRun, at, now time.Time) bool {
	switch {
	case last.Due.Before(at):
		return true
	case last.Due.After(at) || last.State == "done":
		return false
	case last.State == "failed":
		return last.Attempt < maxAttempts && !now.Before(last.Finished.Add(firstRetry<<(last.Attempt-1)))
	}
	return true // broken off, or running when its process died: whoever holds the lease is the only one
}

// settled remembers the end of the newest pass: whether there is anything to do without a source being due.
type settled struct {
	at     time.Time // zero: there was none
	left   []uint64  // loads that it could not finish
	failed int       // passes that failed since the last good one
}

// wanted says whether a pass is to be made: at the start, when loads wait that the newest pass has not seen, on a new day
// (figures that look at today change), and after a failure, later and later.
func (e *settled) wanted(now time.Time, waiting []uint64) bool {
	switch {
	case e.at.IsZero():
		return true
	case !slices.Equal(waiting, e.left):
		return len(waiting) > 0
	case e.failed > 0:
		return !now.Before(e.at.Add(min(firstRetry<<min(e.failed-1, 10), 30*time.Minute)))
	}
	return day(e.at) != day(now)
}

func (e *settled) note(now time.Time, waiting []uint64, failed error) {
	e.at, e.left = now, waiting
	if e.failed++; failed == nil {
		e.failed = 0
	}
}

func day(t time.Time) string { return t.In(assess.Zone).Format(time.DateOnly) }
