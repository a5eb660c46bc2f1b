package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// lockWait is how long Start waits for an engine that is ending.
const lockWait = 15 * time.Second

// ErrInUse is what Start returns when another process runs the engine of the folder.
var ErrInUse = errors.New("the engine folder is in use")

// A record is engine.json: who runs the engine of this folder, and how to
// reach it. It holds a password and is readable by its owner alone. While the
// engine is starting it has no URL.
type record struct {
	PID      int    `json:"pid"`    // of the process that called Start
	Child    int    `json:"engine"` // of the process that is the engine
	URL      string `json:"url,omitempty"`
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"`
}

func recordFile(dir string) string { return filepath.Join(dir, "engine.json") }

func readRecord(dir string) (r record, err error) {
	b, err := os.ReadFile(recordFile(dir))
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(b, &r)
}

// writeRecord replaces engine.json in one step: a reader sees the old or the new.
func writeRecord(dir string, r record) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	tmp := recordFile(dir) + ".new"
	if err := os.WriteFile(tmp, append(b, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, recordFile(dir))
}

// takeLock takes the lock of the folder. The lock belongs to the open file,
// which the child inherits: it is free again only when both processes are gone.
func takeLock(ctx context.Context, dir string) (*os.File, error) {
	f, err := openLock(dir)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", f.Name(), err)
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, holder(dir)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// locked says whether some process runs the engine of the folder, or starts it.
func locked(dir string) (bool, error) {
	f, err := openLock(dir)
	if err != nil {
		return false, err
	}
	defer f.Close()
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

func openLock(dir string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
}

// holder is the error that names the process which has the lock.
func holder(dir string) error {
	r, err := readRecord(dir)
	switch {
	case err != nil || r.PID == 0:
		return fmt.Errorf("%s: %w by another process", dir, ErrInUse)
	case !alive(r.PID):
		return fmt.Errorf("%s: %w by process %d, an engine whose owner %d is gone", dir, ErrInUse, r.Child, r.PID)
	}
	return fmt.Errorf("%s: %w by process %d", dir, ErrInUse, r.PID)
}

func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
