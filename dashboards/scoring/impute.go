package scoring

import (
	"fmt"
	"slices"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
)

// Imputation says what stands in for a missing value. Only values of the status missing are filled in: what does not apply,
// is not practised or comes from a small sample keeps its rule. An imputed value is scored and counts as covered; its node
// keeps the status missing, and NodeResult.Imputed says how it was made.
type Imputation string

// The imputations. None is taken from imputed values, and where there is nothing to take it from the value stays missing.
const (
	NoImputation  Imputation = ""
	ImputeMean    Imputation = "mean"   // of the indicator in the same year
	ImputeMedian  Imputation = "median" // the same; of an even number the middle between two
	ImputeByGroup Imputation = "group"  // mean of the units of the same group in the same year
	ImputeLast    Imputation = "last"   // of the unit's latest earlier year
)

// Imputations lists the allowed words.
var Imputations = []Imputation{ImputeMean, ImputeMedian, ImputeByGroup, ImputeLast}

// UnmarshalText reads one of the allowed words, or none.
func (how *Imputation) UnmarshalText(b []byte) error {
	*how = Imputation(b)
	switch {
	case *how == "none":
		*how = NoImputation
	case !slices.Contains(Imputations, *how):
		return fmt.Errorf("%q: want none or one of %v: %w", b, Imputations, assess.ErrInvalid)
	}
	return nil
}

// impute fills in what is missing in rows that stand by year.
func (p *plan) impute(rows []*row) error {
	switch {
	case p.imputation == NoImputation:
		return nil
	case !slices.Contains(Imputations, p.imputation):
		return fmt.Errorf("impute %q: want one of %v: %w", p.imputation, Imputations, assess.ErrInvalid)
	case p.imputation == ImputeByGroup && !slices.ContainsFunc(rows, func(r *row) bool { return r.group != "" }):
		return fmt.Errorf("impute group: no unit has a group: %w", assess.ErrInvalid)
	}
	for i, n := range p.nodes {
		if n.Leaf() {
			p.imputeLeaf(i, rows)
		}
	}
	return nil
}

// pool is what the values of an indicator are taken together by.
type pool struct {
	year  int
	group string
	unit  string
}

func (p *plan) poolOf(r *row) pool {
	switch p.imputation {
	case ImputeByGroup:
		return pool{year: r.year, group: r.group}
	case ImputeLast:
		return pool{unit: r.unit}
	}
	return pool{year: r.year}
}

// imputeLeaf fills in one indicator. Those of yes and no have no mean: of them only the last value is taken.
func (p *plan) imputeLeaf(i int, rows []*row) {
	if p.imputation == NoImputation || p.nodes[i].YesNo && p.imputation != ImputeLast {
		return
	}
	pools := map[pool][]float64{}
	if p.imputation != ImputeLast {
		for _, r := range rows {
			if c := r.cells[i]; c.status == assess.Measured {
				pools[p.poolOf(r)] = append(pools[p.poolOf(r)], *c.value)
			}
		}
		for _, values := range pools {
			slices.Sort(values) // sums do not depend on the order of the units
		}
	}
	for _, r := range rows {
		c, key := &r.cells[i], p.poolOf(r)
		switch {
		case p.imputation == ImputeLast && c.status == assess.Measured:
			pools[key] = []float64{*c.value}
		case c.status != assess.Missing || len(pools[key]) == 0 || p.imputation == ImputeByGroup && r.group == "":
		default:
			x := sum(pools[key]) / float64(len(pools[key]))
			if p.imputation == ImputeMedian {
				x = Quantile(pools[key], 0.5)
			}
			c.stands(x, p.imputation)
		}
	}
}

// stands puts an imputed value in the place of a missing one.
func (c *cell) stands(x float64, how Imputation) {
	c.rule, c.reason = scheme.Score, NoReason
	c.imputed, c.made = &x, how
}

// scoredValue is the value that is scored, before outliers are treated.
func (c *cell) scoredValue() float64 {
	if c.imputed != nil {
		return *c.imputed
	}
	return *c.value
}
