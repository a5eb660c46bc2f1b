package edition

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"yingshang/dashboards/assess"
)

var groundHeader = []string{"population", "indicator", "region", "name", "value"}

// groundCSV is what the scores of a year stand on beside the scheme, in its own order.
func groundCSV(facts []assess.GroundFact) []byte {
	rows := make([][]string, len(facts))
	for i, f := range facts {
		rows[i] = []string{f.Population, string(f.Indicator), string(f.Region), string(f.Name), digits(&f.Value)}
	}
	return table(groundHeader, rows)
}

// readGround reads what groundCSV wrote.
func readGround(dir string) (facts []assess.GroundFact, err error) {
	name := filepath.Join(dir, filepath.FromSlash(groundFile))
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = len(groundHeader)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i, row := range rows[min(1, len(rows)):] {
		x, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: value is %q, want a number", name, i+2, row[4])
		}
		facts = append(facts, assess.GroundFact{Population: row[0], Indicator: assess.IndicatorID(row[1]), Region: assess.RegionCode(row[2]), Name: assess.GroundName(row[3]), Value: x})
	}
	return facts, nil
}
