package scheme

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"yingshang/dashboards/assess"
	"yingshang/dashboards/yamlfile"
)

// Band is one step: values from From on, and below the next band, have Points of 100.
type Band struct{ From, Points float64 }

// BandPoints are the points of 100 of a value: those of the last band that it reaches. A value below all bands has 0 where
// the points rise, and those of the first band where they fall.
func (n *Node) BandPoints(x float64) (float64, error) {
	if n.YesNo && x != 0 && x != 1 {
		return 0, fmt.Errorf("the value is %g, want 1 for yes or 0 for no: %w", x, assess.ErrInvalid)
	}
	points := 0.0
	if first, last := n.Bands[0], n.Bands[len(n.Bands)-1]; first.Points > last.Points {
		points = first.Points
	}
	for _, b := range n.Bands {
		if x < b.From {
			break
		}
		points = b.Points
	}
	return points, nil
}

// spanBands takes best and worst from the ends of the bands.
func (n *Node) spanBands() {
	if n.Bands == nil {
		return
	}
	first, last := n.Bands[0], n.Bands[len(n.Bands)-1]
	n.Worst, n.Best = new(first.From), new(last.From)
	if first.Points > last.Points {
		n.Worst, n.Best = n.Best, n.Worst
	}
}

// ParseBands reads "0:20;5:60;8:100", from:points in rising order of from, or "yes:100;no:0", which has just these two.
func ParseBands(s string) (bands []Band, yesNo bool, err error) {
	points := map[string]float64{}
	for _, part := range strings.Split(s, ";") {
		from, to, ok := strings.Cut(part, ":")
		from = strings.TrimSpace(from)
		y, errTo := strconv.ParseFloat(strings.TrimSpace(to), 64)
		if !ok || errTo != nil || math.IsNaN(y) || math.IsInf(y, 0) {
			return nil, false, fmt.Errorf("%q: want from:points;from:points, as 0:20;5:60, or yes:100;no:0: %w", s, assess.ErrInvalid)
		}
		if from == "yes" || from == "no" {
			points[from] = y
			continue
		}
		x, err := strconv.ParseFloat(from, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, false, fmt.Errorf("%q: %q is no number: %w", s, from, assess.ErrInvalid)
		}
		bands = append(bands, Band{x, y})
	}
	if len(points) == 0 {
		return bands, false, nil
	}
	yes, hasYes := points["yes"]
	no, hasNo := points["no"]
	if !hasYes || !hasNo || len(bands) > 0 {
		return nil, false, fmt.Errorf("%q: want the points of yes and of no, and nothing else: %w", s, assess.ErrInvalid)
	}
	return []Band{{0, no}, {1, yes}}, true, nil
}

// bandWords writes bands as ParseBands reads them; empty without.
func bandWords(n *Node) string {
	parts := make([]string, len(n.Bands))
	for i, b := range n.Bands {
		from := strconv.FormatFloat(b.From, 'g', -1, 64)
		if n.YesNo {
			from = []string{"no", "yes"}[i]
		}
		parts[i] = from + ":" + strconv.FormatFloat(b.Points, 'g', -1, 64)
	}
	return strings.Join(parts, ";")
}

// bandFaults says what is wrong with the bands of an indicator.
func bandFaults(n *Node) (faults []string) {
	if len(n.Bands) < 2 {
		return []string{"want two bands or more"}
	}
	if n.Best != nil || n.Worst != nil {
		faults = append(faults, "bands or points take the place of best and worst, want one or the other")
	}
	if n.Transform != Linear {
		faults = append(faults, fmt.Sprintf("bands take no transform %s", n.Transform))
	}
	falls := n.Bands[0].Points > n.Bands[1].Points
	for i, b := range n.Bands {
		if b.Points < 0 || b.Points > 100 {
			faults = append(faults, fmt.Sprintf("a band gives %g points, want 0 to 100", b.Points))
		}
		if i == 0 {
			continue
		}
		above := n.Bands[i-1]
		if b.From <= above.From {
			faults = append(faults, fmt.Sprintf("the band from %g stands behind that from %g", b.From, above.From))
		}
		if b.Points == above.Points || (b.Points < above.Points) != falls {
			faults = append(faults, fmt.Sprintf("the bands from %g and %g give %g and %g points, want points that only rise or only fall",
				above.From, b.From, above.Points, b.Points))
		}
	}
	return faults
}

// bands reads a list of {from: .., points: ..}.
func (d *yearly) bands(n yamlfile.Node) (bands []Band) {
	d.List(n, "bands", func(n yamlfile.Node) {
		var b Band
		d.Mapping(n, "band", yamlfile.Keys{
			"from":   func(n yamlfile.Node) { b.From = d.Number(n, "from") },
			"points": func(n yamlfile.Node) { b.Points = d.Number(n, "points") },
		}, "from", "points")
		bands = append(bands, b)
	})
	return bands
}

// points reads {yes: .., no: ..}.
func (d *yearly) points(n yamlfile.Node) []Band {
	bands := []Band{{From: 0}, {From: 1}}
	d.Mapping(n, "points", yamlfile.Keys{
		"no":  func(n yamlfile.Node) { bands[0].Points = d.Number(n, "no") },
		"yes": func(n yamlfile.Node) { bands[1].Points = d.Number(n, "yes") },
	}, "yes", "no")
	return bands
}

// spread reads [mean, deviation].
func (d *yearly) spread(n yamlfile.Node) *Spread {
	var both []float64
	d.List(n, "zscore", func(n yamlfile.Node) { both = append(both, d.Number(n, "zscore")) })
	if len(both) != 2 || both[1] <= 0 {
		d.Fault(n, "zscore is %v, want [mean, deviation] with a deviation above 0", both)
		return nil
	}
	return &Spread{both[0], both[1]}
}

// String is "100±10"; empty where z-scores are as they come.
func (s *Spread) String() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%g±%g", s.Mean, s.Deviation)
}
