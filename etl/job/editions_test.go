package job

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/sql/control"
)

// clerk does what is asked for, but one deed, and is broken off at another.
type clerk struct {
	done []uint64
	stop func()
}

func (c *clerk) Do(ctx context.Context, o assess.EditionOrder) (assess.Text, error) {
	c.done = append(c.done, o.No)
	switch o.Deed {
	case assess.EditionPublished:
		return assess.Text{}, errors.New("is published already")
	case assess.EditionRolledBack:
		if c.stop != nil {
			c.stop()
			return assess.Text{}, ctx.Err()
		}
	}
	return assess.Text{ZH: "好", EN: "fine"}, nil
}

// Every order is done once, in the order in which it was asked for; one that fails says why and is not tried again, one that
// was broken off is.
func TestOrdersAreDoneOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	db, err := control.Open(t.Context(), filepath.Join(t.TempDir(), "control.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, deed := range []assess.EditionDeed{assess.EditionFrozen, assess.EditionPublished, assess.EditionRolledBack, assess.EditionVerified} {
		if err := db.OrderDemoEdition(ctx, assess.EditionOrder{Deed: deed, Year: 2021, By: "demo", Reason: "x"}, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	c := &clerk{stop: cancel}
	p := &Planner{Control: db, Editions: c, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	s := &scheduler{ledger: db}
	if waiting, err := s.waiting(t.Context()); err != nil || len(waiting) != 4 {
		t.Fatalf("%d wait for the planner, %v: want 4", len(waiting), err)
	}
	if err := p.pass().orders(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off: %v", err)
	}
	states := func(want ...assess.OrderState) {
		t.Helper()
		orders, err := db.EditionOrders(t.Context(), 10)
		if err != nil || len(orders) != len(want) {
			t.Fatalf("%d orders, %v", len(orders), err)
		}
		for i, o := range orders { // the newest first
			if w := want[len(want)-1-i]; o.State != w {
				t.Errorf("order %d is %s, want %s", o.No, o.State, w)
			}
			if o.State == assess.OrderFailed && o.Note.EN != "is published already" {
				t.Errorf("order %d failed and says %q", o.No, o.Note.EN)
			}
		}
	}
	states(assess.OrderDone, assess.OrderFailed, assess.OrderWaiting, assess.OrderWaiting)
	c.stop = nil
	if err := p.pass().orders(t.Context()); err != nil {
		t.Fatal(err)
	}
	states(assess.OrderDone, assess.OrderFailed, assess.OrderDone, assess.OrderDone)
	if err := p.pass().orders(t.Context()); err != nil || len(c.done) != 5 {
		t.Errorf("%v were done, %v: want the third twice and all others once", c.done, err)
	}
}
