package job_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/compute"
	"yingshang/etl/load"
)

// A client is killed at every named step of a load and of a computation, a few deaths in a row, and then the work goes on:
// the figures are those of the model, and at the end those of a place where nothing died.
func TestADeathAtAnyStepChangesNoFigure(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	const seed, size = 3, 60
	a := newAttack(t, seed, size)
	var batches [][]*handed
	for i, steps := range deaths(slices.Concat(load.Steps, compute.Steps)) {
		files := a.truth.make(fedSources[i%len(fedSources)]) // the kinds of source take turns
		if len(files) == 0 {                                 // it is held back
			files = a.truth.make("s_inc")
		}
		batches = append(batches, files)
		a.hand(files)
		for _, step := range steps {
			if !a.dieAt(step, 1) {
				t.Errorf("no client died at %s: it is never told of", step)
			}
		}
		a.finish(fmt.Sprint("deaths at ", steps))
	}
	calm := newAttack(t, seed, size)
	for _, files := range batches {
		calm.hand(files)
		calm.pass()
	}
	for what, statement := range map[string]string{"facts": liveRows, "published": publishedRows} {
		if diff := cmp.Diff(calm.ask(statement), a.ask(statement)); diff != "" {
			t.Errorf("%s of a place with deaths, - without + with:\n%.2000s", what, diff)
		}
	}
	if diff := cmp.Diff(calm.values(), a.values()); diff != "" {
		t.Errorf("values of a place with deaths, - without + with:\n%.2000s", diff)
	}
}

// deaths cuts the steps into deaths that one file can suffer one after the other: after a load has closed, and after a run
// was published, there is nothing more to die of.
func deaths(steps []string) [][]string {
	var cut [][]string
	var now []string
	for _, s := range steps {
		now = append(now, s)
		if len(now) == 3 || s == "load.closed" || s == "publish.done" || s == "run.closed" {
			cut, now = append(cut, now), nil
		}
	}
	return cut
}

// Loader and Computer name every step that they list, and no other.
func TestEveryStepIsNamed(t *testing.T) {
	t.Parallel()
	d := settle(t)
	told := map[string]bool{}
	d.planner.Loader.Step = func(name string) { told["load "+name] = true }
	d.planner.Computer.Step = func(name string) { told["compute "+name] = true }
	d.take("s_all_2022-09-01_080000.csv", snapshot(row("K1", "2022-03-01 12:00:00", 1)))
	want := map[string]bool{}
	for _, s := range load.Steps {
		want["load "+s] = true
	}
	for _, s := range compute.Steps {
		want["compute "+s] = true
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("steps, -listed +told:\n%s", diff)
	}
}

// The engine is killed under a load and under a computation: the pass fails or not, the next one is right.
func TestADeathOfTheEngineChangesNoFigure(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	a := newAttack(t, 4, 60)
	steps := []string{"stage.made", "apply.gone", "apply.rows", "reconcile.noted", "derive.rows", "publish.before"}
	rng := rand.New(rand.NewPCG(4, 4))
	for _, step := range steps {
		source := fedSources[rng.IntN(len(fedSources))]
		files := a.truth.make(source)
		if len(files) == 0 { // it is held back
			files = a.truth.make("s_inc")
		}
		a.hand(files)
		killed := a.tally.engineKills
		kill := at(step, a.killEngine)
		a.planner.Loader.Step, a.planner.Computer.Step = kill, kill
		_, err := a.planner.Pass(context.Background())
		a.planner.Loader.Step, a.planner.Computer.Step = nil, nil
		if a.tally.engineKills == killed {
			t.Errorf("the engine was not killed at %s: %v", step, err)
		}
		a.finish("a death of the engine at " + step)
	}
}
