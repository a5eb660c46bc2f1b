package job_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"yingshang/sql/control"
)

// clientVar holds the order of a client: a child process of the test binary that works at a place and dies there.
const clientVar = "YINGSHANG_TEST_CLIENT"

// order says what a client does.
type order struct {
	Place place
	Do    string // pass: one pass of the planner; work: every unfinished load and a computation, without the lease
	First string // of work: oldest or newest
	Step  string // the client kills itself with SIGKILL at this step of a load or a computation …
	Hit   int    // … when it comes to it for the n-th time
}

// client is the child process. It does not return when there is an order.
func client() {
	text := os.Getenv(clientVar)
	if text == "" {
		return
	}
	if err := obey(text); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func obey(text string) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	h, err := furnish(ctx, o.Place, quiet())
	if err != nil {
		return err
	}
	hits := 0
	step := func(name string) {
		if name != o.Step {
			return
		}
		if hits++; hits == o.Hit {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				panic(err)
			}
			select {} // the signal is on its way
		}
	}
	h.planner.Loader.Step, h.planner.Computer.Step = step, step
	if o.Do == "pass" {
		_, err = h.planner.Pass(ctx)
		return err
	}
	return h.work(ctx, o.First)
}

// work brings every unfinished load to its end and computes, without a lease.
func (h *house) work(ctx context.Context, first string) error {
	loads, err := h.control.Unfinished(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(loads, func(a, b control.Load) int { return cmp.Or(a.AsOf.Compare(b.AsOf), cmp.Compare(a.ID, b.ID)) })
	if first == "newest" {
		slices.Reverse(loads)
	}
	var faults []error
	for _, l := range loads {
		if _, err := h.planner.Loader.Process(ctx, l.ID); err != nil {
			faults = append(faults, err)
		}
	}
	if _, err := h.planner.Computer.Run(ctx); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// ended is how a client ended.
type ended struct {
	killed bool // by SIGKILL
	err    error
}

// send starts a client.
func (o order) send() (*exec.Cmd, func() ended, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return nil, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), clientVar+"="+string(text))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	return cmd, func() ended {
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			if s, ok := exit.Sys().(syscall.WaitStatus); ok && s.Signaled() && s.Signal() == syscall.SIGKILL {
				return ended{killed: true}
			}
			err = fmt.Errorf("%w: %s", err, said.String())
		}
		if os.Getenv("YINGSHANG_TEST_LOG") != "" {
			fmt.Fprintln(os.Stderr, said.String())
		}
		return ended{err: err}
	}, nil
}
