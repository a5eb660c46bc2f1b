// Package page turns what was computed into what people see: one view model and one template a page, the sentences that
// a page begins with, the tables that it shows and exports, the sheet and the script.
//
// It is pure: a builder such as Cockpit takes values and returns a page; nothing here reads a database, a file or the
// clock. Every text for people stands in locales/, one file a language with the same keys, never in Go; every number goes through
// number.go. A page's tables are its exports: Base.Export gives the same figures to package report. Cockpit is a good
// place to begin.
package page
