package scheme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestMethodKeys(t *testing.T) {
	text := small("normalise: minmax", "range: [1, 100]", "within: panel", "treat: {winsorise: 5, kurt: 3}", "impute: group")
	text = strings.Replace(text, "best: 1, worst: 5", "direction: lower, normalise: percentile", 1)
	s, err := Parse("s.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	n := s.Leaves()[0]
	got := []any{s.Within, s.Treat, s.Impute, s.Range, n.Direction, n.Normalise, s.NormaliseOf(n), n.Best}
	want := []any{Panel, &Treatment{Points: 5, Skew: 2, Kurt: 3}, ImputeByGroup, &Range{1, 100}, assess.LowerIsBetter, Percentile, Percentile, (*float64)(nil)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	text = strings.Replace(text, "normalise: percentile", "treat: none, impute: last", 1)
	if s, err = Parse("s.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	one, other := s.Leaves()[0], s.Leaves()[1]
	got = []any{s.TreatOf(one).Off(), s.ImputeOf(one), s.AmongYears(), s.TreatOf(other).Points, s.ImputeOf(other), s.ImputesBy(ImputeByGroup), s.ImputesBy(ImputeMean)}
	if diff := cmp.Diff([]any{true, ImputeLast, true, 5, ImputeByGroup, true, false}, got); diff != "" {
		t.Errorf("keys of an indicator (-want +got):\n%s", diff)
	}
	if s, err = Parse("s.yaml", []byte(strings.Replace(small(), "best: 1, worst: 5", "best: 1, worst: 5, impute: last", 1))); err != nil || !s.AmongYears() || !s.Imputes() {
		t.Errorf("one indicator that is filled in by an earlier year: %v", err)
	}
	if s, err = Parse("s.yaml", []byte(small("treat: none"))); err != nil || s.Treat != nil || s.Within != OwnYear || s.Impute != "" {
		t.Errorf("a scheme that says nothing of it: %+v, %v", s, err)
	}
	if flat, err := Parse("s.csv", []byte("indicator,parent,weight,direction\ntotal,,1,\na,total,1,1\n")); err != nil || flat.Within != "" {
		t.Errorf("a flat scheme says within %q, %v", flat.Within, err)
	}
}

// The direction of an indicator without a frontier is what its description says, or a fault.
func TestCheckOfADirection(t *testing.T) {
	text := strings.Replace(small("normalise: minmax"), "best: 1, worst: 5", "direction: higher", 1)
	s, err := Parse("s.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	faults := s.Check(map[assess.IndicatorID]assess.Indicator{"SB01": {ID: "SB01", Direction: assess.LowerIsBetter}, "SB02": {Direction: assess.HigherIsBetter}})
	if len(faults) != 1 || !strings.HasSuffix(faults[0].Error(), "indicator SB01: lower is better, but the scheme says higher") {
		t.Errorf("faults %v", faults)
	}
}
