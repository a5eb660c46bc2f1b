package scoring

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
)

func pairs(t *testing.T, text string) Pairs {
	t.Helper()
	p, err := ParsePairs("pairs.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func priorities(t *testing.T, p Pairs) *Priorities {
	t.Helper()
	got, err := p.Priorities()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The choice of a school by T. L. Saaty (The Analytic Hierarchy Process, 1980) with its weights 0.32, 0.14, 0.03, 0.13, 0.24, 0.14,
// whose judgements contradict each other too much; his λmax of 7.49 is not that of the matrix, which is 7.4199. His drinks (Decision
// making with the analytic hierarchy process, Int. J. Services Sciences 1, 2008) weigh 0.177, 0.019, 0.042, 0.116, 0.190, 0.129,
// 0.327, of a ratio of 0.022.
func TestPrioritiesAsPublished(t *testing.T) {
	for name, tt := range map[string]struct {
		text   string
		want   []float64
		digits float64
		ratio  float64
	}{
		"school": {"pairs,L,F,S,V,C,M\nL,1,4,3,1,3,4\nF,,1,7,3,1/5,1\nS,,,1,1/5,1/5,1/6\nV,,,,1,1,1/3\nC,,,,,1,3\nM,,,,,,1\n",
			[]float64{0.32, 0.14, 0.03, 0.13, 0.24, 0.14}, 0.0051, (7.41987 - 6) / 5 / 1.24},
		"drinks": {"pairs,coffee,wine,tea,beer,sodas,milk,water\ncoffee,1,9,5,2,1,1,1/2\nwine,,1,1/3,1/9,1/9,1/9,1/9\ntea,,,1,1/3,1/4,1/3,1/9\n" +
			"beer,,,,1,1/2,1,1/3\nsodas,,,,,1,2,1/2\nmilk,,,,,,1,1/3\nwater,,,,,,,1\n",
			[]float64{0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327}, 0.00051, 0.022},
	} {
		p := pairs(t, tt.text)
		got := priorities(t, p)
		if d := cmp.Diff(tt.want, got.Weights, cmpopts.EquateApprox(0, tt.digits)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if math.Abs(got.Consistency-tt.ratio) > 0.00051 {
			t.Errorf("%s: ratio %g, want %g", name, got.Consistency, tt.ratio)
		}
		if name == "school" {
			if err := p.Consistent(got); !errors.Is(err, assess.ErrInvalid) {
				t.Errorf("%v, want a refusal", err)
			}
		} else if err := p.Consistent(got); err != nil {
			t.Error(err)
		}
	}
}

// Of three items λ = 1+t+1/t with t³ = a₁₂·a₂₃/a₁₃, and the weights are as the geometric means of the rows: with 3, 5 and ½ that is
// t³ = 30; rows of 3·½, ⅓·5 and 2·⅕.
func TestPrioritiesOfThreeByHand(t *testing.T) {
	p := pairs(t, "pairs,a,b,c\nc,2,,\na,,3,\nb,,,5\n")
	got := priorities(t, p)
	cube := math.Cbrt(30)
	w := []float64{math.Cbrt(1.5), math.Cbrt(5.0 / 3), math.Cbrt(0.4)}
	for i, all := 0, sum(w); i < 3; i++ {
		w[i] /= all
	}
	index := (1 + cube + 1/cube - 3) / 2
	want := &Priorities{Weights: w, Lambda: 1 + cube + 1/cube, Index: index, Consistency: index / 0.58, Worst: [3]int{0, 1, 2}}
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if err := p.Consistent(got); err == nil || !strings.Contains(err.Error(), "most of all, a to b is 3 and b to c is 5, which makes a to c 15, but it is 0.5: ") {
		t.Errorf("%v, want the three named", err)
	}
}

// Judgements that agree give the weights they were made of, in any order of the items.
func TestPrioritiesOfConsistentJudgements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 15).Draw(t, "items")
		w := rapid.SliceOfN(rapid.Float64Range(0.1, 10), n, n).Draw(t, "weights")
		p := Pairs{Items: make([]string, n)}
		for i := range w {
			row := make([]float64, n)
			for j := range w {
				row[j] = w[i] / w[j]
			}
			p.Ratio = append(p.Ratio, row)
		}
		got, err := p.Priorities()
		if err != nil {
			t.Fatal(err)
		}
		for i := range w {
			if want := w[i] / sum(w); math.Abs(got.Weights[i]-want) > 1e-12 {
				t.Fatalf("item %d weighs %g, want %g", i, got.Weights[i], want)
			}
		}
		if got.Consistency > 1e-12 || math.Abs(got.Lambda-float64(n)) > 1e-9 {
			t.Fatalf("%+v, want no contradiction", got)
		}
	})
}

