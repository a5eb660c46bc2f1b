package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// work is what a test makes a source do.
type work func(ctx context.Context, id assess.SourceID) error

// fakeWorker notes which sources ran and when.
type fakeWorker struct {
	mu      sync.Mutex
	do      work
	ran     []string
	settles []time.Time
	running int
	most    int // sources at work at one time
	fail    error
	take    func() // what finish does
}

func (f *fakeWorker) finish(context.Context) error {
	f.mu.Lock()
	take := f.take
	f.mu.Unlock()
	if take != nil {
		take()
	}
	return nil
}

// set changes what the worker does.
func (f *fakeWorker) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// passes are the times at which it has computed.
func (f *fakeWorker) passes() []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.settles)
}

func (f *fakeWorker) settle(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settles = append(f.settles, time.Now())
	return f.fail
}

func (f *fakeWorker) intake(ctx context.Context, id assess.SourceID) error {
	f.mu.Lock()
	f.ran = append(f.ran, fmt.Sprintf("%s %s", time.Now().In(assess.Zone).Format("2006-01-02 15:04"), id))
	f.running++
	f.most = max(f.most, f.running)
	do := f.do
	f.mu.Unlock()
	defer f.set(func() { f.running-- })
	if do != nil {
		return do(ctx, id)
	}
	time.Sleep(time.Second)
	return nil
}

// ledger is a control store with one or more schedulers on it.
type ledger struct {
	t    *testing.T
	file string
	db   *control.DB
}

func openLedger(t *testing.T) *ledger {
	t.Helper()
	l := &ledger{t: t, file: filepath.Join(t.TempDir(), "control.db")}
	l.db = l.open()
	return l
}

func (l *ledger) open() *control.DB {
	l.t.Helper()
	db, err := control.Open(context.Background(), l.file)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = db.Close() })
	return db
}

// scheduler makes a scheduler of the given lines, "id: cron line".
func (l *ledger) scheduler(db *control.DB, owner string, w worker, lines ...string) *scheduler {
	l.t.Helper()
	p := &Planner{Control: db, Owner: owner, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	s := &scheduler{
		ledger: db, now: time.Now, log: p.Log, every: 30 * time.Second, grace: 30 * time.Second,
		lease: func(ctx context.Context) (context.Context, func(), error) { return p.tryLease(ctx, passLease) },
		begin: func() worker { return w },
	}
	for _, line := range lines {
		id, spec, _ := strings.Cut(line, ": ")
		parsed, err := parseLine(spec)
		if err != nil {
			l.t.Fatal(err)
		}
		s.sources = append(s.sources, timed{assess.SourceID(id), parsed})
	}
	return s
}

// start runs schedulers; the returned function stops them and gives what the first one returned.
func start(schedulers ...*scheduler) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make([]chan error, len(schedulers))
	for i, s := range schedulers {
		done[i] = make(chan error, 1)
		go func() { done[i] <- s.run(ctx) }() // ends when it is stopped
	}
	return func() error {
		cancel()
		var first error
		for i, d := range done {
			if err := <-d; i == 0 {
				first = err
			}
		}
		return first
	}
}

// runs lists a source's intervals as "due state cause×attempts".
func (l *ledger) runs(id assess.SourceID) []string {
	l.t.Helper()
	list, err := l.db.SourceRuns(context.Background(), id)
	if err != nil {
		l.t.Fatal(err)
	}
	var texts []string
	for _, r := range list {
		texts = append(texts, fmt.Sprintf("%s %s %s×%d", r.Due.Format("2006-01-02 15:04"), r.State, r.Cause, r.Attempt))
	}
	return texts
}

func (l *ledger) want(id assess.SourceID, want ...string) {
	l.t.Helper()
	if diff := cmp.Diff(want, l.runs(id)); diff != "" {
		l.t.Errorf("intervals of %s, -want +got:\n%s", id, diff)
	}
}

// In a bubble of package synctest it is 2000-01-01 08:00, a Saturday, when a test begins.

// Two processes share a data folder for a whole leap year: every interval of every source has one run.
func TestEveryIntervalHasOneRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		lines := []string{"weekly: 0 7 * * 1", "month: 0 7 1-3 * *", "leap: 30 6 29 2 *", "together: 0 7 1 * *"}
		a, b := l.scheduler(l.db, "a", w, lines...), l.scheduler(l.open(), "b", w, lines...)
		a.every, b.every = 12*time.Hour, 12*time.Hour // not a million wakes
		stop := start(a, b)
		time.Sleep(366 * 24 * time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		want := map[string]int{}
		for d := at(t, "2000-01-01 08:00"); d.Before(at(t, "2001-01-01 08:00")); d = d.Add(time.Hour) {
			if d.Hour() == 7 && d.Weekday() == time.Monday {
				want["weekly "+d.Format(time.DateTime)]++
			}
			if d.Hour() == 7 && d.Day() <= 3 {
				want["month "+d.Format(time.DateTime)]++
			}
			if d.Hour() == 7 && d.Day() == 1 {
				want["together "+d.Format(time.DateTime)]++
			}
		}
		want["leap 2000-02-29 06:30:00"]++
		// What was due before the first start is caught up once.
		want["weekly 1999-12-27 07:00:00"]++
		want["month 2000-01-01 07:00:00"]++
		want["together 2000-01-01 07:00:00"]++
		want["leap 1996-02-29 06:30:00"]++
		got := map[string]int{}
		for _, s := range a.sources {
			list, err := l.db.SourceRuns(context.Background(), s.id)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				got[string(s.id)+" "+r.Due.Format(time.DateTime)] += r.Attempt
				if r.State != "done" {
					t.Errorf("%s %v is %s", s.id, r.Due, r.State)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("runs, -want +got:\n%s", diff)
		}
		if len(w.ran) != len(want) || w.most != 1 {
			t.Errorf("%d runs, %d at a time, want %d, one at a time", len(w.ran), w.most, len(want))
		}
	})
}

func TestMissedIntervalsAreCaughtUpOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		stop := start(l.scheduler(l.db, "a", w, "daily: 0 18 * * *"))
		time.Sleep(time.Minute)
		if err := stop(); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * 24 * time.Hour) // nothing runs
		stop = start(l.scheduler(l.db, "a", w, "daily: 0 18 * * *"))
		time.Sleep(12 * time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		l.want("daily",
			"1999-12-31 18:00 done catch_up×1", // never ran
			"2000-01-10 18:00 done catch_up×1", // nine were missed, the newest is caught up
			"2000-01-11 18:00 done schedule×1")
	})
}

func TestPanicFailsOneRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		var good atomic.Bool
		w.do = func(_ context.Context, id assess.SourceID) error {
			if id == "bad" && !good.Load() {
				panic("nobody expected this")
			}
			return nil
		}
		stop := start(l.scheduler(l.db, "a", w, "bad: 0 9 * * *", "good: 0 9 * * *"))
		time.Sleep(30 * time.Second)
		l.want("bad", "1999-12-31 09:00 failed catch_up×1")
		l.want("good", "1999-12-31 09:00 done catch_up×1")
		list, err := l.db.SourceRuns(t.Context(), "bad")
		if err != nil || !strings.Contains(list[0].Note, "nobody expected this") {
			t.Errorf("note %q, %v, want what the panic said", list[0].Note, err)
		}
		time.Sleep(time.Hour)
		l.want("bad", "1999-12-31 09:00 failed catch_up×5", "2000-01-01 09:00 failed schedule×1")
		good.Store(true)
		time.Sleep(24 * time.Hour)
		l.want("bad", "1999-12-31 09:00 failed catch_up×5", "2000-01-01 09:00 done schedule×2", "2000-01-02 09:00 done schedule×1")
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestTicksDuringALongRunMakeOneMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		w.do = func(_ context.Context, id assess.SourceID) error {
			if id == "slow" {
				time.Sleep(50 * time.Minute)
			}
			return nil
		}
		stop := start(l.scheduler(l.db, "a", w, "slow: 0 9 * * *", "often: */10 * * * *"))
		time.Sleep(51*time.Minute + time.Hour)
		if err := stop(); err != nil {
			t.Error(err)
		}
		if w.most != 1 {
			t.Errorf("%d runs at a time, want one", w.most)
		}
		want := []string{
			"2000-01-01 08:00 slow", "2000-01-01 08:50 often", // four ticks came meanwhile
			"2000-01-01 09:00 slow", "2000-01-01 09:50 often",
		}
		if diff := cmp.Diff(want, w.ran); diff != "" {
			t.Errorf("runs, -want +got:\n%s", diff)
		}
	})
}

func TestStopBreaksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		w.do = func(ctx context.Context, _ assess.SourceID) error {
			<-ctx.Done()
			time.Sleep(5 * time.Second) // it ends what it is at
			return ctx.Err()
		}
		stop := start(l.scheduler(l.db, "a", w, "daily: 0 7 * * *"))
		time.Sleep(time.Minute)
		l.want("daily", "2000-01-01 07:00 running catch_up×1")
		began := time.Now()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began).Round(time.Second); took != 5*time.Second {
			t.Errorf("the stop took %v, want the 5 s that the run needed", took)
		}
		l.want("daily", "2000-01-01 07:00 interrupted catch_up×1")
		w.set(func() { w.do = nil })
		stop = start(l.scheduler(l.db, "a", w, "daily: 0 7 * * *"))
		time.Sleep(time.Minute)
		l.want("daily", "2000-01-01 07:00 done catch_up×2")
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestStopDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		release := make(chan struct{})
		w := &fakeWorker{do: func(context.Context, assess.SourceID) error { <-release; return nil }}
		stop := start(l.scheduler(l.db, "a", w, "deaf: 0 7 * * *"))
		time.Sleep(time.Minute)
		began := time.Now()
		err := stop()
		if took := time.Since(began).Round(time.Second); took != 30*time.Second || err == nil || !strings.Contains(err.Error(), "deaf") {
			t.Errorf("stopped after %v with %v, want 30s and the source's name", took, err)
		}
		l.want("deaf", "2000-01-01 07:00 interrupted catch_up×1")
		close(release)
		time.Sleep(time.Minute)
		l.want("deaf", "2000-01-01 07:00 interrupted catch_up×1") // what it did is not known to be whole
	})
}

