// Package migrations holds the schema of the store: numbered files, one statement each, forward only, safe to repeat.
package migrations

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
