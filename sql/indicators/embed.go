// Package indicators holds one file an indicator: a header and the aggregates numerator, denominator, value or n over its clock.
package indicators

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
