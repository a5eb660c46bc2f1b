package job_test

import (
	"fmt"
	"strconv"
	"testing"
)

// Rows of publications that nobody is shown any more are removed; what is shown, and the publications just before it, stay.
func TestOldRunsAreForgotten(t *testing.T) {
	t.Parallel()
	d := settle(t)
	count := func(what string) int {
		t.Helper()
		rows, err := d.place.ask("SELECT " + what + " FROM clock_mortgage_release WHERE stock = 0")
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(rows[0][0])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const loads, kept = 20, 16
	// July never changes: its run is the first one, and every publication shows it.
	for i := range loads {
		d.take(fmt.Sprintf("s_all_2022-09-%02d_080000.csv", i+1), snapshot(
			row("K00", "2022-07-05 12:00:00", 1), row("K01", "2022-08-05 12:00:00", i), row("K02", "2022-08-06 12:00:00", 1)))
	}
	if got := count("uniqExactIf(run, month = '2022-08-01')"); got < kept || got > kept+1 {
		t.Errorf("%d runs of a month that changed %d times are left, want those of %d publications", got, loads, kept)
	}
	if got := count("countIf(month = '2022-07-01')"); got != 1 {
		t.Errorf("%d rows of the month that did not change, want 1", got)
	}
	if got := count("countIf(case_no = 'K01' AND actual_trips = " + strconv.Itoa(loads-1) + ")"); got != 1 {
		t.Errorf("%d rows of the newest publication, want 1", got)
	}
	if got := count("countIf(case_no = 'K01' AND actual_trips = 0)"); got != 0 {
		t.Errorf("the first publication's row is still there")
	}
}
