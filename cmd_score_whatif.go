package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// scoreWhatifCmd is `yingshang score whatif`: where a unit would stand with other values or weights.
type scoreWhatifCmd struct {
	scoreFiles
	Unit   string   `required:"" help:"The unit."`
	Year   *int     `placeholder:"Y" help:"Its year; without it the latest that has values."`
	Set    []string `sep:"none" placeholder:"IND=VALUE" help:"Another value of an indicator, none after the sign takes it away; may be repeated."`
	Weight []string `sep:"none" placeholder:"NODE=W" help:"Another weight of a node beside its siblings, for all units; may be repeated."`
}

// Run writes node,score_before,score_after,weight_before,weight_after of what moves, and
// imputed_before,imputed_after where a value stands in for a missing one; the sentence goes to standard error.
func (c *scoreWhatifCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	q := scoring.Question{Unit: c.Unit, Year: yearOf(values, c.Unit, c.Year)}
	for _, text := range c.Set {
		id, x, err := assignment("--set", text)
		if err != nil {
			return err
		}
		q.Values = append(q.Values, scoring.Setting{Indicator: id, Value: x})
	}
	for _, text := range c.Weight {
		id, x, err := assignment("--weight", text)
		if err == nil && x == nil {
			err = fmt.Errorf("--weight %q: the weight is empty, want a number of 0 or more: %w", text, assess.ErrInvalid)
		}
		if err != nil {
			return err
		}
		q.Weights = append(q.Weights, scoring.Weighing{Node: id, Weight: *x})
	}
	g, err := scoring.NewGround(s, values, c.options())
	if err != nil {
		return err
	}
	a, err := g.WhatIf(q)
	if err != nil {
		return err
	}
	rows := [][]string{{"node", "score_before", "score_after", "weight_before", "weight_after"}}
	var was, is []string
	for _, m := range a.Moved {
		was, is = append(was, string(m.FromImputed)), append(is, string(m.ToImputed))
		rows = append(rows, []string{m.ID, digitsOf(m.From), digitsOf(m.To), digits(m.FromWeight), digits(m.ToWeight)})
	}
	return tellAnswer(k, withColumn(withColumn(rows, "imputed_before", was), "imputed_after", is), a.Text)
}

// assignment reads NAME=NUMBER; the number is nil when nothing follows the sign.
func assignment(flag, text string) (name string, x *float64, err error) {
	name, number, ok := strings.Cut(text, "=")
	if name = strings.TrimSpace(name); !ok || name == "" {
		return "", nil, fmt.Errorf("%s %q: want NAME=NUMBER: %w", flag, text, assess.ErrInvalid)
	}
	if number = strings.TrimSpace(number); number == "" {
		return name, nil, nil
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return "", nil, fmt.Errorf("%s %q: %q is no number: %w", flag, text, number, assess.ErrInvalid)
	}
	return name, &v, nil
}
