package scheme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestBandsInBothForms(t *testing.T) {
	text := small("normalise: reference", "reference: u", "zscore: [100, 10]")
	text = strings.Replace(text, "best: 1, worst: 5", "bands: [{from: 0, points: 100}, {from: 3, points: 60}]", 1)
	text = strings.Replace(text, "best: 100, worst: 40", "points: {yes: 90, no: 10}", 1)
	yearly, err := Parse("s.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	flat, err := Parse("s.csv", []byte("indicator,parent,weight,direction,bands\ntotal,,1,,\nSB01,total,1,,0:100;3:60\nSB02,total,1,1,yes:90; no:10\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Scheme{yearly, flat} {
		a, _ := s.Node("SB01")
		b, _ := s.Node("SB02")
		if diff := cmp.Diff([]Band{{0, 100}, {3, 60}}, a.Bands); diff != "" || a.Direction != assess.LowerIsBetter || *a.Best != 0 || *a.Worst != 3 || a.YesNo {
			t.Errorf("%s: SB01 %+v", s.File, a)
		}
		if diff := cmp.Diff([]Band{{0, 10}, {1, 90}}, b.Bands); diff != "" || b.Direction != assess.HigherIsBetter || *b.Best != 1 || *b.Worst != 0 || !b.YesNo {
			t.Errorf("%s: SB02 %+v", s.File, b)
		}
	}
	if yearly.Reference != "u" || yearly.ZScore == nil || *yearly.ZScore != (Spread{100, 10}) {
		t.Errorf("reference %q, zscore %v", yearly.Reference, yearly.ZScore)
	}
	other, err := Parse("s.yaml", []byte(strings.NewReplacer("points: 60", "points: 50", "[100, 10]", "[0, 1]", "reference: u", "reference: v").Replace(text)))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []ChangeKind
	for _, c := range Diff(yearly, other) {
		kinds = append(kinds, c.Kind)
	}
	if diff := cmp.Diff([]ChangeKind{BandsChanged, SpreadChanged, ReferenceChanged}, kinds); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}
