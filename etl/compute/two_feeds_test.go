package compute_test

import (
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yingshang/dashboards/assess"
	"yingshang/sql/catalog"
)

// An indicator that is computed from records may be handed in as well, as for a peer county whose records nobody has. Where
// both are there the records count; where they measured nothing, what was handed in does.
func TestRecordsCountBeforeWhatWasHandedIn(t *testing.T) {
	t.Parallel()
	cat, err := catalog.Open(catalog.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	ex := readExample(t, "../../sql/indicators/testdata", "GS01")
	ex.Files = append(ex.Files, exampleFile{Dataset: "reported_value", Rows: []map[string]string{
		{"indicator": "GS01", "region_code": "330482", "period": "2022", "value": "12", "n": "5"},
		{"indicator": "GS01", "region_code": "990001", "period": "2022", "value": "77", "n": "5"}, // its one case is open
		{"indicator": "GS01", "region_code": "990002", "period": "2022", "value": "88", "n": "5"},
	}})
	got := map[string]float64{}
	for _, v := range ex.values(t, cat, "GS01") {
		if v.Period == "2022" && v.Status == assess.Measured {
			got[string(v.Region)] = *v.Value
		}
	}
	if d := diff.Diff(map[string]float64{"330482": 60, "990001": 77, "990002": 88}, got, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Errorf("values of 2022, -want +got:\n%s", d)
	}
}
