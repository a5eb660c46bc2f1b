package main

import (
	"encoding/csv"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// scoreWeightsCmd says what every node would weigh.
type scoreWeightsCmd struct {
	scoreFiles
	Method string   `enum:"given,equal,entropy,pca,ahp" default:"entropy" placeholder:"M" help:"given by the scheme, equal among siblings, by entropy (熵值法, default): what tells the units apart weighs more; pca (主成分分析): what the main components of all indicators explain weighs more; ahp (层次分析法): by judgements in pairs."`
	Pairs  []string `sep:"none" placeholder:"FILE" help:"Judgements in pairs of the children of one node, for ahp, as a square CSV: pairs,A,B,… and a row for each; numbers or fractions as 1/3, empty cells are the inverse of those across. May be repeated; children without keep their weights."`
}

// weights are those of a method. Of judgements in pairs it tells how consistent they are, on standard error.
func (c *scoreFiles) weights(k *kong.Context, how scoring.Weighting, pairs []string, s *scheme.Scheme, values []scoring.Input) (map[string]float64, error) {
	if (how == scoring.ByPairs) != (len(pairs) > 0) {
		return nil, fmt.Errorf("judgements in pairs are ahp, and ahp takes them: want ahp with --pairs FILE: %w", assess.ErrInvalid)
	}
	if how != scoring.ByPairs {
		return scoring.Weights(how, s, values, c.options())
	}
	var faults assess.Faults
	sets := make([]scoring.Pairs, len(pairs))
	for i, file := range pairs {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		sets[i], err = scoring.ParsePairs(file, data)
		faults.Join(err)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	weights, found, err := scoring.PairWeights(s, sets)
	for i, p := range found {
		fmt.Fprintf(k.Stderr, "%s: λmax %.4f, CI %.4f, CR %.4f\n", pairs[i], p.Lambda, p.Index, p.Consistency)
	}
	return weights, err
}

// Run writes node,parent,weight: points of 100, with 17 digits.
func (c *scoreWeightsCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	weights, err := c.weights(k, scoring.Weighting(c.Method), c.Pairs, s, values)
	if err != nil {
		return err
	}
	out := csv.NewWriter(k.Stdout)
	write := func(cells ...string) { _ = out.Write(cells) } // Flush reports it
	write("node", "parent", "weight")
	s.Root.Walk(func(n, parent *scheme.Node, _ int) {
		of := ""
		if parent != nil {
			of = parent.ID
		}
		write(n.ID, of, digits(weights[n.ID]))
	})
	out.Flush()
	return out.Error()
}
