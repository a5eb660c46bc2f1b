package job

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// In a bubble of package synctest it is 2000-01-01 08:00, a Saturday, when a test begins.

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
