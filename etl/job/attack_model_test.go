package job_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"yingshang/dashboards/assess"
)

// The model is what must come out, kept in plain maps: nothing of the product's code is used for it.

// record is a release as the model knows it.
type record struct {
	payoff, register time.Time // register is zero while the case is open
	initiator        string
	channel          string
	trips            int
}

func (r record) month() time.Time {
	at := r.register
	if at.IsZero() {
		at = r.payoff
	}
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, assess.Zone)
}

// sign writes a record as the statements of the tests do.
func (r record) sign() string {
	registered := int64(0)
	if !r.register.IsZero() {
		registered = r.register.Unix()
	}
	return fmt.Sprintf("%s|%d|%d|%s|%s|%d", r.month().Format(time.DateOnly), r.payoff.Unix(), registered, r.initiator, r.channel, r.trips)
}

func (r record) line(no string) string {
	registered := ""
	if !r.register.IsZero() {
		registered = r.register.Format(time.DateTime)
	}
	return fmt.Sprintf("%s,330482,平湖工行,%s,%s,%s,%s,%s,%d", no, r.payoff.Format(time.DateTime), r.payoff.Format(time.DateTime), r.initiator, registered, r.channel, r.trips)
}

// fed is what the model holds of one source.
type fed struct {
	live  map[string]record
	known map[string]int64 // newest time that a key was told of, also of its end
}

func (f fed) clone() fed { return fed{maps.Clone(f.live), maps.Clone(f.known)} }

func (f fed) set(no string, at int64, r record) {
	if f.known[no] <= at {
		f.live[no], f.known[no] = r, at
	}
}

func (f fed) drop(no string, at int64) {
	if f.known[no] <= at {
		delete(f.live, no)
		f.known[no] = at
	}
}

// sum is enough to tell one state of a source from another: by count, seconds and trips.
func (f fed) sum() string {
	n, seconds, trips := 0, int64(0), 0
	for _, r := range f.live {
		n, trips = n+1, trips+r.trips
		if !r.register.IsZero() {
			seconds += r.register.Unix() - r.payoff.Unix()
		}
	}
	return fmt.Sprintf("%d %d %d", n, seconds, trips)
}

// handed is one file.
type handed struct {
	source string
	name   string
	text   string
	asOf   time.Time
	month  time.Time // of a month's file
	good   map[string]record
	at     map[string]int64 // of an increment: when each row changed
	bad    map[string]bool  // keys that stand as rejected rows alone
	gone   map[string]int64 // of an increment: keys that are deleted, and when
	wait   int              // rounds that it is still held back
}

// model is the truth about all sources.
type model struct {
	rng     *rand.Rand
	now     time.Time // of the files; rises by a second a file
	next    int       // number of the next new case
	world   map[string]map[string]record
	feeds   map[string]fed
	fence   map[string]time.Time // newest as-of day that was applied, by source and scope
	pending []*handed            // made, and not handed in yet
	size    int
	started bool
}

var fedSources = []string{"s_all", "s_month", "s_inc"}

func newModel(seed uint64, size int) *model {
	m := &model{
		rng: rand.New(rand.NewPCG(seed, 7)), now: time.Date(2022, 9, 1, 0, 0, 0, 0, assess.Zone),
		world: map[string]map[string]record{}, feeds: map[string]fed{}, fence: map[string]time.Time{}, size: size,
	}
	for _, s := range fedSources {
		m.world[s], m.feeds[s] = map[string]record{}, fed{map[string]record{}, map[string]int64{}}
	}
	return m
}

func (m *model) moment() time.Time {
	return time.Date(2022, 1, 1, 8, 0, 0, 0, assess.Zone).Add(time.Duration(m.rng.IntN(240*24*60)) * time.Minute)
}

func (m *model) fresh(at time.Time) record {
	r := record{payoff: at, register: at.Add(time.Duration(1+m.rng.IntN(300*60)) * time.Minute), trips: m.rng.IntN(4)}
	r.initiator = []string{"bank", "fund", "owner"}[m.rng.IntN(3)]
	r.channel = []string{"online", "online", "window"}[m.rng.IntN(3)]
	return r
}

