package scheme

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const before = `
scheme: a
year: 2021
title: {zh: 甲, en: A}
population: county
note: {zh: 演示, en: demo}
normalise: goalposts
aggregate: arithmetic
missing: {small_sample: redistribute}
coverage: 0.5
coverage_by: weight
tiers:
  - {tier: 1, name: {zh: 第一档, en: Tier 1}, from: 85, status: estimated}
  - {tier: 2, name: {zh: 第二档, en: Tier 2}}
themes:
  - id: T1
    name: {zh: 甲, en: A}
    weight: 60
    indicators:
      - {id: A1, weight: 2, best: 1, worst: 9, target: 2, min_sample: 5}
      - {id: A2, weight: 1, best: 100, worst: 0, target: 90, min_sample: 5}
  - id: T2
    name: {zh: 乙, en: B}
    weight: 40
    indicators:
      - {id: B1, weight: 1, best: 1, worst: 9}
      - {id: B2, weight: 0, best: 1, worst: 9}
`

// told writes a change as one line.
func told(c Change) string {
	number := func(v *float64) string {
		if v == nil {
			return "none"
		}
		return fmt.Sprintf("%.4g", *v)
	}
	from, to := c.FromWord, c.ToWord
	if c.From != nil || c.To != nil {
		from, to = strings.TrimSpace(from+" "+number(c.From)), strings.TrimSpace(to+" "+number(c.To))
	}
	line := fmt.Sprintf("%s %s%s: %s > %s", c.Kind, c.Node, c.What, from, to)
	if c.Moves {
		line += " moves"
	}
	return line
}

