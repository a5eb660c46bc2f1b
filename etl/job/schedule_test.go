package job

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

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