// A process was killed: its interval says running, its lease stands. Another takes over when the lease has run out.
func TestWhatAKilledProcessLeftIsRunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		ctx := t.Context()
		if ok, err := l.db.BeginSourceRun(ctx, "daily", at(t, "2000-01-01 07:00"), bySchedule, time.Now(), 0); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if ok, err := l.db.Lease(ctx, passLease, "killed", time.Now(), 30*time.Second); !ok || err != nil {
			t.Fatal(ok, err)
		}
		w := &fakeWorker{}
		stop := start(l.scheduler(l.db, "a", w, "daily: 0 7 * * *"))
		time.Sleep(29 * time.Second)
		l.want("daily", "2000-01-01 07:00 running schedule×1")
		time.Sleep(time.Minute)
		l.want("daily", "2000-01-01 07:00 done catch_up×2")
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestRequestsAreTakenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		s := l.scheduler(l.db, "a", w, "daily: 0 7 * * *")
		s.sources = append(s.sources, timed{id: "hand"})
		stop := start(s)
		time.Sleep(10 * time.Second)
		for _, id := range []assess.SourceID{"daily", "hand", "hand"} {
			if err := l.db.RequestSourceRun(t.Context(), id, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(31 * time.Second)
		l.want("hand", "2000-01-01 08:00 done hand×1")
		l.want("daily", "2000-01-01 07:00 done catch_up×1", "2000-01-01 08:00 done hand×1")
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// What a person approved or replayed is a load that waits for work.
func TestWaitingLoadsAreTakenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{}
		stop := start(l.scheduler(l.db, "a", w))
		time.Sleep(10 * time.Minute)
		if len(w.passes()) != 1 {
			t.Errorf("%d passes, want the one of the start: there was nothing to do", len(w.passes()))
		}
		add := func(name string) {
			t.Helper()
			next := control.Load{}
			next.Source, next.State, next.Scope = "x", assess.LoadLanded, "all"
			if _, err := l.db.AddFileAndLoad(t.Context(), control.File{Source: "x", Name: name}, next, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		add("stays.csv")
		time.Sleep(time.Hour)
		if n := len(w.passes()); n != 2 {
			t.Errorf("%d passes, want one for the load that waits and cannot be finished", n)
		}
		w.set(func() { w.take = func() { l.finishAll() } })
		add("next.csv")
		time.Sleep(31 * time.Second)
		if n := len(w.passes()); n != 3 {
			t.Errorf("%d passes, want one more for the next load", n)
		}
		if left, err := l.db.Unfinished(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("left: %v, %v", left, err)
		}
		time.Sleep(time.Hour)
		if n := len(w.passes()); n != 3 {
			t.Errorf("%d passes, want none when nothing waits", n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// finishAll says of every load that waits that it was applied.
func (l *ledger) finishAll() {
	ctx := context.Background()
	loads, err := l.db.Unfinished(ctx)
	if err != nil {
		l.t.Error(err)
	}
	for _, row := range loads {
		row.State = assess.LoadApplied
		if err := l.db.SaveLoad(ctx, row); err != nil {
			l.t.Error(err)
		}
	}
}

func TestFailedPassesAreRepeatedLaterAndLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{fail: errors.New("no answer")}
		stop := start(l.scheduler(l.db, "a", w))
		began := time.Now()
		time.Sleep(2 * time.Hour)
		var got []time.Duration
		for _, at := range w.passes() {
			got = append(got, at.Sub(began).Round(time.Minute))
		}
		want := []time.Duration{0, 1, 3, 7, 15, 31, 61, 91}
		for i := range want {
			want[i] *= time.Minute
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("passes, -want +got:\n%s", diff)
		}
		w.set(func() { w.fail = nil })
		time.Sleep(time.Hour)
		n := len(w.passes())
		time.Sleep(3 * time.Hour)
		if len(w.passes()) != n {
			t.Errorf("%d passes after a good one, want none", len(w.passes())-n)
		}
		time.Sleep(24 * time.Hour)
		if len(w.passes()) != n+1 {
			t.Errorf("%d passes in a day, want one: figures that look at today change", len(w.passes())-n)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// A machine slept, and another process took the lease: the run that goes on is broken off.
func TestALostLeaseEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := openLedger(t)
		w := &fakeWorker{do: func(ctx context.Context, _ assess.SourceID) error { <-ctx.Done(); return ctx.Err() }}
		stop := start(l.scheduler(l.db, "a", w, "daily: 0 7 * * *"))
		time.Sleep(time.Second)
		if ok, err := l.db.Lease(t.Context(), passLease, "other", time.Now().Add(time.Hour), 30*time.Second); !ok || err != nil {
			t.Fatal(ok, err)
		}
		time.Sleep(time.Minute)
		l.want("daily", "2000-01-01 07:00 interrupted catch_up×1")
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}
