// Package edition freezes a year. Freeze writes what the published figures of a year were computed from (the current facts,
// what was reconciled of them, scheme, calendar, regions and all SQL) and the figures themselves to a folder, with the
// SHA-256 of every file in its manifest. Verify needs nothing but such a folder and an engine: it computes the year again in
// a database of its own and compares every value and score digit by digit. Publish lets readers see an edition instead of
// what is computed day by day, Rollback takes that back; both want a reason and are kept for ever. A published edition
// locks the files that its figures rest on (Locks).
//
//	<data folder>/editions/2021-1/
//	    manifest.json            what, when, by whom, why; every file with bytes, SHA-256 and rows
//	    SHA256SUMS               the same hashes for `sha256sum -c`
//	    facts/DATASET.parquet    facts that counted; digests.parquet: what was reconciled of them
//	    scheme.yaml calendar.csv regions.csv sql/…
//	    results/values.csv results/scores.csv
//	    results/ground.csv       what the scores stand on beside the scheme: least, greatest, imputed values
//	<data folder>/editions/locks.txt
//
// Begin at Archive.
package edition
