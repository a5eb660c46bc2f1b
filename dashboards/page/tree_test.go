package page

import (
	"fmt"
	"math"
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
