// Package engine runs a private ClickHouse for people who have none.
//
// The engine is the library libchdb.so, loaded by a child process of our own
// binary: Child, the first call of every main and TestMain, is where that
// process lives. The child speaks HTTP on one loopback port, to which Address
// leads; nothing else of ClickHouse is open. Start owns the engine of a folder
// and keeps it running, Join finds the one that another command started, and
// ParseServer stands in for both where a real server is used instead.
//
// The folder of an engine holds data, backups, config.xml and users.xml (written
// at every start; config.d and users.d beside them are the operator's),
// engine.json (who runs it, with the password), lock, and engine.log, which may
// quote rows that ClickHouse could not read. All of it is its owner's alone.
//
// The package knows nothing of tables and sends no query but its own self-test.
//
// What the product relies on in the library, much of it written down nowhere
// else, is the contract in contract_test.go: each fact beside the tests that
// pin it. A new release of the library is taken when they pass.
package engine
