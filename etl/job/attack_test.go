package job_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yingshang/etl/compute"
	"yingshang/etl/job"
	"yingshang/etl/load"
	"yingshang/sql/engine"
	"yingshang/sql/engine/enginetest"
)

// attack is one run: a place on an engine of its own, the truth about it, and what was done to it.
type attack struct {
	*desk
	engine *engine.Engine
	truth  *model
	rng    *rand.Rand
	reader *reader
	hits   map[string]int // deaths by step
	tally  struct {
		rounds, files, superseded, atSteps, atRandom, engineKills, doubled, spoilt, healedLater, wrong int
	}
}

func ownEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Start(context.Background(), engine.Config{Dir: t.TempDir(), Memory: 2 << 30})
	enginetest.Need(t, err)
	t.Cleanup(func() {
		if err := e.Stop(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func newAttack(t testing.TB, seed uint64, size int, change ...func(*place)) *attack {
	t.Helper()
	e := ownEngine(t)
	a := &attack{desk: settleOn(t, e.Address(), change...), engine: e, truth: newModel(seed, size), rng: rand.New(rand.NewPCG(seed, 11)), hits: map[string]int{}}
	a.reader = newReader(a.place)
	a.hand(a.truth.begin())
	a.finish("the first files")
	return a
}

// hand lays files down and applies them to the truth, oldest first.
func (a *attack) hand(files []*handed) []string {
	a.reader.allow(a.truth, files)
	slices.SortStableFunc(files, func(x, y *handed) int { return x.asOf.Compare(y.asOf) })
	var names []string
	for _, f := range files {
		a.put(f.name, f.text)
		a.tally.files++
		if !a.truth.apply(f) {
			a.tally.superseded++
		}
		names = append(names, f.name)
	}
	return names
}

// finish lets the planner work undisturbed and compares all with the truth.
func (a *attack) finish(after string) {
	a.Helper()
	ctx := context.Background()
	a.awaitEngine()
	var err error
	for try := range 3 {
		var sum job.Summary
		if sum, err = a.planner.Pass(ctx); err == nil && sum.Outcome != compute.Guarded {
			break
		}
		if try == 0 {
			a.tally.healedLater++
			a.Logf("round %d, after %s: %+v, %v", a.tally.rounds, after, sum, err)
		}
	}
	if err != nil {
		a.tally.wrong++
		a.Errorf("round %d, after %s: three passes do not heal it: %v", a.tally.rounds, after, err)
		return
	}
	if open, err := a.control.Unfinished(ctx); err != nil || len(open) > 0 {
		a.tally.wrong++
		a.Errorf("round %d, after %s: %d loads are not finished, %v", a.tally.rounds, after, len(open), err)
	}
	want := a.truth.rows()
	for what, statement := range map[string]string{"facts": liveRows, "published": publishedRows} {
		if diff := cmp.Diff(want, a.ask(statement)); diff != "" {
			a.tally.wrong++
			a.Errorf("round %d, after %s: %s, -want +got:\n%.3000s", a.tally.rounds, after, what, diff)
		}
	}
	got := a.values()
	for period, want := range a.truth.values() {
		if v := got[period]; math.Abs(v[0]-want[0]) > 1e-6 || v[1] != want[1] {
			a.tally.wrong++
			a.Errorf("round %d, after %s: %s = %v, want %v", a.tally.rounds, after, period, v, want)
		}
	}
}

func (a *attack) awaitEngine() {
	a.Helper()
	deadline := time.Now().Add(time.Minute)
	for a.store.Ping(context.Background()) != nil {
		if time.Now().After(deadline) {
			a.Fatal("the engine did not come back")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// client starts a child process at the place.
func (a *attack) client(o order) (kill func(), wait func() ended) {
	a.Helper()
	o.Place = a.place
	if o.Do == "" {
		o.Do = "pass"
	}
	cmd, wait, err := o.send()
	if err != nil {
		a.Fatal(err)
	}
	return func() { _ = cmd.Process.Kill() }, wait
}

// dieAt lets a client die at a step; false says that it never came there.
func (a *attack) dieAt(step string, hit int) bool {
	a.Helper()
	_, wait := a.client(order{Step: step, Hit: hit})
	if end := wait(); !end.killed {
		a.Logf("a client that was to die at %s ended: %v", step, end.err)
		return false
	}
	a.hits[step]++
	a.tally.atSteps++
	return true
}

// round hands in a change of every source and disturbs the work on it.
func (a *attack) round() {
	a.Helper()
	a.tally.rounds++
	var files []*handed
	for _, s := range fedSources {
		files = append(files, a.truth.make(s)...)
	}
	names := a.hand(files)
	steps := slices.Concat(load.Steps, compute.Steps)
	step := steps[a.tally.rounds%len(steps)]
	hit := 1 + a.rng.IntN(3)
	if slices.Contains(compute.Steps, step) {
		hit = 1
	}
	after := "nothing"
	switch p := a.rng.IntN(21); {
	case p < 7:
		after = fmt.Sprintf("a death at %s, %d", step, hit)
		a.dieAt(step, hit)
		if a.rng.IntN(3) == 0 {
			other := steps[a.rng.IntN(len(steps))]
			after += " and another at " + other
			a.dieAt(other, 1)
		}
	case p < 9:
		after = "a SIGKILL"
		kill, wait := a.client(order{})
		a.pause(1500)
		kill()
		if wait().killed {
			a.tally.atRandom++
		}
	case p < 13:
		after = "a kill of the engine"
		_, wait := a.client(order{Step: step, Hit: a.rng.IntN(2) * hit}) // half of them die as well
		a.pause(1200)
		a.killEngine()
		if wait().killed {
			after += " and a death at " + step
			a.hits[step]++
			a.tally.atSteps++
		}
		a.awaitEngine()
	case p < 19:
		after = "two at once"
		for _, n := range names {
			if _, err := a.landFile(n); err != nil {
				a.Error(err)
			}
		}
		_, one := a.client(order{Do: "work", First: "oldest"})
		_, two := a.client(order{Do: "work", First: "newest", Step: step, Hit: a.rng.IntN(2) * hit})
		if a.rng.IntN(3) == 0 {
			a.pause(1000)
			a.killEngine()
			after += " and a kill of the engine"
		}
		one()
		if two().killed {
			after += " and a death at " + step
			a.hits[step]++
			a.tally.atSteps++
		}
		a.tally.doubled++
	default:
		after = "facts spoilt while nothing ran"
		a.pass()
		a.spoil()
		if _, err := a.second().planner.Pass(context.Background()); err != nil { // a process that has just begun
			a.Error(err)
		}
		a.tally.spoilt++
	}
	a.finish(after)
}

// spoil loses some facts of every source, and puts some into another month.
func (a *attack) spoil() {
	a.Helper()
	salt := a.rng.IntN(1000)
	a.ask(fmt.Sprintf("INSERT INTO mortgage_release (source, month, release_no, actual_trips, version) SELECT source, toDate('2022-06-01'), release_no, 9, version + %d FROM mortgage_release FINAL WHERE is_deleted = 0 AND cityHash64(release_no, %d) %% 20 = 1", a.rng.IntN(2), salt))
	a.ask(fmt.Sprintf("ALTER TABLE mortgage_release DELETE WHERE cityHash64(release_no, %d) %% 20 = 0 SETTINGS mutations_sync = 2", salt))
}

// pause waits for up to so many milliseconds: the one place where chance, not a condition, says for how long.
func (a *attack) pause(most int) { time.Sleep(time.Duration(50+a.rng.IntN(most)) * time.Millisecond) }

func (a *attack) killEngine() {
	a.Helper()
	if pid := a.engine.PID(); pid != 0 {
		if p, err := os.FindProcess(pid); err == nil && p.Kill() == nil {
			a.tally.engineKills++
		}
	}
}

func TestAttack(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	until := time.Now().Add(75 * time.Second)
	rounds := number("YINGSHANG_ATTACK_ROUNDS", 0)
	a := newAttack(t, uint64(number("YINGSHANG_ATTACK_SEED", 1)), number("YINGSHANG_ATTACK_SIZE", 400),
		func(p *place) { p.Mutation = os.Getenv("YINGSHANG_ATTACK_WITHOUT") }) // a name of mutations: to see that the attack sees it
	stop := a.reader.start()
	for a.tally.rounds < rounds || rounds == 0 && a.tally.rounds < 40 && time.Now().Before(until) {
		a.round()
	}
	stop()
	wrong := a.reader.wrong(a.desk)
	for _, w := range wrong[:min(5, len(wrong))] {
		t.Error(w)
	}
	y := a.tally
	loads, err := a.control.Loads(context.Background(), "", math.MaxInt32)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rounds, %d loads, %d deaths at %d steps, %d SIGKILLs, %d kills of the engine, %d doubled, %d times spoilt at rest, %d late older files superseded, %d passes that needed another: %d wrong figures, %d of %d reads inconsistent",
		y.rounds, len(loads), y.atSteps, len(a.hits), y.atRandom, y.engineKills, y.doubled, y.spoilt, y.superseded, y.healedLater, y.wrong, len(wrong), len(a.reader.seen))
	if y.wrong+len(wrong) > 0 || len(a.reader.seen) == 0 {
		t.Errorf("%d wrong figures, %d inconsistent reads of %d, want none", y.wrong, len(wrong), len(a.reader.seen))
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// reader looks at what is published all the while, as a page does: first which run holds each month, then the rows.
type reader struct {
	place   place
	mu      sync.Mutex
	seen    []sighting
	allowed map[string]map[string]int // by source, the sum of a whole state → the round in which it came to be, newest
	last    map[string]int
	round   int
}

// sighting is one read: by source and month the count and the hash, by source the sum, and what was announced.
type sighting struct {
	months map[string]map[string]string
	sums   map[string]string
	fault  string
}

func newReader(p place) *reader {
	return &reader{place: p, allowed: map[string]map[string]int{}}
}

// allow notes the whole states that files may lead to, in whatever order they are taken.
func (r *reader) allow(m *model, files []*handed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.round++
	for _, source := range []string{"s_all", "s_inc"} { // between months the order matters; the digests tell of s_month
		if r.allowed[source] == nil {
			r.allowed[source] = map[string]int{fed{}.sum(): 0}
		}
		r.allowed[source][m.feeds[source].sum()] = r.round
		var mine []*handed
		for _, f := range files {
			if f.source == source {
				mine = append(mine, f)
			}
		}
		for _, order := range orders(mine) {
			state, fence := m.feeds[source].clone(), maps.Clone(m.fence)
			for _, f := range order {
				if f.at == nil && fence[source+f.month.Format("2006-01")].After(f.asOf) {
					continue
				}
				fence[source+f.month.Format("2006-01")] = f.asOf
				f.onto(state)
				r.allowed[source][state.sum()] = r.round
			}
		}
	}
}

func orders(files []*handed) [][]*handed {
	if len(files) == 0 {
		return [][]*handed{nil}
	}
	var all [][]*handed
	for i, f := range files {
		rest := slices.Delete(slices.Clone(files), i, i+1)
		for _, o := range orders(rest) {
			all = append(all, append([]*handed{f}, o...))
		}
	}
	return all
}

// start reads until stop is called, which waits for the last read.
func (r *reader) start() (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() { // ends by stop
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				r.mu.Lock()
				round := r.round
				r.mu.Unlock()
				if s, ok := r.look(); ok {
					r.mu.Lock()
					r.judge(&s, round)
					r.seen = append(r.seen, s)
					r.mu.Unlock()
				}
			}
		}
	}()
	return func() { close(done); <-ended }
}

// look reads once; an engine that is down shows nothing.
func (r *reader) look() (sighting, bool) {
	s := sighting{months: map[string]map[string]string{}, sums: map[string]string{}}
	parts, err := r.place.ask("SELECT p.period, argMax(p.run, (p.rev, p.run)), argMax(p.rows, (p.rev, p.run)) FROM publication AS p WHERE p.part = 'clock:mortgage_release' GROUP BY p.period")
	if err != nil || len(parts) == 0 {
		return s, false
	}
	var pairs []string
	announced := map[string]string{}
	for _, p := range parts {
		pairs = append(pairs, fmt.Sprintf("(toDate('%s'), %s)", p[0], p[1]))
		announced[p[0]] = p[2]
	}
	rows, err := r.place.ask("SELECT source, month, count(), sum(toInt64(reads[1].h)), sum(ifNull(calendar_seconds, 0)), sum(actual_trips) FROM clock_mortgage_release WHERE (month, run) IN (" +
		strings.Join(pairs, ", ") + ") GROUP BY source, month ORDER BY source, month")
	if err != nil {
		return s, false
	}
	counts := map[string]int{}
	sums := map[string][3]int{}
	for _, row := range rows {
		if s.months[row[0]] == nil {
			s.months[row[0]] = map[string]string{}
		}
		s.months[row[0]][row[1]] = row[2] + " " + row[3]
		n, _ := strconv.Atoi(row[2])
		seconds, _ := strconv.Atoi(row[4])
		trips, _ := strconv.Atoi(row[5])
		counts[row[1]] += n
		was := sums[row[0]]
		sums[row[0]] = [3]int{was[0] + n, was[1] + seconds, was[2] + trips}
	}
	for month, n := range announced {
		if n != strconv.Itoa(counts[month]) {
			s.fault = fmt.Sprintf("%s: %d rows, %s announced", month, counts[month], n)
		}
	}
	for _, source := range fedSources {
		s.sums[source] = fmt.Sprintf("%d %d %d", sums[source][0], sums[source][1], sums[source][2])
	}
	return s, true
}

// judge compares a read with the whole states of the model, which may never go back.
func (r *reader) judge(s *sighting, round int) {
	if r.last == nil {
		r.last = map[string]int{}
	}
	for source, allowed := range r.allowed {
		at, ok := allowed[s.sums[source]]
		switch {
		case s.fault != "":
		case !ok:
			s.fault = fmt.Sprintf("%s: %s is no whole state of the source", source, s.sums[source])
		case at < r.last[source]:
			s.fault = fmt.Sprintf("%s: went back from round %d to %d", source, r.last[source], at)
		}
		if ok {
			r.last[source] = max(r.last[source], min(at, round))
		}
	}
}

// wrong lists the reads that were not one whole reconciled state of every source, or that went back.
func (r *reader) wrong(d *desk) []string {
	d.Helper()
	// states of a source by the number of its reconciliation
	history := map[string][]map[string]string{}
	for _, row := range d.ask("SELECT source, seq, month, n, h FROM reconciled WHERE dataset = 'mortgage_release' ORDER BY source, seq") {
		states := history[row[0]]
		next := map[string]string{}
		if len(states) > 0 {
			next = maps.Clone(states[len(states)-1])
		}
		if row[3] == "0" {
			delete(next, row[2])
		} else {
			next[row[2]] = row[3] + " " + row[4]
		}
		if len(states) > 0 && states[len(states)-1]["seq"] == row[1] {
			states = states[:len(states)-1]
		}
		next["seq"] = row[1]
		history[row[0]] = append(states, next)
	}
	var faults []string
	last := map[string]int{}
	for i, s := range r.seen {
		fault := s.fault
		for _, source := range fedSources {
			found := -1
			for n := last[source]; n < len(history[source]) && found < 0; n++ {
				state := maps.Clone(history[source][n])
				delete(state, "seq")
				if maps.Equal(state, s.months[source]) {
					found = n
				}
			}
			if found < 0 {
				fault += fmt.Sprintf(" %s is no reconciled state, or an earlier one", source)
				continue
			}
			last[source] = found
		}
		if fault != "" {
			faults = append(faults, fmt.Sprintf("read %d of %d: %s", i, len(r.seen), fault))
		}
	}
	return faults
}