// stir changes the world of a source: corrections, moves to other months, cases that are gone, and values taken back;
// all within the given months, if any. It returns what it changed.
func (m *model) stir(source string, months ...time.Time) []string {
	w := m.world[source]
	moment := func() time.Time {
		if len(months) == 0 {
			return m.moment()
		}
		return months[m.rng.IntN(len(months))].Add(8*time.Hour + time.Duration(m.rng.IntN(15*24*60))*time.Minute) // registered in it as well
	}
	var changed []string
	for _, no := range sortedKeys(w) {
		r := w[no]
		if len(months) > 0 && !slices.Contains(months, r.month()) {
			continue
		}
		switch p := m.rng.Float64(); {
		case p < 0.04:
			r.trips, r.channel = m.rng.IntN(4), "online"
		case p < 0.06: // to another month
			at := moment()
			if !r.register.IsZero() {
				r.register = at.Add(r.register.Sub(r.payoff))
			}
			r.payoff = at
		case p < 0.07 && (len(months) == 0 || r.payoff.Month() == r.register.Month()):
			r.register = time.Time{} // taken back
		case p < 0.09:
			delete(w, no)
			changed = append(changed, no)
			continue
		default:
			continue
		}
		if r.register.IsZero() && m.rng.IntN(3) == 0 {
			r.register = r.payoff.Add(time.Hour)
		}
		w[no] = r
		changed = append(changed, no)
	}
	if keys := sortedKeys(w); len(changed) == 0 && len(keys) > 0 { // nothing happened by chance: a file that changes nothing tries little
		for _, no := range keys {
			if r := w[no]; len(months) == 0 || slices.Contains(months, r.month()) {
				r.trips++
				w[no] = r
				changed = append(changed, no)
				break
			}
		}
	}
	want := m.size
	if source == "s_month" && !m.started {
		want = m.size * int(months[0].Month()) / 8
	}
	for len(w) < want {
		m.next++
		no := fmt.Sprintf("%s%06d", source, m.next)
		w[no] = m.fresh(moment())
		changed = append(changed, no)
	}
	return changed
}

func (m *model) tick() time.Time {
	m.now = m.now.Add(time.Second)
	return m.now
}

func stamp(t time.Time) string { return t.Format("2006-01-02_150405") }

// spoil writes a row so that it is rejected.
func spoil(line string) string { return strings.Replace(line, ",330482,", ",33048X,", 1) }

// settled says that a key is in every pending file as it is live: only then is it clear which row a rejected one keeps.
func (m *model) settled(source, no string) bool {
	live, ok := m.feeds[source].live[no]
	if !ok || m.world[source][no] != live {
		return false
	}
	for _, p := range m.pending {
		if p.source == source && p.good[no] != live {
			return false
		}
	}
	return true
}

// snapshot makes a file of all that a source has, or of a month of it.
func (m *model) snapshot(source string, month time.Time) *handed {
	f := &handed{source: source, asOf: m.tick(), month: month, good: map[string]record{}, bad: map[string]bool{}}
	f.name = source + "_" + stamp(f.asOf) + ".csv"
	if !month.IsZero() {
		f.name = fmt.Sprintf("%s_M%s_%s.csv", source, month.Format("2006-01"), stamp(f.asOf))
	}
	lines := []string{}
	for _, no := range sortedKeys(m.world[source]) {
		r := m.world[source][no]
		if !month.IsZero() && !r.month().Equal(month) {
			continue
		}
		if m.rng.IntN(100) == 0 && m.settled(source, no) {
			f.bad[no] = true
			lines = append(lines, spoil(r.line(no)))
			continue
		}
		f.good[no] = r
		lines = append(lines, r.line(no))
	}
	if len(lines) == 0 { // no file is without a row
		f.bad["none"] = true
		lines = append(lines, spoil(m.fresh(m.moment()).line("none")))
	}
	m.rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	f.text = snapshotHeader + strings.Join(lines, "\n") + "\n"
	return f
}

// increment makes a file of changes; some rows are told of twice, and some are of old times.
func (m *model) increment(source string, changed []string) *handed {
	f := &handed{source: source, good: map[string]record{}, at: map[string]int64{}, bad: map[string]bool{}, gone: map[string]int64{}}
	var lines []string
	say := func(line, operation string, at time.Time) {
		lines = append(lines, line+","+operation+","+at.Format(time.DateTime))
	}
	live := m.feeds[source]
	for _, no := range changed {
		r, there := m.world[source][no]
		at := m.tick()
		switch p := m.rng.IntN(40); {
		case !there:
			if was, ok := live.live[no]; ok && p%2 == 0 {
				say(was.line(no), "删除", at)
			} else {
				lines = append(lines, no+",330482,,,,,,,,删除,"+at.Format(time.DateTime))
			}
			f.gone[no] = at.Unix()
			continue
		case p == 0: // rejected; it stays as it was and comes with a later file
			say(spoil(r.line(no)), "更正", at)
			f.bad[no] = true
			if was, ok := live.live[no]; ok {
				m.world[source][no] = was
			} else {
				delete(m.world[source], no)
			}
			continue
		case p == 1: // two contents of one time: neither is taken
			say(r.line(no), "更正", at)
			other := r
			other.trips += 5
			say(other.line(no), "更正", at)
			f.bad[no] = true
			if was, ok := live.live[no]; ok {
				m.world[source][no] = was
			} else {
				delete(m.world[source], no)
			}
			continue
		case p < 5: // an older state stands in the same file
			old := m.fresh(m.moment())
			say(old.line(no), "新增", at.Add(-24*time.Hour*30))
		case p < 8:
			say(r.line(no), "更正", at)
		}
		say(r.line(no), "更正", at)
		f.good[no], f.at[no] = r, at.Unix()
	}
	for _, no := range sortedKeys(live.live) { // news of long ago, which may not win
		if m.rng.IntN(60) == 0 && live.known[no] > m.now.Add(-20*time.Hour).Unix() && f.at[no] == 0 && f.gone[no] == 0 && !f.bad[no] {
			say(m.fresh(m.moment()).line(no), "更正", time.Unix(live.known[no], 0).In(assess.Zone).Add(-25*time.Hour))
		}
	}
	if len(lines) == 0 {
		at := m.tick()
		say(spoil(m.fresh(m.moment()).line("none")), "新增", at)
	}
	f.asOf = m.tick()
	f.name = source + "_" + stamp(f.asOf) + ".csv"
	f.text = incrementHeader + strings.Join(lines, "\n") + "\n"
	return f
}

