package edition

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/sql/store"
)

// Publish lets readers see an edition instead of what is computed day by day. Its files must be as they were frozen.
func (a *Archive) Publish(ctx context.Context, id assess.EditionID, o Order) error {
	if err := o.check(); err != nil {
		return err
	}
	e, err := a.Store.Edition(ctx, id)
	if err != nil {
		return err
	}
	if e.Shown {
		return fmt.Errorf("edition %s is published already: %w", id, assess.ErrConflict)
	}
	m, err := ReadManifest(a.Folder(id))
	if errors.Is(err, assess.ErrNotFound) {
		return fmt.Errorf("edition %s has lost its folder %s or the manifest in it: bring them back from a copy; without them nothing proves it, and it is not published: %w", id, a.Folder(id), assess.ErrConflict)
	}
	if err != nil {
		return err
	}
	sum, _, err := sumOf(filepath.Join(a.Folder(id), manifestFile))
	if err != nil {
		return err
	}
	faults, err := m.check(a.Folder(id))
	if err != nil {
		return err
	}
	if sum != e.Manifest {
		faults = append(faults, manifestFile+": is not the one that was frozen")
	}
	if len(faults) > 0 {
		return fmt.Errorf("edition %s is not as it was frozen, and is not published: bring its folder back from a copy, or freeze the year anew (%s): %w", id, strings.Join(faults, "; "), assess.ErrConflict)
	}
	return a.deed(ctx, assess.EditionEvent{Year: e.Year, Deed: assess.EditionPublished, ID: id, Shown: id, By: o.By, Reason: o.Reason})
}

// Rollback takes back the newest publication of a year: what was shown before is shown again, be it an older edition or what
// is computed day by day.
func (a *Archive) Rollback(ctx context.Context, year int, o Order) (shown assess.EditionID, err error) {
	if err := o.check(); err != nil {
		return "", err
	}
	events, err := a.Store.EditionEvents(ctx)
	if err != nil {
		return "", err
	}
	stack := published(events, year)
	if len(stack) == 0 {
		shown := "nor is one of another year"
		if others := store.ShownEditions(events); len(others) > 0 {
			var ids []string
			for _, id := range others {
				ids = append(ids, string(id))
			}
			slices.Sort(ids)
			shown = "published are " + strings.Join(ids, ", ")
		}
		return "", fmt.Errorf("no edition of %d is published, %s: there is nothing to take back: %w", year, shown, assess.ErrConflict)
	}
	last := len(stack) - 1
	if last > 0 {
		shown = stack[last-1]
	}
	return shown, a.deed(ctx, assess.EditionEvent{Year: year, Deed: assess.EditionRolledBack, ID: stack[last], Shown: shown, By: o.By, Reason: o.Reason})
}

// published are the editions of a year whose publication stands, the one that is shown last.
func published(events []assess.EditionEvent, year int) (stack []assess.EditionID) {
	for _, e := range events {
		switch {
		case e.Year != year:
		case e.Deed == assess.EditionPublished:
			stack = append(stack, e.ID)
		case len(stack) > 0:
			stack = stack[:len(stack)-1]
		}
	}
	return stack
}

// deed writes an event down and the locks anew.
func (a *Archive) deed(ctx context.Context, e assess.EditionEvent) error {
	newest, err := a.Store.NewestEditionEvent(ctx)
	if err != nil {
		return err
	}
	n, err := a.Control.Next(ctx, "edition_event")
	if err != nil {
		return err
	}
	e.Seq, e.At = max(n, newest+1), a.Now() // the control store may be younger than ClickHouse
	if err := a.Store.AddEditionEvent(ctx, e); err != nil {
		return err
	}
	if err := a.Control.Note(ctx, e.By, "edition "+string(e.Deed), string(e.ID), e.Reason, a.Now()); err != nil {
		return err
	}
	return a.Lock(ctx)
}

// Lock writes the list of locked files as the published editions want it.
func (a *Archive) Lock(ctx context.Context) error {
	events, err := a.Store.EditionEvents(ctx)
	if err != nil {
		return err
	}
	var locks Locks
	for year, id := range store.ShownEditions(events) {
		text, err := a.Store.EditionText(ctx, id, manifestFile)
		if err != nil {
			return err
		}
		m, err := parseManifest(string(id)+"/"+manifestFile, []byte(text))
		if err != nil {
			return err
		}
		sums := map[string]string{}
		for _, f := range m.Files {
			sums[f.Path] = f.SHA256
		}
		for _, name := range m.Locked {
			locks = append(locks, Lock{Year: year, Edition: id, SHA256: sums[name], Path: name})
		}
	}
	return locks.write(a.Dir)
}
