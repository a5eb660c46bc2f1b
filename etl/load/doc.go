// Package load brings one file into the facts so that nothing is lost and nothing doubled, whatever dies on the way:
// land → stage and check → apply → reconcile. The rules are those of .adr/0001-load-protocol.md; publishing is package
// compute's. Begin at Loader.
package load
