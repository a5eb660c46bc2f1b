package scheme

import (
	"slices"

	"yingshang/dashboards/assess"
)

// Check compares the scheme with the indicators that are known: each must exist, and its direction must be that of the
// scheme's frontier. The errors are assess.Fault.
func (s *Scheme) Check(known map[assess.IndicatorID]assess.Indicator) []error {
	ids := make([]string, 0, len(known))
	for id := range known {
		ids = append(ids, string(id))
	}
	slices.Sort(ids)
	var faults assess.Faults
	for _, n := range s.Leaves() {
		ind, ok := known[n.Indicator()]
		switch {
		case !ok:
			faults.Add(s.File, n.Line, "indicator %q is described nowhere%s", n.ID, assess.DidYouMean(n.ID, ids))
		case ind.Direction != n.Direction && n.Best == nil:
			faults.Add(s.File, n.Line, "indicator %s: %s is better, but the scheme says %s", n.ID, ind.Direction, n.Direction)
		case ind.Direction != n.Direction:
			faults.Add(s.File, n.Line, "indicator %s: %s is better, but its best %g and worst %g say otherwise",
				n.ID, ind.Direction, *n.Best, *n.Worst)
		}
	}
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errs
}