// Another order of the items orders the weights and leaves the consistency.
func TestPrioritiesHaveNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 8).Draw(t, "items")
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		grid := func() [][]float64 {
			out := make([][]float64, n)
			for i := range out {
				out[i] = make([]float64, n)
			}
			return out
		}
		p, q := Pairs{Items: make([]string, n), Ratio: grid()}, Pairs{Items: make([]string, n), Ratio: grid()}
		for i := range n {
			p.Ratio[i][i] = 1
			for j := range i {
				p.Ratio[i][j] = float64(rapid.IntRange(1, 9).Draw(t, "ratio"))
				p.Ratio[j][i] = 1 / p.Ratio[i][j]
			}
		}
		for i := range n {
			for j := range n {
				q.Ratio[i][j] = p.Ratio[order[i]][order[j]]
			}
		}
		a, errA := p.Priorities()
		b, errB := q.Priorities()
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		for i := range n {
			if math.Abs(b.Weights[i]-a.Weights[order[i]]) > 1e-9 {
				t.Fatalf("%v in the order %v, %v before", b.Weights, order, a.Weights)
			}
		}
		if math.Abs(a.Consistency-b.Consistency) > 1e-9 {
			t.Fatalf("consistency %g and %g", a.Consistency, b.Consistency)
		}
		// The worst three are the worst of all threes, and their fault does not depend on the order.
		off := func(p Pairs, w [3]int) float64 {
			return math.Abs(math.Log(p.Ratio[w[0]][w[1]] * p.Ratio[w[1]][w[2]] * p.Ratio[w[2]][w[0]]))
		}
		if math.Abs(off(p, a.Worst)-off(q, b.Worst)) > 1e-9 {
			t.Fatalf("the worst three are off by %g and %g", off(p, a.Worst), off(q, b.Worst))
		}
	})
}

func TestPairWeights(t *testing.T) {
	s := schemeOf(node("total", 1, node("T", 60, leaf("a", 1, 1, 0), leaf("b", 1, 1, 0), leaf("shown", 0, 1, 0)), leaf("c", 40, 1, 0)))
	weights, found, err := PairWeights(s, []Pairs{pairs(t, "pairs,a,b\na,,3\nb,,\n")})
	want := map[string]float64{"total": 100, "T": 60, "a": 45, "b": 15, "shown": 0, "c": 40}
	if d := cmp.Diff(want, weights, near); err != nil || d != "" || len(found) != 1 || found[0].Consistency != 0 {
		t.Errorf("%v, %+v (-want +got):\n%s", err, found, d)
	}
	for _, tt := range []struct {
		sets []string
		want string
	}{
		{[]string{"pairs,a,x\na,,3\nx,,\n"}, "the items are a, x, want those below T that weigh: a, b: invalid"},
		{[]string{"pairs,aa,b\naa,,3\nb,,\n"}, `the item "aa" is no node below the total of the scheme (did you mean "a"?): not found`},
		{[]string{"pairs,a,b\na,,3\nb,,\n", "pairs,b,a\nb,,\na,3,\n"}, "the items of T are judged in pairs.csv already: conflict"},
		{[]string{"pairs,a,b\na,,3\nb,2,\n"}, "b to a is 2, but a to b is 3: want numbers above 0, each the inverse of the other: invalid"},
	} {
		var sets []Pairs
		for _, text := range tt.sets {
			sets = append(sets, pairs(t, text))
		}
		if _, _, err := PairWeights(s, sets); err == nil || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
	many := Pairs{Items: make([]string, 16), Ratio: make([][]float64, 16)}
	if _, err := many.Priorities(); !errors.Is(err, assess.ErrInvalid) {
		t.Errorf("16 items: %v", err)
	}
}

func TestParsePairsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "pairs.csv:1: the file is empty",
		"pairs,a,b\na,1,x\nb,,\n":        `pairs.csv:2: a to b is "x", want a number above 0 as 3 or 1/3`,
		"pairs,a,b\na,1,1/0\nb,,\n":      `pairs.csv:2: a to b is "1/0"`,
		"pairs,a,b\na,,\nb,,\n":          "pairs.csv:2: a to b is empty both ways",
		"pairs,a,b\na,,2\n":              `pairs.csv:1: "b" has no row`,
		"pairs,a,b\na,,2\na,,2\nb,,\n":   "pairs.csv:3: a has two rows, the first in line 2",
		"pairs,alpha,b\nalpah,,2\nb,,\n": `pairs.csv:2: "alpah" is no item of the header (did you mean "alpha"?)`,
		"pairs,a,a\na,,2\n":              "is there twice in the header",
		"pairs,a,b\na,,2,7\nb,,\n":       "pairs.csv:2: 4 cells, want 3",
	} {
		if _, err := ParsePairs("pairs.csv", []byte(text)); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, assess.ErrInvalid) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	if got := pairs(t, "pairs, a ,b\nb,1/4,\na,,\n"); !slices.Equal(got.Items, []string{"a", "b"}) || got.Ratio[0][1] != 4 {
		t.Errorf("%+v, want a to b 4", got)
	}
}
