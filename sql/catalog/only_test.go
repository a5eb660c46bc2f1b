package catalog_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// A part holds what its datasets need, and every table is either of a dataset, of a clock, or in every part.
func TestAPartHoldsWhatItsDatasetsNeed(t *testing.T) {
	t.Parallel()
	whole, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	part := whole.Only("mortgage_release") // judged by the aliases; the stock of mortgages feeds its clock too
	if diff := cmp.Diff([]assess.DatasetID{"mortgage", "mortgage_release", "mortgagee_alias"}, slices.Sorted(maps.Keys(part.Datasets))); diff != "" {
		t.Errorf("datasets, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"mortgage_release", "mortgagee_alias"}, slices.Sorted(maps.Keys(part.Clocks))); diff != "" {
		t.Errorf("clocks, -want +got:\n%s", diff)
	}
	for id, i := range whole.Indicators {
		if got, want := part.Indicators[id] != nil, i.Clock == "mortgage_release"; got != want {
			t.Errorf("%s is in the part: %v, want %v", id, got, want)
		}
	}
	common := len(whole.Only().Migrations)
	if got := len(part.Migrations) - common; got != 5 {
		t.Errorf("the part makes %d tables of its own, want 5", got)
	}
	if all := whole.Only(slices.Collect(maps.Keys(whole.Datasets))...); !cmp.Equal(all.Migrations, whole.Migrations) || len(all.Indicators) != len(whole.Indicators) {
		t.Errorf("the part of all datasets has %d of %d migrations and %d of %d indicators", len(all.Migrations), len(whole.Migrations), len(all.Indicators), len(whole.Indicators))
	}
	if common == 0 || common > 15 {
		t.Errorf("%d migrations are about no dataset", common)
	}
}
