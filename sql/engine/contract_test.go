package engine_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// contract is what the product relies on in an engine that promises little of
// it, and the tests that pin it. A test of another package stands with its folder.
var contract = []struct {
	fact  string
	tests []string
}{
	{"a child process of our own binary is a server within half a second, in 300 MB, configured by our file alone",
		[]string{"TestStartAndStop"}},
	{"it listens with HTTP on one port of the loopback address",
		[]string{"TestOnePortOnly", "TestLoopbackOnly"}},
	{"it ends when its standard input does, in the middle of a query too; no orphan keeps the folder",
		[]string{"TestChildEndsWithItsInput", "TestOrphanEnds"}},
	{"killed in mid-load it has every acknowledged insert whole when it is back",
		[]string{"TestKilledEngineKeepsAcknowledgedInserts"}},
	{"a second engine on the same data ends with exit code 0: our lock names the holder, and an end before the first answer is an error",
		[]string{"TestTheLibraryAloneDoesNotSay", "TestSecondEngineNamesTheHolder", "TestStartWithAFileThatIsNoLibrary"}},
	{"the driver is as fast over HTTP as by the native protocol; what a tiny query costs",
		[]string{"TestDriver", "TestHTTPIsAsFastAsNative", "BenchmarkSmallQuery"}},
	{"one statement stages, types, hashes and judges, no slower than a plain typed insert; the driver's InsertFormat cuts it short",
		[]string{"TestOnePass", "TestOnePassIsFast", "TestInsertFormatCutsTheSelect"}},
	{"rowNumberInAllBlocks numbers records from 0, with parallel parsing and two insert threads",
		[]string{"TestRecordNumbers"}},
	{"what the CSV parser lets through without an error, and why records and fields are counted on the way in",
		[]string{"TestWhatTheParserLetsThrough", "TestBrokenStreamLeavesItsFirstBlocks", "etl/source/file.TestRecords", "etl/source/file.TestLandProblems"}},
	{"only parseDateTimeOrNull with a format refuses what is no date; no decoder of GB18030 may replace a bad byte in silence",
		[]string{"TestDates", "etl/source/file.TestLandProblems"}},
	{"NOT IN over large sets is slow and greedy unless use_index_for_in_with_subqueries = 0",
		[]string{"TestNotIn", "TestNotInTrap"}},
	{"PREWHERE beside FINAL brings deleted rows back; a skip index does not",
		[]string{"TestFinalAndPrewhere", "TestSkipIndexAndFinal", "sql/catalog.TestFaults"}},
	{"FINAL across partitions is right only with the partition's column in ORDER BY",
		[]string{"TestFinalAcrossPartitions"}},
	{"CoalescingMergeTree ignores a withdrawn value",
		[]string{"TestCoalescingForgetsAWithdrawnValue"}},
	{"R-7 quantiles, and totals that are no region",
		[]string{"TestQuantilesAndTotals"}},
	{"a quota shuts the boot user out; limits of the reader hold, 0 too; the self-test proves both and whose answer it is",
		[]string{"TestStrangers", "TestReader", "TestReadsDoNotLeadOut", "TestSelfTestFindsOpenDoors", "TestPortTakenMeanwhile"}},
	{"max_server_memory_usage, max_concurrent_queries and cancel_http_readonly_queries_on_client_close are honoured",
		[]string{"TestMemoryCap", "TestManyQueries", "TestClientGoesAway"}},
	{"two engines are two shards of a Distributed table",
		[]string{"TestTwoShards"}},
	{"a database is backed up into a folder and restored; there is no .zip",
		[]string{"TestBackup"}},
	{"there is no ON CLUSTER and no replication, but their DDL can be parsed",
		[]string{"TestClusterStatements"}},
}

// TestContract: every fact has a test, and the test is there.
func TestContract(t *testing.T) {
	folders := map[string]map[string]bool{} // the functions of each folder's tests
	for _, row := range contract {
		if len(row.tests) == 0 {
			t.Errorf("no test: %s", row.fact)
		}
		for _, name := range row.tests {
			folder := "sql/engine"
			if i := strings.LastIndexByte(name, '.'); i >= 0 {
				folder, name = name[:i], name[i+1:]
			}
			if folders[folder] == nil {
				folders[folder] = testFunctions(t, path.Join("../..", folder))
			}
			if !folders[folder][name] {
				t.Errorf("%s has no %s: %s", folder, name, row.fact)
			}
		}
	}
}

func testFunctions(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}
