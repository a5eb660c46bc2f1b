package main

import (
	"fmt"
	"path/filepath"

	"yingshang/dashboards/assess"
	"yingshang/etl/edition"
)

// locked tells of every file that a published edition rests on and that is not as it was when it was frozen, and what to do
// instead. dir is the folder of the editions.
func (d definitions) locked(dir string) error {
	var faults assess.Faults
	locks, err := edition.ReadLocks(dir)
	faults.Join(err)
	lost := map[assess.EditionID]bool{}
	for _, l := range locks {
		was := filepath.ToSlash(filepath.Join(dir, string(l.Edition), l.Path))
		back := fmt.Sprintf("put it back (%s has the text)", was)
		undo := fmt.Sprintf("take the publication back first (yingshang edition rollback %d --reason …)", l.Year)
		table := l.Path == assess.EditionCalendar || l.Path == assess.EditionRegions
		switch name := l.SQL(); {
		case l.Scheme():
			s := d.schemes[l.Year]
			if s == nil {
				faults.Add(fmt.Sprintf("conf/schemes/%d.yaml", l.Year), 0, "the scheme of %d is gone, but edition %s, which is published, was scored by it: %s, or %s", l.Year, l.Edition, back, undo)
			} else if !l.Holds(s.Text()) {
				faults.Add(s.File, 0, "is locked: edition %s, which is published, was scored by another text of it. To change how %d is scored, %s, freeze it anew and publish that; else %s", l.Edition, l.Year, undo, back)
			}
		case table && lost[l.Edition]:
		case table && !exists(filepath.Join(dir, string(l.Edition))):
			lost[l.Edition] = true
			faults.Add(filepath.ToSlash(filepath.Join(dir, string(l.Edition))), 0, "is missing, but edition %s is published: bring the folder back from a copy, or %s", l.Edition, undo)
		case table:
			faults.Join(d.lockedTable(l, was, fmt.Sprintf("To change how %d is computed, %s, freeze it anew and publish that; else %s", l.Year, undo, back)))
		case name != "":
			text, ok := d.catalog.Texts()[name]
			if !ok {
				faults.Add(l.Path, 0, "is gone, but edition %s, which is published, rests on it: %s, or %s", l.Edition, back, undo)
			} else if !l.Holds([]byte(text)) {
				faults.Add(d.catalog.FileOf(name), 0, "is locked: edition %s, which is published, rests on another text of it. "+
					"Give what is counted otherwise a code of its own and name that in the scheme of the year from which it holds, and %s; to change %d itself, %s, freeze it anew and publish that", l.Edition, back, l.Year, undo)
			}
		}
	}
	return faults.Err()
}
