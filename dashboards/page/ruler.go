package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Ruler is a scale drawn as SVG: bands, ticks below, marks above. Everything stands in percent of the width, so that it
// needs no script and fits every screen.
type Ruler struct {
	From, To float64
	Reverse  bool // the better end stands right, whichever way the numbers run
	Label    string
	Bands    []RulerBand
	Ticks    []RulerTick
	Marks    []RulerMark
	Peers    []float64 // dots on the scale, without names
}

// RulerBand is a stretch of the scale.
type RulerBand struct {
	From, To float64
	Class    string
	Text     string
}

// RulerTick is a named value below the scale; Low puts it one line lower, out of its neighbour's way.
type RulerTick struct {
	Value       float64
	Text, Under string
	Class       string
	Low         bool
}

// Down is a height below the scale, a line lower for a low tick.
func (t RulerTick) Down(d int) int {
	if t.Low {
		return d + 36
	}
	return d
}

// RulerMark is a value above the scale.
type RulerMark struct {
	Value float64
	Class string
	Text  string
}

// X is where a value stands, in percent of the width.
func (r *Ruler) X(v float64) string { return pct(r.at(v)) }

func (r *Ruler) at(v float64) float64 {
	if r.To == r.From {
		return 0
	}
	x := 100 * (min(max(v, r.From), r.To) - r.From) / (r.To - r.From)
	if r.Reverse {
		x = 100 - x
	}
	return x
}

func pct(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

// Left is where a band begins.
func (r *Ruler) Left(b RulerBand) string { return pct(min(r.at(b.From), r.at(b.To))) }

// Width is how wide a band is.
func (r *Ruler) Width(b RulerBand) string {
	return pct(max(r.at(b.From), r.at(b.To)) - min(r.at(b.From), r.at(b.To)))
}

// Middle is where a band's name stands: in its middle, or else as far from the marks as it can.
func (r *Ruler) Middle(b RulerBand) string {
	left, right := min(r.at(b.From), r.at(b.To)), max(r.at(b.From), r.at(b.To))
	best, room := (left+right)/2, -1.0
	for _, share := range []float64{0.5, 0.2, 0.8, 0.35, 0.65} {
		x := left + share*(right-left)
		if x-left < 6 || right-x < 6 {
			continue // the name itself needs that much
		}
		near := 12.0 // farther away is no better
		for _, m := range r.Marks {
			near = min(near, math.Abs(r.at(m.Value)-x))
		}
		if near > room {
			best, room = x, near
		}
	}
	return pct(best)
}

// Named says whether a band is wide enough for its name.
func (r *Ruler) Named(b RulerBand) bool {
	wide := max(r.at(b.From), r.at(b.To)) - min(r.at(b.From), r.at(b.To))
	return b.Text != "" && wide >= 14
}

// Anchor keeps a tick's text inside the drawing.
func (r *Ruler) Anchor(v float64) string {
	switch x := r.at(v); {
	case x < 8:
		return "start"
	case x > 92:
		return "end"
	}
	return "middle"
}

// Side says on which side of its line a mark's text stands: towards the middle of the drawing.
func (r *Ruler) Side(m RulerMark) string {
	if r.at(m.Value) > 50 {
		return "end"
	}
	return "start"
}

// Above are the marks from the topmost line down. The one nearest to the edge stands highest, so that no line down to
// the scale crosses a text.
func (r *Ruler) Above() []RulerMark {
	marks := slices.Clone(r.Marks)
	slices.SortStableFunc(marks, func(a, b RulerMark) int {
		return cmp.Compare(math.Abs(r.at(b.Value)-50), math.Abs(r.at(a.Value)-50))
	})
	return marks
}

// Line is the height of a mark's text: marks stand on lines of their own, so that close ones never overlap.
func (r *Ruler) Line(i int) int { return 12 + 18*i }

// Lead is where the line from a mark's text down to the scale begins.
func (r *Ruler) Lead(i int) int { return r.Line(i) + 5 }

// Top is where the scale begins, below the marks' lines.
func (r *Ruler) Top() int { return 12 + 18*len(r.Marks) }

// Below is a height below the scale's top.
func (r *Ruler) Below(d int) int { return r.Top() + d }

// Height is the class of the drawing's height: its number of lines above and below.
func (r *Ruler) Height() string {
	low := 0
	for _, t := range r.Ticks {
		if t.Low {
			low = 1
		}
	}
	return "r" + strconv.Itoa(len(r.Marks)) + strconv.Itoa(low)
}
