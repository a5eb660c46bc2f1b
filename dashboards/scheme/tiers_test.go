package scheme

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yingshang/dashboards/assess"
)

func TestParseTierRule(t *testing.T) {
	for _, tt := range []struct {
		in, out string
		want    TierRule
		tiers   int
	}{
		{"cutoffs", "cutoffs", TierRule{Method: ByCutoffs}, 0},
		{"top: 3, 10", "top:3,10", TierRule{ByTop, []float64{3, 10}}, 3},
		{"percentile:90,62.5", "percentile:90,62.5", TierRule{ByPercentile, []float64{90, 62.5}}, 3},
		{"jenks:4", "jenks:4", TierRule{ByJenks, []float64{4}}, 4},
	} {
		got, err := ParseTierRule(tt.in)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" || got.String() != tt.out || got.Tiers() != tt.tiers {
			t.Errorf("%q: %v, %q, %d tiers (-want +got):\n%s", tt.in, err, got, got.Tiers(), diff)
		}
	}
	for in, want := range map[string]string{
		"":                 "no way to make tiers",
		"jenk:3":           `did you mean "jenks"?`,
		"cutoffs:3":        "cutoffs takes no numbers",
		"top":              `"" is no number`,
		"top:3,x":          `"x" is no number`,
		"top:2.5":          "2.5 is no rank",
		"top:5,5":          "5 stands behind 5",
		"percentile:50,90": "90 stands behind 50",
		"percentile:100":   "100 does not lie between 0 and 100",
		"percentile:NaN":   `"NaN" is no number`,
		"jenks:0":          "one whole number of tiers",
		"jenks:2,3":        "one whole number of tiers",
	} {
		if _, err := ParseTierRule(in); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%q: error %v, want %q", in, err, want)
		}
	}
}

func TestTiersByInAScheme(t *testing.T) {
	s, err := Parse("s.yaml", []byte(small("tiers_by: percentile:90,50")))
	if err != nil || s.TierBy.String() != "percentile:90,50" {
		t.Errorf("%v, %v", s, err)
	}
}

// small is a yearly scheme of two themes with more lines at its top.
func small(lines ...string) string {
	return strings.Join(append(lines, `scheme: test-2030
year: 2030
title: {zh: 测试, en: Test}
population: county
note: {zh: 演示数据, en: invented}
themes:
  - id: T01
    name: {zh: 甲, en: A}
    indicators:
      - {id: SB01, weight: 60, best: 1, worst: 5}
  - id: T02
    name: {zh: 乙, en: B}
    indicators:
      - {id: SB02, weight: 40, best: 100, worst: 40}
`), "\n")
}
