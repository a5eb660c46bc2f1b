// Package schema holds the control store's tables: numbered files, one statement each, safe to repeat.
package schema

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
