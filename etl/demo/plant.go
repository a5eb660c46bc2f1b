package demo

import (
	"math/rand/v2"
	"time"
)

// planter puts changes and faults among the banks' rows.
type planter struct {
	*releases
	rng    *rand.Rand
	truth  *Truth
	source string
	files  []*bankMonth    // by sender, then month
	done   map[string]bool // cases whose first row has been written already
}

func (p *planter) file(bank, month int) *bankMonth {
	return p.files[min(bank, jointFile)*len(months)+month]
}

// choose takes a case of a big bank that nothing else happens to, registered in one of the months from..to.
func (p *planter) choose(rows []*release, from, to int) *release {
	for {
		c := rows[p.rng.IntN(len(rows))]
		if c.bank < ownFile && !c.open && c.month >= from && c.month <= to && !c.late && !p.done[c.no] {
			p.done[c.no] = true
			return c
		}
	}
}

// later is a time of day in a later month, in which somebody corrects a row.
func (p *planter) later(month int) time.Time {
	return at(month, 2+p.rng.IntN(20)).Add(time.Duration(9*60+p.rng.IntN(480)) * time.Minute)
}

// change plants what is accepted and changes something: corrections that arrive with a later month's file, one row taken
// back, older rows that arrive late, and a correction that is rejected itself.
func (p *planter) change(rows []*release) {
	for i := range 7 { // the first row was wrong, a later month's file puts it right
		c := p.choose(rows, 1, 5)
		wrong := *c
		switch i % 3 {
		case 0:
			wrong.trips = 1
		case 1:
			wrong.finished = wrong.finished.Add(35 * time.Minute)
		case 2:
			wrong.payoff = wrong.payoff.Add(-50 * time.Minute)
		}
		p.file(c.bank, c.month).put(entry{release: wrong, operation: "新增", changed: reportedAt(&wrong)})
		p.file(c.bank, c.month+1+i%2).put(entry{release: *c, operation: "更正", changed: p.later(c.month + 1 + i%2)})
		p.truth.plant(p.source, correction)
	}
	for range 2 { // the first row named the last day of the month before: its registration moves to another month
		c := p.choose(rows, 2, 6)
		wrong := *c
		shift := at(c.month, 0).Sub(at(c.month, c.payoff.Day()))
		wrong.payoff, wrong.begun = c.payoff.Add(shift), c.begun.Add(shift)
		wrong.accepted, wrong.finished = c.accepted.Add(shift), c.finished.Add(shift)
		wrong.name = p.banks[c.bank].nameOn(wrong.payoff)
		p.file(c.bank, c.month-1).put(entry{release: wrong, operation: "新增", changed: reportedAt(&wrong)})
		p.file(c.bank, c.month).put(entry{release: *c, operation: "更正", changed: reportedAt(c)})
		p.truth.plant(p.source, correction)
		p.truth.plant(p.source, movedMonth)
	}
	for range 2 { // an older state of a row that arrives a month late, and changes nothing
		c := p.choose(rows, 1, 5)
		older := *c
		older.trips = 2
		p.file(c.bank, c.month).put(entry{release: *c, operation: "新增", changed: reportedAt(c)})
		p.file(c.bank, c.month+1).put(entry{release: older, operation: "新增", changed: c.finished.Add(time.Minute), fault: stale})
		p.truth.plant(p.source, stale)
	}
	gone := p.online(2, 0, false) // begun by mistake, and taken back two months later
	p.file(gone.bank, 2).put(entry{release: *gone, operation: "新增", changed: reportedAt(gone)})
	p.file(gone.bank, 4).put(entry{release: *gone, operation: "删除", changed: p.later(4), fault: deletion})
	p.truth.plant(p.source, deletion)

	kept := p.choose(rows, 4, 6)
	bad := *kept
	bad.finished = bad.payoff.Add(-2 * time.Hour)
	p.file(kept.bank, kept.month).put(entry{release: *kept, operation: "新增", changed: reportedAt(kept)})
	p.file(kept.bank, kept.month+1).put(entry{release: bad, operation: "更正", changed: p.later(kept.month + 1), fault: wrongCorrection})
	p.truth.plant(p.source, wrongCorrection)
}

// rejects says how many rows of each kind are planted that must be rejected.
var rejects = []struct {
	kind string
	n    int
}{
	{unclosedQuote, 1}, {unknownBank, 8}, {beforePayoff, 6}, {impossibleDate, 4}, {missingKey, 5}, {badChannel, 4},
	{negativeTrips, 3}, {twoReasons, 1}, {duplicate, 6}, {raggedLong, 2}, {raggedShort, 2},
}

// spoil plants rows that must be rejected, never more than one in fourteen of a file: no file may be held for them.
func (p *planter) spoil() {
	room := map[*bankMonth]int{}
	for _, f := range p.files {
		room[f] = len(f.entries) * 7 / 100
		for _, e := range f.entries {
			if e.fault == wrongCorrection {
				room[f]--
			}
		}
	}
	for _, r := range rejects {
		for range r.n {
			f := p.files[p.rng.IntN(len(p.files))]
			for room[f] <= 0 || r.kind == unclosedQuote && f.sender != 0 {
				f = p.files[p.rng.IntN(len(p.files))]
			}
			room[f]--
			f.put(p.spoilt(f, r.kind))
			p.truth.plant(p.source, r.kind)
		}
	}
}

// spoilt is a row with a fault; but for a duplicate it is a case that stands nowhere else.
func (p *planter) spoilt(f *bankMonth, kind string) entry {
	if kind == duplicate {
		for {
			if e := f.entries[p.rng.IntN(len(f.entries))]; e.fault == "" {
				e.fault = duplicate
				return e
			}
		}
	}
	who := f.sender
	if who == jointFile {
		who = ownFile + p.rng.IntN(4)
	}
	c := p.online(f.month, who, false)
	if kind == beforePayoff {
		c.finished = c.payoff.Add(-90 * time.Minute)
	}
	return entry{release: *c, operation: "新增", changed: c.accepted.Add(40 * time.Minute), fault: kind}
}
