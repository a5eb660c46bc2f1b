package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	startTime  = 2 * time.Minute        // a start that takes longer has failed
	refuseTime = 3 * time.Second        // an engine that refuses our own user for so long does not start either
	firstDelay = 100 * time.Millisecond // before a crashed child is started again
	lastDelay  = 10 * time.Second       // the delay doubles up to this
	healthy    = time.Minute            // a child that lived this long starts the delays anew
)

// ErrNotRunning is what Join returns when no process runs the engine of the folder.
var ErrNotRunning = errors.New("the engine is not running")

// Engine is a running private ClickHouse. Its methods may be called from
// several goroutines.
type Engine struct {
	dir     string
	library string
	log     *slog.Logger
	lock    *os.File
	set     settings
	app, ro Address

	stop    context.CancelFunc // ends the watch and any start that it has under way
	watched chan struct{}      // closed when the watch has ended and the child with it
	once    sync.Once

	mu    sync.Mutex
	child *process // the one that runs; nil between two
}

// Start starts the engine of a folder and owns it until Stop: a child that
// crashes is started again, with the same port and passwords, so that clients
// go on. ctx bounds the start alone. One folder has one engine; when another
// process has it, Start waits for 15 seconds and then names that process.
func Start(ctx context.Context, c Config) (*Engine, error) {
	library, err := FindLibrary(c.Library)
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, fmt.Errorf("start the engine: %w", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "backups"), 0o700); err != nil {
		return nil, fmt.Errorf("start the engine: %w", err)
	}
	lock, err := takeLock(ctx, dir)
	if err != nil {
		return nil, err
	}
	e := &Engine{dir: dir, library: library, log: c.Log, lock: lock, watched: make(chan struct{})}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if err := e.first(ctx, c.memory()); err != nil {
		os.Remove(recordFile(dir))
		lock.Close()
		return nil, fmt.Errorf("start the engine in %s: %w", dir, err)
	}
	e.log.Info("engine started", "address", e.app.String(), "pid", e.PID(), "memory", e.set.Memory)
	background, cancel := context.WithCancel(context.WithoutCancel(ctx))
	e.stop = cancel
	go e.watch(background) // ends by stop; Stop waits for it
	return e, nil
}

// first starts the child for the first time. A port that was free may be
// taken a moment later, so it is tried three times.
func (e *Engine) first(ctx context.Context, memory uint64) error {
	if err := writeRecord(e.dir, record{PID: os.Getpid()}); err != nil {
		return err
	}
	e.app = Address{User: "app", Password: secret()}
	e.ro = Address{User: "ro", Password: secret()}
	e.set = settings{
		Dir: e.dir, Memory: memory, Nonce: secret(),
		AppSHA256: sha256Hex(e.app.Password), ReadSHA256: sha256Hex(e.ro.Password),
	}
	var failed error
	for range 3 {
		port, err := freePort()
		if err != nil {
			return err
		}
		e.set.Port = port
		e.app.URL = fmt.Sprintf("http://127.0.0.1:%d", port)
		e.ro.URL = e.app.URL
		if err := writeConfig(e.set); err != nil {
			return err
		}
		if failed = e.launch(ctx); failed == nil || ctx.Err() != nil || !strings.Contains(failed.Error(), "Address already in use") {
			return failed
		}
	}
	return failed
}

// Address leads to the engine. It stays the same until Stop.
func (e *Engine) Address() Address { return e.app }

// Reader is the address of a user who may only read, within limits.
func (e *Engine) Reader() Address { return e.ro }

// PID is the process id of the child, 0 while there is none.
func (e *Engine) PID() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.child == nil {
		return 0
	}
	return e.child.cmd.Process.Pid
}

// Stop ends the engine and frees its folder. It cuts off what still runs
// there: let your own statements end first. It may be called more than once.
func (e *Engine) Stop() error {
	var err error
	e.once.Do(func() {
		e.stop()
		<-e.watched
		if err = os.Remove(recordFile(e.dir)); errors.Is(err, os.ErrNotExist) {
			err = nil
		}
		err = errors.Join(err, e.lock.Close())
	})
	return err
}

// Join finds the engine that another process of this machine runs in the
// folder, and waits for it while it is starting.
func Join(dir string) (Address, error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	var last error
	for {
		if held, err := locked(dir); err != nil || !held {
			return Address{}, fmt.Errorf("%s: %w", dir, ErrNotRunning)
		}
		r, err := readRecord(dir)
		if err == nil && r.URL != "" {
			a := Address{URL: r.URL, User: r.User, Password: r.Password}
			if _, last = ask(ctx, a, "SELECT 1"); last == nil {
				return a, nil
			}
		}
		select {
		case <-ctx.Done():
			return Address{}, fmt.Errorf("%s: %w: it does not answer: %v", dir, ErrNotRunning, last)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// watch starts the child again whenever it ends, until ctx does.
func (e *Engine) watch(ctx context.Context) {
	defer close(e.watched)
	delay := firstDelay
	for {
		child := e.child // only this goroutine changes it
		select {
		case <-ctx.Done():
			child.end()
			e.setChild(nil)
			return
		case <-child.ended:
		}
		e.setChild(nil)
		lived := time.Since(child.began)
		e.log.Error("engine ended unasked", "pid", child.cmd.Process.Pid, "state", child.state(), "lived", lived, "stderr", child.stderr.String())
		if lived > healthy {
			delay = firstDelay
		}
		for e.child == nil {
			select {
			case <-ctx.Done():
				return
			case <-time.After(delay):
			}
			delay = min(2*delay, lastDelay)
			if err := e.launch(ctx); err != nil && ctx.Err() == nil {
				e.log.Error("engine not started again", "error", err, "next_try", delay)
			} else if err == nil {
				e.log.Warn("engine started again", "pid", e.PID())
			}
		}
	}
}

// launch starts a child and returns when it has passed the self-test.
func (e *Engine) launch(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	child, err := e.spawn()
	if err != nil {
		return err
	}
	var refused time.Time // when it first did
	for {
		err := e.selfTest(ctx)
		if err == nil {
			break
		}
		if no := new(refusal); errors.As(err, &no) && refused.IsZero() {
			refused = time.Now()
		}
		open := new(insecureError)
		if errors.As(err, &open) || !refused.IsZero() && time.Since(refused) > refuseTime {
			child.end()
			return err
		}
		select {
		case <-child.ended:
			return fmt.Errorf("the engine ended before its first answer: %s: %s", child.state(), child.stderr)
		case <-ctx.Done():
			child.end()
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	r := record{PID: os.Getpid(), Child: child.cmd.Process.Pid, URL: e.app.URL, User: e.app.User, Password: e.app.Password}
	if err := writeRecord(e.dir, r); err != nil {
		child.end()
		return err
	}
	e.setChild(child)
	return nil
}

func (e *Engine) setChild(p *process) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.child = p
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
