package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// scoreCmd is `yingshang score`: values and a scheme in, answers out, without a database.
type scoreCmd struct {
	Run        scoreRunCmd        `cmd:"" name:"run" default:"withargs" help:"Scores, ranks and tiers of every node (also without the word run)."`
	Explain    scoreExplainCmd    `cmd:"" help:"What the indicators cost a unit, or why its total changed: values, weights, frontier, coverage, scheme."`
	Robustness scoreRobustnessCmd `cmd:"" help:"How far scores, ranks and tiers hold under other weights, means, normalisations and errors."`
	Whatif     scoreWhatifCmd     `cmd:"" help:"Where a unit would stand with other values or weights."`
	Solve      scoreSolveCmd      `cmd:"" help:"What it takes to reach a score or a tier: the value of one indicator, or the cheapest set of moves."`
	Nowcast    scoreNowcastCmd    `cmd:"" help:"Where the running year may end, by its months so far: score, interval and the probability of each tier."`
	Weights    scoreWeightsCmd    `cmd:"" help:"What every node weighs: as given, equal, by entropy, by principal components or by judgements in pairs (AHP)."`
}

// scoreFiles are the files and the rules that every question to the scoring engine takes.
type scoreFiles struct {
	Scheme       string               `required:"" placeholder:"FILE" help:"Scheme, whose rules the flags below override: as .yaml, or flat as .csv: indicator,parent,weight,direction,goalpost_best,goalpost_worst[,transform,param,aggregation,target,coverage,bands,name]."`
	Values       string               `required:"" placeholder:"FILE" help:"Values as CSV: unit[,year],indicator,value[,status,group]."`
	Normalise    string               `enum:",goalposts,minmax,zscore,rank,percentile,borda,target,max,reference" default:"" placeholder:"M" help:"How values become scores: goalposts (default where the scheme has them), minmax, zscore, rank, percentile, borda, target, max (share of the greatest), reference (way to --reference)."`
	Zscore       *scoreSpread         `placeholder:"M,S" help:"Mean and standard deviation of z-scores, as 100,10; 0,1 without it."`
	Reference    string               `placeholder:"UNIT" help:"The unit whose value scores 1 by reference."`
	Range        *scoreRange          `placeholder:"A,B" help:"Scores of the worst and the best: 0,100 for goalposts and minmax, 0,1 for percentile and target."`
	Aggregate    []scheme.Aggregation `placeholder:"M" help:"arithmetic, geometric, harmonic or power:P: one for all levels, or one a level from the lowest up. A node's own wins."`
	Coverage     *float64             `placeholder:"F" help:"Share of its children that a node needs, 0 to 1."`
	CoverageBy   string               `enum:",children,weight" default:"" placeholder:"WHAT" help:"Count that share by children (default of a flat scheme) or by weight (default of a yearly one)."`
	RankDecimals *int                 `placeholder:"N" help:"Round scores to N decimals before ranking; without it they are ranked unrounded."`
	Impute       string               `enum:",none,mean,median,group,last" default:"" placeholder:"M" help:"What stands in for missing values (impute of a yearly scheme): none, mean or median of the year, group (mean of the units of the same group, a column of the values), last (the unit's latest earlier year). Adds the columns used and imputed."`
	Treat        *scoreTreat          `placeholder:"N" help:"Treat outliers (treat of a yearly scheme) for minmax and zscore: while |skewness| is 2 or more and kurtosis 3.5 or more, winsorise up to N points, else take logarithms; none treats nothing. Adds the columns used and treated."`
	Tiers        *scheme.TierRule     `placeholder:"RULE" help:"Tiers by the scheme's cutoffs, or read off the totals of each year (estimated, 估算): top:5,20 (last ranks), percentile:90,50, jenks:4 (natural breaks). Adds the column tier_status."`
	Within       string               `enum:",year,panel" default:"" placeholder:"WHAT" help:"Take least, greatest, mean and rank of an indicator within each year (default of a yearly scheme) or over the panel of all years (default of a flat one)."`
	WithinYear   bool                 `hidden:"" help:"The same as --within year."`
}

// scoreRunCmd scores.
type scoreRunCmd struct {
	scoreFiles
	Weights string   `enum:"given,equal,entropy,pca,ahp" default:"given" placeholder:"M" help:"Weights: given by the scheme, equal among siblings, by entropy (熵值法), by principal components (pca, 主成分分析), or by judgements in pairs (ahp, 层次分析法)."`
	Pairs   []string `sep:"none" placeholder:"FILE" help:"Judgements for ahp, as of score weights; may be repeated."`
	Rank    string   `enum:"score,copeland" default:"score" placeholder:"M" help:"Rank totals and themes by their scores, or by copeland: wins less losses against each other unit, by the weight of the indicators that one is better in. Adds the column copeland."`
	Out     string   `placeholder:"FILE" help:"Write there instead of to standard output."`
}

