// Package store talks to ClickHouse: the only importer of its driver. Statements come from package catalog, a method is
// one statement or a short row of them. Writing methods are on Store; reading ones are on Reader, which cannot be made
// without a Scope. Begin at Open.
package store
