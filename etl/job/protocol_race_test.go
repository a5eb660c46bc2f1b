package job_test

import (
	"context"
	"testing"
	"time"

	"yingshang/dashboards/assess"
	"yingshang/etl/compute"
)

// Two processes without the lease, one of them stopped at a named step while the other works: each scenario is one that
// gave wrong figures, or would.

const (
	march = "2022-03-01 12:00:00"
	april = "2022-04-01 12:00:00"
)

func TestAnOlderLoadInFlightIsFenced(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"stage.made", "apply.marked", "apply.rows", "reconcile.compared"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			d := settle(t)
			other := d.second()
			// K1 is the same in the first and the newest, so its row keeps the first's version.
			d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
			older := d.land("s_all_2022-09-03_080000.csv", snapshot(row("K1", april, 9), row("K3", march, 9)))
			newest := d.land("s_all_2022-09-04_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 2)))
			d.planner.Loader.Step = at(step, func() {
				d.wantState(d.process(other, newest), assess.LoadApplied)
				d.compute(other)
			})
			_, err := d.planner.Loader.Process(context.Background(), older)
			d.planner.Loader.Step = nil
			t.Logf("the older one ended as %s, %v", d.loadByID(older).State, err)
			d.pass()
			d.wantSeen("s_all K1 2022-03 1", "s_all K2 2022-03 2")
			if s := d.loadByID(older).State; s != assess.LoadSuperseded && s != assess.LoadApplied {
				t.Errorf("the older load ended as %s", s)
			}
		})
	}
}

func TestTwoIncrementsAtOnceLeaveEveryKeyOnce(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"effect.noted", "apply.moved", "reconcile.compared"} {
		for _, first := range []string{"older", "newer"} {
			t.Run(step+", the "+first+" one is stopped", func(t *testing.T) {
				t.Parallel()
				d := settle(t)
				other := d.second()
				d.take("s_inc_2022-09-01_080000.csv", increment(change("K0", march, 1, "新增", "2022-03-02 08:00:00")))
				a := d.land("s_inc_2022-09-02_080000.csv", increment(change("K1", march, 1, "新增", "2022-04-02 08:00:00"), change("K2", march, 1, "新增", "2022-04-02 08:00:00")))
				b := d.land("s_inc_2022-09-03_080000.csv", increment(change("K1", april, 2, "更正", "2022-04-03 08:00:00"), change("K3", march, 1, "新增", "2022-04-03 08:00:00")))
				if first == "newer" {
					a, b = b, a
				}
				d.planner.Loader.Step = at(step, func() {
					_, _ = other.planner.Loader.Process(context.Background(), b)
					_, _ = other.planner.Computer.Run(context.Background())
				})
				if _, err := d.planner.Loader.Process(context.Background(), a); err != nil {
					t.Log(err)
				}
				d.planner.Loader.Step = nil
				d.pass()
				d.wantSeen("s_inc K0 2022-03 1", "s_inc K1 2022-04 2", "s_inc K2 2022-03 1", "s_inc K3 2022-03 1")
			})
		}
	}
}

// A repair that does not know of a load in flight takes its rows away; the load puts them back, or is taken up again.
func TestARepairBesideALoadLosesNothing(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"apply.marked", "apply.rows", "reconcile.compared", "reconcile.noted"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			d := settle(t)
			other := d.second()
			d.take("s_inc_2022-09-01_080000.csv", increment(change("K0", march, 1, "新增", "2022-03-02 08:00:00")))
			// its rows are older than the day of the file that stands
			id := d.land("s_inc_2022-09-02_080000.csv", increment(change("K1", march, 1, "新增", "2022-03-05 08:00:00"), change("K0", april, 2, "更正", "2022-03-05 08:00:00")))
			d.planner.Loader.Step = at(step, func() {
				d.ask("INSERT INTO mortgage_release (source, month, release_no, version) VALUES ('s_inc', '2022-05-01', 'K9', 1)")
				if err := other.planner.Loader.Repair(context.Background(), "mortgage_release"); err != nil {
					t.Log(err)
				}
			})
			if _, err := d.planner.Loader.Process(context.Background(), id); err != nil {
				t.Log(err)
			}
			d.planner.Loader.Step = nil
			d.pass()
			d.wantState(d.loadByID(id), assess.LoadApplied)
			if err := d.planner.Loader.Repair(context.Background(), "mortgage_release"); err != nil { // of what the test itself has spoilt
				t.Error(err)
			}
			d.wantSeen("s_inc K0 2022-04 2", "s_inc K1 2022-03 1")
		})
	}
}

