package page

import (
	"math"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/scheme"
	"yingshang/dashboards/scoring"
)

// Light is a state as shape, word and colour together.
type Light struct {
	Class string // g ● y ◆ r ▲ n ○
	Word  string
}

// The classes of lights, and how urgent each is.
const (
	green = "g"
	amber = "y"
	red   = "r"
	none  = "n"
)

var urgency = map[string]int{red: 0, amber: 1, none: 2, green: 3}

// nearShare is how far beyond its target an indicator may be and still count as 临界: a tenth of the way from the target
// to the worst value of the scheme.
const nearShare = 0.1

// nearLimit is the value at which 临界 ends.
func nearLimit(target, worst float64) float64 { return target + nearShare*(worst-target) }

// light judges a value against its target as the page shows both, that is on the indicator's decimals, so that 99.0
// against a target of 99.0 is never red.
func (l *Locale) light(node *scheme.Node, v assess.Value, decimals int) Light {
	switch v.Status {
	case assess.SmallSample, assess.NotApplicable, assess.Missing:
		return Light{none, l.T("light." + string(v.Status))}
	case assess.NoPractice:
		return Light{red, l.T("light.no_practice")}
	}
	if v.Value == nil {
		return Light{none, l.T("light.missing")}
	}
	if node == nil || node.Target == nil {
		return Light{none, l.T("light.no_target")}
	}
	gap := shortfall(node.Direction, scoring.Round(*v.Value, decimals), scoring.Round(*node.Target, decimals))
	switch {
	case gap <= 0:
		return Light{green, l.T("light.green")}
	case node.Worst != nil && gap <= nearShare*math.Abs(*node.Worst-*node.Target)+1e-9:
		return Light{amber, l.T("light.amber")}
	}
	return Light{red, l.T("light.red")}
}

// shortfall is by how much a value misses its target; zero or less when it is met.
func shortfall(d assess.Direction, value, target float64) float64 {
	if d == assess.LowerIsBetter {
		return value - target
	}
	return target - value
}
