package scheme

import (
	"strings"
	"testing"
)

func TestPowerMeansAndCoverageInBothForms(t *testing.T) {
	text := strings.Replace(small("aggregate: [power:-1, power:0.50]"), "    indicators:", "    aggregation: power:2\n    coverage: 0.8\n    indicators:", 1)
	yearly, err := Parse("s.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	flat, err := Parse("s.csv", []byte("indicator,parent,weight,direction,aggregation,coverage\ntotal,,1,,power:0.5,\nT01,total,1,,power:2,0.8\nSB01,T01,1,1,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Scheme{yearly, flat} {
		n, _ := s.Node("T01")
		if p, ok := n.Aggregation.Power(); !ok || p != 2 || n.Coverage == nil || *n.Coverage != 0.8 {
			t.Errorf("%s: aggregation %s, coverage %v, want power:2 and 0.8", s.File, n.Aggregation, n.Coverage)
		}
	}
	if got := words(yearly.Aggregate); got != "power:-1,power:0.5" {
		t.Errorf("aggregate %s", got)
	}
	other, err := Parse("s.yaml", []byte(strings.Replace(text, "0.8", "0.9", 1)))
	if err != nil {
		t.Fatal(err)
	}
	changes := Diff(yearly, other)
	if len(changes) != 1 || changes[0].Kind != CoverChanged || changes[0].Node != "T01" || *changes[0].To != 0.9 || !changes[0].Moves {
		t.Errorf("changes %+v, want the coverage of T01", changes)
	}
	for in, want := range map[string]string{
		"power:x":   `"power:x": want power:P with a number from -100 to 100: invalid`,
		"power:101": `"power:101": want power:P with a number from -100 to 100: invalid`,
		"power:NaN": `"power:NaN": want power:P with a number from -100 to 100: invalid`,
		"power":     `"power": want one of [arithmetic geometric harmonic power:P] (did you mean "power:P"?): invalid`,
	} {
		if _, err := ParseAggregation(in); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", in, err, want)
		}
	}
}