func TestDiff(t *testing.T) {
	for _, tt := range []struct {
		name    string
		replace []string
		want    []string
		method  bool
	}{
		{"nothing but names", []string{"zh: 甲, en: A}\n    weight", "zh: 丙, en: C}\n    weight", "scheme: a", "scheme: b", "year: 2021", "year: 2022"}, nil, false},
		{"frontier", []string{"A1, weight: 2, best: 1, worst: 9", "A1, weight: 2, best: 0.5, worst: 10"},
			[]string{"best A1: 1 > 0.5 moves", "worst A1: 9 > 10 moves"}, true},
		{"frontier of what weighs nothing", []string{"B2, weight: 0, best: 1", "B2, weight: 0, best: 2"}, []string{"best B2: 1 > 2"}, false},
		{"a target lights lamps and scores nothing", []string{"target: 90", "target: 95"}, []string{"target A2: 90 > 95"}, false},
		{"a target that was not there", []string{"B1, weight: 1, best: 1, worst: 9", "B1, weight: 1, best: 1, worst: 9, target: 3"}, []string{"target B1: none > 3"}, false},
		{"weight inside a theme", []string{"A2, weight: 1,", "A2, weight: 2,"},
			[]string{"weight A1: 40 > 30 moves", "weight A2: 20 > 30 moves"}, true},
		{"all weights of a theme alike scaled", []string{"A1, weight: 2,", "A1, weight: 4,", "A2, weight: 1,", "A2, weight: 2,"}, nil, false},
		{"an indicator comes", []string{"      - {id: B1", "      - {id: B3, weight: 1, best: 1, worst: 2}\n      - {id: B1"},
			[]string{"entered B3: none > 20 moves", "weight B1: 40 > 20 moves"}, true},
		{"an indicator that weighs nothing goes", []string{"      - {id: B2, weight: 0, best: 1, worst: 9}\n", ""}, []string{"left B2: 0 > none"}, false},
		{"an indicator moves", []string{"      - {id: A2, weight: 1, best: 100, worst: 0, target: 90, min_sample: 5}\n", "",
			"      - {id: B2", "      - {id: A2, weight: 1, best: 100, worst: 0, target: 90, min_sample: 5}\n      - {id: B2"},
			[]string{"weight A1: 40 > 60 moves", "weight B1: 40 > 20 moves", "moved A2: T1 > T2 moves"}, true},
		{"sample", []string{"target: 2, min_sample: 5", "target: 2, min_sample: 30"}, []string{"sample A1: 5 > 30 moves"}, true},
		{"cut-off", []string{"from: 85, status: estimated", "from: 86, status: announced"},
			[]string{"cutoff 1: 85 > 86", "cutoff_standing 1: estimated > announced"}, false},
		{"rules", []string{"small_sample: redistribute", "small_sample: zero", "coverage: 0.5", "coverage: 0.8", "aggregate: arithmetic", "aggregate: geometric"},
			[]string{"aggregate : arithmetic > geometric moves", "missing small_sample: redistribute > zero moves", "coverage : 0.5 > 0.8 moves"}, true},
		{"how values are measured", []string{"normalise: goalposts", "normalise: minmax\nwithin: panel\nrange: [1, 99]\ntreat: {winsorise: 5}\nimpute: median"},
			[]string{"normalise : goalposts > minmax moves", "within : year > panel moves", "treat :  > winsorise 5, skewness 2, kurtosis 3.5 moves",
				"impute : none > median moves", "range :  > 1–99 moves"}, true},
		{"a panel of frozen frontiers moves nothing", []string{"normalise: goalposts", "normalise: goalposts\nwithin: panel"}, []string{"within : year > panel"}, false},
		{"an indicator measured in its own way", []string{"min_sample: 5}\n      - {id: A2", "min_sample: 5, normalise: percentile}\n      - {id: A2"}, []string{"normalise A1:  > percentile moves"}, true},
		{"said twice", []string{"min_sample: 5}\n      - {id: A2", "min_sample: 5, normalise: goalposts}\n      - {id: A2"}, []string{"normalise A1:  > goalposts"}, false},
		{"a rule of one indicator", []string{"min_sample: 5}\n      - {id: A2", "min_sample: 5, missing: {missing: zero, no_practice: zero}}\n      - {id: A2"},
			[]string{"missing A1missing: redistribute > zero moves"}, true},
		{"what one indicator imputes and treats", []string{"min_sample: 5}\n      - {id: A2", "min_sample: 5, normalise: minmax, impute: median, treat: {winsorise: 2}}\n      - {id: A2"},
			[]string{"normalise A1:  > minmax moves", "treat A1:  > winsorise 2, skewness 2, kurtosis 3.5 moves", "impute A1: none > median moves"}, true},
		{"and as the scheme says already", []string{"min_sample: 5}\n      - {id: A2", "min_sample: 5, impute: none, treat: none}\n      - {id: A2"}, nil, false},
		{"no aggregate is the arithmetic one", []string{"aggregate: arithmetic\n", ""}, nil, false},
	} {
		from, err := Parse("a.yaml", []byte(before))
		if err != nil {
			t.Fatal(err)
		}
		later := strings.NewReplacer(tt.replace...).Replace(before)
		if later == before {
			t.Fatalf("%s: nothing is replaced", tt.name)
		}
		to, err := Parse("b.yaml", []byte(later))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		var got []string
		changes := Diff(from, to)
		for _, c := range changes {
			got = append(got, told(c))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if MethodChanged(changes) != tt.method {
			t.Errorf("%s: MethodChanged = %v, want %v", tt.name, !tt.method, tt.method)
		}
	}
}

// With 2022 the indicators of payoff and release come in, and CP10; whatever else stands in their themes gives up weight.
func TestDiffOfTheEmbeddedSchemes(t *testing.T) {
	all, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if changes := Diff(all[2020], all[2021]); len(changes) != 0 {
		t.Errorf("2020 to 2021: %d changes, want none: %v", len(changes), changes)
	}
	var entered, weighed []string
	for _, c := range Diff(all[2021], all[2022]) {
		switch c.Kind {
		case Entered:
			entered = append(entered, c.Node)
		case WeightChanged:
			weighed = append(weighed, c.Node)
		default:
			t.Errorf("2021 to 2022: %s, want indicators that enter and weights alone", told(c))
		}
	}
	if diff := cmp.Diff([]string{"CP10", "RP03", "RP04", "RP05", "RP06", "RP07", "RP08", "RP09"}, entered); diff != "" {
		t.Errorf("what entered with 2022 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"CP01", "CP02", "CP03", "CP04", "CP05", "CP06", "CP07", "CP08", "CP09", "RP01", "RP02"}, weighed); diff != "" {
		t.Errorf("what weighs differently in 2022 (-want +got):\n%s", diff)
	}
	for year, s := range all {
		sum := 0.0
		points := s.Points()
		for _, n := range s.Leaves() {
			sum += points[n.ID]
		}
		if math.Abs(sum-100) > 1e-9 {
			t.Errorf("%d: the points of the indicators add up to %v, want 100", year, sum)
		}
	}
}
