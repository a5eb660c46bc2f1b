package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Strip is every region as a dot over the scale of scores: each stands exactly at its score, and those that would cover each
// other are piled up.
type Strip struct {
	*Ruler
	Dots []Dot
	Own  *Dot // drawn as a sign, with its name above
	pile float64
	Sign string
	Name string
}

// Dot is one region.
type Dot struct {
	Value float64
	level int
	space float64
}

// The heights of a strip, in pixels: the name of the own region, then the pile, then the scale.
const (
	stripName = 22
	leastPile = 28
	mostPile  = 92
	dotSize   = 8
)

// dotGap is how far apart dots on one level stand at least, in percent of the width: six pixels on a phone.
const dotGap = 1.8

// newStrip piles the dots up. own is the index of the own region, -1 when it has no score.
func newStrip(r *Ruler, scores []float64, own int) *Strip {
	s := &Strip{Ruler: r}
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[a], scores[b]), cmp.Compare(boolInt(b == own), boolInt(a == own))) // the own one at the bottom
	})
	var last []float64 // where the last dot of each level stands
	levels := make([]int, len(scores))
	for _, i := range order {
		x, level := r.at(scores[i]), 0
		for level < len(last) && x-last[level] < dotGap {
			level++
		}
		if level == len(last) {
			last = append(last, x)
		}
		last[level], levels[i] = x, level
	}
	s.pile = min(max(float64(dotSize*(len(last)+1)), leastPile), mostPile)
	space := float64(dotSize)
	if n := len(last); n > 1 {
		space = min(space, (s.pile-dotSize)/float64(n-1))
	}
	for i, v := range scores {
		d := Dot{v, levels[i], space}
		if i == own {
			s.Own = &d
			continue
		}
		s.Dots = append(s.Dots, d)
	}
	return s
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Y is the height of a dot.
func (s *Strip) Y(d Dot) string {
	return strconv.FormatFloat(math.Round(10*(stripName+s.pile-dotSize/2-float64(d.level)*d.space))/10, 'f', -1, 64)
}

// NameY is the height of the own region's name.
func (s *Strip) NameY() int { return 12 }

// Floor is a height below the pile.
func (s *Strip) Floor(d int) int { return stripName + int(s.pile) + d }

// Height is that of the drawing: some ticks may stand one line lower.
func (s *Strip) Height() int {
	if slices.ContainsFunc(s.Ticks, func(t RulerTick) bool { return t.Low }) {
		return s.Floor(108)
	}
	return s.Floor(72)
}

// spread puts a tick one line lower when its words would touch those of the tick before.
func (r *Ruler) spread() {
	const words = 18.0 // percent of a phone's width
	for i := range r.Ticks {
		if i > 0 && !r.Ticks[i-1].Low && math.Abs(r.at(r.Ticks[i].Value)-r.at(r.Ticks[i-1].Value)) < words {
			r.Ticks[i].Low = true
		}
	}
}