// scoreRange is a range as a flag: two numbers with a comma.
type scoreRange scheme.Range

// UnmarshalText reads "1,100".
func (r *scoreRange) UnmarshalText(b []byte) error {
	low, high, _ := strings.Cut(string(b), ",")
	var errLow, errHigh error
	r.Low, errLow = strconv.ParseFloat(strings.TrimSpace(low), 64)
	r.High, errHigh = strconv.ParseFloat(strings.TrimSpace(high), 64)
	if errLow != nil || errHigh != nil || !(r.Low < r.High) {
		return fmt.Errorf("%q: want the lowest and the highest score, as 0,100", b)
	}
	return nil
}

// scoreSpread is a mean and a deviation as a flag: two numbers with a comma.
type scoreSpread scheme.Spread

// UnmarshalText reads "100,10".
func (s *scoreSpread) UnmarshalText(b []byte) error {
	mean, deviation, _ := strings.Cut(string(b), ",")
	var errMean, errDeviation error
	s.Mean, errMean = strconv.ParseFloat(strings.TrimSpace(mean), 64)
	s.Deviation, errDeviation = strconv.ParseFloat(strings.TrimSpace(deviation), 64)
	if errMean != nil || errDeviation != nil || !(s.Deviation > 0) || math.IsInf(s.Deviation, 0) || math.IsNaN(s.Mean) || math.IsInf(s.Mean, 0) {
		return fmt.Errorf("%q: want the mean and the standard deviation, as 100,10", b)
	}
	return nil
}

// scoreTreat is a treatment as a flag: how many points are winsorised, or none.
type scoreTreat scheme.Treatment

// UnmarshalText reads "5" or "none".
func (t *scoreTreat) UnmarshalText(b []byte) error {
	if string(b) == "none" {
		return nil
	}
	points, err := strconv.Atoi(string(b))
	if err != nil || points < 0 {
		return fmt.Errorf("%q: want how many points are winsorised at most, 0 or more, or none", b)
	}
	*t = scoreTreat(*scheme.UsualTreatment(points))
	return nil
}

// Run scores and writes [year,]unit,node,score,rank,tier,status.
func (c *scoreRunCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	if how := scoring.Weighting(c.Weights); how != scoring.AsGiven {
		weights, err := c.weights(k, how, c.Pairs, s, values)
		if err != nil {
			return err
		}
		s = scoring.Reweigh(s, weights)
	}
	res, err := scoring.Compute(s, values, c.options())
	if err != nil {
		return err
	}
	if len(res.Unused) > 0 {
		fmt.Fprintf(k.Stderr, "%s: not in the scheme, so left out: %s\n", c.Values, strings.Join(res.Unused, ", "))
	}
	if c.Rank == "copeland" {
		res.RankByCopeland()
	}
	var out bytes.Buffer
	if err := scoring.WriteColumns(&out, res, scoring.Columns{Imputed: res.Imputes, Treated: res.Treats, TierStatus: c.Tiers != nil, Copeland: c.Rank == "copeland"}); err != nil {
		return err
	}
	if c.Out != "" {
		return os.WriteFile(c.Out, out.Bytes(), 0o644)
	}
	_, err = k.Stdout.Write(out.Bytes())
	return err
}

func (c *scoreFiles) options() scoring.Options {
	within := scheme.Within(c.Within)
	if within == "" && c.WithinYear {
		within = scheme.OwnYear
	}
	return scoring.Options{
		Impute: scoring.Imputation(c.Impute), Treat: (*scheme.Treatment)(c.Treat), Within: within,
		Normalise: scheme.Normalisation(c.Normalise), ZScore: (*scheme.Spread)(c.Zscore), Reference: c.Reference, Range: (*scheme.Range)(c.Range), Aggregate: c.Aggregate,
		Coverage: c.Coverage, CoverageBy: scheme.CoverageBy(c.CoverageBy), RankDecimals: c.RankDecimals, Tiers: c.Tiers,
	}
}

// read reads scheme and values; the error holds the faults of both.
func (c *scoreFiles) read() (*scheme.Scheme, []scoring.Input, error) {
	var faults assess.Faults
	data, err := os.ReadFile(c.Scheme)
	if err != nil {
		return nil, nil, err
	}
	s, err := scheme.Parse(c.Scheme, data)
	faults.Join(err)
	if data, err = os.ReadFile(c.Values); err != nil {
		return nil, nil, err
	}
	values, err := scoring.ParseValues(c.Values, data)
	faults.Join(err)
	return s, values, faults.Err()
}
