package scoring

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

func unitsOf(values []float64) (in []Input) {
	for i, x := range values {
		in = append(in, measured(fmt.Sprint("u", i), map[string]float64{"X": x})...)
	}
	return in
}

func TestTreatment(t *testing.T) {
	plain, lower, logged := leaf("X", 1, 200, 0), leaf("X", 1, 0, 200), leaf("X", 1, 200, 1)
	logged.Transform = scheme.Log
	long := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 100}
	left := make([]float64, len(long))
	for i, x := range long {
		left[i] = 101 - x
	}
	huge := slices.Clone(long)
	huge[9] = 1e6
	tests := []struct {
		name   string
		leaf   *scheme.Node
		values []float64
		points int
		what   map[int]Treated
		used   map[int]float64
		scores map[int]float64
	}{
		{"one on the right", plain, long, 5, map[int]Treated{9: Winsorised}, map[int]float64{9: 9}, map[int]float64{0: 0, 4: 50, 8: 100, 9: 100}},
		{"one on the left", plain, left, 5, map[int]Treated{9: Winsorised}, map[int]float64{9: 92}, map[int]float64{9: 0, 8: 0, 0: 100}},
		{"lower is better", lower, long, 5, map[int]Treated{9: Winsorised}, map[int]float64{9: 9}, map[int]float64{0: 100, 8: 0, 9: 0}},
		{"nothing to treat", plain, long[:9], 5, nil, nil, map[int]float64{0: 0, 8: 100}},
		{"too few to tell", plain, []float64{1, 1, 1000}, 5, nil, nil, map[int]float64{2: 100}},
		{"a log transform comes first", logged, huge, 5, map[int]Treated{9: Winsorised}, map[int]float64{9: 9}, map[int]float64{8: 100, 9: 100}},
		{"no point allowed, so a logarithm", plain, long, 0, map[int]Treated{0: Logged, 9: Logged}, nil, map[int]float64{
			0: 0, 1: 100 * math.Log(1.99/0.99) / math.Log(99.99/0.99), 9: 100,
		}},
		{"a logarithm for the left", plain, left, 0, map[int]Treated{0: Logged, 9: Logged}, nil, map[int]float64{
			9: 0, 0: 100, 1: 100 * (1 - math.Log(1.99/0.99)/math.Log(99.99/0.99)),
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := compute(t, one(tt.leaf), unitsOf(tt.values), Options{Normalise: scheme.MinMax, Treat: UsualTreatment(tt.points)})
			for i := range tt.values {
				n := at(t, res, fmt.Sprint("u", i), 0, "X")
				if want, ok := tt.what[i]; ok && n.Treated != want || tt.what == nil && n.Treated != NotTreated {
					t.Errorf("%v is treated %q, want %q", tt.values[i], n.Treated, tt.what[i])
				}
				want, ok := tt.used[i]
				if ok != (n.Used != nil) || ok && *n.Used != want {
					t.Errorf("%v is used as %v, want %v", tt.values[i], n.Used, want)
				}
				if *n.Value != tt.values[i] {
					t.Errorf("the value %v became %v", tt.values[i], *n.Value)
				}
				if want, ok := tt.scores[i]; ok && math.Abs(*n.Score-want) > 1e-9 {
					t.Errorf("%v scores %v, want %v", tt.values[i], *n.Score, want)
				}
			}
		})
	}
}

func TestTreatmentRefuses(t *testing.T) {
	for _, tt := range []struct {
		o    Options
		want string
	}{
		{Options{Treat: UsualTreatment(5)}, "treat: goalposts does not take its scale"},
		{Options{Normalise: scheme.MinMax, Treat: UsualTreatment(-1)}, "treat: -1 points"},
		{Options{Normalise: scheme.MinMax, Treat: &Treatment{Points: 1, Skew: 2}}, "kurtosis 0"},
	} {
		_, err := Compute(one(leaf("X", 1, 9, 0)), unitsOf([]float64{1, 2}), tt.o)
		if err == nil || !errors.Is(err, assess.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
}

func TestTreatedValuesAreTameAndKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfNDistinct(rapid.Float64Range(0, 10), 6, 20, rapid.ID).Draw(t, "values")
		for i := range rapid.IntRange(0, 3).Draw(t, "outliers") {
			values[i] = rapid.Float64Range(-1000, 1000).Draw(t, "outlier")
		}
		if slices.Min(values) == slices.Max(values) {
			return
		}
		points := rapid.IntRange(0, 5).Draw(t, "points")
		res, err := Compute(one(leaf("X", 1, 1, 0)), unitsOf(values), Options{Normalise: scheme.MinMax, Treat: UsualTreatment(points)})
		if err != nil {
			t.Fatal(err)
		}
		var used []float64
		moved, logs := 0, 0
		for i, u := range res.Units {
			n := u.Nodes[1]
			x := values[i]
			if n.Used != nil {
				x = *n.Used
			}
			used = append(used, x)
			if n.Treated == Winsorised {
				moved++
			}
			if n.Treated == Logged {
				logs++
			}
			for j := range values {
				if a, b := *n.Score, *res.Units[j].Nodes[1].Score; values[i] < values[j] && a > b {
					t.Fatalf("%v scores %v, %v scores %v", values[i], a, values[j], b)
				}
			}
		}
		if logs != 0 && (logs != len(values) || moved != 0) {
			t.Fatalf("%d of %d by logarithm, %d winsorised", logs, len(values), moved)
		}
		if logs == 0 && math.Abs(stat.Skew(used, nil)) >= 2 && stat.ExKurtosis(used, nil) >= 3.5 {
			t.Fatalf("still outlying: %v", used)
		}
		if distinct := slices.Compact(slices.Sorted(slices.Values(values))); len(distinct) == len(values) && moved > points {
			t.Fatalf("%d values winsorised, at most %d wanted", moved, points)
		}
	})
}
