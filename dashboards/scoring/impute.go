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
type Imputation = scheme.Imputation

// The imputations. None is taken from imputed values, and where there is nothing to take it from the value stays missing.
const (
	NoImputation  Imputation = "" // of options and schemes: what the other says
	ImputeNone               = scheme.ImputeNone
	ImputeMean               = scheme.ImputeMean
	ImputeMedian             = scheme.ImputeMedian
	ImputeByGroup            = scheme.ImputeByGroup
	ImputeLast               = scheme.ImputeLast
)

// impute fills in what is missing in rows that stand by year.
func (p *plan) impute(rows []*row) error {
	if p.frozen != nil {
		p.imputeFrozen(rows)
		return nil
	}
	for i, n := range p.nodes {
		switch {
		case n.impute == NoImputation:
			continue
		case !slices.Contains(scheme.Imputations, n.impute):
			return fmt.Errorf("impute %q: want one of %v: %w", n.impute, scheme.Imputations, assess.ErrInvalid)
		case n.impute == ImputeByGroup && !p.leaveOut && !slices.ContainsFunc(rows, func(r *row) bool { return r.group != "" }):
			return fmt.Errorf("impute group: no unit has a group: %w", assess.ErrInvalid)
		}
		p.imputeLeaf(i, rows)
	}
	return nil
}

// imputeFrozen puts in what stood in before.
func (p *plan) imputeFrozen(rows []*row) {
	for _, r := range rows {
		for i, n := range p.nodes {
			if v, ok := p.frozen.imputed[imputedKey{r.unit, r.year, n.ID}]; ok && n.Leaf() && r.cells[i].status == assess.Missing {
				r.cells[i].stands(v.value, v.how)
			}
		}
	}
}

// pool is what the values of an indicator are taken together by.
type pool struct {
	year  int
	group string
	unit  string
}

func poolOf(how Imputation, r *row) pool {
	switch how {
	case ImputeByGroup:
		return pool{year: r.year, group: r.group}
	case ImputeLast:
		return pool{unit: r.unit}
	}
	return pool{year: r.year}
}

// imputeLeaf fills in one indicator. Those of yes and no have no mean: of them only the last value is taken.
func (p *plan) imputeLeaf(i int, rows []*row) {
	how := p.nodes[i].impute
	if how == NoImputation || p.nodes[i].YesNo && how != ImputeLast {
		return
	}
	pools := map[pool][]float64{}
	if how != ImputeLast {
		for _, r := range rows {
			if c := r.cells[i]; c.status == assess.Measured {
				pools[poolOf(how, r)] = append(pools[poolOf(how, r)], *c.value)
			}
		}
		for _, values := range pools {
			slices.Sort(values) // sums do not depend on the order of the units
		}
	}
	for _, r := range rows {
		c, key := &r.cells[i], poolOf(how, r)
		switch {
		case how == ImputeLast && c.status == assess.Measured:
			pools[key] = []float64{*c.value}
		case c.status != assess.Missing || len(pools[key]) == 0 || how == ImputeByGroup && r.group == "":
		default:
			x := sum(pools[key]) / float64(len(pools[key]))
			if how == ImputeMedian {
				x = Quantile(pools[key], 0.5)
			}
			c.stands(x, how)
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
