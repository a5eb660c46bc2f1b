package scoring

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingshang/dashboards/assess"
)

// Loss is what one indicator costs the total.
type Loss struct {
	Indicator  string
	Value      *float64
	Score      float64
	Points     float64    // of the total: what a perfect score here would add, by the share of NodeResult.Loss
	Share      float64    // of all that is lost, 0 to 1
	Cumulative float64    // share of this one and of all before it
	Imputed    Imputation // how the value was made that stands in for a missing one
}

// Losses lists what the indicators cost the unit's total, the dearest first, equal ones in the order of the scheme: a Pareto
// table. All points add up to what the total misses to the highest score; indicators that do not count are left out. It
// fails where nothing can be shared: without a total, or without a highest score. The gaps to the cut-offs are
// UnitResult.Distance.
func (u *UnitResult) Losses() ([]Loss, error) {
	if u.Root().Score == nil {
		return nil, fmt.Errorf("%s has no total (%s): %w", Input{Unit: u.Unit, Year: u.Year}, u.Root().Reason.Text().EN, assess.ErrNotFound)
	}
	var losses []Loss
	all := 0.0
	for _, n := range u.Nodes {
		if !n.Leaf || n.Weight <= 0 {
			continue
		}
		if n.Loss == nil {
			return nil, fmt.Errorf("%s: scores without a highest one have no losses; normalise by goalposts or minmax: %w",
				Input{Unit: u.Unit, Year: u.Year}, assess.ErrInvalid)
		}
		losses = append(losses, Loss{Indicator: n.ID, Value: n.Value, Score: *n.Score, Imputed: n.Imputed, Points: *n.Loss})
		all += *n.Loss
	}
	slices.SortStableFunc(losses, func(a, b Loss) int {
		return cmp.Compare(compared(b.Points, nil), compared(a.Points, nil))
	})
	sum := 0.0
	for k := range losses {
		if sum += losses[k].Points; all > 0 {
			losses[k].Share, losses[k].Cumulative = losses[k].Points/all, sum/all
		}
	}
	return losses, nil
}

// LossText says in one sentence which indicators cost the first half of what is lost.
func LossText(unit string, losses []Loss) assess.Text {
	total, half := 0.0, []string{}
	for k, l := range losses {
		if total += l.Points; k == 0 || losses[k-1].Cumulative < 0.5-1e-12 {
			half = append(half, l.Indicator)
		}
	}
	if said(total) == "0.00" {
		return assess.Text{ZH: unit + " 没有失分。", EN: unit + " loses no points."}
	}
	share := Round(100*losses[len(half)-1].Cumulative, 0)
	return assess.Text{
		ZH: fmt.Sprintf("%s 共失 %s 分, 其中 %s 占 %g%%。", unit, said(total), strings.Join(half, "、"), share),
		EN: fmt.Sprintf("%s loses %s points, %g%% of them to %s.", unit, said(total), share, strings.Join(half, ", ")),
	}
}