// make lets a source's world go on and writes what the source hands in about it. Now and then a snapshot is held back,
// and comes when newer ones are in.
func (m *model) make(source string) []*handed {
	var late, files []*handed
	for _, f := range m.pending {
		if f.source == source && f.wait <= 0 {
			late = append(late, f)
		}
	}
	if source == "s_month" && len(late) > 0 { // alone: what comes first matters between months
		m.pending = slices.DeleteFunc(m.pending, func(f *handed) bool { return f.source == source })
		return late
	}
	switch source {
	case "s_all":
		m.stir(source)
		files = []*handed{m.snapshot(source, time.Time{})}
	case "s_inc":
		files = []*handed{m.increment(source, m.stir(source))}
	default:
		a := time.Date(2022, time.Month(1+m.rng.IntN(8)), 1, 0, 0, 0, 0, assess.Zone)
		b := time.Date(2022, time.Month(1+(int(a.Month())+m.rng.IntN(7))%8), 1, 0, 0, 0, 0, assess.Zone)
		m.stir(source, a, b)
		files = []*handed{m.snapshot(source, a), m.snapshot(source, b)}
	}
	m.pending = slices.DeleteFunc(m.pending, func(f *handed) bool {
		if f.source != source {
			return false
		}
		f.wait--
		return f.wait < 0
	})
	if m.started && m.rng.IntN(4) == 0 && !slices.ContainsFunc(m.pending, func(f *handed) bool { return f.source == source }) {
		files[0].wait = m.rng.IntN(2)
		m.pending = append(m.pending, files[0])
		files = files[1:]
	}
	return append(late, files...)
}

// begin writes the first file of everything.
func (m *model) begin() []*handed {
	files := m.make("s_all")
	files = append(files, m.make("s_inc")...)
	for month := time.January; month <= time.August; month++ {
		at := time.Date(2022, month, 1, 0, 0, 0, 0, assess.Zone)
		m.stir("s_month", at)
		files = append(files, m.snapshot("s_month", at))
	}
	m.started = true
	return files
}

// apply is what a file does to the truth; false says that it is superseded.
func (m *model) apply(f *handed) bool {
	scope := f.source + f.month.Format("2006-01")
	if f.at == nil {
		if m.fence[scope].After(f.asOf) {
			return false
		}
		m.fence[scope] = f.asOf
	}
	f.onto(m.feeds[f.source])
	return true
}

func (f *handed) onto(state fed) {
	if f.at != nil {
		for no, r := range f.good {
			state.set(no, f.at[no], r)
		}
		for no, at := range f.gone {
			state.drop(no, at)
		}
		return
	}
	at := f.asOf.Unix()
	for _, no := range sortedKeys(state.live) {
		_, here := f.good[no]
		if !here && !f.bad[no] && (f.month.IsZero() || state.live[no].month().Equal(f.month)) {
			delete(state.live, no) // which says nothing of other months; when it was last told of stays known
		}
	}
	for no, r := range f.good {
		state.set(no, at, r)
	}
}

// rows writes the truth as the statements of the tests do: by source and key.
func (m *model) rows() [][]string {
	var rows [][]string
	for _, s := range slices.Sorted(slices.Values(fedSources)) {
		for _, no := range sortedKeys(m.feeds[s].live) {
			rows = append(rows, []string{s, no, m.feeds[s].live[no].sign()})
		}
	}
	return rows
}

// values are the numerators and denominators of RP03 and RP04 by month and for the year up to the end of September.
func (m *model) values() map[string][2]float64 {
	found := map[string][2]float64{}
	for _, s := range fedSources {
		for _, r := range m.feeds[s].live {
			for _, period := range []string{r.month().Format("2006-01"), "2022"} {
				hours, closed, online := 0.0, 0.0, 0.0
				if !r.register.IsZero() {
					hours, closed = float64(r.register.Unix()-r.payoff.Unix())/3600, 1
					if r.initiator != "owner" && r.channel == "online" {
						online = 1
					}
				}
				time, rate := found["330482 RP03 "+period], found["330482 RP04 "+period]
				found["330482 RP03 "+period] = [2]float64{time[0] + hours, time[1] + closed}
				found["330482 RP04 "+period] = [2]float64{rate[0] + online, rate[1] + closed}
			}
		}
	}
	return found
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
