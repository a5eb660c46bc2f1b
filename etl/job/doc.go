// Package job decides when work is done: cron wakes a planner, the planner reads the ledger and runs what is due, once,
// one run at a time, and catches up what was missed. What the work is, packages load and compute know. Begin at Planner.
package job
