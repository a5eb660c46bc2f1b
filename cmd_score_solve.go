package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// scoreSolveCmd is `yingshang score solve`: what it takes to reach a score or a tier.
type scoreSolveCmd struct {
	scoreFiles
	Unit      string   `required:"" help:"The unit."`
	Year      *int     `placeholder:"Y" help:"Its year; without it the latest that has values."`
	Target    *float64 `placeholder:"SCORE" help:"The total to reach."`
	Tier      *int     `placeholder:"N" help:"The tier to reach, by its cut-off, instead of a total."`
	Indicator string   `placeholder:"IND" help:"Find the value of this indicator alone; without it, the cheapest set of moves."`
	Best      []string `sep:"none" placeholder:"IND=VALUE" help:"The best value that an indicator can reach; without it, its best goalpost. May be repeated."`
	Effort    []string `sep:"none" placeholder:"IND=COST" help:"What it costs to move an indicator from its worst to its best; without it 1. May be repeated."`
}

// Run writes indicator,from,to,points,effort; the sentence goes to standard error.
func (c *scoreSolveCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	target, err := c.target(s)
	if err != nil {
		return err
	}
	g, err := scoring.NewGround(s, values, c.options())
	if err != nil {
		return err
	}
	year := yearOf(values, c.Unit, c.Year)
	rows := [][]string{{"indicator", "from", "to", "points", "effort"}}
	if c.Indicator != "" {
		if len(c.Best)+len(c.Effort) > 0 {
			return fmt.Errorf("--best and --effort choose between indicators, so they do not go with --indicator: %w", assess.ErrInvalid)
		}
		to, a, err := g.SolveValue(c.Unit, year, c.Indicator, target)
		if err != nil {
			return err
		}
		var from *float64
		for _, v := range values {
			if v.Unit == c.Unit && v.Year == year && string(v.Indicator) == c.Indicator {
				from = v.Value
			}
		}
		points := ""
		if a.Before.Score != nil {
			points = digits(*a.After.Score - *a.Before.Score)
		}
		return tellAnswer(k, append(rows, []string{c.Indicator, digitsOf(from), digits(to), points, ""}), a.Text)
	}
	bounds, err := c.bounds()
	if err != nil {
		return err
	}
	p, err := g.CheapestMoves(c.Unit, year, target, bounds)
	if err != nil {
		return err
	}
	for _, m := range p.Moves {
		rows = append(rows, []string{m.Indicator, digits(m.From), digits(m.To), digits(m.Points), digits(m.Effort)})
	}
	return tellAnswer(k, rows, p.Text)
}

// target is the wanted total.
func (c *scoreSolveCmd) target(s *scheme.Scheme) (float64, error) {
	if (c.Target == nil) == (c.Tier == nil) {
		return 0, fmt.Errorf("want --target SCORE or --tier N: %w", assess.ErrInvalid)
	}
	if c.Target != nil {
		return *c.Target, nil
	}
	for _, t := range s.Tiers {
		if t.Tier == *c.Tier && t.From != nil {
			return *t.From, nil
		}
	}
	return 0, fmt.Errorf("%s: tier %d has no cut-off to reach: %w", c.Scheme, *c.Tier, assess.ErrNotFound)
}

func (c *scoreSolveCmd) bounds() ([]scoring.Bound, error) {
	var bounds []scoring.Bound
	at := map[string]int{}
	bound := func(flag, text string, set func(b *scoring.Bound, x *float64)) error {
		id, x, err := assignment(flag, text)
		if err == nil && x == nil {
			err = fmt.Errorf("%s %q: want a number after the sign: %w", flag, text, assess.ErrInvalid)
		}
		if err != nil {
			return err
		}
		if _, ok := at[id]; !ok {
			at[id] = len(bounds)
			bounds = append(bounds, scoring.Bound{Indicator: id})
		}
		set(&bounds[at[id]], x)
		return nil
	}
	for _, text := range c.Best {
		if err := bound("--best", text, func(b *scoring.Bound, x *float64) { b.To = x }); err != nil {
			return nil, err
		}
	}
	for _, text := range c.Effort {
		if err := bound("--effort", text, func(b *scoring.Bound, x *float64) { b.Cost = x }); err != nil {
			return nil, err
		}
	}
	return bounds, nil
}
