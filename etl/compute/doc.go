// Package compute turns facts into what readers see: it derives the rows of months whose facts have changed, computes
// values and scores from them, and publishes all of it at once, but only if what it read is what was reconciled.
// Begin at Computer.
package compute
