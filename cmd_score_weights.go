package main

import (
	"encoding/csv"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// scoreWeightsCmd says what every node would weigh.
type scoreWeightsCmd struct {
	scoreFiles
	Method string `enum:"given,equal,entropy" default:"entropy" placeholder:"M" help:"given by the scheme, equal among siblings, or by entropy (熵值法, default): what tells the units apart weighs more."`
}

// Run writes node,parent,weight: points of 100, with 17 digits.
func (c *scoreWeightsCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	weights, err := scoring.Weights(scoring.Weighting(c.Method), s, values, c.options())
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
