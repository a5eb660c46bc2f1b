// Package statements holds the control store's statements, one a file.
package statements

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
