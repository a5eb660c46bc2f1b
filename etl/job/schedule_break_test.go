package job

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"yingshang/dashboards/assess"
)

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
