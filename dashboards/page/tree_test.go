package page

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// What is shown adds up: themes to the total, indicators to their theme, and in every row what is given and what is lost
// to the weight.
func TestShownPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := []assess.NodeScore{{Node: "total", Weight: 100}}
		total := 0.0
		left := 100.0
		themes := rapid.IntRange(1, 8).Draw(t, "themes")
		for i := range themes {
			weight := left
			if i < themes-1 {
				weight = left * rapid.Float64Range(0.05, 0.6).Draw(t, "share")
			}
			left -= weight
			theme := assess.NodeScore{Node: fmt.Sprintf("T%02d", i), Parent: "total", Depth: 1, Weight: weight}
			var leaves []assess.NodeScore
			gives, rest := 0.0, weight
			n := rapid.IntRange(1, 9).Draw(t, "indicators")
			for k := range n {
				w := rest
				if k < n-1 {
					w = rest * rapid.Float64Range(0, 0.5).Draw(t, "weight")
				}
				rest -= w
				score := rapid.Float64Range(0, 100).Draw(t, "score")
				c := w * score / 100
				gives += c
				leaves = append(leaves, assess.NodeScore{Node: fmt.Sprintf("%s-%d", theme.Node, k), Parent: theme.Node, Depth: 2, Weight: w, Contribution: &c})
			}
			theme.Contribution = &gives
			total += gives
			nodes = append(append(nodes, theme), leaves...)
		}
		nodes[0].Contribution = &total
		tree := treeOf(assess.Assessment{Nodes: nodes})
		check := func(parent assess.NodeScore, children []assess.NodeScore, decimals int) {
			weights, gives := 0.0, 0.0
			for _, c := range children {
				p := tree.parts[c.Node]
				weights, gives = weights+*p.weight, gives+*p.contribution
				if math.Abs(*p.weight-*p.contribution-*p.loss) > 1e-9 {
					t.Fatalf("%s: weight %v - contribution %v is not its loss %v", c.Node, *p.weight, *p.contribution, *p.loss)
				}
			}
			if want := scoring.Round(*parent.Contribution, decimals); math.Abs(gives-want) > 1e-9 {
				t.Fatalf("contributions below %s add up to %v, want %v", parent.Node, gives, want)
			}
			if want := scoring.Round(parent.Weight, decimals); math.Abs(weights-want) > 1e-9 {
				t.Fatalf("weights below %s add up to %v, want %v", parent.Node, weights, want)
			}
		}
		check(tree.total, tree.themes, 2)
		for _, theme := range tree.themes {
			check(theme, tree.of(theme.Node), 3)
		}
	})
}

// Pages pass over what a deeper scheme has between themes and indicators: an indicator is its theme's, and all adds up.
func TestADeepTreeIsShownByThemes(t *testing.T) {
	a := assess.Assessment{Nodes: []assess.NodeScore{{Node: "total", Weight: 100, Score: new(64.0), Contribution: new(64.0)}}}
	add := func(name, parent string, depth int, weight, gives float64) {
		a.Nodes = append(a.Nodes, assess.NodeScore{Node: name, Parent: parent, Depth: depth, Weight: weight, Contribution: &gives})
	}
	add("T1", "total", 1, 70, 44)
	add("S1", "T1", 2, 50, 30)
	add("S2", "S1", 3, 20, 10)
	add("A1", "S2", 4, 20, 10)
	add("A2", "S1", 3, 30, 20)
	add("A3", "T1", 2, 20, 14)
	add("T2", "total", 1, 30, 20)
	add("B1", "T2", 2, 30, 20)
	tree := treeOf(a)
	var got []string
	for _, theme := range tree.themes {
		sum := 0.0
		for _, n := range tree.of(theme.Node) {
			got = append(got, theme.Node+"/"+n.Node)
			sum += *tree.parts[n.Node].contribution
		}
		if math.Abs(sum-*tree.parts[theme.Node].contribution) > 1e-9 {
			t.Errorf("the indicators of %s give %g points, the theme %g", theme.Node, sum, *tree.parts[theme.Node].contribution)
		}
	}
	if want := []string{"T1/A1", "T1/A2", "T1/A3", "T2/B1"}; !slices.Equal(got, want) {
		t.Errorf("indicators by theme are %v, want %v", got, want)
	}
	if len(tree.leaves) != 4 {
		t.Errorf("%d indicators, want 4", len(tree.leaves))
	}
}
