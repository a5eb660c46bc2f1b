package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// scoreExplainCmd is `yingshang score explain`: why a total is what it is, or why it changed.
type scoreExplainCmd struct {
	scoreFiles
	Unit         string `required:"" help:"The unit."`
	Year         *int   `placeholder:"Y" help:"Its year; without it the latest that has values."`
	FromYear     *int   `placeholder:"Y" help:"Take the change since that year apart; without it and without earlier files, list what the indicators cost."`
	BeforeScheme string `placeholder:"FILE" help:"Scheme of the earlier year; without it the same."`
	BeforeValues string `placeholder:"FILE" help:"Values of the earlier year; without it the same file."`
}

// Run writes indicator,value,score,loss,share,cumulative (and imputed where a value stands in for a missing one), or for a
// change cause,indicator,points; the sentence, and how far the total is from the cut-offs beside it, go to standard error.
func (c *scoreExplainCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	to := scoring.Moment{Scheme: s, Values: values, Options: c.options(), Unit: c.Unit, Year: yearOf(values, c.Unit, c.Year)}
	if c.FromYear == nil && c.BeforeScheme == "" && c.BeforeValues == "" {
		return c.losses(k, to)
	}
	earlier := c.scoreFiles
	if c.BeforeScheme != "" {
		earlier.Scheme = c.BeforeScheme
	}
	if c.BeforeValues != "" {
		earlier.Values = c.BeforeValues
	}
	from := to
	if from.Scheme, from.Values, err = earlier.read(); err != nil {
		return err
	}
	from.Year = yearOf(from.Values, c.Unit, c.FromYear)
	change, err := scoring.ChangeBetween(from, to)
	if err != nil {
		return err
	}
	rows := [][]string{{"cause", "indicator", "points"}}
	for _, i := range change.Indicators {
		rows = append(rows, []string{"performance", i.Indicator, digits(i.Performance)})
	}
	for _, i := range change.Indicators {
		rows = append(rows, []string{"frontier", i.Indicator, digits(i.Frontier)})
	}
	rows = append(rows, []string{"weights", "", digits(change.Weights)}, []string{"coverage", "", digits(change.Coverage)},
		[]string{"scheme", "", digits(change.Scheme)})
	u, err := c.scored(to)
	if err != nil {
		return err
	}
	return tellAnswer(k, rows, change.Text(), u.Distance.Text(c.Unit, u.Root().Tier))
}

// scored is the unit's result.
func (c *scoreExplainCmd) scored(m scoring.Moment) (*scoring.UnitResult, error) {
	res, err := scoring.Compute(m.Scheme, m.Values, m.Options)
	if err != nil {
		return nil, err
	}
	u, ok := res.Unit(m.Unit, m.Year)
	if !ok {
		units := make([]string, len(res.Units))
		for i, u := range res.Units {
			units[i] = u.Unit
		}
		of := ""
		if m.Year != 0 {
			of = fmt.Sprintf(" of year %d", m.Year)
		}
		return nil, fmt.Errorf("%s: unit %q has no values%s%s: %w", c.Values, m.Unit, of, assess.DidYouMean(m.Unit, units), assess.ErrNotFound)
	}
	return u, nil
}

func (c *scoreExplainCmd) losses(k *kong.Context, m scoring.Moment) error {
	u, err := c.scored(m)
	if err != nil {
		return err
	}
	losses, err := u.Losses()
	if err != nil {
		return err
	}
	rows := [][]string{{"indicator", "value", "score", "loss", "share", "cumulative"}}
	var imputed []string
	for _, l := range losses {
		imputed = append(imputed, string(l.Imputed))
		rows = append(rows, []string{l.Indicator, digitsOf(l.Value), digits(l.Score), digits(l.Points), digits(l.Share), digits(l.Cumulative)})
	}
	return tellAnswer(k, withColumn(rows, "imputed", imputed), scoring.LossText(m.Unit, losses), u.Distance.Text(m.Unit, u.Root().Tier))
}

// yearOf is the wanted year, or the latest of which the unit has values.
func yearOf(values []scoring.Input, unit string, wanted *int) int {
	if wanted != nil {
		return *wanted
	}
	year := 0
	for _, v := range values {
		if v.Unit == unit {
			year = max(year, v.Year)
		}
	}
	return year
}

// tellAnswer writes the rows, and each sentence in both languages to standard error; an empty one is left out.
func tellAnswer(k *kong.Context, rows [][]string, sentences ...assess.Text) error {
	if err := csv.NewWriter(k.Stdout).WriteAll(rows); err != nil {
		return err
	}
	for _, t := range sentences {
		if t == (assess.Text{}) {
			continue
		}
		if _, err := fmt.Fprintf(k.Stderr, "%s\n%s\n", t.ZH, t.EN); err != nil {
			return err
		}
	}
	return nil
}

// withColumn adds a column to rows under their head, where any of its cells has something in it.
func withColumn(rows [][]string, name string, cells []string) [][]string {
	if !slices.ContainsFunc(cells, func(s string) bool { return s != "" }) {
		return rows
	}
	for i, cell := range append([]string{name}, cells...) {
		rows[i] = append(rows[i], cell)
	}
	return rows
}

// digits is a number with the 17 digits that read back to the same number.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 17, 64) }

func digitsOf(x *float64) string {
	if x == nil {
		return ""
	}
	return digits(*x)
}
