package compute

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"yingshang/sql/catalog"
	"yingshang/sql/store"
)

// sum is 64 bits of the SHA-256 of a text.
func sum(format string, args ...any) uint64 {
	h := sha256.Sum256(fmt.Appendf(nil, format, args...))
	return binary.BigEndian.Uint64(h[:])
}

func clockPart(k *catalog.Clock, month time.Time) store.Part {
	return store.Part{Name: "clock:" + k.Name, Period: month}
}

// plan reads what may be read, and finds the months whose facts, rules or references differ from what is published.
func (c *Computer) plan(ctx context.Context) (*plan, error) {
	p := &plan{parts: map[store.Part]store.Published{}, touched: map[string][]time.Time{}}
	var err error
	if p.asOf, err = c.AsOf(ctx); err != nil {
		return nil, err
	}
	if p.digests, err = c.Store.Expected(ctx); err != nil {
		return nil, err
	}
	p.rev = revOf(p.digests)
	if p.before, err = c.Store.Publications(ctx); err != nil {
		return nil, err
	}
	cat := c.Store.Catalog()
	whole := map[string]uint64{} // a clock's digest over all months, for those that refer to it
	for _, k := range cat.InOrder() {
		feeds := map[time.Time][]string{}
		for _, d := range p.digests {
			if slices.Contains(k.Feeds, d.Dataset) && d.N != 0 {
				feeds[d.Month] = append(feeds[d.Month], fmt.Sprintf("%s/%s:%d:%d", d.Dataset, d.Source, d.N, d.H))
			}
		}
		formula := sum("%x|%s", cat.Hash(k), c.Calendar.Version())
		months := map[time.Time]bool{}
		for m := range feeds {
			months[m] = true
		}
		for part, was := range p.before {
			if part.Name == "clock:"+k.Name && was.Rows > 0 {
				months[part.Period] = true // it may have become empty
			}
		}
		var all []string
		var touched []time.Time
		for _, m := range sortedMonths(months) {
			lines := feeds[m]
			slices.Sort(lines)
			all = append(all, m.Format("2006-01")+strings.Join(lines, ","))
			digest := sum("%s|%s", strings.Join(lines, ","), referred(k, whole))
			part := clockPart(k, m)
			if was, ok := p.before[part]; ok && was.Digest == digest && was.Formula == formula {
				continue
			}
			touched = append(touched, m)
			p.parts[part] = store.Published{Part: part, Digest: digest, Formula: formula, AsOf: p.asOf}
		}
		whole[k.Name] = sum("%s|%x|%s", strings.Join(all, ";"), formula, referred(k, whole))
		if len(touched) > 0 && c.Store.Catalog().IsReference(k) {
			touched = sortedMonths(months)
			for _, m := range touched {
				part := clockPart(k, m)
				if _, ok := p.parts[part]; !ok {
					again := p.before[part]
					p.parts[part] = again
				}
			}
		}
		if len(touched) > 0 {
			p.touched[k.Name] = touched
		}
	}
	return p, nil
}

// derive makes the rows of the touched months. A note says what was read that had not been reconciled.
func (c *Computer) derive(ctx context.Context, p *plan) (note string, err error) {
	index := c.calendarIndex()
	cat := c.Store.Catalog()
	for _, k := range cat.InOrder() {
		months := p.touched[k.Name]
		if len(months) == 0 {
			continue
		}
		if err := c.Store.Derive(ctx, k, p.run, c.referenceRuns(p, k), months, index); err != nil {
			return "", err
		}
		c.at("derive.rows")
		wrong, err := c.Store.Guard(ctx, k, p.run, months)
		if err != nil {
			return "", err
		}
		if len(wrong) > 0 {
			return "facts differ from what was reconciled: " + strings.Join(wrong, ", "), nil
		}
		rows, err := c.Store.DerivedRows(ctx, k, p.run)
		if err != nil {
			return "", err
		}
		for _, m := range months {
			part := p.parts[clockPart(k, m)]
			part.Rev, part.Run, part.Rows, part.AsOf, part.At = p.rev, p.run, rows[m], p.asOf, c.Now()
			p.parts[part.Part] = part
			p.rows += int64(rows[m])
		}
	}
	// The guard has compared the touched months with what is reconciled now; if more of it came since the plan, a month
	// that was not touched then may have lost a case to one that was.
	now, err := c.Store.Expected(ctx)
	if err != nil {
		return "", err
	}
	if revOf(now) != p.rev {
		return "facts moved on while they were read", nil
	}
	return "", nil
}

// revOf orders readings of the reconciled digests: notes are only ever added, so the one that has seen more is greater.
func revOf(digests []store.Digest) uint64 {
	newest, notes := uint64(0), uint64(0)
	for _, d := range digests {
		newest, notes = max(newest, d.Seq), notes+d.Notes
	}
	return newest + notes
}

// referred are the digests of the clocks that k refers to.
func referred(k *catalog.Clock, whole map[string]uint64) string {
	digests := make([]string, len(k.References))
	for i, r := range k.References {
		digests[i] = fmt.Sprintf("%x", whole[r])
	}
	return strings.Join(digests, ",")
}

// referenceRuns are the runs under which the clocks that k refers to stand.
func (c *Computer) referenceRuns(p *plan, k *catalog.Clock) map[string]uint64 {
	newest := map[string]uint64{}
	for _, parts := range []map[store.Part]store.Published{p.before, p.parts} {
		for part, published := range parts {
			if name, ok := strings.CutPrefix(part.Name, "clock:"); ok && slices.Contains(k.References, name) {
				newest[name] = max(newest[name], published.Run)
			}
		}
	}
	return newest
}

func sortedMonths(set map[time.Time]bool) []time.Time {
	months := make([]time.Time, 0, len(set))
	for m := range set {
		months = append(months, m)
	}
	slices.SortFunc(months, time.Time.Compare)
	return months
}
