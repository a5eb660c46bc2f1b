package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// Schedule runs every source when its cron line says so, until ctx ends: then it breaks off what is running, waits for it
// to end and returns. Cron only wakes it; what is due, the ledger says, where an interval of a source has exactly one run.
// What was missed while nothing ran is caught up once at the start, the newest interval alone, and a source that never ran
// is run. Every half minute it also takes up what people have approved, replayed or asked for.
func (p *Planner) Schedule(ctx context.Context) error {
	s := &scheduler{
		ledger: p.Control, now: p.Now, log: p.Log, every: 30 * time.Second, grace: 30 * time.Second,
		lease: func(ctx context.Context) (context.Context, func(), error) { return p.tryLease(ctx, passLease) },
		begin: func() worker { return p.pass() },
	}
	for _, src := range p.inOrder() {
		if src.Schedule == "" {
			s.sources = append(s.sources, timed{id: src.ID})
			continue
		}
		line, err := parseLine(src.Schedule)
		if err != nil {
			return fmt.Errorf("schedule of source %s, %q: %w", src.ID, src.Schedule, err)
		}
		s.sources = append(s.sources, timed{src.ID, line})
	}
	return s.run(ctx)
}

// worker does the work of one pass; *pass is the real one.
type worker interface {
	finish(ctx context.Context) error
	intake(ctx context.Context, id assess.SourceID) error
	settle(ctx context.Context) error
}

// timed is a source with its schedule; without one it runs by hand only.
type timed struct {
	id   assess.SourceID
	line cron.Schedule
}

// scheduler runs sources when they are due.
type scheduler struct {
	ledger  *control.DB
	sources []timed // reference data first
	lease   func(ctx context.Context) (held context.Context, release func(), err error)
	begin   func() worker
	now     func() time.Time
	log     *slog.Logger
	every   time.Duration // it wakes at least so often
	grace   time.Duration // a stop waits so long for what is running

	began   time.Time
	settled settled
	mu      sync.Mutex
	current *dueRun // what is running now
}

// run wakes by cron until ctx ends.
func (s *scheduler) run(ctx context.Context) error {
	s.began = s.now()
	log := cronLog{s.log}
	c := cron.New(cron.WithLocation(assess.Zone), cron.WithLogger(log))
	// One job for all lines, so that of ticks that overlap one alone works. Skip stands outside Recover: it would not give
	// its turn back after a panic.
	turn := cron.NewChain(cron.SkipIfStillRunning(log), cron.Recover(log)).Then(cron.FuncJob(func() { s.turn(ctx) }))
	for _, src := range s.sources {
		if src.line != nil {
			c.Schedule(src.line, turn)
		}
	}
	c.Schedule(cron.Every(s.every), turn)
	first := make(chan struct{})
	go func() { // ends when what was missed is caught up, or ctx ends
		defer close(first)
		turn.Run()
	}()
	c.Start()
	<-ctx.Done()
	stopped := c.Stop()
	late := time.NewTimer(s.grace)
	defer late.Stop()
	for _, done := range []<-chan struct{}{first, stopped.Done()} {
		select {
		case <-done:
		case <-late.C:
			return s.abandon(ctx)
		}
	}
	return nil
}

// abandon writes down that a run did not end in time.
func (s *scheduler) abandon(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return fmt.Errorf("a pass did not end within %v of the stop", s.grace)
	}
	err := fmt.Errorf("the run of %s did not end within %v of the stop", s.current.id, s.grace)
	return errors.Join(err, s.ledger.InterruptSourceRun(context.WithoutCancel(ctx), s.current.id, s.current.due, s.now()))
}

// turn does what there is to do, until nothing is left: ticks that came meanwhile were skipped.
func (s *scheduler) turn(ctx context.Context) {
	for ctx.Err() == nil {
		ran, err := s.once(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("planner", "error", err)
		}
		if !ran || err != nil {
			return
		}
	}
}

