package main

import (
	"fmt"
	"strconv"

	"github.com/alecthomas/kong"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// scoreRobustnessCmd is `yingshang score robustness`: how far scores, ranks and tiers hold.
type scoreRobustnessCmd struct {
	scoreFiles
	Runs        int                    `default:"10000" placeholder:"N" help:"So many draws."`
	Seed        uint64                 `default:"1" placeholder:"N" help:"The same seed gives the same digits."`
	Weights     float64                `default:"0.25" placeholder:"F" help:"Every weight may be higher or lower by up to this share."`
	OtherMeans  []scheme.Aggregation   `placeholder:"M" help:"Means that the scheme could as well have taken."`
	OtherNormal []scheme.Normalisation `name:"other-normalise" placeholder:"M" help:"Normalisations that it could as well have taken."`
	Error       float64                `placeholder:"F" help:"Standard deviation of an indicator's score by errors of measurement, as a share of its range."`
	OtherImpute []scoring.Imputation   `placeholder:"M" help:"Imputations that could as well have stood in for missing values: none, mean, median, group, last."`
	Sobol       bool                   `help:"Say which of these doubts moves the ranks: Sobol indices, at the power of two next above the runs."`
	LeaveOut    bool                   `help:"Leave out each node in turn instead."`
	Against     string                 `placeholder:"FILE" help:"Compare with another scheme over the same values instead."`
}

// Run writes, of each unit, [year,]unit,score,score_05,score_50,score_95,rank,rank_05,rank_50,rank_95,shift,tier and the probability
// of each tier; or what the flags ask for.
func (c *scoreRobustnessCmd) Run(k *kong.Context) error {
	s, values, err := c.read()
	if err != nil {
		return err
	}
	switch {
	case c.Against != "":
		return c.compare(k, s, values)
	case c.LeaveOut:
		return c.leaveOut(k, s, values)
	case c.Sobol:
		return c.sobol(k, s, values)
	}
	r, err := scoring.Robust(s, values, c.options(), c.uncertainty(), c.Runs, c.Seed)
	if err != nil {
		return err
	}
	head := []string{"year", "unit", "score", "score_05", "score_50", "score_95", "rank", "rank_05", "rank_50", "rank_95", "shift", "tier"}
	for _, tier := range r.Tiers {
		head = append(head, fmt.Sprintf("p_tier_%d", tier))
	}
	rows, imputed := [][]string{head}, []string{}
	for _, u := range r.Units {
		imputed = append(imputed, numberOf(u.Imputed))
		row := []string{numberOf(u.Year), u.Unit, digits(u.Score), digits(u.Scores.Low), digits(u.Scores.Median), digits(u.Scores.High),
			strconv.Itoa(u.Rank), digits(u.Ranks.Low), digits(u.Ranks.Median), digits(u.Ranks.High), digits(u.Shift), numberOf(u.Tier)}
		for _, p := range u.Tiers {
			row = append(row, digits(p))
		}
		rows = append(rows, row)
	}
	return tellAnswer(k, withColumn(rows, "imputed", imputed), assess.Text{
		ZH: fmt.Sprintf("%d 次模拟(种子 %d): 名次平均移动 %.2f 位。", r.Runs, r.Seed, r.Shift),
		EN: fmt.Sprintf("%d draws (seed %d): ranks shift by %.2f on average.", r.Runs, r.Seed, r.Shift),
	})
}

func (c *scoreRobustnessCmd) uncertainty() scoring.Uncertainty {
	return scoring.Uncertainty{Weights: c.Weights, Means: c.OtherMeans, Normalise: c.OtherNormal, Error: c.Error, Impute: c.OtherImpute}
}

// sobol writes factor,first,total.
func (c *scoreRobustnessCmd) sobol(k *kong.Context, s *scheme.Scheme, values []scoring.Input) error {
	points := 2
	for points < c.Runs {
		points *= 2
	}
	got, err := scoring.Sensitivity(s, values, c.options(), c.uncertainty(), points, c.Seed)
	if err != nil {
		return err
	}
	rows, most := [][]string{{"factor", "first", "total"}}, 0
	for i, name := range scoring.Factors() {
		rows = append(rows, []string{name, digits(got.First[i]), digits(got.Total[i])})
		if got.Total[i] > got.Total[most] {
			most = i
		}
	}
	text := assess.Text{ZH: "名次不受这些不确定因素影响。", EN: "None of these doubts moves a rank."}
	if name := scoring.Factors()[most]; got.Variance > 0 {
		text = assess.Text{ZH: fmt.Sprintf("对名次影响最大的是 %s。", name), EN: fmt.Sprintf("What moves the ranks most is %s.", name)}
	}
	return tellAnswer(k, rows, text)
}

// leaveOut writes node,[year,]unit,score,score_without,rank,rank_without.
func (c *scoreRobustnessCmd) leaveOut(k *kong.Context, s *scheme.Scheme, values []scoring.Input) error {
	out, err := scoring.LeaveOut(s, values, c.options())
	if err != nil {
		return err
	}
	rows := [][]string{{"node", "year", "unit", "score", "score_without", "rank", "rank_without"}}
	text := assess.Text{ZH: "没有可以去掉的指标。", EN: "There is nothing to leave out."}
	most := -1.0
	var imputed, without []string
	for _, l := range out {
		for _, u := range l.Units {
			rows = append(rows, append([]string{l.Node}, besideCells(u)...))
			imputed, without = append(imputed, numberOf(u.Imputed)), append(without, numberOf(u.OtherImputed))
		}
		if l.Shift > most {
			most = l.Shift
			text = assess.Text{
				ZH: fmt.Sprintf("去掉 %s 对名次影响最大: 平均移动 %.2f 位。", l.Node, l.Shift),
				EN: fmt.Sprintf("Leaving out %s moves the ranks most: by %.2f on average.", l.Node, l.Shift),
			}
		}
	}
	return tellAnswer(k, withColumn(withColumn(rows, "imputed", imputed), "imputed_without", without), text)
}

// compare writes [year,]unit,score,score_against,rank,rank_against.
func (c *scoreRobustnessCmd) compare(k *kong.Context, s *scheme.Scheme, values []scoring.Input) error {
	other := c.scoreFiles
	other.Scheme = c.Against
	against, _, err := other.read()
	if err != nil {
		return err
	}
	ours, err := scoring.Compute(s, values, c.options())
	if err != nil {
		return err
	}
	theirs, err := scoring.Compute(against, values, c.options())
	if err != nil {
		return fmt.Errorf("%s: %w", c.Against, err)
	}
	units, shift := scoring.Compare(ours, theirs)
	rows := [][]string{{"year", "unit", "score", "score_against", "rank", "rank_against"}}
	var imputed, without []string
	for _, u := range units {
		rows = append(rows, besideCells(u))
		imputed, without = append(imputed, numberOf(u.Imputed)), append(without, numberOf(u.OtherImputed))
	}
	return tellAnswer(k, withColumn(withColumn(rows, "imputed", imputed), "imputed_against", without), assess.Text{
		ZH: fmt.Sprintf("两套方案之间名次平均移动 %.2f 位。", shift),
		EN: fmt.Sprintf("Between the two schemes ranks shift by %.2f on average.", shift),
	})
}

func besideCells(u scoring.Beside) []string {
	return []string{numberOf(u.Year), u.Unit, digitsOf(u.Score), digitsOf(u.Other), numberOf(u.Rank), numberOf(u.OtherRank)}
}

// numberOf is a number of which 0 means none.
func numberOf(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
