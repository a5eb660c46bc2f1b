// Package queries holds the statements that typed functions run, one a file; a file's name is the function's name in snake case.
package queries

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