// once runs what is due now and computes; ran says that there was a source to run.
func (s *scheduler) once(ctx context.Context) (ran bool, err error) {
	due, err := s.due(ctx)
	if err != nil {
		return false, err
	}
	waiting, err := s.waiting(ctx)
	if err != nil || len(due) == 0 && !s.settled.wanted(s.now(), waiting) {
		return false, err
	}
	held, release, err := s.lease(ctx)
	if err != nil || release == nil {
		return false, err // another process works; what is due stays due
	}
	defer release()
	w := s.begin()
	failed := guard("finish", func() error { return w.finish(held) })
	if ran, err = s.runDue(held, w); err != nil {
		return ran, err
	}
	failed = errors.Join(failed, guard("compute", func() error { return w.settle(held) }))
	if held.Err() != nil {
		return ran, context.Cause(held)
	}
	waiting, err = s.waiting(ctx)
	s.settled.note(s.now(), waiting, failed)
	return ran, errors.Join(failed, err)
}

// runDue runs what is due, one source after the other. It looks again after each: a long run lets others fall due.
func (s *scheduler) runDue(ctx context.Context, w worker) (ran bool, err error) {
	tried := map[dueRun]bool{}
	for {
		due, err := s.due(ctx)
		if err != nil {
			return ran, err
		}
		i := slices.IndexFunc(due, func(d dueRun) bool { return !tried[d] })
		if i < 0 {
			return ran, nil
		}
		tried[due[i]] = true
		did, _, err := s.runSource(ctx, w, due[i]) // that it failed is in the ledger
		if err != nil {
			return ran, err
		}
		ran = ran || did
	}
}

// runSource runs one interval of a source, unless it was run elsewhere. Failed says why the run was not good; err, that
// the ledger could not be written or work has to stop.
func (s *scheduler) runSource(ctx context.Context, w worker, d dueRun) (ran bool, failed, err error) {
	if ctx.Err() != nil {
		return false, nil, context.Cause(ctx)
	}
	// Who holds the lease is the only one to run: an interval that is still "running" was left by a process that died.
	ours, err := s.ledger.BeginSourceRun(ctx, d.id, d.due, d.cause, s.now(), 0)
	if err != nil || !ours {
		return false, nil, err
	}
	s.setCurrent(&d)
	defer s.setCurrent(nil)
	began := s.now()
	limited, cancel := context.WithTimeout(ctx, longestRun)
	defer cancel()
	failed = guard(string(d.id), func() error { return w.intake(limited, d.id) })
	after := context.WithoutCancel(ctx)
	if ctx.Err() != nil {
		s.log.Warn("source run interrupted", "source", d.id, "due", d.due)
		return false, failed, errors.Join(context.Cause(ctx), s.ledger.InterruptSourceRun(after, d.id, d.due, s.now()))
	}
	note := ""
	if failed != nil {
		note = failed.Error()
		s.log.Error("source run failed", "source", d.id, "due", d.due, "cause", d.cause, "error", failed)
	} else {
		s.log.Info("source run done", "source", d.id, "due", d.due, "cause", d.cause, "took", s.now().Sub(began).Round(time.Millisecond))
	}
	return true, failed, s.ledger.EndSourceRun(after, d.id, d.due, note, s.now())
}

// longestRun ends a run that hangs: it may not stop all others for ever.
const longestRun = time.Hour

func (s *scheduler) setCurrent(d *dueRun) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = d
}

// waiting are the loads and the orders about editions that wait for work, in the order of their numbers, the orders last.
func (s *scheduler) waiting(ctx context.Context) ([]uint64, error) {
	loads, err := s.ledger.Unfinished(ctx)
	if err != nil {
		return nil, err
	}
	orders, err := s.ledger.WaitingEditionOrders(ctx)
	ids := make([]uint64, 0, len(loads)+len(orders))
	for _, l := range loads {
		ids = append(ids, l.ID)
	}
	for _, o := range orders {
		ids = append(ids, 1<<63|o.No)
	}
	slices.SortFunc(ids, cmp.Compare)
	return ids, err
}

// guard turns a panic into an error, so that it fails one run and no other.
func guard(what string, do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: panic: %v\n%s", what, r, debug.Stack())
		}
	}()
	return do()
}

// cronLog writes what the library says; that it woke is for debugging.
type cronLog struct{ log *slog.Logger }

// Info writes a routine message.
func (l cronLog) Info(msg string, keysAndValues ...any) {
	l.log.Debug("cron "+msg, keysAndValues...)
}

// Error writes an error, such as a panic.
func (l cronLog) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error("cron "+msg, append([]any{"error", err}, keysAndValues...)...)
}
