// Package job decides when work is done: cron wakes a planner, the planner reads the ledger and runs what is due, once,
// one run at a time, and catches up what was missed. What the work is, packages load and compute know. It also hands in what no
// office sends as a file: sheets that were filled in and approved, and the account of what was received. Begin at Planner.
package job
