// Package reforms holds one file a reform: a header and, for a row of its clock, which cases count, how long they took, and
// whether they went the new way.
package reforms

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
