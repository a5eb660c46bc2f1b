package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scoring"
)

// scoreNowcastCmd is `yingshang score nowcast`: where the running year may end.
type scoreNowcastCmd struct {
	scoreFiles
	Months     string `required:"" placeholder:"FILE" help:"Months as CSV: unit,year,month,indicator and numerator,denominator[,scale] (a rate or a mean; scale 100 for percents), numerator alone (a count) or value (a level: the last counts); of this year and of earlier ones."`
	AsOf       string `required:"" placeholder:"DATE" help:"Months that are over on this day are known, as 2022-09-30."`
	Unit       string `required:"" help:"The unit."`
	Draws      int    `default:"4000" placeholder:"N" help:"So many draws."`
	Seed       uint64 `default:"1" placeholder:"N" help:"The same seed gives the same digits."`
	Indicators bool   `help:"List the estimate of every indicator instead."`
}

// Run writes year,month,unit,score,score_10,score_50,score_90 and the probability of each tier, or of each indicator
// indicator,months,so_far,year_end,error,tests; the sentence goes to standard error.
func (c *scoreNowcastCmd) Run(k *kong.Context) error {
	asOf, err := time.ParseInLocation(time.DateOnly, c.AsOf, assess.Zone)
	if err != nil {
		return fmt.Errorf("--as-of %q: want a day like 2022-09-30: %w", c.AsOf, assess.ErrInvalid)
	}
	var faults assess.Faults
	s, values, err := c.read()
	faults.Join(err)
	data, err := os.ReadFile(c.Months)
	if err != nil {
		return err
	}
	months, err := scoring.ParseMonths(c.Months, data)
	faults.Join(err)
	if err := faults.Err(); err != nil {
		return err
	}
	n, err := scoring.NowcastYear(s, values, months, c.options(), c.Unit, asOf, c.Draws, c.Seed)
	if err != nil {
		return err
	}
	if c.Indicators {
		rows := [][]string{{"indicator", "months", "so_far", "year_end", "error", "tests"}}
		for _, p := range n.Indicators {
			rows = append(rows, []string{p.Indicator, strconv.Itoa(p.Months), digits(p.SoFar), digits(p.Value), digits(p.Error), strconv.Itoa(p.Tests)})
		}
		return tellAnswer(k, rows, n.Text())
	}
	head := []string{"year", "month", "unit", "score", "score_10", "score_50", "score_90"}
	row := []string{strconv.Itoa(n.Year), strconv.Itoa(int(n.Month)), n.Unit, digits(n.Score), digits(n.Scores.Low), digits(n.Scores.Median), digits(n.Scores.High)}
	for i, tier := range n.Tiers {
		head, row = append(head, fmt.Sprintf("p_tier_%d", tier)), append(row, digits(n.Odds[i]))
	}
	return tellAnswer(k, [][]string{head, row}, n.Text())
}