// While a load stands half applied, another process publishes what a third source has brought to the same month.
func TestAHalfAppliedLoadIsNotPublished(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"apply.gone", "apply.rows"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			d := settle(t)
			other := d.second()
			d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
			id := d.land("s_all_2022-09-02_080000.csv", snapshot(row("K1", april, 1), row("K2", march, 7)))
			beside := d.land("s_inc_2022-09-02_080000.csv", increment(change("K3", march, 1, "新增", "2022-03-05 08:00:00")))
			d.planner.Loader.Step = at(step, func() {
				d.process(other, beside)
				if got := d.compute(other); got != compute.Guarded {
					t.Errorf("Run() beside a half applied load = %s, want guarded", got)
				}
				rows := short(d.ask(publishedRows))
				if len(rows) != 2 || rows[0] != "s_all K1 2022-03 1" || rows[1] != "s_all K2 2022-03 1" {
					t.Errorf("published meanwhile: %q", rows)
				}
			})
			d.process(d.house, id)
			d.planner.Loader.Step = nil
			d.pass()
			d.wantSeen("s_all K1 2022-04 1", "s_all K2 2022-03 7", "s_inc K3 2022-03 1")
		})
	}
}

// A load closes between a computation's plan and its reading: months that were not planned must not be left behind.
func TestFactsThatMoveOnAreNotPublishedInPart(t *testing.T) {
	t.Parallel()
	d := settle(t)
	other := d.second()
	d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", april, 1)))
	beside := d.land("s_inc_2022-09-02_080000.csv", increment(change("K3", april, 1, "新增", "2022-04-05 08:00:00")))
	d.process(d.house, beside) // April is touched
	id := d.land("s_all_2022-09-02_080000.csv", snapshot(row("K1", april, 1), row("K2", april, 1)))
	d.planner.Computer.Step = at("derive.begun", func() { d.process(other, id) }) // K1 moves to April, and March is not planned
	got := d.compute(d.house)
	d.planner.Computer.Step = nil
	rows := short(d.ask(publishedRows))
	if got != compute.Guarded || len(rows) != 2 {
		t.Errorf("Run() = %s and published %q, want it guarded and the first state", got, rows)
	}
	d.pass()
	d.wantSeen("s_all K1 2022-04 1", "s_all K2 2022-04 1", "s_inc K3 2022-04 1")
}

// A computation that was overtaken publishes last: what the later one has read stays.
func TestAnOvertakenPublicationDoesNotShow(t *testing.T) {
	t.Parallel()
	steps := map[string]func(d *desk, do func()){
		"before it publishes": func(d *desk, do func()) { d.planner.Computer.Step = at("publish.before", do) },
		"before it looks": func(d *desk, do func()) {
			asOf := d.planner.Computer.AsOf
			hook := at("", do)
			d.planner.Computer.AsOf = func(ctx context.Context) (time.Time, error) { hook(""); return asOf(ctx) }
		},
	}
	for name, stop := range steps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := settle(t)
			other := d.second()
			first := snapshot(row("K1", march, 1), row("K2", april, 1))
			d.take("s_all_2022-09-01_080000.csv", first)
			d.process(d.house, d.land("s_all_2022-09-02_080000.csv", snapshot(row("K1", march, 2), row("K2", april, 2))))
			stop(d, func() { // March is as it was before, so the later one has nothing to do there
				d.process(other, d.land("s_all_2022-09-03_080000.csv", snapshot(row("K1", march, 1), row("K2", april, 3))))
				d.compute(other)
			})
			d.compute(d.house)
			d.planner.Computer.Step = nil
			if rows := short(d.ask(publishedRows)); len(rows) != 2 || rows[0] != "s_all K1 2022-03 1" || rows[1] != "s_all K2 2022-04 3" {
				t.Errorf("published %q, want the third state", rows)
			}
			d.pass()
			d.wantSeen("s_all K1 2022-03 1", "s_all K2 2022-04 3")
		})
	}
}

// An attempt that has compared notes what it saw late, when another load has changed the month and is in: the facts must
// not be taken for what they were then. What is published stands at that older state, so nothing else would look again.
func TestALateNoteHidesNothing(t *testing.T) {
	t.Parallel()
	d := settle(t)
	other := d.second()
	d.take("s_month_M2022-03_2022-09-01_080000.csv", snapshot(row("K1", march, 1), row("K2", march, 1)))
	a := d.land("s_month_M2022-04_2022-09-02_080000.csv", snapshot(row("K1", april, 1))) // K1 leaves March
	b := d.land("s_month_M2022-03_2022-09-03_080000.csv", snapshot(row("K2", march, 7)))
	d.planner.Loader.Step = at("reconcile.compared", func() { // the same load is also with another process
		d.process(other, a)
		d.compute(other)
		d.process(other, b)
	})
	if _, err := d.planner.Loader.Process(context.Background(), a); err != nil {
		t.Log(err)
	}
	d.planner.Loader.Step = nil
	d.pass()
	d.wantSeen("s_month K1 2022-04 1", "s_month K2 2022-03 7")
}
