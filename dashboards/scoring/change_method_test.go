package scoring

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

const methodScheme = `
scheme: m
year: 2022
title: {zh: 甲, en: A}
population: county
note: {zh: 演示, en: demo}
normalise: minmax
themes:
  - id: T1
    name: {zh: 甲, en: A}
    indicators:
      - {id: A, weight: 60, best: 100, worst: 0}
      - {id: B, weight: 40, direction: lower}
`

// Every key that says how values become scores is the scheme's doing, and nobody's performance: the values stay as they are.
func TestAChangeOfMethodIsTheSchemes(t *testing.T) {
	parsed := func(text string, replace ...string) *scheme.Scheme {
		later := strings.NewReplacer(replace...).Replace(text)
		if len(replace) > 0 && later == text {
			t.Fatalf("%q: nothing is replaced", replace)
		}
		s, err := scheme.Parse("m.yaml", []byte(later))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	var values []Input
	for year, list := range map[int][]float64{2021: {5, 60, 70, 80, 90, 95}, 2022: {20, 35, 40, 45, 50, 99}} {
		for u, x := range list {
			for _, id := range []assess.IndicatorID{"A", "B"} {
				v := Input{Unit: fmt.Sprint("u", u), Year: year, Indicator: id, Value: &x, Group: fmt.Sprint("g", u%2)}
				if id == "B" {
					v.Value = num(3 * math.Sqrt(x))
				}
				values = append(values, v)
			}
		}
	}
	gap := append(values[:len(values):len(values)], Input{Unit: "gap", Year: 2022, Indicator: "A", Value: num(30), Group: "g1"},
		Input{Unit: "gap", Year: 2021, Indicator: "B", Value: num(28), Group: "g1"})
	z := strings.Replace(methodScheme, "minmax", "zscore", 1)
	unit := strings.Replace(methodScheme, "normalise: minmax", "normalise: reference\nreference: u4", 1)
	filled := strings.Replace(methodScheme, "themes:", "impute: mean\nthemes:", 1)
	for _, tt := range []struct {
		name, base string
		replace    []string
		unit       string
		rescored   string
		imputed    string
	}{
		{"normalise", methodScheme, []string{"minmax", "percentile\nrange: [0, 100]"}, "u2", "A,B", ""},
		{"normalise of one", methodScheme, []string{"worst: 0", "worst: 0, normalise: goalposts"}, "u2", "A", ""},
		{"range", methodScheme, []string{"themes:", "range: [10, 90]\nthemes:"}, "u2", "A,B", ""},
		{"zscore", z, []string{"themes:", "zscore: [50, 10]\nthemes:"}, "u2", "A,B", ""},
		{"reference", unit, []string{"u4", "u3"}, "u2", "A,B", ""},
		{"within", methodScheme, []string{"themes:", "within: panel\nthemes:"}, "u2", "A,B", ""},
		{"treat", methodScheme, []string{"themes:", "treat: {winsorise: 2, skew: 0.5, kurt: 0.5}\nthemes:"}, "u2", "A,B", ""},
		{"impute where nothing was", methodScheme, []string{"themes:", "impute: mean\nthemes:"}, "gap", "", "B"},
		{"impute no more", filled, []string{"impute: mean", "impute: none"}, "gap", "", "B"},
		{"impute otherwise", filled, []string{"impute: mean", "impute: median"}, "gap", "B", ""},
		{"impute by the last", filled, []string{"impute: mean", "impute: last"}, "gap", "B", ""},
		{"impute by the group", filled, []string{"impute: mean", "impute: group"}, "gap", "B", ""},
	} {
		from, to := parsed(tt.base), parsed(tt.base, tt.replace...)
		if from.Hash() == to.Hash() {
			t.Errorf("%s: the scheme's hash is the same", tt.name)
		}
		if changes := scheme.Diff(from, to); !scheme.MethodChanged(changes) {
			t.Errorf("%s: the difference of the schemes is no change of method: %+v", tt.name, changes)
		}
		c := change(t, Moment{Scheme: from, Values: gap, Unit: tt.unit, Year: 2022}, Moment{Scheme: to, Values: gap, Unit: tt.unit, Year: 2022})
		got := partsOf(c)
		if whole := c.To - c.From; math.Abs(whole) < 1e-3 || math.Abs(got.Scheme-whole) > 1e-9 || math.Abs(got.Performance)+math.Abs(got.Frontier)+math.Abs(got.Coverage)+math.Abs(got.Weights) > 1e-9 {
			t.Errorf("%s: of a change of %v, want all of it from the scheme: %+v", tt.name, c.To-c.From, got)
		}
		if rescored, imputed := strings.Join(c.Rescored, ","), strings.Join(c.Imputed, ","); rescored != tt.rescored || imputed != tt.imputed {
			t.Errorf("%s: rescored %q, imputed %q, want %q and %q", tt.name, rescored, imputed, tt.rescored, tt.imputed)
		}
	}
	// A value that moves at the same time stays performance.
	better := append([]Input{{Unit: "u2", Year: 2022, Indicator: "A", Value: num(60)}}, without(gap, "u2", "A")...)
	c := change(t, Moment{Scheme: parsed(methodScheme), Values: gap, Unit: "u2", Year: 2022},
		Moment{Scheme: parsed(methodScheme, "themes:", "range: [10, 90]\nthemes:"), Values: better, Unit: "u2", Year: 2022})
	if got := partsOf(c); got.Performance <= 0 || got.Frontier != 0 || got.Scheme == 0 || math.Abs(got.Performance+got.Scheme-(c.To-c.From)) > 1e-9 {
		t.Errorf("a better value under another range: %+v of %v", got, c.To-c.From)
	}
}

func without(values []Input, unit string, id assess.IndicatorID) (rest []Input) {
	for _, v := range values {
		if v.Unit != unit || v.Indicator != id || v.Year != 2022 {
			rest = append(rest, v)
		}
	}
	return rest
}
