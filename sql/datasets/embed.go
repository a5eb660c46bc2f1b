// Package datasets holds one judging SELECT a dataset (NAME.sql: staged strings to typed columns and reasons) and one derive SELECT
// (NAME.clock.sql: current rows to the immutable rows that indicators count).
package datasets

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
